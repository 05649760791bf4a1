"""Who watches at a moment, what can be breached then, and what of it would be seen."""

from collections.abc import Iterator
from fractions import Fraction

from holdfast.endure.compact import Compact, Instrument, Kind
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.quantity import Number
from holdfast.endure.signals import at_least_one

_SURE = (Kind.ATTACK, Kind.WITHHOLD)
NOTHING: frozenset[str] = frozenset()


def gone(compact: Compact, moment: Moment) -> frozenset[str]:
    """The guarantors whose resolve stands at a level where no help ever comes.

    None after a collapse, when nobody asks any more.
    """
    levels = zip(compact.guarantors, moment.resolve, strict=False)
    return frozenset(each.player for each, place in levels if each.is_gone(each.levels[place]))


def at_work(
    compact: Compact, moment: Moment, neglected: frozenset[str] = NOTHING
) -> Iterator[Instrument]:
    """The instruments whose providers are there and do not neglect them."""
    absent = gone(compact, moment)
    for instrument in compact.instruments:
        if instrument.id not in neglected and instrument.provider not in absent:
            yield instrument


def open_violations(compact: Compact, moment: Moment) -> tuple[int, ...]:
    """The places of the violations that could be committed at a moment."""
    if moment.mode is Mode.IN_FORCE:
        chosen = (k for k, v in enumerate(compact.violations) if moment.step in v.steps)
    elif moment.mode is Mode.ANSWERING:
        name = compact.responses[moment.response].id
        chosen = (k for k, v in enumerate(compact.violations) if name in v.in_responses)
    else:
        return ()
    return tuple(k for k in chosen if not _is_idle(compact, k, moment))


def _is_idle(compact: Compact, place: int, moment: Moment) -> bool:
    """Nobody can neglect an instrument that left with its provider."""
    violation = compact.violations[place]
    return violation.kind is Kind.NEGLECT and violation.player in gone(compact, moment)


def seen(
    compact: Compact, place: int, moment: Moment, neglected: frozenset[str] = NOTHING
) -> Number:
    """The chance that a violation, if committed, comes to light in the period."""
    violation = compact.violations[place]
    if violation.kind in _SURE:
        return Fraction(1)
    watchers = at_work(compact, moment, neglected)
    return at_least_one(
        [violation.own_eyes, *(w.sees.get(violation.id, Fraction(0)) for w in watchers)]
    )


def falsely_seen(
    compact: Compact, place: int, moment: Moment, neglected: frozenset[str] = NOTHING
) -> Number:
    """The chance that a violation is reported in a period in which it was not committed."""
    violation = compact.violations[place]
    if violation.kind in _SURE:
        return Fraction(0)
    watchers = at_work(compact, moment, neglected)
    errors = [w.false_alarm.get(violation.id, Fraction(0)) for w in watchers]
    return at_least_one([violation.false_alarm, *errors])


def is_answered(compact: Compact, place: int) -> bool:
    """True when anything at all follows once the violation is seen."""
    violation = compact.violations[place]
    return bool(violation.then) or any(
        instrument.charge(violation) is not None for instrument in compact.instruments
    )
