"""Closed forms at values that nobody listed, asked as a user would: text, compact, answer."""

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from holdfast.dossier import Dossier, parse
from holdfast.endure.amounts import least_amounts
from holdfast.endure.least import least
from holdfast.endure.outlook import Cause
from holdfast.endure.question import Question
from holdfast.endure.results import Ending, Holding
from holdfast.endure.savings import savings
from holdfast.endure.survival import survive
from holdfast.endure.verdict import hold

F = Fraction
SURE, NEVER = F(1), F(0)
FEW = settings(max_examples=8, deadline=None)

HEAD = """
holdfast: 1
title: A small game
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
  g: {name: G, roles: guarantor}
  donor: {name: Donor, roles: donor}
issues: {peace: {title: The deal, options: {signed: Signed, refused: Refused}}}
day_after:
  package: {peace: signed}
"""


def written(number: Fraction | int) -> str:
    """A number of few decimal places as a dossier has it."""
    text = str(float(number))
    assert F(text) == number
    return text


def chances(low: int = 1, high: int = 99) -> st.SearchStrategy[Fraction]:
    """Exact hundredths."""
    return st.integers(low, high).map(lambda n: F(n, 100))


def cheating(
    gain: Fraction,
    worse: Fraction,
    discount: Fraction,
    *,
    seen: Fraction = SURE,
    false_alarm: Fraction = NEVER,
    periods: int | None = None,
) -> Dossier:
    """One side that gains by cheating, and is so much worse off for a while once it is seen."""
    spell = "for-good" if periods is None else str(periods)
    return parse(
        HEAD
        + f"""
  stakes: {{a: {{discount: {written(discount)}, peace: 100, war: 0}}}}
  phases: [{{id: peace, lasts: for-good}}]
  violations:
    cheat: {{by: a, gain: {written(gain)}, seen: {written(seen)},
             false_alarm: {written(false_alarm)}, then: punishment}}
  responses:
    punishment: {{periods: {spell}, pays: {{a: {written(100 - worse)}}}}}
"""
    )


@FEW
@given(st.integers(1, 50), st.integers(1, 50), chances(5))
def test_the_least_patience(gain: int, worse: int, seen: Fraction) -> None:
    """(T-R)/[(T-R) + q(R-P)], to the last digit."""
    threshold = gain / (gain + seen * worse)
    found = least(cheating(F(gain), F(worse), F(1, 2), seen=seen), "stakes.a.discount")
    assert (found.holds_at, found.is_exact, found.is_proven) == (threshold, True, True)


@FEW
@given(st.integers(1, 20), st.integers(1, 50), chances(30))
def test_the_least_detection(gain: int, worse: int, discount: Fraction) -> None:
    """(1-d)(T-R)/[d(R-P)], where that is a chance at all; else no detection is enough."""
    threshold = (1 - discount) * gain / (discount * worse)
    assume(threshold != 1)
    found = least(cheating(F(gain), F(worse), discount, seen=F(1, 2)), "violations.cheat.seen")
    if threshold > 1:
        assert (found.turn.value, found.is_proven) == ("never", True)
    else:
        assert (found.holds_at, found.is_exact) == (threshold, True)


@FEW
@given(chances(20), chances(), chances(0, 40), st.none() | st.integers(1, 9), st.integers(1, 40))
def test_noise_and_snapback(
    discount: Fraction, seen: Fraction, alarm: Fraction, periods: int | None, worse: int
) -> None:
    """It holds iff T-R <= d(q-f)D; at equality with nothing to spare."""
    assume(seen > alarm)
    spell = 1 - discount**periods if periods is not None else F(1)
    gap = spell * worse / ((1 - discount) + discount * alarm * spell)
    worth = discount * (seen - alarm) * gap
    dossier = cheating(F(1), F(worse), discount, seen=seen, false_alarm=alarm, periods=periods)
    even = hold(dossier, values={"violations.cheat.gain": worth})
    assert (even.holding, even.margins[0].cheapest.sign) == (Holding.HOLDS, 0)
    more = hold(dossier, values={"violations.cheat.gain": worth + F(1, 10**15)})
    assert more.holding is Holding.BROKEN
    assert more.proof.is_checked
    margin = hold(dossier).margins[0].cheapest.margin
    assert margin == pytest.approx(float(worth) - 1, abs=1e-9)


@FEW
@given(chances(1, 50))
def test_the_mean_time_to_a_false_alarm(alarm: Fraction) -> None:
    """1/f, and the chance of standing after n periods is (1-f)^n, exactly."""
    curve = survive(cheating(F(0), F(50), F(9, 10), false_alarm=alarm)).curves[0]
    assert curve.mean_periods == pytest.approx(float(1 / alarm))
    assert curve.standing[9] == (1 - alarm) ** 9
    assert [each.cause for each in curve.causes] == [Cause.FALSE_ALARM]


@FEW
@given(st.integers(1, 30), chances(10), st.integers(31, 90))
def test_the_least_honour(gain: int, seen: Fraction, cost: int) -> None:
    """g/(q s), where that is a chance at all."""
    assume(gain / (seen * cost) < 1)
    dossier = parse(
        HEAD
        + f"""
  stakes: {{a: {{discount: 0.9, peace: 0, war: 0}}, g: {{discount: 0.9, peace: 0, war: 0}}}}
  phases: [{{id: peace, lasts: for-good}}]
  violations: {{probe: {{by: a, gain: {gain}}}}}
  guarantors: {{g: {{honours: {{steady: 0.5}}}}}}
  instruments: {{boots: {{provider: g, sees: {{probe: {written(seen)}}},
                          makes_pay: {{probe: {cost}}}}}}}
"""
    )
    found = least(dossier, "guarantors.g.honours.steady")
    assert (found.holds_at, found.is_exact) == (gain / (seen * cost), True)


@FEW
@given(st.integers(1, 31), chances(5))
@example(15, F(7, 100))
def test_a_turn_where_floats_err_is_found_all_the_same(turn: int, seen: Fraction) -> None:
    """At a value that is tried itself, floats may see a margin of zero on either side."""
    dossier = parse(
        HEAD
        + f"""
  stakes: {{a: {{discount: 0.93, peace: 3.7, war: 0}}, g: {{discount: 0.9, peace: 0, war: 0}}}}
  phases: [{{id: peace, lasts: for-good}}]
  violations: {{probe: {{by: a, gain: {written(turn * seen)}}}}}
  guarantors: {{g: {{honours: {{steady: 0.5}}}}}}
  instruments: {{boots: {{provider: g, sees: {{probe: {written(seen)}}},
                          makes_pay: {{probe: 32}}}}}}
"""
    )
    found = least(dossier, "guarantors.g.honours.steady")
    assert (found.holds_at, found.is_exact, found.is_proven) == (F(turn, 32), True, True)


@FEW
@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=4),
    st.sets(st.integers(1, 20), min_size=4, max_size=4),
    st.integers(1, 40),
)
def test_a_guarantor_acts_when_that_costs_no_more_than_shirking(
    weights: list[int], costs: set[int], halves: int
) -> None:
    """It acts with the chance F(a) that its cost of the day is at most what it gains by acting."""
    share = [F(round(100 * w / sum(weights)), 100) for w in weights]
    share[-1] = 1 - sum(share[:-1], F(0))
    assume(min(share) > 0)
    loss = F(halves, 2)
    assume(loss not in costs)
    days = list(zip(share, sorted(costs), strict=False))
    moods = ", ".join(f"{{chance: {written(c)}, times: {k}}}" for c, k in days)
    dossier = parse(
        HEAD
        + f"""
  stakes: {{a: {{discount: 0.9, peace: 0, war: 0}}, g: {{discount: 0.9, peace: 0, war: 0}}}}
  phases: [{{id: peace, lasts: for-good}}]
  violations: {{probe: {{by: a, gain: 1, seen: 1}}}}
  guarantors: {{g: {{honours: {{steady: 1}}, shirk_loss: {written(loss)}, moods: [{moods}]}}}}
  instruments: {{boots: {{provider: g, makes_pay: {{probe: 1000}}, cost: {{probe: 1}}}}}}
"""
    )
    acts_on = sum(cost < loss for _, cost in days)
    behaviour = hold(dossier).behaviour
    done = [each.breach for each in behaviour.departures if each.party == "g"]
    if acts_on == len(days):
        assert done == []
    elif acts_on == 0:
        assert done == ["shirk"]
    else:
        assert done == [f"honour in {acts_on} of {len(days)}"]
    assert behaviour.is_checked


@FEW
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 9), st.integers(1, 20))
def test_the_inspection_game(gain: int, penalty: int, cost: int, more: int) -> None:
    """Inspections with gain/(gain + penalty), breaches with cost/(loss unseen - loss seen)."""
    saved = cost + more
    dossier = parse(
        HEAD
        + f"""
  stakes: {{a: {{discount: 0.9, peace: 0, war: 0}}, b: {{discount: 0.9, peace: 0, war: 0}}}}
  phases: [{{id: peace, lasts: for-good}}]
  violations: {{cheat: {{by: a, gain: {gain}, harm: {{b: 50}}, then: penalty}}}}
  responses: {{penalty: {{periods: 0, once: {{a: -{gain + penalty}, b: {saved}}}}}}}
  instruments: {{inspection: {{provider: b, sees: {{cheat: 1}}, upkeep: {cost},
                               neglect: {{seen: 0}}}}}}
"""
    )
    verdict = hold(dossier)
    assert (verdict.holding, verdict.behaviour.ending) == (Holding.BROKEN, Ending.CIRCLE)
    shares = {each.party: each.share for each in verdict.behaviour.mixtures}
    assert shares == {"a": 1 - F(cost, saved), "b": F(gain, gain + penalty)}


def paid_in_steps(costs: list[int], seen: list[Fraction], discount: Fraction) -> Dossier:
    """Obligations one after the other, each with its chance of being seen, and a tranche for each.

    Of the chances only those of few decimal places can be written; others are read as asked.
    """
    steps = range(len(costs))
    phases = ", ".join(f"{{id: s{k}, lasts: 1}}" for k in steps)
    flows = ", ".join(f"{{to: a, in: s{k}, amount: -{costs[k]}}}" for k in steps)
    breaches = ", ".join(
        f"stall{k}: {{by: a, in: s{k}, gain: {costs[k]}, seen: {written(seen[k])}, then: collapse}}"
        for k in steps
    )
    dates = [*(f"s{k}" for k in steps[1:]), "done"]
    paid = ", ".join(f"{{id: t{k}, from: donor, to: a, at: {dates[k]}, amount: 1}}" for k in steps)
    return parse(
        HEAD
        + f"""
  stakes: {{a: {{discount: {written(discount)}, peace: 0, war: 0}}}}
  phases: [{phases}, {{id: done, lasts: for-good}}]
  flows: [{flows}]
  violations: {{{breaches}}}
  tranches: [{paid}]
"""
    )


def least_worth(costs: list[int], seen: list[Fraction], discount: Fraction) -> Fraction:
    """The recursion of the closed form: the least present value of the tranches at signature."""
    worth, paid = F(0), []
    for cost, chance in zip(reversed(costs), reversed(seen), strict=True):
        tranche = max(F(0), cost / (discount * chance) - worth)
        worth = -cost + discount * (tranche + worth)
        paid.append(tranche)
    paid.reverse()
    return sum((discount ** (k + 1) * c for k, c in enumerate(paid)), F(0))


OBLIGATIONS = st.lists(st.tuples(st.integers(1, 9), chances(20, 90)), min_size=1, max_size=4)


@FEW
@given(OBLIGATIONS, chances(60))
def test_the_least_tranches(owed: list[tuple[int, Fraction]], discount: Fraction) -> None:
    """What the linear program finds and proves is the recursion's, to the last digit."""
    costs, seen = [cost for cost, _ in owed], [chance for _, chance in owed]
    levers = [f"tranches.t{k}.amount" for k in range(len(owed))]
    found = least_amounts(Question(paid_in_steps(costs, seen, discount), free=levers), levers)
    assert (found.is_enough, found.is_least) == (True, True)
    assert found.least_cost == least_worth(costs, seen, discount)


@FEW
@given(OBLIGATIONS, chances(60), st.data())
def test_what_a_surer_verifier_saves(
    owed: list[tuple[int, Fraction]], discount: Fraction, data: st.DataObject
) -> None:
    """The saving of a step is the difference of two closed forms, to the last digit."""
    costs, seen = [cost for cost, _ in owed], [chance for _, chance in owed]
    moved = data.draw(st.integers(0, len(owed) - 1))
    surer = [*seen[:moved], seen[moved] + F(1, 10), *seen[moved + 1 :]]
    levers = [f"tranches.t{k}.amount" for k in range(len(owed))]
    name = f"violations.stall{moved}.seen"
    question = Question(paid_in_steps(costs, seen, discount), free=[*levers, name])
    (found,) = savings(question, levers)
    before, after = least_worth(costs, seen, discount), least_worth(costs, surer, discount)
    assert (found.to, found.is_exact) == ({name: surer[moved]}, True)
    assert (found.before, found.after, found.saved) == (before, after, before - after)


@FEW
@given(chances(20, 90), chances(60))
def test_the_saving_of_a_hair_is_the_rate_of_the_closed_form(
    seen: Fraction, discount: Fraction
) -> None:
    """With k to pay for and a chance q the least is k/q: a step h saves k h/q^2, nearly."""
    hair = F(1, 10**9)
    question = Question(
        paid_in_steps([7], [seen], discount), free=["tranches.t0.amount", "violations.stall0.seen"]
    )
    (found,) = savings(question, ["tranches.t0.amount"], [{"violations.stall0.seen": seen + hair}])
    assert found.saved is not None
    assert float(found.saved / hair) == pytest.approx(float(7 / seen**2), rel=1e-6)


@settings(max_examples=12, deadline=None)
@given(chances(1, 60), chances(), chances(10), st.integers(0, 40))
def test_a_rising_power(before: Fraction, more: Fraction, discount: Fraction, tenths: int) -> None:
    """War today iff d p2 - p1 > c (1-d)^2."""
    after, cost = min(before + more, F(1)), F(tenths, 10)
    kept = (1 - after) - cost * (1 - discount)
    dossier = parse(
        HEAD
        + f"""
  stakes:
    b: {{discount: {written(discount)}, peace: 0, outbreak: {written(cost)},
         war: {{even: {written(1 - before)}, risen: {written(1 - after)}}}}}
  balance: {{levels: [even, risen], start: even, drift: {{even: {{risen: 1}}}}}}
  phases: [{{id: today, lasts: 1}}, {{id: tomorrow, lasts: for-good}}]
  flows:
    - {{to: b, in: today, amount: 1}}
    - {{to: b, in: tomorrow, amount: {written(kept)}}}
  violations: {{attack: {{by: b, kind: attack}}}}
"""
    )
    is_war = discount * after - before > cost * (1 - discount) ** 2
    assert hold(dossier).holding is (Holding.BROKEN if is_war else Holding.HOLDS)
