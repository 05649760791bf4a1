"""The workbench's pages in a real browser: in both themes, on three screens, for two accounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import workbenches
from sound_pages import SCREENS, faults, screened, settle, watch

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)

PATHS = [
    "/positions",
    "/positions/ukraine",
    "/positions/ukraine/line",
    "/judgments/ukraine/red-line/0",
    "/judgments/ukraine/together/new",
    "/judgments/ukraine/stance/line",
    "/space",
    "/red-lines/whole",
    "/brief/whole",
    "/brief/morning?days=7",
    "/record",
    "/no-such-page",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())
    with workbenches.serving(house) as found:
        yield found


def enter(context: BrowserContext, address: str, name: str) -> Page:
    """A page on which somebody has just entered the demonstration."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
    page.wait_for_url("**/table")
    return page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["Mediator", "Ukraine"])
def test_every_page_is_sound_on_every_screen(
    browser: Browser, address: str, name: str, screen: str
) -> None:
    """No error, nothing fetched from elsewhere, nothing too wide, nothing that axe refuses."""
    with screened(browser, screen) as context:
        page = enter(context, address, name)
        wrongs = watch(page, is_missing_expected=True)
        for path in PATHS:
            page.goto(address + path)
            settle(page)
            assert faults(page, screen) == [], path
        assert wrongs == []


@pytest.mark.parametrize("language", ["en-GB", "uk-UA", "ru-RU"])
def test_the_door_is_sound_in_every_language(browser: Browser, address: str, language: str) -> None:
    """The sign-in page speaks the browser's language and passes axe in both themes."""
    with screened(browser, "phone", language) as context:
        page = context.new_page()
        wrongs = watch(page)
        page.goto(f"{address}/sign-in")
        assert page.evaluate("document.documentElement.lang") == language[:2]
        assert faults(page, "phone") == []
        assert wrongs == []


def test_pages_print(browser: Browser, address: str) -> None:
    """Paper shows the page and who may see it, and not what can only be clicked."""
    context = browser.new_context()
    try:
        page = enter(context, address, "Mediator")
        page.emulate_media(media="print")
        for path in ("/positions", "/space", "/red-lines/whole", "/brief/whole"):
            page.goto(address + path)
            assert page.locator(".ribbon").is_visible()
            assert not page.locator("header.top").is_visible()
        assert len(page.pdf(format="A4")) > 10_000
    finally:
        context.close()


def test_the_brief_is_saved_as_one_file(browser: Browser, address: str, tmp_path: Path) -> None:
    """What is saved stands alone: no script, nothing fetched."""
    context = browser.new_context(accept_downloads=True)
    try:
        page = enter(context, address, "Mediator")
        page.goto(f"{address}/brief/whole")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Save as one file").click()
        file = tmp_path / "brief.html"
        waiting.value.save_as(file)
        text = file.read_text(encoding="utf-8")
        assert text.startswith("<!DOCTYPE html>")
        assert "<script" not in text
    finally:
        context.close()
