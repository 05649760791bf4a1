"""A call: a breach has come to light, and those who guarantee the compact must now act on it."""

from fractions import Fraction

from holdfast.endure.compact import COLLAPSE, Compact, Guarantor, Instrument, Response
from holdfast.endure.drift import resolve_after
from holdfast.endure.game import Outcome
from holdfast.endure.lookout import Answered, Lookout, is_zero
from holdfast.endure.moment import AND_VETO, COMPLY, HONOUR, SHIRK, VETO, Mode, Moment
from holdfast.endure.period import go_on, next_step
from holdfast.endure.quantity import Number
from holdfast.endure.watch import gone

_ZERO, _ONE = Fraction(0), Fraction(1)


def actions_at_call(compact: Compact, moment: Moment, player: str) -> tuple[str, ...]:
    """What a player may do when a breach is called.

    A guarantor with several moods may also mean to act only in its cheapest ones: ``honour in 2 of
    3``. Who can stop what follows may do so whatever else it does: ``honour and veto``.
    """
    result = [COMPLY]
    if duties(compact, moment, player):
        moods = len(_guarantor(compact, player).moods)
        partly = (f"{HONOUR} in {k} of {moods}" for k in range(moods - 1, 0, -1))
        result = [HONOUR, *partly, SHIRK]
    if any(v.player == player and _then(compact, moment) in v.responses for v in compact.vetoes):
        result += [VETO if does == COMPLY else f"{does}{AND_VETO}" for does in result]
    return tuple(result)


def is_veto(action: str) -> bool:
    """True for an action that stops what would follow, whatever else it does."""
    return action.endswith(VETO)


def answer(lookout: Lookout, moment: Moment, chosen: tuple[str, ...]) -> Outcome:
    """What a call costs everyone, and where the compact goes from it.

    Args:
        lookout: remembers what calls that are alike cost.
        moment: the call.
        chosen: what each player does, in the order of the compact's players.
    """
    compact = lookout.compact
    after = _after(compact, moment, is_vetoed=any(map(is_veto, chosen)))
    is_over = after.mode is Mode.COLLAPSED
    kind = (moment.about, moment.resolve, chosen, is_over)
    if kind not in lookout.answers:
        lookout.answers[kind] = _answered(compact, moment, chosen, is_over=is_over)
    rewards, resolves = lookout.answers[kind]
    if is_over:
        return Outcome(rewards, ((after, _ONE),))
    step, mode, about, response, left, _, level = after
    return Outcome(
        rewards,
        tuple(
            (Moment(step, mode, about, response, left, resolve, level), chance)
            for resolve, chance in resolves
        ),
    )


def _answered(
    compact: Compact, moment: Moment, chosen: tuple[str, ...], *, is_over: bool
) -> Answered:
    violation = compact.violations[moment.about]
    accused = violation.player
    rewards: dict[str, Number] = {player.id: _ZERO for player in compact.players}
    does = dict(zip(rewards, chosen, strict=True))
    honoured: dict[int, Number] = {}
    for place, guarantor in enumerate(compact.guarantors):
        called = duties(compact, moment, guarantor.player)
        if not called:
            continue
        acts, burden = _resolve_to_act(guarantor, does[guarantor.player])
        honoured[place] = acts
        comes = guarantor.honours.get(guarantor.levels[moment.resolve[place]], _ZERO)
        shirked = guarantor.shirk_loss * (1 - acts)
        rewards[guarantor.player] = rewards[guarantor.player] - shirked
        for duty in called:
            force = duty.honour * comes
            cost = duty.burden(violation) * force * burden
            rewards[guarantor.player] = rewards[guarantor.player] - cost
            charge = duty.charge(violation) or _ZERO
            rewards[accused] = rewards[accused] - charge * force * acts
    _book(compact, moment, rewards, is_vetoed=any(map(is_veto, chosen)), is_over=is_over)
    after = resolve_after(compact.guarantors, moment.resolve, honoured)
    return tuple(rewards.values()), [(places, c) for places, c in after if not is_zero(c)]


def _guarantor(compact: Compact, player: str) -> Guarantor:
    return next(g for g in compact.guarantors if g.player == player)


def duties(compact: Compact, moment: Moment, player: str) -> list[Instrument]:
    """The instruments of a player that are called upon."""
    violation = compact.violations[moment.about]
    mine = [i for i in compact.instruments if i.provider == player]
    called = [i for i in mine if i.charge(violation) is not None]
    return called if called and player not in gone(compact, moment) else []


def _resolve_to_act(guarantor: Guarantor, action: str) -> tuple[Number, Number]:
    """The chance that a guarantor means to act, and how many times the cost it expects to bear."""
    action = action.removesuffix(AND_VETO)
    if action == SHIRK:
        count = 0
    elif action == HONOUR:
        count = len(guarantor.moods)
    else:
        count = int(action.split()[2])
    acts: Number = _ZERO
    burden: Number = _ZERO
    for mood in guarantor.moods[:count]:
        acts = acts + mood.chance
        burden = burden + mood.chance * mood.times
    return acts, burden


def _then(compact: Compact, moment: Moment) -> str:
    return compact.violations[moment.about].then


def _response(compact: Compact, name: str) -> tuple[int, Response]:
    return next((k, r) for k, r in enumerate(compact.responses) if r.id == name)


def _after(compact: Compact, moment: Moment, *, is_vetoed: bool) -> Moment:
    """Where the compact stands after a call, resolve as it was."""
    then = _then(compact, moment)
    if then == COLLAPSE:
        return Moment.collapsed(moment.level)
    if not then or is_vetoed:
        return go_on(compact, moment)
    place, response = _response(compact, then)
    if response.periods == 0:
        is_end = response.ends_in_collapse
        return Moment.collapsed(moment.level) if is_end else go_on(compact, moment)
    return Moment(
        next_step(compact, moment),
        Mode.ANSWERING,
        -1,
        place,
        response.periods or 0,
        moment.resolve,
        moment.level,
    )


def _book(
    compact: Compact, moment: Moment, rewards: dict[str, Number], *, is_vetoed: bool, is_over: bool
) -> None:
    """What a response pays or charges once, and what war costs when it breaks out."""
    then = _then(compact, moment)
    if then and then != COLLAPSE and not is_vetoed:
        for player, amount in _response(compact, then)[1].once.items():
            rewards[player] = rewards[player] + amount
    if is_over:
        for player, cost in compact.outbreak.items():
            rewards[player] = rewards[player] - cost
