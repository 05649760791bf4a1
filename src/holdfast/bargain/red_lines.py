"""Red lines: what each does, what crossing it would take, and what crossing is worth to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from holdfast.bargain.answers import LinePrice, RedLineEffect, RedLines, Standing
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import (
    avoiding,
    freed,
    giving,
    literals,
    matching,
    position,
    whole_package,
)
from holdfast.bargain.problem import Problem
from holdfast.bargain.relaxing import Relaxing
from holdfast.bargain.results import Demand, Restriction, ValuedPackage
from holdfast.bargain.valued import Choices
from holdfast.bargain.workers import Progress
from holdfast.dossier.model import Dossier, Package, Reading, RedLine
from holdfast.dossier.worth import midpoint


def red_lines(  # noqa: PLR0913  each is a part of the question
    dossier: Dossier,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
    *,
    at: Package | None = None,
    progress: Progress | None = None,
) -> RedLines:
    """Which red lines matter, what it would take to cross each, and how much would come of it.

    A line's price to its owner is the most that the owner can have by keeping the line, less the
    most that it can have by crossing it, when every other party is held to what it accepts: to its
    no-deal value, or, with ``at``, to what that package gives to all of the others between whom the
    question is asked. What crossing is worth to another party is how much more it can have, in the
    same way, once the line is gone. A line with a stated price costs that much to cross; one that
    says never has no worth of its own beside the rest of its owner's view, for nobody has said it.

    Args:
        dossier: what is known.
        between: the parties between whom the frontier is drawn; ``dossier.bargainers()`` unless
            said.
        reading: how a range is read.
        limit: how long it may take and how much it may hold; no time limit unless said.
        at: a package, such as a draft or a settlement, from which prices are counted.
        progress: told how many lines are answered, and of how many.

    Raises:
        QuestionError: when ``at`` is not a package, or a party is unknown or without values.
    """
    inquiry = Inquiry(dossier, between, reading, limit)
    draft: ValuedPackage | None = None
    if at is not None:
        choice = position(inquiry.problem, whole_package(dossier, at))
        (draft,) = inquiry.packages(choice, waived=None)
    vantage = _Vantage(inquiry, draft)
    lines: list[RedLineEffect] = []
    unasked: list[tuple[str, str]] = []
    every = [(party, line) for party, view in dossier.views.items() for line in view.red_lines]
    for party, line in every:
        if progress is not None:
            progress(len(lines), len(every))
        if inquiry.limit:
            unasked.append((party, line.id))
        else:
            lines.append(_Question(vantage, party, line).answer())
    return RedLines(inquiry.between, draft, tuple(lines), tuple(unasked), inquiry.proof())


@dataclass(frozen=True, slots=True)
class _Most:
    """The most points that a party can have, and the package that gives them, if any does."""

    points: Fraction | None
    choices: Choices


class _Vantage:
    """From where prices are counted: what every party is held to, and the most it can have so."""

    def __init__(self, inquiry: Inquiry, draft: ValuedPackage | None) -> None:
        self.inquiry = inquiry
        self.is_package = draft is not None
        self._held: Mapping[str, Fraction] = {} if draft is None else draft.values
        self._most: dict[str, Fraction | None] = {}

    def held(self, problem: Problem, but: str) -> Problem:
        """The problem in which all but one are held to what the draft gives them."""
        least = {}
        for party, points in self._held.items():
            if party != but:
                at = problem.parties.index(party)
                least[at] = ceil(points * problem.scales[at])
        return giving(problem, least)

    def most(self, party: str) -> Fraction | None:
        """The most that a party can have with every line in place."""
        if party not in self._most:
            problem = self.held(self.inquiry.problem, party)
            self._most[party] = _most(self.inquiry, problem, party).points
        return self._most[party]


def _most(inquiry: Inquiry, problem: Problem, party: str) -> _Most:
    choices = inquiry.most(problem, party)
    return _Most(next((value for (value,) in inquiry.points(choices, (party,))), None), choices)


class _Question:
    """One line of one party."""

    def __init__(self, vantage: _Vantage, owner: str, line: RedLine) -> None:
        inquiry = vantage.inquiry
        self._vantage = vantage
        self._owner = owner
        self._line = line
        self._stated = None if line.price is None else inquiry.reading(line.price)
        self._free = inquiry.about(without(inquiry.dossier, owner, line.id))
        self._relaxing = Relaxing(self._free, owner, line, self._stated)
        self._with = self._relaxing.reach(0)
        self._without = self._relaxing.reach(len(self._relaxing.ways))

    def answer(self) -> RedLineEffect:
        """Everything that is asked of the line."""
        return RedLineEffect(
            party=self._owner,
            line=self._line,
            standing=self._standing(),
            stated=self._stated,
            price=self._price(),
            worth={p: self._worth(p) for p in self._free.valued if p != self._owner},
            curve=self._relaxing.curve(),
            is_proven=self._free.is_complete,
        )

    def _standing(self) -> Standing:
        if not self._with.points:
            return Standing.BLOCKING if self._without.points else Standing.MOOT
        width = len(self._free.between)
        same = self._with.frontier(width) == self._without.frontier(width)
        return Standing.SLACK if same else Standing.BINDING

    def _price(self) -> LinePrice:
        if self._owner not in self._free.valued:
            return LinePrice(None, None, None)
        keeping, crossing = self._keeping(), self._crossing()
        no_deal = self._free.dossier.views[self._owner].no_deal
        otherwise = keeping.points
        if otherwise is None and no_deal is not None:
            otherwise = self._free.reading(no_deal)
        points = None
        if otherwise is not None and crossing.points is not None:
            points = max(otherwise - crossing.points + (self._stated or 0), Fraction(0))
        # Compensation would win the owner's consent, so the package itself need not have it.
        waived = (
            Demand(Restriction.RED_LINE, self._owner, self._line.id),
            Demand(Restriction.NO_DEAL, self._owner),
        )
        inquiry = self._vantage.inquiry
        return LinePrice(
            points=points,
            kept=next(iter(inquiry.packages(keeping.choices)), None),
            crossed=next(iter(inquiry.packages(crossing.choices, waived)), None),
            from_no_deal=keeping.points is None and otherwise is not None,
        )

    def _keeping(self) -> _Most:
        """The most that the owner can have, and accept, by keeping its line."""
        if self._vantage.is_package:
            problem = self._vantage.held(self._free.problem, self._owner)
            when = literals(problem, self._line.never)
            return _most(self._free, avoiding(problem, when), self._owner)
        kept = self._relaxing.kept
        return _Most(kept.most, kept.best) if kept.points else _Most(None, kept.choices)

    def _crossing(self) -> _Most:
        """The most that the owner can have by crossing its line, before it pays for that."""
        if self._vantage.is_package:
            problem = self._vantage.held(self._free.problem, self._owner)
            problem = freed(problem, problem.parties.index(self._owner))
            when = literals(problem, self._line.never)
            return _most(self._free, matching(problem, when), self._owner)
        # Ways come with the one that is worth most to the owner first.
        best = next(iter(self._relaxing.ways), None)
        nothing = _Most(None, self._relaxing.kept.choices[:0])
        return nothing if best is None else _Most(best.most, best.best)

    def _worth(self, party: str) -> Fraction | None:
        """How much more another party can have once the line is gone."""
        there = self._there(party)
        if there is None:
            return None
        if not any(way.points for way in self._relaxing.ways):
            return Fraction(0)
        gone = self._gone(party)
        return None if gone is None else gone - there

    def _there(self, party: str) -> Fraction | None:
        if self._is_in_hand(party):
            return self._with.most(self._relaxing.parties.index(party))
        return self._vantage.most(party)

    def _gone(self, party: str) -> Fraction | None:
        if self._is_in_hand(party):
            return self._without.most(self._relaxing.parties.index(party))
        return _most(self._free, self._vantage.held(self._free.problem, party), party).points

    def _is_in_hand(self, party: str) -> bool:
        """True when the frontiers already drawn say what is the most that the party can have."""
        return party in self._relaxing.parties and not self._vantage.is_package


def without(dossier: Dossier, party: str, line: str) -> Dossier:
    """The dossier as it would be if a party had never drawn one of its lines."""
    view = dossier.views[party]
    left = tuple(other for other in view.red_lines if other.id != line)
    return replace(dossier, views={**dossier.views, party: replace(view, red_lines=left)})
