"""Convening talks: the ledger, its first two compartments, and everybody's seat."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from holdfast.desk.parts import JOINT as JOINT_PART
from holdfast.desk.parts import Part, divide
from holdfast.desk.placing import check_place
from holdfast.desk.talks import JOINT, OWN, OpenTalks
from holdfast.dossier import Dossier, write
from holdfast.errors import LedgerError, StorageError, TalksError
from holdfast.ledger import Session, create_ledger, open_ledger
from holdfast.ledger.card import Card
from holdfast.ledger.invitation import invite as invite_account
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.membership import admit, open_compartment, remove
from holdfast.talks.content import Content, make, to_bytes
from holdfast.talks.filed import DossierPart
from holdfast.talks.setting import Capacity, Charter, Purpose, Seat, seat_for

_FIRST = 2
"""The compartments that talks begin with: the joint one, and the mediators' own."""


@dataclass(frozen=True)
class Convener:
    """Who convenes the talks: the name of the founding account, and the mediator's party."""

    name: str
    party: str
    passphrase: str

    def __repr__(self) -> str:
        """Never the passphrase."""
        return f"<Convener {self.name!r} of {self.party!r}>"


def convene(
    where: str,
    convener: Convener,
    title: str,
    dossier: Dossier | None = None,
    means: Means = THE_USUAL,
) -> OpenTalks:
    """Begin talks in a new ledger: the joint compartment and the mediators' own.

    Args:
        where: a file's name, or the URL of an empty PostgreSQL database.
        convener: the first mediator.
        title: of the talks.
        dossier: what is known; its public part goes on the joint table, the mediators' part into
            their own compartment, and each party's into its compartment once it has one. Until then
            the parties' parts stand in the mediators' own.
        means: for tests.

    A beginning that was cut off is gone on with where it stopped, by the same convener.

    Raises:
        TalksError: party or title is none that can be written down, or the dossier cannot be
            divided; nothing was made.
        StorageError: there is something there already.
    """
    seat_for("00", "-", Capacity.MEDIATOR, convener.party)
    make("charter", {"purpose": Purpose.JOINT, "title": title, "seats": []})
    # Before anything is made: a dossier that cannot be divided begins no talks.
    parts = divide(dossier) if dossier is not None else ()
    talks = OpenTalks(_begun(where, convener, means))
    seat = _seat(talks.session.card, convener.party, Capacity.MEDIATOR)
    there = talks.rooms()
    for room, purpose, named in (
        (JOINT, Purpose.JOINT, title),
        (OWN, Purpose.MEDIATOR, "The mediators' own"),
    ):
        charter = Charter(purpose=purpose, title=named, seats=(seat,))
        belongs = [p for p in parts if (p.of == JOINT_PART) == (purpose is Purpose.JOINT)]
        if room not in there:
            open_compartment(talks.session, named, [], first=_first(charter, belongs))
    return talks


def _begun(where: str, convener: Convener, means: Means) -> Session:
    """A new ledger, or one whose beginning was cut off before the compartments were there.

    It is gone on with only by who began it, with the same passphrase.
    """
    try:
        return create_ledger(where, convener.name, convener.passphrase, means)
    except StorageError as already:
        if already.code != "already-there":
            raise
        try:
            session = open_ledger(where, means).sign_in(convener.name, convener.passphrase)
        except LedgerError:
            raise already from None
        is_founder = session.card.sign_key == session.vault.founder_key
        if not is_founder or len(session.compartments()) >= _FIRST:
            session.close()
            raise
        return session


def invite(talks: OpenTalks, name: str, *, is_mediator: bool = False) -> str:
    """Invite somebody; the token is handed over in person and shown only once."""
    return invite_account(talks.session, name, is_steward=is_mediator).text


def seat_mediator(talks: OpenTalks, name: str, party: str) -> None:
    """Give a joined account a mediator's seat in every compartment, with its past."""
    card = _card(talks, name)
    if not card.is_steward:
        message = f"{name[:64]!r} was not invited as a mediator. Invite a new account as one."
        raise TalksError(message, code="not-a-mediator")
    for compartment in talks.rooms().values():
        _let_in(talks, compartment, _seat(card, party, Capacity.MEDIATOR), card)


def seat_party(
    talks: OpenTalks,
    name: str,
    party: str,
    *,
    kind: str = Purpose.DELEGATION,
    is_at_table: bool = True,
) -> str:
    """Give a joined account a seat for its party, in its own compartment and at the joint table.

    Args:
        talks: a mediator's.
        name: the account's.
        party: whose compartment it is; opened if there is none yet.
        kind: delegation, guarantor or stakeholder.
        is_at_table: whether it also has a seat in the joint compartment.

    Returns:
        The party's compartment.
    """
    card = _card(talks, name)
    seat = _seat(card, party, Capacity.DELEGATE)
    compartment = talks.rooms().get(party) or _open_for(talks, party, Purpose(kind), card, seat)
    _let_in(talks, compartment, seat, card)
    if is_at_table:
        _let_in(talks, talks.room(JOINT), seat, card)
    return compartment


def unseat(talks: OpenTalks, name: str) -> None:
    """Remove an account from every compartment; what is written from now on it cannot read.

    The key goes first and the seat after it, so that one cut off half-way can be done again.
    """
    card = _card(talks, name)
    charters = talks.record.charters
    holding = [c.id for c in talks.session.compartments() if card.account in c.members]
    for compartment in holding:
        remove(talks.session, compartment, card.account)
    for compartment, charter in charters.items():
        if charter.seat(card.account) is not None:
            seats = tuple(seat for seat in charter.seats if seat.account != card.account)
            talks.write(compartment, replace(charter, seats=seats))


def _open_for(talks: OpenTalks, party: str, purpose: Purpose, card: Card, seat: Seat) -> str:
    """A new compartment of a party with all mediators, and its part of the dossier in it."""
    own = talks.record.charters[talks.room(OWN)]
    inside = [_card_of(talks, mediator.account) for mediator in own.seats]
    title = f"{card.name} with the mediators"
    charter = Charter(purpose=purpose, party=party, title=title, seats=(*own.seats, seat))
    filed = [part.content for part in talks.record.at(DossierPart, talks.room(OWN), party)]
    for part in filed[-1:]:
        check_place(part, charter, talks.session.account, filed)
    first = [to_bytes(charter), *map(to_bytes, filed[-1:])]
    return open_compartment(talks.session, charter.title, [*inside, card], first=first)


def _let_in(talks: OpenTalks, compartment: str, seat: Seat, card: Card) -> None:
    """Let an account into a compartment and give it its seat, whichever of the two is missing."""
    inside = next(c.members for c in talks.session.compartments() if c.id == compartment)
    if card.account not in inside:
        admit(talks.session, compartment, card)
    charter = talks.record.charters[compartment]
    if charter.seat(card.account) is None:
        talks.write(compartment, replace(charter, seats=(*charter.seats, seat)))


def _seat(card: Card, party: str, capacity: Capacity) -> Seat:
    return seat_for(card.account, card.name, capacity, party)


def _card(talks: OpenTalks, name: str) -> Card:
    """The card of an account that has joined, by its name."""
    wanted = name.strip().casefold()
    for card in talks.session.people().values():
        if card.name.casefold() == wanted:
            return card
    message = (
        f"Nobody called {name[:64]!r} has joined by an invitation of yours. Invite them, and seat "
        "them once they have joined."
    )
    raise TalksError(message, code="nobody-joined")


def _card_of(talks: OpenTalks, account: str) -> Card:
    return talks.session.people()[account]


def _first(charter: Charter, parts: Iterable[Part]) -> list[bytes]:
    contents: list[Content] = [charter]
    contents += [DossierPart(name=part.of, text=write(part.dossier)) for part in parts]
    return [to_bytes(content) for content in contents]
