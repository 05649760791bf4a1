"""The most that a deal bears, in closed form: gains from cheating, and false alarms.

The margin under noise and snapback is d(q-f)D - g, with D what being in snapback costs. Solved for
the gain, and for the chance of a false alarm, it gives thresholds from above.
"""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.dossier import Dossier, parse
from holdfast.endure.backstop import Turn
from holdfast.endure.least import least

F = Fraction
FEW = settings(max_examples=10, deadline=None)
SPELLS = st.none() | st.integers(1, 9)


def chances(low: int, high: int) -> st.SearchStrategy[Fraction]:
    """Exact hundredths."""
    return st.integers(low, high).map(lambda n: F(n, 100))


def cheating(
    gain: int,
    worse: int,
    discount: Fraction,
    *,
    seen: Fraction,
    alarm: Fraction,
    periods: int | None,
) -> Dossier:
    """One side that gains by cheating, and is so much worse off for a while once that is seen."""
    spell = "for-good" if periods is None else periods
    return parse(f"""
holdfast: 1
title: A small game
parties: {{a: {{name: A, roles: principal}}}}
issues: {{peace: {{title: The deal, options: {{signed: Signed, refused: Refused}}}}}}
day_after:
  package: {{peace: signed}}
  stakes: {{a: {{discount: {float(discount)}, peace: 100, war: 0}}}}
  phases: [{{id: peace, lasts: for-good}}]
  violations:
    cheat: {{by: a, gain: {gain}, seen: {float(seen)}, false_alarm: {float(alarm)}, then: snapback}}
  responses: {{snapback: {{periods: {spell}, pays: {{a: {100 - worse}}}}}}}
""")


def spell_of(discount: Fraction, periods: int | None) -> Fraction:
    """1 - d^n, which is 1 for good."""
    return 1 - discount**periods if periods is not None else F(1)


@FEW
@given(st.integers(1, 50), chances(20, 97), chances(1, 99), chances(0, 40), SPELLS)
def test_the_greatest_gain(
    worse: int, discount: Fraction, seen: Fraction, alarm: Fraction, periods: int | None
) -> None:
    """The gain may be d(q-f)D; no gain at all where false alarms are likelier than true ones."""
    assume(seen != alarm)
    spell = spell_of(discount, periods)
    gap = spell * worse / ((1 - discount) + discount * alarm * spell)
    greatest = discount * (seen - alarm) * gap
    dossier = cheating(1, worse, discount, seen=seen, alarm=alarm, periods=periods)
    found = least(dossier, "violations.cheat.gain")
    assert found.is_proven
    if seen < alarm:
        assert found.turn is Turn.NEVER
    else:
        assert (found.turn, found.holds_at, found.is_exact) == (Turn.AT_MOST, greatest, True)


@FEW
@given(st.integers(1, 9), st.integers(1, 50), chances(20, 97), chances(1, 99), SPELLS)
def test_the_greatest_chance_of_a_false_alarm(
    gain: int, worse: int, discount: Fraction, seen: Fraction, periods: int | None
) -> None:
    """With s = 1 - d^n and w lost in snapback: (d q s w - g(1-d)) / [d s (g + w)], if above 0."""
    spell = spell_of(discount, periods)
    spare = discount * seen * spell * worse - gain * (1 - discount)
    assume(spare != 0)
    greatest = spare / (discount * spell * (gain + worse))
    dossier = cheating(gain, worse, discount, seen=seen, alarm=F(1, 100), periods=periods)
    found = least(dossier, "violations.cheat.false_alarm")
    assert found.is_proven
    if spare < 0:
        assert found.turn is Turn.NEVER
    else:
        assert (found.turn, found.holds_at, found.is_exact) == (Turn.AT_MOST, greatest, True)
