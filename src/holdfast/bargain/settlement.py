"""Settlements: one package picked by a named principle, on the discrete frontier as it is.

Each principle was stated for a convex set of agreements. Packages are a finite set, so each is
applied to the points of the frontier themselves: nothing is interpolated and no lottery is assumed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod

from holdfast.bargain.adjusted_winner import adjusted_winner
from holdfast.bargain.certificate import verify
from holdfast.bargain.frontier import frontier as draw_frontier
from holdfast.bargain.limit import Limit
from holdfast.bargain.results import Frontier, Principle, Settlement, Start, ValuedPackage
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint
from holdfast.errors import QuestionError

Gains = tuple[Fraction, ...]
Rank = tuple[Fraction, ...]
Given = Mapping[str, Fraction]


def nash(gains: Gains, most: Gains) -> Rank:  # noqa: ARG001
    """The greatest product of the parties' gains over the start [nash-1950].

    The product does not change with the scale of any party's points, so none are compared. Where no
    package gives every party a gain, all products are zero and the tie rule alone decides.
    """
    return (prod(gains, start=Fraction(1)),)


def kalai_smorodinsky(gains: Gains, most: Gains) -> Rank:
    """The greatest least share of what each party could gain at most [kalai-smorodinsky-1975].

    A party's share is its gain over the greatest gain that any acceptable package gives it, so no
    points are compared. On a finite set equal shares seldom exist; the least share is made as large
    as possible, then the second least, and so on [imai-1983]. A party that can gain nothing has all
    that it can have.
    """
    return tuple(sorted(g / m if m else Fraction(1) for g, m in zip(gains, most, strict=True)))


def egalitarian(gains: Gains, most: Gains) -> Rank:  # noqa: ARG001
    """The greatest least gain, then the second least, and so on [kalai-1977] [imai-1983].

    Gains are taken in points as they stand, so this compares the points of different parties: it
    means something only where the points were set on one scale on purpose. Where they were not,
    look at the Kalai-Smorodinsky settlement, which asks the same of shares.
    """
    return tuple(sorted(gains))


def utilitarian(gains: Gains, most: Gains) -> Rank:  # noqa: ARG001
    """The greatest sum of the parties' gains [harsanyi-1955].

    The sum compares the points of different parties, with the same caution as the egalitarian
    settlement. The start does not matter to it.
    """
    return (sum(gains, start=Fraction(0)),)


PRINCIPLES: Mapping[Principle, Callable[[Gains, Gains], Rank]] = {
    Principle.NASH: nash,
    Principle.KALAI_SMORODINSKY: kalai_smorodinsky,
    Principle.EGALITARIAN: egalitarian,
    Principle.UTILITARIAN: utilitarian,
}
"""What each principle looks at, so that a larger tuple is a better package."""


def settle(  # noqa: PLR0913  each is a question's own part
    dossier: Dossier,
    by: Principle | str,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
    *,
    start: Start | str | Given = Start.NO_DEAL,
    frontier: Frontier | None = None,
) -> Settlement:
    """The package that a named principle picks from the frontier.

    Ties are broken the same way for every principle: the package with the greatest least share of
    possible gains (as Kalai-Smorodinsky ranks them), and of those the first of the frontier.
    ``ties`` counts the other points that the principle itself ranks as high.

    Args:
        dossier: what is known.
        by: the principle.
        between: the parties whose gains are weighed; ``dossier.bargainers()`` unless said.
        reading: how a range is read.
        limit: how long it may take and how much it may hold.
        start: where gains are counted from. ``no-deal`` (unless said): from each party's no-deal
            value, and from zero points where none is known, or from the least that the party gets
            on the frontier should that be below zero. ``zero``: from zero points for all.
            ``least``: from the least that each party gets on the frontier. Or points by party.
        frontier: the frontier of this same question, when it is at hand already.

    Returns:
        The settlement; ``package`` is None when there is no zone. It is as complete as the frontier
        it was picked from.

    Raises:
        QuestionError: when no package of the zone is at least as good as the start for all, or
            Adjusted Winner is asked of other than two parties.
    """
    principle = Principle(by)
    if principle is Principle.ADJUSTED_WINNER:
        return _checked(dossier, adjusted_winner(dossier, between, reading), reading)
    drawn = frontier or draw_frontier(dossier, between, reading, limit)
    origin = _origin(dossier, drawn, reading, start)
    return _checked(dossier, _picked(principle, drawn, origin), reading)


def settlements(  # noqa: PLR0913  as above
    dossier: Dossier,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
    *,
    start: Start | str | Given = Start.NO_DEAL,
    frontier: Frontier | None = None,
) -> tuple[Settlement, ...]:
    """The settlements by every principle that fits, side by side; see ``settle``.

    Adjusted Winner is left out when there are not two parties or nothing is contested.
    """
    drawn = frontier or draw_frontier(dossier, between, reading, limit)
    found = []
    for principle in Principle:
        try:
            found.append(
                settle(dossier, principle, drawn.between, reading, start=start, frontier=drawn)
            )
        except QuestionError as error:
            if error.code not in {"not-two-parties", "nothing-contested"}:
                raise
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where each party's gains are counted from, and what that value is."""

    start: Given
    start_from: Mapping[str, Start]


def _origin(
    dossier: Dossier, drawn: Frontier, reading: Reading, start: Start | str | Given
) -> _Origin:
    least = {
        party: min((p.values[party] for p in drawn.packages), default=Fraction(0))
        for party in drawn.between
    }
    if not isinstance(start, str):
        values = {party: Fraction(start[party]) for party in drawn.between}
        return _Origin(values, dict.fromkeys(drawn.between, Start.GIVEN))
    if Start(start) is Start.ZERO:
        zero = dict.fromkeys(drawn.between, Fraction(0))
        return _Origin(zero, dict.fromkeys(drawn.between, Start.ZERO))
    if Start(start) is Start.LEAST:
        return _Origin(least, dict.fromkeys(drawn.between, Start.LEAST))
    values, sources = {}, {}
    for party in drawn.between:
        no_deal = dossier.views[party].no_deal
        if no_deal is not None:
            values[party], sources[party] = reading(no_deal), Start.NO_DEAL
        elif least[party] < 0:
            values[party], sources[party] = least[party], Start.LEAST
        else:
            values[party], sources[party] = Fraction(0), Start.ZERO
    return _Origin(values, sources)


def _picked(principle: Principle, drawn: Frontier, origin: _Origin) -> Settlement:
    def gains_of(package: ValuedPackage) -> Gains:
        return tuple(package.values[p] - origin.start[p] for p in drawn.between)

    candidates = [(gains_of(package), package) for package in drawn.packages]
    candidates = [pair for pair in candidates if min(pair[0]) >= 0]
    if drawn.packages and not candidates:
        stated = ", ".join(f"{p} {v}" for p, v in origin.start.items())
        message = (
            f"No package of the zone is worth at least the start ({stated}) to all, so no gains "
            "can be weighed. Start from a lower value."
        )
        raise QuestionError(message, code="start-out-of-reach")
    settlement = Settlement(
        by=principle,
        between=drawn.between,
        package=None,
        start=origin.start,
        gains={},
        ties=0,
        proof=replace(drawn.proof, checked=False, unchecked=()),
        start_from=origin.start_from,
        at_most=drawn.at_most,
    )
    if not candidates:
        return settlement
    most = tuple(max(column) for column in zip(*(g for g, _ in candidates), strict=True))
    rank = PRINCIPLES[principle]
    best = max(rank(gains, most) for gains, _ in candidates)
    ranked = [pair for pair in candidates if rank(pair[0], most) == best]
    gains, package = max(ranked, key=lambda pair: kalai_smorodinsky(pair[0], most))
    return replace(
        settlement,
        package=package,
        gains=dict(zip(drawn.between, gains, strict=True)),
        ties=len(ranked) - 1,
    )


def _checked(dossier: Dossier, answer: Settlement, reading: Reading) -> Settlement:
    certificate = verify(dossier, answer, reading)
    proof = replace(answer.proof, checked=True, unchecked=certificate.unchecked)
    return replace(answer, proof=proof)
