"""Long work: done beside everybody's pages, told how far it is, called off at any moment.

A page begins a job and asks after it until it is done. A job lives as long as its visit remembers
it: where the visit is locked or ended, or its owner looks as another, it is forgotten there, finds
that out by itself, and stops; nobody has to tell it.
"""

from collections.abc import Callable, Hashable
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import Any, Generic, TypeVar, cast

from holdfast.desk.opened import OpenDossier
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit

T = TypeVar("T")
Found = TypeVar("Found")

AT_ONCE = 2
"""Jobs that are worked on at a time; the others wait for their turn, so that pages stay quick."""

_turns = BoundedSemaphore(AT_ONCE)
_beginning = Lock()


class Job(Generic[T]):
    """One piece of long work of one visit.

    ``about`` is what it was begun on: on anything else it is of no use. ``done`` and ``of`` say how
    far it is, in steps; ``of`` is 0 until it knows. ``is_over`` means that nothing more will come,
    and ``is_called_off`` that somebody ended it early.
    """

    def __init__(self, visit: Visit, name: str, about: object) -> None:
        self.about = about
        self.done = 0
        self.of = 0
        self.is_called_off = False
        self._visit = visit
        self._name = name
        self._has_begun = False
        self._over = Event()
        self._answer: T | None = None
        self._error: Exception | None = None

    @property
    def is_over(self) -> bool:
        """True when it is done, was called off, or failed."""
        return self._over.is_set()

    @property
    def has_failed(self) -> bool:
        """True when it ended with an error, which whoever asks for the answer is told."""
        return self._error is not None

    @property
    def answer(self) -> T | None:
        """What came of it: None until it is over; called off early, as much as was found, or None.

        Raises:
            Exception: what it failed with.
        """
        if self._error is not None:
            raise self._error
        return self._answer

    def progress(self, done: int, of: int) -> None:
        """Say how far it is; called by the work."""
        self.done, self.of = done, of

    def should_stop(self) -> bool:
        """True when nobody wants the answer any more; asked by the work."""
        return self.is_called_off or self._visit.work.get(self._name) is not self

    def call_off(self) -> None:
        """End it early; one that still waits for its turn is over at once."""
        self.is_called_off = True
        if not self._has_begun:
            self._over.set()

    def find_out(
        self, opened: OpenDossier, question: Hashable, work: Callable[..., Found], *args: object
    ) -> Found | None:
        """The answer to a question about a dossier, which all who see the same dossier share.

        An analyst does the work where nobody has asked before. Called off, what was found until
        then is kept for nobody else; None is nothing.
        """
        known: Found | None = opened.known(question)
        if known is not None:
            return known
        ask = self._visit.analysts.ask
        found = ask(work, *args, progress=self.progress, should_stop=self.should_stop)
        if found is None or self.should_stop():
            return found
        return opened.once(question, lambda: found)

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; True when it is over."""
        return self._over.wait(seconds)

    def work_on(self, do: "Callable[[Job[T]], T | None]") -> None:
        """Do it, when its turn comes; in a thread of its own."""
        try:
            with _turns:
                self._has_begun = True
                if not self.should_stop():
                    self._answer = do(self)
        except Exception as error:
            self._error = error
        finally:
            self._over.set()


def begin(visit: Visit, name: str, about: object, do: Callable[[Job[T]], T | None]) -> Job[T]:
    """The job of this name on this very matter; begun now unless it is there already.

    Args:
        visit: whose it is; a visit has one job of a name, and one on another matter is dropped.
        name: the page that asks.
        about: everything that the answer depends on; compared by ``==``.
        do: the work; it is handed the job, to say how far it is and ask whether to stop.

    Raises:
        Refusal: the visit is locked.
    """
    with _beginning:
        before = find(visit, name, about)
        if before is not None and not before.has_failed:
            return cast("Job[T]", before)
        job: Job[T] = Job(visit, name, about)
        visit.work[name] = job
    if visit.is_locked:
        visit.work.pop(name, None)
        raise Refusal(401, "locked")
    # A daemon: the workbench may stop at any moment, whatever is being worked out.
    Thread(target=job.work_on, args=(do,), name=f"work {name}", daemon=True).start()
    return job


def find(visit: Visit, name: str, about: object) -> Job[Any] | None:
    """The job of this name on this very matter, if there is one."""
    job = visit.work.get(name)
    return job if isinstance(job, Job) and job.about == about else None


def call_off(visit: Visit, name: str) -> None:
    """End a job early, keeping what it found so far; nothing happens where there is none."""
    job = visit.work.get(name)
    if isinstance(job, Job) and not job.is_over:
        job.call_off()


def forget(visit: Visit, name: str) -> None:
    """Drop a job and what it found, so that it can be begun anew."""
    if isinstance(visit.work.get(name), Job):
        visit.work.pop(name, None)
