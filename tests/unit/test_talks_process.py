"""The process: shuttle, confidences, red lines, proposals, tasks, meetings, readiness."""

from datetime import timedelta

import pytest

from holdfast.dossier import Elasticity, Range
from holdfast.talks.calendar import calendar
from holdfast.talks.confidences import confidences, find
from holdfast.talks.label import NOTHING, audience, join, may_open
from holdfast.talks.positions import briefed, dossier_parts, public_stances
from holdfast.talks.programme import rounds
from holdfast.talks.proposals import proposals
from holdfast.talks.readiness import settled, steps
from holdfast.talks.record import as_of, extend, fold, restrict
from holdfast.talks.red_lines import Movement, as_red_line, red_lines
from holdfast.talks.released import Manner
from holdfast.talks.settled import Level
from holdfast.talks.shuttle import Progress, balance, board
from holdfast.talks.sought import Grade
from holdfast.talks.tasks import open_tasks, tasks
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


def test_stances_are_private_and_graded() -> None:
    """The mediator sees all, a delegation its own; the newest counts; issues stand apart."""
    talks = Talks()
    paper = {"id": "p1", "title": "First package", "paper": "non-paper"}
    talks.say("joint", "m1", "proposal", **paper, options={"line": "freeze"})
    talks.say("ua", "ua", "stance", proposal="p1", party="ukraine", grade="cannot", why="Too far.")
    talks.say("ua", "ua", "stance", proposal="p1", party="ukraine", grade="can-live-with")
    talks.say("ua", "ua", "stance", proposal="p1", party="ukraine", grade="cannot", issue="line")
    talks.say("ru", "ru", "stance", proposal="p1", party="russia", grade="support")
    (all_known,) = proposals(talks.record)
    assert {p: s.content.grade for p, s in all_known.stances.items()} == {
        "ukraine": Grade.CAN_LIVE_WITH,
        "russia": Grade.SUPPORT,
    }
    assert all_known.is_acceptable_to(("ukraine", "russia"))
    assert not all_known.is_acceptable_to(("ukraine", "europe"))
    assert all_known.by_issue["ukraine", "line"].content.grade is Grade.CANNOT
    assert all_known.worst is Grade.CAN_LIVE_WITH
    assert all_known.label == {ROOMS["joint"], ROOMS["ua"], ROOMS["ru"]}
    (own,) = proposals(talks.seen_by("ru"))
    assert set(own.stances) == {"russia"}


def test_a_replaced_or_withdrawn_proposal_is_not_current() -> None:
    """It stays in the record."""
    talks = Talks()
    for name, replaces in (("p1", None), ("p2", "p1"), ("p3", None)):
        given = {"id": name, "title": name, "paper": "draft", "text": "..."}
        talks.say("joint", "m1", "proposal", **given | ({"replaces": replaces} if replaces else {}))
    talks.say(
        "joint", "m1", "proposal", id="p3", title="p3", paper="draft", text=".", withdrawn=True
    )
    current = {tabled.proposal.content.id: tabled.is_current for tabled in proposals(talks.record)}
    assert current == {"p1": False, "p2": True, "p3": False}


def test_tasks_are_due_late_and_done() -> None:
    """In order of their due dates; closed by the owner or a mediator in the task's compartment."""
    talks = Talks()
    soon, later = START + timedelta(days=1), START + timedelta(days=2)
    talks.say("joint", "m1", "task", id="b", title="Redraft B", owner="russia", due=later)
    talks.say("joint", "m1", "task", id="a", title="Redraft A", owner="ukraine", due=soon)
    talks.say("joint", "m1", "task", id="c", title="Some day", owner="us")
    assert [owed.task.content.id for owed in tasks(talks.record)] == ["a", "b", "c"]
    assert tasks(talks.record)[0].is_late(soon + timedelta(hours=1))
    talks.say("joint", "ru", "task-done", task="a", party="russia")
    talks.say("ua", "ua", "task-done", task="a", party="ukraine")
    assert len(open_tasks(talks.record)) == 3
    talks.say("joint", "ua", "task-done", task="a", party="ukraine")
    talks.say("joint", "m2", "task-done", task="b", party="russia", dropped=True)
    assert [owed.task.content.id for owed in open_tasks(talks.record)] == ["c"]
    assert not tasks(talks.record)[0].is_late(later)


def test_a_round_shows_its_meetings_and_what_was_said() -> None:
    """Attendance and the record of discussion, and the outcome once it is closed."""
    talks = Talks()
    hours = {"starts": START, "ends": START + timedelta(hours=48)}
    talks.say("joint", "m1", "round", id="r1", title="First round", place="Abu Dhabi", **hours)
    plenary = {"id": "p", "form": "plenary", "title": "Opening", "round": "r1"}
    talks.say("joint", "m1", "meeting", **plenary, **hours)
    people = [{"party": "ukraine", "person": "A"}, {"party": "russia", "person": "B"}]
    began = {"began": START, "ended": START + timedelta(hours=2)}
    talks.say("joint", "m1", "attendance", meeting="p", **began, present=people)
    talks.say("joint", "m1", "discussion", meeting="p", text="They met.")
    talks.say("joint", "m1", "discussion", meeting="p", text="They agreed to go on.")
    (planned,) = rounds(talks.record)
    assert planned.closed is None
    assert [said.content.text[:8] for said in planned.meetings[0].discussion] == [
        "They met",
        "They agr",
    ]
    assert planned.meetings[0].attendance is not None
    talks.say("joint", "m1", "round-closed", round="r1", outcome="To be continued on Sunday.")
    assert rounds(talks.seen_by("ru"))[0].closed is not None


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


def agree(talks: Talks, issue: str, *, ad_referendum: tuple[str, ...] = ()) -> None:
    """Both principals agree on an issue."""
    both = {"parties": ["ukraine", "russia"], "ad_referendum": ad_referendum}
    talks.say("joint", "m1", "agreement", issue=issue, option="yes", **both)


def levels(talks: Talks, who: str = "m1") -> dict[str, tuple[Level, bool, bool]]:
    """Each issue's level, whether it is blocked, whether it is in force."""
    found = settled(talks.seen_by(who), ("a", "b"))
    return {one.issue: (one.level, one.is_blocked, one.is_in_force) for one in found}


def test_nothing_is_agreed_until_everything_is_agreed() -> None:
    """One issue agreed is in force only when the last one is agreed too."""
    talks = Talks()
    agree(talks, "a")
    assert levels(talks) == {"a": (Level.AGREED, False, False), "b": (Level.OPEN, False, False)}
    agree(talks, "b", ad_referendum=("russia",))
    assert levels(talks)["a"] == (Level.AGREED, False, False)
    talks.say("joint", "ru", "confirmation", issue="b", party="russia")
    assert levels(talks) == {"a": (Level.AGREED, False, True), "b": (Level.AGREED, False, True)}
    talks.say("joint", "m1", "reopened", issue="b", why="New facts.")
    assert levels(talks) == {"a": (Level.AGREED, False, False), "b": (Level.OPEN, False, False)}


def test_early_harvest_is_an_explicit_exception() -> None:
    """Only what was named in it, once it is agreed, until it is ended."""
    talks = Talks()
    exception = {"id": "e", "parties": ["ukraine", "russia"], "why": "Winter."}
    talks.say("joint", "m1", "early-harvest", **exception, issues=["a"])
    assert levels(talks)["a"] == (Level.OPEN, False, False)
    agree(talks, "a")
    assert levels(talks)["a"] == (Level.AGREED, False, True)
    talks.say("joint", "m1", "early-harvest", **exception, issues=["a"], ended=True)
    assert levels(talks)["a"] == (Level.AGREED, False, False)


def test_a_capital_confirms_only_what_was_agreed_before() -> None:
    """A confirmation from before the agreement is none, and only the waiting capital's counts."""
    talks = Talks()
    talks.say("joint", "ru", "confirmation", issue="a", party="russia")
    agree(talks, "a", ad_referendum=("russia", "ukraine"))
    assert levels(talks)["a"][0] is Level.AD_REFERENDUM
    talks.say("ua", "ua", "confirmation", issue="a", party="ukraine")
    (one, _) = settled(talks.record, ("a", "b"))
    assert one.waiting_for == ("russia",)
    talks.say("ru", "ru", "confirmation", issue="a", party="russia")
    assert levels(talks)["a"][0] is Level.AGREED
    assert levels(talks, "ua")["a"][0] is Level.AD_REFERENDUM


def test_a_block_told_in_private_is_known_to_the_mediator_alone() -> None:
    """The other side sees the issue as it stands on the joint table."""
    talks = Talks()
    agree(talks, "a")
    agree(talks, "b")
    talks.say("ru", "ru", "block", id="k", issue="a", party="russia", why="Not before the vote.")
    assert levels(talks)["a"] == (Level.AGREED, True, False)
    assert levels(talks, "ua")["a"] == (Level.AGREED, False, True)
    talks.say("ru", "ru", "block", id="k", issue="a", party="russia", why="Done.", lifted=True)
    assert levels(talks)["a"] == (Level.AGREED, False, True)


def test_a_summit_says_what_it_waits_for() -> None:
    """Open, bracketed, waiting for a capital, blocked, a task not done; then ready."""
    talks = Talks()
    needs = [{"issue": "a", "level": "agreed"}, {"issue": "b", "level": "bracketed"}]
    summit = {"id": "summit", "title": "Leaders' summit", "needs": needs, "tasks": ["draft"]}
    talks.say("joint", "m1", "step", **summit)
    talks.say("joint", "m1", "task", id="draft", title="Draft", owner="ukraine")

    def waits() -> set[tuple[str, str]]:
        (ready,) = steps(talks.record, ("a", "b", "c"))
        assert ready.is_ready is not bool(ready.obstacles)
        return {(o.issue or o.task, o.why.split()[0]) for o in ready.obstacles}

    assert waits() == {("a", "nothing"), ("b", "nothing"), ("draft", "the")}
    options = [{"option": "x", "parties": ["ukraine"]}, {"option": "y", "parties": ["russia"]}]
    talks.say("joint", "m1", "bracket", issue="b", alternatives=options)
    talks.say("joint", "m1", "bracket", issue="a", alternatives=options)
    assert waits() == {("a", "its"), ("draft", "the")}
    agree(talks, "a", ad_referendum=("russia",))
    talks.say("ua", "ua", "block", id="k", issue="a", party="ukraine", why="...")
    assert waits() == {("a", "it"), ("a", "a"), ("draft", "the")}
    talks.say("ua", "ua", "block", id="k", issue="a", party="ukraine", why="...", lifted=True)
    talks.say("joint", "ru", "confirmation", issue="a", party="russia")
    talks.say("joint", "ua", "task-done", task="draft", party="ukraine")
    assert waits() == set()
    (ready,) = steps(talks.record, ("a", "b", "c"))
    assert ready.is_ready
    assert not any(one.is_in_force for one in ready.settled)


def test_the_calendar_is_one_that_programs_read() -> None:
    """CRLF, folded lines, escaped text, identifiers of its own entries, nothing of the clock."""
    talks = Talks()
    hours = {"starts": START, "ends": START + timedelta(hours=1)}
    planned = {"id": "r", "title": "First; round, at last", "place": "Жовті Води " * 9}
    talks.say("joint", "m1", "round", **planned, **hours)
    talks.say("joint", "m1", "task", id="t", title="Redraft", owner="ukraine", due=START)
    text = calendar(talks.record)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    unfolded = text.replace("\r\n ", "")
    assert "SUMMARY:First\\; round\\, at last\r\n" in unfolded
    assert "DTSTART:20260123T050000Z\r\n" in unfolded
    assert unfolded.count("BEGIN:V") == unfolded.count("END:V") == 3
    assert "DUE:20260123T050000Z\r\nSTATUS:NEEDS-ACTION" in unfolded
    assert calendar(talks.seen_by("ru")) == text
    assert "SUMMARY" not in calendar(talks.seen_by("eu"))


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
