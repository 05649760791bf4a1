"""JSON with places: what it holds, and what is refused where."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.dossier.node import ListNode, MapNode, Node, ScalarNode
from holdfast.errors import InputError
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.json_text import compose_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def composed(text: str) -> Node:
    """The tree of a text without duplicate keys."""
    findings = Findings()
    node = compose_json(File("x.json", "", text), findings)
    assert findings.faults == []
    return node


def plain(node: Node) -> object:
    """The tree as lists, maps and texts."""
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    if isinstance(node, MapNode):
        return {key: plain(value) for key, value in node.entries.items()}
    assert isinstance(node, ScalarNode)
    return node.text


def as_texts(value: object) -> object:
    """What the standard library reads, with every scalar as its JSON text."""
    if isinstance(value, list):
        return [as_texts(item) for item in value]
    if isinstance(value, dict):
        return {key: as_texts(item) for key, item in value.items()}
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_it_reads_what_the_standard_library_writes(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    """Whatever the value, the indentation and the escapes."""
    assert plain(composed(json.dumps(value, indent=indent, ensure_ascii=ascii_only))) == as_texts(
        value
    )


def test_values_know_their_places() -> None:
    """Lines and columns count from 1."""
    root = composed('{\n  "a": [1,\n\t2e5]}')
    assert isinstance(root, MapNode)
    items = root.entries["a"]
    assert isinstance(items, ListNode)
    assert (root.keys["a"].line, root.keys["a"].column) == (2, 3)
    assert [(i.place.line, i.place.column) for i in items.items] == [(2, 9), (3, 2)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("{", 1, 2),
        ('{"a"\n1}', 2, 1),
        ('{"a":1,\n}', 2, 1),
        ("[1\n2]", 2, 1),
        ("[1,]", 1, 4),
        ("1 2", 1, 3),
        ('"a\nb"', 1, 1),
        ('["\\x"]', 1, 2),
        ('["\\ud800"]', 1, 2),
        ("[01]", 1, 3),
        ("nope", 1, 1),
        ("{'a': 1}", 1, 2),
        ('\n ["a" , }', 2, 9),
    ],
)
def test_what_is_no_json_is_refused_where_it_stands(text: str, line: int, column: int) -> None:
    """With the reason and the column in words."""
    with pytest.raises(InputError) as caught:
        composed(text)
    assert caught.value.code == "not-well-formed"
    assert (caught.value.where[0].line, caught.value.where[0].column) == (line, column)


def test_a_key_that_stands_twice_is_a_fault() -> None:
    """Programs differ in which of the two they take."""
    findings = Findings()
    compose_json(File("x.json", "", '{"a": 1,\n"a": 2}'), findings)
    assert [(fault.code, fault.place.line) for fault in findings.faults] == [("duplicate-key", 2)]


@pytest.mark.parametrize(
    "text", ['"' + "a" * 10**6, "[" * 10**5, '"\\' * 10**5, "1" * 10**6, " " * 10**6]
)
def test_hostile_text_costs_little(text: str) -> None:
    """Each pattern passes over the text once."""
    begun = time.process_time()
    try:
        composed(text)
    except InputError as error:
        assert error.where[0].file == "x.json"
    assert time.process_time() - begun < 2
