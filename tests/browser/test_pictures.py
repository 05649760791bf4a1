"""The pages of the demonstration that the README shows, with nothing fetched from elsewhere."""

import os

import pytest
from playwright.sync_api import Browser, expect

import workbenches
from holdfast.desk.demonstration import found_demonstration

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)

IMAGES = workbenches.REPOSITORY / "docs" / "images"
SHOWN = {"table": "/table", "space": "/space", "day-after": "/day-after"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_readme_stand(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, scheme: str
) -> None:
    """Each fits a laptop, says nothing in the console, and asks nobody but the workbench."""
    house = found_demonstration(tmp_path_factory.mktemp("house"))
    said: list[str] = []
    asked: list[str] = []
    with workbenches.serving(house) as address:
        context = browser.new_context(
            viewport={"width": 1280, "height": 860},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        context.set_default_timeout(workbenches.PATIENCE_MS)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/sign-in")
        page.get_by_role("button", name="Enter as Mediator", exact=True).click()
        page.wait_for_url("**/table")
        for name, path in SHOWN.items():
            page.goto(f"{address}{path}")
            page.wait_for_load_state("networkidle")
            expect(page.get_by_text("Looking for the least change")).to_have_count(0)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, name
            if os.environ.get("HOLDFAST_SCREENSHOTS"):
                page.screenshot(path=IMAGES / f"{name}-{scheme}.png")
        context.close()
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
        assert said == []
