"""The state of the talks in plain sentences, neutral between the parties."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from holdfast.desk.talks_plain import Naming
from holdfast.talks.confidences import Held
from holdfast.talks.content import name_of, plain_fields
from holdfast.talks.entry import Entry
from holdfast.talks.gate import Release
from holdfast.talks.programme import meetings, rounds
from holdfast.talks.proposals import Tabled
from holdfast.talks.readiness import Readiness, Settled
from holdfast.talks.record import Record
from holdfast.talks.red_lines import LineHistory
from holdfast.talks.settled import Level
from holdfast.talks.shuttle import Carried
from holdfast.talks.tasks import Owed

_MOST_LINES = 12


def moment_words(moment: datetime) -> str:
    """A moment for people.

    >>> from datetime import UTC
    >>> moment_words(datetime(2026, 1, 24, 5, 0, tzinfo=UTC))
    '24 January 2026, 05:00 UTC'
    """
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def entry_words(entry: Entry[Any], naming: Naming) -> str:
    """An entry in one line; papers are told by their length, accounts and compartments by name."""
    fields = plain_fields(entry.content)
    said = "; ".join(f"{_name(name)} {_value(value, naming)}" for name, value in fields.items())
    where = f"{naming.room(entry.compartment)} {entry.seq}"
    who = naming.account(entry.by)
    return f"{where}, {moment_words(entry.at)}, {who}: {name_of(entry.content)}: {said}"


def _name(field: str) -> str:
    return field.replace("_", " ")


def _item(value: object, naming: Naming) -> str:
    """One of a list, so that it is seen where it ends."""
    shown = _value(value, naming)
    return f"({shown})" if isinstance(value, Mapping) and "account" not in value else shown


def _value(value: object, naming: Naming) -> str:
    """A value of an entry in running text."""
    if isinstance(value, Mapping):
        if "account" in value:
            return f"{value['name']} ({value['capacity']}, {value['party']})"
        return ", ".join(f"{_name(k)} {_value(v, naming)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_item(one, naming) for one in value) or "nobody"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        return f"of {len(lines)} lines"
    shown = naming.room(text) if naming.room(text) != text else naming.account(text)
    is_running = " " in text or len(lines) > 1
    return f"“{' '.join(shown.split())}”" if is_running else shown


def board_words(carried: Carried, now: datetime) -> str:
    """A message and what became of it."""
    message = carried.message.content
    parts = [f"{carried.progress}: {message.sender} to {message.to} ({message.caveat})"]
    if message.carrier:
        parts.append(f"carrier {message.carrier}")
    if carried.reply_due and carried.reply is None:
        late = ", overdue" if carried.is_overdue(now) else ""
        parts.append(f"reply due {moment_words(carried.reply_due)}{late}")
    parts.append(f"“{message.text}”")
    if carried.reply:
        parts.append(f"reply: “{carried.reply.content.text}”")
    return "; ".join(parts)


def confidence_words(held: Held) -> str:
    """A confidence with how far it may go, and where it went."""
    told = held.told.content
    parties = sorted({party for leave in held.leaves for party in leave.may_go_to})
    to = f" to {', '.join(parties)}" if parties else ""
    parts = [f"{told.party}, {told.id} ({held.caveat}{to}): “{told.text}”"]
    if told.expires:
        parts.append(f"until {moment_words(told.expires)}")
    if held.is_withdrawn:
        parts.append("consent was withdrawn")
    parts += [f"went to {c.content.to} as {c.content.manner}" for c in held.conveyed]
    return "; ".join(parts)


def red_line_words(history: LineHistory) -> Iterator[str]:
    """A red line and how it moved."""
    yield f"{history.party}, {history.id}: {history.now.title} (elasticity: {history.elasticity})"
    for telling in history.tellings:
        told = telling.told.content
        never = "; ".join(f"{issue}: {' or '.join(opts)}" for issue, opts in told.never.items())
        price = "never" if told.price is None else f"{told.price} points"
        when = moment_words(telling.told.at)
        yield f"  {when}: {telling.movement}; {never}; price {price}"


def proposal_words(tabled: Tabled) -> Iterator[str]:
    """A proposal with the stances known of it."""
    paper = tabled.proposal.content
    state = "" if tabled.is_current else ", no longer on the table"
    yield f"{paper.id}: {paper.title} ({paper.paper}{state})"
    if paper.options:
        yield f"  {', '.join(f'{issue}: {option}' for issue, option in paper.options.items())}"
    for party, stance in sorted(tabled.stances.items()):
        why = f": {stance.content.why}" if stance.content.why else ""
        yield f"  {party}: {stance.content.grade}{why}"
    for (party, issue), stance in sorted(tabled.by_issue.items()):
        yield f"  {party} on {issue}: {stance.content.grade}"


def programme_words(record: Record) -> Iterator[str]:
    """Rounds and meetings in the order of the clock."""
    for planned in rounds(record):
        entry = planned.round.content
        off = ", called off" if entry.called_off else ""
        span = f"{moment_words(entry.starts)} to {moment_words(entry.ends)}"
        yield f"{entry.title} ({span}{off})"
        for item in entry.agenda:
            yield f"  to discuss: {item.title}"
        if planned.closed:
            yield f"  outcome: {planned.closed.content.outcome}"
    for held in meetings(record):
        meeting = held.meeting.content
        off = ", called off" if meeting.called_off else ""
        yield f"{meeting.form}: {meeting.title} ({moment_words(meeting.starts)}{off})"
        for said in held.discussion:
            yield f"  {said.content.text}"


def task_words(owed: Owed, now: datetime) -> str:
    """A task, who owes it, and whether it is late."""
    task = owed.task.content
    due = f", due {moment_words(task.due)}" if task.due else ""
    if owed.done is not None:
        state = "dropped" if owed.done.content.dropped else "done"
    else:
        state = "late" if owed.is_late(now) else "open"
    return f"{state}: {task.title} ({task.owner}{due})"


def readiness_words(known: Sequence[Settled], planned: Sequence[Readiness]) -> Iterator[str]:
    """What is settled, and what each next step waits for."""
    for one in known:
        option = f": {one.option}" if one.option else ""
        parts = [f"{one.issue}: {one.level}{option}"]
        alone = " alone" if one.option is None else ""
        for each in one.agreed:
            what = f"{each.option} " if each.option != one.option else ""
            parts.append(f"{what}agreed by {', '.join(each.parties)}{alone}")
        if one.missing:
            parts.append(f"not yet by {', '.join(one.missing)}")
        if one.waiting_for:
            parts.append(f"waiting for {', '.join(one.waiting_for)}")
        parts += [f"blocked by {block.content.party}: {block.content.why}" for block in one.blocks]
        if one.is_in_force:
            parts.append("in force")
        yield "; ".join(parts)
    if any(one.level is Level.AGREED and not one.is_in_force for one in known):
        yield "Nothing is agreed until everything is agreed."
    for step in planned:
        title = step.step.content.title
        if step.is_ready:
            yield f"{title}: nothing known stands in the way."
        for obstacle in step.obstacles:
            who = f" ({', '.join(obstacle.parties)})" if obstacle.parties else ""
            yield f"{title} waits: {obstacle.issue or obstacle.task}: {obstacle.why}{who}"


def release_words(release: Release) -> Iterator[str]:
    """A release with its exact bytes and what is against it."""
    request = release.request.content
    yield f"{request.id}: {release.stage}, to {request.recipient} as {request.manner}"
    yield f"  sha256 {release.sha256}"
    for line in release.preview.decode().splitlines():
        yield f"  | {line}"
    for refusal in release.refusals:
        yield f"  against it: {refusal.why} [{refusal.code}]"
