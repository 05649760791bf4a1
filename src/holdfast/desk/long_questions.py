"""Questions about the day after that take long, each as an analyst is asked it.

An analyst is sent the dossier and what is asked about; every answer is plain and can be sent back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.desk import day_after
from holdfast.desk.analysts import Progress, ShouldStop
from holdfast.desk.compact import OpenCompact
from holdfast.desk.day_after import Chosen, open_chosen
from holdfast.desk.hold_story import Course, HoldStory, tell_course, tell_hold
from holdfast.desk.least_cost import Cheapest, Owed
from holdfast.desk.least_cost import cheapest as look_for_cheapest
from holdfast.desk.least_cost import owed as look_for_owed
from holdfast.desk.menu_table import compare_guarantees
from holdfast.desk.opened import OpenDossier
from holdfast.desk.remedies import Edges, Remedies, edges, remedies
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Menu


@dataclass(frozen=True)
class Further:
    """How the parties would really behave, and for how long it would stand."""

    told: HoldStory
    course: Course


def further(
    dossier: Dossier, chosen: Chosen, *, progress: Progress, should_stop: ShouldStop
) -> Further | None:
    """The whole verdict with survival; None where nobody wants it any more."""
    if not _heeding(progress, should_stop)(0, 0):
        return None
    verdict, survival = _compact(dossier, chosen).both()
    cases = dossier.day_after.resolve_cases if dossier.day_after is not None else ()
    title = next((case.title or case.id for case in cases if case.id == chosen.course), "")
    return Further(tell_hold(dossier, verdict, survival), tell_course(title, survival))


def change(
    dossier: Dossier, chosen: Chosen, *, progress: Progress, should_stop: ShouldStop
) -> Remedies | Edges:
    """What would make it hold; where it holds, how near it is to not holding."""
    opened, heeding = _opened(dossier), _heeding(progress, should_stop)
    if open_chosen(opened, chosen).glance().holds:
        return edges(opened, chosen, heeding)
    return remedies(opened, chosen, heeding)


def cheapest(
    dossier: Dossier, chosen: Chosen, *, progress: Progress, should_stop: ShouldStop
) -> Cheapest:
    """The cheapest options with which it holds."""
    return look_for_cheapest(_opened(dossier), chosen, _heeding(progress, should_stop))


def owed(dossier: Dossier, chosen: Chosen, *, progress: Progress, should_stop: ShouldStop) -> Owed:
    """The least that has to be paid for it to hold, and what would save of that."""
    return look_for_owed(_compact(dossier, chosen), _heeding(progress, should_stop))


def guarantees(
    dossier: Dossier, package: Mapping[str, str], *, progress: Progress, should_stop: ShouldStop
) -> "Menu":
    """The guarantees of the menu against the courses of resolve."""
    return compare_guarantees(dossier, package, _heeding(progress, should_stop))


def hinges(
    dossier: Dossier, chosen: Chosen, *, progress: Progress, should_stop: ShouldStop
) -> day_after.Hinges:
    """What the verdict hinges on, over the ranges of all inputs."""
    return day_after.hinges(_compact(dossier, chosen), _heeding(progress, should_stop))


def _opened(dossier: Dossier) -> OpenDossier:
    """The dossier without its sources, of which nothing is asked here."""
    return OpenDossier(dossier, Path(), None)


def _compact(dossier: Dossier, chosen: Chosen) -> OpenCompact:
    return open_chosen(_opened(dossier), chosen)


def _heeding(progress: Progress, should_stop: ShouldStop) -> Callable[[int, int], bool]:
    """Tells how far it is, and whether to go on."""

    def told(done: int, of: int) -> bool:
        return progress(done, of) is not False and not should_stop()

    return told
