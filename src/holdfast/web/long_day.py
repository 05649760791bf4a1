"""Long work on the day after: what there is of it, what each piece is begun on, what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from holdfast.desk.day_after import Chosen, hinges, open_chosen
from holdfast.desk.hold_words import hinge_rows, spread_words
from holdfast.desk.least_cost import cheapest, owed
from holdfast.desk.menu_table import compare_guarantees, tell_so_far
from holdfast.desk.remedies import edges, remedies
from holdfast.web.enduring import WORK, Work
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit
from holdfast.web.work import Job, begin, find

Doing = Callable[[Job[Any]], Any]

BY_ITSELF = ("change", "combination", "payment")
"""What is begun by the page itself, one after the other; the rest when somebody asks for it."""


@dataclass(frozen=True)
class LongWork:
    """One piece of long work: its name, everything that its answer depends on, and the doing."""

    kind: str
    name: str
    about: object
    do: Doing


@dataclass(frozen=True)
class Stage:
    """How far a piece of long work is at one moment, and what it found.

    ``found`` is None until it is over, and where it was called off before it found anything;
    ``is_cut`` says that it was called off. ``is_begun_by_itself`` where the page is to begin it.
    """

    kind: str
    job: Job[Any] | None = None
    is_running: bool = False
    found: object = None
    is_begun_by_itself: bool = False

    @property
    def is_cut(self) -> bool:
        """True when somebody called it off."""
        return self.job is not None and self.job.is_called_off


def kinds(work: Work) -> tuple[str, ...]:
    """The long work that there is to do on what is asked about."""
    told = work.sight.dossier.day_after
    compact = open_chosen(work.sight.opened, work.chosen)
    wanted = {
        "change": work.pulled.kind != "undecided",
        "combination": told is not None and bool(told.prices),
        "payment": bool(compact.tranches()),
        "guarantees": told is not None and bool(told.menu),
        "hinges": bool(compact.question.sheet.inputs),
    }
    return tuple(kind for kind, is_there in wanted.items() if is_there)


def long_work(work: Work, kind: str) -> LongWork:
    """A piece of long work; refused where there is none.

    Levers count for what would make it hold and what that costs, and do not for the others: on what
    it hinges is asked over all ranges, and guarantees are compared as the dossier has them.
    """
    if kind not in kinds(work):
        raise Refusal(404, "not-here")
    opened, chosen, dossier = work.sight.opened, work.chosen, work.sight.dossier
    compact = Chosen(chosen.package, chosen.course)
    holds = work.pulled.kind == "holds"
    whole: dict[str, tuple[object, Doing]] = {
        "change": (
            (opened, chosen),
            lambda job: (edges if holds else remedies)(opened, chosen, told(job)),
        ),
        "combination": ((opened, chosen), lambda job: cheapest(opened, chosen, told(job))),
        "payment": ((opened, chosen), lambda job: owed(open_chosen(opened, chosen), told(job))),
        "guarantees": (
            (dossier, chosen.package),
            lambda job: compare_guarantees(dossier, chosen.options, told(job)),
        ),
        "hinges": (
            (dossier, compact),
            lambda job: hinges(open_chosen(opened, compact), told(job)),
        ),
    }
    about, do = whole[kind]
    return LongWork(kind, f"{WORK} {kind}", about, do)


def told(job: Job[Any]) -> Callable[[int, int], bool]:
    """Tells a job how far it is, and its work whether to go on."""

    def progress(done: int, of: int) -> bool:
        job.progress(done, of)
        return not job.should_stop()

    return progress


def begun(visit: Visit, work: Work, kind: str) -> Job[Any]:
    """The job that does a piece of long work; begun now unless it is there already."""
    long = long_work(work, kind)
    return begin(visit, long.name, long.about, long.do)


def stages(visit: Visit, work: Work) -> dict[str, Stage]:
    """All long work that there is, by kind, as it stands."""
    return {kind: stage_of(visit, work, kind) for kind in kinds(work)}


def stage_of(visit: Visit, work: Work, kind: str) -> Stage:
    """One piece of long work as it stands; the page is to begin what is begun by itself."""
    long = long_work(work, kind)
    job = find(visit, long.name, long.about)
    if job is None:
        return Stage(kind, is_begun_by_itself=kind in BY_ITSELF)
    return stage(work, kind, job)


def stage(work: Work, kind: str, job: Job[Any] | None) -> Stage:
    """How far a job is at one moment.

    Whether it is over is asked once: what ends a moment later is told when it is asked after again.
    """
    is_running = job is not None and not job.is_over
    found = None if job is None or is_running else _found(work, kind, job.answer)
    return Stage(kind, job, is_running, found)


def _found(work: Work, kind: str, answer: Any) -> object:  # noqa: ANN401  whatever was found
    """What long work found, in words."""
    dossier = work.sight.dossier
    if answer is None or kind in BY_ITSELF:
        return answer
    if kind == "guarantees":
        return tell_so_far(dossier, answer) if answer.cells else None
    return {
        "share": spread_words(answer.robustness),
        "rows": hinge_rows(dossier, answer.influences),
        "is_of_verdict": all(each.of_verdict for each in answer.influences),
        "is_rough": answer.is_rough,
    }
