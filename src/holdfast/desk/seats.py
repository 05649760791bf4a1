"""Talks as they are served: accounts take their seats, and each sees what its keys can open.

A seat never filters what others hold: it reads the compartments that its account has keys to, and
puts a dossier together from the parts it finds there. A mediator who looks as a delegation reads
only those compartments that the delegation's account can open too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from holdfast.desk.opened import OpenDossier
from holdfast.desk.parts import JOINT, MEDIATORS, Part, divide, join
from holdfast.dossier import Dossier, Role, View, parse, write
from holdfast.errors import AccessError
from holdfast.ledger import Ledger, Session, create_ledger, open_ledger
from holdfast.ledger.invitation import invite
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.membership import open_compartment
from holdfast.ledger.reading import Reading

LEDGER_FILE = "talks.holdfast"
FOUNDER, SECOND = "Mediator", "Second mediator"


@dataclass(frozen=True)
class Shelf:
    """A compartment as a seat finds it: which part of the dossier it keeps, and who can open it.

    ``texts`` are the versions of the part, oldest first, each with the time it was written, in
    milliseconds since 1970, and the name of its writer.
    """

    id: str
    of: str
    readers: tuple[str, ...]
    texts: tuple[tuple[int, str, str], ...]
    seq: int


@dataclass(frozen=True)
class Sight:
    """What a seat sees: a dossier, and who else can see all that it was put together from.

    ``party`` is the one whose side the seat is on, empty for mediators; ``parts`` are those that
    could be opened, each with the number of its last record.
    """

    opened: OpenDossier
    readers: tuple[str, ...]
    party: str
    parts: Mapping[str, int]

    @property
    def dossier(self) -> Dossier:
        """What is known, as far as it can be opened from here."""
        return self.opened.dossier


@dataclass
class Seat:
    """A signed-in account. Forget it, and its keys are gone from memory."""

    session: Session
    folder: Path
    _read: dict[str, Reading] = field(default_factory=dict, repr=False)
    _kept: dict[tuple[str, tuple[tuple[str, int], ...], int], Sight] = field(
        default_factory=dict, repr=False
    )

    @property
    def name(self) -> str:
        """The account's name."""
        return self.session.card.name

    @property
    def is_mediator(self) -> bool:
        """True for those who may open every delegation's compartment."""
        return self.session.card.is_steward

    @property
    def delegations(self) -> Mapping[str, str]:
        """For a mediator: the parties with an account of their own, and that account's name."""
        if not self.is_mediator:
            return {}
        stewards = {card.name for card in self.session.people().values() if card.is_steward}
        return {
            shelf.of: name
            for shelf in self.shelves()
            for name in shelf.readers
            if shelf.of not in {JOINT, MEDIATORS} and name not in stewards
        }

    def shelves(self, through: str = "") -> tuple[Shelf, ...]:
        """The compartments that this account can open; with ``through``, that one can open too."""
        found = []
        for compartment in self.session.compartments():
            if not compartment.is_open:
                continue
            readers = tuple(sorted(card.name for card in compartment.members.values()))
            if through and through not in readers:
                continue
            reading = self._read_on(compartment.id)
            bodies = [(entry, json.loads(entry.body)) for entry in reading.entries]
            texts = tuple(
                (entry.at_ms, entry.name, str(body["text"]))
                for entry, body in bodies
                if body.get("entry") == "dossier-part"
            )
            if texts:
                of = str(bodies[0][1]["of"])
                found.append(Shelf(compartment.id, of, readers, texts, reading.chain.seq))
        # The random ids of compartments must not decide in which order anything is shown.
        return tuple(sorted(found, key=lambda shelf: (shelf.of != JOINT, shelf.of)))

    def _read_on(self, compartment: str) -> Reading:
        """Everything in a compartment; only what is new is opened."""
        before = self._read.get(compartment)
        if before is None:
            after = self.session.read(compartment)
        else:
            new = self.session.read(compartment, since=before.chain)
            after = Reading((*before.entries, *new.entries), new.chain)
        self._read[compartment] = after
        return after

    def look(self, through: str = "", until_ms: int = 0) -> Sight:
        """The dossier as it can be put together from here.

        Args:
            through: the name of a delegation's account; only a mediator looks through another's.
            until_ms: as it stood then, in milliseconds since 1970; 0 is now.

        Raises:
            AccessError: there is no such account to look through.
        """
        if through and through not in self.delegations.values():
            message = f"There is no delegation called {through[:64]!r} to look as."
            raise AccessError(message, code="no-such-delegation")
        shelves = self.shelves(through)
        key = (through, tuple((shelf.id, shelf.seq) for shelf in shelves), until_ms)
        if key not in self._kept:
            if len(self._kept) > 8:
                self._kept.clear()
            self._kept[key] = self._put_together(shelves, until_ms)
        return self._kept[key]

    def _put_together(self, shelves: tuple[Shelf, ...], until_ms: int) -> Sight:
        parts = []
        for shelf in shelves:
            texts = [text for at, _, text in shelf.texts if not until_ms or at <= until_ms]
            # What was not yet written then stands as it was first written.
            text = texts[-1] if texts else shelf.texts[0][2]
            parts.append(Part(shelf.of, parse(text, f"{shelf.of}.yaml")))
        if JOINT not in {part.of for part in parts}:
            message = "Nothing is shared with this account yet. Ask a mediator to let it in."
            raise AccessError(message, code="nothing-shared")
        dossier = parse(write(join(parts)), "talks")
        readers = set.intersection(*(set(shelf.readers) for shelf in shelves))
        own = [shelf.of for shelf in shelves if shelf.of not in {JOINT, MEDIATORS}]
        is_mediators = any(shelf.of == MEDIATORS for shelf in shelves)
        return Sight(
            opened=OpenDossier(dossier, self.folder / "talks"),
            readers=tuple(sorted(readers)),
            party="" if is_mediators or not own else own[0],
            parts={shelf.of: shelf.seq for shelf in shelves},
        )

    def write_view(self, view: View, seen: Sight) -> None:
        """Keep a party's private view as it is now judged; its public stances stay as they are.

        Raises:
            AccessError: this account cannot open the compartment that keeps the view.
            ConflictError: somebody wrote there since; nothing was written.
        """
        shelf = next((s for s in self.shelves() if s.of == view.party), None)
        if shelf is None:
            message = "This account keeps no view of that party, so nothing was written."
            raise AccessError(message, code="may-not-write")
        dossier = replace(seen.dossier, views={**seen.dossier.views, view.party: view})
        part = next(p for p in divide(dossier) if p.of == view.party)
        text = write(part.dossier)
        parse(text, f"{view.party}.yaml")
        self.session.append(shelf.id, part_body(view.party, text), after=seen.parts[view.party])


@dataclass
class House:
    """Where people sign in; ``demonstration`` holds the phrases of a demo's accounts, by name."""

    ledger: Ledger
    folder: Path
    demonstration: Mapping[str, str] = field(default_factory=dict, repr=False)

    def sign_in(self, name: str, passphrase: str, code: str = "") -> Seat:
        """Take a seat; AccessError when refused, without saying why."""
        return Seat(self.ledger.sign_in(name, passphrase, code), self.folder)


def part_body(of: str, text: str) -> bytes:
    """A part of the dossier as an entry."""
    plain = {"entry": "dossier-part", "of": of, "text": text}
    return json.dumps(plain, ensure_ascii=False).encode()


def open_house(folder: Path) -> House:
    """The talks that are kept in a folder; StorageError when there are none."""
    return House(open_ledger(str(folder / LEDGER_FILE)), folder)


def found_demonstration(folder: Path, dossier: Dossier, means: Means = THE_USUAL) -> House:
    """Begin talks from a dossier, with an account for everyone who would have one.

    Two mediators, and each party with a private view that is no mediator itself. The phrases of
    these accounts are known to whoever looks, so nothing confidential belongs in such talks.
    """
    where = str(folder / LEDGER_FILE)
    phrases = {FOUNDER: "the mediator of a demonstration"}
    founder = create_ledger(where, FOUNDER, phrases[FOUNDER], means)
    ledger = open_ledger(where, means)
    phrases[SECOND] = "the second mediator of a demonstration"
    token = invite(founder, SECOND, is_steward=True).text
    second = ledger.join(token, phrases[SECOND])
    for part in divide(dossier):
        inside = [second.card]
        party = dossier.parties.get(part.of)
        if party is not None and Role.MEDIATOR not in party.roles:
            phrases[party.name] = f"the {part.of} delegation of a demonstration"
            joined = ledger.join(invite(founder, party.name).text, phrases[party.name])
            inside.append(joined.card)
        if part.of != JOINT:
            title = party.name if party else "The mediators' own"
            open_compartment(founder, title, inside, first=[_first(part)])
    stewards = {founder.account, second.account}
    everyone = [card for card in founder.people().values() if card.account not in stewards]
    joint = divide(dossier)[0]
    open_compartment(founder, "Joint", [second.card], readers=everyone, first=[_first(joint)])
    second.database.close()
    founder.database.close()
    return House(open_ledger(where, means), folder, phrases)


def _first(part: Part) -> bytes:
    return part_body(part.of, write(part.dossier))
