"""The two days at Abu Dhabi as a round of talks, replayed entry by entry.

    python examples/abu-dhabi/talks.py my-talks

makes a ledger in the folder ``my-talks``, with accounts for the mediator, a second mediator,
Ukraine, Russia and Europe, writes what the report tells of the two days, and shows what each
account then has before it. Look around afterwards, as any of them:

    holdfast talks show my-talks readiness --as Mediator
    holdfast talks show my-talks record --as Russia

What the report tells is written in our own words, with the paragraph where it stands. It tells no
confidences, no hours and no days; those are assumed, alike for both sides, and say so. Nobody is
named whom the report does not name. The phrases of these accounts stand below for everyone to read,
so nothing confidential belongs in such talks. ``holdfast demo`` replays them as if of last week.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from holdfast.desk import open_dossier
from holdfast.desk.convening import Convener, convene, invite, seat_mediator, seat_party
from holdfast.desk.keeping import prove_own
from holdfast.desk.releasing import approve, ask_release, look_at, pass_on, wish
from holdfast.desk.talks import OpenTalks, join_talks
from holdfast.desk.telling import tell
from holdfast.ledger.means import THE_USUAL, Means

DOSSIER = Path(__file__).parent
PHRASES = {
    "Mediator": "the mediator of an example",
    "Second mediator": "the second mediator of an example",
    "Ukraine": "the ukraine delegation of an example",
    "Russia": "the russia delegation of an example",
    "Europe": "the europe delegation of an example",
}
FRIDAY = datetime(2026, 1, 23, 5, 0, tzinfo=UTC)  # assumed: the report names no date
BOTH = ("ukraine", "russia")


@dataclass
class Clock:
    """The hour at which an entry is written; a replay has its own."""

    now: datetime

    def __call__(self) -> int:
        """Milliseconds since 1970; every look at the clock takes a second."""
        self.now += timedelta(seconds=1)
        return int(self.now.timestamp() * 1000)


@dataclass
class Round:
    """Everyone at these talks, signed in; ``friday`` is when they begin."""

    folder: Path
    means: Means
    clock: Clock
    friday: datetime
    at: dict[str, OpenTalks] = field(default_factory=dict)

    @property
    def sunday(self) -> datetime:
        """When they meet again: the Sunday of the next week (paragraph 6)."""
        return self.friday + timedelta(days=9)

    def hour(self, hours: float) -> datetime:
        """Let it be so many hours after the beginning."""
        then = self.friday + timedelta(hours=hours)
        self.clock.now = max(self.clock.now, then)
        return then

    def say(self, who: str, room: str, kind: str, **fields: object) -> str:
        """Write an entry; its id, where the kind has one."""
        entry = self.at[who].add(room, kind, **fields)
        return str(getattr(entry.content, "id", ""))


def seat_everybody(folder: Path, means: Means, clock: Clock) -> Round:
    """Begin the talks from the dossier, and give everyone an account and a seat."""
    where = str(folder / "talks.holdfast")
    convener = Convener("Mediator", "united-states", PHRASES["Mediator"])
    dossier = open_dossier(DOSSIER).dossier
    mediator = convene(where, convener, dossier.title, dossier, means)
    round_ = Round(folder, means, clock, clock.now, {"Mediator": mediator})
    for name in ("Second mediator", "Ukraine", "Russia", "Europe"):
        token = invite(mediator, name, is_mediator=name == "Second mediator")
        round_.at[name] = join_talks(where, token, PHRASES[name], means)
    seat_mediator(mediator, "Second mediator", "united-states")
    seat_party(mediator, "Ukraine", "ukraine")
    seat_party(mediator, "Russia", "russia")
    seat_party(mediator, "Europe", "europe", kind="stakeholder", is_at_table=False)
    return round_


def first_day(talks: Round) -> None:
    """From separate rooms to one table (paragraphs 1, 5 and 7), and the working groups (36)."""
    say = talks.say
    hours = {"starts": talks.friday, "ends": talks.friday + timedelta(hours=48)}
    agenda = [
        {"title": "Ceasefire and who stands behind it", "issue": "backstop", "track": "military"},
        {"title": "The map", "issue": "line", "track": "military"},
        {"title": "The nuclear plant", "issue": "output", "track": "nuclear"},
        {"title": "Economic incentives", "issue": "prosperity-plan", "track": "economic"},
    ]
    planned = {"title": "First round", "place": "Abu Dhabi", "agenda": agenda}
    say("Mediator", "joint", "round", id="first", **planned, **hours)
    for name, party in (("Ukraine", "ukraine"), ("Russia", "russia")):
        mandate = {"head": "Not named in the report", "ad_referendum": ["line", "status"]}
        say(name, party, "delegation", party=party, **mandate)
    for number, begin in enumerate((0.0, 3.0), start=1):
        for offset, party in enumerate(BOTH):
            visit(talks, party, number, begin + offset * 1.5)
    talks.hour(6.5)
    message = {"sender": "ukraine", "to": "russia", "caveat": "convey-attributed"}
    text = "(Assumed.) Will you sit at one table with us today?"
    reply_by = talks.friday + timedelta(hours=12)
    carried = say("Ukraine", "ukraine", "message", text=text, reply_by=reply_by, **message)
    say("Mediator", "russia", "delivery", message=carried, carrier="The mediator")
    say("Mediator", "ukraine", "delivery", message=carried, carrier="The mediator")
    say("Russia", "russia", "reply", message=carried, text="(Assumed.) We will.")
    say("Mediator", "ukraine", "reply", message=carried, text="(Assumed.) They will.")
    table = "For the first time the two sides sat at one table. (paragraphs 5 and 7)"
    meeting(talks, "table", "All at one table", 8, table)
    groups = "Attachés of both sides met apart, on military and on economic matters. (paragraph 36)"
    for track in ("military", "economic"):
        about = {"form": "working-group", "track": track}
        meeting(talks, track, f"The {track} group", 10, groups, **about)


def visit(talks: Round, party: str, number: int, hour: float) -> None:
    """A shuttle visit: an hour with one delegation, as long as with the other (assumed)."""
    begin = talks.hour(hour)
    identity = f"visit-{party}-{number}"
    hours = {"starts": begin, "ends": begin + timedelta(hours=1)}
    about = {"form": "shuttle", "title": f"Shuttle visit {number}", "visited": party}
    talks.say("Mediator", party, "meeting", id=identity, round="first", **about, **hours)
    talks.say("Mediator", party, "attendance", meeting=identity, began=begin, ended=hours["ends"])


def meeting(talks: Round, identity: str, title: str, hour: float, text: str, **more: str) -> None:
    """A meeting that was held, and the record of what was discussed."""
    begin = talks.hour(hour)
    hours = {"starts": begin, "ends": begin + timedelta(hours=2)}
    about = {"title": title, "round": "first", "invited": list(BOTH), "form": "plenary"}
    talks.say("Mediator", "joint", "meeting", id=identity, **about | more, **hours)
    talks.say("Mediator", "joint", "attendance", meeting=identity, began=begin, ended=hours["ends"])
    talks.say("Mediator", "joint", "discussion", meeting=identity, text=text)


def second_day(talks: Round) -> None:
    """Public words and private ones (18, 26 and 27), the plant, and what passed the gate."""
    made = talks.hour(24)
    say = talks.say
    public = {"made": made, "terms": "unattributed"}
    refusal: dict[str, object] = {"party": "united-states", "made": made}
    refusal["terms"] = "on-the-record"
    refusal["text"] = "The president declines to send American combat troops. (paragraph 18)"
    refusal["options"] = {"backstop": "over-the-horizon"}
    say("Mediator", "joint", "statement", id="no-troops", **refusal)
    lines = {"ukraine": "not-one-inch-ukraine", "russia": "not-one-inch-russia"}
    for name, party in (("Ukraine", "ukraine"), ("Russia", "russia")):
        inch = {"party": party, "text": "Not one inch. (paragraph 26)", **public}
        inch["options"] = {"line": lines[party]}
        say("Mediator", "joint", "statement", id=f"inch-{party}", **inch)
        told_and_told_again(talks, name, party, lines)
    plant(talks)
    for name, party, other in (("Ukraine", "ukraine", "russia"), ("Russia", "russia", "ukraine")):
        float_swaps(talks, name, party, other)


def told_and_told_again(talks: Round, name: str, party: str, lines: dict[str, str]) -> None:
    """A red line that moves between two tellings: its elasticity (27; the words assumed)."""
    theirs = [line for other, line in lines.items() if other != party]
    others = ["freeze", "local-swaps", "wide-swaps", *theirs]
    line = {"id": "line", "party": party, "title": "The line of separation"}
    talks.say(
        name, party, "red-line", **line, never={"line": others}, words="(Assumed.) As in public."
    )
    again = [option for option in others if option not in {"freeze", "local-swaps"}]
    words = "(Assumed.) Something small might be looked at, if it is not seen as ours."
    talks.say(name, party, "red-line", **line, never={"line": again}, price="20..40", words=words)


def plant(talks: Round) -> None:
    """The plant as a first thing to agree on (28 to 30): shared output, the rest open."""
    say = talks.say
    options = {"output": "even", "inspection": "resident", "sequence": "plant-first"}
    paper = {"title": "The plant first", "paper": "non-paper", "options": options}
    say("Mediator", "joint", "proposal", id="plant", **paper)
    for name, party in (("Ukraine", "ukraine"), ("Russia", "russia")):
        stance = {"proposal": "plant", "party": party}
        say(name, party, "stance", **stance, grade="can-live-with", issue="output")
        why = "(Assumed.) Who runs it is open."
        say(name, party, "stance", **stance, grade="needs-change", why=why)
    for issue, between in (
        ("output", ("most-to-russia", "even", "most-to-ukraine")),
        ("administration", ("russian", "joint", "international", "ukrainian")),
        ("inspection", ("visits", "resident", "full")),
    ):
        alternatives = [{"option": option} for option in between]
        say("Mediator", "joint", "bracket", issue=issue, alternatives=alternatives)


def float_swaps(talks: Round, name: str, party: str, other: str) -> None:
    """What one side lets be floated reaches the other as the mediator's idea (all assumed)."""
    leave = {"caveat": "float-as-your-own", "may_go_to": [other], "expires": talks.sunday}
    said = "(Assumed.) A few places along the line could change hands."
    told = talks.say(name, party, "confidence", party=party, text=said, issues=["line"], **leave)
    text = (
        "Suppose a few places were exchanged, so that both could watch the line. An hour on that?"
    )
    asked = ask_release(talks.at["Mediator"], wish(other, text, "own-idea", ((party, told),)))
    identity = asked.request.content.id
    second = talks.at["Second mediator"]
    approve(second, identity, look_at(second, identity).sha256)
    pass_on(second, identity)


def follow_up(talks: Round) -> None:
    """The round ends; the next is set, and the week between is for drafting (6, 22 and 42)."""
    given = {"to": "europe", "terms": "background", "given": talks.hour(46)}
    say = talks.say
    told = "Guarantees and incentives moved on; who stands behind a ceasefire is open. (6 and 22)"
    say("Mediator", "europe", "briefing", text=told, **given)
    came = "No treaty; progress on security and on incentives; again next Sunday. (paragraph 6)"
    say("Mediator", "joint", "round-closed", round="first", outcome=came)
    ends = talks.sunday + timedelta(hours=10)
    again: dict[str, object] = {"title": "Second round", "place": "Abu Dhabi", "ends": ends}
    say("Mediator", "joint", "round", id="second", starts=talks.sunday, **again)
    for party in BOTH:
        task: dict[str, object] = {"title": "Draft at home for the second round", "round": "second"}
        task |= {"owner": party, "due": talks.sunday - timedelta(hours=12)}
        say("Mediator", "joint", "task", id=f"draft-{party}", **task)
    needs = [
        {"issue": issue, "level": level}
        for level, issues in (
            ("agreed", ("ceasefire", "monitors", "backstop", "output")),
            ("ad-referendum", ("line", "status", "administration", "inspection")),
        )
        for issue in issues
    ]
    tasks = [f"draft-{party}" for party in BOTH]
    say("Mediator", "joint", "step", id="summit", title="Leaders' summit", needs=needs, tasks=tasks)


def replay(folder: Path, usual: Means = THE_USUAL, friday: datetime = FRIDAY) -> Round:
    """Replay both days, from a Friday on, into a new ledger in a folder."""
    clock = Clock(friday)
    means = Means(clock, usual.entropy, usual.cost)
    folder.mkdir(parents=True, exist_ok=True)
    talks = seat_everybody(folder, means, clock)
    first_day(talks)
    second_day(talks)
    follow_up(talks)
    return talks


@contextmanager
def replayed(folder: Path, usual: Means = THE_USUAL, friday: datetime = FRIDAY) -> Iterator[Round]:
    """The talks as they stand after the two days, closed again afterwards."""
    talks = replay(folder, usual, friday)
    try:
        yield talks
    finally:
        for account in talks.at.values():
            account.close()


def main() -> None:
    """Replay, and show what each account has before it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a new folder for the ledger")
    with replayed(parser.parse_args().folder) as talks:
        for name, account in talks.at.items():
            entries = len(list(account.record.entries()))
            proof = prove_own(account)
            click.echo(
                f"{name}: {', '.join(account.rooms())}; {entries} entries; seal {proof.seal[:16]}"
            )
        for question in ("balance", "red-lines", "tasks", "readiness"):
            click.echo(f"\nThe mediator asks: {question}")
            click.echo("\n".join(tell(talks.at["Mediator"], question).words))
        click.echo("\nRussia asks: record")
        click.echo("\n".join(tell(talks.at["Russia"], "record").words[-4:]))
        file = talks.folder / "calendar.ics"
        file.write_text(tell(talks.at["Russia"], "calendar").plain["calendar"], newline="")
        click.echo(f"\nThe calendar that Russia has is in {file}.")


if __name__ == "__main__":
    main()
