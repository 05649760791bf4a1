"""Over HTTP, nobody learns anything of what another side told in confidence.

Two worlds are built that differ only in what the south wants and told. Every byte that every other
account can obtain, headers and refusals included, must be the same in both.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.desk.parts import Part, divide
from holdfast.dossier import Dossier
from workbenches import Browser, browsing, cheap_house, small_talks

ONE = {"weight": "50", "no_deal": "10", "told": "The south needs water.", "other": "south"}
OTHER = {
    "weight": "65..80",
    "no_deal": "35",
    "told": "The south would trade the dam for a port, at any price.",
    "other": "harbour",
}
PACKAGE = {"pick-dam": "share", "pick-toll": "small", "pick-date": "late"}


@contextmanager
def worlds(folder: Path, name: str) -> Iterator[tuple[Browser, Browser]]:
    """The two worlds, entered by the same account in each."""
    with ExitStack() as stack:
        found = []
        for number, facts in enumerate((ONE, OTHER)):
            place = folder / f"world-{number}"
            place.mkdir(exist_ok=True)
            is_new = not (place / "talks.holdfast").exists()
            assert is_new
            house = cheap_house(place, small_talks(**facts))
            found.append(stack.enter_context(browsing(house)).enter(name))
        yield found[0], found[1]


def everything(browser: Browser) -> dict[str, tuple[int, list[tuple[str, str]], str]]:
    """Every answer that an account can get from every page, form and refusal."""
    gets = [
        "/",
        "/positions",
        "/positions/north",
        "/positions/south",
        "/positions/host",
        "/positions/north/dam",
        "/positions/south/dam",
        "/positions/south/dam/cell",
        "/positions/nobody/nothing",
        "/space",
        "/space?across=north&up=south",
        "/space?across=south&up=north",
        "/red-lines",
        "/red-lines/whole",
        "/red-lines/work",
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
        ("/red-lines/work/cancel", {}),
        ("/positions/south/dam", {"weight": "5", "how": "worth"}),
        ("/positions/south", {"no-deal": "5"}),
        ("/positions/north/dam", {"weight": "nonsense", "how": "worth"}),
        ("/key", {"name": "South"}),
        ("/enter", {"name": "Nobody"}),
    ]
    found = {}
    for piece in ({}, {"hx-request": "true"}):
        for path in gets:
            answer = browser.get(path, **piece)
            found[f"GET {path} {piece}"] = answer
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


def test_another_sides_confidences_change_no_byte(tmp_path: Path) -> None:
    """The north sees the same in both worlds, down to the headers of what is refused."""
    with worlds(tmp_path, "North") as (one, other):
        seen, seen_elsewhere = everything(one), everything(other)
    assert seen.keys() == seen_elsewhere.keys()
    for what, answer in seen.items():
        assert answer == seen_elsewhere[what], what
    assert sum(status == 200 for status, _, _ in seen.values()) > 20
    assert "needs water" not in str(seen)


@pytest.mark.parametrize("name", ["Mediator", "South"])
def test_the_comparison_would_notice(tmp_path: Path, name: str) -> None:
    """Those who may know do see a difference on every page, so the comparison is no empty one."""
    paths = ["/positions", "/space", "/brief/whole"]
    # The south draws no line; what its wishes mean for the line of the north is the mediators'.
    paths += ["/red-lines/whole"] if name == "Mediator" else []
    with worlds(tmp_path, name) as (one, other):
        for path in paths:
            assert one.get(path).text != other.get(path).text.replace(other.token, one.token), path


def test_a_mediator_sees_as_a_delegation_sees(tmp_path: Path) -> None:
    """The key shows a page that is the delegation's own, byte for byte, from the main part on."""
    house = cheap_house(tmp_path, small_talks())
    with browsing(house) as mediator, browsing(house) as delegation:
        mediator.enter("Mediator")
        delegation.enter("North")
        mediator.post("/key", {"name": "North", "to": "/positions"})
        for path in ("/positions", "/positions/north/dam", "/space", "/red-lines/whole", "/brief/whole"):
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
    with worlds(tmp_path, "North") as (one, other):
        assert everything(one) != everything(other)
