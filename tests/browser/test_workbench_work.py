"""Somebody works: numbers are corrected, packages tried, the screen locked, the server lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

import workbenches
from holdfast.desk.seats import House

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A demonstration of the talks, fresh for each test, since these write."""
    return workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """The demonstration, served."""
    with workbenches.serving(house) as found:
        yield found


def enter(context: BrowserContext, address: str, name: str) -> Page:
    """A page on which somebody has just entered the demonstration."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
    page.wait_for_url("**/table")
    return page


def edge(page: Page) -> list[list[float]]:
    """The frontier that the chart draws."""
    found: list[list[float]] = page.evaluate(
        "JSON.parse(document.getElementById('plot').dataset.chart).points"
    )
    return found


def test_a_number_is_corrected_and_the_frontier_moves(
    context: BrowserContext, address: str
) -> None:
    """A slip is told at its field, what is kept is marked as new, and the space follows."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/space")
    before = edge(page)
    page.goto(f"{address}/positions")
    cell = page.locator("#cell-ukraine-backstop")
    cell.get_by_role("link", name="Correct").click()
    weight = cell.get_by_label("Points that the issue can carry")
    weight.fill("many")
    cell.get_by_role("button", name="Keep").click()
    expect(cell.locator(".slip").first).to_contain_text("not a number or a range")
    expect(cell.get_by_label("Points that the issue can carry")).to_have_value("many")
    weight.fill("30..36")
    cell.get_by_role("button", name="Keep").click()
    expect(cell.locator(".kept")).to_be_visible()
    expect(cell).to_contain_text("30\N{EN DASH}36")
    page.goto(f"{address}/space")
    assert edge(page) != before
    page.goto(f"{address}/positions")
    expect(page.locator(".changes")).to_contain_text("American backstop")


def test_a_slider_and_its_field_move_together(context: BrowserContext, address: str) -> None:
    """Either can be used; what is kept is what the field says."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/positions/ukraine/line")
    field = page.locator(".field.range").nth(1)
    text = field.get_by_role("textbox")
    text.fill("10..60")
    low, high = field.locator("input[type=range]").nth(0), field.locator("input[type=range]").nth(1)
    assert (low.input_value(), high.input_value()) == ("10", "60")
    high.evaluate("e => { e.value = 75; e.dispatchEvent(new Event('input', {bubbles: true})) }")
    expect(text).to_have_value("10..75")


def test_another_option_is_weighed_at_once(context: BrowserContext, address: str) -> None:
    """The tally, the mark on the chart and the words follow a pick; a preset brings one back."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/space")
    tally = page.locator(".tally")
    expect(tally).to_contain_text("On the frontier")
    page.get_by_label("Ceasefire", exact=True).select_option("none")
    expect(tally).to_contain_text("Not acceptable to all")
    expect(tally).to_contain_text("▼")
    page.get_by_role("button", name="Nash").click()
    expect(tally).to_contain_text("On the frontier")
    expect(page.locator("#trades")).to_contain_text("cheapest concessions")
    page.locator("#trades").get_by_role("button", name="Try").first.click()
    expect(tally.locator(".swing").first).to_be_visible()


def test_the_keyboard_stays_at_the_key_that_was_pressed(
    context: BrowserContext, address: str
) -> None:
    """A settlement's key keeps it; a trade that is tried leaves it at what is said of it."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/space")
    key = page.locator("#take-settled-0")
    page.get_by_label("Ceasefire", exact=True).select_option("none")
    expect(page.locator(".tally")).to_contain_text("Not acceptable")
    key.press("Enter")
    expect(key).to_have_attribute("aria-pressed", "true")
    expect(key).to_be_focused()
    page.locator("#trades").get_by_role("button", name="Try").first.press("Enter")
    expect(page.locator("#h-weighing")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_pick_far_down_is_read_whole_and_leaves_the_page_where_it_is(
    browser: Browser, address: str, width: int
) -> None:
    """No title is cut; neither the page nor its pickers jump; who loses is said in words."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(workbenches.PATIENCE_MS)
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/space")
    picker = page.get_by_label("Ratification at home", exact=True)
    expect(page.locator("#trades h3").first).to_be_visible()
    picker.focus()
    before = picker.bounding_box()
    with page.expect_response("**/space/package"):
        page.keyboard.press("ArrowUp")
    expect(page.locator(".shift")).to_contain_text("less for Ukraine")
    expect(picker).to_be_focused()
    after = picker.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 60
    expect(picker).to_be_in_viewport()
    cut = page.evaluate(
        "[...document.querySelectorAll('.chosen')].filter(e => e.scrollWidth > e.clientWidth"
        " || e.textContent !== e.nextElementSibling.selectedOptions[0].text).length"
    )
    assert cut == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_a_point_of_the_frontier_is_taken_from_chart_and_table(
    context: BrowserContext, address: str
) -> None:
    """A click on the chart and a button in the table take the same kind of package."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/space")
    page.get_by_text("The frontier as a table").click()
    points = edge(page)
    page.get_by_role("button", name="Take 1", exact=True).click()
    page.wait_for_function(
        "at => JSON.stringify(JSON.parse(document.getElementById('work').dataset.mark)) === at",
        arg=str(points[0]).replace(" ", ""),
    )


def test_a_delegation_looks_in_and_sees_only_its_own(context: BrowserContext, address: str) -> None:
    """Neither values, lines, evidence nor the frontier of the other side reach its browser."""
    page = enter(context, address, "Russia")
    for path in ("/positions", "/space", "/brief/whole"):
        page.goto(address + path)
        expect(page.locator(".ribbon")).to_contain_text("Russia")
    page.goto(f"{address}/positions")
    ukraine = page.locator("#cell-ukraine-line")
    expect(ukraine).not_to_contain_text("In private")
    expect(ukraine.get_by_role("link", name="Correct")).to_have_count(0)
    expect(page.locator("#cell-russia-backstop")).to_contain_text("In private")
    page.goto(f"{address}/space")
    expect(page.locator("#plot")).to_have_count(0)
    expect(page.locator(".tally")).not_to_contain_text("Ukraine")


def test_the_key_shows_the_page_as_a_delegation_sees_it(
    context: BrowserContext, address: str
) -> None:
    """One click, on whatever page, and nothing of another side is left on the screen."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/space")
    page.get_by_role("button", name="See as Russia").click()
    expect(page.locator(".ribbon")).to_contain_text(
        "You see every page as Russia would, and can change nothing"
    )
    expect(page.locator("#plot")).to_have_count(0)
    page.get_by_role("button", name="Back to my own view").click()
    expect(page.locator("#plot")).to_be_visible()


def test_a_locked_screen_holds_nothing_and_loses_nothing(
    context: BrowserContext, address: str, house: House
) -> None:
    """Locked, the page is not even in the document; unlocked, what was typed is still there."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/positions/ukraine/line")
    page.get_by_label("Points that the issue can carry").fill("17..23")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    assert "17..23" not in page.content()
    assert "Ukraine" not in page.locator("body").inner_text()
    page.get_by_label("Passphrase").fill("not the right words")
    page.get_by_role("button", name="Unlock").click()
    expect(page.locator(".door .refused")).to_contain_text("not right")
    page.get_by_label("Passphrase").fill(house.demonstration["Mediator"])
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_label("Points that the issue can carry")).to_have_value("17..23")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#cell-ukraine-line .kept")).to_be_visible()
    expect(page.locator("#cell-ukraine-line")).to_contain_text("17\N{EN DASH}23")


def test_an_unattended_screen_locks_itself(context: BrowserContext, house: House) -> None:
    """After so long without anybody the door shuts, and the server has forgotten the keys."""
    with workbenches.serving(house, idle_seconds=5) as address:
        page = enter(context, address, "Ukraine")
        expect(page.get_by_role("heading", name="Locked")).to_be_visible()
        page.goto(f"{address}/positions")
        assert page.url.endswith("/unlock?to=positions")


def test_a_restart_of_the_server_loses_nothing_typed(context: BrowserContext, house: House) -> None:
    """The page says that there is no connection, asks to sign in anew, and goes on."""
    with workbenches.serving(house) as address:
        port = int(address.rpartition(":")[2])
        page = enter(context, address, "Mediator")
        page.goto(f"{address}/positions")
        cell = page.locator("#cell-ukraine-line")
        cell.get_by_role("link", name="Correct").click()
        cell.get_by_label("Points that the issue can carry").fill("18..24")
    cell.get_by_role("button", name="Keep").click()
    expect(page.locator("#offline")).to_be_visible()
    with workbenches.serving(house, port=port):
        cell.get_by_role("button", name="Keep").click()
        expect(page.locator(".door")).to_contain_text("started anew")
        page.get_by_label("Passphrase").fill(house.demonstration["Mediator"])
        page.get_by_role("button", name="Unlock").click()
        expect(cell.get_by_label("Points that the issue can carry")).to_have_value("18..24")
        cell.get_by_role("button", name="Keep").click()
        expect(cell.locator(".kept")).to_be_visible()


def test_words_that_were_not_sent_are_asked_about(context: BrowserContext, address: str) -> None:
    """Leaving a form with words in it is asked about; once they are kept it is not."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/positions/ukraine/line")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    field = page.get_by_label("Points that the issue can carry")
    field.press_sequentially("1")
    page.get_by_role("link", name="Table", exact=True).click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    field.fill("16..22")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#cell-ukraine-line .kept")).to_be_visible()
    page.get_by_role("link", name="Table", exact=True).click()
    page.wait_for_url("**/table")
    assert asked == ["beforeunload"]


def test_everything_is_done_by_keys_alone(context: BrowserContext, address: str) -> None:
    """From the sign-in page to a corrected number and a tried package without a pointer."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    _reach(page, "Enter as Mediator")
    page.keyboard.press("Enter")
    page.wait_for_url("**/table")
    _reach(page, "Positions")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the page")).to_be_focused()
    page.keyboard.press("Enter")
    _reach(page, "Correct: Ukraine, Ceasefire")
    page.keyboard.press("Enter")
    weight = page.locator("#cell-ukraine-ceasefire").get_by_label("Points that the issue can carry")
    expect(weight).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("7..9")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-ukraine-ceasefire .kept")).to_be_visible()
    page.goto(f"{address}/space")
    picker = page.get_by_label("Ceasefire", exact=True)
    picker.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".tally .swing").first).to_be_visible()
    expect(page.get_by_label("Ceasefire", exact=True)).to_be_focused()


def _reach(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(document.activeElement.ariaLabel || document.activeElement.textContent || '').trim()"
        )
        if found == name:
            return
    pytest.fail(f"{name} is not reached by Tab.")
