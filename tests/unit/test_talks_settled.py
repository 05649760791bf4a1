"""What is sought and settled: proposals, tasks, meetings, agreements, readiness, the calendar."""

from datetime import timedelta

from holdfast.desk.talks_words import readiness_words
from holdfast.talks.calendar import calendar
from holdfast.talks.programme import rounds
from holdfast.talks.proposals import proposals
from holdfast.talks.readiness import Settled, settled, steps
from holdfast.talks.settled import Alternative, Level
from holdfast.talks.sought import Grade
from holdfast.talks.tasks import open_tasks, tasks
from talks_world import ROOMS, START, Talks


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


def test_nobody_clears_away_anothers_paper() -> None:
    """What a party tables in place of a mediator's or another's paper stands beside it."""
    talks = Talks()
    paper = {"paper": "draft", "text": "..."}
    talks.say("joint", "m1", "proposal", id="m", title="m", **paper)
    talks.say("joint", "ua", "proposal", id="u", title="u", author="ukraine", **paper)
    for name, other in (("r1", "m"), ("r2", "u"), ("r3", "r1"), ("r4", "nothing")):
        own = {"id": name, "title": name, "author": "russia", "replaces": other}
        talks.say("joint", "ru", "proposal", **own, **paper)
    current = {tabled.proposal.content.id: tabled.is_current for tabled in proposals(talks.record)}
    assert [name for name, is_current in current.items() if not is_current] == ["r1"]


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


def named(talks: Talks, option: str, *parties: str, issue: str = "a") -> Settled:
    """The issue after these parties were named for an option."""
    talks.say("joint", "m1", "agreement", issue=issue, option=option, parties=parties)
    (one,) = settled(talks.record, (issue,))
    return one


def test_an_issue_is_agreed_once_everybody_is_named_for_the_same_option() -> None:
    """In one agreement or in several; whoever does not have to sign makes no difference."""
    talks = Talks()
    one = named(talks, "yes", "ukraine")
    assert (one.level, one.option, one.missing) == (Level.OPEN, None, ("russia",))
    assert one.agreed == (Alternative(option="yes", parties=("ukraine",)),)
    one = named(talks, "yes", "europe")
    assert (one.level, one.missing) == (Level.OPEN, ("russia",))
    one = named(talks, "no", "russia")
    assert (one.level, one.option, one.missing) == (Level.OPEN, None, ())
    assert [each.parties for each in one.agreed] == [("ukraine", "europe"), ("russia",)]
    one = named(talks, "yes", "russia")
    assert (one.level, one.option, one.missing) == (Level.AGREED, "yes", ())
    assert settled(talks.record, ("a",), ("ukraine", "russia", "us"))[0].missing == ("us",)
    words = list(readiness_words([one], []))
    assert words[0].startswith("a: agreed: yes; agreed by ukraine, europe, russia")


def test_brackets_stand_until_everybody_agrees() -> None:
    """One party's agreement does not take them away; they undo what was agreed before them."""
    talks = Talks()
    named(talks, "x", "ukraine", "russia")
    options = [{"option": "x", "parties": ["ukraine"]}, {"option": "y", "parties": ["russia"]}]
    talks.say("joint", "m1", "bracket", issue="a", alternatives=options)
    (one,) = settled(talks.record, ("a",))
    assert (one.level, one.agreed, one.missing) == (Level.BRACKETED, (), ())
    one = named(talks, "y", "ukraine")
    assert (one.level, len(one.alternatives), one.missing) == (Level.BRACKETED, 2, ("russia",))
    said = "a: bracketed; y agreed by ukraine alone; not yet by russia"
    assert list(readiness_words([one], [])) == [said]
    one = named(talks, "y", "russia")
    assert (one.level, one.alternatives) == (Level.AGREED, ())


def test_a_capital_that_confirmed_is_not_asked_again_when_the_other_agrees() -> None:
    """Its confirmation is of its own word, whenever the other's came."""
    talks = Talks()
    word = {"issue": "a", "option": "yes"}
    subject = {"parties": ["ukraine"], "ad_referendum": ["ukraine"]}
    talks.say("joint", "m1", "agreement", **word, **subject)
    talks.say("joint", "ua", "confirmation", issue="a", party="ukraine")
    assert named(talks, "yes", "russia").level is Level.AGREED
    talks.say("joint", "m1", "agreement", **word, **subject)
    assert levels(talks)["a"][0] is Level.AD_REFERENDUM


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
