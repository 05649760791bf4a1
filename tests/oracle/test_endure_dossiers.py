"""The small games of the literature, each a dossier of a few lines: asked as a user would ask."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import Dossier, parse, read
from holdfast.endure.amounts import least_amounts
from holdfast.endure.backstop import Turn
from holdfast.endure.least import least
from holdfast.endure.outlook import Cause
from holdfast.endure.question import Question
from holdfast.endure.results import Ending, Holding, Rests
from holdfast.endure.survival import survive
from holdfast.endure.verdict import hold

F = Fraction
ORACLES = Path(__file__).parents[2] / "examples" / "oracles"
Opened = Callable[[str], Dossier]


@pytest.fixture(scope="module")
def opened() -> Opened:
    """Opens one of the small dossiers by name."""
    return lambda name: read(ORACLES / f"{name}.yaml")


def test_punished_for_good_turns_at_a_seventh(opened: Opened) -> None:
    """With 10, 9 and 3 it holds from a discount of exactly 1/7 on."""
    turn = least(opened("punished-for-good"), "stakes.a.discount")
    assert turn.turn is Turn.AT_LEAST
    assert (turn.holds_at, turn.is_exact, turn.is_proven) == (F(1, 7), True, True)


def test_detection_and_discount_turn_at_two_thirds_and_a_half(opened: Opened) -> None:
    """With 5, 3, 1: a discount of 2/3 at detection 1/2, and a detection of 1/2 at discount 2/3."""
    dossier = opened("detection")
    assert least(dossier, "stakes.a.discount").holds_at == F(2, 3)
    seen = least(dossier, "violations.cheat.seen", values={"stakes.a.discount": F(2, 3)})
    assert (seen.holds_at, seen.is_exact) == (F(1, 2), True)


def test_noise_and_snapback_has_the_published_margin(opened: Opened) -> None:
    """With d=.9, q=.5, f=.05 and five periods the margin is 0.8009."""
    verdict = hold(opened("noise-and-snapback"))
    assert verdict.holding is Holding.HOLDS
    assert verdict.margins[0].cheapest.margin == pytest.approx(0.8009, abs=5e-5)
    assert verdict.proof.is_checked
    assert verdict.obligations[0].rests is Rests.CONSEQUENCE


def test_mean_time_to_the_first_false_alarm() -> None:
    """Where the answer never ends the first false alarm ends it all, after 1/f on average."""
    text = (ORACLES / "noise-and-snapback.yaml").read_text(encoding="utf-8")
    for_good = parse(text.replace("periods: 5", "periods: for-good"))
    curve = survive(for_good).curves[0]
    assert curve.mean_periods == pytest.approx(20)
    assert [each.cause for each in curve.causes] == [Cause.FALSE_ALARM]
    assert curve.causes[0].share == pytest.approx(1)
    assert curve.standing[3] == F(19, 20) ** 3


def test_least_honour_is_a_half(opened: Opened) -> None:
    """A gain of 2, seen half the time, against a cost of 8: honour of 2 / (0.5 x 8)."""
    turn = least(opened("honour"), "guarantors.g.honours.steady")
    assert (turn.holds_at, turn.is_exact) == (F(1, 2), True)


def test_a_guarantor_acts_in_the_moods_that_cost_less_than_shirking(opened: Opened) -> None:
    """Duty is honoured with the chance that acting costs at most what shirking does: 0.8."""
    verdict = hold(opened("moods"))
    assert verdict.behaviour.ending is Ending.ELSEWHERE
    assert [each.breach for each in verdict.behaviour.departures] == ["honour in 2 of 3"]
    assert verdict.behaviour.is_checked
    assert [each.id for each in verdict.shirkers] == ["honour-probe"]


def test_inspection_comes_to_rest_at_the_published_mix(opened: Opened) -> None:
    """Inspections with gain/(gain + penalty), breaches with cost/(loss unseen - loss seen)."""
    verdict = hold(opened("inspection"))
    assert verdict.behaviour.ending is Ending.CIRCLE
    mixed = {each.party: (each.actions, each.share) for each in verdict.behaviour.mixtures}
    assert mixed == {
        "a": (("comply", "cheat"), F(3, 4)),
        "b": (("comply", "neglect-inspection"), F(1, 2)),
    }


def test_least_tranches_have_the_published_worth(opened: Opened) -> None:
    """The least that pays for four obligations is worth 11.1845 at signature, proven exactly."""
    dossier = opened("tranches")
    assert dossier.day_after is not None
    levers = [f"tranches.{each.id}.amount" for each in dossier.day_after.tranches]
    amounts = least_amounts(Question(dossier, free=levers), levers)
    assert amounts.cost == pytest.approx(11.1845, abs=5e-5)
    assert (amounts.is_enough, amounts.is_least) == (True, True)


def test_rising_power_is_met_with_war_today(opened: Opened) -> None:
    """Where d p2 - p1 > c (1 - d)^2 the declining side attacks before the shift."""
    verdict = hold(opened("rising-power"))
    assert verdict.holding is Holding.BROKEN
    assert [(b.party, b.breach, b.period) for b in verdict.first_to_break] == [("b", "attack", 0)]
    assert verdict.first_to_break[0].gain == pytest.approx(0.9)
    assert verdict.proof.is_checked


def test_every_oracle_is_a_sound_dossier(opened: Opened) -> None:
    """Each of the small dossiers can be asked whether it holds, and its verdict is checked."""
    names = sorted(path.stem for path in ORACLES.glob("*.yaml"))
    assert len(names) >= 8
    for name in names:
        assert hold(opened(name)).proof.is_checked, name
