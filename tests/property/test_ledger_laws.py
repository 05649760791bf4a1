"""Laws of the ledger: who can read what after any history, and that no change goes unseen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

import ledgers
from holdfast.errors import AccessError, ChainError
from holdfast.ledger import Session, tables
from holdfast.ledger.framing import canonical, read_canonical
from holdfast.ledger.membership import admit, change_key, open_compartment, remove
from holdfast.ledger.seal import pad, seal, system_entropy, unpad, unseal
from holdfast.ledger.shares import combine, split
from holdfast.ledger.witness import verify, verify_own
from ledgers import House

NAMES = ("mediator", "second", "ukraine", "russia")
OTHERS = NAMES[1:]

plain = st.recursive(
    st.integers() | st.text() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@contextmanager
def house() -> Iterator[House]:
    """A ledger with four accounts, gone afterwards."""
    with TemporaryDirectory() as folder:
        furnished = ledgers.furnish(str(Path(folder) / "talks.holdfast"))
        yield furnished
        ledgers.close(furnished)


@given(st.dictionaries(st.text(), plain, max_size=5))
def test_the_canonical_form_is_read_back(value: dict[str, object]) -> None:
    """Writing and reading again changes nothing, and gives the same bytes."""
    try:
        written = canonical(value)
    except UnicodeEncodeError:
        return
    assert read_canonical(written) == value
    assert canonical(read_canonical(written)) == written


@given(st.binary(max_size=3000), st.binary(max_size=20), st.data())
def test_one_changed_bit_opens_nothing(content: bytes, context: bytes, data: st.DataObject) -> None:
    """Anywhere in what is sealed: the nonce, the body, the tag."""
    key, nonce = system_entropy("", 32), system_entropy("", 24)
    sealed = seal(key, content, context, nonce)
    assert unseal(key, sealed, context) == content
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    changed = bytearray(sealed)
    changed[at // 8] ^= 1 << at % 8
    assert unseal(key, bytes(changed), context) is None


@given(st.binary(max_size=5000))
def test_padding_loses_nothing(data: bytes) -> None:
    """Whatever the bytes are."""
    assert unpad(pad(data)) == data


@given(st.binary(min_size=1, max_size=40), st.integers(1, 6), st.integers(0, 4), st.randoms())
def test_enough_shares_give_the_secret(
    secret: bytes, needed: int, spare: int, dice: Random
) -> None:
    """Any choice of so many, in any order."""
    shares = split(secret, needed, needed + spare, system_entropy)
    chosen = dice.sample(sorted(shares), needed)
    assert combine({number: shares[number] for number in chosen}) == secret


operation = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES)),
    st.tuples(st.just("admit"), st.sampled_from(OTHERS)),
    st.tuples(st.just("admit afresh"), st.sampled_from(OTHERS)),
    st.tuples(st.just("remove"), st.sampled_from(OTHERS)),
    st.tuples(st.just("new key"), st.just("mediator")),
)


@dataclass
class Model:
    """Who is inside, and who may read which of the numbers written so far."""

    home: House
    room: str
    inside: set[str] = field(default_factory=lambda: {"mediator", "ukraine"})
    readable: dict[str, set[int]] = field(default_factory=lambda: {name: set() for name in NAMES})
    written: int = 0

    def write(self, name: str) -> None:
        """A number that everyone inside may read; from outside it is refused."""
        session = getattr(self.home, name)
        if name not in self.inside:
            with pytest.raises(AccessError):
                session.append(self.room, b"outside")
            return
        session.append(self.room, b"%d" % self.written)
        for member in self.inside:
            self.readable[member].add(self.written)
        self.written += 1

    def admit(self, name: str, *, with_past: bool) -> None:
        """Let in who is outside."""
        if name not in self.inside:
            card = getattr(self.home, name).card
            admit(self.home.mediator, self.room, card, with_past=with_past)
            self.inside.add(name)
            if with_past:
                self.readable[name] = set(range(self.written))

    def remove(self, name: str) -> None:
        """Remove who is inside."""
        if name in self.inside:
            remove(self.home.mediator, self.room, getattr(self.home, name).account)
            self.inside.discard(name)

    def play(self, what: str, name: str) -> None:
        """One step of a history."""
        match what:
            case "write":
                self.write(name)
            case "admit" | "admit afresh":
                self.admit(name, with_past=what == "admit")
            case "remove":
                self.remove(name)
            case _:
                change_key(self.home.mediator, self.room)


@settings(max_examples=12, deadline=None)
@given(st.lists(operation, max_size=14))
def test_after_any_history_everyone_reads_what_was_meant_for_them(
    history: list[tuple[str, str]],
) -> None:
    """A plain model of who was inside when, against what each account reads from sealed rows."""
    with house() as home:
        model = Model(home, open_compartment(home.mediator, "Joint", [home.ukraine.card]))
        for what, name in history:
            model.play(what, name)
        for name in NAMES:
            for session in (getattr(home, name), home.ledger.sign_in(title(name), ledgers.WORDS)):
                assert reads(session, model.room) == model.readable[name]
        assert verify(home.ledger).record_count == verify_own(home.mediator).record_count


def title(name: str) -> str:
    """The login name of an account of the house."""
    return "Second mediator" if name == "second" else name


def reads(session: Session, room: str) -> set[int]:
    """The numbers of what an account reads; none where it was never inside."""
    try:
        return {int(entry.body) for entry in session.read(room).entries}
    except AccessError:
        return set()


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_no_change_to_a_stored_entry_goes_unseen(data: st.DataObject) -> None:
    """One bit, anywhere in any sealed record or head."""
    with house() as home:
        room = open_compartment(home.mediator, "Joint", [home.ukraine.card], first=[b"a", b"b"])
        remove(home.mediator, room, home.ukraine.account)
        home.mediator.append(room, b"c")
        entry = tables.entry.c
        with home.ledger.database.writing() as connection:
            rows = connection.execute(select(tables.entry)).all()
            row = data.draw(st.sampled_from(rows))
            column = data.draw(st.sampled_from(["sealed", "head"]))
            changed = bytearray(getattr(row, column))
            at = data.draw(st.integers(0, len(changed) * 8 - 1))
            changed[at // 8] ^= 1 << at % 8
            connection.execute(
                update(tables.entry).where(entry.seq == row.seq).values({column: bytes(changed)})
            )
        with pytest.raises(ChainError):
            verify(home.ledger)
        with pytest.raises(ChainError):
            home.ledger.sign_in("Mediator", ledgers.WORDS).read(room)
