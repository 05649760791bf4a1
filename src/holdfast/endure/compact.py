"""The compact: a deal as a machine that runs after signature, told in the field's own words.

Every number may be a fraction or a quantity of a sheet. What the parts mean period by period is
written in ``rules``; nothing here computes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from holdfast.endure.quantity import Number

COLLAPSE = "collapse"
"""The consequence that ends a compact; every other consequence is the id of a response."""

Shifts = Mapping[str, Mapping[str, Number]]
"""From one level to other levels, with the chance per period; what is left over stays put."""


class Kind(StrEnum):
    """How an obligation can be breached, which decides what the breach does at once."""

    CONDUCT = "conduct"
    ATTACK = "attack"
    WITHHOLD = "withhold"
    NEGLECT = "neglect"


@dataclass(frozen=True, slots=True)
class Player:
    """A party that chooses something after signature."""

    id: str
    discount: Number


@dataclass(frozen=True, slots=True)
class Step:
    """One period of implementation; the last step of a compact repeats for good.

    ``flow`` is what the period is worth to each player while the compact is in force and all
    comply.
    """

    phase: str
    flow: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of power as named levels, and how it drifts from period to period."""

    levels: tuple[str, ...] = ("even",)
    start: str = "even"
    drift: Shifts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mood:
    """One state of mind in which a guarantor may find itself when it is called upon.

    With chance ``chance``, acting costs it ``times`` what the instrument says.
    """

    chance: Number
    times: Number


STEADY_MOOD = (Mood(Fraction(1), Fraction(1)),)


@dataclass(frozen=True, slots=True)
class Guarantor:
    """A player that provides instruments, and how its resolve moves between named levels.

    ``honours`` is the chance, by level, that help which the guarantor means to give does come; at a
    level where it is zero the guarantor is gone, its instruments with it. ``moods`` are in rising
    order of cost. A guarantor that shirks when called bears ``shirk_loss`` and moves to the level
    ``after_shirking`` (empty: nothing changes).
    """

    player: str
    levels: tuple[str, ...] = ("steady",)
    start: str = "steady"
    moves: Shifts = field(default_factory=dict)
    honours: Mapping[str, Number] = field(default_factory=lambda: {"steady": Fraction(1)})
    moods: tuple[Mood, ...] = STEADY_MOOD
    shirk_loss: Number = Fraction(0)
    after_shirking: str = ""

    def is_gone(self, level: str) -> bool:
        """True at a level where no help ever comes."""
        return self.honours.get(level, 0) == 0


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which one player can breach one obligation.

    ``title`` is the obligation in words. ``gain`` is what a period of it brings the violator,
    ``harms`` what it costs each of the others. ``own_eyes`` is the chance that it is seen without
    any instrument, ``false_alarm`` the chance per period that it is seen though it was not done.
    ``then`` is the consequence once seen: a response's id, ``collapse``, or nothing. A violation is
    open in the ``steps`` named while the compact is in force, and in the responses named in
    ``in_responses``. ``shifts``, when given, replace the drift of the balance in a period in which
    it is committed. ``about`` names the tranche withheld or the instrument neglected.
    """

    id: str
    player: str
    kind: Kind = Kind.CONDUCT
    title: str = ""
    gain: Number = Fraction(0)
    harms: Mapping[str, Number] = field(default_factory=dict)
    own_eyes: Number = Fraction(0)
    false_alarm: Number = Fraction(0)
    then: str = ""
    steps: frozenset[int] = frozenset()
    in_responses: frozenset[str] = frozenset()
    shifts: Shifts | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What the compact says follows a breach that was seen.

    ``once`` is paid (or, below zero, charged) at the call. Then, for ``periods`` periods (None: for
    good, 0: not at all), each player has ``pays`` instead of the flow, or its flow times ``keeps``;
    implementation stands still meanwhile and goes on afterwards, or the compact ends when
    ``ends_in_collapse``. Of several breaches seen at once the gravest is answered: first an
    attack, then a collapse, then the responses by their ``gravity``, the least number first.
    """

    id: str
    periods: int | None = 0
    pays: Mapping[str, Number] = field(default_factory=dict)
    keeps: Mapping[str, Number] = field(default_factory=dict)
    once: Mapping[str, Number] = field(default_factory=dict)
    ends_in_collapse: bool = False
    gravity: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of guarantee, such as a monitoring force or surveillance.

    ``sees`` is the chance per period that it sees a violation, by violation id, ``false_alarm`` the
    chance that it reports one that did not happen. ``makes_pay`` is what it makes a violator pay
    when its provider acts on a call, ``cost`` what acting then costs the provider, both by
    violation id, or by ``id/violator`` where it depends on who. ``upkeep`` is its cost to the
    provider in every period.
    """

    id: str
    provider: str
    sees: Mapping[str, Number] = field(default_factory=dict)
    false_alarm: Mapping[str, Number] = field(default_factory=dict)
    makes_pay: Mapping[str, Number] = field(default_factory=dict)
    cost: Mapping[str, Number] = field(default_factory=dict)
    upkeep: Number = Fraction(0)
    honour: Number = Fraction(1)
    title: str = ""

    def charge(self, violation: Violation) -> Number | None:
        """What it makes a violator pay; None when it does not answer the violation."""
        return _by_violator(self.makes_pay, violation)

    def burden(self, violation: Violation) -> Number:
        """What answering a violation costs the provider."""
        return _by_violator(self.cost, violation) or Fraction(0)


def _by_violator(amounts: Mapping[str, Number], violation: Violation) -> Number | None:
    own = f"{violation.id}/{violation.player}"
    return amounts[own] if own in amounts else amounts.get(violation.id)


@dataclass(frozen=True, slots=True)
class Tranche:
    """A payment that falls due when its step is reached, if its donor releases it.

    It falls due every period of its step, so its step is not to be the last, which repeats.
    """

    id: str
    donor: str
    recipient: str
    step: int
    amount: Number
    cost: Number


@dataclass(frozen=True, slots=True)
class Veto:
    """A player's power to stop the named responses once they are called for."""

    player: str
    responses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compact:
    """Everything that runs after signature.

    ``war`` is a period's worth of war to each player by level of the balance at which it broke out,
    ``outbreak`` the one-off cost of its breaking out.
    """

    players: tuple[Player, ...]
    steps: tuple[Step, ...]
    violations: tuple[Violation, ...]
    responses: tuple[Response, ...] = ()
    balance: Balance = field(default_factory=Balance)
    guarantors: tuple[Guarantor, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    tranches: tuple[Tranche, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    war: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    outbreak: Mapping[str, Number] = field(default_factory=dict)
