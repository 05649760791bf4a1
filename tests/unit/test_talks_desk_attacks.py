"""What goes wrong at the desk, by mistake or on purpose, does no harm to anybody else."""

import contextlib

import pytest
from hypothesis import Phase, given, settings

from holdfast.desk import convening
from holdfast.desk.convening import unseat
from holdfast.desk.releasing import Wish, approve, ask_release, look_at, pass_on
from holdfast.desk.sight import assemble
from holdfast.desk.talks import BY_THE_GATE, OpenTalks
from holdfast.desk.telling import QUESTIONS, tell
from holdfast.errors import AccessError, DossierError, HoldfastError, StorageError, TalksError
from holdfast.ledger.membership import open_compartment, remove
from holdfast.talks.content import Content, to_bytes
from holdfast.talks.filed import DossierPart
from holdfast.talks.released import Manner
from holdfast.talks.setting import Capacity, Charter, Purpose, Seat
from ledgers import WORDS, HandClock, cheap
from talks_strategies import said
from talks_table import DOSSIER, Table

BOMBS = [
    b'{"kind":"confidence","v":1e999}',
    b'{"kind":"confidence","text":"\\ud800","v":1}',
    b"[" * 200_000,
    b"\xff\xfe",
    b'{"kind":"from-the-future","v":2}',
]


def code(attempt: object, *values: object, **fields: object) -> str:
    """The code of a refusal."""
    with pytest.raises((TalksError, AccessError, DossierError)) as refused:
        attempt(*values, **fields)  # type: ignore[operator]
    return refused.value.code


def test_bytes_that_are_no_entry_stop_nobody_and_are_told(table: Table) -> None:
    """A member with a program of its own writes nonsense to all; they go on, and see that."""
    joint = table.ukraine.room("joint")
    for bomb in BOMBS:
        table.ukraine.session.append(joint, bomb)
    table.russia.add("joint", "block", issue="line", party="russia", why="Not yet.")
    for who in (table.mediator, table.russia, table.ukraine):
        told = tell(who, "record")
        assert len(told.plain["unread"]) == len(BOMBS)
        assert {one["by"] for one in told.plain["unread"]} == {"Ukraine"}
        assert sum("counts nothing" in line for line in told.words) == len(BOMBS)
        assert all(tell(who, question).question == question for question in QUESTIONS)
    assert "unread" in tell(table.europe, "record").plain
    assert tell(table.europe, "record").plain["unread"] == []


@pytest.mark.parametrize("field", ["kind", "room", "self", "fields", "where"])
def test_a_field_is_never_taken_for_anything_else(table: Table, field: str) -> None:
    """A name that the program uses inside is a field that no kind has, and is said to be one."""
    told = {"issue": "line", "party": "ukraine", "why": ".", field: "x"}
    assert code(table.ukraine.add, "ukraine", "block", **told) == "unfit-entry"


@pytest.mark.parametrize("kind", sorted(BY_THE_GATE))
def test_what_the_gate_writes_nobody_writes_by_hand(table: Table, kind: str) -> None:
    """A mediator may write every kind; these three mean that something passed."""
    assert code(table.mediator.add, "russia", kind) == "gate-only"


def test_a_part_of_a_dossier_with_faults_is_not_filed(table: Table) -> None:
    """And where one stands nevertheless, it is left out: nobody's work stops for it."""
    assert (
        code(table.ukraine.add, "ukraine", "dossier-part", name="ukraine", text="a: [") == "faults"
    )
    filed = b'{"kind":"dossier-part","name":"ukraine","text":"no dossier at all","v":1}'
    table.ukraine.session.append(table.ukraine.room("ukraine"), filed)
    issues = tell(table.mediator, "readiness").plain["readiness"]["issues"]
    assert [one["issue"] for one in issues] == ["line", "monitors"]
    assert tell(table.russia, "dossier").plain["left_out"] == []
    for who in (table.mediator, table.ukraine):
        told = tell(who, "dossier").plain
        (left,) = told["left_out"]
        assert (left["part"], left["by"]) == ("ukraine", "Ukraine")
        assert "weight: 50" not in told["dossier"]
    (part,) = table.mediator.record.at(DossierPart, table.mediator.room("ukraine"), "ukraine")[-1:]
    table.mediator.strike("ukraine", part.id, "It cannot be read.")
    told = tell(table.mediator, "dossier").plain
    assert told["left_out"] == []
    assert "weight: 50" in told["dossier"]


def false_room(founder: OpenTalks, party: str, card: object) -> str:
    """A compartment founded beside the real one, by somebody whose card is genuine."""
    own = Seat(
        account=founder.session.account, name="Mediator", capacity=Capacity.MEDIATOR, party="us"
    )
    charter = Charter(purpose=Purpose.DELEGATION, title="A", seats=(own,), party=party)
    first = [to_bytes(charter)]
    return open_compartment(founder.session, "A", [card], first=first)  # type: ignore[list-item]


def test_a_room_founded_beside_the_real_one_does_not_pass_for_it(table: Table) -> None:
    """A steward who turned opens another room for Ukraine: neither answers to the name then."""
    real = table.ukraine.room("ukraine")
    false = false_room(table.second, "ukraine", table.ukraine.session.card)
    assert code(table.ukraine.room, "ukraine") == "no-such-compartment"
    assert {real, false} <= set(table.ukraine.rooms().values())
    told = {"party": "ukraine", "text": "East.", "caveat": "mediator-only"}
    assert code(table.ukraine.add, "ukraine", "confidence", **told) == "no-such-compartment"
    kept = table.ukraine.add(f"ukraine-{real[:12]}", "confidence", id="east", **told)
    assert kept.compartment == real
    assert "joint" in table.russia.rooms()


def test_an_unseating_that_was_cut_off_can_be_done_again(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the first key was changed: the second time takes the rest."""
    usual = remove
    removed: list[str] = []

    def dies(*given: object) -> None:
        if removed:
            raise KeyboardInterrupt
        removed.append("one")
        usual(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(convening, "remove", dies)
    with pytest.raises(KeyboardInterrupt):
        unseat(table.mediator, "Russia")
    monkeypatch.undo()
    unseat(table.mediator, "Russia")
    assert [c.is_open for c in table.russia.session.compartments()] == [False, False]
    account = table.russia.session.account
    for charter in table.second.record.charters.values():
        assert charter.seat(account) is None


@pytest.mark.parametrize("opened", [0, 1])
def test_a_beginning_that_was_cut_off_can_be_done_again(
    file: str, monkeypatch: pytest.MonkeyPatch, opened: int
) -> None:
    """Killed after the account or the first compartment; by nobody else, not over real talks."""
    means, me = cheap(HandClock()), convening.Convener("Mediator", "us", WORDS)
    usual, left = open_compartment, [opened]

    def dies(*given: object, **more: object) -> str:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return usual(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(convening, "open_compartment", dies)
    with pytest.raises(KeyboardInterrupt):
        convening.convene(file, me, "Talks", DOSSIER, means)
    monkeypatch.undo()
    for name, words in (("Mediator", WORDS + "!"), ("Another", WORDS)):
        other = convening.Convener(name, "us", words)
        with pytest.raises(StorageError) as refused:
            convening.convene(file, other, "Talks", DOSSIER, means)
        assert refused.value.code == "already-there"
    begun = convening.convene(file, me, "Talks", DOSSIER, means)
    assert set(begun.rooms()) == {"joint", "own"}
    assert assemble(begun.record).opened.dossier == DOSSIER
    with pytest.raises(StorageError):
        convening.convene(file, me, "Talks", DOSSIER, means)


def test_a_package_computed_from_both_sides_passes_with_its_leakage_alone(table: Table) -> None:
    """Named by short names; without a word on what it tells, it stays."""
    computed = ("ukraine", "russia")
    wish = Wish("russia", "Freeze, with many monitors?", Manner.OWN_IDEA, computed_from=computed)
    asked = ask_release(table.mediator, wish)
    rooms = table.mediator.rooms()
    assert set(asked.request.content.derived_from) == {rooms["ukraine"], rooms["russia"]}
    assert {refusal.code for refusal in asked.refusals} == {"not-approved", "leakage-not-stated"}
    said = Wish(
        "russia", "Freeze, then?", Manner.OWN_IDEA, computed_from=computed, leakage="Very little."
    )
    identity = ask_release(table.mediator, said).request.content.id
    approve(table.second, identity, look_at(table.second, identity).sha256)
    assert pass_on(table.mediator, identity).stage == "released"
    assert table.mediator.record.irregular == ()


def test_a_delegation_moves_no_wall(table: Table) -> None:
    """Not by a charter, a seat, an invitation, an unseating; and the answers are one."""
    theirs = table.russia.record.charters[table.russia.room("russia")]
    seats = [
        {"account": s.account, "name": s.name, "capacity": "mediator", "party": s.party}
        for s in theirs.seats
    ]
    charter = {"purpose": "delegation", "party": "russia", "title": "Ours", "seats": seats}
    assert code(table.russia.add, "russia", "charter", **charter) == "mediators-only"
    assert code(convening.invite, table.russia, "Friend") == "may-not-write"
    for name in ("Ukraine", "Nobody"):
        assert code(convening.seat_party, table.russia, name, "russia") in {
            "may-not-write",
            "nobody-joined",
        }
    assert code(unseat, table.russia, "Mediator") == "may-not-write"
    assert table.mediator.record.irregular == ()


def test_whatever_is_written_every_question_is_answered_or_refused(table: Table) -> None:
    """Entries of every kind, by whom and where they do not belong: no answer breaks on them."""
    writers = ((table.ukraine, "joint"), (table.ukraine, "ukraine"), (table.second, "own"))

    @settings(max_examples=50, deadline=None, phases=[Phase.generate])
    @given(said())
    def write(content: Content) -> None:
        for who, room in writers:
            who.session.append(who.room(room), to_bytes(content))

    write()
    assert len(table.mediator.record.irregular) > 20
    for who in (table.mediator, table.ukraine, table.russia, table.europe):
        for question in QUESTIONS:
            with contextlib.suppress(HoldfastError):
                assert isinstance(tell(who, question).file, bytes)
