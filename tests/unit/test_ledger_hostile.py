"""A stranger with the file, a former member with old keys, a member who could write to it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from holdfast.errors import AccessError, ChainError
from holdfast.ledger import accounts, create_ledger, open_ledger, shelf, sign_in, tables
from holdfast.ledger.chain import LATEST_MS
from holdfast.ledger.invitation import invite
from holdfast.ledger.letter import Grant, write_letter
from holdfast.ledger.membership import admit, open_compartment, remove
from holdfast.ledger.reading import KeyMissingError, read_record
from holdfast.ledger.record import Kind, Place, unseal_record
from holdfast.ledger.seal import ID_BYTES, KEY_BYTES
from holdfast.ledger.totp import STEP_SECONDS, code_at
from holdfast.ledger.witness import verify, verify_own
from ledgers import WORDS, House, cheap

NEW_WORDS = "four other words altogether"


def bytes_of(where: str) -> bytes:
    """The file and everything beside it."""
    return b"".join(path.read_bytes() for path in sorted(Path(where).parent.glob("*")))


def vault_of(house: House) -> bytes:
    """Ukraine's keys as they are stored."""
    handle = sign_in.open_account(
        sign_in.Door(house.ledger.database, house.ledger.id, house.ledger.means),
        "Ukraine",
        WORDS,
    )
    return handle.sealed.vault


def test_nothing_of_an_old_passphrase_stays_in_the_file(filed: House) -> None:
    """What it closed is in neither the file nor what SQLite keeps beside it, once it is changed."""
    old = vault_of(filed)
    assert old[-64:] in bytes_of(filed.where)
    accounts.change_passphrase(filed.ukraine, WORDS, NEW_WORDS)
    assert old[-64:] not in bytes_of(filed.where)
    assert filed.ledger.sign_in("Ukraine", NEW_WORDS)


def test_no_other_file_is_left_behind(filed: House) -> None:
    """Only the ledger, its write-ahead file and its index, and all three for their owner alone."""
    open_compartment(filed.mediator, "Joint", [filed.ukraine.card], first=[b"told"])
    for path in Path(filed.where).parent.glob("*"):
        assert path.name in {f"talks.holdfast{end}" for end in ("", "-wal", "-shm")}
        assert path.stat().st_mode & 0o077 == 0


def test_an_older_copy_of_the_whole_file_is_told_from_kept_heads(
    filed: House, tmp_path: Path
) -> None:
    """Put back in place of the newer one it is sound in itself, and not what was witnessed."""
    room = open_compartment(filed.mediator, "Joint", [filed.ukraine.card], first=[b"told"])
    filed.ledger.database.forget()
    older = tmp_path / "older"
    shutil.copy(filed.where, older)
    filed.ukraine.append(room, b"and withdrawn")
    kept = verify_own(filed.ukraine).heads
    with open_ledger(str(older), filed.ledger.means) as ledger:
        assert verify(ledger)
        session = ledger.sign_in("Ukraine", WORDS)
        with pytest.raises(ChainError) as caught:
            verify_own(session, kept)
    assert caught.value.code == "witness-differs"


def test_old_keys_open_nothing_that_came_later(house: House) -> None:
    """A removed member with the file and all its keys tries them on every later record."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card, house.russia.card])
    before = house.russia.read(room).chain.seq
    remove(house.mediator, room, house.russia.account)
    house.ukraine.append(room, b"after")
    identity = bytes.fromhex(room)
    with house.ledger.database.reading() as connection:
        rows = list(shelf.records_after(connection, identity, 0))
        letters = list(shelf.letters(connection, ()))
    opened = set()
    for grant in house.russia.keyring.grants[identity]:
        for row in rows:
            for epoch in range(4):
                head = rows[row.seq - 2].head if row.seq > 1 else None
                start = house.russia.start_of(identity)
                place = Place(house.ledger.id, identity, row.seq, head or start.head, epoch)
                if unseal_record(row.sealed, grant.key, place):
                    opened.add(row.seq)
    assert opened == set(range(1, before + 2))  # the record that removed it is the last it opens
    assert len(rows) == before + 3
    fresh = type(house.russia.keyring)()
    fresh.take(letters, house.russia.vault, house.ledger.id)
    assert fresh.grants == house.russia.keyring.grants


def test_a_compartment_that_is_gone_is_missed_by_who_holds_its_key(filed: House) -> None:
    """Its letter came together with its first record, so it says that there must be one."""
    room = open_compartment(filed.mediator, "Joint", [filed.ukraine.card])
    with filed.ledger.database.writing() as connection:
        connection.execute(delete(tables.entry))
    session = filed.ledger.sign_in("Ukraine", WORDS)
    for look in (session.compartments, lambda: session.read(room), lambda: session.read_new({})):
        with pytest.raises(ChainError) as caught:
            look()
        assert caught.value.code == "witness-differs"


@pytest.mark.parametrize(
    "change", [{"epoch": 2**64}, {"from_seq": -1}, {"key": b"short"}, {"compartment": b"x"}]
)
def test_a_letter_with_nonsense_is_left_unread(filed: House, change: dict[str, object]) -> None:
    """A steward's keys alone could write one; it must not shut anybody out."""
    room = open_compartment(filed.mediator, "Joint", [filed.ukraine.card], first=[b"told"])
    usual = Grant(bytes.fromhex(room), 0, 1, bytes(KEY_BYTES))
    letter = write_letter(
        replace(usual, **change),  # type: ignore[arg-type]
        filed.second.card,
        filed.second.vault.keys,
        filed.ukraine.card,
        filed.ledger.id,
    )
    with filed.ledger.database.writing() as connection:
        row = {"id": filed.ledger.means.entropy("letter", ID_BYTES), "sealed": letter}
        connection.execute(insert(tables.letter).values(**row))
    session = filed.ledger.sign_in("Ukraine", WORDS)
    assert [entry.body for entry in session.read(room).entries] == [b"told"]


def test_a_member_does_not_write_at_no_time_at_all(filed: House) -> None:
    """A time beyond every calendar is refused when it is written, and would be when it is read."""
    room = open_compartment(filed.mediator, "Joint", [filed.ukraine.card])
    filed.clock.now_ms = LATEST_MS + 1
    with pytest.raises(AccessError):
        filed.ukraine.append(room, b"when?")
    assert filed.mediator.read(room).entries == ()


def test_a_member_cannot_write_as_another(filed: House) -> None:
    """With the compartment's key and the database, but not the other's keys: it does not count."""
    room = open_compartment(filed.mediator, "Joint", [filed.ukraine.card, filed.russia.card])
    identity = bytes.fromhex(room)

    def as_ukraine() -> None:
        with filed.ledger.database.writing() as connection:
            pen = filed.russia.pen(connection)
            forged = replace(filed.russia.vault, card=filed.ukraine.card)
            pen._writer = replace(pen._writer, vault=forged)
            pen.write(identity, Kind.ENTRY, b"We give up the line.")
            shelf.put_records(connection, pen.records)

    with pytest.raises(AccessError):
        as_ukraine()
    assert filed.mediator.read(room).entries == ()


def test_a_record_moved_to_another_place_does_not_open(filed: House) -> None:
    """Cut out of one compartment and put at the end of another that has the same members."""
    rooms = [open_compartment(filed.mediator, "Room", [filed.ukraine.card]) for _ in range(2)]
    filed.ukraine.append(rooms[0], b"yes")
    reading = filed.ukraine.read(rooms[1])
    with filed.ledger.database.reading() as connection:
        row = next(shelf.records_after(connection, bytes.fromhex(rooms[0]), 1))
    moved = replace(row, compartment=bytes.fromhex(rooms[1]), seq=reading.chain.seq + 1)
    with pytest.raises((ChainError, KeyMissingError)):
        read_record(moved, reading.chain, filed.ukraine.keyring)


NAMES = {
    "a letter of another alphabet": "Medi\u0430tor",
    "turned writing": "Mediator\u202e",
    "a hidden letter": "Medi\u200bator",
    "two lines": "Mediator\nSecond",
    "a line that is not seen as one": "Mediator\u2028x",
    "a terminal command": "Mediator\x9b2J",
    "nothing": "   ",
    "too much": "x" * 65,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_that_could_pass_for_another_is_refused(
    filed: House, tmp_path: Path, name: str
) -> None:
    """By an invitation and by the founder alike."""
    for attempt in (
        lambda: invite(filed.mediator, name),
        lambda: create_ledger(str(tmp_path / "new"), name, WORDS, cheap()),
    ):
        with pytest.raises(AccessError) as refused:
            attempt()
        assert refused.value.code == "bad-name"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["Україна", "Ελλάδα", "Österreich 2", "سوريا", "Third mediator"])
def test_honest_names_are_taken(filed: House, name: str) -> None:
    """In whatever alphabet, one for each word."""
    joined = filed.ledger.join(invite(filed.mediator, name).text, WORDS)
    assert joined.card.name == name
    assert filed.ledger.sign_in(name.upper(), WORDS).account == joined.account


def test_a_name_once_taken_is_taken_in_every_form(filed: House) -> None:
    """Wide letters, capitals and spaces do not make another account."""
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "UKRAINE")
    with pytest.raises(AccessError) as refused:
        filed.ledger.join(invite(filed.mediator, f" {wide} ").text, WORDS)
    assert refused.value.code == "invitation-refused"


def test_no_two_letters_or_accounts_tell_who_is_inside(filed: House) -> None:
    """All of one size: founder or invited, in one compartment or in all, with a code or without."""
    room = open_compartment(filed.mediator, "Joint", [filed.ukraine.card])
    open_compartment(filed.mediator, "Own", [filed.second.card])
    admit(filed.mediator, room, filed.second.card)
    filed.ledger.join(invite(filed.second, "Third", is_steward=True).text, WORDS)
    offered = accounts.offer_second_factor(filed.ukraine)
    code = code_at(offered.secret, filed.clock.now_ms // 1000 // STEP_SECONDS)
    accounts.enrol(filed.ukraine, offered, code, WORDS)
    with filed.ledger.database.reading() as connection:
        for column in (
            tables.account.c.recovery,
            tables.letter.c.sealed,
            tables.account.c.vault,
            tables.account.c.guard,
        ):
            sizes = {len(value) for value in connection.execute(select(column)).scalars()}
            assert len(sizes) == 1
