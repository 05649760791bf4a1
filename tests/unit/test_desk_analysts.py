"""Analysts: questions answered in processes of their own, called off, and never a word too many."""

import os
from collections.abc import Callable, Iterator
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest

from analyst_work import broken, deaf, gone, patient, refused, unreadable, unsendable, whose
from holdfast.desk import analysts as room
from holdfast.desk.analysts import Analysts, DefectError
from holdfast.desk.space import explore
from holdfast.errors import QuestionError
from workbenches import small_talks

SECRET = "the price of the south"  # noqa: S105 - a word to look for


@pytest.fixture(scope="module")
def analysts() -> Iterator[Analysts]:
    """Two, in processes of their own."""
    made = Analysts(2)
    made.begin()
    yield made
    made.close()


def ask(analysts: Analysts, work: Callable[..., Any], *args: object) -> Any:
    """Ask without wanting it to stop, and without looking how far it is."""
    return analysts.ask(work, *args, progress=lambda *_: None, should_stop=lambda: False)


def test_an_answer_is_the_same_wherever_it_is_found(analysts: Analysts) -> None:
    """In a process of its own, or with none in this one."""
    assert ask(analysts, whose) != os.getpid()
    assert ask(Analysts(), whose) == os.getpid()
    talks, between = small_talks(), ("north", "south")
    assert ask(analysts, explore, talks, between) == ask(Analysts(), explore, talks, between)


def test_what_is_called_off_says_how_far_it_came_and_what_it_found(analysts: Analysts) -> None:
    """It is told to stop once, and has time to say what it has."""
    far: list[tuple[int, int]] = []
    found = analysts.ask(
        patient, 10_000, progress=lambda *each: far.append(each), should_stop=lambda: len(far) > 1
    )
    assert found == "ended early"
    assert far[0] == (1, 10_000)
    assert far == sorted(far)


def test_what_does_not_listen_is_ended(analysts: Analysts, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to show for it; the next question is answered all the same."""
    monkeypatch.setattr(room, "GRACE", 0.1)
    began = monotonic()
    assert analysts.ask(deaf, progress=lambda *_: None, should_stop=lambda: True) is None
    assert monotonic() - began < 50
    assert {ask(analysts, whose) for _ in range(3)}.isdisjoint({os.getpid()})


def test_who_waits_for_a_free_one_may_give_up(analysts: Analysts) -> None:
    """Both are at something long; a third question is dropped before anybody has heard it."""
    wanted = [True, True]
    threads = [
        Thread(
            target=lambda place=place: analysts.ask(
                patient, 100_000, progress=lambda *_: None, should_stop=lambda: not wanted[place]
            )
        )
        for place in range(2)
    ]
    for thread in threads:
        thread.start()
    while not analysts._free.empty():
        sleep(0.01)
    assert analysts.ask(whose, progress=lambda *_: None, should_stop=lambda: True) is None
    wanted[:] = [False, False]
    for thread in threads:
        thread.join()
    assert ask(analysts, whose)


def test_an_error_on_purpose_comes_back_whole(analysts: Analysts) -> None:
    """With its words and its code."""
    with pytest.raises(QuestionError, match="Nobody has values") as raised:
        ask(analysts, refused)
    assert raised.value.code == "no-values"


def test_a_defect_comes_back_without_its_words(analysts: Analysts) -> None:
    """By its kind and its lines of code alone."""
    with pytest.raises(DefectError) as raised:
        ask(analysts, broken, SECRET)
    assert raised.value.kind == "ValueError"
    assert "analyst_work.py:" in raised.value.places
    assert SECRET not in repr(raised.value)


def test_a_question_that_cannot_be_read_is_a_defect(analysts: Analysts) -> None:
    """Told as any other, and the next is answered by the same."""
    with pytest.raises(DefectError) as raised:
        ask(analysts, whose, unreadable(SECRET))
    assert raised.value.kind == "ValueError"
    assert SECRET not in repr(raised.value)
    assert ask(analysts, whose)


def test_an_answer_that_cannot_be_sent_is_a_defect(analysts: Analysts) -> None:
    """Told as any other, and the next is answered by the same."""
    with pytest.raises(DefectError):
        ask(analysts, unsendable)
    assert ask(analysts, whose)


def test_what_nobody_hears_is_never_told_to_the_next(analysts: Analysts) -> None:
    """Who asks and fails on the way leaves no answer behind that somebody else could be given."""

    def fail(_done: int, _of: int) -> None:
        raise RuntimeError

    for _ in range(4):
        with pytest.raises(RuntimeError):
            analysts.ask(patient, 20, progress=fail, should_stop=lambda: False)
        assert {type(ask(analysts, whose)) for _ in range(3)} == {int}


def test_one_whose_process_ends_is_followed_by_another(analysts: Analysts) -> None:
    """Whoever asked is told; the next is answered."""
    for _ in range(3):
        with pytest.raises(DefectError):
            ask(analysts, gone)
    assert ask(analysts, whose) != os.getpid()


def test_closed_they_are_all_gone() -> None:
    """Whatever they are at."""
    made = Analysts(1)
    made.begin()
    process = ask(made, whose)
    made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert ask(made, whose) is None
