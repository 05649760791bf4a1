"""One reading of a compact's inputs: every expression of its tables at those values."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from holdfast.endure.game import Profile, State
from holdfast.endure.judge import PATIENCE, Judgment, judge
from holdfast.endure.machine import Layout, Machine
from holdfast.endure.quantity import Quantity
from holdfast.endure.tables import Floats, FractionTables, Tables, fill


class Reading:
    """A machine's inputs at exact values; new expressions are worked out as they appear."""

    def __init__(self, machine: Machine, inputs: Mapping[str, Fraction] | None = None) -> None:
        self.machine = machine
        self.inputs = dict(inputs or {})
        self._exact: list[Fraction] = []
        self._floats: Floats = np.empty(0)

    def _catch_up(self) -> None:
        known = len(self._exact)
        self._exact = self.machine.sheet.work_out(self.inputs, Fraction, self._exact)
        fresh = np.array([float(value) for value in self._exact[known:]])
        self._floats = np.concatenate([self._floats, fresh])

    def number(self, number: Fraction | Quantity) -> Fraction:
        """Any number of the compact, exact."""
        if isinstance(number, Fraction):
            return number
        if number.node >= len(self._exact):
            self._catch_up()
        return self._exact[number.node]

    def tables(self, layout: Layout) -> Tables:
        """A layout's tables in floats, each the nearest one to the exact number."""
        self._catch_up()
        return fill(layout, self._floats, np.array([float(d) for d in self._discounts()]))

    def exact(self, layout: Layout) -> FractionTables:
        """A layout's tables in exact numbers."""
        self._catch_up()
        return FractionTables(layout, self._exact, self._discounts())

    def _discounts(self) -> tuple[Fraction, ...]:
        return tuple(self.number(d) for d in self.machine.game.discounts)

    def judge(
        self,
        conduct: Mapping[State, Profile] | None = None,
        patience: int = PATIENCE,
        also: Sequence[int] = (),
    ) -> tuple[Layout, Judgment]:
        """Test a conduct (none: the prescribed one) at this reading."""
        layout = self.machine.layout(conduct)
        return layout, self.judge_layout(layout, patience, also)

    def judge_layout(
        self, layout: Layout, patience: int = PATIENCE, also: Sequence[int] = ()
    ) -> Judgment:
        """Test the conduct of a layout at this reading."""
        return judge(self.tables(layout), self.exact(layout), patience, also)

    def judge_in_floats(self, layout: Layout, also: Sequence[int] = ()) -> Judgment:
        """The same without exact work: what floats cannot tell stays undecided."""
        return judge(self.tables(layout), also=also)
