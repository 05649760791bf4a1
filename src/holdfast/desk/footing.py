"""What an assessment stands on: which judgments rest on evidence, and which numbers are assumed."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.dossier import Basis, Dossier, Range, View
from holdfast.dossier.number import counted


@dataclass(frozen=True)
class Footing:
    """How many judgments and numbers there are, and how many of them are assumed.

    A judgment is a stance, a table of values, a combination, a political cost, a red line or a
    no-deal value; a number is a figure inside one.
    """

    judgments: int
    judgments_assumed: int
    numbers: int
    numbers_assumed: int

    @property
    def judgments_with_evidence(self) -> int:
        """The judgments that a source stands behind."""
        return self.judgments - self.judgments_assumed


def view_judgments(view: View) -> Iterator[Basis]:
    """Where each judgment of a view comes from."""
    if view.no_deal is not None:
        yield view.no_deal_basis
    for values in view.values.values():
        yield values.basis
    yield from (together.basis for together in view.together)
    yield from (cost.basis for cost in view.political_costs)
    yield from (line.basis for line in view.red_lines)
    for stance in view.stances.values():
        yield stance.basis


def view_numbers(view: View) -> Iterator[tuple[Range, Basis]]:
    """Each number of a view, and where it comes from; an order has no numbers but its weight."""
    if view.no_deal is not None:
        yield view.no_deal, view.no_deal_numbers
    for values in view.values.values():
        yield values.weight, values.numbers
        for worth in values.worth.values():
            yield worth, values.numbers
    for together in view.together:
        yield together.worth, together.numbers
    for cost in view.political_costs:
        yield cost.cost, cost.numbers
    for line in view.red_lines:
        if line.price is not None:
            yield line.price, line.numbers


def footing(dossier: Dossier) -> Footing:
    """Count the judgments and numbers of all views, and those that are assumed."""
    judgments = [basis for view in dossier.views.values() for basis in view_judgments(view)]
    numbers = [basis for view in dossier.views.values() for _, basis in view_numbers(view)]
    return Footing(
        judgments=len(judgments),
        judgments_assumed=sum(basis.is_assumed for basis in judgments),
        numbers=len(numbers),
        numbers_assumed=sum(basis.is_assumed for basis in numbers),
    )


def footing_words(foot: Footing) -> str:
    """How much of a dossier is assumed, and that the rest is not."""
    judgments = _assumed_words(foot.judgments_assumed, foot.judgments, "judgment")
    numbers = _assumed_words(foot.numbers_assumed, foot.numbers, "number")
    if judgments and foot.judgments_assumed < foot.judgments:
        judgments += "; the others rest on evidence"
    return " ".join(f"{each}." for each in (judgments, numbers) if each)


def _assumed_words(assumed: int, whole: int, what: str) -> str:
    if not whole:
        return ""
    if assumed == whole:
        all_of = f"All of its {whole:,} {what}s are"
        return f"{all_of if whole > 1 else f'Its one {what} is'} assumed"
    verb = {0: "none is", 1: "one is"}.get(assumed, f"{assumed:,} are")
    return f"Of {counted(whole, what)}, {verb} assumed"
