"""The brief in a real browser: it stands alone, reads well on every screen, and prints."""

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import holdfast
from holdfast.pages import brief_html

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).parents[2]
SCREENS = {"phone": (390, 844), "laptop": (1280, 800), "projector": (1920, 1080)}


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief for the Abu Dhabi talks, as a file."""
    file = tmp_path_factory.mktemp("brief") / "brief.html"
    text = brief_html(holdfast.open(REPOSITORY / "examples" / "abu-dhabi").brief())
    file.write_text(text, encoding="utf-8")
    return file


def open_page(
    browser: Browser, file: Path, scheme: str, size: tuple[int, int]
) -> tuple[Page, list[str]]:
    """The page opened, and everything that went wrong or was asked of elsewhere while it was."""
    wrongs: list[str] = []
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": size[0], "height": size[1]},
    )
    page.on("console", lambda message: wrongs.append(message.text))
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("file:", "data:")) else wrongs.append(request.url)
        ),
    )
    page.goto(file.as_uri())
    return page, wrongs


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", list(SCREENS))
def test_page_stands_alone_on_every_screen(
    browser: Browser, page_file: Path, screen: str, scheme: str
) -> None:
    """No error, no request to anywhere, nothing wider than the screen."""
    page, wrongs = open_page(browser, page_file, scheme, SCREENS[screen])
    try:
        assert wrongs == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SCREENS[screen][0]
        assert page.get_by_role("heading", level=1).inner_text() == "Abu Dhabi trilateral talks"
    finally:
        page.close()


def test_a_number_leads_to_its_evidence(browser: Browser, page_file: Path) -> None:
    """Following the small number beside a judgment shows the words behind it."""
    page, _ = open_page(browser, page_file, "light", SCREENS["laptop"])
    try:
        link = page.locator(".because a").first
        target = link.get_attribute("href")
        assert target is not None
        link.click()
        assert page.locator(target).is_visible()
        assert page.evaluate("location.hash") == target
    finally:
        page.close()


def test_screen_readers_find_their_way(browser: Browser, page_file: Path) -> None:
    """Landmarks, named sections in order, tables with heads, and a picture with its text."""
    page, _ = open_page(browser, page_file, "light", SCREENS["laptop"])
    try:
        assert page.get_by_role("main").count() == 1
        assert page.get_by_role("banner").count() == 1
        levels = page.eval_on_selector_all("h1,h2,h3,h4,h5", "e => e.map(x => +x.tagName[1])")
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        assert page.get_by_role("img").first.get_attribute("aria-labelledby")
        assert page.locator("table").count() == page.locator("table:has(thead th[scope])").count()
        names = page.eval_on_selector_all(".because a", "e => e.map(x => x.ariaLabel)")
        assert all(names)
    finally:
        page.close()


def test_it_prints_on_a_few_pages(browser: Browser, page_file: Path) -> None:
    """A principal can be handed the paper: at most fourteen sides, evidence too."""
    page, _ = open_page(browser, page_file, "light", SCREENS["laptop"])
    try:
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        sides = paper.count(b"/Type /Page\n") or paper.count(b"/Type /Page ")
        assert 2 <= sides <= 14
    finally:
        page.close()
