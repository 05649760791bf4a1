"""A dossier as it may be filed: what was told to some alone is not handed to others with it."""

from collections.abc import Mapping
from dataclasses import replace

from holdfast.desk.filing import own_lines
from holdfast.desk.parts import JOINT, Part
from holdfast.dossier import Dossier, RedLine, View
from holdfast.talks.positions import public_stances
from holdfast.talks.record import Record


def without_what_was_told(
    dossier: Dossier, record: Record, before: Mapping[str, Dossier]
) -> tuple[Dossier, tuple[str, ...]]:
    """The dossier with red lines and stances that were told as the parts that are filed have them.

    They were told to some alone: filed in a part, they would reach whoever can open that one.
    """
    views, told = dict(dossier.views), list[str]()
    for party, view in dossier.views.items():
        was = before[party].views.get(party) if party in before else None
        lines = own_lines(view, was or View(party), record)
        told += [f"{party}: red line {i!r}" for i in _other(view.red_lines, lines)]
        views[party] = replace(view, red_lines=lines)
    public = before[JOINT].views if JOINT in before else {}
    for said in public_stances(record):
        view = views.get(said.party, View(said.party))
        known = public[said.party].stances if said.party in public else {}
        stances = {i: s for i, s in view.stances.items() if i != said.issue}
        if said.issue in known:
            stances[said.issue] = known[said.issue]
        if stances != view.stances:
            told.append(f"{said.party}: stance on {said.issue!r}")
            views[said.party] = replace(view, stances=stances)
    return replace(dossier, views=views), tuple(told)


def _other(given: tuple[RedLine, ...], kept: tuple[RedLine, ...]) -> list[str]:
    """The red lines that are not kept as they were given."""
    return [line.id for line in given if line not in kept]


def with_what_is_at_hand(part: Part, whole: Dossier, before: Mapping[str, Dossier]) -> Part:
    """The part with the evidence that stands in it now, and in the whole, though unused.

    Something may rest on it again.
    """
    if part.of not in before:
        return part
    had, has = before[part.of], part.dossier
    evidence = {i: e for i, e in had.evidence.items() if whole.evidence.get(i) == e}
    sources = {i: s for i, s in had.sources.items() if whole.sources.get(i) == s}
    dossier = replace(
        has, evidence={**has.evidence, **evidence}, sources={**has.sources, **sources}
    )
    return Part(part.of, dossier)


def with_own_evidence(part: Part, whole: Dossier, joint: Dossier | None) -> Part:
    """A party's part with all evidence that the party has and the joint table has not.

    Nothing may rest on it yet; all of it is the party's own.
    """
    public = {} if joint is None else joint.evidence
    mine = {i: e for i, e in whole.evidence.items() if public.get(i) != e}
    evidence = {**part.dossier.evidence, **mine}
    used = {item.source for item in evidence.values()}
    sources = {i: source for i, source in whole.sources.items() if i in used}
    return Part(part.of, replace(part.dossier, evidence=evidence, sources=sources))
