"""Packages as a constraint model of CP-SAT, for issues that hang together too tightly."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from holdfast.bargain.amount import BASE, ROOM, TRUSTED, Amount, Solver
from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.network import option_classes
from holdfast.bargain.overlap import agree_by_twos
from holdfast.bargain.problem import Choice, Literals, Problem, Rule
from holdfast.bargain.solving import solve

_CLASHES = 20_000
"""Pairs of patterns of an issue up to which those that cannot both match are kept apart."""


class PackageModel:
    """One model, asked again and again with other least totals, each time from the last package.

    It has a variable for each pattern, and one for each option of an issue, unless patterns can be
    kept apart without them: where they only add, and where those that could match two by two could
    match all together, it is enough that no two match that name different options.

    The solver works with one thread and a fixed seed, so the same question has the same answer.
    """

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self._library = cp_model
        self._model: Solver = cp_model.CpModel()
        self._problem = problem
        patterns = [rule.when for rule in problem.rules] + [bar.when for bar in problem.bars]
        self._classes = option_classes(problem, patterns)
        self._taken: list[list[Solver]] = [
            [] if self._is_implied(issue) else [self._model.new_bool_var("") for _ in own]
            for issue, own in enumerate(self._classes)
        ]
        for taken in filter(None, self._taken):
            self._model.add_exactly_one(taken)
        for bar in problem.bars:
            self._model.add_bool_or(self._outside(bar.when))
        self._parts = [self._part(rule) for rule in problem.rules]
        self._keep_apart()
        self._amounts = {
            party: Amount(self._model, self._sum(party))
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
            KeyboardInterrupt: when Ctrl-C stopped it.
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
        # With large numbers, presolve in version 9.15 was seen to lose packages: what it then calls
        # best, or empty, is not. With small ones that never happened.
        solver.parameters.cp_model_presolve = all(
            amount.reach < TRUSTED for amount in self._amounts.values()
        )
        if watch.seconds_left is not None:
            solver.parameters.max_time_in_seconds = watch.seconds_left
        status = solve(solver, self._model, watch.limit.should_stop)
        if status == self._library.INFEASIBLE:
            return None
        if status == self._library.MODEL_INVALID:
            message = f"The solver cannot read its model: {self._model.validate()}"
            raise RuntimeError(message)
        if status != self._library.OPTIMAL:
            watch.check()
            message = "the solver stopped before it knew"
            raise LimitReached(message)
        self._model.clear_hints()
        variables = {v.index: v for own in (self._parts, *self._taken) for v in own}
        for variable in variables.values():
            self._model.add_hint(variable, solver.boolean_value(variable))
        return tuple(self._options(solver))

    def _options(self, solver: Solver) -> Iterator[int]:
        """An option of every issue: the one taken, or one that all patterns that match name."""
        matched = [
            rule.when
            for rule, matches in zip(self._problem.rules, self._parts, strict=True)
            if solver.boolean_value(matches)
        ]
        for issue, taken in enumerate(self._taken):
            if taken:
                at = next(at for at, one in enumerate(taken) if solver.boolean_value(one))
                yield self._classes[issue][at][0]
            else:
                everything = frozenset(range(len(self._problem.options[issue])))
                named = [options for when in matched for at, options in when if at == issue]
                yield min(everything.intersection(*named))

    def _is_implied(self, issue: int) -> bool:
        """True when an issue needs no variables, because its patterns can be kept apart by twos."""
        bars = any(at == issue for bar in self._problem.bars for at, _ in bar.when)
        named = [
            (options, rule.worth)
            for rule in self._problem.rules
            for at, options in rule.when
            if at == issue
        ]
        adds = all(worth >= 0 for _, worths in named for worth in worths)
        is_small = len(named) ** 2 <= 2 * _CLASHES
        return not bars and adds and is_small and agree_by_twos({o for o, _ in named})

    def _part(self, rule: Rule) -> Solver:
        """What adds to totals: a variable that says whether a pattern matches.

        A variable may say less than the truth where it would only add, and more where it would only
        take away. Totals in the model are then no larger than they are, and as all that is asked of
        them is to be large, nothing is lost or gained by it.
        """
        inside = [self._inside(*literal) for literal in rule.when if self._taken[literal[0]]]
        if len(rule.when) == 1 and inside and len(inside[0]) == 1:
            return inside[0][0]
        matches = self._model.new_bool_var("")
        if any(worth > 0 for worth in rule.worth):
            for own in inside:
                self._model.add_bool_or([matches.negated(), *own])
        if any(worth < 0 for worth in rule.worth):
            self._model.add_bool_or([matches, *self._outside(rule.when)])
        return matches

    def _sum(self, party: int) -> list[tuple[int, Solver]]:
        """A party's worths, each with the variable that says whether it counts."""
        worths = [rule.worth[party] for rule in self._problem.rules]
        return [(worth, one) for worth, one in zip(worths, self._parts, strict=True) if worth]

    def _keep_apart(self) -> None:
        """No two patterns match that name different options of an issue without variables."""
        named: dict[int, list[tuple[frozenset[int], Solver]]] = {}
        for rule, matches in zip(self._problem.rules, self._parts, strict=True):
            for issue, options in rule.when:
                if not self._taken[issue]:
                    named.setdefault(issue, []).append((options, matches))
        for own in named.values():
            for (options, one), (others, other) in combinations(own, 2):
                if options.isdisjoint(others):
                    self._model.add_bool_or([one.negated(), other.negated()])

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
