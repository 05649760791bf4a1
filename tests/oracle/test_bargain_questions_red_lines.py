"""What is said of a red line is what looking at every single package says."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest

from bargaining import non_dominated, random_dossier
from enumeration import all_accept, every_package, valued, without, without_no_deal
from holdfast.bargain.answers import RedLineEffect, Standing
from holdfast.bargain.red_lines import red_lines
from holdfast.dossier import Dossier, Package, RedLine, midpoint, value

Point = tuple[Fraction, ...]
Way = dict[str, str]


@dataclass
class Case:
    """One line of one party, and what enumeration says of it."""

    dossier: Dossier
    owner: str
    line: RedLine
    at: Package | None

    def __post_init__(self) -> None:
        self.between = self.dossier.bargainers()
        self.free = without(self.dossier, self.owner, self.line.id)
        self.packages = list(every_package(self.dossier))

        self.zones = {
            id(d): [p for p in self.packages if all_accept(d, p)] for d in (self.dossier, self.free)
        }

    def worth(self, party: str, package: Package) -> Fraction:
        """Points with every line in place."""
        return value(self.dossier.views[party], package)

    def points(self, dossier: Dossier, packages: list[dict[str, str]]) -> list[Point]:
        """What packages of a dossier's zone are worth to those asked between."""
        return [
            tuple(value(dossier.views[p], package) for p in self.between)
            for package in packages
            if package in self.zones[id(dossier)]
        ]

    def holds(self, dossier: Dossier, but: str) -> Callable[[Package], bool]:
        """Whether all but one are given what the package at hand gives them."""
        others = [p for p in self.between if p != but] if self.at is not None else []
        at = self.at or {}

        def is_held(package: Package) -> bool:
            return all(value(dossier.views[p], package) >= self.worth(p, at) for p in others)

        return is_held

    def most(self, dossier: Dossier, party: str) -> Fraction | None:
        """The most that a party can have while the others are held."""
        is_held = self.holds(dossier, party)
        return max(
            (
                value(dossier.views[party], package)
                for package in self.zones[id(dossier)]
                if is_held(package)
            ),
            default=None,
        )

    def standing(self) -> Standing:
        """By comparing the frontier with the line and without it."""
        there = non_dominated(self.points(self.dossier, self.zones[id(self.dossier)]))
        gone = non_dominated(self.points(self.free, self.zones[id(self.free)]))
        if not there:
            return Standing.BLOCKING if gone else Standing.MOOT
        return Standing.SLACK if there == gone else Standing.BINDING

    def price(self) -> Fraction | None:
        """The most from keeping the line, less the most from crossing it."""
        crosses = self.line.never.matches
        is_held = self.holds(self.free, self.owner)
        keeping = [
            self.worth(self.owner, p)
            for p in self.zones[id(self.free)]
            if not crosses(p) and is_held(p)
        ]
        willing = without_no_deal(self.free, self.owner)
        crossing = [
            self.worth(self.owner, p)
            for p in self.packages
            if crosses(p) and all_accept(willing, p) and is_held(p)
        ]
        no_deal = self.dossier.views[self.owner].no_deal
        if not keeping and no_deal is not None:
            keeping = [midpoint(no_deal)]
        if not keeping or not crossing:
            return None
        return max(Fraction(0), max(keeping) - max(crossing))

    def ways(self) -> list[Way]:
        """The ways to cross, in the order in which the owner would give them up."""
        never = self.line.never.options
        ways = [
            dict(zip(never, options, strict=True))
            for options in product(*(dict.fromkeys(named) for named in never.values()))
        ]
        willing = without_no_deal(self.free, self.owner)

        def most(way: Way) -> Fraction | None:
            inside = [p for p in self.packages if way.items() <= p.items()]
            return max(
                (value(willing.views[self.owner], p) for p in inside if all_accept(willing, p)),
                default=None,
            )

        return sorted(ways, key=lambda way: (most(way) is None, -(most(way) or 0)))

    def given_up(self, ways: list[Way]) -> list[Point]:
        """What can be had when these ways of crossing count for nothing any more."""
        free = [
            p
            for p in self.packages
            if not self.line.never.matches(p) or any(way.items() <= p.items() for way in ways)
        ]
        rest = [p for p in self.packages if p not in free]
        return self.points(self.free, free) + self.points(self.dossier, rest)


def start_of(case: Case, frontiers: list[list[Point]]) -> Point:
    """No deal, or else zero, or the least of any frontier that is below zero."""
    starts = []
    for column, party in enumerate(case.between):
        no_deal = case.dossier.views[party].no_deal
        least = [point[column] for frontier in frontiers for point in frontier]
        starts.append(min([Fraction(0), *least]) if no_deal is None else midpoint(no_deal))
    return tuple(starts)


def check_curve(case: Case, effect: RedLineEffect) -> None:
    """Every step of the curve."""
    ways = case.ways()
    assert [{}, *ways] == [dict(step.given_up) for step in effect.curve]
    zones = [case.given_up(ways[:n]) for n in range(len(ways) + 1)]
    frontiers = [non_dominated(points) for points in zones]
    start = start_of(case, frontiers)
    before = None
    for step, frontier in zip(effect.curve, frontiers, strict=True):
        gains = [[v - s for v, s in zip(point, start, strict=True)] for point in frontier]
        joint = max((prod(g) for g in gains if min(g) >= 0), default=None)
        assert joint == step.joint
        assert len(frontier) == step.count
        for column, party in enumerate(case.between):
            assert max((p[column] for p in frontier), default=None) == step.most.get(party)
        assert (joint / before - 1 if before and joint is not None else None) == step.elasticity
        if step.package is not None:
            reached = tuple(step.package.values.values())
            assert reached in frontier
            assert joint == prod(v - s for v, s in zip(reached, start, strict=True))
        before = joint


def check(case: Case, effect: RedLineEffect) -> None:
    """Standing, price, worth and curve."""
    assert effect.is_proven
    assert case.standing() == effect.standing
    assert case.price() == effect.price.points
    for party in valued(case.dossier):
        if party != case.owner:
            there, gone = case.most(case.dossier, party), case.most(case.free, party)
            worth = None if there is None or gone is None else gone - there
            assert worth == effect.worth[party]
    check_curve(case, effect)


@pytest.mark.parametrize("block", range(4))
def test_red_lines_are_those_of_enumeration(block: int) -> None:
    """Random dossiers; prices from the zone, and from a random package."""
    seen: set[Standing] = set()
    for seed in range(8 * block, 8 * block + 8):
        rng = Random(seed)
        dossier = random_dossier(rng, most_issues=3)
        at = {i: rng.choice(list(issue.options)) for i, issue in dossier.issues.items()}
        for package in (None, at):
            answer = red_lines(dossier, at=package)
            assert answer.proof.complete
            assert not answer.unasked
            for effect in answer.lines:
                check(Case(dossier, effect.party, effect.line, package), effect)
                seen.add(effect.standing)
    assert {Standing.SLACK, Standing.BINDING} <= seen
