"""The table in twin worlds: a full one, in which only what concerns the south is another.

In both, the same is on the joint table and in the north's compartment. What the south told, sent,
thought of the paper, was visited for, blocked and let be released is another, and so is how often.
The north, and a mediator who looks as the north, obtain the same bytes in both.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from holdfast.desk.releasing import Wish, approve, ask_release, look_at, pass_on
from holdfast.desk.seats import House
from holdfast.desk.table import Table, lay
from holdfast.desk.viewer import Viewer
from holdfast.talks.record import fold
from holdfast.talks.released import Manner
from ledgers import HandClock, cheap
from twin_worlds import Drawn
from workbenches import Browser, browsing, cheap_house, small_talks

HOURS = {"starts": "2026-02-01T09:00Z", "ends": "2026-02-01T10:00Z"}
SHARED: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("Mediator", "joint", "round", {"id": "first", "title": "First", **HOURS}),
    ("Mediator", "joint", "meeting", {"id": "all", "form": "plenary", "title": "All", **HOURS}),
    (
        "Mediator",
        "joint",
        "proposal",
        {"id": "half", "title": "Half", "paper": "non-paper", "options": {"dam": "share"}},
    ),
    ("Mediator", "joint", "task", {"id": "draft", "title": "Draft it", "owner": "south"}),
    (
        "Mediator",
        "joint",
        "step",
        {"title": "Summit", "needs": [{"issue": "dam", "level": "agreed"}]},
    ),
    (
        "North",
        "north",
        "confidence",
        {"id": "wait", "party": "north", "text": "We would wait.", "caveat": "mediator-only"},
    ),
    ("North", "north", "stance", {"proposal": "half", "party": "north", "grade": "can-live-with"}),
    (
        "North",
        "north",
        "message",
        {"sender": "north", "to": "south", "text": "Well?", "caveat": "convey-attributed"},
    ),
    ("Mediator", "north", "delivery", {"message": "elsewhere", "carrier": "The host"}),
    ("North", "north", "reply", {"message": "elsewhere", "text": "We heard."}),
    (
        "Mediator",
        "joint",
        "bracket",
        {"issue": "toll", "alternatives": [{"option": "none"}, {"option": "small"}]},
    ),
    (
        "Mediator",
        "joint",
        "early-harvest",
        {"issues": ["toll"], "parties": ["north", "south"], "why": "A start."},
    ),
)
Told = tuple[tuple[str, str, str, dict[str, object]], ...]
FEW: Told = (
    (
        "South",
        "south",
        "confidence",
        {"id": "port", "party": "south", "text": "A port.", "caveat": "mediator-only"},
    ),
)
MANY: Told = (
    (
        "South",
        "south",
        "confidence",
        {
            "id": "port",
            "party": "south",
            "text": "The dam for a port.",
            "caveat": "float-as-your-own",
            "may_go_to": ["north"],
            "expires": "2026-12-01T09:00Z",
            "issues": ["dam"],
        },
    ),
    ("South", "south", "confidence", {"party": "south", "text": "Soon.", "caveat": "public"}),
    ("South", "south", "consent", {"confidence": "port", "party": "south", "caveat": "public"}),
    ("South", "south", "stance", {"proposal": "half", "party": "south", "grade": "cannot"}),
    ("South", "south", "block", {"issue": "dam", "party": "south", "why": "Not yet."}),
    ("South", "south", "task", {"id": "draft", "title": "Something else", "owner": "south"}),
    (
        "South",
        "south",
        "message",
        {"sender": "south", "to": "north", "text": "Shall we?", "caveat": "convey-attributed"},
    ),
    (
        "South",
        "south",
        "message",
        {
            "id": "elsewhere",
            "sender": "south",
            "to": "north",
            "text": "Do you hear?",
            "caveat": "convey-attributed",
        },
    ),
    ("Mediator", "south", "delivery", {"message": "elsewhere", "carrier": "Somebody else"}),
    ("Mediator", "south", "reply", {"message": "elsewhere", "text": "They heard."}),
    (
        "Mediator",
        "south",
        "meeting",
        {
            "id": "v",
            "form": "shuttle",
            "visited": "south",
            "title": "A visit",
            "round": "first",
            **HOURS,
        },
    ),
    (
        "Mediator",
        "south",
        "attendance",
        {"meeting": "v", "began": HOURS["starts"], "ended": HOURS["ends"]},
    ),
    ("Mediator", "own", "stance", {"proposal": "half", "party": "south", "grade": "cannot"}),
    ("Mediator", "own", "task", {"title": "Ask the south", "owner": "host"}),
)


def play(house: House, drawn: Drawn, steps: Told, what: str) -> set[str]:
    """Write entries, each account's own; the ids of what was written."""
    ids = set()
    for number, (who, room, kind, fields) in enumerate(steps):
        drawn.doing = f"{what} {number}"
        talks = house.sign_in(who, house.demonstration[who]).talks
        ids.add(talks.add(room, kind, **fields).id)
    return ids


def request(house: House, drawn: Drawn, *, is_passed: bool = False) -> str:
    """The mediators ask to float what the south told, and approve it; the id of the request."""
    drawn.doing = "the release"
    mediator, second = (
        house.sign_in(name, house.demonstration[name]).talks
        for name in ("Mediator", "Second mediator")
    )
    wish = Wish("north", "A port?", Manner.OWN_IDEA, (("south", "port"),))
    asked = ask_release(mediator, wish)
    approve(second, asked.request.content.id, look_at(second, asked.request.content.id).sha256)
    if is_passed:
        pass_on(mediator, asked.request.content.id)
    return asked.request.id


@contextmanager
def worlds(
    folder: Path, name: str, looks_as: str = "", *, is_passed: bool = False
) -> Iterator[tuple[list[Browser], set[str]]]:
    """Both worlds, entered by the same account, and the ids of everything that is hidden."""
    with ExitStack() as stack:
        found, hidden = [], set[str]()
        for number, told in enumerate((FEW, MANY)):
            place = folder / f"world-{number}"
            place.mkdir()
            clock, drawn = HandClock(), Drawn()
            house = cheap_house(place, small_talks(), cheap(clock, drawn))
            play(house, drawn, SHARED, "shared")
            hidden |= play(house, drawn, told, "hidden")
            if told is MANY:
                hidden.add(request(house, drawn, is_passed=is_passed))
            drawn.doing = f"what {name} does"
            clock.move(3600)
            browser = stack.enter_context(browsing(house)).enter(name)
            if looks_as:
                browser.post("/key", {"name": looks_as, "to": "/table"})
            found.append(browser)
        yield found, hidden


def links(page: str) -> list[str]:
    """Where a page leads to about the table, in its order."""
    found = re.findall(r'(?:href|action)="(/table[^"#]*)', page)
    return [unescape(link) for link in dict.fromkeys(found)]


def obtained(browser: Browser, hidden: set[str]) -> dict[str, tuple[int, str]]:
    """What the table and everything that it leads to answers, and what is asked of the hidden."""
    browser.get("/table")
    waiting = ["/table", "/table/calendar"]
    for identity in sorted(hidden):
        waiting += [f"/table/envelopes/{identity}", f"/table/strike/{identity}"]
        waiting += [f"/table/release/{identity}", f"/table/release/new?about={identity}"]
        waiting += [f"/table/write/{act}/{identity}" for act in ("consent", "reply", "stance")]
    found: dict[str, tuple[int, str]] = {}
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path)
        body = answer.text.replace(browser.token, "TOKEN")
        found[path] = (answer.status_code, body + str(sorted(answer.headers.items())))
        waiting += [link for link in links(answer.text) if link not in {*found, *waiting}]
    posts = [(f"/table/strike/{identity}", {"why": "x"}) for identity in sorted(hidden)]
    posts += [
        ("/table/write/stance/" + identity, {"grade": "cannot"}) for identity in sorted(hidden)
    ]
    posts += [("/table/write/task", {"room": "south", "title": "x"}), ("/table/undo", {})]
    posts += [("/table/write/confidence", {"party": "north", "caveat": "public", "text": "Told."})]
    for path, data in posts:
        answer = browser.post(path, data)
        body = answer.text.replace(browser.token, "TOKEN")
        found[f"POST {path}"] = (answer.status_code, body + str(sorted(answer.headers.items())))
    found["/table again"] = (200, browser.get("/table").text.replace(browser.token, "TOKEN"))
    return found


@pytest.mark.parametrize(("name", "looks_as"), [("North", ""), ("Mediator", "North")])
def test_the_table_of_the_north_is_the_same(tmp_path: Path, name: str, looks_as: str) -> None:
    """Every page, form, envelope, calendar and refusal, before and after the north writes."""
    with worlds(tmp_path, name, looks_as) as (browsers, hidden):
        assert len(hidden) > 10
        one, other = (obtained(browser, hidden) for browser in browsers)
    assert one.keys() == other.keys()
    for path, answer in one.items():
        assert answer == other[path], path
    assert sum(status == 200 for status, _ in one.values()) > 15
    assert 500 not in {status for status, _ in one.values()}


@pytest.mark.parametrize("name", ["South", "Mediator"])
def test_those_who_may_know_see_a_difference(tmp_path: Path, name: str) -> None:
    """The comparison is no empty one."""
    with worlds(tmp_path, name) as (browsers, hidden):
        one, other = (obtained(browser, hidden) for browser in browsers)
    assert one["/table"] != other["/table"]
    assert one["/table/calendar"] != other["/table/calendar"]


def test_what_is_released_is_the_one_difference(tmp_path: Path) -> None:
    """Once it has passed, the north sees the text and its mark, and still not who told it."""
    with worlds(tmp_path, "North", is_passed=True) as (browsers, _):
        one, other = (browser.get("/table").text for browser in browsers)
    assert "A port?" in other
    assert "A port?" not in one
    assert "The dam for a port." not in other


def test_a_leak_on_purpose_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the table is laid from all that a mediator knows, the comparison says so."""
    everything: list[Viewer] = []

    def leaking(viewer: Viewer, now: object) -> Table:
        known = everything[-1].record
        mixed = fold([*viewer.record.entries(), *known.entries()])
        return lay(replace(viewer, record=mixed), now)  # type: ignore[arg-type]

    with worlds(tmp_path, "North") as (browsers, hidden):
        honest = [obtained(browser, hidden) for browser in browsers]
        assert honest[0] == honest[1]

        def watching(viewer: Viewer, now: object) -> Table:
            everything.append(viewer)
            return lay(viewer, now)  # type: ignore[arg-type]

        monkeypatch.setattr("holdfast.web.routes.table.lay", watching)
        found = []
        for browser in browsers:
            monkeypatch.setattr("holdfast.web.routes.table.lay", watching)
            browser.enter("Mediator").get("/table")
            monkeypatch.setattr("holdfast.web.routes.table.lay", leaking)
            found.append(browser.enter("North").get("/table").text.replace(browser.token, "TOKEN"))
    assert found[0] != found[1]
