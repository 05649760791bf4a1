"""Talks at the desk: convened from a dossier, entered by account, released through the gate."""

from pathlib import Path

import pytest

from holdfast.desk.convening import seat_mediator, seat_party, unseat
from holdfast.desk.parts import divide
from holdfast.desk.releasing import Wish, approve, ask_release, look_at, pass_on
from holdfast.desk.sight import assemble
from holdfast.desk.talks import open_talks
from holdfast.desk.telling import tell
from holdfast.dossier import write
from holdfast.errors import AccessError, ConflictError, TalksError
from holdfast.talks.content import make, to_bytes
from holdfast.talks.filed import DossierPart
from holdfast.talks.gate import Stage
from holdfast.talks.record import as_of
from holdfast.talks.released import Manner, Received
from holdfast.talks.sought import Proposal
from ledgers import WORDS
from talks_table import Table
from workbenches import abu_dhabi


def test_everyone_has_the_rooms_of_the_own_seat(table: Table) -> None:
    """By short names; the mediators have them all."""
    assert set(table.ukraine.rooms()) == {"joint", "ukraine"}
    assert set(table.europe.rooms()) == {"europe"}
    everything = {"joint", "own", "ukraine", "russia", "europe"}
    assert set(table.second.rooms()) == set(table.mediator.rooms()) == everything


def test_a_seat_is_kept_when_signing_in_again(table: Table) -> None:
    """Another session reads the same state."""
    table.ukraine.add("ukraine", "confidence", party="ukraine", text="...", caveat="mediator-only")
    again = open_talks(table.where, "Ukraine", WORDS, means=table.means)
    assert again.record == table.ukraine.record


def test_a_message_that_may_not_be_carried_is_not_written(table: Table) -> None:
    """Nor the delivery of one that was kept before; a confidence is where it belongs."""
    given = {"sender": "ukraine", "to": "russia", "text": "Wait.", "caveat": "mediator-only"}
    for talks in (table.ukraine, table.mediator):
        with pytest.raises(TalksError, match="for the mediators only") as refused:
            talks.add("ukraine", "message", **given)
        assert refused.value.code == "not-to-carry"
    content = make("message", {"id": "old", **given})
    table.ukraine.session.append(table.ukraine.room("ukraine"), to_bytes(content))
    table.ukraine.read_on()
    table.mediator.read_on()
    assert tell(table.mediator, "board").words[0].startswith("not-to-carry: ukraine to russia")
    for room in ("ukraine", "russia"):
        with pytest.raises(TalksError, match="for the mediators only"):
            table.mediator.add(room, "delivery", message="old", carrier="M")
    table.mediator.add("russia", "delivery", message="another", carrier="M")


def test_what_would_not_count_is_not_written(table: Table) -> None:
    """A delegate writes no agreement, speaks for no other, and only where it has a seat."""
    before = len(list(table.mediator.record.entries()))
    for room, kind, fields, code in (
        (
            "joint",
            "agreement",
            {"issue": "line", "option": "freeze", "parties": []},
            "mediators-only",
        ),
        ("ukraine", "block", {"issue": "line", "party": "russia", "why": "."}, "not-your-party"),
        (
            "russia",
            "block",
            {"issue": "line", "party": "ukraine", "why": "."},
            "no-such-compartment",
        ),
        ("ukraine", "rumour", {}, "unknown-kind"),
    ):
        with pytest.raises(TalksError) as refused:
            table.ukraine.add(room, kind, **fields)
        assert refused.value.code == code
    assert len(list(table.mediator.record.entries())) == before
    assert table.mediator.record.irregular == ()


def test_each_dossier_holds_what_its_viewer_can_open(table: Table) -> None:
    """The own view and the joint table; the mediators' holds both, with the label of both."""
    ukraine = assemble(table.ukraine.record)
    russia = assemble(table.russia.record)
    mediator = assemble(table.mediator.record)
    assert ukraine.opened.dossier.views["ukraine"].has_values
    assert "russia" not in ukraine.opened.dossier.views
    assert russia.opened.dossier.views["russia"].has_values
    assert not russia.opened.dossier.views["ukraine"].has_values
    assert russia.opened.dossier.views["ukraine"].stances["line"].option == "freeze"
    assert mediator.opened.zone().exists
    rooms = table.mediator.rooms()
    assert {rooms["ukraine"], rooms["russia"]} <= mediator.label
    assert ukraine.label == {rooms["joint"], rooms["ukraine"]}


def test_a_mediator_sees_what_a_delegation_sees(table: Table) -> None:
    """From that delegation's compartments alone."""
    table.ukraine.add("ukraine", "block", issue="line", party="ukraine", why="No.")
    through = assemble(table.mediator.record, table.russia.rooms().values())
    own = assemble(table.russia.record)
    assert through.opened.dossier == own.opened.dossier
    assert through.label == own.label


def test_a_red_line_told_enters_the_dossier_of_who_heard_it(table: Table) -> None:
    """The zone shrinks for the mediator, and nothing changes for the other side."""
    before = assemble(table.mediator.record).opened.zone().count
    seen = assemble(table.russia.record).opened.dossier
    line = {"party": "ukraine", "title": "Monitors", "never": {"monitors": ["none"]}}
    table.ukraine.add("ukraine", "red-line", **line)
    assembled = assemble(table.mediator.record)
    assert assembled.opened.zone().count < before
    assert assemble(table.russia.record).opened.dossier == seen


def test_without_any_part_of_a_dossier_there_is_nothing_to_analyse(table: Table) -> None:
    """The stakeholder who is not at the table has none until somebody files its part."""
    with pytest.raises(TalksError) as refused:
        assemble(table.europe.record)
    assert refused.value.code == "no-dossier"


def test_who_is_not_at_the_table_has_the_own_part(table: Table) -> None:
    """It stands by itself: the issues, and what the stakeholder itself is judged to want."""
    part = next(p for p in divide(abu_dhabi()) if p.of == "europe")
    table.mediator.add("europe", "dossier-part", name="europe", text=write(part.dossier))
    seen = assemble(table.europe.record)
    assert seen.opened.dossier == part.dossier
    assert seen.label == {table.europe.room("europe")}


def test_a_delegation_files_its_own_part_anew(table: Table) -> None:
    """Though a mediator filed it first; on the joint table that is for mediators."""
    (first,) = table.ukraine.record.at(DossierPart, table.ukraine.room("ukraine"), "ukraine")
    table.ukraine.add("ukraine", "dossier-part", name="ukraine", text=first.content.text)
    (joint,) = table.ukraine.record.at(DossierPart, table.ukraine.room("joint"), "joint")
    with pytest.raises(TalksError) as refused:
        table.ukraine.add("joint", "dossier-part", name="joint", text=joint.content.text)
    assert refused.value.code == "not-yours"


def float_it(table: Table) -> str:
    """Ukraine's confidence, on its way to Russia as the mediator's own idea; approved."""
    told = {"party": "ukraine", "text": "East of the river.", "may_go_to": ["russia"]}
    table.ukraine.add("ukraine", "confidence", id="east", caveat="float-as-your-own", **told)
    wish = Wish("russia", "What about the river?", Manner.OWN_IDEA, (("ukraine", "east"),))
    asked = ask_release(table.mediator, wish)
    identity = asked.request.content.id
    assert [refusal.code for refusal in asked.refusals] == ["not-approved"]
    approve(table.second, identity, look_at(table.second, identity).sha256)
    return identity


def test_a_release_reaches_its_recipient_and_nobody_else(table: Table) -> None:
    """With the mark of its copy; the other delegations see nothing new."""
    untouched = table.europe.record
    identity = float_it(table)
    assert pass_on(table.second, identity).stage is Stage.RELEASED
    (received,) = table.russia.record.latest(Received)
    assert received.content.text.startswith("What about the river?\n\n[copy-")
    assert table.europe.record == untouched
    (noted,) = [e for e in table.ukraine.record.entries() if e.by == table.second.session.account]
    assert noted.content.subject == "east"


def test_a_consent_withdrawn_at_the_last_moment_stops_the_release(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written between the look and the passage: nothing passes, and the next look says why."""
    identity = float_it(table)
    snapshot = table.mediator.snapshot

    def look_then_lose() -> object:
        seen = snapshot()
        monkeypatch.undo()
        table.ukraine.add("ukraine", "consent-withdrawn", confidence="east", party="ukraine")
        return seen

    monkeypatch.setattr(table.mediator, "snapshot", look_then_lose)
    with pytest.raises(ConflictError):
        pass_on(table.mediator, identity)
    with pytest.raises(TalksError, match="was withdrawn"):
        pass_on(table.mediator, identity)
    assert table.russia.record.latest(Received) == ()


def test_who_is_unseated_reads_no_further(table: Table) -> None:
    """In any compartment, and a seat is needed to write."""
    unseat(table.mediator, "Russia")
    paper = {"title": "Later", "paper": "draft", "text": "..."}
    table.ukraine.add("joint", "proposal", **paper, author="ukraine")
    assert len(table.second.record.latest(Proposal)) == 1
    assert table.russia.record.latest(Proposal) == ()
    with pytest.raises((AccessError, TalksError)):
        table.russia.add("joint", "proposal", **paper, author="russia")
    assert table.mediator.record.irregular == ()


def test_the_past_can_be_looked_at(table: Table) -> None:
    """As of a moment, from what can be opened now."""
    table.clock.move(60)
    then = table.mediator.now
    table.clock.move(60)
    table.ukraine.add("ukraine", "block", issue="line", party="ukraine", why="No.")
    before = table.mediator.as_of(then)
    assert len(list(before.entries())) == len(list(table.mediator.record.entries())) - 1


def test_the_past_is_what_was_written_until_then_however_often_it_is_asked_for(
    table: Table,
) -> None:
    """Also where an entry comes to hand later that another clock wrote before that moment."""
    then = table.mediator.now
    at_ms = int(then.timestamp() * 1000)
    for move in (0.0, 60.0, -30.0, -30.0):
        table.clock.move(move)
        table.ukraine.add("ukraine", "block", issue="line", party="ukraine", why=f"No, {move}.")
        entries = table.mediator.entries
        assert table.mediator.as_of(then) == as_of(entries, at_ms)
        assert table.mediator.as_of(then) is table.mediator.as_of(then)


def test_somebody_who_has_not_joined_cannot_be_seated(table: Table) -> None:
    """Nor can a delegate be made a mediator."""
    with pytest.raises(TalksError) as unknown:
        seat_party(table.mediator, "Nobody", "nobody")
    assert unknown.value.code == "nobody-joined"
    with pytest.raises(TalksError) as delegate:
        seat_mediator(table.mediator, "Ukraine", "us")
    assert delegate.value.code == "not-a-mediator"


def test_seating_twice_changes_nothing(table: Table) -> None:
    """A seating that was cut off can be done again."""
    before = table.mediator.record
    seat_party(table.mediator, "Ukraine", "ukraine")
    seat_mediator(table.mediator, "Second", "us")
    assert table.mediator.record == before


def test_an_entry_that_is_no_entry_is_passed_over(table: Table) -> None:
    """Another program's bytes in a compartment do not stop anybody from reading the rest."""
    table.ukraine.session.append(table.ukraine.room("ukraine"), b"not an entry")
    table.ukraine.add("ukraine", "block", issue="line", party="ukraine", why="No.")
    assert len(list(table.mediator.record.entries())) > 5
    assert Path(table.where).exists()
