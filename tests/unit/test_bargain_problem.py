"""A question in whole numbers, and the order in which its issues are settled."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bargaining import opposed, plain, with_no_deal
from holdfast.bargain import Demand, Method, Restriction, frontier
from holdfast.bargain.network import build_network
from holdfast.bargain.order import plan
from holdfast.bargain.problem import compile_problem
from holdfast.dossier import Dossier, Link, Pattern, Range, RedLine, Together


def _tied(dossier: Dossier, *groups: tuple[str, ...]) -> Dossier:
    """The same dossier with a bonus for the first party in each group of issues together."""
    view = dossier.views["p0"]
    together = tuple(
        Together(Pattern(dict.fromkeys(group, ("o0",))), Range.exactly(n + 1))
        for n, group in enumerate(groups)
    )
    return replace(dossier, views={**dossier.views, "p0": replace(view, together=together)})


def test_a_scale_makes_worths_whole_and_no_larger_than_they_must_be() -> None:
    """Thirds and halves need six; multiples of 40 need a fortieth."""
    thirds = plain({"p0": [[Fraction(1, 3), Fraction(1, 2)]], "p1": [[40, 120]]})
    problem = compile_problem(thirds)
    assert (Fraction(6), Fraction(1, 40)) == problem.scales
    assert problem.totals((0,)) == (2, 1)
    assert (Fraction(1, 3), Fraction(40)) == tuple(
        problem.points(p, total) for p, total in enumerate(problem.totals((0,)))
    )


def test_a_floor_between_two_totals_is_the_upper_one() -> None:
    """Whole totals reach a no-deal value exactly when they reach it rounded up."""
    dossier = with_no_deal(plain({"p0": [[40, 80, 120]], "p1": [[3, 2, 1]]}), p0=Fraction(801, 10))
    assert compile_problem(dossier).floors[0] == 3
    assert [p.values["p0"] for p in frontier(dossier).packages] == [120]


def test_parties_that_only_consent_bound_the_zone_without_being_asked() -> None:
    """Their no-deal value is a floor, and with none they are left out."""
    dossier = with_no_deal(opposed(3, 3), p2=10)
    problem = compile_problem(dossier, ["p0", "p1"])
    assert problem.parties == ("p0", "p1", "p2")
    assert problem.between == ("p0", "p1")
    assert compile_problem(opposed(3, 3), ["p0", "p1"]).parties == ("p0", "p1")


def test_demands_are_links_never_lines_and_no_deal_values() -> None:
    """A line with a price is no demand: it costs points, and rules nothing out."""
    dossier = with_no_deal(opposed(2, 2), p1=5)
    pattern = Pattern({"i0": ("o1",)})
    lines = (RedLine("never", pattern, None), RedLine("dear", pattern, Range.exactly(9)))
    views = {**dossier.views, "p0": replace(dossier.views["p0"], red_lines=lines)}
    dossier = replace(dossier, views=views, links=(Link("rule", Pattern({"i1": ("o0",)})),))
    problem = compile_problem(dossier)
    expected = (
        Demand(Restriction.LINK, id="rule"),
        Demand(Restriction.RED_LINE, "p0", "never"),
        Demand(Restriction.NO_DEAL, "p1"),
    )
    assert expected == problem.demands
    assert expected[:1] == problem.under(expected[:1]).demands


def test_a_pattern_that_names_every_option_always_matches() -> None:
    """It is worth its points in every package, and ties no issues together."""
    dossier = opposed(2, 2)
    everything = Pattern({name: tuple(issue.options) for name, issue in dossier.issues.items()})
    view = replace(dossier.views["p0"], together=(Together(everything, Range.exactly(1000)),))
    bonus = replace(dossier, views={**dossier.views, "p0": view})
    assert plan(build_network(compile_problem(bonus))).width == 0
    before, after = frontier(dossier), frontier(bonus)
    assert [p.values["p0"] + 1000 for p in before.packages] == [
        p.values["p0"] for p in after.packages
    ]


def test_options_that_no_pattern_tells_apart_are_one_class() -> None:
    """Three options worth the same to all are looked at as one."""
    dossier = plain({"p0": [[0, 0, 0, 5]], "p1": [[0, 0, 0, 2]]})
    assert build_network(compile_problem(dossier)).sizes == (2,)


@pytest.mark.parametrize(
    ("groups", "width"),
    [
        ((), 0),
        ((("i0", "i1"), ("i1", "i2"), ("i2", "i3"), ("i3", "i4"), ("i4", "i5")), 1),  # a chain
        ((("i0", "i1"), ("i1", "i2"), ("i2", "i3"), ("i3", "i0")), 2),  # a ring
        ((("i0", "i1"), ("i0", "i2"), ("i0", "i3"), ("i0", "i4"), ("i0", "i5")), 1),  # a star
        ((("i0", "i1", "i2", "i3"),), 3),
    ],
)
def test_the_width_is_how_many_issues_hang_together(
    groups: tuple[tuple[str, ...], ...], width: int
) -> None:
    """Known widths of known shapes; the proof reports the same."""
    dossier = _tied(opposed(6, 2), *groups)
    assert width == plan(build_network(compile_problem(dossier))).width
    found = frontier(dossier)
    assert (Method.ELIMINATION, width) == (found.proof.method, found.proof.width)
