"""What is only asked, on a link that is slow or breaks: the answer is to what the page shows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import workbenches

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)
WAVERS = "#lever-guarantors\\.united-states\\.moves\\.steady\\.wavering"
SEEN = "#lever-violations\\.probe\\.seen"
"""A lever that every package and course has, in a fold."""
SLOW_MS = 1500
TROOPS = "American combat troops as well"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served; nobody writes in it."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())
    with workbenches.serving(house) as found:
        yield found


def enter(context: BrowserContext, address: str, path: str) -> Page:
    """A page of the mediator's."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name="Enter as Mediator", exact=True).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{address}{path}")
    return page


def drag(page: Page, value: str) -> None:
    """Move a lever, as a hand would that has not let go yet."""
    move = """(lever, to) => {
        lever.value = to;
        lever.dispatchEvent(new InputEvent("input", {bubbles: true}));
    }"""
    page.locator(SEEN).evaluate(move, value)


def slow(page: Page) -> None:
    """Every question of this page takes a second and a half to get there."""
    session = page.context.new_cdp_session(page)
    rate = {"latency": SLOW_MS, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **rate})


def test_a_lever_moved_without_a_connection_is_answered_once_there_is_one(
    context: BrowserContext, address: str
) -> None:
    """Until then the verdict is marked as one to something else."""
    page = enter(context, address, "/day-after")
    verdict, answer = page.locator("#verdict"), page.locator("#answer")
    expect(verdict).to_contain_text("Somebody gains by breaking it")
    context.set_offline(True)
    page.locator(WAVERS).fill("0")
    expect(page.locator("#offline")).to_be_visible()
    expect(answer).to_have_attribute("aria-busy", "true")
    context.set_offline(False)
    expect(verdict).to_contain_text("It holds: nobody gains by breaking it")
    expect(page.locator("#offline")).to_be_hidden()
    expect(answer).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#further")).to_contain_text("None of its 9 obligations rests on trust")


def test_a_course_and_a_lever_without_a_connection_both_count(
    context: BrowserContext, address: str
) -> None:
    """The answer to the one draws the levers anew; the other stays where it was put."""
    page = enter(context, address, "/day-after")
    context.set_offline(True)
    page.get_by_label("Washington gone after four years").check()
    expect(page.locator("#offline")).to_be_visible()
    drag(page, "0.5")
    context.set_offline(False)
    expect(page.locator("#verdict")).to_contain_text("with one lever moved")
    expect(page.get_by_label("Washington gone after four years")).to_be_checked()
    expect(page.locator(SEEN)).to_have_value("0.5")
    expect(page.locator(".lever.moved output")).to_have_text("0.5")


def test_an_option_picked_without_a_connection_is_answered_once_there_is_one(
    context: BrowserContext, address: str
) -> None:
    """On the space: the verdict is that of the options that the page shows."""
    page = enter(context, address, "/space")
    pick = page.locator("#pickers select").first
    first = pick.input_value()
    values = pick.locator("option").evaluate_all("each => each.map(one => one.value)")
    other = next(value for value in values if value != first)
    before = page.locator("#work").get_attribute("data-mark")
    context.set_offline(True)
    pick.select_option(other)
    expect(page.locator("#offline")).to_be_visible()
    context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator(".shift")).not_to_be_empty()
    expect(page.locator("#work")).not_to_have_attribute("data-mark", before or "")
    expect(pick).to_have_value(other)


def test_a_guarantee_and_a_course_both_count_on_a_slow_link(
    context: BrowserContext, address: str
) -> None:
    """The second is chosen before the first was answered, and neither is lost."""
    page = enter(context, address, "/day-after")
    expect(page.locator("#further .curves")).to_be_visible()
    slow(page)
    troops = page.get_by_role("button", name=TROOPS, exact=True)
    troops.click()
    page.wait_for_timeout(600)
    page.get_by_label("Washington gone after four years").check()
    expect(page.locator(WAVERS)).to_have_count(0)  # who is gone wavers no more
    expect(page.locator("#day[aria-busy]")).to_have_count(0)
    expect(troops).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Washington gone after four years")).to_be_checked()
    page.reload()
    expect(page.get_by_role("button", name=TROOPS, exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_label("Washington gone after four years")).to_be_checked()


def test_a_lever_dragged_right_after_a_guarantee_was_taken_stays_where_it_is(
    context: BrowserContext, address: str
) -> None:
    """Although the answer to the guarantee draws the levers anew under the hand."""
    page = enter(context, address, "/day-after")
    slow(page)
    boots = page.get_by_role("button", name="European boots alone", exact=True)
    boots.click()
    for value in ("0.4", "0.45", "0.5"):
        drag(page, value)
    expect(boots).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#verdict")).to_contain_text("with one lever moved")
    expect(page.locator(SEEN)).to_have_value("0.5")


def test_a_piece_that_lost_its_connection_goes_on_once_there_is_one(
    context: BrowserContext, address: str
) -> None:
    """Long work asks how far it is by itself, and does so again."""
    page = enter(context, address, "/day-after")
    work = page.locator("#guarantees-work")
    work.get_by_role("button", name="Work it out").click()
    expect(work.locator(".count")).to_contain_text("of 15")
    context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.wait_for_timeout(1500)
    context.set_offline(False)
    expect(page.locator("table.guarantees")).to_be_visible(timeout=90_000)


def test_the_door_opens_on_the_choices_that_were_there(
    context: BrowserContext, address: str
) -> None:
    """A locked workbench forgets what was asked about; the page brings all of it along."""
    page = enter(context, address, "/day-after")
    page.get_by_role("button", name="European boots alone", exact=True).click()
    said = page.locator("#tested")
    expect(said).to_contain_text("“European boots alone”")
    page.get_by_role("button", name="Lock").click()
    page.locator(".door button").click()
    expect(page.locator(SEEN)).to_be_attached()
    drag(page, "0.5")
    expect(page.locator("#verdict")).to_contain_text("with one lever moved")
    expect(said).to_contain_text("“European boots alone”")
