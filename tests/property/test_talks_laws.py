"""Laws of the talks: one form, one fold, and nothing from where a viewer cannot look."""

from itertools import groupby
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.talks.content import Content, from_bytes, to_bytes
from holdfast.talks.entry import Entry
from holdfast.talks.label import Label
from holdfast.talks.record import Record, extend, fold, restrict
from talks_strategies import said
from talks_view import as_bytes, everything
from talks_world import ACCOUNTS, INSIDE, ROOMS, Talks

Step = tuple[str, str, Content]

steps = st.lists(
    st.sampled_from(sorted(ROOMS)).flatmap(
        lambda room: st.tuples(st.just(room), st.sampled_from(INSIDE[room]), said())
    ),
    max_size=40,
)
"""A history: where, who, what."""


def play(history: list[Step]) -> Talks:
    """Write a history, rules or no rules."""
    talks = Talks()
    for room, who, content in history:
        talks.put(room, who, content)
    return talks


@settings(max_examples=150, deadline=None)
@given(said())
def test_an_entry_is_read_back_as_it_was_written(content: Content) -> None:
    """Every kind; the same content always gives the same bytes."""
    data = to_bytes(content)
    again = from_bytes(data)
    assert again == content
    assert to_bytes(again) == data


@settings(max_examples=25, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_how_compartments_are_interleaved_does_not_matter(
    history: list[Step], dice: Random
) -> None:
    """Entries of each compartment in their order, the compartments in any."""
    talks = play(history)
    queues = {
        room: list(entries)
        for room, entries in groupby(
            sorted(talks.entries, key=lambda e: (e.compartment, e.seq)), key=lambda e: e.compartment
        )
    }
    shuffled: list[Entry[Content]] = []
    while queues:
        room = dice.choice(sorted(queues))
        shuffled.append(queues[room].pop(0))
        queues = {room: entries for room, entries in queues.items() if entries}
    assert fold(shuffled) == talks.record
    assert as_bytes(everything(fold(shuffled))) == as_bytes(everything(talks.record))


@settings(max_examples=25, deadline=None)
@given(steps, st.integers(0, 45))
def test_folding_on_gives_what_folding_everything_gives(history: list[Step], cut: int) -> None:
    """From any moment, one entry at a time or all at once; the earlier state stays as it was."""
    talks = play(history)
    before = fold(talks.entries[:cut])
    kept = as_bytes(everything(before))
    one_by_one: Record = before
    for entry in talks.entries[cut:]:
        one_by_one = extend(one_by_one, [entry])
    assert one_by_one == extend(before, talks.entries[cut:]) == talks.record
    assert as_bytes(everything(before)) == kept


@settings(max_examples=25, deadline=None)
@given(steps)
def test_a_viewer_sees_what_folding_its_own_entries_gives(
    history: list[Step],
) -> None:
    """Restricting the mediators' state is the same as never having had the rest."""
    talks = play(history)
    for who in ACCOUNTS:
        rooms = [ROOMS[room] for room, inside in INSIDE.items() if who in inside]
        assert restrict(talks.record, rooms) == talks.seen_by(who)


@settings(max_examples=25, deadline=None)
@given(steps, steps, st.sampled_from(sorted(ROOMS)), st.randoms(use_true_random=False))
def test_twin_worlds_look_alike_from_outside(
    history: list[Step],
    other: list[Step],
    hidden: str,
    dice: Random,
) -> None:
    """Two worlds that differ only in one compartment: all who sit outside it see the same bytes."""
    visible = [step for step in history if step[0] != hidden]
    worlds = []
    for secret in (history, other):
        inside = [step for step in secret if step[0] == hidden]
        worlds.append(interleave(visible, inside, dice))
    for who in ACCOUNTS:
        if who not in INSIDE[hidden]:
            first, second = (as_bytes(everything(world.seen_by(who))) for world in worlds)
            assert first == second


def interleave(visible: list[Step], inside: list[Step], dice: Random) -> Talks:
    """A world in which the time and id of what is visible do not depend on what is hidden."""
    talks = Talks()
    slots = sorted(dice.randint(0, len(visible)) for _ in inside)
    for number in range(len(visible) + 1):
        for which, (slot, step) in enumerate(zip(slots, inside, strict=True)):
            if slot == number:
                talks.put(*step, minute=100 * number + 50, identity=f"ff{which:030x}")
        if number < len(visible):
            talks.put(*visible[number], minute=100 * number + 100, identity=f"{number:032x}")
    return talks


@settings(max_examples=25, deadline=None)
@given(steps)
def test_an_answer_needs_no_more_than_its_label_says(
    history: list[Step],
) -> None:
    """Whoever can open the compartments of a label works out the same answer from them."""
    talks = play(history)
    rooms = frozenset(ROOMS.values())
    answers = everything(talks.record)
    for name in ("board", "proposals", "settled"):
        for answer in answers[name]:
            label: Label = answer.label
            assert label <= rooms
            again = everything(restrict(talks.record, label))[name]
            if label:
                assert as_bytes(answer) in {as_bytes(one) for one in again}
