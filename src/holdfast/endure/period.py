"""One period of a compact that is in force, or in which a response runs."""

from fractions import Fraction

from holdfast.endure.compact import COLLAPSE, Compact, Kind
from holdfast.endure.game import Outcome
from holdfast.endure.lookout import Committed, Lookout
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.quantity import Number
from holdfast.endure.watch import at_work

_ZERO = Fraction(0)


def pass_period(lookout: Lookout, moment: Moment, committed: Committed) -> Outcome:
    """Everyone complies but for the violations committed: who gets what, and what comes next."""
    compact = lookout.compact
    is_war = _is_war(compact, committed)
    onward = go_on(compact, moment)
    is_last = onward.mode is Mode.COLLAPSED
    ahead = lookout.prospect(moment, committed, is_war=is_war, is_last=is_last)
    level = moment.level if is_war else -1
    kind = (moment.mode, moment.step, moment.response, level, lookout.gone(moment), is_last)
    rewards = lookout.payoffs.get((kind, committed))
    if rewards is None:
        rewards = _payoffs(lookout, moment, committed, ahead.quiet if is_last else _ZERO)
        lookout.payoffs[kind, committed] = rewards
    step, mode, _, response, left, _, _ = onward
    moves: list[tuple[Moment, Number]] = []
    for to, called, quiet in ahead.ways:
        moves += [(_call(compact, moment, about, to), chance) for about, chance in called]
        moves += [
            (Moment(step, mode, -1, response, left, resolve, to), chance)
            for resolve, chance in quiet
        ]
    return Outcome(rewards, tuple(moves))


def _payoffs(
    lookout: Lookout, moment: Moment, committed: Committed, outbreak: Number
) -> tuple[Number, ...]:
    """What a period brings each player; ``outbreak`` is the chance that war ends it."""
    compact = lookout.compact
    is_war = _is_war(compact, committed)
    rewards = {p.id: _flow(compact, moment, p.id, is_war) for p in compact.players}
    _pay_tranches(compact, moment, committed, rewards, is_war)
    _pay_violations(compact, committed, rewards)
    _pay_upkeep(lookout, moment, committed, rewards)
    for player, cost in compact.outbreak.items():
        rewards[player] = rewards[player] - cost * outbreak
    return tuple(rewards.values())


def _is_war(compact: Compact, committed: Committed) -> bool:
    return any(compact.violations[k].kind is Kind.ATTACK for k in committed)


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
    committed: Committed,
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


def _pay_violations(compact: Compact, committed: Committed, rewards: dict[str, Number]) -> None:
    """Gains and harms; what an attack gains is the gain of striking first, which two cannot do."""
    chosen = [compact.violations[place] for place in committed]
    attacks = sum(violation.kind is Kind.ATTACK for violation in chosen)
    for violation in chosen:
        if violation.kind is not Kind.ATTACK or attacks == 1:
            rewards[violation.player] = rewards[violation.player] + violation.gain
        for player, harm in violation.harms.items():
            rewards[player] = rewards[player] - harm


def _pay_upkeep(
    lookout: Lookout, moment: Moment, committed: Committed, rewards: dict[str, Number]
) -> None:
    for instrument in at_work(lookout.compact, moment, lookout.neglected(committed)):
        if instrument.provider in rewards:
            rewards[instrument.provider] = rewards[instrument.provider] - instrument.upkeep


def _call(compact: Compact, moment: Moment, place: int, level: int) -> Moment:
    response, left = moment.response, moment.left
    if compact.violations[place].then == COLLAPSE:
        response, left = -1, 0
    return Moment(moment.step, Mode.CALLED, place, response, left, moment.resolve, level)


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
