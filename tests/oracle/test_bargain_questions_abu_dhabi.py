"""Mediators' questions asked of the Abu Dhabi dossier, and of one made to have no zone.

What is claimed is confirmed by the frontiers, zones and settlements of changed dossiers, each of
which the independent checker accepts.
"""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import prod
from pathlib import Path

from enumeration import without
from holdfast.bargain import Frontier, Restriction, frontier, settle, zone
from holdfast.bargain.agenda import agenda
from holdfast.bargain.answers import Standing
from holdfast.bargain.leakage import leakage
from holdfast.bargain.leakage_answers import Presumption
from holdfast.bargain.red_lines import red_lines
from holdfast.bargain.robustness import robustness
from holdfast.bargain.trades import trades
from holdfast.dossier import Dossier, Link, Pattern, Range, RedLine, read

FOLDER = Path(__file__).parents[2] / "examples" / "abu-dhabi"


@cache
def talks() -> Dossier:
    """The dossier as it stands."""
    return read(FOLDER / "dossier.yaml")


@cache
def no_zone() -> Dossier:
    """The same talks, were Russia to hold out for twenty points more."""
    view = talks().views["russia"]
    assert view.no_deal is not None
    more = Range(view.no_deal.low + 20, view.no_deal.high + 20)
    return replace(talks(), views={**talks().views, "russia": replace(view, no_deal=more)})


def settled(dossier: Dossier, **options: str) -> Dossier:
    """The dossier in which some issues are settled."""
    bars = tuple(
        Link(f"settled-{issue}", Pattern({issue: tuple(rest)}))
        for issue, option in options.items()
        for rest in ([o for o in dossier.issues[issue].options if o != option],)
    )
    return replace(dossier, links=(*dossier.links, *bars))


def points(drawn: Frontier) -> list[tuple[Fraction, ...]]:
    """The frontier's points."""
    return [tuple(package.values.values()) for package in drawn.packages]


def product_at_nash(dossier: Dossier, drawn: Frontier) -> Fraction | None:
    """The greatest product of gains; None without a zone."""
    found = settle(dossier, "nash", frontier=drawn)
    return None if found.package is None else prod(found.gains.values(), start=Fraction(1))


def test_lines_do_what_the_frontiers_with_them_and_without_them_say() -> None:
    """Standing, the ends of the curve, and what the line's going is worth to the principals."""
    found = red_lines(talks())
    assert found.proof.complete
    assert not found.unasked
    assert len(found.lines) == sum(len(v.red_lines) for v in talks().views.values())
    drawn = frontier(talks())
    whole, joint = points(drawn), product_at_nash(talks(), drawn)
    for effect in found.lines:
        gone = without(talks(), effect.party, effect.line.id)
        drawn = frontier(gone)
        left = points(drawn)
        assert effect.standing is (Standing.SLACK if left == whole else Standing.BINDING)
        assert effect.curve[0].joint == joint
        assert effect.curve[-1].joint == product_at_nash(gone, drawn)
        for column, party in enumerate(("ukraine", "russia")):
            if party != effect.party:
                more = max(p[column] for p in left) - max(p[column] for p in whole)
                assert more == effect.worth[party]


def test_without_a_zone_lines_block_or_are_moot_and_nothing_is_settled_early() -> None:
    """What would open a zone is told from what would not."""
    dossier = no_zone()
    assert not frontier(dossier).packages
    found = red_lines(dossier)
    assert found.proof.complete
    for effect in found.lines:
        opens = bool(frontier(without(dossier, effect.party, effect.line.id)).packages)
        assert effect.standing is (Standing.BLOCKING if opens else Standing.MOOT)
        assert all(worth is None for worth in effect.worth.values())
        if effect.party == "russia" and effect.price.points is not None:
            assert effect.price.from_no_deal
    empty = agenda(dossier)
    assert (empty.count, empty.order) == (0, ())
    assert empty.proof.complete
    bare = robustness(dossier, count=50)
    assert bare.packages == ()
    assert bare.worst_case is not None
    assert bare.possible.count > 0


def test_the_settlement_is_efficient_and_a_worse_draft_is_mended() -> None:
    """A draft that gives up the band between the forces is dominated, and the roll back is near."""
    package = settle(talks(), "nash").package
    assert package is not None
    best = trades(talks(), package.options)
    assert best.is_efficient
    assert best.improvements == ()
    worse = {**package.options, "zones": "around-plant", "openings": "stepwise"}
    found = trades(talks(), worse)
    assert not found.is_efficient
    assert {demand.kind for demand in found.objections} <= {Restriction.NO_DEAL}
    on_frontier = points(frontier(talks()))
    assert found.dominating
    for trade in found.dominating:
        assert tuple(trade.package.values.values()) in on_frontier
        assert min(trade.gains["ukraine"], trade.gains["russia"]) >= 0
    assert found.nearest is not None
    assert 1 <= len(found.nearest.changes) <= 2
    assert tuple(found.nearest.package.values.values()) in on_frontier


def test_a_draft_in_another_order_breaks_a_no_deal_value_and_is_told_so() -> None:
    """Leaving status open costs Russia more than it could have without a deal."""
    package = settle(talks(), "nash").package
    assert package is not None
    found = trades(talks(), {**package.options, "status": "deferred"})
    assert found.objections
    assert not found.is_efficient


def test_what_is_settled_early_leaves_the_whole_frontier() -> None:
    """Each issue in turn, by the frontier of the talks in which all before it are settled."""
    found = agenda(talks())
    assert found.proof.complete
    whole = points(frontier(talks()))
    assert found.count == len(whole)
    options: dict[str, str] = {}
    for item in found.order:
        if item.option is not None:
            options[item.issue] = item.option
            assert points(frontier(settled(talks(), **options))) == whole
    assert options
    for track in found.tracks:
        left = set(points(frontier(settled(talks(), **track.best.settled))))
        assert len(left & set(whole)) == track.best.kept
        assert (left == set(whole)) == track.best.is_free


def test_shares_of_views_come_with_what_is_proven() -> None:
    """Nothing is necessary on so narrow a zone, much is possible, and the shares are between."""
    found = robustness(talks(), count=500)
    assert found.necessary.count == 0
    assert found.possible.count >= zone(talks()).count
    for robust in found.packages:
        assert robust.is_possible
        assert not robust.is_necessary
        for own in robust.parties:
            assert own.drawn.low <= own.drawn.share <= own.drawn.high
    assert found.worst_case is not None
    assert min(found.worst_case.gains.values()) < 0


def test_explanations_of_a_proposal_explain_it() -> None:
    """With the options of an explanation ruled out, the proposal is what Nash would pick."""
    package = settle(talks(), "nash").package
    assert package is not None
    product = product_at_nash(talks(), frontier(talks()))
    for leak in leakage(talks(), package.options, count=50).leaks:
        own = next(i for i in leak.inferences if i.presumption is Presumption.NASH)
        view = talks().views[leak.subject]
        kept = tuple(r for r in view.red_lines if r.price is not None or r.id == "no-combat-troops")
        if leak.subject != "united-states":
            kept = tuple(r for r in view.red_lines if r.price is not None)
        for explanation in own.explanations or ((),):
            bars = tuple(
                RedLine(f"guess-{n}", Pattern({issue: (option,)}), None)
                for n, (issue, option) in enumerate(explanation)
            )
            guessed = replace(view, red_lines=(*kept, *bars))
            views = {**talks().views, leak.subject: guessed}
            changed = replace(talks(), views=views)
            assert product_at_nash(changed, frontier(changed)) == product
