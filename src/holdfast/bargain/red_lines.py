"""Red lines: what each does, what crossing it would take, and what crossing is worth to others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, prod

from holdfast.bargain.answers import LinePrice, RedLineEffect, RedLines, Standing
from holdfast.bargain.columns import Choices
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import freed, giving, position, whole_package
from holdfast.bargain.problem import Problem
from holdfast.bargain.relaxing import Line, Relaxing, Way, relaxings
from holdfast.bargain.results import Demand, Restriction, ValuedPackage
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
    answered: list[RedLineEffect] = []
    unasked: list[tuple[str, str]] = []
    count = sum(len(view.red_lines) for view in dossier.views.values())
    for party, lines in _groups(dossier, inquiry.together):
        if progress is not None:
            progress(len(answered), count)
        found: list[RedLineEffect] = []
        if not inquiry.limit:
            found = _Questions(vantage, party, lines).answers()
        if inquiry.limit:
            unasked += [(party, line.id) for line in lines]
        else:
            answered += found
    return RedLines(inquiry.between, draft, tuple(answered), tuple(unasked), inquiry.proof())


def _groups(dossier: Dossier, together: int) -> Iterator[tuple[str, list[RedLine]]]:
    """The lines of each party, as many at a time as are best asked side by side; at least one."""
    for party, view in dossier.views.items():
        group: list[RedLine] = []
        ways = 0
        for line in view.red_lines:
            crossings = prod(map(len, line.never.options.values()))
            if group and ways + crossings >= together:
                yield party, group
                group, ways = [], 0
            group, ways = [*group, line], ways + crossings + 1
        if group:
            yield party, group


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

    def held(self, problem: Problem, but: str, crossed: Line | None = None) -> Problem:
        """The problem in which all but one are held to what the draft gives them.

        Packages that cross a line hold its price in their totals; their owner need not pay it.
        """
        least = {}
        for party, points in self._held.items():
            if party != but:
                at = problem.parties.index(party)
                unpaid = crossed.price or 0 if crossed and crossed.owner == party else 0
                least[at] = ceil((points - unpaid) * problem.scales[at])
        return giving(problem, least)

    def most(self, party: str) -> Fraction | None:
        """The most that a party can have with every line in place."""
        if party not in self._most:
            problem = self.held(self.inquiry.problem, party)
            choices = self.inquiry.most(problem, party)
            self._most[party] = _points_of(self.inquiry, choices, party).points
        return self._most[party]


def _points_of(inquiry: Inquiry, choices: Choices, party: str) -> _Most:
    return _Most(next((value for (value,) in inquiry.points(choices, (party,))), None), choices)


class _Questions:
    """All lines of one party, asked side by side."""

    def __init__(self, vantage: _Vantage, owner: str, lines: Sequence[RedLine]) -> None:
        inquiry = vantage.inquiry
        self._vantage = vantage
        self._inquiry = inquiry
        self._owner = owner
        no_deal = inquiry.dossier.views[owner].no_deal
        walking_away = None if no_deal is None else inquiry.reading(no_deal)
        self._lines = [
            Line(
                owner, own, None if own.price is None else inquiry.reading(own.price), walking_away
            )
            for own in lines
        ]
        self._relaxings = relaxings(inquiry, self._lines)

    def answers(self) -> list[RedLineEffect]:
        """Everything that is asked of the lines."""
        worths = {p: self._worths(p) for p in self._inquiry.valued if p != self._owner}
        prices = self._prices()
        return [
            RedLineEffect(
                party=self._owner,
                line=line.line,
                standing=self._standing(relaxing),
                stated=line.price,
                price=prices[n],
                worth={party: own[n] for party, own in worths.items()},
                curve=relaxing.curve(),
                is_proven=self._inquiry.is_complete,
            )
            for n, (line, relaxing) in enumerate(zip(self._lines, self._relaxings, strict=True))
        ]

    def _standing(self, relaxing: Relaxing) -> Standing:
        with_, without_ = relaxing.reach(0), relaxing.reach(len(relaxing.ways))
        if not with_.points:
            return Standing.BLOCKING if without_.points else Standing.MOOT
        width = len(self._inquiry.between)
        same = with_.frontier(width) == without_.frontier(width)
        return Standing.SLACK if same else Standing.BINDING

    def _prices(self) -> list[LinePrice]:
        if self._owner not in self._inquiry.valued:
            return [LinePrice(None, None, None) for _ in self._lines]
        if self._vantage.is_package:
            pairs = self._held_to_the_draft()
        else:
            pairs = [(_keeping(r.kept), _crossing(r)) for r in self._relaxings]
        return [
            self._price(line, keeping, crossing)
            for line, (keeping, crossing) in zip(self._lines, pairs, strict=True)
        ]

    def _price(self, line: Line, keeping: _Most, crossing: _Most) -> LinePrice:
        otherwise = line.no_deal if keeping.points is None else keeping.points
        points = None
        if otherwise is not None and crossing.points is not None:
            points = max(otherwise - crossing.points + (line.price or 0), Fraction(0))
        # Compensation would win the owner's consent, so the package itself need not have it.
        waived = (
            Demand(Restriction.RED_LINE, self._owner, line.line.id),
            Demand(Restriction.NO_DEAL, self._owner),
        )
        return LinePrice(
            points=points,
            kept=next(iter(self._inquiry.packages(keeping.choices)), None),
            crossed=next(iter(self._inquiry.packages(crossing.choices, waived)), None),
            from_no_deal=keeping.points is None and otherwise is not None,
        )

    def _held_to_the_draft(self) -> list[tuple[_Most, _Most]]:
        """The most that the owner can have by keeping and by crossing, others as in the draft."""
        problem = self._vantage.held(self._inquiry.problem, self._owner)
        at = problem.parties.index(self._owner)
        kept = [line.kept(problem) for line in self._lines]
        crossed = [freed(line.crossed(problem, line.line.never), at) for line in self._lines]
        keeping, crossing = self._most(kept), self._most(crossed)
        paid = [line.price or Fraction(0) for line in self._lines]
        before = [
            most if most.points is None else _Most(most.points + price, most.choices)
            for most, price in zip(crossing, paid, strict=True)
        ]
        return list(zip(keeping, before, strict=True))

    def _most(self, problems: Sequence[Problem]) -> list[_Most]:
        found = self._inquiry.most_of_all(problems, self._owner)
        return [_points_of(self._inquiry, choices, self._owner) for choices in found]

    def _worths(self, party: str) -> list[Fraction | None]:
        """How much more another party can have once each line is gone."""
        if party in self._relaxings[0].parties and not self._vantage.is_package:
            return [_more(r, r.parties.index(party)) for r in self._relaxings]
        there = self._vantage.most(party)
        if there is None:
            return [None for _ in self._lines]
        open_ = [any(way.points for way in r.ways) for r in self._relaxings]
        # Without a line there is what there was with it, and what crosses it.
        asked = [line for line, is_open in zip(self._lines, open_, strict=True) if is_open]
        crossed = [
            self._vantage.held(line.crossed(self._inquiry.problem, line.line.never), party, line)
            for line in asked
        ]
        found = iter(self._inquiry.most_of_all(crossed, party))
        worths: list[Fraction | None] = []
        for is_open in open_:
            gone = _points_of(self._inquiry, next(found), party).points if is_open else None
            worths.append(max(gone - there, Fraction(0)) if gone is not None else Fraction(0))
        return worths


def _keeping(kept: Way) -> _Most:
    """The most that the owner can have, and accept, by keeping its line."""
    return _Most(kept.most, kept.best) if kept.points else _Most(None, kept.choices)


def _crossing(relaxing: Relaxing) -> _Most:
    """The most that the owner can have by crossing its line, before it pays for that."""
    # Ways come with the one that is worth most to the owner first.
    best = next(iter(relaxing.ways), None)
    if best is None:
        return _Most(None, relaxing.kept.choices[:0])
    return _Most(best.most, best.best)


def _more(relaxing: Relaxing, at: int) -> Fraction | None:
    """How much more a party can have once a line is gone, told by the frontiers at hand."""
    there = relaxing.reach(0).most(at)
    gone = relaxing.reach(len(relaxing.ways)).most(at)
    return None if there is None or gone is None else gone - there
