"""Would it hold, in plain sentences: under these inputs, and neutral between the parties."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.input_words import breach_words, input_words
from holdfast.desk.level_words import BALANCE, level_words, plain_id
from holdfast.desk.words import figure_words, join_words, said
from holdfast.dossier import Dossier
from holdfast.dossier.number import counted

if TYPE_CHECKING:
    from holdfast.endure.outlook import Influence, Robustness, Survival
    from holdfast.endure.results import Break, Situation, Verdict

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


def break_words(dossier: Dossier, period: str, each: "Break") -> str:
    """Who would break it first while all others comply: when, where, by what and for how much."""
    when = "at once"
    if each.period:
        spell = period_words(each.period, period)
        where = situation_words(dossier, each.situation)
        when = f"after {spell} at the earliest ({where})"
    return (
        f"{said(dossier, each.party, first=True)} would break it {when}, by "
        f"“{breach_words(dossier, each.breach)}”, for a gain of {points_words(each.gain)} points "
        "while all others comply."
    )


def points_words(margin: float) -> str:
    """Points to one decimal, with a minus sign that is one; small ones are not told as nothing.

    >>> points_words(309.63), points_words(0.04), points_words(0.0)
    ('309.6', '0.04', '0')
    """
    text = f"{margin:,.1f}" if abs(margin) >= 0.1 or margin == 0 else f"{margin:.1g}"
    return text.removesuffix(".0").replace("-", "\N{MINUS SIGN}")


def period_words(count: float, period: str) -> str:
    """So many periods, and how long one is where that is known.

    >>> period_words(1, "half a year"), period_words(6.5, "period")
    ('1 period of half a year', '6.5 periods')
    """
    plural = "period" if count == 1 else "periods"
    return f"{count:g} {plural}" + ("" if period == "period" else f" of {period}")


def situation_words(dossier: Dossier, situation: "Situation") -> str:
    """Where a compact stands, in the titles of the dossier."""
    told = dossier.day_after
    phases = {phase.id: phase.title for phase in told.phases} if told else {}
    parts = [_standing_words(dossier, situation.standing)]
    if situation.phase:
        parts.insert(0, f"phase “{phases.get(situation.phase) or plain_id(situation.phase)}”")
    parts += [
        f"{said(dossier, party)} {level_words(dossier, party, level)}"
        for party, level in situation.resolve.items()
    ]
    if situation.balance:
        parts.append(f"balance of power “{level_words(dossier, BALANCE, situation.balance)}”")
    return ", ".join(parts)


def _standing_words(dossier: Dossier, standing: str) -> str:
    told = dossier.day_after
    if told is None:
        return standing
    if standing.endswith(" called"):
        breach, _, party = standing.removesuffix(" called").rpartition(" by ")
        return f"“{breach_words(dossier, breach)}” by {said(dossier, party)} just called"
    name, comma, left = standing.partition(", ")
    title = next((r.title for r in told.responses.values() if r.id == name), "")
    if not comma:
        return standing
    count = left.removesuffix(" left")
    spell = left
    if count.isdigit():
        spell = "in its last period" if count == "1" else f"with {count} periods to run"
    return f"“{title or plain_id(name)}” {spell}"


FOREVER = {
    "does-not-hold": ", and may stay so for ever: breaches go on without bringing it down",
    "holds-only-while": ", and may stand for ever: not every breach brings it down",
}


def survival_words(survival: "Survival", holding: str) -> str:
    """For how long it would stand, as the parties would really behave; ``holding`` is the verdict.

    A compact that is broken from the first may stay in force all the same; then that is all that is
    said to stand.
    """
    stands = "its text stays in force" if holding == "does-not-hold" else "it stands"
    if not survival.is_settled:
        medians = [curve.median() for curve in survival.curves]
        known = [median for median in medians if median is not None]
        if len(known) < len(medians):
            half = f"in some of it, {stands} to the horizon more often than not"
        else:
            ends = dict.fromkeys((min(known), max(known)))
            spell = period_words(max(known), survival.period)
            spell = spell if len(ends) == 1 else f"{min(known)} to {spell}"
            half = f"whichever it is, half of the time {stands} for {spell} or longer"
        return (
            "How the parties would behave does not settle: what serves one best changes with what "
            f"the others do, round in a circle, and nothing says where in it they would be; {half}."
        )
    curve = survival.curves[0]
    horizon = period_words(len(curve.standing) - 1, survival.period)
    chance = float(curve.standing[-1])
    sentence = f"Under these inputs {stands} after {horizon} with a chance of {chance:.1%}"
    if curve.mean_periods is None:
        return f"{sentence}{FOREVER.get(holding, ', and may stand for ever')}."
    causes = [f"{CAUSES[c.cause.value]} ({c.share:.0%})" for c in curve.causes if c.share >= 0.005]
    mean = period_words(round(curve.mean_periods, 1), survival.period)
    return f"{sentence}; a breakdown comes after {mean} on average, by {join_words(causes)}."


def chance_words(seen: tuple[Fraction, Fraction]) -> str:
    """The least and the greatest chance that a breach is seen."""
    low, high = (f"{float(end):.0%}" for end in seen)
    return low if low == high else f"{low} to {high}"


def spread_words(robustness: "Robustness") -> str:
    """The share of admissible readings that hold, with its error; said when it was cut short."""
    if not robustness.drawn:
        return "Stopped before any reading was judged, so nothing is known of their share."
    stopped = ""
    if robustness.drawn < robustness.asked:
        stopped = f" Stopped early: {robustness.asked:,} readings were asked for."
    return (
        f"It holds under {robustness.share:.1%} of {robustness.drawn:,} admissible readings "
        f"({robustness.low:.1%} to {robustness.high:.1%} with 95 per cent confidence; seed "
        f"{robustness.seed}). A share of readings, never a probability."
        f"{stopped}"
    )


def hinge_rows(dossier: Dossier, influences: "Sequence[Influence]") -> list[tuple[str, ...]]:
    """The inputs that carry most of the verdict's variation."""
    ranked = sorted(influences, key=lambda each: -each.total)[:10]
    return [
        (input_words(dossier, each.input.name), _part(each.first), _part(each.total))
        for each in ranked
    ]


def _part(estimate: float) -> str:
    """A share by sampling, never below nothing or above all; as it came out it is in the JSON."""
    return f"{min(max(estimate, 0.0), 1.0):.0%}"


def listed_inputs(dossier: Dossier, verdict: "Verdict") -> tuple[str, ...]:
    """Every input by its name: its admissible values, where they are from, and what it is."""
    return tuple(
        f"{each.name}: {figure_words(each.range)}, "
        f"{'assumed' if each.is_assumed else 'with evidence'} ({input_words(dossier, each.name)})"
        for each in verdict.inputs
    )


def proof_words(verdict: "Verdict") -> str:
    """How far the verdict is proven."""
    proof = verdict.proof
    checked = (
        "accepted by the independent checker"
        if proof.is_checked
        else f"not checked independently ({proof.why_not})"
    )
    return (
        f"Tested: {counted(proof.deviations, 'possible breach', 'possible breaches')} in "
        f"{counted(proof.states, 'situation')}; margins "
        f"are right to within {_bound(proof.error)}{_settled(proof.settled)}; "
        f"{checked}. Of {counted(len(verdict.inputs), 'input')} "
        f"{counted(len(verdict.assumed), 'is', 'are')} assumed."
    )


def _bound(error: float) -> str:
    """How far a margin may be off, in words where that is too little to matter."""
    return "a thousandth of a point" if error < 1e-3 else f"{error:.1g} points"


def _settled(count: int) -> str:
    """How many margins were too close to zero for floating point."""
    return f", {count} of them settled in exact arithmetic" if count else ""
