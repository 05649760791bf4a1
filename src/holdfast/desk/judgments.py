"""The judgments that a view is made of, one by one: to be corrected, removed and put back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from holdfast.dossier import (
    Basis,
    IssueValues,
    Pattern,
    PoliticalCost,
    Range,
    RedLine,
    Stance,
    Together,
    View,
)


class Kind(StrEnum):
    """What a judgment is about."""

    STANCE = "stance"
    VALUES = "values"
    NO_DEAL = "no-deal"
    RED_LINE = "red-line"
    TOGETHER = "together"
    POLITICAL_COST = "political-cost"


@dataclass(frozen=True)
class NoDeal:
    """What walking away is worth to a party, with what that rests on."""

    worth: Range
    basis: Basis
    numbers: Basis


Judgment = Stance | IssueValues | NoDeal | RedLine | Together | PoliticalCost


@dataclass(frozen=True, order=True)
class Key:
    """Which judgment of a view is meant, whatever it says at the moment.

    ``which`` is the issue, the red line's id, or a mark of the options that a combination or a cost
    speaks of; empty for the worth of no deal.
    """

    kind: Kind
    which: str = ""


def judgments(view: View) -> dict[Key, Judgment]:
    """Every judgment of a view, in the order in which a page tells them."""
    found: dict[Key, Judgment] = {}
    if view.no_deal is not None:
        numbers = view.no_deal_numbers
        found[Key(Kind.NO_DEAL)] = NoDeal(view.no_deal, view.no_deal_basis, numbers)
    found |= {Key(Kind.STANCE, issue): stance for issue, stance in view.stances.items()}
    found |= {Key(Kind.VALUES, issue): values for issue, values in view.values.items()}
    found |= {Key(Kind.RED_LINE, line.id): line for line in view.red_lines}
    for together in view.together:
        found[_free(found, Kind.TOGETHER, together.when)] = together
    for cost in view.political_costs:
        found[_free(found, Kind.POLITICAL_COST, cost.when)] = cost
    return found


def put(view: View, key: Key, judgment: Judgment | None) -> View:
    """The view with a judgment in the place of the one under a key, at its end, or without it."""
    every = judgments(view)
    if judgment is None:
        every.pop(key, None)
    else:
        every[key] = judgment
    return _view(view.party, every)


def mark(judgment: Judgment | None) -> str:
    """A mark of what a judgment says, so that nobody corrects what they have not seen."""
    return sha256(repr(judgment).encode()).hexdigest()[:16]


def pattern_mark(pattern: Pattern) -> str:
    """A mark of the options that a pattern names, in whatever order."""
    plain = sorted((issue, sorted(options)) for issue, options in pattern.options.items())
    return sha256(repr(plain).encode()).hexdigest()[:12]


def _free(found: Mapping[Key, Judgment], kind: Kind, when: Pattern) -> Key:
    """The key of a combination; where two speak of the same options, the later is numbered."""
    name, number = pattern_mark(when), 1
    key = Key(kind, name)
    while key in found:
        number += 1
        key = Key(kind, f"{name}-{number}")
    return key


def _view(party: str, every: Mapping[Key, Judgment]) -> View:
    view = View(party)
    for judgment in every.values():
        match judgment:
            case Stance():
                view = replace(view, stances={**view.stances, judgment.issue: judgment})
            case IssueValues():
                view = replace(view, values={**view.values, judgment.issue: judgment})
            case NoDeal(worth, basis, numbers):
                view = replace(view, no_deal=worth, no_deal_basis=basis, no_deal_numbers=numbers)
            case RedLine():
                view = replace(view, red_lines=(*view.red_lines, judgment))
            case Together():
                view = replace(view, together=(*view.together, judgment))
            case PoliticalCost():
                view = replace(view, political_costs=(*view.political_costs, judgment))
    return view
