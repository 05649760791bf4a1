"""A part of the dossier that cannot be read stops nobody: it is left out, and that is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.desk.seats import Seat
from holdfast.desk.sight import assemble
from holdfast.desk.telling import tell
from holdfast.dossier import Range, parse
from holdfast.errors import AccessError, DossierError
from holdfast.talks.content import to_bytes
from holdfast.talks.filed import DossierPart
from workbenches import cheap_house, small_talks

Seats = dict[str, Seat]


@pytest.fixture
def seats(tmp_path: Path) -> Iterator[Seats]:
    """A mediator, the north and the south of small talks, in their seats."""
    house = cheap_house(tmp_path, small_talks())
    with house.ledger:
        yield {
            name: house.sign_in(name, house.demonstration[name])
            for name in ("Mediator", "North", "South")
        }


def write_by_hand(seat: Seat, room: str, name: str, text: str) -> None:
    """A part as another program could write it, unread."""
    part = DossierPart(name=name, text=text)
    seat.talks.session.append(seat.talks.room(room), to_bytes(part))


def filed(seat: Seat, room: str, name: str) -> str:
    """The text of a part as it is filed."""
    return seat.talks.record.at(DossierPart, seat.talks.room(room), name)[-1].content.text


def left(seat: Seat, through: str = "") -> list[str]:
    """The parts that are left out of what a seat sees."""
    return [each.part for each in seat.look(through).left_out]


@pytest.mark.parametrize("is_broken", [True, False])
def test_a_part_that_cannot_be_read_is_left_out(seats: Seats, is_broken: bool) -> None:
    """By itself or with the joint part; all else is there, and its own side is told as well."""
    text = "no dossier: [" if is_broken else filed(seats["South"], "south", "south")
    before = seats["North"].look()
    write_by_hand(seats["South"], "south", "south", text.replace("move", "carry"))
    for seat in (seats["Mediator"], seats["South"]):
        seen = seat.look()
        (gone,) = seen.left_out
        assert gone.part == "south"
        assert gone.faults
        assert seen.dossier.views["south"].stances
        assert not seen.dossier.views["south"].has_values
        assert parse(tell(seat.talks, "dossier").plain["dossier"]) == seen.dossier
    assert seats["Mediator"].look().dossier.views["north"].has_values
    assert left(seats["Mediator"], "South") == ["south"]
    assert left(seats["Mediator"], "North") == left(seats["North"]) == []
    assert seats["North"].look() is before


def test_it_counts_again_once_it_is_filed_anew(seats: Seats) -> None:
    """Or once the joint part is such that it can be read again."""
    mediator, south = seats["Mediator"], seats["South"]
    good = filed(south, "south", "south")
    write_by_hand(south, "south", "south", "{")
    assert left(mediator) == ["south"]
    south.talks.add("south", "dossier-part", name="south", text=good)
    assert left(mediator) == left(south) == []
    joint = filed(mediator, "joint", "joint")
    write_by_hand(mediator, "joint", "joint", joint.replace("move", "carry"))
    assert left(mediator) == ["north", "south"]
    write_by_hand(mediator, "joint", "joint", joint)
    assert left(mediator) == []


def test_no_part_of_one_party_bears_on_anothers(seats: Seats) -> None:
    """What the south says of the north's view counts nowhere, and the joint part is never out."""
    forged = filed(seats["North"], "north", "north").replace("no_deal: 20..30", "no_deal: 90")
    write_by_hand(seats["South"], "south", "south", forged)
    assert seats["Mediator"].look().dossier.views["north"].no_deal == Range.parse("20..30")
    write_by_hand(seats["Mediator"], "joint", "joint", "{")
    with pytest.raises(DossierError):
        assemble(seats["North"].talks.record)
    assert seats["North"].look().left_out == ()


def test_what_is_left_out_is_not_corrected_piece_by_piece(seats: Seats) -> None:
    """A form would put one judgment in the place of all that could not be read."""
    mediator, south = seats["Mediator"], seats["South"]
    view = south.look().dossier.views["south"]
    write_by_hand(south, "south", "south", "{")
    for seat in (mediator, south):
        seen = seat.look()
        assert not seen.keeps("south")
        with pytest.raises(AccessError):
            seat.write_view(view, seen)
        assert seat.changed_since(0) == ()
    assert mediator.look().keeps("north")


def test_what_was_left_out_is_told_with_the_answers(seats: Seats) -> None:
    """In words and for programs, by whom and when; in a saved dossier as comments alone."""
    south = seats["South"]
    evil = filed(south, "south", "south").replace("move", '"mo\\nparties: x"')
    write_by_hand(south, "south", "south", evil)
    for seat in (seats["Mediator"], south):
        told = tell(seat.talks, "dossier")
        (gone,) = told.plain["left_out"]
        assert (gone["part"], gone["by"], gone["room"]) == ("south", "South", "south")
        first, rest = told.plain["dossier"].split("\n", 1)
        assert first.startswith("# The part of South that was filed on ")
        assert not rest.startswith("#")
        assert parse(told.file.decode()) == parse(rest)
    north = tell(seats["North"].talks, "dossier")
    assert north.plain["left_out"] == []
    assert "#" not in north.plain["dossier"]
    write_by_hand(south, "south", "south", "{")
    told = tell(seats["Mediator"].talks, "packages")
    assert told.plain["left_out"][0]["part"] == "south"
    assert "cannot be read with the joint part" in told.words[-1]
