"""Seats at real talks: what each sees, what a correction files, and that nothing is lost by it."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from holdfast.desk.convening import Convener, convene, invite, unseat
from holdfast.desk.part_story import Filed, Stories, as_filed, earlier_parts, story
from holdfast.desk.seats import House, Reach, Seat
from holdfast.desk.talks import OpenTalks
from holdfast.dossier import Basis, Dossier, Range, View, parse
from holdfast.errors import AccessError, ConflictError, DossierError, TalksError
from holdfast.ledger.means import Means
from holdfast.ledger.vault import CHEAPEST
from holdfast.talks.confidences import confidences
from holdfast.talks.content import Content
from holdfast.talks.entry import Entry
from holdfast.talks.filed import DossierPart
from holdfast.talks.red_lines import Movement, red_lines
from ledgers import WORDS, HandClock
from workbenches import cheap_house, cheap_means, small_talks

LINE = {"party": "south", "title": "The dam is no gift", "never": {"dam": ["stay"]}}


@dataclass
class Talks:
    """A house of small talks on a clock moved by hand, and its people in their seats."""

    house: House
    clock: HandClock
    seats: dict[str, Seat] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Seat:
        """Somebody's seat, taken when first asked for."""
        if name not in self.seats:
            self.seats[name] = self.house.sign_in(name, self.house.demonstration[name])
        return self.seats[name]


@pytest.fixture
def talks(tmp_path: Path) -> Iterator[Talks]:
    """Two mediators, the north and the south."""
    clock = HandClock()
    means = replace(cheap_means(), clock=clock)
    house = cheap_house(tmp_path, small_talks(), means)
    with house.ledger:
        yield Talks(house, clock)


def view(seat: Seat, party: str = "south") -> View:
    """A party's view as a seat sees it."""
    return seat.look().dossier.views[party]


def lines(seat: Seat, party: str = "south") -> dict[str, Range | None]:
    """The prices of a party's red lines as a seat sees them."""
    return {line.id: line.price for line in view(seat, party).red_lines}


def test_a_mediator_looks_with_a_delegations_record(talks: Talks) -> None:
    """Looking as the south, the record has the south's entries and no other, marks included."""
    south, mediator = talks["South"], talks["Mediator"]
    south.talks.add("south", "red-line", id="gift", price="5..9", **LINE)
    talks["North"].talks.add(
        "north", "confidence", party="north", text="We are tired.", caveat="mediator-only"
    )
    through, own = mediator.look("South"), south.look()
    assert through.record == own.record == south.talks.record
    assert through.dossier == own.dossier
    assert (through.marks, through.readers, through.party) == (own.marks, own.readers, own.party)
    assert confidences(through.record) == ()
    assert len(confidences(mediator.look().record)) == 1
    reaches = [seen.reach for seen in (mediator.look(), through, own)]
    assert reaches == [Reach.EVERYTHING, Reach.SIDE, Reach.SIDE]


def test_an_earlier_state_is_put_together_from_what_stood_then(talks: Talks) -> None:
    """What was corrected since is as it was, and before the talks began there is no dossier."""
    mediator = talks["Mediator"]
    before = talks.clock.now_ms
    talks.clock.move(60)
    mediator.write_view(replace(view(mediator), no_deal=Range.parse("33")), mediator.look())
    assert mediator.look(until_ms=before).dossier.views["south"].no_deal == Range.parse("10")
    assert view(mediator).no_deal == Range.parse("33")
    assert not mediator.look(until_ms=1).has_dossier
    assert mediator.look().has_dossier


def test_what_changed_is_told_from_the_first_day_on(talks: Talks) -> None:
    """Before a part was filed there is nothing to compare it with but how it was first filed."""
    mediator, south = talks["Mediator"], talks["South"]
    yesterday = talks.clock.now_ms - 24 * 3600 * 1000
    assert mediator.changed_since(yesterday) == south.changed_since(yesterday) == ()
    talks.clock.move(60)
    corrected = talks.clock.now_ms
    mediator.write_view(replace(view(mediator), no_deal=Range.parse("33")), mediator.look())
    for seat in (mediator, south):
        (change,) = seat.changed_since(yesterday)
        assert (change.party, change.before, change.after) == ("south", "10", "33")
        assert seat.changed_since(corrected) == ()
    assert mediator.changed_since(yesterday, "South") == south.changed_since(yesterday)
    assert talks["North"].changed_since(yesterday) == ()


def test_the_same_dossier_is_put_together_once(talks: Talks) -> None:
    """An entry that is no part of it leaves it the same object; one that is makes another."""
    mediator = talks["Mediator"]
    seen = mediator.look()
    mediator.talks.add("joint", "task", title="Measure the river", owner="north")
    again = mediator.look()
    assert again is not seen
    assert again.opened is seen.opened
    talks["South"].talks.add("south", "red-line", id="gift", price="5", **LINE)
    assert mediator.look().opened is not seen.opened


def test_the_earlier_dossier_that_is_compared_with_is_read_once(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What did not change is taken over; only the part that was written anew is read."""
    mediator, yesterday = talks["Mediator"], talks.clock() - 24 * 3600_000
    talks.clock.move(60)
    mediator.write_view(replace(view(mediator), no_deal=Range.parse("33")), mediator.look())
    assert len(mediator.changed_since(yesterday)) == 1
    read: list[str] = []

    def counting(text: str, name: str) -> Dossier:
        read.append(name)
        return parse(text, name)

    monkeypatch.setattr("holdfast.desk.sight.parse", counting)
    talks.clock.move(60)
    mediator.write_view(replace(view(mediator), no_deal=Range.parse("34")), mediator.look())
    (change,) = mediator.changed_since(yesterday)
    assert (change.before, change.after) == ("10", "34")
    assert mediator.changed_since(yesterday) == (change,)
    assert read == ["south.yaml"]


def test_a_part_is_had_as_it_was_filed(talks: Talks) -> None:
    """By its name, for those who can open it; nobody else's."""
    assert talks["South"].look().assembled.part("south") is not None
    assert talks["South"].look().assembled.part("north") is None
    mine = talks["Mediator"].look().assembled.part("north")
    assert mine is not None
    assert set(mine.views) == {"north"}


def test_a_line_that_was_told_is_told_again_when_corrected(talks: Talks) -> None:
    """Its history goes on, the party's own part is left as it was, and nobody else sees either."""
    south = talks["South"]
    south.talks.add("south", "red-line", id="gift", price="20..30", **LINE)
    assert lines(talks["Mediator"]) == {"gift": Range.parse("20..30")}
    told = view(south)
    cheaper = replace(told.red_lines[0], price=Range.parse("5..9"))
    parts = len(south.talks.record.all(DossierPart))
    south.write_view(replace(told, red_lines=(cheaper,)), south.look())
    assert lines(talks["Mediator"]) == {"gift": Range.parse("5..9")}
    (history,) = red_lines(south.talks.record)
    assert [telling.movement for telling in history.tellings] == [Movement.FIRST, Movement.LOOSER]
    assert len(south.talks.record.all(DossierPart)) == parts
    south.write_view(replace(view(south), red_lines=()), south.look())
    assert lines(talks["Mediator"]) == {}
    assert "south" not in {line.party for line in red_lines(talks["North"].talks.record)}


def test_a_line_that_a_mediator_noted_is_told_again_by_its_party(talks: Talks) -> None:
    """Noted from a visit, then corrected by the south itself; the north's lines it cannot touch."""
    south = talks["South"]
    talks["Mediator"].talks.add("south", "red-line", id="gift", price="20..30", **LINE)
    cheaper = replace(view(south).red_lines[0], price=Range.parse("5..9"))
    south.write_view(replace(view(south), red_lines=(cheaper,)), south.look())
    assert lines(talks["Mediator"]) == {"gift": Range.parse("5..9")}
    talks["Mediator"].talks.add("joint", "red-line", id="mine", price="1", **LINE)
    with pytest.raises(TalksError) as refused:
        south.talks.add("joint", "red-line", id="mine", price="2", **LINE)
    assert refused.value.code == "not-yours"


def test_a_line_of_the_dossier_is_corrected_in_its_part(talks: Talks) -> None:
    """Told lines stay out of the part, and the lines of the part stay in."""
    north = talks["North"]
    told = {"party": "north", "title": "No toll", "never": {"toll": ["none"]}}
    north.talks.add("north", "red-line", id="toll", price="7", **told)
    priced = tuple(
        replace(line, price=Range.parse("40")) if line.id == "stays" else line
        for line in view(north, "north").red_lines
    )
    north.write_view(replace(view(north, "north"), red_lines=priced), north.look())
    assert lines(north, "north") == {"stays": Range.parse("40"), "toll": Range.parse("7")}
    (history,) = red_lines(north.talks.record)
    assert len(history.tellings) == 1
    part = north.talks.record.at(DossierPart, north.talks.room("north"), "north")[-1]
    assert "No toll" not in part.content.text


def test_a_view_that_nobody_changed_writes_nothing(talks: Talks) -> None:
    """Keeping a form as it was opened leaves the record as it is."""
    south = talks["South"]
    south.talks.add("south", "red-line", id="gift", price="5", **LINE)
    seen = south.look()
    south.write_view(view(south), seen)
    assert south.look().marks == seen.marks


def test_of_two_who_correct_at_once_one_is_told(talks: Talks) -> None:
    """Both saw the same; the first is kept whole, the second writes nothing, lines included."""
    south, mediator = talks["South"], talks["Mediator"]
    south.talks.add("south", "red-line", id="gift", price="20", **LINE)
    seen, seen_too = south.look(), mediator.look()
    south.write_view(replace(view(south), no_deal=Range.parse("11")), seen)
    other = replace(view(mediator), no_deal=Range.parse("12"), red_lines=())
    with pytest.raises(ConflictError):
        mediator.write_view(other, seen_too)
    assert view(mediator).no_deal == Range.parse("11")
    assert lines(mediator) == {"gift": Range.parse("20")}


def test_what_a_mediator_corrects_takes_along_nothing_of_another_side(tmp_path: Path) -> None:
    """Evidence of the same name in the mediators' hands does not get into a delegation's part."""
    dossier = small_talks()
    house = cheap_house(tmp_path, dossier)
    mediator = house.sign_in("Mediator", house.demonstration["Mediator"])
    south = house.sign_in("South", house.demonstration["South"])
    north = house.sign_in("North", house.demonstration["North"])
    own = mediator.talks.record.at(DossierPart, mediator.talks.room("own"), "mediators")[-1]
    secret = own.content.text.replace("The south needs water.", "SECRET of the mediators")
    mediator.talks.add("own", "dossier-part", name="mediators", text=secret)
    told = north.talks.record.at(DossierPart, north.talks.room("north"), "north")[-1].content.text
    said = "  south-told: {source: paper, says: SECRET of the north, paragraph: 3}\n"
    renamed = told.replace("\nevidence:\n", f"\nevidence:\n{said}")
    assert renamed != told
    north.talks.add("north", "dossier-part", name="north", text=renamed)
    changed = replace(mediator.look().dossier.views["south"], no_deal=Range.parse("11"))
    mediator.write_view(changed, mediator.look())
    assert south.look().dossier.views["south"].no_deal == Range.parse("11")
    assert south.look().dossier.evidence["south-told"].says == "The south needs water."
    assert "SECRET" not in str([entry.content for entry in south.talks.record.entries()])


def test_evidence_that_is_not_at_hand_where_a_view_is_kept_is_refused(talks: Talks) -> None:
    """A mediator cannot rest the south's view on what only the north's part holds."""
    mediator = talks["Mediator"]
    seen = mediator.look()
    resting = replace(view(mediator), no_deal_basis=Basis(evidence=("no-such-word",)))
    with pytest.raises(DossierError):
        mediator.write_view(resting, seen)
    assert mediator.look().marks == seen.marks


def test_who_has_no_seat_or_lost_it_sees_nothing(talks: Talks) -> None:
    """Joined is not seated; and who was removed is told no more than who never was let in."""
    mediator = talks["Mediator"]
    token = invite(mediator.talks, "Newcomer")
    talks.house.ledger.join(token, WORDS)
    newcomer = talks.house.sign_in("Newcomer", WORDS)
    north = talks["North"]
    assert north.look().has_dossier
    unseat(mediator.talks, "North")
    for seat in (newcomer, north):
        with pytest.raises(AccessError) as refused:
            seat.look()
        assert refused.value.code == "nothing-shared"
    assert "North" not in mediator.delegations


def test_talks_without_a_dossier_have_a_record_all_the_same(tmp_path: Path) -> None:
    """Only who asks for the dossier is told that none is filed."""
    bare = cheap_bare_talks(tmp_path)
    seen = bare.look()
    assert not seen.has_dossier
    assert seen.reach is Reach.EVERYTHING
    assert list(seen.record.entries())
    with pytest.raises(TalksError) as refused:
        _ = seen.dossier
    assert refused.value.code == "no-dossier"


def cheap_bare_talks(folder: Path) -> Seat:
    """A mediator's seat at talks that began without a dossier."""
    means = Means(cost=CHEAPEST)
    where = str(folder / "talks.holdfast")
    return Seat(convene(where, Convener("Mediator", "host", WORDS), "Bare", None, means), folder)


def test_several_threads_read_on_and_lose_nothing(talks: Talks) -> None:
    """While one writes, many look: in the end every seat has every entry, once."""
    mediator, south = talks["Mediator"], talks["South"]

    def write(number: int) -> None:
        said = {"party": "south", "text": f"Word {number}", "caveat": "mediator-only"}
        south.talks.add("south", "confidence", id=f"word-{number}", **said)

    def look(_: int) -> int:
        return len(confidences(mediator.look().record))

    with ThreadPoolExecutor(8) as pool:
        written = [pool.submit(write, number) for number in range(24)]
        seen = list(pool.map(look, range(48)))
        for each in written:
            each.result()
    assert max(seen) <= 24
    for seat in (mediator, south):
        ids = [held.told.content.id for held in confidences(seat.look().record)]
        assert sorted(ids) == sorted(f"word-{number}" for number in range(24))


def test_each_dossier_is_the_whole_for_mediators(talks: Talks) -> None:
    """What was divided among the compartments is put together again."""
    dossier: Dossier = small_talks()
    assert talks["Mediator"].look().dossier == dossier
    assert isinstance(talks["Mediator"].talks, OpenTalks)


def test_what_filing_a_part_did_is_worked_out_once_for_all_who_can_read_it(talks: Talks) -> None:
    """It is shared by those who opened all that went into it, and gone with the last of them."""

    def told(seat: Seat) -> Stories:
        kept = Stories(seat.assemblies.stories)
        entries = seat.talks.entries
        for entry, before in zip(entries, map(_before(entries), entries), strict=True):
            if (filed := as_filed(entry)) is not None:
                story(filed, before, kept)
        return kept

    first, second, north = (told(talks[name]) for name in ("Mediator", "Second mediator", "North"))
    assert first.told
    assert {id(each) for each in second.told.values()} == {id(each) for each in first.told.values()}
    joint = {key for key in north.told if key in first.told}
    assert joint < set(first.told)
    shared = talks["North"].assemblies.stories
    del first, second, north
    gc.collect()
    assert not shared.told


def _before(entries: Sequence[Entry[Content]]) -> Callable[[Entry[Content]], Mapping[str, Filed]]:
    earlier = earlier_parts(entries)
    return lambda entry: earlier.get((entry.compartment, entry.seq), {})
