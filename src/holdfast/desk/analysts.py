"""Analysts: questions worked out beside the workbench, in processes of their own.

A search of seconds would hold up everybody's pages in the process that serves them. An analyst is
handed a question with all that it needs to know, tells how far it is, answers, and keeps nothing:
no key ever reaches it, and what it was told is gone with the answer.
"""

import os
import pickle
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, LifoQueue
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar, cast

from holdfast.bargain.workers import out_of_reach
from holdfast.errors import HoldfastError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

T = TypeVar("T")

GRACE = 3.0
"""Seconds that an analyst who was told to stop has for saying what was found; then it is ended."""

NICENESS = 5
"""Pages go before analyses, where both want the same core."""

HEARTBEAT = 0.05
"""Seconds between two looks at whether the other side has said something."""

Progress = Callable[[int, int], object]
ShouldStop = Callable[[], bool]


class DefectError(Exception):
    """An analyst came upon a defect; ``kind`` and ``places`` tell it without a word of the data."""

    def __init__(self, kind: str, places: str = "") -> None:
        super().__init__(kind, places)
        self.kind, self.places = kind, places


class Analysts:
    """So many processes that answer questions; with none, each is answered where it is asked."""

    def __init__(self, count: int = 0) -> None:
        self.count = count
        self._free: LifoQueue[_Analyst] = LifoQueue()
        self._every: set[_Analyst] = set()
        self._lock = Lock()
        self._is_closed = False

    def begin(self) -> None:
        """Start them, so that the first question need not wait for that."""
        for _ in range(self.count):
            self._free.put(self._hire())

    def close(self) -> None:
        """End them, whatever they are at."""
        with self._lock:
            self._is_closed = True
            every, self._every = self._every, set()
        for analyst in every:
            analyst.end()

    def ask(
        self,
        work: Callable[..., T],
        *args: object,
        progress: Progress,
        should_stop: ShouldStop,
    ) -> T | None:
        """What comes of some work; None where it had to be ended before it had anything to show.

        Args:
            work: a function of a module, which takes ``progress`` and ``should_stop`` by name.
            args: what it needs to know, all of which can be sent.
            progress: told how far it is.
            should_stop: asked now and then whether anybody wants the answer still.

        Raises:
            HoldfastError: as the work raised it.
            DefectError: the work came upon a defect, or its process ended.
        """
        if not self.count:
            return work(*args, progress=progress, should_stop=should_stop)
        analyst = self._next(should_stop)
        if analyst is None:
            return None
        try:
            found: T | None = analyst.ask((work, args), progress, should_stop)
            return found
        finally:
            self._free.put(analyst if analyst.is_there else self._hire())

    def _next(self, should_stop: ShouldStop) -> "_Analyst | None":
        while not self._is_closed:
            with suppress(Empty):
                return self._free.get(timeout=HEARTBEAT)
            if should_stop():
                break
        return None

    def _hire(self) -> "_Analyst":
        with self._lock:
            self._every = {analyst for analyst in self._every if analyst.is_there}
            analyst = _Analyst(get_context("spawn"))
            self._every.add(analyst)
            if self._is_closed:
                analyst.end()
        return analyst


class _Analyst:
    """One process, seen from the side that asks."""

    def __init__(self, context: "SpawnContext") -> None:
        self._line, far_end = context.Pipe()
        self._process: BaseProcess = context.Process(target=_answer, args=(far_end,), daemon=True)
        with out_of_reach():
            self._process.start()
        far_end.close()

    @property
    def is_there(self) -> bool:
        """False once it has ended."""
        return self._process.is_alive()

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.join()
        self._line.close()

    def ask(self, question: Any, progress: Progress, should_stop: ShouldStop) -> Any:  # noqa: ANN401
        """The answer to a question; None where it was ended."""
        try:
            self._line.send(question)
            told = self._hear(progress, should_stop)
        except (EOFError, OSError):
            self.end()
            raise DefectError(type(self).__name__) from None
        except BaseException:
            # Nobody is there any more to hear the answer, and whoever asks next must not.
            self.end()
            raise
        match told:
            case ("error", error):
                raise error
            case ("defect", kind, places):
                raise DefectError(kind, places)
            case (_, answer):
                return answer

    def _hear(self, progress: Progress, should_stop: ShouldStop) -> tuple[Any, ...]:
        """What is said last: an answer, an error on purpose, or a defect."""
        told_at = 0.0
        while True:
            if self._line.poll(HEARTBEAT):
                match self._line.recv():
                    case ("progress", done, of):
                        progress(done, of)
                    case told:
                        return cast("tuple[Any, ...]", told)
            if not told_at and should_stop():
                told_at = monotonic()
                self._line.send(None)
            elif told_at and monotonic() > told_at + GRACE:
                self.end()
                return ("answer", None)


class _Asked:
    """The question at hand, seen from the process that answers it."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._is_unwanted = False
        self._looked = self._told = 0.0

    def progress(self, done: int, of: int) -> bool:
        """Say how far it is, now and then; False once nobody wants the answer any more."""
        if monotonic() > self._told + HEARTBEAT or done == of:
            self._line.send(("progress", done, of))
            self._told = monotonic()
        return not self.should_stop()

    def should_stop(self) -> bool:
        """True once nobody wants the answer any more."""
        if not self._is_unwanted and monotonic() > self._looked + HEARTBEAT:
            self._looked = monotonic()
            self._is_unwanted = self._line.poll() and self._line.recv() is None
        return self._is_unwanted


def _answer(line: Connection) -> None:
    """Answer one question after another until whoever asks is gone; in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with suppress(EOFError, OSError):
        while True:
            told = _answer_next(line)
            try:
                line.send(told)
            except (EOFError, OSError):
                raise
            except Exception as error:  # an answer that cannot be sent
                line.send(_defect(error))
            del told


def _answer_next(line: Connection) -> tuple[object, ...]:
    """Wait for a question and answer it; nothing of it is kept."""
    try:
        while (question := line.recv()) is None:
            pass  # told to stop when the answer was on its way already
        (work, args), asked = question, _Asked(line)
        return ("answer", work(*args, progress=asked.progress, should_stop=asked.should_stop))
    except EOFError:
        raise
    except Exception as error:
        is_known = isinstance(error, HoldfastError) and _can_be_sent(error)
        return ("error", error) if is_known else _defect(error)


def _defect(error: Exception) -> tuple[object, ...]:
    return ("defect", type(error).__name__, places(error))


def _can_be_sent(error: HoldfastError) -> bool:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - of this very process
    except Exception:
        return False
    return True


def places(error: BaseException) -> str:
    """The lines of code that an error came through, innermost first; never its words."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
