"""Would it hold: the questions of a guarantor's planner, one function each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.dossier.findings import nearest
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from holdfast.desk.compact import OpenCompact
    from holdfast.endure.backstop import Amounts, Fix, Menu, Saving, Spell, Threshold
    from holdfast.endure.outlook import Bands, Influence, Robustness, Survival
    from holdfast.endure.results import Verdict
    from holdfast.endure.study import Studies

BAND_READINGS = 50
"""Each is followed to where behaviour settles, which takes far longer than one verdict."""

TRANCHES = "tranches"

Chosen = Mapping[str, str] | None
Cases = Iterable[ResolveCase]


@dataclass(frozen=True)
class Endurance:
    """Whether a package would hold, for how long, and the single levers that would make it."""

    verdict: "Verdict"
    survival: "Survival"
    fixes: tuple["Fix", ...]


@dataclass(frozen=True)
class Spread:
    """What becomes of a verdict over the admissible readings of its inputs.

    A sweep that was stopped ends the work: the ones after it are left out, ``bands`` then being
    None and ``influences`` empty.
    """

    robustness: "Robustness"
    bands: "Bands | None"
    influences: tuple["Influence", ...]


def course_of_resolve(dossier: Dossier, named: str | None) -> tuple[ResolveCase, ...]:
    """The course of resolve that a question names by its id; none where it names none.

    Raises:
        QuestionError: the day after has no such course.
    """
    if not named:
        return ()
    told = dossier.day_after.resolve_cases if dossier.day_after is not None else ()
    for case in told:
        if case.id == named:
            return (case,)
    near = nearest(named, [case.id for case in told])
    hint = f' Did you mean "{near}"?' if near else ""
    message = (
        f'The day after has no course of resolve "{named}", so nobody can say what would follow'
        f" from it.{hint} {_courses(told)}"
    )
    raise QuestionError(message, code="unknown-course")


def _courses(told: Sequence[ResolveCase]) -> str:
    if not told:
        return "List courses under `day_after: resolve_cases:`."
    return f"Name one of {', '.join(case.id for case in told)}."


def endurance(dossier: Dossier, package: Chosen = None, cases: Cases = ()) -> Endurance:
    """Whether a package would hold under the dossier's inputs, and for how long.

    Args:
        dossier: the talks, with a day after.
        package: options that take the place of those of the day after's own package.
        cases: courses of resolve in place of the dossier's.

    Raises:
        QuestionError: the dossier has no day after, or an option is not known.
    """
    from holdfast.endure.study import Studies

    return endurance_studied(Studies(dossier), package, cases)


def endurance_studied(studies: "Studies", package: Chosen = None, cases: Cases = ()) -> Endurance:
    """The same, with what is known of some compacts already."""
    study = studies.of(package, cases)
    return Endurance(study.verdict, study.survival, study.fixes)


def least_lever(
    dossier: Dossier, lever: str, package: Chosen = None, cases: Cases = ()
) -> "Threshold | Spell":
    """How much of one lever makes a package hold, everything else as it is.

    ``responses.ID.periods`` is how long a response lasts, in whole periods.
    """
    from holdfast.endure.least import least
    from holdfast.endure.spells import shortest

    match lever.split("."):
        case "responses", response, "periods":
            return shortest(dossier, response, package, cases)
        case _:
            return least(dossier, lever, package, cases)


def guarantee_menu(dossier: Dossier, package: Chosen = None) -> "Menu":
    """The guarantees that are argued about against the courses that resolve may take."""
    from holdfast.endure.menu import compare

    return compare(dossier, package)


def survival_by_course(
    studies: "Studies", package: Chosen = None
) -> tuple[tuple[ResolveCase, "Survival"], ...]:
    """For how long a package would stand under each course that resolve may take."""
    told = studies.dossier.day_after
    cases = told.resolve_cases if told is not None else ()
    return tuple((case, studies.of(package, (case,)).survival) for case in cases)


def spread(
    dossier: Dossier, count: int, seed: int, package: Chosen = None, cases: Cases = ()
) -> Spread:
    """The share of admissible readings under which a package holds, and what it hinges on.

    Ctrl-C stops it with what was found.
    """
    from holdfast.endure.bands import bands
    from holdfast.endure.question import Question
    from holdfast.endure.sweep import influences, robustness

    question = Question(dossier, package, cases)
    share = robustness(question, count, seed)
    if share.drawn < share.asked:
        return Spread(share, None, ())
    spread_out = bands(question, min(count, BAND_READINGS), seed)
    if spread_out.drawn < spread_out.asked:
        return Spread(share, spread_out, ())
    return Spread(share, spread_out, influences(question, seed=seed))


@dataclass(frozen=True)
class Payment:
    """What has to be paid for a package to hold, and what surer eyes would save of it."""

    least: "Amounts"
    savings: tuple["Saving", ...]


def payment(
    dossier: Dossier, amounts: Sequence[str], package: Chosen = None, cases: Cases = ()
) -> Payment:
    """The least of some amounts with which a package holds; ``tranches`` stands for all tranches.

    Raises:
        QuestionError: an amount that is not known, or that does more than change payoffs; no
            tranche is in force.
    """
    from holdfast.desk.compact import OpenCompact

    compact = OpenCompact(dossier, package, tuple(cases))
    named = [name for each in amounts for name in (_tranches(compact, each) or (each,))]
    levers = tuple(dict.fromkeys(named))
    return Payment(compact.least_amounts(levers), compact.savings(levers))


def payment_due(dossier: Dossier, package: Chosen = None) -> Payment | None:
    """The least of all that falls due with which a package holds; None where nothing does.

    What surer eyes would save is worked out only where something has to be paid.
    """
    from holdfast.desk.compact import OpenCompact

    compact = OpenCompact(dossier, package)
    levers = compact.tranches()
    if not levers:
        return None
    least = compact.least_amounts(levers)
    return Payment(least, compact.savings(levers) if least.cost else ())


def _tranches(compact: "OpenCompact", named: str) -> tuple[str, ...]:
    if named != TRANCHES:
        return ()
    found = compact.tranches()
    if not found:
        message = (
            "No tranche is in force in this package, so there is none to be worked out. Name"
            " another amount, or a package with tranches."
        )
        raise QuestionError(message, code="no-tranches")
    return found


@dataclass(frozen=True)
class HoldAnswer:
    """Everything that was asked of one package at once; None for what was not asked.

    ``least`` answers for each lever that was asked about, in that order.
    """

    endurance: Endurance
    least: tuple["Threshold | Spell", ...]
    menu: "Menu | None"
    spread: Spread | None
    payment: Payment | None


def ask_hold(  # noqa: PLR0913  each is a question's own part
    dossier: Dossier,
    package: Chosen = None,
    *,
    resolve: str | None = None,
    levers: Sequence[str] = (),
    menu: bool = False,
    draws: int | None = None,
    seed: int = 1,
    amounts: Sequence[str] = (),
) -> HoldAnswer:
    """Whether a package would hold, and as much more as is asked for.

    ``resolve`` names a course of the day after that a guarantor's resolve takes in place of the
    dossier's own; the menu has a column for each course whatever it says.
    """
    from holdfast.endure.menu import compare_studied
    from holdfast.endure.study import Studies

    cases, studies = course_of_resolve(dossier, resolve), Studies(dossier)
    return HoldAnswer(
        endurance_studied(studies, package, cases),
        tuple(least_lever(dossier, each, package, cases) for each in dict.fromkeys(levers)),
        compare_studied(studies, package) if menu else None,
        spread(dossier, draws, seed, package, cases) if draws else None,
        payment(dossier, amounts, package, cases) if amounts else None,
    )
