"""A dossier on its way into talks, told before it is filed: for people and for programs."""

from collections.abc import Iterator, Mapping

from holdfast.desk.division import Division, Piece, Step
from holdfast.desk.parts import MEDIATORS
from holdfast.desk.plain import Plain, plain_fault
from holdfast.desk.talks import OWN
from holdfast.desk.talks_words import moment_words
from holdfast.desk.words import join_words
from holdfast.talks.values import written

_STEPS = {
    Step.NEW: "is filed for the first time, as far as you can open.",
    Step.CHANGED: "is filed anew.",
    Step.MOVED: "moves there as it stands.",
    Step.UNCHANGED: "stands there already; nothing is written.",
}


def plain_division(found: Division, names: Mapping[str, str]) -> Plain:
    """What goes where, for JSON; the parts' texts are left out."""
    return {
        "parts": [
            {
                "part": piece.part,
                "room": piece.room,
                "readers": list(piece.readers),
                "step": str(piece.step),
                "differences": list(piece.differences),
                "filed": None
                if piece.filed is None
                else {
                    "by": names.get(piece.filed.by, piece.filed.by),
                    "at": written(piece.filed.at),
                },
            }
            for piece in found.pieces
        ],
        "stays": list(found.stays),
        "left_out": [
            {"part": part, "faults": [plain_fault(fault) for fault in faults]}
            for part, faults in found.left_out.items()
        ],
        "aside": list(found.aside),
        "told": list(found.told),
    }


def division_words(found: Division, names: Mapping[str, str]) -> Iterator[str]:
    """What goes where, in lines for people."""
    for piece in found.pieces:
        yield f"{piece.part} → {_where(piece)}: {_STEPS[piece.step]}"
        yield f"  Read there by {join_words(piece.readers)}."
        if piece.filed is not None and piece.step is Step.CHANGED:
            who = names.get(piece.filed.by, "somebody who has no seat any more")
            yield f"  In place of what {who} filed on {moment_words(piece.filed.at)}."
        if piece.step in {Step.NEW, Step.CHANGED}:
            yield from (f"  - {line}" for line in piece.differences)
    for name in found.stays:
        yield f"{name} stays as it is filed."
    for name, faults in found.left_out.items():
        yield (
            f"{name} cannot be read with the joint part any more and would be left out until it is "
            f"filed anew: {faults[0]}"
        )
    if found.told:
        yield f"Not filed, for it counts as it was last told: {join_words(found.told)}."
    if found.aside:
        yield f"Not filed, for a mediator files it: {join_words(found.aside)}."


def _where(piece: Piece) -> str:
    if piece.room == OWN and piece.part != MEDIATORS:
        return f"{piece.room}, until the party has a compartment"
    return piece.room
