"""Where a compact stands: the public state that everyone's choices rest on."""

from enum import IntEnum
from typing import NamedTuple

COMPLY, HONOUR, SHIRK, VETO = "comply", "honour", "shirk", "veto"
AND_VETO = f" and {VETO}"


class Mode(IntEnum):
    """How a compact stands in a period."""

    IN_FORCE = 0
    ANSWERING = 1
    CALLED = 2
    COLLAPSED = 3

    __hash__ = int.__hash__
    """Moments are looked up all the time, and by name an enumeration is slow to hash."""


class Moment(NamedTuple):
    """A state of a compact, known to all.

    ``about`` is the place of the violation called (CALLED). ``response`` is that of the response
    under way (when ANSWERING, or when the call came), and ``left`` its periods still to run, 0 for
    good; -1 and 0 where there is none. ``resolve`` holds each guarantor's level and ``level`` that
    of the balance of power, by their places. While ANSWERING, ``step`` is the one to go on with.
    """

    step: int
    mode: Mode
    about: int
    response: int
    left: int
    resolve: tuple[int, ...]
    level: int

    @classmethod
    def collapsed(cls, level: int) -> "Moment":
        """The end of the compact; nothing but the balance at which it came matters any more."""
        return cls(0, Mode.COLLAPSED, -1, -1, 0, (), level)
