"""A package's compact opened for work: every question of a guarantor's planner, one method each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.dossier.number import counted

if TYPE_CHECKING:
    from holdfast.endure.backstop import Amounts, Combination, Fix, Saving, Spell, Threshold
    from holdfast.endure.glance import Glance
    from holdfast.endure.outlook import Bands, Influence, Robustness, Survival
    from holdfast.endure.pieces import Progress
    from holdfast.endure.question import Question
    from holdfast.endure.results import Verdict


@dataclass(frozen=True, repr=False)
class OpenCompact:
    """What a package makes of the day after, and the questions that it can answer.

    Args:
        dossier: the talks, with a day after.
        package: options by issue; issues left out take the day after's own package.
        cases: courses of resolve in place of the dossier's.
        values: inputs by name, read so instead of at the middle of their ranges.
    """

    dossier: Dossier
    package: Mapping[str, str] | None = None
    cases: tuple[ResolveCase, ...] = ()
    values: Mapping[str, Fraction] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Whose compact it is, what of it is asked otherwise, and how many inputs it has."""
        asked = [f"{issue}={option}" for issue, option in (self.package or {}).items()]
        asked += [f"resolve of {case.guarantor}: {case.id}" for case in self.cases]
        asked += [f"{counted(len(self.values), 'input')} moved"] if self.values else []
        told = ", ".join(asked) or "the day after's own package"
        return f"<OpenCompact of {self.dossier.title!r}: {told}>"

    @cached_property
    def question(self) -> "Question":
        """The compact, drawn up; QuestionError when the package or the day after is not whole."""
        from holdfast.endure.question import Question

        return Question(self.dossier, self.package, self.cases, frozenset(self.values))

    def at(self, values: Mapping[str, Fraction]) -> "OpenCompact":
        """The same compact at other values; drawn up anew only where it must be."""
        moved = OpenCompact(self.dossier, self.package, self.cases, values)
        if set(values) <= set(self.question.sheet.inputs):
            moved.__dict__["question"] = self.question
        return moved

    def glance(self) -> "Glance":
        """Whether it holds, by how much, and what rests on trust: fast enough to move a lever."""
        from holdfast.endure.glance import glance

        return glance(self.question, self.values)

    def verdict(self) -> "Verdict":
        """Whether it holds without trust, and what in it rests on trust alone."""
        from holdfast.endure.verdict import answer

        return answer(self.question, self.values)

    def survival(self) -> "Survival":
        """For how long it would stand, as the parties would really behave."""
        return self.both()[1]

    def both(self) -> tuple["Verdict", "Survival"]:
        """The verdict and survival together: behaviour is followed once for the two."""
        from holdfast.endure.study import Study

        study = Study(self.question, self.values)
        return study.verdict, study.survival

    def fixes(self) -> tuple["Fix", ...]:
        """The single levers that would each make it hold, the one that moves least first."""
        from holdfast.endure.fixes import fixes

        return fixes(self.question, self.values)

    def least(self, lever: str) -> "Threshold":
        """How much of one lever makes it hold, everything else as it is."""
        from holdfast.endure.least import least

        return least(self.dossier, lever, self.package, self.cases, self.values)

    def least_amounts(self, levers: Sequence[str]) -> "Amounts":
        """The cheapest amounts of some levers that make it hold together."""
        from holdfast.endure.amounts import least_amounts
        from holdfast.endure.question import Question

        free = {*levers, *self.values}
        question = Question(self.dossier, self.package, self.cases, free)
        return least_amounts(question, levers, self.values)

    def savings(
        self, amounts: Sequence[str], steps: Sequence[Mapping[str, Fraction]] = ()
    ) -> tuple["Saving", ...]:
        """What a step of a verifier or a guarantor would save of the least that has to be paid.

        Args:
            amounts: what is paid, such as ``tranches.first.amount``.
            steps: which inputs would move where; unless given, each verifier and each guarantor ten
                in a hundred surer, one after the other.
        """
        from holdfast.endure.question import Question
        from holdfast.endure.savings import savings, surer

        moved = [name for step in steps for name in step] if steps else surer(self.question)
        free = {*amounts, *moved, *self.values}
        question = Question(self.dossier, self.package, self.cases, free)
        return savings(question, amounts, steps, self.values)

    def tranches(self) -> tuple[str, ...]:
        """The amounts of all tranches in force, by name."""
        inputs = self.question.inputs
        return tuple(
            name for name in inputs if name.startswith("tranches.") and name[-7:] == ".amount"
        )

    def shortest(self, response: str) -> "Spell":
        """The fewest periods of a response with which it holds."""
        from holdfast.endure.spells import shortest

        return shortest(self.dossier, response, self.package, self.cases, self.values)

    def cheapest(self, issues: Sequence[str] = (), amounts: Sequence[str] = ()) -> "Combination":
        """The cheapest options on some issues that make it hold, with proof."""
        from holdfast.endure.combination import cheapest

        return cheapest(
            self.dossier,
            self.package,
            issues=issues,
            amounts=amounts,
            cases=self.cases,
            values=self.values,
        )

    def robustness(
        self, count: int = 10_000, seed: int = 1, progress: "Progress | None" = None
    ) -> "Robustness":
        """For which share of the admissible readings it holds, with the sampling error."""
        from holdfast.endure.sweep import robustness

        return robustness(self.question, count, seed, progress=progress)

    def bands(self, count: int = 50, seed: int = 1, progress: "Progress | None" = None) -> "Bands":
        """How survival is spread over the admissible readings."""
        from holdfast.endure.bands import bands

        return bands(self.question, count, seed, progress)

    def influences(
        self, size: int = 512, seed: int = 1, progress: "Progress | None" = None
    ) -> tuple["Influence", ...]:
        """The inputs ranked by how much of the verdict's variation they carry."""
        from holdfast.endure.sweep import influences

        return influences(self.question, size, seed, progress=progress)
