"""What a breakdown is owed to: found by asking what would have prevented it, other things equal."""

from holdfast.endure.chain import Chain, Node
from holdfast.endure.compact import Kind
from holdfast.endure.game import Profile
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.outlook import Cause
from holdfast.endure.reading import Reading


class Tracing:
    """Traces breakdowns of a chain to their causes."""

    def __init__(self, chain: Chain, reading: Reading) -> None:
        self._chain, self._reading = chain, reading
        self._compact = chain.game.compact
        start = chain.moment(chain.start)
        self._level = start.level
        self._like_start = [
            {
                place
                for place, level in enumerate(guarantor.levels)
                if self._honour(k, level) == self._honour(k, guarantor.levels[start.resolve[k]])
            }
            for k, guarantor in enumerate(self._compact.guarantors)
        ]
        self._found: dict[tuple[Node, Node], Cause] = {}

    def _honour(self, k: int, level: str) -> object:
        honours = self._compact.guarantors[k].honours
        return self._reading.number(honours[level]) if level in honours else 0

    def cause(self, origin: Node, through: Node) -> Cause:
        """What a breakdown is owed to that began at ``origin``, ``through`` a call or at once."""
        if (origin, through) not in self._found:
            self._found[origin, through] = self._trace(origin, through)
        return self._found[origin, through]

    def _trace(self, origin: Node, through: Node) -> Cause:
        called = self._chain.moment(through)
        if called.mode is not Mode.CALLED:
            return Cause.FALSE_ALARM if origin.is_false else Cause.BREACH
        if through.is_false:
            return Cause.FALSE_ALARM
        here = self._chain.moment(origin)
        if self._compact.violations[called.about].kind is not Kind.ATTACK:
            return Cause.BREACH
        if here.mode is Mode.ANSWERING and not self._pays(here, called.about, in_force=True):
            return Cause.FALSE_ALARM if origin.is_false else Cause.BREACH
        return self._by_change(here, called.about)

    def _by_change(self, here: Moment, about: int) -> Cause:
        is_steady = not self._pays(here, about, steady=True)
        is_level = not self._pays(here, about, level=True)
        if is_steady and is_level:
            return Cause.BOTH
        if is_steady:
            return Cause.WAVERING
        if is_level:
            return Cause.SHIFT
        is_either = not self._pays(here, about, steady=True, level=True)
        return Cause.TOGETHER if is_either else Cause.INTEREST

    def _pays(
        self,
        here: Moment,
        about: int,
        *,
        steady: bool = False,
        level: bool = False,
        in_force: bool = False,
    ) -> bool:
        """True when the attack is made as well where some things are as they were at signature.

        Where no such situation can be met at all, nothing is known of it, and it counts as made.
        """
        alike = (
            (state, profile)
            for state, profile in zip(
                self._chain.layout.states, self._chain.layout.profiles, strict=True
            )
            if isinstance(state, Moment)
            and self._is_alike(state, here, steady=steady, level=level, in_force=in_force)
        )
        return all(about in self._attacks(state, profile) for state, profile in alike)

    def _attacks(self, state: Moment, profile: Profile) -> tuple[int, ...]:
        return self._chain.game.committed(state, profile)

    def _is_alike(
        self, state: Moment, here: Moment, *, steady: bool, level: bool, in_force: bool
    ) -> bool:
        if state.mode is not (Mode.IN_FORCE if in_force else here.mode):
            return False
        phase = self._compact.steps[state.step].phase == self._compact.steps[here.step].phase
        same_answer = in_force or (state.response, state.left) == (here.response, here.left)
        resolve = (
            all(place in like for place, like in zip(state.resolve, self._like_start, strict=True))
            if steady
            else state.resolve == here.resolve
        )
        return (
            phase
            and same_answer
            and resolve
            and state.level == (self._level if level else here.level)
        )
