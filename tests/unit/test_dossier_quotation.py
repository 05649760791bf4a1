"""Sources at hand are verified: the file is the one meant, and every quoted word is in it."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.dossier import Dossier, check, parse, read, verify_sources
from holdfast.dossier.quotation import paragraphs_of, quotes
from holdfast.errors import DossierError

REPORT = (
    "A heading\n\n"
    "They said \u201cit\u2019s a start\u201d \u2013 no more\u2026 for now.\n   \n"
    "The   meadow\tand the quarry, they said.\r\n"
    "The meadow again.\n"
)
SUM = hashlib.sha256(REPORT.encode()).hexdigest()


def dossier(evidence: str, sha256: str = SUM, file: str = "report.txt") -> str:
    """A dossier whose one source is the report."""
    return (
        "holdfast: 1\ntitle: Talks\n"
        f"sources:\n  r: {{title: Report, file: {file}, sha256: {sha256}}}\n"
        f"evidence:\n{evidence}"
        "parties: {north: {name: North, roles: principal}}\n"
        "issues: {line: {title: Line, options: {stay: Stay, go: Go}}}\n"
    )


def quotation(words: str, paragraph: int | str = "") -> str:
    """One piece of evidence that quotes."""
    number = f", paragraph: {paragraph}" if paragraph else ""
    return f'  q: {{source: r, says: So., words: "{words}"{number}}}\n'


def folder(path: Path, text: str, report: bytes | None = REPORT.encode()) -> Path:
    """A folder with a dossier, and the report beside it."""
    (path / "dossier.yaml").write_text(text, encoding="utf-8")
    if report is not None:
        (path / "report.txt").write_bytes(report)
    return path


@pytest.mark.parametrize(
    ("words", "paragraph"),
    [
        ("heading", 1),
        ("it's a start", 2),
        ('\u201eit\u2019s a start\\"', 2),
        ("they said", 3),
        ("The meadow and the quarry", 3),
        ("The ... quarry ... said.", 3),
        ("start\u2026no more", 2),
        ('a start\\" - no more... for', ""),
        ("The meadow", 4),
        ("meadow again", ""),
    ],
)
def test_words_that_stand_there(words: str, paragraph: int | str, tmp_path: Path) -> None:
    """White space, the shapes of marks, and words left out make no difference."""
    report = check(folder(tmp_path, dossier(quotation(words, paragraph))))
    assert report.faults == ()
    assert report.sources.checks["r"].found == 1


@pytest.mark.parametrize(
    ("words", "paragraph", "advice"),
    [
        ("mountain", 3, "Quote them exactly"),
        ("The meadow and quarry", 3, "Quote them exactly"),
        ("quarry ... meadow", 3, "Quote them exactly"),
        ("the meadow", 3, "Quote them exactly"),
        ("mead", 3, "Quote them exactly"),
        ("heading They", "", "Quote them exactly"),
        ("meadow again", 3, "They stand in paragraph 4"),
        ("... the said ...", 3, "Quote them exactly"),
    ],
)
def test_words_that_do_not_stand_there(
    words: str, paragraph: int | str, advice: str, tmp_path: Path
) -> None:
    """Other words, another order, another case, parts of words and other paragraphs are faults."""
    [fault] = check(folder(tmp_path, dossier(quotation(words, paragraph)))).faults
    assert (fault.code, fault.path) == ("words-not-found", ("evidence", "q", "words"))
    assert fault.do.startswith(advice)
    assert words in fault.what


def test_each_quotation_is_counted(tmp_path: Path) -> None:
    """The report says how many were looked for and found, and what is verified."""
    evidence = quotation("heading", 1) + quotation("quarry", 3).replace("q:", "q2:")
    evidence += "  q3: {source: r, says: Nothing quoted., paragraph: 2}\n"
    report = check(folder(tmp_path, dossier(evidence))).sources
    assert report.verified == report.at_hand == ("r",)
    assert (report.quotations, report.checks["r"].found, report.checks["r"].is_same) == (2, 2, True)
    assert report.checks["r"].file.endswith("report.txt")


def test_without_the_file_nothing_is_a_fault(tmp_path: Path) -> None:
    """A source that is not at hand is not verified, and that is all."""
    report = check(folder(tmp_path, dossier(quotation("mountain", 99)), None))
    assert report.faults == ()
    assert (report.sources.verified, report.sources.at_hand) == ((), ())
    assert report.sources.quotations == 0


def test_a_changed_file_and_words_that_are_not_in_it(tmp_path: Path) -> None:
    """Both are said: one does not hide the other."""
    text = dossier(quotation("mountain", 3))
    report = check(folder(tmp_path, text, REPORT.encode() + b"More.\n"))
    assert [fault.code for fault in report.faults] == ["source-changed", "words-not-found"]
    assert report.sources.checks["r"].is_same is False
    assert report.sources.verified == ()


def test_a_source_without_a_sum_is_at_hand_but_not_verified(tmp_path: Path) -> None:
    """Its quotations are looked for; whether it is the same text, nobody can tell."""
    text = dossier(quotation("quarry", 3)).replace(f", sha256: {SUM}", "")
    report = check(folder(tmp_path, text))
    assert (report.sources.at_hand, report.sources.verified) == (("r",), ())
    assert report.sources.checks["r"].is_same is None
    assert "source-without-sum" in [notice.code for notice in report.notices]


def test_a_paragraph_that_is_not_there(tmp_path: Path) -> None:
    """It is a fault with words and without."""
    evidence = quotation("quarry", 5) + "  q2: {source: r, says: So., paragraph: 6}\n"
    report = check(folder(tmp_path, dossier(evidence)))
    codes = [(fault.code, fault.path[1]) for fault in report.faults]
    assert codes == [("paragraph-not-found", "q"), ("paragraph-not-found", "q2")]
    assert report.sources.checks["r"].found == 0


def test_words_at_fault_already_are_not_looked_for(tmp_path: Path) -> None:
    """What cannot be read of evidence raises no second fault."""
    long = " ".join("abcdefghijklmn")
    [fault] = check(folder(tmp_path, dossier(quotation(long, 3)))).faults
    assert fault.code == "too-many-words"


def test_folders_are_searched_in_turn(tmp_path: Path) -> None:
    """Beside the dossier first, then in the named folders, with or without the folder's name."""
    talks, first, second = (tmp_path / name for name in ("talks", "first", "second"))
    for each in (talks, first, second / "sources"):
        each.mkdir(parents=True)
    text = dossier(quotation("quarry", 3), file="sources/report.txt")
    folder(talks, text, None)
    (second / "sources" / "report.txt").write_bytes(b"Another text.\n")
    assert check(talks, [first]).sources.at_hand == ()
    assert check(talks, second).faults != ()
    (first / "report.txt").write_bytes(REPORT.encode())
    assert check(talks, [first, second]).sources.verified == ("r",)
    with pytest.raises(DossierError):
        read(talks, [second, first])


def test_a_source_that_is_no_text_is_known_by_its_sum_alone(tmp_path: Path) -> None:
    """Its words cannot be looked for, which is no fault; its sum is verified."""
    data = b"%PDF-1.7\xff\xfe\x00"
    text = dossier(quotation("quarry", 3), hashlib.sha256(data).hexdigest())
    check_ = check(folder(tmp_path, text, data)).sources.checks["r"]
    assert (check_.is_same, check_.quotations, check_.found) == (True, 1, 0)
    assert check_.is_verified is False


def test_a_dossier_that_was_built_in_python(tmp_path: Path) -> None:
    """Without a file of its own, its faults stand in no line."""
    built: Dossier = replace(parse(dossier(quotation("mountain", 3))), places={}, name="")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8", newline="")
    [fault] = verify_sources(built, [tmp_path]).faults
    assert (fault.code, fault.place.line) == ("words-not-found", 0)


def test_paragraphs_are_lines_that_hold_something() -> None:
    """Lines of white space alone do not count, however the lines end."""
    assert paragraphs_of("a\r\n \r\nb\rc\n\n\nd") == ["a", "b", "c", "d"]
    assert paragraphs_of("") == []


def test_a_mark_at_the_beginning_is_no_part_of_the_first_paragraph() -> None:
    """A byte-order mark does not stand in the way of the first word."""
    assert quotes("First", paragraphs_of("\ufeffFirst")[0])
