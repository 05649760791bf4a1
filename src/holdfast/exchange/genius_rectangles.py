"""Nonlinear utility files of GENIUS: sums over hyper-rectangles of whole numbers."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from holdfast.exchange.figures import read_figure
from holdfast.exchange.findings import refuse
from holdfast.exchange.genius_domain import Subject
from holdfast.exchange.genius_evaluations import Reading
from holdfast.exchange.markup import Element
from holdfast.exchange.sheet import MOST_JOINED, Joint, Sheet


@dataclass(slots=True)
class _Sum:
    """The terms read so far: joints, and what every package is worth alike."""

    reading: Reading
    by_index: dict[str, tuple[int, Subject]]
    joints: list[Joint] = field(default_factory=list)
    constant: Fraction = Fraction(0)
    values: int = 0


def read_rectangles(reading: Reading, utility: Element) -> Sheet:
    """What packages are worth to a party: the sum of the hyper-rectangles that they lie in.

    As in GENIUS, a rectangle with INCLUDES counts when every bound is kept, one with EXCLUDES when
    any is not, and one with neither always; its weight multiplies it, and so do the weights of the
    inner functions that it stands in, but not that of the outermost.
    """
    by_index = {subject.index: (place, subject) for place, subject in enumerate(reading.subjects)}
    total = _Sum(reading, by_index)
    functions = list(utility.named("ufun"))
    if len(functions) != 1:
        what = f"{reading.file.name} has {len(functions) or 'no'} utility functions side by side"
        why, do = "it cannot be told what packages are worth", "Put all into one <ufun>."
        reading.findings.fault("functions", what, why, do, utility.place)
    for function in functions:
        _add_function(function, Fraction(1), total)
    greatest = _greatest(utility, reading)
    joints = tuple(Joint(joint.when, joint.points / greatest) for joint in total.joints)
    constant = total.constant / greatest
    return Sheet(reading.party, reading.file, joints=joints, constant=constant)


def _greatest(utility: Element, reading: Reading) -> Fraction:
    """What utilities are divided by: the greatest utility that the file declares, or 1."""
    if reading.scale == "raw":
        return Fraction(1)
    greatest = read_figure(utility.get("maxutility"))
    if greatest is None or greatest <= 0:
        what = f"The greatest utility of {reading.party} is {utility.get('maxutility')!r:.30}"
        why = "GENIUS, which divides by it, could not tell its utilities"
        do = "Give a number above zero, or import on the raw scale."
        reading.findings.fault("max-utility", what, why, do, utility.place)
        return Fraction(1)
    return greatest


def _figure(element: Element, name: str, total: _Sum, default: str = "") -> Fraction:
    figure = read_figure(element.get(name) or default)
    if figure is None:
        what = f"The {name} of <{element.tag}> is {element.get(name)!r:.30}, which is no number"
        why, do = "what it is worth cannot be told", "Correct it."
        total.reading.findings.fault("not-a-number", what, why, do, element.place)
        return Fraction(1)
    return figure


def _add_function(function: Element, factor: Fraction, total: _Sum) -> None:
    if function.get("aggregation").lower() not in {"", "sum"}:
        what = f"A utility function takes the {function.get('aggregation')!r:.30} of its parts"
        why = "a dossier's values are sums"
        do = "Only functions that sum can be imported."
        total.reading.findings.fault("not-a-sum", what, why, do, function.place)
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
        total.reading.findings.fault("includes-and-excludes", what, why, do, rectangle.place)
        return
    when: dict[int, tuple[int, ...]] = {}
    for bound in includes or excludes:
        within = _within(bound, total)
        if within is None:
            return
        place, options = within
        kept = set(options)
        when[place] = tuple(option for option in when.get(place, options) if option in kept)
    # A bound that every value keeps ties nothing to anything, and is left out.
    sizes = {place: len(total.reading.subjects[place].topic.options) for place in when}
    when = {place: options for place, options in when.items() if len(options) < sizes[place]}
    if excludes:
        total.constant += points
        points = -points
    if not when:
        total.constant += points
    elif all(when.values()):
        total.joints.append(Joint(when, points))
    else:
        what = f"No package lies in a hyper-rectangle worth {rectangle.get('utility')!r:.30}"
        why, do = "its worth never counts", "Check its bounds against those of the issues."
        total.reading.findings.warn("empty-rectangle", what, why, do, rectangle.place)


def _within(bound: Element, total: _Sum) -> tuple[int, tuple[int, ...]] | None:
    """The place of the issue that a bound names, and the places of its values within the bound."""
    least, most = read_figure(bound.get("min")), read_figure(bound.get("max"))
    found = total.by_index.get(bound.get("index"))
    if found is None or least is None or most is None:
        what = f"A bound on issue {bound.get('index')!r:.30} from {bound.get('min')!r:.30} to "
        what += f"{bound.get('max')!r:.30} cannot be read"
        why = "it cannot be told which packages it holds"
        do = "Give the index of an issue of the domain and two numbers."
        total.reading.findings.fault("bound", what, why, do, bound.place)
        return None
    place, subject = found
    if subject.low is None:
        what = f"A bound speaks of {subject.topic.name!r}, whose values are names"
        why, do = "names have no order to lie between", "Make it an integer issue."
        total.reading.findings.fault("bound-on-names", what, why, do, bound.place)
        return None
    last = len(subject.topic.options) - 1
    within = range(max(ceil(least) - subject.low, 0), min(floor(most) - subject.low, last) + 1)
    total.values += len(within)
    if total.values > MOST_JOINED:
        what = f"The bounds take in more than {MOST_JOINED:,} values"
        why, do = "the file would fill the memory", "Import a smaller case."
        refuse("too-large", what, why, do, bound.place)
    return place, tuple(within)
