"""How the parties would really behave, where what the deal prescribes does not pay.

Where a deviation pays, the best one takes the prescribed action's place; all is solved and tested
again, until nobody gains anywhere. Everyone first changes at once; should that go round in a
circle, the players change in turn. A circle in both is reported as one, never hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from holdfast.endure.game import Profile, State
from holdfast.endure.judge import Judgment
from holdfast.endure.machine import Conduct, Layout
from holdfast.endure.reading import Reading

ROUNDS = 200
"""After so many rounds without an end the search gives up, and says so."""


@dataclass(frozen=True, slots=True, eq=False)
class Realised:
    """Where behaviour settles.

    ``conduct`` holds the states in which somebody departs from what is prescribed. ``circle`` is
    the number of conducts that follow one another for ever, 0 when an end was reached, and
    ``circling`` holds them. ``is_equilibrium`` is None when some margin is undecided or the search
    gave up.
    """

    conduct: Conduct
    layout: Layout
    judgment: Judgment
    rounds: int
    circling: tuple[Conduct, ...] = ()

    @property
    def circle(self) -> int:
        """The length of the circle; 0 for none."""
        return len(self.circling)

    @property
    def is_equilibrium(self) -> bool | None:
        """True when nobody gains by acting otherwise anywhere."""
        return False if self.circling else self.judgment.holds

    def core(self) -> frozenset[State]:
        """The states that matter in which everyone complies: the self-enforcing core."""
        return frozenset(
            state
            for place, state in enumerate(self.layout.states)
            if self.judgment.matters[place] and not any(self.layout.profiles[place])
        )


def realise(reading: Reading) -> Realised:
    """Follow every profitable deviation to where behaviour settles."""
    first = _follow(reading, in_turn=False)
    if not first.circling:
        return first
    second = _follow(reading, in_turn=True)
    return first if second.circling or second.is_equilibrium is None else second


def _follow(reading: Reading, *, in_turn: bool) -> Realised:
    conduct: Conduct = {}
    history: list[Conduct] = []
    met: dict[frozenset[tuple[State, Profile]], int] = {}
    also: tuple[int, ...] = ()
    while True:
        layout, judgment = reading.judge(conduct, also=also)
        also = tuple(int(place) for place in np.flatnonzero(judgment.matters))
        met[frozenset(conduct.items())] = len(history)
        history.append(conduct)
        changed = _changed(conduct, layout, judgment, in_turn=in_turn)
        if changed is None or len(history) >= ROUNDS:
            return Realised(conduct, layout, judgment, len(history) - 1)
        key = frozenset(changed.items())
        if key in met:
            circling = tuple(history[met[key] :])
            return Realised(conduct, layout, judgment, len(history) - 1, circling)
        conduct = changed


def _changed(
    conduct: Conduct, layout: Layout, judgment: Judgment, *, in_turn: bool
) -> Conduct | None:
    """The conduct after the best deviations have taken the place of what they improve on."""
    better = list(_improvements(layout, judgment))
    if not better:
        return None
    if in_turn:
        turn = min(better, key=lambda b: (b[3], b[1]))[1]
        better = [b for b in better if b[1] == turn]
    result = dict(conduct)
    for place, player, choice, _ in better:
        state = layout.states[place]
        profile = list(result.get(state, layout.profiles[place]))
        profile[player] = choice
        result[state] = tuple(profile)
        if not any(profile):
            del result[state]
    return result


def _improvements(layout: Layout, judgment: Judgment) -> Iterator[tuple[int, int, int, float]]:
    """For each state and player that gains its best deviation, the mildest of equally good ones."""
    best: dict[tuple[int, int], tuple[int, float]] = {}
    margin, error = judgment.margins.margin, judgment.margins.error
    for k in np.flatnonzero(judgment.signs == -1):
        seat = (int(layout.where[k]), int(layout.who[k]))
        rival = best.get(seat)
        if rival is None or margin[k] < rival[1] - error[k]:
            best[seat] = (int(layout.choices[k]), float(margin[k]))
    for (place, player), (choice, worth) in best.items():
        yield place, player, choice, worth
