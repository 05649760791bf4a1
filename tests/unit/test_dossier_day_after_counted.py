"""What would never count in a day after, or is left out and would count as 0, is a fault."""

import pytest

from holdfast.dossier import check_text
from holdfast.errors import Fault

HEAD = """
holdfast: 1
title: Three sides
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
  c: {name: C, roles: principal}
  g: {name: G, roles: guarantor}
issues:
  peace: {title: The deal, options: {signed: Signed, refused: Refused}}
day_after:
  balance: {levels: [even, ahead], start: even}
"""
STAKES = """
  stakes:
    a: {discount: 0.9, peace: 5, war: 1}
    b: {discount: 0.9, peace: 5, war: {even: 1, ahead: 2}}
    g: {discount: 0.9, peace: 5, war: 1}
"""
PHASES = "  phases: [{id: peace, lasts: for-good}]\n"
RAID = "  violations: {raid: {by: [a, b], gain: 2}}\n"
BOOTS = "  instruments: {boots: {provider: g, makes_pay: {raid: 4}, cost: {raid: 1}}}\n"


def faults(section: str, stakes: str = STAKES) -> tuple[Fault, ...]:
    """Everything that is wrong with a dossier that has this in its day after."""
    return check_text(HEAD + stakes + PHASES + section).faults


def said(section: str) -> list[tuple[str, str]]:
    """The code of each fault, with the way to it within the day after."""
    return [(fault.code, ".".join(map(str, fault.path[1:]))) for fault in faults(section)]


def raid(keys: str, by: str = "[a, b]") -> str:
    """One violation with these keys."""
    return f"  violations: {{raid: {{by: {by}, {keys}}}}}\n"


def boots(keys: str) -> str:
    """A violation that two could commit, and one instrument with these keys."""
    return f"{RAID}  instruments: {{boots: {{provider: g, {keys}}}}}\n"


def case(keys: str) -> str:
    """One course of resolve beside an instrument of the guarantor's."""
    return f"{RAID}{BOOTS}  resolve_cases: [{{id: course, {keys}}}]\n"


NEVER = "never-counts"


@pytest.mark.parametrize(
    ("section", "path"),
    [
        (raid("gain: {a: 1, b: 1, c: 1}"), "violations.raid.gain.c"),
        (raid("shifts: {c: {even: {ahead: 0.2}}}"), "violations.raid.shifts.c"),
        (raid("harm: {a: 1, b: 2}", by="a"), "violations.raid.harm.a"),
        (boots("makes_pay: {raid: {a: 4, c: 4}}"), "instruments.boots.makes_pay.raid.c"),
        (boots("makes_pay: {raid: 4}, cost: {raid: {a: 1, b: 1, c: 1}}"),
         "instruments.boots.cost.raid.c"),
        (boots("sees: {raid: 0.5}, cost: {raid: 1}"), "instruments.boots.cost.raid"),
        (boots("sees: {raid: 0.5}, honour: 0.9"), "instruments.boots.honour"),
        (boots("makes_pay: {raid: {}}, honour: 0.5..1"), "instruments.boots.honour"),
        ("  responses: {pause: {periods: 2, pays: {violator: 1}, keeps: {violator: 0.5}}}\n",
         "responses.pause.keeps.violator"),
        (case("guarantor: b, how: gone"), "resolve_cases.0.guarantor"),
        (case("guarantor: g, how: steady, after: 4"), "resolve_cases.0.after"),
        (case("guarantor: g, how: as-given, after: 4"), "resolve_cases.0.after"),
    ],
)  # fmt: skip
def test_what_would_never_count_is_one_fault(section: str, path: str) -> None:
    """It is said once, where it stands."""
    assert said(section) == [(NEVER, path)]


@pytest.mark.parametrize(
    "section",
    [
        raid("gain: {a: 1, b: 0}, harm: {a: 1, b: 2, c: 3}, shifts: {a: {even: {ahead: 0.2}}}"),
        boots("makes_pay: {raid: {a: 4}}, cost: {raid: {a: 1}}, honour: 0.9"),
        boots("sees: {raid: 0.5}, honour: 1"),
        "  responses: {pause: {periods: 2, pays: {violator: 1}, keeps: {others: 0..1}}}\n",
        case("guarantor: g, how: gone"),
        case("guarantor: g, how: gone, after: 4"),
        case("guarantor: g, how: steady"),
    ],
)
def test_what_counts_is_no_fault(section: str) -> None:
    """Neither a course of a provider that is not among the guarantors, nor one gone at once."""
    assert said(section) == []


def test_a_level_left_out_of_war_is_named() -> None:
    """It would count as 0 without a word."""
    short = STAKES.replace("war: {even: 1, ahead: 2}", "war: {even: 1}")
    (fault,) = faults("", stakes=short)
    assert (fault.code, fault.path[1:]) == ("level-left-out", ("stakes", "b", "war"))
    assert fault.what == 'What war is worth to "b" leaves out ahead'


@pytest.mark.parametrize(
    ("section", "path", "what"),
    [
        (raid("gain: {a: 1}"), "violations.raid.gain", 'The gain of "raid" leaves out b'),
        (
            boots("makes_pay: {raid: 4}, cost: {raid: {a: 1}}"),
            "instruments.boots.cost.raid",
            'The cost of answering "raid" leaves out b',
        ),
    ],
)
def test_a_violator_left_out_is_named(section: str, path: str, what: str) -> None:
    """A gain, or a cost of acting, would count as 0 for it without a word."""
    (fault,) = faults(section)
    assert (fault.code, ".".join(map(str, fault.path[1:]))) == ("violator-left-out", path)
    assert fault.what == what


def test_one_slip_is_one_fault() -> None:
    """Nothing more is said of what rests on a violator, or a provider, that is in doubt."""
    assert said(raid("gain: {a: 1, b: 2}", by="[a, bb]")) == [
        ("unknown-party", "violations.raid.by.1")
    ]
    slip = boots("makes_pay: {raid: {a: -4}}, honour: 0.9")
    assert said(slip) == [("negative-number", "instruments.boots.makes_pay.raid.a")]
    course = "  resolve_cases: [{id: course, guarantor: g, how: gone}]\n"
    astray = boots("makes_pay: {raid: 4}").replace("provider: g", "provider: gg")
    assert said(astray + course) == [("unknown-party", "instruments.boots.provider")]


def test_a_tranche_goes_to_somebody_else() -> None:
    """From a party to itself nothing is paid."""
    paid = "  tranches: [{id: aid, from: a, to: a, at: peace, amount: 3}]\n"
    assert said(paid) == [("pays-itself", "tranches.0.to")]
