"""Which compartment a part of the dossier may stand in: nobody there reads what is not theirs."""

from collections.abc import Iterable

from holdfast.desk.parts import JOINT, MEDIATORS, Part, misplaced
from holdfast.desk.words import join_words
from holdfast.dossier import parse
from holdfast.errors import TalksError
from holdfast.talks.filed import DossierPart
from holdfast.talks.setting import Capacity, Charter, Purpose

_MOST_NAMED = 3


def check_place(
    part: DossierPart, charter: Charter, account: str, earlier: Iterable[DossierPart] = ()
) -> None:
    """Refuse a part that holds what some who can open the compartment may not read.

    On the joint table nobody's private view stands, and in a party's compartment no other party's.
    What mediators write there holds no evidence either that nothing in it rests on, unless it
    stands there already: it may be another side's. What they keep for a party is looked at in the
    same way, for the party gets it with its seat.

    Args:
        part: as it would be written.
        charter: of the compartment.
        account: that writes it.
        earlier: the part as it stood there before.

    Raises:
        DossierError: it has faults.
        TalksError: ``not-for-all-here``; nothing of what it says is in the message.
    """
    dossier = parse(part.text, f"{part.name}.yaml")
    of = JOINT if charter.purpose is Purpose.JOINT else charter.party
    if of is None:
        if part.name in {JOINT, MEDIATORS}:
            return
        of = part.name
    seat = charter.seat(account)
    is_own = seat is not None and seat.capacity is not Capacity.MEDIATOR and seat.party == of
    divided = Part(of, dossier)
    found = misplaced(divided, None if is_own else ())
    if found and not is_own:
        known = [parse(each.text, f"{each.name}.yaml") for each in earlier]
        found = misplaced(divided, known)
    if found:
        raise _refusal(found, of)


def _refusal(found: tuple[str, ...], of: str) -> TalksError:
    more = len(found) - _MOST_NAMED
    told = [*found[:_MOST_NAMED], *([f"{more} more like these"] if more > 0 else [])]
    where = "on the joint table" if of == JOINT else f"where {of!r} reads it"
    message = (
        f"This part of the dossier holds {join_words(told)}, which does not belong {where}, so "
        "nothing was written. `holdfast talks file` divides a whole dossier and gives each side "
        "what is its own."
    )
    return TalksError(message, code="not-for-all-here")
