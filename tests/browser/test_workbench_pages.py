"""The workbench's pages in a real browser: in both themes, on three screens, for two accounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import workbenches

pytestmark = pytest.mark.browser

SCREENS = {"phone": (390, 844), "laptop": (1280, 800), "projector": (1920, 1080)}
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
    "/no-such-page",
]
AXE = workbenches.REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())
    with workbenches.serving(house) as found:
        yield found


def violations(page: Page) -> list[str]:
    """What axe finds on a page, put there past the page's own policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found: list[str] = page.evaluate(
        """axe.run(document, {resultTypes: ["violations"]}).then(result => result.violations.map(
            each => `${each.id}: ${each.nodes.map(n => n.html).join(" | ").slice(0, 400)}`))"""
    )
    return found


def quiet(page: Page) -> list[str]:
    """Everything that goes wrong on a page, or is asked of elsewhere, from now on."""
    wrongs: list[str] = []
    page.on(
        "console",
        lambda message: (
            None
            if message.type in {"verbose", "debug"} or "404 (Not Found)" in message.text
            else wrongs.append(message.text)
        ),
    )
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith("http://127.0.0.1:") else wrongs.append(request.url)
        ),
    )
    return wrongs


def enter(context: BrowserContext, address: str, name: str) -> Page:
    """A page on which somebody has just entered the demonstration."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
    page.wait_for_url("**/table")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", list(SCREENS))
@pytest.mark.parametrize("name", ["Mediator", "Ukraine"])
def test_every_page_is_sound_on_every_screen(
    browser: Browser, address: str, name: str, screen: str, scheme: str
) -> None:
    """No error, nothing fetched from elsewhere, nothing too wide, nothing that axe refuses."""
    width, height = SCREENS[screen]
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": height},
    )
    try:
        page = enter(context, address, name)
        wrongs = quiet(page)
        for path in PATHS:
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            if screen != "projector":
                assert violations(page) == [], path
        assert wrongs == []
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "uk-UA", "ru-RU"])
def test_the_door_is_sound_in_every_language(
    browser: Browser, address: str, language: str, scheme: str
) -> None:
    """The sign-in page speaks the browser's language and passes axe in both themes."""
    context = browser.new_context(
        locale=language,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 390, "height": 844},
    )
    try:
        page = context.new_page()
        wrongs = quiet(page)
        page.goto(f"{address}/sign-in")
        assert page.evaluate("document.documentElement.lang") == language[:2]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []
        assert wrongs == []
    finally:
        context.close()


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
