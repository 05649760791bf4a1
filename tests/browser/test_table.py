"""The table in a real browser: envelopes, what is kept and what is new, on every screen."""

import pytest
from playwright.sync_api import Route, expect

import workbenches
from sound_pages import SCREENS, violations
from table_pages import TOLD, Enter, tell

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)


def test_an_envelope_opens_by_key_and_seals_itself(enter: Enter) -> None:
    """Its words are fetched by Enter, and gone by Escape, a click elsewhere, or turning away."""
    page = enter("Mediator")
    envelopes = page.locator("#envelopes .envelope")
    letter = envelopes.first.locator(".letter")
    words = "A few places along the line could change hands."
    assert words not in page.content()
    button = envelopes.first.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    expect(letter).to_contain_text(words)
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(letter).to_be_empty()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(letter).to_contain_text(words)
    page.get_by_role("heading", name="Proposals").click()
    expect(letter).to_be_empty()
    button.click()
    expect(letter).to_contain_text(words)
    envelopes.nth(1).get_by_role("button").click()
    expect(envelopes.nth(1).locator(".letter")).to_contain_text(words)
    expect(letter).to_be_empty()
    page.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(envelopes.nth(1).locator(".letter")).to_be_empty()
    assert words not in page.content()


def test_an_envelope_sealed_meanwhile_stays_sealed(enter: Enter) -> None:
    """What was asked for before Escape and comes after it is not shown."""
    page = enter("Mediator")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/table/envelopes/*", hold)
    page.locator("#envelopes .envelope").first.get_by_role("button").click()
    while not held:
        page.wait_for_timeout(10)
    assert len(held) == 1
    page.keyboard.press("Escape")
    with page.expect_response("**/table/envelopes/*"):
        held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator("#envelopes .envelope").first.locator(".letter")).to_be_empty()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_kept_is_said_where_one_looks(
    enter: Enter, table_address: str, width: int
) -> None:
    """In sight whichever section one came back to, over nothing that has the focus; undone there.

    Long words that people wrote break, so that no page becomes wider than its screen.
    """
    page = enter("Mediator", viewport={"width": width, "height": 844})
    page.goto(f"{table_address}/table/write/block")
    page.get_by_label("On the issue").select_option(index=1)
    page.get_by_label("Whose it is").select_option(index=1)
    page.get_by_label("Why").fill(f"https://example.org/{'a' * 70}")
    page.get_by_role("button", name="Write it down").click()
    page.wait_for_url("**/table#readiness")
    banner = page.locator(".kept-banner")
    expect(banner.get_by_role("button", name="Take it back")).to_be_in_viewport()
    for path in ("/table", "/record"):
        page.goto(table_address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{table_address}/table/write/task")
    page.get_by_label("Title").fill("b" * 90)
    page.get_by_label("Where").select_option("joint")
    page.locator("select[name=owner]").select_option(index=1)
    page.get_by_role("button", name="Write it down").click()
    page.wait_for_url("**/table#tasks")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    said = banner.bounding_box()
    assert said is not None
    for _ in range(60):
        page.keyboard.press("Tab")
        box = page.evaluate(
            """(e => e.closest('.kept-banner') ? 0 : e.getBoundingClientRect().bottom)(
                document.activeElement)"""
        )
        assert box <= said["y"]
    banner.get_by_role("button", name="Take it back").click()
    expect(page.locator("#tasks")).not_to_contain_text("b" * 90)


def test_a_page_that_stands_says_what_others_wrote(enter: Enter) -> None:
    """It is not drawn anew by itself; one click shows what is new, and then there is no news."""
    mediator, ukraine = enter("Mediator"), enter("Ukraine")
    envelopes = mediator.locator("#envelopes .envelope")
    before = envelopes.count()
    tell(ukraine)
    mediator.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    news = mediator.get_by_role("status").filter(has_text="Entries by others")
    expect(news).to_contain_text("drawn: 1.")
    assert envelopes.count() == before
    assert violations(mediator) == []
    assert news.get_by_role("link", name="Read them").get_attribute("target") == "_blank"
    news.get_by_role("link", name="Draw the page anew").click()
    expect(envelopes).to_have_count(before + 1)
    expect(mediator.locator("#news")).to_be_empty()


def test_the_slider_of_the_record_says_where_it_stands(enter: Enter, table_address: str) -> None:
    """Key by key, in words that a screen reader tells; and back to now."""
    page = enter("Russia")
    page.goto(f"{table_address}/record")
    slider = page.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "now")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#found")).to_contain_text("The record as it stood on")
    said = page.locator("#found").get_attribute("data-moment") or ""
    expect(slider).to_have_attribute("aria-valuetext", said)
    expect(page.locator("#moment")).to_have_text(said)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#found")).to_have_attribute("data-place", "2")
    page.get_by_role("button", name="Back to now").click()
    expect(slider).to_have_attribute("aria-valuetext", "now")
    assert slider.input_value() == slider.get_attribute("max")


def test_a_delegation_looks_in_and_sees_only_what_is_its_own(
    enter: Enter, table_address: str
) -> None:
    """No envelope, visit, message or release of the other side reaches its browser."""
    page = enter("Russia")
    expect(page.locator("#envelopes .envelope")).to_have_count(1)
    expect(page.locator("#envelopes .envelope")).to_contain_text("From Russia")
    expect(page.locator("#board .packet")).to_have_count(1)
    expect(page.locator("#board .packet")).to_contain_text("Your side replied")
    expect(page.locator("#board")).not_to_contain_text("Ukraine")
    expect(page.locator("#h-gate")).to_have_text("From the mediators")
    expect(page.locator("#proposals .stances")).not_to_contain_text("Ukraine")
    own = [
        page.goto(f"{table_address}/table/release/new"),
        page.goto(f"{table_address}/table/write/round"),
    ]
    assert [answer.status for answer in own if answer] == [404, 404]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", list(SCREENS))
def test_the_table_is_sound_on_every_screen(
    enter: Enter, table_address: str, screen: str, scheme: str
) -> None:
    """No error, nothing too wide, nothing that axe refuses; an open envelope and slips too."""
    width, height = SCREENS[screen]
    size = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    page = enter("Mediator", **size)
    wrongs: list[str] = []
    page.on("console", lambda message: wrongs.append(message.text))
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.locator("#envelopes .envelope").first.get_by_role("button").click()
    expect(page.locator("#envelopes .letter").first).not_to_be_empty()
    release = page.locator("#gate a[href*='/release/']").nth(1).get_attribute("href")
    acts = ("confidence", "proposal", "meeting", "agreement", "bracket", "bracket/line")
    forms = [f"/table/write/{act}" for act in (*acts, "early-harvest")]
    for path in ("", *forms, "/table/release/new", release or ""):
        if path:
            page.goto(table_address + path)
        if path == "/table/write/meeting":
            page.get_by_role("button", name="Write it down").click()
            expect(page.locator(".slip").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if screen != "projector":
            assert violations(page) == [], path
    assert wrongs == []


def test_what_was_typed_outlives_a_lock(enter: Enter, table_address: str) -> None:
    """Locked while a form is open: unlocked by the passphrase, every word is still there."""
    page = enter("Ukraine")
    page.goto(f"{table_address}/table/write/confidence")
    page.get_by_label("What was said or written").fill(TOLD)
    page.get_by_role("button", name="Lock").click()
    page.get_by_label("Passphrase").fill("the ukraine delegation of an example")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_label("What was said or written")).to_have_value(TOLD)
    page.get_by_label("mediators only").check()
    page.get_by_role("button", name="Write it down").click()
    page.wait_for_url("**/table#envelopes")
    expect(page.locator("#envelopes .envelope")).to_have_count(2)


def test_the_calendar_is_saved(enter: Enter) -> None:
    """A file that any calendar program reads."""
    page = enter("Mediator", accept_downloads=True)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Save as a calendar").click()
    assert waiting.value.suggested_filename == "talks.ics"
    text = waiting.value.path().read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "SUMMARY:Second round" in text


def test_the_table_prints(enter: Enter) -> None:
    """Paper shows who may see it, and neither buttons nor the words of an envelope."""
    page = enter("Mediator")
    page.emulate_media(media="print")
    assert page.locator(".ribbon").is_visible()
    assert not page.locator("#envelopes .unseal").first.is_visible()
    assert not page.locator("#board .acts").is_visible()
    assert len(page.pdf(format="A4")) > 10_000


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_on_a_phone_the_tiles_break_no_word(enter: Enter, language: str) -> None:
    """Longer words than the English ones have wider tiles; the tiles say their language."""
    page = enter("Mediator", viewport={"width": 390, "height": 844})
    page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
    page.reload()
    tiles = page.locator(".glance")
    expect(tiles).to_have_attribute("lang", language)
    broken = tiles.evaluate(
        """tiles => [...tiles.querySelectorAll("li")].flatMap(tile => {
            const words = tile.lastChild, found = [];
            for (const word of words.data.matchAll(/\\S+/g)) {
                const range = document.createRange();
                range.setStart(words, word.index);
                range.setEnd(words, word.index + word[0].length);
                if (range.getClientRects().length > 1) found.push(word[0]);
            }
            return found;
        })"""
    )
    assert broken == []
