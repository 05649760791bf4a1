"""Two worlds that differ in one compartment alone, and every byte that an account can obtain."""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from holdfast.desk.caring import choose_guardians, offer, take_passphrase
from holdfast.desk.convening import Convener, convene, invite, seat_mediator, seat_party, unseat
from holdfast.desk.division import division, file_division
from holdfast.desk.releasing import (
    Wish,
    all_releases,
    approve,
    ask_release,
    decline,
    look_at,
    pass_on,
)
from holdfast.desk.sight import assemble
from holdfast.desk.talks import OpenTalks, join_talks, open_talks
from holdfast.desk.telling import QUESTIONS, tell
from holdfast.dossier import Dossier, parse, write
from holdfast.errors import HoldfastError
from holdfast.ledger import Session
from holdfast.ledger.export import export
from holdfast.ledger.membership import change_key
from holdfast.ledger.recovery import set_recovery
from holdfast.ledger.witness import Head, verify_own
from holdfast.talks.content import Content, to_bytes
from holdfast.talks.filed import Correction, DossierPart
from holdfast.talks.released import Manner
from ledgers import WORDS, HandClock, RepeatingEntropy, cheap
from talks_view import as_bytes, everything

NAMES = {"m1": "Mediator", "m2": "Second", "ua": "Ukraine", "ru": "Russia", "eu": "Europe"}
ROOMS = {
    "joint": ("m1", "m2", "ua", "ru"),
    "own": ("m1", "m2"),
    "ukraine": ("m1", "m2", "ua"),
    "russia": ("m1", "m2", "ru"),
    "europe": ("m1", "m2", "eu"),
}


@dataclass
class Drawn:
    """Randomness that depends on what is being done, and not on how much was done before."""

    doing: str = "founding"
    entropy: RepeatingEntropy = field(default_factory=lambda: RepeatingEntropy(b"twins"))

    def __call__(self, purpose: str, size: int) -> bytes:
        """Fresh bytes."""
        return self.entropy(f"{self.doing}/{purpose}", size)


DOINGS = (
    "say",
    "strike",
    "change-key",
    "seat",
    "unseat",
    "care",
    "fail",
    "keep",
    "decline",
    "release",
    "file",
)


@dataclass(frozen=True)
class Step:
    """Something that somebody does in a room.

    ``do`` is one of ``DOINGS``; a release is from this room to ``to``, or is declined.
    """

    room: str
    who: str
    do: str = "say"
    content: Content | None = None
    to: str = ""


class World:
    """A ledger that was founded once and copied, with everybody signed in."""

    def __init__(self, founded: Path, where: Path) -> None:
        shutil.copy(founded, where)
        self.where = str(where)
        self.clock = HandClock()
        self.drawn = Drawn("signing in")
        self.means = cheap(self.clock, self.drawn)
        self.at: dict[str, OpenTalks] = {
            who: open_talks(str(where), name, WORDS, means=self.means)
            for who, name in NAMES.items()
        }
        self.rooms = dict(self.at["m1"].rooms())

    def close(self) -> None:
        """Let go of every connection."""
        for talks in self.at.values():
            talks.close()

    def play(self, number: int, step: Step, hidden: str) -> None:
        """Do a step at its own moment; what is refused is refused in both worlds or is hidden."""
        self.clock.now_ms += 60_000
        self.drawn.doing = f"step {number} in {step.room}"
        with contextlib.suppress(HoldfastError):
            getattr(self, f"_{step.do.replace('-', '_')}")(step, hidden)

    def _say(self, step: Step, _hidden: str) -> None:
        """Written whether it would count or not, as another program could."""
        talks = self.at[step.who]
        if step.content is not None:
            talks.session.append(self.rooms[step.room], to_bytes(step.content))

    def _strike(self, step: Step, _hidden: str) -> None:
        talks = self.at[step.who]
        mine = [e for e in talks.record.entries() if e.compartment == self.rooms[step.room]]
        talks.write(self.rooms[step.room], Correction(entry=mine[-1].id, why="A slip."))

    def _change_key(self, step: Step, _hidden: str) -> None:
        change_key(self.at["m1"].session, self.rooms[step.room])

    def _seat(self, step: Step, _hidden: str) -> None:
        """Somebody new sits for the room's party, and may be gone again soon."""
        name = f"Aide {step.to}"
        talks, party = self.at["m1"], step.room
        token = invite(talks, name)
        join_talks(self.where, token, WORDS, self.means).close()
        seat_party(talks, name, party, is_at_table=False)

    def _unseat(self, step: Step, _hidden: str) -> None:
        unseat(self.at["m1"], f"Aide {step.to}")

    def _care(self, step: Step, _hidden: str) -> None:
        """An account is looked after: another passphrase and back, a second factor, guardians."""
        session = self.at[step.who].session
        take_passphrase(self.at[step.who], WORDS, WORDS + "!")
        take_passphrase(self.at[step.who], WORDS + "!", WORDS)
        offer(self.at[step.who])
        set_recovery(session, [self.at["m1"].session.card, self.at["m2"].session.card], 2)

    def _fail(self, step: Step, _hidden: str) -> None:
        """Somebody types a wrong passphrase."""
        open_talks(self.where, NAMES[step.who], "not the passphrase", means=self.means)

    def _keep(self, step: Step, _hidden: str) -> None:
        """The ledger is verified and the room is exported by who sits in it."""
        verify_own(self.at[step.who].session)
        b"".join(export(self.at[step.who].session, self.rooms[step.room]))

    def _decline(self, step: Step, _hidden: str) -> None:
        """A release to somebody in the room is asked for and taken back."""
        wish = Wish(step.room, "Not yet.", Manner.OWN_IDEA)
        asked = ask_release(self.at["m1"], wish)
        decline(self.at["m2"], asked.request.content.id, "Too early.")

    def _release(self, step: Step, hidden: str) -> None:
        """All of the ceremony; what comes from the hidden room is asked for and does not pass."""
        confided = {"party": step.room, "text": "Told here.", "caveat": "convey-attributed"}
        identity = self.at["m1"].fresh_id("confidence")
        who = next(w for w in ROOMS[step.room] if not w.startswith("m"))
        self.at[who].add(step.room, "confidence", id=identity, may_go_to=[step.to], **confided)
        wish = Wish(step.to, "Heard there.", Manner.OWN_IDEA, ((step.room, identity),))
        asked = ask_release(self.at["m1"], wish).request.content.id
        approve(self.at["m2"], asked, look_at(self.at["m2"], asked).sha256)
        if hidden not in {step.room, "own"}:
            pass_on(self.at["m1"], asked)

    def _file(self, step: Step, _hidden: str) -> None:
        """A dossier is filed: by a delegate its own part, by a mediator what belongs in the room.

        From the joint table all of it is filed, whatever stands elsewhere.
        """
        if isinstance(step.content, DossierPart):
            talks, dossier = self.at[step.who], parse(step.content.text, "filed.yaml")
            only = {"joint": (), "own": ("mediators",)}.get(step.room, (step.room,))
            is_mediator = step.who.startswith("m")
            file_division(talks, division(talks, dossier, only if is_mediator else ()))

    def _then(self, talks: OpenTalks, moment: datetime) -> dict[str, Any]:
        """The state at an earlier moment."""
        return everything(talks.as_of(moment))

    def _again(self, who: str) -> dict[str, Any]:
        """What another session of the account sees."""
        talks = open_talks(self.where, NAMES[who], WORDS, means=self.means)
        try:
            return everything(talks.record)
        finally:
            talks.close()

    def inside(self, room: str) -> tuple[str, ...]:
        """What only those inside a room know: its id, and the ids of what was written there."""
        record = self.at["m1"].record
        entries = [e for e in record.entries() if e.compartment == self.rooms[room]]
        named = [getattr(entry.content, "id", "none") for entry in entries]
        return (self.rooms[room], *(entry.id for entry in entries[-3:]), *named[-3:])

    def seen(self, who: str, foreign: tuple[str, ...] = ()) -> dict[str, bytes]:
        """Every byte that an account can obtain, by the question that obtains it.

        It also asks about ``foreign`` ids, which stand in the hidden room of one world alone.
        """
        self.drawn.doing = f"looking as {who}"
        for talks in self.at.values():
            talks.snapshot()
        questions = [*self._questions(who), *self._guesses(who, foreign)]
        return {name: answer(ask) for name, ask in questions}

    def _guesses(
        self, who: str, foreign: tuple[str, ...]
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        """Everything that takes an id, asked with ids that somebody else let slip."""
        talks = self.at[who]
        for at, guess in enumerate(foreign):
            yield f"guess {at} as a room", partial(talks.room, guess)
            yield f"guess {at} as a compartment", partial(talks.session.read, guess)
            yield f"guess {at} as an export", partial(exported, talks.session, guess)
            yield f"guess {at} as a release", partial(look_at, talks, guess)
            yield f"guess {at} as an approval", partial(approve, talks, guess, "00")
            for room in talks.rooms():
                yield f"guess {at} struck in {room}", partial(talks.strike, room, guess, "Why.")

    def _questions(self, who: str) -> Iterator[tuple[str, Callable[[], object]]]:
        talks = self.at[who]
        session = talks.session
        yield "state", lambda: everything(talks.record)
        for question in QUESTIONS:
            yield f"told {question}", partial(told, talks, question)
        yield "text", lambda: [repr(talks), repr(talks.record), repr(session)]
        yield "rooms", talks.rooms
        yield "compartments", session.compartments
        yield "people", lambda: sorted(session.people())
        yield "dossier", lambda: write(assemble(talks.record).opened.dossier)
        yield "zone", lambda: assemble(talks.record).opened.zone().count
        yield "left out", lambda: assemble(talks.record).left_out
        yield "division", lambda: division(talks, assemble(talks.record).opened.dossier)
        yield "label", lambda: sorted(assemble(talks.record).label)
        yield "releases", lambda: all_releases(talks)
        yield "proof", lambda: verify_own(session)
        for hours in (0, 1):
            moment = talks.now - timedelta(hours=hours)
            yield f"{hours} hours ago", partial(self._then, talks, moment)
        yield "signed in again", lambda: self._again(who)
        for room, identity in self.rooms.items():
            yield f"export of {room}", partial(exported, session, identity)
            yield f"reading of {room}", partial(session.read, identity)
            yield f"head of {room}", partial(verify_own, session, [Head(identity, 3, "00" * 32)])
            yield f"name of {room}", partial(talks.room, room)
        yield "unread", lambda: talks.unread
        yield "invite", lambda: invite(talks, "Friend")
        yield "seat", lambda: seat_party(talks, "Aide a", "ukraine")
        yield "guardians", lambda: choose_guardians(talks, ["Aide a", "Europe"], 1)
        yield "release", lambda: look_at(talks, "abc")
        yield "no room", lambda: session.read("00" * 16)


def told(talks: OpenTalks, question: str) -> list[object]:
    """What the command line and the pages tell: the JSON, and the words for people."""
    found = tell(talks, question)
    return [found.plain, found.words]


def exported(session: Session, compartment: str) -> bytes:
    """A whole export."""
    return b"".join(export(session, compartment))


def answer(ask: Callable[[], object]) -> bytes:
    """The bytes of an answer, or of the error that was given instead, traceback names included."""
    try:
        return as_bytes(ask())
    except HoldfastError as error:
        told = [type(error).__name__, error.code, error.message, str(error), repr(error.where)]
        return json.dumps(told).encode()


def found(where: Path, dossier: Dossier) -> None:
    """Found the talks once, for worlds to be copied from."""
    clock, drawn = HandClock(), Drawn()
    means = cheap(clock, drawn)
    mediator = convene(str(where), Convener("Mediator", "us", WORDS), "Talks", dossier, means)

    def join(name: str, *, is_mediator: bool = False) -> None:
        drawn.doing = f"joining of {name}"
        token = invite(mediator, name, is_mediator=is_mediator)
        join_talks(str(where), token, WORDS, means).close()

    join("Second", is_mediator=True)
    seat_mediator(mediator, "Second", "us")
    for name in ("Ukraine", "Russia", "Europe"):
        join(name)
        kind = "stakeholder" if name == "Europe" else "delegation"
        at_table = name != "Europe"
        seat_party(mediator, name, name.lower(), kind=kind, is_at_table=at_table)
    mediator.close()


def differences(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    """The questions whose answers differ between two worlds."""
    return [name for name in {**first, **second} if first.get(name) != second.get(name)]


Script = list[tuple[Step | None, Step | None]]
"""Steps as they are in the two worlds; None where one world does nothing."""


def run(founded: Path, folder: Path, script: Script, hidden: str) -> dict[str, list[str]]:
    """Play both worlds, and name what each account outside the hidden room sees differently."""
    worlds: list[dict[str, dict[str, bytes]]] = []
    foreign: tuple[str, ...] = ()
    outside = [who for who in NAMES if who not in ROOMS[hidden]]
    for number in range(2):
        world = World(founded, folder / f"world-{number}.holdfast")
        for at, pair in enumerate(script):
            step = pair[number]
            if step is None:
                world.clock.now_ms += 60_000
            else:
                world.play(at, step, hidden)
        foreign = foreign or world.inside(hidden)
        worlds.append({who: world.seen(who, foreign) for who in outside})
        world.close()
    return {who: differences(worlds[0][who], worlds[1][who]) for who in outside}
