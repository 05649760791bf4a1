"""The release ceremony in a real browser: told, floated, let pass, by pointer and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

import workbenches
from sound_pages import violations
from table_pages import TOLD, Enter, tab_to, tell

pytestmark = pytest.mark.browser
expect.set_options(timeout=workbenches.PATIENCE_MS)

FLOATED = "Suppose neutral patrols took the road. Would that be worth an hour?"


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
    second.locator("#gate").get_by_role("link", name="to Russia, as the mediators").first.click()
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_preview_for_several_is_sound(enter: Enter, table_address: str, scheme: str) -> None:
    """Two copies side by side, on a phone below each other, and nothing that axe refuses."""
    page = enter("Mediator", viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(f"{table_address}/table/release/new")
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
