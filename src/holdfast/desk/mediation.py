"""Mediators' questions for the brief: what binds, what could be traded, what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.dossier import Dossier, Package

if TYPE_CHECKING:
    from holdfast.bargain import Zone
    from holdfast.bargain.agenda_answers import Agenda
    from holdfast.bargain.answers import RedLines, Trades
    from holdfast.bargain.robust_answers import Draws, RobustPackage

SECONDS = 20
"""How long each question may take; what is not found by then is said to be not proven."""

DRAWS = 1000
"""Admissible views drawn, from seed 0."""


@dataclass(frozen=True)
class Mediation:
    """What was asked for the brief, between the same parties.

    ``trades`` are those from the package of the first of the settlements; None where there is none.
    ``tested`` are the settlements' packages under drawn views, in their order, and ``agenda`` is
    None where there is no zone to settle in.
    """

    red_lines: "RedLines"
    trades: "Trades | None"
    tested: tuple["RobustPackage", ...]
    draws: "Draws"
    agenda: "Agenda | None"


def mediate(
    dossier: Dossier, between: tuple[str, ...], zone: "Zone", packages: Sequence[Package]
) -> Mediation:
    """Ask them of a dossier whose zone and settlements are at hand."""
    from holdfast.bargain import agenda, red_lines, trades
    from holdfast.bargain.limit import Limit
    from holdfast.bargain.robustness import drawn_views, tested_packages

    limit = Limit(seconds=SECONDS)
    return Mediation(
        red_lines=red_lines(dossier, between, limit=limit),
        trades=trades(dossier, packages[0], between, limit=limit) if packages else None,
        tested=tested_packages(dossier, packages, between, count=DRAWS),
        draws=drawn_views(DRAWS),
        agenda=agenda(dossier, between, limit=limit) if zone.exists else None,
    )
