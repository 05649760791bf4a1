"""The whole assessment of a dossier, for a principal who has five minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256

from holdfast.bargain import Frontier, Proof, Settlement, Zone, frontier, settlements, zone
from holdfast.bargain.limit import INTERRUPTED
from holdfast.desk.analysts import Progress, ShouldStop
from holdfast.desk.assessed import Assessed, Unassessed, assess
from holdfast.desk.footing import Footing, footing
from holdfast.desk.mediation import Mediation, mediate
from holdfast.dossier import Dossier, Package, RedLine, SourceReport, View, terms, write
from holdfast.dossier.number import counted

QUESTIONS = 5
"""Zone, frontier, settlements, what mediators ask, and whether it would hold."""


@dataclass(frozen=True)
class Standing:
    """What one issue of a package is to one party.

    ``stake`` is how many points the issue alone can move for the party, ``share`` how much of that
    the package gives it: 1 is the party's best option, 0 its worst.
    """

    issue: str
    option: str
    stake: Fraction
    share: Fraction

    @property
    def is_gain(self) -> bool:
        """True when the party has all, or nearly all, that it could have on the issue."""
        return self.share >= Fraction(3, 4)

    @property
    def is_concession(self) -> bool:
        """True when the party gives up all, or nearly all, that it could have on the issue."""
        return self.share <= Fraction(1, 4)


@dataclass(frozen=True)
class Outcome:
    """One package and the principles that pick it, with what each party gets and gives."""

    settlements: tuple[Settlement, ...]
    package: Package
    values: Mapping[str, Fraction]
    gains: Mapping[str, Fraction]
    standings: Mapping[str, tuple[Standing, ...]]
    crossed: tuple[tuple[str, RedLine], ...]


@dataclass(frozen=True)
class Constraint:
    """A ``never`` red line and what it does to the frontier.

    ``is_blocking``: with it there is no zone, without it there is. ``is_binding``: without it the
    frontier would be another; ``is_moot``: there is no zone with it, and none without it alone;
    none of these: the line is slack. ``is_proven`` is False when a limit left the question open.
    """

    party: str
    line: RedLine
    is_blocking: bool
    is_binding: bool
    is_moot: bool
    is_proven: bool


@dataclass(frozen=True, repr=False)
class Brief:
    """Everything that the page and the terminal summary show; all numbers exact."""

    dossier: Dossier
    sources: SourceReport
    footing: Footing
    between: tuple[str, ...]
    zone: Zone
    frontier: Frontier
    settlements: tuple[Settlement, ...]
    outcomes: tuple[Outcome, ...]
    constraints: tuple[Constraint, ...]
    mediation: Mediation
    assessed: Assessed | Unassessed

    def __repr__(self) -> str:
        """What it is of, and how large the zone and the frontier are."""
        zone, found = self.zone, self.frontier
        return (
            f"<Brief of {self.dossier.title!r}: {zone.count:,} of "
            f"{counted(zone.package_count, 'package')} in the zone, "
            f"{counted(found.count, 'point')} on the frontier, "
            f"{counted(len(self.settlements), 'settlement')}, {found.proof.standing}>"
        )


def ask(
    dossier: Dossier,
    sources: SourceReport,
    between: tuple[str, ...],
    *,
    progress: Progress,
    should_stop: ShouldStop,
) -> Brief | None:
    """The whole assessment, as an analyst is asked for it; None where nobody wants it any more."""

    def told(done: int, of: int) -> None:
        progress(done, of)
        if should_stop():
            raise _UnwantedError

    try:
        return brief(dossier, sources, between, progress=told)
    except _UnwantedError:
        return None


class _UnwantedError(Exception):
    """Nobody wants the assessment any more."""


def brief(
    dossier: Dossier,
    sources: SourceReport,
    between: tuple[str, ...],
    *,
    menu: bool = True,
    progress: Progress = lambda _done, _of: None,
) -> Brief:
    """Work out the whole assessment; each question is asked once.

    Without ``menu`` guarantees and courses of resolve are not compared, which saves some seconds.
    ``progress`` is told how many questions are answered.

    Raises:
        KeyboardInterrupt: Ctrl-C cut one of its questions short; what was found of it would be told
            as if it were all.
    """
    progress(0, QUESTIONS)
    found_zone = zone(dossier, between)
    _hold_whole(found_zone.proof)
    progress(1, QUESTIONS)
    found = frontier(dossier, between)
    _hold_whole(found.proof)
    progress(2, QUESTIONS)
    settled = settlements(dossier, between, frontier=found) if found.packages else ()
    _hold_whole(*(each.proof for each in settled))
    outcomes = _outcomes(dossier, settled)
    progress(3, QUESTIONS)
    mediation = mediate(dossier, between, found_zone, [each.package for each in outcomes])
    progress(4, QUESTIONS)
    return Brief(
        dossier=_with_sum(dossier),
        sources=sources,
        footing=footing(dossier),
        between=between,
        zone=found_zone,
        frontier=found,
        settlements=settled,
        outcomes=outcomes,
        constraints=_constraints(mediation),
        mediation=mediation,
        assessed=assess(dossier, [each.package for each in outcomes], menu=menu),
    )


def _hold_whole(*proofs: Proof) -> None:
    if any(INTERRUPTED in proof.limit for proof in proofs):
        raise KeyboardInterrupt


def _with_sum(dossier: Dossier) -> Dossier:
    """The dossier with the sum of its file, or of the file that would be written of it."""
    if dossier.sha256:
        return dossier
    return replace(dossier, sha256=sha256(write(dossier).encode()).hexdigest())


def standings(dossier: Dossier, view: View, package: Package) -> tuple[Standing, ...]:
    """How a package treats one party, issue by issue, the weightiest first.

    Only what an issue is worth by itself is looked at; points for options in combination belong to
    no single issue. Issues that move nothing for the party are left out.
    """
    alone: dict[str, dict[str, Fraction]] = {}
    for term in terms(view):
        told_apart = dossier.told_apart(term.when)
        if len(told_apart) == 1:
            (issue,) = told_apart
            table = alone.setdefault(
                issue, dict.fromkeys(dossier.issues[issue].options, Fraction(0))
            )
            for option in set(term.when.options[issue]):
                table[option] += term.worth
    found = []
    for issue, table in alone.items():
        least, most = min(table.values()), max(table.values())
        if most > least:
            share = (table[package[issue]] - least) / (most - least)
            found.append(Standing(issue, package[issue], most - least, share))
    return tuple(sorted(found, key=lambda standing: -standing.stake))


def _outcomes(dossier: Dossier, settled: tuple[Settlement, ...]) -> tuple[Outcome, ...]:
    """Settlements that pick the same package stand together."""
    grouped: dict[tuple[tuple[str, str], ...], list[Settlement]] = {}
    for settlement in settled:
        if settlement.package is not None:
            grouped.setdefault(tuple(settlement.package.options.items()), []).append(settlement)
    outcomes = []
    for group in grouped.values():
        chosen = group[0].package
        if chosen is None:
            continue
        values = {**chosen.values, **chosen.others}
        outcomes.append(
            Outcome(
                settlements=tuple(group),
                package=chosen.options,
                values=values,
                gains=group[0].gains,
                standings={
                    party: standings(dossier, dossier.views[party], chosen.options)
                    for party in values
                },
                crossed=tuple(
                    (view.party, line)
                    for view in dossier.views.values()
                    for line in view.red_lines
                    if line.never.matches(chosen.options)
                ),
            )
        )
    return tuple(outcomes)


def _constraints(mediation: Mediation) -> tuple[Constraint, ...]:
    """What each ``never`` line does."""
    return tuple(
        Constraint(
            party=effect.party,
            line=effect.line,
            is_blocking=effect.standing.value == "blocking",
            is_binding=effect.standing.value == "binding",
            is_moot=effect.standing.value == "moot",
            is_proven=effect.is_proven,
        )
        for effect in mediation.red_lines.lines
        if effect.line.price is None
    )
