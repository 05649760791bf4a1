"""The independent checker refuses spoilt answers: wrong worths, wrong conduct, wrong departures."""

from fractions import Fraction

import pytest

from holdfast.dossier import parse
from holdfast.endure.certificate import Finding, check_departure, check_equilibrium
from holdfast.endure.claims import claimed_worths
from holdfast.endure.game import Outcome, State, TableGame
from holdfast.endure.question import Question
from holdfast.endure.rules import Running

F = Fraction
Worths = dict[State, tuple[Fraction, ...]]
Choices = dict[State, tuple[tuple[str, ...], ...]]

TWO_SIDES = """
holdfast: 1
title: Two sides
parties:
  a: {name: A, roles: principal}
issues: {peace: {title: The deal, options: {signed: Signed, refused: Refused}}}
day_after:
  package: {peace: signed}
  stakes: {a: {discount: 0.9, peace: 3, war: 0}}
  phases: [{id: peace, lasts: for-good}]
  violations:
    cheat: {by: a, gain: GAIN, seen: 0.5, then: snapback}
  responses:
    snapback: {periods: 3, pays: {a: 1}}
"""


def claims(gain: str) -> tuple[Running, Worths]:
    """The rules in fractions, and what the solver claims of the prescribed conduct."""
    question = Question(parse(TWO_SIDES.replace("GAIN", gain)))
    reading = question.read()
    layout, judgment = reading.judge()
    return question.in_fractions(reading.inputs), claimed_worths(reading, layout, judgment)


def checked(gain: str) -> Finding:
    """The checker's word on the prescribed conduct."""
    game, worths = claims(gain)
    return check_equilibrium(game, {}, worths)


def test_accepts_what_holds_and_refuses_what_does_not() -> None:
    """With a snapback worth 2.439 to avoid, a gain of 2.4 is deterred and one of 2.5 is not."""
    assert checked("2.4").accepted
    refused = checked("2.5")
    assert not refused.accepted
    assert "cheat" in refused.why


def test_accepts_a_tie_only_with_exact_worths() -> None:
    """At the very threshold exact worths are accepted and nearby ones are not."""
    game, worths = claims("2.439")
    finding = check_equilibrium(game, {}, worths)
    assert finding.accepted
    assert finding.slack == 0
    near = {state: (w[0] + F(1, 10**12), *w[1:]) for state, w in worths.items()}
    assert not check_equilibrium(game, {}, near).accepted


def test_refuses_worths_that_are_not_those_of_the_conduct() -> None:
    """A flattering worth shows in the slack, which then swallows every margin."""
    game, worths = claims("2.4")
    worths[game.start] = (worths[game.start][0] + 5,)
    finding = check_equilibrium(game, {}, worths)
    assert not finding.accepted
    assert finding.slack > 5


def test_refuses_a_state_that_is_left_out() -> None:
    """A claim that says nothing of a state that matters proves nothing."""
    game, worths = claims("2.4")
    del worths[game.start]
    assert "no worth is claimed" in check_equilibrium(game, {}, worths).why


def test_refuses_a_departure_that_does_not_pay() -> None:
    """A gain that is not there is not found there."""
    game, worths = claims("2.4")
    assert not check_departure(game, {}, worths, (game.start, 0, (1,))).accepted
    game, worths = claims("2.5")
    assert check_departure(game, {}, worths, (game.start, 0, (1,))).accepted
    assert "no such departure" in check_departure(game, {}, worths, (game.start, 0, (7,))).why


def test_a_way_to_the_departure_is_followed_and_not_believed() -> None:
    """A way that ends elsewhere, leads where nothing leads, or names no action proves nothing."""
    game, worths = claims("2.5")
    pays = (game.start, 0, (1,))
    after = game.outcome(game.start, (0,)).moves[0][0]
    assert check_departure(game, {}, worths, pays, ()).accepted
    assert check_departure(game, {}, worths, pays, (((0,), game.start),)).accepted is (
        after == game.start
    )
    for route in ((((0,), "nowhere"),), (((7,), game.start),), (((), game.start),)):
        assert "no such departure" in check_departure(game, {}, worths, pays, route).why


def test_refuses_rules_that_do_not_add_up() -> None:
    """Chances that make less than one would let any worth pass."""
    choices: Choices = {0: (("x",),)}
    leaking = TableGame(
        ("a",), (F(1, 2),), 0, choices, {(0, ("x",)): Outcome((F(1),), ((0, F(1, 2)),))}
    )
    assert "do not make one" in check_equilibrium(leaking, {}, {0: (F(2),)}).why


def test_works_in_fractions_alone() -> None:
    """A float among the numbers is refused, however right it may be."""
    choices: Choices = {0: (("x",),)}
    outcome = Outcome((1.0,), ((0, F(1)),))  # type: ignore[arg-type]
    floating = TableGame(("a",), (F(1, 2),), 0, choices, {(0, ("x",)): outcome})
    with pytest.raises(TypeError):
        check_equilibrium(floating, {}, {0: (F(2),)})
