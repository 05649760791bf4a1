"""XML from strangers: nothing is fetched or grows, limits hold, and slips are mended or refused."""

import os
import time
from pathlib import Path

import pytest

from holdfast.errors import InputError, Place
from holdfast.exchange import files, markup
from holdfast.exchange.files import File, read_file
from holdfast.exchange.findings import Findings
from holdfast.exchange.markup import Element, read_markup

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def parsed(text: str) -> tuple[Element, Findings]:
    """The root of an XML text, and what was noted."""
    findings = Findings()
    return read_markup(File("x.xml", "", text), findings), findings


def refusal(text: str) -> InputError:
    """The error that a text ends in."""
    with pytest.raises(InputError) as caught:
        parsed(text)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a b="&l9;"/>',
        '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>',
        '<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/hostname"> %b;]><a/>',
        '<!-- late --><?xml version="1.0"?><!DOCTYPE a><a b="&"/>',
    ],
)
def test_document_types_are_refused(text: str) -> None:
    """So no entity can be declared, fetched or multiplied."""
    assert refusal(text).code == "unsafe-xml"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<a>\n<b>\n</a>", 3),
        ("<a/>\n<a/>", 2),
        ("<a>\n\n", 3),
        ('<a>\n<b c="&made-up;"/></a>', 2),
        ('<a\n b="1" b="2"/>', 2),
        ("plain words", 1),
        ('<a b="1"c="2"d=3/>', 1),
        ('<a b="x < y"><c>\x00</c></a>', 1),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_line(text: str, line: int) -> None:
    """Also when a slip that could be mended stands beside one that cannot."""
    error = refusal(text)
    assert error.code == "not-well-formed"
    assert error.where[0].line == line
    assert "column" in error.message


def test_mending_keeps_every_line_where_it_was() -> None:
    """And each kind of slip is one warning, with its first line and how often it stands."""
    root, findings = parsed(
        '<!-- a comment --><?xml version="1.0" encoding="latin-1"?>\n'
        '<a b="1"c="2">\n<d e="x & y < 3 &amp; z"\n/><f g=\'&\'/></a>'
    )
    first, second = root.children
    assert [root.place.line, first.place.line, second.place.line] == [2, 3, 4]
    assert (root.get("c"), first.get("e"), second.get("g")) == ("2", "x & y < 3 & z", "&")
    assert [(w.code, w.place.line) for w in findings.warnings] == [
        ("mended", 1),
        ("mended", 3),
        ("mended", 3),
        ("mended", 2),
    ]


def test_well_formed_text_is_never_touched() -> None:
    """A file that needs no mending keeps even what looks like a slip."""
    root, findings = parsed("<a b='c=\"1\"d'><!-- & < --></a>")
    assert root.get("b") == 'c="1"d'
    assert findings.warnings == []


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Depth and number of elements are bounded."""
    assert refusal("<a>" * (markup.MOST_DEPTH + 1)).code == "too-large"
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 9)
    assert refusal(f"<a>{'<b/>' * 9}</a>").code == "too-large"
    assert len(parsed(f"<a>{'<b/>' * 8}</a>")[0].children) == 8


@pytest.mark.parametrize(
    "text",
    [
        "<a>" * 300_000,
        "<a b=" * 200_000,
        '<a "' * 200_000,
        "<!-- " * 200_000,
        "<!-- --> " * 100_000 + "x",
        " " * 1_000_000,
        "&" * 1_000_000,
        '<a b="&' + "<" * 500_000,
        '="' * 400_000,
        "= " * 400_000 + '"',
        "<a" + " b='c'" * 150_000 + "&",
    ],
)
def test_hostile_text_costs_little(text: str) -> None:
    """Every pattern passes over the text once; a second is far more than it takes."""
    begun = time.process_time()
    assert refusal(text).code in {"not-well-formed", "too-large"}
    assert time.process_time() - begun < 2


def test_a_file_is_read_up_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A larger one is refused without being read whole."""
    path = tmp_path / "large.xml"
    path.write_text("<a/>" * 10)
    monkeypatch.setattr(files, "MOST_BYTES", 39)
    with pytest.raises(InputError) as caught:
        read_file(path)
    assert caught.value.code == "too-large"
    monkeypatch.setattr(files, "MOST_BYTES", 40)
    assert len(read_file(path).text) == 40


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a b='é'/>".encode(), "<a b='é'/>"),
        ("<a b='é'/>".encode("utf-8-sig"), "<a b='é'/>"),
        ("<a b='é'/>".encode("utf-16"), "<a b='é'/>"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xe9'/>", None),
    ],
)
def test_encodings_are_told_by_mark_or_declaration(
    tmp_path: Path, data: bytes, text: str | None
) -> None:
    """UTF-8 unless the file says otherwise."""
    path = tmp_path / "x.xml"
    path.write_bytes(data)
    file = read_file(path)
    assert file.text == text or file.text.endswith("<a b='é'/>")
    assert read_markup(file, Findings()).get("b") == "é"


def test_what_is_no_file_or_no_text_is_refused(tmp_path: Path) -> None:
    """With the file's name alone, never the machine's path to it."""
    path = tmp_path / "x.xml"
    path.write_bytes(b"<a>\n\xff</a>")
    pipe = tmp_path / "x.fifo"
    os.mkfifo(pipe)
    for wanted, code, line in [
        (path, "not-text", 2),
        (tmp_path / "none.xml", "unreadable", 0),
        (tmp_path, "unreadable", 0),
        (pipe, "unreadable", 0),
    ]:
        with pytest.raises(InputError) as caught:
            read_file(wanted)
        assert caught.value.code == code
        assert caught.value.where == (Place(wanted.name, line),)
        assert str(tmp_path) not in caught.value.message
