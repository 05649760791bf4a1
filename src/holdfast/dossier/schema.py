"""The format as JSON Schema, with which an editor completes and checks while one types."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from holdfast.dossier.format import DOSSIER, SECTIONS
from holdfast.dossier.record import Record
from holdfast.dossier.shape import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORTH_A_NAME = 100
"""Characters of a part from which it is written once and referred to."""


def schema(*, included: bool = False) -> Schema:
    """The shape of a dossier's file in JSON Schema, draft 2020-12.

    It is drawn from the same declarations as the reader, so that the two cannot disagree on shape.
    What it cannot say is whether the parts fit together, such as whether an id names something that
    is given elsewhere: that is for ``check``.

    Args:
        included: The shape of a file that a dossier includes, which holds sections alone.

    >>> schema()["required"]
    ['holdfast', 'title']
    """
    if included:
        part: Record[object] = Record("an included file", dict, SECTIONS)
        shape = part.schema()
        del shape["required"]
        title = "A file that a Holdfast dossier includes"
    else:
        shape = DOSSIER.schema()
        sections = [key for key in shape["required"] if key in SECTIONS]
        shape["required"] = [key for key in shape["required"] if key not in SECTIONS]
        # Sections may stand in included files instead.
        shape["anyOf"] = [{"required": ["include"]}, {"required": sections}]
        title = "Holdfast dossier"
    return {"$schema": DIALECT, "title": title, **_Sharing().shared(shape)}


@dataclass(slots=True)
class _Sharing:
    """Parts that occur more than once, each named by the key under which it first stands."""

    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    shares: dict[str, Schema] = field(default_factory=dict)

    def shared(self, whole: Schema) -> Schema:
        """The schema with such parts written once, under ``$defs``."""
        _each(whole, "dossier", self._count)
        written = _each(whole, "dossier", self._refer)
        return {**written, "$defs": dict(sorted(self.shares.items()))}

    def _count(self, part: Schema, name: str) -> Schema:
        text = json.dumps(part, sort_keys=True)
        self.counts[text] += 1
        if self.counts[text] == 1:
            _each(part, name, self._count)
        return part

    def _refer(self, part: Schema, name: str) -> Schema:
        text = json.dumps(part, sort_keys=True)
        if self.counts[text] == 1 or len(text) < _WORTH_A_NAME:
            return _each(part, name, self._refer)
        if text not in self.names:
            taken = sum(1 for each in self.names.values() if each.partition(".")[0] == name)
            self.names[text] = f"{name}.{taken + 1}" if taken else name
            self.shares[self.names[text]] = _each(part, name, self._refer)
        return {"$ref": f"#/$defs/{self.names[text]}"}


def _each(part: Schema, name: str, change: Callable[[Schema, str], Schema]) -> Schema:
    """A schema with each part within it changed; what is said about a part stays beside it."""
    changed = dict(part)
    if "properties" in part:
        changed["properties"] = {
            key: {"description": inner["description"], **change(_core(inner), key)}
            for key, inner in part["properties"].items()
        }
    for word in ("items", "additionalProperties"):
        if isinstance(part.get(word), dict):
            changed[word] = change(part[word], name)
    if "anyOf" in part:
        changed["anyOf"] = [change(inner, name) for inner in part["anyOf"]]
    return changed


def _core(part: Schema) -> Schema:
    return {key: value for key, value in part.items() if key != "description"}
