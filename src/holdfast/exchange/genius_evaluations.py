"""Evaluations in a utility file of GENIUS: what the values of one issue are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Literal

from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.genius_domain import Subject, whole_bounds
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import Topic

Scale = Literal["raw", "genius"]
"""``raw``: weight x evaluation as they stand; ``genius``: the utilities that GENIUS computes."""

MOST_SLIPS = 5
"""More names than these that the domain does not have are no slips of the pen."""

ALIKE, LONGEST_NAME = 0.8, 100
"""How alike two names must be to be one, on a scale from 0 to 1, and by how many letters."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stays the same while one party's utility file is read."""

    party: str
    file: File
    subjects: Sequence[Subject]
    scale: Scale
    findings: Findings


def read_evaluations(
    issue: Element, subject: Subject, reading: Reading
) -> tuple[dict[int, Fraction], Fraction]:
    """What the values of an issue are worth, by place, and what GENIUS divides that by."""
    if subject.low is not None and not any(issue.named("item")):
        return _linear(issue, subject, reading), Fraction(1)
    items = list(issue.named("item"))
    worths: dict[int, Fraction] = {}
    for item, place in zip(items, _places(items, subject.topic, reading), strict=True):
        worth = _evaluation(item, reading)
        if place is None:
            what = f"The value {item.get('value')!r} of {subject.topic.name!r} is not in the domain"
            why, do = "no package can have it", "Name it as the domain does."
            reading.findings.fault("unknown-value", what, why, do, item.place)
        elif worth is not None and worths.setdefault(place, worth) != worth:
            what = f"The value {item.get('value')!r} of {subject.topic.name!r} has two evaluations"
            why, do = "it cannot be told which holds", "Leave one."
            reading.findings.fault("conflicting-evaluations", what, why, do, item.place)
    unsaid = [value for place, value in enumerate(subject.topic.options) if place not in worths]
    if unsaid:
        what = f"{reading.party} gives no evaluation to {listed(unsaid)} of {subject.topic.name!r}"
        why, do = "they count nothing", "Give them one if they are worth more or less."
        reading.findings.warn("no-evaluation", what, why, do, issue.place)
    return worths, max(worths.values(), default=Fraction(0))


def _places(items: Sequence[Element], topic: Topic, reading: Reading) -> list[int | None]:
    """The place of each item among the values of the domain, by its name.

    A name that is not there, and is but a slip away from the one that has its place in a list of
    the same length, is taken for it.
    """
    names = [item.get("value") for item in items]
    places = [topic.place_of(name) for name in names]
    if len(names) != len(topic.options) or places.count(None) > MOST_SLIPS:
        return places
    for place, (name, known) in enumerate(zip(names, topic.options, strict=True)):
        if places[place] is None and place not in places and _is_slip(name, known):
            places[place] = place
            what = f"The domain has {known!r} where {reading.party} has {name!r}"
            why, do = "they were taken for the same value", "Check that they are."
            reading.findings.warn("renamed-value", what, why, do, items[place].place)
    return places


def _is_slip(name: str, known: str) -> bool:
    """True for names that differ by a letter or two that changed places, and in no digit."""
    digits = [[c for c in each if c.isdigit()] for each in (name, known)]
    if digits[0] != digits[1] or abs(len(name) - len(known)) > 1:
        return False
    alike = SequenceMatcher(None, name.casefold()[:LONGEST_NAME], known.casefold()[:LONGEST_NAME])
    return alike.ratio() >= ALIKE


def _evaluation(item: Element, reading: Reading) -> Fraction | None:
    """The evaluation of an item; None when it has none, which GENIUS also writes as ``null``."""
    text = item.get("evaluation")
    if text.lower() in {"", "null"}:
        return None
    worth = read_figure(text)
    if worth is None:
        what = f"The evaluation {text!r:.30} of {item.get('value')!r} is no number"
        why, do = "its worth cannot be told", "Correct it."
        reading.findings.fault("not-a-number", what, why, do, item.place)
    return worth


def _linear(issue: Element, subject: Subject, reading: Reading) -> dict[int, Fraction]:
    """Evaluations of whole numbers: offset + slope x (value - lower bound), held within 0 to 1."""
    evaluator = next(issue.named("evaluator"), None)
    if evaluator is None or subject.low is None:
        what = f"{reading.party} gives no evaluator to {subject.topic.name!r}"
        why, do = "all its values count nothing", "Give one if they are worth more or less."
        reading.findings.warn("no-evaluation", what, why, do, issue.place)
        return {}
    bounds = whole_bounds(issue, reading.findings)
    slope, offset = read_figure(evaluator.get("slope")), read_figure(evaluator.get("offset"))
    if slope is None or offset is None or bounds is None:
        what = f"The evaluator of {subject.topic.name!r} has no slope and offset in numbers"
        why, do = "the worth of its values cannot be told", "Give both."
        reading.findings.fault("not-a-number", what, why, do, evaluator.place)
        return {}
    first = subject.low - bounds[0]
    exact = [offset + slope * (first + place) for place in range(len(subject.topic.options))]
    held = [min(max(worth, Fraction(0)), Fraction(1)) for worth in exact]
    if held != exact:
        what = f"Some evaluations of {subject.topic.name!r} lie outside 0 to 1"
        why, do = "they were cut off there, as GENIUS does", "Check the slope and the offset."
        reading.findings.warn("cut-off", what, why, do, evaluator.place)
    return dict(enumerate(held))


def listed(names: Sequence[str]) -> str:
    """The first five names, and how many more there are."""
    shown = ", ".join(repr(name) for name in names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
