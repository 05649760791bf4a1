"""The format of a view: what one party wants."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from holdfast.dossier.judgment import BECAUSE, NUMBERS, PATTERN, UNSAID
from holdfast.dossier.kinds import AMOUNT, ID, NUMBER, TEXT, choice, mention
from holdfast.dossier.model import (
    ASSUMED,
    Basis,
    Elasticity,
    IssueValues,
    PoliticalCost,
    RedLine,
    Stance,
    Together,
    View,
)
from holdfast.dossier.number import Range
from holdfast.dossier.record import Field, Or, Record
from holdfast.dossier.shape import ListOf, MapOf

Judgment = TypeVar("Judgment", "NoDeal", IssueValues, Together, PoliticalCost, RedLine)


@dataclass(frozen=True, slots=True)
class NoDeal:
    """The worth of walking away, with where it comes from."""

    worth: Range
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


def _parts(value: Judgment, keys: Mapping[str, Field]) -> dict[str, Any]:
    """What is written for a judgment; where its figures come from only if from elsewhere."""
    parts = {key: getattr(value, item.into or key) for key, item in keys.items()}
    return parts | {"numbers": UNSAID if value.numbers == value.basis else value.numbers}


def _judgment(
    of: str,
    make: type[Judgment],
    keys: Mapping[str, Field],
    **rules: Any,  # noqa: ANN401 - handed on to Record
) -> Record[Judgment]:
    every = {**keys, "because": BECAUSE, "numbers": NUMBERS}
    return Record(of, make, every, parts=lambda value: _parts(value, every), **rules)


_WHEN = Field(PATTERN, "Which packages are meant: for each issue, an option or several.", True)
_WHY = Field(TEXT, "Why, in a sentence.")

NO_DEAL = _judgment(
    "a no-deal value",
    NoDeal,
    {"worth": Field(NUMBER, "The worth of walking away, in this party's points.", True)},
    short="worth",
)
VALUES = _judgment(
    "an issue's values",
    IssueValues,
    {
        "weight": Field(
            AMOUNT,
            "How many points the issue can carry; 100 unless said.",
            absent=Range.exactly(100),
        ),
        "worth": Field(
            MapOf(NUMBER, "options with their worths", mention("option"), 1),
            "How good each option is, usually from 0 to 100; an option not named is worth 0.",
        ),
        "order": Field(
            ListOf(ListOf(mention("option"), or_one=True, least=1), least=1, is_set=False),
            "The options from best to worst, ties in a list of their own; every option once.",
        ),
    },
    keyed="issue",
    one_of=("worth", "order"),
)
TOGETHER = _judgment(
    "a value of options together",
    Together,
    {
        "when": _WHEN,
        "worth": Field(NUMBER, "Points, above or below zero, for these in combination.", True),
        "why": _WHY,
    },
)
POLITICAL_COST = _judgment(
    "a political cost",
    PoliticalCost,
    {
        "when": _WHEN,
        "cost": Field(AMOUNT, "Points that such a package costs the leader at home.", True),
        "why": _WHY,
    },
)
RED_LINE = _judgment(
    "a red line",
    RedLine,
    {
        "id": Field(ID, "Names the red line within the view.", True),
        "title": Field(TEXT, "The red line in a few words."),
        "never": Field(PATTERN, "Which packages cross the line.", True),
        "price": Field(
            Or("never", None, AMOUNT),
            "`never`, or the points that crossing costs the party.",
            True,
            absent=None,
        ),
        "elasticity": Field(
            choice(Elasticity, "an elasticity", Elasticity.NOT_REPORTED),
            "What sources report of the line under probing.",
            absent=Elasticity.NOT_REPORTED,
        ),
    },
)
STANCE = Record(
    "a public stance",
    Stance,
    {
        "option": Field(mention("option"), "The option that the party defends in public.", True),
        "because": BECAUSE,
    },
    keyed="issue",
    short="option",
)


def _settled(judgment: Judgment, default: Basis) -> Judgment:
    """A judgment that says nothing of its figures takes what the view says, or its own basis."""
    if judgment.numbers is not UNSAID:
        return judgment
    return replace(judgment, numbers=judgment.basis if default is UNSAID else default)


def _view(  # noqa: PLR0913 - the keys of a view
    *,
    party: str,
    numbers: Basis,
    no_deal: NoDeal | None,
    values: Mapping[str, IssueValues],
    together: tuple[Together, ...],
    political_costs: tuple[PoliticalCost, ...],
    red_lines: tuple[RedLine, ...],
    stances: Mapping[str, Stance],
) -> View:
    walking_away = _settled(no_deal, numbers) if no_deal else None
    return View(
        party=party,
        no_deal=walking_away.worth if walking_away else None,
        no_deal_basis=walking_away.basis if walking_away else ASSUMED,
        no_deal_numbers=walking_away.numbers if walking_away else ASSUMED,
        values={issue: _settled(each, numbers) for issue, each in values.items()},
        together=tuple(_settled(each, numbers) for each in together),
        political_costs=tuple(_settled(each, numbers) for each in political_costs),
        red_lines=tuple(_settled(each, numbers) for each in red_lines),
        stances=stances,
    )


def _view_parts(view: View) -> dict[str, Any]:
    no_deal = view.no_deal and NoDeal(view.no_deal, view.no_deal_basis, view.no_deal_numbers)
    return {
        "numbers": UNSAID,
        "no_deal": no_deal,
        "values": view.values,
        "together": view.together,
        "political_costs": view.political_costs,
        "red_lines": view.red_lines,
        "stance": view.stances,
    }


VIEW = Record(
    "a view",
    _view,
    {
        "numbers": Field(
            NUMBERS.shape,
            "Where the figures of the whole view come from, where they do not say themselves.",
            absent=UNSAID,
        ),
        "no_deal": Field(
            NO_DEAL, "The worth of walking away; without it, nothing is below it.", absent=None
        ),
        "values": Field(
            MapOf(VALUES, "issues with their values", mention("issue")),
            "What the options of each issue are worth: weight x worth / 100 points.",
        ),
        "together": Field(
            ListOf(TOGETHER, is_set=False), "What options are worth only in combination."
        ),
        "political_costs": Field(
            ListOf(POLITICAL_COST, is_set=False), "What packages cost the leader at home."
        ),
        "red_lines": Field(
            ListOf(RED_LINE, is_set=False), "What the party says it will not accept."
        ),
        "stance": Field(
            MapOf(STANCE, "issues with the option defended in public", mention("issue")),
            "The option that the party defends in public on each issue.",
            into="stances",
        ),
    },
    keyed="party",
    parts=_view_parts,
)
