"""What a verdict hinges on: thousands of admissible readings, the share that holds, what moves it.

Readings are drawn evenly over the ranges of all inputs at once, which is a way of looking at every
corner of what is admissible, not a claim that each value is as likely as another. The same seed
gives the same bytes, on one core or many, here or on a cluster: readings are judged one by one in
chunks that do not depend on who judges them.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from math import sqrt
from os import cpu_count
from typing import Any

import numpy as np

from holdfast.endure.batch import Batch, Sweep
from holdfast.endure.inputs import Input
from holdfast.endure.outlook import Influence, PartySpread, Robustness
from holdfast.endure.pieces import Progress, in_pieces
from holdfast.endure.question import Question
from holdfast.endure.tables import Floats
from holdfast.errors import QuestionError

CHUNK = 1024

_NINETY_FIVE = 1.959963984540054


def draws(question: Question, count: int, seed: int) -> dict[str, Floats]:
    """Readings drawn evenly over the ranges of the inputs; the same seed, the same numbers.

    Raises:
        QuestionError: every input is an exact number, so that there is nothing to draw; fewer than
            one reading, or a seed below zero.
    """
    if count < 1 or seed < 0:
        message = (
            f"{count} readings with the seed {seed} cannot be drawn. Ask for one at least, and a"
            " seed of 0 or more."
        )
        raise QuestionError(message, code="bad-draws")
    if not question.sheet.inputs:
        message = (
            "Every number that the verdict rests on is exact, so there is nothing to draw. Give"
            " ranges where a number is not known, or ask without draws."
        )
        raise QuestionError(message, code="nothing-to-draw")
    chance = np.random.default_rng(seed)
    names = sorted(question.sheet.inputs)
    even = chance.random((count, len(names)))
    return {name: _between(question.inputs[name], even[:, k]) for k, name in enumerate(names)}


def _between(each: Input, even: Floats) -> Floats:
    low, high = float(each.range.low), float(each.range.high)
    return np.asarray(low + even * (high - low))


def judge_all(
    batch: Batch,
    inputs: Mapping[str, Floats],
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Judge readings in chunks, on all cores or on the executor given.

    Returns:
        What was judged before ``progress`` or Ctrl-C said to stop; all of it if neither did.
    """
    chunks = [(chunk, len(next(iter(chunk.values())))) for chunk in _chunks(inputs)]
    judge_chunk = partial(_judge_chunk, batch, sum(size for _, size in chunks))
    if executor is not None:
        parts, is_stopped = in_pieces(judge_chunk, chunks, executor, progress)
    else:
        with ThreadPoolExecutor(max_workers=cpu_count() or 1) as threads:
            parts, is_stopped = in_pieces(judge_chunk, chunks, threads, progress)
    return batch.joined(parts, is_stopped=is_stopped)


def _judge_chunk(batch: Batch, total: int, chunk: Mapping[str, Floats]) -> Sweep:
    return batch.judge(chunk, total)


def _chunks(inputs: Mapping[str, Floats]) -> Iterator[dict[str, Floats]]:
    count = len(next(iter(inputs.values()))) if inputs else 0
    for first in range(0, count, CHUNK):
        yield {name: column[first : first + CHUNK] for name, column in inputs.items()}


def robustness(
    question: Question,
    count: int = 10_000,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """For which share of the admissible readings a package holds, with its sampling error.

    Args:
        question: the package's compact.
        count: how many readings are drawn.
        seed: the same seed gives the same readings.
        executor: where to work; this machine's cores unless given.
        progress: told how far the sweep is, and can stop it, as Ctrl-C does; the answer is then
            that of the readings judged, and says how many they are.

    Raises:
        QuestionError: every input is an exact number, so that there is nothing to draw.
    """
    readings = draws(question, count, seed)
    batch = Batch(question.machine, question.layout)
    swept = judge_all(batch, readings, executor, progress)
    verdict = swept.verdict
    drawn = len(verdict)
    held = int((verdict == 1).sum())
    low, high = wilson(held, drawn)
    return Robustness(
        package=question.package,
        cases={case.guarantor: case.id for case in question.cases},
        drawn=drawn,
        asked=count,
        seed=seed,
        held=held,
        too_close=int((verdict == 0).sum()),
        low=low,
        high=high,
        parties=tuple(_spreads(question, swept)),
    )


def wilson(held: int, drawn: int) -> tuple[float, float]:
    """The bounds of a share within which it lies with 95 percent confidence [wilson-1927].

    >>> low, high = wilson(50, 100)
    >>> round(low, 3), round(high, 3)
    (0.404, 0.596)
    """
    if drawn == 0:
        return 0.0, 1.0
    share, z2 = held / drawn, _NINETY_FIVE**2
    centre = share + z2 / (2 * drawn)
    spread = _NINETY_FIVE * sqrt(share * (1 - share) / drawn + z2 / (4 * drawn**2))
    scale = 1 + z2 / drawn
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def _spreads(question: Question, swept: Sweep) -> Iterator[PartySpread]:
    """How each party's smallest margin is spread over the readings."""
    for player, name in enumerate(question.machine.game.players):
        margin = swept.margin[:, player]
        if len(margin) and np.isfinite(margin).all():
            cuts = np.quantile(margin, [0.05, 0.25, 0.5, 0.75, 0.95])
            yield PartySpread(name, tuple(cuts.tolist()), float((margin < 0).mean()))


_FEW = 0.05
"""Where fewer readings have the other verdict, a few of them more or less turn the ranking."""


class _StoppedError(Exception):
    """The sweep was stopped before its end."""


def influences(
    question: Question,
    size: int = 512,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Influence, ...]:
    """The inputs ranked by how much of the verdict's variation they carry, the most first.

    Variance-based indices of the verdict (holds or does not) over the ranges of all inputs at once
    [sobol-2001] [saltelli-2010]. ``total`` counts what an input carries alone and together with
    others. Where the verdict is the same for all but a few, indices of it would say little: the
    smallest margin of the party that is tempted most stands for it, and ``of_verdict`` is False.

    Args:
        question: the package's compact.
        size: a power of two; the sweep judges (inputs + 2) times as many readings.
        seed: the same seed gives the same ranking.
        executor: where to work; this machine's cores unless given.
        progress: told how far the sweep is, and can stop it, as Ctrl-C does.

    Returns:
        Nothing when there is nothing to rank, or when the sweep was stopped: a ranking by some of
        the readings would be none.
    """
    from scipy.stats import sobol_indices, uniform

    names = sorted(question.sheet.inputs)
    if not names:
        return ()
    batch = Batch(question.machine, question.layout)
    runs: list[Sweep] = []
    whole = size * (len(names) + 2)

    def told(done: int, _: int) -> bool | None:
        before = sum(len(run.margin) for run in runs)
        return progress(before + done, whole) if progress is not None else None

    def judged(even: Floats) -> Floats:
        points = np.atleast_2d(even)
        flat = points.reshape(len(names), -1)
        inputs = {n: _between(question.inputs[n], flat[k]) for k, n in enumerate(names)}
        swept = judge_all(batch, inputs, executor, told)
        if swept.is_stopped:
            raise _StoppedError
        runs.append(swept)
        holds = (swept.verdict == 1).astype(np.float64)
        return np.stack([holds, *(np.nan_to_num(swept.margin.T, posinf=0.0))])

    dists: list[Any] = [uniform(0, 1)] * len(names)
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            found = sobol_indices(func=judged, n=size, dists=dists, rng=np.random.default_rng(seed))
    except _StoppedError:
        return ()
    first, total = (
        np.reshape(each, (-1, len(names))) for each in (found.first_order, found.total_order)
    )
    output = 0
    held = float(np.concatenate([run.verdict == 1 for run in runs]).mean())
    if min(held, 1 - held) < _FEW:
        tempted = np.concatenate([run.margin / run.scale for run in runs]).min(axis=0)
        output = 1 + int(tempted.argmin())
    ranked = [
        Influence(
            question.inputs[name], float(first[output, k]), float(total[output, k]), not output
        )
        for k, name in enumerate(names)
    ]
    return tuple(sorted(ranked, key=lambda each: -each.total))
