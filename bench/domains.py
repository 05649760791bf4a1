"""The domains that are timed: random opposed ones, and one of hyper-rectangles."""

import os
from pathlib import Path
from random import Random

from holdfast.dossier import (
    Dossier,
    Issue,
    IssueValues,
    Option,
    Party,
    Pattern,
    Range,
    Role,
    Together,
    View,
)
from opposed import Worths

REPOSITORY = Path(__file__).parents[1]
SHARED = Path(os.environ.get("HOLDFAST_SHARED", REPOSITORY.parent / "shared"))


def opposed_dossier(worths: Worths) -> Dossier:
    """An opposed domain as a dossier."""
    views = {}
    for party, rows in enumerate(worths):
        values = {
            f"i{n}": IssueValues(
                f"i{n}",
                Range.exactly(100),
                {f"o{o}": Range.exactly(worth) for o, worth in enumerate(own)},
            )
            for n, own in enumerate(rows)
        }
        views[f"p{party}"] = View(f"p{party}", values=values)
    return _dossier([len(own) for own in worths[0]], views)


def rectangles() -> Dossier:
    """The ANAC 2014 domain of 30 issues where it is at hand, else one that is made like it."""
    folder = SHARED / "data" / "genius" / "30issues"
    if folder.exists():
        from holdfast.exchange import read_genius

        profiles = [folder / "profile-1.xml", folder / "profile-2.xml"]
        return read_genius(folder / "30issues-domain.xml", profiles).dossier
    rng = Random(2014)
    views = {}
    for party in ("p0", "p1"):
        together = []
        for _ in range(60):
            issues = rng.sample(range(30), rng.randint(1, 4))
            spans = {n: sorted(rng.choices(range(10), k=2)) for n in issues}
            when = {f"i{n}": tuple(f"o{o}" for o in range(a, b + 1)) for n, (a, b) in spans.items()}
            together.append(Together(Pattern(when), Range.exactly(rng.randint(1, 100))))
        views[party] = View(party, together=tuple(together))
    return _dossier([10] * 30, views)


def _dossier(sizes: list[int], views: dict[str, View]) -> Dossier:
    issues = {
        f"i{n}": Issue(f"i{n}", f"i{n}", {f"o{o}": Option(f"o{o}", f"o{o}") for o in range(size)})
        for n, size in enumerate(sizes)
    }
    parties = {party: Party(party, party, (Role.PRINCIPAL,)) for party in views}
    return Dossier("bench", parties, issues, views=views)
