"""The record as a page: all that a viewer can open, searched without an address that tells what."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbenches import Browser, browsing, cheap_house, small_talks

TOLD = "We could let ﬁsh pass the weir."


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A workbench in which the south told something, struck it out, and told something else."""
    house = cheap_house(tmp_path, small_talks())
    south = house.sign_in("South", house.demonstration["South"]).talks
    caveat = {"party": "south", "caveat": "mediator-only"}
    first = south.add("south", "confidence", text="We said <b>too much</b>.", **caveat)
    south.strike("south", first.id, "It was not meant so.")
    south.add("south", "confidence", text=TOLD, **caveat)
    with browsing(house) as found:
        yield found


def entries(page: str) -> list[str]:
    """The kinds of the entries that a page lists, in its order."""
    return re.findall(r'<span class="kind">([^<]+)<', page)


def test_all_that_can_be_opened_is_listed_the_newest_first(browser: Browser) -> None:
    """What was struck out still stands there, and says why it no longer counts."""
    page = browser.enter("South").get("/record").text
    assert entries(page)[:3] == ["Confidence", "Strike-out", "Confidence"]
    assert TOLD in page
    assert "Struck out: It was not meant so." in page
    assert "We said &lt;b&gt;too much&lt;/b&gt;." in page


def test_others_do_not_even_see_how_many_there_are(browser: Browser) -> None:
    """The north's record has the joint compartment and its own, nothing of the south's."""
    page = browser.enter("North").get("/record").text
    assert "Confidence" not in entries(page)
    assert entries(browser.post("/record", {"words": "weir"}).text) == []
    assert ">Strike-out<" not in page


@pytest.mark.parametrize("words", ["weir", "WEIR fish", "mediator-only weir", "south weir"])
def test_words_are_found_in_any_order_case_and_form(browser: Browser, words: str) -> None:
    """In what was said, by whom, where and how far it may go."""
    browser.enter("Mediator").get("/record")
    assert entries(browser.post("/record", {"words": words}).text) == ["Confidence"]


def test_a_search_that_finds_nothing_says_how_to_search(browser: Browser) -> None:
    """And shows no entry."""
    browser.enter("Mediator").get("/record")
    page = browser.post("/record", {"words": "weir nowhere"}).text
    assert entries(page) == []
    assert "No entry that you can open has all of these words." in page


def test_no_search_is_taken_from_an_address(browser: Browser) -> None:
    """What is looked for may be a secret, and addresses are kept by browsers."""
    every = browser.enter("Mediator").get("/record")
    assert entries(browser.get("/record?words=weir").text) == entries(every.text)
    assert 'method="get"' not in every.text


def test_the_record_stands_as_it_stood(browser: Browser) -> None:
    """Up to the moment asked for, with the state of the talks of that moment."""
    browser.enter("Mediator").get("/record")
    page = browser.post("/record", {"until": "1", "of": "9999"}).text
    assert "The record as it stood on" in page
    assert "How the talks stood then" in page
    assert "weir" not in page


def test_whoever_stands_at_the_end_stays_there(browser: Browser) -> None:
    """Though something was added since the page was opened."""
    browser.enter("Mediator").get("/record")
    page = browser.post("/record", {"until": "5", "of": "5"}).text
    assert "The record as it stands now." in page
    assert "weir" in page


def test_nonsense_in_the_form_asks_for_everything(browser: Browser) -> None:
    """A compartment or a kind that there is not is none that was chosen."""
    page = browser.enter("North").get("/record").text
    typed = {"room": "south", "kind": "nonsense", "until": "²", "of": "x", "more": "-1"}
    assert entries(browser.post("/record", typed).text) == entries(page)
