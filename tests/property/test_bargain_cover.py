"""A cover stands for its frontier within the margin that it states."""

from fractions import Fraction
from random import Random

import pytest

from bargaining import opposed, random_dossier, zone_by_enumeration
from holdfast.bargain import Limit, cover, frontier
from holdfast.dossier import midpoint
from holdfast.errors import QuestionError


@pytest.mark.parametrize("share", [Fraction(1, 100), Fraction(1, 10), Fraction(1, 2)])
@pytest.mark.parametrize("limit", [Limit(), Limit(cells=0)])
def test_no_package_is_better_by_more_than_the_margin(share: Fraction, limit: Limit) -> None:
    """Every package well above no deal is within the margin of one listed, for every party."""
    for seed in range(20):
        dossier = random_dossier(Random(seed))
        found = cover(dossier, share, limit=limit)
        assert found.proof.complete
        margin = list(found.margin.values())
        listed = [tuple(p.values.values()) for p in found.packages]
        floors = [dossier.views[party].no_deal for party in found.between]
        for point in zone_by_enumeration(dossier, found.between):
            is_near = any(
                floor is not None and v < midpoint(floor) + m
                for v, floor, m in zip(point, floors, margin, strict=True)
            )
            assert is_near or any(
                all(o + m >= v for o, m, v in zip(own, margin, point, strict=True))
                for own in listed
            )


def test_a_cover_is_small_and_within_the_share_allowed() -> None:
    """12 issues, three parties: 7,235 points stand behind some dozens."""
    dossier = opposed(12, 3)
    everything = frontier(dossier)
    found = cover(dossier, Fraction(1, 20))
    assert found.count < everything.count / 20
    for party in found.between:
        values = [package.values[party] for package in everything.packages]
        assert 0 < found.margin[party] <= (max(values) - 0) / 20


def test_a_small_frontier_is_its_own_cover() -> None:
    """Where next to nothing may be lost, nothing is, and the margin says so."""
    dossier = opposed(4, 2)
    found = cover(dossier, Fraction(1, 10**9))
    assert dict(found.margin) == {"p0": 0, "p1": 0}
    assert frontier(dossier).packages == found.packages


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1), Fraction(-1, 2)])
def test_a_share_out_of_range_is_refused(share: Fraction) -> None:
    """Nothing, everything, or less than nothing cannot be the share that may be lost."""
    with pytest.raises(QuestionError, match="between 0 and 1"):
        cover(opposed(2, 2), share)
