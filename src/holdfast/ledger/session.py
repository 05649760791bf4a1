"""A signed-in account at work: reading and writing what it holds the keys for, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import SystemRandom
from threading import RLock
from time import sleep
from typing import TypeVar

from sqlalchemy import Connection

from holdfast.errors import ChainError, ConflictError
from holdfast.ledger import shelf
from holdfast.ledger.card import Card
from holdfast.ledger.chain import Chain, begin
from holdfast.ledger.database import Database
from holdfast.ledger.keyring import Keyring
from holdfast.ledger.means import Means
from holdfast.ledger.pen import Pen, Writer, no_such_compartment
from holdfast.ledger.reading import Entry, KeyMissingError, Reading, read_records
from holdfast.ledger.record import Kind
from holdfast.ledger.seal import ID_BYTES
from holdfast.ledger.vault import Vault

_RACES = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Compartment:
    """A compartment that the account can open, or once could (``is_open`` says which).

    ``members`` are the cards of those who hold its present key, by account.
    """

    id: str
    title: str
    members: Mapping[str, Card]
    is_open: bool


class Session:
    """Keys in memory, for as long as somebody works with them; made by signing in."""

    def __init__(self, database: Database, ledger: bytes, vault: Vault, means: Means) -> None:
        self.database = database
        self.ledger = ledger
        self.means = means
        self.vault = vault
        self.keyring = Keyring()
        self._chains: dict[bytes, Chain] = {}
        self._lock = RLock()

    def __repr__(self) -> str:
        """Whose session it is; never a key."""
        return f"<Session of {self.card.name!r}>"

    def close(self) -> None:
        """Let go of the database; the keys go with the session."""
        self.database.close()

    @property
    def card(self) -> Card:
        """The account's name and public keys."""
        return self.vault.card

    @property
    def account(self) -> str:
        """The account's id."""
        return self.vault.card.account

    def compartments(self) -> tuple[Compartment, ...]:
        """Every compartment that the account can open, in the order of their random ids."""
        with self._lock, self.database.reading() as connection:
            self.fetch_letters(connection)
            last = shelf.last_seqs(connection, self.keyring.grants)
            chains = [
                known
                if (known := self._chains.get(identity)) and known.seq == last.get(identity)
                else self.catch_up(connection, identity)
                for identity in sorted(self.keyring.grants)
            ]
        return tuple(
            Compartment(
                id=chain.compartment.hex(),
                title=chain.title,
                members={account: member.card for account, member in chain.members.items()},
                is_open=not chain.is_dark,
            )
            for chain in chains
        )

    def people(self) -> Mapping[str, Card]:
        """The cards that the account knows: its own, those it invited, those it meets inside."""
        cards = {self.account: self.card}
        for compartment in self.compartments():
            cards.update(compartment.members)
        cards.update({card.account: card for card in self.keyring.invited()})
        return cards

    def read(self, compartment: str, since: Chain | None = None) -> Reading:
        """The entries of a compartment, or those after the chain of an earlier reading.

        Raises:
            AccessError: the account can open no such compartment.
            ChainError: something was changed, dropped or forged.
        """
        identity = compartment_id(compartment)
        with self._lock, self.database.reading() as connection:
            return self._read(connection, identity, since)

    def read_new(self, since: Mapping[str, Chain]) -> Mapping[str, Reading]:
        """What is new in every compartment since earlier readings, all as of one moment.

        A compartment with nothing new is left out; one that is not in ``since`` is read whole.
        """
        with self._lock, self.database.reading() as connection:
            self.fetch_letters(connection)
            last = shelf.last_seqs(connection, self.keyring.grants)
            readings = {}
            for identity in sorted(self.keyring.grants):
                chain = since.get(identity.hex())
                if chain is None or chain.seq < last.get(identity, 0):
                    reading = self._read(connection, identity, chain)
                    if chain is None or reading.chain.seq > chain.seq:
                        readings[identity.hex()] = reading
        return readings

    def append(
        self,
        compartment: str,
        body: bytes,
        *,
        after: int | None = None,
        despite_clock: bool = False,
    ) -> Entry:
        """Write an entry; when this returns, it is on the disk.

        Args:
            compartment: where.
            body: what the writer says, as any bytes.
            after: the number of the last record the writer has seen, to be told of newer ones.
            despite_clock: write even where this machine's clock is far behind the last entry.

        Raises:
            AccessError: the account can open no such compartment, or may only read it.
            ConflictError: there are newer records than ``after``.
            StorageError: the disk or the server could not.
        """
        seen = {} if after is None else {compartment: after}
        written = self.append_all([(compartment, body)], after=seen, despite_clock=despite_clock)
        return written[0]

    def append_all(
        self,
        bodies: Iterable[tuple[str, bytes]],
        *,
        after: Mapping[str, int] | None = None,
        despite_clock: bool = False,
    ) -> tuple[Entry, ...]:
        """Write entries in several compartments: all of them, or none."""
        drafts = [(compartment_id(compartment), body) for compartment, body in bodies]
        seen = {compartment_id(c): seq for c, seq in (after or {}).items()}

        def compose(pen: Pen) -> tuple[Entry, ...]:
            for identity, seq in seen.items():
                if pen.chain(identity).seq != seq:
                    raise _newer_entries()
            return tuple(pen.write(identity, Kind.ENTRY, body) for identity, body in drafts)

        return self.write(compose, despite_clock=despite_clock)

    def write(self, compose: Callable[[Pen], T], *, despite_clock: bool = False) -> T:
        """Compose a batch and keep it in one transaction, again where another writer came first."""
        for race in range(_RACES):
            try:
                with self._lock:
                    return self._write_once(compose, despite_clock=despite_clock)
            except _NewerEntriesError:
                raise
            except ConflictError:
                if race == _RACES - 1:
                    raise
                sleep(SystemRandom().uniform(0, 0.002 * (race + 1)))
        raise AssertionError

    def _write_once(self, compose: Callable[[Pen], T], *, despite_clock: bool) -> T:
        with self.database.writing() as connection:
            pen = self.pen(connection, despite_clock=despite_clock)
            result = compose(pen)
            shelf.put_records(connection, pen.records)
            shelf.put_letters(connection, pen.letters)
        self._chains.update(pen.chains)
        for grant in pen.fresh.values():
            self.keyring.keep(grant)
        return result

    def pen(self, connection: Connection, *, despite_clock: bool = False) -> Pen:
        """A pen that writes what follows on what this connection sees."""
        writer = Writer(self.ledger, self.vault, self.keyring, self.means)
        return Pen(writer, lambda c: self.catch_up(connection, c), despite_clock=despite_clock)

    def fetch_letters(self, connection: Connection) -> None:
        """Look through the letters that came since the last time."""
        new = shelf.letters(connection, self.keyring.seen)
        self.keyring.take(new, self.vault, self.ledger)

    def catch_up(self, connection: Connection, identity: bytes) -> Chain:
        """Where a compartment stands now; AccessError where the account has no key to it."""
        return self._read(connection, identity, self._chains.get(identity)).chain

    def start_of(self, identity: bytes) -> Chain:
        """A compartment's chain before its first record."""
        return begin(self.ledger, identity, self.vault.founder_key, self.account)

    def _read(self, connection: Connection, identity: bytes, since: Chain | None) -> Reading:
        if since is None or since.is_dark or identity not in self.keyring.grants:
            self.fetch_letters(connection)
        if identity not in self.keyring.grants:
            raise no_such_compartment()
        chain = self.start_of(identity) if since is None else since
        try:
            reading = self._read_rows(connection, chain)
        except KeyMissingError:
            self.fetch_letters(connection)
            reading = self._read_or_say_why(connection, chain)
        known = self._chains.get(identity)
        if known is None or known.seq < reading.chain.seq:
            self._chains[identity] = reading.chain
        return reading

    def _read_or_say_why(self, connection: Connection, chain: Chain) -> Reading:
        try:
            return self._read_rows(connection, chain)
        except KeyMissingError:
            message = (
                "A new key began in this compartment and none was left for this account, though it "
                "was not removed. Ask a steward to let it in again."
            )
            raise ChainError(message, code="key-missing") from None

    def _read_rows(self, connection: Connection, chain: Chain) -> Reading:
        rows = shelf.records_after(connection, chain.compartment, max(chain.seq - 1, 0))
        if chain.seq:
            last = next(rows, None)
            if last is None or last.head != chain.head:
                raise _not_as_it_was(chain)
        reading = read_records(rows, chain, self.keyring)
        if reading.chain.seq == 0:
            raise _gone(chain)
        return reading


def _not_as_it_was(chain: Chain) -> ChainError:
    """A session remembers where it stood, and so is a witness for as long as it lasts."""
    message = (
        f"Entry {chain.seq} of compartment {chain.compartment.hex()[:8]} is not there as it was "
        "read before, so the end was cut off, or another copy was put in the ledger's place. Find "
        "the copy that has it; nothing was written."
    )
    return ChainError(message, code="witness-differs")


def _gone(chain: Chain) -> ChainError:
    """A key is handed over together with the first record that it opens, and so is a witness."""
    message = (
        f"You hold a key to compartment {chain.compartment.hex()[:8]}, and nothing of it is here, "
        "so it was removed, or this is an older or another copy of the ledger. Find the copy that "
        "has it; nothing was written."
    )
    return ChainError(message, code="witness-differs")


class _NewerEntriesError(ConflictError):
    """The writer asked to be told of newer entries; trying again is for the writer."""


def _newer_entries() -> ConflictError:
    message = (
        "There are newer entries than the writer has seen, so nothing was written. Read them, and "
        "write again if it still holds."
    )
    return _NewerEntriesError(message)


def compartment_id(text: str) -> bytes:
    """A compartment's id from its written form; AccessError for anything else."""
    try:
        identity = bytes.fromhex(text)
    except ValueError:
        raise no_such_compartment() from None
    if len(identity) != ID_BYTES:
        raise no_such_compartment()
    return identity
