"""A verdict at a glance: the margins, who breaks first, what rests on trust; nothing further."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from holdfast.endure.breaking import first_to_break
from holdfast.endure.findings import Findings, party_margins
from holdfast.endure.judge import Judgment
from holdfast.endure.obligations import obligations
from holdfast.endure.question import Question
from holdfast.endure.results import Break, Obligation, PartyMargin


@dataclass(frozen=True, slots=True)
class Glance:
    """Whether a package holds, by how much, and who would break it first while all others comply.

    ``holds`` is proven, and None when that could not be decided. ``obligations`` are empty unless
    they were asked for. How behaviour would go on after the first breach is not followed.
    """

    holds: bool | None
    margins: tuple[PartyMargin, ...]
    first_to_break: tuple[Break, ...]
    obligations: tuple[Obligation, ...] = ()


def glance(question: Question, values: Mapping[str, Fraction] | None = None) -> Glance:
    """A package's verdict at one reading, with what each obligation rests on.

    It takes a fraction of a whole verdict's time: fast enough to move a lever by.
    """
    reading = question.read(values)
    judgment = reading.judge_layout(question.layout)
    found = seen_in(question, judgment)
    findings = Findings(question.compact, question.machine, question.layout, judgment)
    owed = obligations(findings, reading)
    return Glance(found.holds, found.margins, found.first_to_break, owed)


def seen_in(question: Question, judgment: Judgment) -> Glance:
    """What a judgment of the prescribed conduct says at once."""
    findings = Findings(question.compact, question.machine, question.layout, judgment)
    return Glance(judgment.holds, party_margins(findings), first_to_break(findings))
