"""What can be worked out from what a viewer has, with the label of everything that went in.

Whatever is computed from several compartments is for those alone who sit in every one of them,
until it is released; so the answer says from which it was made, and who they are.
"""

from typing import TYPE_CHECKING

from holdfast.desk.plain import Plain, plain_fault, plain_settlement, plain_zone
from holdfast.desk.sight import Assembled, LeftOut, assemble
from holdfast.desk.talks_plain import Naming, plain
from holdfast.desk.talks_words import moment_words
from holdfast.desk.words import join_words
from holdfast.dossier import exact_decimal
from holdfast.talks.label import audience
from holdfast.talks.record import Record
from holdfast.talks.values import written

if TYPE_CHECKING:
    from holdfast.bargain import Settlement


def label_of_dossier(record: Record, assembled: Assembled, naming: Naming) -> Plain:
    """From which compartments a dossier was made, and who may see what comes of it."""
    accounts = audience(assembled.label, record.charters)
    seen_by = sorted(naming.account(account) for account in accounts)
    return {"label": plain(assembled.label, naming), "seen_by": seen_by}


def left_out_of_dossier(assembled: Assembled, naming: Naming) -> Plain:
    """The parts that were left out of a dossier, by whom they were filed, when and why."""
    parts = [
        {
            "part": left.part,
            "room": naming.room(left.filed.compartment),
            "by": naming.account(left.filed.by),
            "at": written(left.filed.at),
            "faults": [plain_fault(fault) for fault in left.faults],
        }
        for left in assembled.left_out
    ]
    return {"left_out": parts}


def left_out_words(assembled: Assembled) -> tuple[str, ...]:
    """A sentence for each part that was left out, with the first of its faults."""
    return tuple(_left_out_words(left, assembled) for left in assembled.left_out)


def _left_out_words(left: LeftOut, assembled: Assembled) -> str:
    when = moment_words(left.filed.at)
    if left.is_mediators:
        begins = f"The mediators' part that was filed on {when} cannot be read with the other parts"
        return f"{begins} and was left out, the day after with it: {left.faults[0]}"
    parties = assembled.opened.dossier.parties
    of = parties[left.part].name if left.part in parties else left.part
    begins = f"The part of {of} that was filed on {when} cannot be read with the joint part"
    return f"{begins} and was left out: {left.faults[0]}"


def compute(record: Record, naming: Naming) -> tuple[Plain, tuple[str, ...]]:
    """The zone and what each principle would settle on, as data and in words.

    Raises:
        TalksError: there is no dossier that this viewer can open.
        DossierError: its parts do not fit together.
        QuestionError: too little is known of the parties to compute anything.
    """
    assembled = assemble(record)
    zone, settlements = assembled.opened.zone(), assembled.opened.settlements()
    label = label_of_dossier(record, assembled, naming)
    left = left_out_of_dossier(assembled, naming)
    found: Plain = {
        "zone": plain_zone(zone),
        "settlements": [plain_settlement(one) for one in settlements],
    }
    packages = f"{zone.count} of {zone.package_count}"
    are = "is" if zone.count == 1 else "are"
    known = f"{packages} packages {are} acceptable to all between whom they were looked for."
    if zone.exists is None:
        known = "Whether any package is acceptable to all is not proven."
    elif not zone.exists:
        known = "No package is acceptable to all between whom one was looked for."
    rooms = join_words([str(room) for room in label["label"]])
    whose = (
        f"Made from {rooms}. Only {join_words(label['seen_by'])} may see it, until it is released."
    )
    words = (known, *map(_settlement_words, settlements), whose, *left_out_words(assembled))
    return {"packages": found} | label | left, words


def _settlement_words(found: "Settlement") -> str:
    """A principle and what it picks."""
    if found.package is None:
        held = ", ".join(f"{p} {exact_decimal(v)}" for p, v in (found.points or {}).items())
        return f"{found.by.value}: {f'issues are divided, points: {held}' if held else 'none'}"
    picked = ", ".join(f"{issue}: {option}" for issue, option in found.package.options.items())
    return f"{found.by.value}: {picked}"
