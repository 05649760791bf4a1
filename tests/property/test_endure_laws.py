"""Laws that every compact obeys: more detection never breaks one, points have no scale."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.endure.batch import Batch
from holdfast.endure.compact import (
    COLLAPSE,
    Balance,
    Compact,
    Guarantor,
    Instrument,
    Kind,
    Player,
    Response,
    Step,
    Violation,
)
from holdfast.endure.conduct import realise
from holdfast.endure.game import TableGame, unilateral
from holdfast.endure.machine import Machine
from holdfast.endure.quantity import Sheet
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running

F = Fraction
SIDES = ("a", "b")


def chances(low: int = 0, high: int = 100) -> st.SearchStrategy[Fraction]:
    """Exact hundredths."""
    return st.integers(low, high).map(lambda n: F(n, 100))


@st.composite
def compacts(draw: st.DrawFn) -> Compact:
    """Two sides that can probe and attack, a guarantor, a snapback that hurts; no false alarms."""
    steps = frozenset(range(draw(st.integers(1, 2))))
    rising = {side: sorted(draw(st.integers(2, 12)) for _ in steps) for side in SIDES}
    flows = [{side: F(rising[side][k]) for side in SIDES} | {"g": F(1)} for k in sorted(steps)]
    violations = []
    for side in SIDES:
        probe = draw(st.integers(0, 6))
        violations.append(
            Violation("probe", side, gain=F(probe), own_eyes=draw(chances(0, 60)),
                      then="snapback", steps=steps)
        )  # fmt: skip
        violations.append(
            Violation("attack", side, Kind.ATTACK, gain=F(draw(st.integers(0, 9))), then=COLLAPSE,
                      steps=steps, in_responses=frozenset({"snapback"}))
        )  # fmt: skip
    waver = draw(chances(0, 30))
    return Compact(
        players=tuple(Player(side, draw(chances(50, 95))) for side in (*SIDES, "g")),
        steps=tuple(Step("peace", flow) for flow in flows),
        violations=tuple(violations),
        responses=(
            Response("snapback", draw(st.integers(1, 3)), keeps={"a": F(1, 2), "b": F(1, 2)}),
        ),
        balance=Balance(("even", "tilted"), "even", {"even": {"tilted": draw(chances(0, 20))}}),
        guarantors=(
            Guarantor("g", ("steady", "gone"), "steady", {"steady": {"gone": waver}},
                      {"steady": draw(chances(20, 95))}, shirk_loss=F(draw(st.integers(0, 3)))),
        ),
        instruments=(
            Instrument("boots", "g", sees={"probe": draw(chances(0, 60))},
                       makes_pay={"attack": F(draw(st.integers(0, 40)))}),
        ),
        war={side: {"even": F(draw(st.integers(0, 6))), "tilted": F(draw(st.integers(0, 9)))}
             for side in SIDES},
        outbreak={side: F(draw(st.integers(0, 9))) for side in SIDES},
    )  # fmt: skip


def reading(compact: Compact) -> Reading:
    """The compact, ready to be judged."""
    return Reading(Machine(Running(compact)))


def holds(compact: Compact) -> bool | None:
    """The proven verdict."""
    return reading(compact).judge()[1].holds


def margins(compact: Compact) -> dict[tuple[object, int, int], float]:
    """What every breach costs, by state, player and action."""
    layout, judgment = reading(compact).judge()
    return {
        (layout.states[int(place)], int(who), int(choice)): float(margin)
        for place, who, choice, margin in zip(
            layout.where, layout.who, layout.choices, judgment.margins.margin, strict=True
        )
    }


def with_instrument(compact: Compact, **changed: object) -> Compact:
    """The compact with its instrument changed."""
    instrument = replace(compact.instruments[0], **changed)  # type: ignore[arg-type]
    return replace(compact, instruments=(instrument,))


def never_lower(before: Compact, after: Compact) -> bool:
    """True when no breach pays better than it did, so that what held still holds."""
    old, new = margins(before), margins(after)
    assert not (holds(before) and not holds(after))
    return all(margin >= old[key] - 1e-9 for key, margin in new.items() if key in old)


@settings(max_examples=20, deadline=None)
@given(compacts(), chances())
def test_more_detection_never_makes_a_breach_pay(compact: Compact, more: Fraction) -> None:
    """Seeing more of what is done, without false alarms, lowers no margin and breaks nothing."""
    now = compact.instruments[0].sees["probe"]
    assert isinstance(now, F)
    seeing = with_instrument(compact, sees={"probe": now + (1 - now) * more})
    assert never_lower(compact, seeing)


@settings(max_examples=20, deadline=None)
@given(compacts(), st.integers(0, 50))
def test_a_larger_sanction_never_makes_a_breach_pay(compact: Compact, more: int) -> None:
    """Making violators pay more lowers no margin and breaks nothing."""
    now = compact.instruments[0].makes_pay["attack"]
    assert never_lower(compact, with_instrument(compact, makes_pay={"attack": now + more}))


@settings(max_examples=20, deadline=None)
@given(compacts(), chances())
def test_a_surer_guarantor_never_makes_a_breach_pay(compact: Compact, more: Fraction) -> None:
    """Help that comes more surely, at no cost to its giver, lowers no margin."""
    now = compact.guarantors[0].honours["steady"]
    assert isinstance(now, F)
    surer = replace(compact.guarantors[0], honours={"steady": now + (1 - now) * more})
    assert never_lower(compact, replace(compact, guarantors=(surer,)))


@settings(max_examples=30, deadline=None)
@given(compacts(), chances(1, 60))
def test_false_alarms_never_help(compact: Compact, alarm: Fraction) -> None:
    """Answering what did not happen never turns a compact that fails into one that holds."""
    noisy = tuple(
        replace(v, false_alarm=alarm * v.own_eyes) if v.kind is Kind.CONDUCT else v
        for v in compact.violations
    )
    if holds(replace(compact, violations=noisy)):
        assert holds(compact) is True


@settings(max_examples=20, deadline=None)
@given(compacts(), st.integers(2, 9))
def test_points_have_no_scale_of_their_own(compact: Compact, factor: int) -> None:
    """Counting one side's payoffs in other units changes neither verdict nor behaviour."""
    scaled = replace(
        compact,
        steps=tuple(replace(s, flow={**s.flow, "a": s.flow["a"] * factor}) for s in compact.steps),
        violations=tuple(
            replace(v, gain=v.gain * factor) if v.player == "a" else v for v in compact.violations
        ),
        instruments=tuple(
            replace(i, makes_pay={
                "attack/a": i.makes_pay["attack"] * factor, "attack": i.makes_pay["attack"]
            })
            for i in compact.instruments
        ),
        war={**compact.war, "a": {k: v * factor for k, v in compact.war["a"].items()}},
        outbreak={**compact.outbreak, "a": compact.outbreak["a"] * factor},
    )  # fmt: skip
    assert holds(scaled) is holds(compact)
    assert realise(reading(scaled)).conduct == realise(reading(compact)).conduct


@settings(max_examples=20, deadline=None)
@given(compacts())
def test_the_order_of_parties_does_not_matter(compact: Compact) -> None:
    """Listing the players and their violations the other way round changes no margin."""
    turned = replace(
        compact,
        players=tuple(reversed(compact.players)),
        violations=tuple(reversed(compact.violations)),
    )
    assert holds(turned) is holds(compact)
    assert smallest(turned) == pytest.approx(smallest(compact))


def smallest(compact: Compact) -> dict[str, float]:
    """Every player's smallest margin."""
    layout, judgment = reading(compact).judge()
    result: dict[str, float] = {}
    for k in np.flatnonzero(judgment.matters[layout.where]):
        player = compact.players[int(layout.who[k])].id
        result[player] = min(result.get(player, np.inf), float(judgment.margins.margin[k]))
    return result


@settings(max_examples=15, deadline=None)
@given(compacts(), st.lists(chances(), min_size=1, max_size=5))
def test_the_batch_agrees_with_the_single_case(compact: Compact, values: list[Fraction]) -> None:
    """Thousands at once or one by one, the smallest margins are the same."""
    sheet = Sheet()
    seen = with_instrument(compact, sees={"probe": sheet.input("seen")})
    machine = Machine(Running(seen), sheet)
    swept = Batch(machine).judge({"seen": np.array([float(v) for v in values])})
    for row, value in enumerate(values):
        layout, judgment = Reading(machine, {"seen": F(float(value))}).judge()
        margins = judgment.margins.margin[judgment.matters[layout.where]]
        assert swept.smallest[row] == pytest.approx(margins.min(), abs=1e-8)


@settings(max_examples=10, deadline=None)
@given(compacts())
def test_what_periods_have_in_common_is_remembered_rightly(compact: Compact) -> None:
    """A game asked about everything answers as one that is asked for the first time."""
    game = Running(compact)
    machine = Machine(game)
    for place, state in enumerate(machine.layout().states):
        for profile in [(0, 0, 0), *(p for _, p in unilateral(machine.actions(place), (0, 0, 0)))]:
            fresh = Running(compact)
            assert fresh.actions(state) == game.actions(state)
            assert fresh.outcome(state, profile) == game.outcome(state, profile)


def test_one_sided_departures_are_all_of_them() -> None:
    """Each player's other actions, one player at a time."""
    actions = (("x", "y"), ("p", "q", "r"))
    assert unilateral(actions, (0, 2)) == ((0, (1, 2)), (1, (0, 0)), (1, (0, 1)))
    assert TableGame(("a",), (F(1, 2),), 0, {0: (("x",),)}, {}).is_instant(0) is False
