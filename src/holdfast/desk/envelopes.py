"""Sealed envelopes: a confidence, a message with its reply, or a reply, read one at a time."""

from dataclasses import dataclass

from holdfast.desk.viewer import Viewer
from holdfast.talks.confidences import Held, held
from holdfast.talks.entry import Entry
from holdfast.talks.shuttle import Carried, board
from holdfast.talks.told import Confidence, Message, Reply


@dataclass(frozen=True)
class Letter:
    """What is in an envelope: one of the three.

    ``reply`` stands alone for the side that gave it, and cannot open the message itself.
    """

    confided: Held | None = None
    carried: Carried | None = None
    reply: Entry[Reply] | None = None


def open_envelope(viewer: Viewer, identity: str) -> Letter | None:
    """What is in the envelope of an entry, as it was told last.

    Args:
        viewer: who opens it.
        identity: of the entry that told it.

    Returns:
        None where this viewer knows of no such envelope.
    """
    found, record = viewer.find(identity), viewer.record
    if found is None:
        return None
    if isinstance(found.content, Confidence):
        newest = record.at(Confidence, found.compartment, found.content.id)[-1]
        return Letter(confided=held(record, newest))
    if isinstance(found.content, Reply):
        return Letter(reply=found)
    if isinstance(found.content, Message):
        mine = (found.compartment, found.content.id)
        for carried in board(record):
            if (carried.message.compartment, carried.message.content.id) == mine:
                return Letter(carried=carried)
    return None
