"""A dossier in parts, each for those who may see it, and the dossier that some parts make up.

The joint part holds what all sides know: parties, issues, options, rules and what is said in
public, with the evidence behind it. Each party's private part holds what it is judged to want, with
the evidence behind that. The mediators' own part holds all evidence, and what only they ask of the
whole: the day after.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from holdfast.desk.footing import view_judgments
from holdfast.dossier import Basis, Dossier, View
from holdfast.errors import TalksError

Item = TypeVar("Item")

JOINT = "joint"
MEDIATORS = "mediators"


@dataclass(frozen=True)
class Part:
    """What belongs to one label: ``joint``, ``mediators`` or a party's id.

    ``dossier`` is whole by itself, so that it can be written, read and checked alone: the parties
    and issues stand in every part.
    """

    of: str
    dossier: Dossier


def divide(dossier: Dossier) -> tuple[Part, ...]:
    """The joint part, one for each party with a private view, and the mediators'."""
    bare = replace(dossier, views={}, evidence={}, sources={}, day_after=None, links=())
    public = {
        view.party: View(view.party, stances=view.stances)
        for view in dossier.views.values()
        if view.stances
    }
    joint = replace(bare, views=public, links=dossier.links)
    parts = [Part(JOINT, _with_evidence(joint, dossier, _public_bases(joint)))]
    for view in dossier.views.values():
        private = replace(view, stances={})
        if private != View(view.party):
            alone = replace(bare, views={view.party: private})
            parts.append(Part(view.party, _with_evidence(alone, dossier, view_bases(private))))
    # What the day after means to a party rests on its view, so the mediators' part holds the views
    # too, as they stood; joining takes each view from its owner's part.
    mine = replace(bare, day_after=dossier.day_after, views=dossier.views)
    parts.append(Part(MEDIATORS, replace(mine, evidence=dossier.evidence, sources=dossier.sources)))
    return tuple(parts)


def join(parts: Iterable[Part]) -> Dossier:
    """The dossier that these parts make up: the joint part, or the first party's, and the others.

    A part that speaks of an issue or an option that the first no longer has is refused by the
    reader of dossiers, as anything written by hand would be.

    Raises:
        TalksError: ``no-dossier`` where there is neither.
    """
    every = {part.of: part.dossier for part in parts}
    first = next((of for of in (JOINT, *every) if of in every and of != MEDIATORS), None)
    if first is None:
        message = (
            "No dossier is filed on the joint table, so there is nothing to analyse. File one "
            "there as the part 'joint'."
        )
        raise TalksError(message, code="no-dossier")
    joint = every.pop(first)
    views = dict(joint.views)
    for of, other in every.items():
        for party, view in other.views.items() if of != MEDIATORS else ():
            stances = joint.views[party].stances if party in joint.views else {}
            views[party] = replace(view, stances=stances)
    return replace(
        joint,
        views={party: views[party] for party in joint.parties if party in views},
        evidence=_union(joint.evidence, [other.evidence for other in every.values()]),
        sources=_union(joint.sources, [other.sources for other in every.values()]),
        day_after=every[MEDIATORS].day_after if MEDIATORS in every else None,
    )


def view_bases(view: View) -> Iterator[Basis]:
    """Everything that says where a view's judgments and figures come from."""
    yield from view_judgments(view)
    yield view.no_deal_numbers
    yield from (values.numbers for values in view.values.values())
    yield from (together.numbers for together in view.together)
    yield from (cost.numbers for cost in view.political_costs)
    yield from (line.numbers for line in view.red_lines)


def _public_bases(joint: Dossier) -> Iterator[Basis]:
    for party in joint.parties.values():
        yield party.basis
    for issue in joint.issues.values():
        yield issue.basis
        yield from (option.basis for option in issue.options.values())
    yield from (link.basis for link in joint.links)
    for view in joint.views.values():
        yield from (stance.basis for stance in view.stances.values())


def _with_evidence(part: Dossier, whole: Dossier, bases: Iterable[Basis]) -> Dossier:
    """The part with the evidence that it names and the sources that this comes from.

    Every part repeats the parties and issues, so it must hold their evidence too.
    """
    named = {id_ for basis in (*bases, *_public_bases(part)) for id_ in basis.evidence}
    evidence = {id_: item for id_, item in whole.evidence.items() if id_ in named}
    used = {item.source for item in evidence.values()}
    sources = {id_: source for id_, source in whole.sources.items() if id_ in used}
    return replace(part, evidence=evidence, sources=sources)


def _union(first: Mapping[str, Item], others: Iterable[Mapping[str, Item]]) -> dict[str, Item]:
    found = dict(first)
    for other in others:
        found.update({id_: item for id_, item in other.items() if id_ not in found})
    return found
