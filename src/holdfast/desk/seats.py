"""Talks as they are served: accounts take their seats, and each sees what its keys can open.

A seat never filters what others hold: the state of the talks and the dossier are put together from
the compartments that its account has keys to. A mediator who looks as a delegation has the state
put together from those compartments alone that the delegation's account can open too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TypeVar

from holdfast.desk.changes import Changed, changes
from holdfast.desk.filing import file_view
from holdfast.desk.opened import OpenDossier
from holdfast.desk.parts import JOINT, MEDIATORS
from holdfast.desk.sight import Assembled, Assemblies, LeftOut
from holdfast.desk.talks import OpenTalks
from holdfast.dossier import Dossier, View
from holdfast.errors import AccessError, DossierError, StorageError, TalksError, display_path
from holdfast.ledger import Ledger, open_ledger
from holdfast.ledger.session import Compartment
from holdfast.talks.filed import DossierPart
from holdfast.talks.label import Label
from holdfast.talks.positions import dossier_parts
from holdfast.talks.record import Record, restrict
from holdfast.talks.setting import Purpose

Kept = TypeVar("Kept")
Looked = tuple[str, int, object]
"""Through whose eyes, as of when, and how far the record went."""

_MOST_KEPT = 6


class Reach(StrEnum):
    """How much a seat sees: what all share, that and its own side, or what mediators see."""

    JOINT = "joint"
    SIDE = "side"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Sight:
    """What a seat sees: the state of the talks, the dossier, and who else can see all of it.

    ``record`` is the state of the talks, restricted when looking as a delegation. ``marks`` is the
    number of the last record of each compartment, for whoever writes and would be told of newer
    ones. ``party`` is the one whose side the seat is on, empty for mediators. ``rooms`` are the
    compartments in which the parts of the dossier are kept, by the name of the part. ``by_others``
    counts the entries that were not written by whoever it is that looks, those struck out and those
    that do not count among them.
    """

    record: Record
    marks: Mapping[str, int]
    readers: tuple[str, ...]
    reach: Reach
    party: str
    rooms: Mapping[str, str]
    by_others: int
    _put_together: Callable[[Record], Assembled] = field(repr=False, compare=False)

    @cached_property
    def assembled(self) -> Assembled:
        """The dossier and its label; TalksError where none is filed that this seat can open."""
        return self._put_together(self.record)

    @property
    def opened(self) -> OpenDossier:
        """The dossier, ready for questions; the same object for as long as it is the same."""
        return self.assembled.opened

    @property
    def dossier(self) -> Dossier:
        """What is known, as far as it can be opened from here."""
        return self.opened.dossier

    @property
    def label(self) -> Label:
        """The compartments that the dossier was put together from."""
        return self.assembled.label

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The parts of the dossier that could not be taken in; empty where there is no dossier."""
        try:
            return self.assembled.left_out
        except (TalksError, DossierError):
            return ()

    @property
    def has_dossier(self) -> bool:
        """False where no part of a dossier is filed that this seat can open."""
        return any(part.content.name != MEDIATORS for part in dossier_parts(self.record))

    @property
    def parts(self) -> Mapping[str, int]:
        """The parts of the dossier, each with the mark of the compartment that keeps it."""
        return {name: self.marks[room] for name, room in self.rooms.items()}

    def keeps(self, party: str) -> bool:
        """True where the view of a party can be corrected by whoever sees this as their own.

        One that was left out is filed anew as a whole: what is not read cannot be corrected.
        """
        room = self.rooms.get(party)
        if room is None or party in {left.part for left in self.left_out}:
            return False
        charter = self.record.charters.get(room)
        owner = charter.party if charter else party
        return owner == party if owner else self.reach is Reach.EVERYTHING


@dataclass
class Seat:
    """A signed-in account. Forget it, and its keys are gone from memory."""

    talks: OpenTalks
    folder: Path
    assemblies: Assemblies = field(default_factory=Assemblies, repr=False)
    _kept: dict[Looked, Sight] = field(default_factory=dict, repr=False)
    _changed: dict[Looked, tuple[Changed, ...]] = field(default_factory=dict, repr=False)
    _earlier: dict[object, tuple[Record, Assembled]] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def name(self) -> str:
        """The account's name."""
        return self.talks.session.card.name

    @property
    def is_mediator(self) -> bool:
        """True for those who may open every delegation's compartment."""
        return self.talks.session.card.is_steward

    @property
    def delegations(self) -> Mapping[str, str]:
        """For a mediator: the accounts that sit for a party in a compartment of its own."""
        if not self.is_mediator:
            return {}
        charters = self.talks.record.charters
        sitting = {
            card.name: party
            for compartment in self.talks.session.compartments()
            if compartment.is_open and compartment.id in charters
            for card in compartment.members.values()
            if not card.is_steward and (party := charters[compartment.id].party)
        }
        return dict(sorted(sitting.items(), key=lambda item: (item[1], item[0])))

    def look(self, through: str = "", until_ms: int = 0) -> Sight:
        """The talks as they can be put together from here.

        Args:
            through: the name of a delegation's account; only a mediator looks through another's.
            until_ms: as they stood then, in milliseconds since 1970; 0 is now.

        Raises:
            AccessError: there is no such account to look through, or nothing is shared with this
                one.
        """
        if through and through not in self.delegations:
            message = f"There is no delegation called {through[:64]!r} to look as."
            raise AccessError(message, code="no-such-delegation")
        with self._lock:
            record, marks = self.talks.snapshot()
            key = (through, until_ms, _place(marks))
            if key not in self._kept:
                inside = [
                    compartment
                    for compartment in self.talks.session.compartments()
                    if compartment.is_open
                    and compartment.id in record.charters
                    and (not through or _is_inside(compartment, through))
                ]
                then = record
                if until_ms:
                    then = self.talks.as_of(datetime.fromtimestamp(until_ms / 1000, UTC))
                self._kept[key] = self._sight(record, then, marks, inside, through)
                _make_room(self._kept, key[2])
            return self._kept[key]

    def _sight(
        self,
        record: Record,
        then: Record,
        marks: Mapping[str, int],
        inside: list[Compartment],
        through: str,
    ) -> Sight:
        if not inside:
            message = "Nothing is shared with this account yet. Ask a mediator for a seat."
            raise AccessError(message, code="nothing-shared")
        seen = restrict(then, (compartment.id for compartment in inside))
        charters = {compartment.id: record.charters[compartment.id] for compartment in inside}
        own = {charter.party: room for room, charter in charters.items() if charter.party}
        if any(charter.purpose is Purpose.MEDIATOR for charter in charters.values()):
            reach = Reach.EVERYTHING
        else:
            reach = Reach.SIDE if own else Reach.JOINT
        names = [{card.name for card in each.members.values()} for each in inside]
        return Sight(
            record=seen,
            marks={compartment.id: marks[compartment.id] for compartment in inside},
            readers=tuple(sorted(set.intersection(*names))),
            reach=reach,
            party=min(own) if reach is Reach.SIDE else "",
            rooms=own | {part.content.name: part.compartment for part in dossier_parts(seen)},
            by_others=self.talks.written(set(charters), self._account(inside, through)),
            _put_together=self._put_together,
        )

    def _account(self, inside: list[Compartment], through: str) -> str:
        """The account that looks."""
        if not through:
            return self.talks.session.account
        cards = (card for compartment in inside for card in compartment.members.values())
        return next(card.account for card in cards if card.name == through)

    def changed_since(self, since_ms: int, through: str = "") -> tuple[Changed, ...]:
        """What was corrected since, in milliseconds since 1970.

        What was not filed yet then is compared with how it was first filed; what was left out then
        or is now, with nothing.
        """
        with self._lock:
            now = self.look(through)
            key = (through, since_ms, _place(now.marks))
            if key not in self._changed:
                self._changed[key] = self._what_changed(now, since_ms)
                _make_room(self._changed, key[2])
            return self._changed[key]

    def _what_changed(self, now: Sight, since_ms: int) -> tuple[Changed, ...]:
        if not now.has_dossier:
            return ()
        first: dict[str, int] = {}
        for part in now.record.all(DossierPart):
            first.setdefault(part.content.name, part.at_ms)
        began = first.get(JOINT, min(first.values()))
        found: list[Changed] = []
        for party in now.dossier.parties:
            then = self._stood(now, max(since_ms, began, first.get(party, 0)))
            if party not in {left.part for left in (*then.left_out, *now.left_out)}:
                found += _changes_of(party, then.opened, now.opened)
        return tuple(found)

    def _stood(self, now: Sight, at_ms: int) -> Assembled:
        """The dossier as it stood at a moment, from what is open now; kept while nothing is new."""
        then = self.talks.as_of(datetime.fromtimestamp(at_ms / 1000, UTC))
        key = (frozenset(now.marks), at_ms)
        known = self._earlier.pop(key, None)
        if known is None or known[0] is not then:
            known = (then, self._put_together(restrict(then, now.marks)))
        self._earlier[key] = known
        for oldest in list(self._earlier)[:-_MOST_KEPT]:
            del self._earlier[oldest]
        return known[1]

    def write_view(self, view: View, seen: Sight) -> None:
        """Keep a party's private view as it is now judged; its public stances stay as they are.

        Raises:
            AccessError: this account keeps no view of that party.
            ConflictError: somebody wrote there since; nothing was written.
        """
        if not seen.keeps(view.party):
            message = "This account keeps no view of that party, so nothing was written."
            raise AccessError(message, code="may-not-write")
        room, known = seen.rooms[view.party], seen.assembled.part
        file_view(self.talks, view, room, seen.record, seen.marks, known)

    def _put_together(self, record: Record) -> Assembled:
        is_mediators = any(c.purpose is Purpose.MEDIATOR for c in record.charters.values())
        return self.assemblies.assemble(record, self.folder if is_mediators else None)


@dataclass
class House:
    """Where people sign in; ``demonstration`` holds the phrases of a demo's accounts, by name.

    ``folder`` is where mediators keep the texts behind the evidence, to be verified.
    """

    ledger: Ledger
    folder: Path
    demonstration: Mapping[str, str] = field(default_factory=dict, repr=False)
    _assemblies: Assemblies = field(default_factory=Assemblies, repr=False)

    def sign_in(self, name: str, passphrase: str, code: str = "") -> Seat:
        """Take a seat; AccessError when refused, without saying why."""
        talks = OpenTalks(self.ledger.sign_in(name, passphrase, code))
        return Seat(talks, self.folder, self._assemblies)


def open_house(where: str) -> House:
    """The talks that are kept in a file, or in a database at a URL.

    Raises:
        StorageError: there are none, or they cannot be read.
    """
    if "://" in where:
        return House(open_ledger(where), Path())
    file = Path(where)
    if not file.is_file():
        message = (
            f"There are no talks in {display_path(file)}, so nobody can sign in to them. Name the "
            "file that keeps them, or its folder; or begin some with `holdfast talks init`."
        )
        raise StorageError(message, code="not-a-ledger")
    return House(open_ledger(where), file.parent)


def _is_inside(compartment: Compartment, name: str) -> bool:
    return any(card.name == name for card in compartment.members.values())


def _changes_of(party: str, then: OpenDossier, now: OpenDossier) -> tuple[Changed, ...]:
    """What is different in a party's view; found once for all who see the same two dossiers."""

    def compare() -> tuple[OpenDossier, tuple[Changed, ...]]:
        return then, changes(then.dossier, now.dossier, [party])

    # What is kept holds the earlier one too, so that no other can take its place in memory.
    return now.once(("changes", party, id(then)), compare)[1]


def _place(marks: Mapping[str, int]) -> object:
    """How far a record goes, to be compared."""
    return tuple(sorted(marks.items()))


def _make_room(kept: dict[Looked, Kept], marks: object) -> None:
    """Forget the oldest: of what counts now, and of what did before the last entry.

    Of that the latest stays a while, for what did not change is taken over from it.
    """
    before = [key for key in kept if key[2] != marks]
    now = [key for key in kept if key[2] == marks]
    for key in (*before[:-_MOST_KEPT], *now[:-_MOST_KEPT]):
        del kept[key]
