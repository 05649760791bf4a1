"""Long work on the day after: what there is of it, what each piece is begun on, what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from holdfast.desk import long_questions
from holdfast.desk.day_after import Chosen, open_chosen
from holdfast.desk.hold_words import hinge_rows, spread_words
from holdfast.desk.menu_table import tell_so_far
from holdfast.web.enduring import WORK, Work
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit
from holdfast.web.work import Job, begin, find

Doing = Callable[[Job[Any]], Any]

BY_ITSELF = ("further", "change", "combination", "payment")
"""What is begun by the page itself; the rest when somebody asks for it."""


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
        "further": True,
        "change": work.pulled.kind != "undecided",
        "combination": told is not None and bool(told.prices),
        "payment": bool(compact.tranches()),
        "guarantees": told is not None and bool(told.menu),
        "hinges": bool(compact.question.sheet.inputs),
    }
    return tuple(kind for kind, is_there in wanted.items() if is_there)


def long_work(work: Work, kind: str) -> LongWork:
    """A piece of long work; refused where there is none.

    Levers count for what follows, for what would make it hold and what that costs, and not for the
    others: on what it hinges is asked over all ranges, and guarantees are compared as the dossier
    has them.
    """
    if kind not in kinds(work):
        raise Refusal(404, "not-here")
    chosen = work.chosen
    bare = Chosen(chosen.package, chosen.course)
    questions: dict[str, tuple[Callable[..., object], object]] = {
        "further": (long_questions.further, chosen),
        "change": (long_questions.change, chosen),
        "combination": (long_questions.cheapest, chosen),
        "payment": (long_questions.owed, chosen),
        "guarantees": (long_questions.guarantees, chosen.options),
        "hinges": (long_questions.hinges, bare),
    }
    ask, about = questions[kind]
    opened = work.sight.opened
    question = (kind, chosen.package if kind == "guarantees" else about)

    def do(job: Job[Any]) -> object:
        return job.find_out(opened, question, ask, opened.dossier, about)

    return LongWork(kind, f"{WORK} {kind}", (opened, question), do)


def begun(visit: Visit, work: Work, kind: str) -> Job[Any]:
    """The job that does a piece of long work; begun now unless it is there already."""
    long = long_work(work, kind)
    return begin(visit, long.name, long.about, long.do)


def stages(visit: Visit, work: Work) -> dict[str, Stage]:
    """All long work that there is, by kind, as it stands."""
    return {kind: stage_of(visit, work, kind) for kind in kinds(work)}


def stage_of(visit: Visit, work: Work, kind: str) -> Stage:
    """One piece of long work as it stands."""
    long = long_work(work, kind)
    return stage(work, kind, find(visit, long.name, long.about))


def stage(work: Work, kind: str, job: Job[Any] | None) -> Stage:
    """How far a job is at one moment; where there is none, whether the page is to begin it.

    Whether it is over is asked once: what ends a moment later is told when it is asked after again.
    """
    if job is None:
        return Stage(kind, is_begun_by_itself=kind in BY_ITSELF)
    is_running = not job.is_over
    found = None if is_running else _found(work, kind, job.answer)
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
    }
