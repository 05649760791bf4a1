"""What another choice in a package does, told in words."""

import workbenches
from holdfast.desk.shifts import shift_words
from holdfast.desk.space import Space, weigh
from holdfast.dossier import Package

TALKS = workbenches.small_talks()
START = {"dam": "share", "toll": "small", "date": "late"}


def told(**changes: str) -> tuple[str, ...]:
    """What is said of a change from one package of the small talks."""
    space = _space()
    after: Package = {**START, **changes}
    return shift_words(TALKS, weigh(TALKS, START, space), weigh(TALKS, after, space))


def _space() -> Space:
    from holdfast.bargain import frontier, zone

    parties = ("north", "south")
    return Space(parties, zone(TALKS, parties), frontier(TALKS, parties), ())


def test_nothing_is_said_where_nothing_was_changed() -> None:
    """The same package again."""
    assert told() == ()


def test_who_gains_and_who_loses_is_said_with_what_was_changed() -> None:
    """One issue: its title, both options, and points of each, to one decimal."""
    assert told(date="soon") == (
        "The date: “Soon” in the place of “Late”.",
        "More for South (30); less for North (10).",
    )


def test_a_party_that_is_lost_and_a_rule_that_is_broken_are_said() -> None:
    """The north has a line that says never; a shared dam without a toll breaks a rule."""
    assert told(dam="move")[-1] == "North would no longer accept it."
    assert told(toll="none")[-1] == "It breaks a rule of these talks."


def test_many_changes_are_counted() -> None:
    """A package taken whole."""
    assert told(dam="stay", toll="large", date="soon")[0] == "3 issues are settled otherwise."
