"""What tests of the table in a real browser share: how its keys are reached, what is told there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Enter = Callable[..., Page]
"""Opens the table in a browser of its own for whoever enters the demonstration."""

TOLD = "We could live with patrols by others on that road."


def tab_to(page: Page, name: str) -> None:
    """Go on by the tabulator until what has the focus is called so."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.innerText ?? ''"):
            return
    pytest.fail(f"Nothing called {name!r} can be reached by keyboard.")


def tell(ukraine: Page) -> None:
    """Ukraine tells something that may be floated to Russia; a slip is mended on the way."""
    ukraine.locator("#envelopes").get_by_role("link", name="Tell a confidence").click()
    ukraine.get_by_role("button", name="Write it down").click()
    expect(ukraine.locator(".slip").first).to_be_visible()
    ukraine.get_by_label("What was said or written").fill(TOLD)
    ukraine.get_by_label("float as the mediators").check()
    ukraine.get_by_role("group", name="To whom").get_by_label("Russia").check()
    ukraine.get_by_role("button", name="Write it down").click()
    ukraine.wait_for_url("**/table#envelopes")
    expect(ukraine.locator(".kept-banner")).to_contain_text("Second mediator and Ukraine")
