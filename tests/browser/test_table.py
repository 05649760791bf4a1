"""The table in a real browser: envelopes, the release ceremony, by keyboard, on every screen."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

import workbenches
from holdfast.desk.seats import House

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)

SCREENS = {"phone": (390, 844), "laptop": (1280, 800), "projector": (1920, 1080)}
AXE = workbenches.REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
TOLD = "We could live with patrols by others on that road."
FLOATED = "Suppose neutral patrols took the road. Would that be worth an hour?"


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The demonstration, a copy of its own for each test, since these write."""
    return workbenches.replayed_house(tmp_path_factory.mktemp("house"))


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """The demonstration, served."""
    with workbenches.serving(house) as found:
        yield found


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """Opens the table in a browser of its own for whoever enters the demonstration."""
    contexts: list[BrowserContext] = []

    def enter_as(name: str, **more: Any) -> Page:
        screen = {"viewport": {"width": 1280, "height": 900}} | more
        context = browser.new_context(**screen)
        context.set_default_timeout(workbenches.PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/sign-in")
        page.get_by_role("button", name=f"Enter as {name}", exact=True).click()
        page.wait_for_load_state("networkidle")
        page.goto(f"{address}/table")
        return page

    yield enter_as
    for each in contexts:
        each.close()


def violations(page: Page) -> list[str]:
    """What axe finds on a page, put there past the page's own policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found: list[str] = page.evaluate(
        """axe.run(document, {resultTypes: ["violations"]}).then(result => result.violations.map(
            each => `${each.id}: ${each.nodes.map(n => n.html).join(" | ").slice(0, 400)}`))"""
    )
    return found


def tab_to(page: Page, name: str) -> None:
    """Go on by the tabulator until what has the focus is called so."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.innerText ?? ''"):
            return
    pytest.fail(f"Nothing called {name!r} can be reached by keyboard.")


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


def tell(ukraine: Page) -> None:
    """Ukraine tells something that may be floated to Russia; a slip is mended on the way."""
    ukraine.locator("#envelopes").get_by_role("link", name="Tell a confidence").click()
    ukraine.get_by_role("button", name="Write it down").click()
    expect(ukraine.locator(".slip").first).to_be_visible()
    ukraine.get_by_label("What was said or written").fill(TOLD)
    ukraine.get_by_label("float as your own idea").check()
    ukraine.get_by_role("group", name="To whom").get_by_label("Russia").check()
    ukraine.get_by_role("button", name="Write it down").click()
    ukraine.wait_for_url("**/table#envelopes")
    expect(ukraine.locator(".kept-banner")).to_contain_text("Second mediator and Ukraine")


def ask_for(mediator: Page) -> str:
    """The mediator asks that it be floated; the exact bytes that were previewed."""
    assert TOLD not in mediator.content()
    newest = mediator.locator("#envelopes .envelope").first
    newest.get_by_role("link", name="Let it pass on").click()
    ceremony = mediator.locator("#ceremony")
    look = mediator.get_by_role("button", name="Look at the exact text")
    look.click()
    expect(ceremony.locator("#slip-to")).to_be_visible()
    expect(ceremony.locator("#slip-text")).to_be_visible()
    ceremony.get_by_label("Russia").first.check()
    ceremony.get_by_label("Attributed to who told it").check()
    ceremony.get_by_label("The words that they will read").fill(FLOATED)
    look.click()
    expect(ceremony.locator(".against")).to_contain_text("does not allow that it is told")
    expect(ceremony.locator(".against")).not_to_contain_text("caveat-forbids")
    expect(ceremony.locator(".against")).not_to_contain_text("patrols")
    mediator.get_by_role("button", name="Back to the words").click()
    ceremony.locator("input[value=own-idea]").check()
    look.click()
    expect(ceremony).to_contain_text("Nothing is against it")
    exact = ceremony.locator("pre").inner_text()
    mediator.get_by_role("button", name="Ask for it").click()
    expect(ceremony).to_contain_text("waits for Second mediator")
    expect(ceremony.get_by_role("button", name="Approve exactly this text")).to_have_count(0)
    assert mediator.evaluate("document.activeElement.id") == "ceremony"
    return exact


def approve(second: Page, released: str, exact: str) -> None:
    """Another mediator finds it on the table, reads the same bytes, and approves them."""
    expect(second.locator("#gate")).to_contain_text("Waits for you to look at it")
    second.locator("#gate").get_by_role("link", name="to Russia, as your own idea").first.click()
    assert second.url == released
    assert second.locator("#ceremony pre").inner_text() == exact
    second.get_by_role("button", name="Approve exactly this text").click()
    expect(second.locator("#ceremony")).to_contain_text("Letting it pass writes")


def test_a_confidence_is_told_floated_and_released(enter: Enter) -> None:
    """Russia has the exact bytes with its mark, and no more; Ukraine learns that it went."""
    ukraine, russia, mediator = enter("Ukraine"), enter("Russia"), enter("Mediator")
    tell(ukraine)
    mediator.reload()
    exact = ask_for(mediator)
    assert exact.startswith(FLOATED)
    russia.reload()
    assert "patrols" not in russia.content()
    approve(enter("Second mediator"), mediator.url.removesuffix("#ceremony"), exact)
    mediator.reload()
    mediator.get_by_role("button", name="Let it pass").click()
    expect(mediator.locator("#ceremony")).to_contain_text("It has passed")
    russia.reload()
    expect(russia.locator("#gate")).to_contain_text(FLOATED)
    expect(russia.locator("#gate")).to_contain_text(re.findall(r"\[(copy-\w+)\]", exact)[0])
    expect(russia.locator("main")).not_to_contain_text("Floated to Russia")
    assert TOLD not in russia.content()
    ukraine.reload()
    expect(ukraine.locator("#envelopes .envelope").first).to_contain_text("Floated to Russia")
    assert FLOATED not in ukraine.content()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_kept_is_said_where_one_looks(enter: Enter, address: str, width: int) -> None:
    """In sight whichever section one came back to, over nothing that has the focus; undone there.

    Long words that people wrote break, so that no page becomes wider than its screen.
    """
    page = enter("Mediator", viewport={"width": width, "height": 844})
    page.goto(f"{address}/table/write/block")
    page.get_by_label("On the issue").select_option(index=1)
    page.get_by_label("Whose it is").select_option(index=1)
    page.get_by_label("Why").fill(f"https://example.org/{'a' * 70}")
    page.get_by_role("button", name="Write it down").click()
    page.wait_for_url("**/table#readiness")
    banner = page.locator(".kept-banner")
    expect(banner.get_by_role("button", name="Take it back")).to_be_in_viewport()
    for path in ("/table", "/record"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"{address}/table/write/task")
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


def test_what_a_release_rests_on_opens_where_it_is_chosen(enter: Enter) -> None:
    """One of several from the same side, unasked nothing of it is there; going back is quiet."""
    page = enter("Mediator")
    wrongs: list[str] = []
    page.on("console", lambda message: wrongs.append(message.text))
    page.goto(page.url.split("/table")[0] + "/table/release/new")
    cards = page.locator(".rests-on")
    words = "A few places along the line could change hands."
    assert words not in page.content()
    cards.first.get_by_role("button", name="Open").click()
    expect(cards.first.locator(".letter")).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(cards.first.locator(".letter")).to_be_empty()
    choose_by_key(page, "to-russia", "yes")
    choose_by_key(page, "manner", "own-idea")
    page.get_by_label("The words that they will read").fill("A thought.")
    go_on(page, "Look at the exact text")
    page.get_by_role("button", name="Back to the words").click()
    expect(page.get_by_label("The words that they will read")).to_have_value("A thought.")
    cards.first.get_by_role("button", name="Open").click()
    expect(cards.first.locator(".letter")).to_contain_text(words)
    assert wrongs == []


def go_on(page: Page, name: str) -> None:
    """Press what is called so, reached by the tabulator, and wait until a step has come."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.locator("#ceremony.htmx-request, .htmx-request")).to_have_count(0)


def choose_by_key(page: Page, field: str, value: str) -> None:
    """Go on to a box or a circle, and set it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name ?? ''") == field:
            break
    page.locator(f"input[name={field}][value={value}]").focus()
    page.keyboard.press("Space")


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


def test_the_ceremony_is_walked_by_keyboard(enter: Enter) -> None:
    """From the table to the last step, and to taking one back, without a pointer.

    A step that comes takes the keyboard with it: one goes on from its beginning.
    """
    page = enter("Mediator")
    for text in ("A thought of the mediators.", "Another one."):
        page.goto(page.url.split("/table")[0] + "/table")
        tab_to(page, "Let something pass")
        page.keyboard.press("Enter")
        page.wait_for_url("**/table/release/new")
        choose_by_key(page, "to-russia", "yes")
        choose_by_key(page, "manner", "own-idea")
        page.keyboard.press("Tab")
        page.keyboard.type(text)
        go_on(page, "Look at the exact text")
        expect(page.locator("#ceremony pre")).to_contain_text(text)
        assert page.evaluate("document.activeElement.id") == "ceremony"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "PRE"
        go_on(page, "Ask for it")
        expect(page.locator("#ceremony")).to_contain_text("waits for Second mediator")
    tab_to(page, "Take it back")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Not today.")
    page.keyboard.press("Enter")
    expect(page.locator("#ceremony")).to_contain_text("Not today.")
    second = enter("Second mediator")
    waiting = second.locator("#gate li", has_text="Waits for you to look at it")
    expect(waiting).to_have_count(1)
    waiting.get_by_role("link").focus()
    second.keyboard.press("Enter")
    second.wait_for_url("**/table/release/*")
    go_on(second, "Approve exactly this text")
    expect(second.locator("#ceremony")).to_contain_text("Letting it pass writes")
    expect(second.locator("#ceremony")).to_be_focused()
    go_on(second, "Let it pass")
    expect(second.locator("#ceremony")).to_contain_text("It has passed")
    expect(second.locator("#ceremony")).to_be_focused()


def test_the_slider_of_the_record_says_where_it_stands(enter: Enter, address: str) -> None:
    """Key by key, in words that a screen reader tells; and back to now."""
    page = enter("Russia")
    page.goto(f"{address}/record")
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


def test_a_delegation_looks_in_and_sees_only_what_is_its_own(enter: Enter, address: str) -> None:
    """No envelope, visit, message or release of the other side reaches its browser."""
    page = enter("Russia")
    expect(page.locator("#envelopes .envelope")).to_have_count(1)
    expect(page.locator("#envelopes .envelope")).to_contain_text("From Russia")
    expect(page.locator("#board .packet")).to_have_count(1)
    expect(page.locator("#board .packet")).to_contain_text("Your side replied")
    expect(page.locator("#board")).not_to_contain_text("Ukraine")
    expect(page.locator("#h-gate")).to_have_text("From the mediators")
    expect(page.locator("#proposals .stances")).not_to_contain_text("Ukraine")
    own = [page.goto(f"{address}/table/release/new"), page.goto(f"{address}/table/write/round")]
    assert [answer.status for answer in own if answer] == [404, 404]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", list(SCREENS))
def test_the_table_is_sound_on_every_screen(
    enter: Enter, address: str, screen: str, scheme: str
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
            page.goto(address + path)
        if path == "/table/write/meeting":
            page.get_by_role("button", name="Write it down").click()
            expect(page.locator(".slip").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if screen != "projector":
            assert violations(page) == [], path
    assert wrongs == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preview_for_several_is_sound(enter: Enter, address: str, scheme: str) -> None:
    """Two copies side by side, on a phone below each other, and nothing that axe refuses."""
    page = enter("Mediator", viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(f"{address}/table/release/new")
    for name in ("to-russia", "to-ukraine"):
        page.locator(f"input[name={name}]").check()
    page.locator("input[value=own-idea]").check()
    page.get_by_label("The words that they will read").fill(FLOATED)
    page.get_by_role("button", name="Look at the exact text").click()
    expect(page.locator("#ceremony pre")).to_have_count(2)
    texts = page.locator("#ceremony pre").all_inner_texts()
    assert texts[0] != texts[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []


def test_what_was_typed_outlives_a_lock(enter: Enter, address: str) -> None:
    """Locked while a form is open: unlocked by the passphrase, every word is still there."""
    page = enter("Ukraine")
    page.goto(f"{address}/table/write/confidence")
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
