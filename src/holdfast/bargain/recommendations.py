"""What would be recommended under each of many readings of a dossier, all of them side by side.

What makes it quick is a bound on the product of gains. Under each reading some good package is
known, the best of a few that were good elsewhere. Whatever has at least its product P has, by the
inequality of the means, a weighted sum of n gains of at least n times the n-th root of P times the
product of the weights, whatever these are. So nothing below that sum need be looked at; the weights
are such that the known package has hardly more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import prod

import numpy as np

from holdfast.bargain.columns import Choices
from holdfast.bargain.draws import Readings
from holdfast.bargain.joint import Point, product_of_gains
from holdfast.bargain.limit import Limit, LimitReached, Watch
from holdfast.bargain.narrowing import bar_mask
from holdfast.bargain.network import Whole
from holdfast.bargain.problem import Choice
from holdfast.bargain.prospects import REACH
from holdfast.bargain.recommendation import recommend
from holdfast.bargain.spread import Spread, spread
from holdfast.bargain.worlds import NO_FLOOR, Search
from holdfast.dossier.model import Dossier
from holdfast.dossier.worth import accepts, midpoint, value

_TOGETHER = 24
"""Readings searched side by side at most."""

Picked = Choice | None
"""A recommended package by position; None where no package is acceptable to all."""


def recommendations(  # noqa: PLR0913  each is a question's own part
    readings: Readings,
    between: Sequence[str],
    pool: Choices,
    *,
    start: Point | None = None,
    favoured: Picked = None,
    limit: Limit | None = None,
) -> list[Picked]:
    """What Nash would pick under each reading, as ``recommend`` does one by one.

    Args:
        readings: the readings.
        between: the parties whose gains are multiplied.
        pool: packages that may be good under some reading; the better, the sooner it is done.
        start: from where gains are counted where no no-deal value is known; unless said, as
            ``settle`` counts them under each reading.
        favoured: the package that is taken wherever no other has a greater product.
        limit: how long it may take and how much it may hold.

    Raises:
        LimitReached: when a reading could not be searched to its end.
    """
    known = Limit() if limit is None else limit
    alone = partial(_alone, readings, between, start, favoured, known)
    whole = spread(readings, between, start, known)
    if whole is None:
        return [alone(place) for place in range(readings.count)]
    found: list[Picked] = []
    for begin in range(0, readings.count, _TOGETHER):
        places = range(begin, min(begin + _TOGETHER, readings.count))
        picked = dict(_side_by_side(whole, places, pool, favoured, Watch(known)))
        # Of several points with the same product the tie rule must choose.
        found += [picked[place] if place in picked else alone(place) for place in places]
    return found


def _alone(  # noqa: PLR0913, PLR0917  what ``recommendations`` is told
    readings: Readings,
    between: Sequence[str],
    start: Point | None,
    favoured: Picked,
    limit: Limit,
    place: int,
) -> Picked:
    """The recommendation under one reading, found without the others."""
    dossier = readings.dossier(place)
    begin = start
    if start is not None:
        stated = [dossier.views[party].no_deal for party in between]
        pairs = zip(stated, start, strict=True)
        begin = tuple(own if known is None else midpoint(known) for known, own in pairs)
    found = recommend(dossier, between, limit, start=begin)
    if not found.proof.complete:
        raise LimitReached(found.proof.limit)
    if found.choice is None or favoured is None:
        return found.choice
    is_as_good = _product(dossier, between, favoured, found.start) == found.product
    return favoured if is_as_good else found.choice


def _product(
    dossier: Dossier, between: Sequence[str], choice: Choice, start: Point
) -> Fraction | None:
    """A package's product of gains; None where it is not acceptable to all, or somebody loses."""
    issues = dossier.issues.values()
    package = {i.id: tuple(i.options)[at] for i, at in zip(issues, choice, strict=True)}
    points = tuple(value(dossier.views[party], package) for party in between)
    is_open = not any(link.never.matches(package) for link in dossier.links)
    if not is_open or not all(accepts(view, package) for view in dossier.views.values()):
        return None
    is_loss = any(point < begin for point, begin in zip(points, start, strict=True))
    return None if is_loss else product_of_gains(points, start)


def _side_by_side(
    whole: Spread, places: Sequence[int], pool: Choices, favoured: Picked, watch: Watch
) -> Iterator[tuple[int, Picked]]:
    """The readings under which one point alone is best, looked for without asking the others first.

    What nobody can better without the others' consent, and they consent to, nobody can with it.
    """
    best = _best_known(whole, places, pool)
    others = len(whole.problem.sought)
    waiting = list(places)
    for is_asking_all in (False, True):
        floors = whole.floors[waiting]
        if not is_asking_all:
            floors = floors.copy()
            floors[:, others:] = NO_FLOOR
        weights, least = _bound(whole, waiting, [best[place] for place in waiting])
        worlds = whole.worlds(waiting, floors, weights[:, None], least[:, None])
        undecided = []
        for place, choices in zip(waiting, Search(worlds, watch).run(), strict=True):
            pick = _pick(whole, place, choices, favoured)
            if pick.is_tied or not pick.is_accepted:
                undecided.append(place)
            else:
                yield place, pick.choice
        waiting = undecided
        if not waiting:
            return


@dataclass(frozen=True, slots=True)
class _Pick:
    """The best of some packages; tied where another point is as good, or refused by somebody."""

    choice: Picked
    is_tied: bool
    is_accepted: bool


def _pick(whole: Spread, place: int, choices: Choices, favoured: Picked) -> _Pick:
    if not len(choices):
        return _Pick(None, is_tied=False, is_accepted=True)
    products, totals = _products(whole, place, choices)
    best = max(products)
    if best < 0:
        return _Pick(None, is_tied=False, is_accepted=True)
    if favoured is not None:
        own = np.array([favoured], dtype=np.int32)
        ((product,), (reached,)) = _products(whole, place, own)
        is_open = not bar_mask(whole.problem, own)[0]
        if product == best and is_open and bool((reached >= whole.floors[place]).all()):
            return _Pick(favoured, is_tied=False, is_accepted=True)
    row = products.index(best)
    is_accepted = bool((totals[row] >= whole.floors[place]).all())
    choice = tuple(int(option) for option in choices[row])
    return _Pick(choice, products.count(best) > 1, is_accepted)


def _products(whole: Spread, place: int, choices: Choices) -> tuple[list[int], Whole]:
    """Products of gains, below zero where somebody loses, and the totals behind them."""
    (totals,) = whole.totals([place], choices)
    gains = _gains(whole, place, totals)
    return [prod(own) if min(own) >= 0 else -1 for own in gains], totals


def _gains(whole: Spread, place: int, totals: Whole) -> list[list[int]]:
    """What those asked between gain by each of some packages."""
    gains: list[list[int]] = (totals[:, : whole.starts.shape[1]] - whole.starts[place]).tolist()
    return gains


def _best_known(whole: Spread, places: Sequence[int], pool: Choices) -> dict[int, list[int] | None]:
    """Under each reading, the gains of the best package of a pool; None where none is accepted."""
    kept = np.compress(~bar_mask(whole.problem, pool), pool, axis=0)
    best: dict[int, list[int] | None] = {}
    for place, totals in zip(places, whole.totals(places, kept), strict=True):
        accepted = totals[(totals >= whole.floors[place]).all(axis=1)]
        gains = [own for own in _gains(whole, place, accepted) if min(own) > 0]
        best[place] = max(gains, key=prod, default=None)
    return best


def _bound(
    whole: Spread, places: Sequence[int], best: Sequence[Sequence[int] | None]
) -> tuple[Whole, Whole]:
    """Weights by reading and party, and the least weighted sum of totals that can be better."""
    count, parties = len(places), len(whole.problem.parties)
    weights: Whole = np.zeros((count, parties), dtype=np.int64)
    least: Whole = np.zeros(count, dtype=np.int64)
    reach = sum(np.abs(t).max(axis=(0, 1)) for t in whole.tables.values())
    room = REACH // (parties * max(int(np.max(reach)), 1))
    for row, (place, gains) in enumerate(zip(places, best, strict=True)):
        if gains is None:
            continue
        own = [room * min(gains) // gain for gain in gains]
        n = len(gains)
        sum_ = _root(n**n * prod(own) * prod(gains), n)
        starts = whole.starts[place].tolist()
        weights[row, :n] = own
        least[row] = sum_ + sum(w * s for w, s in zip(own, starts, strict=True))
    return weights, least


def _root(number: int, degree: int) -> int:
    """The greatest whole number whose power is no more than a number.

    >>> _root(26, 3), _root(27, 3)
    (2, 3)
    """
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low
