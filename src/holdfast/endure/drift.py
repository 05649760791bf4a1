"""How resolve and the balance of power move from one period to the next."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from holdfast.endure.compact import Balance, Guarantor, Shifts
from holdfast.endure.quantity import Number

_ONE = Fraction(1)


def step_from(levels: Sequence[str], shifts: Shifts, place: int) -> list[tuple[int, Number]]:
    """The chance of every level next period; what is left over stays put."""
    moves = {levels.index(to): chance for to, chance in shifts.get(levels[place], {}).items()}
    stay: Number = _ONE
    for chance in moves.values():
        stay = stay - chance
    return [(place, stay), *moves.items()]


def balance_after(
    balance: Balance, place: int, committed: Sequence[Shifts]
) -> list[tuple[int, Number]]:
    """The next level of the balance; of several violations that shift it, each tells as often."""
    kernels = committed or [balance.drift]
    share = Fraction(1, len(kernels))
    result: dict[int, Number] = {}
    for kernel in kernels:
        for to, chance in step_from(balance.levels, kernel, place):
            result[to] = result.get(to, Fraction(0)) + chance * share
    return list(result.items())


def resolve_after(
    guarantors: Sequence[Guarantor], places: tuple[int, ...], honoured: dict[int, Number]
) -> list[tuple[tuple[int, ...], Number]]:
    """The next levels of every guarantor's resolve.

    ``honoured`` holds, for the guarantors that were called, the chance that they acted; one that
    did not goes to the level at which the compact counts it afterwards.
    """
    each = [
        _one_after(guarantor, place, honoured.get(k, _ONE))
        for k, (guarantor, place) in enumerate(zip(guarantors, places, strict=True))
    ]
    result: list[tuple[tuple[int, ...], Number]] = []
    for combination in product(*each):
        chance: Number = _ONE
        for _, part in combination:
            chance = chance * part
        result.append((tuple(level for level, _ in combination), chance))
    return result


def _one_after(guarantor: Guarantor, place: int, honoured: Number) -> list[tuple[int, Number]]:
    result: dict[int, Number] = {}
    for to, chance in step_from(guarantor.levels, guarantor.moves, place):
        result[to] = chance * honoured if guarantor.after_shirking else chance
    if guarantor.after_shirking:
        fallen = guarantor.levels.index(guarantor.after_shirking)
        result[fallen] = result.get(fallen, Fraction(0)) + (1 - honoured)
    return list(result.items())
