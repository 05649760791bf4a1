"""A party's total inside a constraint model of CP-SAT, which counts in 64 bits.

Totals that could leave that range are written in several digits to a large base, each well within
it, so that nothing is rounded.
"""

from collections.abc import Sequence
from typing import Any

ROOM = 2**55
"""The largest sum entrusted to the solver as one number."""

TRUSTED = 2**28
"""Sums below this are entrusted to the solver's presolve as well."""

BASE = 2**36
"""The base in which larger sums are written."""

Solver = Any
"""Objects of the solver's library, which carries no types."""


class Amount:
    """A party's total, and the least that it must come to, which can be set anew.

    ``digits`` are expressions, the highest first; to maximise them in turn maximises the total.
    """

    def __init__(self, model: Solver, parts: Sequence[tuple[int, Solver]]) -> None:
        self.reach = sum(abs(worth) for worth, _ in parts)
        self._model = model
        if self.reach <= ROOM:
            total = sum(worth * taken for worth, taken in parts) + model.new_constant(0)
            self.digits = [total]
            self._least = [model.add(total >= -ROOM)]
        else:
            self.digits = self._digits(parts)
            self._least = [model.new_int_var(-ROOM, ROOM, "") for _ in self.digits]
            self._require()

    @property
    def is_plain(self) -> bool:
        """True when one number holds the total."""
        return len(self.digits) == 1

    def require(self, total: int) -> None:
        """Let the total be at least so much, whatever was required before."""
        # One more than it can be is as much out of reach as any number that would not fit.
        total = max(min(total, self.reach + 1), -self.reach)
        if self.is_plain:
            self._least[0].proto.linear.domain[0] = total
            return
        for variable in reversed(self._least[1:]):
            total, digit = divmod(total, BASE)
            _fix(variable, digit)
        _fix(self._least[0], total)

    def _digits(self, parts: Sequence[tuple[int, Solver]]) -> list[Solver]:
        """The digits of the sum, by columns with a carry, as one adds on paper."""
        columns: list[list[tuple[int, Solver]]] = []
        rest = list(parts)
        while sum(abs(worth) for worth, _ in rest) > ROOM:
            columns.append([(worth % BASE, taken) for worth, taken in rest])
            rest = [(worth // BASE, taken) for worth, taken in rest]
        digits = []
        carry: Solver = 0
        for column in columns:
            digit = self._model.new_int_var(0, BASE - 1, "")
            over = self._model.new_int_var(0, len(column) + 1, "")
            amount = sum(part * taken for part, taken in column) + carry
            self._model.add(amount == over * BASE + digit)
            digits.append(digit)
            carry = over
        top = self._model.new_int_var(-ROOM, ROOM, "")
        self._model.add(top == sum(part * taken for part, taken in rest) + carry)
        return [top, *reversed(digits)]

    def _require(self) -> None:
        """The digits, read in turn, are no less than the least ones."""
        reached = None
        for digit, least in zip(reversed(self.digits), reversed(self._least), strict=True):
            so_far = self._model.new_bool_var("")
            above = self._model.new_bool_var("")
            self._model.add(digit >= least).only_enforce_if(so_far)
            if reached is not None:
                self._model.add(digit >= least + 1).only_enforce_if(above)
                self._model.add_bool_or([so_far.negated(), above, reached])
            reached = so_far
        self._model.add_bool_or([reached])


def _fix(variable: Solver, value: int) -> None:
    domain = variable.proto.domain
    domain[0] = domain[1] = value
