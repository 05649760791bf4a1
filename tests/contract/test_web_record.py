"""The record as a page: all that a viewer can open, searched without an address that tells what."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from holdfast.talks.content import KINDS
from holdfast.talks.filed import DossierPart
from holdfast.web.language import texts
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


def test_nothing_is_called_by_its_id_or_the_name_of_a_field(browser: Browser) -> None:
    """Parties, issues and kinds by their names; an id stands in its own line alone."""
    page = browser.enter("Mediator").get("/record").text
    told = re.sub(
        r'<dd class="mark">.*?</dd>', "", page.split('class="entries"')[1].split("</ol>")[0]
    )
    assert re.findall(r"\b[0-9a-f]{16,}\b", told) == []
    assert "may_go_to" not in told
    assert "mediator-only" not in told
    assert "For the mediators only" in told
    assert '<span class="name">from South</span>' in told
    assert "Confidence: from South" in told


def test_every_field_of_every_kind_has_a_word() -> None:
    """In the texts of the interface, whether or not some entry has it today."""
    known = texts("en").known
    names = {f"record.field_{field.name}" for kind in KINDS.values() for field in fields(kind)}
    hidden = {"id", "sha256", "title", "name", "option", "confidence", "message", "meeting"}
    hidden |= {"proposal", "task", "release", "entry", "ended", "sender", "owner", "recipient"}
    assert {name for name in names if name not in known} <= {f"record.field_{h}" for h in hidden}


def test_a_corrected_part_shows_what_changed(tmp_path: Path) -> None:
    """In words, and nothing of what stayed; filed again as it stood, it says so."""
    house = cheap_house(tmp_path, small_talks())
    south = house.sign_in("South", house.demonstration["South"]).talks
    (part,) = south.record.at(DossierPart, south.room("south"), "south")
    text = part.content.text.replace("weight: 30", "weight: 35")
    assert text != part.content.text
    for each in (text, text):
        south.add("south", "dossier-part", name="south", text=each)
    with browsing(house) as browser:
        browser.enter("South").get("/record")
        page = browser.post("/record", {"kind": "dossier-part"}).text
        stories = [" ".join(s.split()) for s in page.split('class="story"')[1:]]
        assert "nothing became different" in stories[0]
        assert "What became different:" in stories[1]
        assert "The date: points it can carry: 30 → 35" in stories[1]
        assert stories[1].count("<li>") == 1
        assert "Filed for the first time:" in stories[2]
        found = browser.post("/record", {"words": "dam", "kind": "dossier-part"}).text
        assert entries(found) == ["Part of the dossier"]


def test_the_slider_goes_from_moment_to_moment(browser: Browser) -> None:
    """It says in words where it stands; one step back is another moment, and one leads to now."""
    page = browser.enter("South").get("/record").text
    most = int(re.findall(r'name="until" min="1" max="(\d+)"', page)[0])
    assert 'aria-valuetext="now"' in page
    moments = set()
    for place in range(1, most):
        then = browser.post("/record", {"until": str(place), "of": str(most)}).text
        moments.add(re.findall(r"as it stood on ([^:]+:\d\d UTC)", then)[0])
        (place_said,) = re.findall(r'data-place="(\d+)"', then)
        assert int(place_said) == place
        assert "Back to now" in then
    assert moments


def test_nonsense_in_the_form_asks_for_everything(browser: Browser) -> None:
    """A compartment or a kind that there is not is none that was chosen."""
    page = browser.enter("North").get("/record").text
    typed = {"room": "south", "kind": "nonsense", "until": "²", "of": "x", "more": "-1"}
    assert entries(browser.post("/record", typed).text) == entries(page)
