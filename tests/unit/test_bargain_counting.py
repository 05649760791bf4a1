"""How many packages are in the zone: exact, by halves, within bounds, and with wide patterns."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from bargaining import opposed, plain, random_dossier, with_no_deal, zone_by_enumeration
from holdfast.bargain import Limit, counting, frontier, network, zone
from holdfast.bargain.counting import count_packages
from holdfast.bargain.limit import Watch
from holdfast.bargain.problem import compile_problem
from holdfast.dossier import Dossier, Link, Pattern, Range, Together


def _count(dossier: Dossier) -> counting.Count:
    return count_packages(compile_problem(dossier), Watch(Limit()))


def _halfway(issues: int, parties: int) -> Dossier:
    """An opposed domain in which nobody takes less than 55 in 100 of the most it could have."""
    dossier = opposed(issues, parties)
    most = {
        party: sum(max(w.high for w in own.worth.values()) for own in view.values.values())
        for party, view in dossier.views.items()
    }
    return with_no_deal(
        dossier, **{party: total * Fraction(55, 100) for party, total in most.items()}
    )


def test_without_demands_every_package_counts() -> None:
    """Nobody has said what no deal is worth: all of 5^30 packages, without looking at one."""
    assert _count(opposed(30, 2)).least == 5**30


@pytest.mark.parametrize(("issues", "parties", "count"), [(12, 2, 96686785), (12, 3, 60781136)])
def test_a_quarter_of_a_billion_packages_are_counted_exactly(
    issues: int, parties: int, count: int
) -> None:
    """The same number whether the last two sets are added up or counted against each other."""
    counted = _count(_halfway(issues, parties))
    assert count == counted.least == counted.most
    assert not counted.limit


def test_counting_by_halves_agrees_with_adding_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs of totals above the floors, counted by divide and conquer in one to four columns."""
    dossiers = [random_dossier(Random(seed), most_issues=6) for seed in range(40)]
    expected = [_count(dossier).least for dossier in dossiers]
    monkeypatch.setattr(counting, "_DIRECT", 1)
    monkeypatch.setattr(counting, "_LEAF", 3)
    assert expected == [_count(dossier).least for dossier in dossiers]


def test_where_totals_are_too_many_the_count_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounded down and rounded up, the number lies between."""
    dossiers = [random_dossier(Random(seed), most_issues=6) for seed in range(40)]
    expected = [_count(dossier).least for dossier in dossiers]
    for name, size in (("_EXACT", 1), ("_MANY", 3), ("_DIRECT", 1)):
        monkeypatch.setattr(counting, name, size)
    bounded = [_count(dossier) for dossier in dossiers]
    assert all(b.least <= count <= b.most for count, b in zip(expected, bounded, strict=True))
    assert any(b.least < b.most for b in bounded)
    assert all(b.limit for b in bounded if b.least < b.most)


def test_patterns_over_many_issues_are_spelt_out_step_by_step() -> None:
    """A link and a bonus over twelve issues, whose table would have 5^12 cells."""
    dossier = opposed(12, 2)
    everywhere = Pattern({name: ("o1", "o2") for name in dossier.issues})
    view = dossier.views["p0"]
    bonus = Together(Pattern({name: ("o4",) for name in dossier.issues}), Range.exactly(500))
    tied = replace(
        dossier,
        links=(Link("not-all-in-the-middle", everywhere),),
        views={**dossier.views, "p0": replace(view, together=(bonus,))},
    )
    assert zone(tied).count == 5**12 - 2**12
    best = frontier(tied).packages[0]
    assert {"o4"} == set(best.options.values())
    assert 500 + frontier(dossier).packages[0].values["p0"] == best.values["p0"]


def test_wide_patterns_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every pattern spelt out, random dossiers still have the zone that enumeration finds."""
    monkeypatch.setattr(network, "_WIDE", 1)
    for seed in range(900, 930):
        dossier = random_dossier(Random(seed))
        points = zone_by_enumeration(dossier, dossier.bargainers())
        assert len(points) == zone(dossier).count
        assert set(points) >= {tuple(p.values.values()) for p in frontier(dossier).packages}


def test_counts_beyond_64_bits_are_exact() -> None:
    """Two parties, 40 issues, one no-deal value that only the best package reaches."""
    best = sum(10 ** (n % 3) for n in range(40))
    worths = {"p0": [[0, 10 ** (n % 3)] for n in range(40)], "p1": [[1, 0] for _ in range(40)]}
    dossier = plain({p: [list(map(Fraction, own)) for own in rows] for p, rows in worths.items()})
    assert _count(with_no_deal(dossier, p0=best)).least == 1
    assert _count(with_no_deal(dossier, p0=0)).least == 2**40
    assert _count(with_no_deal(dossier, p0=Fraction(1, 2))).least == 2**40 - 1
