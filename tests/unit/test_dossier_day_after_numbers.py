"""Numbers of a day after keep to their kinds; what its faults say after the "so" does follow."""

import pytest

from holdfast.dossier import check_text, schema
from holdfast.errors import Fault

HEAD = """
holdfast: 1
title: Two sides
parties:
  a: {name: A, roles: principal}
  g: {name: G, roles: guarantor}
issues:
  peace: {title: The deal, options: {signed: Signed, refused: Refused}}
day_after:
  stakes: {a: {discount: 0.9, peace: 5, war: 1}, g: {discount: 0.9, peace: 5, war: 1}}
"""


def faults(
    section: str, phases: str = "[{id: peace, lasts: for-good}]", violations: str = "{}"
) -> tuple[Fault, ...]:
    """Everything that is wrong with a dossier that has this in its day after."""
    whole = f"{HEAD}  phases: {phases}\n  violations: {violations}\n{section}"
    return check_text(whole).faults


RAID = "{raid: {by: a, gain: 2}}"


@pytest.mark.parametrize("share", ["-0.4", "1.4", "0.5..1.2"])
def test_a_share_that_is_kept_is_from_nothing_to_all(share: str) -> None:
    """Nobody keeps less than nothing or more than all."""
    (fault,) = faults(f"  responses: {{pause: {{periods: 2, keeps: {{violator: {share}}}}}}}\n")
    assert fault.code == "not-a-share"


def test_survival_is_drawn_for_a_period_at_least() -> None:
    """A horizon of 0 is refused by the reader and by the schema."""
    (fault,) = faults("  horizon: 0\n")
    assert (fault.code, fault.what) == (
        "bad-periods",
        '"0" is not a number of periods from 1 to 400',
    )
    assert faults("  horizon: 1\n") == ()
    whole, text = schema()["properties"]["day_after"]["properties"]["horizon"]["anyOf"]
    assert whole["minimum"] == 1
    assert "(?!0+" in text["pattern"]


@pytest.mark.parametrize(
    "section",
    [
        "  instruments: {boots: {provider: g, makes_pay: {raid: 4}, cost: {raid: -1}}}\n",
        "  instruments: {boots: {provider: g, sees: {raid: 0.5}, upkeep: -1}}\n",
        "  prices: [{when: {peace: signed}, cost: -1}]\n",
        "  tranches: [{id: aid, from: g, to: a, at: peace, amount: -1}]\n",
    ],
)
def test_a_number_below_zero_is_told_of_in_words_of_the_day_after(section: str) -> None:
    """The advice names no key that only views have."""
    (fault,) = faults(section, violations=RAID)
    assert fault.code == "negative-number"
    assert "together" not in fault.do
    assert "`flows`" in fault.do


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        ("[{id: peace, lasts: 0}]",
         'The last phase "peace" ends after 0 periods, so nothing is said of the time after it.'),
        ("[{id: truce, lasts: for-good}, {id: peace, lasts: for-good}]",
         'The phase "truce" lasts for good, and is not the last, so those after it would never'
         " come."),
        ("[{id: truce, lasts: 0}, {id: peace, lasts: for-good}]",
         'The phase "truce" lasts no period at all, so it would never come.'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_phase_follows(phases: str, words: str) -> None:
    """What stands after the "so" follows from what stands before it."""
    (fault,) = faults("", phases=phases)
    assert str(fault).startswith(words)


def test_a_level_that_moves_to_itself_would_stay_by_two_chances() -> None:
    """What stands after the "so" follows from what stands before it."""
    drift = "  balance: {levels: [even], start: even, drift: {even: {even: 0.2}}}\n"
    (fault,) = faults(drift)
    assert str(fault).startswith(
        '"even" is said to move to itself, so staying would have two chances: this one, and what'
        " is left over."
    )


@pytest.mark.parametrize(
    ("violations", "section", "words"),
    [
        ("{war: {by: a, kind: attack, then: pause}}", "  responses: {pause: {}}\n",
         'The attack "war" is followed by pause, so what is named here would never come:'),
        ("{raid: {by: a, seen: 1.5}}", "",
         '"1.5" is not a chance from 0 to 1, so it would happen more than always,'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_violation_follows(violations: str, section: str, words: str) -> None:
    """What stands after the "so" follows from what stands before it."""
    (fault,) = faults(section, violations=violations)
    assert str(fault).startswith(words)


def test_phases_that_last_too_long_make_a_compact_too_large() -> None:
    """The most that there may be stands beside what there is."""
    (fault,) = faults("", "[{id: a, lasts: 300}, {id: b, lasts: 300}, {id: c, lasts: for-good}]")
    assert fault.what == "The phases last 600 periods together, more than 400"
