"""Drawing up the compact that a package makes, from what it switches on of the day after."""

from collections.abc import Iterable, Iterator, Mapping

from holdfast.dossier import Dossier, Range
from holdfast.dossier import day_after as told
from holdfast.dossier.day_after import ALL, Amounts, ResolveCase
from holdfast.endure import compact as run
from holdfast.endure.breaches import draw_responses, draw_violations, step_due
from holdfast.endure.course import draw_guarantor, draw_shifts, resolve_for
from holdfast.endure.draft import Draft, Drawn
from holdfast.endure.inputs import Register, Sort, read_worth
from holdfast.endure.quantity import Number


def draw_up(
    dossier: Dossier,
    package: Mapping[str, str],
    register: Register,
    cases: Iterable[ResolveCase] = (),
) -> run.Compact:
    """The compact that a package makes, read through a register.

    Args:
        dossier: the talks, with a day after.
        package: one option for every issue.
        register: reads the inputs, and keeps them.
        cases: courses of resolve that take the place of what the dossier says of those guarantors.

    Raises:
        QuestionError: the dossier has no day after.
    """
    draft = Draft(dossier, package, register, cases)
    stakes, power = draft.told.stakes, draft.told.power
    return run.Compact(
        players=tuple(_player(draft, party) for party in draft.acting),
        steps=_steps(draft),
        violations=tuple(draw_violations(draft)),
        responses=tuple(draw_responses(draft)),
        balance=run.Balance(
            power.levels,
            power.start,
            draw_shifts(register, "balance.drift", power.drift, power.numbers),
        ),
        guarantors=tuple(_guarantors(draft)),
        instruments=tuple(_instrument(draft, each) for each in draft.instruments),
        tranches=tuple(_tranche(draft, each) for each in draft.tranches),
        vetoes=tuple(_vetoes(draft)),
        war={party: _war(draft, stakes[party]) for party in draft.acting},
        outbreak={party: _outbreak(draft, stakes[party]) for party in draft.acting},
    )


def _player(draft: Draft, party: str) -> run.Player:
    stake = draft.told.stakes[party]
    name = f"stakes.{party}.discount"
    return run.Player(party, draft.read(name, stake.discount, Sort.DISCOUNT, stake.numbers))


def _steps(draft: Draft) -> tuple[run.Step, ...]:
    peace = {party: _peace(draft, draft.told.stakes[party]) for party in draft.acting}
    phases = [span.phase for span in draft.spans for _ in range(span.count)]
    flows = [dict(peace) for _ in phases]
    counted: dict[str, int] = {}
    for flow in draft.told.flows:
        place = counted[flow.to] = counted.get(flow.to, -1) + 1
        if flow.when.matches(draft.package) and flow.to in peace:
            name = f"flows.{flow.to}.{place}"
            amount = draft.read(name, flow.amount, Sort.WORTH, flow.numbers)
            for step in draft.steps_in(flow.phases):
                flows[step][flow.to] = flows[step][flow.to] + amount
    return tuple(run.Step(phase, flow) for phase, flow in zip(phases, flows, strict=True))


def _peace(draft: Draft, stake: told.Stake) -> Number:
    if isinstance(stake.peace, Range):
        name = f"stakes.{stake.party}.peace"
        return draft.read(name, stake.peace, Sort.WORTH, stake.numbers)
    view = draft.dossier.views[stake.party]
    return read_worth(draft.read, view, draft.package, draft.told.means)


def _war(draft: Draft, stake: told.Stake) -> Drawn:
    """A period's worth of war by level; none where nobody has said, which then never matters."""
    name, levels = f"stakes.{stake.party}.war", draft.told.power.levels
    if isinstance(stake.war, told.Worth):
        view = draft.dossier.views.get(stake.party)
        if view is None or view.no_deal is None:
            return {}
        no_deal = f"views.{stake.party}.no_deal"
        worth = draft.read(no_deal, view.no_deal, Sort.WORTH, view.no_deal_numbers)
        return dict.fromkeys(levels, worth)
    if ALL in stake.war:
        worth = draft.read(name, stake.war[ALL], Sort.WORTH, stake.numbers)
        return dict.fromkeys(levels, worth)
    return draft.amounts(name, stake.war, stake.numbers, Sort.WORTH)


def _outbreak(draft: Draft, stake: told.Stake) -> Number:
    return draft.read(f"stakes.{stake.party}.outbreak", stake.outbreak, Sort.AMOUNT, stake.numbers)


def _guarantors(draft: Draft) -> Iterator[run.Guarantor]:
    """Those who provide something that is on; the resolve of the others changes nothing."""
    providing = {instrument.provider for instrument in draft.instruments}
    for party in draft.dossier.parties:
        if party in providing:
            resolve = resolve_for(
                draft.told.guarantors.get(party, told.Resolve(party)), draft.package
            )
            yield draw_guarantor(draft.read, resolve, draft.cases.get(party))


def _instrument(draft: Draft, instrument: told.Instrument) -> run.Instrument:
    name, basis = f"instruments.{instrument.id}", instrument.numbers
    on = {violation.id for violation in draft.violations}

    def chances(key: str, told_of: Amounts) -> dict[str, Number]:
        chosen = {id_: chance for id_, chance in told_of.items() if id_ in on}
        return draft.amounts(f"{name}.{key}", chosen, basis, Sort.CHANCE)

    def by_violator(key: str, told_of: Mapping[str, Amounts]) -> dict[str, Number]:
        return {
            f"{id_}/{violator}" if violator else id_: amount
            for id_, each in told_of.items()
            if id_ in on
            for violator, amount in draft.amounts(f"{name}.{key}.{id_}", each, basis).items()
        }

    return run.Instrument(
        id=instrument.id,
        provider=instrument.provider,
        sees=chances("sees", instrument.sees),
        false_alarm=chances("false_alarm", instrument.false_alarm),
        makes_pay=by_violator("makes_pay", instrument.makes_pay),
        cost=by_violator("cost", instrument.cost),
        upkeep=draft.read(f"{name}.upkeep", instrument.upkeep, Sort.AMOUNT, basis),
        honour=draft.read(f"{name}.honour", instrument.honour, Sort.CHANCE, basis),
        title=instrument.title or instrument.id,
    )


def _tranche(draft: Draft, tranche: told.Tranche) -> run.Tranche:
    name, basis = f"tranches.{tranche.id}", tranche.numbers
    amount = draft.read(f"{name}.amount", tranche.amount, Sort.AMOUNT, basis)
    cost = amount
    if tranche.cost is not None:
        cost = draft.read(f"{name}.cost", tranche.cost, Sort.AMOUNT, basis)
    due = step_due(draft, tranche)
    return run.Tranche(tranche.id, tranche.donor, tranche.recipient, due, amount, cost)


def _vetoes(draft: Draft) -> Iterator[run.Veto]:
    for veto in draft.told.vetoes:
        if veto.when.matches(draft.package):
            yield run.Veto(veto.by, draft.responses_named(veto.over))
