"""What is asked about the day after: where it departs from the dossier, and what points are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.amount_words import figure
from holdfast.desk.compact import OpenCompact
from holdfast.desk.day_after import Chosen
from holdfast.desk.hold_story import TrustRow
from holdfast.desk.hold_words import points_words
from holdfast.desk.input_words import input_words
from holdfast.desk.threshold_words import unit
from holdfast.desk.words import join_words

if TYPE_CHECKING:
    from holdfast.endure.quantity import Number

NOTHING = Fraction(0)
KEPT = {
    "consequence": "a breach is seen and answered",
    "interest": "that pays even if nobody watched",
}


@dataclass(frozen=True)
class Departure:
    """One thing that is asked otherwise than the dossier has it: how it is now, and how it was."""

    what: str
    now: str
    was: str


@dataclass(frozen=True)
class Scale:
    """What a period of peace and one of war are worth to a party, in points of its own values."""

    party: str
    peace: str
    war: str


def departures(
    compact: OpenCompact, own: Mapping[str, str], chosen: Chosen
) -> tuple[Departure, ...]:
    """Where a question departs from the dossier: options, the course of resolve, levers."""
    dossier, told = compact.dossier, compact.dossier.day_after
    found = [
        Departure(
            issue.title, issue.options[chosen.options[id_]].title, issue.options[own[id_]].title
        )
        for id_, issue in dossier.issues.items()
        if chosen.options[id_] != own[id_]
    ]
    cases = told.resolve_cases if told is not None else ()
    found += [
        Departure(
            "How the guarantor's resolve goes", case.title or case.id, "as the dossier has it"
        )
        for case in cases
        if case.id == chosen.course
    ]
    for name, value in chosen.values:
        each = compact.question.inputs[name]
        points = f" {unit(each)}" if unit(each) else ""
        was = figure(each.range.midpoint)
        found.append(Departure(input_words(dossier, name), f"{figure(value)}{points}", was))
    return tuple(found)


def kept_words(trust: Sequence[TrustRow]) -> str:
    """What the obligations of a package that holds are kept by."""
    kinds = Counter(row.kind for row in trust)
    told = {kind: why for kind, why in KEPT.items() if kinds[kind]}
    whole = len(trust)
    if not whole or sum(kinds[kind] for kind in told) < whole:
        return ""
    if len(told) == 1:
        (why,) = told.values()
        return f"{'Every' if whole > 1 else 'The one'} obligation is kept because {why}."
    parts = [f"{kinds[kind]} because {why}" for kind, why in told.items()]
    return f"Its {whole} obligations are kept, {join_words(parts)}; none rests on trust."


def scales(compact: OpenCompact) -> tuple[Scale, ...]:
    """What the points of each party who acts are: the worth of a period of peace, and of war.

    Peace is that of the last phase, war that of the balance that there is at signature.
    """
    question = compact.question
    drawn = question.in_fractions(question.values(compact.values)).compact
    last, start = drawn.steps[-1], drawn.balance.start
    return tuple(
        Scale(
            compact.dossier.parties[player.id].name,
            _points(last.flow.get(player.id, NOTHING)),
            _points(drawn.war.get(player.id, {}).get(start, NOTHING)),
        )
        for player in drawn.players
    )


def _points(number: "Number") -> str:
    assert isinstance(number, Fraction)  # noqa: S101 - drawn up in fractions alone
    return points_words(float(number))
