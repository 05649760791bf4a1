"""The backstop as a whole: the cheapest combination of instruments and clauses that holds.

A mixed-integer program over the options chooses the cheapest combination not yet refuted; its
verdict is worked out exactly; a combination that does not hold is ruled out, and the next cheapest
is asked for. When one holds, everything cheaper has been refuted, and that is the proof that it is
cheapest. Where amounts may be added (tranches, sanctions), a combination that fails alone is
completed with the least that makes it hold, and the search goes on until no combination by itself
could be cheaper.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any

from holdfast.dossier import Dossier, Pattern
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.amounts import least_amounts
from holdfast.endure.backstop import Combination, LeastAmount
from holdfast.endure.draft import day_after_of
from holdfast.endure.pieces import Progress
from holdfast.endure.question import Question, complete, unknown_issue
from holdfast.errors import QuestionError

TRIALS = 400
"""So many combinations are tried before the search gives up, and says so."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A combination that holds."""

    package: dict[str, str]
    cost: Fraction
    amounts: tuple[LeastAmount, ...]


def cheapest(  # noqa: PLR0913 - what can be asked
    dossier: Dossier,
    package: Mapping[str, str] | None = None,
    *,
    issues: Sequence[str] = (),
    amounts: Sequence[str] = (),
    cases: Iterable[ResolveCase] = (),
    values: Mapping[str, Fraction] | None = None,
    keep_red_lines: bool = True,
    trials: int = TRIALS,
    progress: Progress | None = None,
) -> Combination:
    """The cheapest options on some issues that make a package hold, with proof.

    Args:
        dossier: the talks, with a day after that gives prices.
        package: the options on all other issues; issues left out take the day after's package.
        issues: the issues to choose on; those that have a price, unless named.
        amounts: inputs that may be raised as well, one point of money each at signature.
        cases: courses of resolve in place of the dossier's.
        values: inputs read otherwise than at the middle of their ranges, in the combinations that
            have them.
        keep_red_lines: whether what a party's line says it will never accept is left out.
        trials: how many combinations may be tried.
        progress: told how many are tried, of how many there are before links and red lines; can
            stop the search, which then gives up as when trials run out.

    Raises:
        QuestionError: the day after gives no price, so that nothing is cheaper than anything; an
            issue that the dossier does not have.
    """
    told = day_after_of(dossier)
    for issue in issues:
        if issue not in dossier.issues:
            raise unknown_issue(dossier, issue)
    if not told.prices:
        message = (
            "The day after gives no price, so no combination is cheaper than another. Give some"
            " under `day_after: prices:`."
        )
        raise QuestionError(message, code="no-prices")
    chosen = tuple(issues) or tuple(
        dict.fromkeys(issue for price in told.prices for issue in price.when.options)
    )
    master = _Master(dossier, complete(dossier, package), chosen, keep_red_lines=keep_red_lines)
    search = _Search(dossier, tuple(amounts), tuple(cases), values)
    whole = prod(len(dossier.issues[issue].options) for issue in chosen)
    while search.tried < trials:
        if progress is not None and progress(search.tried, whole) is False:
            break
        trial = master.next_cheapest()
        if trial is None or not search.could_better(trial[1]):
            return _answer(master, search, is_over=True)
        if search.takes(*trial):
            return _answer(master, search, is_over=True)
        master.rule_out(trial[0])
    return _answer(master, search, is_over=False)


class _Search:
    """What has been tried, and the best of it."""

    def __init__(
        self,
        dossier: Dossier,
        amounts: tuple[str, ...],
        cases: tuple[ResolveCase, ...],
        values: Mapping[str, Fraction] | None,
    ) -> None:
        self._dossier, self._amounts, self._cases = dossier, amounts, cases
        self._values = dict(values or {})
        self.best: _Found | None = None
        self.tried = 0
        self.is_certain = True

    def could_better(self, cost: Fraction) -> bool:
        """True when a combination at this cost could still be cheaper than the best."""
        return self.best is None or cost < self.best.cost

    def takes(self, package: dict[str, str], cost: Fraction) -> bool:
        """Try a combination; True when it holds by itself, and so is the cheapest of all."""
        self.tried += 1
        free = {*self._amounts, *self._values}
        question = Question(self._dossier, package, self._cases, free)
        inputs = question.sheet.inputs
        values = {name: value for name, value in self._values.items() if name in inputs}
        _, judgment = question.read(values).judge()
        if judgment.holds:
            self.best = _Found(package, cost, ())
            return True
        if judgment.holds is None:
            self.is_certain = False
        levers = [lever for lever in self._amounts if lever in inputs]
        if levers:
            least = least_amounts(question, levers, values)
            if not (least.is_least or least.is_proven_none):
                self.is_certain = False
            if least.is_enough and least.cost is not None:
                total = cost + (least.least_cost or Fraction(least.cost))
                if self.best is None or total < self.best.cost:
                    self.best = _Found(package, total, least.amounts)
        return False


def _answer(master: "_Master", search: _Search, *, is_over: bool) -> Combination:
    best = search.best
    return Combination(
        issues=master.issues,
        package=best.package if best is not None else None,
        cost=best.cost if best is not None else None,
        amounts=best.amounts if best is not None else (),
        tried=search.tried,
        is_proven=is_over and search.is_certain,
        keeps_red_lines=master.keep_red_lines,
    )


class _Master:
    """The mixed-integer program: one option for each issue, within the links, at least cost."""

    def __init__(
        self,
        dossier: Dossier,
        package: Mapping[str, str],
        issues: tuple[str, ...],
        *,
        keep_red_lines: bool,
    ) -> None:
        from ortools.sat.python import cp_model

        self.issues, self.keep_red_lines = issues, keep_red_lines
        self._package = dict(package)
        self._cp: Any = cp_model
        self._model = cp_model.CpModel()
        self._takes = {
            (issue, option): self._model.new_bool_var(f"{issue}/{option}")
            for issue in issues
            for option in dossier.issues[issue].options
        }
        for issue in issues:
            self._model.add_exactly_one(
                [self._takes[issue, option] for option in dossier.issues[issue].options]
            )
        for never in self._bars(dossier):
            self._forbid(never)
        self._price(dossier)

    def _bars(self, dossier: Dossier) -> Iterator[Pattern]:
        yield from (link.never for link in dossier.links)
        if self.keep_red_lines:
            for view in dossier.views.values():
                yield from (line.never for line in view.red_lines if line.price is None)

    def _matching(self, pattern: Pattern) -> list[list[Any]] | None:
        """For each issue that is chosen on, the options that match; None when the rest does not."""
        open_issues = []
        for issue, options in pattern.options.items():
            if issue in self.issues:
                open_issues.append([self._takes[issue, option] for option in options])
            elif self._package[issue] not in options:
                return None
        return open_issues

    def _forbid(self, pattern: Pattern) -> None:
        """No combination may match; a pattern that the fixed issues alone match is left alone."""
        matching = self._matching(pattern)
        if matching:
            self._model.add(sum(sum(options) for options in matching) <= len(matching) - 1)

    def _price(self, dossier: Dossier) -> None:
        self._prices = day_after_of(dossier).prices
        unit = lcm(1, *(price.cost.midpoint.denominator for price in self._prices))
        total: Any = 0
        for place, price in enumerate(self._prices):
            matching = self._matching(price.when)
            if matching is None:
                continue
            cost = int(price.cost.midpoint * unit)
            paid = self._model.new_bool_var(f"price {place}")
            hits = sum(sum(options) for options in matching)
            self._model.add(hits <= len(matching) - 1 + paid)
            total = total + cost * paid
        self._model.minimize(total)

    def next_cheapest(self) -> tuple[dict[str, str], Fraction] | None:
        """The cheapest combination not ruled out, and its cost; None when there is none."""
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        # Else the solver keeps Ctrl-C for itself, and never gives it back to Python.
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self._model)
        if status == self._cp.INFEASIBLE:
            return None
        if status != self._cp.OPTIMAL:
            message = "The mixed-integer program was not solved, so the cheapest is not known."
            raise QuestionError(message, code="not-solved")
        chosen = {
            issue: option
            for (issue, option), taken in self._takes.items()
            if solver.boolean_value(taken)
        }
        package = {**self._package, **chosen}
        paid = (p.cost.midpoint for p in self._prices if p.when.matches(package))
        return package, sum(paid, Fraction(0))

    def rule_out(self, package: Mapping[str, str]) -> None:
        """This combination does not hold, or is better with amounts added, which is known now."""
        taken = [self._takes[issue, package[issue]] for issue in self.issues]
        self._model.add(sum(taken) <= len(taken) - 1)
