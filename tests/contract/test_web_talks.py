"""The workbench over talks as they come: without a dossier, without a seat, written at once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbenches
from holdfast.desk.convening import Convener, convene, invite
from holdfast.desk.demonstration import found_demonstration
from holdfast.desk.seats import House
from holdfast.desk.talks import join_talks
from holdfast.ledger import open_ledger
from ledgers import WORDS
from workbenches import Browser, browsing, cheap_house, cheap_means, small_talks


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[House]:
    """Talks that began without a dossier, with a newcomer who has no seat yet."""
    where, means = str(tmp_path / "talks.holdfast"), cheap_means()
    mediator = convene(where, Convener("Mediator", "host", WORDS), "Bare talks", None, means)
    join_talks(where, invite(mediator, "Newcomer"), WORDS, means).close()
    mediator.close()
    with open_ledger(where, means) as ledger:
        yield House(ledger, tmp_path, {"Mediator": WORDS, "Newcomer": WORDS})


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Small talks."""
    found = cheap_house(tmp_path, small_talks())
    with found.ledger:
        yield found


def entered(browser: Browser, name: str) -> Browser:
    """A browser in which somebody has entered, whatever page comes then."""
    browser.post("/enter", {"name": name})
    return browser


def form(browser: Browser, path: str) -> dict[str, str]:
    """The fields of a form with their values, as a browser would send them."""
    page = browser.get(path).text
    fields = re.findall(r'<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', page)
    return {name: value for name, value in fields if name != "token"}


def test_without_a_dossier_every_page_says_what_to_do(bare: House) -> None:
    """Nothing breaks: a page without a dossier says that none is filed."""
    with browsing(bare) as browser:
        entered(browser, "Mediator")
        for path in ("/positions", "/space", "/brief", "/brief/whole"):
            answer = browser.get(path)
            assert answer.status_code == 422, path
            assert "No dossier is filed" in answer.text, path
            assert 'action="/lock"' in answer.text, path


def test_without_a_seat_there_is_nothing_to_see(bare: House) -> None:
    """Who has joined and has no seat is told to ask for one, and can leave."""
    with browsing(bare) as browser:
        entered(browser, "Newcomer")
        answer = browser.get("/positions")
        assert answer.status_code == 403
        assert "Ask a mediator for a seat" in answer.text
        assert "Bare talks" not in answer.text
        assert 'action="/sign-out"' in answer.text


def test_two_who_correct_different_numbers_keep_both(house: House) -> None:
    """Both forms stood open at once; neither correction undoes the other."""
    with browsing(house) as mediator, browsing(house) as south:
        mediator.enter("Mediator")
        south.enter("South")
        toll, date = form(mediator, "/positions/south/toll"), form(south, "/positions/south/date")
        assert toll["stamp"] != date["stamp"]
        typed = {"how": "worth", "worth-none": "100"}
        first = {"stamp": toll["stamp"], "weight": "21", **typed}
        assert mediator.post("/positions/south/toll", first).status_code == 303
        places = {"how": "order", "place-soon": "1", "place-late": "2"}
        second = {"stamp": date["stamp"], "weight": "31", **places}
        assert south.post("/positions/south/date", second).status_code == 303
        for who in (mediator, south):
            assert form(who, "/positions/south/toll")["weight"] == "21"
            assert form(who, "/positions/south/date")["weight"] == "31"


def test_what_is_corrected_here_is_in_the_record(house: House) -> None:
    """A number corrected on a page is an entry that the command line shows too, by its writer."""
    with browsing(house) as browser:
        browser.enter("South")
        stamp = form(browser, "/positions/south/toll")["stamp"]
        typed = {"stamp": stamp, "weight": "42", "how": "worth", "worth-none": "100"}
        assert browser.post("/positions/south/toll", typed).status_code == 303
    south = house.sign_in("South", house.demonstration["South"])
    last = list(south.talks.record.entries())[-1]
    assert last.by == south.talks.session.account
    assert "weight: 42" in str(last.content)
    assert south.talks.record.irregular == ()


def test_the_first_hour_says_what_stands_on_the_pages(tmp_path: Path) -> None:
    """Every word in bold of the tutorial is on a page that it speaks of, as a mediator has it."""
    tutorial = workbenches.REPOSITORY / "docs" / "tutorials" / "first-hour.md"
    bold = {
        " ".join(words.split())
        for words in re.findall(r"\*\*(.+?)\*\*", tutorial.read_text(encoding="utf-8"), re.DOTALL)
    }
    paths = [
        "/table",
        "/positions",
        "/positions/ukraine/backstop",
        "/space",
        "/red-lines",
        "/day-after",
        "/brief",
    ]
    house = found_demonstration(tmp_path)
    with house.ledger, browsing(house) as browser:
        seen = browser.get("/sign-in").text
        browser.enter("Mediator")
        seen += "".join(browser.get(path).text for path in paths)
        browser.post("/key", {"name": "Russia", "to": "/space"})
        seen += browser.get("/space").text
    words = " ".join(re.sub(r"<[^>]+>", " ", seen).split()).lower()
    assert {each for each in bold if each.lower() not in words} == {"bold"}
    assert len(bold) > 15
