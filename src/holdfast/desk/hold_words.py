"""Would it hold, in plain sentences: under these inputs, and neutral between the parties."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.words import join_words
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Fix, Menu, MenuCell, Threshold
    from holdfast.endure.outlook import Influence, Robustness, Survival
    from holdfast.endure.results import Break, Verdict

HOLDING = {
    "holds": "It holds: under these inputs nobody ever gains by breaking it, whatever happens.",
    "holds-only-while": "It holds only while things stay as they are: somebody gains by breaking "
    "it once something changes, or after somebody's breach.",
    "does-not-hold": "It does not hold: somebody gains by breaking it in the very first period.",
    "undecided": "Undecided: some margin is too close to zero to tell its side.",
}

RESTS = {
    "interest": "interest",
    "consequence": "consequence",
    "partly-trust": "partly trust",
    "trust": "trust alone",
    "undecided": "undecided",
}

SHORT = {
    "holds": "holds",
    "holds-only-while": "only while",
    "does-not-hold": "does not hold",
    "undecided": "undecided",
}

CAUSES = {
    "false-alarm": "a false alarm",
    "breach": "a breach that was answered",
    "wavering": "wavering resolve",
    "shift-of-power": "a shift of power",
    "wavering-with-shift": "wavering resolve and a shift of power together",
    "wavering-or-shift": "wavering resolve or a shift of power, each by itself",
    "interest": "a breach that pays from the first",
}


def holding_words(verdict: "Verdict") -> str:
    """The verdict in a sentence, with what of it rests on trust."""
    sentence = HOLDING[verdict.holding.value]
    count, whole = len(verdict.on_trust), len(verdict.obligations)
    if not whole:
        return sentence
    if not count:
        return f"{sentence} None of its {whole} obligations rests on trust."
    return f"{sentence} Of its {whole} obligations {count} rest on trust alone, wholly or in part."


def break_words(dossier: Dossier, verdict: "Verdict", each: "Break") -> str:
    """Who would break it first, when, by what and for how much."""
    when = (
        "at once" if each.period == 0 else f"after {each.period} {verdict.period}s at the earliest"
    )
    return (
        f"{dossier.parties[each.party].name} would break it {when}, by “{each.breach}”, "
        f"for a gain of {each.gain:.2f} points."
    )


def survival_words(survival: "Survival") -> str:
    """For how long it would stand, as the parties would really behave."""
    if not survival.is_settled:
        return "Behaviour goes round in a circle; nothing says for how long it would stand."
    curve = survival.curves[0]
    horizon = len(curve.standing) - 1
    chance = float(curve.standing[-1])
    sentence = f"It stands after {horizon} {survival.period}s with a chance of {chance:.1%}"
    if curve.mean_periods is None:
        return f"{sentence}, and may stand for ever."
    causes = [f"{CAUSES[c.cause.value]} ({c.share:.0%})" for c in curve.causes]
    return (
        f"{sentence}; a breakdown comes after {curve.mean_periods:.1f} {survival.period}s on "
        f"average, by {join_words(causes)}."
    )


def trust_rows(dossier: Dossier, verdict: "Verdict") -> list[tuple[str, ...]]:
    """Every obligation: who sees a breach, with what chance, and what keeping it rests on."""
    return [
        (
            dossier.parties[each.party].name,
            each.title,
            join_words(each.verifiers) or "nobody",
            _chance(each.seen),
            f"{each.worst.margin:.2f}",
            RESTS[each.rests.value],
        )
        for each in verdict.obligations
    ]


def _chance(seen: tuple[Fraction, Fraction]) -> str:
    low, high = (f"{float(end):.0%}" for end in seen)
    return low if low == high else f"{low} to {high}"


def fix_words(fix: "Fix") -> str:
    """One lever that would make it hold by itself."""
    return f"{fix.kind}: {threshold_words(fix.threshold)}"


def threshold_words(threshold: "Threshold") -> str:
    """How much of a lever is needed, and where it stands."""
    name, now = threshold.lever.name, float(threshold.now)
    if threshold.turn.value == "always":
        return f"{name} does not matter: it holds wherever that stands."
    if threshold.turn.value == "never":
        return f"{name} is not enough: it does not hold wherever that stands."
    side = "at least" if threshold.turn.value == "at-least" else "at most"
    exact = "" if threshold.is_exact else " (to the digits shown)"
    proven = "" if threshold.is_proven else ", not proven"
    needed = f"{float(threshold.holds_at):.6g}{exact}{proven}"
    return f"{name} must be {side} {needed}; it is {now:.6g} now."


def menu_rows(dossier: Dossier, menu: "Menu") -> list[tuple[str, ...]]:
    """One row a guarantee, one column a course of resolve."""
    return [
        (item.title, *(_cell(dossier, menu.cell(item.id, case.id)) for case in menu.cases))
        for item in menu.items
    ]


def _cell(dossier: Dossier, cell: "MenuCell") -> str:
    parts = [SHORT[cell.verdict.holding.value]]
    margins = [margin.cheapest.margin for margin in cell.verdict.margins]
    if margins:
        parts.append(f"margin {min(margins):.1f}")
    if cell.verdict.first_to_break:
        first = cell.verdict.first_to_break[0]
        parts.append(f"first {dossier.parties[first.party].name}")
    if cell.least_fix is not None:
        parts.append(f"least fix {cell.least_fix.threshold.lever.name}")
    return "; ".join(parts)


def spread_words(robustness: "Robustness") -> str:
    """The share of admissible readings that hold, with its error."""
    return (
        f"It holds under {robustness.share:.1%} of {robustness.drawn:,} admissible readings "
        f"({robustness.low:.1%} to {robustness.high:.1%} with 95 per cent confidence; seed "
        f"{robustness.seed}). A share of readings, never a probability."
    )


def hinge_rows(influences: "Sequence[Influence]") -> list[tuple[str, ...]]:
    """The inputs that carry most of the verdict's variation."""
    ranked = sorted(influences, key=lambda each: -each.total)[:10]
    return [(each.input.name, f"{each.first:.0%}", f"{each.total:.0%}") for each in ranked]


def proof_words(verdict: "Verdict") -> str:
    """How far the verdict is proven."""
    proof = verdict.proof
    checked = (
        "accepted by the independent checker"
        if proof.is_checked
        else f"not checked independently ({proof.why_not})"
    )
    return (
        f"Tested: {proof.deviations:,} possible breaches in {proof.states:,} situations; margins "
        f"are right to {proof.error:.1g}, {proof.settled} of them settled in exact arithmetic; "
        f"{checked}. Of {len(verdict.inputs)} inputs {len(verdict.assumed)} are assumed."
    )
