"""Additive utility files of GENIUS: a weight for each issue, an evaluation for each value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.genius_domain import Subject, issues_of, whole_bounds
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import Sheet

Scale = Literal["raw", "genius"]
"""``raw``: weight x evaluation as they stand; ``genius``: the utilities that GENIUS computes."""

NEGLIGIBLE = Fraction(1, 100_000)
"""GENIUS counts an issue whose greatest evaluation is below this as worth nothing."""

SLACK = Fraction(2, 100)
"""How far from 1 GENIUS lets the weights add up before it finds fault with them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stays the same while one party's utility file is read."""

    party: str
    file: File
    subjects: Sequence[Subject]
    scale: Scale
    findings: Findings


def read_additive(reading: Reading, top: Element) -> Sheet:
    """What packages are worth to a party by an additive utility file.

    Issues are matched with the domain by their index, as GENIUS does, and values by their names;
    the order in which either file lists them does not matter.
    """
    weights: dict[int, Fraction] = {}
    worths: dict[int, dict[int, Fraction]] = {}
    given: dict[int, dict[str, Fraction]] = {}
    unweighted: list[str] = []
    for issue, holder, _ in issues_of(top):
        place = _place(issue, reading)
        if place is None or _is_repeated(place in worths, issue, reading):
            continue
        worths[place] = _worths(issue, reading.subjects[place], reading)
        if id(holder) not in given:
            given[id(holder)] = _weights(holder, reading)
        weight = given[id(holder)].get(issue.get("index"))
        if weight is None:
            unweighted.append(reading.subjects[place].topic.name)
        weights[place] = Fraction(1) if weight is None else weight
    _note_unweighted(unweighted, top, reading)
    _note_inner_weights(top, reading)
    _note_unvalued(worths, top, reading)
    if reading.scale == "genius":
        weights = _normalise(weights, worths, top, reading)
    return Sheet(reading.party, reading.file, weights, worths)


def _place(issue: Element, reading: Reading) -> int | None:
    """The issue's place in the domain: by its index, or by its name where it has none."""
    index, name = issue.get("index"), issue.get("name")
    for place, subject in enumerate(reading.subjects):
        if index != subject.index if index else name != subject.topic.name:
            continue
        if name and name != subject.topic.name:
            what = f"Issue {index} is {subject.topic.name!r} in the domain and {name!r} here"
            why = "they were matched by their index, as GENIUS matches them"
            do = "Check that the same issue is meant."
            reading.findings.warn("renamed-issue", what, why, do, issue.place)
        return place
    what = f"The issue {name!r} (index {index or 'missing'}) is not in the domain"
    why, do = "what it is worth belongs to no package", "Name the domain that this file is for."
    reading.findings.fault("unknown-issue", what, why, do, issue.place)
    return None


def _is_repeated(seen: bool, issue: Element, reading: Reading) -> bool:
    if seen:
        what = f"The issue {issue.get('name')!r} stands twice"
        why, do = "it cannot be told which evaluations hold", "Take one of them out."
        reading.findings.fault("duplicate-issue", what, why, do, issue.place)
    return seen


def _weights(holder: Element, reading: Reading) -> dict[str, Fraction]:
    """The weights that an objective gives, by the index of what they weigh."""
    given: dict[str, Fraction] = {}
    for element in holder.named("weight"):
        index, weight = element.get("index"), read_figure(element.get("value"))
        if weight is None:
            what = f"The weight {element.get('value')!r:.30} of issue {index} is no number"
            why, do = "it cannot be told how much the issue counts", "Correct it."
            reading.findings.fault("not-a-number", what, why, do, element.place)
            weight = Fraction(0)
        if given.setdefault(index, weight) != weight:
            what = f"Issue {index} has a second weight, {element.get('value')!r:.30}"
            why, do = "it cannot be told which holds", "Leave one."
            reading.findings.fault("conflicting-weights", what, why, do, element.place)
    return given


def _worths(issue: Element, subject: Subject, reading: Reading) -> dict[int, Fraction]:
    if subject.low is not None and not any(issue.named("item")):
        return _linear(issue, subject, reading)
    worths: dict[int, Fraction] = {}
    for item in issue.named("item"):
        value = item.get("value")
        worth = _evaluation(item, reading)
        place = subject.topic.place_of(value)
        if place is None:
            what = f"The value {value!r} of {subject.topic.name!r} is not in the domain"
            why, do = "no package can have it", "Name it as the domain does."
            reading.findings.fault("unknown-value", what, why, do, item.place)
        elif worth is not None and worths.setdefault(place, worth) != worth:
            what = f"The value {value!r} of {subject.topic.name!r} has a second evaluation"
            why, do = "it cannot be told which holds", "Leave one."
            reading.findings.fault("conflicting-evaluations", what, why, do, item.place)
    unsaid = [value for place, value in enumerate(subject.topic.options) if place not in worths]
    if unsaid:
        what = f"{reading.party} gives no evaluation to {_listed(unsaid)} of {subject.topic.name!r}"
        why, do = "they count nothing", "Give them one if they are worth more or less."
        reading.findings.warn("no-evaluation", what, why, do, issue.place)
    return worths


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


def _normalise(
    weights: Mapping[int, Fraction],
    worths: Mapping[int, Mapping[int, Fraction]],
    top: Element,
    reading: Reading,
) -> dict[int, Fraction]:
    """Weights over the greatest evaluation of their issue: GENIUS divides evaluations by it."""
    total = sum(weights.values(), Fraction(0))
    if abs(total - 1) > SLACK:
        what = f"The weights of {reading.party} add up to {float(total):.4g}, not to 1"
        why = "its utilities go beyond 1 or never reach it, while a reservation value counts on 1"
        do = "GENIUS takes them as they stand, and so were they taken here."
        reading.findings.warn("weights", what, why, do, top.place)
    normalised = {}
    for place, weight in weights.items():
        greatest = max(worths[place].values(), default=Fraction(0))
        if reading.subjects[place].low is not None:
            normalised[place] = weight
        elif greatest < NEGLIGIBLE:
            normalised[place] = Fraction(0)
        else:
            normalised[place] = weight / greatest
    return normalised


def _note_unweighted(names: Sequence[str], top: Element, reading: Reading) -> None:
    if not names:
        return
    what = f"{reading.party} gives no weight to {_listed(names)}"
    if reading.scale == "genius":
        why, do = "GENIUS could not tell its utilities", "Give weights, or import on the raw scale."
        reading.findings.fault("no-weight", what, why, do, top.place)
    else:
        why, do = "each counts with the weight 1", "Give weights if they count differently."
        reading.findings.warn("no-weight", what, why, do, top.place)


def _note_inner_weights(top: Element, reading: Reading) -> None:
    """GENIUS sums over issues alone; the weight of an objective within another has no effect."""
    inner = {element.get("index"): element for element in top.named("objective")}
    for weight in top.named("weight"):
        weighed = inner.get(weight.get("index"))
        if weighed is not None and read_figure(weight.get("value")) != 1:
            what = f"GENIUS passes over the weight {weight.get('value')!r:.30} of the objective "
            what += f"{weighed.get('name')!r}, which is no issue"
            why, do = "it was left out", "Multiply it into the weights of its issues if it counts."
            reading.findings.warn("inner-weight", what, why, do, weight.place)
    for element in inner.values():
        _note_inner_weights(element, reading)


def _note_unvalued(worths: Mapping[int, object], top: Element, reading: Reading) -> None:
    left_out = [s.topic.name for place, s in enumerate(reading.subjects) if place not in worths]
    if left_out:
        what = f"{reading.party} says nothing of {_listed(left_out)}"
        why, do = "it counts nothing for this party", "Check that the file is for this domain."
        reading.findings.warn("unvalued-issue", what, why, do, top.place)


def _listed(names: Sequence[str]) -> str:
    """The first five names, and how many more there are."""
    shown = ", ".join(repr(name) for name in names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
