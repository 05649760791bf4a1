"""The levers of a compact: what a text could change, and what no text can, each with its reach."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from holdfast.desk.compact import OpenCompact
from holdfast.desk.hold_story import range_words
from holdfast.desk.input_words import input_words
from holdfast.desk.threshold_words import unit
from holdfast.dossier import exact_decimal
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from holdfast.endure.inputs import Input

LEAVING = re.compile(
    r"(guarantors\.[^.]+\.moves|balance\.drift|violations\.[^.]+\.shifts\.[^.]+)\.[^.]+\.[^.]+"
)
"""Chances of moving from one level to others, which share what there is."""

FAR = 64
"""No amount is moved further than so many times the reach of its slider."""

DECIMAL = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
FAMILIES = {
    "presence": "Whether the guarantor stays",
    "honour": "Whether help comes",
    "cost to the violator": "What a breach would cost",
    "detection": "Whether a breach is seen",
    "tranche": "Payments in tranches",
    "snapback": "What a response takes",
    "": "What no text can change",
}
"""The families of levers, those first on which the verdict is most often found to hinge."""


@dataclass(frozen=True)
class Lever:
    """One input as a slider: its title within its group, its reach, and where it stands.

    All numbers are exact decimals as text. ``own`` is its range in the dossier, ``middle`` where it
    stands unless it is moved. ``unit`` is empty for what is a chance or a share.
    """

    name: str
    group: str
    title: str
    low: str
    high: str
    step: str
    now: str
    middle: str
    own: str
    unit: str

    @property
    def is_moved(self) -> bool:
        """True when it stands elsewhere than in the dossier."""
        return self.now != self.middle


@dataclass(frozen=True)
class LeverFamily:
    """Levers of one kind; ``id`` is empty for what no text can change."""

    id: str
    title: str
    levers: tuple[Lever, ...]


def lever_families(compact: OpenCompact) -> tuple[LeverFamily, ...]:
    """Every input of a compact that has a range, by kind; views are corrected on their own page."""
    from holdfast.endure.fixes import family

    grouped: dict[str, list[Lever]] = {id_: [] for id_ in FAMILIES}
    for name, each in compact.question.inputs.items():
        if name in compact.question.sheet.inputs and not name.startswith("views."):
            grouped[family(name)].append(_lever(compact, name, each))
    return tuple(
        LeverFamily(id_, FAMILIES[id_], tuple(levers)) for id_, levers in grouped.items() if levers
    )


def _lever(compact: OpenCompact, name: str, each: "Input") -> Lever:
    middle = each.range.midpoint
    now = compact.values.get(name, middle)
    low, high = reach(each)
    group, colon, title = input_words(compact.dossier, name).partition(": ")
    return Lever(
        name=name,
        group=group if colon else "",
        title=title if colon else group,
        low=exact_decimal(min(low, now)),
        high=exact_decimal(max(high, now)),
        step=exact_decimal(step(low, high, middle, now)),
        now=exact_decimal(now),
        middle=exact_decimal(middle),
        own=range_words(each.range),
        unit=unit(each),
    )


def reach(each: "Input") -> tuple[Fraction, Fraction]:
    """From where to where a slider goes: all chances; amounts to twice what the dossier has."""
    from holdfast.endure.inputs import Sort

    if each.sort is Sort.HELP:
        return Fraction(1, 100), Fraction(1)
    if each.sort in (Sort.CHANCE, Sort.SHARE):
        return Fraction(0), Fraction(1)
    if each.sort is Sort.DISCOUNT:
        return Fraction(0), Fraction(999, 1000)
    size = max(abs(each.range.low), abs(each.range.high), Fraction(1, 2))
    return (-2 * size if each.lowest is None else Fraction(0)), 2 * size


def farthest(each: "Input") -> tuple[Fraction, Fraction]:
    """How far a lever goes at all: an amount beyond its slider's reach, where it has to."""
    low, high = reach(each)
    return (FAR * low, FAR * high) if each.is_in_points else (low, high)


def step(low: Fraction, high: Fraction, *standing: Fraction) -> Fraction:
    """A round step of about a hundredth of the reach on which a lever stands exactly.

    ``standing`` are the values that it must be able to stand at.

    >>> step(Fraction(0), Fraction(1), Fraction(9, 200))
    Fraction(1, 200)
    """
    size = Fraction(1)
    while size * 100 > high - low:
        size /= 10
    while size * 1000 <= high - low:
        size *= 10
    for _ in range(9):
        for part in (size, size / 2, size / 5):
            if all((each - low) % part == 0 for each in standing):
                return part
        size /= 10
    return size


def beside(each: "Input", turn: Fraction, *, above: bool, strictly: bool = False) -> str:
    """The round value of a lever nearest to a turn of the verdict, on one side of it, as text.

    Args:
        each: the input.
        turn: where the verdict turns.
        above: whether the value is to be above the turn, or below it.
        strictly: whether the turn itself is not good enough.
    """
    low, high = reach(each)
    size = step(low, high, each.range.midpoint)
    count = (turn - low) / size
    whole = ceil(count) if above else floor(count)
    if strictly and whole == count:
        whole += 1 if above else -1
    least, most = farthest(each)
    return exact_decimal(min(max(low + whole * size, least), most))


def read_levers(compact: OpenCompact, given: Mapping[str, str]) -> dict[str, Fraction]:
    """The levers that stand elsewhere than in the dossier, from what sliders say.

    What is no lever of this compact, or no number within its reach, is left out.

    Raises:
        QuestionError: chances of leaving one level add up to more than 1.
    """
    moved = dict(_moved(compact, given))
    _hold_chances(compact, moved)
    return moved


def _hold_chances(compact: OpenCompact, moved: Mapping[str, Fraction]) -> None:
    """What leaves a level in a period is at most certain."""
    values = compact.question.values(moved)
    sums: dict[str, Fraction] = {}
    for name, value in values.items():
        if LEAVING.fullmatch(name):
            here = name.rpartition(".")[0]
            sums[here] = sums.get(here, Fraction(0)) + value
    for here, total in sums.items():
        if total > 1:
            names = [n for n in values if n.rpartition(".")[0] == here]
            message = (
                f"The chances “{input_words(compact.dossier, names[0])}” and those beside it add up"
                f" to {float(total):.4g}, and no more than 1 can happen in a period. Lower one of"
                " them first."
            )
            raise QuestionError(message, code="chances-over-one")


def _moved(compact: OpenCompact, given: Mapping[str, str]) -> Iterator[tuple[str, Fraction]]:
    question = compact.question
    for name, text in given.items():
        if name in question.sheet.inputs and DECIMAL.fullmatch(text):
            each, value = question.inputs[name], Fraction(text)
            low, high = farthest(each)
            if low <= value <= high and value != each.range.midpoint:
                yield name, value
