"""A real browser for the tests that ask whether a person gets through."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import workbenches
from holdfast.desk.seats import House
from holdfast.web import exploring
from table_pages import Enter

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window; missing, the test is skipped here and fails in CI."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        message = "Chromium is not installed."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one's own, on a laptop."""
    found = browser.new_context(viewport={"width": 1280, "height": 900})
    found.set_default_timeout(workbenches.PATIENCE_MS)
    yield found
    found.close()


@pytest.fixture
def page(
    context: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, str]]:
    """A mediator's page, and the address of small talks."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.small_talks())
    with workbenches.serving(house) as address:
        page = context.new_page()
        page.goto(f"{address}/sign-in")
        page.get_by_role("button", name="Enter as Mediator", exact=True).click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        yield page, address


@pytest.fixture
def replayed(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demonstration, a copy of its own for each test, since these write."""
    return workbenches.replayed_house(tmp_path_factory.mktemp("house"))


@pytest.fixture
def table_address(replayed: House) -> Iterator[str]:
    """The demonstration, served."""
    with workbenches.serving(replayed) as found:
        yield found


@pytest.fixture
def enter(browser: Browser, table_address: str) -> Iterator[Enter]:
    """Opens the table in a browser of its own for whoever enters the demonstration."""
    contexts: list[BrowserContext] = []

    def enter_as(name: str, **more: Any) -> Page:
        screen = {"viewport": {"width": 1280, "height": 900}} | more
        context = browser.new_context(**screen)
        context.set_default_timeout(workbenches.PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{table_address}/sign-in")
        page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
        page.wait_for_load_state("networkidle")
        page.goto(f"{table_address}/table")
        return page

    yield enter_as
    for each in contexts:
        each.close()


@pytest.fixture(autouse=True)
def patient_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page must not show how far its answer is instead of the answer."""
    monkeypatch.setattr(exploring, "PATIENCE", 60.0)
