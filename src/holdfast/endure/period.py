"""One period of a compact that is in force, or in which a response runs."""

import math
from collections.abc import Sequence
from fractions import Fraction

from holdfast.endure.compact import COLLAPSE, Compact, Kind
from holdfast.endure.drift import balance_after, resolve_after
from holdfast.endure.game import Outcome
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.quantity import Number
from holdfast.endure.signals import called
from holdfast.endure.watch import at_work, falsely_seen, is_answered, open_violations, seen

_ZERO = Fraction(0)


def pass_period(compact: Compact, moment: Moment, committed: Sequence[int]) -> Outcome:
    """Everyone complies but for the violations committed: who gets what, and what comes next."""
    is_war = any(compact.violations[k].kind is Kind.ATTACK for k in committed)
    rewards = {p.id: _flow(compact, moment, p.id, is_war) for p in compact.players}
    _pay_tranches(compact, moment, committed, rewards, is_war)
    _pay_violations(compact, committed, rewards)
    _pay_upkeep(compact, moment, committed, rewards)
    states = _states_after(compact, moment, committed)
    _pay_for_war(compact, states, rewards)
    moves: dict[Moment, Number] = {}
    for level, chance in _levels_after(compact, moment, committed, is_war):
        for state, part in states:
            place = state._replace(level=level)
            moves[place] = moves.get(place, _ZERO) + part * chance
    kept = tuple((state, chance) for state, chance in moves.items() if not _is_zero(chance))
    return Outcome(tuple(rewards[p.id] for p in compact.players), kept)


def _is_zero(number: Number) -> bool:
    return isinstance(number, Fraction) and number == 0


def _flow(compact: Compact, moment: Moment, player: str, is_war: bool) -> Number:
    if is_war:
        return compact.war.get(player, {}).get(compact.balance.levels[moment.level], _ZERO)
    flow = compact.steps[moment.step].flow.get(player, _ZERO)
    if moment.mode is Mode.IN_FORCE:
        return flow
    response = compact.responses[moment.response]
    if player in response.pays:
        return response.pays[player]
    return flow * response.keeps.get(player, Fraction(1))


def _pay_tranches(
    compact: Compact,
    moment: Moment,
    committed: Sequence[int],
    rewards: dict[str, Number],
    is_war: bool,
) -> None:
    if is_war or moment.mode is not Mode.IN_FORCE:
        return
    withheld = {
        compact.violations[k].about
        for k in committed
        if compact.violations[k].kind is Kind.WITHHOLD
    }
    for tranche in compact.tranches:
        if tranche.step == moment.step and tranche.id not in withheld:
            for player, amount in (
                (tranche.recipient, tranche.amount),
                (tranche.donor, -tranche.cost),
            ):
                if player in rewards:
                    rewards[player] = rewards[player] + amount


def _pay_violations(compact: Compact, committed: Sequence[int], rewards: dict[str, Number]) -> None:
    """Gains and harms; what an attack gains is the gain of striking first, which two cannot do."""
    chosen = [compact.violations[place] for place in committed]
    attacks = sum(violation.kind is Kind.ATTACK for violation in chosen)
    for violation in chosen:
        if violation.kind is not Kind.ATTACK or attacks == 1:
            rewards[violation.player] = rewards[violation.player] + violation.gain
        for player, harm in violation.harms.items():
            rewards[player] = rewards[player] - harm


def _neglected(compact: Compact, committed: Sequence[int]) -> frozenset[str]:
    chosen = (compact.violations[k] for k in committed)
    return frozenset(v.about for v in chosen if v.kind is Kind.NEGLECT)


def _pay_upkeep(
    compact: Compact, moment: Moment, committed: Sequence[int], rewards: dict[str, Number]
) -> None:
    for instrument in at_work(compact, moment, _neglected(compact, committed)):
        if instrument.provider in rewards:
            rewards[instrument.provider] = rewards[instrument.provider] - instrument.upkeep


def _pay_for_war(
    compact: Compact, states: Sequence[tuple[Moment, Number]], rewards: dict[str, Number]
) -> None:
    """What war costs when a response ends in it."""
    for state, chance in states:
        if state.mode is Mode.COLLAPSED:
            for player, cost in compact.outbreak.items():
                rewards[player] = rewards[player] - cost * chance


def _levels_after(
    compact: Compact, moment: Moment, committed: Sequence[int], is_war: bool
) -> list[tuple[int, Number]]:
    if is_war:
        return [(moment.level, Fraction(1))]
    chosen = (compact.violations[k].shifts for k in committed)
    return balance_after(compact.balance, moment.level, [s for s in chosen if s is not None])


def _states_after(
    compact: Compact, moment: Moment, committed: Sequence[int]
) -> list[tuple[Moment, Number]]:
    """Each call that could come, and each way of going on quietly, with the balance left open."""
    calls, quiet = called(_signals(compact, moment, committed))
    result = [(_call(compact, moment, place), chance) for place, chance in calls]
    if _is_zero(quiet):
        return result
    onward = go_on(compact, moment)
    if onward.mode is Mode.COLLAPSED:
        return [*result, (onward, quiet)]
    for resolve, chance in resolve_after(compact.guarantors, moment.resolve, {}):
        result.append((onward._replace(resolve=resolve), quiet * chance))
    return result


def _signals(
    compact: Compact, moment: Moment, committed: Sequence[int]
) -> list[list[tuple[int, Number]]]:
    """What may come to light, in groups of equal gravity, gravest first."""
    neglected = _neglected(compact, committed)
    gravity = {COLLAPSE: -math.inf, "": math.inf}
    gravity |= {response.id: response.gravity for response in compact.responses}
    groups: dict[float, list[tuple[int, Number]]] = {}
    for place in open_violations(compact, moment):
        if is_answered(compact, place):
            sight = seen if place in committed else falsely_seen
            chance = sight(compact, place, moment, neglected)
            if not _is_zero(chance):
                groups.setdefault(gravity[compact.violations[place].then], []).append(
                    (place, chance)
                )
    return [groups[grave] for grave in sorted(groups)]


def _call(compact: Compact, moment: Moment, place: int) -> Moment:
    if compact.violations[place].then == COLLAPSE:
        return moment._replace(mode=Mode.CALLED, about=place, response=-1, left=0)
    return moment._replace(mode=Mode.CALLED, about=place)


def go_on(compact: Compact, moment: Moment) -> Moment:
    """Where the compact stands a period later when nothing new is answered."""
    if moment.response < 0:
        return moment._replace(mode=Mode.IN_FORCE, about=-1, step=next_step(compact, moment))
    response = compact.responses[moment.response]
    if response.periods is None or moment.left > 1:
        left = moment.left - 1 if response.periods is not None else 0
        return moment._replace(mode=Mode.ANSWERING, about=-1, left=left)
    if response.ends_in_collapse:
        return Moment.collapsed(moment.level)
    return moment._replace(mode=Mode.IN_FORCE, about=-1, response=-1, left=0)


def next_step(compact: Compact, moment: Moment) -> int:
    """The step after a moment's; while a response runs, implementation stands still."""
    if moment.response >= 0:
        return moment.step
    return min(moment.step + 1, len(compact.steps) - 1)
