"""Small talks with a day after, whose zone holds packages that last and others that do not."""

from pathlib import Path
from random import Random

from holdfast.dossier import Dossier, parse
from holdfast.dossier.day_after import ResolveCase

CASES = Path(__file__).parent / "cases"


def drawn(seed: int) -> Dossier:
    """The small case with an issue more and other numbers; some packages of its zone hold."""
    chance = Random(seed)

    def some(low: int, high: int) -> int:
        return chance.randint(low, high)

    text = (CASES / "line_and_day_after.yaml").read_text(encoding="utf-8")
    issue = "    options: {none: Nobody, joint: Joint patrols, outside: An outside force}\n"
    text = text.replace(
        issue, issue + "  trade:\n    title: Trade\n    options: {shut: Shut, open: Open}\n"
    )
    for party in ("north", "south"):
        _, _, rest = text.partition(f"  {party}:\n    no_deal")
        worth = f"trade: {{weight: {some(2, 12)}, worth: {{open: {some(30, 100)}, shut: 0}}}}"
        marked = rest.replace("    values:\n", f"    values:\n      {worth}\n", 1)
        text = text.replace(rest, marked)
    text = text.replace("no_deal: 40..44", f"no_deal: {some(18, 36)}")
    text = text.replace("no_deal: 45", f"no_deal: {some(18, 36)}")
    text = text.replace("gain: 9..13", f"gain: {some(3, 15)}")
    text = text.replace("war: 20}", f"war: {some(8, 26)}}}")
    text = text.replace("seen: 0.1\n", f"seen: 0.{some(1, 4)}\n")
    text = text.replace("keeps: {violator: 0.5", f"keeps: {{violator: 0.{some(3, 8)}")
    text = text.replace("sees: {raid: 0.6..0.7}", f"sees: {{raid: 0.{some(2, 6)}}}")
    return parse(text, f"drawn-{seed}.yaml")


def steady(dossier: Dossier) -> tuple[ResolveCase, ...]:
    """The course in which East stands by its word."""
    assert dossier.day_after is not None
    return tuple(case for case in dossier.day_after.resolve_cases if case.id == "steady")
