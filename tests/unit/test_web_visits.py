"""Visits end and lock in time, callers are counted, languages chosen, modules tested."""

import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

import pytest

import workbenches
from holdfast.web.language import chosen_language
from holdfast.web.rates import Rates
from holdfast.web.settings import loopback_settings, tls_settings
from holdfast.web.visits import Visits


@dataclass
class Clock:
    """A clock moved by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class Seat:
    """Stands for a seat: a visit looks at its name alone."""

    name = "North"


def visits(clock: Clock) -> Visits:
    """Visits that lock after a minute."""
    return Visits(loopback_settings(1, idle_seconds=60), clock)


def begin(known: Visits) -> Any:
    """A visit, with its secret."""
    seat: Any = Seat()
    return known.begin(seat)


def test_a_visit_is_locked_when_nobody_is_there() -> None:
    """After a minute without a call the keys are gone, and what was worked out with them."""
    clock = Clock()
    known = visits(clock)
    secret, visit = begin(known)
    visit.work["space"] = "computed"
    clock.now += 59
    known.find(secret)
    assert not visit.is_locked
    clock.now += 61
    known.find(secret)
    assert visit.is_locked
    assert visit.work == {}


def test_looking_without_attention_keeps_nothing_open() -> None:
    """A call that nobody made by hand does not put off the lock."""
    clock = Clock()
    known = visits(clock)
    secret, visit = begin(known)
    for _ in range(7):
        clock.now += 10
        known.find(secret, is_touch=False)
    assert visit.is_locked


def test_the_sweep_locks_without_any_call() -> None:
    """Keys do not wait in memory for the next call."""
    clock = Clock()
    known = visits(clock)
    _, visit = begin(known)
    clock.now += 61
    known.sweep()
    assert visit.is_locked


def test_a_visit_ends_after_half_a_day() -> None:
    """However busy, somebody signs in anew once a day."""
    clock = Clock()
    known = visits(clock)
    secret, _ = begin(known)
    for _ in range(12 * 60 + 1):
        clock.now += 60
        known.find(secret)
    assert known.find(secret) is None


def test_no_secret_finds_another_visit() -> None:
    """A cookie that is none finds nothing, and two visits of one account are two."""
    known = visits(Clock())
    one, first = begin(known)
    other, second = begin(known)
    assert known.find("") is None
    assert known.find(one[:-1]) is None
    assert first.token != second.token
    assert known.find(one) is first
    assert known.find(other) is second


def test_callers_are_counted_each_by_itself() -> None:
    """Who calls too often waits; others do not, and time mends it."""
    clock = Clock()
    rates = Rates(60, clock)
    assert [rates.is_over("one") for _ in range(61)] == [False] * 60 + [True]
    assert not rates.is_over("other")
    clock.now += 1
    assert not rates.is_over("one")
    assert rates.is_over("one")


def test_tls_makes_the_cookie_fast() -> None:
    """Behind TLS the cookie belongs to one host alone, and other origins are refused."""
    settings = tls_settings("https://talks.example")
    assert settings.is_tls
    assert settings.cookie.startswith("__Host-")
    assert settings.hosts == {"talks.example"}
    assert not loopback_settings(80).is_tls


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "fr, de", "en"),
        ("", "en;q=0.1, ru;q=0.9", "ru"),
        ("uk", "ru", "uk"),
        ("xx", "uk-UA", "uk"),
        ("", "uk;q=abc, ru", "ru"),
    ],
)
def test_the_language_is_chosen(cookie: str, accepted: str, language: str) -> None:
    """What was chosen before comes first, then what the browser accepts, then English."""
    assert chosen_language(cookie, accepted) == language


def test_the_modules_of_the_pages_pass_their_own_tests() -> None:
    """The tests in JavaScript are run by Node's own runner."""
    node = shutil.which("node")
    if node is None:
        pytest.fail("Node is not installed; the workbench's modules cannot be tested.")
    done = subprocess.run(
        [node, "--test", "tests/front/"],
        cwd=workbenches.REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
