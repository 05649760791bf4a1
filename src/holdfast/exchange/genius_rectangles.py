"""Utility files of GENIUS for the nonlinear domains: sums over hyper-rectangles of whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.genius_domain import Subject, whole
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import Joint, Scale, Sheet


@dataclass(slots=True)
class _Sum:
    """The terms read so far: joints, and what every package is worth alike."""

    subjects: Sequence[Subject]
    findings: Findings
    joints: list[Joint] = field(default_factory=list)
    constant: Fraction = Fraction(0)


def read_rectangles(
    party: str,
    file: File,
    utility: Element,
    subjects: Sequence[Subject],
    scale: Scale,
    findings: Findings,
) -> Sheet:
    """What one party's packages are worth: the sum of the hyper-rectangles that they lie in.

    As in GENIUS: a rectangle with INCLUDES counts when every bound is kept, one with EXCLUDES when
    any is not, one with neither always; its weight multiplies it, and so do the weights of the inner
    functions that it stands in, but not that of the outermost.
    """
    total = _Sum(subjects, findings)
    functions = list(utility.named("ufun"))
    if len(functions) != 1:
        what = f"{file.name} has {len(functions)} utility functions side by side"
        why, do = "it cannot be told how they make one", "Put them into one <ufun>."
        findings.fault("not-one-function", what, why, do, utility.place)
    for function in functions:
        _add_function(function, Fraction(1), total)
    greatest = _figure(utility, "maxutility", total) if scale == "genius" else Fraction(1)
    if greatest <= 0:
        what = f"The greatest utility of {party} is {utility.get('maxutility')!r:.30}"
        why, do = "GENIUS divides by it", "Give one above zero, or import on the raw scale."
        findings.fault("max-utility", what, why, do, utility.place)
        greatest = Fraction(1)
    joints = tuple(Joint(joint.when, joint.points / greatest) for joint in total.joints)
    return Sheet(party, file, joints=joints, constant=total.constant / greatest)


def _figure(element: Element, name: str, total: _Sum, default: str = "") -> Fraction:
    figure = read_figure(element.get(name) or default)
    if figure is None:
        what = f"The {name} of <{element.tag}> is {element.get(name)!r:.30}, which is no number"
        why, do = "what it is worth cannot be told", "Correct it."
        total.findings.fault("not-a-number", what, why, do, element.place)
        return Fraction(1)
    return figure


def _add_function(function: Element, factor: Fraction, total: _Sum) -> None:
    if function.get("aggregation").lower() not in {"", "sum"}:
        what = f"A utility function takes the {function.get('aggregation')!r:.30} of its parts"
        why = "a dossier's values are sums"
        do = "Only functions that sum can be imported."
        total.findings.fault("not-a-sum", what, why, do, function.place)
        return
    for rectangle in function.named("hyperrectangle"):
        _add_rectangle(rectangle, factor, total)
    for inner in function.named("ufun"):
        _add_function(inner, factor * _figure(inner, "weight", total, "1"), total)


def _add_rectangle(rectangle: Element, factor: Fraction, total: _Sum) -> None:
    points = factor * _figure(rectangle, "utility", total)
    points *= _figure(rectangle, "weight", total, "1")
    includes, excludes = list(rectangle.named("includes")), list(rectangle.named("excludes"))
    if includes and excludes:
        what = "A hyper-rectangle has both INCLUDES and EXCLUDES"
        why, do = "GENIUS would pass over the former", "Make two of it."
        total.findings.fault("includes-and-excludes", what, why, do, rectangle.place)
        return
    when: dict[int, tuple[int, ...]] = {}
    for bound in includes or excludes:
        within = _within(bound, total)
        if within is None:
            return
        place, options = within
        when[place] = tuple(option for option in when.get(place, options) if option in options)
    # A bound that holds for every value ties nothing to anything, and is left out.
    when = {p: o for p, o in when.items() if len(o) < len(total.subjects[p].topic.options)}
    if excludes:
        total.constant += points
        points = -points
    if not when:
        total.constant += points
    elif all(when.values()):
        total.joints.append(Joint(when, points))
    else:
        what = f"A hyper-rectangle worth {rectangle.get('utility')!r:.30} holds no package"
        why, do = "its bounds leave an issue without a value", "It counts as it would in GENIUS."
        total.findings.warn("empty-rectangle", what, why, do, rectangle.place)


def _within(bound: Element, total: _Sum) -> tuple[int, tuple[int, ...]] | None:
    """The place of the issue that a bound names, and the places of its values within the bound."""
    index, least, most = bound.get("index"), whole(bound.get("min")), whole(bound.get("max"))
    place = next((n for n, s in enumerate(total.subjects) if s.index == index), None)
    if place is None or least is None or most is None:
        what = f"A bound on issue {index!r:.30} from {bound.get('min')!r:.30} to "
        what += f"{bound.get('max')!r:.30} cannot be read"
        why = "it needs the index of an issue and two whole numbers"
        total.findings.fault("bound", what, why, "Correct it.", bound.place)
        return None
    subject = total.subjects[place]
    if subject.low is None:
        what = f"A bound speaks of {subject.topic.name!r}, whose values are names"
        why, do = "names have no order to lie between", "Make it an integer issue."
        total.findings.fault("bound-on-names", what, why, do, bound.place)
        return None
    numbers = range(subject.low, subject.low + len(subject.topic.options))
    return place, tuple(n for n, number in enumerate(numbers) if least <= number <= most)
