"""Dossiers for the tests of bargaining, and what looking at every single package says of them."""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from random import Random

from holdfast.dossier import (
    Dossier,
    Issue,
    IssueValues,
    Link,
    Option,
    Party,
    Pattern,
    PoliticalCost,
    Range,
    RedLine,
    Role,
    Together,
    View,
    accepts,
    value,
)

Point = tuple[Fraction, ...]


def issue(name: str, options: int) -> Issue:
    """An issue with options o0, o1, ..."""
    return Issue(name, name, {f"o{n}": Option(f"o{n}", f"o{n}") for n in range(options)})


def plain(
    worths: dict[str, list[list[int | Fraction]]], options: list[int] | None = None
) -> Dossier:
    """Principals with exact worths: for each party, for each issue, the points of each option."""
    sizes = options or [len(own) for own in next(iter(worths.values()))]
    issues = {f"i{n}": issue(f"i{n}", size) for n, size in enumerate(sizes)}
    views = {
        party: View(party, values={i: _values(i, own) for i, own in zip(issues, rows, strict=True)})
        for party, rows in worths.items()
    }
    parties = {party: Party(party, party, (Role.PRINCIPAL,)) for party in worths}
    return Dossier("plain", parties, issues, views=views)


def _values(name: str, points: list[int | Fraction]) -> IssueValues:
    worth = {f"o{n}": Range.exactly(p) for n, p in enumerate(points)}
    return IssueValues(name, Range.exactly(100), worth)


def with_no_deal(dossier: Dossier, **least: int | Fraction) -> Dossier:
    """The same dossier with no-deal values."""
    views = {
        party: replace(view, no_deal=Range.exactly(least[party])) if party in least else view
        for party, view in dossier.views.items()
    }
    return replace(dossier, views=views)


def opposed(issues: int, parties: int, seed: int = 7) -> Dossier:
    """The random opposed domain of so many issues with five options, for two or three parties."""
    rng = Random(seed)
    worths: dict[str, list[list[int | Fraction]]] = {f"p{n}": [] for n in range(parties)}
    for _ in range(issues):
        base = sorted(rng.randint(0, 100) for _ in range(5))
        sides = (base, [100 - b for b in base], [100 - 2 * abs(b - 50) for b in base])
        for own, side in zip(worths.values(), sides, strict=False):
            weight = rng.randint(1, 10)
            own.append([weight * b for b in side])
    return plain(worths)


def combinations_alone(
    rng: Random, *, any_options: bool, links: bool, size: int = 5, parties: int = 0
) -> Dossier:
    """Issues on which only combinations count, over ranges of options or any of them."""
    issues = {f"i{n}": issue(f"i{n}", rng.randint(2, 6)) for n in range(size)}

    def pattern() -> Pattern:
        found = {}
        for name in rng.sample(list(issues), rng.randint(1, 3)):
            options = list(issues[name].options)
            low, high = sorted(rng.sample(range(len(options) + 1), 2))
            some = rng.sample(options, rng.randint(1, len(options)))
            found[name] = tuple(some if any_options else options[low:high])
        return Pattern(found)

    views = {
        party: View(
            party,
            together=tuple(Together(pattern(), Range.exactly(rng.randint(1, 9))) for _ in range(8)),
        )
        for party in ("p0", "p1", "p2", "p3")[: parties or rng.randint(2, 3)]
    }
    stated = (Link("l0", pattern()),) if links else ()
    principals = {party: Party(party, party, (Role.PRINCIPAL,)) for party in views}
    return Dossier("combinations", principals, issues, links=stated, views=views)


def random_dossier(rng: Random, most_issues: int = 4) -> Dossier:
    """A small dossier with everything in it: links, red lines, orders, ranges, combinations."""
    issues = {
        f"i{n}": issue(f"i{n}", rng.randint(2, 4)) for n in range(rng.randint(1, most_issues))
    }
    draw = _Draw(rng, issues)
    names = [f"p{n}" for n in range(rng.randint(2, 4))]
    principals = rng.randint(1, len(names))
    parties = {
        name: Party(name, name, (Role.PRINCIPAL if n < principals else Role.GUARANTOR,))
        for n, name in enumerate(names)
    }
    links = tuple(Link(f"l{n}", draw.pattern(3)) for n in range(rng.randint(0, 2)))
    views = {name: draw.view(name) for name in names}
    return Dossier("random", parties, issues, links=links, views=views)


@dataclass
class _Draw:
    rng: Random
    issues: dict[str, Issue]

    def pattern(self, most: int) -> Pattern:
        names = self.rng.sample(list(self.issues), self.rng.randint(1, min(most, len(self.issues))))
        return Pattern({name: self._some(name) for name in names})

    def view(self, party: str) -> View:
        rng = self.rng
        values = {name: self._values(name) for name in self.issues if rng.random() < 0.8}
        values = values or {"i0": IssueValues("i0", self.number(1, 9), {"o0": self.number(1, 9)})}
        return View(
            party,
            no_deal=self.number(-5, 18) if rng.random() < 0.5 else None,
            values=values,
            together=tuple(
                Together(self.pattern(3), self.number(-9, 9)) for _ in range(rng.randint(0, 3))
            ),
            political_costs=tuple(
                PoliticalCost(self.pattern(2), self.number(0, 5)) for _ in range(rng.randint(0, 1))
            ),
            red_lines=tuple(
                RedLine(f"r{n}", self.pattern(2), None if rng.random() < 0.4 else self.number(1, 9))
                for n in range(rng.randint(0, 2))
            ),
        )

    def number(self, low: int, high: int) -> Range:
        parts = self.rng.choice([1, 1, 2, 4, 10, 100])
        bottom = Fraction(self.rng.randint(low * parts, high * parts), parts)
        width = Fraction(self.rng.randint(0, 30), 10) if self.rng.random() < 0.3 else Fraction(0)
        return Range(bottom, bottom + width)

    def _some(self, name: str) -> tuple[str, ...]:
        options = list(self.issues[name].options)
        return tuple(self.rng.sample(options, self.rng.randint(1, len(options) - 1)))

    def _values(self, name: str) -> IssueValues:
        options = list(self.issues[name].options)
        if self.rng.random() < 0.15:
            self.rng.shuffle(options)
            order = tuple((option,) for option in options)
            return IssueValues(name, self.number(1, 30), order=order)
        worth = {option: self.number(0, 100) for option in options if self.rng.random() < 0.9}
        return IssueValues(name, self.number(1, 30), worth)


def zone_by_enumeration(dossier: Dossier, between: tuple[str, ...]) -> list[Point]:
    """The points of every package that all accept, straight from the definitions."""
    points = []
    for options in product(*(issue.options for issue in dossier.issues.values())):
        package = dict(zip(dossier.issues, options, strict=True))
        if any(link.never.matches(package) for link in dossier.links):
            continue
        if all(accepts(view, package) for view in dossier.views.values()):
            points.append(tuple(value(dossier.views[party], package) for party in between))
    return points


def non_dominated(points: list[Point]) -> list[Point]:
    """The points that no other equals or beats for all, in falling order."""
    distinct = set(points)
    return sorted(
        (
            p
            for p in distinct
            if not any(q != p and all(a >= b for a, b in zip(q, p, strict=True)) for q in distinct)
        ),
        reverse=True,
    )
