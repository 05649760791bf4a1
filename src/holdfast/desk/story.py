"""What a brief says in sentences; the page and the terminal tell the same story."""

from dataclasses import dataclass, replace

from holdfast.bargain import Principle
from holdfast.desk.assessed import Unassessed
from holdfast.desk.brief import Brief, Outcome, Standing
from holdfast.desk.divided import left_out_words
from holdfast.desk.footing import footing_words
from holdfast.desk.hold_story import HoldSection, tell_assessed
from holdfast.desk.lines import short_words
from holdfast.desk.mediation_story import MediationStory, tell_mediation
from holdfast.desk.positions import PositionRow, position_rows
from holdfast.desk.question_words import STANDINGS, number_words
from holdfast.desk.words import (
    conflict_words,
    join_words,
    method_words,
    reading_words,
    said,
    share_words,
)
from holdfast.dossier import Stance

PRINCIPLES = {
    Principle.NASH: "Nash",
    Principle.KALAI_SMORODINSKY: "Kalai-Smorodinsky",
    Principle.EGALITARIAN: "Egalitarian",
    Principle.UTILITARIAN: "Utilitarian",
    Principle.ADJUSTED_WINNER: "Adjusted Winner",
}

PRINCIPLE_MEANINGS = {
    Principle.NASH: "the greatest product of gains over no deal",
    Principle.KALAI_SMORODINSKY: "each gets as equal a part as can be of its greatest gain",
    Principle.EGALITARIAN: "the smallest gain in points is as large as it can be",
    Principle.UTILITARIAN: "the greatest sum of points",
    Principle.ADJUSTED_WINNER: "issues divided so that both hold the same share of their points",
}


@dataclass(frozen=True)
class Balance:
    """What one package is to one party, in the titles of the dossier, the weightiest first."""

    party: str
    gets: tuple[str, ...]
    halfway: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """The sentences and small tables of a brief.

    ``rows`` compare the principals, ``others`` are the public stances of everyone else, ``hold``
    says whether a package would hold; it is None where that is not assessed. ``is_alone``
    where it is known of one bargainer alone what packages are worth to it: then nothing is told of
    agreement.
    """

    summary: tuple[str, ...]
    rows: tuple[PositionRow, ...]
    others: tuple[tuple[str, tuple[Stance, ...]], ...]
    balances: tuple[tuple[Balance, ...], ...]
    division: tuple[str, ...]
    red_lines: tuple[str, ...]
    unknowns: tuple[str, ...]
    notes: tuple[str, ...]
    hold: HoldSection | None
    mediation: MediationStory
    is_alone: bool = False


def tell(brief: Brief) -> Story:
    """Put a brief into words."""
    hold = _hold(brief)
    is_alone = _is_alone(brief)
    mediation = tell_mediation(
        brief.dossier, brief.zone, [*map(principle_names, brief.outcomes)], brief.mediation
    )
    return Story(
        summary=_summary(brief, hold),
        rows=position_rows(brief.dossier, _compared(brief)),
        others=tuple(
            (view.party, tuple(view.stances.values()))
            for view in brief.dossier.views.values()
            if view.stances and view.party not in _compared(brief)
        ),
        balances=tuple(_balances(brief, outcome) for outcome in brief.outcomes),
        division=_division(brief),
        red_lines=_red_lines(brief),
        unknowns=_unknowns(brief),
        notes=tuple(
            note
            for note in (method_words(brief.frontier.proof), reading_words(brief.dossier))
            if note
        ),
        hold=hold,
        mediation=replace(mediation, trades=(), views=(), agenda=(), tracks=(), picked_by="")
        if is_alone
        else mediation,
        is_alone=is_alone,
    )


def _hold(brief: Brief) -> HoldSection | None:
    if isinstance(brief.assessed, Unassessed):
        return None
    package = dict(brief.assessed.package)
    pickers = [each for each in brief.outcomes if each.package == package]
    return tell_assessed(
        brief.dossier, brief.assessed, principle_names(pickers[0]) if pickers else ""
    )


def principle_names(outcome: Outcome) -> str:
    """The principles that pick a package."""
    return join_words([PRINCIPLES[s.by] for s in outcome.settlements])


def _summary(brief: Brief, hold: HoldSection | None) -> tuple[str, ...]:
    agreeing = (
        (_alone_sentence(brief), _silence_sentence(brief))
        if _is_alone(brief)
        else (
            _zone_sentence(brief),
            _frontier_sentence(brief),
            _agreed_sentence(brief),
            _open_sentence(brief),
            *_line_sentences(brief),
        )
    )
    resting = (footing_words(brief.footing), _holding_sentence(brief, hold))
    return tuple(sentence for sentence in (*agreeing, *resting) if sentence)


def _line_sentences(brief: Brief) -> tuple[str, ...]:
    """Which red lines decide anything; where there is no zone, its conflicts have said so."""
    return short_words(brief.dossier, brief.mediation.red_lines) if brief.zone.exists else ()


def _alone_sentence(brief: Brief) -> str:
    """What is left to one party whose view alone is known; no word of a zone between parties."""
    zone = brief.zone
    name = said(brief.dossier, brief.between[0])
    if zone.exists:
        least = "" if zone.at_most is None else "at least "
        one = zone.count == 1
        has_no_deal = any(view.no_deal is not None for view in brief.dossier.views.values())
        worth = (
            f", and {'is' if one else 'are'} worth at least no deal to every party whose no-deal "
            "value is known"
        )
        return (
            f"As far as is known here, {least}{zone.count:,} of {zone.package_count:,} packages "
            f"{'respects' if one else 'respect'} every rule and every red line that says never"
            f"{worth if has_no_deal else ''}."
        )
    if not zone.proof.complete:
        return f"Whether any package is worth at least no deal to {name} is not proven."
    conflicts = " ".join(conflict_words(brief.dossier, each) for each in zone.conflicts)
    return f"No package is worth at least no deal to {name} by what is known here. {conflicts}"


def _silence_sentence(brief: Brief) -> str:
    silent = _silent(brief)
    if not silent:
        return ""
    return (
        f"What packages are worth to others is not known here: {join_words(silent)}. So nothing "
        "can be said of what could be agreed with them."
    )


def _zone_sentence(brief: Brief) -> str:
    zone, dossier = brief.zone, brief.dossier
    has_no_deal = any(view.no_deal is not None for view in dossier.views.values())
    names = join_words([said(dossier, party) for party in brief.between])
    if zone.exists:
        least = "" if zone.at_most is None else "at least "
        one = zone.count == 1
        worth = (
            f"and {'is' if one else 'are'} worth at least no deal to every party whose no-deal "
            "value is known."
            if has_no_deal
            else "as far as the dossier has any. What no deal is worth is known of nobody."
        )
        return (
            f"There is a zone of possible agreement between {names}: {least}{zone.count:,} of "
            f"{zone.package_count:,} packages {'respects' if one else 'respect'} every rule and "
            f"every red line that says never, {worth}"
        )
    if not zone.proof.complete:
        return f"Whether there is a zone of possible agreement between {names} is not proven."
    conflicts = " ".join(conflict_words(dossier, conflict) for conflict in zone.conflicts)
    return f"There is no zone of possible agreement between {names}. {conflicts}"


def _frontier_sentence(brief: Brief) -> str:
    found = brief.frontier
    if not found.packages:
        return ""
    how = "exactly" if found.proof.complete else "at least"
    points = "point" if found.count == 1 else "points"
    return (
        f"Its frontier has {how} {found.count:,} {points}: on each, nothing more can be had for "
        "one without loss to another."
    )


def _agreed_sentence(brief: Brief) -> str:
    """The issues that every point of the frontier settles in the same way."""
    packages = brief.frontier.packages
    if len(packages) < 2:
        return ""
    same = [
        f"{issue.title} (“{issue.options[packages[0].options[issue.id]].title}”)"
        for issue in brief.dossier.issues.values()
        if len({package.options[issue.id] for package in packages}) == 1
    ]
    if not same:
        return ""
    return (
        f"On {len(same)} of {len(brief.dossier.issues)} issues every package shown for a point has "
        f"the same answer: {join_words(same)}. That follows from the numbers in the dossier; it is "
        "no advice."
    )


def _open_sentence(brief: Brief) -> str:
    """The issues on which the settlements part."""
    if len(brief.outcomes) < 2:
        return ""
    parted = [
        f"“{issue.title}”"
        for issue in brief.dossier.issues.values()
        if len({outcome.package[issue.id] for outcome in brief.outcomes}) > 1
    ]
    return f"The named settlements part only on {join_words(parted)}."


def _holding_sentence(brief: Brief, hold: HoldSection | None) -> str:
    """Whether it would hold, or what is missing to say so."""
    if hold is None:
        return brief.assessed.why if isinstance(brief.assessed, Unassessed) else ""
    fix = f"One lever alone would make it hold: {hold.fixes[0]}" if hold.fixes else ""
    package = None if isinstance(brief.assessed, Unassessed) else dict(brief.assessed.package)
    is_picked = any(each.package == package for each in brief.outcomes)
    proofs = (brief.zone.proof, brief.frontier.proof, *(each.proof for each in brief.settlements))
    is_known = all(proof.complete for proof in proofs)
    none = ", which no named principle picks" if is_known else ""
    about = hold.about if is_picked else f"Tested was the day after's own package{none}."
    first = hold.story.first[:1]
    told = (about, hold.story.verdict, *first, fix, *hold.payments[:1], hold.story.caution)
    return " ".join(sentence for sentence in told if sentence)


def _compared(brief: Brief) -> tuple[str, ...]:
    """The parties that are set beside each other."""
    return brief.dossier.principals or brief.between


def _balances(brief: Brief, outcome: Outcome) -> tuple[Balance, ...]:
    return tuple(
        Balance(
            party=party,
            gets=tuple(_words(brief, s) for s in found if s.is_gain),
            halfway=tuple(_words(brief, s) for s in found if not s.is_gain and not s.is_concession),
            gives=tuple(_words(brief, s) for s in found if s.is_concession),
        )
        for party, found in outcome.standings.items()
    )


def _words(brief: Brief, standing: Standing) -> str:
    issue = brief.dossier.issues[standing.issue]
    return f"{issue.title}: {issue.options[standing.option].title}"


def _division(brief: Brief) -> tuple[str, ...]:
    """What Adjusted Winner would give: who holds which issues, and what each ends with."""
    for settlement in brief.settlements:
        if settlement.points is not None:
            names = {p: said(brief.dossier, p, first=True) for p in settlement.between}
            titles = {issue.id: issue.title for issue in brief.dossier.issues.values()}
            sentences = []
            for party, name in names.items():
                held = [
                    titles[s.issue] + ("" if s.share == 1 else f" ({share_words(s.share)} of it)")
                    for s in settlement.shares
                    if s.party == party and s.share
                ]
                points = number_words(settlement.points[party])
                sentences.append(
                    f"{name} would hold {join_words(held) or 'nothing'}: {points} of its 100 "
                    "points."
                )
            return (*sentences, *left_out_words(brief.dossier, settlement))
    return ()


def _red_lines(brief: Brief) -> tuple[str, ...]:
    sentences = []
    for constraint in brief.constraints:
        owner = brief.dossier.parties[constraint.party].name
        name = f"{owner}: {constraint.line.title or constraint.line.id}"
        if not constraint.is_proven:
            sentences.append(f"{name}. Whether it binds is not proven.")
        elif _is_alone(brief) and not (constraint.is_blocking or constraint.is_moot):
            more = "more" if constraint.is_binding else "no more"
            sentences.append(
                f"{name}. Without it, {said(brief.dossier, constraint.party)} could have {more} by "
                "its own values alone."
            )
        elif constraint.is_blocking:
            sentences.append(f"{name}. It blocks: without it alone, there would be a zone.")
        elif constraint.is_moot:
            sentences.append(f"{name}. {STANDINGS['moot']}")
        elif constraint.is_binding:
            sentences.append(f"{name}. It binds: without it the frontier would be another.")
        else:
            sentences.append(f"{name}. It is slack: the frontier is the same without it.")
    return tuple(sentences)


def _unknowns(brief: Brief) -> tuple[str, ...]:
    dossier = brief.dossier
    silent, is_alone = _silent(brief), _is_alone(brief)
    unpriced = [
        said(dossier, view.party)
        for view in dossier.views.values()
        if view.has_values and view.no_deal is None
    ]
    compared = (
        ""
        if is_alone
        else "; the egalitarian and the utilitarian settlement compare them all the same, and are "
        "shown for those who ask"
    )
    lines = [f"The points of different parties are never compared{compared}."]
    if silent:
        lines.append(f"What packages are worth to {join_words(silent)} is not known here.")
    if unpriced:
        lines.append(f"What no deal is worth to {join_words(unpriced)} is not in the dossier.")
    if brief.footing.numbers_assumed:
        lines.append(
            "Ranges are read at their midpoints: other numbers within them can "
            + (
                "change what is told here."
                if is_alone
                else "move the frontier and the settlements."
            )
        )
    files = [source for source in dossier.sources.values() if source.file]
    absent = [s.title for s in files if s.id not in brief.sources.at_hand]
    if absent:
        lines.append(
            f"Not verified, because the text was not at hand: {join_words(absent)}. "
            "Where the text is at hand, every quotation is checked against it."
        )
    unmarked = [
        source.title
        for source in files
        if source.id in brief.sources.at_hand and source.id not in brief.sources.verified
    ]
    if unmarked:
        lines.append(
            f"Quotations were found, but the dossier gives no SHA-256 to tell whether the text is "
            f"the one that was meant: {join_words(unmarked)}."
        )
    if isinstance(brief.assessed, Unassessed):
        lines.append(brief.assessed.why)
    return tuple(lines)


def _is_alone(brief: Brief) -> bool:
    """True where one bargainer's view alone is known, as where a delegation reads its brief."""
    return len(brief.between) == 1


def _silent(brief: Brief) -> list[str]:
    """The parties of whom it is not known what packages are worth to them."""
    views = brief.dossier.views
    return [
        said(brief.dossier, party.id)
        for party in brief.dossier.parties.values()
        if party.id not in views or not views[party.id].has_values
    ]
