"""Thousands of readings of one compact judged at once.

The states, the order of elimination and the expressions are the same for every reading; only
numbers differ. So they are planned once, and each reading costs little more than its arithmetic.
Answers are in floats: a margin too close to zero to call is counted as such, and never as a
verdict.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.machine import Layout, Machine
from holdfast.endure.ordered import Alike, Answer, ordered
from holdfast.endure.plain_kernel import judge_plainly
from holdfast.endure.quantity import Sheet
from holdfast.endure.rows import Indices
from holdfast.endure.tables import Floats, fill, reachable

CLOSE = 1e-9
"""Relative to the size of what is at stake, a margin this near zero is too close to call."""

FEW = 4096
"""So many readings plain NumPy does in less time than it takes to load the compiled loop, and far
less than to compile it the first time."""


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """The smallest margin of every player (columns) in every reading (rows), and whose it is.

    ``which`` are places among the layout's deviations, -1 for a player who has none. ``scale`` is
    the size of the worths that the margins are differences of. ``is_stopped`` is True when somebody
    stopped the sweep, which then holds what was judged until then.
    """

    margin: Floats
    which: Indices
    scale: Floats
    is_stopped: bool = False

    @property
    def verdict(self) -> NDArray[np.int8]:
        """For every reading 1 when it holds, -1 when it does not, 0 when too close to call."""
        close = CLOSE * self.scale
        holds = (self.margin > close).all(axis=1)
        fails = (self.margin < -close).any(axis=1)
        return np.where(fails, -1, np.where(holds, 1, 0)).astype(np.int8)

    @property
    def smallest(self) -> Floats:
        """The smallest margin of all players in every reading; infinite if nobody has a choice."""
        return np.asarray(self.margin.min(axis=1))


class Batch:
    """A compact's tables, ready for any number of readings; it can be sent to another process."""

    def __init__(self, machine: Machine, layout: Layout | None = None) -> None:
        self.sheet: Sheet = machine.sheet
        self.layout = layout or machine.layout()
        self.discounts = np.array([self.sheet.node(d) for d in machine.game.discounts])
        self.ordered = ordered(self.layout, self.discounts)
        self.size = len(self.sheet)

    def judge(self, inputs: Mapping[str, Floats], of: int | None = None) -> Sweep:
        """Judge the readings whose inputs are given as arrays of one length.

        ``of`` is how many there are to be in all, when these are a part; it changes no byte.
        """
        count = len(next(iter(inputs.values()))) if inputs else 1
        columns = {name: np.asarray(column, dtype=np.float64) for name, column in inputs.items()}
        values = self._values(columns, count)
        groups = self._alike(values)
        compiled = _compiled() if (of or count) > FEW else None
        if compiled is None:
            answer = judge_plainly(values, self.ordered, groups)
        else:
            answer = self._judge_compiled(compiled, values, groups)
        return Sweep(answer.margin, answer.which, answer.scale)

    def joined(self, parts: Sequence[Sweep], *, is_stopped: bool) -> Sweep:
        """Parts of a sweep, one after the other; no parts make an empty one."""
        empty = Sweep(*Answer.room(0, len(self.discounts)))
        whole = (empty, *parts)
        return Sweep(
            np.concatenate([part.margin for part in whole]),
            np.concatenate([part.which for part in whole]),
            np.concatenate([part.scale for part in whole]),
            is_stopped,
        )

    def _values(self, inputs: Mapping[str, Floats], count: int) -> Floats:
        def constant(value: Fraction) -> Floats:
            return np.full(count, float(value))

        done = self.sheet.work_out(inputs, constant)
        return np.array(done[: self.size])

    def _alike(self, values: Floats) -> list[Alike]:
        """Readings in which the same chances are zero, with the deviations that matter in them."""
        used = np.unique(np.concatenate([self.layout.chances.nodes, self.layout.deviations.nodes]))
        zero = values[used] == 0
        varies = zero.any(axis=1) & ~zero.all(axis=1)
        _, kinds = np.unique(zero[varies], axis=1, return_inverse=True)
        groups = []
        for kind in range(int(kinds.max(initial=0)) + 1):
            readings = np.flatnonzero(kinds.ravel() == kind).astype(np.int64)
            first = values[:, readings[0]]
            tables = fill(self.layout, first, first[self.discounts])
            states = reachable(tables, np.array([tables.start], dtype=np.int64))
            groups.append((readings, states[self.layout.where]))
        return groups

    def _judge_compiled(
        self, judge_readings: Callable[..., None], values: Floats, groups: Sequence[Alike]
    ) -> Answer:
        whole = Answer.room(values.shape[1], len(self.discounts))
        for readings, matters in groups:
            part = Answer.room(len(readings), len(self.discounts))
            chosen = np.ascontiguousarray(values[:, readings])
            judge_readings(chosen, *self.ordered, matters, part)
            for every, own in zip(whole, part, strict=True):
                every[readings] = own
        return whole


def _compiled() -> Callable[..., None] | None:
    """The compiled loop; None on a machine that has nowhere to keep it, or cannot compile."""
    try:
        from holdfast.endure.kernel import judge_readings
    except (ImportError, RuntimeError):
        return None
    return judge_readings
