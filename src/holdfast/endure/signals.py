"""What comes to light in a period, and which of several breaches the compact answers."""

from collections.abc import Sequence
from fractions import Fraction

from holdfast.endure.quantity import Number

_ONE = Fraction(1)


def at_least_one(chances: Sequence[Number]) -> Number:
    """The chance that at least one of several independent watchers sees something.

    >>> at_least_one([Fraction(1, 2), Fraction(1, 2)])
    Fraction(3, 4)
    """
    return 1 - none_of(chances)


def none_of(chances: Sequence[Number]) -> Number:
    """The chance that none of several independent things happens."""
    result: Number = _ONE
    for chance in chances:
        result = result * (1 - chance)
    return result


def called(
    groups: Sequence[Sequence[tuple[int, Number]]],
) -> tuple[list[tuple[int, Number]], Number]:
    """Which breach is answered, when several may come to light in one period.

    The gravest is; among equally grave ones each of those seen has the same chance, so that the
    order in which parties are listed favours none of them.

    Args:
        groups: breaches with their chances of being seen, gravest group first.

    Returns:
        The chance of each breach being the one that is answered, and the chance of a quiet period.

    >>> called([[(7, Fraction(1)), (8, Fraction(1))], [(9, Fraction(1, 2))]])
    ([(7, Fraction(1, 2)), (8, Fraction(1, 2)), (9, Fraction(0, 1))], Fraction(0, 1))
    """
    answered: list[tuple[int, Number]] = []
    quiet: Number = _ONE
    for group in groups:
        for place, (breach, chance) in enumerate(group):
            others = [c for k, (_, c) in enumerate(group) if k != place]
            first: Number = Fraction(0)
            for count, weight in enumerate(_count_of(others)):
                first = first + weight * Fraction(1, count + 1)
            answered.append((breach, quiet * chance * first))
        quiet = quiet * none_of([chance for _, chance in group])
    return answered, quiet


def _count_of(chances: Sequence[Number]) -> list[Number]:
    """The chance, for each number from 0 up, that so many of the things happen."""
    counts: list[Number] = [_ONE]
    for chance in chances:
        longer: list[Number] = [Fraction(0)] * (len(counts) + 1)
        for count, weight in enumerate(counts):
            longer[count] = longer[count] + weight * (1 - chance)
            longer[count + 1] = longer[count + 1] + weight * chance
        counts = longer
    return counts
