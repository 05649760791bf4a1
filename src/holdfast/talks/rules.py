"""Who may write what, and where; an entry against these rules stays, and counts nothing.

The ledger lets every member of a compartment write; what an entry *means* is decided here, from
what stands in its own compartment alone, so that nothing written elsewhere can change it.
"""

from dataclasses import dataclass

from holdfast.talks import filed, released, settled, sought, told
from holdfast.talks.content import Content, name_of
from holdfast.talks.setting import Capacity, Charter, Credentials, Delegation, Purpose, Seat

_PARTY_ROOMS = frozenset({Purpose.DELEGATION, Purpose.GUARANTOR, Purpose.STAKEHOLDER})
_SHARED_ROOMS = frozenset({Purpose.JOINT, Purpose.MEDIATOR})

WHERE: dict[type[Content], frozenset[Purpose]] = {
    told.Confidence: _PARTY_ROOMS | {Purpose.MEDIATOR},
    told.Consent: _PARTY_ROOMS | {Purpose.MEDIATOR},
    told.ConsentWithdrawn: _PARTY_ROOMS | {Purpose.MEDIATOR},
    settled.Agreement: _SHARED_ROOMS,
    settled.Bracket: _SHARED_ROOMS,
    settled.Reopened: _SHARED_ROOMS,
    settled.EarlyHarvest: _SHARED_ROOMS,
    settled.Step: _SHARED_ROOMS,
    released.ReleaseRequest: frozenset({Purpose.MEDIATOR}),
    released.ReleaseApproval: frozenset({Purpose.MEDIATOR}),
    released.ReleaseDeclined: frozenset({Purpose.MEDIATOR}),
    released.Released: frozenset({Purpose.MEDIATOR}),
    released.Conveyed: _PARTY_ROOMS | {Purpose.MEDIATOR},
    released.Received: _PARTY_ROOMS | {Purpose.JOINT},
}
"""Kinds that belong in some compartments only; all others may stand anywhere."""

BY_DELEGATES = frozenset(
    {
        Delegation,
        told.Message,
        told.Reply,
        told.Confidence,
        told.Consent,
        told.ConsentWithdrawn,
        told.Statement,
        sought.Proposal,
        sought.Stance,
        sought.RedLineTold,
        sought.Task,
        sought.TaskDone,
        settled.Confirmation,
        settled.Block,
        filed.DossierPart,
        filed.Correction,
    }
)
"""Kinds that a delegate may write, each for the own party alone; all others are for mediators."""

STANDING = frozenset(
    {
        Charter,
        told.ConsentWithdrawn,
        released.ReleaseRequest,
        released.ReleaseApproval,
        released.ReleaseDeclined,
        released.Released,
        released.Conveyed,
        released.Received,
        filed.Correction,
    }
)
"""Kinds that cannot be struck out: who sat where, what was let through, and a consent withdrawn,
which its party gives again and nobody gives back for it."""


REPLACING = frozenset(
    {
        Delegation,
        told.Message,
        told.Confidence,
        told.Statement,
        sought.Proposal,
        sought.RedLineTold,
        sought.Task,
        settled.Block,
        filed.DossierPart,
        released.ReleaseRequest,
    }
)
"""Kinds of which a later entry takes the place of an earlier one under the same id."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Why an entry does not count; ``code`` is stable, and neither repeats what the entry says."""

    code: str
    why: str


def breach(content: Content, charter: Charter | None, account: str) -> Breach | None:
    """Why an account may not write this in a compartment with this charter; None when it may."""
    if isinstance(content, Charter):
        return _charter_breach(content, charter, account)
    if charter is None:
        return Breach("no-charter", "the compartment has no charter yet; begin with one")
    seat = charter.seat(account)
    if seat is None:
        return Breach("no-seat", "its writer has no seat here; a mediator can give one")
    return _seat_breach(content, seat) or _room_breach(content, charter)


def _seat_breach(content: Content, seat: Seat) -> Breach | None:
    """What somebody in this seat may not write."""
    if seat.capacity is Capacity.OBSERVER:
        return Breach("observer", "an observer listens; a mediator or a delegate writes")
    if seat.capacity is Capacity.MEDIATOR:
        return None
    if type(content) not in BY_DELEGATES:
        return Breach("mediators-only", f"{name_of(content)} is for mediators to write")
    if party_of(content) not in {None, seat.party}:
        return Breach("not-your-party", "a delegate speaks for the own party alone")
    return None


def _room_breach(content: Content, charter: Charter) -> Breach | None:
    """What does not belong in a compartment with this charter."""
    if charter.purpose not in WHERE.get(type(content), frozenset(Purpose)):
        why = f"{name_of(content)} does not belong in a {charter.purpose} compartment"
        return Breach("wrong-room", why)
    is_own_room = charter.purpose in _PARTY_ROOMS
    if is_own_room and _is_words_of_a_party(content) and party_of(content) != charter.party:
        return Breach("another-party", "the words of this compartment's party alone stand here")
    return None


def replacement_breach(
    content: Content, charter: Charter, account: str, earlier: str
) -> Breach | None:
    """Why an account may not put this in place of what an earlier account wrote under the same id.

    Without this, whoever shares a compartment could rewrite another's proposal or lift its block by
    using its id again.
    """
    if isinstance(content, released.ReleaseRequest):
        return Breach("id-taken", "a release under this id was requested before; take another")
    seat, before = charter.seat(account), charter.seat(earlier)
    is_mediator = seat is not None and seat.capacity is Capacity.MEDIATOR
    is_own = seat is not None and before is not None and seat.party == before.party
    if is_mediator or is_own or _is_own_to_say(content, charter, seat):
        return None
    return Breach("not-yours", "another party's entry stands under this id; take another id")


def _is_own_to_say(content: Content, charter: Charter, seat: Seat | None) -> bool:
    """True for a party's own part of the dossier and own red lines in its own compartment.

    A mediator may have filed or noted them first; all of it stays in the record.
    """
    if seat is None or seat.party != charter.party:
        return False
    if isinstance(content, filed.DossierPart):
        return content.name == seat.party
    return isinstance(content, sought.RedLineTold) and content.party == seat.party


def _charter_breach(content: Charter, charter: Charter | None, account: str) -> Breach | None:
    """The first charter seats its own writer as a mediator; later ones need a mediator's seat."""
    seat = (charter or content).seat(account)
    if seat is None or seat.capacity is not Capacity.MEDIATOR:
        return Breach("mediators-only", "a charter is written by a mediator who sits here")
    if charter is not None and charter.purpose is not content.purpose:
        return Breach("wrong-room", "a compartment does not change its purpose; open another")
    if (content.purpose in _PARTY_ROOMS) != (content.party is not None):
        return Breach("no-party", "a party's compartment names its party, and no other does")
    return None


def party_of(content: Content) -> str | None:
    """The party on whose behalf an entry speaks; None when it speaks for nobody."""
    match content:
        case told.Message():
            return content.sender
        case sought.Proposal():
            return content.author
        case sought.Task():
            return content.owner
        case (
            Delegation()
            | Credentials()
            | told.Confidence()
            | told.Consent()
            | told.ConsentWithdrawn()
            | told.Statement()
            | sought.Stance()
            | sought.RedLineTold()
            | sought.TaskDone()
            | settled.Confirmation()
            | settled.Block()
        ):
            return content.party
        case _:
            return None


def _is_words_of_a_party(content: Content) -> bool:
    return isinstance(
        content,
        told.Message
        | told.Confidence
        | told.Consent
        | told.ConsentWithdrawn
        | sought.Stance
        | sought.RedLineTold
        | settled.Confirmation
        | settled.Block,
    )
