"""The space of packages: where each stands, who gains and loses by it, and what could be traded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.brief import Standing, standings
from holdfast.dossier import Dossier, Link, Package, RedLine, View, accepts, midpoint, value

if TYPE_CHECKING:
    from holdfast.bargain import Conflict, Frontier, Settlement, ValuedPackage, Zone
    from holdfast.bargain.answers import Trades

SECONDS = 20
"""What is not found by then is said to be not proven."""

STEPS = 3
"""The zone, the frontier, the settlements on it."""


@dataclass(frozen=True)
class Space:
    """What could be agreed between some parties: zone, frontier, and the settlements on it.

    ``settled`` holds each package that some principle picks, with the settlements that pick it.
    """

    between: tuple[str, ...]
    zone: "Zone"
    frontier: "Frontier"
    settled: tuple[tuple[tuple["Settlement", ...], "ValuedPackage"], ...]

    @property
    def conflicts(self) -> tuple["Conflict", ...]:
        """Why there is no zone; empty when there is one."""
        return self.zone.conflicts


class Rank(StrEnum):
    """Where a package stands: outside the zone, bettered within it, or on its frontier."""

    OUTSIDE = "outside"
    BETTERED = "bettered"
    FRONTIER = "frontier"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Effect:
    """What a package is to one party; ``no_deal`` is None where nobody has said what that is worth.

    ``crossed`` are its red lines that the package crosses, at a price or not.
    """

    party: str
    value: Fraction
    no_deal: Fraction | None
    is_accepted: bool
    crossed: tuple[RedLine, ...]
    standings: tuple[Standing, ...]

    @property
    def gain(self) -> Fraction | None:
        """Points above no deal; below zero the party would rather walk away."""
        return None if self.no_deal is None else self.value - self.no_deal


@dataclass(frozen=True)
class Weighing:
    """A package, weighed: the effect on each party that has values or red lines, the rules broken.

    ``better`` is a package of the frontier at least as good for all between whom the question was
    asked, and better for one: the one that changes the fewest issues. None where there is none.
    """

    package: Package
    effects: tuple[Effect, ...]
    broken: tuple[Link, ...]
    stands: Rank
    better: "ValuedPackage | None"

    @property
    def is_acceptable(self) -> bool:
        """True when no rule is broken and every party accepts, as far as is known."""
        return not self.broken and all(effect.is_accepted for effect in self.effects)


def explore(
    dossier: Dossier,
    between: Sequence[str],
    progress: Callable[[int, int], object] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Space:
    """Zone, frontier and settlements between some parties; what takes too long is not proven.

    Called off, it gives what was found.
    """
    from holdfast.bargain import Limit, frontier, settlements, zone

    asked = tuple(between)
    limit = Limit(seconds=SECONDS, should_stop=should_stop)
    told = progress or (lambda _done, _all: None)
    told(0, STEPS)
    found_zone = zone(dossier, asked, limit=limit, counts=len(asked) > 1)
    told(1, STEPS)
    found = frontier(dossier, asked, limit=limit)
    told(2, STEPS)
    settled = settlements(dossier, asked, frontier=found) if found.packages else ()
    grouped: dict[tuple[tuple[str, str], ...], list[Settlement]] = {}
    for settlement in settled:
        if settlement.package is not None:
            grouped.setdefault(tuple(settlement.package.options.items()), []).append(settlement)
    return Space(
        between=asked,
        zone=found_zone,
        frontier=found,
        settled=tuple(
            (tuple(group), package)
            for group in grouped.values()
            if (package := group[0].package) is not None
        ),
    )


def weigh(dossier: Dossier, package: Package, space: Space) -> Weighing:
    """Who gains and who loses by a package, and whether it could be bettered; exact and at once."""
    order = [*space.between, *(p for p in dossier.views if p not in space.between)]
    effects = tuple(
        _effect(dossier, dossier.views[party], package)
        for party in order
        if dossier.views[party].has_values or dossier.views[party].red_lines
    )
    broken = tuple(link for link in dossier.links if link.never.matches(package))
    values = {effect.party: effect.value for effect in effects}
    better = _better(package, values, space)
    if broken or not all(effect.is_accepted for effect in effects):
        stands = Rank.OUTSIDE
    elif better is not None:
        stands = Rank.BETTERED
    else:
        is_proven = space.frontier.proof.complete
        stands = Rank.FRONTIER if is_proven else Rank.UNPROVEN
    return Weighing(package, effects, broken, stands, better)


def trade(dossier: Dossier, package: Package, between: Sequence[str]) -> "Trades":
    """What could be traded from a package: what nobody loses by, the cheapest concessions."""
    from holdfast.bargain import Limit
    from holdfast.bargain.trades import trades

    return trades(dossier, package, tuple(between), limit=Limit(seconds=SECONDS))


def first_package(dossier: Dossier, space: Space) -> Package:
    """Where to begin: what the first principle picks, one of the zone, what is nearest to one."""
    if space.settled:
        return space.settled[0][1].options
    for package in space.zone.best.values():
        return package.options
    for way in space.zone.relaxations:
        return way.package.options
    return {issue.id: next(iter(issue.options)) for issue in dossier.issues.values()}


def changed_issues(before: Package, after: Package) -> tuple[str, ...]:
    """The issues that two packages settle in different ways."""
    return tuple(issue for issue, option in after.items() if before[issue] != option)


def _effect(dossier: Dossier, view: View, package: Package) -> Effect:
    return Effect(
        party=view.party,
        value=value(view, package),
        no_deal=None if view.no_deal is None else midpoint(view.no_deal),
        is_accepted=accepts(view, package),
        crossed=tuple(line for line in view.red_lines if line.never.matches(package)),
        standings=standings(dossier, view, package),
    )


def _better(
    package: Package, values: Mapping[str, Fraction], space: Space
) -> "ValuedPackage | None":
    found = [
        other
        for other in space.frontier.packages
        if all(other.values[p] >= values[p] for p in space.between)
        and any(other.values[p] > values[p] for p in space.between)
    ]
    return min(found, key=lambda p: len(changed_issues(package, p.options)), default=None)
