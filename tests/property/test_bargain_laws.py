"""Laws of the frontier: what must not change it, and that two methods find the same."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TypeVar

import pytest

from bargaining import combinations_alone, opposed, random_dossier
from holdfast.bargain import Limit, Method, amount, frontier, package_model, settle, zone
from holdfast.bargain.limit import Watch
from holdfast.bargain.problem import compile_problem
from holdfast.bargain.sweep import Sweep
from holdfast.dossier import Dossier, IssueValues, Range

Value = TypeVar("Value")


def _points(dossier: Dossier, limit: Limit | None = None) -> list[dict[str, Fraction]]:
    found = frontier(dossier, limit=limit)
    assert found.proof.complete
    return [dict(package.values) for package in found.packages]


def _shuffled(values: Mapping[str, Value], rng: Random) -> dict[str, Value]:
    items = list(values.items())
    rng.shuffle(items)
    return dict(items)


SWEPT = Limit(cells=0)


@pytest.mark.parametrize("block", range(4))
def test_elimination_and_sweep_find_the_same_frontier(block: int) -> None:
    """The same points in the same order, two to four parties, whatever ties the issues."""
    for seed in range(500 + 8 * block, 508 + 8 * block):
        dossier = random_dossier(Random(seed))
        swept = frontier(dossier, limit=SWEPT)
        assert swept.proof.method is Method.SWEEP
        assert _points(dossier) == [dict(p.values) for p in swept.packages]
        assert swept.proof.complete
        assert zone(dossier).exists == zone(dossier, limit=SWEPT).exists


@pytest.mark.parametrize("block", range(3))
def test_both_methods_agree_where_combinations_alone_count(block: int) -> None:
    """Combinations that only add, over ranges or any options, with a link on some: one frontier."""
    for seed in range(900 + 10 * block, 910 + 10 * block):
        rng = Random(seed)
        dossier = combinations_alone(rng, any_options=seed % 2 == 0, links=seed % 3 == 0)
        swept = frontier(dossier, limit=SWEPT)
        assert swept.proof.method is Method.SWEEP
        assert swept.proof.complete
        assert _points(dossier) == [dict(p.values) for p in swept.packages]


def test_the_sweep_is_exact_where_totals_leave_the_solver_s_range(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Totals written in several digits give the same points; a small base makes them needed."""
    for module in (amount, package_model):
        monkeypatch.setattr(module, "ROOM", 2**12)
        monkeypatch.setattr(module, "BASE", 2**5)
    for seed in range(600, 612):
        problem = compile_problem(random_dossier(Random(seed)))
        sweep = Sweep(problem, Watch(Limit()))
        totals = [problem.totals(choice) for choice in sweep.run()]
        found = frontier(random_dossier(Random(seed)))
        assert [tuple(p.values.values()) for p in found.packages] == [
            tuple(problem.points(p, total[p]) for p in problem.sought) for total in totals
        ]


@pytest.mark.parametrize("seed", range(700, 712))
def test_the_order_of_issues_options_and_parties_changes_nothing(seed: int) -> None:
    """Whoever and whatever comes first in the file, the same points are found."""
    rng = Random(seed)
    dossier = random_dossier(rng)
    issues = {
        name: replace(issue, options=_shuffled(issue.options, rng))
        for name, issue in _shuffled(dossier.issues, rng).items()
    }
    turned = replace(
        dossier,
        issues=issues,
        parties=_shuffled(dossier.parties, rng),
        views=_shuffled(dossier.views, rng),
    )
    before, after = _points(dossier), _points(turned)
    assert {frozenset(p.items()) for p in before} == {frozenset(p.items()) for p in after}
    assert zone(dossier).count == zone(turned).count


def _rescaled(numbers: Range | None, factor: Fraction) -> Range | None:
    return None if numbers is None else Range(numbers.low * factor, numbers.high * factor)


@pytest.mark.parametrize("seed", range(800, 804))
def test_rescaling_one_party_s_points_rescales_its_column_and_nothing_else(seed: int) -> None:
    """The same packages are on the frontier; Nash and Kalai-Smorodinsky pick the same one."""
    dossier = opposed(4, 3, seed)
    factor = Fraction(7, 3)
    view = dossier.views["p1"]
    values = {
        name: IssueValues(name, _rescaled(own.weight, factor) or own.weight, own.worth)
        for name, own in view.values.items()
    }
    scaled = replace(dossier, views={**dossier.views, "p1": replace(view, values=values)})
    before, after = frontier(dossier), frontier(scaled)
    assert [p.options for p in before.packages] == [p.options for p in after.packages]
    assert [p.values["p1"] * factor for p in before.packages] == [
        p.values["p1"] for p in after.packages
    ]
    for by in ("nash", "kalai-smorodinsky"):
        first, second = settle(dossier, by, frontier=before), settle(scaled, by, frontier=after)
        assert first.package is not None
        assert second.package is not None
        assert first.package.options == second.package.options


def test_points_of_thirty_digits_are_told_apart() -> None:
    """Weights that need more than 64 bits are worked with as they stand."""
    dossier = opposed(4, 2)
    views = {}
    for party, view in dossier.views.items():
        fine = {
            name: replace(own, weight=Range.exactly(100 + Fraction(n + 1, 10**30)))
            for n, (name, own) in enumerate(view.values.items())
        }
        views[party] = replace(view, values=fine)
    fine_dossier = replace(dossier, views=views)
    assert max(compile_problem(fine_dossier).scales) > 2**63
    eliminated, swept = _points(fine_dossier), _points(fine_dossier, SWEPT)
    assert eliminated == swept
    assert len(eliminated) >= len(_points(dossier))


def test_the_same_question_has_the_same_answer() -> None:
    """Two runs give equal results, packages included."""
    dossier = opposed(5, 2)
    assert frontier(dossier) == frontier(dossier)
    assert frontier(dossier, limit=SWEPT) == frontier(dossier, limit=SWEPT)
