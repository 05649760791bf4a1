"""A mediator who looks as a delegation: its forms are there, and closed before anybody types."""

import pytest
from playwright.sync_api import Page, expect

import workbenches

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)


def test_forms_that_would_keep_something_are_closed(page: tuple[Page, str]) -> None:
    """Each field says why; what only asks still answers, and one's own view opens them again."""
    screen, address = page
    screen.get_by_role("button", name="See as North").click()
    expect(screen.locator(".ribbon.masked")).to_be_visible()
    screen.goto(f"{address}/positions")
    screen.locator("article a.edit").first.press("Enter")
    form = screen.locator("form.correct")
    expect(form).to_be_visible()
    expect(form.locator("input:enabled, button:enabled, select:enabled")).to_have_count(0)
    keep = form.get_by_role("button", name="Keep")
    expect(keep).to_have_attribute(
        "title", "You see every page as North would, and can change nothing."
    )
    screen.goto(f"{address}/table/write/confidence")
    expect(screen.locator("form.correct")).to_be_visible()
    expect(screen.locator("form.correct :is(textarea, button):enabled")).to_have_count(0)
    screen.goto(f"{address}/space")
    expect(screen.locator("#pickers select").first).to_be_enabled()
    screen.get_by_role("button", name="Back to my own view").click()
    screen.goto(f"{address}/positions")
    screen.locator("article a.edit").first.press("Enter")
    expect(form.get_by_role("button", name="Keep")).to_be_enabled()
