"""The package that a brief tests: would it hold, and under which guarantee."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.hold import (
    Endurance,
    Payment,
    endurance_studied,
    payment_due,
    survival_by_course,
)
from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase

if TYPE_CHECKING:
    from holdfast.endure.backstop import Menu
    from holdfast.endure.outlook import Survival


@dataclass(frozen=True)
class Assessed:
    """Whether one package would hold, for a brief.

    ``menu`` and ``courses`` are None and empty where the day after names none, or where they were
    not asked for. ``payment`` is None where nothing falls due.
    """

    package: Mapping[str, str]
    endurance: Endurance
    menu: "Menu | None" = None
    courses: tuple[tuple[ResolveCase, "Survival"], ...] = ()
    payment: Payment | None = None


@dataclass(frozen=True)
class Unassessed:
    """Why no package could be tested, in a sentence."""

    why: str


def assess(
    dossier: Dossier, settled: Sequence[Mapping[str, str]], *, menu: bool = True
) -> Assessed | Unassessed:
    """Test the day after's own package; where it names none, the first that a principle picks.

    Args:
        dossier: the talks.
        settled: the packages that principles pick, the first of them first.
        menu: whether to compare guarantees and courses of resolve as well: it takes longer than
            the rest of the test.
    """
    told = dossier.day_after
    if told is None:
        return Unassessed(
            "Whether a package would hold after signature is not assessed: what is known here has "
            "no `day_after` section, which would say who could gain by what, who would see it and "
            "what would follow. At talks the mediators keep it."
        )
    package = {**(settled[0] if settled else {}), **told.package}
    missing = [issue.title for id_, issue in dossier.issues.items() if id_ not in package]
    if missing:
        return Unassessed(
            "Whether a package would hold after signature is not assessed: there is no settlement, "
            "and the day after names no option on "
            f"{', '.join(missing)}."
        )
    from holdfast.endure.menu import compare_studied
    from holdfast.endure.study import Studies

    studies = Studies(dossier)
    return Assessed(
        package=package,
        endurance=endurance_studied(studies, package),
        menu=compare_studied(studies, package) if menu and told.menu else None,
        courses=survival_by_course(studies, package) if menu else (),
        payment=payment_due(dossier, package),
    )
