"""The course that a guarantor's resolve takes: as given, steady, or gone after a while."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from holdfast.dossier import Basis
from holdfast.dossier.day_after import How, Resolve, ResolveCase, Shifts
from holdfast.endure import compact as run
from holdfast.endure.inputs import Register, Sort
from holdfast.endure.quantity import Number

GONE = "gone"


def draw_shifts(
    register: Register, name: str, shifts: Shifts, basis: Basis
) -> dict[str, dict[str, Number]]:
    """Read every chance of moving from one level to another."""
    return {
        level: {
            to: register(f"{name}.{level}.{to}", chance, Sort.CHANCE, basis)
            for to, chance in moves.items()
        }
        for level, moves in shifts.items()
    }


def resolve_for(resolve: Resolve, package: Mapping[str, str]) -> Resolve:
    """A guarantor's resolve as it is for a package: the first variant that matches changes it."""
    variant = next((v for v in resolve.variants if v.when.matches(package)), None)
    if variant is None:
        return resolve
    return replace(
        resolve,
        start=resolve.start if variant.start is None else variant.start,
        moves=resolve.moves if variant.moves is None else variant.moves,
        honours=resolve.honours if variant.honours is None else variant.honours,
        shirk_loss=resolve.shirk_loss if variant.shirk_loss is None else variant.shirk_loss,
    )


def draw_guarantor(
    register: Register, resolve: Resolve, case: ResolveCase | None = None
) -> run.Guarantor:
    """A guarantor whose resolve takes the course that a case says, or else the dossier's own."""
    name, basis = f"guarantors.{resolve.party}", resolve.numbers
    how = case.how if case is not None else How.AS_GIVEN
    levels, honours = _levels_met(resolve, how), {}
    for level in levels:
        if level in resolve.honours:
            chance = resolve.honours[level]
            honours[level] = register(f"{name}.honours.{level}", chance, Sort.HELP, basis)
    moves: Mapping[str, Mapping[str, Number]] = {}
    start = resolve.start
    if how is How.AS_GIVEN:
        moves = draw_shifts(register, f"{name}.moves", resolve.moves, basis)
    elif how is How.GONE and case is not None:
        start, levels, honours, moves = _countdown(resolve, levels, honours, case.after)
    return run.Guarantor(
        player=resolve.party,
        levels=levels,
        start=start,
        moves=moves,
        honours=honours,
        moods=_moods(register, resolve),
        shirk_loss=register(f"{name}.shirk_loss", resolve.shirk_loss, Sort.AMOUNT, basis),
        after_shirking=resolve.after_shirking,
    )


def _levels_met(resolve: Resolve, how: How) -> tuple[str, ...]:
    """The levels that the course can meet at all; the others would only make states."""
    if how is How.AS_GIVEN:
        met, waiting = {resolve.start}, [resolve.start]
        if resolve.after_shirking and resolve.after_shirking not in met:
            met.add(resolve.after_shirking)
            waiting.append(resolve.after_shirking)
        while waiting:
            for to in resolve.moves.get(waiting.pop(), {}):
                if to not in met:
                    met.add(to)
                    waiting.append(to)
        return tuple(level for level in resolve.levels if level in met)
    kept = [resolve.start]
    if resolve.after_shirking and resolve.after_shirking != resolve.start:
        kept.append(resolve.after_shirking)
    return tuple(kept)


def _countdown(
    resolve: Resolve, levels: tuple[str, ...], honours: dict[str, Number], periods: int
) -> tuple[str, tuple[str, ...], dict[str, Number], dict[str, dict[str, Number]]]:
    """As at the start for so many periods, and gone for good after them."""
    left = [f"{resolve.start}-{k}" for k in range(periods, 0, -1)]
    others = tuple(level for level in levels if level not in {resolve.start, GONE})
    sure: Number = Fraction(1)
    chances = {level: honours[resolve.start] for level in left if resolve.start in honours}
    chances |= {level: honours[level] for level in others if level in honours}
    course = [*left, GONE]
    moves = {here: {after: sure} for here, after in pairwise(course)}
    return course[0], (*course, *others), chances, moves


def _moods(register: Register, resolve: Resolve) -> tuple[run.Mood, ...]:
    if not resolve.moods:
        return run.STEADY_MOOD
    name = f"guarantors.{resolve.party}.moods"
    drawn = [
        (
            mood.times.midpoint,
            run.Mood(
                mood.chance.low,
                register(f"{name}.{k}.times", mood.times, Sort.AMOUNT, resolve.numbers),
            ),
        )
        for k, mood in enumerate(resolve.moods)
    ]
    return tuple(mood for _, mood in sorted(drawn, key=lambda pair: pair[0]))
