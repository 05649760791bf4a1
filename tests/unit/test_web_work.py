"""Long work: begun once, told how far it is, called off, forgotten with the visit's keys."""

from threading import Event
from time import sleep
from typing import Any

import pytest

from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit
from holdfast.web.work import AT_ONCE, Job, begin, call_off, find, forget

PATIENCE = 120


def visit() -> Visit:
    """A visit with a seat, which jobs never look at."""
    seat: Any = object()
    return Visit("North", seat, began=0, seen=0)


def endless(job: Job[str]) -> str:
    """Work that goes on until nobody wants it, and then has something to show."""
    while not job.should_stop():
        job.progress(job.done + 1, 1_000_000)
        sleep(0.001)
    return f"so far {job.done > 0}"


def test_work_is_done_and_its_answer_kept() -> None:
    """Asked again for the same, nothing is done again; on another matter, all of it is."""
    mine, calls = visit(), []

    def count(job: Job[int]) -> int:
        calls.append(job.about)
        job.progress(3, 3)
        return len(calls)

    first = begin(mine, "page", "matter", count)
    assert first.wait(PATIENCE)
    assert (first.answer, first.done, first.of) == (1, 3, 3)
    assert begin(mine, "page", "matter", count) is first
    second = begin(mine, "page", "other matter", count)
    assert second.wait(PATIENCE)
    assert second.answer == 2
    assert calls == ["matter", "other matter"]
    assert find(mine, "page", "matter") is None


def test_work_that_is_called_off_keeps_what_it_found() -> None:
    """It ends soon after, and says that it was called off."""
    mine = visit()
    job = begin(mine, "page", 1, endless)
    while not job.done:
        sleep(0.001)
    call_off(mine, "page")
    assert job.is_called_off
    assert job.wait(PATIENCE)
    found: str | None = job.answer
    assert found == "so far True"
    assert find(mine, "page", 1) is job
    forget(mine, "page")
    assert find(mine, "page", 1) is None


@pytest.mark.parametrize("forgotten", ["locked", "looking as another", "another matter"])
def test_work_stops_when_its_visit_no_longer_remembers_it(forgotten: str) -> None:
    """Nobody tells it: it finds out."""
    mine = visit()
    job = begin(mine, "page", 1, endless)
    if forgotten == "locked":
        mine.lock()
    elif forgotten == "looking as another":
        mine.work.clear()
    else:
        begin(mine, "page", 2, lambda _: "")
    assert job.wait(PATIENCE)
    assert not job.is_called_off


def test_a_locked_visit_begins_nothing() -> None:
    """Neither is anything remembered that a request in flight would still begin."""
    mine = visit()
    mine.lock()
    with pytest.raises(Refusal):
        begin(mine, "page", 1, endless)
    assert mine.work == {}


def test_an_error_is_told_to_whoever_asks_and_the_work_can_be_tried_again() -> None:
    """The thread does not die in silence."""
    mine = visit()

    def fails(_: Job[str]) -> str:
        message = "the matter at fault"
        raise ValueError(message)

    job = begin(mine, "page", 1, fails)
    assert job.wait(PATIENCE)
    with pytest.raises(ValueError, match="matter at fault"):
        _ = job.answer
    again = begin(mine, "page", 1, lambda _: "well")
    assert again.wait(PATIENCE)
    assert again.answer == "well"


def test_only_so_many_work_at_once_and_whoever_leaves_loses_the_turn() -> None:
    """The next begins when one ends; a job called off while it waits is never begun."""
    visits, gate, begun = [visit() for _ in range(AT_ONCE + 2)], Event(), []

    def held(job: Job[int]) -> int:
        begun.append(job.about)
        gate.wait(PATIENCE)
        return 1

    first = [begin(each, "page", n, held) for n, each in enumerate(visits[:AT_ONCE])]
    while len(begun) < AT_ONCE:
        sleep(0.001)
    waiting, leaving = (begin(each, "page", "late", held) for each in visits[AT_ONCE:])
    call_off(visits[-1], "page")
    assert leaving.is_over
    assert not waiting.wait(0.05)
    assert len(begun) == AT_ONCE
    gate.set()
    assert all(job.wait(PATIENCE) for job in (*first, waiting, leaving))
    assert waiting.answer == 1
    assert leaving.answer is None
    assert len(begun) == AT_ONCE + 1
