"""Adjusted Winner: the issues themselves divided between two parties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.results import (
    Demand,
    Method,
    Principle,
    Proof,
    Restriction,
    Settlement,
    Share,
    Start,
)
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint
from holdfast.errors import QuestionError

Points = Mapping[str, Fraction]
"""Points of one party by issue."""


class Omission(StrEnum):
    """What a dossier may have that Adjusted Winner does not look at."""

    LINKS = "links"
    RED_LINES = "red-lines"
    NO_DEAL_VALUES = "no-deal-values"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a division of issues does not look at, of all that the dossier has.

    ``red-lines`` are those that say never, ``together`` whatever counts for one of the two on
    several issues together. ``crossed`` are the links and red lines that are broken if whoever
    holds an issue whole has the option of it that is best for its holder; what becomes of divided
    issues is open, so others may be broken as well.
    """

    kinds: tuple[Omission, ...]
    crossed: tuple[Demand, ...]


def divide(first: Points, second: Points) -> dict[str, Fraction]:
    """The first party's share of every issue under Adjusted Winner [brams-taylor-1996].

    Each issue goes to the party that put more points on it (to the first where both put the same).
    Then the party that is ahead hands issues over, those first on which it outbids the other least,
    and of the last one only the part that leaves both with equal points.

    Args:
        first: the first party's points by issue, none negative; their sum is its whole.
        second: the second party's points for the same issues, with the same sum.

    >>> shares = divide({"sinai": Fraction(35), "rest": Fraction(65)},
    ...                 {"sinai": Fraction(55), "rest": Fraction(45)})
    >>> str(shares["sinai"]), str(shares["rest"])
    ('0', '10/11')
    """
    shares = {issue: Fraction(first[issue] >= second[issue]) for issue in first}
    lead = sum((first[i] * s - second[i] * (1 - s) for i, s in shares.items()), Fraction(0))
    ahead, behind = (first, second) if lead >= 0 else (second, first)
    step = -1 if lead >= 0 else 1
    held = [issue for issue, share in shares.items() if share == (1 if lead >= 0 else 0)]
    # An issue on which the other put nothing is handed over last: no part of it helps the other.
    held.sort(key=lambda i: (behind[i] == 0, ahead[i] / behind[i] if behind[i] else 0))
    lead = abs(lead)
    for issue in held:
        moved = ahead[issue] + behind[issue]
        part = min(lead / moved, Fraction(1)) if moved else Fraction(0)
        shares[issue] += step * part
        lead -= part * moved
    return shares


def adjusted_winner(
    dossier: Dossier, between: Sequence[str] | None = None, reading: Reading = midpoint
) -> Settlement:
    """Who wins which issues, if two parties divide them so that both come off equally well.

    A party's points on an issue are how far the issue alone moves its total, from its worst option
    to its best (values, and costs and prices that hang on this issue alone), scaled so that its
    points over all contested issues add up to 100. An issue is contested when no option is best for
    both. The division is envy-free, equitable and efficient for worths that add up
    [brams-taylor-1996]; it does not look at links, at red lines that mean never, at what is worth
    something only in combination, or at no-deal values (``left_out`` names what that is in a
    dossier), and it is no package: a mediator must still find options that stand for it.

    Args:
        dossier: what is known.
        between: the two parties; ``dossier.bargainers()`` unless said.
        reading: how a range is read.

    Returns:
        A settlement with ``shares`` of every contested issue and both parties' ``points`` of 100.

    Raises:
        QuestionError: when there are not two parties, or nothing is contested between them.
    """
    problem = compile_problem(dossier, between, reading)
    named = problem.between
    if len(named) != 2:
        message = (
            f"Adjusted Winner divides issues between two parties, and {len(named)} are named: "
            f"{', '.join(named)}. Name the two (--between A,B; in Python between=[…])."
        )
        raise QuestionError(message, code="not-two-parties")
    worths = [_worths(problem, party) for party in problem.sought]
    contested = [
        issue
        for at, issue in enumerate(problem.issues)
        if not set.intersection(*(_best(own[at]) for own in worths))
    ]
    if not contested:
        message = (
            "Nothing is contested: on every issue some option is best for both "
            f"{named[0]} and {named[1]}, so there is nothing to divide. Ask for the frontier."
        )
        raise QuestionError(message, code="nothing-contested")
    first, second = (_points(problem, own, contested) for own in worths)
    taken = divide(first, second)
    points = {
        named[0]: sum((first[i] * s for i, s in taken.items()), Fraction(0)),
        named[1]: sum((second[i] * (1 - s) for i, s in taken.items()), Fraction(0)),
    }
    shares = tuple(
        Share(issue, party, part)
        for issue, share in taken.items()
        for party, part in zip(named, (share, 1 - share), strict=True)
    )
    zero = dict.fromkeys(named, Fraction(0))
    return Settlement(
        by=Principle.ADJUSTED_WINNER,
        between=named,
        package=None,
        start=zero,
        gains=points,
        ties=0,
        proof=_proof(),
        shares=shares,
        points=points,
        start_from=dict.fromkeys(named, Start.ZERO),
    )


def left_out(dossier: Dossier, division: Settlement, reading: Reading = midpoint) -> LeftOut:
    """What Adjusted Winner did not look at when it made a division, and what that crosses.

    Args:
        dossier: what is known.
        division: a settlement by Adjusted Winner.
        reading: how ranges were read for it.
    """
    problem = compile_problem(dossier, division.between, reading)
    kinds = {demand.kind for demand in problem.demands}
    has = {
        Omission.LINKS: Restriction.LINK in kinds,
        Omission.RED_LINES: Restriction.RED_LINE in kinds,
        Omission.NO_DEAL_VALUES: Restriction.NO_DEAL in kinds,
        Omission.TOGETHER: any(
            len(rule.when) > 1 and any(rule.worth[party] for party in problem.sought)
            for rule in problem.rules
        ),
    }
    worths = {party: _worths(problem, at) for at, party in enumerate(division.between)}
    holders = {share.issue: share.party for share in division.shares if share.share == 1}
    taken = {
        at: _best(worths[holders[issue]][at])
        for at, issue in enumerate(problem.issues)
        if issue in holders
    }
    crossed = (
        bar.demand
        for bar in problem.bars
        if all(issue in taken and taken[issue] <= options for issue, options in bar.when)
    )
    return LeftOut(tuple(kind for kind in Omission if has[kind]), tuple(dict.fromkeys(crossed)))


def _worths(problem: Problem, party: int) -> list[list[int]]:
    """For each issue and option, what the issue alone is worth to the party."""
    worths = [[0] * len(options) for options in problem.options]
    for rule in problem.rules:
        if len(rule.when) == 1:
            ((issue, options),) = rule.when
            for option in options:
                worths[issue][option] += rule.worth[party]
    return worths


def _best(worths: list[int]) -> set[int]:
    return {option for option, worth in enumerate(worths) if worth == max(worths)}


def _points(problem: Problem, worths: list[list[int]], contested: list[str]) -> Points:
    reach = {
        issue: max(own) - min(own)
        for issue, own in zip(problem.issues, worths, strict=True)
        if issue in contested
    }
    return {issue: Fraction(100 * own, sum(reach.values())) for issue, own in reach.items()}


def _proof() -> Proof:
    return Proof(
        method=Method.DIVISION,
        complete=True,
        checked=False,
        width=0,
        why="Shares are computed directly, in fractions; no package is searched for.",
    )
