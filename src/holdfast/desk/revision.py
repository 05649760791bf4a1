"""A view corrected by hand: what was typed, read into the view, or told field by field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from holdfast.desk.grounds import Grounds, read_grounds
from holdfast.dossier import Issue, IssueValues, Range, View

WEIGHT, HOW = "weight", "how"
WORTH, PLACE = "worth-", "place-"
BY_WORTH, BY_ORDER = "worth", "order"
LONGEST = 80


@dataclass(frozen=True)
class Slip:
    """What is wrong with what was typed into one field, and what to do."""

    field: str
    message: str


@dataclass(frozen=True)
class Revision:
    """The view as corrected, or what stands in the way; ``view`` is None where there are slips."""

    view: View | None
    slips: tuple[Slip, ...] = ()


def revise_issue(
    view: View, issue: Issue, typed: Mapping[str, str], evidence: Collection[str] = ()
) -> Revision:
    """Correct what the options of one issue are worth to a party.

    Fields: ``weight``; ``how`` is ``worth`` or ``order``; ``worth-OPTION`` a number or a range,
    empty for zero where nothing was said before; ``place-OPTION`` a place from 1, equal places for
    a tie; and the grounds, where the form shows them, out of the evidence that may be ticked.
    """
    slips: list[Slip] = []
    before = view.values.get(issue.id)
    weight = read_amount(typed, WEIGHT, slips)
    values: IssueValues | None = None
    if typed.get(HOW) == BY_ORDER:
        order = _order(issue, typed, slips)
        if weight is not None and order is not None:
            values = IssueValues(issue.id, weight, order=order)
    else:
        worth = {
            option: found
            for option in issue.options
            if (found := _worth(typed, option, before, slips)) is not None
        }
        if weight is not None:
            values = IssueValues(issue.id, weight, worth=worth)
    if slips or values is None:
        return Revision(None, tuple(slips))
    rested = Grounds() if before is None else Grounds(before.basis, before.numbers)
    grounds = read_grounds(typed, rested, evidence)
    values = replace(values, basis=grounds.basis, numbers=grounds.numbers)
    return Revision(replace(view, values={**view.values, issue.id: values}))


def read_amount(typed: Mapping[str, str], field: str, slips: list[Slip]) -> Range | None:
    """A number or a range that is not below zero; None where it is neither, with a slip."""
    found = read_number(typed, field, slips)
    if found is not None and found.low < 0:
        slips.append(Slip(field, f"{found} runs below zero; points cannot be fewer than none."))
        return None
    return found


def read_number(typed: Mapping[str, str], field: str, slips: list[Slip]) -> Range | None:
    """A number or a range; a dash between two numbers means a range."""
    text = typed.get(field, "").strip()[:LONGEST].replace("\N{EN DASH}", "..")
    text = text.replace("\N{MINUS SIGN}", "-")
    if not text:
        slips.append(Slip(field, "Nothing is said here; say a number, such as 20, or 15..25."))
        return None
    try:
        return Range.parse(text)
    except ValueError as error:
        slips.append(Slip(field, str(error)))
        return None


def _worth(
    typed: Mapping[str, str], option: str, before: IssueValues | None, slips: list[Slip]
) -> Range | None:
    """What an option is worth; nothing said of one that had no worth before means the worst."""
    field = WORTH + option
    is_emptied = field in typed and before is not None and option in before.worth
    is_said = is_emptied or bool(typed.get(field, "").strip())
    return read_number(typed, field, slips) if is_said else Range.exactly(0)


def _order(
    issue: Issue, typed: Mapping[str, str], slips: list[Slip]
) -> tuple[tuple[str, ...], ...] | None:
    places: dict[int, list[str]] = {}
    for option in issue.options:
        text = typed.get(PLACE + option, "").strip()
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 999:
            message = f"{text[:20]!r} is not a place; say 1 for the best, 2 for the next."
            slips.append(Slip(PLACE + option, message))
        else:
            places.setdefault(int(text), []).append(option)
    return None if slips else tuple(tuple(places[place]) for place in sorted(places))
