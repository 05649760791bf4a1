"""Whether a page is sound on a screen, for tests in a real browser: quiet, not too wide, for all.

A page is loaded once on a screen and looked at in both schemes of colour: the document is the same
in both, so that only the colours are looked at again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect

import workbenches

SCREENS = {"phone": (390, 844), "laptop": (1280, 800), "projector": (1920, 1080)}
LOADED_IN = {"phone": "dark", "laptop": "light", "projector": "dark"}
"""In which scheme a page is loaded on a screen; it is then looked at in the other one too."""

AXE = workbenches.REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
RUN = """only => axe.run(document, {resultTypes: ["violations"], ...(only && {runOnly: only})})
    .then(result => result.violations.map(
        each => `${each.id}: ${each.nodes.map(n => n.html).join(" | ").slice(0, 400)}`))"""
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules of axe that the colours decide."""


@contextmanager
def screened(browser: Browser, screen: str, language: str = "en-GB") -> Iterator[BrowserContext]:
    """A browser of one's own on a screen; colours change at once, so that none is half changed."""
    width, height = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if LOADED_IN[screen] == "dark" else "light",
        reduced_motion="reduce",
        locale=language,
    )
    context.set_default_timeout(workbenches.PATIENCE_MS)
    try:
        yield context
    finally:
        context.close()


def settle(page: Page) -> None:
    """Wait until every piece that a page fetches for itself has come."""
    expect(page.locator("[hx-trigger^='load'], .htmx-request")).to_have_count(0)


def violations(page: Page) -> list[str]:
    """What axe finds on a page, put there past the page's own policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    session.detach()
    found: list[str] = page.evaluate(RUN, None)
    return found


def faults(page: Page, screen: str) -> list[str]:
    """What is wrong with a page that is loaded on a screen, in either scheme.

    A projector shows what a laptop does, wider; axe is not asked there again.
    """
    loaded_in = LOADED_IN[screen]
    found = [f"{loaded_in}: {each}" for each in _too_wide(page, screen)]
    if screen == "projector":
        return found
    found += [f"{loaded_in}: {each}" for each in violations(page)]
    page.emulate_media(color_scheme="light" if loaded_in == "dark" else "dark")
    found += [f"in the other scheme: {each}" for each in page.evaluate(RUN, COLOURS)]
    page.emulate_media(color_scheme="light" if loaded_in == "light" else "dark")
    return found


def _too_wide(page: Page, screen: str) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    most, _ = SCREENS[screen]
    return [] if width <= most else [f"{width} pixels wide, on {most}"]


def watch(page: Page, *, is_missing_expected: bool = False) -> list[str]:
    """Everything that goes wrong on a page, or is asked of elsewhere, from now on.

    Chromium tells of a page that is not there; where one is asked for on purpose that is expected.
    """
    wrongs: list[str] = []
    page.on(
        "console",
        lambda message: (
            None
            if is_missing_expected and "404 (Not Found)" in message.text
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
