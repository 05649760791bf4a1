"""Where a circle comes to rest: two players who each do now one thing and now another.

An inspector who never inspects invites breaches, and one who always does has nobody to catch, so
that no pure conduct is stable. What is stable is a mix: each does either thing so often that the
other has nothing to choose between its own two. Found for circles in which two players, in one
state, each go back and forth between two actions; each one's share is where the other's margin is
exactly zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.endure.certificate import check_equilibrium
from holdfast.endure.exact import simplest_between, solved
from holdfast.endure.game import Game, Outcome, Profile, State
from holdfast.endure.judge import PATIENCE
from holdfast.endure.machine import Conduct, Machine
from holdfast.endure.quantity import Number
from holdfast.endure.reading import Reading

_STEPS = 48


@dataclass(frozen=True, slots=True)
class Mix:
    """One player's mix in one state: ``share`` of the time the first action, else the second."""

    state: State
    player: int
    actions: tuple[str, str]
    share: Fraction


@dataclass(frozen=True)
class _Mixed:
    """A game in which some players mix in a state and have nothing else to choose there."""

    game: Game
    state: State
    mixes: Mapping[int, tuple[int, int, Fraction]]

    @property
    def players(self) -> tuple[str, ...]:
        """As in the game itself."""
        return self.game.players

    @property
    def discounts(self) -> tuple[Number, ...]:
        """As in the game itself."""
        return self.game.discounts

    @property
    def start(self) -> State:
        """As in the game itself."""
        return self.game.start

    def is_instant(self, state: State) -> bool:
        """As in the game itself."""
        return self.game.is_instant(state)

    def actions(self, state: State) -> tuple[tuple[str, ...], ...]:
        """As in the game itself, but that those who mix have one thing to do."""
        actions = self.game.actions(state)
        if state != self.state:
            return actions
        return tuple(
            ("mix",) if player in self.mixes else mine for player, mine in enumerate(actions)
        )

    def outcome(self, state: State, profile: Profile) -> Outcome:
        """What follows on average."""
        if state != self.state:
            return self.game.outcome(state, profile)
        parts: list[tuple[Number, Profile]] = [(Fraction(1), profile)]
        for player, (first, second, share) in self.mixes.items():
            parts = [
                (chance * part, (*chosen[:player], choice, *chosen[player + 1 :]))
                for chance, chosen in parts
                for choice, part in ((first, share), (second, 1 - share))
            ]
        return _blend([(chance, self.game.outcome(state, chosen)) for chance, chosen in parts])


def _blend(parts: Sequence[tuple[Number, Outcome]]) -> Outcome:
    count = len(parts[0][1].rewards)
    rewards: list[Number] = [Fraction(0)] * count
    moves: dict[State, Number] = {}
    for chance, outcome in parts:
        rewards = [
            total + chance * reward for total, reward in zip(rewards, outcome.rewards, strict=True)
        ]
        for state, part in outcome.moves:
            moves[state] = moves.get(state, Fraction(0)) + chance * part
    return Outcome(tuple(rewards), tuple(moves.items()))


def mix(game: Game, circling: Sequence[Conduct]) -> tuple[Mix, Mix] | None:
    """The mixes at which a circle rests, proven by the independent checker; None where not found.

    Args:
        game: the rules, in fractions.
        circling: the conducts of the circle.
    """
    seats = _seats(game, circling)
    if seats is None:
        return None
    state, (one, other), base = seats
    shares = [
        _share(game, state, base, mixer=mixer, tempted=tempted)
        for mixer, tempted in ((one, other), (other, one))
    ]
    if shares[0] is None or shares[1] is None:
        return None
    mixes = {
        player: (*choices, share)
        for (player, choices), share in zip((one, other), shares, strict=True)
        if share is not None
    }
    if not all(_is_stable(game, state, base, mixes, fixed) for fixed in (None, *mixes)):
        return None
    names = game.actions(state)
    first, second = (
        Mix(state, player, (names[player][a], names[player][b]), share)
        for player, (a, b, share) in mixes.items()
    )
    return first, second


_Seat = tuple[int, tuple[int, int]]


def _seats(
    game: Game, circling: Sequence[Conduct]
) -> tuple[State, tuple[_Seat, _Seat], Conduct] | None:
    """The one state and the two players that go back and forth, with their two actions each."""
    prescribed = (0,) * len(game.players)
    states = {state for conduct in circling for state in conduct}
    moving = [s for s in states if len({c.get(s, prescribed) for c in circling}) > 1]
    if len(moving) != 1:
        return None
    profiles = [conduct.get(moving[0], prescribed) for conduct in circling]
    seats = [
        (player, tuple(sorted(chosen)))
        for player in range(len(prescribed))
        if len(chosen := {profile[player] for profile in profiles}) > 1
    ]
    if len(seats) != 2 or any(len(choices) != 2 for _, choices in seats):
        return None
    (one, (a, b)), (other, (c, d)) = seats
    return moving[0], ((one, (a, b)), (other, (c, d))), dict(circling[0])


def _share(
    game: Game, state: State, base: Conduct, *, mixer: _Seat, tempted: _Seat
) -> Fraction | None:
    """How often the mixer takes its first action, so that the tempted has nothing to choose."""

    def margin(share: Fraction) -> Fraction | None:
        return _margin(game, state, base, (mixer, share), tempted)

    low, high = Fraction(0), Fraction(1)
    at_low, at_high = margin(low), margin(high)
    if at_low is None or at_high is None or at_low * at_high >= 0:
        return None
    straight = low - at_low * (high - low) / (at_high - at_low)
    if margin(straight) == 0:
        return straight
    for _ in range(_STEPS):
        middle = (low + high) / 2
        at = margin(middle)
        if at is None:
            return None
        low, high = (middle, high) if at * at_low > 0 else (low, middle)
    simple = simplest_between(low, high)
    return simple if margin(simple) == 0 else None


def _margin(
    game: Game, state: State, base: Conduct, mixing: tuple[_Seat, Fraction], tempted: _Seat
) -> Fraction | None:
    """What the tempted's second action costs against its first; exact, None when out of reach."""
    (mixer, choices), share = mixing
    player, (first, second) = tempted
    mixed = _Mixed(game, state, {mixer: (*choices, share)})
    profile = list(base.get(state, (0,) * len(game.players)))
    profile[mixer], profile[player] = 0, first
    machine = Machine(mixed)
    layout = machine.layout({**base, state: tuple(profile)})
    exact, instant = Reading(machine).exact(layout), layout.instant.tolist()
    worth = solved(exact, instant, player, range(len(layout.states)), PATIENCE)
    if worth is None:
        return None
    place = machine.place(state)
    k = next(
        k
        for k in range(len(layout.where))
        if (layout.where[k], layout.who[k], layout.choices[k]) == (place, player, second)
    )
    return worth.margin(place, *exact.deviation(k)).low


def _is_stable(
    game: Game,
    state: State,
    base: Conduct,
    mixes: Mapping[int, tuple[int, int, Fraction]],
    fixed: int | None,
) -> bool:
    """Whether nobody gains anywhere while both mix, or one takes its first action for certain.

    All three together prove the mix: for each of the two, each action mixed is as good as any.
    """
    mixing = {player: each for player, each in mixes.items() if player != fixed}
    mixed = _Mixed(game, state, mixing)
    profile = list(base.get(state, (0,) * len(game.players)))
    for player, (first, _, _) in mixes.items():
        profile[player] = first if player == fixed else 0
    conduct = {**base, state: tuple(profile)}
    machine = Machine(mixed)
    layout = machine.layout(conduct)
    exact, instant = Reading(machine).exact(layout), layout.instant.tolist()
    columns = []
    for seat in range(len(game.players)):
        worth = solved(exact, instant, seat, range(len(layout.states)), PATIENCE)
        if worth is None:
            return False
        columns.append([worth.of(place).low for place in range(len(layout.states))])
    worths = dict(zip(layout.states, zip(*columns, strict=True), strict=True))
    return check_equilibrium(mixed, conduct, worths).accepted
