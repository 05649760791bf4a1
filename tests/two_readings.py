"""One tiny dossier read twice: by the engine, and by the interpreter of the documentation."""

from dataclasses import dataclass
from functools import cache, cached_property

from day_after_interpreter import Interpreter
from day_after_standing import CALLED, COMPLY, RUNS, Profile, Standing, war_at
from day_after_worths import Departure, Played, play
from holdfast.dossier import Dossier, parse
from holdfast.endure.conduct import Realised, realise
from holdfast.endure.game import State
from holdfast.endure.machine import Conduct
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.question import Question
from holdfast.endure.results import Verdict
from holdfast.endure.verdict import hold
from tiny_dossier_text import written
from tiny_dossiers import STEADY, TinyDossier, draw


@dataclass(frozen=True)
class Case:
    """One dossier and both readings of it."""

    seed: int

    @cached_property
    def tiny(self) -> TinyDossier:
        """What was drawn."""
        return draw(self.seed)

    @cached_property
    def dossier(self) -> Dossier:
        """What was drawn, written down and read as any other dossier."""
        return parse(written(self.tiny))

    @cached_property
    def verdict(self) -> Verdict:
        """The engine's answer."""
        return hold(self.dossier)

    @cached_property
    def question(self) -> Question:
        """The engine's compact, to translate from."""
        return Question(self.dossier)

    @cached_property
    def realised(self) -> Realised:
        """Where the engine sees behaviour settle."""
        return realise(self.question.read())

    @cached_property
    def played(self) -> Played:
        """The interpreter's reading of the prescribed conduct."""
        return play(Interpreter(self.tiny))

    @cached_property
    def departures(self) -> list[Departure]:
        """The interpreter's answer: what every departure costs."""
        return self.played.margins()

    def standing(self, state: State) -> Standing:
        """A state of the engine in the interpreter's words."""
        assert isinstance(state, Moment)
        compact = self.question.compact
        balance = compact.balance.levels[state.level]
        if state.mode is Mode.COLLAPSED:
            return war_at(balance)
        resolve = STEADY if self.tiny.guarantor else ""
        if compact.guarantors:
            resolve = compact.guarantors[0].levels[state.resolve[0]]
        response, left = "", None
        if state.response >= 0:
            under_way = compact.responses[state.response]
            response, left = under_way.id, state.left if under_way.periods is not None else None
        mode, called = RUNS, None
        if state.mode is Mode.CALLED:
            violation = compact.violations[state.about]
            mode, called = CALLED, (violation.id, violation.player)
        return Standing(mode, state.step, response, left, called, resolve, balance)

    def profiles(self, conduct: Conduct) -> dict[Standing, Profile]:
        """A conduct of the engine in the interpreter's words."""
        game = self.question.machine.game
        result: dict[Standing, Profile] = {}
        for state, profile in conduct.items():
            mine = zip(game.players, game.actions(state), profile, strict=True)
            done = {player: actions[choice] for player, actions, choice in mine}
            idle = {party: COMPLY for party in self.tiny.stakes if party not in game.players}
            result[self.standing(state)] = done | idle
        return result


case_of = cache(Case)
"""The case of a seed, worked out once."""
