"""Over HTTP, nobody learns anything of what another side told in confidence.

Two worlds are built that differ only in what the south wants, told, struck out and told again, and
in how often. Every byte that every other account can obtain, headers and refusals included, must be
the same in both; so clock and randomness are the same in both.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import pytest

from holdfast.desk.parts import Part, divide
from holdfast.desk.seats import House
from holdfast.dossier import Dossier
from holdfast.talks.record import Record
from ledgers import HandClock, cheap
from twin_worlds import Drawn
from workbenches import Browser, browsing, cheap_house, small_talks

ONE = {"weight": "50", "no_deal": "10", "told": "The south needs water.", "other": "south"}
OTHER = {
    "weight": "65..80",
    "no_deal": "70",
    "told": "The south would trade the dam for a port, at any price.",
    "other": "harbour",
}
WHOLE = ("/table", "/space", "/red-lines/whole", "/brief/whole")
PACKAGE = {"pick-dam": "share", "pick-toll": "small", "pick-date": "late"}


LINE = {"party": "south", "title": "The dam is no gift", "never": {"dam": ["stay"]}}
TOLD: tuple[tuple[tuple[str, dict[str, object]], ...], ...] = (
    (
        ("red-line", {"id": "gift", **LINE, "price": "25"}),
        ("confidence", {"text": "We need water.", "caveat": "mediator-only"}),
    ),
    (
        ("red-line", {"id": "gift", **LINE}),
        ("red-line", {"id": "gift", **LINE, "price": "5..9"}),
        ("confidence", {"text": "A port would do.", "caveat": "mediator-only"}),
        ("confidence", {"text": "At any price.", "caveat": "convey-attributed"}),
        ("message", {"sender": "south", "to": "north", "text": "Wait.", "caveat": "public"}),
        ("task", {"title": "Ask the capital about a port", "owner": "south"}),
    ),
)


@dataclass(frozen=True)
class Twins:
    """Two worlds as the same account has entered them; ``hidden`` are the ids of what was told."""

    one: Browser
    other: Browser
    hidden: frozenset[str]


@contextmanager
def worlds(folder: Path, name: str) -> Iterator[Twins]:
    """The two worlds, entered by the same account in each."""
    with ExitStack() as stack:
        found, hidden = [], set[str]()
        for number, facts in enumerate((ONE, OTHER)):
            place = folder / f"world-{number}"
            place.mkdir()
            clock, drawn = HandClock(), Drawn()
            house = cheap_house(place, small_talks(**facts), cheap(clock, drawn))
            drawn.doing = "what the south tells"
            hidden |= tell(house, TOLD[number])
            drawn.doing = f"what {name} does"
            clock.move(3600)
            found.append(stack.enter_context(browsing(house)).enter(name))
        yield Twins(found[0], found[1], frozenset(hidden))


def tell(house: House, told: tuple[tuple[str, dict[str, object]], ...]) -> set[str]:
    """What the south tells in its own compartment; the last of it is struck out."""
    south = house.sign_in("South", house.demonstration["South"]).talks
    ids = []
    for kind, fields in told:
        speaker = {"party": "south"} if kind in {"red-line", "confidence"} else {}
        ids.append(south.add("south", kind, **speaker | fields).id)
    south.strike("south", ids[-1], "It was not meant so.")
    return set(ids)


def everything(
    browser: Browser, hidden: frozenset[str] = frozenset()
) -> dict[str, tuple[int, list[tuple[str, str]], str]]:
    """Every answer that an account can get from every page, link, form and refusal."""
    gets = [
        "/",
        "/table",
        *(f"/table/envelopes/{identity}" for identity in sorted(hidden)),
        "/positions",
        "/positions/north",
        "/positions/south",
        "/positions/host",
        "/positions/north/dam",
        "/positions/south/dam",
        "/positions/south/dam/cell",
        "/positions/nobody/nothing",
        "/judgments/north/red-line/0",
        "/judgments/south/red-line/0",
        "/judgments/south/no-deal/now",
        "/judgments/south/stance/dam",
        "/space",
        "/space/work",
        "/space?across=north&up=south",
        "/space?across=south&up=north",
        "/red-lines",
        "/red-lines/whole",
        "/red-lines/work",
        "/news",
        "/day-after",
        "/day-after/work/guarantees",
        "/day-after/work/hinges",
        "/brief",
        "/brief/whole",
        "/brief/file",
        "/no-such-page",
    ]
    posts: list[tuple[str, dict[str, str]]] = [
        ("/space/package", PACKAGE),
        ("/space/package", {"take": "frontier:0"}),
        ("/space/package", {"take": "frontier:7"}),
        ("/space/package", {"take": "settled:0"}),
        ("/space/package", {"take": "set:dam=move,toll=none"}),
        ("/space/package", {"take": "set:dam=nonsense"}),
        ("/space/trades", {}),
        ("/space/work/cancel", {}),
        ("/space/work/again", {}),
        ("/judgments/south/no-deal/now", {"amount": "5"}),
        ("/judgments/south/restore", {"kind": "no-deal", "moment": "1", "stamp": "0"}),
        ("/judgments/north/red-line/new", {"title": "nonsense"}),
        ("/red-lines/work/cancel", {}),
        ("/day-after/choice", {"take": "space"}),
        ("/day-after/levers", {"lever-stakes.south.peace": "5"}),
        ("/day-after/further", {}),
        ("/day-after/work/hinges/cancel", {}),
        ("/day-after/work/hinges/again", {}),
        ("/brief/work/cancel", {}),
        ("/record", {"words": "water"}),
        ("/record", {"kind": "confidence", "room": "south"}),
        ("/record", {"until": "3", "of": "9999"}),
        ("/positions/south/dam", {"weight": "5", "how": "worth"}),
        ("/positions/south", {"no-deal": "5"}),
        ("/positions/north/dam", {"weight": "nonsense", "how": "worth"}),
        ("/key", {"name": "South"}),
        ("/enter", {"name": "Nobody"}),
    ]
    found = {}
    for piece in ({}, {"hx-request": "true", "x-holdfast-seen": "0"}):
        asked: set[str] = set()
        waiting = list(gets)
        while waiting:
            path = waiting.pop(0)
            asked.add(path)
            answer = found[f"GET {path} {piece}"] = browser.get(path, **piece)
            waiting += [link for link in links(answer.text) if link not in {*asked, *waiting}]
        for number, (path, data) in enumerate(posts):
            found[f"POST {path} {number} {piece}"] = browser.post(path, data, **piece)
    return {
        what: (
            answer.status_code,
            sorted((n, v) for n, v in answer.headers.items() if n != "set-cookie"),
            answer.text.replace(browser.token, "TOKEN"),
        )
        for what, answer in found.items()
    }


def links(page: str) -> list[str]:
    """What a page leads to, in its order; static files are the same for everybody."""
    found = re.findall(r'(?:href|hx-get)="(/[^"#]*)', page)
    return [unescape(link) for link in dict.fromkeys(found) if not link.startswith("/static/")]


def test_another_sides_confidences_change_no_byte(tmp_path: Path) -> None:
    """The north sees the same in both worlds, down to the headers of what is refused."""
    with worlds(tmp_path, "North") as twins:
        assert len(twins.hidden) > 5
        seen, seen_elsewhere = (everything(b, twins.hidden) for b in (twins.one, twins.other))
    assert seen.keys() == seen_elsewhere.keys()
    for what, answer in seen.items():
        assert answer == seen_elsewhere[what], what
    statuses = [status for status, _, _ in seen.values()]
    assert statuses.count(200) > 40
    assert 500 not in statuses
    assert "needs water" not in str(seen)
    assert "no gift" not in str(seen)


@pytest.mark.parametrize("name", ["Mediator", "South"])
def test_the_comparison_would_notice(tmp_path: Path, name: str) -> None:
    """Those who may know do see a difference on every page, so the comparison is no empty one."""
    with worlds(tmp_path, name) as twins:
        one, other = twins.one, twins.other
        for path in ("/positions", *WHOLE):
            assert one.get(path).text != other.get(path).text.replace(other.token, one.token), path


def test_a_mediator_sees_as_a_delegation_sees(tmp_path: Path) -> None:
    """The key shows a page that is the delegation's own, byte for byte, from the main part on."""
    house = cheap_house(tmp_path, small_talks())
    with browsing(house) as mediator, browsing(house) as delegation:
        mediator.enter("Mediator")
        delegation.enter("North")
        mediator.post("/key", {"name": "North", "to": "/positions"})
        for path in (
            "/positions",
            "/positions/north/dam",
            "/space",
            "/red-lines/whole",
            "/brief/whole",
        ):
            pages = [
                who.get(path).text.replace(who.token, "TOKEN").split("<main")[1].split("</main>")[0]
                for who in (mediator, delegation)
            ]
            assert pages[0] == pages[1], path


def test_a_leak_on_purpose_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one no-deal value of the south slips into the joint part, the comparison says so."""

    def leaking(dossier: Dossier) -> tuple[Part, ...]:
        joint, *rest = divide(dossier)
        view = replace(joint.dossier.views["south"], no_deal=dossier.views["south"].no_deal)
        views = {**joint.dossier.views, "south": view}
        return (replace(joint, dossier=replace(joint.dossier, views=views)), *rest)

    monkeypatch.setattr("holdfast.desk.convening.divide", leaking)
    with worlds(tmp_path, "North") as twins:
        assert everything(twins.one) != everything(twins.other)


def test_a_mask_that_slips_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a mediator who looks as a delegation has more than it, the comparison says so."""

    def slipping(record: Record, _compartments: object) -> Record:
        return record

    house = cheap_house(tmp_path, small_talks())
    with browsing(house) as delegation, browsing(house) as mediator:
        own = delegation.enter("North").get("/positions").text.split("<main")[1]
        monkeypatch.setattr("holdfast.desk.seats.restrict", slipping)
        mediator.enter("Mediator").post("/key", {"name": "North", "to": "/positions"})
        assert mediator.get("/positions").text.split("<main")[1] != own
