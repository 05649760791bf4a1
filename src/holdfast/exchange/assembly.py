"""Topics and sheets made into a dossier: ids, sources, evidence, and points in exact decimals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from holdfast.dossier.model import (
    ASSUMED,
    Basis,
    Dossier,
    Evidence,
    Issue,
    IssueValues,
    Option,
    Party,
    Pattern,
    Source,
    Terms,
    Together,
    Track,
    View,
)
from holdfast.dossier.number import Range
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.fitting import fit, settle_single
from holdfast.exchange.naming import tidied
from holdfast.exchange.sheet import Case, Imported, Joint, Sheet, Topic
from holdfast.exchange.slugs import unique_slugs


@dataclass(frozen=True, slots=True)
class _Named:
    """A topic with its place among the topics and the ids that it and its options get."""

    place: int
    topic: Topic
    id: str
    options: tuple[str, ...]


def assemble(case: Case, findings: Findings) -> Imported:
    """The dossier that a case stands for.

    A topic with a single option leaves nothing to settle: it is left out, and what it is worth
    stays in every package.

    Raises:
        InputError: every fault found so far, besides an empty case (``nothing-to-settle``) and
            numbers that a dossier cannot hold on any scale (``number-too-long``).
    """
    named = _name(case, findings)
    if not named:
        what, why = "No issue has two options", "there is nothing to bargain about"
        do = "Import another case."
        findings.fault("nothing-to-settle", what, why, do, case.origin.at())
    findings.stop_if_faulty()
    chosen = [settle_single(sheet, case.topics) for sheet in case.sheets]
    sheets = fit(chosen, case.origin, findings)
    findings.stop_if_faulty()
    cited = _cite(case)
    parties = unique_slugs([sheet.party for sheet in sheets], "party")
    tracks = _tracks(case.topics)
    dossier = Dossier(
        title=tidied(case.title) or "Imported case",
        about=case.about,
        parties={
            id_: Party(
                id_, tidied(s.party) or id_, (case.role,), True, s.about, Basis((cited[s.file],))
            )
            for id_, s in zip(parties, sheets, strict=True)
        },
        tracks={id_: Track(id_, tidied(name) or id_) for name, id_ in tracks.items()},
        issues={each.id: _issue(each, tracks, Basis((cited[case.origin],))) for each in named},
        views={id_: _view(id_, s, named, cited) for id_, s in zip(parties, sheets, strict=True)},
        sources={
            id_: Source(
                id_, f"The file {tidied(file.name)}", sha256=file.sha256, file=tidied(file.name)
            )
            for file, id_ in cited.items()
        },
        evidence=_evidence(case, cited),
    )
    return Imported(dossier, findings.told())


def _name(case: Case, findings: Findings) -> tuple[_Named, ...]:
    unsettled = []
    for place, topic in enumerate(case.topics):
        if len(topic.options) > 1:
            unsettled.append((place, topic))
            continue
        what, why = f"The issue {topic.name!r} has one option alone", "it leaves nothing to settle"
        do = "It was left out; what it is worth counts in every package."
        findings.warn("single-option", what, why, do, case.origin.at())
    ids = unique_slugs([topic.name for _, topic in unsettled], "issue")
    return tuple(
        _Named(place, topic, id_, unique_slugs(topic.options, "option"))
        for (place, topic), id_ in zip(unsettled, ids, strict=True)
    )


def _cite(case: Case) -> dict[File, str]:
    """An id for each file, as a source and as the evidence that it gives."""
    files = list(dict.fromkeys([case.origin, *(sheet.file for sheet in case.sheets)]))
    return dict(zip(files, unique_slugs([file.name for file in files], "file"), strict=True))


def _tracks(topics: Sequence[Topic]) -> dict[str, str]:
    names = list(dict.fromkeys(topic.track for topic in topics if topic.track))
    return dict(zip(names, unique_slugs(names, "track"), strict=True))


def _issue(each: _Named, tracks: Mapping[str, str], basis: Basis) -> Issue:
    topic = each.topic
    options = {
        id_: Option(id_, tidied(title) or id_, tidied(topic.says.get(place, "")), basis)
        for place, (id_, title) in enumerate(zip(each.options, topic.options, strict=True))
    }
    track = tracks.get(topic.track, "")
    title, about = tidied(topic.name) or each.id, tidied(topic.about)
    return Issue(each.id, title, options, track, about, basis)


def _evidence(case: Case, cited: Mapping[File, str]) -> dict[str, Evidence]:
    evidence = {}
    for file, id_ in cited.items():
        parties = [tidied(sheet.party) for sheet in case.sheets if sheet.file == file]
        says = ["which issues and options there are"] if file == case.origin else []
        if parties:
            to = " and ".join(parties) if len(parties) < 3 else f"each of {len(parties)} parties"
            says.append(f"what options are worth to {to}")
        text = f"Says {' and '.join(says)}."
        evidence[id_] = Evidence(id_, id_, text, terms=Terms.PUBLISHED)
    return evidence


def _view(party: str, sheet: Sheet, named: Sequence[_Named], cited: Mapping[File, str]) -> View:
    basis = Basis((cited[sheet.file],))
    values = {}
    for each in named:
        if worths := sheet.worths.get(each.place):
            values[each.id] = IssueValues(
                each.id,
                weight=Range.exactly(100 * sheet.weights[each.place]),
                worth={each.options[at]: Range.exactly(worth) for at, worth in worths.items()},
                basis=basis,
                numbers=basis,
            )
    return View(
        party,
        no_deal=None if sheet.no_deal is None else Range.exactly(sheet.no_deal),
        no_deal_basis=ASSUMED if sheet.no_deal is None else basis,
        no_deal_numbers=ASSUMED if sheet.no_deal is None else basis,
        values=values,
        together=_together(sheet, named, basis),
    )


def _together(sheet: Sheet, named: Sequence[_Named], basis: Basis) -> tuple[Together, ...]:
    by_place = {each.place: each for each in named}
    terms = [
        Together(_pattern(joint, by_place), Range.exactly(joint.points), "", basis, basis)
        for joint in sheet.joints
    ]
    if sheet.constant:
        always = Pattern({named[0].id: named[0].options})
        why = "counts in every package"
        terms.append(Together(always, Range.exactly(sheet.constant), why, basis, basis))
    return tuple(terms)


def _pattern(joint: Joint, by_place: Mapping[int, _Named]) -> Pattern:
    return Pattern(
        {
            by_place[place].id: tuple(by_place[place].options[option] for option in options)
            for place, options in joint.when.items()
        }
    )
