"""A dossier in parts, each for those who may see it, and the dossier that some parts make up.

The joint part holds what all sides know: parties, issues, options, rules and what is said in
public, with the evidence behind it. Each party's private part holds what it is judged to want, with
the evidence behind that. The mediators' own part holds all evidence, and what only they ask of the
whole: the day after.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from holdfast.desk.footing import view_judgments
from holdfast.dossier import Basis, Dossier, View, parse, write
from holdfast.errors import DossierError, Fault, Place, TalksError

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
    """The joint part, one for each party with a private view, and the mediators'.

    Raises:
        TalksError: ``name-taken`` where a party is called as a part is that others read.
    """
    if taken := {JOINT, MEDIATORS} & dossier.parties.keys():
        message = (
            f"A party is called {min(taken)!r}, which is what a part of the dossier is called that "
            "others read, so what the party wants could end up there. Give it another id."
        )
        raise TalksError(message, code="name-taken")
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
    reader of dossiers, as anything written by hand would be. Of each party's part the own view
    alone is taken: what it says others want is a guess.

    Raises:
        TalksError: ``no-dossier`` where there is neither.
    """
    every = {part.of: part.dossier for part in parts}
    joint = every.pop(first_of(every))
    views = dict(joint.views)
    for of, other in every.items():
        if of in other.views and of != MEDIATORS:
            stances = joint.views[of].stances if of in joint.views else {}
            views[of] = replace(other.views[of], stances=stances)
    return replace(
        joint,
        views={party: views[party] for party in joint.parties if party in views},
        evidence=_union(joint.evidence, [other.evidence for other in every.values()]),
        sources=_union(joint.sources, [other.sources for other in every.values()]),
        day_after=every[MEDIATORS].day_after if MEDIATORS in every else None,
    )


def first_of(names: Iterable[str]) -> str:
    """The part that all others are read with: the joint one, or else the first party's.

    Raises:
        TalksError: ``no-dossier`` where there is neither.
    """
    named = list(names)
    first = next((of for of in (JOINT, *named) if of in named and of != MEDIATORS), None)
    if first is None:
        message = (
            "No dossier is filed that you can open, so there is nothing to analyse. A mediator "
            "files one with `holdfast talks file`, which gives each side what is its own."
        )
        raise TalksError(message, code="no-dossier")
    return first


def unfit(parts: Sequence[Part]) -> dict[str, tuple[Fault, ...]]:
    """The parts that cannot be read with the first, each with its faults; never the first itself.

    A party's part is read with the first alone, so that no party's part bears on another's. What
    the mediators ask of the whole is read with every part that fits.

    Raises:
        TalksError: ``no-dossier`` where there is none to read them with.
    """
    every = {part.of: part for part in parts}
    first = every.pop(first_of(every))
    mine = every.pop(MEDIATORS, None)
    found = {of: faults for of, part in every.items() if (faults := _faults([first], part))}
    if mine is not None:
        others = [part for part in every.values() if part.of not in found]
        if faults := _faults([first, *others], mine):
            found[MEDIATORS] = faults
    return found


def _faults(known: Sequence[Part], part: Part) -> tuple[Fault, ...]:
    """What is wrong with a part when it is read with these."""
    whole = join([*known, part])
    # Each was checked against what stands in the whole then, so there is no fault to be found.
    if all(_is_borne_out(each, whole) for each in (known[0], part)):
        return ()
    try:
        parse(write(whole), f"{part.of}.yaml")
    except DossierError as error:
        # The lines are those of a text that nobody has; the file alone says where to look.
        return tuple(replace(fault, place=Place(fault.place.file)) for fault in error.faults)
    return ()


def _is_borne_out(part: Part, whole: Dossier) -> bool:
    """True when all that a part is checked against is the same in the whole."""
    alone = part.dossier
    if (alone.parties, alone.issues) != (whole.parties, whole.issues):
        return False
    if (alone.tracks, alone.measures) != (whole.tracks, whole.measures):
        return False
    # The day after takes worths from views, which in the whole may be others than in its own part.
    asks = part.of == MEDIATORS and alone.day_after is not None
    return not asks or _says(alone) == _says(whole)


def _says(dossier: Dossier) -> dict[str, tuple[bool, bool]]:
    """The parties whose views say what packages are worth, and what no deal is."""
    said = {party: (v.has_values, v.no_deal is not None) for party, v in dossier.views.items()}
    return {party: says for party, says in said.items() if any(says)}


def misplaced(part: Part, known: Sequence[Dossier] | None) -> tuple[str, ...]:
    """What a part holds that is not for everybody who can open it, in words; empty where all is.

    Args:
        part: ``joint`` for what all sides can open, or a party's.
        known: what they had of it before. None where nobody else wrote it: then only the views of
            others are looked for.
    """
    dossier = part.dossier
    found = [
        f"the private view of {view.party!r}"
        for view in dossier.views.values()
        if view.party != part.of and replace(view, stances={}) != View(view.party)
    ]
    if known is None:
        return tuple(found)
    if dossier.day_after is not None:
        found.append("the day after")
    bases = (basis for view in dossier.views.values() for basis in view_bases(view))
    founded = _with_evidence(dossier, dossier, bases)
    found += _unfounded("evidence", dossier.evidence, founded.evidence, [k.evidence for k in known])
    found += _unfounded("source", dossier.sources, founded.sources, [k.sources for k in known])
    return tuple(found)


def view_bases(view: View) -> Iterator[Basis]:
    """Everything that says where a view's judgments and figures come from."""
    yield from view_judgments(view)
    yield view.no_deal_numbers
    yield from (values.numbers for values in view.values.values())
    yield from (together.numbers for together in view.together)
    yield from (cost.numbers for cost in view.political_costs)
    yield from (line.numbers for line in view.red_lines)


def _unfounded(
    what: str,
    held: Mapping[str, object],
    founding: Mapping[str, object],
    known: Sequence[Mapping[str, object]],
) -> list[str]:
    return [
        f"the {what} {id_!r}, on which nothing in it rests"
        for id_, item in held.items()
        if id_ not in founding and all(before.get(id_) != item for before in known)
    ]


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
