"""What could be agreed and would hold: the packages of the zone, each with its verdict.

The best package that holds need not be on the frontier: a dominated one may hold where what bests
it does not. So every package of the zone is judged, wherever the zone can be listed; where it
cannot, those of each compact that could be the best.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.bargain.frames import packages_frame
from holdfast.desk.compact import OpenCompact
from holdfast.desk.compact_search import contenders
from holdfast.dossier import Dossier, Pattern, RedLine
from holdfast.dossier.day_after import ResolveCase
from holdfast.dossier.number import counted
from holdfast.dossier.shown import Shown
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from pandas import DataFrame

    from holdfast.bargain import Frontier, Principle, Settlement, ValuedPackage
    from holdfast.endure.alike import Families
    from holdfast.endure.glance import Glance
    from holdfast.endure.pieces import Progress
    from holdfast.endure.results import Verdict

Named = Sequence[str]


class Searched(StrEnum):
    """Which packages were judged.

    ``zone``: all of them. ``compacts``: of a zone too large to be listed the frontier, and of each
    compact the packages that could be the best that holds. ``frontier``: its packages, and what was
    found before a limit was reached.
    """

    ZONE = "zone"
    COMPACTS = "compacts"
    FRONTIER = "frontier"


@dataclass(frozen=True)
class Pick:
    """The package that a principle picks from some packages; ``ties`` others rank as high."""

    package: "ValuedPackage"
    gains: Mapping[str, Fraction]
    ties: int


@dataclass(frozen=True)
class WithoutLine:
    """What would be best without a red line; lines that rule out the same are left out together.

    ``count`` packages would be in the zone and ``holding`` of them hold; ``best`` is None where
    none does.
    """

    lines: tuple[tuple[str, RedLine], ...]
    count: int
    holding: int
    best: Pick | None
    is_proven: bool


@dataclass(frozen=True, repr=False)
class Lasting(Shown):
    """The packages that could be agreed, which of them hold, and the best of those.

    ``searched`` says which packages were judged, and ``limit`` why not more. Of ``count`` judged,
    ``holding`` hold, and ``undecided`` could not be decided. ``frontier`` pairs each of its
    packages with what is found of it. ``best`` is what the principle picks from the packages that
    hold, ``otherwise`` what it picks from those that do not, and ``settlement`` what it picks from
    all: nothing in the zone ranks higher. Where the zone was not listed ``otherwise`` is None
    unless it is the settlement: lesser ones that do not hold were not looked for. ``verdict`` is
    the full verdict on the best. ``is_proven`` says that no package of the zone that holds ranks
    higher than the best or, where there is none, that no package of the zone holds.
    """

    between: tuple[str, ...]
    by: "Principle"
    course: str
    settlement: "Settlement"
    searched: Searched
    limit: str
    count: int
    holding: int
    undecided: int
    frontier: tuple[tuple["ValuedPackage", "Glance"], ...]
    best: Pick | None
    otherwise: Pick | None
    verdict: "Verdict | None"
    is_proven: bool
    lines: tuple[WithoutLine, ...] = ()

    def __repr__(self) -> str:
        """How many of the packages judged hold, and whether the best of them is proven."""
        standing = "proven" if self.is_proven else "not proven"
        return (
            f"<Lasting by {self.by} between {', '.join(self.between)}: {self.holding:,} of "
            f"{counted(self.count, 'package')} hold, {standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each point of the frontier, with whether it holds and its smallest margin."""
        frame = packages_frame((package for package, _ in self.frontier), exact=exact)
        for name, column in _verdict_columns([glance for _, glance in self.frontier]).items():
            frame.insert(len(frame.columns), ("verdict", name), column)
        return frame

    @property
    def cost(self) -> Mapping[str, Fraction]:
        """What holding costs each party: the best that does not hold, less the best that does.

        Below zero a party has more in the one that holds. Empty where either is missing.
        """
        if self.best is None or self.otherwise is None:
            return {}
        held = self.best.package.values
        return {p: value - held[p] for p, value in self.otherwise.package.values.items()}


def _verdict_columns(found: "Sequence[Glance]") -> dict[str, list[object]]:
    """Of each package whether it holds, and whose margin is the smallest; none of no packages."""
    least = [min(g.margins, key=lambda each: each.cheapest.margin, default=None) for g in found]
    columns: dict[str, list[object]] = {
        "holds": [glance.holds for glance in found],
        "tempted": [each.party if each else None for each in least],
        "margin": [each.cheapest.margin if each else None for each in least],
    }
    return columns if found else {}


def lasting(  # noqa: PLR0913  what can be asked
    dossier: Dossier,
    between: Named,
    by: "Principle | str" = "nash",
    cases: Sequence[ResolveCase] = (),
    *,
    lines: bool = False,
    progress: "Progress | None" = None,
) -> Lasting:
    """The best package among those that hold, by a named principle, with proof or bound.

    Args:
        dossier: the talks, with a day after.
        between: the parties whose gains are weighed.
        by: the principle; Adjusted Winner divides issues and picks no package.
        cases: courses of resolve in place of the dossier's.
        lines: whether to ask the same without each red line in turn.
        progress: told how many packages are judged, and can stop the work.

    Raises:
        QuestionError: no day after, or a principle that picks no package.
    """
    from holdfast.bargain import Principle
    from holdfast.endure.alike import Families

    principle = Principle(by)
    if principle is Principle.ADJUSTED_WINNER:
        message = (
            "Adjusted Winner divides issues between two parties and picks no package, so there is"
            " nothing that could hold. Ask by another principle, such as nash."
        )
        raise QuestionError(message, code="picks-no-package")
    search = _Search(tuple(between), principle, Families(dossier, cases), progress)
    found, frontier = search.within(dossier)
    turns = tuple(search.without_lines(dossier)) if lines else ()
    verdict = None
    if found.best is not None:
        verdict = OpenCompact(dossier, found.best.package.options, tuple(cases)).verdict()
    return replace(
        found,
        course=", ".join(case.id for case in cases),
        frontier=tuple((p, search.families.look_at(p.options)) for p in frontier.packages),
        verdict=verdict,
        lines=turns,
    )


@dataclass(frozen=True)
class _Judged:
    """Packages by whether they hold, and what is picked from them."""

    searched: Searched
    limit: str
    held: list["ValuedPackage"]
    unheld: list["ValuedPackage"]
    undecided: list["ValuedPackage"]
    best: Pick | None
    otherwise: Pick | None
    is_proven: bool


@dataclass(frozen=True)
class _Search:
    """A question of what lasts, asked of one dossier or another; verdicts are shared."""

    between: tuple[str, ...]
    by: "Principle"
    families: "Families"
    progress: "Progress | None"

    def within(
        self, dossier: Dossier, start: Mapping[str, Fraction] | None = None
    ) -> tuple[Lasting, "Frontier"]:
        """What lasts of a dossier's zone; gains are counted from ``start`` where that is given."""
        from holdfast.bargain import frontier as draw_frontier
        from holdfast.bargain import settle
        from holdfast.bargain.listing import list_packages

        frontier = draw_frontier(dossier, self.between)
        settlement = settle(
            dossier, self.by, self.between, frontier=frontier, start=start or "no-deal"
        )
        listing = list_packages(dossier, self.between)
        if listing.is_complete:
            judged = self._judge(listing.packages, settlement, Searched.ZONE)
        else:
            judged = self._judge(frontier.packages, settlement, Searched.FRONTIER, listing.limit)
        if not listing.is_complete and not judged.is_proven:
            further = contenders(dossier, self.between, self.families, self.progress)
            among = {tuple(p.options.items()): p for p in (*frontier.packages, *further.packages)}
            searched = Searched.FRONTIER if further.limit else Searched.COMPACTS
            limit = "; ".join(why for why in (listing.limit, further.limit) if why)
            judged = self._judge(list(among.values()), settlement, searched, limit)
        found = Lasting(
            between=frontier.between,
            by=self.by,
            course="",
            settlement=settlement,
            searched=judged.searched,
            limit=judged.limit,
            count=len(judged.held) + len(judged.unheld) + len(judged.undecided),
            holding=len(judged.held),
            undecided=len(judged.undecided),
            frontier=(),
            best=judged.best,
            otherwise=judged.otherwise,
            verdict=None,
            is_proven=judged.is_proven and frontier.proof.complete,
        )
        return found, frontier

    def _judge(
        self,
        packages: Sequence["ValuedPackage"],
        settlement: "Settlement",
        searched: Searched,
        limit: str = "",
    ) -> "_Judged":
        marks = self.families.which_hold([p.options for p in packages], self.progress)
        held, unheld, undecided = (
            [p for p, mark in zip(packages, marks, strict=True) if mark is which]
            for which in (True, False, None)
        )
        best, otherwise = (self.pick(own, settlement.start) for own in (held, unheld))
        is_settled = best is not None and best.package.values == _values(settlement)
        # What each could gain at most counts for Kalai-Smorodinsky, of all packages that hold.
        is_least = self.by.value == "kalai-smorodinsky" and bool(unheld or undecided)
        is_all = searched is not Searched.FRONTIER or (is_settled and not is_least)
        is_proven = is_all and not self._could_better(undecided, held, best, settlement.start)
        if searched is not Searched.ZONE and otherwise is not None:
            is_most = otherwise.package.values == _values(settlement)
            otherwise = otherwise if is_most else None
        return _Judged(
            searched, limit, held, unheld, undecided, best, otherwise, is_proven=is_proven
        )

    def pick(
        self, packages: Sequence["ValuedPackage"], start: Mapping[str, Fraction]
    ) -> Pick | None:
        """What the principle picks from some packages, ties broken as ``settle`` does."""
        from holdfast.bargain.settlement import PRINCIPLES, kalai_smorodinsky

        pairs = [(tuple(p.values[q] - start[q] for q in self.between), p) for p in packages]
        pairs = [pair for pair in pairs if min(pair[0]) >= 0]
        if not pairs:
            return None
        most = tuple(max(column) for column in zip(*(gains for gains, _ in pairs), strict=True))
        rank = PRINCIPLES[self.by]
        best = max(rank(gains, most) for gains, _ in pairs)
        ranked = [pair for pair in pairs if rank(pair[0], most) == best]
        gains, package = max(ranked, key=lambda pair: kalai_smorodinsky(pair[0], most))
        return Pick(package, dict(zip(self.between, gains, strict=True)), len(ranked) - 1)

    def _could_better(
        self,
        undecided: Sequence["ValuedPackage"],
        held: Sequence["ValuedPackage"],
        best: Pick | None,
        start: Mapping[str, Fraction],
    ) -> bool:
        """True when an undecided package would be picked, did it hold, or could change the pick."""
        if not undecided:
            return False
        if self.by.value == "kalai-smorodinsky":
            return True
        hoped = self.pick([*held, *undecided], start)
        return hoped is not None and (best is None or hoped.package != best.package)

    def without_lines(self, dossier: Dossier) -> Iterator[WithoutLine]:
        """The same question without each red line in turn, counted from the same start."""
        start = self.within(dossier)[0].settlement.start
        for pattern, owned in lines_by_pattern(dossier).items():
            found, _ = self.within(_without(dossier, pattern), start)
            yield WithoutLine(
                lines=owned,
                count=found.count,
                holding=found.holding,
                best=found.best,
                is_proven=found.is_proven,
            )


def _values(settlement: "Settlement") -> Mapping[str, Fraction] | None:
    return settlement.package.values if settlement.package is not None else None


Literal = tuple[tuple[str, tuple[str, ...]], ...]


def lines_by_pattern(dossier: Dossier) -> dict[Literal, tuple[tuple[str, RedLine], ...]]:
    """All red lines, those that rule out the same packages together, in the dossier's order."""
    found: dict[Literal, list[tuple[str, RedLine]]] = {}
    for party, view in dossier.views.items():
        for line in view.red_lines:
            found.setdefault(_literal(line.never), []).append((party, line))
    return {pattern: tuple(owned) for pattern, owned in found.items()}


def _literal(never: Pattern) -> Literal:
    return tuple(sorted((issue, tuple(sorted(o))) for issue, o in never.options.items()))


def _without(dossier: Dossier, pattern: Literal) -> Dossier:
    views = {
        party: replace(
            view, red_lines=tuple(r for r in view.red_lines if _literal(r.never) != pattern)
        )
        for party, view in dossier.views.items()
    }
    return replace(dossier, views=views)
