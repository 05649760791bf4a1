"""Packages as a constraint model of CP-SAT, for issues that hang together too tightly."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread

from holdfast.bargain.amount import BASE, ROOM, Amount, Solver
from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.network import option_classes
from holdfast.bargain.problem import Choice, Literals, Problem

_LOOK_SECONDS = 0.1
"""How often it is asked, while the solver works, whether the work was called off."""


class PackageModel:
    """One model, asked again and again with other least totals, each time from the last package.

    The solver works with one thread and a fixed seed, so the same question has the same answer.
    """

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self._library = cp_model
        self._model: Solver = cp_model.CpModel()
        self._problem = problem
        patterns = [rule.when for rule in problem.rules] + [bar.when for bar in problem.bars]
        self._classes = option_classes(problem, patterns)
        self._taken = [[self._model.new_bool_var("") for _ in own] for own in self._classes]
        for taken in self._taken:
            self._model.add_exactly_one(taken)
        for bar in problem.bars:
            self._model.add_bool_or(self._outside(bar.when))
        parts = list(self._parts())
        self._amounts = {
            party: Amount(self._model, [(w[party], taken) for w, taken in parts if w[party]])
            for party, floor in enumerate(problem.floors)
            if floor is not None or party in problem.sought
        }

    def best(self, least: Mapping[int, int], watch: Watch) -> Choice | None:
        """A non-dominated package for those sought, each total at least so much.

        For two parties (and where sums are large) it is the best for the first of them, and of
        those the best for the second; for more, the one with the largest sum of totals.

        Args:
            least: least totals by party, beside the floors.
            watch: how long the solver may take.

        Returns:
            The package, or None when there is none.

        Raises:
            LimitReached: when the solver was stopped before it knew.
        """
        for party, amount in self._amounts.items():
            bounds = (self._problem.floors[party], least.get(party))
            amount.require(max((b for b in bounds if b is not None), default=-amount.reach))
        sought = [self._amounts[party] for party in self._problem.sought]
        if len(sought) != 2 and all(amount.is_plain for amount in sought):
            return self._maximal(sum(amount.digits[0] for amount in sought), watch)
        if len(sought) == 2 and sought[0].reach * (sought[1].reach + 1) <= ROOM:
            lead = sought[1].reach + 1
            return self._maximal(lead * sought[0].digits[0] + sought[1].digits[0], watch)
        return self._maximal_in_turn(watch)

    def _maximal_in_turn(self, watch: Watch) -> Choice | None:
        """The first party's largest total, the second's given that, and so on, digit by digit."""
        choice = None
        for party in self._problem.sought:
            amount = self._amounts[party]
            for place, digit in enumerate(amount.digits, start=1):
                choice = self._maximal(digit, watch)
                if choice is None:
                    return None
                total = self._problem.totals(choice)[party]
                amount.require(total - total % BASE ** (len(amount.digits) - place))
        return choice

    def _maximal(self, objective: Solver, watch: Watch) -> Choice | None:
        """The package at which an expression is largest; None when there is no package."""
        self._model.maximize(objective)
        solver = self._library.CpSolver()
        solver.parameters.num_workers = 1
        # Measured on domains of hyper-rectangles: linear relaxations cost more than they save.
        solver.parameters.linearization_level = 0
        # With totals in several digits, version 9.15 called questions unanswerable that are not,
        # unless its presolve was kept from dropping solutions; without digits that never happened.
        solver.parameters.keep_all_feasible_solutions_in_presolve = not all(
            amount.is_plain for amount in self._amounts.values()
        )
        if watch.seconds_left is not None:
            solver.parameters.max_time_in_seconds = watch.seconds_left
        with _stopping(solver, watch):
            status = solver.solve(self._model)
        if status == self._library.INFEASIBLE:
            return None
        if status != self._library.OPTIMAL:
            watch.check()
            message = "it was interrupted"
            raise LimitReached(message)
        self._model.clear_hints()
        values = []
        for taken in self._taken:
            values.append(next(at for at, one in enumerate(taken) if solver.boolean_value(one)))
            for at, one in enumerate(taken):
                self._model.add_hint(one, at == values[-1])
        return tuple(own[at][0] for own, at in zip(self._classes, values, strict=True))

    def _parts(self) -> Iterator[tuple[tuple[int, ...], Solver]]:
        """What adds to totals: a variable, and its worth to every party when it is true.

        A variable may say less than the truth where it would only add, and more where it would only
        take away. Totals in the model are then no larger than they are, and as all that is asked of
        them is to be large, nothing is lost or gained by it.
        """
        for rule in self._problem.rules:
            if len(rule.when) == 1 and len(self._inside(*rule.when[0])) == 1:
                yield rule.worth, self._inside(*rule.when[0])[0]
                continue
            matches = self._model.new_bool_var("")
            if any(worth > 0 for worth in rule.worth):
                for issue, options in rule.when:
                    self._model.add_bool_or([matches.negated(), *self._inside(issue, options)])
            if any(worth < 0 for worth in rule.worth):
                self._model.add_bool_or([matches, *self._outside(rule.when)])
            yield rule.worth, matches

    def _inside(self, issue: int, options: frozenset[int]) -> list[Solver]:
        """The variables of an issue that stand for one of the options."""
        return [
            taken
            for own, taken in zip(self._classes[issue], self._taken[issue], strict=True)
            if own[0] in options
        ]

    def _outside(self, when: Literals) -> list[Solver]:
        """The variables any of which keeps a package from matching."""
        return [
            taken
            for issue, options in when
            for own, taken in zip(self._classes[issue], self._taken[issue], strict=True)
            if own[0] not in options
        ]


@contextmanager
def _stopping(solver: Solver, watch: Watch) -> Iterator[None]:
    """Stop the solver as soon as the work is called off, which it cannot notice by itself."""
    if watch.limit.should_stop is None:
        yield
        return
    is_done = Event()

    def look() -> None:
        while not is_done.wait(_LOOK_SECONDS):
            # Asked again and again: a search that has not quite begun cannot be stopped yet.
            if watch.is_called_off:
                solver.stop_search()

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_done.set()
        thread.join()
