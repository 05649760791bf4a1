"""Verification, heads for a witness, exports and backups."""

from pathlib import Path

import pytest
from sqlalchemy import delete

from holdfast.errors import AccessError, ChainError, LedgerError, StorageError
from holdfast.ledger import open_ledger, tables
from holdfast.ledger.backup import backup, restore
from holdfast.ledger.export import check_export, export
from holdfast.ledger.membership import admit, open_compartment, remove
from holdfast.ledger.witness import Head, read_heads, verify, verify_own, write_heads
from ledgers import WORDS, House


def lived_in(house: House) -> tuple[str, str]:
    """Two compartments with a history: the joint one, and the mediators' own."""
    joint = open_compartment(house.mediator, "Joint", [house.ukraine.card, house.russia.card])
    own = open_compartment(house.mediator, "Mediators", [house.second.card])
    for n in range(5):
        house.ukraine.append(joint, b"ukraine %d" % n)
        house.second.append(own, b"second %d" % n)
    remove(house.mediator, joint, house.russia.account)
    house.mediator.append(joint, b"after")
    return joint, own


def test_a_whole_ledger_verifies_with_and_without_keys(house: House) -> None:
    """Without keys the chains of all compartments; with keys the signatures of one's own."""
    joint, own = lived_in(house)
    all_of_it = verify(house.ledger)
    assert {head.compartment for head in all_of_it.heads} == {joint, own}
    assert not all_of_it.are_signatures_checked
    mine = verify_own(house.ukraine)
    assert [head.compartment for head in mine.heads] == [joint]
    assert mine.are_signatures_checked
    assert set(mine.heads) <= set(all_of_it.heads)
    assert all_of_it.record_count == sum(head.seq for head in all_of_it.heads)


TAMPERING = {
    "a byte of an entry": (
        "UPDATE entry SET sealed = CAST(substr(sealed, 1, 99) || X'00' || substr(sealed, 101) "
        "AS BLOB) WHERE seq = 4"
    ),
    "an entry dropped": "DELETE FROM entry WHERE seq = 4",
    "the first dropped": "DELETE FROM entry WHERE seq = 1",
    "two entries swapped": "UPDATE entry SET seq = -(7 - seq) WHERE seq IN (3, 4)",
    "an entry repeated": (
        "INSERT INTO entry SELECT compartment, max(seq) + 1, sealed, head FROM entry "
        "GROUP BY compartment"
    ),
    "a head changed": "UPDATE entry SET head = zeroblob(32) WHERE seq = 2",
    "an entry emptied": "UPDATE entry SET sealed = X'' WHERE seq = 5",
}


@pytest.mark.parametrize("how", TAMPERING)
def test_any_change_inside_is_found_without_a_key(filed: House, how: str) -> None:
    """By everybody who can run verify, and by every account that reads."""
    joint, _ = lived_in(filed)
    with filed.ledger.database.writing() as connection:
        connection.exec_driver_sql(TAMPERING[how])
        connection.exec_driver_sql("UPDATE entry SET seq = -seq WHERE seq < 0")
    with pytest.raises(ChainError):
        verify(filed.ledger)
    with pytest.raises(ChainError):
        filed.ledger.sign_in("Ukraine", WORDS).read(joint)


def test_an_end_that_was_cut_off_is_found_by_a_witness_alone(house: House) -> None:
    """Honest limit: a shorter chain is a sound chain; only a head kept outside shows the loss."""
    joint, _ = lived_in(house)
    kept = read_heads(write_heads(verify(house.ledger)))
    assert verify(house.ledger, kept).witnessed == 2
    last = house.mediator.read(joint).chain.seq
    with house.ledger.database.writing() as connection:
        connection.execute(delete(tables.entry).where(tables.entry.c.seq == last))
    assert verify(house.ledger)
    with pytest.raises(ChainError) as caught:
        verify(house.ledger, kept)
    assert caught.value.code == "witness-differs"


def test_a_session_is_a_witness_for_as_long_as_it_lasts(house: House) -> None:
    """What it has read cannot be cut off under it: it notices, and writes nothing after the gap."""
    joint, _ = lived_in(house)
    last = house.mediator.read(joint).chain.seq
    with house.ledger.database.writing() as connection:
        connection.execute(delete(tables.entry).where(tables.entry.c.seq == last))
    with pytest.raises(ChainError) as caught:
        house.mediator.append(joint, b"more")
    assert caught.value.code == "witness-differs"
    assert verify(house.ledger)


def test_a_compartment_that_vanished_is_found_by_a_witness(filed: House) -> None:
    """All of its rows are gone, and nothing else shows it."""
    joint, _ = lived_in(filed)
    kept = verify_own(filed.ukraine).heads
    with filed.ledger.database.writing() as connection:
        gone = tables.entry.c.compartment == bytes.fromhex(joint)
        connection.execute(delete(tables.entry).where(gone))
    assert verify(filed.ledger)
    with pytest.raises(ChainError):
        verify(filed.ledger, kept)


def test_heads_of_earlier_days_are_found_again(house: House) -> None:
    """The ledger has grown since; the old heads stand inside it."""
    joint, _ = lived_in(house)
    kept = verify_own(house.ukraine).heads
    house.mediator.append(joint, b"more")
    assert verify(house.ledger, kept).witnessed == 1
    assert verify_own(house.ukraine, kept).witnessed == 1


def test_a_witnessed_head_of_another_compartment_tells_nothing(filed: House) -> None:
    """Whether it exists or not, the answer to who has no key is the same."""
    _, own = lived_in(filed)
    answers = set()
    for compartment in (own, "00" * 16):
        with pytest.raises(ChainError) as caught:
            verify_own(filed.ukraine, [Head(compartment, 1, "00" * 32)])
        answers.add(caught.value.message.replace(compartment[:8], ""))
    assert len(answers) == 1


def test_the_seal_of_all_heads_changes_with_every_entry(filed: House) -> None:
    """One digest for a witness who must not learn how busy anybody is."""
    joint, _ = lived_in(filed)
    before = verify(filed.ledger).seal
    assert verify(filed.ledger).seal == before
    filed.mediator.append(joint, b"more")
    assert verify(filed.ledger).seal != before


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"heads":[{"seq":1}]}', b"\xff"])
def test_what_is_not_a_file_of_heads_is_refused(data: bytes) -> None:
    """With a clear answer."""
    with pytest.raises(LedgerError) as caught:
        read_heads(data)
    assert caught.value.code == "not-heads"


def test_an_export_can_be_checked_by_a_stranger(house: House) -> None:
    """Every entry with its writer, and the same head as the ledger's."""
    joint, _ = lived_in(house)
    house.mediator.append(joint, b"\xff\x00 not a text")
    lines = list(export(house.ukraine, joint))
    checked = check_export(lines)
    reading = house.ukraine.read(joint)
    assert checked.entries == reading.entries
    assert (checked.title, checked.seq) == ("Joint", reading.chain.seq)
    assert checked.head == reading.chain.head.hex()
    assert checked.founder_key == house.mediator.card.sign_key.hex()


def test_an_export_holds_what_its_reader_could_open(house: House) -> None:
    """Who came without the past, or was removed, exports the links of the rest without content."""
    joint, _ = lived_in(house)
    admit(house.mediator, joint, house.second.card, with_past=False)
    house.mediator.append(joint, b"for the second")
    assert [e.body for e in check_export(export(house.second, joint)).entries] == [
        b"for the second"
    ]
    removed = check_export(export(house.russia, joint))
    assert [e.body for e in removed.entries] == [b"ukraine %d" % n for n in range(5)]
    with pytest.raises(AccessError):
        list(export(house.ukraine, "00" * 16))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"ukraine 3", b"ukraine 4"),
        (b'"name":"Ukraine"', b'"name":"Russia"'),
        (b'"at":1', b'"at":2'),
        (b'"seq":5', b'"seq":6'),
        (b'"kind":"entry"', b'"kind":"admit"'),
        (b'\\"steward\\":true', b'\\"steward\\":false'),
    ],
)
def test_a_changed_export_is_found(filed: House, old: bytes, new: bytes) -> None:
    """Words, times, places, kinds and cards are all signed."""
    joint, _ = lived_in(filed)
    lines = list(export(filed.ukraine, joint))
    changed = [line.replace(old, new) for line in lines]
    assert changed != lines
    with pytest.raises(LedgerError):
        check_export(changed)


@pytest.mark.parametrize("cut", [1, 4])
def test_an_export_with_a_hole_is_found(filed: House, cut: int) -> None:
    """A line left out breaks every signature after it."""
    joint, _ = lived_in(filed)
    lines = list(export(filed.ukraine, joint))
    with pytest.raises(ChainError):
        check_export(lines[:cut] + lines[cut + 1 :])


@pytest.mark.parametrize("data", [[], [b""], [b"{}"], [b"nonsense"], [b"[" * 100_000]])
def test_what_is_not_an_export_is_refused(data: list[bytes]) -> None:
    """With a clear answer."""
    with pytest.raises(LedgerError):
        check_export(data)


def test_a_backup_is_the_ledger_of_its_moment(house: House, tmp_path: Path) -> None:
    """Accounts, keys and entries; what came later is not in it."""
    joint, _ = lived_in(house)
    copied = tmp_path / "copy.holdfast"
    done = backup(house.ledger, copied)
    assert done.heads == verify(house.ledger).heads
    house.mediator.append(joint, b"later")
    ledger = open_ledger(str(copied), house.ledger.means)
    bodies = [entry.body for entry in ledger.sign_in("Ukraine", WORDS).read(joint).entries]
    assert bodies[-1] == b"after"
    ledger.close()
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.holdfast"]


def test_a_backup_is_restored_to_either_kind_of_place(
    filed: House, tmp_path: Path, postgres_place: str
) -> None:
    """From a file to a server, and from the server back to a file, and written on there."""
    joint, _ = lived_in(filed)
    copied = tmp_path / "copy.holdfast"
    backup(filed.ledger, copied)
    moved = restore(copied, postgres_place)
    assert moved.heads == verify(filed.ledger).heads
    server = open_ledger(postgres_place, filed.ledger.means)
    server.sign_in("Ukraine", WORDS).append(joint, b"on the server")
    back = tmp_path / "back.holdfast"
    backup(server, back)
    server.close()
    ledger = open_ledger(str(back), filed.ledger.means)
    last = ledger.sign_in("Mediator", WORDS).read(joint).entries[-1]
    assert last.body == b"on the server"
    ledger.close()


def test_nothing_is_written_over(filed: House, tmp_path: Path) -> None:
    """Neither by a backup nor by a restore."""
    there = tmp_path / "there.holdfast"
    there.write_bytes(b"something of somebody's")
    with pytest.raises(StorageError) as caught:
        backup(filed.ledger, there)
    assert caught.value.code == "already-there"
    copied = tmp_path / "copy.holdfast"
    backup(filed.ledger, copied)
    with pytest.raises(StorageError):
        restore(copied, filed.where)
    with pytest.raises(StorageError):
        restore(copied, str(there))
    assert there.read_bytes() == b"something of somebody's"


def test_a_damaged_ledger_gives_no_backup(filed: House, tmp_path: Path) -> None:
    """A copy that does not verify never gets its name, and nothing is left behind."""
    lived_in(filed)
    with filed.ledger.database.writing() as connection:
        connection.exec_driver_sql(TAMPERING["a byte of an entry"])
    with pytest.raises(ChainError):
        backup(filed.ledger, tmp_path / "copy.holdfast")
    assert not list(tmp_path.glob("copy*"))


def test_no_order_between_compartments_is_left_in_a_backup(filed: House, tmp_path: Path) -> None:
    """Rows stand by key: which compartment wrote first cannot be read from the copy."""
    lived_in(filed)
    backup(filed.ledger, tmp_path / "copy.holdfast")
    ledger = open_ledger(str(tmp_path / "copy.holdfast"), filed.ledger.means)
    with ledger.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT compartment, seq FROM entry").all()
    assert rows == sorted(rows)
    ledger.close()
