"""Who looks at the talks, and how everything in them is called for that person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.desk.seats import Sight
from holdfast.desk.talks import JOINT, room_names
from holdfast.dossier import Dossier, Role
from holdfast.errors import DossierError, TalksError
from holdfast.talks.entry import Entry
from holdfast.talks.record import Record
from holdfast.talks.setting import Capacity, Charter, Purpose


@dataclass(frozen=True)
class Viewer:
    """Whoever looks, with what is seen from there.

    A mediator who looks as a delegation is that delegation here: nothing that the delegation could
    not know goes into any answer.

    Attributes:
        name: of the account.
        record: the state of the talks as far as it is seen.
        dossier: what is known; None where nothing is filed that can be opened.
        account: empty where the account has no seat that it could know of.
        is_mediator: True with a mediator's seat in some compartment.
        may_write: False for observers, and for whoever has no seat.
        party: for whom the account sits; empty without a seat.
        people: the names of everybody with a seat, by account.
        rooms: the compartments by short name, as ``room_names`` gives them.
    """

    name: str
    record: Record
    dossier: Dossier | None
    account: str
    is_mediator: bool
    may_write: bool
    party: str
    people: Mapping[str, str]
    rooms: Mapping[str, str]

    @property
    def title(self) -> str:
        """What these talks are called."""
        for charter in self.record.charters.values():
            if charter.purpose is Purpose.JOINT:
                return charter.title
        if self.dossier is not None:
            return self.dossier.title
        return next((charter.title for charter in self.record.charters.values()), "")

    @property
    def is_at_table(self) -> bool:
        """False without a seat at the joint table: what is settled there is not known then."""
        return JOINT in self.rooms

    def charter(self, room: str) -> Charter:
        """The charter of a compartment by its short name; KeyError where there is none."""
        return self.record.charters[self.rooms[room]]

    def own_rooms(self) -> Mapping[str, str]:
        """The compartment of each party that has one here: short name by party."""
        return {
            party: name
            for name, compartment in self.rooms.items()
            if (party := self.record.charters[compartment].party)
        }

    def may_strike(self, entry: Entry[Any]) -> bool:
        """True for the writer of an entry, and for mediators of its compartment."""
        mine = bool(self.account) and entry.by == self.account
        return mine or self.record.is_mediator(entry.compartment, self.account)

    def find(self, identity: str) -> Entry[Any] | None:
        """An entry that counts, by its id; None where this viewer knows of none."""
        return next((entry for entry in self.record.entries() if entry.id == identity), None)

    def principals(self) -> tuple[str, ...]:
        """The parties that bargain, as far as is known."""
        known = self.dossier.parties.values() if self.dossier else ()
        return tuple(party.id for party in known if Role.PRINCIPAL in party.roles)

    def at_the_table(self) -> tuple[str, ...]:
        """The parties that bargain or have a delegate's seat here, mediators left out."""
        seated = frozenset[str]().union(*(c.delegates for c in self.record.charters.values()))
        return tuple(dict.fromkeys((*self.principals(), *sorted(seated))))

    def signers(self) -> tuple[str, ...]:
        """Who can be named for what stands on the joint table: who bargains or can read it."""
        return tuple(dict.fromkeys((*self.principals(), *self.record.at_the_joint_table())))

    def everybody(self) -> tuple[str, ...]:
        """Every party that is known of, mediators too."""
        known = tuple(self.dossier.parties) if self.dossier else ()
        seats = (seat for charter in self.record.charters.values() for seat in charter.seats)
        return tuple(dict.fromkeys((*known, *sorted({seat.party for seat in seats}))))

    def party_name(self, party: str) -> str:
        """A party as people call it."""
        if self.dossier is not None and party in self.dossier.parties:
            return self.dossier.parties[party].name
        return party.replace("-", " ")

    def issue_title(self, issue: str) -> str:
        """An issue as people call it."""
        if self.dossier is not None and issue in self.dossier.issues:
            return self.dossier.issues[issue].title
        return issue.replace("-", " ")

    def party_names(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Parties as people call them, in their order."""
        return tuple(map(self.party_name, parties))

    def issue_titles(self, issues: Iterable[str]) -> tuple[str, ...]:
        """Issues as people call them, in their order."""
        return tuple(map(self.issue_title, issues))

    def option_title(self, issue: str, option: str) -> str:
        """An option as people call it."""
        if self.dossier is not None and issue in self.dossier.issues:
            known = self.dossier.issues[issue].options
            if option in known:
                return known[option].title
        return option.replace("-", " ")

    def track_title(self, track: str) -> str:
        """A track as people call it."""
        if self.dossier is not None and track in self.dossier.tracks:
            return self.dossier.tracks[track].title
        return track.replace("-", " ")

    def person(self, account: str) -> str:
        """Who an account is; where that is not known, that it is not."""
        return self.people.get(account, "somebody who has no seat any more")


def viewer(sight: Sight, name: str) -> Viewer:
    """Whoever goes by this name, looking at what is seen.

    Args:
        sight: what is seen.
        name: the account's, or the one that a mediator looks as.
    """
    seats = [(c, seat) for c in sight.record.charters.values() for seat in c.seats]
    mine = [seat for _, seat in seats if seat.name == name]
    return Viewer(
        name=name,
        record=sight.record,
        dossier=_dossier(sight),
        account=mine[0].account if mine else "",
        is_mediator=any(seat.capacity is Capacity.MEDIATOR for seat in mine),
        may_write=any(seat.capacity is not Capacity.OBSERVER for seat in mine),
        party=mine[0].party if mine else "",
        people={seat.account: seat.name for _, seat in seats},
        rooms=room_names(sight.record.charters),
    )


def _dossier(sight: Sight) -> Dossier | None:
    """What is known; the state of the talks is told even where no dossier fits together."""
    if not sight.has_dossier:
        return None
    try:
        return sight.dossier
    except (TalksError, DossierError):
        return None
