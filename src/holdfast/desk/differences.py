"""What is different between two states of one part of a dossier, line by line, for who files it."""

from collections.abc import Iterator, Mapping

from holdfast.desk.changes import changes
from holdfast.desk.words import join_words
from holdfast.dossier import Dossier, View

_SECTIONS = ("parties", "tracks", "measures", "issues", "evidence", "sources")


def differences(before: Dossier | None, after: Dossier) -> tuple[str, ...]:
    """The lines that somebody looks through before a part takes the place of another.

    Args:
        before: the part as it is filed; None where none is, and then it is told what there is.
        after: as it would be filed.
    """
    if before is None:
        return tuple(_contents(after))
    lines = [*_plain_lines(before, after)]
    for section in _SECTIONS:
        lines += _section(section, getattr(before, section), getattr(after, section))
    lines += _section("links", *({link.id: link for link in d.links} for d in (before, after)))
    for change in changes(before, after):
        issue = f", {after.issues[change.issue].title}" if change.issue else ""
        said = f"{change.before or 'nothing'} → {change.after or 'nothing'}"
        lines.append(f"{after.parties[change.party].name}{issue}: {change.what}: {said}")
    if before.day_after != after.day_after:
        lines.append(f"the day after: {_word(before.day_after, after.day_after)}")
    # Where nothing was said of it above, something else is different, such as an order of parties.
    return tuple(lines) or (("in another order or wording",) if before != after else ())


def _contents(dossier: Dossier) -> Iterator[str]:
    options = sum(len(issue.options) for issue in dossier.issues.values())
    yield f"{len(dossier.parties)} parties, {len(dossier.issues)} issues with {options} options"
    for view in dossier.views.values():
        holds = _view_contents(view)
        yield f"{dossier.parties[view.party].name}: {join_words(holds)}"
    if dossier.links:
        yield f"{len(dossier.links)} rules between issues"
    if dossier.day_after is not None:
        yield "the day after"
    if dossier.evidence:
        sources = len(dossier.sources)
        behind = "one source" if sources == 1 else f"{sources} sources"
        yield f"{len(dossier.evidence)} pieces of evidence from {behind}"


def _view_contents(view: View) -> list[str]:
    counted = {
        "issues valued": len(view.values),
        "combinations": len(view.together),
        "political costs": len(view.political_costs),
        "red lines": len(view.red_lines),
        "public stances": len(view.stances),
    }
    held = [f"{count} {what}" for what, count in counted.items() if count]
    return [*held, *(["the worth of no deal"] if view.no_deal is not None else [])] or ["nothing"]


def _plain_lines(before: Dossier, after: Dossier) -> Iterator[str]:
    for what in ("title", "about", "date"):
        was, now = getattr(before, what), getattr(after, what)
        if was != now:
            yield f"{what}: {was or 'nothing'} → {now or 'nothing'}"


def _section(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """One line for a section of the part: what is new in it, other than it was, or gone."""
    told = {
        "new": [id_ for id_ in after if id_ not in before],
        "changed": [id_ for id_ in after if id_ in before and after[id_] != before[id_]],
        "gone": [id_ for id_ in before if id_ not in after],
    }
    said = [f"{what} {join_words(ids)}" for what, ids in told.items() if ids]
    if said:
        yield f"{name}: {'; '.join(said)}"


def _word(before: object, after: object) -> str:
    if before is None:
        return "new"
    return "gone" if after is None else "changed"
