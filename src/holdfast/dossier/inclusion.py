"""Files that a dossier includes: from its own folder or below it, one level deep, each once."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from holdfast.dossier.file import decode, hold_size, load
from holdfast.dossier.findings import Findings, Refusal, advice, shown
from holdfast.dossier.format import HEAD, SECTIONS
from holdfast.dossier.kinds import is_inner_name
from holdfast.dossier.node import ListNode, MapNode, Node, ScalarNode, UnreadableNode
from holdfast.dossier.salvage import compose_all
from holdfast.dossier.shape import Spot
from holdfast.errors import InputError, Place

COUNT_LIMIT = 64


@dataclass(slots=True)
class Inclusion:
    """The files that one dossier includes, while they are read.

    ``sums`` holds the SHA-256 sum of each by the name under which it is included.
    """

    name: str
    file: Path | None
    findings: Findings
    sums: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def join(self, root: Node) -> Node:
        """The dossier's own file together with every file that it includes."""
        if not isinstance(root, MapNode) or "include" not in root.entries:
            return root
        parts, is_partial = [root], False
        opened = {self.file.resolve()} if self.file else set()
        for name, place in _names(root.entries["include"]):
            # What is no inner name is never looked for; the reader of `include` refuses it.
            part = self._part(name, place, opened) if is_inner_name(name) else None
            if isinstance(part, MapNode):
                parts.append(self._sections(part))
            else:
                is_partial = True
        merged = self._merged(parts)
        return _with_gaps(merged) if is_partial else merged

    def _part(self, name: str, place: Place, opened: set[Path]) -> Node | None:
        file, refusal = self._locate(name, opened)
        if file is None:
            if refusal:
                self.findings.fault(refusal.at(place, ("include",)))
            return None
        opened.add(file)
        shown_as = (PurePosixPath(self.name).parent / name).as_posix()
        try:
            data = load(file, shown_as)
            self.size += len(data)
            hold_size(self.size, f"All that {self.name} includes, taken together,")
            text = decode(data, shown_as)
        except InputError as error:
            refusal = Refusal(
                "include-unreadable",
                error.message.split(". ")[0].rstrip("."),
                "what it holds is missing from the dossier",
                "Mend or replace the file, or remove it from `include`.",
            )
            self.findings.fault(refusal.at(place, ("include",)))
            return None
        self.sums[name] = hashlib.sha256(data).hexdigest()
        self.findings.files.append(shown_as)
        return compose_all(text.removeprefix("\ufeff"), shown_as, self.findings)

    def _locate(self, name: str, opened: set[Path]) -> tuple[Path | None, Refusal | None]:
        if self.file is None:
            return None, _NO_FOLDER
        if len(self.sums) >= COUNT_LIMIT:
            return None, _TOO_MANY
        folder = self.file.parent.resolve()
        try:
            file = (folder / name).resolve(strict=True)
        except (OSError, RuntimeError):
            return None, _missing(name)
        if not file.is_relative_to(folder):
            return None, _outside(name)
        if file in opened:
            return None, _repeated(name)
        return file, None

    def _sections(self, part: MapNode) -> MapNode:
        """What an included file may hold: sections alone."""
        for key, place in part.keys.items():
            if key in HEAD:
                self.findings.fault(_head(key).at(place))
            elif key not in SECTIONS:
                refusal = Refusal(
                    "unknown-key",
                    f"An included file has no key {shown(key)}",
                    "what stands under it would be left unread",
                    advice(key, SECTIONS),
                )
                self.findings.fault(refusal.at(place, (key,)))
        entries = {key: node for key, node in part.entries.items() if key in SECTIONS}
        return MapNode(entries, part.keys, part.place)

    def _merged(self, parts: list[MapNode]) -> MapNode:
        entries = dict(parts[0].entries)
        keys = dict(parts[0].keys)
        for part in parts[1:]:
            for key, node in part.entries.items():
                keys.setdefault(key, part.keys[key])
                entries[key] = self._joined(key, entries.get(key), node)
        return MapNode(entries, keys, parts[0].place)

    def _joined(self, key: str, first: Node | None, second: Node) -> Node:
        """One section that is given in two files."""
        shape = SECTIONS[key].shape
        if first is None or isinstance(first, UnreadableNode):
            return second
        if isinstance(second, UnreadableNode):
            return first
        for node, other in ((first, second), (second, first)):
            if not shape.reads(node):
                shape.read(Spot(node, (key,), self.findings, node.place))
                return other
        if isinstance(first, ListNode) and isinstance(second, ListNode):
            return ListNode(first.items + second.items, first.place)
        if isinstance(first, MapNode) and isinstance(second, MapNode):
            return self._union(key, first, second)
        return first

    def _union(self, key: str, first: MapNode, second: MapNode) -> MapNode:
        for id_ in second.entries:
            if id_ in first.entries:
                refusal = Refusal(
                    "duplicate-id",
                    f"{shown(id_)} is given twice among the {key}, first in {first.keys[id_]}",
                    "only one of the two could count",
                    "Keep one of them, or give the other an id of its own.",
                )
                self.findings.fault(refusal.at(second.keys[id_], (key, id_)))
        entries = {**second.entries, **first.entries}
        order = [*first.entries, *(id_ for id_ in second.entries if id_ not in first.entries)]
        keys = {**second.keys, **first.keys}
        return MapNode({id_: entries[id_] for id_ in order}, keys, first.place)


def _with_gaps(root: MapNode) -> MapNode:
    """A dossier of which a file is missing: any of its sections may have more, or all, in there."""
    entries = dict(root.entries)
    keys = dict(root.keys)
    for key in SECTIONS:
        node = entries.setdefault(key, UnreadableNode(root.place))
        keys.setdefault(key, root.place)
        if isinstance(node, MapNode):
            entries[key] = replace(node, is_partial=True)
    return MapNode(entries, keys, root.place)


def _names(node: Node) -> list[tuple[str, Place]]:
    items = node.items if isinstance(node, ListNode) else (node,)
    return [(each.text.strip(), each.place) for each in items if isinstance(each, ScalarNode)]


_NO_FOLDER = Refusal(
    "include-not-found",
    "A dossier that is read from a text alone includes a file",
    "there is no folder to look in",
    "Read it from its file, or write everything into the text.",
)
_TOO_MANY = Refusal(
    "too-many-includes",
    f"The dossier includes more than {COUNT_LIMIT} files",
    "the rest of them is not read",
    "Put several sections into one file.",
)


def _missing(name: str) -> Refusal:
    return Refusal(
        "include-not-found",
        f"The included file {shown(name)} is not there",
        "what it holds is missing from the dossier",
        "Look at its name, which counts from the dossier's own folder.",
    )


def _outside(name: str) -> Refusal:
    return Refusal(
        "file-outside",
        f"The included file {shown(name)} is a link that leads out of the dossier's folder",
        "it is never opened: a dossier must not reach for other files",
        "Put the file itself beside the dossier.",
    )


def _repeated(name: str) -> Refusal:
    return Refusal(
        "include-repeated",
        f"The included file {shown(name)} is being read already",
        "reading it again would say everything twice, or never end",
        "Remove it from `include`.",
    )


def _head(key: str) -> Refusal:
    if key == "include":
        return Refusal(
            "include-nested",
            "An included file includes others",
            "they are not read: files are included by the dossier's own file alone",
            "List them in the `include` of the dossier's own file.",
        )
    return Refusal(
        "include-head",
        f"An included file has the key {shown(key)}",
        "only the dossier's own file says such things of the whole",
        "Move it to the dossier's own file, or remove it.",
    )
