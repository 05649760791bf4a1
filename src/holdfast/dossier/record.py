"""Records: maps with known keys, each read into one value of the model."""

# ruff: noqa: D102 - what the methods of a shape are for is said once, in Shape

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from holdfast.dossier.findings import Refusal, advice, nearest, shown
from holdfast.dossier.node import MapNode, Node, ScalarNode
from holdfast.dossier.shape import Plain, Schema, Shape, Spot

T = TypeVar("T")


@dataclass(frozen=True)
class Field:
    """One key of a record.

    ``into`` is the attribute of the model that takes the value, where it is not named like the key;
    ``absent`` is the value where the key is not given.
    """

    shape: Shape[Any]
    about: str
    required: bool = False
    into: str = ""
    absent: Any = ...

    @property
    def default(self) -> object:
        """What the model holds where the key is not given."""
        return self.shape.blank if self.absent is ... else self.absent


@dataclass(frozen=True)
class Record(Shape[T]):
    """A map with known keys.

    ``make`` builds the value from its attributes by name; with ``keyed``, the key or id under which
    the record stands goes into that attribute. ``parts`` says what is written for a value, by key.
    With ``one_of``, exactly one of those keys is given. With ``short``, a value that is no map
    stands for a record with that key alone.
    """

    of: str
    make: Callable[..., T]
    fields: Mapping[str, Field]
    keyed: str = ""
    one_of: tuple[str, ...] = ()
    short: str = ""
    parts: Callable[[T], Mapping[str, Any]] | None = None

    @property
    def blank(self) -> T:
        return self._made(self._absent(), "")

    @property
    def called(self) -> str:
        return f"{self.fields[self.short].shape.called} or {self.of}" if self.short else self.of

    def schema(self) -> Schema:
        shape: Schema = {
            "type": "object",
            "properties": {
                key: {"description": item.about} | item.shape.schema()
                for key, item in self.fields.items()
            },
            "additionalProperties": False,
        }
        if required := [key for key, item in self.fields.items() if item.required]:
            shape["required"] = required
        if self.one_of:
            shape["oneOf"] = [{"required": [key]} for key in self.one_of]
        if self.short:
            return {"anyOf": [self.fields[self.short].shape.schema(), shape]}
        return shape

    def plain(self, value: T) -> Plain:
        parts = self._parts(value)
        written = {
            key: item.shape.plain(parts[key])
            for key, item in self.fields.items()
            if item.required or parts[key] != item.default
        }
        return written[self.short] if list(written) == [self.short] else written

    def reads(self, node: Node) -> bool:
        if isinstance(node, MapNode):
            return True
        return bool(self.short) and self.fields[self.short].shape.reads(node)

    def _value(self, at: Spot) -> T:
        name = str(at.path[-1]) if at.path else ""
        values = self._absent()
        if not isinstance(at.node, MapNode):
            item = self.fields[self.short]
            values[item.into or self.short] = item.shape.read(at)
            return self._made(values, name)
        meant = self._unknown_keys(at, at.node)
        for key, item in self.fields.items():
            if key in at.node.entries:
                values[item.into or key] = item.shape.read(at.entry(key, at.node))
            elif key in meant:
                at.findings.doubt((*at.path, key))
            elif item.required:
                self._missing(at, key)
        if self.one_of and not meant.intersection(self.one_of):
            self._hold_one_of(at, at.node)
        return self._made(values, name)

    def _made(self, values: dict[str, Any], name: str) -> T:
        return self.make(**({self.keyed: name} | values if self.keyed else values))

    def _absent(self) -> dict[str, Any]:
        return {item.into or key: item.default for key, item in self.fields.items()}

    def _parts(self, value: T) -> Mapping[str, Any]:
        if self.parts is not None:
            return self.parts(value)
        return {key: getattr(value, item.into or key) for key, item in self.fields.items()}

    def _unknown_keys(self, at: Spot, node: MapNode) -> set[str]:
        """Raise a fault for every unknown key; the keys that were probably meant."""
        meant = set()
        missing = [key for key in self.fields if key not in node.entries]
        for key in node.entries:
            if key in self.fields:
                continue
            if at.findings.is_full:
                at.findings.unkept += 1
                meant.update(missing)
                continue
            near = nearest(key, missing)
            meant.add(near)
            at.refuse_key(
                key,
                Refusal(
                    "unknown-key",
                    f"{self.of.capitalize()} has no key {shown(key)}",
                    "what stands under it would be left unread",
                    f'Did you mean "{near}"?' if near else advice(key, self.fields),
                ),
                node.keys[key],
            )
        return meant

    def _missing(self, at: Spot, key: str) -> None:
        item = self.fields[key]
        refusal = Refusal(
            "missing-key",
            f"{self.of.capitalize()} needs a key {shown(key)}, and none is given",
            "it is not known what to read instead",
            f"Add `{key}:` with {item.shape.called}.",
        )
        at.miss(refusal, key)

    def _hold_one_of(self, at: Spot, node: MapNode) -> None:
        given = [key for key in self.one_of if key in node.entries]
        if len(given) == 1:
            return
        known = " or ".join(f"`{key}`" for key in self.one_of)
        what = f"{'Both' if given else 'Neither'} of {known} {'are' if given else 'is'} given"
        why = "it is not known which of the two to read" if given else "nothing is said here"
        refusal = Refusal("one-of", what, why, f"Give {known}, one of them.")
        (at.refuse if given else at.miss)(refusal)


@dataclass(frozen=True)
class Or(Shape[T]):
    """A word that stands for a value of its own, or another shape."""

    word: str
    value: T
    other: Shape[T]

    @property
    def blank(self) -> T:
        return self.other.blank

    @property
    def called(self) -> str:
        return f"`{self.word}` or {self.other.called}"

    def schema(self) -> Schema:
        return {"anyOf": [{"const": self.word}, self.other.schema()]}

    def plain(self, value: T) -> Plain:
        return self.word if value == self.value else self.other.plain(value)

    def reads(self, node: Node) -> bool:
        return self._is_word(node) or self.other.reads(node)

    def _is_word(self, node: Node) -> bool:
        return isinstance(node, ScalarNode) and node.text.strip() == self.word

    def _value(self, at: Spot) -> T:
        if self._is_word(at.node):
            return self.value
        return self.other.read(at)


@dataclass(frozen=True)
class As(Shape[T]):
    """A shape whose value is wrapped into a type of the model."""

    inner: Shape[Any]
    make: Callable[[Any], T]
    take: Callable[[T], Any]

    @property
    def blank(self) -> T:
        return self.make(self.inner.blank)

    @property
    def called(self) -> str:
        return self.inner.called

    def schema(self) -> Schema:
        return self.inner.schema()

    def plain(self, value: T) -> Plain:
        return self.inner.plain(self.take(value))

    def reads(self, node: Node) -> bool:
        return self.inner.reads(node)

    def _value(self, at: Spot) -> T:
        return self.make(self.inner.read(at))
