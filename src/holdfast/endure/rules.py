"""The rules by which a compact runs: what everyone may do in a period, and what follows.

One period goes like this. All players act at once. Flows, gains, harms, tranches and upkeep are
paid. What is seen (truly or falsely) leads to a call, within the same period, at which guarantors
honour or shirk and veto holders let pass or veto. Then the compact's response begins, or all goes
on. An attack turns the period into one of war at once, and the compact ends after its call.

This is the definition that the solver and the independent checker both read; it solves nothing.
"""

from fractions import Fraction
from typing import cast

from holdfast.endure.call import actions_at_call, answer
from holdfast.endure.compact import Compact
from holdfast.endure.game import Outcome, Profile, State
from holdfast.endure.lookout import Lookout
from holdfast.endure.moment import COMPLY, Mode, Moment
from holdfast.endure.period import pass_period


class Running:
    """A compact as a game."""

    def __init__(self, compact: Compact, lookout: Lookout | None = None) -> None:
        self.compact = compact
        self._lookout = lookout or Lookout(compact)
        self._actions: dict[tuple[object, ...], tuple[tuple[str, ...], ...]] = {}
        self._committed: dict[tuple[tuple[int, ...], Profile], tuple[int, ...]] = {}
        self.players = tuple(player.id for player in compact.players)
        self.discounts = tuple(player.discount for player in compact.players)

    def without_answer(self, place: int) -> "Running":
        """The same compact, were seeing one violation to lead to nothing."""
        return Running(self.compact, self._lookout.without_answer(place))

    @property
    def start(self) -> State:
        """In force, at the first step, with everyone's resolve and the balance where they begin."""
        resolve = tuple(g.levels.index(g.start) for g in self.compact.guarantors)
        level = self.compact.balance.levels.index(self.compact.balance.start)
        return Moment(0, Mode.IN_FORCE, -1, -1, 0, resolve, level)

    def is_instant(self, state: State) -> bool:
        """A call comes within the period of the breach; everything else a period later."""
        return cast(Moment, state).mode is Mode.CALLED

    def actions(self, state: State) -> tuple[tuple[str, ...], ...]:
        """For every player what it may do, what the compact prescribes first."""
        moment = cast(Moment, state)
        is_called = moment.mode is Mode.CALLED
        key = (is_called, moment.about, self._lookout.gone(moment), self._lookout.open(moment))
        found = self._actions.get(key)
        if found is None:
            found = self._actions[key] = tuple(
                self._actions_of(moment, player) for player in self.players
            )
        return found

    def _actions_of(self, moment: Moment, player: str) -> tuple[str, ...]:
        if moment.mode is Mode.CALLED:
            return actions_at_call(self.compact, moment, player)
        chosen = [self.compact.violations[k] for k in self._lookout.open(moment)]
        return (COMPLY, *(v.id for v in chosen if v.player == player))

    def committed(self, state: State, profile: Profile) -> tuple[int, ...]:
        """The places of the violations that a profile commits, in the order of the players."""
        chosen = self._lookout.open(cast(Moment, state))
        found = self._committed.get((chosen, profile))
        if found is None:
            result = []
            for player, choice in zip(self.players, profile, strict=True):
                mine = [k for k in chosen if self.compact.violations[k].player == player]
                if mine and choice:
                    result.append(mine[choice - 1])
            found = self._committed[chosen, profile] = tuple(result)
        return found

    def outcome(self, state: State, profile: Profile) -> Outcome:
        """What follows when everyone acts as the profile says."""
        moment = cast(Moment, state)
        if moment.mode is Mode.CALLED:
            does = tuple(mine[k] for mine, k in zip(self.actions(state), profile, strict=True))
            return answer(self._lookout, moment, does)
        if moment.mode is Mode.COLLAPSED:
            level = self.compact.balance.levels[moment.level]
            war = self.compact.war
            rewards = tuple(war.get(p, {}).get(level, Fraction(0)) for p in self.players)
            return Outcome(rewards, ((moment, Fraction(1)),))
        return pass_period(self._lookout, moment, self.committed(state, profile))
