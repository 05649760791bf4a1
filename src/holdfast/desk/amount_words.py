"""What has to be paid for a package to hold, and what surer eyes would save of it, in sentences."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.input_words import input_words
from holdfast.desk.threshold_words import INNER, full_words
from holdfast.desk.words import join_words, percent_words
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Amounts, Saving

PARTS = {
    Fraction(1, 10): "a tenth",
    Fraction(1, 5): "a fifth",
    Fraction(1, 4): "a quarter",
    Fraction(1, 3): "a third",
    Fraction(2, 5): "two fifths",
    Fraction(1, 2): "half",
    Fraction(3, 5): "three fifths",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
}
NEAR = Fraction(1, 100)


def amounts_words(amounts: "Amounts") -> str:
    """What has to be paid at the least, at signature, and how far that is proven."""
    if amounts.cost is None:
        proven = "proven" if amounts.is_proven_none else "found by the linear program, not proven"
        return f"No payments, however large, make it hold by themselves; {proven}."
    if not amounts.is_enough:
        return f"{figure(amounts.cost)} points may be enough, and that could not be proven."
    if not amounts.cost:
        return "Nothing has to be paid: it holds without any of these amounts, proven."
    total = f"It takes {figure(amounts.cost)} points in all, counted at signature"
    if amounts.is_least:
        return f"{total}; proven to be enough, and proven that nothing less is."
    return f"{total}; proven to be enough, and not proven to be the least."


def amount_rows(dossier: Dossier, amounts: "Amounts") -> list[tuple[str, ...]]:
    """Each amount by name: what the dossier has, and the least in figures that are still enough."""
    return [
        (input_words(dossier, each.lever.name), full_words(each.now), full_words(each.enough))
        for each in amounts.amounts
    ]


def saving_sentences(
    dossier: Dossier, amounts: "Amounts", savings: Sequence["Saving"]
) -> tuple[str, ...]:
    """What each step would save, the most first; those that change nothing are counted.

    Nothing is said where nothing has to be paid.
    """
    if amounts.cost == 0:
        return ()
    telling = [each for each in savings if _changes(each)]
    told = [saving_words(dossier, each) for each in telling]
    still = len(savings) - len(telling)
    if still:
        what = "what has to be paid" if amounts.cost is not None else "that"
        none = f"None of {still} {'other ' if told else ''}steps"
        if still == 1:
            none = "No other step" if told else "No step"
        told.append(
            f"{none}, each of one verifier or guarantor up to ten in a hundred surer, would change "
            f"{what}."
        )
    return tuple(told)


def _changes(saving: "Saving") -> bool:
    return bool(saving.saved) or (saving.before is None) != (saving.after is None)


def saving_words(dossier: Dossier, saving: "Saving") -> str:
    """What one step would save, as a part of what has to be paid, and whether that is exact."""
    return f"If {_step(dossier, saving)}, {_effect(saving)}"


def _step(dossier: Dossier, saving: "Saving") -> str:
    moved = [
        f"“{input_words(dossier, lever.name).translate(INNER)}” were "
        f"{figure(saving.to[lever.name])} instead of {figure(saving.now[lever.name])}"
        for lever in saving.levers
    ]
    return join_words(moved)


def _effect(saving: "Saving") -> str:
    exact = "exact" if saving.is_exact else "not proven: one of the two is not known to be least"
    before, after, saved = saving.before, saving.after, saving.saved
    if before is None and after is None:
        return "there would still be no amounts that are enough."
    if before is None or saved is None:
        if after is None:
            return "no amounts would be enough any more, while they are now."
        return f"{figure(after)} points would be enough, where now no amounts are."
    if not saved:
        return f"what has to be paid would not change ({exact})."
    size = share_words(abs(saving.share)) if saving.share is not None else ""
    way = "smaller" if saved > 0 else "larger"
    by = f"{size} {way}" if size else way
    return (
        f"the amounts {'could' if saved > 0 else 'would have to'} be {by} "
        f"({figure(abs(saved))} of {figure(before)} points; {exact})."
    )


def share_words(share: Fraction) -> str:
    """A part of a whole, by its usual name where it is within one in a hundred of it.

    >>> share_words(Fraction(1, 5)), share_words(Fraction(195, 1000)), share_words(Fraction(7, 100))
    ('a fifth', 'about a fifth', '7.0%')
    """
    nearest = min(PARTS, key=lambda part: abs(part - share))
    if nearest == share:
        return PARTS[nearest]
    if abs(nearest - share) <= NEAR:
        return f"about {PARTS[nearest]}"
    return percent_words(share, 1)


def figure(value: Fraction | float) -> str:
    """A number to four figures, no longer than it needs; the exact one is in the JSON.

    >>> figure(Fraction(3, 5)), figure(11.18447), figure(Fraction(0))
    ('0.6', '11.18', '0')
    """
    number = float(value)
    text = f"{number:.4g}" if abs(number) < 1000 else f"{number:,.0f}"
    return text.replace("-", "\N{MINUS SIGN}") if "e" not in text else text
