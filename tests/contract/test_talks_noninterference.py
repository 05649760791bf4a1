"""Nothing crosses between compartments but through the gate: twin worlds give the same bytes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import twin_worlds
from holdfast.desk import talks
from holdfast.desk.parts import divide
from holdfast.dossier import Range, parse, write
from holdfast.errors import AccessError
from holdfast.ledger import pen, session, shelf
from holdfast.talks import calendar
from holdfast.talks.content import Content, make
from holdfast.talks.filed import DossierPart
from holdfast.talks.record import Record
from talks_strategies import said
from twin_worlds import DOINGS, NAMES, ROOMS, Script, Step

DOSSIER = parse(
    """
holdfast: 1
title: Twin talks
parties:
  ukraine: {name: Ukraine, roles: principal}
  russia: {name: Russia, roles: principal}
  us: {name: United States, roles: mediator}
  europe: {name: Europe, roles: stakeholder, at_table: no}
issues:
  line: {title: The line, options: {freeze: Freeze, swaps: Swaps}}
  monitors: {title: Monitors, options: {none: None at all, many: Many}}
views:
  ukraine:
    no_deal: 10
    values: {line: {weight: 50, worth: {freeze: 100, swaps: 40}}}
  russia:
    no_deal: 20
    values: {line: {weight: 60, worth: {swaps: 100, freeze: 50}}}
"""
)


def parts(no_deal: str) -> list[Content]:
    """The parts of the dossier as somebody could file them, some of them in another's name."""
    view = replace(DOSSIER.views["ukraine"], no_deal=Range.parse(no_deal))
    dossier = replace(DOSSIER, views={**DOSSIER.views, "ukraine": view})
    return [DossierPart(name=part.of, text=write(part.dossier)) for part in divide(dossier)]


def whole(no_deal: str) -> Content:
    """A whole dossier, as a mediator has it in a file."""
    view = replace(DOSSIER.views["ukraine"], no_deal=Range.parse(no_deal))
    dossier = replace(DOSSIER, views={**DOSSIER.views, "ukraine": view})
    return DossierPart(name="whole", text=write(dossier))


def lone(party: str) -> Content:
    """A dossier with the view of one party alone, as a delegate has it."""
    view = replace(DOSSIER.views[party], no_deal=Range.parse("40"))
    return DossierPart(name="lone", text=write(replace(DOSSIER, views={party: view})))


def unfit(party: str) -> Content:
    """A part that can be read, and not with the joint one."""
    told = write(next(p.dossier for p in divide(DOSSIER) if p.of == party))
    return DossierPart(name=party, text=told.replace("freeze", "river"))


BROKEN = DossierPart(name="ukraine", text="no dossier at all")
PARTS = [*parts("5"), *parts("90"), BROKEN, unfit("ukraine"), unfit("russia")]
FILES = [whole("5"), whole("90"), lone("ukraine"), lone("russia")]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Talks that every world is a copy of."""
    where = tmp_path_factory.mktemp("founded") / "talks.holdfast"
    twin_worlds.found(where, DOSSIER)
    return where


def steps_in(room: str) -> st.SearchStrategy[Step]:
    """Anything that anybody in a room does there."""
    who = st.sampled_from(ROOMS[room])
    kinds = ["strike", "care", "fail", "keep", "change-key"]
    if room not in {"joint", "own"}:
        kinds += ["seat", "unseat", "decline"]
    does = st.sampled_from(kinds)
    spoken = st.builds(Step, st.just(room), who, st.just("say"), said())
    filed = st.builds(Step, st.just(room), who, st.just("say"), st.sampled_from(PARTS))
    divided = st.builds(Step, st.just(room), who, st.just("file"), st.sampled_from(FILES))
    done = st.builds(Step, st.just(room), who, does, to=st.sampled_from(["a", "b"]))
    return st.one_of(spoken, spoken, filed, divided, done)


def releases(hidden: str) -> st.SearchStrategy[Step]:
    """A release between two parties' rooms, from the hidden one or not."""
    parties = ["ukraine", "russia", "europe"]
    pairs = [(a, b) for a in parties for b in parties if b not in {a, hidden}]
    return st.sampled_from(pairs).map(lambda p: Step(p[0], "m1", "release", to=p[1]))


@st.composite
def scripts(draw: st.DrawFn) -> tuple[str, Script]:
    """A hidden room, and steps that are the same outside it and anything inside it."""
    hidden = draw(st.sampled_from(["ukraine", "russia", "europe", "own"]))
    script: Script = []
    for _ in range(draw(st.integers(4, 14))):
        room = draw(st.sampled_from([hidden, hidden, *ROOMS, "release"]))
        if room == "release":
            step = draw(releases(hidden))
            script.append((step, step))
        elif room == hidden:
            inside = st.none() | steps_in(hidden)
            script.append((draw(inside), draw(inside)))
        else:
            step = draw(steps_in(room))
            script.append((step, step))
    return hidden, script


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(scripts())
def test_twin_worlds_give_the_same_bytes(
    founded: Path, tmp_path: Path, case: tuple[str, Script]
) -> None:
    """States, dossiers, analyses, exports, proofs, errors, ids, counts, at all times."""
    hidden, script = case
    found = twin_worlds.run(founded, tmp_path, script, hidden)
    assert found == {who: [] for who in NAMES if who not in ROOMS[hidden]}


def confidence(text: str) -> Content:
    """Something told to the mediators."""
    told = {"id": "a", "party": "ukraine", "text": text, "caveat": "mediator-only"}
    return make("confidence", told)


def plan(identity: str) -> Content:
    """A round on the joint table."""
    hours = {"starts": "2026-01-25T08:00Z", "ends": "2026-01-25T09:00Z"}
    return make("round", {"id": identity, "title": "Next", **hours})


TOLD = Step("ukraine", "ua", "say", confidence("East of the river."))
OTHER = Step("ukraine", "ua", "say", confidence("West of the river."))
NEXT = Step("joint", "m1", "say", plan("next"))
THEN = Step("joint", "ru", "say", make("task-done", {"task": "a", "party": "russia"}))
SCRIPT: Script = [(TOLD, OTHER), (TOLD, None), (NEXT, NEXT), (TOLD, OTHER), (THEN, THEN)]


def test_the_plain_script_shows_no_difference(founded: Path, tmp_path: Path) -> None:
    """What the planted leaks below are seen against."""
    found = twin_worlds.run(founded, tmp_path, SCRIPT, "ukraine")
    assert found == {"ru": [], "eu": []}


def test_a_dossier_that_is_filed_shows_each_side_its_own(founded: Path, tmp_path: Path) -> None:
    """Of a whole one that differs in one side's view, and of parts that are left out, no trace."""
    script: Script = [
        (Step("joint", "m1", "file", whole("5")), Step("joint", "m1", "file", whole("90"))),
        (Step("ukraine", "ua", "say", BROKEN), Step("ukraine", "ua", "file", lone("ukraine"))),
        (NEXT, NEXT),
        (Step("joint", "m2", "file", whole("7")), Step("joint", "m2", "file", whole("7"))),
        (Step("ukraine", "ua", "say", unfit("ukraine")), None),
    ]
    found = twin_worlds.run(founded, tmp_path, script, "ukraine")
    assert found == {"ru": [], "eu": []}
    world = twin_worlds.World(founded, tmp_path / "one.holdfast")
    for number, (step, _) in enumerate(script):
        assert step is not None
        world.play(number, step, "ukraine")
    seen = {who: world.seen(who)["left out"] for who in ("m1", "ua", "ru")}
    world.close()
    assert (b"river" in seen["m1"], b"river" in seen["ua"], seen["ru"]) == (True, True, b"[]")


def test_what_is_seen_is_worth_comparing(founded: Path, tmp_path: Path) -> None:
    """An account that sits in the room sees the difference, so an empty answer is no excuse."""
    world = twin_worlds.World(founded, tmp_path / "one.holdfast")
    before = {who: world.seen(who) for who in NAMES}
    world.play(0, TOLD, "ukraine")
    world.play(1, NEXT, "ukraine")
    after = {who: world.seen(who) for who in NAMES}
    world.close()
    for who in ("m1", "m2", "ua", "ru"):
        assert "state" in twin_worlds.differences(before[who], after[who])
    told = b"East of the river."
    assert {who for who in NAMES if told in after[who]["state"]} == {"m1", "m2", "ua"}
    assert {name for name, data in after["ru"].items() if told in data} == set()


def test_everything_that_is_done_in_the_worlds_can_be_done(founded: Path, tmp_path: Path) -> None:
    """So that a doing which fails always, and is passed over in silence, does not look tested."""
    world = twin_worlds.World(founded, tmp_path / "one.holdfast")
    for number, do in enumerate(DOINGS):
        world.clock.now_ms += 60_000
        world.drawn.doing = f"step {number}"
        content = lone("ukraine") if do == "file" else TOLD.content
        step = Step("ukraine", "ua", do, content, to="russia" if do == "release" else "a")
        act = getattr(world, f"_{do.replace('-', '_')}")
        if do == "fail":
            with pytest.raises(AccessError):
                act(step, "europe")
        else:
            act(step, "europe")
    told = {type(entry.content).__name__ for entry in world.at["m2"].record.entries()}
    world.close()
    assert {
        "Correction",
        "Released",
        "Received",
        "Conveyed",
        "ReleaseDeclined",
        "DossierPart",
    } <= told


Leak = Callable[[pytest.MonkeyPatch], None]


def a_shared_state(patch: pytest.MonkeyPatch) -> None:
    """A cache of the state that forgets whose it was."""
    kept: dict[str, Record] = {}

    def snapshot(self: talks.OpenTalks) -> tuple[Record, dict[str, int]]:
        self.read_on()
        everyone = kept.get(str(self.session.ledger), self._record)
        if len(self._record.charters) >= len(everyone.charters):
            everyone = kept[str(self.session.ledger)] = self._record
        return everyone, {}

    patch.setattr(talks.OpenTalks, "snapshot", snapshot)


def a_counter_in_ids(patch: pytest.MonkeyPatch) -> None:
    """Entries numbered across all compartments."""
    compose = pen.Pen.write
    count = iter(range(10**9))

    def write(self: pen.Pen, *given: Any, **more: Any) -> Any:
        entropy = self._writer.means.entropy
        number = next(count) % 10**6

        def counted(purpose: str, size: int) -> bytes:
            is_id = purpose.endswith("/id")
            return number.to_bytes(size, "big") if is_id else entropy(purpose, size)

        means = replace(self._writer.means, entropy=counted)
        self._writer = replace(self._writer, means=means)
        return compose(self, *given, **more)

    patch.setattr(pen.Pen, "write", write)


def a_telling_error(patch: pytest.MonkeyPatch) -> None:
    """A refusal that says how much there is in what one cannot open."""

    def refuse(self: session.Session, identity: str, since: Any = None) -> Any:
        there = session.compartment_id(identity)
        with self.database.reading() as connection:
            count = shelf.last_seqs(connection, [there]).get(there, 0)
        if there not in self.keyring.grants:
            message = f"You may not read these {count} entries."
            raise AccessError(message)
        return read(self, identity, since)

    read = session.Session.read
    patch.setattr(session.Session, "read", refuse)


def a_clock_that_counts(patch: pytest.MonkeyPatch) -> None:
    """Times that never repeat anywhere, and so tell how much was written."""
    count = iter(range(10**9))
    usual = pen.time_for
    patch.setattr(pen, "time_for", lambda *a, **m: usual(*a, **m) + next(count) % 1000)


def a_calendar_of_everybody(patch: pytest.MonkeyPatch) -> None:
    """Identifiers in the calendar that come from a count of all entries."""
    written = iter(range(10**9))
    compose = pen.Pen.write
    total = [0]

    def write(self: pen.Pen, *given: Any, **more: Any) -> Any:
        total[0] = next(written)
        return compose(self, *given, **more)

    patch.setattr(pen.Pen, "write", write)
    patch.setattr(calendar, "_stamp", lambda _moment: f"{total[0]:08d}T000000Z")


def a_gate_left_open(patch: pytest.MonkeyPatch) -> None:
    """A mediator's program that copies what it is told onto the joint table."""
    say = twin_worlds.World._say

    def blurt(self: twin_worlds.World, step: Step, hidden: str) -> None:
        say(self, step, hidden)
        if step.room == hidden and step.content is not None:
            said_there = getattr(step.content, "text", "...")
            self.at["m1"].add(
                "joint", "proposal", id="b", title="B", paper="draft", text=said_there
            )

    patch.setattr(twin_worlds.World, "_say", blurt)


LEAKS = [
    a_shared_state,
    a_counter_in_ids,
    a_telling_error,
    a_clock_that_counts,
    a_calendar_of_everybody,
    a_gate_left_open,
]


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_planted_leak_is_caught(
    founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak
) -> None:
    """Each of the ways in which such barriers have failed before; the comparison sees it."""
    leak(monkeypatch)
    found = twin_worlds.run(founded, tmp_path, SCRIPT, "ukraine")
    assert found["ru"], f"{leak.__name__} was not noticed"
