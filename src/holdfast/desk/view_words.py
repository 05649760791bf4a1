"""Robustness, the agenda and leakage in plain sentences."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from holdfast.desk.question_words import (
    amount_words,
    number_words,
    option_words,
    options_words,
    party_name,
)
from holdfast.desk.words import (
    EN_DASH,
    figure_words,
    join_words,
    pattern_words,
    percent_words,
    rounded,
)
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.bargain.agenda_answers import Agenda, AgendaItem, TrackHarvest
    from holdfast.bargain.judgments import Judgment
    from holdfast.bargain.leakage_answers import Inference, Leak
    from holdfast.bargain.robust_answers import (
        DrawnShare,
        Draws,
        Extent,
        Influence,
        Outlook,
        Robustness,
        WorstCase,
    )


def share_interval(own: "DrawnShare") -> str:
    """A share of drawn views with its interval, in per cent."""
    low, high = _outward(Fraction(own.low), floor), _outward(Fraction(own.high), ceil)
    return f"{_drawn(own.share)} ({low}{EN_DASH}{high})"


def _outward(end: Fraction, way: Callable[[Fraction], int]) -> str:
    """An end of an interval in per cent, never within it: to a tenth beside 0 and 100.

    >>> _outward(Fraction("0.9962"), floor), _outward(Fraction("0.871"), ceil)
    ('99.6', '88')
    """
    unit = 1 if Fraction(1, 100) <= end <= Fraction(99, 100) else 10
    return rounded(Fraction(way(100 * unit * end), unit), 1).removesuffix(".0")


def _drawn(share: Fraction) -> str:
    """A share of drawn views, which is all or none of them only where it says so.

    >>> _drawn(Fraction(1)), _drawn(Fraction(999, 1000)), _drawn(Fraction(1, 10**5))
    ('100%', '99.9%', 'under 0.1%')
    """
    if Fraction(1, 100) <= share <= Fraction(99, 100) or share in {0, 1}:
        return percent_words(share)
    if share < Fraction(1, 1000):
        return "under 0.1%"
    return "over 99.9%" if share > Fraction(999, 1000) else percent_words(share, 1)


def drawn_words(dossier: Dossier, draws: "Draws") -> str:
    """How views were drawn, and what a share of them does not say."""
    from holdfast.bargain.judgments import judgments

    if not judgments(dossier):
        return (
            "Every number of the dossier is exact, so there is one admissible view alone, and no "
            "share says how sure anybody is of it."
        )
    return (
        f"{draws.count:,} views were drawn ({draws.distribution}, seed {draws.seed}), each range "
        f"in {draws.resolution:,} steps; in brackets, the interval that holds the true share in 95 "
        "of 100 such samples. A range says what could be defended, not how likely it is."
    )


def extent_words(found: "Robustness") -> tuple[str, ...]:
    """How many packages all accept for certain, and how many they may accept."""
    necessary, possible = (
        _count(extent, is_proven=found.proof.complete)
        for extent in (found.necessary, found.possible)
    )
    return (
        f"Acceptable to all under every admissible view: {necessary}.",
        f"Acceptable to all under some admissible views: {possible}.",
    )


def _count(extent: "Extent", *, is_proven: bool) -> str:
    if not extent.count:
        return "no package" if is_proven else "no package was found"
    at_least = "" if extent.at_most is None else "at least "
    return f"{at_least}{extent.count:,} {'package' if extent.count == 1 else 'packages'}"


def worst_case_words(dossier: Dossier, worst: "WorstCase") -> str:
    """What the best worst case leaves each party."""
    parts = []
    for party, gain in worst.gains.items():
        name = party_name(dossier, party)
        side = "below" if gain < 0 else "above"
        parts.append(f"{name} {amount_words(abs(gain))} {side} no deal")
    return f"If every judgment erred against it, it would leave {join_words(parts)}."


def judgment_words(dossier: Dossier, judgment: "Judgment") -> str:
    """A judgment as a mediator would ask for it."""
    owner, view = party_name(dossier, judgment.party), dossier.views[judgment.party]
    match judgment.route:
        case ("no_deal",):
            what = "the worth of no deal"
        case ("values", issue, "weight"):
            what = f"how much it cares for {dossier.issues[issue].title}"
        case ("values", issue, "order"):
            what = f"how far apart it sees the options of {dossier.issues[issue].title}"
        case ("values", issue, "worth", option):
            what = f"the worth of {option_words(dossier, issue, option)}"
        case ("red_lines", id_, _):
            line = next(own for own in view.red_lines if own.id == id_)
            what = f"the price of its red line “{line.title or line.id}”"
        case ("together", place):
            what = f"the worth together of {pattern_words(dossier, view.together[int(place)].when)}"
        case (_, place):
            cost = view.political_costs[int(place)]
            what = f"the political cost of {pattern_words(dossier, cost.when)}"
        case _:
            what = " ".join(judgment.route)
    return f"{owner}: {what}"


def influence_row(dossier: Dossier, own: "Influence") -> tuple[str, ...]:
    """A judgment, its range, and what learning it would do to the recommendation."""
    known = "in order" if own.judgment.is_order else figure_words(own.judgment.range)
    about = "" if not own.drawn else f" of {own.drawn}"
    return (
        judgment_words(dossier, own.judgment),
        known,
        f"{percent_words(own.share)}{about}",
        number_words(own.issues),
    )


def outlook_rows(dossier: Dossier, found: "Outlook") -> list[tuple[str, str]]:
    """For each issue, the options recommended in one view of twenty or more, by how often."""
    rows = []
    for issue, shares in found.options.items():
        known = dossier.issues[issue]
        likely = sorted(shares.items(), key=lambda pair: -pair[1])
        parts = [f"{known.options[o].title} {percent_words(s)}" for o, s in likely if s * 20 >= 1]
        rows.append((known.title, "; ".join(parts)))
    return rows


def outlook_words(found: "Outlook") -> str:
    """In how many drawn views there is a zone, and the same package is recommended."""
    if not found.packages:
        return f"{_zone_words(found)}, so no package is recommended."
    count = len(found.packages)
    different = f"{count:,} different {'package is' if count == 1 else 'packages are'} recommended"
    if found.same is None:
        return (
            f"{_zone_words(found)}. {different} under these; at the middle of all ranges there is "
            "no zone, and so no package to compare them with."
        )
    return (
        f"{_zone_words(found)}, and {share_interval(found.same)} recommend the same package as the "
        f"middle of all ranges. {different}."
    )


def _zone_words(found: "Outlook") -> str:
    return f"Of {found.done:,} drawn views, {share_interval(found.zone)} have a zone"


def item_words(dossier: Dossier, item: "AgendaItem") -> str:
    """One issue of the suggested order, with the reason for its place."""
    issue = dossier.issues[item.issue]
    if item.option is not None:
        shares = join_words(
            [f"{party_name(dossier, p)} {percent_words(s)}" for p, s in item.shares.items()]
        )
        return (
            f"{option_words(dossier, item.issue, item.option)}. Settled so, it closes off nothing; "
            f"it gives {shares} of what each could have on it."
        )
    if item.loss is None:
        return f"{issue.title}. What settling it first would lose is not known."
    return (
        f"{issue.title}. Leave it to the package: settled alone it would cost somebody "
        f"{percent_words(item.loss)} or more of what could be gained."
    )


def track_words(dossier: Dossier, found: "TrackHarvest") -> tuple[str, ...]:
    """What settling a whole track first would keep and lose."""
    title, best = dossier.tracks[found.track].title, found.best
    way = options_words(dossier, best.settled)
    if best.is_free:
        return (f"{title}: can be settled first at no loss ({way}).",)
    if best.loss is None:
        return (f"{title}: no way was found to settle it that leaves anything acceptable.",)
    how = "" if found.is_proven else " in the best way found"
    least = "at least " if found.is_proven else ""
    sentences = [
        f"{title}: settled first{how}, it costs somebody {least}{percent_words(best.loss)} of what "
        f"could be gained ({way}); {best.kept} of {best.whole} points of the frontier are left."
    ]
    joint = found.joint
    if joint.joint == 1 and best.joint != 1:
        sentences.append(
            f"The joint outcome itself is kept by {options_words(dossier, joint.settled)}."
        )
    if not found.no_free_way:
        sentences.append("Whether another way would lose nothing is not proven.")
    return tuple(sentences)


def agenda_words(found: "Agenda") -> str:
    """How much can be settled early."""
    settled = sum(item.option is not None for item in found.order)
    points = "point" if found.count == 1 else "points"
    if not found.proof.complete:
        return (
            f"Points of the frontier found so far: {found.count:,}; there may be more. {settled} "
            f"of {len(found.order)} issues were found that can be settled one after the other "
            "without closing off any of these."
        )
    return (
        f"The frontier has {found.count:,} {points}. {settled} of {len(found.order)} issues can be "
        "settled one after the other without closing off any of them."
    )


def leak_words(dossier: Dossier, leak: "Leak") -> tuple[str, ...]:
    """What could be inferred about one party."""
    subject = party_name(dossier, leak.subject)
    sentences = []
    if leak.broken:
        sentences.append(
            f"It breaks what {subject} rules out in public, so nothing can be inferred from it."
        )
    for own in leak.inferences:
        sentences += _inference_words(dossier, leak, own)
    if len(leak.inferences) > 1 and all(own.fits_none for own in leak.inferences):
        sentences.append(
            f"It is what would be proposed if {subject} had no private red line, so that it is the "
            "best by some measure tells nothing more."
        )
    if leak.departures:
        issues = join_words([dossier.issues[issue].title for issue in leak.departures])
        sentences.append(f"It would show that {subject} may leave its public stance on {issues}.")
    lines = {line.id: line for line in dossier.views[leak.subject].red_lines}
    for crossed in leak.crossed:
        line = lines[crossed.id]
        kind = "public" if crossed.is_public else "private"
        named = f"“{line.title or line.id}”"
        sentences.append(f"It crosses a {kind} red line of {subject} that has a price: {named}.")
    if leak.views is not None:
        sentences.append(
            f"{subject} would accept it in {share_interval(leak.views)} of the views that are "
            "admissible; one who judges as this dossier does would know that it holds one of those."
        )
    return tuple(sentences)


PRESUMED = {
    "open": "If the mediator proposes nothing that a party rules out",
    "frontier": "If the mediator proposes only what is on the frontier",
    "nash": "If the mediator proposes the Nash settlement",
}


def _much(own: "Inference") -> str:
    """In a word, what is learned of one party: much where less than half of the doubt is left."""
    if 4 * own.after > 3 * own.before:
        return "little"
    return "something" if 2 * own.after > own.before else "much"


def _inference_words(dossier: Dossier, leak: "Leak", own: "Inference") -> list[str]:
    said = _learned_words(dossier, leak, own)
    if said and not own.is_proven:
        said.append("Not everything was looked at, so these counts are not proven.")
    return said


def _learned_words(dossier: Dossier, leak: "Leak", own: "Inference") -> list[str]:
    subject = party_name(dossier, leak.subject)
    presumed = PRESUMED[own.presumption.value]
    if own.fits_none:
        if own.presumption.value != "open":
            return []
        count = len(leak.cleared)
        return [
            f"{presumed}, {_much(own)} is learned: {own.after:,} of {own.before:,} hypotheses "
            f"about private red lines of {subject} remain ({own.bits:.2f} bits); {count} "
            f"{'option is' if count == 1 else 'options are'} known not to be ruled out."
        ]
    if not own.explanations and not own.after:
        if own.has_all_explanations:
            return [f"{presumed}: no private red line of {subject} explains the proposal."]
        return [
            f"{presumed}: no red line of {subject} on one issue explains the proposal; whether "
            "several together would is not proven."
        ]
    bits = "" if own.bits is None else f" ({own.bits:.2f} bits)"
    sentences = [
        f"{presumed}, {_much(own)} is learned: {subject} must have ruled something better out. "
        f"{own.after:,} of {own.before:,} hypotheses of one issue remain{bits}"
        + _explanations_words(own)
    ]
    common = set.intersection(*map(set, own.explanations)) if own.explanations else set()
    if common and own.has_all_explanations:
        options = "; ".join(option_words(dossier, *each) for each in sorted(common))
        all_of_them = "It has" if len(own.explanations) == 1 else "All of them have"
        sentences.append(f"{all_of_them} {subject} rule out {options}.")
    return sentences


def _explanations_words(own: "Inference") -> str:
    """How many ways there are to explain a proposal, at the end of a sentence."""
    count = len(own.explanations)
    one = count == 1
    if own.has_all_explanations:
        return f"; {count} smallest explanation{'' if one else 's'} in all." if count else "."
    if count:
        found = "explanation was" if one else "explanations were"
        return f"; {count} smallest {found} found, and there may be more."
    return "; what several options together would explain it was not found out."
