"""Results in plain sentences, neutral between the parties and true to what was proven."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from holdfast.desk.footing import view_numbers
from holdfast.dossier import Dossier, Pattern, Range

if TYPE_CHECKING:
    from holdfast.bargain import Conflict, Demand, Proof, Settlement

EN_DASH = "\N{EN DASH}"


def rounded(value: Fraction, places: int = 0) -> str:
    """A number to so many places: the nearest, and of two as near the one farther from zero.

    It is rounded from the exact fraction, so that equal numbers are written alike.

    >>> rounded(Fraction("0.625"), 2), rounded(Fraction("0.225"), 2), rounded(Fraction("-2.5"))
    ('0.63', '0.23', '-3')
    """
    unit = 10**places
    whole, part = divmod(floor(abs(value) * unit + Fraction(1, 2)), unit)
    sign = "-" if value < 0 and (whole or part) else ""
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")


def percent_words(share: Fraction, places: int = 0) -> str:
    """A share in per cent.

    >>> percent_words(Fraction(1, 8)), percent_words(Fraction(441, 500), 1)
    ('13%', '88.2%')
    """
    return f"{rounded(100 * share, places)}%"


def join_words(parts: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def said(dossier: Dossier, party: str, *, first: bool = False) -> str:
    """A party within a sentence, or as its ``first`` words."""
    known = dossier.parties[party]
    words = known.in_sentences or known.name
    return f"{words[0].upper()}{words[1:]}" if first and known.in_sentences else words


def whose(name: str) -> str:
    """A name as an owner's: one that ends in s takes the apostrophe alone.

    >>> whose("Ukraine"), whose("United States")
    ("Ukraine's", "United States'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def pattern_words(dossier: Dossier, pattern: Pattern) -> str:
    """Which packages a pattern means, in the titles of the dossier."""
    parts = []
    for issue, options in pattern.options.items():
        known = dossier.issues[issue]
        titles = join_words([f"“{known.options[o].title}”" for o in options], "or")
        parts.append(f"{known.title}: {titles}")
    return "; ".join(parts)


def demand_words(dossier: Dossier, demand: "Demand") -> str:
    """One thing that rules packages out, as its owner would recognise it."""
    from holdfast.bargain import Restriction

    if demand.kind is Restriction.LINK:
        link = next(link for link in dossier.links if link.id == demand.id)
        return f"the rule “{link.id}” (never {pattern_words(dossier, link.never)})"
    owner = whose(said(dossier, demand.party))
    if demand.kind is Restriction.NO_DEAL:
        return f"{owner} no-deal value"
    line = next(r for r in dossier.views[demand.party].red_lines if r.id == demand.id)
    label = line.title or line.id
    return f"{owner} red line “{label}” (never {pattern_words(dossier, line.never)})"


def conflict_words(dossier: Dossier, conflict: "Conflict") -> str:
    """Which demands no package meets together."""
    demands = [demand_words(dossier, demand) for demand in conflict.demands]
    if len(demands) == 1:
        sentence = f"No package respects {demands[0]}."
    elif len(demands) == 2:
        sentence = f"No package respects both {demands[0]} and {demands[1]}."
    else:
        sentence = f"No package respects all of: {join_words(demands)}."
    if conflict.is_proven_smallest:
        return sentence + (
            " Without any one of them, some package does." if len(demands) > 1 else ""
        )
    return sentence + " Whether a smaller set conflicts is not proven."


def method_words(proof: "Proof") -> str:
    """By what an answer is proven, or that it is not."""
    from holdfast.bargain import Method

    method = {
        Method.ELIMINATION: f"exact elimination of issues (width {proof.width})",
        Method.SWEEP: "an exact sweep with an integer solver",
        Method.DIVISION: "exact division",
    }[proof.method]
    if not proof.complete:
        reason = f": {proof.limit}" if proof.limit else ""
        return f"Not proven complete{reason}. Found by {method}."
    if not proof.checked:
        return f"Proven by {method}."
    if not proof.unchecked:
        return f"Proven by {method} and accepted by the independent checker."
    count = len(proof.unchecked)
    claim = proof.unchecked[0] if count == 1 else f"{count} claims about all packages together"
    that = "" if count > 1 or claim.startswith(("that ", "the ")) else "that "
    return (
        f"Proven by {method}. The independent checker accepts every package named; it had no "
        f"second way to confirm {that}{claim}."
    )


def reading_words(dossier: Dossier) -> str:
    """How ranges and orders were read, where there are any."""
    ranges, orders = 0, 0
    for view in dossier.views.values():
        orders += sum(1 for values in view.values.values() if values.order)
        ranges += sum(1 for number, _ in view_numbers(view) if not number.is_exact)
    parts = []
    if ranges:
        parts.append(f"{ranges} range{'s' * (ranges > 1)} at the midpoint")
    if orders:
        parts.append(f"{orders} order{'s' * (orders > 1)} as evenly spaced worths")
    return f"Read: {' and '.join(parts)}." if parts else ""


def start_words(settlement: "Settlement") -> str:
    """What the gains of a settlement are counted from."""
    from holdfast.bargain import Start

    starts = set((settlement.start_from or {}).values())
    return {
        frozenset({Start.NO_DEAL}): "no deal",
        frozenset({Start.ZERO}): "zero",
    }.get(frozenset(starts), "the start")


def share_words(share: Fraction) -> str:
    """A share of an issue: ``all``, ``none``, a fraction such as ``1/6``, or a percentage.

    >>> share_words(Fraction(1)), share_words(Fraction(1, 6)), share_words(Fraction(441, 500))
    ('all', '1/6', '88.2%')
    """
    if share in {0, 1}:
        return "all" if share else "none"
    return str(share) if share.denominator <= 12 else percent_words(share, 1)


def figure_words(number: Range) -> str:
    """A number or a range as people write it."""
    return str(number).replace("..", EN_DASH)
