"""A space that takes long: how far it is, and how it is called off."""

from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import workbenches
from holdfast.desk import space as desk_space
from holdfast.web import exploring

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)
PATIENCE = 2 * workbenches.PATIENCE_MS / 1000


def test_a_space_that_takes_long_is_called_off_and_begun_again(
    page: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says how far it is; called off, it shows what was found and claims no more."""
    screen, address = page
    ended = 0

    def slow(dossier: Any, between: Any, progress: Any, should_stop: Any) -> Any:
        nonlocal ended
        progress(1, 3)
        until = monotonic() + PATIENCE
        while not should_stop() and monotonic() < until:
            sleep(0.01)
        ended += 1
        return desk_space.explore(dossier, between, progress, should_stop)

    monkeypatch.setattr(exploring, "PATIENCE", 0.2)
    monkeypatch.setattr(exploring, "explore", slow)
    screen.goto(f"{address}/space")
    expect(screen.locator(".how-far")).to_contain_text("1 of 3")
    screen.get_by_role("button", name="Cancel").press("Enter")
    expect(screen.locator(".long")).to_contain_text("Called off.")
    until = monotonic() + PATIENCE / 2
    while not ended and monotonic() < until:
        sleep(0.01)
    assert ended == 1
    expect(screen.locator("#work")).to_be_visible()
    expect(screen.locator(".tally")).not_to_contain_text("On the frontier")
    monkeypatch.setattr(exploring, "explore", desk_space.explore)
    monkeypatch.setattr(exploring, "PATIENCE", 60.0)
    screen.get_by_role("button", name="Work it out").press("Enter")
    expect(screen.locator(".tally")).to_contain_text("On the frontier")
    expect(screen.locator(".long")).to_have_count(0)


def test_a_page_that_waited_shows_its_answer_by_itself(
    page: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to load it anew."""
    screen, address = page
    is_free = False

    def slow(dossier: Any, between: Any, progress: Any, should_stop: Any) -> Any:
        until = monotonic() + PATIENCE
        while not is_free and monotonic() < until:
            sleep(0.01)
        return desk_space.explore(dossier, between, progress, should_stop)

    monkeypatch.setattr(exploring, "PATIENCE", 0.2)
    monkeypatch.setattr(exploring, "explore", slow)
    screen.goto(f"{address}/space")
    expect(screen.locator(".working")).to_be_visible()
    is_free = True
    expect(screen.locator(".tally")).to_contain_text("On the frontier")
