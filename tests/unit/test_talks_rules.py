"""Who may write what, and where: what breaks the rules stays in the record and counts nothing."""

import pytest

from holdfast.talks.content import Content, make
from holdfast.talks.filed import Correction
from holdfast.talks.record import fold
from holdfast.talks.rules import party_of
from holdfast.talks.setting import Capacity, Charter, Purpose, Seat
from holdfast.talks.sought import Proposal, RedLineTold
from talks_world import ACCOUNTS, PARTIES, ROOMS, START, Talks, charter

PAPER = {"id": "p", "title": "Paper", "paper": "draft", "text": "..."}
TIMES = {"starts": START, "ends": START}
AGREED = {"issue": "a", "option": "x", "parties": ["ukraine", "russia"]}
LINE = {"id": "l", "title": "L", "never": {"a": ["x"]}}

MEETING = {"id": "m", "form": "plenary", "title": "M", **TIMES}
STANCE = {"proposal": "p", "party": "ukraine", "grade": "support"}
TOLD = {"id": "c", "party": "ukraine", "text": ".", "caveat": "public"}

BREACHES = [
    (
        "joint",
        "ru",
        "meeting",
        {"id": "m", "form": "plenary", "title": "M", **TIMES},
        "mediators-only",
    ),
    ("joint", "ua", "agreement", AGREED, "mediators-only"),
    ("ua", "m1", "agreement", AGREED, "wrong-room"),
    (
        "joint",
        "ru",
        "stance",
        {"proposal": "p", "party": "ukraine", "grade": "support"},
        "not-your-party",
    ),
    ("ua", "m1", "red-line", LINE | {"party": "russia"}, "another-party"),
    (
        "joint",
        "m1",
        "confidence",
        {"id": "c", "party": "ukraine", "text": ".", "caveat": "public"},
        "wrong-room",
    ),
    ("joint", "m1", "release-approval", {"release": "r", "sha256": "00"}, "wrong-room"),
    ("own", "m1", "received", {"mark": "m", "text": ".", "manner": "public"}, "wrong-room"),
    ("joint", "m1", "correction", {"entry": "ff", "why": "..."}, "nothing-to-strike"),
]


def codes(talks: Talks) -> list[str]:
    """The codes of what did not count."""
    return [irregular.breach.code for irregular in talks.record.irregular]


@pytest.mark.parametrize(("room", "who", "kind", "fields", "code"), BREACHES)
def test_what_breaks_a_rule_counts_nothing(
    room: str, who: str, kind: str, fields: dict[str, object], code: str
) -> None:
    """Each rule by one entry that breaks it."""
    talks = Talks()
    talks.say(room, who, kind, **fields)
    assert codes(talks) == [code]
    assert len(list(talks.record.entries())) == len(ROOMS)


def test_without_a_charter_or_a_seat_nothing_counts() -> None:
    """An entry before the charter, one by an account without a seat, one by an observer."""
    talks = Talks()
    talks.entries = [entry for entry in talks.entries if entry.compartment != ROOMS["joint"]]
    talks.say("joint", "m1", "proposal", **PAPER)
    talks.put("joint", "m1", charter("joint"))
    talks.say("joint", "eu", "proposal", **PAPER)
    assert codes(talks) == ["no-charter", "no-seat"]
    seats = (*charter("joint").seats, observer("eu"))
    talks.put("joint", "m1", Charter(purpose=Purpose.JOINT, title="Joint", seats=seats))
    talks.say("joint", "eu", "proposal", **PAPER)
    assert codes(talks)[2:] == ["observer"]


def observer(who: str) -> Seat:
    """A seat to listen from."""
    seat = {"account": ACCOUNTS[who], "name": who, "party": PARTIES[who]}
    return Seat(**seat, capacity=Capacity.OBSERVER)


def test_a_charter_is_changed_by_its_mediators_alone() -> None:
    """A delegate cannot seat itself as a mediator, and a room does not change what it is for."""
    talks = Talks()
    taken = charter("joint").seats[2]
    seat = Seat(account=taken.account, name="ua", party="ukraine", capacity=Capacity.MEDIATOR)
    talks.put("joint", "ua", Charter(purpose=Purpose.JOINT, title="Ours", seats=(seat,)))
    talks.put(
        "joint", "m1", Charter(purpose=Purpose.MEDIATOR, title="Own", seats=charter("own").seats)
    )
    talks.put(
        "ua", "m1", Charter(purpose=Purpose.DELEGATION, title="No party", seats=charter("ua").seats)
    )
    assert codes(talks) == ["mediators-only", "wrong-room", "no-party"]
    assert talks.record.charters[ROOMS["joint"]] == charter("joint")


def test_nobody_rewrites_what_another_party_wrote() -> None:
    """Using another's id again in a shared room does not take the place of what stands there."""
    talks = Talks()
    talks.say("joint", "ua", "proposal", **PAPER, author="ukraine")
    talks.say("joint", "ru", "proposal", **PAPER, author="russia", withdrawn=True)
    block = {"id": "k", "issue": "a", "why": "..."}
    talks.say("joint", "ua", "block", **block, party="ukraine")
    talks.say("joint", "ru", "block", **block, party="russia", lifted=True)
    talks.say("joint", "m1", "dossier-part", name="base", text="a")
    talks.say("joint", "ua", "dossier-part", name="base", text="b")
    assert codes(talks) == ["not-yours"] * 3
    (proposal,) = talks.record.latest(Proposal)
    assert proposal.content.author == "ukraine"
    talks.say("joint", "m2", "proposal", **PAPER, withdrawn=True)
    (proposal,) = talks.record.latest(Proposal)
    assert proposal.content.withdrawn


def test_the_same_id_in_two_rooms_is_two_things() -> None:
    """Russia cannot reach Ukraine's red line by giving its own the same name."""
    talks = Talks()
    talks.say("ua", "ua", "red-line", **LINE, party="ukraine")
    talks.say("ru", "ru", "red-line", **LINE, party="russia", given_up=True)
    lines = {
        entry.content.party: entry.content.given_up for entry in talks.record.latest(RedLineTold)
    }
    assert lines == {"ukraine": False, "russia": True}


def test_an_entry_is_struck_out_by_its_writer_or_a_mediator() -> None:
    """It no longer counts; another party cannot do it, and some kinds stand for good."""
    talks = Talks()
    ours = talks.say("joint", "ua", "proposal", **PAPER, author="ukraine")
    talks.put("joint", "ru", Correction(entry=ours.id, why="Theirs."))
    assert codes(talks) == ["not-yours"]
    talks.put("joint", "ua", Correction(entry=ours.id, why="A slip."))
    assert talks.record.latest(Proposal) == ()
    again = talks.say("joint", "ua", "proposal", **PAPER, author="ukraine")
    talks.put("joint", "m2", Correction(entry=again.id, why="Said in another room."))
    assert talks.record.latest(Proposal) == ()
    talks.put("joint", "m1", Correction(entry=talks.entries[0].id, why="The charter?"))
    assert codes(talks)[1:] == ["stands-for-good"]


def test_striking_out_brings_back_what_stood_before() -> None:
    """The earlier telling counts again."""
    talks = Talks()
    talks.say("ua", "ua", "red-line", **LINE, party="ukraine")
    slip = talks.say("ua", "ua", "red-line", **LINE, party="ukraine", given_up=True)
    talks.put("ua", "ua", Correction(entry=slip.id, why="Wrong line."))
    (line,) = talks.record.latest(RedLineTold)
    assert not line.content.given_up


def test_a_correction_reaches_its_own_compartment_alone() -> None:
    """An id from elsewhere is unknown here."""
    talks = Talks()
    theirs = talks.say("ru", "ru", "red-line", **LINE, party="russia")
    talks.put("ua", "m1", Correction(entry=theirs.id, why="..."))
    assert codes(talks) == ["nothing-to-strike"]
    assert len(talks.record.latest(RedLineTold)) == 1


def test_every_kind_says_for_whom_it_speaks() -> None:
    """What a delegate writes is held against the own party by the field that names it."""
    spoken: list[Content] = [
        make("message", {"id": "m", "sender": "a", "to": "b", "text": ".", "caveat": "public"}),
        make("proposal", PAPER | {"author": "a"}),
        make("task", {"id": "t", "title": "T", "owner": "a"}),
        make("block", {"id": "k", "issue": "i", "party": "a", "why": "."}),
    ]
    assert {party_of(content) for content in spoken} == {"a"}
    assert party_of(make("dossier-part", {"name": "n", "text": "."})) is None


def test_entries_seen_before_are_passed_over() -> None:
    """Folding the same entries twice changes nothing."""
    talks = Talks()
    talks.say("joint", "ua", "proposal", **PAPER, author="ukraine")
    assert fold([*talks.entries, *talks.entries]) == talks.record
