"""The independent checker: is this conduct an equilibrium, and is that departure really one?

It shares no code with the solver. It walks the game by its rules in exact fractions, takes the
claimed worths as mere claims, finds by itself how far they can be from the true ones, and accepts
only what follows from that. Worths that are exact settle ties; others may leave it unable to tell.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from holdfast.endure.game import Game, Outcome, Profile, State

Worths = Mapping[State, tuple[Fraction, ...]]
Departure = tuple[int, Profile, Outcome]
"""Who acts otherwise, what everyone then does, and what follows."""

Route = tuple[tuple[Profile, State], ...]
"""A way from the start: what everyone does there, and the state that follows; then on from that."""

_NO_SUCH = "no such departure is open in a state that matters"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checker makes of a claim.

    ``accepted`` is True only when the claim is proven. ``why`` says what stands against it
    otherwise. ``states`` and ``deviations`` count what was walked, ``slack`` is the largest amount
    by which a claimed worth can be wrong (zero: all are exact).
    """

    accepted: bool
    why: str
    states: int
    deviations: int
    slack: Fraction


class _Walk:
    """The states that some lead to under a conduct, and what follows in each, by the rules alone.

    With ``departing``, those are met as well that one-sided departures lead to: all that matter.
    """

    def __init__(
        self,
        game: Game,
        conduct: Mapping[State, Profile],
        origins: Iterable[State],
        *,
        departing: bool,
    ) -> None:
        self.game = game
        self.discounts = tuple(_fraction(d) for d in game.discounts)
        self.followed: dict[State, Outcome] = {}
        self.departures: dict[State, list[Departure]] = {}
        waiting = list(origins)
        while waiting:
            state = waiting.pop()
            if state not in self.followed:
                followed, departures = _what_follows(game, conduct, state, departing=departing)
                self.followed[state], self.departures[state] = followed, departures
                for outcome in (followed, *(outcome for _, _, outcome in departures)):
                    waiting += _leads_to(outcome)

    def worth_after(self, outcome: Outcome, player: int, worths: Worths) -> Fraction:
        """A payoff, and the discounted claim of what comes after it."""
        total = _fraction(outcome.rewards[player])
        for state, chance in outcome.moves:
            if chance:
                weight = Fraction(1) if self.game.is_instant(state) else self.discounts[player]
                total += _fraction(chance) * weight * worths[state][player]
        return total

    def fault_in_rules(self) -> str:
        """What would make the bound on errors unsound; empty when nothing does."""
        if any(not 0 <= d < 1 for d in self.discounts):
            return "a discount is not from 0 to below 1"
        outcomes = list(self.followed.items())
        outcomes += [(s, o) for s, found in self.departures.items() for _, _, o in found]
        for state, outcome in outcomes:
            chances = [_fraction(chance) for _, chance in outcome.moves]
            if sum(chances) != 1 or min(chances) < 0:
                return f"the chances of what follows {state} do not make one"
            instant = [t for t, chance in outcome.moves if chance and self.game.is_instant(t)]
            if self.game.is_instant(state) and instant:
                return f"the instant state {state} is followed by another"
        return ""

    def slack(self, player: int, worths: Worths) -> Fraction:
        """How far any claimed worth of a player can be from the true one."""
        worst = max(
            abs(self.worth_after(outcome, player, worths) - worths[state][player])
            for state, outcome in self.followed.items()
        )
        return 2 * worst / (1 - self.discounts[player])


def _what_follows(
    game: Game, conduct: Mapping[State, Profile], state: State, *, departing: bool
) -> tuple[Outcome, list[Departure]]:
    actions = game.actions(state)
    profile = conduct.get(state, (0,) * len(actions))
    found: list[Departure] = []
    for player, mine in enumerate(actions if departing else ()):
        for choice in range(len(mine)):
            if choice != profile[player]:
                other = (*profile[:player], choice, *profile[player + 1 :])
                found.append((player, other, game.outcome(state, other)))
    return game.outcome(state, profile), found


def _leads_to(outcome: Outcome) -> list[State]:
    return [state for state, chance in outcome.moves if _fraction(chance) != 0]


def _matters(game: Game, conduct: Mapping[State, Profile], sought: State) -> bool:
    """True when a state can be met: by the conduct and any number of one-sided departures."""
    met: dict[State, None] = {game.start: None}
    waiting = deque(met)
    while waiting:
        state = waiting.popleft()
        if state == sought:
            return True
        followed, departures = _what_follows(game, conduct, state, departing=True)
        for outcome in (followed, *(outcome for _, _, outcome in departures)):
            fresh = dict.fromkeys(each for each in _leads_to(outcome) if each not in met)
            met.update(fresh)
            waiting.extend(fresh)
    return False


def _can_follow(game: Game, conduct: Mapping[State, Profile], route: Route) -> State | None:
    """Where a route ends; None when somewhere on it two depart, or what follows has no chance."""
    here = game.start
    for profile, after in route:
        actions = game.actions(here)
        followed = conduct.get(here, (0,) * len(actions))
        known = len(profile) == len(actions) and all(
            0 <= choice < len(mine) for choice, mine in zip(profile, actions, strict=True)
        )
        if not known or sum(a != b for a, b in zip(profile, followed, strict=True)) > 1:
            return None
        if after not in _leads_to(game.outcome(here, profile)):
            return None
        here = after
    return here


def _fraction(number: object) -> Fraction:
    if not isinstance(number, (Fraction, int)):
        message = f"The checker works in fractions alone, and {number!r} is none."
        raise TypeError(message)
    return Fraction(number)


def check_equilibrium(
    game: Game,
    conduct: Mapping[State, Profile],
    worths: Worths,
    also: Iterable[State] = (),
) -> Finding:
    """Is it proven that nobody gains by acting otherwise, once, in any state that matters?

    Args:
        game: the rules, in fractions.
        conduct: who does what; a state that is not named is played as prescribed.
        worths: for every state that matters, what the conduct is claimed to be worth to each.
        also: states that are to count as mattering besides the start.
    """
    walk = _Walk(game, conduct, [game.start, *also], departing=True)
    count = sum(len(found) for found in walk.departures.values())
    fault = walk.fault_in_rules() or _missing(walk, worths)
    if fault:
        return Finding(False, fault, len(walk.followed), count, Fraction(0))
    slacks = [walk.slack(player, worths) for player in range(len(walk.discounts))]
    largest = max(slacks, default=Fraction(0))
    for state, found in walk.departures.items():
        for player, profile, outcome in found:
            if _is_same(walk.followed[state], outcome, player):
                continue
            margin = worths[state][player] - walk.worth_after(outcome, player, worths)
            if margin < 2 * slacks[player]:
                what = game.actions(state)[player][profile[player]]
                why = f"{game.players[player]} may gain by {what} at {state}: {float(margin):.3g}"
                return Finding(False, why, len(walk.followed), count, largest)
    return Finding(True, "", len(walk.followed), count, largest)


def check_departure(
    game: Game,
    conduct: Mapping[State, Profile],
    worths: Worths,
    departure: tuple[State, int, Profile],
    route: Route | None = None,
) -> Finding:
    """Is it proven that one player gains by one departure, in a state that matters?

    Args:
        game: the rules, in fractions.
        conduct: who does what; a state that is not named is played as prescribed.
        worths: for every state that follows, what the conduct is claimed to be worth to each.
        departure: where, who, and what everyone then does.
        route: how the state can be met; without one, it is searched for.
    """
    state, player, profile = departure
    if route is not None:
        is_met = _can_follow(game, conduct, route) == state
    else:
        is_met = _matters(game, conduct, state)
    if not is_met:
        return Finding(False, _NO_SUCH, 0, 0, Fraction(0))
    _, open_ones = _what_follows(game, conduct, state, departing=True)
    outcome = next((o for who, other, o in open_ones if (who, other) == (player, profile)), None)
    if outcome is None:
        return Finding(False, _NO_SUCH, 0, 0, Fraction(0))
    walk = _Walk(game, conduct, [state, *_leads_to(outcome)], departing=False)
    walk.departures[state] = [(player, profile, outcome)]
    count = len(walk.followed)
    if fault := walk.fault_in_rules() or _missing(walk, worths):
        return Finding(False, fault, count, 1, Fraction(0))
    slack = walk.slack(player, worths)
    gain = walk.worth_after(outcome, player, worths) - worths[state][player]
    is_proven = gain > 2 * slack
    why = "" if is_proven else f"the gain of {float(gain):.3g} is not clear of the slack"
    return Finding(is_proven, why, count, 1, slack)


def _missing(walk: _Walk, worths: Worths) -> str:
    bare = next((state for state in walk.followed if state not in worths), None)
    return f"no worth is claimed for {bare}" if bare is not None else ""


def _is_same(one: Outcome, other: Outcome, player: int) -> bool:
    """True when a departure changes nothing for the one who departs, so that it gains nothing."""
    same_moves = {s: c for s, c in one.moves if c} == {s: c for s, c in other.moves if c}
    return same_moves and one.rewards[player] == other.rewards[player]
