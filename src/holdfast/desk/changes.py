"""What is different between two states of a dossier, in words for a morning."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.desk.words import figure_words
from holdfast.dossier import Dossier, IssueValues, RedLine, View


@dataclass(frozen=True)
class Changed:
    """One thing about a party that is different; ``issue`` is empty where it is about no one issue.

    ``before`` and ``after`` are in words, empty where there was nothing, or is nothing any more.
    """

    party: str
    issue: str
    what: str
    before: str
    after: str


def changes(before: Dossier, after: Dossier) -> tuple[Changed, ...]:
    """What is different in the views of both, party by party, issue by issue."""
    return tuple(
        change
        for party in after.parties
        for change in _view_changes(
            after, before.views.get(party, View(party)), after.views.get(party, View(party))
        )
    )


def _view_changes(dossier: Dossier, before: View, after: View) -> Iterator[Changed]:
    party = after.party
    if before.no_deal != after.no_deal:
        was = figure_words(before.no_deal) if before.no_deal else ""
        now = figure_words(after.no_deal) if after.no_deal else ""
        yield Changed(party, "", "the worth of no deal", was, now)
    for issue in dossier.issues.values():
        was_values, now_values = before.values.get(issue.id), after.values.get(issue.id)
        if was_values is None and now_values is None:
            continue
        for what, was, now in _value_changes(was_values, now_values):
            name = issue.options[what].title if what in issue.options else what
            yield Changed(party, issue.id, name, was, now)
    lines = {line.id: line for line in before.red_lines}
    for line in after.red_lines:
        was = _price(lines.get(line.id))
        if was != _price(line):
            yield Changed(party, "", f"the price of “{line.title or line.id}”", was, _price(line))


def _value_changes(
    before: IssueValues | None, after: IssueValues | None
) -> Iterator[tuple[str, str, str]]:
    was, now = _figures(before), _figures(after)
    for what in {**was, **now}:
        if was.get(what, "") != now.get(what, ""):
            yield what, was.get(what, ""), now.get(what, "")


def _figures(values: IssueValues | None) -> dict[str, str]:
    if values is None:
        return {}
    figures = {"points it can carry": figure_words(values.weight)}
    figures |= {option: figure_words(worth) for option, worth in values.worth.items()}
    figures |= {
        option: f"place {place}"
        for place, group in enumerate(values.order, start=1)
        for option in group
    }
    return figures


def _price(line: RedLine | None) -> str:
    if line is None:
        return ""
    return "never" if line.price is None else f"{figure_words(line.price)} points"
