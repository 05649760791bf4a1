"""A brief that takes long: how far it is, how it is called off, and how it comes by itself."""

from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import workbenches
from holdfast.desk import brief as desk_brief
from holdfast.web.routes import brief as brief_page
from sound_pages import violations

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)
PATIENCE = 2 * workbenches.PATIENCE_MS / 1000


def test_a_brief_that_takes_long_is_called_off_and_begun_again(
    page: tuple[Page, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says how far it is, other pages go on; called off, nothing of it is claimed."""
    screen, address = page
    may_go_on, has_ended = Event(), Event()

    def slow(*known: Any, progress: Any, should_stop: Any) -> Any:
        progress(2, 5)
        while not may_go_on.wait(0.01) and not should_stop():
            pass
        found = desk_brief.ask(*known, progress=progress, should_stop=should_stop)
        has_ended.set()
        return found

    monkeypatch.setattr(brief_page, "ask", slow)
    screen.goto(f"{address}/brief")
    expect(screen.locator(".how-far")).to_contain_text("2 of 5")
    assert violations(screen) == []
    other = screen.context.new_page()
    other.goto(f"{address}/table")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    screen.get_by_role("button", name="Cancel").press("Enter")
    expect(screen.locator("#brief")).to_contain_text("Called off.")
    assert has_ended.wait(PATIENCE)
    may_go_on.set()
    screen.get_by_role("button", name="Work it out").press("Enter")
    expect(screen.get_by_role("heading", name="In short")).to_be_visible()
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Save as one file").click()
    assert "Seen by Mediator and Second mediator alone." in download.value.path().read_text("utf-8")
