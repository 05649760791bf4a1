"""The day after in a dossier: all that is wrong is said at once, and what is right is kept."""

import pytest

from holdfast.dossier import check_text, parse, write
from holdfast.dossier.day_after import ALL, Breach, How, Worth
from holdfast.dossier.reading import Report

HEAD = """
holdfast: 1
title: Two sides
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
  g: {name: G, roles: guarantor}
issues:
  peace: {title: The deal, options: {signed: Signed, refused: Refused}}
  watch: {title: Watching, options: {none: Nobody, many: Many}}
"""

WHOLE = (
    HEAD
    + """
day_after:
  period: half a year
  horizon: 20
  numbers: assumed
  package: {peace: signed}
  means: watch
  stakes:
    a: {discount: 0.9..0.95, peace: 5..7, war: {even: 1, ahead: 4..6}, outbreak: 3}
    b: {discount: 0.9, peace: 5, war: 1}
    g: {discount: 0.9, peace: 2, war: 0}
  balance: {levels: [even, ahead], start: even, drift: {even: {ahead: 0.05..0.1}}}
  phases:
    - {id: first, title: First, lasts: 2}
    - {id: after, lasts: for-good}
  flows:
    - {to: a, in: first, amount: -1..2, when: {watch: many}, why: It takes time.}
  violations:
    probe:
      obligation: Hold fire
      by: [a, b]
      in: first
      gain: {a: 1..2, b: 3}
      harm: 2
      seen: 0.2..0.4
      false_alarm: 0.02
      then: [snapback, collapse]
      shifts: {a: {even: {ahead: 0.2}}}
    attack: {by: a, kind: attack, gain: 5}
  responses:
    snapback: {periods: 3, keeps: {violator: 0.5, others: 0.9}, once: {a: -1}, when: {watch: many}}
  guarantors:
    g:
      levels: [steady, gone]
      start: steady
      moves: {steady: {gone: 0.05}}
      honours: {steady: 0.9, gone: 0}
      shirk_loss: 4
      after_shirking: gone
      moods: [{chance: 0.5, times: 1}, {chance: 0.5, times: 2}]
      variants: [{when: {watch: many}, moves: {steady: {gone: 0.01}}}]
  instruments:
    boots:
      title: Boots on the ground
      provider: g
      sees: {probe: 0.5}
      false_alarm: {probe: 0.01}
      makes_pay: {attack: {a: 10..20}, probe: 2}
      cost: {attack: 3}
      upkeep: 0.5
      neglect: {seen: 0.3, then: snapback}
      when: {watch: many}
  tranches:
    - {id: carrot, from: g, to: a, at: after, amount: 4..6, cost: 1, then: snapback}
  vetoes:
    - {by: b, over: snapback}
  menu:
    - {id: bare, take: {watch: none}}
  resolve_cases:
    - {id: gone-soon, guarantor: g, how: gone, after: 4}
  prices:
    - {when: {watch: many}, cost: 3..5}
"""
)


def faults(section: str) -> list[str]:
    """The codes of everything wrong with a day after."""
    return [fault.code for fault in report(section).faults]


def report(section: str) -> Report:
    """A check of a dossier with this day after."""
    return check_text(HEAD + "day_after:\n" + section)


BASE = """
  stakes: {a: {discount: 0.9, peace: 5, war: 1}}
  phases: [{id: peace, lasts: for-good}]
"""


def test_the_whole_section_is_read() -> None:
    """Every key finds its place, with its ranges and its defaults."""
    day_after = parse(WHOLE).day_after
    assert day_after is not None
    assert str(day_after.stakes["a"].peace) == "5..7"
    assert day_after.means == ("watch",)
    assert day_after.phases[1].lasts is None
    probe, attack = day_after.violations["probe"], day_after.violations["attack"]
    assert (probe.by, probe.phases, probe.then) == (
        ("a", "b"),
        ("first",),
        ("snapback", "collapse"),
    )
    assert str(probe.harm[ALL]) == "2"
    assert attack.kind is Breach.ATTACK
    assert str(day_after.instruments["boots"].makes_pay["attack"]["a"]) == "10..20"
    assert day_after.resolve_cases[0].how is How.GONE
    assert day_after.tranches[0].basis.is_assumed


def test_a_dossier_is_written_as_it_was_read() -> None:
    """Reading what was written gives the same day after."""
    dossier = parse(WHOLE)
    assert parse(write(dossier)).day_after == dossier.day_after


def test_worths_are_taken_from_views_where_nothing_is_said() -> None:
    """Without numbers peace is the package's worth, and war what no deal is worth."""
    day_after = parse(
        HEAD
        + "views: {a: {no_deal: 2, values: {peace: {worth: {signed: 100}}}}}\n"
        + "day_after:\n  stakes: {a: {discount: 0.9}}\n"
        + "  phases: [{id: peace, lasts: for-good}]\n"
    ).day_after
    assert day_after is not None
    assert day_after.stakes["a"].peace is Worth.PACKAGE
    assert day_after.stakes["a"].war is Worth.NO_DEAL


@pytest.mark.parametrize(
    ("section", "code"),
    [
        (BASE + "  violations: {x: {by: a, in: nowhere}}\n", "unknown-phase"),
        (BASE + "  violations: {x: {by: a, then: nothing}}\n", "unknown-consequence"),
        (BASE + "  violations: {x: {by: a, during: nothing}}\n", "unknown-response"),
        (BASE + "  violations: {x: {by: b}}\n", "actor-without-stake"),
        (BASE + "  violations: {x: {by: z}}\n", "unknown-party"),
        (BASE + "  violations: {x: {by: a, seen: 1.5}}\n", "not-a-chance"),
        (BASE + "  violations: {x: {by: a, kind: attack, then: y}}\n  responses: {y: {}}\n",
         "attack-continues"),
        (BASE + "  responses: {y: {keeps: {everyone: 1}}}\n", "unknown-party"),
        (BASE + "  responses: {y: {periods: -3}}\n", "bad-periods"),
        (BASE + "  instruments: {i: {provider: g, sees: {y: 0.5}}}\n", "unknown-violation"),
        (BASE + "  balance: {levels: [low, high], start: middle}\n", "unknown-level"),
        (BASE + "  balance: {levels: [x, y], start: x, drift: {x: {y: 0.6..1, x: 0.1}}}\n",
         "chances-above-one"),
        (BASE + "  balance: {levels: [x, y], start: x, drift: {x: {x: 0.1}}}\n", "stays-put"),
        (BASE + "  balance: {levels: [x, y], start: x, titles: {z: a third}}\n", "unknown-level"),
        (BASE + "  guarantors: {g: {start: steady}}\n", "actor-without-stake"),
        (BASE + "  guarantors: {a: {moods: [{chance: 0.4, times: 1}]}}\n", "moods-not-one"),
        (BASE + "  tranches: [{id: t, from: g, to: a, at: then, amount: 1}]\n", "unknown-phase"),
        (BASE + "  menu: [{id: m, take: {watch: few}}]\n", "unknown-option"),
        (BASE.replace("0.9", "1"), "not-a-discount"),
        (BASE.replace("for-good", "4"), "phase-length"),
        ("  stakes: {a: {discount: 0.9}}\n  phases: [{id: p, lasts: for-good}]\n", "no-worth"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code(section: str, code: str) -> None:
    """What is wrong is said once, by its own name."""
    assert code in faults(section)


def test_faults_do_not_hide_each_other() -> None:
    """Three slips give three faults, in the order of the file."""
    section = """
  stakes: {a: {discount: 2, peace: 5, war: 1}}
  phases: [{id: peace, lasts: for-good}]
  violations: {x: {by: a, seen: 7, then: nothing}}
"""
    assert faults(section) == ["not-a-discount", "not-a-chance", "unknown-consequence"]


def test_a_fault_says_what_why_and_what_to_do() -> None:
    """The message shows the value at fault and what would be right."""
    (fault,) = report(BASE + "  violations: {x: {by: a, then: snapbak}}\n").faults
    assert '"snapbak"' in fault.what
    assert fault.place.line > 0
    assert fault.do
