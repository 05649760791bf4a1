"""Two-player games against quantecon: what its repeated-game and normal-form tools find as well."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quantecon import game_theory

from holdfast.endure.compact import Compact, Player, Response, Step, Violation
from holdfast.endure.game import Outcome, State, TableGame
from holdfast.endure.machine import Machine
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running

F = Fraction


def dilemma(discount: Fraction, tempted: int, comply: int, punished: int) -> Compact:
    """Either side can cheat; once either is seen to, both get the punishment payoff for good."""
    return Compact(
        players=(Player("a", discount), Player("b", discount)),
        steps=(Step("peace", {"a": F(comply), "b": F(comply)}),),
        violations=tuple(
            Violation(
                "cheat",
                side,
                gain=F(tempted - comply),
                harms={other: F(comply)},
                own_eyes=F(1),
                then="punishment",
                steps=frozenset({0}),
            )
            for side, other in (("a", "b"), ("b", "a"))
        ),
        responses=(Response("punishment", None, pays={"a": F(punished), "b": F(punished)}),),
    )


@pytest.mark.parametrize(
    ("tempted", "comply", "punished"), [(5, 3, 1), (7, 4, 2), (9, 5, 1), (6, 4, 1)]
)
@pytest.mark.parametrize("side", [-1, 1])
def test_cooperation_is_an_equilibrium_payoff_exactly_when_it_holds(
    tempted: int, comply: int, punished: int, side: int
) -> None:
    """A little above the threshold discount mutual compliance is in quantecon's set, below it not.

    Mutual punishment is the harshest there is, so that nothing else could sustain compliance. The
    games are ones in which quantecon's set does not shrink to a point, which it cannot draw.
    """
    discount = F(tempted - comply, tempted - punished) + side * F(1, 50)
    stage = game_theory.NormalFormGame(
        (
            game_theory.Player(np.array([[comply, 0], [tempted, punished]], dtype=float)),
            game_theory.Player(np.array([[comply, 0], [tempted, punished]], dtype=float)),
        )
    )
    hull = game_theory.RepeatedGame(stage, float(discount)).equilibrium_payoffs()
    is_inside = bool((hull.equations @ np.array([comply, comply, 1.0]) <= 1e-6).all())
    _, judgment = Reading(Machine(Running(dilemma(discount, tempted, comply, punished)))).judge()
    assert judgment.holds is is_inside


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=8, max_size=8), st.integers(0, 9))
def test_a_game_played_over_and_over_without_memory_has_the_stage_games_equilibria(
    payoffs: list[int], tenths: int
) -> None:
    """Where nothing done changes the state, a profile holds iff it is a stage equilibrium."""
    array = np.array(payoffs).reshape(2, 2, 2)
    found = game_theory.pure_nash_brute(
        game_theory.NormalFormGame(array.transpose(0, 1, 2).astype(float))
    )
    names = ("x", "y")
    for first in product(range(2), repeat=2):
        table: dict[tuple[State, tuple[str, ...]], Outcome] = {
            (0, (names[i], names[j])): Outcome(
                (F(int(array[i, j, 0])), F(int(array[i, j, 1]))), ((0, F(1)),)
            )
            for i, j in product(range(2), repeat=2)
        }
        order = tuple((names[k], names[1 - k]) for k in first)
        game = TableGame(("a", "b"), (F(tenths, 10),) * 2, 0, {0: order}, table)
        _, judgment = Reading(Machine(game)).judge()
        assert judgment.holds is (first in found)
