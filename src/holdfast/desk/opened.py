"""A dossier opened for work: every question a user may ask of it, as one method each."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.dossier import Dossier, Package, SourceReport, read, verify_sources
from holdfast.dossier.file import dossier_file
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from holdfast.bargain import Cover, Frontier, Principle, Settlement, Zone
    from holdfast.bargain.agenda_answers import Agenda
    from holdfast.bargain.answers import RedLines, Trades
    from holdfast.bargain.leakage_answers import Leakage
    from holdfast.bargain.robust_answers import Influences, Outlook, Robustness
    from holdfast.desk.brief import Brief
    from holdfast.desk.compact import OpenCompact
    from holdfast.desk.lasting import Lasting
    from holdfast.endure.backstop import Menu
    from holdfast.endure.results import Verdict

Found = TypeVar("Found")


@dataclass(frozen=True)
class OpenDossier:
    """A dossier that was read without a fault, and the questions that it can answer.

    Args:
        dossier: what is known.
        path: the file it was read from.
        source_folders: where the texts behind the evidence are looked for, and beside the dossier;
            None looks nowhere.
    """

    dossier: Dossier
    path: Path
    source_folders: tuple[Path, ...] | None = field(default=())
    _answers: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False)
    _asking: dict[Hashable, Lock] = field(default_factory=dict, init=False, compare=False)

    def __repr__(self) -> str:
        """The title and the size of the question."""
        count = self.dossier.package_count
        return (
            f"<Dossier {self.dossier.title!r}: {len(self.dossier.parties)} parties, "
            f"{len(self.dossier.issues)} issues, {count:,} packages>"
        )

    @cached_property
    def sources(self) -> SourceReport:
        """Which sources are at hand, and how many quotations were found in them."""
        if self.source_folders is None:
            return verify_sources(self.dossier, ())
        return verify_sources(self.dossier, (self.path.parent, *self.source_folders))

    def once(self, question: Hashable, answer: Callable[[], Found]) -> Found:
        """The answer to a question that was asked of this very object before, or is found now.

        Who asks while somebody else's answer is being found waits for that one. For faces that many
        people look at; an answer is kept for as long as this object is.
        """
        with self._asking.setdefault(question, Lock()):
            if question not in self._answers:
                self._answers[question] = answer()
            found: Found = self._answers[question]
            return found

    def known(self, question: Hashable) -> Any:  # noqa: ANN401  whatever was answered
        """The answer to a question that was asked ``once`` before; None where none is kept."""
        return self._answers.get(question)

    def zone(self, between: Sequence[str] | None = None) -> "Zone":
        """The zone of possible agreement, or why there is none."""
        from holdfast.bargain import zone

        return zone(self.dossier, self._between(between))

    def frontier(self, between: Sequence[str] | None = None) -> "Frontier":
        """The packages that cannot be bettered for one party without loss to another."""
        from holdfast.bargain import frontier

        return frontier(self.dossier, self._between(between))

    def cover(self, share: Fraction, between: Sequence[str] | None = None) -> "Cover":
        """A few packages that stand for the frontier, where it is too large to be read.

        ``share`` is how much may be lost of all that is at stake for each party, such as
        ``Fraction(1, 50)``.
        """
        from holdfast.bargain import cover

        return cover(self.dossier, share, self._between(between))

    def settle(self, by: "Principle | str", between: Sequence[str] | None = None) -> "Settlement":
        """The package that a named principle picks, such as ``nash`` or ``adjusted-winner``."""
        from holdfast.bargain import Principle, settle

        return settle(self.dossier, Principle(by), self._between(between))

    def settlements(self, between: Sequence[str] | None = None) -> tuple["Settlement", ...]:
        """The settlements by every principle that these parties allow."""
        from holdfast.bargain import settlements

        return settlements(self.dossier, self._between(between))

    def red_lines(
        self, between: Sequence[str] | None = None, *, at: Package | None = None
    ) -> "RedLines":
        """What each red line does, what crossing it would take, and what would come of it."""
        from holdfast.bargain import red_lines

        return red_lines(self.dossier, self._between(between), at=at)

    def trades(self, draft: Package, between: Sequence[str] | None = None) -> "Trades":
        """What could be traded from a draft: one option for every issue."""
        from holdfast.bargain import trades

        return trades(self.dossier, draft, self._between(between))

    def robustness(
        self,
        packages: Mapping[str, Package] | None = None,
        between: Sequence[str] | None = None,
        *,
        count: int = 1000,
        seed: int = 0,
    ) -> "Robustness":
        """How far settlements, and packages by name, bear what is not known exactly."""
        from holdfast.bargain import robustness

        return robustness(self.dossier, packages, self._between(between), count=count, seed=seed)

    def outlook(
        self, between: Sequence[str] | None = None, *, count: int = 1000, seed: int = 0
    ) -> "Outlook":
        """Which package would be recommended under each of many admissible views."""
        from holdfast.bargain import outlook

        return outlook(self.dossier, self._between(between), count=count, seed=seed)

    def influences(self, between: Sequence[str] | None = None) -> "Influences":
        """Which judgment, if it were known better, would change the recommendation most."""
        from holdfast.bargain import influences

        return influences(self.dossier, self._between(between))

    def agenda(self, between: Sequence[str] | None = None) -> "Agenda":
        """What can be settled first at no loss, and in which order to take the rest."""
        from holdfast.bargain import agenda

        return agenda(self.dossier, self._between(between))

    def leakage(
        self,
        proposal: Package,
        between: Sequence[str] | None = None,
        *,
        to: Sequence[str] | None = None,
    ) -> "Leakage":
        """What a proposal, whole or in part, would give away to those who see it."""
        from holdfast.bargain import leakage

        return leakage(self.dossier, proposal, self._between(between), to=to)

    def compact(
        self,
        package: Package | None = None,
        *,
        resolve: str | None = None,
        values: Mapping[str, Fraction] | None = None,
    ) -> "OpenCompact":
        """What a package makes of the day after, ready for every question of endurance.

        Args:
            package: options by issue; issues left out take the day after's own package.
            resolve: a course of resolve that the day after names, in place of the dossier's own.
            values: inputs by name, read so instead of at the middle of their ranges.
        """
        from holdfast.desk.compact import OpenCompact
        from holdfast.desk.hold import course_of_resolve

        cases = course_of_resolve(self.dossier, resolve)
        return OpenCompact(self.dossier, package, cases, values or {})

    def hold(self, package: Package | None = None, *, resolve: str | None = None) -> "Verdict":
        """Whether a package would hold without trust, and what in it rests on trust alone."""
        return self.compact(package, resolve=resolve).verdict()

    def guarantees(self, package: Package | None = None) -> "Menu":
        """The guarantees that are argued about against the courses that resolve may take."""
        from holdfast.desk.hold import guarantee_menu

        return guarantee_menu(self.dossier, package)

    def lasting(
        self,
        by: "Principle | str" = "nash",
        between: Sequence[str] | None = None,
        *,
        resolve: str | None = None,
        lines: bool = False,
    ) -> "Lasting":
        """What could be agreed and would hold, and the best of that by a named principle.

        With ``lines`` the same is asked without each red line in turn.
        """
        from holdfast.desk.hold import course_of_resolve
        from holdfast.desk.lasting import lasting

        cases = course_of_resolve(self.dossier, resolve)
        return lasting(self.dossier, self._between(between), by, cases, lines=lines)

    def brief(self, between: Sequence[str] | None = None, *, menu: bool = True) -> "Brief":
        """The whole assessment: what a principal with five minutes should know.

        Without ``menu`` guarantees and courses of resolve are not compared, which saves some
        seconds.
        """
        from holdfast.desk.brief import brief

        return brief(self.dossier, self.sources, self._between(between), menu=menu)

    def _between(self, named: Sequence[str] | None) -> tuple[str, ...]:
        """The parties a question is asked between; bargain refuses names that cannot be asked."""
        if named is None:
            between = self.dossier.bargainers()
            if not between:
                message = (
                    "No party of this dossier has values, so nothing can be said of what could be "
                    "agreed. Give at least one party a view with values."
                )
                raise QuestionError(message, code="no-values")
            return between
        if isinstance(named, str):
            message = (
                f"A question is asked between a list of parties, and {named!r} is a single text. "
                f"Say [{named!r}], or name several."
            )
            raise QuestionError(message, code="parties-not-clear")
        return tuple(named)


def open_dossier(path: str | Path, sources: Sequence[str | Path] | str | Path = ()) -> OpenDossier:
    """Open a dossier, or the ``dossier.yaml`` of a folder, ready for questions.

    Args:
        path: the file or the folder.
        sources: folders in which the texts behind the evidence are looked for.

    Raises:
        DossierError: with every fault of the dossier at once.
        InputError: when there is no dossier to read.
    """
    folders = [sources] if isinstance(sources, str | Path) else sources
    place = Path(path)
    file = dossier_file(place)
    source_folders = tuple(Path(folder) for folder in folders)
    return OpenDossier(read(file, source_folders), file, source_folders)
