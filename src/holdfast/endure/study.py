"""One compact at one reading, with everything that is asked of it worked out once.

Different packages, and different courses of resolve, may make one compact: what is asked of it is
then answered for all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Optional

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.backstop import Fix
from holdfast.endure.compact import Compact
from holdfast.endure.conduct import Realised, realise
from holdfast.endure.fixes import fixes
from holdfast.endure.outlook import Survival
from holdfast.endure.question import Question
from holdfast.endure.reading import Reading
from holdfast.endure.results import Holding, Verdict
from holdfast.endure.survival import survival
from holdfast.endure.verdict import conclude


class Study:
    """A question with what is known of it; ``alike`` is another with the very same compact."""

    def __init__(
        self,
        question: Question,
        values: Mapping[str, Fraction] | None = None,
        alike: Optional["Study"] = None,
    ) -> None:
        self.question = question
        self.values = values
        self.alike = alike

    @cached_property
    def compact(self) -> Compact:
        """The compact in fractions."""
        return self.question.in_fractions(self.question.values(self.values)).compact

    @cached_property
    def _reading(self) -> Reading:
        return self.question.read(self.values)

    @cached_property
    def _realised(self) -> Realised:
        return realise(self._reading)

    @cached_property
    def verdict(self) -> Verdict:
        """Whether it would hold."""
        if self.alike is not None:
            return replace(self.alike.verdict, package=self.question.package, cases=self._cases)
        return conclude(self.question, self._reading, self._realised)

    @cached_property
    def survival(self) -> Survival:
        """For how long it would stand."""
        if self.alike is not None:
            return replace(self.alike.survival, package=self.question.package, cases=self._cases)
        return survival(self.question, self._reading, self._realised)

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        """The single levers that would each make it hold; none where it does."""
        if self.alike is not None:
            return self.alike.fixes
        if self.verdict.holding is Holding.HOLDS:
            return ()
        return fixes(self.question, self.values)

    @property
    def _cases(self) -> dict[str, str]:
        return {case.guarantor: case.id for case in self.question.cases}


class Studies:
    """The compacts of one dossier that were looked at so far; none is looked at twice.

    Args:
        dossier: the talks, with a day after.
        values: inputs by name, read so instead of at the middle of their ranges.
    """

    def __init__(self, dossier: Dossier, values: Mapping[str, Fraction] | None = None) -> None:
        self.dossier = dossier
        self.values = values
        self._known: list[Study] = []

    def of(
        self, package: Mapping[str, str] | None = None, cases: Iterable[ResolveCase] = ()
    ) -> Study:
        """What a package makes, under a course of resolve where one is given.

        Raises:
            QuestionError: an issue without an option, or an option or input that is not known.
        """
        question = Question(self.dossier, package, cases, self.values or ())
        study = Study(question, self.values)
        for known in self._known:
            if known.compact == study.compact and known.question.inputs == question.inputs:
                return Study(question, self.values, known)
        self._known.append(study)
        return study
