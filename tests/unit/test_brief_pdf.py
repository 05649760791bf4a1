"""The brief on paper: every section, on sheets that say for whom they are, in any letters here."""

from pathlib import Path

import pytest

import holdfast
from commands import run
from holdfast.desk.opened import OpenDossier
from holdfast.pages import brief_pdf
from workbenches import small_talks

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "line_and_monitors.yaml"


def names(heading: str) -> bytes:
    """A heading as a PDF's table of contents has it."""
    return f"({heading})".encode()


def test_a_pdf_has_the_sections_of_the_page() -> None:
    """And is the same for the same brief, byte for byte."""
    found = holdfast.open(CASE).brief()
    paper = brief_pdf(found, "Seen by the mediators alone.")
    assert paper.startswith(b"%PDF-")
    for heading in ("In short", "Who is there", "What could be agreed", "What this does not know"):
        assert names(heading) in paper, heading
    assert brief_pdf(found, "Seen by the mediators alone.") == paper


def test_what_is_not_there_has_no_heading() -> None:
    """A case without a day after says nothing of whether it would hold."""
    found = holdfast.open(CASE).brief()
    assert names("Would it hold") not in brief_pdf(found, "")


def test_letters_of_both_alphabets_are_set(caplog: pytest.LogCaptureFixture) -> None:
    """No letter of a name, a quotation or a rule is missing from the fonts."""
    talks = small_talks(told="Південь потребує води; югу нужна вода: ≥ 2 м³ → “вода”…")
    brief_pdf(OpenDossier(talks, Path("talks.yaml")).brief(), "Лише посередникам")
    assert "missing" not in caplog.text


def test_the_command_writes_one_where_the_name_asks_for_it(tmp_path: Path) -> None:
    """By the ending of the name; and writes over nothing."""
    file = tmp_path / "brief.pdf"
    assert run("brief", CASE, "-o", file) == 0
    first = file.read_bytes()
    assert first.startswith(b"%PDF-")
    assert run("brief", CASE, "-o", file) == 2
    assert file.read_bytes() == first
