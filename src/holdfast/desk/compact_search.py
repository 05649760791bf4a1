"""A zone too large to be listed: of each compact that its packages make, those that could be best.

Packages that settle alike whatever the day after depends on make one compact but for what peace is
worth. Whether such a package holds is asked of each party by itself, and the worths of peace at
which a party has no breach that gains lie side by side. So of two packages of one compact, one that
gives the parties no less, and is in that stretch wherever the other is, holds where the other does,
and ranks no lower. The elimination finds those that nothing surpasses in this sense, with peace as
another thing to be sought; the best package that holds is one of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.dossier import Dossier, Pattern, Range, View
from holdfast.dossier.model import Together
from holdfast.dossier.worth import Term, terms

if TYPE_CHECKING:
    from holdfast.bargain import ValuedPackage
    from holdfast.bargain.inquiry import Inquiry
    from holdfast.bargain.problem import Problem
    from holdfast.endure.alike import Directions, Families
    from holdfast.endure.pieces import Progress

Way = Mapping[str, tuple[str, ...]]
"""How some issues are settled: by any of some options that the day after does not tell apart."""

MOST_WAYS = 5_000
"""Ways to settle what the day after depends on, beyond which they are not gone through."""

MOST = 100_000
"""Packages beyond which no more are looked for."""


@dataclass(frozen=True)
class Contenders:
    """Packages among which is the best that holds, whatever it is ranked by.

    Where not everything was looked through, ``limit`` says why, and others may hold.
    """

    packages: Sequence["ValuedPackage"]
    limit: str = ""


def contenders(
    dossier: Dossier,
    between: Sequence[str],
    families: "Families",
    progress: "Progress | None" = None,
) -> Contenders:
    """The packages of the zone that could be the best that holds.

    Args:
        dossier: the talks, with a day after.
        between: the parties whose gains are weighed.
        families: the compacts; those that hold nowhere are passed over.
        progress: told how many ways to settle what the day after depends on are gone through, and
            can stop the work.
    """
    peace = {party: _peace(dossier.views[party], families.means) for party in families.valued}
    search = _Search(dossier, tuple(between), peace)
    ways = search.ways(families.switches)
    if ways is None:
        too_many = f"what makes it hold can be settled in more than {MOST_WAYS:,} ways"
        return Contenders((), search.limit or too_many)
    found: list[ValuedPackage] = []
    for done, way in enumerate(ways, start=1):
        ends = {party: _ends(dossier, worth, way) for party, worth in peace.items()}
        low, high = ({party: both[at] for party, both in ends.items()} for at in (0, 1))
        directions = families.directions(way, low, high)
        if directions is not None:
            found += search.within(way, directions)
        limit = search.limit
        if len(found) > MOST:
            limit = f"more than {MOST:,} packages could be the best"
        if progress is not None and progress(done, len(ways)) is False:
            limit = "the work was stopped"
        if limit:
            return Contenders(found, limit)
    return Contenders(found)


def _peace(view: View, means: Collection[str]) -> tuple[Term, ...]:
    """What makes up the worth of a period of peace: nothing that is borne at signature."""
    lasting = replace(view, political_costs=(), red_lines=())
    return tuple(term for term in terms(lasting) if not set(term.when.options) & set(means))


def _ends(dossier: Dossier, worth: Sequence[Term], way: Way) -> tuple[Fraction, Fraction]:
    """Between these is what peace is worth wherever some issues are settled in one way."""
    open_ = {
        issue: way.get(issue, tuple(dossier.issues[issue].options)) for issue in dossier.issues
    }
    single = {issue: dict.fromkeys(options, Fraction(0)) for issue, options in open_.items()}
    low = high = Fraction(0)
    for term in worth:
        met = {i: set(options) & set(open_[i]) for i, options in term.when.options.items()}
        if not all(met.values()):
            continue
        undecided = [issue for issue, options in met.items() if len(options) < len(open_[issue])]
        if len(undecided) == 1:
            for option in met[undecided[0]]:
                single[undecided[0]][option] += term.worth
        else:
            low += min(term.worth, Fraction(0)) if undecided else term.worth
            high += max(term.worth, Fraction(0)) if undecided else term.worth
    low += sum(min(own.values()) for own in single.values())
    high += sum(max(own.values()) for own in single.values())
    return low, high


class _Search:
    """Searches of one dossier that seek the worth of peace to some parties, beside all gains."""

    def __init__(
        self, dossier: Dossier, between: tuple[str, ...], peace: Mapping[str, Sequence[Term]]
    ) -> None:
        self._dossier = dossier
        self._between = between
        self._peace = peace
        self._inquiries: dict[tuple[tuple[str, int], ...], Inquiry] = {}

    @property
    def limit(self) -> str:
        """What stopped a search; empty as long as nothing did."""
        stopped = [own for own in self._inquiries.values() if not own.is_complete]
        return (stopped[0].limit or "a search was not proven complete") if stopped else ""

    def ways(self, switches: Mapping[str, tuple[tuple[str, ...], ...]]) -> list[Way] | None:
        """Every way to settle some issues in which there is a package; None for too many."""
        inquiry = self._inquiry({})
        ways: list[Way] = [{}]
        for issue, classes in switches.items():
            wider = [{**way, issue: options} for way in ways for options in classes]
            problems = [_settled(inquiry.problem, way) for way in wider]
            bests = inquiry.most_of_all(problems, self._between[0])
            ways = [way for way, best in zip(wider, bests, strict=True) if len(best)]
            if len(ways) > MOST_WAYS or self.limit:
                return None
        return ways

    def within(self, way: Way, directions: "Directions") -> list["ValuedPackage"]:
        """The packages that nothing surpasses, among those that settle some issues in one way."""
        from holdfast.bargain.valued import valued_packages
        from holdfast.dossier import midpoint

        inquiry = self._inquiry(directions)
        choices = inquiry.search(_settled(inquiry.problem, way))
        return list(valued_packages(self._dossier, self._between, midpoint, choices))

    def _inquiry(self, directions: "Directions") -> "Inquiry":
        from holdfast.bargain.inquiry import Inquiry

        valued = {party: signs for party, signs in directions.items() if self._peace[party]}
        key = tuple((party, sign) for party, signs in valued.items() for sign in signs)
        if key not in self._inquiries:
            sides = {f"{party} at peace {sign:+}": self._side(party, sign) for party, sign in key}
            views = {**self._dossier.views, **sides}
            sought = (*self._between, *sides)
            self._inquiries[key] = Inquiry(replace(self._dossier, views=views), sought)
        return self._inquiries[key]

    def _side(self, party: str, sign: int) -> View:
        """Somebody who wants a period of peace to be worth much to a party, or little."""
        worth = self._peace[party]
        return View(
            party, together=tuple(Together(t.when, Range.exactly(sign * t.worth)) for t in worth)
        )


def _settled(problem: "Problem", way: Way) -> "Problem":
    """The packages that settle some issues in one way."""
    from holdfast.bargain.narrowing import literals, matching

    return matching(problem, literals(problem, Pattern(way)))
