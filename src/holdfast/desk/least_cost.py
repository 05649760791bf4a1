"""What holding costs: the cheapest options that make a package hold, and the least to be paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.amount_words import amount_rows, amounts_words, figure, saving_sentences
from holdfast.desk.compact import OpenCompact
from holdfast.desk.day_after import Chosen, open_chosen
from holdfast.desk.opened import OpenDossier
from holdfast.desk.remedies import Change, differences
from holdfast.desk.words import join_words
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Combination
    from holdfast.endure.pieces import Progress


@dataclass(frozen=True)
class Cheapest:
    """The cheapest combination of options that holds, in words, with a form to try it.

    ``change`` is None where there is none, or where the package is that combination itself.
    """

    sentence: str
    change: Change | None


@dataclass(frozen=True)
class Owed:
    """The least that has to be paid for a package to hold, and what surer eyes save of it.

    ``amounts`` have for each payment its name, what the dossier has and the least.
    """

    sentence: str
    amounts: tuple[tuple[str, ...], ...]
    savings: tuple[str, ...]


def cheapest(opened: OpenDossier, chosen: Chosen, progress: "Progress") -> Cheapest:
    """The cheapest options, on the issues that have a price, with which a package holds."""
    from holdfast.endure.combination import cheapest as search

    compact = open_chosen(opened, chosen)
    found = search(
        opened.dossier,
        chosen.options,
        cases=compact.cases,
        values=dict(chosen.values),
        progress=progress,
    )
    return _told(opened.dossier, chosen, found)


def _told(dossier: Dossier, chosen: Chosen, found: "Combination") -> Cheapest:
    issues = join_words([dossier.issues[issue].title for issue in found.issues])
    tried = f"{found.tried} combination{'' if found.tried == 1 else 's'}"
    if found.package is None or found.cost is None:
        if not found.is_proven:
            return Cheapest(f"None that holds was found among the {tried} tried so far.", None)
        return Cheapest(
            f"No options on {issues} make it hold, the rest of the package as it is: each of the "
            f"{tried} that no rule and no red line without a price rules out was tried, and none "
            "holds.",
            None,
        )
    proven = "Every cheaper one was tried, and none holds." if found.is_proven else "Not proven."
    cost, now = f"{figure(found.cost)} points", _price(dossier, chosen.options)
    own = {issue: found.package[issue] for issue in found.issues}
    told = differences(dossier, chosen.options, own)
    if not told:
        sentence = f"On {issues}, its own options are the cheapest with which it holds: {cost}."
        return Cheapest(f"{sentence} {proven}", None)
    return Cheapest(
        f"On {issues}, these options are the cheapest with which it holds, the rest of the package "
        f"as it is: {cost}, where those of this package cost {figure(now)}. {proven}",
        Change(told, "", options=own),
    )


def _price(dossier: Dossier, package: Mapping[str, str]) -> Fraction:
    """What the options of a package cost those who pay for the peace, in the dossier's prices."""
    told = dossier.day_after
    prices = told.prices if told is not None else ()
    due = (price.cost.midpoint for price in prices if price.when.matches(package))
    return sum(due, Fraction(0))


def owed(compact: OpenCompact, progress: "Progress") -> Owed:
    """The least of all tranches with which a package holds, and what would save of it."""
    from holdfast.endure.amounts import least_amounts
    from holdfast.endure.question import Question
    from holdfast.endure.savings import savings, surer

    amounts = compact.tranches()
    values = compact.values
    free = {*amounts, *surer(compact.question), *values}
    question = Question(compact.dossier, compact.package, compact.cases, free)
    least = least_amounts(question, amounts, values)
    steps = savings(question, amounts, (), values, progress=progress) if least.cost != 0 else ()
    dossier = compact.dossier
    return Owed(
        amounts_words(least),
        tuple(amount_rows(dossier, least)) if least.cost else (),
        saving_sentences(dossier, least, steps),
    )
