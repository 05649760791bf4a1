"""How the parties would really behave, where what the deal prescribes does not pay.

Where a deviation pays, the best one takes the prescribed action's place; all is solved and tested
again, until nobody gains anywhere. Everyone first changes at once; should that go round in a
circle, the players change in turn. A circle in both is reported as one, never hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from holdfast.endure.game import Profile, State
from holdfast.endure.judge import Judgment
from holdfast.endure.machine import Conduct, Layout
from holdfast.endure.reading import Reading

ROUNDS = 200
"""After so many rounds without an end the search gives up, and says so."""

_TIE = 1e-9


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
        """The states that matter in which everyone complies: the self-enforcing core.

        In a circle, those in which everyone complies in each of its conducts.
        """
        departing = set(self.conduct).union(*self.circling)
        matters = self.judgment.matters.tolist()
        states = zip(self.layout.states, matters, strict=True)
        return frozenset(state for state, counts in states if counts and state not in departing)


class _Pace(Enum):
    """Who changes in a round: everyone; the most tempted player; that player in one state alone."""

    TOGETHER = 0
    IN_TURN = 1
    SINGLY = 2


def realise(reading: Reading) -> Realised:
    """Follow every profitable deviation to where behaviour settles."""
    first = found = _follow(reading, {}, _Pace.TOGETHER)
    if found.circling:
        found = _follow(reading, {}, _Pace.IN_TURN)
    if found.circling:
        found = _follow(reading, found.conduct, _Pace.SINGLY)
    return found if found.is_equilibrium else first


def _follow(reading: Reading, conduct: Conduct, pace: _Pace) -> Realised:
    history: list[Conduct] = []
    met: dict[frozenset[tuple[State, Profile]], int] = {}
    also: tuple[int, ...] = ()
    while True:
        layout = reading.machine.layout(conduct)
        judgment = reading.judge_in_floats(layout, also)
        changed = _changed(conduct, layout, judgment, pace)
        if changed is None:
            # Floats see no gain: whether there is none is settled exactly before that is said.
            judgment = reading.judge_layout(layout, also=also)
            changed = _changed(conduct, layout, judgment, pace)
        also = tuple(int(place) for place in np.flatnonzero(judgment.matters))
        met[frozenset(conduct.items())] = len(history)
        history.append(conduct)
        if changed is None or len(history) >= ROUNDS:
            return Realised(conduct, layout, judgment, len(history) - 1)
        key = frozenset(changed.items())
        if key in met:
            circling = tuple(history[met[key] :])
            return Realised(conduct, layout, judgment, len(history) - 1, circling)
        conduct = changed


def _changed(conduct: Conduct, layout: Layout, judgment: Judgment, pace: _Pace) -> Conduct | None:
    """The conduct after the best deviations have taken the place of what they improve on."""
    better = list(_improvements(layout, judgment))
    if not better:
        return None
    if pace is not _Pace.TOGETHER:
        most = max(step.temptation for step in better)
        tempted = {step.player for step in better if step.temptation >= most * (1 - _TIE)}
        better = [step for step in better if step.player in tempted]
    if pace is _Pace.SINGLY:
        better = [max(better, key=lambda step: (step.temptation, -step.place, -step.player))]
    result = dict(conduct)
    for step in better:
        state = layout.states[step.place]
        profile = list(result.get(state, layout.profiles[step.place]))
        profile[step.player] = step.choice
        result[state] = tuple(profile)
        if not any(profile):
            del result[state]
    return result


@dataclass(frozen=True, slots=True)
class _Step:
    """A player's best deviation in a state.

    ``temptation`` is what it gains, as a share of all that is at stake for that player, so that it
    does not change when the player's points are rescaled.
    """

    place: int
    player: int
    choice: int
    temptation: float


def _improvements(layout: Layout, judgment: Judgment) -> Iterator[_Step]:
    """For each state and player that gains its best deviation, the mildest of equally good ones."""
    best: dict[tuple[int, int], tuple[int, float]] = {}
    margin, error = judgment.margins.margin, judgment.margins.error
    for k in np.flatnonzero(judgment.signs == -1):
        seat = (int(layout.where[k]), int(layout.who[k]))
        rival = best.get(seat)
        if rival is None or margin[k] < rival[1] - error[k]:
            best[seat] = (int(layout.choices[k]), float(margin[k]))
    worth = judgment.values.worth[judgment.matters]
    at_stake = np.maximum(worth.max(axis=0) - worth.min(axis=0), np.finfo(float).tiny)
    for (place, player), (choice, loss) in best.items():
        yield _Step(place, player, choice, -loss / float(at_stake[player]))
