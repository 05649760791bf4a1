"""What a package switches on of the day after, and how its numbers are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.dossier import Basis, Dossier
from holdfast.dossier import day_after as told
from holdfast.dossier.day_after import Amounts, DayAfter, ResolveCase
from holdfast.endure.compact import COLLAPSE
from holdfast.endure.inputs import Register, Sort
from holdfast.endure.quantity import Number
from holdfast.errors import QuestionError

VIOLATOR, OTHERS = "violator", "others"
Drawn = Mapping[str, Number]


def day_after_of(dossier: Dossier) -> DayAfter:
    """The dossier's day after; a question that needs one cannot be asked without."""
    if dossier.day_after is None:
        message = (
            f'The dossier "{dossier.title}" says nothing of the day after, so nobody can say'
            " whether a package would hold. Add a `day_after` section:"
            " docs/reference/day-after.md describes it, and examples/oracles holds small ones."
        )
        raise QuestionError(message, code="no-day-after")
    return dossier.day_after


@dataclass(frozen=True, slots=True)
class Span:
    """The steps of one phase, as many as it has periods."""

    phase: str
    first: int
    count: int


class Draft:
    """The parts of the day after that count for one package."""

    def __init__(
        self,
        dossier: Dossier,
        package: Mapping[str, str],
        register: Register,
        cases: Iterable[ResolveCase] = (),
    ) -> None:
        self.dossier, self.package, self.read = dossier, package, register
        self.told = day_after_of(dossier)
        self.cases = {case.guarantor: case for case in cases}
        self.tranches = [t for t in self.told.tranches if t.when.matches(package)]
        self.violations = [v for v in self.told.violations.values() if v.when.matches(package)]
        self.instruments = [i for i in self.told.instruments.values() if i.when.matches(package)]
        self.responses = [r for r in self.told.responses.values() if r.when.matches(package)]
        self.acting = tuple(party for party in dossier.parties if party in self.told.stakes)
        self.spans = self._spans()

    def _spans(self) -> tuple[Span, ...]:
        """A phase that lasts for good begins with a step of its own when a tranche is due then."""
        due = {tranche.phase for tranche in self.tranches}
        spans: list[Span] = []
        first = 0
        for phase in self.told.phases:
            count = phase.lasts if phase.lasts is not None else 1 + (phase.id in due)
            spans.append(Span(phase.id, first, count))
            first += count
        return tuple(spans)

    def steps_in(self, phases: tuple[str, ...]) -> frozenset[int]:
        """The steps of the phases named; of all, when none is."""
        return frozenset(
            step
            for span in self.spans
            if not phases or span.phase in phases
            for step in range(span.first, span.first + span.count)
        )

    def amounts(
        self, name: str, amounts: Amounts, basis: Basis, sort: Sort = Sort.AMOUNT
    ) -> dict[str, Number]:
        """Read numbers that stand by name; one for all stands under the empty name."""
        return {
            key: self.read(f"{name}.{key}" if key else name, amount, sort, basis)
            for key, amount in amounts.items()
        }

    def then(self, named: tuple[str, ...], violator: str) -> str:
        """What follows a breach: the first consequence named that the package switches on."""
        on = {response.id: response for response in self.responses}
        for name in named:
            if name == COLLAPSE:
                return name
            if name in on:
                return f"{name}/{violator}" if is_by_role(on[name]) else name
        return ""

    def drawn_ids(self, response: told.Response) -> list[str]:
        """A response as it is drawn up: once, or once for each violator where it matters who."""
        if not is_by_role(response):
            return [response.id]
        return [f"{response.id}/{party}" for party in self.acting]

    def responses_named(self, named: Iterable[str]) -> frozenset[str]:
        """The ids, as they are drawn up, of the responses named."""
        chosen = set(named)
        return frozenset(
            drawn
            for response in self.responses
            if response.id in chosen
            for drawn in self.drawn_ids(response)
        )


def is_by_role(response: told.Response) -> bool:
    """True when what follows depends on who committed the violation."""
    amounts = (response.once, response.pays, response.keeps)
    return any(role in each for each in amounts for role in (VIOLATOR, OTHERS))
