"""What would make a package hold, the least change first; where it holds, its nearest edges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from holdfast.desk.day_after import Chosen, ask, open_chosen
from holdfast.desk.input_words import input_words
from holdfast.desk.levers import FAMILIES, beside
from holdfast.desk.opened import OpenDossier
from holdfast.desk.threshold_words import far_words, full_words
from holdfast.dossier import Dossier
from holdfast.dossier.day_after import MenuItem
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from holdfast.endure.backstop import Fix, Threshold
    from holdfast.endure.edges import Edge
    from holdfast.endure.pieces import Progress


@dataclass(frozen=True)
class Change:
    """Something to change, in words, and what a form sends to have it changed.

    ``title`` says what changes and ``detail`` how far; ``kind`` is what kind of lever it is.
    ``options`` and ``levers`` are by issue and by name, the latter exact decimals; with neither it
    is told and cannot be tried. ``also`` says which lever must move as well, where one must.
    """

    title: str
    detail: str
    kind: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    levers: Mapping[str, str] = field(default_factory=dict)
    also: str = ""


@dataclass(frozen=True)
class Remedies:
    """The changes that would each make a package hold: one lever, or one guarantee of the menu.

    Guarantees that hold only if a lever moves as well come after those that hold by themselves.
    ``compared`` counts the guarantees that were tried, all of them unless the work was stopped.
    """

    levers: tuple[Change, ...]
    guarantees: tuple[Change, ...]
    compared: int


@dataclass(frozen=True)
class Edges:
    """How near a package that holds is to where it would not: each change beyond an edge."""

    nearest: tuple[Change, ...]


def remedies(opened: OpenDossier, chosen: Chosen, progress: "Progress") -> Remedies:
    """What would make a package hold that does not; stopped, what was found until then.

    Every change that can be tried was tried: it is proven to hold where its form would put it.
    """
    compact = open_chosen(opened, chosen)
    items = list(_others(opened.dossier, chosen))
    if progress(0, 1 + len(items)) is False:
        return Remedies((), (), 0)
    alone = tuple(compact.fixes())
    levers = tuple(_lever_changes(opened, chosen, chosen.options, alone))
    known = {fix.threshold.lever.name for fix in alone}
    found: list[Change] = []
    compared = 0
    while compared < len(items) and progress(1 + compared, 1 + len(items)) is not False:
        found += _with_guarantee(opened, chosen, items[compared], known)
        compared += 1
    guarantees = tuple(sorted(found, key=lambda change: bool(change.also)))
    return Remedies(levers, guarantees, compared)


def edges(opened: OpenDossier, chosen: Chosen, progress: "Progress") -> Edges:
    """The inputs that have least to move for a package that holds to hold no more."""
    from holdfast.endure.edges import edges as find

    compact = open_chosen(opened, chosen)
    found = find(compact.question, dict(chosen.values), progress=progress)
    return Edges(tuple(_beyond(opened, chosen, edge) for edge in found))


def _others(dossier: Dossier, chosen: Chosen) -> Iterator[MenuItem]:
    """The guarantees of the menu that are another package than the one asked about."""
    for item in dossier.day_after.menu if dossier.day_after is not None else ():
        if {**chosen.options, **item.take} != chosen.options:
            yield item


def _with_guarantee(
    opened: OpenDossier, chosen: Chosen, item: MenuItem, known: set[str]
) -> Iterator[Change]:
    """A guarantee that holds, or would if one lever moved that would not be enough without it."""
    options = {**chosen.options, **item.take}
    taken = ask(opened, options, chosen.course, chosen.levers)
    compact = open_chosen(opened, taken)
    title, told = item.title or item.id, differences(opened.dossier, chosen.options, item.take)
    if compact.glance().holds:
        yield Change(title, told, options=item.take)
        return
    helping = [fix for fix in compact.fixes() if fix.threshold.lever.name not in known]
    for change in _lever_changes(opened, taken, item.take, helping):
        also = f"{change.title}, {change.detail}"
        yield Change(title, told, change.kind, item.take, change.levers, also)
        return


def differences(dossier: Dossier, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The options that change, by the titles of their issues."""
    return "; ".join(
        f"{dossier.issues[issue].title}: {dossier.issues[issue].options[option].title}"
        for issue, option in after.items()
        if before[issue] != option
    )


def _lever_changes(
    opened: OpenDossier,
    chosen: Chosen,
    options: Mapping[str, str],
    fixes: "tuple[Fix, ...] | list[Fix]",
) -> Iterator[Change]:
    """Each lever that would be enough, where it can be moved so far."""
    for fix in fixes:
        name, found = fix.threshold.lever.name, fix.threshold
        above = found.turn.value == "at-least"
        to = beside(found.lever, found.holds_at, above=above)
        tried = _verdict_at(opened, chosen, {name: to})
        if tried is None:
            continue
        yield Change(
            title=input_words(opened.dossier, name),
            detail=_far_words(found),
            kind=FAMILIES[fix.kind],
            options=dict(options) if dict(options) != chosen.options else {},
            levers={name: to} if tried else {},
        )


def _verdict_at(opened: OpenDossier, chosen: Chosen, levers: Mapping[str, str]) -> bool | None:
    """Whether it holds with some levers moved; None where they cannot stand so together."""
    try:
        moved = ask(opened, chosen.options, chosen.course, {**chosen.levers, **levers})
    except QuestionError:
        return None
    return open_chosen(opened, moved).glance().holds is True


def _far_words(found: "Threshold") -> str:
    return f"{far_words(found)} (now {full_words(found.now)})"


def _beyond(opened: OpenDossier, chosen: Chosen, edge: "Edge") -> Change:
    """An edge, with the lever just beyond it."""
    from holdfast.endure.fixes import family

    found = edge.threshold
    name, above = found.lever.name, found.turn.value == "at-most"
    to = beside(found.lever, found.holds_at, above=above, strictly=True)
    tried = _verdict_at(opened, chosen, {name: to})
    return Change(
        title=input_words(opened.dossier, name),
        detail=_far_words(found),
        kind=FAMILIES[family(name)],
        levers={name: to} if tried is False else {},
    )
