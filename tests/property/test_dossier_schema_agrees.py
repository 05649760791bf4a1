"""The JSON Schema and the reader never disagree on the shape of a dossier."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.dossier import Dossier, check_text, schema, starter, write
from holdfast.dossier.format import DOSSIER
from holdfast.dossier.shape import Plain
from holdfast.dossier.writing import block
from strategies import dossiers

BEYOND_SHAPE = {
    "bars-everything",
    "duplicate-id",
    "include-not-found",
    "no-words",
    "order-incomplete",
    "order-repeats",
    "range-reversed",
    "too-many-words",
}
"""Faults in how the parts fit together, which JSON Schema has no words for."""

JUNK: list[Plain] = [
    "",
    "a text",
    "assumed",
    "never",
    "yes",
    "Not An Id",
    "-3",
    "3..4",
    "4..3x",
    "1e3",
    "0.5",
    ".5",
    "1234567890123456789",
    "2026-02-30",
    "2026-02-03",
    "../up",
    "down/below.yaml",
    "/etc/passwd",
    "principal",
    "bell \x07",
    [],
    ["a", "a"],
    ["a", "b"],
    [["a"], "b"],
    [{"id": "x", "never": {"line": "a"}}],
    {},
    {"a": "b"},
    {"line": "a"},
    {"worth": "3", "because": "x"},
    {"worth": {"a": "1"}, "order": ["a"]},
]
KEYS = ("title", "titel", "numbers", "because", "worth", "about", "date", "include", "Odd Key")


@cache
def validator(*, included: bool = False) -> Any:
    """What holds a tree of values against the schema."""
    shape = schema(included=included)
    kind = jsonschema.Draft202012Validator
    kind.check_schema(shape)
    return kind(shape, format_checker=kind.FORMAT_CHECKER)


def ways(tree: Plain, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The ways to all parts of a tree."""
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    inner = steps if not isinstance(tree, str) else ()
    return [path, *(way for step, each in inner for way in ways(each, (*path, step)))]


def changed(draw: st.DrawFn, tree: Plain) -> Plain:
    """A tree in which one thing was changed, taken out or put in."""
    *there, last = draw(st.sampled_from(ways(tree)[1:]))
    parent: Any = tree
    for step in there:
        parent = parent[step]
    what = draw(st.sampled_from(["replace", "replace", "remove", "rename", "insert"]))
    if what == "remove":
        del parent[last]
    elif what == "replace" or not isinstance(parent, dict):
        parent[last] = draw(st.sampled_from(JUNK))
    elif what == "rename":
        parent[draw(st.sampled_from(KEYS))] = parent.pop(last)
    else:
        parent[draw(st.sampled_from(KEYS))] = draw(st.sampled_from(JUNK))
    return tree


@st.composite
def broken(draw: st.DrawFn) -> Plain:
    """The tree of a sound dossier with a change or two."""
    tree = DOSSIER.plain(draw(dossiers(parties=(2, 2), issues=(1, 2))))
    for _ in range(draw(st.integers(1, 2))):
        tree = changed(draw, tree)
    return tree


@settings(max_examples=60, deadline=None)
@given(broken())
def test_the_same_shapes_are_refused(tree: Plain) -> None:
    """With every plain value a text, reader and schema refuse the same trees."""
    text = block(tree, 0) if tree else "{}"
    codes = {fault.code for fault in check_text(text).faults}
    shape_codes = {c for c in codes - BEYOND_SHAPE if not re.fullmatch("unknown-(?!key).*", c)}
    if "unknown-version" in codes:
        shape_codes.add("unknown-version")
    said = [f"{error.json_path}: {error.message[:200]}" for error in validator().iter_errors(tree)]
    assert bool(said) == bool(shape_codes), (shape_codes, said)


WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    "true": True,
    "false": False,
}
WHOLE = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def resolved(node: yaml.Node) -> Any:
    """What an editor makes of YAML 1.2: numbers, booleans and nothing where they look like it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: resolved(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [resolved(item) for item in node.value]
    if not node.style and node.value in WORDS:
        return WORDS[node.value]
    for form, meaning in ((WHOLE, int), (FLOAT, float)):
        if not node.style and form.fullmatch(node.value):
            return meaning(node.value)
    return node.value


def as_an_editor_sees(text: str) -> Any:
    """A text as the values that an editor holds against the schema."""
    return resolved(yaml.compose(text, Loader=yaml.CBaseLoader))


@settings(max_examples=20, deadline=None)
@given(dossiers())
def test_an_editor_marks_nothing_in_a_sound_dossier(dossier: Dossier) -> None:
    """What the reader accepts is valid, also where an editor reads numbers and booleans."""
    said = [error.json_path for error in validator().iter_errors(as_an_editor_sees(write(dossier)))]
    assert said == []


def test_an_editor_marks_nothing_in_the_starting_dossier() -> None:
    """The dossier that `holdfast new` writes is valid."""
    assert [e.json_path for e in validator().iter_errors(as_an_editor_sees(starter()))] == []


EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_an_editor_marks_nothing_in_the_examples(path: Path) -> None:
    """The examples are valid: a dossier's own file by one shape, what it includes by the other."""
    tree = as_an_editor_sees(path.read_text(encoding="utf-8"))
    errors = validator(included="holdfast" not in tree).iter_errors(tree)
    assert [error.json_path for error in errors] == []


def test_sections_may_stand_in_included_files() -> None:
    """A dossier that includes files needs no issues of its own; the files need nothing else."""
    head = {"holdfast": 1, "title": "Talks", "include": ["issues.yaml"]}
    part = {"issues": {"line": {"title": "Line", "options": {"a": "A", "b": "B"}}}}
    assert validator().is_valid(head)
    assert not validator().is_valid({key: head[key] for key in ("holdfast", "title")})
    assert validator(included=True).is_valid(part)
    assert not validator(included=True).is_valid(head)
