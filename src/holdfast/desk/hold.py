"""Would it hold: the questions of a guarantor's planner, one function each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Fix, Menu, Threshold
    from holdfast.endure.outlook import Bands, Influence, Robustness, Survival
    from holdfast.endure.results import Verdict

BAND_READINGS = 50
"""Each is followed to where behaviour settles, which takes far longer than one verdict."""

Chosen = Mapping[str, str] | None


@dataclass(frozen=True)
class Endurance:
    """Whether a package would hold, for how long, and the single levers that would make it."""

    verdict: "Verdict"
    survival: "Survival"
    fixes: tuple["Fix", ...]


@dataclass(frozen=True)
class Spread:
    """What becomes of a verdict over the admissible readings of its inputs."""

    robustness: "Robustness"
    bands: "Bands"
    influences: tuple["Influence", ...]


def endurance(dossier: Dossier, package: Chosen = None) -> Endurance:
    """Whether a package would hold under the dossier's inputs, and for how long.

    Args:
        dossier: the talks, with a day after.
        package: options that take the place of those of the day after's own package.

    Raises:
        QuestionError: the dossier has no day after, or an option is not known.
    """
    from holdfast.endure.fixes import fixes
    from holdfast.endure.question import Question
    from holdfast.endure.results import Holding
    from holdfast.endure.survival import survive
    from holdfast.endure.verdict import hold

    verdict = hold(dossier, package)
    is_holding = verdict.holding is Holding.HOLDS
    found = () if is_holding else fixes(Question(dossier, package))
    return Endurance(verdict, survive(dossier, package), found)


def least_lever(dossier: Dossier, lever: str, package: Chosen = None) -> "Threshold":
    """How much of one lever makes a package hold, everything else as it is."""
    from holdfast.endure.least import least

    return least(dossier, lever, package)


def guarantee_menu(dossier: Dossier, package: Chosen = None) -> "Menu":
    """The guarantees that are argued about against the courses that resolve may take."""
    from holdfast.endure.menu import compare

    return compare(dossier, package)


def spread(dossier: Dossier, count: int, seed: int, package: Chosen = None) -> Spread:
    """The share of admissible readings under which a package holds, and what it hinges on."""
    from holdfast.endure.bands import bands
    from holdfast.endure.question import Question
    from holdfast.endure.sweep import influences, robustness

    question = Question(dossier, package)
    return Spread(
        robustness(question, count, seed),
        bands(question, min(count, BAND_READINGS), seed),
        influences(question, seed=seed),
    )


@dataclass(frozen=True)
class HoldAnswer:
    """Everything that was asked of one package at once; None for what was not asked."""

    endurance: Endurance
    threshold: "Threshold | None"
    menu: "Menu | None"
    spread: Spread | None


def ask_hold(  # noqa: PLR0913  each is a question's own part
    dossier: Dossier,
    package: Chosen = None,
    *,
    lever: str | None = None,
    menu: bool = False,
    draws: int | None = None,
    seed: int = 1,
) -> HoldAnswer:
    """Whether a package would hold, and as much more as is asked for."""
    return HoldAnswer(
        endurance(dossier, package),
        least_lever(dossier, lever, package) if lever else None,
        guarantee_menu(dossier, package) if menu else None,
        spread(dossier, draws, seed, package) if draws else None,
    )
