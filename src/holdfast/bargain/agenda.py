"""The agenda: which issues can be settled first at no loss, and in which order to take the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from holdfast.bargain.agenda_answers import (
    Agenda,
    AgendaItem,
    Harvest,
    IssueHarvest,
    TrackHarvest,
)
from holdfast.bargain.harvest import Field
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import avoiding, giving, literals
from holdfast.bargain.problem import Problem
from holdfast.bargain.trader import issue_worth
from holdfast.dossier.model import Dossier, Pattern, Reading
from holdfast.dossier.worth import midpoint

_ALL = 120
"""Ways to settle a track up to which every one is looked at."""

_SOME = 40
"""Ways to settle a track looked at before it is left open whether one of the others is free."""


def agenda(
    dossier: Dossier,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
) -> Agenda:
    """What can be agreed early without closing off what the rest needs, and what had better wait.

    Settling an issue first is free when every point of the frontier can still be reached. The order
    begins with issues that can be settled so one after the other, each free after those before it;
    the others follow by what settling them alone would then lose, the least first, so that those on
    which the trade turns come last and together.

    Args:
        dossier: what is known.
        between: the parties between whom the frontier is drawn; ``dossier.bargainers()`` unless
            said.
        reading: how a range is read.
        limit: how long it may take and how much it may hold; no time limit unless said.

    Raises:
        QuestionError: when a party is unknown, named twice or without values.
    """
    inquiry = Inquiry(dossier, between, reading, limit)
    field = Field(inquiry)
    if not field.points and not inquiry.limit:
        return Agenda(inquiry.between, 0, (), (), (), inquiry.proof())
    issues = () if inquiry.limit else tuple(_issues(field))
    order = tuple(_order(field, issues))
    tracks = tuple(_tracks(field, issues))
    return Agenda(inquiry.between, len(field.points), issues, tracks, order, inquiry.proof())


def _issues(field: Field) -> Iterator[IssueHarvest]:
    """Every issue by itself; none where a limit leaves some unanswered."""
    ties = _ties(field.inquiry.problem)
    issues = field.inquiry.dossier.issues.values()
    found = iter(field.harvests([{issue.id: o} for issue in issues for o in issue.options]))
    if field.inquiry.limit:
        return
    for issue in issues:
        own = sorted((next(found) for _ in issue.options), key=_rank)
        yield IssueHarvest(issue.id, tuple(own), ties[issue.id])


def _rank(harvest: Harvest) -> tuple[bool, Fraction, Fraction]:
    """The least loss first, and of equal ones the greatest joint outcome."""
    return (harvest.loss is None, harvest.loss or Fraction(0), -(harvest.joint or Fraction(0)))


def _joint_rank(harvest: Harvest) -> tuple[Fraction, tuple[bool, Fraction, Fraction]]:
    """The greatest joint outcome first, and of equal ones the least loss."""
    return -(harvest.joint or Fraction(0)), _rank(harvest)


def _ties(problem: Problem) -> dict[str, tuple[str, ...]]:
    """For each issue, the issues that share a pattern with it."""
    ties: list[set[int]] = [set() for _ in problem.issues]
    for when in (*(rule.when for rule in problem.rules), *(bar.when for bar in problem.bars)):
        named = {issue for issue, _ in when}
        for issue in named:
            ties[issue] |= named - {issue}
    return {
        issue: tuple(problem.issues[other] for other in sorted(own))
        for issue, own in zip(problem.issues, ties, strict=True)
    }


def _order(field: Field, issues: Sequence[IssueHarvest]) -> Iterator[AgendaItem]:
    """What is free, each after the last, what gives everyone most first; then the rest by its loss.

    An option that is not free by itself is not free after others either, so only the free ones are
    tried again. What a limit left unanswered comes last, with nothing known of its loss.
    """
    shares = _Shares(field.inquiry)
    free = [h.settled for own in issues for h in own.options if h.is_free]
    settled: dict[str, str] = {}
    for way in sorted(free, key=shares.least, reverse=True):
        ((issue, option),) = way.items()
        if issue in settled or field.inquiry.limit:
            continue
        if not settled or field.harvest({**settled, **way}).is_free:
            settled[issue] = option
            yield AgendaItem(issue, option, Fraction(0), shares.of(way))
    waiting = [own for own in issues if own.issue not in settled]
    losses: dict[str, Fraction | None] = dict.fromkeys(
        issue for issue in field.inquiry.dossier.issues if issue not in settled
    )
    losses |= _least_losses(field, settled, waiting)
    for issue, loss in sorted(losses.items(), key=lambda pair: (pair[1] is None, pair[1] or 0)):
        yield AgendaItem(issue, None, loss, {})


def _least_losses(
    field: Field, settled: Mapping[str, str], waiting: Sequence[IssueHarvest]
) -> dict[str, Fraction | None]:
    """What settling one more issue would lose, in the best way; None where a limit hides it."""
    if not settled:
        return {own.issue: own.best.loss for own in waiting}
    ways = [{**settled, **harvest.settled} for own in waiting for harvest in own.options]
    found = iter([] if field.inquiry.limit else field.harvests(ways))
    if field.inquiry.limit:
        return {own.issue: None for own in waiting}
    losses = {own.issue: [next(found).loss for _ in own.options] for own in waiting}
    return {
        issue: min((loss for loss in own if loss is not None), default=None)
        for issue, own in losses.items()
    }


class _Shares:
    """How much of what a party could have on an issue an option gives it."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._worth = issue_worth(inquiry.dossier, inquiry.reading)
        self._between = inquiry.between
        self._issues = inquiry.dossier.issues

    def of(self, way: Mapping[str, str]) -> dict[str, Fraction]:
        """For each party asked between, from 0 (its worst option) to 1 (its best, or no matter)."""
        ((issue, option),) = way.items()
        return {party: self._share(party, issue, option) for party in self._between}

    def least(self, way: Mapping[str, str]) -> Fraction:
        """What the party that gets least gets."""
        return min(self.of(way).values())

    def _share(self, party: str, issue: str, option: str) -> Fraction:
        own = self._worth[party]
        worths = {o: own.get((issue, o), Fraction(0)) for o in self._issues[issue].options}
        low, high = min(worths.values()), max(worths.values())
        return (worths[option] - low) / (high - low) if high > low else Fraction(1)


def _tracks(field: Field, issues: Sequence[IssueHarvest]) -> Iterator[TrackHarvest]:
    """Every track that has issues; those that a limit leaves unanswered are left out."""
    dossier = field.inquiry.dossier
    # Where an option leaves nothing that all accept, no way that takes it leaves anything.
    open_ = {
        own.issue: [h.settled[own.issue] for h in own.options if h.loss is not None]
        for own in issues
    }
    for track in dossier.tracks:
        named = [issue.id for issue in dossier.issues.values() if issue.track == track]
        if named and not field.inquiry.limit:
            yield from _track(field, track, {issue: open_[issue] for issue in named})


def _track(
    field: Field, track: str, options: Mapping[str, Sequence[str]]
) -> Iterator[TrackHarvest]:
    found = _ways(field, options)
    if field.inquiry.limit:
        return
    best = min(found.harvests, key=_rank)
    yield TrackHarvest(
        track=track,
        issues=tuple(options),
        best=best,
        joint=min(found.harvests, key=_joint_rank),
        is_proven=best.is_free or found.are_all,
        no_free_way=not best.is_free and found.no_other_is_free,
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """Ways to settle a track; whether they are all, and proven that no other is free."""

    harvests: Sequence[Harvest]
    are_all: bool
    no_other_is_free: bool


def _ways(field: Field, options: Mapping[str, Sequence[str]]) -> _Ways:
    if prod(map(len, options.values())) > _ALL:
        return _some_ways(field, tuple(options))
    ways = [dict(zip(options, chosen, strict=True)) for chosen in product(*options.values())]
    return _Ways(field.harvests(ways), are_all=True, no_other_is_free=True)


def _some_ways(field: Field, issues: Sequence[str]) -> _Ways:
    """All ways by which one point of the frontier can be reached, and those seen on the frontier.

    A free way reaches every point, so once all ways to one point are known no other can be free.
    """
    problem = field.inquiry.problem
    least = {party: field.totals[0][party] for party in problem.sought}
    reaching = giving(problem, least).seeking()
    found: dict[tuple[str, ...], Harvest] = {}
    is_all = False
    while len(found) < _SOME and not field.inquiry.limit:
        choices = field.inquiry.search(reaching)
        if len(choices) == 0:
            is_all = field.inquiry.is_complete
            break
        way = _way(problem, choices[0], issues)
        found[tuple(way.values())] = field.harvest(way)
        if found[tuple(way.values())].is_free:
            return _Ways(tuple(found.values()), are_all=False, no_other_is_free=is_all)
        pattern = Pattern({issue: (option,) for issue, option in way.items()})
        reaching = avoiding(reaching, literals(problem, pattern))
    for choice in field.choices:
        way = _way(problem, choice, issues)
        if tuple(way.values()) not in found and len(found) < 2 * _SOME and not field.inquiry.limit:
            found[tuple(way.values())] = field.harvest(way)
    return _Ways(tuple(found.values()), are_all=False, no_other_is_free=is_all)


def _way(problem: Problem, choice: Sequence[int], issues: Sequence[str]) -> dict[str, str]:
    """How a package settles some issues."""
    package = problem.package(tuple(int(option) for option in choice))
    return {issue: package[issue] for issue in issues}
