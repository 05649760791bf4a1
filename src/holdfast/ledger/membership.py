"""Who is in a compartment: opening one, letting in, removing, and changing keys."""

from collections.abc import Iterable

from holdfast.errors import AccessError
from holdfast.ledger.card import Card
from holdfast.ledger.chain import Member, epoch_body, plain_member
from holdfast.ledger.framing import canonical
from holdfast.ledger.letter import Grant
from holdfast.ledger.pen import Pen, may_not
from holdfast.ledger.record import Kind
from holdfast.ledger.session import Session, compartment_id


def open_compartment(
    session: Session,
    title: str,
    members: Iterable[Card],
    *,
    readers: Iterable[Card] = (),
    first: Iterable[bytes] = (),
) -> str:
    """Open a compartment in which the steward who opens it and ``members`` write, ``readers`` read.

    Args:
        session: a steward's.
        title: known to those inside alone.
        members: who else may read and write.
        readers: who may only read.
        first: entries to begin with, written in the same breath.

    Returns:
        The compartment's random id.
    """
    inside = {card.account: Member(card, may_write=False) for card in readers}
    inside |= {card.account: Member(card, may_write=True) for card in (*members, session.card)}
    _check_steward(session)

    def compose(pen: Pen) -> str:
        identity = pen.new_compartment().compartment
        grant = pen.new_key(identity)
        pen.write(identity, Kind.EPOCH, epoch_body(title, inside.values()), grant)
        pen.hand_over(grant, [member.card for member in inside.values()])
        for body in first:
            pen.write(identity, Kind.ENTRY, body)
        return identity.hex()

    return session.write(compose)


def admit(
    session: Session,
    compartment: str,
    card: Card,
    *,
    may_write: bool = True,
    with_past: bool = True,
) -> None:
    """Let an account into a compartment, with everything that was written before or without it."""
    identity = compartment_id(compartment)
    newcomer = Member(card, may_write)
    _check_steward(session)

    def compose(pen: Pen) -> None:
        members = pen.chain(identity).members
        if with_past:
            body = canonical(dict(plain_member(newcomer)))
            pen.write(identity, Kind.ADMIT, body)
            for grant in _past(session, identity):
                pen.hand_over(grant, [card])
        else:
            _turn(pen, identity, {**members, card.account: newcomer}.values(), removed=None)

    session.write(compose)


def remove(session: Session, compartment: str, account: str) -> None:
    """Remove an account: what is written from now on is sealed with a key that it does not get.

    What it could read before, it may have copied; that cannot be taken back.
    """
    identity = compartment_id(compartment)
    _check_steward(session)
    if account == session.account:
        message = "A steward does not remove itself; ask another steward of the compartment."
        raise AccessError(message, code="may-not-write")

    def compose(pen: Pen) -> None:
        members = pen.chain(identity).members
        if account not in members:
            message = "This account is not in the compartment, so there is nothing to remove."
            raise AccessError(message, code="not-a-member")
        stay = [member for known, member in members.items() if known != account]
        _turn(pen, identity, stay, removed=account)

    session.write(compose)


def change_key(session: Session, compartment: str) -> None:
    """Begin a new key for the same members, as after a scare."""
    identity = compartment_id(compartment)
    _check_steward(session)
    session.write(lambda pen: _turn(pen, identity, pen.chain(identity).members.values(), None))


def _turn(pen: Pen, identity: bytes, members: Iterable[Member], removed: str | None) -> None:
    """End one key and begin the next, which everyone named gets in a letter."""
    inside = tuple(members)
    title = pen.chain(identity).title
    pen.write(identity, Kind.ROTATE, canonical({"removed": removed}))
    grant = pen.new_key(identity)
    pen.write(identity, Kind.EPOCH, epoch_body(title, inside), grant)
    pen.hand_over(grant, [member.card for member in inside])


def _past(session: Session, identity: bytes) -> list[Grant]:
    """Every key of the compartment that this account holds."""
    return sorted(session.keyring.grants[identity], key=lambda grant: grant.from_seq)


def _check_steward(session: Session) -> None:
    if not session.card.is_steward:
        raise may_not()
