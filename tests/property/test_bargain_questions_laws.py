"""Laws of mediators' questions: scales and orders do not matter, and answers agree."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.bargain.agenda import agenda
from holdfast.bargain.answers import Standing
from holdfast.bargain.draws import draws
from holdfast.bargain.extremes import best_case, worst_case
from holdfast.bargain.leakage import leakage
from holdfast.bargain.red_lines import red_lines
from holdfast.bargain.robustness import robustness
from holdfast.bargain.trades import trades
from holdfast.dossier import Dossier, Range, View, accepts
from strategies import dossiers

SMALL = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
CASES = dossiers(parties=(2, 3), issues=(1, 3), options=(2, 3)).filter(
    lambda dossier: bool(dossier.bargainers())
)


def times(known: Range, factor: Fraction) -> Range:
    """A range on another scale."""
    return Range(known.low * factor, known.high * factor)


def rescaled(view: View, factor: Fraction) -> View:
    """A view in which every point counts as so many."""
    return replace(
        view,
        no_deal=None if view.no_deal is None else times(view.no_deal, factor),
        values={i: replace(v, weight=times(v.weight, factor)) for i, v in view.values.items()},
        together=tuple(replace(t, worth=times(t.worth, factor)) for t in view.together),
        political_costs=tuple(replace(c, cost=times(c.cost, factor)) for c in view.political_costs),
        red_lines=tuple(
            r if r.price is None else replace(r, price=times(r.price, factor))
            for r in view.red_lines
        ),
    )


def with_first_rescaled(dossier: Dossier) -> Dossier:
    """The dossier in which the first party counts in other points."""
    party = dossier.bargainers()[0]
    view = rescaled(dossier.views[party], Fraction(7, 3))
    return replace(dossier, views={**dossier.views, party: view})


def reversed_issues(dossier: Dossier) -> Dossier:
    """The dossier with its issues the other way round."""
    return replace(dossier, issues=dict(reversed([*dossier.issues.items()])))


def a_package(dossier: Dossier, number: int) -> dict[str, str]:
    """One of the packages."""
    package = {}
    for issue in dossier.issues.values():
        number, at = divmod(number, len(issue.options))
        package[issue.id] = list(issue.options)[at]
    return package


@SMALL
@given(CASES)
def test_what_red_lines_do_depends_on_no_scale_and_no_order(dossier: Dossier) -> None:
    """Standings and elasticities are the same in other points and with issues turned round."""
    found = {
        (e.party, e.line.id): (e.standing, [s.elasticity for s in e.curve])
        for e in red_lines(dossier).lines
    }
    turned = red_lines(reversed_issues(dossier)).lines
    assert {key: standing for key, (standing, _) in found.items()} == {
        (e.party, e.line.id): e.standing for e in turned
    }
    for effect in red_lines(with_first_rescaled(dossier)).lines:
        standing, elasticities = found[effect.party, effect.line.id]
        assert standing == effect.standing
        if all(view.no_deal is not None for view in dossier.views.values()):
            assert elasticities == [step.elasticity for step in effect.curve]


@SMALL
@given(CASES)
def test_prices_and_worths_are_never_below_zero_and_slack_lines_are_worth_nothing(
    dossier: Dossier,
) -> None:
    """Losing a line cannot cost the others, and one that changes nothing brings them nothing."""
    for effect in red_lines(dossier).lines:
        assert effect.price.points is None or effect.price.points >= 0
        worths = {p: w for p, w in effect.worth.items() if w is not None}
        assert all(worth >= 0 for worth in worths.values())
        if effect.standing is Standing.SLACK:
            assert all(worths[p] == 0 for p in dossier.bargainers() if p in worths)
        joints = [step.joint for step in effect.curve if step.joint is not None]
        assert sorted(joints) == joints


@SMALL
@given(CASES, st.integers(0, 10**6))
def test_trades_lead_where_they_say(dossier: Dossier, number: int) -> None:
    """Nobody loses by an improvement, and moves keep their rank in any points."""
    draft = a_package(dossier, number)
    found = trades(dossier, draft)
    for trade in (*found.improvements, *found.best):
        assert min(trade.gains.values()) >= 0
        assert max(trade.gains.values()) > 0
    for trade in found.dominating:
        assert min(trade.gains[p] for p in found.between) >= 0
    other = trades(with_first_rescaled(dossier), draft)
    assert [c.trade.changes for c in found.concessions] == [
        c.trade.changes for c in other.concessions
    ]
    assert found.is_efficient == other.is_efficient


@SMALL
@given(CASES, st.integers(0, 10**6))
def test_what_is_necessary_holds_in_every_draw(dossier: Dossier, number: int) -> None:
    """What all accept for certain they accept in each drawn view; what they cannot, in none."""
    package = a_package(dossier, number)
    found = robustness(dossier, {"draft": package}, count=15, seed=number)
    assert found.necessary.count <= found.possible.count
    draft = next(own for own in found.packages if "draft" in own.names)
    for own in draft.parties:
        assert own.is_possible or not own.is_necessary
        if own.is_necessary:
            assert own.drawn.share == 1
        if not own.is_possible:
            assert own.drawn.share == 0
    for drawn in draws(dossier, 5, seed=number):
        for party, view in drawn.views.items():
            if accepts(worst_case(dossier).views[party], package):
                assert accepts(view, package)
            if accepts(view, package):
                assert accepts(best_case(dossier).views[party], package)


@SMALL
@given(CASES)
def test_the_agenda_depends_on_no_scale_and_settles_nothing_that_closes_doors(
    dossier: Dossier,
) -> None:
    """The same losses in other points; free issues first, and losses between zero and all."""
    found = agenda(dossier)
    free = [item.option is not None for item in found.order]
    assert sorted(free, reverse=True) == free
    for own in found.issues:
        for harvest in own.options:
            assert (harvest.loss == 0) == harvest.is_free
            assert harvest.loss is None or harvest.loss >= 0
    if all(view.no_deal is not None for view in dossier.views.values()):
        other = agenda(with_first_rescaled(dossier))
        assert [item.loss for item in other.order] == [item.loss for item in found.order]


@SMALL
@given(CASES, st.integers(0, 10**6))
def test_a_proposal_never_adds_hypotheses(dossier: Dossier, number: int) -> None:
    """What remains is part of what there was, and presuming more leaves no more."""
    found = leakage(dossier, a_package(dossier, number), count=3)
    for leak in found.leaks:
        counts = {own.presumption.value: own for own in leak.inferences}
        assert all(0 <= own.after <= own.before for own in counts.values())
        if counts:
            assert counts["nash"].after <= counts["open"].after
            assert counts["frontier"].after <= counts["open"].after
