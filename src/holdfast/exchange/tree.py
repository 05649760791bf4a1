"""Values taken from a tree of JSON or YAML, with a fault where one is not what it should be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from holdfast.dossier.file import hold_printable
from holdfast.dossier.findings import Findings as DossierFindings
from holdfast.dossier.node import ListNode, MapNode, Node, ScalarNode, UnreadableNode, compose
from holdfast.errors import Place
from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings
from holdfast.exchange.json_text import compose_json

_JSON = re.compile(r'\s*+\{\s*+"')


@dataclass(frozen=True, slots=True)
class Tree:
    """One file's tree of values; what is not as asked is noted in ``findings`` and comes empty.

    ``near`` is the value in which a missing one should stand, and so where the fault stands.
    """

    file: File
    root: Node
    findings: Findings

    def place(self, node: Node | None) -> Place:
        """Where a value stands; the file as a whole for one that is missing."""
        return self.file.at() if node is None else node.place

    def map(self, node: Node | None, name: str, near: Node | None = None) -> Mapping[str, Node]:
        """The entries of a map."""
        if isinstance(node, MapNode):
            return node.entries
        self._note(node, near, name, "a map of keys and values")
        return {}

    def list(self, node: Node | None, name: str, near: Node | None = None) -> tuple[Node, ...]:
        """The items of a list."""
        if isinstance(node, ListNode):
            return node.items
        self._note(node, near, name, "a list")
        return ()

    def text(self, node: Node | None, name: str, near: Node | None = None) -> str:
        """A text or a number as its text."""
        if isinstance(node, ScalarNode):
            return node.text
        self._note(node, near, name, "a text or a number")
        return ""

    def figure(self, node: Node | None, name: str, near: Node | None = None) -> Fraction:
        """An exact number."""
        figure = read_figure(node.text) if isinstance(node, ScalarNode) else None
        if figure is None:
            self._note(node, near, name, "a number")
        return figure or Fraction(0)

    def _note(self, node: Node | None, near: Node | None, name: str, wanted: str) -> None:
        if isinstance(node, UnreadableNode):
            return
        why, do = "what rests on it cannot be told", f"Give {wanted}."
        if node is None:
            self.findings.fault("missing", f"{name} is missing", why, do, self.place(near))
            return
        found = f", not {node.text!r:.40}" if isinstance(node, ScalarNode) else ""
        what = f"{name} should be {wanted}{found}"
        self.findings.fault("not-as-expected", what, why, do, node.place)


def is_null(node: Node | None) -> bool:
    """True for what is missing, empty or a null of YAML."""
    if isinstance(node, ScalarNode):
        return node.text.lower() in {"", "null", "~"}
    return node is None


def grow_json(file: File, findings: Findings) -> Tree:
    """The tree of a JSON file."""
    return Tree(file, compose_json(file, findings), findings)


def grow(file: File, findings: Findings) -> Tree:
    """The tree of a file in JSON, by its name or by how it begins, or else in YAML."""
    if file.name.lower().endswith(".json") or _JSON.match(file.text):
        return grow_json(file, findings)
    hold_printable(file.text, file.name, "a case")
    found = DossierFindings()
    root = compose(file.text, file.name, found)
    findings.faults += found.faults
    return Tree(file, root, findings)
