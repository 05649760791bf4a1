"""Red lines, trades and ways out in plain sentences, neutral between the parties."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from holdfast.desk.words import (
    demand_words,
    join_words,
    percent_words,
    rounded,
    said,
    whose,
)
from holdfast.dossier import Dossier, RedLine, midpoint

if TYPE_CHECKING:
    from holdfast.bargain import Demand, Relaxation
    from holdfast.bargain.answers import Change, Concession, RedLineEffect, Step, Trade, Trades

STANDINGS = {
    "slack": "It is slack: without it the frontier would be the same.",
    "binding": "It binds: without it the frontier would be another.",
    "blocking": "It blocks: with it there is no zone, and without it there is one.",
    "moot": "It is moot: there is no zone with it, and none without it alone.",
}


def remark_words(dossier: Dossier, effect: "RedLineEffect") -> str:
    """What has to be known with a line's standing; empty where that says it all.

    A line with a price counts at that price, so it can bind where kept at any price it would block;
    a line can be slack only because another rules out the same.
    """
    standing = effect.standing.value
    if effect.price.from_no_deal and standing in {"binding", "slack"}:
        return (
            "It counts at the price that its owner states, and every deal crosses it at that "
            "price; kept whatever it costs, it would leave no deal."
        )
    others = [_owned_line(dossier, *each) for each in covering(dossier, effect.party, effect.line)]
    if standing == "slack" and others:
        rules = "rules" if len(others) == 1 else "each rule"
        covering_lines = join_words(others)
        return (
            f"{covering_lines[0].upper()}{covering_lines[1:]} {rules} out the same, so giving up "
            "this line alone changes nothing."
        )
    return ""


def covering(dossier: Dossier, party: str, line: RedLine) -> tuple[tuple[str, RedLine], ...]:
    """The other lines that say never and rule out all that a line does, with whose they are."""
    return tuple(
        (view.party, other)
        for view in dossier.views.values()
        for other in view.red_lines
        if other.price is None
        and (view.party, other.id) != (party, line.id)
        and all(
            issue in line.never.options and set(line.never.options[issue]) <= set(ruled)
            for issue, ruled in other.never.options.items()
        )
    )


def _owned_line(dossier: Dossier, party: str, line: RedLine) -> str:
    return f"{whose(said(dossier, party))} line “{line.title or line.id}”"


def number_words(value: Fraction) -> str:
    """A number for people: two decimals, no more than it needs.

    >>> number_words(Fraction(395, 6)), number_words(Fraction(5))
    ('65.83', '5')
    """
    text = rounded(value, 2).rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def amount_words(value: Fraction) -> str:
    """So many points."""
    return f"{number_words(value)} {'point' if value == 1 else 'points'}"


def party_name(dossier: Dossier, party: str) -> str:
    """A party as people call it."""
    return dossier.parties[party].name


def option_words(dossier: Dossier, issue: str, option: str) -> str:
    """An option with its issue, in the titles of the dossier."""
    known = dossier.issues[issue]
    return f"{known.title}: “{known.options[option].title}”"


def options_words(dossier: Dossier, options: Mapping[str, str]) -> str:
    """Several options with their issues."""
    return "; ".join(option_words(dossier, issue, option) for issue, option in options.items())


def gain_words(dossier: Dossier, gains: Mapping[str, Fraction]) -> str:
    """What each party gains or loses, those for whom nothing changes left out."""
    parts = [
        f"{party_name(dossier, party)} {'+' if gain > 0 else ''}{number_words(gain)}"
        for party, gain in gains.items()
        if gain
    ]
    return ", ".join(parts) or "nobody gains or loses"


def line_words(dossier: Dossier, effect: "RedLineEffect") -> str:
    """Whose line it is, and which."""
    label = effect.line.title or effect.line.id
    return f"{party_name(dossier, effect.party)}: “{label}”"


def unasked_words(dossier: Dossier, party: str, line: str) -> str:
    """Whose line was left without an answer, and which."""
    known = next(own for own in dossier.views[party].red_lines if own.id == line)
    return f"{party_name(dossier, party)}: “{known.title or known.id}”"


def price_words(dossier: Dossier, effect: "RedLineEffect") -> str:
    """What it would take for the owner to be no worse off crossing its line."""
    owner, price = said(dossier, effect.party), effect.price
    if price.crossed is None:
        return (
            "What crossing it would take cannot be said: the others accept nothing that crosses it."
        )
    if price.points is None:
        return (
            f"What crossing it would take cannot be said: what {owner} would have otherwise is not "
            "known."
        )
    crossing = {**price.crossed.values, **price.crossed.others}[effect.party]
    most = f"by crossing it {owner} can have {amount_words(crossing)} at most"
    if effect.stated:
        most += f", the {number_words(effect.stated)} that crossing costs taken off"
    kept = _kept_words(dossier, effect)
    if not price.points:
        return f"Crossing it is no loss to its owner: {most}, no less than by {kept}."
    return (
        f"Its price: {amount_words(price.points)} would make crossing no loss to {owner}: {most}, "
        f"less than by {kept}."
    )


def _kept_words(dossier: Dossier, effect: "RedLineEffect") -> str:
    """What the owner has by keeping its line, or by walking away where keeping leaves no zone."""
    kept, no_deal = effect.price.kept, dossier.views[effect.party].no_deal
    if kept is not None:
        points = {**kept.values, **kept.others}[effect.party]
        return f"keeping it ({number_words(points)})"
    if no_deal is None:
        return "keeping it"
    return (
        f"walking away ({number_words(no_deal.midpoint)}), for with it kept there is no package "
        "that all accept"
    )


def worth_words(dossier: Dossier, effect: "RedLineEffect") -> str:
    """What the others could have if the line were gone."""
    gains = {party: worth for party, worth in effect.worth.items() if worth}
    if any(worth is None for worth in effect.worth.values()):
        return ""
    if not gains:
        return "Were it gone, nobody else could have more."
    parts = [f"{said(dossier, p)} {amount_words(g)}" for p, g in gains.items() if g]
    return f"Were it gone, others could have up to so much more: {join_words(parts)}."


def curve_words(dossier: Dossier, effect: "RedLineEffect") -> tuple[str, ...]:
    """What each step of giving the line up does to the joint outcome, where it does anything."""
    found = []
    steps = list(effect.curve)
    for before, step in pairwise(steps):
        sentence = _step_words(before, step)
        if sentence:
            found.append(
                f"No longer ruling out {options_words(dossier, step.given_up)} {sentence}."
            )
    return tuple(found)


def _step_words(before: "Step", step: "Step") -> str:
    if step.joint is None or step.joint == before.joint:
        return ""
    if before.joint is None:
        return "opens a zone"
    if step.elasticity is None:
        return f"raises the product of gains from nothing to {number_words(step.joint)}"
    times = f" ({rounded(step.elasticity + 1, 1).removesuffix('.0')} times as much)"
    return (
        f"raises the product of gains from {number_words(before.joint)} to "
        f"{number_words(step.joint)}{times}"
    )


def draft_words(dossier: Dossier, found: "Trades") -> tuple[str, ...]:
    """Where a draft stands: what it breaks, and whether anything dominates it."""
    sentences = []
    if found.objections:
        parts = [demand_words(dossier, demand) for demand in found.objections]
        sentences.append(f"The draft breaks {join_words(parts)}.")
    if found.is_efficient:
        sentences.append(
            "The draft is on the frontier: nothing more can be had for one without loss to another."
        )
    elif found.dominating:
        names = join_words([said(dossier, party) for party in found.between])
        count = len(found.dominating)
        points = "point of the frontier is" if count == 1 else "points of the frontier are"
        sentences.append(f"{count:,} {points} at least as good for {names}, and better for one.")
    elif found.proof.complete:
        sentences.append("No package of the frontier is at least as good for all of them.")
    return tuple(sentences)


def change_words(dossier: Dossier, changes: Sequence["Change"]) -> str:
    """What is settled otherwise: the new option, and the one in whose place it comes."""
    parts = []
    for change in changes:
        known = dossier.issues[change.issue]
        before, after = (known.options[option].title for option in (change.before, change.after))
        parts.append(f"{known.title}: “{after}” for “{before}”")
    return "; ".join(parts)


def roll_words(dossier: Dossier, trade: "Trade") -> str:
    """Who gives on what and gets on what; empty where nobody gives."""
    parts: list[str] = []
    for party in trade.gains:
        gives, gets = (
            join_words([dossier.issues[issue].title for issue in own[party]])
            for own in (trade.gives, trade.gets)
        )
        if gives:
            got = f" and gets on {gets}" if gets else ""
            parts.append(f"{said(dossier, party, first=not parts)} gives on {gives}{got}")
    return f"{'; '.join(parts)}." if parts else ""


def trade_words(dossier: Dossier, trade: "Trade") -> str:
    """A trade in one line: what changes, and who gains how much."""
    return f"{change_words(dossier, trade.changes)} ({gain_words(dossier, trade.gains)})"


def concession_words(dossier: Dossier, own: "Concession") -> str:
    """What one party could give another, what it costs and what it brings."""
    giver, taker = (said(dossier, party) for party in (own.giver, own.taker))
    first, changes = said(dossier, own.giver, first=True), change_words(dossier, own.trade.changes)
    return (
        f"{first} to {taker}: {changes}. It costs {giver} "
        f"{amount_words(own.cost)} and brings {taker} {amount_words(own.gain)}, each its own."
    )


def no_deal_words(dossier: Dossier) -> str:
    """What walking away is worth to whoever has said, which every package of the zone reaches."""
    known = [
        f"{amount_words(midpoint(view.no_deal))} to {said(dossier, party)}"
        for party, view in dossier.views.items()
        if view.no_deal is not None
    ]
    if not known:
        return "What no deal is worth to anybody is not in the dossier."
    return f"Walking away is worth {join_words(known)}; nobody accepts less."


def way_out_words(dossier: Dossier, way: "Relaxation") -> str:
    """What giving up some demands would cost those who make them, as far as that can be said."""
    sentence = join_words([_given_up_words(dossier, way, demand) for demand in way.demands])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _given_up_words(dossier: Dossier, way: "Relaxation", demand: "Demand") -> str:
    if demand.kind.value == "no-deal":
        short, share = way.shortfalls[demand.party], way.shares[demand.party]
        return (
            f"{said(dossier, demand.party)} would take {amount_words(short)} less than no deal is "
            f"worth ({percent_words(share, 1)} of all that lies between the worst package for that "
            "party and the best)"
        )
    return f"{demand_words(dossier, demand)} would be given up (nobody has named a price for it)"
