"""The random opposed domains, as plain numbers that Holdfast and its peers are both given."""

from random import Random

Worths = list[list[list[int]]]
"""For each party, for each issue, what each of its five options is worth."""


def opposed(issues: int, parties: int, seed: int = 7) -> Worths:
    """Two parties want the opposite on every issue, a third the middle; weights are random."""
    rng = Random(seed)
    worths: Worths = [[] for _ in range(parties)]
    for _ in range(issues):
        base = sorted(rng.randint(0, 100) for _ in range(5))
        sides = (base, [100 - b for b in base], [100 - 2 * abs(b - 50) for b in base])
        for party in range(parties):
            weight = rng.randint(1, 10)
            worths[party].append([weight * b for b in sides[party]])
    return worths
