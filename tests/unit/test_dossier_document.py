"""A file is changed in one place, as a person would change it."""

from pathlib import Path

import pytest

from holdfast.dossier import Document, check_text, starter
from holdfast.dossier.findings import KeyPath
from holdfast.dossier.shape import Plain
from holdfast.errors import DossierError, InputError, QuestionError

TEXT = """\
# The talks.
parties:   # who is there
  north: {name: North, roles: principal}   # since the first round

  # The neighbour.
  south:
    name: 'South'
    roles: [principal]
links:
- id: l1   # the first
  # of three
  never: {line: go}
-   id: l2
    never: {line: stay}
about: >-
  A text
  on two lines.

date:
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("parties", "north", "name"), "N", "name: North", "name: N"),
        (("parties", "south", "name"), "a: b", "'South'", '"a: b"'),
        (("parties", "south", "roles"), ["donor", "mediator"], "[principal]", "[donor, mediator]"),
        (("parties", "south", "roles", 0), "donor", "[principal]", "[donor]"),
        (("parties", "north"), "N", "{name: North, roles: principal}", "N"),
        (("links", 1, "id"), "l9", "id: l2", "id: l9"),
        (("links", 0, "never", "line"), ["go", "stay"], "line: go}", "line: [go, stay]}"),
        (("about",), "Short.", ">-\n  A text\n  on two lines.", "Short."),
        (("date",), "2026-01-24", "date:", "date: 2026-01-24"),
        (
            ("parties", "south"),
            {"name": "S"},
            "  south:\n    name: 'South'\n    roles: [principal]",
            "  south: {name: S}",
        ),
    ],
)
def test_set(path: KeyPath, value: Plain, old: str, new: str) -> None:
    """Another value stands where the old one stood, and beside it what stood beside it."""
    changed = Document(TEXT).set(path, value)
    assert changed.text == TEXT.replace(old, new)
    assert changed.get(path) == value


@pytest.mark.parametrize(
    ("path", "value", "before", "new"),
    [
        (("parties", "east"), {"name": "East"}, "links:", "  east: {name: East}\n"),
        (("parties", "south", "at_table"), "no", "links:", "    at_table: no\n"),
        (("links",), {"id": "l3"}, "about:", "- {id: l3}\n"),
        (("links", 1, "why"), "So.", "about:", "    why: So.\n"),
        (("tracks", "military"), "Military", "", "tracks: {military: Military}\n"),
        (("parties", "north", "about"), "x, y", "}   #", ', about: "x, y"'),
        (("parties", "south", "roles"), "donor", "]\nlinks", ", donor"),
    ],
)
def test_add(path: KeyPath, value: Plain, before: str, new: str) -> None:
    """A new entry or item stands after the last, and nothing else has changed."""
    at = TEXT.index(before) if before else len(TEXT)
    assert Document(TEXT).add(path, value).text == TEXT[:at] + new + TEXT[at:]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (
            ("parties", "north"),
            "  north: {name: North, roles: principal}   # since the first round\n",
            "",
        ),
        (("parties", "north", "name"), "name: North, ", ""),
        (("parties", "north", "roles"), ", roles: principal", ""),
        (("parties", "south", "roles", 0), "[principal]", "[]"),
        (("links", 0), "- id: l1   # the first\n  # of three\n  never: {line: go}\n", ""),
        (("links", 0, "id"), "id: l1   # the first", "   # the first"),
        (("links", 1, "id"), "id: l2\n    never", "never"),
        (("links", 1, "never", "line"), "{line: stay}", "{}"),
        (("about",), "about: >-\n  A text\n  on two lines.\n", ""),
    ],
)
def test_remove(path: KeyPath, old: str, new: str) -> None:
    """One entry or item is gone, with its lines; what holds nothing more is empty."""
    assert Document(TEXT).remove(path).text == TEXT.replace(old, new)


def test_a_document_is_never_changed_itself() -> None:
    """Every change gives a new document."""
    document = Document(TEXT)
    document.set(("date",), "2026-01-24")
    assert document.text == TEXT
    assert document.get(("date",)) == ""
    assert document.get(("nowhere", 3)) is None


def test_what_cannot_be_is_refused() -> None:
    """A place that there is not, one that is taken, and the whole."""
    document = Document(TEXT)
    paths: list[KeyPath] = [("links", 7), ("about", "x"), ("links", "x"), (), ("parties", 0)]
    for path in paths:
        with pytest.raises(QuestionError) as caught:
            document.set(path, "x")
        assert caught.value.code in {"no-such-path", "already-there"}
    with pytest.raises(QuestionError) as caught:
        document.add(("parties", "north"), "x")
    assert caught.value.code == "already-there"
    gone: list[KeyPath] = [("nowhere",), ("links", 2), ()]
    for missing in gone:
        with pytest.raises(QuestionError):
            document.remove(missing)
    with pytest.raises(QuestionError):
        Document("a: b\n").remove(("a",))


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    """With its mark at the beginning and its line ends, and changed in its own way."""
    data = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()
    (tmp_path / "dossier.yaml").write_bytes(data)
    document = Document.read(tmp_path)
    assert document.text.encode() == data
    changed = document.add(("parties", "east"), {"name": "East " * 20, "roles": "donor"}).text
    assert changed.startswith("\ufeff#")
    assert "\r\n" in changed
    assert "\n" not in changed.replace("\r\n", "")


def test_a_file_that_cannot_be_read_is_not_changed(tmp_path: Path) -> None:
    """Missing, or not well-formed."""
    with pytest.raises(InputError):
        Document.read(tmp_path / "nowhere.yaml")
    with pytest.raises(DossierError):
        Document("a: [b\n")


def test_a_dossier_stays_sound() -> None:
    """A party, its view and a red line are added to the starting dossier, and a link is removed."""
    document = Document(starter()).add(
        ("parties", "east"), {"name": "East", "roles": ["guarantor"]}
    )
    document = document.add(("views", "east", "no_deal"), "3..4")
    line: Plain = {"id": "r9", "never": {"line": "with-swap"}, "price": "never"}
    document = document.add(("views", "north", "red_lines"), line).remove(("links", 0))
    report = check_text(document.text)
    assert report.dossier is not None
    assert [each.id for each in report.dossier.views["north"].red_lines][-1] == "r9"
    assert list(report.dossier.parties) == ["north", "south", "guarantor", "valley", "east"]
    assert document.text.count("#") == starter().count("#")


def test_a_list_is_begun_where_the_format_has_one() -> None:
    """A first red line is the first of a list; a role, which may stand alone, stands alone."""
    line = {"id": "l", "never": {"line": "go"}, "price": "never"}
    path: KeyPath = ("views", "north", "red_lines")
    changed = Document("views:\n  north:\n    no_deal: 3\n").add(path, line)
    assert changed.get(path) == [line]
    assert changed.add(path, {**line, "id": "m"}).get((*path, 1, "id")) == "m"
    assert Document("views: {}\n").add(path, [line]).get(path) == [line]
    roles: KeyPath = ("parties", "north", "roles")
    assert Document("parties: {north: {name: N}}\n").add(roles, "principal").get(roles) == (
        "principal"
    )
