"""Changing one place of a file leaves everything else byte for byte as it was."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.dossier import Document
from holdfast.dossier.shape import Plain
from holdfast.errors import DossierError
from strategies import TEXTS

KEYS = ("line", "no", "30-days", "a", "b")


def leaves(tree: Plain, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every text of a tree."""
    if isinstance(tree, dict):
        for key, each in tree.items():
            yield from leaves(each, (*path, key))
    elif isinstance(tree, list):
        for index, each in enumerate(tree):
            yield from leaves(each, (*path, index))
    else:
        yield path


def inner(tree: Plain, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every part of a tree below the top."""
    if path:
        yield path
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, each in steps if not isinstance(tree, str) else ():
        yield from inner(each, (*path, step))


@st.composite
def files(draw: st.DrawFn) -> str:
    """A well-formed file of maps and lists in either style, with comments where they may stand."""
    lines = block(draw, 0, 3)
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    start = draw(st.sampled_from(["", "\ufeff", "# first\n", "---\n"]))
    end = draw(st.sampled_from(["", ending, f"{ending}# last", f"{ending}{ending}"]))
    return start.replace("\n", ending) + ending.join(lines) + end


def block(draw: st.DrawFn, indent: int, depth: int) -> list[str]:
    """The lines of a map or a list."""
    margin, lines = " " * indent, []
    is_list = depth < 3 and draw(st.booleans())
    for key in KEYS[: draw(st.integers(1, 3))]:
        start = f"{margin}-" if is_list else f"{margin}{key}:"
        if draw(st.integers(0, 3)) == 0:
            lines += ["", f"{margin}# a note - with a hyphen: and a colon"]
        comment = draw(st.sampled_from(["", "", "  # beside it"]))
        style = draw(st.integers(0, 5)) if depth else draw(st.integers(0, 3))
        if style < 3:
            lines.append(f"{start} {draw(st.sampled_from(SCALARS))}{comment}")
        elif style == 3:
            lines.append(f"{start} {draw(st.sampled_from(FLOWS))}{comment}")
        elif style == 4 and not is_list:
            lines += [f"{start} |{comment}", f"{margin}  some", f"{margin}    text", ""]
        else:
            below = block(draw, indent + draw(st.sampled_from([2, 3])), depth - 1)
            if is_list and below[0].strip() and draw(st.booleans()):
                column = len(below[0]) - len(below[0].lstrip())
                below[0] = f"{start}{' ' * (column - indent - 1)}{below[0].lstrip()}"
                lines += below
            else:
                lines += [start + comment, *below]
    return lines


SCALARS = ("plain", "two words", "'single'", '"double # no comment"', "20..30", '"a: b"', "0")
LONG: Plain = {"first": "a text of some length " * 3, "second": ["many", "words"] * 9}
PARTS: list[Plain] = ["text", "", ["p", {"q": "r"}], {"p": "1", "q": ["2"]}, LONG, [LONG]]
FLOWS = ("[]", "{}", "[x]", "[x, 'y', z]", "{a: 1, b: [2, 3], c: {d: 4}}", "[{a: 1, b: 2}, {a: 3}]")


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_setting_a_text_changes_its_own_line_alone(file: str, data: st.DataObject) -> None:
    """A text on one line is set: the lines before and after it are as they were."""
    document = Document(file)
    tree = document.get(()) or {}
    texts = list(leaves(tree))
    assume(texts)
    path = data.draw(st.sampled_from(texts))
    value = data.draw(TEXTS)
    changed = document.set(path, value)
    assert changed.get(path) == value
    after = Counter(changed.text.splitlines())
    gone = [line for line in file.splitlines() if not after[line]]
    assert len(gone) <= (3 if "\n" in (document.get(path) or "") else 1)
    for note in ("# a note", "# beside it", "# first", "# last"):
        assert changed.text.count(note) == file.count(note)


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_setting_a_text_back_gives_the_same_bytes(file: str, data: st.DataObject) -> None:
    """What is set to something else and back again is the file that it was."""
    document = Document(file)
    plain = [path for path in leaves(document.get(()) or "") if document.get(path) == "plain"]
    assume(plain)
    path = data.draw(st.sampled_from(plain))
    assert document.set(path, "20..30").set(path, "plain").text == file


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_adding_keeps_every_byte(file: str, data: st.DataObject) -> None:
    """With what was added taken out of the text, the old text is left."""
    document = Document(file)
    tree = document.get(()) or {}
    ways = [(), *inner(tree)]
    path = data.draw(
        st.sampled_from([way for way in ways if not isinstance(document.get(way), str)])
    )
    value = data.draw(st.sampled_from(PARTS))
    there = path if isinstance(document.get(path), list) else (*path, "new-key")
    changed = document.add(there, value).text
    start = next((n for n, (a, b) in enumerate(zip(file, changed)) if a != b), len(file))  # noqa: B905
    rest = len(file) - start
    is_kept = changed.endswith(file[start:]) and len(changed) - rest >= start
    is_empty = document.get(path) in ([], {})  # then brackets are written anew
    assert is_kept or is_empty


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_removing_takes_out_one_part(file: str, data: st.DataObject) -> None:
    """Every other value is still there, and all lines but one were there before."""
    document = Document(file)
    tree = document.get(()) or {}
    ways = [way for way in inner(tree) if len(way) > 1 or len(tree) > 1]
    assume(ways)
    path = data.draw(st.sampled_from(ways))
    changed = document.remove(path)
    if isinstance(path[-1], str):
        assert changed.get(path) is None
    before = Counter(file.splitlines())
    fresh = [line for line in changed.text.splitlines() if not before[line]]
    assert len(fresh) <= 1  # the line in which brackets, or a hyphen, hold what is left


@settings(max_examples=60, deadline=None)
@given(files(), st.data())
def test_setting_a_whole_part(file: str, data: st.DataObject) -> None:
    """A list or a map takes the place of anything, and a text that of a list or a map."""
    document = Document(file)
    tree = document.get(()) or {}
    path = data.draw(st.sampled_from(list(inner(tree))))
    value = data.draw(st.sampled_from(PARTS))
    assert document.set(path, value).get(path) == value or value == ""


@pytest.mark.parametrize("text", ["a: &x 1\n", "a: *x\n", "a: [\n", ""])
def test_what_is_not_well_formed_is_refused(text: str) -> None:
    """A file that cannot be read for certain is not changed."""
    with pytest.raises(DossierError):
        Document(text)
