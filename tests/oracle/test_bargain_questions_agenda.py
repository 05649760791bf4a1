"""What can be settled early, and at what loss, is what looking at every single package says."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from itertools import product
from math import prod
from random import Random

import pytest

from bargaining import non_dominated, random_dossier
from enumeration import all_accept, every_package
from holdfast.bargain.agenda import agenda
from holdfast.bargain.agenda_answers import Agenda, Harvest, TrackHarvest
from holdfast.dossier import Dossier, Track, midpoint, value

Point = tuple[Fraction, ...]


def with_tracks(dossier: Dossier, rng: Random) -> Dossier:
    """The dossier with its issues on two tracks, or on none."""
    issues = {
        i: replace(issue, track=rng.choice(["", "one", "two"]))
        for i, issue in dossier.issues.items()
    }
    return replace(dossier, issues=issues, tracks={t: Track(t, t) for t in ("one", "two")})


class Case:
    """A dossier, its frontier, and what is left of it when some issues are settled."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.between = dossier.bargainers()
        self.zone = [p for p in every_package(dossier) if all_accept(dossier, p)]
        self.whole = self.frontier({})
        starts = []
        for place, party in enumerate(self.between):
            no_deal = dossier.views[party].no_deal
            least = [point[place] for point in self.whole]
            starts.append(min([Fraction(0), *least]) if no_deal is None else midpoint(no_deal))
        self.start = tuple(starts)

    def frontier(self, settled: Mapping[str, str]) -> list[Point]:
        """The non-dominated points of what is left."""
        left = [p for p in self.zone if settled.items() <= p.items()]
        views = self.dossier.views
        return non_dominated([tuple(value(views[x], p) for x in self.between) for p in left])

    def joint(self, points: list[Point]) -> Fraction:
        """The greatest product of gains, zero where nobody can be given a gain."""
        gains = [[v - s for v, s in zip(point, self.start, strict=True)] for point in points]
        return max(
            (prod(own, start=Fraction(1)) for own in gains if min(own) >= 0), default=Fraction(0)
        )

    def loss(self, left: list[Point]) -> Fraction | None:
        """The share of what it could gain that some party must give up at the worst point."""
        if not left:
            return None
        most = [max(column) for column in zip(*self.whole, strict=True)]
        spans = [m - s if m > s else Fraction(1) for m, s in zip(most, self.start, strict=True)]
        return max(
            min(max((a - b) / s for a, b, s in zip(point, own, spans, strict=True)) for own in left)
            for point in self.whole
        )

    def check(self, harvest: Harvest) -> None:
        """Everything that is said of one way to settle something first."""
        left = self.frontier(harvest.settled)
        assert len(set(left) & set(self.whole)) == harvest.kept
        assert len(self.whole) == harvest.whole
        expected = self.loss(left)
        assert (expected if expected is None else max(expected, Fraction(0))) == harvest.loss
        joint = self.joint(self.whole)
        assert (self.joint(left) / joint if joint else None) == harvest.joint
        for place, party in enumerate(self.between if left else ()):
            most = max(point[place] for point in self.whole)
            assert most - max(point[place] for point in left) == harvest.less[party]

    def is_free(self, settled: Mapping[str, str]) -> bool:
        """True when the whole frontier is left."""
        return self.frontier(settled) == self.whole


def check_order(case: Case, found: Agenda) -> None:
    """Free issues stay free one after the other, no further one could be, the rest by its loss."""
    settled: dict[str, str] = {}
    for item in found.order:
        if item.option is not None:
            settled[item.issue] = item.option
            assert case.is_free(settled)
    rest = [item for item in found.order if item.option is None]
    assert [*case.dossier.issues] == sorted(
        (item.issue for item in found.order), key=[*case.dossier.issues].index
    )
    losses = []
    for item in rest:
        ways = [{**settled, item.issue: o} for o in case.dossier.issues[item.issue].options]
        assert not any(map(case.is_free, ways))
        least = min(x for x in map(case.loss, map(case.frontier, ways)) if x is not None)
        assert least == item.loss
        losses.append(least)
    assert sorted(losses) == losses


def check_track(case: Case, track: TrackHarvest) -> None:
    """The way named, and what is claimed of all other ways."""
    case.check(track.best)
    case.check(track.joint)
    ways = [
        dict(zip(track.issues, options, strict=True))
        for options in product(*(case.dossier.issues[i].options for i in track.issues))
    ]
    free = [way for way in ways if case.is_free(way)]
    if track.no_free_way:
        assert not free
    assert track.best.is_free == bool(free)
    if track.is_proven:
        losses = [x for x in map(case.loss, map(case.frontier, ways)) if x is not None]
        assert max(min(losses), Fraction(0)) == track.best.loss


@pytest.mark.parametrize("looked_at", [0, 120])
def test_early_harvests_are_those_of_enumeration(
    looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random dossiers; tracks with every way looked at, and with some."""
    monkeypatch.setattr(import_module("holdfast.bargain.agenda"), "_ALL", looked_at)
    settled, left = 0, 0
    for seed in range(70):
        rng = Random(seed)
        dossier = with_tracks(random_dossier(rng, most_issues=3), rng)
        case = Case(dossier)
        found = agenda(dossier)
        assert found.proof.complete
        assert len(case.whole) == found.count
        if not case.whole:
            assert found.order == ()
            continue
        assert list(dossier.issues) == [own.issue for own in found.issues]
        for own in found.issues:
            assert set(dossier.issues[own.issue].options) == {
                harvest.settled[own.issue] for harvest in own.options
            }
            for harvest in own.options:
                case.check(harvest)
        check_order(case, found)
        for track in found.tracks:
            check_track(case, track)
        settled += sum(item.option is not None for item in found.order)
        left += sum(item.option is None for item in found.order)
    assert settled > 20
    assert left > 20
