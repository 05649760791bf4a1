"""The space at hand: its question, its answer once it is worked out, the package being tried."""

from dataclasses import dataclass, replace

from holdfast.desk.openings import Draft, drafts
from holdfast.desk.seats import Sight
from holdfast.desk.space import Space, Weighing, explore, first_package, weigh
from holdfast.dossier import Package
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit
from holdfast.web.work import Job, begin, call_off, forget

WORK, PAIR, SEARCH = "space", "space-axes", "space-search"
PATIENCE = 2.5
"""Seconds for which a page waits for its answer before it shows how far that is instead."""
LONGEST = 300.0
"""Seconds for which a piece of a page waits: longer than any answer may take."""


@dataclass(frozen=True)
class Work:
    """What the page remembers between requests: the question, its answer, the package at hand.

    Whoever tries a package puts another in its place, so that what somebody is being shown
    meanwhile is all of one package.
    ``is_cut`` is True where the answer was called off, and holds what was found until then.
    """

    sight: Sight
    space: Space
    across: str
    up: str
    weighing: Weighing
    before: Weighing | None = None
    is_cut: bool = False

    @property
    def package(self) -> Package:
        """The package at hand."""
        return self.weighing.package

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What stands on the table, as far as the visit can see it."""
        return drafts(self.sight.dossier, self.sight.record)


def at_hand(
    visit: Visit, across: str = "", up: str = "", patience: float | None = None
) -> Work | Job[Space]:
    """The work at hand, or the job that is still at it after so many seconds.

    It is begun anew where the question or what is known is another.

    Raises:
        Refusal: nobody's values are known, or no such parties can be asked between.
    """
    sight = visit.sight()
    pair = _pair(visit, sight, across, up)
    known = visit.work.get(WORK)
    before = known if isinstance(known, Work) else None
    is_known = before is not None and before.sight.opened is sight.opened
    if before is not None and is_known and (before.across, before.up) == pair:
        return replace(before, sight=sight)
    usual, asked = sight.dossier.bargainers(), tuple(party for party in pair if party)
    between = usual if set(asked) <= set(usual) else asked
    opened = sight.opened
    job: Job[Space] = begin(
        visit,
        SEARCH,
        (opened, between),
        lambda job: job.find_out(opened, (SEARCH, between), explore, opened.dossier, between),
    )
    job.wait(PATIENCE if patience is None else patience)
    found = job.answer
    if found is None:
        return job
    dossier = sight.dossier
    is_same = before is not None and before.package.keys() == dossier.issues.keys()
    package = before.package if before and is_same else first_package(dossier, found)
    weighing = weigh(dossier, package, found)
    work = Work(sight, found, *pair, weighing, is_cut=job.is_called_off)
    visit.keep(WORK, work)
    return work


def work_of(visit: Visit) -> Work:
    """The work at hand, waited for.

    Raises:
        Refusal: it was called off before anything was found.
    """
    work = at_hand(visit, patience=LONGEST)
    if isinstance(work, Job):
        raise Refusal(409, "called-off")
    return work


def take_to_hand(visit: Visit, work: Work, package: Package) -> Work:
    """Try another package; the work that is at hand then."""
    weighing = weigh(work.sight.dossier, package, work.space)
    work = replace(work, before=work.weighing, weighing=weighing)
    visit.keep(WORK, work)
    return work


def stop(visit: Visit) -> None:
    """Look for no more, and keep what was found."""
    call_off(visit, SEARCH)


def begin_anew(visit: Visit) -> None:
    """Forget what was called off, so that it is looked for again; the package at hand stays."""
    forget(visit, SEARCH)
    work = visit.work.get(WORK)
    if isinstance(work, Work) and work.is_cut:
        visit.work.pop(WORK, None)


def _pair(visit: Visit, sight: Sight, across: str, up: str) -> tuple[str, str]:
    """The axes: those asked for, those of before, or the first two who bargain."""
    valued = {p for p, view in sight.dossier.views.items() if view.has_values}
    if not valued:
        raise Refusal(409, "no-values")
    usual = sight.dossier.bargainers()
    if across or up:
        if across == up or not {across, up} <= valued:
            raise Refusal(404, "not-here")
        visit.keep(PAIR, (across, up))
    match visit.work.get(PAIR):
        case (str(one), str(other)) if {one, other} <= valued:
            return one, other
        case _:
            return usual[0], usual[1] if len(usual) > 1 else ""
