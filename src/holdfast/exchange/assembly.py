"""Topics and sheets made into a dossier: ids, sources, evidence, and points that are exact decimals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from holdfast.dossier.model import (
    Basis,
    Dossier,
    Evidence,
    Issue,
    IssueValues,
    Option,
    Party,
    Pattern,
    Role,
    Source,
    Terms,
    Together,
    Track,
    View,
)
from holdfast.dossier.number import Range
from holdfast.exchange.figures import common_multiple, is_writable
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.sheet import Imported, Joint, Sheet, Topic
from holdfast.exchange.slugs import unique_slugs

FINEST_SCALE = 30
"""The most times that points are multiplied by ten to make their decimals short enough."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A topic with its place among the topics and the ids that it and its options get."""

    place: int
    topic: Topic
    id: str
    options: tuple[str, ...]


def assemble(
    title: str,
    about: str,
    origin: File,
    topics: Sequence[Topic],
    sheets: Sequence[Sheet],
    findings: Findings,
) -> Imported:
    """The dossier that these topics and sheets stand for; ``origin`` is the file that names the topics.

    A topic with a single option leaves nothing to settle: it is left out, and what it is worth
    stays in every package. Parties are principals, for the files say nothing else of them.

    Raises:
        InputError: nothing is left to settle (``nothing-to-settle``), or a number cannot be written
            in a dossier on any scale (``number-too-long``), with all other faults found so far.
    """
    named = _name(topics, findings, origin)
    if not named:
        what, why = "No issue has two options", "there is nothing to bargain about"
        findings.fault("nothing-to-settle", what, why, "Name another domain.", origin.at())
    findings.stop_if_faulty()
    files = _distinct([origin, *(sheet.file for sheet in sheets)])
    cited = dict(zip(files, unique_slugs([file.name for file in files], "file"), strict=True))
    ids = unique_slugs([sheet.party for sheet in sheets], "party")
    fitted = [_fit(_settle_single(sheet, topics), findings) for sheet in sheets]
    findings.stop_if_faulty()
    tracks = _tracks(topics)
    dossier = Dossier(
        title=title,
        about=about,
        parties={
            id_: Party(id_, sheet.party, (Role.PRINCIPAL,), basis=Basis((cited[sheet.file],)))
            for id_, sheet in zip(ids, fitted, strict=True)
        },
        tracks={id_: Track(id_, name) for name, id_ in tracks.items()},
        issues={each.id: _issue(each, tracks, Basis((cited[origin],))) for each in named},
        views={
            id_: _view(id_, sheet, named, Basis((cited[sheet.file],)))
            for id_, sheet in zip(ids, fitted, strict=True)
        },
        sources={
            id_: Source(id_, f"The file {file.name}", sha256=file.sha256, file=file.name)
            for file, id_ in cited.items()
        },
        evidence=_evidence(origin, sheets, cited),
    )
    return Imported(dossier, tuple(findings.warnings))


def _name(topics: Sequence[Topic], findings: Findings, origin: File) -> tuple[_Named, ...]:
    open_topics = [(place, topic) for place, topic in enumerate(topics) if len(topic.options) > 1]
    for topic in topics:
        if len(topic.options) == 1:
            what = f"The issue {topic.name!r} has one option alone"
            why = "there is nothing to settle in it"
            do = "It was left out; what it is worth counts in every package."
            findings.warn("single-option", what, why, do, origin.at())
    ids = unique_slugs([topic.name for _, topic in open_topics], "issue")
    return tuple(
        _Named(place, topic, id_, unique_slugs(topic.options, "option"))
        for (place, topic), id_ in zip(open_topics, ids, strict=True)
    )


def _distinct(files: Iterable[File]) -> list[File]:
    return list(dict.fromkeys(files))


def _tracks(topics: Sequence[Topic]) -> dict[str, str]:
    names = list(dict.fromkeys(topic.track for topic in topics if topic.track))
    return dict(zip(names, unique_slugs(names, "track"), strict=True))


def _issue(each: _Named, tracks: Mapping[str, str], basis: Basis) -> Issue:
    options = {
        id_: Option(id_, title or id_, basis=basis)
        for id_, title in zip(each.options, each.topic.options, strict=True)
    }
    track = tracks.get(each.topic.track, "")
    return Issue(each.id, each.topic.name or each.id, options, track=track, basis=basis)


def _evidence(
    origin: File, sheets: Sequence[Sheet], cited: Mapping[File, str]
) -> dict[str, Evidence]:
    says: dict[File, list[str]] = {origin: ["which issues and options there are"]}
    for sheet in sheets:
        says.setdefault(sheet.file, []).append(f"what they are worth to {sheet.party}")
    return {
        cited[file]: Evidence(
            cited[file], cited[file], f"Says {', and '.join(what)}.", terms=Terms.PUBLISHED
        )
        for file, what in says.items()
    }


def _settle_single(sheet: Sheet, topics: Sequence[Topic]) -> Sheet:
    """The sheet without the topics that have one option: what they are worth becomes constant."""
    single = {place for place, topic in enumerate(topics) if len(topic.options) < 2}
    constant = sheet.constant + sum(
        sheet.weights[place] * sheet.worths[place].get(0, Fraction(0))
        for place in sheet.worths
        if place in single
    )
    joints = []
    for joint in sheet.joints:
        when = {place: options for place, options in joint.when.items() if place not in single}
        if when:
            joints.append(Joint(when, joint.points))
        else:
            constant += joint.points
    kept = {place: worths for place, worths in sheet.worths.items() if place not in single}
    return replace(sheet, worths=kept, joints=tuple(joints), constant=constant)


def _fit(sheet: Sheet, findings: Findings) -> Sheet:
    """The sheet on the least scale on which every number is an exact decimal of a dossier's length.

    No two parties' points are compared, so a party's whole scale may be chosen freely.
    """
    multiple = common_multiple(_figures(sheet))
    for power in range(FINEST_SCALE + 1):
        scaled = _scale(sheet, multiple * 10**power)
        if all(is_writable(figure) for figure in _figures(scaled)):
            if multiple * 10**power > 1:
                what = f"The points of {sheet.party} are {multiple * 10**power} times the file's"
                why = "every one of them is an exact decimal"
                do = "Nothing that is asked of the dossier depends on a party's scale."
                findings.warn("scaled", what, why, do, sheet.file.at())
            return scaled
    what = f"Some numbers of {sheet.party} differ by more than a dossier's decimals can hold"
    why, do = "they would lose digits", "Round them in the file, or give them other units."
    findings.fault("number-too-long", what, why, do, sheet.file.at())
    return sheet


def _figures(sheet: Sheet) -> list[Fraction]:
    figures = [100 * sheet.weights[place] for place in sheet.worths]
    figures += [worth for worths in sheet.worths.values() for worth in worths.values()]
    figures += [joint.points for joint in sheet.joints]
    figures.append(sheet.constant)
    return figures if sheet.no_deal is None else [*figures, sheet.no_deal]


def _scale(sheet: Sheet, factor: int) -> Sheet:
    return replace(
        sheet,
        weights={place: weight * factor for place, weight in sheet.weights.items()},
        joints=tuple(Joint(joint.when, joint.points * factor) for joint in sheet.joints),
        constant=sheet.constant * factor,
        no_deal=None if sheet.no_deal is None else sheet.no_deal * factor,
    )


def _view(party: str, sheet: Sheet, named: Sequence[_Named], basis: Basis) -> View:
    values = {}
    for each in named:
        if each.place in sheet.worths:
            worths = sheet.worths[each.place]
            values[each.id] = IssueValues(
                each.id,
                weight=Range.exactly(100 * sheet.weights[each.place]),
                worth={each.options[o]: Range.exactly(worth) for o, worth in worths.items()},
                basis=basis,
                numbers=basis,
            )
    by_place = {each.place: each for each in named}
    together = [
        Together(_pattern(joint, by_place), Range.exactly(joint.points), "", basis, basis)
        for joint in sheet.joints
    ]
    if sheet.constant:
        always = Pattern({named[0].id: named[0].options})
        why = "in every package"
        together.append(Together(always, Range.exactly(sheet.constant), why, basis, basis))
    view = View(party, values=values, together=tuple(together))
    if sheet.no_deal is None:
        return view
    no_deal = Range.exactly(sheet.no_deal)
    return replace(view, no_deal=no_deal, no_deal_basis=basis, no_deal_numbers=basis)


def _pattern(joint: Joint, by_place: Mapping[int, _Named]) -> Pattern:
    return Pattern(
        {
            by_place[place].id: tuple(by_place[place].options[o] for o in options)
            for place, options in joint.when.items()
        }
    )
