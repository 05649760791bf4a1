"""Which options patterns name, and when patterns that agree two by two agree all together."""

from collections.abc import Collection
from itertools import combinations


def agree_by_twos(families: Collection[frozenset[int]]) -> bool:
    """True when any of these sets that meet two by two have something in common all together.

    Ranges are like that, and so are single options. The test: for any three elements, the sets that
    hold at least two of them have one in common [berge-1989].

    >>> agree_by_twos([frozenset({1, 2, 3}), frozenset({3, 4}), frozenset({2, 3, 4})])
    True
    >>> agree_by_twos([frozenset({1, 2}), frozenset({2, 3}), frozenset({1, 3})])
    False
    """
    elements = sorted(frozenset().union(*families))
    for three in combinations(elements, 3):
        holding = [own for own in families if len(own.intersection(three)) >= 2]
        if holding and not frozenset.intersection(*holding):
            return False
    return True
