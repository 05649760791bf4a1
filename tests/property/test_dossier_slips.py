"""A slip of the keyboard anywhere in a dossier is named, alone, and hides no other fault."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.dossier import Dossier, check_text, parse, starter, write
from strategies import dossiers

LINES = starter().splitlines()
WRITTEN = [n for n, line in enumerate(LINES) if line.strip() and not line.lstrip().startswith("#")]
SLIPS: dict[str, Callable[[str], str]] = {
    "second colon": lambda line: f"{line} : x: y",
    "open quote": lambda line: line.replace(": ", ": 'it ", 1) if ": " in line else f"{line}'",
    "no colon": lambda line: line.replace(":", "", 1),
    "closing brace": lambda line: f"{line} }}",
    "open brace": lambda line: line.replace("}", "", 1),
    "too far in": lambda line: f" {line}",
    "too far out": lambda line: line.removeprefix(" "),
    "tab": lambda line: f"\t{line}",
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_any_line_is_at_most_one_fault(name: str) -> None:
    """Of the starting dossier, a third of the lines in turn: nothing follows from the slip."""
    slip = SLIPS[name]
    found = {}
    for n in WRITTEN[len(name) % 3 :: 3]:
        text = "\n".join([*LINES[:n], slip(LINES[n]), *LINES[n + 1 :]]) + "\n"
        faults = check_text(text).faults
        if len(faults) > 1:
            found[n + 1] = [str(fault) for fault in faults]
    assert found == {}


@pytest.mark.parametrize("name", ["second colon", "open brace", "closing brace"])
def test_a_slip_within_a_line_hides_no_other_fault(name: str) -> None:
    """A fault in the last line is named whatever line of the other sections is broken."""
    slip, last = SLIPS[name], WRITTEN[-1]
    assert "weight: 10" in LINES[last]
    for n in (n for n in WRITTEN if n < LINES.index("views:")):
        changed = slip(LINES[n])
        lines = [*LINES[:n], changed, *LINES[n + 1 :]]
        lines[last] = lines[last].replace("weight: 10", "weight: ten")
        codes = [fault.code for fault in check_text("\n".join(lines)).faults]
        assert "bad-number" in codes, (n + 1, changed)


@settings(max_examples=40, deadline=None)
@given(dossiers(), st.data())
def test_what_is_left_out_is_never_a_crash(dossier: Dossier, data: st.DataObject) -> None:
    """Any lines taken out of a dossier leave a sound one, or one with faults: nothing else."""
    lines = write(dossier).splitlines()
    start = data.draw(st.integers(0, len(lines)))
    end = data.draw(st.integers(start, min(start + 6, len(lines))))
    report = check_text("\n".join([*lines[:start], *lines[end:]]) + "\n")
    assert (report.dossier is None) == bool(report.faults)
    assert len({(f.code, f.place, f.path) for f in report.faults}) == len(report.faults)


@settings(max_examples=60, deadline=None)
@given(dossiers(parties=(2, 2), issues=(1, 2)), st.data())
def test_any_character_anywhere_is_never_a_crash(dossier: Dossier, data: st.DataObject) -> None:
    """A dossier with a character too many is read or refused."""
    text = write(dossier)
    at = data.draw(st.integers(0, len(text)))
    mark = data.draw(st.sampled_from(list("\t\n :-?,[]{}#&*!|>'\"%@`\\~0\u00e9")))
    report = check_text(text[:at] + mark + text[at:])
    assert (report.dossier is None) == bool(report.faults)
    if report.dossier is not None:
        assert parse(write(report.dossier)) == report.dossier
