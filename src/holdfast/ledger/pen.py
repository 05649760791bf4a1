"""Writing: records composed for their places, to be appended together or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from holdfast.errors import AccessError, LedgerError
from holdfast.ledger.card import Card
from holdfast.ledger.chain import Chain, begin, follow
from holdfast.ledger.keyring import Keyring
from holdfast.ledger.letter import Content, Grant, write_letter
from holdfast.ledger.means import Means
from holdfast.ledger.reading import Entry, entry_of
from holdfast.ledger.record import Kind, Record, imprint_of, seal_record, signed
from holdfast.ledger.seal import ID_BYTES, KEY_BYTES, NONCE_BYTES
from holdfast.ledger.shelf import SealedRecord
from holdfast.ledger.vault import Vault

TOLERATED_CLOCK_MS = 120_000
MOST_BODY_BYTES = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, with which keys, into which ledger."""

    ledger: bytes
    vault: Vault
    keyring: Keyring
    means: Means


class Pen:
    """Composes one batch; ``records`` and ``letters`` are what is then kept in one transaction."""

    def __init__(
        self, writer: Writer, catch_up: Callable[[bytes], Chain], *, despite_clock: bool = False
    ) -> None:
        self._writer = writer
        self._catch_up = catch_up
        self._despite_clock = despite_clock
        self.chains: dict[bytes, Chain] = {}
        self.records: list[SealedRecord] = []
        self.letters: list[tuple[bytes, bytes]] = []
        self.fresh: dict[bytes, Grant] = {}

    def chain(self, compartment: bytes) -> Chain:
        """Where a compartment stands with what this batch adds so far."""
        if compartment not in self.chains:
            self.chains[compartment] = self._catch_up(compartment)
        return self.chains[compartment]

    def new_compartment(self) -> Chain:
        """A compartment with nothing in it yet."""
        writer = self._writer
        identity = writer.means.entropy("compartment", ID_BYTES)
        chain = begin(writer.ledger, identity, writer.vault.founder_key, writer.vault.card.account)
        self.chains[identity] = chain
        return chain

    def grant_for(self, compartment: bytes) -> Grant:
        """The key that the next record is sealed with; AccessError without one."""
        chain = self.chain(compartment)
        if compartment in self.fresh:
            return self.fresh[compartment]
        grants = self._writer.keyring.fitting(chain)
        if chain.is_dark or not grants:
            raise no_such_compartment()
        return grants[0]

    def write(
        self, compartment: bytes, kind: Kind, body: bytes, grant: Grant | None = None
    ) -> Entry:
        """Compose the next record of a compartment; ``grant`` is given to begin a new key."""
        if len(body) > MOST_BODY_BYTES:
            raise _too_large(len(body))
        chain = self.chain(compartment)
        key = grant or self.grant_for(compartment)
        place = chain.place(key.epoch)
        label = f"{compartment.hex()}/{place.seq}"
        entropy = self._writer.means.entropy
        vault = self._writer.vault
        draft = Record(
            kind=kind,
            id=entropy(f"{label}/id", ID_BYTES).hex(),
            at_ms=time_for(chain, self._writer.means.clock(), despite_clock=self._despite_clock),
            by=vault.card.account,
            body=body,
            signature=b"",
        )
        record = signed(draft, vault.keys, place)
        sealed = seal_record(record, key.key, place, entropy(f"{label}/nonce", NONCE_BYTES))
        try:
            after = follow(chain, record, key.epoch, imprint_of(sealed))
        except LedgerError:
            raise may_not() from None
        self.chains[compartment] = after
        self.records.append(SealedRecord(compartment, after.seq, sealed, after.head))
        return entry_of(record, after, after)

    def new_key(self, compartment: bytes) -> Grant:
        """A fresh key for the epoch that begins with the next record."""
        chain = self.chain(compartment)
        key = self._writer.means.entropy(f"{compartment.hex()}/{chain.seq + 1}/key", KEY_BYTES)
        self.fresh[compartment] = Grant(compartment, chain.epoch + 1, chain.seq + 1, key)
        return self.fresh[compartment]

    def hand_over(self, content: Content, readers: Iterable[Card]) -> None:
        """Leave a letter for each of these accounts."""
        writer = self._writer
        for reader in readers:
            letter = write_letter(
                content, writer.vault.card, writer.vault.keys, reader, writer.ledger
            )
            self.letters.append((writer.means.entropy("letter", ID_BYTES), letter))


def time_for(chain: Chain, now_ms: int, *, despite_clock: bool = False) -> int:
    """The time of the next record, which never lies before the last.

    A clock a little behind is taken to be at the last entry's time; one far behind is refused, so
    that the record does not say what is not so, unless the writer knows that the other clock was
    wrong.
    """
    behind = chain.last_at_ms - now_ms
    if behind > TOLERATED_CLOCK_MS and not despite_clock:
        message = (
            f"This machine's clock is {behind // 1000} seconds behind the last entry of the "
            "compartment, so the entry was not written. Set the clock right. If it is the other "
            "clock that was wrong, write despite it: the entry then carries the last entry's time."
        )
        raise LedgerError(message, code="clock-behind")
    return max(now_ms, chain.last_at_ms)


def _too_large(size: int) -> LedgerError:
    message = (
        f"The entry has {size} bytes and the most is {MOST_BODY_BYTES}, so it was not written. "
        "Keep large files elsewhere and write their digest here."
    )
    return LedgerError(message, code="too-large")


def no_such_compartment() -> AccessError:
    """The same whether the compartment exists or not."""
    message = "This account can open no such compartment. Ask a steward to be let in."
    return AccessError(message)


def may_not() -> AccessError:
    """A member who may read but not do this."""
    message = "This account may read here, but may not write this. Ask a steward."
    return AccessError(message, code="may-not-write")
