"""What rests on trust alone: every obligation, who would see a breach, what follows, what it pays.

An obligation rests on interest when keeping it would pay even if no breach were ever answered; on
its consequence when it pays because breaches are; on trust alone where it does not pay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.dossier.number import counted
from holdfast.endure.call import is_veto
from holdfast.endure.compact import COLLAPSE, Compact, Guarantor, Kind, Violation
from holdfast.endure.findings import Findings
from holdfast.endure.moment import HONOUR, SHIRK, Mode
from holdfast.endure.reading import Reading
from holdfast.endure.results import Obligation, Rests, Temptation
from holdfast.endure.unanswered import unanswered_margins
from holdfast.endure.watch import seen

IN_THE_OPEN = "in the open"
OWN_EYES = "the parties' own observation"
NEAR = 1e-9
"""A margin that only tells two ways of holding apart need be no closer to zero than this."""


@dataclass(frozen=True, slots=True)
class _Owed:
    """An obligation, and the deviations that breach it."""

    id: str
    party: str
    title: str
    breaches: tuple[int, ...]


def obligations(findings: Findings, reading: Reading) -> tuple[Obligation, ...]:
    """Every obligation that some breach is open to, those on trust first, the worst first."""
    found = [*_of_conduct(findings, reading), *_of_guarantors(findings, reading)]
    found += _of_vetoes(findings)
    order = list(Rests)
    # Nine figures, so that rounding does not put one of two equal margins first.
    ranked = ((-order.index(o.rests), float(f"{o.worst.margin:.9g}")) for o in found)
    pairs = sorted(zip(ranked, found, strict=True), key=lambda pair: pair[0])
    return tuple(owed for _, owed in pairs)


def _of_conduct(findings: Findings, reading: Reading) -> Iterator[Obligation]:
    compact = findings.compact
    met: dict[tuple[str, str], list[int]] = {}
    for k in findings.deviations():
        met.setdefault((findings.player(k), findings.breach(k)), []).append(k)
    for place, violation in enumerate(compact.violations):
        breaches = tuple(met.get((violation.player, violation.id), ()))
        if breaches:
            owed = _Owed(violation.id, violation.player, violation.title, breaches)
            moments = {
                moment.resolve: moment
                for moment in map(findings.moment, breaches)
                if moment.mode is Mode.IN_FORCE
            }
            chances = [reading.number(seen(compact, place, each)) for each in moments.values()]
            yield _weighed(
                findings,
                owed,
                verifiers=_verifiers(compact, violation, reading),
                seen_by=(min(chances, default=Fraction(0)), max(chances, default=Fraction(0))),
                then=_consequence(compact, violation),
                unanswered=unanswered_margins(findings, reading, place, breaches),
            )


def _verifiers(compact: Compact, violation: Violation, reading: Reading) -> tuple[str, ...]:
    if violation.kind in (Kind.ATTACK, Kind.WITHHOLD):
        return (IN_THE_OPEN,)
    eyes = (OWN_EYES,) if reading.number(violation.own_eyes) else ()
    return eyes + tuple(i.title for i in compact.instruments if violation.id in i.sees)


def _consequence(compact: Compact, violation: Violation) -> str:
    parts = []
    if violation.then == COLLAPSE:
        parts.append("the compact ends")
    elif violation.then:
        response = next(r for r in compact.responses if r.id == violation.then)
        spell = (
            "for good" if response.periods is None else f"for {counted(response.periods, 'period')}"
        )
        parts.append(response.title + (f" ({spell})" if response.periods != 0 else ""))
    parts += [f"{i.title}: acts" for i in compact.instruments if i.charge(violation) is not None]
    return "; ".join(parts) or "nothing"


def _of_guarantors(findings: Findings, reading: Reading) -> Iterator[Obligation]:
    """The duty to act when called, for each violation that a guarantor answers."""
    compact = findings.compact
    for guarantor in compact.guarantors:
        loss = float(reading.number(guarantor.shirk_loss))
        mine = [k for k in findings.deviations() if _is_shirking(findings, k, guarantor)]
        for name in dict.fromkeys(_called(findings, k).id for k in mine):
            breaches = tuple(k for k in mine if _called(findings, k).id == name)
            owed = _Owed(f"honour-{name}", guarantor.player, f"Act on {name}", breaches)
            margin = findings.judgment.margins.margin
            yield _weighed(
                findings,
                owed,
                verifiers=(IN_THE_OPEN,),
                seen_by=(Fraction(1), Fraction(1)),
                then=f"counted as {guarantor.after_shirking}"
                if guarantor.after_shirking
                else "nothing",
                unanswered=[float(margin[k]) - loss for k in breaches],
            )


def _is_shirking(findings: Findings, k: int, guarantor: Guarantor) -> bool:
    is_called = findings.moment(k).mode is Mode.CALLED
    does = findings.breach(k)
    kinds = does.startswith((SHIRK, HONOUR)) and not is_veto(does)
    return is_called and kinds and findings.player(k) == guarantor.player


def _called(findings: Findings, k: int) -> Violation:
    return findings.compact.violations[findings.moment(k).about]


def _of_vetoes(findings: Findings) -> Iterator[Obligation]:
    """The duty to let a response pass that one could stop."""
    vetoing = [k for k in findings.deviations() if is_veto(findings.breach(k))]
    margin = findings.judgment.margins.margin
    for party in dict.fromkeys(findings.player(k) for k in vetoing):
        breaches = tuple(k for k in vetoing if findings.player(k) == party)
        titles = {response.id: response.title for response in findings.compact.responses}
        names = dict.fromkeys(_title(titles, _called(findings, k).then) for k in breaches)
        owed = _Owed("let-pass", party, f"Let pass: {', '.join(names)}", breaches)
        yield _weighed(
            findings,
            owed,
            verifiers=(IN_THE_OPEN,),
            seen_by=(Fraction(1), Fraction(1)),
            then="nothing",
            unanswered=[float(margin[k]) for k in breaches],
        )


def _title(titles: Mapping[str, str], then: str) -> str:
    return "the end of the compact" if then == COLLAPSE else titles[then]


def _weighed(  # noqa: PLR0913 - the parts of an obligation
    findings: Findings,
    owed: _Owed,
    *,
    verifiers: tuple[str, ...],
    seen_by: tuple[Fraction, Fraction],
    then: str,
    unanswered: Sequence[float],
) -> Obligation:
    worst = findings.worst(owed.breaches)
    if worst is None:
        message = f"The obligation {owed.id} has no breach."
        raise ValueError(message)
    least = min(unanswered)
    return Obligation(
        id=owed.id,
        party=owed.party,
        title=owed.title,
        verifiers=verifiers,
        seen=seen_by,
        then=then,
        rests=_rests(findings, owed.breaches, least),
        worst=findings.temptation(worst),
        unanswered=least,
        on_trust=_on_trust(findings, owed.breaches),
    )


def _rests(findings: Findings, breaches: Iterable[int], unanswered: float) -> Rests:
    """What keeping it rests on; in each situation one way of breaching it that pays is enough."""
    met: dict[object, set[int | None]] = {}
    for k in breaches:
        met.setdefault(findings.moment(k), set()).add(findings.sign(k))
    if all(-1 in signs for signs in met.values()):
        return Rests.TRUST
    if any(-1 in signs for signs in met.values()):
        return Rests.PARTLY
    if any(None in signs for signs in met.values()):
        return Rests.UNDECIDED
    return Rests.INTEREST if unanswered >= -NEAR else Rests.CONSEQUENCE


def _on_trust(findings: Findings, breaches: Iterable[int]) -> tuple[Temptation, ...]:
    """The worst situation of each kind; phases and periods left make no kind of their own."""
    kinds: dict[object, list[int]] = {}
    for k in breaches:
        if findings.sign(k) == -1:
            moment = findings.moment(k)
            kind = (moment.mode, moment.about, moment.response, moment.resolve, moment.level)
            kinds.setdefault(kind, []).append(k)
    left = [worst for alike in kinds.values() if (worst := findings.worst(alike)) is not None]
    ranked = []
    while (worst := findings.worst(left)) is not None:
        ranked.append(worst)
        left.remove(worst)
    return tuple(findings.temptation(k) for k in ranked)
