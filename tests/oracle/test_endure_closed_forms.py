"""Small compacts whose answer is known in closed form: the verdict must turn exactly there."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.endure.compact import (
    COLLAPSE,
    Balance,
    Compact,
    Guarantor,
    Instrument,
    Kind,
    Mood,
    Player,
    Response,
    Step,
    Tranche,
    Violation,
)
from holdfast.endure.machine import Machine
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running

F = Fraction
HAIR = F(1, 10**12)
ONE, NONE = F(1), F(0)


def holds(compact: Compact) -> bool | None:
    """The verdict, with no doubt left by floating point."""
    _, judgment = Reading(Machine(Running(compact))).judge()
    return judgment.holds


def smallest_margin(compact: Compact) -> float:
    """What the best violation costs whoever is most tempted."""
    _, judgment = Reading(Machine(Running(compact))).judge()
    return float(judgment.margins.margin[judgment.matters[judgment.tables.where]].min())


def parts(low: int = 1, high: int = 99) -> st.SearchStrategy[F]:
    """Exact hundredths."""
    return st.integers(low, high).map(lambda n: F(n, 100))


def cheating(
    discount: F,
    payoffs: tuple[F, F, F],
    seen: F = ONE,
    false_alarm: F = NONE,
    periods: int | None = None,
) -> Compact:
    """One party that can cheat for T rather than R, and is held to P for a while when seen."""
    cheat, comply, punished = payoffs
    return Compact(
        players=(Player("a", discount),),
        steps=(Step("peace", {"a": comply}),),
        violations=(
            Violation(
                "cheat",
                "a",
                gain=cheat - comply,
                own_eyes=seen,
                false_alarm=false_alarm,
                then="snapback",
                steps=frozenset({0}),
            ),
        ),
        responses=(Response("snapback", periods, pays={"a": punished}),),
    )


PRISONERS = (F(5), F(3), F(1))


@pytest.mark.parametrize(
    ("payoffs", "seen", "threshold"),
    [
        ((F(10), F(9), F(3)), F(1), F(1, 7)),
        (PRISONERS, F(1), F(1, 2)),
        (PRISONERS, F(1, 2), F(2, 3)),
    ],
)
def test_punished_for_good_turns_at_the_published_discount(
    payoffs: tuple[F, F, F], seen: F, threshold: F
) -> None:
    """With punishment for good the verdict turns exactly at the threshold discount."""
    assert holds(cheating(threshold, payoffs, seen)) is True
    assert holds(cheating(threshold - HAIR, payoffs, seen)) is False


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 50), st.integers(1, 50), parts())
def test_threshold_discount_everywhere(tempted: int, punished: int, seen: F) -> None:
    """The threshold discount is (T-R)/[(T-R) + q(R-P)] at values that nobody listed."""
    threshold = tempted / (tempted + seen * punished)
    payoffs = (F(100 + tempted), F(100), F(100 - punished))
    assert holds(cheating(threshold, payoffs, seen)) is True
    assert holds(cheating(threshold - HAIR, payoffs, seen)) is False


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 50), st.integers(1, 50), parts())
def test_threshold_detection_everywhere(tempted: int, punished: int, discount: F) -> None:
    """The threshold detection is (1-d)(T-R)/[d(R-P)]."""
    threshold = (1 - discount) * tempted / (discount * punished)
    assume(threshold <= 1)
    payoffs = (F(100 + tempted), F(100), F(100 - punished))
    assert holds(cheating(discount, payoffs, threshold)) is True
    assert holds(cheating(discount, payoffs, threshold - HAIR)) is False


def gap(discount: F, false_alarm: F, periods: int | None, worse: F) -> F:
    """What being in snapback costs against being in force: D of the closed form."""
    spell = 1 - discount**periods if periods is not None else F(1)
    return spell * worse / ((1 - discount) + discount * false_alarm * spell)


def test_noise_and_snapback_at_the_published_values() -> None:
    """With d=.9, q=.5, f=.05, n=5 and payoffs 5, 3, 1 the margin is 0.8009."""
    compact = cheating(F(9, 10), PRISONERS, F(1, 2), F(1, 20), 5)
    assert smallest_margin(compact) == pytest.approx(0.8009, abs=5e-5)


@settings(max_examples=60, deadline=None)
@given(parts(5, 99), parts(), parts(0, 50), st.none() | st.integers(1, 12), st.integers(1, 40))
def test_noise_and_snapback_everywhere(
    discount: F, seen: F, false_alarm: F, periods: int | None, worse: int
) -> None:
    """The margin is d(q-f)D - (T-R), and at a gain of exactly d(q-f)D the compact still holds."""
    assume(seen > false_alarm)
    worth = discount * (seen - false_alarm) * gap(discount, false_alarm, periods, F(worse))
    payoffs = (100 + worth, F(100), F(100 - worse))
    assert holds(cheating(discount, payoffs, seen, false_alarm, periods)) is True
    more = (payoffs[0] + HAIR, payoffs[1], payoffs[2])
    assert holds(cheating(discount, more, seen, false_alarm, periods)) is False
    easier = (payoffs[0] - 7, payoffs[1], payoffs[2])
    margin = smallest_margin(cheating(discount, easier, seen, false_alarm, periods))
    assert margin == pytest.approx(7, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 30), parts(), st.integers(31, 90))
def test_least_honour_of_a_guarantor(gain: int, seen: F, cost: int) -> None:
    """A guarantor who makes a violator pay s deters a gain g, seen with q, from honour g/(q s)."""
    honour = gain / (seen * cost)
    assume(honour <= 1)

    def guaranteed(chance: F) -> Compact:
        return Compact(
            players=(Player("a", F(9, 10)), Player("g", F(9, 10))),
            steps=(Step("peace", {}),),
            violations=(Violation("probe", "a", gain=F(gain), steps=frozenset({0})),),
            guarantors=(Guarantor("g", honours={"steady": chance}),),
            instruments=(
                Instrument("boots", "g", sees={"probe": seen}, makes_pay={"probe": F(cost)}),
            ),
        )

    assert holds(guaranteed(honour)) is True
    assert holds(guaranteed(honour - HAIR)) is False


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), parts(1, 90))
def test_tranche_and_donor(amount: int, burden: int, discount: F) -> None:
    """A donor who would be punished for good releases a tranche iff it costs no more than peace."""
    worth = discount * burden / (1 - discount)
    compact = Compact(
        players=(Player("d", discount),),
        steps=(Step("first", {"d": F(burden)}), Step("after", {"d": F(burden)})),
        violations=(
            Violation(
                "withhold",
                "d",
                Kind.WITHHOLD,
                gain=F(0),
                then="off",
                steps=frozenset({0}),
                about="t",
            ),
        ),
        responses=(Response("off", None, pays={"d": F(0)}),),
        tranches=(Tranche("t", "d", "r", 0, F(amount), cost=worth),),
    )
    assert holds(compact) is True


def tranches(costs: tuple[F, ...], paid: list[F], discount: F, seen: F) -> Compact:
    """Obligations one after the other, each worth shirking but for what the next steps pay."""
    steps = [Step(f"s{k}", {"a": -cost}) for k, cost in enumerate(costs)]
    return Compact(
        players=(Player("a", discount),),
        steps=(*steps, Step("paid", {}), Step("done", {})),
        violations=tuple(
            Violation(
                f"stall-{k}", "a", gain=cost, own_eyes=seen, then=COLLAPSE, steps=frozenset({k})
            )
            for k, cost in enumerate(costs)
        ),
        tranches=tuple(
            Tranche(f"t{k}", "donor", "a", k + 1, amount, amount) for k, amount in enumerate(paid)
        ),
    )


def least_tranches(costs: tuple[F, ...], discount: F, seen: F) -> tuple[list[F], F]:
    """The recursion of the closed form, and the present value of the tranches at the start."""
    worth, paid = F(0), []
    for cost in reversed(costs):
        tranche = max(F(0), cost / (discount * seen) - worth)
        worth = -cost + discount * (tranche + worth)
        paid.append(tranche)
    paid.reverse()
    return paid, sum((discount ** (k + 1) * c for k, c in enumerate(paid)), F(0))


def test_least_tranches_at_the_published_values() -> None:
    """With costs 3, 1, 2, 4, d=.95 and q=.6 the least present value is 11.1845."""
    paid, present = least_tranches((F(3), F(1), F(2), F(4)), F(95, 100), F(6, 10))
    assert float(present) == pytest.approx(11.1845, abs=5e-5)
    assert holds(tranches((F(3), F(1), F(2), F(4)), paid, F(95, 100), F(6, 10))) is True


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=4), parts(50, 99), parts(20, 100))
def test_least_tranches_are_least(costs: list[int], discount: F, seen: F) -> None:
    """Each tranche of the recursion is enough, and a hair less of any positive one is not."""
    exact = tuple(F(c) for c in costs)
    paid, _ = least_tranches(exact, discount, seen)
    assert holds(tranches(exact, paid, discount, seen)) is True
    for k, amount in enumerate(paid):
        if amount > 0:
            less = [*paid[:k], amount - HAIR, *paid[k + 1 :]]
            assert holds(tranches(exact, less, discount, seen)) is False


def rising(before: F, after: F, discount: F, cost: F) -> Compact:
    """The declining side gets the whole pie today, only its war value once the riser has risen."""
    kept = (1 - after) - cost * (1 - discount)
    return Compact(
        players=(Player("b", discount),),
        steps=(Step("today", {"b": F(1)}), Step("tomorrow", {"b": kept})),
        violations=(Violation("attack", "b", Kind.ATTACK, then=COLLAPSE, steps=frozenset({0, 1})),),
        balance=Balance(("even", "risen"), "even", {"even": {"risen": F(1)}}),
        war={"b": {"even": 1 - before, "risen": 1 - after}},
        outbreak={"b": cost},
    )


@settings(max_examples=60, deadline=None)
@given(parts(1, 60), parts(), parts(10, 99))
def test_rising_power(before: F, more: F, discount: F) -> None:
    """War before the shift iff d p2 - p1 > c (1-d)^2, whatever the riser can offer today."""
    after = min(before + more, F(1))
    threshold = (discount * after - before) / (1 - discount) ** 2
    assume(threshold > 0)
    assert holds(rising(before, after, discount, threshold)) is True
    assert holds(rising(before, after, discount, threshold - HAIR)) is False


def test_a_dear_mood_is_shirked() -> None:
    """A guarantor who gains a from acting acts in exactly the moods whose cost is at most a."""
    moods = (Mood(F(1, 2), F(1)), Mood(F(3, 10), F(2)), Mood(F(2, 10), F(4)))
    compact = Compact(
        players=(Player("a", F(9, 10)), Player("g", F(9, 10))),
        steps=(Step("peace", {}),),
        violations=(Violation("probe", "a", gain=F(1), own_eyes=F(1, 2), steps=frozenset({0})),),
        guarantors=(Guarantor("g", moods=moods, shirk_loss=F(5, 2)),),
        instruments=(Instrument("boots", "g", makes_pay={"probe": F(5)}, cost={"probe": F(1)}),),
    )
    layout, judgment = Reading(Machine(Running(compact))).judge()
    best = int(judgment.margins.margin.argmin())
    assert judgment.signs[best] == -1
    assert layout.choices[best] == 1
    called = layout.states[int(layout.where[best])]
    assert Running(compact).actions(called)[1][1] == "honour in 2 of 3"
