"""Tiny games, every pure Markov profile tried: the solver, the realised end and the core agree."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.endure.certificate import check_departure, check_equilibrium
from holdfast.endure.claims import claimed_worths
from holdfast.endure.conduct import realise
from holdfast.endure.game import Outcome, Profile, State, TableGame
from holdfast.endure.machine import Machine
from holdfast.endure.reading import Reading

F = Fraction
Plan = dict[State, Profile]


@st.composite
def tiny_games(draw: st.DrawFn) -> TableGame:
    """Two players, two actions each, two or three states, small whole payoffs."""
    states = range(draw(st.integers(2, 3)))
    choices: dict[State, tuple[tuple[str, ...], ...]] = {
        state: (("comply", "cheat"),) * 2 for state in states
    }
    table: dict[tuple[State, tuple[str, ...]], Outcome] = {}
    for state in states:
        for names in product(("comply", "cheat"), repeat=2):
            rewards = tuple(F(draw(st.integers(-4, 4))) for _ in range(2))
            parts = draw(st.lists(st.integers(1, 4), min_size=len(states), max_size=len(states)))
            moves = tuple((t, F(p, sum(parts))) for t, p in zip(states, parts, strict=True))
            table[state, names] = Outcome(rewards, moves)
    discounts = tuple(F(draw(st.integers(0, 19)), 20) for _ in range(2))
    return TableGame(("a", "b"), discounts, 0, choices, table)


def solved(game: TableGame, plan: Plan, player: int) -> dict[State, F]:
    """What a plan is worth to a player in each state, by elimination in fractions."""
    states = sorted(plan, key=str)
    rows = []
    for state in states:
        outcome = game.outcome(state, plan[state])
        row = [F(int(state == t)) for t in states]
        for t, chance in outcome.moves:
            assert isinstance(chance, F)
            row[states.index(t)] -= game.discounts[player] * chance
        reward = outcome.rewards[player]
        assert isinstance(reward, F)
        rows.append([*row, reward])
    for k in range(len(rows)):
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for other in range(len(rows)):
            if other != k:
                factor = rows[other][k]
                pairs = zip(rows[other], rows[k], strict=True)
                rows[other] = [x - factor * y for x, y in pairs]
    return {state: row[-1] for state, row in zip(states, rows, strict=True)}


def gains(game: TableGame, plan: Plan) -> Iterator[F]:
    """What every one-shot departure from a plan gains."""
    for player in range(2):
        worth = solved(game, plan, player)
        for state, profile in plan.items():
            for choice in range(2):
                other = (*profile[:player], choice, *profile[player + 1 :])
                outcome = game.outcome(state, other)
                after = sum(F(str(c)) * worth[t] for t, c in outcome.moves)
                yield (
                    F(str(outcome.rewards[player])) + game.discounts[player] * after - worth[state]
                )


def prescribed(game: TableGame) -> Plan:
    """Everyone complies everywhere."""
    return dict.fromkeys(game.choices, (0, 0))


def is_equilibrium(game: TableGame, plan: Plan) -> bool:
    """True when no departure gains."""
    return max(gains(game, plan)) <= 0


@settings(max_examples=150, deadline=None)
@given(tiny_games())
def test_verdict_agrees_with_brute_force(game: TableGame) -> None:
    """The prescribed profile holds iff it is among the equilibria found by trying everything."""
    plan = prescribed(game)
    _, judgment = Reading(Machine(game)).judge()
    assert judgment.holds is is_equilibrium(game, plan)


@settings(max_examples=60, deadline=None)
@given(tiny_games())
def test_realised_end_is_an_equilibrium(game: TableGame) -> None:
    """Where behaviour settles is one of the equilibria of the game, and the core complies."""
    realised = realise(Reading(Machine(game)))
    plan = prescribed(game) | realised.conduct
    if realised.circle:
        assert not is_equilibrium(game, plan)
        return
    assert is_equilibrium(game, plan)
    assert realised.core() == {state for state, profile in plan.items() if profile == (0, 0)}


@settings(max_examples=60, deadline=None)
@given(tiny_games())
def test_a_game_without_pure_equilibrium_ends_in_a_circle(game: TableGame) -> None:
    """When trying everything finds no pure equilibrium, the search says that it goes round."""
    states = sorted(game.choices, key=str)
    plans = product(product(range(2), range(2)), repeat=len(states))
    exists = any(is_equilibrium(game, dict(zip(states, p, strict=True))) for p in plans)
    if not exists:
        assert realise(Reading(Machine(game))).circle > 1


@settings(max_examples=60, deadline=None)
@given(tiny_games())
def test_checker_accepts_what_is_true_and_nothing_else(game: TableGame) -> None:
    """The independent checker accepts the solver's worths exactly when brute force says so."""
    reading = Reading(Machine(game))
    layout, judgment = reading.judge()
    worths = claimed_worths(reading, layout, judgment)
    plan = prescribed(game)
    finding = check_equilibrium(game, {}, worths)
    assert finding.accepted is is_equilibrium(game, plan)
    worst = int(judgment.margins.margin.argmin())
    if judgment.signs[worst] == -1:
        who, choice = int(layout.who[worst]), int(layout.choices[worst])
        profile = (choice, 0) if who == 0 else (0, choice)
        state = layout.states[int(layout.where[worst])]
        assert check_departure(game, {}, worths, (state, who, profile)).accepted
