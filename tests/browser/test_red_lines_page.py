"""The page of red lines: what it shows at once, what it finds, how it is called off."""

from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import workbenches
from holdfast.desk import lines as desk_lines
from holdfast.web.routes import red_lines as routes

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)
PATIENCE = 2 * workbenches.PATIENCE_MS / 1000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served; nobody writes in it."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())
    with workbenches.serving(house) as found:
        yield found


@pytest.fixture
def unasked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, where nobody has asked yet: what one has found is kept for all who see the same."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())
    with workbenches.serving(house) as found:
        yield found


class Patient:
    """Searches that go on until they are called off, and then do what the real ones do."""

    def __init__(self) -> None:
        self.begun = self.ended = 0

    def ask(self, dossier: Any, progress: Any, should_stop: Any) -> Any:
        """Say that two lines are done, and wait."""
        self.begun += 1
        progress(2, 13)
        until = monotonic() + PATIENCE
        while not should_stop() and monotonic() < until:
            sleep(0.01)
        self.ended += 1
        return desk_lines.ask(dossier, progress, should_stop)

    def wait_for_end(self) -> None:
        """Until one has ended that was called off, and not because its patience was at its end."""
        until = monotonic() + PATIENCE / 2
        while self.ended == 0 and monotonic() < until:
            sleep(0.01)


def enter(context: BrowserContext, address: str, name: str) -> Page:
    """A page on which somebody has just entered the demonstration."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def test_lines_are_there_at_once_and_what_they_do_follows(
    context: BrowserContext, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line folded, with its public stance within; then status, price and curve; all kept."""
    page = enter(context, address, "Mediator")
    page.get_by_role("link", name="Red lines", exact=True).click()
    line = page.locator("#line-russia-not-one-inch")
    line.locator("summary").first.press("Enter")
    expect(line).to_contain_text("as firm as the line")
    expect(line.locator(".does")).to_have_text("binding")
    expect(line.locator("figure svg")).to_be_visible()  # still unfolded, though brought anew
    expect(line).to_contain_text("Rules out")
    expect(line.locator("summary").first).to_contain_text("every deal crosses it")
    expect(line).to_contain_text("kept whatever it costs, it would leave no deal")
    expect(page.locator("#line-russia-no-renunciation .where.inline").first).to_have_text("Never")
    twin = page.locator("#line-united-states-no-combat-troops summary").first
    expect(twin).to_contain_text("Russia's line “No American combat troops in Ukraine” rules out")
    inch = page.get_by_role("row").filter(has_text="every deal crosses it").nth(1)
    expect(inch).to_contain_text("+7.52")
    expect(line).to_contain_text("Ukraine 7.52 points")
    row = page.get_by_role("row").filter(has_text="No European force")
    expect(row).to_contain_text("slack")
    title = "No European force that is more than a watch"
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title)).to_be_in_viewport()
    expect(page.locator("#line-russia-no-larger-european-force figure svg")).to_be_visible()
    searches = Patient()
    monkeypatch.setattr(routes, "ask", searches.ask)
    page.reload()
    expect(line.locator(".does")).to_have_text("binding")
    assert searches.begun == 0


def test_a_delegation_sees_its_own_lines_alone(context: BrowserContext, address: str) -> None:
    """Neither another's lines nor what crossing is worth to others reach its browser."""
    page = enter(context, address, "Russia")
    page.goto(f"{address}/red-lines/whole")
    expect(page.locator(".ribbon")).to_contain_text("Russia")
    assert page.locator("article.red-line").count() == 5
    assert "Ukraine can have" not in page.content()
    assert "Worth to" not in page.content()


def test_searches_are_called_off_and_begun_again_by_keys(
    context: BrowserContext, unasked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The searches stop, nothing is claimed, the focus stays, other pages wait for nothing."""
    searches = Patient()
    monkeypatch.setattr(routes, "ask", searches.ask)
    page = enter(context, unasked, "Mediator")
    page.goto(f"{unasked}/red-lines")
    expect(page.locator(".how-far")).to_contain_text("2 of 13")
    other = context.new_page()
    other.goto(f"{unasked}/positions")
    assert searches.ended == 0
    other.close()
    cancel = page.get_by_role("button", name="Cancel")
    cancel.focus()
    for _ in range(2):  # the second is asked for by what the first brought
        with page.expect_response("**/red-lines/work"):
            pass
    expect(cancel).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".long")).to_contain_text("Called off. 0 of 13 lines")
    expect(page.locator(".does")).to_have_count(0)
    searches.wait_for_end()
    assert (searches.begun, searches.ended) == (1, 1)
    again = page.get_by_role("button", name="Work it out")
    expect(again).to_be_focused()
    monkeypatch.setattr(routes, "ask", desk_lines.ask)
    page.keyboard.press("Enter")
    expect(page.locator(".does").first).to_be_visible()


@pytest.mark.parametrize("how", ["Lock", "See as Russia"])
def test_searches_stop_when_the_keys_go(
    context: BrowserContext, unasked: str, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Whoever locks or looks as another leaves no search behind."""
    searches = Patient()
    monkeypatch.setattr(routes, "ask", searches.ask)
    page = enter(context, unasked, "Mediator")
    page.goto(f"{unasked}/red-lines")
    expect(page.locator(".how-far")).to_contain_text("2 of 13")
    assert searches.ended == 0
    page.get_by_role("button", name=how, exact=True).click()
    searches.wait_for_end()
    assert searches.ended == 1


def test_on_a_phone_each_line_is_folded_to_what_matters(browser: Browser, address: str) -> None:
    """Status, price and one sentence; nothing to scroll sideways, and nothing missed without it."""
    phone = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    phone.set_default_timeout(workbenches.PATIENCE_MS)
    page = enter(phone, address, "Mediator")
    page.goto(f"{address}/red-lines/whole")
    line = page.locator("#line-russia-not-one-inch")
    for words in ("binding", "it is still no worse than", "Were it gone, others could have"):
        expect(line.locator("summary").first).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert line.locator("figure").is_hidden()
    assert page.locator(".overview table").is_hidden()
    assert page.get_by_text("Worth: how many more points").is_hidden()
    assert page.get_by_text("Each line counts as it is stated").is_visible()
    line.locator("summary").first.click()
    assert line.locator("figure").is_visible()
    phone.close()
