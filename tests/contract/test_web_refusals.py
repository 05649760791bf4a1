"""Refusals as pages: with the ribbon, a heading that says what, and alike for all that is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbenches
from holdfast.desk.seats import House
from holdfast.web.language import texts
from workbenches import Browser, browsing


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A demonstration of small talks, in which the south told something."""
    folder: Path = tmp_path_factory.mktemp("house")
    house = workbenches.cheap_house(folder, workbenches.small_talks())
    south = house.sign_in("South", house.demonstration["South"]).talks
    south.add("south", "confidence", party="south", text="A secret.", caveat="mediator-only")
    return house


@pytest.fixture
def browser(house: House) -> Iterator[Browser]:
    """A browser at the door."""
    with browsing(house) as found:
        yield found


def heading(page: str) -> str:
    """The first heading of a page."""
    return str(re.findall(r"<h1[^>]*>([^<]+)<", page)[0])


@pytest.mark.parametrize("name", ["Mediator", "North"])
def test_a_missing_page_has_the_ribbon(browser: Browser, name: str) -> None:
    """The same ribbon as on any other page, and a heading that says that there is none."""
    browser.enter(name)
    page = browser.get("/no-such-page").text
    ribbons = [
        text.split('class="ribbon')[1].split("</p>")[0]
        for text in (page, browser.get("/table").text)
    ]
    assert ribbons[0] == ribbons[1]
    assert heading(page) == "No such page here"
    assert "<title>No such page here" in page
    assert "<nav" in page


def test_who_is_not_signed_in_sees_no_ribbon(browser: Browser) -> None:
    """Nor where the visit is locked."""
    assert 'class="ribbon' not in browser.get("/no-such-page").text
    browser.enter("North").post("/lock")
    page = browser.get("/no-such-page").text
    assert 'class="ribbon' not in page
    assert heading(page) == "No such page here"


def test_what_is_not_there_and_what_one_may_not_see_are_the_same(
    house: House, browser: Browser
) -> None:
    """An address that nothing answers to, another's envelope, a mediator's page: the same bytes."""
    with browsing(house) as other:
        page = other.enter("South").get("/table").text
    (entry,) = set(re.findall(r'action="/table/envelopes/(\w+)"', page))
    browser.enter("North")
    paths = [f"/table/envelopes/{entry}", f"/table/envelopes/{'0' * 32}", "/table/nothing"]
    paths += ["/table/release/new", "/table/write/round", f"/table/strike/{entry}"]
    seen = set()
    for path in paths:
        answer = browser.get(path)
        body = answer.text.replace(browser.token, "TOKEN").replace(path, "PATH")
        headers = {k: v for k, v in answer.headers.items() if k != "content-length"}
        seen.add((answer.status_code, body, tuple(headers.items())))
    assert len(seen) == 1


def test_a_piece_is_refused_in_a_line(browser: Browser) -> None:
    """What a page asks for while it stands is told there, without a page around it."""
    browser.enter("North")
    page = browser.get("/no-such-page", **{"hx-request": "true"}).text
    assert "<html" not in page
    assert "There is no such page" in page


def test_who_looks_as_another_is_told_what_to_do(browser: Browser) -> None:
    """With the ribbon that leads back."""
    browser.enter("Mediator").post("/key", {"name": "North", "to": "/table"})
    answer = browser.post("/table/undo")
    assert answer.status_code == 403
    assert heading(answer.text) == "Not while you look as another"
    assert "Back to my own view" in answer.text


@pytest.mark.parametrize(("language", "said"), [("uk", "Такої сторінки"), ("ru", "Такой страницы")])
def test_a_refusal_speaks_the_readers_language(browser: Browser, language: str, said: str) -> None:
    """Its heading and its sentence."""
    page = browser.get("/no-such-page", **{"accept-language": language}).text
    assert heading(page).startswith(said)
    assert 'lang="en"' not in page.split("<main")[1]


def test_every_refusal_has_a_heading() -> None:
    """Every reason that has a sentence has one, unless it leads to the door."""
    known = texts("en").known
    reasons = {key.removeprefix("refusal.") for key in known if key.startswith("refusal.")}
    titled = {reason.removeprefix("title_") for reason in reasons if reason.startswith("title_")}
    plain = {reason for reason in reasons if not reason.startswith("title_")}
    assert plain - titled == {"home", "not-signed-in", "locked"}
