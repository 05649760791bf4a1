"""Judgments corrected in place: an order moved and dragged, a line drawn, all of it undone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

import workbenches

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Small talks, fresh for each test, since these write."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.small_talks())
    with workbenches.serving(house) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of one's own, on a laptop."""
    found = browser.new_context(viewport={"width": 1280, "height": 1000})
    found.set_default_timeout(workbenches.PATIENCE_MS)
    yield found
    found.close()


def enter(context: BrowserContext, address: str, name: str) -> Page:
    """A page on which somebody has just entered the demonstration."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page


def shown(form: Locator) -> list[str]:
    """The options in the order in which they stand, with their places."""
    lines = form.locator(".ranking li").all()
    return [
        f"{each.locator('input').input_value()} {each.get_attribute('data-option')}"
        for each in lines
    ]


def test_an_order_is_moved_by_keys_and_kept_and_undone(
    context: BrowserContext, address: str
) -> None:
    """The arrows keep the focus and say the place; what is kept is undone with one press."""
    page = enter(context, address, "North")
    page.goto(f"{address}/positions")
    cell = page.locator("#cell-north-dam")
    cell.get_by_role("link", name="Correct").first.press("Enter")
    expect(cell.get_by_label("Points that the issue can carry")).to_be_focused()
    cell.get_by_role("link", name="Leave as it was").press("Enter")
    expect(cell.get_by_role("link", name="Correct").first).to_be_focused()
    page.keyboard.press("Enter")
    cell.get_by_label("Only their order").check()
    assert shown(cell) == ["1 stay", "2 share", "3 move"]
    button = cell.get_by_role("button", name="One better: It moves")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    expect(cell.get_by_role("status").first).to_have_text("It moves: 2")
    assert shown(cell) == ["1 stay", "2 move", "3 share"]
    cell.get_by_role("button", name="As good as the one above: It moves").press("Enter")
    assert shown(cell) == ["1 stay", "1 move", "2 share"]
    cell.get_by_role("button", name="Keep").press("Enter")
    expect(cell.locator(".kept")).to_have_text("Kept.")
    expect(cell).to_contain_text("It stays or It moves")
    expect(cell.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell.locator(".kept")).to_have_text("Taken back.")
    expect(cell.get_by_role("button", name="Undo")).to_be_focused()
    expect(cell).not_to_contain_text("It stays or It moves")
    expect(cell).to_contain_text("40\N{EN DASH}60")


def test_an_order_is_dragged(context: BrowserContext, address: str) -> None:
    """With the pointer, past two others at once; the places follow."""
    page = enter(context, address, "North")
    page.goto(f"{address}/positions/north/dam")
    page.get_by_label("Only their order").check()
    form = page.locator("form.correct")
    grip = form.locator("li[data-option=move] .grip").bounding_box()
    top = form.locator("li[data-option=stay]").bounding_box()
    assert grip is not None
    assert top is not None
    page.mouse.move(grip["x"] + 4, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 4, top["y"] + 30, steps=6)
    page.mouse.move(grip["x"] + 4, top["y"] + 2, steps=6)
    page.mouse.up()
    assert shown(form) == ["1 move", "2 stay", "3 share"]


def test_a_red_line_is_drawn_corrected_taken_out_and_put_back(
    context: BrowserContext, address: str
) -> None:
    """In its place on the page, with slips where they are; the analysis follows."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/positions/north")
    page.get_by_role("link", name="Add a red line").click()
    form = page.locator("#j-red-line-new")
    form.get_by_label("What people call it").fill("No large toll")
    form.get_by_role("button", name="Keep").click()
    expect(form.locator(".slip")).to_have_count(2)
    expect(form.get_by_label("What people call it")).to_have_value("No large toll")
    form.get_by_label("What crossing costs").fill("5..9")
    form.get_by_text("The toll", exact=True).click()
    form.get_by_label("Large").check()
    form.get_by_label("The north will not move the dam.").check()
    form.get_by_role("button", name="Keep").click()
    row = page.locator("#j-red-line-1")
    expect(row).to_contain_text("The toll: “Large”")
    expect(row).to_contain_text("5\N{EN DASH}9 points")
    row.get_by_role("link", name="Correct").click()
    page.locator("#j-red-line-1").get_by_role("button", name="Take it out").click()
    expect(page.locator("#j-red-line-1")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#j-red-line-1")).to_contain_text("No large toll")
    page.goto(f"{address}/red-lines/whole")
    expect(page.locator("#line-north-no-large-toll .does")).to_be_visible()


def test_a_public_stance_is_corrected_by_a_mediator_alone(
    context: BrowserContext, address: str
) -> None:
    """On the page of positions, in place; and undone."""
    page = enter(context, address, "Mediator")
    page.goto(f"{address}/positions")
    cell = page.locator("#cell-north-dam")
    cell.get_by_role("link", name="Change what is said").click()
    cell.get_by_label("In public").select_option("share")
    cell.get_by_role("button", name="Keep").click()
    expect(cell.locator(".public")).to_contain_text("It is shared")
    cell.get_by_role("button", name="Undo").click()
    expect(cell.locator(".public")).to_contain_text("It stays")
    page.get_by_role("button", name="See as North").click()
    page.goto(f"{address}/positions")
    expect(page.get_by_role("link", name="Change what is said")).to_have_count(0)


def test_what_changed_is_told_and_put_back(context: BrowserContext, address: str) -> None:
    """The list of changes names what was and what is, and has a button for each judgment."""
    page = enter(context, address, "South")
    page.goto(f"{address}/positions/south")
    page.locator("#j-no-deal-0").get_by_role("link", name="Correct").click()
    page.get_by_label("What walking away is worth").fill("44")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#j-no-deal-0")).to_contain_text("44 points")
    page.goto(f"{address}/positions")
    changes = page.locator(".changes")
    expect(changes).to_contain_text("the worth of no deal")
    changes.get_by_role("button", name="Put back").click()
    page.wait_for_url("**/positions/south")
    expect(page.locator("#j-no-deal-0")).to_contain_text("10 points")
    page.goto(f"{address}/positions")
    expect(page.locator(".changes")).to_have_count(0)


@pytest.mark.parametrize("name", ["Mediator", "North"])
def test_new_evidence_is_added_where_the_judgment_is_corrected(
    browser: Browser, context: BrowserContext, address: str, name: str
) -> None:
    """Faults stand at the field and lose nothing; kept, it is seen by that side alone."""
    page = enter(context, address, name)
    page.goto(f"{address}/positions")
    cell = page.locator("#cell-north-toll")
    expect(cell).to_contain_text("assumed")
    cell.get_by_role("link", name="Correct").click()
    cell.get_by_text("Add a piece of evidence").click()
    cell.get_by_label("What is said there").fill("The north lives off the toll.")
    quoted = cell.get_by_label("A few of its words")
    quoted.fill("word " * 13)
    cell.get_by_role("button", name="Keep").click()
    expect(cell.locator(".slip")).to_contain_text("a dozen are the most")
    expect(quoted).to_be_focused()
    quoted.fill("lives off the toll")
    cell.get_by_label("Paragraph", exact=True).fill("4")
    cell.get_by_label("The figures themselves are assumed").check()
    cell.get_by_role("button", name="Keep").click()
    expect(cell.locator(".kept")).to_be_visible()
    expect(cell).to_contain_text("figures assumed")
    cell.locator("summary").first.click()
    expect(cell).to_contain_text("lives off the toll")
    other = browser.new_context()
    other.set_default_timeout(workbenches.PATIENCE_MS)
    theirs = enter(other, address, "South")
    theirs.goto(f"{address}/positions")
    assert "lives off the toll" not in theirs.content()
    other.close()
    cell.get_by_role("button", name="Undo").press("Enter")
    expect(cell).not_to_contain_text("figures assumed")
