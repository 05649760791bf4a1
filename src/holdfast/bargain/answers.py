"""What mediators' questions are answered with: red lines, trades, agenda and leakage.

Frozen like ``holdfast.bargain.results``, and each with a data frame; robustness has its own file,
``holdfast.bargain.robust_answers``.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from holdfast.bargain.frames import steps_figure
from holdfast.bargain.results import Demand, Proof, ValuedPackage
from holdfast.dossier.model import RedLine
from holdfast.dossier.number import counted
from holdfast.dossier.shown import Shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


class Standing(StrEnum):
    """What a red line does to the frontier.

    ``slack``: without it the frontier is the same. ``binding``: without it the frontier is another.
    ``blocking``: with it there is no zone, without it there is one. ``moot``: there is no zone with
    it, and none without it either.
    """

    SLACK = "slack"
    BINDING = "binding"
    BLOCKING = "blocking"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What it would take for a party to be no worse off crossing its own red line.

    ``points`` is the least compensation in the owner's own points: the most that it can have by
    keeping the line less the most that it can have by crossing it, never below zero, when every
    other party is held to what it accepts. It is None where it cannot be said: no package that
    crosses the line is open to the others, or nothing is known of what the owner would have
    otherwise. ``kept`` and ``crossed`` are those two packages; where no package keeps the line,
    ``kept`` is None and the owner's no-deal value stands in its place (``from_no_deal``).
    """

    points: Fraction | None
    kept: ValuedPackage | None
    crossed: ValuedPackage | None
    from_no_deal: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """The joint outcome once the line no longer rules out what was given up so far.

    ``given_up`` is the option (or the combination) that its owner gives up at this step; empty for
    the line as it stands. ``joint`` is the greatest product of gains of the parties asked between,
    None where there is no zone, ``package`` a package that reaches it, and ``elasticity`` by how
    much of itself the product grew in this step (None from nothing). ``most`` is the most that each
    party can have, ``count`` the number of points of the frontier.
    """

    given_up: Mapping[str, str]
    joint: Fraction | None
    elasticity: Fraction | None
    package: ValuedPackage | None
    most: Mapping[str, Fraction]
    count: int


@dataclass(frozen=True, slots=True)
class RedLineEffect:
    """One red line: what it does, what it would take to cross it, and what crossing is worth.

    ``worth`` is how many more points the best package has for each other party once the line is
    gone, when all the rest are held to what they accept; None where there is no zone to compare
    with. ``stated`` is the price that the owner's view gives, as it was read; None means never.
    """

    party: str
    line: RedLine
    standing: Standing
    stated: Fraction | None
    price: LinePrice
    worth: Mapping[str, Fraction | None]
    curve: tuple[Step, ...]
    is_proven: bool


@dataclass(frozen=True, slots=True, repr=False)
class RedLines(Shown):
    """Every red line of every party; ``at`` is the package that others were held to, if any.

    ``unasked`` are the lines, by party and id, that a limit left without an answer.
    """

    between: tuple[str, ...]
    at: ValuedPackage | None
    lines: tuple[RedLineEffect, ...]
    unasked: tuple[tuple[str, str], ...]
    proof: Proof

    def __repr__(self) -> str:
        """How many lines there are of each standing, and how far that is proven."""
        counts = Counter(str(effect.standing) for effect in self.lines)
        told = ", ".join(f"{count} {standing}" for standing, count in counts.items()) or "none"
        left = f", {len(self.unasked)} not asked" if self.unasked else ""
        return f"<RedLines between {', '.join(self.between)}: {told}{left}, {self.proof.standing}>"

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each line: standing, prices, and what crossing is worth to each party."""
        from holdfast.dossier.shown import records_frame

        return records_frame(
            (
                {
                    "party": effect.party,
                    "line": effect.line.id,
                    "standing": str(effect.standing),
                    "stated": effect.stated,
                    "price": effect.price.points,
                    **{f"worth to {party}": worth for party, worth in effect.worth.items()},
                    "proven": effect.is_proven,
                }
                for effect in self.lines
            ),
            exact=exact,
        )

    def plot(self) -> "Figure":
        """The joint outcome as each line that moves it is given up, step by step."""
        curves = {
            f"{effect.party}: {effect.line.title or effect.line.id}": [
                float(step.joint or 0) for step in effect.curve
            ]
            for effect in self.lines
            if len({step.joint for step in effect.curve}) > 1
        }
        return steps_figure(curves, "What giving up red lines would bring", "product of gains")


@dataclass(frozen=True, slots=True)
class Change:
    """One issue settled in another way."""

    issue: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trade:
    """A package beside the draft: what changes, who gives on what, who gets on what.

    ``gains`` are the points of every party that has values over what the draft gives it. ``gives``
    and ``gets`` are the issues on which the change taken alone costs the party or pays it;
    ``combined`` are points that belong to no single issue.
    """

    changes: tuple[Change, ...]
    package: ValuedPackage
    gains: Mapping[str, Fraction]
    gives: Mapping[str, tuple[str, ...]]
    gets: Mapping[str, tuple[str, ...]]
    combined: Mapping[str, Fraction]

    @property
    def is_logroll(self) -> bool:
        """True when two parties each give where the other gets, and both gain by the whole."""
        gaining = [party for party, gain in self.gains.items() if gain > 0]
        return any(
            set(self.gives[one]) & set(self.gets[other])
            and set(self.gives[other]) & set(self.gets[one])
            for one, other in combinations(gaining, 2)
        )


@dataclass(frozen=True, slots=True)
class Concession:
    """What one party could give, and what it would be worth to another.

    ``ratio`` is the taker's points for each point of the giver's. It ranks moves between the same
    two parties; it says nothing of one party's points against another's.
    """

    giver: str
    taker: str
    trade: Trade

    @property
    def cost(self) -> Fraction:
        """Points that the giver loses; above zero."""
        return -self.trade.gains[self.giver]

    @property
    def gain(self) -> Fraction:
        """Points that the taker gains; above zero."""
        return self.trade.gains[self.taker]

    @property
    def ratio(self) -> Fraction:
        """The gain for each point of cost."""
        return self.gain / self.cost


@dataclass(frozen=True, slots=True, repr=False)
class Trades(Shown):
    """What could be traded from a draft on the table.

    ``objections`` is what the draft itself breaks: links, red lines that say never, and no-deal
    values; empty where it is in the zone. ``improvements`` change one or two issues and nobody who
    has values loses by them; a change of two issues is listed only where neither half would do.
    ``best`` are such improvements over any number of issues that cannot be bettered for the parties
    asked between. ``dominating`` are the packages of the frontier that are at least as good for all
    of those parties and better for one; others may lose by them, within what they accept.
    ``nearest`` is the package of the frontier that changes the fewest issues, ``nearest_unopposed``
    the one among ``dominating``; None where there is no such package. ``concessions`` come by giver
    and taker, the cheapest for what it gives first.
    """

    between: tuple[str, ...]
    draft: ValuedPackage
    objections: tuple[Demand, ...]
    improvements: tuple[Trade, ...]
    best: tuple[Trade, ...]
    dominating: tuple[Trade, ...]
    concessions: tuple[Concession, ...]
    nearest: Trade | None
    nearest_unopposed: Trade | None
    proof: Proof

    def __repr__(self) -> str:
        """Where the draft stands, how much could be traded, and how far that is proven."""
        where = (
            "on the frontier"
            if self.is_efficient
            else f"bettered by {counted(len(self.dominating), 'point')}"
        )
        where = "outside the zone" if self.objections else where
        return (
            f"<Trades between {', '.join(self.between)}: the draft is {where}, "
            f"{counted(len(self.improvements), 'improvement')}, "
            f"{counted(len(self.concessions), 'concession')}, "
            f"{self.proof.standing}>"
        )

    @property
    def is_efficient(self) -> bool:
        """True when the draft is on the frontier."""
        return not self.objections and not self.dominating and self.proof.complete

    @property
    def logrolls(self) -> tuple[Trade, ...]:
        """The trades by which two sides each give where the other gets, and both gain."""
        every = (*self.improvements, *self.best, *self.dominating)
        found = {trade.changes: trade for trade in every if trade.is_logroll}
        return tuple(found.values())

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each trade: its kind, what changes, and each party's gain."""
        from holdfast.dossier.shown import records_frame

        kinds = [("improvement", t) for t in self.improvements]
        kinds += [("best", t) for t in self.best]
        kinds += [("dominating", t) for t in self.dominating]
        kinds += [(f"concession of {c.giver} to {c.taker}", c.trade) for c in self.concessions]
        return records_frame(
            (
                {
                    "kind": kind,
                    "changes": ", ".join(f"{c.issue}={c.after}" for c in trade.changes),
                    **trade.gains,
                }
                for kind, trade in kinds
            ),
            exact=exact,
        )
