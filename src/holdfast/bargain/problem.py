"""A dossier's question compiled to whole numbers, on which every method of this room works.

Each party's points are multiplied by its own scale, the least that makes all of them whole, so sums
and comparisons are exact; no worth is rounded and no binary float is met on the way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, gcd, lcm, prod

from holdfast.bargain.results import Demand, Restriction
from holdfast.dossier.model import Dossier, Pattern, Reading, View
from holdfast.dossier.worth import midpoint, terms
from holdfast.errors import QuestionError

Literals = tuple[tuple[int, frozenset[int]], ...]
"""A pattern by position: for each issue it names, the options it names; sorted by issue."""

Choice = tuple[int, ...]
"""A package by position: for each issue, which of its options."""


@dataclass(frozen=True, slots=True)
class Rule:
    """So many whole points to each party when a package matches; zero for most of them."""

    when: Literals
    worth: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A pattern that no package may match, and the demand that says so."""

    when: Literals
    demand: Demand


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked of a dossier, in whole numbers.

    ``sought`` are the positions in ``parties`` of those whose totals are to be large; the totals of
    the others only bound the zone. A total divided by its party's scale is its points. ``floors``
    are the least totals that parties accept, None where nobody has said. ``rules`` have different
    patterns.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    parties: tuple[str, ...]
    sought: tuple[int, ...]
    scales: tuple[Fraction, ...]
    floors: tuple[int | None, ...]
    rules: tuple[Rule, ...]
    bars: tuple[Bar, ...]

    @property
    def between(self) -> tuple[str, ...]:
        """The parties whose totals are to be large."""
        return tuple(self.parties[p] for p in self.sought)

    @property
    def package_count(self) -> int:
        """The number of packages before any bar or floor is looked at."""
        return prod(len(options) for options in self.options)

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Everything that rules packages out: links and red lines first, then no-deal values."""
        floors = (
            Demand(Restriction.NO_DEAL, party)
            for party, floor in zip(self.parties, self.floors, strict=True)
            if floor is not None
        )
        return (*dict.fromkeys(bar.demand for bar in self.bars), *floors)

    def totals(self, choice: Choice) -> tuple[int, ...]:
        """Every party's whole total for a package."""
        matching = [r.worth for r in self.rules if all(choice[i] in o for i, o in r.when)]
        return (
            tuple(map(sum, zip(*matching, strict=True))) if matching else (0,) * len(self.parties)
        )

    def points(self, party: int, total: int) -> Fraction:
        """A whole total as points of the dossier."""
        scale = self.scales[party]
        if scale.numerator == 1:
            return Fraction(total * scale.denominator)
        return Fraction(total * scale.denominator, scale.numerator)

    def package(self, choice: Choice) -> dict[str, str]:
        """A package by the names of its options."""
        return {
            issue: options[at]
            for issue, options, at in zip(self.issues, self.options, choice, strict=True)
        }

    def seeking(self, *sought: int) -> "Problem":
        """The same zone, in which other parties' totals are to be large."""
        return replace(self, sought=sought)

    def preferring(self, party: int) -> "Problem":
        """The same zone, in which one party's total is to be large before the sum of the others'.

        The best package of what is sought is best for the party, and non-dominated.
        """
        others = [p for p in self.sought if p != party]
        reach = sum(abs(rule.worth[p]) for rule in self.rules for p in others)
        return self.weighing({party: 2 * reach + 1, **dict.fromkeys(others, 1)})

    def weighing(self, weights: Mapping[int, int]) -> "Problem":
        """The same zone, in which a weighted sum of totals, as one total, is to be large."""
        return replace(
            self,
            parties=(*self.parties, ""),
            sought=(len(self.parties),),
            scales=(*self.scales, Fraction(1)),
            floors=(*self.floors, None),
            rules=tuple(
                Rule(rule.when, (*rule.worth, sum(w * rule.worth[p] for p, w in weights.items())))
                for rule in self.rules
            ),
        )

    def under(self, demands: Iterable[Demand]) -> "Problem":
        """The same question under no other demands than these."""
        kept = frozenset(demands)
        floors = tuple(
            floor if Demand(Restriction.NO_DEAL, party) in kept else None
            for party, floor in zip(self.parties, self.floors, strict=True)
        )
        return replace(self, floors=floors, bars=tuple(b for b in self.bars if b.demand in kept))


def compile_problem(
    dossier: Dossier, between: Sequence[str] | None = None, reading: Reading = midpoint
) -> Problem:
    """Write a dossier's question in whole numbers.

    Args:
        dossier: what is known.
        between: whose totals are to be large; ``dossier.bargainers()`` unless said.
        reading: how a range is read.

    Raises:
        QuestionError: when a party is unknown, named twice or without values.
    """
    named = _checked(dossier, dossier.bargainers() if between is None else tuple(between))
    bounding = (
        p for p, view in dossier.views.items() if view.no_deal is not None and p not in named
    )
    parties = (*named, *bounding)
    positions = _Positions(dossier)
    worths: dict[Literals, list[int]] = {}
    scales: list[Fraction] = []
    floors: list[int | None] = []
    for at, party in enumerate(parties):
        view = dossier.views[party]
        own = positions.sums(view, reading)
        scale = _scale(own.values())
        for when, worth in own.items():
            worths.setdefault(when, [0] * len(parties))[at] = int(worth * scale)
        scales.append(scale)
        # Totals are whole, so the least acceptable one is the no-deal value rounded up.
        floors.append(None if view.no_deal is None else ceil(reading(view.no_deal) * scale))
    return Problem(
        issues=tuple(dossier.issues),
        options=tuple(tuple(issue.options) for issue in dossier.issues.values()),
        parties=parties,
        sought=tuple(range(len(named))),
        scales=tuple(scales),
        floors=tuple(floors),
        rules=tuple(Rule(when, tuple(worth)) for when, worth in worths.items() if any(worth)),
        bars=tuple(positions.bars(dossier)),
    )


def _checked(dossier: Dossier, between: tuple[str, ...]) -> tuple[str, ...]:
    if not all(between):
        message = "A party without a name is asked for. Name parties by their ids, each once."
        raise QuestionError(message, code="parties-not-clear")
    silent = [p for p in between if p not in dossier.views or not dossier.views[p].has_values]
    if silent:
        message = (
            f"No values are known of {', '.join(map(repr, silent))}, so nothing can be said of "
            "gains and losses there. Name parties whose views have values."
        )
        raise QuestionError(message, code="party-without-values")
    if not between or len(set(between)) != len(between):
        message = (
            f"A question is asked between parties that are named once each, not {list(between)!r}."
        )
        raise QuestionError(message, code="parties-not-clear")
    return between


def _scale(worths: Iterable[Fraction]) -> Fraction:
    """The least number that makes all worths whole, and no larger than they must be."""
    moving = [worth for worth in worths if worth]
    if not moving:
        return Fraction(1)
    whole = lcm(*(worth.denominator for worth in moving))
    return Fraction(whole, gcd(*(int(worth * whole) for worth in moving)))


class _Positions:
    """Issues and options of a dossier by their positions."""

    def __init__(self, dossier: Dossier) -> None:
        self._issues = {issue: at for at, issue in enumerate(dossier.issues)}
        self._options = [
            {option: at for at, option in enumerate(issue.options)}
            for issue in dossier.issues.values()
        ]

    def literals(self, pattern: Pattern) -> Literals | None:
        """A pattern by position; None when nothing can match it."""
        found = []
        for issue, options in pattern.options.items():
            at = self._issues[issue]
            chosen = frozenset(self._options[at][option] for option in options)
            if not chosen:
                return None
            if len(chosen) < len(self._options[at]):
                found.append((at, chosen))
        return tuple(sorted(found, key=lambda literal: literal[0]))

    def sums(self, view: View, reading: Reading) -> dict[Literals, Fraction]:
        """What a party's terms are worth, those with the same pattern added up."""
        sums: dict[Literals, Fraction] = {}
        for term in terms(view, reading):
            when = self.literals(term.when)
            if when is not None:
                sums[when] = sums[when] + term.worth if when in sums else term.worth
        return sums

    def bars(self, dossier: Dossier) -> Iterator[Bar]:
        """Every link and every red line that means never, in the order of the dossier."""
        stated = [(link.never, Demand(Restriction.LINK, id=link.id)) for link in dossier.links]
        stated += [
            (line.never, Demand(Restriction.RED_LINE, view.party, line.id))
            for view in dossier.views.values()
            for line in view.red_lines
            if line.price is None
        ]
        for never, demand in stated:
            when = self.literals(never)
            if when is not None:
                yield Bar(when, demand)
