"""The domain file of GENIUS: its issues and values, by the index that utility files use."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings, refuse
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import MOST_OPTIONS, Topic

MOST_ISSUES = 1_000


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue of the domain, with the index by which utility files refer to it.

    ``low`` is the first value of a whole-number issue, None where the values are names.
    """

    index: str
    topic: Topic
    low: int | None = None


def objective(root: Element, file: File) -> Element:
    """The root objective of a domain or utility file, wherever it stands."""
    wrapped = root
    if root.tag == "negotiation_template":
        wrapped = next(root.named("utility_space"), root)
    found = wrapped if wrapped.tag == "objective" else next(wrapped.named("objective"), None)
    if found is None:
        what = f"{file.name} has no <objective>, where GENIUS keeps the issues"
        why, do = "it is no GENIUS domain or utility file", "Name the domain file first."
        refuse("not-genius", what, why, do, root.place)
    return found


def issues_of(element: Element, track: str = "") -> Iterator[tuple[Element, Element, str]]:
    """Each issue with the objective that it stands in and that one's name, in file order."""
    for child in element.named("issue", "objective"):
        if child.tag == "issue":
            yield child, element, track
        else:
            yield from issues_of(child, child.get("name"))


def kind_of(issue: Element) -> str:
    """The kind of issue: GENIUS looks at ``type`` first, and takes it for discrete unless said."""
    kinds = (issue.get(name).lower() for name in ("type", "etype", "vtype"))
    return next((kind for kind in kinds if kind), "discrete")


def read_subjects(root: Element, file: File, findings: Findings) -> tuple[Subject, ...]:
    """The issues of a domain file; faults are noted, and what can be read is read."""
    issues = list(issues_of(objective(root, file)))
    if not 0 < len(issues) <= MOST_ISSUES:
        what = f"{file.name} has {len(issues) or 'no'} issues"
        why = f"it is no case to bargain about: 1 to {MOST_ISSUES} issues are read"
        refuse("issues", what, why, "Name the domain file first.", root.place)
    subjects: dict[str, Subject] = {}
    for issue, _, track in issues:
        if issue.get("index") in subjects:
            what = f"The index {issue.get('index')!r:.30} stands at two issues"
            why, do = "a utility file could mean either", "Give each issue an index of its own."
            findings.fault("duplicate-index", what, why, do, issue.place)
        subject = _subject(issue, track, findings)
        if subject is not None:
            subjects[subject.index] = subject
    return tuple(subjects.values())


def _subject(issue: Element, track: str, findings: Findings) -> Subject | None:
    index, name, kind = issue.get("index"), issue.get("name"), kind_of(issue)
    about = issue.get("description")
    if kind == "integer":
        bounds = whole_bounds(issue, findings)
        if bounds is None:
            return None
        values = tuple(str(number) for number in range(bounds[0], bounds[1] + 1))
        return Subject(index, Topic(name or index, values, track, about), bounds[0])
    if kind == "discrete":
        said = _named_values(issue, findings)
        says = {place: text for place, text in enumerate(said.values()) if text}
        return Subject(index, Topic(name or index, tuple(said), track, about, says))
    if kind == "real":
        what = f"The issue {name!r} takes any real number"
        why = "there is no end to its options"
        do = "List the values that are worth discussing as items of a discrete issue."
        findings.fault("real-valued-issue", what, why, do, issue.place)
        return None
    what, why = f"The issue {name!r} is of the type {kind!r:.30}", "its options cannot be told"
    findings.fault("unknown-type", what, why, "Make it discrete or integer.", issue.place)
    return None


def _named_values(issue: Element, findings: Findings) -> dict[str, str]:
    """The values of an issue by name, each with its description."""
    said: dict[str, str] = {}
    for item in issue.named("item"):
        value = item.get("value")
        if not value:
            what = f"An item of the issue {issue.get('name')!r} has no value"
            why, do = "nobody could agree to it", "Name it, or take the item out."
            findings.fault("item-without-value", what, why, do, item.place)
        elif value in said:
            what = f"The issue {issue.get('name')!r} lists {value!r} twice"
            why, do = "both are the same option", "It was read once."
            findings.warn("duplicate-value", what, why, do, item.place)
        else:
            said[value] = item.get("description")
    if not 0 < len(said) <= MOST_OPTIONS:
        what = f"The issue {issue.get('name')!r} has {len(said) or 'no'} values"
        why, do = "it cannot be settled", f"Give it at least one and at most {MOST_OPTIONS}."
        findings.fault("values", what, why, do, issue.place)
    return said


def whole_bounds(issue: Element, findings: Findings) -> tuple[int, int] | None:
    """The bounds of a whole-number issue; None, with a fault, when they make no sense."""
    holder = issue if issue.get("lowerbound") else next(issue.named("range"), issue)
    texts = holder.get("lowerbound"), holder.get("upperbound")
    low, high = (whole(text) for text in texts)
    if low is not None and high is not None and low <= high < low + MOST_OPTIONS:
        return low, high
    what = f"The issue {issue.get('name')!r} runs from {texts[0]!r:.30} to {texts[1]!r:.30}"
    why = "that is no list of options"
    do = f"Give whole numbers as bounds, with at most {MOST_OPTIONS} values between them."
    findings.fault("bounds", what, why, do, holder.place)
    return None


def whole(text: str) -> int | None:
    """A whole number of at most twelve digits, None for any other text."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None
