"""What a page that stands is told: how many entries others wrote since it was drawn."""

import re

import pytest

from holdfast.desk.seats import House
from holdfast.talks.told import Confidence
from holdfast.web import loopback_settings
from workbenches import PORT, Browser, browsing

PIECE = {"x-holdfast-piece": "1"}
SAID = {"party": "south", "text": "A port for the dam", "caveat": "mediator-only"}


def seen(browser: Browser) -> str:
    """How many entries by others went into a page as it is drawn now."""
    found = re.search(r'id="news"[^>]*data-seen="(\d+)"', browser.get("/table").text)
    assert found
    return found[1]


def news(browser: Browser, since: str) -> str:
    """What a page would be told that had seen so many."""
    return browser.get("/news", **{"x-holdfast-seen": since}).text


def confide(south: Browser) -> None:
    """The south tells the mediators something."""
    assert south.post("/table/write/confidence", SAID).status_code == 303


def test_what_others_write_is_news(mediator: Browser, south: Browser) -> None:
    """It is counted, and once the page is drawn anew it is news no longer."""
    before = seen(mediator)
    assert news(mediator, before) == ""
    confide(south)
    confide(south)
    assert "drawn: 2. " in news(mediator, before)
    assert news(mediator, seen(mediator)) == ""


def test_what_one_writes_is_no_news(mediator: Browser, south: Browser) -> None:
    """Neither in the page that it was written from nor in another of the same account."""
    before = seen(south)
    confide(south)
    assert news(south, before) == ""
    assert seen(south) == before
    assert news(mediator, seen(mediator)) == ""


def test_what_is_struck_out_is_news(mediator: Browser, south: Browser, small_house: House) -> None:
    """Striking out is an entry of its own, and takes none from the count."""
    confide(south)
    before = seen(mediator)
    seat = small_house.sign_in("South", small_house.demonstration["South"])
    (struck,) = seat.talks.record.all(Confidence)
    seat.talks.strike("south", struck.id, "It was not meant so.")
    assert "drawn: 1. " in news(mediator, before)


def test_another_sides_confidences_are_no_news(north: Browser, south: Browser) -> None:
    """Whoever cannot open them is not told that there are any."""
    before = seen(north)
    confide(south)
    assert news(north, before) == ""
    assert seen(north) == before


def test_who_looks_as_another_is_told_what_is_news_to_them(
    mediator: Browser, south: Browser, north: Browser
) -> None:
    """As everything else on the page."""
    confide(south)
    mediator.post("/key", {"name": "North"})
    assert seen(mediator) == seen(north)
    mediator.post("/key", {"name": "South"})
    assert seen(mediator) == seen(south)


@pytest.mark.parametrize("since", ["", "-1", "1e3", "nonsense", "9" * 40, "\u0661"])
def test_nonsense_is_no_news(mediator: Browser, since: str) -> None:
    """What is no count is answered with nothing."""
    answer = mediator.client.get("/news", headers={b"x-holdfast-seen": since.encode()})
    assert (answer.status_code, answer.text) == (200, "")


def test_asking_keeps_nobody_signed_in(small_house: House) -> None:
    """A page that stands asks by itself; whoever left is locked out all the same."""
    now = 1000.0
    settings = loopback_settings(PORT, idle_seconds=60)
    with browsing(small_house, settings, clock=lambda: now) as browser:
        browser.enter("North")
        for _ in range(3):
            now += 20
            assert browser.get("/news", **PIECE).status_code == 200
        now += 20
        assert browser.get("/news", **PIECE).status_code == 401
