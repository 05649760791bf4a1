"""Testing a conduct: does any player, anywhere, gain by acting otherwise once?

Floats answer for every margin that is clear of their proven error; the rest is settled exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.exact import Bracket, settle
from holdfast.endure.tables import Exact, Tables, reachable
from holdfast.endure.values import Margins, Values, margins, solve

UNDECIDED = 2
PATIENCE = 4_000_000
"""How many binary places the exact work may spend, over all states, before it says undecided."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgment:
    """The margin of every deviation, with its sign proven: -1, 0 or 1; ``UNDECIDED`` where not.

    Only deviations in states that matter are judged; the others count as harmless (sign 1).
    ``settled`` holds the brackets of those that floats could not decide.
    """

    tables: Tables
    values: Values
    margins: Margins
    signs: NDArray[np.int8]
    matters: NDArray[np.bool_]
    settled: dict[int, Bracket]

    @property
    def holds(self) -> bool | None:
        """True when nobody gains anywhere, False when somebody does, None when undecided."""
        if bool((self.signs == -1).any()):
            return False
        return None if bool((self.signs == UNDECIDED).any()) else True


def judge(
    tables: Tables,
    exact: Exact | None = None,
    patience: int = PATIENCE,
    also: Sequence[int] = (),
) -> Judgment:
    """Solve a conduct and test every one-shot deviation from it.

    Args:
        tables: the game under the conduct.
        exact: the same in exact numbers; without it, what floats cannot decide stays undecided.
        patience: the limit of the exact work.
        also: states that matter besides the start and what it leads to.
    """
    values = solve(tables)
    found = margins(tables, values)
    states = reachable(tables, np.array([tables.start, *also], dtype=np.int64))
    matters = states[tables.where]
    signs = np.where(found.margin > 0, 1, -1).astype(np.int8)
    signs[np.abs(found.margin) <= found.error] = UNDECIDED
    signs[~matters] = 1
    settled: dict[int, Bracket] = {}
    if exact is not None:
        settled = _settle_all(tables, exact, np.flatnonzero(signs == UNDECIDED), patience)
    for k, bracket in settled.items():
        signs[k] = UNDECIDED if bracket.sign is None else bracket.sign
    return Judgment(tables, values, found, signs, states, settled)


def _settle_all(
    tables: Tables, exact: Exact, doubtful: NDArray[np.int64], patience: int
) -> dict[int, Bracket]:
    result: dict[int, Bracket] = {}
    instant = tables.instant.tolist()
    for player in range(len(tables.discounts)):
        mine = [(int(k), int(tables.where[k])) for k in doubtful if tables.who[k] == player]
        if mine:
            result |= settle(exact, instant, player, mine, patience)
    return result
