"""Why there is no zone and what would open one, against looking at every package and demand set."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from bargaining import plain, random_dossier, with_no_deal
from holdfast.bargain import Demand, Limit, Restriction, Zone, conflict, zone
from holdfast.dossier import Dossier, Link, Pattern, midpoint, value

Demands = frozenset[Demand]


@dataclass
class _Everything:
    """Every package of a dossier, and the demands that each of them meets."""

    dossier: Dossier

    def demands(self) -> Demands:
        links = [Demand(Restriction.LINK, id=link.id) for link in self.dossier.links]
        views = self.dossier.views.values()
        lines = [
            Demand(Restriction.RED_LINE, view.party, line.id)
            for view in views
            for line in view.red_lines
            if line.price is None
        ]
        floors = [Demand(Restriction.NO_DEAL, view.party) for view in views if view.no_deal]
        return frozenset([*links, *lines, *floors])

    def met(self) -> Iterator[tuple[dict[str, str], Demands]]:
        for options in product(*(issue.options for issue in self.dossier.issues.values())):
            package = dict(zip(self.dossier.issues, options, strict=True))
            yield package, frozenset(d for d in self.demands() if self._meets(package, d))

    def _meets(self, package: dict[str, str], demand: Demand) -> bool:
        if demand.kind is Restriction.LINK:
            return not any(
                link.never.matches(package) for link in self.dossier.links if link.id == demand.id
            )
        view = self.dossier.views[demand.party]
        if demand.kind is Restriction.RED_LINE:
            return not any(
                line.never.matches(package) for line in view.red_lines if line.id == demand.id
            )
        return view.no_deal is None or value(view, package) >= midpoint(view.no_deal)


def _subsets(demands: Demands) -> Iterator[Demands]:
    for size in range(len(demands) + 1):
        yield from map(frozenset, combinations(sorted(demands, key=str), size))


def _empty_zones(count: int) -> Iterator[tuple[Dossier, Zone]]:
    rng = Random(11)
    while count:
        dossier = random_dossier(Random(rng.random()))
        area = zone(dossier)
        if not area.exists and len(_Everything(dossier).demands()) < 9:
            count -= 1
            yield dossier, area


def test_all_smallest_conflicts_and_all_smallest_ways_out_are_found() -> None:
    """Exactly the sets that trying every set of demands on every package gives."""
    for dossier, area in _empty_zones(25):
        everything = _Everything(dossier)
        demands = everything.demands()
        met = {m for _, m in everything.met()}

        def is_met(chosen: Demands, met: set[Demands] = met) -> bool:
            return any(chosen <= m for m in met)

        conflicts = {
            s
            for s in _subsets(demands)
            if not is_met(s) and all(is_met(s - {demand}) for demand in s)
        }
        ways_out = {
            s
            for s in _subsets(demands)
            if is_met(demands - s) and not any(is_met(demands - s | {demand}) for demand in s)
        }
        assert area.are_all_found
        assert conflicts == {frozenset(c.demands) for c in area.conflicts}
        assert ways_out == {frozenset(r.demands) for r in area.relaxations}
        assert all(c.is_proven_smallest for c in area.conflicts)


def test_a_way_out_asks_the_least_that_any_package_would() -> None:
    """No package that meets the other demands has a smaller greatest shortfall, as a share."""
    for dossier, area in _empty_zones(25):
        packages = list(_Everything(dossier).met())
        worths: dict[str, list[Fraction]] = {
            party: [value(view, package) for package, _ in packages]
            for party, view in dossier.views.items()
        }
        for relaxation in area.relaxations:
            rest = _Everything(dossier).demands() - frozenset(relaxation.demands)
            reach = {p: max(w) - min(w) or Fraction(1) for p, w in worths.items()}
            asked = []
            for place, (_, met) in enumerate(packages):
                if rest <= met:
                    no_deals = {
                        p: midpoint(no_deal)
                        for p in relaxation.shortfalls
                        if (no_deal := dossier.views[p].no_deal) is not None
                    }
                    asked.append(
                        max(
                            ((n - worths[p][place]) / reach[p] for p, n in no_deals.items()),
                            default=0,
                        )
                    )
            if relaxation.shortfalls:
                assert min(asked) == max(relaxation.shares.values())
                assert min(relaxation.shortfalls.values()) > 0


def test_relaxations_come_with_the_cheapest_first() -> None:
    """Lowering a no-deal value a little comes before a lot, and both before breaking a link."""
    dossier = with_no_deal(plain({"p0": [[10, 8, 0]], "p1": [[0, 8, 20]]}), p0=7, p1=6)
    link = Link("not-the-middle", Pattern({"i0": ("o1",)}))
    area = zone(replace(dossier, links=(link,)))
    kinds = [[demand.kind for demand in r.demands] for r in area.relaxations]
    assert kinds == [[Restriction.NO_DEAL], [Restriction.NO_DEAL], [Restriction.LINK]]
    assert [dict(r.shortfalls) for r in area.relaxations] == [{"p1": 6}, {"p0": 7}, {}]
    shares = [dict(r.shares) for r in area.relaxations]
    assert [{"p1": Fraction(3, 10)}, {"p0": Fraction(7, 10)}, {}] == shares


def test_the_first_few_conflicts_are_not_called_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the search for conflicts stops at a number, the answer says that it did."""
    monkeypatch.setattr(conflict, "_CONFLICTS", 1)
    dossier = with_no_deal(plain({"p0": [[5, 0]], "p1": [[0, 5]]}), p0=9, p1=9)
    area = zone(dossier)
    assert len(area.conflicts) == 1
    assert not area.are_all_found
    monkeypatch.undo()
    assert len(zone(dossier).conflicts) == 2


def test_conflicts_are_found_where_issues_are_tied_too_tightly_for_elimination() -> None:
    """The sweep's solver gives the same conflicts."""
    for dossier, area in _empty_zones(6):
        swept = zone(dossier, limit=Limit(cells=0))
        assert area.conflicts == swept.conflicts
        assert [r.demands for r in area.relaxations] == [r.demands for r in swept.relaxations]
