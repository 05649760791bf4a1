"""How much of a lever is needed, in words: what is shown, put in, holds."""

from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.input_words import input_words
from holdfast.desk.words import join_words
from holdfast.dossier import Dossier, exact_decimal, in_figures
from holdfast.dossier.number import counted

if TYPE_CHECKING:
    from holdfast.endure.backstop import Fix, Spell, Threshold
    from holdfast.endure.inputs import Input

INNER = str.maketrans("“”", "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}")
"""Quotation marks inside a quotation."""

FIGURES, MOST_FIGURES = 4, 15


def fix_words(dossier: Dossier, fix: "Fix") -> str:
    """One lever that would make it hold by itself."""
    return threshold_words(dossier, fix.threshold)


def threshold_words(dossier: Dossier, threshold: "Threshold") -> str:
    """How much of a lever is needed, and where it stands."""
    words = input_words(dossier, threshold.lever.name).translate(INNER)
    name, now = f"“{words}”", full_words(threshold.now)
    if threshold.turn.value in {"always", "never"}:
        return f"{name}{_unturned(threshold)}"
    proven = "" if threshold.is_proven else ", not proven"
    if threshold.turns > 1:
        whole = join_words([_stretch(threshold, *each) for each in threshold.stretches], "or")
        return f"It holds while {name} is {whole}{proven}; it is {now} now."
    return f"{name} must be {needed_words(threshold)}{proven}; it is {now} now."


def least_words(dossier: Dossier, least: "Threshold | Spell") -> str:
    """How much of a lever is needed, or for how long a response must last."""
    from holdfast.endure.backstop import Spell

    if isinstance(least, Spell):
        return spell_words(dossier, least)
    return threshold_words(dossier, least)


def spell_words(dossier: Dossier, spell: "Spell") -> str:
    """For how many periods a response must last, and how far shorter ones were tried."""
    told = dossier.day_after
    title = told.responses[spell.response].title if told is not None else ""
    name, proven = f"“{title or spell.response}”", "" if spell.is_proven else ", not proven"
    now = f"it lasts {_lasting(spell.now)} now"
    shorter = [each for each in spell.tried if each is not None]
    if not spell.is_enough:
        return (
            f"However long {name} lasts is not enough by itself: it holds neither with one for good"
            f" nor with one of {join_words([str(each) for each in shorter], 'or')} periods{proven};"
            f" {now}."
        )
    below = max((e for e in shorter if spell.periods is None or e < spell.periods), default=None)
    fails = f", and does not when it lasts {_lasting(below)}" if below is not None else ""
    return f"It holds when {name} lasts {_lasting(spell.periods)}{fails}{proven}; {now}."


def _lasting(periods: int | None) -> str:
    return "for good" if periods is None else counted(periods, "period")


def lever_words(dossier: Dossier, fix: "Fix") -> str:
    """A lever and how far it must go, as short as can be."""
    return f"{input_words(dossier, fix.threshold.lever.name)}, {far_words(fix.threshold)}"


def far_words(threshold: "Threshold") -> str:
    """How far a lever must go, and what it means where a chance goes to its end."""
    extreme = ""
    if threshold.lever.sort.value in {"chance", "help"}:
        ends = {Fraction(0): ", so never", Fraction(1): ", so always"}
        extreme = ends.get(threshold.holds_at, "")
    return f"{needed_words(threshold)}{extreme}"


def needed_words(threshold: "Threshold") -> str:
    """On which side of what a lever must be; a side with nothing beyond it is left out."""
    is_least = threshold.turn.value == "at-least"
    needed = _measured(threshold, holding(threshold))
    if threshold.holds_at == _bound(threshold.lever, is_least=is_least):
        return needed
    return f"at {'least' if is_least else 'most'} {needed}"


def _bound(each: "Input", *, is_least: bool) -> Fraction | None:
    """The greatest or the least that an input can be at all, where there is such a thing."""
    from holdfast.endure.inputs import Sort

    if is_least:
        return each.highest if each.sort is not Sort.DISCOUNT else None
    return each.lowest if each.sort is not Sort.HELP else None


def holding(threshold: "Threshold") -> Fraction:
    """The turn to a few digits, rounded to the side on which it holds, and not beyond it."""
    up = threshold.turn.value == "at-least"
    stretch = next((e for e in threshold.stretches if threshold.holds_at in e), threshold.searched)
    return rounded_within(threshold.holds_at, stretch[1 if up else 0], up=up)


def rounded_within(value: Fraction, limit: Fraction, *, up: bool) -> Fraction:
    """A number to four figures or as many more as keep it within a limit, up or down.

    >>> rounded_within(Fraction(2, 3), Fraction(1), up=True)
    Fraction(6667, 10000)
    >>> rounded_within(Fraction(2, 3), Fraction(1, 2), up=False)
    Fraction(3333, 5000)
    """
    for figures in range(FIGURES, MOST_FIGURES):
        found = in_figures(value, figures, up=up)
        if (found <= limit) if up else (found >= limit):
            return found
    return value


def full_words(value: Fraction) -> str:
    """A number in full, to six figures at the most, with a minus sign that is one.

    >>> full_words(Fraction(3145728)), full_words(Fraction(1, 3)), full_words(Fraction(1, 2))
    ('3,145,728', '0.333333', '0.5')
    """
    exact = exact_decimal(value)
    if "/" in exact or len(exact) > 20:
        exact = f"{float(value):.6g}"
        exact = exact if "e" not in exact else exact_decimal(Fraction(exact))
    whole, dot, part = exact.removeprefix("-").partition(".")
    sign = "\N{MINUS SIGN}" if exact.startswith("-") else ""
    return f"{sign}{int(whole):,}{dot}{part}"


def unit(each: "Input") -> str:
    """What an amount is counted in; empty for what is a chance, a share or a discount."""
    return "points" if each.is_in_points else ""


def _measured(threshold: "Threshold", value: Fraction) -> str:
    points = unit(threshold.lever)
    return f"{full_words(value)}{f' {points}' if points else ''}"


def _stretch(threshold: "Threshold", low: Fraction, high: Fraction) -> str:
    """From where to where it holds; towards an end of what was searched it goes on."""
    least, most = rounded_within(low, high, up=True), rounded_within(high, low, up=False)
    if low == threshold.searched[0]:
        return f"at most {_measured(threshold, most)}" if high > low else full_words(low)
    if high == threshold.searched[1]:
        return f"at least {_measured(threshold, least)}" if high > low else full_words(low)
    return f"from {full_words(least)} to {_measured(threshold, most)}"


def _unturned(threshold: "Threshold") -> str:
    """What was tried without a turn of the verdict: only the ends of the range are proven."""
    low, high = (full_words(end) for end in threshold.searched)
    proven = "proven at the two ends, and not between" if threshold.is_proven else "not proven"
    if threshold.turn.value == "always":
        return (
            f" turned nothing: it holds at both ends of its range ({low} to {high}) and at every "
            f"value tried between; {proven}."
        )
    return (
        f" is not enough by itself: it holds at neither end of its range ({low} to {high}) and at "
        f"no value tried between; {proven}."
    )
