"""The day after in a real browser: levers moved and the verdict flips; screens, keys, paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import workbenches
from sound_pages import SCREENS, faults, screened, watch

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)
WAITING = ".long .working, .long[hx-trigger^=intersect]"
WAVERS = "#lever-guarantors\\.united-states\\.moves\\.steady\\.wavering"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served; nobody writes in it."""
    house = workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.abu_dhabi())
    with workbenches.serving(house) as found:
        yield found


def enter(context: BrowserContext, address: str, name: str) -> Page:
    """The page of the day after, for somebody who has just entered the demonstration."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{address}/day-after")
    return page


def test_a_lever_moved_flips_the_verdict(context: BrowserContext, address: str) -> None:
    """Washington that never wavers makes it hold; the figure beside the lever follows, and back."""
    page = enter(context, address, "Mediator")
    wrongs = watch(page)
    verdict = page.locator(".tally .verdict")
    expect(verdict).to_contain_text("Somebody gains by breaking it")
    expect(page.locator("#further")).to_contain_text("It holds only while")
    lever = page.locator(WAVERS)
    lever.fill("0")
    expect(page.locator(f"output[for='{lever.get_attribute('id')}']")).to_have_text("0")
    expect(verdict).to_contain_text("It holds: nobody gains by breaking it")
    expect(verdict).to_contain_text("with one lever moved")
    expect(page.locator("#further")).to_contain_text("None of its 9 obligations rests on trust")
    expect(page.locator(".lever.moved")).to_have_count(1)
    lever.fill("0.05")
    expect(verdict).to_contain_text("Somebody gains by breaking it")
    expect(page.locator(".lever.moved")).to_have_count(0)
    assert wrongs == []


def test_everything_is_done_by_keys_alone(context: BrowserContext, address: str) -> None:
    """A lever by its arrow keys, which keeps the focus while the verdict follows; a course too."""
    page = enter(context, address, "Mediator")
    lever = page.locator(WAVERS)
    lever.focus()
    page.keyboard.press("Home")
    expect(page.locator(".tally .verdict")).to_contain_text("It holds: nobody gains")
    expect(lever).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".tally .verdict")).to_contain_text("Somebody gains by breaking it")
    page.get_by_label("As the dossier has it", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Washington steady")).to_be_checked()
    expect(page.get_by_label("Washington steady")).to_be_focused()
    expect(page.locator(".tally .verdict")).to_contain_text("It holds: nobody gains")


def test_an_option_is_picked_without_losing_the_place(
    context: BrowserContext, address: str
) -> None:
    """What was unfolded stays so, and the field keeps the focus, when the compact is another."""
    page = enter(context, address, "Mediator")
    page.get_by_text("What decides how it is kept").click()
    backstop = page.get_by_label("American backstop")
    backstop.focus()
    page.keyboard.press("ArrowUp")
    gone = page.locator("[id='lever-instruments.intelligence.makes_pay.attack']")
    expect(gone).to_have_count(0)
    expect(backstop).to_be_visible()
    expect(backstop).to_be_focused()


def test_a_guarantee_is_taken_and_guarantees_are_compared(
    context: BrowserContext, address: str
) -> None:
    """One click takes its options; the table comes when it is worked out, and stays."""
    page = enter(context, address, "Mediator")
    verdict, said = page.locator("#verdict"), page.locator("#tested")
    boots = page.get_by_role("button", name="European boots alone", exact=True)
    expect(said).to_have_text("Tested: the day after's own package.")
    expect(page.locator(".presets [aria-pressed=true]").first).to_have_text("As the dossier has it")
    expect(page.get_by_text("European coalition has no margin").first).to_be_visible()
    boots.press("Enter")
    expect(said).to_contain_text("“European boots alone”, the rest as in the day after's own")
    expect(boots).to_have_attribute("aria-pressed", "true")
    expect(verdict).to_be_focused()
    expect(page.locator(".presets [aria-pressed=true]")).to_have_count(1)
    expect(page.get_by_label("American backstop")).to_have_value("none")
    expect(page.locator(".tally .verdict")).to_contain_text("Somebody gains by breaking it")
    page.locator("#guarantees-work button").click()
    table = page.locator("table.guarantees")
    expect(table).to_be_visible(timeout=90_000)
    row = table.locator("tr", has_text="American support from a distance alone")
    expect(row.locator("td").first).to_contain_text("holds")
    page.reload()
    expect(table).to_be_visible()


def test_the_change_that_is_suggested_turns_the_verdict(
    context: BrowserContext, address: str
) -> None:
    """Pressed, it holds, says what is asked otherwise, and how near the edge is; and back again."""
    page = enter(context, address, "Mediator")
    wrongs = watch(page)
    verdict = page.locator(".tally .verdict")
    change = page.locator("#change-work .remedies li", has_text="European boots and American")
    expect(change).to_contain_text("at least 476.4 points (now 50)")
    change.get_by_role("button").press("Enter")
    expect(verdict).to_contain_text("It holds: nobody gains by breaking it")
    expect(verdict).to_be_focused()
    departures = page.locator(".departures li")
    expect(departures).to_have_count(3)
    expect(departures.last).to_contain_text("477 points (in the dossier: 50)")
    edge = page.locator("#change-work .remedies li").first
    edge.get_by_role("button", name="Go beyond it").press("Enter")
    expect(verdict).to_contain_text("Somebody gains by breaking it")
    page.get_by_role("button", name="Back to the dossier").press("Enter")
    expect(page.locator(".departures")).to_have_count(0)
    expect(page.locator("#change-work")).to_contain_text("United States: the chance of moving")
    assert wrongs == []


def test_comparing_guarantees_is_called_off_and_shows_what_it_found(
    context: BrowserContext, address: str
) -> None:
    """Progress counts cells; Cancel ends the work, and what was not reached is said to be so."""
    page = enter(context, address, "Mediator")
    work = page.locator("#guarantees-work")
    work.get_by_role("button").click()
    expect(work.locator(".count")).to_contain_text("of 15")
    work.get_by_role("button", name="Cancel").click()
    expect(work).to_contain_text("not complete")
    expect(work.locator(".unreached").first).to_have_text("not compared")
    expect(work.get_by_role("button", name="Work it out")).to_be_enabled()


def test_what_it_hinges_on_can_be_called_off(context: BrowserContext, address: str) -> None:
    """Progress is shown, Cancel ends it, and what was judged until then is said to be a part."""
    page = enter(context, address, "Mediator")
    work = page.locator("#hinges-work")
    work.get_by_role("button").click()
    expect(work.locator("progress")).to_be_visible()
    work.get_by_role("button", name="Cancel").click()
    expect(work).to_contain_text("Called off")
    expect(work.get_by_role("button")).to_be_enabled()
    expect(work.locator(".hinges")).to_have_count(0)


def wait_for_long_work(page: Page) -> None:
    """Until every piece is there that is begun by itself, or once it is looked at."""
    working = page.locator(WAITING)
    for _ in range(workbenches.PATIENCE_MS // 200):
        if not working.count():
            break
        working.evaluate_all("each => each[0]?.scrollIntoView()")
        page.wait_for_timeout(200)
    expect(working).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize("path", ["/day-after", "/space"])
def test_on_a_phone_nothing_that_has_the_focus_is_covered(
    browser: Browser, address: str, path: str
) -> None:
    """By the verdict that stays at the foot of the screen; at the end of the page neither."""
    with screened(browser, "phone") as context:
        page = enter(context, address, "Mediator")
        page.goto(address + path)
        wait_for_long_work(page)
        top = (page.locator(".tally").bounding_box() or {"y": 0.0})["y"]
        assert top > 400
        for _ in range(70):
            page.keyboard.press("Tab")
            low = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
            tall = page.evaluate("document.activeElement.getBoundingClientRect().height")
            inside = page.evaluate("!!document.activeElement.closest('.tally')")
            assert inside or tall > top / 2 or low <= top


def test_nothing_is_said_to_be_at_work_before_it_is_begun(
    context: BrowserContext, address: str
) -> None:
    """What is worked out once it is in sight says so until then."""
    page = enter(context, address, "Mediator")
    expect(page.locator("#further .curves")).to_be_visible()
    payment = page.locator("#payment-work")
    expect(payment).to_contain_text("as soon as this place is in sight")
    expect(payment.locator(".working")).to_have_count(0)
    payment.scroll_into_view_if_needed()
    expect(payment).not_to_contain_text("as soon as this place is in sight")


@pytest.mark.parametrize("path", ["/day-after", "/brief"])
def test_on_a_phone_an_obligation_begins_with_its_answer(
    browser: Browser, address: str, path: str
) -> None:
    """What it rests on and its margin stand under its name, within the screen."""
    with screened(browser, "phone") as context:
        page = enter(context, address, "Mediator")
        page.goto(address + path)
        row = page.locator("table.trust tbody tr").first
        expect(row).to_be_visible()
        boxes = [row.locator(part).bounding_box() for part in ("th", ".ground", ".margin", ".owed")]
        tops = [box["y"] for box in boxes if box]
        assert tops == sorted(tops)
        assert len(tops) == 4
        assert all(box["x"] + box["width"] <= 390 for box in boxes if box)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", ["Mediator", "Ukraine"])
def test_the_page_is_sound_on_every_screen(
    browser: Browser, address: str, name: str, screen: str
) -> None:
    """No error, nothing from elsewhere, nothing wider than the screen, nothing that axe finds."""
    with screened(browser, screen) as context:
        page = enter(context, address, name)
        wrongs = watch(page)
        page.reload()
        if name == "Mediator":
            expect(page.locator("#further .curves")).to_be_visible()
            expect(page.locator("#change-work .remedies li")).to_have_count(3)
        else:
            expect(page.get_by_text("weighed by the mediators")).to_be_visible()
        assert faults(page, screen) == []
        assert wrongs == []


def test_it_prints_without_its_levers(context: BrowserContext, address: str) -> None:
    """Paper has the verdict, the curve and the trust list, and who may see it."""
    page = enter(context, address, "Mediator")
    expect(page.locator("#further .curves")).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator(".ribbon").is_visible()
    assert page.locator("table.trust").is_visible()
    assert not page.locator(".controls").is_visible()
    assert len(page.pdf(format="A4")) > 10_000
