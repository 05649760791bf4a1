"""A dossier's file as text that can be changed in one place and stays as it was everywhere else."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from holdfast.dossier.file import decode, dossier_file, load
from holdfast.dossier.findings import Findings, KeyPath, shown
from holdfast.dossier.format import DOSSIER
from holdfast.dossier.node import compose
from holdfast.dossier.record import Record
from holdfast.dossier.shape import ListOf, MapOf, Plain
from holdfast.dossier.span import Kind, Span, spans
from holdfast.dossier.writing import WIDTH, block, entry, flow, item, scalar
from holdfast.errors import CertificateError, DossierError, QuestionError, display_path


@dataclass(frozen=True)
class Document:
    r"""The text of a dossier's file; a change gives a new document.

    Comments, order, blank lines, quotes and whatever else a person wrote stay byte for byte as they
    are, outside the value that is changed. A path leads through keys and, counted from 0, items of
    lists. Values are texts, and lists and maps of them; a number is written as a text.

    >>> document = Document("north:\n  no_deal: 30..45 # to be asked again\n")
    >>> document.set(("north", "no_deal"), "35").text
    'north:\n  no_deal: 35 # to be asked again\n'
    """

    text: str

    def __post_init__(self) -> None:
        findings = Findings()
        compose(self._body, "dossier.yaml", findings)
        if findings.faults:
            raise DossierError(tuple(findings.faults))

    @classmethod
    def read(cls, path: Path) -> "Document":
        """The text of a file, or of a folder's ``dossier.yaml``.

        Raises:
            InputError: The file cannot be used at all.
            DossierError: It is not well-formed. Whether a dossier is sound is for ``check``.
        """
        file = dossier_file(path)
        return cls(decode(load(file), display_path(file)))

    def get(self, path: KeyPath) -> Plain | None:
        """The value at a path as plain lists, maps and texts; None where there is none."""
        found = self._root.find(path)
        return None if found is None else found.plain()

    def set(self, path: KeyPath, value: Plain) -> "Document":
        """The document with another value at a path, which is added where there is none yet.

        Raises:
            QuestionError: ``no-such-path`` when nothing can stand at that path.
        """
        found = self._root.find(path)
        if found is None or not path:
            return self.add(path, value)
        return self._checked(self._replaced(path, found, value), path, value)

    def add(self, path: KeyPath, value: Plain) -> "Document":
        """The document with a new entry at a path, or a new item at the end of the list there.

        Where a dossier has a list and the file none yet, one is begun with the value in it.

        Raises:
            QuestionError: ``no-such-path`` when nothing can stand at that path, ``already-there``
                when something does.
        """
        found = self._root.find(path)
        if found is not None and found.kind is Kind.LIST:
            return self._checked(
                self._appended(path, found, value), (*path, len(found.items)), value
            )
        if found is not None:
            message = f"{_shown(path)} is given already. Set it, or remove it first."
            raise QuestionError(message, code="already-there")
        if _begins_list(path) and not isinstance(value, list):
            value = [value]
        inner, there = value, path
        while (parent := self._root.find(there[:-1])) is None:
            inner, there = {_name(there[-1], path): inner}, there[:-1]
        name = _name(there[-1], path)
        if parent.kind is Kind.TEXT and not parent.text and len(there) > 1:
            text = self._replaced(there[:-1], parent, {name: inner})
        elif parent.kind is Kind.MAP:
            text = self._entered(parent, name, inner)
        else:
            raise _no_path(path)
        return self._checked(text, path, value)

    def remove(self, path: KeyPath) -> "Document":
        """The document without the entry or item at a path.

        Raises:
            QuestionError: ``no-such-path`` when there is none.
        """
        parent = self._root.find(path[:-1])
        if not path or parent is None or (at := parent.index(path[-1])) < 0:
            raise _no_path(path)
        if len(parent.items) == 1:
            if len(path) == 1:
                raise _no_path(path)
            text = self._replaced(path[:-1], parent, {} if parent.kind is Kind.MAP else [])
        else:
            text = self._cut(*(self._taken(parent, at)))
        return self._checked(text, path, None)

    @cached_property
    def _body(self) -> str:
        return self.text.removeprefix("\ufeff")

    @cached_property
    def _root(self) -> Span:
        return spans(self._body)

    def _cut(self, start: int, end: int, new: str = "") -> str:
        """The text with another in place of a stretch of it, its lines ended as the file's are."""
        if "\r\n" in self._body:
            new = new.replace("\n", "\r\n")
        mark = self.text[: len(self.text) - len(self._body)]
        return mark + self._body[:start] + new + self._body[end:]

    def _replaced(self, path: KeyPath, old: Span, value: Plain) -> str:
        parent = self._root.find(path[:-1])
        at = parent.index(path[-1]) if parent else -1
        assert parent is not None  # noqa: S101 - what stands somewhere stands in something
        if parent.kind is Kind.LIST:
            return self._cut(old.start, old.end, self._in_list(old, value, is_flow=parent.is_flow))
        key = parent.keys[at]
        head = self._body[key.end : old.start]
        colon = re.match(r"\s*:", head)
        start = key.end + (colon.end() if colon else 0)
        lead = "" if colon else ":"
        is_block = not (old.is_flow or old.kind is Kind.TEXT)
        beside = self._beside(start, old.start) if is_block else self._beside_bar(old)
        if parent.is_flow or isinstance(value, str) or not value or _fits(key, value):
            new = scalar(value) if isinstance(value, str) else flow(value)
            return self._cut(start, old.end, f"{lead} {new}{beside}")
        below = block(value, key.column + 2).rstrip("\n")
        return self._cut(start, old.end, f"{lead}{beside}\n{below}")

    def _beside(self, start: int, end: int) -> str:
        """What stands beside the key of a block: a note on the key."""
        line = re.match(r"[^\r\n]*", self._body[start:end])
        return line[0].rstrip() if line else ""

    def _beside_bar(self, old: Span) -> str:
        """The note beside the sign that begins a text of several lines."""
        head = re.match(r"[|>][^\s]*([^\r\n]*)", self._body[old.start : old.end])
        return head[1].rstrip() if head and not old.is_flow else ""

    def _in_list(self, old: Span, value: Plain, *, is_flow: bool) -> str:
        lead = "" if old.start == 0 or self._body[old.start - 1] in " [,{" else " "
        if is_flow or isinstance(value, str) or not value:
            return lead + flow(value) + self._beside_bar(old)
        line = item(value, max(old.column - 2, 0)).strip()
        return lead + line.removeprefix("- ")

    def _appended(self, path: KeyPath, found: Span, value: Plain) -> str:
        if not found.items:
            return self._replaced(path, found, [value])
        if found.is_flow:
            return self._in_brackets(found, flow(value))
        return self._below(found, item(value, found.column))

    def _entered(self, parent: Span, name: str, value: Plain) -> str:
        if parent.is_flow:
            return self._in_brackets(parent, f"{scalar(name)}: {flow(value)}")
        return self._below(parent, entry(name, value, parent.column))

    def _in_brackets(self, parent: Span, new: str) -> str:
        """The text with one more part before the closing bracket or brace."""
        if not parent.items:
            return self._cut(parent.start + 1, parent.end - 1, new)
        end = parent.items[-1].end
        comma = re.match(r"\s*,", self._body[end : parent.end])
        if comma:
            return self._cut(end + comma.end(), end + comma.end(), f" {new}")
        return self._cut(end, end, f", {new}")

    def _below(self, parent: Span, lines: str) -> str:
        """The text with new lines after a block's last."""
        end = self._line_end(parent.end)
        is_open = end == len(self._body) and not self._body.endswith("\n")
        return self._cut(end, end, "\n" + lines.removesuffix("\n") if is_open else lines)

    def _line_end(self, at: int) -> int:
        """Where the next line begins."""
        found = self._body.find("\n", at)
        return len(self._body) if found < 0 else found + 1

    def _taken(self, parent: Span, at: int) -> tuple[int, int]:
        """The stretch of text to take out for one part of a list or map that has several."""
        end = parent.items[at].end
        is_last = at == len(parent.items) - 1
        if parent.is_flow:
            if is_last:
                return parent.items[at - 1].end, end
            return self._begin(parent, at), self._begin(parent, at + 1)
        start = self._begin(parent, at)
        line_start = self._body.rfind("\n", 0, start) + 1
        if self._body[line_start:start].strip():
            # It begins beside a hyphen, which the next part takes over, unless notes stand between.
            following = self._begin(parent, at + 1)
            has_notes = self._body[end:following].strip()
            return start, end if has_notes else following
        return line_start, self._line_end(end)

    def _begin(self, parent: Span, at: int) -> int:
        """Where a part begins: its key, its hyphen in a block, or the value itself."""
        if parent.kind is Kind.MAP:
            return parent.keys[at].start
        if parent.is_flow or at == 0:
            return parent.items[at].start if parent.is_flow else parent.start
        hyphen = re.compile(rf"^ {{{parent.column}}}(?=-)", re.MULTILINE)
        found = hyphen.search(self._body, parent.items[at - 1].end, parent.items[at].start)
        return found.end() if found else parent.items[at].start

    def _checked(self, text: str, path: KeyPath, value: Plain | None) -> "Document":
        """The changed document, once it is seen that nothing but the one value has changed."""
        expected = _stripped(_changed(self._root.plain(), path, value))
        try:
            changed = Document(text)
        except DossierError:
            changed = None
        if changed is None or _stripped(changed._root.plain()) != expected:
            message = f"The file could not be changed at {_shown(path)} and was left as it is."
            raise CertificateError(message)
        return changed


def _begins_list(path: KeyPath) -> bool:
    """True where the format has a list that is written as one whatever is in it."""
    shape: object = DOSSIER
    for step in path:
        if isinstance(shape, Record):
            field = shape.fields.get(str(step))
            shape = field.shape if field is not None else None
        elif isinstance(shape, MapOf | ListOf):
            shape = shape.item
    return isinstance(shape, ListOf) and not shape.or_one


def _fits(key: Span, value: Plain) -> bool:
    return key.column + len(key.text) + 2 + len(flow(value)) <= WIDTH


def _name(step: str | int, path: KeyPath) -> str:
    if isinstance(step, int):
        raise _no_path(path)
    return step


def _no_path(path: KeyPath) -> QuestionError:
    message = f"There is no {_shown(path)} in this file, and nothing can be put there."
    return QuestionError(message, code="no-such-path")


def _shown(path: KeyPath) -> str:
    return shown(".".join(str(step) for step in path))


def _changed(tree: Plain, path: KeyPath, value: Plain | None) -> Plain | None:
    """What a tree of values should be after a change; None as a value takes it out."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(tree) if isinstance(tree, list) else []
        changed = _changed(items[step] if step < len(items) else "", rest, value)
        items[step : step + 1] = [] if changed is None else [changed]
        return items
    entries = dict(tree) if isinstance(tree, dict) else {}
    inner = _changed(entries.get(step, ""), rest, value)
    if inner is None:
        del entries[step]
    else:
        entries[step] = inner
    return entries


def _stripped(tree: Plain | None) -> Plain | None:
    if isinstance(tree, dict):
        return {key: _stripped(each) or "" for key, each in tree.items()}
    if isinstance(tree, list):
        return [_stripped(each) or "" for each in tree]
    return tree.strip() if tree else tree
