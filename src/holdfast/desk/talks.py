"""Talks opened by an account: what it can read, as the state of the talks, and what it may write.

Everything here is worked out from the compartments that the account holds keys to, and from nothing
else; the ledger cannot open the rest.
"""

from base64 import b32encode
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import fields as fields_of
from datetime import UTC, datetime
from threading import RLock

from holdfast.desk.placing import check_place
from holdfast.dossier import parse, write
from holdfast.errors import TalksError
from holdfast.ledger import Ledger, Session, open_ledger
from holdfast.ledger.chain import Chain
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.reading import Entry as Kept
from holdfast.talks.content import KINDS, Content, from_bytes, make, name_of, to_bytes
from holdfast.talks.entry import Entry
from holdfast.talks.filed import DossierPart
from holdfast.talks.record import Record, as_of, extend
from holdfast.talks.setting import Charter, Purpose
from holdfast.talks.shuttle import carrying_breach

LEDGER_FILE = "talks.holdfast"
"""What a ledger is called where its folder alone is named."""

JOINT, OWN = "joint", "own"
BY_THE_GATE = frozenset({"received", "conveyed", "released"})
_ID_BYTES = 10
_MOMENTS = 8
"""Earlier states that are kept: those that one page looks at."""


class OpenTalks:
    """The talks as one signed-in account has them; several threads may ask at once.

    Set ``despite_clock`` to write where this machine's clock is far behind the last entry, because
    it is the other clock that was wrong.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.despite_clock = False
        self._entries: list[Entry[Content]] = []
        self._unread: list[Kept] = []
        self._written: Counter[tuple[str, str]] = Counter()
        self._chains: dict[str, Chain] = {}
        self._record = Record()
        self._past: dict[int, tuple[int, Record]] = {}
        self._lock = RLock()

    def __repr__(self) -> str:
        """Whose talks they are, and how many compartments can be opened."""
        return f"<Talks of {self.session.card.name!r}, {len(self._chains)} compartments>"

    @property
    def record(self) -> Record:
        """The state of the talks as far as this account can open it, read on to this moment."""
        return self.snapshot()[0]

    @property
    def now(self) -> datetime:
        """The time by this machine's clock."""
        return datetime.fromtimestamp(self.session.means.clock() / 1000, UTC)

    def read_on(self) -> None:
        """Read what is new in every compartment, and fold it."""
        with self._lock:
            for compartment, reading in self.session.read_new(self._chains).items():
                self._chains[compartment] = reading.chain
                new = [entry for kept in reading.entries if (entry := as_entry(kept)) is not None]
                known = {entry.seq for entry in new}
                self._unread += [kept for kept in reading.entries if kept.seq not in known]
                if new:
                    self._entries += new
                    self._written.update((entry.compartment, entry.by) for entry in new)
                    self._record = extend(self._record, new)

    def snapshot(self) -> tuple[Record, Mapping[str, int]]:
        """The state, and the number of the last record of each compartment that went into it."""
        with self._lock:
            self.read_on()
            return self._record, {room: chain.seq for room, chain in self._chains.items()}

    @property
    def entries(self) -> tuple[Entry[Content], ...]:
        """Every entry that this account can open, those that do not count among them."""
        with self._lock:
            self.read_on()
            return tuple(self._entries)

    def written(self, rooms: Collection[str], but: str = "") -> int:
        """How many entries stand in some compartments, as far as they were read; ``but`` whose.

        Those that were struck out or do not count are among them.
        """
        with self._lock:
            found = self._written.items()
            return sum(n for (room, by), n in found if room in rooms and by != but)

    @property
    def unread(self) -> tuple[Kept, ...]:
        """What stands in the record and is no entry that this version knows, so counts nothing.

        A newer version wrote it, or another program; as long as there is any, ask somebody with a
        newer version whether it changes what is shown.
        """
        self.read_on()
        return tuple(
            sorted(self._unread, key=lambda kept: (kept.at_ms, kept.compartment, kept.seq))
        )

    def as_of(self, moment: datetime) -> Record:
        """The state of the talks as it was at a moment, from what the account can open now."""
        at_ms = int(moment.timestamp() * 1000)
        with self._lock:
            self.read_on()
            # Entries are only ever added, so as many are the same.
            count = sum(entry.at_ms <= at_ms for entry in self._entries)
            known = self._past.pop(at_ms, None)
            if known is None or known[0] != count:
                known = (count, as_of(self._entries, at_ms))
            self._past[at_ms] = known
            for oldest in list(self._past)[:-_MOMENTS]:
                del self._past[oldest]
            return known[1]

    def rooms(self) -> Mapping[str, str]:
        """The compartments by short name: ``joint``, ``own`` (the mediators'), or a party's id."""
        return room_names(self.record.charters)

    def room(self, name: str) -> str:
        """A compartment by its short name.

        Raises:
            TalksError: this account knows no compartment by that name.
        """
        rooms = self.rooms()
        if name not in rooms:
            message = (
                f"You have no compartment called {name[:64]!r}. You have: "
                f"{', '.join(rooms) or 'none yet; ask a mediator for a seat'}."
            )
            raise TalksError(message, code="no-such-compartment")
        return rooms[name]

    def add(self, room: str, kind: str, /, **fields: object) -> Entry[Content]:
        """Write an entry; an id is chosen at random where the kind has one and none is given.

        Args:
            room: the compartment's short name.
            kind: the kind of entry, such as ``confidence``; see the reference of entries.
            fields: what the entry says.

        Raises:
            TalksError: it is not such an entry, this account may not write it there, or only the
                gate writes it.
            DossierError: it is a part of a dossier that has faults.
            LedgerError: it could not be kept.
        """
        if kind in BY_THE_GATE:
            message = (
                f"{kind!r} is written by the release gate alone. Ask for a release; when it "
                "passes, the gate writes it on every side."
            )
            raise TalksError(message, code="gate-only")
        if "id" not in fields and kind in KINDS and _has_id(kind):
            fields["id"] = self.fresh_id(kind)
        content = make(kind, fields)
        if isinstance(content, DossierPart):
            # Written anew, so that comments, which nobody looks through, are not handed round.
            plain = write(parse(content.text, f"{content.name}.yaml"))
            content = make(kind, {"name": content.name, "text": plain})
        return self.write(self.room(room), content)

    def write(self, compartment: str, content: Content) -> Entry[Content]:
        """Write an entry that is made already."""
        check(self.record, compartment, content, self.session.account)
        kept = self.session.append(compartment, to_bytes(content), despite_clock=self.despite_clock)
        self.read_on()
        entry = as_entry(kept)
        if entry is None:
            raise AssertionError
        return entry

    def strike(self, room: str, entry: str, why: str) -> Entry[Content]:
        """Strike out an entry; it stays in the record and no longer counts."""
        return self.write(self.room(room), make("correction", {"entry": entry, "why": why}))

    def fresh_id(self, kind: str) -> str:
        """An id that nobody else chooses, and that tells nothing of how many there are."""
        drawn = self.session.means.entropy(f"id/{self.session.account}/{kind}", _ID_BYTES)
        return b32encode(drawn).decode().lower()

    def people(self) -> Mapping[str, str]:
        """The names of the accounts that this one shares compartments with, by account."""
        return {account: card.name for account, card in self.session.people().items()}

    def close(self) -> None:
        """Let go of the database."""
        self.session.close()


def open_talks(
    where: str, name: str, passphrase: str, code: str = "", means: Means = THE_USUAL
) -> OpenTalks:
    """Sign in to the talks in a ledger.

    Args:
        where: the ledger's file, or the URL of its PostgreSQL database.
        name: the account's name.
        passphrase: its passphrase.
        code: the authenticator's code, where one is enrolled.
        means: for tests.

    Raises:
        AccessError: refused, without saying why.
        StorageError: there is no ledger, or it cannot be read.
    """
    return OpenTalks(open_ledger(where, means).sign_in(name, passphrase, code))


def join_talks(where: str, token: str, passphrase: str, means: Means = THE_USUAL) -> OpenTalks:
    """Take up an invitation to the talks with a passphrase of one's own."""
    ledger: Ledger = open_ledger(where, means)
    return OpenTalks(ledger.join(token, passphrase))


def check(record: Record, compartment: str, content: Content, account: str) -> None:
    """Refuse what would not count or contradicts itself, before it is written.

    Raises:
        TalksError: this account may not write this there, not everybody who can open the
            compartment may read it, or it is of a message that its own caveat forbids to carry.
        DossierError: it is a part of a dossier that has faults.
    """
    seq = record.seen.get(compartment, 0) + 1
    tried = Entry(compartment, seq, id="", by=account, at_ms=0, content=content)
    for irregular in extend(record, [tried]).irregular:
        if irregular.entry is tried:
            name, fault = name_of(content), irregular.breach
            message = f"This {name} would not count, so it was not written: {fault.why}."
            raise TalksError(message, code=fault.code)
    if forbidden := carrying_breach(record, compartment, content):
        message = f"This {name_of(content)} was not written: {forbidden.why}."
        raise TalksError(message, code=forbidden.code)
    if isinstance(content, DossierPart):
        earlier = record.at(DossierPart, compartment, content.name)
        stood = [entry.content for entry in earlier]
        check_place(content, record.charters[compartment], account, stood)


def as_entry(kept: Kept) -> Entry[Content] | None:
    """An entry of the talks from one of the ledger; None when it is no entry that is known here."""
    try:
        content = from_bytes(kept.body)
    except TalksError:
        return None
    if content is None:
        return None
    return Entry(
        compartment=kept.compartment,
        seq=kept.seq,
        id=kept.id,
        by=kept.by,
        at_ms=kept.at_ms,
        content=content,
    )


def room_names(charters: Mapping[str, Charter]) -> Mapping[str, str]:
    """Short names of compartments, in an order that depends on nothing but their charters.

    Where two would have one name, neither has it: each is called by the name and the beginning of
    its id. A compartment that somebody founded beside the real one must not pass for it.
    """
    by_name: dict[str, list[str]] = {}
    for compartment, charter in charters.items():
        name = {Purpose.JOINT: JOINT, Purpose.MEDIATOR: OWN}.get(charter.purpose, charter.party)
        by_name.setdefault(str(name), []).append(compartment)
    named = {
        name if len(compartments) == 1 else f"{name}-{compartment[:12]}": compartment
        for name, compartments in by_name.items()
        for compartment in compartments
    }
    first = [name for name in (JOINT, OWN) if name in named]
    return {name: named[name] for name in (*first, *sorted(named.keys() - set(first)))}


def _has_id(kind: str) -> bool:
    return any(field.name == "id" for field in fields_of(KINDS[kind]))
