"""A large compact: verdict and margins, beside the sparse products that the method must make.

A random game of 50,000 states, six players and three actions each, closed under one-sided
departures. The products are counted while the verdict is worked out, and then made again, alone,
with the same matrices and vectors of the same size. Say `python bench/endure_large.py`, or with
another number of states. Memory is measured for half as many states too: it grows in proportion.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from scipy.sparse import csr_array

from holdfast.endure.judge import judge
from holdfast.endure.tables import Tables

PLAYERS, ACTIONS, BRANCHES, SEED = 6, 3, 6, 7
RUNS = 7


class Counted(csr_array):  # type: ignore[misc]
    """A sparse matrix that counts how often it is multiplied with."""

    products = 0

    def __matmul__(self, other: object) -> object:
        """Count, and multiply."""
        type(self).products += 1
        return super().__matmul__(other)


class CountedRows(Counted):
    """The same for the rows of deviations."""

    products = 0


def game(states: int) -> Tables:
    """A random game in tables: everyone's prescribed action, and two others in every state."""
    chance = np.random.default_rng(SEED)

    def rows(count: int) -> csr_array:
        weights = chance.random((count, BRANCHES))
        weights /= weights.sum(axis=1, keepdims=True)
        columns = chance.integers(0, states, (count, BRANCHES))
        begin = np.arange(count + 1) * BRANCHES
        return csr_array((weights.ravel(), columns.ravel(), begin), shape=(count, states))

    others = states * (ACTIONS - 1)
    rewards = chance.random((states, PLAYERS))
    where = np.tile(np.repeat(np.arange(states), ACTIONS - 1), PLAYERS)
    who = np.repeat(np.arange(PLAYERS), others)
    gains = rewards[where, who] + chance.normal(-0.8, 0.5, len(where))
    return Tables(
        discounts=np.linspace(0.9, 0.97, PLAYERS),
        instant=np.zeros(states, dtype=np.bool_),
        chances=rows(states),
        rewards=rewards,
        where=where,
        who=who,
        deviations=rows(others * PLAYERS),
        gains=gains,
    )


def timed(states: int) -> dict[str, float]:
    """Seconds for the verdict, and for its products alone, by turns; peak memory in MiB."""
    tables = game(states)
    counted = replace(
        tables, chances=Counted(tables.chances), deviations=CountedRows(tables.deviations)
    )
    Counted.products = CountedRows.products = 0
    judgment = judge(counted)
    on_states = Counted.products
    del counted
    vector = np.ones(states)
    blocks = [tables.deviations[tables.of_player(player)] for player in range(PLAYERS)]

    def products() -> None:
        for _ in range(on_states):
            tables.chances @ vector
        for block in 2 * blocks:
            block @ vector

    took = np.array([(*taken(lambda: judge(tables)), *taken(products)) for _ in range(RUNS)])
    verdict, verdict_cpu, alone, alone_cpu = np.median(took, axis=0).tolist()
    return {
        "states": states,
        "deviations": len(tables.where),
        "that pay": int((judgment.signs == -1).sum()),
        "undecided": int((judgment.signs == 2).sum()),
        "products with the states": on_states,
        "verdict, s": verdict,
        "products alone, s": alone,
        "ratio": verdict / alone,
        "verdict, s of a core": verdict_cpu,
        "products, s of a core": alone_cpu,
        "ratio of these": verdict_cpu / alone_cpu,
        "peak memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def taken(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and seconds of a core, that some work takes."""
    began, began_cpu = perf_counter(), process_time()
    work()
    return perf_counter() - began, process_time() - began_cpu


def main() -> None:
    """Time the size asked for, and half of it in a process of its own, for the memory."""
    states = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    if "--alone" in sys.argv:
        print(json.dumps(timed(states)))
        return
    for size in (states // 2, states):
        command = [sys.executable, str(Path(__file__)), str(size), "--alone"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        for name, value in json.loads(done.stdout.splitlines()[-1]).items():
            print(
                f"{name:>26}: {value:,.3f}"
                if isinstance(value, float)
                else f"{name:>26}: {value:,}"
            )
        print()


if __name__ == "__main__":
    main()
