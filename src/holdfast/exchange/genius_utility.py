"""Additive utility files of GENIUS: a weight for each issue, an evaluation for each value."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from holdfast.exchange.figures import read_figure
from holdfast.exchange.genius_domain import issues_of
from holdfast.exchange.genius_evaluations import Reading, listed, read_evaluations
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import Sheet

NEGLIGIBLE = Fraction(1, 100_000)
"""GENIUS counts an issue whose greatest evaluation is below this as worth nothing."""

SLACK = Fraction(2, 100)
"""How far from 1 GENIUS lets the weights add up before it finds fault with them."""


def read_additive(reading: Reading, top: Element) -> Sheet:
    """What packages are worth to a party by an additive utility file.

    Issues are matched with the domain by their index, as GENIUS does, and values by their names;
    the order in which either file lists them does not matter.
    """
    weights: dict[int, Fraction] = {}
    worths: dict[int, dict[int, Fraction]] = {}
    greatest: dict[int, Fraction] = {}
    given: dict[int, dict[str, Fraction]] = {}
    unweighted: list[str] = []
    faults = len(reading.findings.faults)
    for issue, holder, _ in issues_of(top):
        place = _place(issue, reading)
        if place is None or _is_repeated(place in worths, issue, reading):
            continue
        worths[place], greatest[place] = read_evaluations(issue, reading.subjects[place], reading)
        if id(holder) not in given:
            given[id(holder)] = _weights(holder, reading)
        weight = given[id(holder)].get(issue.get("index"))
        if weight is None:
            unweighted.append(reading.subjects[place].topic.name)
        weights[place] = Fraction(1) if weight is None else weight
    if not any(worths.values()) and len(reading.findings.faults) == faults:
        what = f"{reading.file.name} gives no evaluation to any value"
        why = f"it cannot be told what packages are worth to {reading.party}"
        do = "Name the party's utility file; the domain comes first, and once."
        reading.findings.fault("no-evaluation", what, why, do, top.place)
    _note_unweighted(unweighted, top, reading)
    _note_inner_weights(top, reading)
    _note_unvalued(worths, top, reading)
    if reading.scale == "genius":
        weights = _normalise(weights, greatest, top, reading)
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


def _normalise(
    weights: Mapping[int, Fraction],
    greatest: Mapping[int, Fraction],
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
    return {
        place: weight / greatest[place] if greatest[place] >= NEGLIGIBLE else Fraction(0)
        for place, weight in weights.items()
    }


def _note_unweighted(names: Sequence[str], top: Element, reading: Reading) -> None:
    if not names:
        return
    what = f"{reading.party} gives no weight to {listed(names)}"
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
        what = f"{reading.party} says nothing of {listed(left_out)}"
        why, do = "it counts nothing for this party", "Check that the file is for this domain."
        reading.findings.warn("unvalued-issue", what, why, do, top.place)
