"""Random games of two or three players that cannot go everywhere: what matters, holds, and is core.

Brute force here is elimination in fractions and a walk of its own; it shares nothing with the room
but the table of the game.
"""

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
def games(draw: st.DrawFn) -> TableGame:
    """Two or three players, two to four states, some never left; the last may be an instant one."""
    players = tuple("abc")[: draw(st.integers(2, 3))]
    count = draw(st.integers(2, 4))
    instant = frozenset({count - 1}) if draw(st.booleans()) else frozenset()
    choices: dict[State, tuple[tuple[str, ...], ...]] = {}
    table: dict[tuple[State, tuple[str, ...]], Outcome] = {}
    for state in range(count):
        choices[state] = tuple(("comply", "cheat")[: draw(st.integers(1, 2))] for _ in players)
        lasting = [t for t in range(count) if not (state in instant and t in instant)]
        for names in product(*choices[state]):
            rewards = tuple(F(draw(st.integers(-3, 3))) for _ in players)
            parts = {t: draw(st.integers(0, 2)) for t in lasting}
            if not sum(parts.values()):
                parts[lasting[0]] = 1
            moves = tuple((t, F(p, sum(parts.values()))) for t, p in parts.items())
            table[state, names] = Outcome(rewards, moves)
    discounts = tuple(F(draw(st.integers(0, 9)), 10) for _ in players)
    return TableGame(players, discounts, 0, choices, table, instant)


def weight(game: TableGame, player: int, state: State) -> Fraction:
    """What the worth of a state counts for in the one before."""
    return F(1) if game.is_instant(state) else game.discounts[player]


def worths(game: TableGame, plan: Plan, player: int) -> dict[State, Fraction]:
    """What a plan is worth to a player in each state, by elimination in fractions."""
    states = list(plan)
    rows = []
    for state in states:
        outcome = game.outcome(state, plan[state])
        row = [F(int(state == t)) for t in states]
        for t, chance in outcome.moves:
            row[states.index(t)] -= weight(game, player, t) * F(str(chance))
        rows.append([*row, F(str(outcome.rewards[player]))])
    for k in range(len(rows)):
        pivot = next(r for r in range(k, len(rows)) if rows[r][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for other in range(len(rows)):
            if other != k and rows[other][k]:
                factor = rows[other][k]
                rows[other] = [x - factor * y for x, y in zip(rows[other], rows[k], strict=True)]
    return {state: row[-1] for state, row in zip(states, rows, strict=True)}


def departures(game: TableGame, state: State, profile: Profile) -> list[tuple[int, Profile]]:
    """Every way in which one player alone could act otherwise."""
    return [
        (player, (*profile[:player], choice, *profile[player + 1 :]))
        for player, mine in enumerate(game.choices[state])
        for choice in range(len(mine))
        if choice != profile[player]
    ]


def met(game: TableGame, plan: Plan) -> set[State]:
    """The states that can be met by a plan and any number of one-sided departures from it."""
    found, waiting = {game.start}, [game.start]
    while waiting:
        state = waiting.pop()
        profiles = [plan[state], *(other for _, other in departures(game, state, plan[state]))]
        for profile in profiles:
            for t, chance in game.outcome(state, profile).moves:
                if chance and t not in found:
                    found.add(t)
                    waiting.append(t)
    return found


def gains(
    game: TableGame, plan: Plan, states: set[State]
) -> dict[tuple[State, int, Profile], Fraction]:
    """What every one-shot departure in some states gains."""
    found = {}
    for player in range(len(game.players)):
        worth = worths(game, plan, player)
        for state in states:
            for who, other in departures(game, state, plan[state]):
                if who == player:
                    outcome = game.outcome(state, other)
                    after = sum(
                        F(str(c)) * weight(game, player, t) * worth[t] for t, c in outcome.moves
                    )
                    gain = F(str(outcome.rewards[player])) + after - worth[state]
                    found[state, player, other] = gain
    return found


def prescribed(game: TableGame) -> Plan:
    """Everyone complies everywhere."""
    return {state: (0,) * len(game.players) for state in game.choices}


@settings(max_examples=150, deadline=None)
@given(games())
def test_verdict_margins_and_what_matters_agree_with_brute_force(game: TableGame) -> None:
    """It holds iff nobody gains in a state that can be met; each margin's sign is brute force's."""
    plan = prescribed(game)
    found = gains(game, plan, met(game, plan))
    layout, judgment = Reading(Machine(game)).judge()
    assert judgment.holds is (max(found.values(), default=F(0)) <= 0)
    states = {layout.states[k] for k in range(len(layout.states)) if judgment.matters[k]}
    assert states == met(game, plan)
    for k, sign in enumerate(judgment.signs.tolist()):
        state, player = layout.states[int(layout.where[k])], int(layout.who[k])
        if state in states:
            zero = (0,) * len(game.players)
            other = (*zero[:player], int(layout.choices[k]), *zero[player + 1 :])
            gain = found[state, player, other]
            assert sign == (gain < 0) - (gain > 0)


@settings(max_examples=100, deadline=None)
@given(games())
def test_where_behaviour_settles_nobody_gains_and_the_core_complies(game: TableGame) -> None:
    """An end is an equilibrium by brute force; in a circle each conduct has somebody who gains."""
    realised = realise(Reading(Machine(game)))
    layout = realised.layout
    states = {
        state for state, counts in zip(layout.states, realised.judgment.matters, strict=True)
        if counts
    }  # fmt: skip
    conducts = realised.circling or (realised.conduct,)
    plans = [prescribed(game) | conduct for conduct in conducts]
    worst = [max(gains(game, plan, states).values(), default=F(0)) for plan in plans]
    if realised.circling:
        assert min(worst) > 0
    else:
        assert worst[0] <= 0
    assert met(game, prescribed(game)) <= states
    core = {state for state in states if not any(any(plan[state]) for plan in plans)}
    assert realised.core() == core


@settings(max_examples=100, deadline=None)
@given(games())
def test_the_checker_accepts_what_is_true_and_nothing_else(game: TableGame) -> None:
    """Equilibria and departures are accepted exactly when brute force says that they are such."""
    reading = Reading(Machine(game))
    layout, judgment = reading.judge()
    claims = claimed_worths(reading, layout, judgment)
    plan = prescribed(game)
    found = gains(game, plan, met(game, plan))
    accepted = check_equilibrium(game, {}, claims).accepted
    assert accepted is (max(found.values(), default=F(0)) <= 0)
    for departure, gain in found.items():
        assert check_departure(game, {}, claims, departure).accepted is (gain > 0)
    away = [state for state in game.choices if state not in met(game, plan)]
    for state in away:
        for player, other in departures(game, state, plan[state]):
            assert not check_departure(game, {}, claims, (state, player, other)).accepted
