"""What a division of issues by Adjusted Winner leaves out, in words and for programs."""

from typing import TYPE_CHECKING

from holdfast.desk.plain import Plain, plain, plain_demands, plain_settlement
from holdfast.desk.words import demand_words, join_words
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.bargain import Settlement

OMISSIONS = {
    "links": "links between issues",
    "red-lines": "red lines that say never",
    "no-deal-values": "no-deal values",
    "together": "what counts only on several issues together",
}


def left_out_words(dossier: Dossier, settlement: "Settlement") -> tuple[str, ...]:
    """What a division does not look at, and what of that it crosses; nothing for a package."""
    from holdfast.bargain.adjusted_winner import left_out

    if settlement.points is None:
        return ()
    found = left_out(dossier, settlement)
    sentences = []
    if found.kinds:
        names = join_words([OMISSIONS[kind] for kind in found.kinds])
        sentences.append(
            f"This rule leaves out {names}: the division is no package, and whether all would "
            "accept one that stands for it is not said."
        )
    if found.crossed:
        crossed = join_words([demand_words(dossier, demand) for demand in found.crossed])
        sentences.append(
            "With the best option for its holder on each issue that is held whole, it crosses "
            f"{crossed}."
        )
    return tuple(sentences)


def plain_division(dossier: Dossier, settlement: "Settlement") -> Plain:
    """A settlement; where it divides issues, with what that leaves out and crosses."""
    from holdfast.bargain.adjusted_winner import left_out

    if settlement.points is None:
        return plain_settlement(settlement)
    found = left_out(dossier, settlement)
    return {
        **plain_settlement(settlement),
        "left_out": plain(found.kinds),
        "crossed": plain_demands(found.crossed),
    }
