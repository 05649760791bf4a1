"""The domain file of GENIUS: which issues and values there are, by the index that utility files use."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings, unusable
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import Topic

MOST_OPTIONS = 5_000
"""The most values of one whole-number issue; more could neither be discussed nor shown."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue of the domain: the index and name by which utility files refer to it.

    ``low`` is the first value of a whole-number issue and None for one with named values.
    """

    index: str
    topic: Topic
    low: int | None = None

    def place_of(self, value: str) -> int | None:
        """The place of a value by its name, None when the domain does not have it."""
        return self.topic.options.index(value) if value in self.topic.options else None


def objective(root: Element, file: File) -> Element:
    """The root objective of a domain or utility file, wherever it stands."""
    wrapped = root
    if root.tag == "negotiation_template":
        wrapped = next(root.named("utility_space"), root)
    found = wrapped if wrapped.tag == "objective" else next(wrapped.named("objective"), None)
    if found is None:
        what = f"{file.name} has no <objective>, where GENIUS keeps the issues"
        why, do = "it is no GENIUS domain or utility file", "Name the domain file first."
        raise unusable("not-genius", what, why, do, root.place)
    return found


def issues_of(element: Element, track: str = "") -> Iterator[tuple[Element, Element, str]]:
    """Each issue with the objective that it stands in and that objective's name, in file order."""
    for child in element.named("issue", "objective"):
        if child.tag == "issue":
            yield child, element, track
        else:
            yield from issues_of(child, child.get("name"))


def kind_of(issue: Element) -> str:
    """The kind of issue: GENIUS takes ``type`` before its other spellings, and discrete unless said."""
    kinds = (issue.get(name).lower() for name in ("type", "etype", "vtype"))
    return next((kind for kind in kinds if kind), "discrete")


def read_subjects(root: Element, file: File, findings: Findings) -> tuple[Subject, ...]:
    """The issues of a domain file; faults are noted, and what can be read is read."""
    subjects: list[Subject] = []
    for issue, _, track in issues_of(objective(root, file)):
        subject = _subject(issue, track, findings)
        if subject is None:
            continue
        if any(other.index == subject.index for other in subjects):
            what = f"The index {subject.index} stands at two issues"
            why, do = "utility files could mean either", "Give each issue an index of its own."
            findings.fault("duplicate-index", what, why, do, issue.place)
        subjects.append(subject)
    if not subjects and not findings.faults:
        what = f"{file.name} has no issues"
        why, do = "there is nothing to bargain about", "Name the domain file first."
        findings.fault("no-issues", what, why, do, root.place)
    return tuple(subjects)


def _subject(issue: Element, track: str, findings: Findings) -> Subject | None:
    index, name, kind = issue.get("index"), issue.get("name"), kind_of(issue)
    if kind == "discrete":
        options = _named_values(issue, findings)
        return Subject(index, Topic(name or index, options, track)) if options else None
    if kind == "integer":
        bounds = whole_bounds(issue, findings)
        if bounds is None:
            return None
        options = tuple(str(number) for number in range(bounds[0], bounds[1] + 1))
        return Subject(index, Topic(name or index, options, track), bounds[0])
    if kind == "real":
        what = f"The issue {name!r} takes any real number"
        why = "there is no end to its options"
        do = "List the values that are worth discussing as items of a discrete issue."
        findings.fault("real-valued-issue", what, why, do, issue.place)
        return None
    what, why = f"The issue {name!r} is of the type {kind!r}", "its values cannot be told"
    do = "Make it discrete or integer."
    findings.fault("unknown-issue-type", what, why, do, issue.place)
    return None


def _named_values(issue: Element, findings: Findings) -> tuple[str, ...]:
    values: list[str] = []
    for item in issue.named("item"):
        value = item.get("value")
        if not value:
            what = f"An item of {issue.get('name')!r} has no value"
            why, do = "nothing can be settled on it", "Name it, or take the item out."
            findings.fault("item-without-value", what, why, do, item.place)
        elif value in values:
            what = f"The value {value!r} of {issue.get('name')!r} is listed twice"
            why, do = "both are the same option", "It was read once."
            findings.warn("duplicate-value", what, why, do, item.place)
        else:
            values.append(value)
    if not values:
        what = f"The issue {issue.get('name')!r} has no items"
        why, do = "there is nothing to choose from", "List its values."
        findings.fault("issue-without-values", what, why, do, issue.place)
    return tuple(values)


def whole_bounds(issue: Element, findings: Findings) -> tuple[int, int] | None:
    """The lower and upper bound of a whole-number issue; None, with a fault, when they make no sense."""
    holder = issue if issue.get("lowerbound") else next(issue.named("range"), issue)
    texts = holder.get("lowerbound"), holder.get("upperbound")
    low, high = (whole(text) for text in texts)
    if low is not None and high is not None and low <= high < low + MOST_OPTIONS:
        return low, high
    what = f"The issue {issue.get('name')!r} runs from {texts[0]!r:.30} to {texts[1]!r:.30}"
    why = "that is no list of options"
    do = f"Give a lower and an upper bound with at most {MOST_OPTIONS} whole numbers between them."
    findings.fault("bounds", what, why, do, holder.place)
    return None


def whole(text: str) -> int | None:
    """A whole number of at most twelve digits, None for any other text."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
