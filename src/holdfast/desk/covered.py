"""A cover of the frontier, in words and for programs: what its few packages stand for."""

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from holdfast.desk.plain import Plain, plain_package, plain_points
from holdfast.desk.question_words import amount_words
from holdfast.desk.words import join_words, said
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.bargain.results import Cover


def cover_words(dossier: Dossier, found: "Cover") -> tuple[str, ...]:
    """How many packages there are, and what is guaranteed of whatever package is not among them."""
    count = found.count
    packages = f"{count:,} package{'' if count == 1 else 's'}"
    if not found.proof.complete:
        return (f"{packages} found. Not everything was looked at, so nothing is guaranteed.",)
    if not any(found.margin.values()):
        return (f"{packages}: the whole frontier, one for each of its points. Nothing is lost.",)
    # Rounded up, so that it is true as it is written.
    most = {party: Fraction(ceil(100 * own), 100) for party, own in found.margin.items()}
    parts = [f"{amount_words(own)} less to {said(dossier, party)}" for party, own in most.items()]
    stand = "stands" if count == 1 else "stand"
    sentences = [
        f"{packages} that {stand} for the frontier: whatever package acceptable to all anybody may "
        f"name, one of these is worth at most {join_words(parts)}."
    ]
    if any(dossier.views[party].no_deal is not None for party in found.between):
        sentences.append(
            "That is not said of packages that are worth less than so much over no deal to "
            "somebody whose no-deal value is known."
        )
    return tuple(sentences)


def plain_cover(found: "Cover", share: Fraction) -> Plain:
    """A cover: the share that was allowed, its packages, and the points that each may lose."""
    return {
        "between": list(found.between),
        "share": str(share),
        "margin": plain_points(found.margin),
        "count": found.count,
        "packages": [plain_package(package) for package in found.packages],
    }
