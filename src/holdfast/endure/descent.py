"""Solving V = r + P W V for a large game: stabilised biconjugate gradients, in place.

The vectors are few and are written over, so that nearly all of the time goes into the products with
the chances, which no method can do without. What it finds is only steered by floats: how good it is
comes from the residual afterwards.
"""

from typing import Any

import numpy as np

from holdfast.endure.tables import Floats

_TINY = 1e-300
_TOLERANCE = 1e-13
_LIMIT = 2000


def descend(chances: Any, weights: Floats, rewards: Floats) -> Floats | None:  # noqa: ANN401
    """The worth of every state to one player; None when the method breaks down.

    Args:
        chances: the sparse matrix P.
        weights: what each state's worth counts for in the state before it.
        rewards: the payoff in each state.
    """
    size = max(float(np.abs(rewards).max(initial=0.0)), _TINY)
    worth, residual = rewards.copy(), chances @ (weights * rewards)
    shadow, search = residual.copy(), residual.copy()
    spare = np.empty_like(rewards)
    old = _inner(shadow, residual)
    for _ in range(_LIMIT):
        if float(np.abs(residual).max(initial=0.0)) <= _TOLERANCE * size:
            return worth if bool(np.isfinite(worth).all()) else None
        moved = _product(chances, weights, search, spare)
        through = _inner(shadow, moved)
        if abs(through) < _TINY or abs(old) < _TINY:
            return None
        step = old / through
        _add(residual, -step, moved, spare)
        turned = _product(chances, weights, residual, spare)
        length = _inner(turned, turned)
        pull = _inner(turned, residual) / length if length > _TINY else 0.0
        _add(worth, step, search, spare)
        _add(worth, pull, residual, spare)
        _add(search, -pull, moved, spare)
        _add(residual, -pull, turned, spare)
        new = _inner(shadow, residual)
        search *= (new / old) * (step / pull) if pull else 0.0
        search += residual
        old = new
    return None


def _product(chances: Any, weights: Floats, vector: Floats, spare: Floats) -> Floats:  # noqa: ANN401
    """(I - P W) times a vector."""
    np.multiply(weights, vector, out=spare)
    result: Floats = chances @ spare
    np.subtract(vector, result, out=result)
    return result


def _add(to: Floats, factor: float, vector: Floats, spare: Floats) -> None:
    np.multiply(vector, factor, out=spare)
    to += spare


def _inner(one: Floats, other: Floats) -> float:
    """The inner product on this core alone: handing so little to several takes longer."""
    return float(np.einsum("i,i->", one, other))
