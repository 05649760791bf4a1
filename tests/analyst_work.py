"""What analysts are asked to do in tests: functions that a process of its own can find by name."""

import os
from collections.abc import Callable
from time import sleep

from holdfast.errors import QuestionError

Told = Callable[[int, int], object]
Asked = Callable[[], bool]


def whose(*, progress: Told, should_stop: Asked) -> int:
    """The process in which this is done."""
    progress(1, 1)
    assert not should_stop()
    return os.getpid()


def patient(rounds: int, *, progress: Told, should_stop: Asked) -> str:
    """Goes on until nobody wants it."""
    done = 0
    while not should_stop() and done < rounds:
        done += 1
        progress(done, rounds)
        sleep(0.01)
    return "ended early" if done < rounds else "ended"


def deaf(**_: object) -> None:
    """Never asks whether anybody wants it."""
    sleep(60)


def refused(**_: object) -> None:
    """Raises an error on purpose."""
    message = "Nobody has values."
    raise QuestionError(message, code="no-values")


def broken(secret: str, **_: object) -> None:
    """Raises an error that nobody meant, with what it was told in its words."""
    raise ValueError(secret)


def gone(**_: object) -> None:
    """Ends its process."""
    os._exit(3)


def unsendable(**_: object) -> object:
    """An answer that no process can send to another."""
    return lambda: None


class _Unreadable:
    """Something that can be sent and not be read."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __reduce__(self) -> tuple[object, ...]:
        return int, (self.secret,)


def unreadable(secret: str) -> object:
    """An argument that cannot be read where it arrives; its words are in the error's."""
    return _Unreadable(secret)
