"""Drawing up the obligations of a compact: how each could be breached, and what would follow."""

from collections.abc import Iterator
from fractions import Fraction

from holdfast.dossier import day_after as told
from holdfast.dossier.day_after import ALL
from holdfast.endure import compact as run
from holdfast.endure.course import draw_shifts
from holdfast.endure.draft import OTHERS, VIOLATOR, Draft, Drawn
from holdfast.endure.inputs import Sort
from holdfast.endure.quantity import Number


def draw_violations(draft: Draft) -> Iterator[run.Violation]:
    """Every way in which every party could breach what it owes."""
    for violation in draft.violations:
        yield from _conduct(draft, violation)
    yield from _withholding(draft)
    yield from _neglect(draft)


def _conduct(draft: Draft, violation: told.Violation) -> Iterator[run.Violation]:
    name, basis = f"violations.{violation.id}", violation.numbers
    gains = draft.amounts(f"{name}.gain", violation.gain, basis)
    harms = draft.amounts(f"{name}.harm", violation.harm, basis, Sort.WORTH)
    is_attack = violation.kind is told.Breach.ATTACK
    during = violation.during
    if is_attack and not during:
        during = tuple(response.id for response in draft.responses)
    for party in violation.by:
        shifts = violation.shifts.get(party)
        drawn = f"{name}.shifts.{party}"
        yield run.Violation(
            id=violation.id,
            player=party,
            kind=run.Kind(violation.kind.value),
            title=violation.obligation or violation.title or violation.id,
            gain=gains.get(party, gains.get(ALL, Fraction(0))),
            harms=_harms(draft, harms, party),
            own_eyes=Fraction(0)
            if is_attack
            else draft.read(f"{name}.seen", violation.seen, Sort.CHANCE, basis),
            false_alarm=Fraction(0)
            if is_attack
            else draft.read(f"{name}.false_alarm", violation.false_alarm, Sort.CHANCE, basis),
            then=run.COLLAPSE if is_attack else draft.then(violation.then, party),
            steps=draft.steps_in(violation.phases),
            in_responses=draft.responses_named(during),
            shifts=None if shifts is None else draw_shifts(draft.read, drawn, shifts, basis),
        )


def _harms(draft: Draft, harms: Drawn, violator: str) -> dict[str, Number]:
    """What each other player suffers; one number for all is for the other principals."""
    found: dict[str, Number] = {}
    for party in draft.acting:
        if party == violator:
            continue
        if party in harms:
            found[party] = harms[party]
        elif ALL in harms and party in draft.dossier.principals:
            found[party] = harms[ALL]
    return found


def _withholding(draft: Draft) -> Iterator[run.Violation]:
    for tranche in draft.tranches:
        if tranche.donor in draft.acting:
            yield run.Violation(
                id=f"withhold-{tranche.id}",
                player=tranche.donor,
                kind=run.Kind.WITHHOLD,
                title=f"Release {tranche.id}",
                then=draft.then(tranche.then, tranche.donor),
                steps=frozenset({step_due(draft, tranche)}),
                about=tranche.id,
            )


def step_due(draft: Draft, tranche: told.Tranche) -> int:
    """The step at which a tranche falls due: the first of its phase."""
    return next(span.first for span in draft.spans if span.phase == tranche.phase)


def _neglect(draft: Draft) -> Iterator[run.Violation]:
    for instrument in draft.instruments:
        if instrument.neglect is not None:
            name = f"instruments.{instrument.id}.neglect.seen"
            seen, basis = instrument.neglect.seen, instrument.numbers
            yield run.Violation(
                id=f"neglect-{instrument.id}",
                player=instrument.provider,
                kind=run.Kind.NEGLECT,
                title=f"Keep up {instrument.title or instrument.id}",
                own_eyes=draft.read(name, seen, Sort.CHANCE, basis),
                then=draft.then(instrument.neglect.then, instrument.provider),
                steps=draft.steps_in(()),
                about=instrument.id,
            )


def draw_responses(draft: Draft) -> Iterator[run.Response]:
    """What the compact says follows, gravest first."""
    for gravity, response in enumerate(draft.responses):
        name, basis = f"responses.{response.id}", response.numbers
        once = draft.amounts(f"{name}.once", response.once, basis, Sort.WORTH)
        pays = draft.amounts(f"{name}.pays", response.pays, basis, Sort.WORTH)
        keeps = draft.amounts(f"{name}.keeps", response.keeps, basis, Sort.SHARE)
        for drawn in draft.drawn_ids(response):
            violator = drawn.partition("/")[2]
            yield run.Response(
                id=drawn,
                periods=response.periods,
                pays=_by_role(draft, pays, violator),
                keeps=_by_role(draft, keeps, violator),
                once=_by_role(draft, once, violator),
                ends_in_collapse=response.ends_in_collapse,
                gravity=gravity,
                title=response.title or response.id,
            )


def _by_role(draft: Draft, amounts: Drawn, violator: str) -> dict[str, Number]:
    found: dict[str, Number] = {}
    for party in draft.acting:
        role = VIOLATOR if party == violator else OTHERS
        if party in amounts:
            found[party] = amounts[party]
        elif violator and role in amounts:
            found[party] = amounts[role]
    return found
