"""What is said of the day after and would never count, and what is left out and would count as 0.

Each check is one function, and says nothing of what rests on a value that is in doubt.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from holdfast.dossier.day_after import (
    ALL,
    SURE,
    Amounts,
    DayAfter,
    How,
    Instrument,
    Violation,
    Worth,
)
from holdfast.dossier.findings import Findings, KeyPath, Refusal, advice, listed, shown

Refused = Iterator[tuple[KeyPath, Refusal]]
Trusts = Callable[[KeyPath], bool]
_ROOT = "day_after"
_SECTION: KeyPath = (_ROOT,)


def uncounted_faults(day_after: DayAfter, findings: Findings) -> Refused:
    """Every part that would never count, and every number that is wanting."""
    if findings.is_torn or _SECTION in findings.partial:
        return

    def trusts(path: KeyPath) -> bool:
        return findings.trusts_all_of((_ROOT, *path))

    checks = (
        _war(day_after, trusts),
        _violators(day_after, trusts),
        _answers(day_after, trusts),
        _harms(day_after, trusts),
        _honours(day_after, trusts),
        _kept_and_paid(day_after),
        _tranches(day_after),
        _cases(day_after, trusts),
    )
    for path, refusal in chain(*checks):
        yield (_ROOT, *path), refusal


def _war(day_after: DayAfter, trusts: Trusts) -> Refused:
    """Worths of war by level that leave out a level."""
    if not trusts(("balance",)):
        return
    for party, stake in day_after.stakes.items():
        if isinstance(stake.war, Worth) or ALL in stake.war:
            continue
        if left := [level for level in day_after.power.levels if level not in stake.war]:
            yield (
                ("stakes", party, "war"),
                Refusal(
                    "level-left-out",
                    f"What war is worth to {shown(party)} leaves out {listed(left)}",
                    "it is not known what a period of war would be worth there",
                    "Give a number for every level of the balance, or one for all.",
                ),
            )


def _violators(day_after: DayAfter, trusts: Trusts) -> Refused:
    """Gains and shifts of those who could not commit it; gains that leave a violator out."""
    for id_, violation in day_after.violations.items():
        here: KeyPath = ("violations", id_)
        if not trusts((*here, "by")):
            continue
        yield from _not_open((*here, "gain"), violation, violation.gain)
        yield from _not_open((*here, "shifts"), violation, violation.shifts)
        if left := _left_out(violation.by, violation.gain):
            yield (
                (*here, "gain"),
                _violator_left_out(
                    f"The gain of {shown(id_)}", left, "what the violation would bring then"
                ),
            )


def _answers(day_after: DayAfter, trusts: Trusts) -> Refused:
    """What an instrument does to those who could not commit it, and costs that do not fit."""
    for name, instrument in day_after.instruments.items():
        for id_, violation in day_after.violations.items():
            if trusts(("violations", id_, "by")) and trusts(("instruments", name, "makes_pay")):
                yield from _answer(instrument, violation)


def _answer(instrument: Instrument, violation: Violation) -> Refused:
    here: KeyPath = ("instruments", instrument.id)
    pays = instrument.makes_pay.get(violation.id, {})
    costs = instrument.cost.get(violation.id, {})
    yield from _not_open((*here, "makes_pay", violation.id), violation, pays)
    if costs and not pays:
        yield (
            (*here, "cost", violation.id),
            Refusal(
                "never-counts",
                f"The instrument {shown(instrument.id)} makes nobody pay for {shown(violation.id)}",
                "what acting costs its provider would never count",
                "Leave the cost out, or say under `makes_pay` what the violator pays.",
            ),
        )
        return
    yield from _not_open((*here, "cost", violation.id), violation, costs)
    charged = violation.by if ALL in pays else tuple(p for p in violation.by if p in pays)
    if left := _left_out(charged, costs):
        yield (
            (*here, "cost", violation.id),
            _violator_left_out(
                f"The cost of answering {shown(violation.id)}",
                left,
                "what acting would cost the provider then",
            ),
        )


def _not_open(path: KeyPath, violation: Violation, named: Iterable[str]) -> Refused:
    for party in named:
        if party != ALL and party not in violation.by:
            yield (
                (*path, party),
                Refusal(
                    "never-counts",
                    f"{shown(party)} is not among those who could commit {shown(violation.id)}",
                    "what is said of it here would never count",
                    "Leave it out, or add it to `by` of the violation.",
                ),
            )


def _left_out(parties: tuple[str, ...], amounts: Amounts) -> list[str]:
    """Those of whom numbers by party say nothing; nobody where one number is for all, or none."""
    if not amounts or ALL in amounts:
        return []
    return [party for party in parties if party not in amounts]


def _violator_left_out(what: str, left: list[str], unknown: str) -> Refusal:
    return Refusal(
        "violator-left-out",
        f"{what} leaves out {listed(left)}",
        f"it is not known {unknown}",
        "Give a number for each violator, 0 where there is nothing, or one number for all.",
    )


def _harms(day_after: DayAfter, trusts: Trusts) -> Refused:
    """Harm to the only party that could commit the violation."""
    for id_, violation in day_after.violations.items():
        if len(violation.by) == 1 and trusts(("violations", id_, "by")):
            for party in (each for each in violation.by if each in violation.harm):
                yield (
                    ("violations", id_, "harm", party),
                    Refusal(
                        "never-counts",
                        f"{shown(party)} alone could commit {shown(id_)}, and is said to suffer it",
                        "the harm would never count",
                        "Leave it out, and take what the violation costs the violator off its"
                        " `gain`.",
                    ),
                )


def _honours(day_after: DayAfter, trusts: Trusts) -> Refused:
    """Chances that an instrument works when its provider acts, where it is never called upon."""
    for name, instrument in day_after.instruments.items():
        here: KeyPath = ("instruments", name)
        is_called = any(instrument.makes_pay.values()) or not trusts((*here, "makes_pay"))
        if instrument.honour != SURE and not is_called:
            yield (
                (*here, "honour"),
                Refusal(
                    "never-counts",
                    f"The instrument {shown(name)} makes nobody pay",
                    "the chance that it works when its provider acts would never count",
                    "Leave `honour` out, or say under `makes_pay` what a violator pays.",
                ),
            )


def _kept_and_paid(day_after: DayAfter) -> Refused:
    for id_, response in day_after.responses.items():
        for name in response.keeps:
            if name in response.pays:
                yield (
                    ("responses", id_, "keeps", name),
                    Refusal(
                        "never-counts",
                        f"The response {shown(id_)} has both `pays` and `keeps` for {shown(name)}",
                        "the share kept would never count",
                        "Give one of the two.",
                    ),
                )


def _tranches(day_after: DayAfter) -> Refused:
    for index, tranche in enumerate(day_after.tranches):
        if tranche.donor == tranche.recipient:
            yield (
                ("tranches", index, "to"),
                Refusal(
                    "pays-itself",
                    f"The tranche {shown(tranche.id)} goes from {shown(tranche.donor)} to itself",
                    "nobody is paid by anybody",
                    "Name under `to` the party that receives it.",
                ),
            )


def _cases(day_after: DayAfter, trusts: Trusts) -> Refused:
    """Courses of resolve of those who provide nothing, and periods that are not waited for."""
    providers = tuple(dict.fromkeys(each.provider for each in day_after.instruments.values()))
    for index, case in enumerate(day_after.resolve_cases):
        if case.guarantor not in providers and trusts(("instruments",)):
            yield (
                ("resolve_cases", index, "guarantor"),
                Refusal(
                    "never-counts",
                    f"{shown(case.guarantor)} provides no instrument",
                    "this course of its resolve would never count",
                    advice(case.guarantor, providers),
                ),
            )
        if case.after and case.how is not How.GONE and trusts(("resolve_cases", index, "how")):
            yield (
                ("resolve_cases", index, "after"),
                Refusal(
                    "never-counts",
                    f"The course {shown(case.id)} is `{case.how.value}`",
                    "the number of periods after which it is gone would never count",
                    "Leave `after` out, or say `how: gone`.",
                ),
            )
