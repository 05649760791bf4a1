"""What is different between two states of a dossier, in words for a morning."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from holdfast.desk.judgments import Judgment, Key, Kind, NoDeal, judgments
from holdfast.desk.parts import JOINT
from holdfast.desk.words import figure_words, join_words, pattern_words
from holdfast.dossier import (
    Basis,
    Dossier,
    IssueValues,
    PoliticalCost,
    RedLine,
    Stance,
    Together,
    View,
)
from holdfast.talks.filed import DossierPart
from holdfast.talks.record import Record


@dataclass(frozen=True)
class Changed:
    """One thing about a party that is different; ``issue`` is empty where it is about no one issue.

    ``before`` and ``after`` are in words, empty where there was nothing, or is nothing any more.
    ``key`` is the judgment of which this is a part.
    """

    party: str
    issue: str
    what: str
    before: str
    after: str
    key: Key


def changes(
    before: Dossier, after: Dossier, parties: Iterable[str] | None = None
) -> tuple[Changed, ...]:
    """What is different in the views of both, party by party, issue by issue.

    All parties are looked at, or these alone. A judgment on an issue that is gone is about no one
    issue; the issue is named in what it was.
    """
    known = _both(before, after)
    found = (
        change
        for party in (after.parties if parties is None else parties)
        for change in _view_changes(
            known, before.views.get(party, View(party)), after.views.get(party, View(party))
        )
    )
    return tuple(
        change
        if not change.issue or change.issue in after.issues
        else replace(change, issue="", what=f"{known.issues[change.issue].title}: {change.what}")
        for change in found
    )


def _both(before: Dossier, after: Dossier) -> Dossier:
    """The dossier as it is, with the issues and options too that only the earlier one had."""
    if before.issues == after.issues:
        return after
    issues = dict(before.issues)
    for id_, issue in after.issues.items():
        was = issues[id_].options if id_ in issues else {}
        issues[id_] = replace(issue, options={**was, **issue.options})
    return replace(after, issues=issues)


def judgment_name(dossier: Dossier, key: Key, judgment: Judgment) -> str:
    """What people call a judgment; empty for one that its issue names already."""
    match judgment:
        case RedLine():
            return f"“{judgment.title or judgment.id}”"
        case Together() | PoliticalCost():
            kind = "together" if key.kind is Kind.TOGETHER else "political cost"
            return f"{kind}, {pattern_words(dossier, judgment.when)}"
        case NoDeal():
            return "the worth of no deal"
    return ""


def _view_changes(dossier: Dossier, before: View, after: View) -> Iterator[Changed]:
    was, now = judgments(before), judgments(after)
    for key in {**was, **now}:
        old, new = was.get(key), now.get(key)
        if old == new:
            continue
        issue = key.which if key.kind in {Kind.STANCE, Kind.VALUES} else ""
        told = {} if old is None else _facts(dossier, key, old)
        telling = {} if new is None else _facts(dossier, key, new)
        if old is not None and new is not None:
            told, telling = told | _behind(dossier, key, old), telling | _behind(dossier, key, new)
        for what in {**told, **telling}:
            was_said, says = told.get(what, ""), telling.get(what, "")
            if was_said != says:
                yield Changed(after.party, issue, what, was_said, says, key)


def _facts(dossier: Dossier, key: Key, judgment: Judgment) -> dict[str, str]:
    """What a judgment says, fact by fact."""
    name = judgment_name(dossier, key, judgment)
    match judgment:
        case Stance(issue, option):
            return {"what is said in public": dossier.issues[issue].options[option].title}
        case IssueValues():
            return _figures(dossier, judgment)
        case NoDeal(worth):
            return {name: figure_words(worth)}
        case RedLine(never=never):
            forbids = {f"what {name} rules out": pattern_words(dossier, never)}
            return {f"the price of {name}": _price(judgment)} | forbids
        case Together(worth=worth):
            return {name: f"{figure_words(worth)} points"}
        case PoliticalCost(cost=cost):
            return {name: f"{figure_words(cost)} points"}


def _behind(dossier: Dossier, key: Key, judgment: Judgment) -> dict[str, str]:
    """What stands behind a judgment; told where the judgment itself stood before."""
    name = judgment_name(dossier, key, judgment)
    if isinstance(judgment, Stance):
        return {"what the public stance rests on": _grounds(judgment.basis, judgment.basis)}
    of = f"{name} rests on" if name else "it rests on"
    found = {f"what {of}": _grounds(judgment.basis, judgment.numbers)}
    if isinstance(judgment, Together | PoliticalCost):
        found[f"why: {name}"] = judgment.why
    if isinstance(judgment, RedLine):
        found[f"how {name} bears probing"] = str(judgment.elasticity)
    return found


def _grounds(basis: Basis, numbers: Basis) -> str:
    """The evidence behind a judgment, and whether its figures are assumed all the same."""
    told = f"evidence: {join_words(basis.evidence)}" if basis.evidence else "assumed"
    return told + (", figures assumed" if basis.evidence and numbers.is_assumed else "")


def _figures(dossier: Dossier, values: IssueValues) -> dict[str, str]:
    titles = {option.id: option.title for option in dossier.issues[values.issue].options.values()}
    figures = {"points it can carry": figure_words(values.weight)}
    figures |= {titles[option]: figure_words(worth) for option, worth in values.worth.items()}
    figures |= {
        titles[option]: f"place {place}"
        for place, group in enumerate(values.order, start=1)
        for option in group
    }
    return figures


def _price(line: RedLine) -> str:
    return "never" if line.price is None else f"{figure_words(line.price)} points"


def first_filed_ms(record: Record, party: str) -> int:
    """From when on a party's view can be compared with, in milliseconds since 1970.

    What was not filed yet at an earlier moment is compared with how it was first filed.
    """
    first: dict[str, int] = {}
    for part in record.all(DossierPart):
        first.setdefault(part.content.name, part.at_ms)
    return max(first.get(JOINT, min(first.values(), default=0)), first.get(party, 0))
