"""Variants searched side by side have the frontiers that each of them has by itself."""

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest

from bargaining import non_dominated, opposed, random_dossier, with_no_deal
from holdfast.bargain.columns import Choices
from holdfast.bargain.limit import Limit, Watch
from holdfast.bargain.narrowing import ASKED
from holdfast.bargain.prepared import Prepared
from holdfast.bargain.problem import Bar, Problem, compile_problem
from holdfast.bargain.search import search
from holdfast.bargain.valued import totals

Point = tuple[int, ...]


def variant(rng: Random, problem: Problem) -> Problem:
    """The same question with other bars and other floors."""
    bars = [bar for bar in problem.bars if rng.random() < 0.7]
    for _ in range(rng.randint(0, 3)):
        issues = rng.sample(range(len(problem.issues)), rng.randint(0, min(3, len(problem.issues))))
        when = (
            (i, frozenset(rng.sample(range(n := len(problem.options[i])), rng.randint(1, n))))
            for i in sorted(issues)
        )
        if issues or rng.random() < 0.1:
            bars.append(Bar(tuple(when), ASKED))
    others = [None, *(f for f in problem.floors if f is not None), -3, 3]
    floors = [f if rng.random() < 0.7 else rng.choice(others) for f in problem.floors]
    return replace(problem, bars=tuple(bars), floors=tuple(floors))


def points(problem: Problem, choices: Choices) -> list[Point]:
    """The totals that are sought."""
    return [tuple(line[p] for p in problem.sought) for line in totals(problem, choices).tolist()]


def by_enumeration(problem: Problem) -> list[Point]:
    """The frontier as looking at every package tells it."""
    found = []
    for choice in product(*(range(len(options)) for options in problem.options)):
        sums = problem.totals(choice)
        is_barred = any(all(choice[i] in own for i, own in bar.when) for bar in problem.bars)
        floors = zip(sums, problem.floors, strict=True)
        if not is_barred and all(f is None or total >= f for total, f in floors):
            found.append(tuple(sums[p] for p in problem.sought))
    return [tuple(map(int, point)) for point in non_dominated(found)]  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(60))
def test_every_variant_has_the_frontier_of_enumeration(seed: int) -> None:
    """Whatever is barred, held to more or sought, side by side or not, nothing is missed."""
    rng = Random(seed)
    problem = compile_problem(random_dossier(rng, 4))
    sought = sorted(rng.sample(range(len(problem.parties)), rng.randint(1, len(problem.parties))))
    variants = [variant(rng, problem).seeking(*sought) for _ in range(rng.randint(1, 5))]
    found = Prepared(problem).search(variants, Watch(Limit()))
    assert [by_enumeration(v) for v in variants] == [
        points(v, own.choices) for v, own in zip(variants, found, strict=True)
    ]
    assert all(own.proof.complete for own in found)


def test_pieces_too_many_for_one_go_are_put_together() -> None:
    """Two parties with floors over nine issues: as the plain elimination finds."""
    dossier = with_no_deal(opposed(9, 2), p0=1500, p1=1500)
    problem = compile_problem(dossier)
    (found,) = Prepared(problem).search([problem], Watch(Limit()))
    assert points(problem, search(problem, Watch(Limit())).choices) == points(
        problem, found.choices
    )


def test_a_limit_leaves_nothing_and_says_so() -> None:
    """What was cut short is not taken for an empty zone."""
    problem = compile_problem(opposed(4, 2))
    (found,) = Prepared(problem).search([problem], Watch(Limit(seconds=0)))
    assert len(found.choices) == 0
    assert not found.proof.complete
    assert "time limit" in found.proof.limit


def test_numbers_too_large_for_the_machine_are_searched_one_by_one() -> None:
    """Worths beyond 64 bits are exact all the same."""
    problem = compile_problem(opposed(3, 2))
    rules = tuple(replace(r, worth=tuple(w * 10**30 for w in r.worth)) for r in problem.rules)
    large = replace(problem, rules=rules)
    (found,) = Prepared(large).search([large], Watch(Limit()))
    (small,) = Prepared(problem).search([problem], Watch(Limit()))
    assert points(large, found.choices) == [
        tuple(total * 10**30 for total in point) for point in points(problem, small.choices)
    ]
    assert Prepared(large).totals(found.choices).dtype == np.dtype(object)


def test_where_nothing_is_worth_anything_one_package_stands_for_all() -> None:
    """A problem without a single rule has one point, whatever its parties accept."""
    problem = replace(compile_problem(opposed(2, 2)), rules=())
    found = Prepared(problem).search([problem, replace(problem, floors=(1, None))], Watch(Limit()))
    assert [len(own.choices) for own in found] == [1, 0]
