"""The day after, as a planner works on it: a package, a course of resolve, levers; what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.compact import OpenCompact
from holdfast.desk.hold import course_of_resolve
from holdfast.desk.hold_story import (
    MarginRow,
    TrustRow,
    margin_row,
    phases,
    trust_row,
)
from holdfast.desk.hold_words import break_words
from holdfast.desk.levers import read_levers
from holdfast.desk.opened import OpenDossier
from holdfast.dossier import Dossier, Package, exact_decimal
from holdfast.errors import HoldfastError

if TYPE_CHECKING:
    from holdfast.endure.glance import Glance
    from holdfast.endure.outlook import Influence, Robustness
    from holdfast.endure.pieces import Progress

READINGS = 4096
"""Readings drawn for the share that holds: its error is then below two in a hundred."""

RANKED = 512
"""Readings for each input that is ranked; a power of two."""


@dataclass(frozen=True)
class Chosen:
    """What is asked about: options by issue, a course of resolve (empty: the dossier's), levers."""

    package: tuple[tuple[str, str], ...]
    course: str = ""
    values: tuple[tuple[str, Fraction], ...] = ()

    @property
    def levers(self) -> dict[str, str]:
        """The levers that are moved, as exact decimals by name."""
        return {name: exact_decimal(value) for name, value in self.values}

    @property
    def options(self) -> dict[str, str]:
        """The package by issue."""
        return dict(self.package)


@dataclass(frozen=True)
class Pulled:
    """A verdict at a glance, in words.

    ``kind`` is ``holds``, ``breaks`` or ``undecided``; ``first`` says who would break it first.
    ``changes`` are what each party's smallest margin gained or lost by the last move of a lever,
    ``phases`` those in which somebody has a choice, by id and title.
    """

    kind: str
    first: tuple[str, ...]
    margins: tuple[MarginRow, ...]
    trust: tuple[TrustRow, ...]
    changes: Mapping[str, float]
    phases: tuple[tuple[str, str], ...]
    glance: "Glance"

    @property
    def on_trust(self) -> int:
        """How many obligations rest on trust alone, wholly or in part."""
        return sum(row.kind in {"trust", "partly-trust"} for row in self.trust)


@dataclass(frozen=True)
class Hinges:
    """What a verdict hinges on: the share of admissible readings that hold, and the ranking."""

    robustness: "Robustness"
    influences: tuple["Influence", ...]


def whole_package(opened: OpenDossier, at_hand: Package | None = None) -> dict[str, str]:
    """A package with an option for every issue to begin from.

    The day after's own; where it leaves issues out, the package at hand, or what Nash picks; where
    there is no zone either, each issue's first option.
    """
    dossier, told = opened.dossier, opened.dossier.day_after
    own = dict(told.package) if told is not None else {}
    if any(issue not in own for issue in dossier.issues):
        own = {**(at_hand or _settled(opened)), **own}
    first = {id_: next(iter(issue.options)) for id_, issue in dossier.issues.items()}
    return {id_: own.get(id_, option) for id_, option in first.items()}


def _settled(opened: OpenDossier) -> Mapping[str, str]:
    try:
        found = opened.once("settled by nash", lambda: opened.settle("nash"))
    except HoldfastError:
        return {}
    return found.package.options if found.package is not None else {}


def switching(dossier: Dossier) -> tuple[str, ...]:
    """The issues whose options switch parts of the compact, in the dossier's order."""
    from holdfast.endure.alike import patterns_in

    told = dossier.day_after
    if told is None:
        return ()
    taken = {issue for item in told.menu for issue in item.take}
    patterns = patterns_in(replace(told, prices=()))
    named = taken | {issue for pattern in patterns for issue in pattern.options}
    return tuple(issue for issue in dossier.issues if issue in named)


def open_chosen(opened: OpenDossier, chosen: Chosen) -> OpenCompact:
    """The compact that is asked about; drawn up once for all values of its levers."""

    def draw() -> OpenCompact:
        cases = course_of_resolve(opened.dossier, chosen.course)
        return OpenCompact(opened.dossier, chosen.options, cases)

    key = ("compact", chosen.package, chosen.course)
    return opened.once(key, draw).at(dict(chosen.values))


def ask(
    opened: OpenDossier, package: Mapping[str, str], course: str, levers: Mapping[str, str]
) -> Chosen:
    """What a form asks about: levers stand where it says, where the package has them.

    Raises:
        QuestionError: chances of leaving one level add up to more than 1.
    """
    bare = Chosen(tuple(package.items()), course)
    values = read_levers(open_chosen(opened, bare), levers)
    return replace(bare, values=tuple(values.items()))


def pull(compact: OpenCompact, before: Pulled | None = None) -> Pulled:
    """The verdict at a glance, compared with how it was before the last move."""
    found = compact.glance()
    dossier = compact.dossier
    told = dossier.day_after
    last = before.glance.margins if before is not None else ()
    was = {margin.party: margin.cheapest.margin for margin in last}
    kinds = {True: "holds", False: "breaks", None: "undecided"}
    period = told.period if told is not None else "period"
    return Pulled(
        kind=kinds[found.holds],
        first=tuple(break_words(dossier, period, each) for each in found.first_to_break),
        margins=tuple(margin_row(dossier, each) for each in found.margins),
        trust=tuple(trust_row(dossier, each) for each in found.obligations),
        changes={
            dossier.parties[m.party].name: m.cheapest.margin - was[m.party]
            for m in found.margins
            if m.party in was
        },
        phases=phases(dossier, found.margins),
        glance=found,
    )


def hinges(compact: OpenCompact, progress: "Progress", seed: int = 1) -> Hinges:
    """What a verdict hinges on, over the dossier's ranges of all inputs, wherever levers stand."""
    inputs = len(compact.question.sheet.inputs)
    whole = READINGS + RANKED * (inputs + 2)

    def first(done: int, _: int) -> bool | None:
        return progress(done, whole)

    def then(done: int, _: int) -> bool | None:
        return progress(READINGS + done, whole)

    robustness = compact.robustness(READINGS, seed, first)
    if robustness.drawn < robustness.asked:
        return Hinges(robustness, ())
    return Hinges(robustness, compact.influences(RANKED, seed, then))
