"""Who sits where: the charter of a compartment, delegations with their mandates, credentials."""

from enum import StrEnum

from pydantic import ValidationError
from pydantic.dataclasses import dataclass

from holdfast.errors import TalksError
from holdfast.talks.values import FROZEN, Hex, Id, Line, Moment, Text


class Purpose(StrEnum):
    """What a compartment is for."""

    JOINT = "joint"
    DELEGATION = "delegation"
    GUARANTOR = "guarantor"
    STAKEHOLDER = "stakeholder"
    MEDIATOR = "mediator"


class Capacity(StrEnum):
    """As what somebody sits in a compartment."""

    MEDIATOR = "mediator"
    DELEGATE = "delegate"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Seat:
    """An account's place in a compartment: for which party, and as what."""

    account: Hex
    name: Line
    capacity: Capacity
    party: Id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Charter:
    """What a compartment is for and who sits in it; the first entry of every compartment.

    ``party`` is whose compartment with the mediator it is; empty for the joint one and the
    mediator's own. Only mediators who sit in it can change it.
    """

    purpose: Purpose
    title: Line
    seats: tuple[Seat, ...]
    party: Id | None = None

    @property
    def subject(self) -> str:
        """One charter for each compartment."""
        return ""

    def seat(self, account: str) -> Seat | None:
        """Where an account sits; None when it has no seat."""
        return next((seat for seat in self.seats if seat.account == account), None)

    @property
    def delegates(self) -> frozenset[str]:
        """The parties with a delegate's seat."""
        return frozenset(s.party for s in self.seats if s.capacity is Capacity.DELEGATE)


def seat_for(account: str, name: str, capacity: Capacity, party: str) -> Seat:
    """A seat from what somebody typed.

    Raises:
        TalksError: the party's id is none.
    """
    try:
        return Seat(account=account, name=name, capacity=capacity, party=party)
    except ValidationError:
        message = (
            f"{party[:64]!r} is no party's id. Write it as in the dossier: lower-case letters, "
            "digits and single hyphens, such as united-states."
        )
        raise TalksError(message, code="unfit-entry") from None


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Delegation:
    """A party's delegation: its head, and the mandate that its capital gave it.

    ``may_settle`` are the issues on which the mandate lets it agree; ``ad_referendum`` those on
    which it may agree only subject to its capital.
    """

    party: Id
    head: Line
    members: tuple[Line, ...] = ()
    mandate: Text | None = None
    may_settle: tuple[Id, ...] = ()
    ad_referendum: tuple[Id, ...] = ()

    @property
    def subject(self) -> str:
        """One delegation for each party."""
        return self.party


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Credentials:
    """The paper by which a capital empowers somebody, and whether it was found in order."""

    party: Id
    person: Line
    capacity: Line
    document: Text | None = None
    until: Moment | None = None
    in_order: bool

    @property
    def subject(self) -> str:
        """One set of credentials for each person of a party."""
        return f"{self.party}/{self.person}"
