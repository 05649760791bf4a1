"""When sets that meet two by two meet all together."""

from itertools import combinations
from random import Random

from holdfast.bargain.overlap import agree_by_twos


def _by_every_family(sets: list[frozenset[int]]) -> bool:
    return all(
        bool(frozenset.intersection(*family))
        for size in range(2, len(sets) + 1)
        for family in combinations(sets, size)
        if all(a & b for a, b in combinations(family, 2))
    )


def test_sets_agree_by_twos_when_every_family_that_meets_by_twos_meets() -> None:
    """Every family of random sets is looked at."""
    rng = Random(11)
    seen = set()
    for _ in range(300):
        count = rng.randint(1, 6)
        sets = {frozenset(rng.sample(range(5), rng.randint(1, 4))) for _ in range(count)}
        expected = _by_every_family(sorted(sets, key=sorted))
        assert expected == agree_by_twos(sets)
        seen.add(expected)
    assert seen == {True, False}


def test_ranges_agree_by_twos() -> None:
    """Ranges that overlap two by two share a point."""
    rng = Random(12)
    for _ in range(50):
        ends = [sorted(rng.choices(range(10), k=2)) for _ in range(12)]
        assert agree_by_twos({frozenset(range(a, b + 1)) for a, b in ends})


def test_no_sets_agree() -> None:
    """Where nothing is named, nothing can clash."""
    assert agree_by_twos([])
