"""Compartments: who reads and writes what, and what a change of members does."""

import pytest

from holdfast.errors import AccessError, ConflictError, LedgerError
from holdfast.ledger import Session, open_ledger
from holdfast.ledger.invitation import invite
from holdfast.ledger.membership import admit, change_key, open_compartment, remove
from ledgers import WORDS, House, RepeatingEntropy, furnish


def bodies(session: Session, compartment: str) -> list[bytes]:
    """What the account reads there."""
    return [entry.body for entry in session.read(compartment).entries]


def test_members_read_what_members_wrote(house: House) -> None:
    """Who wrote it, in which order, and when, is there with it."""
    room = open_compartment(house.mediator, "Ukraine and mediators", [house.ukraine.card])
    house.mediator.append(room, b"one")
    house.clock.move(5)
    written = house.ukraine.append(room, b"two")
    first, second = house.mediator.read(room).entries
    assert (first.body, first.name, first.by) == (b"one", "Mediator", house.mediator.account)
    assert second == written
    assert second.at_ms == first.at_ms + 5000
    assert second.seq == first.seq + 1


def test_who_holds_no_key_cannot_tell_whether_a_compartment_exists(house: House) -> None:
    """Reading, writing and asking about it are answered as if it had never been."""
    room = open_compartment(house.mediator, "Ukraine and mediators", [house.ukraine.card])
    answers = set()
    for there in (room, "00" * 16, "not an id"):
        with pytest.raises(AccessError) as reading:
            house.russia.read(there)
        with pytest.raises(AccessError) as writing:
            house.russia.append(there, b"x")
        answers |= {(r.value.code, r.value.message) for r in (reading, writing)}
    assert len(answers) == 1
    assert house.russia.compartments() == ()


def test_a_compartment_begins_with_its_first_entries(house: House) -> None:
    """They are written in the same breath as the compartment."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card], first=[b"a", b"b"])
    assert bodies(house.ukraine, room) == [b"a", b"b"]


def test_a_session_that_was_open_before_finds_new_compartments(house: House) -> None:
    """Titles and members are known inside, and only there."""
    assert house.ukraine.compartments() == ()
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card, house.russia.card])
    (found,) = house.ukraine.compartments()
    assert (found.id, found.title, found.is_open) == (room, "Joint", True)
    assert {card.name for card in found.members.values()} == {"Mediator", "Ukraine", "Russia"}
    assert "Second mediator" not in {card.name for card in house.ukraine.people().values()}


def test_a_reader_reads_and_does_not_write(house: House) -> None:
    """A stakeholder may be shown a compartment without a voice in it."""
    room = open_compartment(house.mediator, "Briefing", [], readers=[house.russia.card])
    house.mediator.append(room, b"what was agreed")
    assert bodies(house.russia, room) == [b"what was agreed"]
    with pytest.raises(AccessError) as refused:
        house.russia.append(room, b"mine")
    assert refused.value.code == "may-not-write"


def test_only_stewards_open_compartments_and_change_members(house: House) -> None:
    """A delegation cannot let anybody in or out, nor invite."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
    for attempt in (
        lambda: open_compartment(house.ukraine, "Ours", [house.russia.card]),
        lambda: admit(house.ukraine, room, house.russia.card),
        lambda: remove(house.ukraine, room, house.mediator.account),
        lambda: change_key(house.ukraine, room),
        lambda: invite(house.ukraine, "Friend"),
    ):
        with pytest.raises(AccessError):
            attempt()


def test_a_newcomer_reads_the_past_or_does_not(house: House) -> None:
    """Let in with the past, all of it is read; without, only what comes after."""
    room = open_compartment(house.mediator, "Mediators", [])
    house.mediator.append(room, b"before")
    admit(house.mediator, room, house.second.card)
    admit(house.mediator, room, house.ukraine.card, with_past=False)
    house.second.append(room, b"after")
    assert bodies(house.second, room) == [b"before", b"after"]
    assert bodies(house.ukraine, room) == [b"after"]
    assert bodies(house.mediator, room) == [b"before", b"after"]


def test_who_is_removed_reads_the_old_and_nothing_new(house: House) -> None:
    """Not even that there is anything new; the others read on, in sessions old and new."""
    members = [house.ukraine.card, house.second.card]
    room = open_compartment(house.mediator, "Joint", members)
    house.ukraine.append(room, b"before")
    remove(house.mediator, room, house.ukraine.account)
    counts = []
    for n in range(3):
        house.second.append(room, b"after %d" % n)
        reading = house.ukraine.read(room)
        counts.append((reading.chain.seq, [entry.body for entry in reading.entries]))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][1] == [b"before"]
    assert [c.is_open for c in house.ukraine.compartments()] == [False]
    with pytest.raises(AccessError):
        house.ukraine.append(room, b"still here")
    fresh = house.ledger.sign_in("Second mediator", WORDS)
    assert bodies(fresh, room) == [b"before", b"after 0", b"after 1", b"after 2"]


def test_who_is_let_in_again_misses_what_was_between(house: House) -> None:
    """Without the past; with it, the gap is filled too."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card, house.russia.card])
    for session in (house.ukraine, house.russia):
        remove(house.mediator, room, session.account)
    house.mediator.append(room, b"between")
    admit(house.mediator, room, house.ukraine.card, with_past=False)
    admit(house.mediator, room, house.russia.card, with_past=True)
    house.mediator.append(room, b"after")
    assert bodies(house.ukraine, room) == [b"after"]
    assert bodies(house.russia, room) == [b"between", b"after"]
    house.ukraine.append(room, b"back")
    assert bodies(house.russia, room)[-1] == b"back"


def test_removing_nobody_and_oneself_is_refused(house: House) -> None:
    """Nothing is written for either."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
    before = house.mediator.read(room).chain.seq
    for account in (house.russia.account, house.mediator.account):
        with pytest.raises(AccessError):
            remove(house.mediator, room, account)
    assert house.mediator.read(room).chain.seq == before


def test_entries_in_two_compartments_are_written_together_or_not_at_all(house: House) -> None:
    """A release stands on both sides or on neither."""
    here = open_compartment(house.mediator, "Ukraine and mediators", [house.ukraine.card])
    there = open_compartment(house.mediator, "Russia and mediators", [house.russia.card])
    house.mediator.append_all([(here, b"given"), (there, b"received")])
    assert (bodies(house.ukraine, here), bodies(house.russia, there)) == ([b"given"], [b"received"])
    with pytest.raises(AccessError):
        house.mediator.append_all([(here, b"given"), ("00" * 16, b"received")])
    assert bodies(house.ukraine, here) == [b"given"]


def test_a_writer_can_ask_to_be_told_of_newer_entries(house: House) -> None:
    """Compare and append: the second of two who saw the same state is told."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
    seen = house.ukraine.read(room).chain.seq
    house.mediator.append(room, b"first", after=seen)
    with pytest.raises(ConflictError):
        house.ukraine.append(room, b"second", after=seen)
    house.ukraine.append(room, b"second", after=house.ukraine.read(room).chain.seq)
    assert bodies(house.mediator, room) == [b"first", b"second"]


def test_reading_goes_on_where_it_stopped(house: House) -> None:
    """What was read once need not be opened again."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card], first=[b"a"])
    reading = house.ukraine.read(room)
    house.mediator.append(room, b"b")
    change_key(house.mediator, room)
    house.mediator.append(room, b"c")
    more = house.ukraine.read(room, reading.chain)
    assert [entry.body for entry in more.entries] == [b"b", b"c"]
    assert more.chain == house.ukraine.read(room).chain


def test_a_clock_a_little_behind_is_borne_and_one_far_behind_refused(house: House) -> None:
    """Times never run backwards in a compartment; the refusal names the difference."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
    first = house.mediator.append(room, b"a")
    house.clock.move(-60)
    second = house.ukraine.append(room, b"b")
    assert second.at_ms == first.at_ms
    house.clock.move(-3600)
    with pytest.raises(LedgerError, match="3660 seconds behind") as refused:
        house.ukraine.append(room, b"c")
    assert refused.value.code == "clock-behind"
    third = house.ukraine.append(room, b"c", despite_clock=True)
    assert third.at_ms == first.at_ms
    assert bodies(house.mediator, room) == [b"a", b"b", b"c"]


def test_an_entry_too_large_to_handle_is_refused(filed: House) -> None:
    """A limit that no text reaches keeps a mistake from filling the disk."""
    room = open_compartment(filed.mediator, "Joint", [])
    with pytest.raises(LedgerError) as refused:
        filed.mediator.append(room, b"x" * (16 * 2**20))
    assert refused.value.code == "too-large"


def test_an_invitation_works_once(house: House) -> None:
    """The second use is refused, and so is a token that never was or was mistyped."""
    token = invite(house.mediator, "Europe").text
    europe = house.ledger.join(token.lower().replace("-", " "), WORDS)
    assert europe.card.name == "Europe"
    for wrong in (token, "A" * 32, token[:-1], "!" * 32):
        with pytest.raises(AccessError) as refused:
            house.ledger.join(wrong, WORDS)
        assert refused.value.code == "invitation-refused"


def test_a_steward_meets_those_it_invited(house: House) -> None:
    """So that it can let them in; another steward meets them inside a compartment."""
    europe = house.ledger.join(invite(house.mediator, "Europe").text, WORDS)
    assert house.mediator.people()[europe.account] == europe.card
    assert europe.account not in house.second.people()
    open_compartment(house.mediator, "Europe and mediators", [europe.card, house.second.card])
    assert house.second.people()[europe.account] == europe.card


def test_an_invited_steward_can_invite(house: House) -> None:
    """Trust reaches from the founder through every steward to the newest account."""
    token = invite(house.second, "Europe").text
    europe = house.ledger.join(token, WORDS)
    room = open_compartment(
        house.second, "Europe and mediators", [europe.card, house.mediator.card]
    )
    europe.append(room, b"hello")
    assert bodies(house.mediator, room) == [b"hello"]


def test_an_invitation_used_twice_is_noticed(filed: House) -> None:
    """Two accounts by one token mean that it was stolen: neither is offered to be let in."""
    token = invite(filed.mediator, "Europe").text
    ledger = filed.ledger
    first = ledger.join(token, WORDS)
    with ledger.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM account")
    second = ledger.join(token, WORDS)
    people = filed.mediator.people()
    assert first.account not in people
    assert second.account not in people
    assert filed.mediator.keyring.compromised() == ("Europe",)


def test_the_same_randomness_gives_the_same_ledger_inside(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """What the tests of noninterference rest on: only the world's means make a difference."""
    seen = []
    for n in range(2):
        place = str(tmp_path_factory.mktemp(f"world-{n}") / "talks.holdfast")
        house = furnish(place, RepeatingEntropy(b"seed"))
        room = open_compartment(house.mediator, "Joint", [house.ukraine.card], first=[b"a"])
        seen.append((room, house.ukraine.read(room).entries, house.ukraine.card))
    assert seen[0] == seen[1]


def test_a_reopened_ledger_holds_everything(house: House) -> None:
    """Sessions of another program, later."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card], first=[b"a"])
    later = open_ledger(house.where, house.ledger.means)
    assert bodies(later.sign_in("Ukraine", WORDS), room) == [b"a"]
    later.close()
