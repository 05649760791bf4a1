"""What is told: shuttle, confidences, red lines, public words, briefings, the dossier's parts."""

from datetime import timedelta

import pytest

from holdfast.dossier import Elasticity, Range
from holdfast.talks.confidences import confidences, find
from holdfast.talks.label import NOTHING, audience, join, may_open
from holdfast.talks.positions import briefed, dossier_parts, public_stances
from holdfast.talks.record import as_of, extend, fold, restrict
from holdfast.talks.red_lines import Movement, as_red_line, red_lines
from holdfast.talks.released import Manner
from holdfast.talks.shuttle import Progress, balance, board
from talks_world import ROOMS, START, Talks

MESSAGE = {
    "id": "first",
    "sender": "ukraine",
    "to": "russia",
    "text": "Would you?",
    "caveat": "convey-attributed",
    "reply_by": "2026-01-23T12:00Z",
}


def visit(talks: Talks, room: str, party: str, minutes: int, number: int = 1) -> None:
    """A shuttle visit that was held."""
    identity = f"{party}-{number}"
    times = {"starts": START, "ends": START + timedelta(hours=1)}
    talks.say(
        room, "m1", "meeting", id=identity, form="shuttle", title="Visit", visited=party, **times
    )
    lasted = {"began": START, "ended": START + timedelta(minutes=minutes)}
    talks.say(room, "m1", "attendance", meeting=identity, **lasted)


def test_a_message_goes_from_giving_to_reply() -> None:
    """Still to carry, delivered with a promise, replied; each step known from its compartment."""
    talks = Talks()
    talks.say("ua", "ua", "message", **MESSAGE)
    (to_carry,) = board(talks.record)
    assert to_carry.progress is Progress.TO_CARRY
    assert to_carry.label == {ROOMS["ua"]}
    promised = START + timedelta(hours=3)
    talks.say("ru", "m2", "delivery", message="first", carrier="M", reply_promised_by=promised)
    (delivered,) = board(talks.record)
    assert (delivered.progress, delivered.reply_due) == (Progress.DELIVERED, promised)
    assert delivered.label == {ROOMS["ua"], ROOMS["ru"]}
    assert not delivered.is_overdue(START + timedelta(hours=2))
    assert delivered.is_overdue(START + timedelta(hours=4))
    talks.say("ru", "ru", "reply", message="first", text="We might.")
    (replied,) = board(talks.record)
    assert replied.progress is Progress.REPLIED
    assert not replied.is_overdue(START + timedelta(days=1))


def test_the_sender_sees_no_more_than_stands_in_its_own_compartment() -> None:
    """Until the mediator notes there that the message was carried."""
    talks = Talks()
    talks.say("ua", "ua", "message", **MESSAGE)
    talks.say("ru", "m2", "delivery", message="first", carrier="M")
    talks.say("ru", "ru", "reply", message="first", text="We might.")
    assert board(talks.seen_by("ua"))[0].progress is Progress.TO_CARRY
    talks.say("ua", "m2", "delivery", message="first", carrier="M")
    assert board(talks.seen_by("ua"))[0].progress is Progress.DELIVERED


def test_a_message_for_the_mediators_alone_is_not_to_be_carried() -> None:
    """Kept before such were refused: no reply is owed, and what stood before it stays replaced."""
    talks = Talks()
    talks.say("ua", "ua", "message", **MESSAGE)
    talks.say("ua", "ua", "message", **MESSAGE | {"caveat": "mediator-only"})
    (kept,) = board(talks.record)
    assert (kept.progress, kept.reply_due) == (Progress.NOT_TO_CARRY, None)
    assert not kept.is_overdue(START + timedelta(days=1))
    talks.say("ru", "m2", "delivery", message="first", carrier="M")
    assert board(talks.record)[0].progress is Progress.DELIVERED


def test_nobody_answers_for_another() -> None:
    """Neither the sender itself nor a third party says that a message arrived or was answered."""
    talks = Talks()
    talks.say("ua", "ua", "message", **MESSAGE)
    talks.say("ua", "ua", "reply", message="first", text="They say yes.")
    talks.say("eu", "eu", "reply", message="first", text="They say yes.")
    talks.say("ru", "ru", "message", **MESSAGE | {"sender": "russia", "to": "ukraine"})
    talks.say("ru", "ru", "reply", message="first", text="Our own, not theirs.")
    assert {carried.progress for carried in board(talks.record)} == {Progress.TO_CARRY}


def test_equal_time_counts_what_was_held() -> None:
    """Minutes by attendance; planned visits and plenaries do not count, unvisited parties do."""
    talks = Talks()
    visit(talks, "ua", "ukraine", 40)
    visit(talks, "ru", "russia", 25)
    visit(talks, "ru", "russia", 5, number=2)
    times = {"starts": START, "ends": START}
    talks.say(
        "ua", "m1", "meeting", id="later", form="caucus", title="C", visited="ukraine", **times
    )
    found = balance(talks.record, ("ukraine", "russia", "europe"))
    assert found.minutes == {"ukraine": 40, "russia": 30, "europe": 0}
    assert found.visits == {"ukraine": 1, "russia": 2, "europe": 0}
    assert found.spread == 40
    assert found.label == {ROOMS["ua"], ROOMS["ru"]}


def confide(talks: Talks, **more: object) -> None:
    """Ukraine tells a confidence."""
    told = {"id": "east", "party": "ukraine", "text": "We could.", "caveat": "mediator-only"}
    talks.say("ua", "ua", "confidence", **told | more)


def may(talks: Talks, manner: Manner, to: str = "russia", hours: float = 0) -> bool:
    """Whether the confidence may be told to a party now, or some hours later."""
    held = find(talks.record, ROOMS["ua"], "east")
    assert held is not None
    return held.allows(manner, to, talks.now + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("caveat", "allowed"),
    [
        ("mediator-only", set()),
        ("float-as-your-own", {Manner.OWN_IDEA}),
        ("convey-attributed", {Manner.OWN_IDEA, Manner.ATTRIBUTED}),
        ("public", set(Manner)),
    ],
)
def test_a_caveat_allows_what_it_says_and_less(caveat: str, allowed: set[Manner]) -> None:
    """From nowhere to everywhere, to the parties that it names."""
    talks = Talks()
    confide(talks, caveat=caveat, may_go_to=["russia"])
    assert {manner for manner in Manner if may(talks, manner)} == allowed
    public = {Manner.OWN_IDEA, Manner.ATTRIBUTED, Manner.PUBLIC} if caveat == "public" else set()
    assert {manner for manner in Manner if may(talks, manner, "europe")} == public


def test_a_caveat_that_names_nobody_allows_nobody() -> None:
    """Whom a confidence may reach is said, never guessed."""
    talks = Talks()
    confide(talks, caveat="convey-attributed")
    assert not may(talks, Manner.OWN_IDEA)


def test_consent_reaches_further_until_it_ends_or_is_withdrawn() -> None:
    """Beside the caveat, for whom it names, as long as it says; a withdrawal ends all leave."""
    talks = Talks()
    confide(talks, caveat="float-as-your-own", may_go_to=["europe"])
    until = talks.now + timedelta(hours=2)
    consent = {"confidence": "east", "party": "ukraine", "caveat": "convey-attributed"}
    talks.say("ua", "ua", "consent", **consent, may_go_to=["russia"], until=until)
    assert may(talks, Manner.ATTRIBUTED)
    assert not may(talks, Manner.ATTRIBUTED, hours=3)
    assert not may(talks, Manner.ATTRIBUTED, "europe")
    assert may(talks, Manner.OWN_IDEA, "europe")
    talks.say("ua", "ua", "consent-withdrawn", confidence="east", party="ukraine")
    assert not may(talks, Manner.ATTRIBUTED)
    assert not may(talks, Manner.OWN_IDEA, "europe")
    (held,) = confidences(talks.record)
    assert held.is_withdrawn
    confide(talks, caveat="float-as-your-own", may_go_to=["russia"])
    assert may(talks, Manner.OWN_IDEA)


def test_an_expired_confidence_goes_nowhere() -> None:
    """Whatever its caveat and any consent."""
    talks = Talks()
    confide(talks, caveat="public", expires=talks.now + timedelta(hours=1))
    assert may(talks, Manner.PUBLIC)
    assert not may(talks, Manner.PUBLIC, hours=2)


def test_nobody_consents_for_another() -> None:
    """A consent in another compartment, or by another party, is none."""
    talks = Talks()
    confide(talks)
    leave = {"confidence": "east", "caveat": "public"}
    talks.say("ru", "ru", "consent", **leave, party="russia")
    talks.say("ru", "ru", "consent", **leave, party="ukraine")
    talks.say("ua", "ua", "consent", **leave, party="russia")
    talks.say("own", "m1", "consent", **leave, party="ukraine")
    assert not any(may(talks, manner) for manner in Manner)


def test_a_red_line_shows_how_it_moved() -> None:
    """Told four times: looser by options, looser by price, tighter, given up."""
    talks = Talks()
    line = {"id": "line", "party": "ukraine", "title": "Not one inch"}
    talks.say("ua", "ua", "red-line", **line, never={"line": ["freeze", "swaps"]})
    (first,) = red_lines(talks.record)
    assert first.elasticity is Elasticity.NOT_REPORTED
    talks.say("ua", "ua", "red-line", **line, never={"line": ["freeze", "swaps"]})
    assert red_lines(talks.record)[0].elasticity is Elasticity.FIRM
    talks.say("ua", "ua", "red-line", **line, never={"line": ["swaps"]})
    talks.say("ua", "ua", "red-line", **line, never={"line": ["swaps"]}, price="15..25")
    talks.say("ua", "ua", "red-line", **line, never={"line": ["swaps"]}, price="20..25")
    talks.say("ua", "ua", "red-line", **line, never={"line": ["freeze"]}, price="20..25")
    talks.say("ua", "ua", "red-line", **line, never={"line": ["freeze"]}, given_up=True)
    (history,) = red_lines(talks.record)
    moved = [telling.movement for telling in history.tellings]
    assert moved == [
        Movement.FIRST,
        Movement.UNCHANGED,
        Movement.LOOSER,
        Movement.LOOSER,
        Movement.TIGHTER,
        Movement.MIXED,
        Movement.GIVEN_UP,
    ]
    assert history.elasticity is Elasticity.SHIFTING
    assert as_red_line(history) is None
    assert red_lines(talks.seen_by("ru")) == ()


def test_a_line_over_fewer_issues_is_tighter() -> None:
    """Never freeze forbids more than never freeze without monitors."""
    talks = Talks()
    line = {"id": "line", "party": "ukraine", "title": "Freeze"}
    talks.say("ua", "ua", "red-line", **line, never={"line": ["freeze"], "monitors": ["none"]})
    talks.say("ua", "ua", "red-line", **line, never={"line": ["freeze"]}, price="10")
    (history,) = red_lines(talks.record)
    assert history.tellings[1].movement is Movement.MIXED
    found = as_red_line(history)
    assert found is not None
    assert (found.price, found.title) == (Range.parse("10"), "Freeze")


def test_public_words_stand_apart_from_private_ones() -> None:
    """The newest statement on an issue by when it was made, not by when it was noted."""
    talks = Talks()
    said = {"party": "russia", "text": "...", "terms": "on-the-record"}
    late, early = START + timedelta(days=1), START
    talks.say("joint", "m1", "statement", **said, id="s2", made=late, options={"line": "b"})
    talks.say(
        "joint", "m1", "statement", **said, id="s1", made=early, options={"line": "a", "x": "y"}
    )
    assert {(s.issue, s.option) for s in public_stances(talks.record)} == {
        ("line", "b"),
        ("x", "y"),
    }


def test_a_stakeholder_is_told_on_terms() -> None:
    """What Europe was told stands in Europe's compartment, and the mediator's list has it."""
    talks = Talks()
    given = {"to": "europe", "terms": "background", "given": START}
    talks.say("eu", "m1", "briefing", id="b1", text="It went well.", **given)
    assert [b.content.text for b in briefed(talks.seen_by("eu"))["europe"]] == ["It went well."]
    assert briefed(talks.seen_by("ru")) == {}


def test_each_has_the_dossier_of_what_it_can_open() -> None:
    """The joint part and the own, in their newest text; nobody files in another's name."""
    talks = Talks()
    talks.say("joint", "m1", "dossier-part", name="joint", text="holdfast: 1")
    talks.say("own", "m1", "dossier-part", name="ukraine", text="guessed")
    talks.say("ua", "ua", "dossier-part", name="ukraine", text="old")
    talks.say("ua", "ua", "dossier-part", name="ukraine", text="new")
    talks.say("ru", "ru", "dossier-part", name="russia", text="theirs")
    talks.say("ru", "ru", "dossier-part", name="ukraine", text="forged")
    talks.say("joint", "ru", "dossier-part", name="europe", text="forged")

    def texts(who: str) -> dict[str, str]:
        parts = dossier_parts(talks.seen_by(who))
        return {part.content.name: part.content.text for part in parts}

    assert texts("ua") == {"joint": "holdfast: 1", "ukraine": "new"}
    assert texts("ru") == {"joint": "holdfast: 1", "russia": "theirs"}
    assert texts("m1") == {"joint": "holdfast: 1", "ukraine": "new", "russia": "theirs"}


def test_labels_join_and_are_open_to_who_can_open_all_of_them() -> None:
    """What was made from two sides' compartments is the mediators' alone."""
    talks = Talks()
    both = join([frozenset({ROOMS["ua"]}), frozenset({ROOMS["ru"]})])
    assert may_open(both, ROOMS.values())
    assert not may_open(both, [ROOMS["joint"], ROOMS["ua"]])
    charters = talks.record.charters
    assert len(audience(both, charters)) == 2
    assert len(audience(frozenset({ROOMS["ua"]}), charters)) == 3
    assert len(audience(NOTHING, charters)) == 5
    assert audience(frozenset({"00" * 16}), charters) == frozenset()


def test_the_state_as_of_a_moment_is_that_of_the_entries_until_then() -> None:
    """And reading on from any moment gives what folding everything gives."""
    talks = Talks()
    talks.say("ua", "ua", "message", **MESSAGE)
    middle = talks.now
    talks.say("ru", "m1", "delivery", message="first", carrier="M")
    then = as_of(talks.entries, int(middle.timestamp() * 1000))
    assert board(then)[0].progress is Progress.TO_CARRY
    assert extend(then, talks.entries) == talks.record
    assert restrict(talks.record, [ROOMS["joint"], ROOMS["ua"]]) == talks.seen_by("ua")
    assert fold(talks.entries) == extend(talks.record, [])
