"""Ten thousand readings of the Abu Dhabi compact at once, beside a loop in plain NumPy and SciPy.

The loop is the best plain one: it is handed the same tables, with every expression already worked
out for all readings at once. For each reading it fills sparse matrices, solves them by SuperLU once
for each player, and takes the smallest margins. It runs over some of the readings and is scaled up,
and the margins of the two are compared. The first call of all compiles the inner loop, and is not
counted. The sweep uses all cores and the loop one, so seconds of a core are given beside those of
the clock: they do not change with what else the machine does.
"""

import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
from scipy.sparse import csr_array, diags_array, eye_array
from scipy.sparse.linalg import splu

from holdfast.dossier import read
from holdfast.endure.batch import Batch
from holdfast.endure.question import Question
from holdfast.endure.sweep import draws, judge_all

REPOSITORY = Path(__file__).parents[1]
READINGS, LOOPED = 10_000, 200


def plainly(batch: Batch, values: np.ndarray, reading: int) -> np.ndarray:
    """The smallest margin of every player in one reading."""
    layout, here = batch.layout, values[:, reading]
    count = len(layout.states)
    chances = csr_array(
        (here[layout.chances.nodes], layout.chances.columns, layout.chances.indptr),
        shape=(count, count),
    )
    leads = csr_array(
        (here[layout.deviations.nodes], layout.deviations.columns, layout.deviations.indptr),
        shape=(len(layout.where), count),
    )
    rewards, gains = here[layout.rewards], here[layout.gains]
    least = np.full(len(batch.discounts), np.inf)
    for player, discount in enumerate(here[batch.discounts]):
        weights = np.where(layout.instant, 1.0, discount)
        system = (eye_array(count) - chances @ diags_array(weights)).tocsc()
        worth = splu(system).solve(rewards[:, player])
        mine = layout.who == player
        if mine.any():
            margin = worth[layout.where[mine]] - gains[mine] - leads[mine] @ (weights * worth)
            least[player] = margin.min()
    return least


def main() -> None:
    """Time both, and compare."""
    dossier = read(REPOSITORY / "examples" / "abu-dhabi")
    question = Question(dossier)
    began = perf_counter()
    batch = Batch(question.machine, question.layout)
    print(
        f"states {len(question.layout.states)}, deviations {len(question.layout.where)},"
        f" inputs {len(question.sheet.inputs)}; planned in {perf_counter() - began:.2f} s"
    )
    inputs = draws(question, READINGS, seed=1)
    began = perf_counter()
    batch.judge({name: column[:16] for name, column in inputs.items()}, READINGS)
    print(f"compiled, or loaded from the last time, in {perf_counter() - began:.2f} s")
    began, began_cpu = perf_counter(), process_time()
    swept = judge_all(batch, inputs)
    ours, ours_cpu = perf_counter() - began, process_time() - began_cpu
    values = batch._values(inputs, READINGS)  # the loop is handed what we have
    began, began_cpu = perf_counter(), process_time()
    looped = np.array([plainly(batch, values, reading) for reading in range(LOOPED)])
    scale = READINGS / LOOPED
    theirs, theirs_cpu = (perf_counter() - began) * scale, (process_time() - began_cpu) * scale
    known = np.isfinite(looped)
    widest = float(np.abs(looped[known] - swept.margin[:LOOPED][known]).max())
    print(
        f"{READINGS:,} readings at once: {ours:.2f} s; in a plain loop: {theirs:.1f} s"
        f" ({theirs / ours:.0f} times as long); margins differ by at most {widest:.1e}"
    )
    print(
        f"seconds of a core: {ours_cpu:.2f} and {theirs_cpu:.1f}"
        f" ({theirs_cpu / ours_cpu:.0f} times as many)"
    )
    sys.exit(0 if widest < 1e-6 else 1)


if __name__ == "__main__":
    main()
