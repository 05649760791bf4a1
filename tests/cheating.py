"""The smallest day after: one side may cheat, and a pause follows where that is seen."""

_TEXT = """
holdfast: 1
title: One who may cheat
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
issues:
  peace: {title: Peace, options: {signed: Signed, unsigned: Not signed}}
day_after:
  package: {peace: signed}
  stakes:
    a: {discount: 0.9, peace: 3, war: 0}
  phases:
    - {id: peace, lasts: for-good}
  violations:
    cheat: {by: a, gain: %(gain)s, seen: %(seen)s, false_alarm: %(false_alarm)s, then: pause}
  responses:
    pause: {periods: 3, keeps: {violator: %(keeps)s}}
"""


def one_cheat(*, gain: str = "4", seen: str, false_alarm: str = "0", keeps: str) -> str:
    """The text of the dossier; ``keeps`` is the share of peace that a violator keeps."""
    return _TEXT % {"gain": gain, "seen": seen, "false_alarm": false_alarm, "keeps": keeps}
