"""Whether the parts of the day after fit together; each check is one function."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from holdfast.dossier.day_after import ALL, Breach, DayAfter, Phase, Shifts, Worth
from holdfast.dossier.day_after_kinds import LONGEST
from holdfast.dossier.findings import KeyPath, Refusal, advice, listed, shown
from holdfast.dossier.model import Dossier
from holdfast.dossier.number import Range, exact_decimal

Refused = Iterator[tuple[KeyPath, Refusal]]
COLLAPSE = "collapse"
ROLES = ("violator", "others")
_ROOT = "day_after"


def day_after_faults(dossier: Dossier) -> Refused:
    """Everything that is wrong with the section as a whole."""
    day_after = dossier.day_after
    if day_after is None:
        return
    checks = (
        _unknown_names(dossier, day_after),
        _crowded_chances(day_after),
        _moods(day_after),
        _phases(day_after),
        _actors(day_after),
        _worths(dossier, day_after),
        _attacks(day_after),
        _repeated(day_after),
    )
    for path, refusal in chain(*checks):
        yield (_ROOT, *path), refusal


def _unknown_names(dossier: Dossier, day_after: DayAfter) -> Refused:
    known = {
        "phase": tuple(phase.id for phase in day_after.phases),
        "response": tuple(day_after.responses),
        "consequence": (*day_after.responses, COLLAPSE),
        "violation": tuple(day_after.violations),
        "level": day_after.power.levels,
        "party or role": (*dossier.parties, *ROLES),
    }
    named = chain(
        _names_in_violations(day_after),
        _names_in_responses(day_after),
        _names_in_payments(day_after),
        _names_in_guarantee(day_after),
    )
    for path, kind, name in named:
        if name not in known[kind]:
            yield path, _unknown(kind, name, known[kind])
    for party, resolve in day_after.guarantors.items():
        for path, name in _levels_named(party, day_after):
            if name not in resolve.levels:
                yield path, _unknown("level", name, resolve.levels)


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> Refusal:
    return Refusal(
        f"unknown-{kind.partition(' ')[0]}",
        f"The day after has no {kind} {shown(name)}",
        "what is said of it would never count",
        advice(name, known),
    )


Named = Iterator[tuple[KeyPath, str, str]]


def _names_in_violations(day_after: DayAfter) -> Named:
    for id_, violation in day_after.violations.items():
        here = ("violations", id_)
        for name in violation.phases:
            yield (*here, "in"), "phase", name
        for name in violation.during:
            yield (*here, "during"), "response", name
        for name in violation.then:
            yield (*here, "then"), "consequence", name
        for party, shifts in violation.shifts.items():
            for name in _levels_in(shifts):
                yield (*here, "shifts", party), "level", name


def _names_in_responses(day_after: DayAfter) -> Named:
    for id_, response in day_after.responses.items():
        for key, amounts in (
            ("once", response.once), ("pays", response.pays), ("keeps", response.keeps),
        ):  # fmt: skip
            for name in amounts:
                yield ("responses", id_, key, name), "party or role", name
    for index, veto in enumerate(day_after.vetoes):
        for name in veto.over:
            yield ("vetoes", index, "over"), "response", name


def _names_in_payments(day_after: DayAfter) -> Named:
    for index, flow in enumerate(day_after.flows):
        for name in flow.phases:
            yield ("flows", index, "in"), "phase", name
    for index, tranche in enumerate(day_after.tranches):
        yield ("tranches", index, "at"), "phase", tranche.phase
        for name in tranche.then:
            yield ("tranches", index, "then"), "consequence", name


def _names_in_guarantee(day_after: DayAfter) -> Named:
    for id_, instrument in day_after.instruments.items():
        for key in ("sees", "false_alarm", "makes_pay", "cost"):
            for name in getattr(instrument, key):
                yield ("instruments", id_, key, name), "violation", name
        for name in instrument.neglect.then if instrument.neglect else ():
            yield ("instruments", id_, "neglect", "then"), "consequence", name
    yield ("balance", "start"), "level", day_after.power.start
    for name in (*_levels_in(day_after.power.drift), *day_after.power.titles):
        yield ("balance",), "level", name
    for party, stake in day_after.stakes.items():
        if not isinstance(stake.war, Worth):
            for name in stake.war:
                if name != ALL:
                    yield ("stakes", party, "war", name), "level", name


def _levels_in(shifts: Shifts) -> Iterator[str]:
    for start, moves in shifts.items():
        yield start
        yield from moves


def _levels_named(party: str, day_after: DayAfter) -> Iterator[tuple[KeyPath, str]]:
    resolve = day_after.guarantors[party]
    here: KeyPath = ("guarantors", party)
    yield (*here, "start"), resolve.start
    for name in (*_levels_in(resolve.moves), *resolve.honours, *resolve.titles):
        yield here, name
    for index, variant in enumerate(resolve.variants):
        names = (*_levels_in(variant.moves or {}), *(variant.honours or {}))
        for name in (*names, variant.start or resolve.start):
            yield (*here, "variants", index), name
    if resolve.after_shirking:
        yield (*here, "after_shirking"), resolve.after_shirking


def _crowded_chances(day_after: DayAfter) -> Refused:
    """Chances of leaving a level that could add up to more than one."""
    shifts: list[tuple[KeyPath, Shifts]] = [(("balance", "drift"), day_after.power.drift)]
    for party, resolve in day_after.guarantors.items():
        shifts.append((("guarantors", party, "moves"), resolve.moves))
        for index, variant in enumerate(resolve.variants):
            here = ("guarantors", party, "variants", index, "moves")
            shifts.append((here, variant.moves or {}))
    for id_, violation in day_after.violations.items():
        for party, moves in violation.shifts.items():
            shifts.append((("violations", id_, "shifts", party), moves))
    for path, levels in shifts:
        for level, chances in levels.items():
            total = sum((chance.high for chance in chances.values()), start=Range.exactly(0).low)
            if total > 1:
                yield (
                    (*path, level),
                    Refusal(
                        "chances-above-one",
                        f"The chances of leaving {shown(level)} add up to as much as"
                        f" {exact_decimal(total)}",
                        "they could not all be true at once",
                        "Lower them until their upper ends add up to at most 1.",
                    ),
                )
            if level in chances:
                yield (
                    (*path, level),
                    Refusal(
                        "stays-put",
                        f"{shown(level)} is said to move to itself",
                        "staying would have two chances: this one, and what is left over",
                        "Remove it; to stay is what the chances of leaving leave over.",
                    ),
                )


def _moods(day_after: DayAfter) -> Refused:
    for party, resolve in day_after.guarantors.items():
        chances = [mood.chance for mood in resolve.moods]
        if chances and not (all(c.is_exact for c in chances) and sum(c.low for c in chances) == 1):
            yield (
                ("guarantors", party, "moods"),
                Refusal(
                    "moods-not-one",
                    "The chances of the moods are not exact numbers that add up to 1",
                    "it is not known in which mood the guarantor finds itself otherwise",
                    "Give exact chances that add up to 1.",
                ),
            )


def _phases(day_after: DayAfter) -> Refused:
    last = len(day_after.phases) - 1
    for index, phase in enumerate(day_after.phases):
        if (phase.lasts is None) != (index == last) or phase.lasts == 0:
            yield ("phases", index, "lasts"), _wrong_length(phase, is_last=index == last)
    total = sum(phase.lasts or 0 for phase in day_after.phases)
    if total > LONGEST:
        yield (
            ("phases",),
            Refusal(
                "too-many-periods",
                f"The phases last {total} periods together, more than {LONGEST}",
                "the compact would be too large to be of use",
                "Choose a longer period.",
            ),
        )


def _wrong_length(phase: Phase, *, is_last: bool) -> Refusal:
    name = shown(phase.id)
    if is_last:
        return Refusal(
            "phase-length",
            f"The last phase {name} ends after {phase.lasts} period{'s' * (phase.lasts != 1)}",
            "nothing is said of the time after it",
            "Let it last `for-good`.",
        )
    if phase.lasts is None:
        return Refusal(
            "phase-length",
            f"The phase {name} lasts for good, and is not the last",
            "those after it would never come",
            "Give it a number of periods; only the last phase is `for-good`.",
        )
    return Refusal(
        "phase-length",
        f"The phase {name} lasts no period at all",
        "it would never come",
        "Give it at least one period, or leave it out.",
    )


def _actors(day_after: DayAfter) -> Refused:
    """Parties that are to act after signature, and have nothing at stake."""
    acting: list[tuple[KeyPath, str]] = []
    for id_, violation in day_after.violations.items():
        acting += [(("violations", id_, "by"), party) for party in violation.by]
    acting += [(("guarantors", party), party) for party in day_after.guarantors]
    for id_, instrument in day_after.instruments.items():
        if instrument.makes_pay or instrument.neglect:
            acting.append((("instruments", id_, "provider"), instrument.provider))
    acting += [(("vetoes", index, "by"), veto.by) for index, veto in enumerate(day_after.vetoes)]
    for path, party in acting:
        if party not in day_after.stakes:
            yield (
                path,
                Refusal(
                    "actor-without-stake",
                    f"{shown(party)} is to act after signature, and has no stake",
                    "nobody can say what it would do",
                    f"Give it one: `stakes: {{{party}: {{discount: ..., peace: ..., war: ...}}}}`.",
                ),
            )


def _worths(dossier: Dossier, day_after: DayAfter) -> Refused:
    """Worths that are to be taken from a view which does not hold them."""
    for party, stake in day_after.stakes.items():
        view = dossier.views.get(party)
        if stake.peace is Worth.PACKAGE and not (view and view.has_values):
            yield ("stakes", party), _no_worth(party, "what the package is worth", "peace")
        has_no_deal = view is not None and view.no_deal is not None
        if stake.war is Worth.NO_DEAL and not has_no_deal and _could_collapse(day_after):
            yield ("stakes", party), _no_worth(party, "what no deal is worth", "war")


def _could_collapse(day_after: DayAfter) -> bool:
    consequences = chain(*(violation.then for violation in day_after.violations.values()))
    attacks = any(v.kind is Breach.ATTACK for v in day_after.violations.values())
    collapses = any(r.ends_in_collapse for r in day_after.responses.values())
    return attacks or collapses or COLLAPSE in consequences


def _no_worth(party: str, what: str, key: str) -> Refusal:
    return Refusal(
        "no-worth",
        f"No view says {what} to {shown(party)}",
        "nobody can say what it would do",
        f"Give its stake a number under `{key}`, or the party a view.",
    )


def _attacks(day_after: DayAfter) -> Refused:
    for id_, violation in day_after.violations.items():
        if violation.kind is Breach.ATTACK and violation.then not in ((), (COLLAPSE,)):
            yield (
                ("violations", id_, "then"),
                Refusal(
                    "attack-continues",
                    f"The attack {shown(id_)} is followed by {listed(violation.then)}",
                    "what is named here would never come: an attack is war, and ends the compact",
                    "Say `collapse` or nothing here, or make it a violation of another kind.",
                ),
            )


def _repeated(day_after: DayAfter) -> Refused:
    lists: dict[str, list[str]] = {
        "phases": [phase.id for phase in day_after.phases],
        "tranches": [tranche.id for tranche in day_after.tranches],
        "menu": [item.id for item in day_after.menu],
        "resolve_cases": [case.id for case in day_after.resolve_cases],
    }
    for key, ids in lists.items():
        for id_, count in Counter(ids).items():
            if count > 1:
                second = [index for index, each in enumerate(ids) if each == id_][1]
                yield (
                    (key, second, "id"),
                    Refusal(
                        "duplicate-id",
                        f"The id {shown(id_)} is given twice",
                        "results could not say which of the two they mean",
                        "Give each an id of its own.",
                    ),
                )
    if len(set(day_after.power.levels)) < len(day_after.power.levels):
        yield (
            ("balance", "levels"),
            Refusal(
                "duplicate-id",
                "A level of the balance is given twice",
                "nobody could say which of the two is meant",
                "Name every level once.",
            ),
        )
