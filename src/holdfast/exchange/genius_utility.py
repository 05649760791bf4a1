"""Additive utility files of GENIUS: a weight for each issue and an evaluation for each value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.genius_domain import Subject, issues_of, kind_of, whole_bounds
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import Scale, Sheet

NEGLIGIBLE = Fraction(1, 100_000)
"""GENIUS counts an issue whose greatest evaluation is below this as worth nothing."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What stays the same while one utility file is read."""

    party: str
    file: File
    subjects: Sequence[Subject]
    scale: Scale
    findings: Findings


def read_additive(
    party: str,
    file: File,
    top: Element,
    subjects: Sequence[Subject],
    scale: Scale,
    findings: Findings,
) -> Sheet:
    """What one party's packages are worth by an additive utility file.

    Issues are matched with the domain by their index, as GENIUS does, and values by their names; the
    order in which either file lists them does not matter.
    """
    reading = _Reading(party, file, subjects, scale, findings)
    weights: dict[int, Fraction] = {}
    worths: dict[int, dict[int, Fraction]] = {}
    unweighted: list[str] = []
    for issue, holder, _ in issues_of(top):
        place = _place(issue, reading)
        if place is None:
            continue
        if place in worths:
            what = f"The issue {issue.get('name')!r} stands twice"
            why, do = "it cannot be told which evaluations hold", "Take one of them out."
            findings.fault("duplicate-issue", what, why, do, issue.place)
            continue
        worths[place] = _worths(issue, subjects[place], reading)
        weight = _weight(holder, issue, reading)
        if weight is None:
            unweighted.append(subjects[place].topic.name)
        weights[place] = Fraction(1) if weight is None else weight
    _note_unweighted(unweighted, top, reading)
    _note_inner_weights(top, reading)
    _note_missing(worths, reading, top)
    if scale == "genius":
        weights = _normalise(weights, worths, subjects)
    return Sheet(party, file, weights, worths)


def _place(issue: Element, reading: _Reading) -> int | None:
    """The issue's place in the domain: by its index, or by its name where it has none."""
    index, name = issue.get("index"), issue.get("name")
    for place, subject in enumerate(reading.subjects):
        if (index == subject.index) if index else (name == subject.topic.name):
            if name and name != subject.topic.name:
                what = f"Issue {index} is {subject.topic.name!r} in the domain and {name!r} here"
                why, do = "they are matched by index", "Check that the same issue is meant."
                reading.findings.warn("issue-renamed", what, why, do, issue.place)
            return place
    what = f"The issue {name!r} (index {index or 'missing'}) is not in the domain"
    why, do = "what it is worth belongs to no package", "Name the domain that this file is for."
    reading.findings.fault("unknown-issue", what, why, do, issue.place)
    return None


def _weight(holder: Element, issue: Element, reading: _Reading) -> Fraction | None:
    """The weight that the issue's objective gives its index; None when it gives none."""
    found: list[Fraction] = []
    for element in holder.named("weight"):
        if element.get("index") != issue.get("index"):
            continue
        weight = read_figure(element.get("value"))
        if weight is None:
            what = f"The weight {element.get('value')!r:.30} is no number"
            why, do = "nothing on that issue has a worth", "Correct it."
            reading.findings.fault("not-a-number", what, why, do, element.place)
            return Fraction(0)
        if weight not in found:
            found.append(weight)
    if len(found) > 1:
        what = f"The issue {issue.get('name')!r} has {len(found)} different weights"
        why, do = "it cannot be told which holds", "Leave one."
        reading.findings.fault("conflicting-weights", what, why, do, issue.place)
    return found[0] if found else None


def _worths(issue: Element, subject: Subject, reading: _Reading) -> dict[int, Fraction]:
    if subject.low is not None and kind_of(issue) == "integer":
        return _linear(issue, subject, reading)
    worths: dict[int, Fraction] = {}
    for item in issue.named("item"):
        place = subject.place_of(item.get("value"))
        if place is None:
            what = f"The value {item.get('value')!r} of {subject.topic.name!r} is not in the domain"
            why, do = "no package can have it", "Name it as the domain does."
            reading.findings.fault("unknown-value", what, why, do, item.place)
            continue
        worth = _evaluation(item, reading)
        if worth is None:
            continue
        if worths.setdefault(place, worth) != worth:
            what = f"The value {item.get('value')!r} of {subject.topic.name!r} has two evaluations"
            why, do = "it cannot be told which holds", "Leave one."
            reading.findings.fault("conflicting-evaluations", what, why, do, item.place)
    unsaid = [value for n, value in enumerate(subject.topic.options) if n not in worths]
    if unsaid:
        what = f"{reading.party} gives no evaluation to {', '.join(map(repr, unsaid[:5]))}"
        what += f" and {len(unsaid) - 5} more" * (len(unsaid) > 5) + f" of {subject.topic.name!r}"
        why, do = "the file leaves their worth open", "They count nothing."
        reading.findings.warn("no-evaluation", what, why, do, issue.place)
    return worths


def _evaluation(item: Element, reading: _Reading) -> Fraction | None:
    """The evaluation of an item; None when it has none, which GENIUS also writes as ``null``."""
    cost = read_figure(item.get("cost") or "0")
    if cost != 0:
        what = f"The cost {item.get('cost')!r:.30} of {item.get('value')!r} was left out"
        why, do = "GENIUS does not count it in the utility", "Nothing need be done."
        reading.findings.warn("cost-left-out", what, why, do, item.place)
    text = item.get("evaluation")
    if text.lower() in {"", "null"}:
        return None
    worth = read_figure(text)
    if worth is None:
        what = f"The evaluation {text!r:.30} of {item.get('value')!r} is no number"
        why, do = "its worth cannot be told", "Correct it."
        reading.findings.fault("not-a-number", what, why, do, item.place)
    return worth


def _linear(issue: Element, subject: Subject, reading: _Reading) -> dict[int, Fraction]:
    """Evaluations of a whole-number issue: offset + slope x (value - lower bound), held in 0 to 1."""
    evaluator = next(issue.named("evaluator"), None)
    bounds = whole_bounds(issue, reading.findings)
    if evaluator is None or bounds is None or subject.low is None:
        what = f"{reading.party} gives no evaluator to {subject.topic.name!r}"
        why, do = "the file leaves the worth of its values open", "They count nothing."
        reading.findings.warn("no-evaluation", what, why, do, issue.place)
        return {}
    slope, offset = read_figure(evaluator.get("slope")), read_figure(evaluator.get("offset"))
    if slope is None or offset is None:
        what = f"The evaluator of {subject.topic.name!r} has no slope and offset in numbers"
        why, do = "the worth of its values cannot be told", "Give both."
        reading.findings.fault("not-a-number", what, why, do, evaluator.place)
        return {}
    first = subject.low - bounds[0]
    exact = [offset + slope * (first + n) for n in range(len(subject.topic.options))]
    held = [min(max(worth, Fraction(0)), Fraction(1)) for worth in exact]
    if held != exact:
        what = f"Some evaluations of {subject.topic.name!r} lie outside 0 to 1"
        why, do = "GENIUS cuts them off there", "They were cut off alike."
        reading.findings.warn("cut-off", what, why, do, evaluator.place)
    return dict(enumerate(held))


def _normalise(
    weights: Mapping[int, Fraction],
    worths: Mapping[int, Mapping[int, Fraction]],
    subjects: Sequence[Subject],
) -> dict[int, Fraction]:
    """Weights over the greatest evaluation of their issue: GENIUS divides evaluations by it."""
    normalised = {}
    for place, weight in weights.items():
        greatest = max(worths[place].values(), default=Fraction(0))
        if subjects[place].low is not None:
            normalised[place] = weight
        elif greatest < NEGLIGIBLE:
            normalised[place] = Fraction(0)
        else:
            normalised[place] = weight / greatest
    return normalised


def _note_unweighted(names: Sequence[str], top: Element, reading: _Reading) -> None:
    if names:
        what = f"{reading.party} gives no weight to {', '.join(map(repr, names[:5]))}"
        what += f" and {len(names) - 5} more" * (len(names) > 5)
        why, do = "the file leaves it open how much they count", "Each has the weight 1."
        reading.findings.warn("no-weight", what, why, do, top.place)


def _note_inner_weights(top: Element, reading: _Reading) -> None:
    """GENIUS sums over issues alone: the weight of an objective within another has no effect there."""
    for inner in top.named("objective"):
        for weight in top.named("weight"):
            same = weight.get("index") == inner.get("index")
            if same and read_figure(weight.get("value")) != 1:
                what = (
                    f"The weight {weight.get('value')!r:.30} of the objective {inner.get('name')!r}"
                )
                why = "GENIUS counts the weights of issues alone"
                do = "Multiply it into the weights of its issues if it is meant to count."
                reading.findings.warn("inner-weight", f"{what} was left out", why, do, weight.place)
        _note_inner_weights(inner, reading)


def _note_missing(worths: Mapping[int, object], reading: _Reading, top: Element) -> None:
    for place, subject in enumerate(reading.subjects):
        if place not in worths:
            what = f"{reading.party} says nothing of the issue {subject.topic.name!r}"
            why, do = "its file leaves it out", "It counts nothing for this party."
            reading.findings.warn("issue-not-valued", what, why, do, top.place)
