"""The independent checker accepts what is right and refuses every kind of wrong answer."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from bargaining import combinations_alone, opposed, plain, random_dossier, with_no_deal
from holdfast.bargain import (
    Demand,
    Frontier,
    Limit,
    Method,
    Restriction,
    Settlement,
    ValuedPackage,
    Zone,
    frontier,
    settle,
    settlements,
    verify,
    zone,
)
from holdfast.dossier import Link, Pattern, Range, RedLine, Together
from holdfast.errors import CertificateError


@pytest.mark.parametrize("block", range(4))
def test_every_answer_to_a_random_dossier_is_accepted(block: int) -> None:
    """Zones, frontiers and settlements, checked by enumeration of all packages."""
    for seed in range(1000 + 10 * block, 1010 + 10 * block):
        dossier = random_dossier(Random(seed))
        found = frontier(dossier)
        settled = settlements(dossier, frontier=found, start="least")
        answers: list[Frontier | Zone | Settlement] = [found, zone(dossier), *settled]
        for answer in answers:
            assert verify(dossier, answer).unchecked == ()


def test_a_thorough_check_confirms_completeness_where_packages_are_many() -> None:
    """8 issues of 5 options: a constraint solver finds nothing beyond the frontier or the best."""
    dossier = with_no_deal(opposed(8, 2), p0=1500, p1=1500)
    found, area = frontier(dossier), zone(dossier)
    assert found.proof.unchecked == ("no point is missing",)
    assert "no point is missing" in verify(dossier, found, thorough=True).confirmed
    assert verify(dossier, area, thorough=True).unchecked == ("the number of packages in the zone",)


def test_a_thorough_check_finds_a_missing_point_where_packages_are_many() -> None:
    """The same, with one point left out."""
    dossier = opposed(8, 2)
    found = frontier(dossier)
    cut = replace(found, packages=(*found.packages[:7], *found.packages[8:]))
    with pytest.raises(CertificateError, match="no point is missing"):
        verify(dossier, cut, thorough=True)


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_a_sweep_is_confirmed_by_a_model_of_its_own(parties: int) -> None:
    """Where packages are too many to look at, that none is missing is shown in another way."""
    dossier = combinations_alone(
        Random(40 + parties), any_options=True, links=True, size=9, parties=parties
    )
    assert dossier.package_count > 5_000
    swept = frontier(dossier, limit=Limit(cells=0))
    assert swept.proof.method is Method.SWEEP
    assert swept.proof.unchecked == ()
    assert swept.packages
    with pytest.raises(CertificateError, match="no point is missing"):
        verify(dossier, _without(swept, swept.count // 2), thorough=True)


BILLION = 10**9
LARGE_NUMBERS: dict[str, list[list[int | Fraction]]] = {
    "p0": [[1, 0, 1, -3], [1, 0, 1], [-1, 1, 3, 1, 3]],
    "p1": [[-3, 0, -2, -3], [-2, 1, 3], [0, -2, 3, 0, 1]],
    "p2": [[1, -3, 3, 3], [1, 2, 2], [2, -3, -3, 3, 1]],
    "p3": [[2, 0, -2, -2], [3, -3, 3], [-1, -3, 1, -1, -1]],
}
"""Billions of points, beside which the few of combinations must not get lost."""


def test_a_sweep_over_large_numbers_loses_no_package() -> None:
    """The solver's presolve lost some here, where totals have eleven digits."""
    dossier = plain(
        {p: [[BILLION * v for v in own] for own in rows] for p, rows in LARGE_NUMBERS.items()}
    )
    few = {
        "p0": [({"i0": "o0", "i1": "o0"}, 3)],
        "p1": [
            ({"i0": "o0", "i1": "o1"}, -3),
            ({"i0": "o0", "i2": "o1"}, 3),
            ({"i0": "o2", "i1": "o0"}, 1),
        ],
        "p2": [({"i1": "o2", "i2": "o2"}, 2)],
        "p3": [({"i0": "o1", "i1": "o1"}, 2)],
    }
    views = {
        party: replace(
            view,
            together=tuple(
                Together(Pattern({i: (o,) for i, o in when.items()}), Range.exactly(worth))
                for when, worth in few[party]
            ),
        )
        for party, view in dossier.views.items()
    }
    links = (
        Link("l0", Pattern({"i0": ("o2",), "i2": ("o4",)})),
        Link("l1", Pattern({"i0": ("o3",), "i1": ("o2",)})),
    )
    whole = replace(dossier, views=views, links=links)
    swept = frontier(whole, limit=Limit(cells=0))
    assert swept.proof.method is Method.SWEEP
    assert [p.values for p in swept.packages] == [p.values for p in frontier(whole).packages]


SMALL = with_no_deal(opposed(4, 2), p0=800, p1=700)


def _shifted(package: ValuedPackage) -> ValuedPackage:
    party = next(iter(package.values))
    return replace(package, values={**package.values, party: package.values[party] + 1})


def _elsewhere(package: ValuedPackage) -> ValuedPackage:
    return replace(package, options={**package.options, "i0": "no-such-option"})


def _without(found: Frontier, place: int) -> Frontier:
    return replace(found, packages=(*found.packages[:place], *found.packages[place + 1 :]))


def _dominated(found: Frontier) -> Frontier:
    package = found.packages[0].options
    poorer = {**package, "i0": "o2"}
    values = frontier(SMALL, ["p0", "p1"]).packages[0].values
    return replace(found, packages=(*found.packages, ValuedPackage(poorer, values, {})))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: _without(f, 0),
        lambda f: _without(f, 3),
        lambda f: replace(f, packages=()),
        lambda f: replace(f, packages=f.packages[::-1]),
        lambda f: replace(f, packages=(f.packages[0], *f.packages)),
        lambda f: replace(f, packages=(_shifted(f.packages[0]), *f.packages[1:])),
        lambda f: replace(f, packages=(_elsewhere(f.packages[0]), *f.packages[1:])),
        _dominated,
    ],
)
def test_a_spoilt_frontier_is_refused(spoil: Callable[[Frontier], Frontier]) -> None:
    """A point missing, doubled, misvalued, out of order, dominated, or no package at all."""
    with pytest.raises(CertificateError, match="defect of Holdfast"):
        verify(SMALL, spoil(frontier(SMALL)))


@pytest.mark.parametrize("size", [4, 8])
def test_a_package_that_a_demand_rules_out_is_refused(size: int) -> None:
    """The frontier of a dossier is not that of one with a link, a red line or a no-deal more."""
    dossier = opposed(size, 2)
    found = frontier(dossier)
    chosen = found.packages[len(found.packages) // 2].options
    pattern = Pattern({issue: (option,) for issue, option in list(chosen.items())[:3]})
    with pytest.raises(CertificateError, match=r"breaks the link\s+l0"):
        verify(replace(dossier, links=(Link("l0", pattern),)), found)
    view = replace(dossier.views["p1"], red_lines=(RedLine("r0", pattern, None),))
    with pytest.raises(CertificateError, match=r"breaks the red-line p1 r0"):
        verify(replace(dossier, views={**dossier.views, "p1": view}), found)
    with pytest.raises(CertificateError, match="worth less than no deal to p0"):
        verify(with_no_deal(dossier, p0=found.packages[2].values["p0"]), found)


def test_values_for_other_parties_than_the_rest_s_are_refused() -> None:
    """A package whose points are given for fewer parties than those of the first is not judged."""
    found = frontier(SMALL)
    last = found.packages[-1]
    cut = replace(last, values={"p0": last.values["p0"]})
    with pytest.raises(CertificateError, match="is valued for p0, not p0, p1"):
        verify(SMALL, replace(found, packages=(*found.packages[:-1], cut)))


def test_a_point_wrong_in_the_last_of_thirty_digits_is_refused() -> None:
    """Totals beyond 64 bits are judged as exactly as small ones."""
    tiny = Fraction(1, 10**30)
    dossier = plain({"p0": [[0, 5, 9 + tiny], [0, 3]], "p1": [[9, 5, 0], [7 - tiny, 0]]})
    found = frontier(dossier)
    assert verify(dossier, found).unchecked == ()
    first = found.packages[0]
    wrong = replace(first, values={**first.values, "p1": first.values["p1"] - tiny})
    with pytest.raises(CertificateError, match="is worth"):
        verify(dossier, replace(found, packages=(wrong, *found.packages[1:])))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda z: replace(z, count=z.count + 1),
        lambda z: replace(z, count=0),
        lambda z: replace(z, best={**z.best, "p0": z.best["p1"]}),
        lambda z: replace(z, best={**z.best, "p0": _shifted(z.best["p0"])}),
    ],
)
def test_a_spoilt_zone_is_refused(spoil: Callable[[Zone], Zone]) -> None:
    """A wrong count, an emptiness that is none, a best package that is not the best."""
    with pytest.raises(CertificateError, match="defect of Holdfast"):
        verify(SMALL, spoil(zone(SMALL)))


@pytest.mark.parametrize("by", ["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"])
def test_a_settlement_that_another_package_outranks_is_refused(by: str) -> None:
    """The package that is best for one party is not what any of the principles picks here."""
    right = settle(SMALL, by)
    other = frontier(SMALL).packages[-1]
    gains = {p: v - right.start[p] for p, v in other.values.items()}
    with pytest.raises(CertificateError, match="ranks higher"):
        verify(SMALL, replace(right, package=other, gains=gains))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda s: replace(s, points=dict.fromkeys(s.between, Fraction(60))),
        lambda s: replace(s, shares=s.shares[1:]),
    ],
)
def test_a_spoilt_division_is_refused(spoil: Callable[[Settlement], Settlement]) -> None:
    """Shares that do not add up, or points that are not theirs."""
    with pytest.raises(CertificateError):
        verify(SMALL, spoil(settle(SMALL, "adjusted-winner")))


SPLIT = plain({"p0": [[10, 6, 0]], "p1": [[0, 6, 10]]})


def test_a_conflict_with_a_demand_too_few_is_refused() -> None:
    """Of two no-deal values that no package reaches together, one alone is no conflict."""
    dossier = with_no_deal(SPLIT, p0=8, p1=5)
    area = zone(dossier)
    (conflict,) = area.conflicts
    assert len(conflict.demands) == 2
    fewer = replace(conflict, demands=conflict.demands[:1])
    with pytest.raises(CertificateError, match="no package meets"):
        verify(dossier, replace(area, conflicts=(fewer,)))


def test_a_conflict_with_a_demand_too_many_is_refused() -> None:
    """A no-deal value out of reach is a conflict alone, and not smallest with another beside it."""
    dossier = with_no_deal(SPLIT, p0=8, p1=50)
    area = zone(dossier)
    (conflict,) = area.conflicts
    assert len(conflict.demands) == 1
    demands = (Demand(Restriction.NO_DEAL, "p0"), *conflict.demands)
    with pytest.raises(CertificateError, match="without"):
        verify(dossier, replace(area, conflicts=(replace(conflict, demands=demands),)))
