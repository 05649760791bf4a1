"""What would be recommended if everything were known: the same question over many drawn views."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from fractions import Fraction

from holdfast.bargain.columns import Choices
from holdfast.bargain.draws import RESOLUTION, Distribution, Readings, Sample
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import LimitReached, ShouldStop
from holdfast.bargain.problem import Choice, compile_problem
from holdfast.bargain.recommendations import recommendations
from holdfast.bargain.results import Proof
from holdfast.bargain.robust_answers import Draws, Outlook, Recommended
from holdfast.bargain.robustness import drawn_share
from holdfast.bargain.workers import Progress, work
from holdfast.dossier.model import Dossier

_PIECE = 24
"""Draws worked out in one piece; it changes only how often progress is told."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some draws of a dossier, for whoever works them out."""

    dossier: Dossier
    between: tuple[str, ...]
    seed: int
    distribution: Distribution
    start: int
    stop: int
    pool: Choices


def outlook(  # noqa: PLR0913  each is a question's own part
    dossier: Dossier,
    between: Sequence[str] | None = None,
    *,
    count: int = 1000,
    seed: int = 0,
    distribution: Distribution | str = Distribution.UNIFORM,
    executor: Executor | None = None,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Outlook:
    """Which package would be recommended under each of many admissible views, and how often.

    Recommended is what Nash's principle picks. Each drawn view is worked out exactly and
    completely; a view whose search was cut short is not counted, nor is any after it.

    Args:
        dossier: what is known.
        between: the parties between whom; ``dossier.bargainers()`` unless said.
        count: how many views are drawn.
        seed: any whole number; the same one gives the same answer on any number of workers.
        distribution: how values are drawn from ranges.
        executor: where the work is done, such as a process pool or that of a Dask client; here, one
            view after the other, unless said.
        progress: told how many pieces are done, and of how many.
        should_stop: asked between pieces; True gives what is done so far, as Ctrl-C does.
    """
    named = dossier.bargainers() if between is None else tuple(between)
    drawn = Distribution(distribution)
    inquiry = Inquiry(dossier, named)
    pool = inquiry.search(inquiry.problem)
    (middle,) = recommendations(Readings(dossier, 1, {}), named, pool)
    pieces = [
        _Piece(dossier, named, seed, drawn, start, min(start + _PIECE, count), pool)
        for start in range(0, count, _PIECE)
    ]
    done = work(_worked_out, pieces, executor, progress, should_stop, is_whole=_is_whole)
    found = [choice for own in done for choice in own]
    with_zone = [choice for choice in found if choice is not None]
    return Outlook(
        between=named,
        draws=Draws(count, seed, str(drawn), RESOLUTION),
        done=len(found),
        zone=drawn_share(len(with_zone), len(found)),
        same=None if middle is None else drawn_share(found.count(middle), len(found)),
        packages=_packages(dossier, named, with_zone),
        options=_options(dossier, with_zone),
        proof=_proof(inquiry.proof(), len(found), count),
    )


def _worked_out(piece: _Piece) -> list[Choice | None]:
    """The recommendation under each draw of a piece; none when it was cut short."""
    sample = Sample(piece.dossier, piece.seed, piece.start, piece.stop, piece.distribution)
    try:
        return recommendations(sample, piece.between, piece.pool)
    except LimitReached:
        return []


def _is_whole(piece: _Piece, found: list[Choice | None]) -> bool:
    return len(found) == piece.stop - piece.start


def _packages(
    dossier: Dossier, between: Sequence[str], found: Sequence[Choice]
) -> tuple[Recommended, ...]:
    problem = compile_problem(dossier, between)
    ranked = sorted(Counter(found).items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Recommended(problem.package(choice), count) for choice, count in ranked)


def _options(dossier: Dossier, found: Sequence[Choice]) -> dict[str, dict[str, Fraction]]:
    """For each issue, the share of recommendations that take each option."""
    shares = {}
    for place, issue in enumerate(dossier.issues.values()):
        taken = Counter(choice[place] for choice in found)
        shares[issue.id] = {
            option: Fraction(taken[at], len(found) or 1) for at, option in enumerate(issue.options)
        }
    return shares


def _proof(proof: Proof, done: int, count: int) -> Proof:
    if done == count:
        return replace(proof, checked=False, unchecked=())
    limit = f"it was stopped after {done} of {count} views"
    return replace(proof.stopped(limit), checked=False, unchecked=())
