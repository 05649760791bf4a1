"""A package's compact, ready to be asked about: drawn up once, read as often as needed."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property

import numpy as np

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import DayAfter, ResolveCase
from holdfast.dossier.findings import nearest
from holdfast.endure.compact import Compact
from holdfast.endure.draft import day_after_of
from holdfast.endure.drawing import draw_up
from holdfast.endure.inputs import Input, Register, Sort
from holdfast.endure.machine import Layout, Machine
from holdfast.endure.quantity import Sheet
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running
from holdfast.endure.tables import Tables, fill
from holdfast.errors import QuestionError


class Question:
    """Would this package hold? Everything that is needed to answer, for any reading of the inputs.

    Args:
        dossier: the talks, with a day after.
        package: the options; issues left out take the day after's own package.
        cases: courses of resolve in place of the dossier's.
        free: inputs that are to stay open although the dossier gives exact numbers for them.

    Raises:
        QuestionError: no day after; an issue without an option, or an option that is not known.
    """

    def __init__(
        self,
        dossier: Dossier,
        package: Mapping[str, str] | None = None,
        cases: Iterable[ResolveCase] = (),
        free: Collection[str] = (),
    ) -> None:
        self.dossier = dossier
        self.told: DayAfter = day_after_of(dossier)
        self.package = complete(dossier, package)
        self.cases = tuple(cases)
        self.free = frozenset(free)
        self.sheet = Sheet()
        register = Register(self.sheet, self.free)
        self.compact: Compact = draw_up(dossier, self.package, register, self.cases)
        self.inputs: dict[str, Input] = register.inputs

    @cached_property
    def machine(self) -> Machine:
        """The compact's tables, with its inputs left open."""
        return Machine(Running(self.compact), self.sheet)

    @cached_property
    def layout(self) -> Layout:
        """The tables of the prescribed conduct."""
        return self.machine.layout()

    @cached_property
    def _middles(self) -> dict[str, Fraction]:
        return {name: self.inputs[name].range.midpoint for name in self.sheet.inputs}

    def values(self, given: Mapping[str, Fraction] | None = None) -> dict[str, Fraction]:
        """Every open input at the value given, or else at the middle of its range."""
        chosen = given or {}
        for name, value in chosen.items():
            if name not in self.sheet.inputs:
                raise unknown_input(self, name)
            if value == 0 and self.inputs[name].sort is Sort.HELP:
                raise no_lever(name)
        return {**self._middles, **chosen}

    def read(self, given: Mapping[str, Fraction] | None = None) -> Reading:
        """The compact at one reading of its inputs."""
        return Reading(self.machine, self.values(given))

    def float_tables(self, given: Mapping[str, Fraction]) -> Tables:
        """The prescribed conduct's tables at one reading, worked out in floats all the way.

        Quick, and within a few roundings; where an answer must be proven, ``read`` it.
        """
        named = {name: float(value) for name, value in self.values(given).items()}
        discounts = [self.sheet.node(d) for d in self.machine.game.discounts]
        layout = self.layout
        values = np.array(self.sheet.work_out(named, float))
        return fill(layout, values, values[discounts])

    def in_fractions(self, values: Mapping[str, Fraction]) -> Running:
        """The same compact drawn up anew in fractions alone, for the independent checker."""
        register = Register(None, values=values)
        return Running(draw_up(self.dossier, self.package, register, self.cases))


def unknown_input(question: Question, name: str) -> QuestionError:
    """That nothing in a compact has this name, or that it stands there as a fixed number."""
    if name in question.inputs and question.inputs[name].is_absence:
        return no_lever(name)
    near = nearest(name, question.inputs)
    hint = f' Did you mean "{near}"?' if near else ""
    if question.cases and name in Question(question.dossier, question.package).inputs:
        hint = " The course of resolve that is asked about leaves it out; without one it is there."
    message = (
        f'There is no input "{name}" in the compact that this package makes, so it cannot be'
        f" changed.{hint} `holdfast hold DOSSIER --inputs` names all that there are; in Python"
        " they are the `inputs` of a verdict."
    )
    return QuestionError(message, code="unknown-input")


def no_lever(name: str) -> QuestionError:
    """That a guarantor who never helps is gone, which is no value of an input."""
    message = (
        f'With "{name}" at exactly 0 that guarantor is gone and its instruments with it, which is'
        " another compact. Give it a chance above 0, or ask about a course of resolve in which it"
        " goes."
    )
    return QuestionError(message, code="no-lever")


def unknown_issue(dossier: Dossier, issue: str) -> QuestionError:
    """That the dossier has no issue of this name, and which it has."""
    near = nearest(issue, dossier.issues)
    hint = f' Did you mean "{near}"?' if near else ""
    message = (
        f'The dossier has no issue "{issue}", so an option on it says nothing of a package.{hint}'
        f" Name one of {', '.join(dossier.issues)}."
    )
    return QuestionError(message, code="unknown-option")


def complete(dossier: Dossier, package: Mapping[str, str] | None) -> dict[str, str]:
    """A package with an option for every issue, from the question or else from the day after."""
    given = {**day_after_of(dossier).package, **(package or {})}
    for issue, option in given.items():
        if issue not in dossier.issues:
            raise unknown_issue(dossier, issue)
        if option not in dossier.issues[issue].options:
            message = (
                f'The issue "{issue}" has no option "{option}", so nobody can say whether it would'
                f" hold. Name one of {', '.join(dossier.issues[issue].options)}."
            )
            raise QuestionError(message, code="unknown-option")
    missing = [issue for issue in dossier.issues if issue not in given]
    if missing:
        message = (
            f"No option is given for {', '.join(missing)}, so the package is not known. Give one"
            " for each, or a whole package under `day_after: package:`."
        )
        raise QuestionError(message, code="package-incomplete")
    return {issue: given[issue] for issue in dossier.issues}
