"""The release ceremony over HTTP: nothing crosses without the exact bytes and two mediators."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

import workbenches
from holdfast.desk.seats import House
from workbenches import Browser, browsing

IDEA = "Suppose the dam were shared. Would that be worth an hour?"
FORM = {"manner": "own-idea", "text": IDEA, "to-north": "yes"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Small talks with a second mediator."""
    return workbenches.cheap_house(tmp_path, workbenches.small_talks())


@pytest.fixture
def everyone(house: House) -> Iterator[dict[str, Browser]]:
    """A browser for each account, by name."""
    with (
        browsing(house) as one,
        browsing(house) as two,
        browsing(house) as three,
        browsing(house) as four,
    ):
        names = ("Mediator", "Second mediator", "North", "South")
        browsers = (one, two, three, four)
        yield {n: b.enter(n) for n, b in zip(names, browsers, strict=True)}


def tell(browser: Browser, **fields: str) -> str:
    """The south tells something that may be floated to the north; the id of its entry."""
    told = {"party": "south", "text": "The dam could be shared.", "caveat": "float-as-your-own"}
    told |= {"may_go_to-north": "yes"} | fields
    assert browser.post("/table/write/confidence", told).status_code == 303
    return str(re.findall(r'action="/table/envelopes/(\w+)"', browser.get("/table").text)[0])


def hidden(page: str) -> dict[str, str]:
    """What the form of a preview carries."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)</textarea>', page)
    return {name: unescape(value) for name, value in (*inputs, *areas)}


def look(browser: Browser, **fields: str) -> str:
    """The exact bytes of what is asked for."""
    browser.get("/table/release/new")
    answer = browser.post("/table/release/preview", FORM | fields)
    assert answer.status_code == 200
    return answer.text


def ask(browser: Browser, **fields: str) -> str:
    """Ask for what was previewed; the address of the release."""
    answer = browser.post("/table/release/ask", hidden(look(browser, **fields)))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def exact(page: str) -> str:
    """The bytes that a page shows."""
    return unescape(re.findall(r"<pre[^>]*>([^<]*)</pre>", page)[0])


def approve(browser: Browser, address: str) -> int:
    """Look at a release and approve what is shown."""
    form = hidden(browser.get(address).text)
    form = {
        "sha256": re.findall(r"SHA-256 <code>(\w+)</code>", browser.get(address).text)[0],
        **form,
    }
    return browser.post(f"{address}/approve", form).status_code


def test_it_crosses_with_two_mediators_and_a_consent(everyone: dict[str, Browser]) -> None:
    """Previewed, asked for, approved and passed: the same bytes at each step and at the end."""
    source = {f"source-{tell(everyone['South'])}": "yes"}
    previewed = exact(look(everyone["Mediator"], **source))
    assert previewed.startswith(IDEA)
    address = ask(everyone["Mediator"], **source)
    seen = exact(everyone["Second mediator"].get(address).text)
    assert approve(everyone["Second mediator"], address) == 303
    assert IDEA not in everyone["North"].get("/table").text
    assert everyone["Mediator"].post(f"{address}/pass").status_code == 303
    received = unescape(everyone["North"].get("/table").text)
    assert seen.strip() in received
    assert "Floated to North" in everyone["South"].get("/table").text
    assert "It has passed" in everyone["Mediator"].get(address).text


def test_previewing_writes_nothing(everyone: dict[str, Browser]) -> None:
    """Until it is asked for there is no release, and each preview has a mark of its own."""
    pages = [look(everyone["Mediator"]), look(everyone["Mediator"])]
    assert exact(pages[0]) != exact(pages[1])
    assert 'class="releases"' not in everyone["Second mediator"].get("/table").text


def test_each_recipient_has_a_copy_of_its_own(everyone: dict[str, Browser]) -> None:
    """Two recipients, two marks, two releases to be approved each for itself."""
    page = look(everyone["Mediator"], **{"to-south": "yes"})
    marks = set(re.findall(r"\[(copy-\w+)\]", page))
    assert len(marks) == 2
    answer = everyone["Mediator"].post("/table/release/ask", hidden(page))
    assert answer.headers["location"] == "/table#gate"
    asked = re.findall(r"/table/release/\w{20,}", everyone["Second mediator"].get("/table").text)
    assert len(set(asked)) == 2


def test_who_asked_cannot_approve(everyone: dict[str, Browser]) -> None:
    """There is no button, and the route refuses it; it does not pass either."""
    address = ask(everyone["Mediator"])
    assert "/approve" not in everyone["Mediator"].get(address).text
    assert approve(everyone["Mediator"], address) == 200
    refused = everyone["Mediator"].post(f"{address}/pass").text
    assert "no second mediator has approved it" in refused
    assert "not-approved" not in refused
    assert IDEA not in everyone["North"].get("/table").text


def test_other_bytes_are_not_approved(everyone: dict[str, Browser]) -> None:
    """An approval names the digest that was on the page."""
    address = ask(everyone["Mediator"])
    answer = everyone["Second mediator"].post(f"{address}/approve", {"sha256": "00" * 32})
    assert "not the text that the page showed" in answer.text
    assert "has approved it" in everyone["Mediator"].post(f"{address}/pass").text


def test_other_bytes_are_not_asked_for(everyone: dict[str, Browser]) -> None:
    """A text that was changed behind the preview is shown again, and nothing is asked for."""
    carried = hidden(look(everyone["Mediator"])) | {"text": "The south gives in."}
    answer = everyone["Mediator"].post("/table/release/ask", carried)
    assert answer.status_code == 200
    assert "not the text that the page showed" in answer.text


@pytest.mark.parametrize(
    ("told", "asked", "why"),
    [
        ({"caveat": "mediator-only"}, {}, "does not allow that it is told as the"),
        ({}, {"manner": "attributed"}, "does not allow that it is told with whose it is"),
        ({"may_go_to-north": ""}, {}, "no consent in force"),
        ({"expires": "2020-01-01T00:00", "zone": "+00:00"}, {}, "has expired"),
        ({}, {"text": "The South could share the dam."}, "still names whose it is"),
    ],
)
def test_what_may_not_pass_is_told_before_it_is_asked_for(
    everyone: dict[str, Browser], told: dict[str, str], asked: dict[str, str], why: str
) -> None:
    """Why, and not what: the sentence says nothing of what was told."""
    source = tell(everyone["South"], **told)
    page = look(everyone["Mediator"], **{f"source-{source}": "yes"}, **asked)
    against = page.split('class="against"')[1].split("</div>")[0]
    assert why in against
    assert "shared" not in against
    address = ask(everyone["Mediator"], **{f"source-{source}": "yes"}, **asked)
    assert approve(everyone["Second mediator"], address) == 303
    assert why in everyone["Mediator"].post(f"{address}/pass").text
    assert "From the mediators" in everyone["North"].get("/table").text
    assert 'class="cell received"' not in everyone["North"].get("/table").text


def test_consent_withdrawn_in_between_stops_it(everyone: dict[str, Browser]) -> None:
    """It is looked at in the moment of passing, and the page says why it may not pass now."""
    entry = tell(everyone["South"])
    address = ask(everyone["Mediator"], **{f"source-{entry}": "yes"})
    approve(everyone["Second mediator"], address)
    assert f"{address}/pass" in everyone["Mediator"].get(address).text
    everyone["South"].post(f"/table/write/withdraw/{entry}")
    page = everyone["Mediator"].get(address).text
    assert f"{address}/pass" not in page
    assert "rests on was withdrawn" in page
    assert "rests on was withdrawn" in everyone["Mediator"].post(f"{address}/pass").text


def test_a_package_says_what_it_gives_away(everyone: dict[str, Browser]) -> None:
    """It is worked out before anybody is asked, and goes before the second mediator."""
    page = look(everyone["Mediator"], **{"option-dam": "share", "option-toll": "small"})
    assert "hypotheses about private red lines of South" in page
    assert "what could be inferred is not stated" not in page
    carried = hidden(page)
    location = everyone["Mediator"].post("/table/release/ask", carried).headers["location"]
    seen = everyone["Second mediator"].get(location).text
    assert "hypotheses about private red lines of South" in seen
    again = {**carried, "leakage": " ", "id-north": ""}
    asked = everyone["Mediator"].post("/table/release/ask", again)
    assert asked.status_code == 303
    unsaid = everyone["Second mediator"].get(asked.headers["location"]).text
    assert "what could be inferred is not stated" in unsaid
    assert "another copy has this mark" in unsaid


def test_it_is_declined_with_a_reason(everyone: dict[str, Browser]) -> None:
    """For good: afterwards it is neither approved nor passed."""
    address = ask(everyone["Mediator"])
    second = everyone["Second mediator"]
    assert "Say why" in second.post(f"{address}/decline", {"why": ""}).text
    assert second.post(f"{address}/decline", {"why": "Too early."}).status_code == 303
    assert "Too early." in everyone["Mediator"].get(address).text
    assert "it is declined" in everyone["Mediator"].post(f"{address}/pass").text


def test_a_delegation_finds_no_gate(everyone: dict[str, Browser]) -> None:
    """Neither the ceremony nor any release is there for it, even by its address."""
    address = ask(everyone["Mediator"])
    for path in ("/table/release/new", address):
        assert everyone["North"].get(path).status_code == 404
    for path in ("/table/release/ask", f"{address}/approve", f"{address}/pass"):
        assert everyone["North"].post(path).status_code == 404


def test_slips_of_the_form_are_told_at_their_fields(everyone: dict[str, Browser]) -> None:
    """Nobody to have it, no manner and no words; what was typed is still there."""
    mediator = everyone["Mediator"]
    mediator.get("/table/release/new")
    page = mediator.post("/table/release/preview", {"option-dam": "share"}).text
    assert set(re.findall(r'id="slip-(\w+)"', page)) == {"to", "manner", "text"}
    assert re.search(r'value="share" selected', page)
    page = mediator.post("/table/release/preview", FORM | {"text": "Turned \u202e writing."}).text
    assert 'id="slip-text"' in page
