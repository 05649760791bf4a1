"""What a stranger finds in the stored bytes, and what errors and texts give away: nothing said."""

import pickle
from base64 import b32encode, b64encode
from collections.abc import Iterator
from pathlib import Path
from traceback import format_exception

import pytest
from sqlalchemy import select

from holdfast.errors import LedgerError
from holdfast.ledger import Session, open_ledger, tables
from holdfast.ledger.accounts import offer_second_factor
from holdfast.ledger.invitation import invite
from holdfast.ledger.membership import change_key, open_compartment, remove
from holdfast.ledger.recovery import hand_out_slip, request_recovery, set_recovery
from ledgers import WORDS, House

SAID = "The line may move east of the river, if nobody hears it from us."
TITLE = "Ukraine with the mediators"


def lived_in(house: House) -> str:
    """A ledger in which everything has happened once."""
    room = open_compartment(house.mediator, TITLE, [house.ukraine.card, house.russia.card])
    house.ukraine.append(room, SAID.encode())
    remove(house.mediator, room, house.russia.account)
    change_key(house.mediator, room)
    house.ukraine.append(room, SAID.encode() * 20)
    set_recovery(house.ukraine, [house.mediator.card, house.second.card], 2)
    return room


def stored(house: House) -> Iterator[bytes]:
    """Every value that stands in the database, and for a file every byte of it and beside it."""
    with house.ledger.database.reading() as connection:
        for table in tables.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                yield from (v if isinstance(v, bytes) else str(v).encode() for v in row)
    if house.ledger.database.is_file:
        for path in Path(house.where).parent.glob("talks*"):
            yield path.read_bytes()


def secrets_of(session: Session) -> set[bytes]:
    """Every key that a session holds, as raw bytes."""
    held = set(session.vault.keys.seeds)
    held |= {grant.key for grants in session.keyring.grants.values() for grant in grants}
    return held | {share.share for share in session.keyring.shares}


def forms(secret: bytes) -> set[bytes]:
    """The ways in which a secret could be written down."""
    plain = {secret, repr(secret).encode()[2:-1], secret.hex().encode(), b32encode(secret)}
    return plain | {b64encode(secret).rstrip(b"=")}


def test_a_stranger_finds_neither_words_nor_names_nor_keys(house: House) -> None:
    """No text, title, name, passphrase, account id or key stands in the stored bytes."""
    lived_in(house)
    everything = b"\n".join(stored(house))
    names = [session.card.name for session in house.everyone]
    clear = [SAID, SAID[:12], TITLE, WORDS, *names, *(name.lower() for name in names)]
    clear += [session.account for session in house.everyone]
    for text in clear:
        assert text.encode() not in everything, text
    for session in house.everyone:
        assert session.compartments() is not None
        assert bytes.fromhex(session.account) not in everything
        assert session.card.box_key not in everything
        assert session.card.sign_key not in everything
        for secret in secrets_of(session):
            assert not any(form in everything for form in forms(secret))


def test_stored_sizes_say_little(house: House) -> None:
    """All letters have one size, and a word and a paragraph are sealed to one length."""
    room = lived_in(house)
    house.ukraine.append(room, b"no")
    with house.ledger.database.reading() as connection:
        letters = {len(v) for v in connection.execute(select(tables.letter.c.sealed)).scalars()}
        entries = list(
            connection.execute(select(tables.entry.c.sealed).order_by(tables.entry.c.seq)).scalars()
        )
    assert len(letters) == 1
    assert len(entries[1]) == len(entries[-1])


def test_nothing_counts_across_compartments(filed: House) -> None:
    """No row number, no counter, no time, no order of writing stands beside the sealed records."""
    lived_in(filed)
    with filed.ledger.database.reading() as connection:
        names = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema").all()
    assert "sqlite_sequence" not in {name for name, _ in names}
    assert all("WITHOUT ROWID" in sql for _, sql in names if sql)
    columns = {c.name for table in tables.metadata.sorted_tables for c in table.columns}
    assert {name for name in columns if name.endswith("_ms")} == {"until_ms"}


def test_neither_texts_nor_errors_show_a_secret(filed: House) -> None:
    """repr, str, pickles and tracebacks of everything that holds or refuses a secret."""
    room = lived_in(filed)
    token = invite(filed.mediator, "Europe")
    offered = offer_second_factor(filed.ukraine)
    request = request_recovery(filed.ledger, "Ukraine")
    hand_out_slip(filed.mediator, request.text)
    reading = filed.ukraine.read(room)
    shown: list[object] = [token, offered, request, reading, filed.ledger, filed.ledger.means]
    for session in filed.everyone:
        shown += [session, session.vault, session.keyring, session.card, session.vault.keys]
        shown += [grant for grants in session.keyring.grants.values() for grant in grants]
        shown += session.keyring.shares
    for attempt in (
        lambda: filed.ledger.sign_in("Ukraine", "wrong " + WORDS),
        lambda: filed.ledger.join(token.text[:-1], WORDS),
        lambda: filed.russia.append(room, SAID.encode()),
        lambda: filed.ledger.database.reading().__enter__().exec_driver_sql("SELECT nothing"),
    ):
        shown.append(failure(attempt))
    text = "\n".join(f"{value!r}\n{value}" for value in shown).encode()
    secrets = {token.secret, offered.secret, *request.keys.seeds}
    for session in filed.everyone:
        secrets |= secrets_of(session)
    for secret in secrets:
        assert not any(form in text for form in forms(secret))
    for words in (SAID, WORDS, token.text):
        assert words.encode() not in text
    with pytest.raises(TypeError, match="not copied"):
        pickle.dumps(filed.ukraine.vault.keys)


def failure(attempt: object) -> str:
    """The whole traceback of what fails, as a log would show it."""
    try:
        attempt()  # type: ignore[operator]
    except Exception as error:
        return "".join(format_exception(error))
    message = "This should have failed."
    raise AssertionError(message)


def test_a_server_address_with_a_password_is_never_repeated() -> None:
    """Addresses end up in errors; passwords must not."""
    for where in ("postgresql://me:hunter2@/x?host=/nowhere", "mysql://me:hunter2@host/x"):
        with pytest.raises(LedgerError) as refused:
            open_ledger(where)
        told = "".join(format_exception(refused.value))
        assert "hunter2" not in told
