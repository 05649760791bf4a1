"""Numbers that remember which inputs they rest on, so that one compact answers many what-ifs.

The rules of a compact are plain arithmetic. Fed with fractions they give fractions; fed with the
inputs of a sheet they write down, once, how every payoff and every chance depends on those inputs.
Evaluating the sheet is then all that a new reading costs: exactly in fractions, quickly in floats,
or for thousands of draws at once in arrays.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import add, mul, sub, truediv
from typing import Any, TypeAlias, TypeVar

_CONSTANT, _INPUT, _ADD, _SUBTRACT, _MULTIPLY, _DIVIDE = range(6)
_APPLY: tuple[Callable[[Any, Any], Any], ...] = (add, add, add, sub, mul, truediv)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A number that depends on at least one input; a number that depends on none is a Fraction."""

    sheet: "Sheet"
    node: int

    def __add__(self, other: "Number | int") -> "Number":
        return self if _is(other, 0) else self.sheet.note(_ADD, self, other)

    def __radd__(self, other: "Fraction | int") -> "Number":
        return self + other

    def __sub__(self, other: "Number | int") -> "Number":
        return self if _is(other, 0) else self.sheet.note(_SUBTRACT, self, other)

    def __rsub__(self, other: "Fraction | int") -> "Number":
        return self.sheet.note(_SUBTRACT, other, self)

    def __mul__(self, other: "Number | int") -> "Number":
        if _is(other, 0):
            return Fraction(0)
        return self if _is(other, 1) else self.sheet.note(_MULTIPLY, self, other)

    def __rmul__(self, other: "Fraction | int") -> "Number":
        return self * other

    def __truediv__(self, other: "Number | int") -> "Number":
        return self if _is(other, 1) else self.sheet.note(_DIVIDE, self, other)

    def __rtruediv__(self, other: "Fraction | int") -> "Number":
        return Fraction(0) if _is(other, 0) else self.sheet.note(_DIVIDE, other, self)

    def __neg__(self) -> "Number":
        return 0 - self


Number: TypeAlias = Fraction | Quantity


def _is(number: "Number | int", value: int) -> bool:
    return not isinstance(number, Quantity) and number == value


@dataclass(slots=True, eq=False)
class Sheet:
    """The working of a compact's arithmetic: each distinct expression stands on it once.

    >>> sheet = Sheet()
    >>> seen = 1 - (1 - sheet.input("monitors")) * (1 - sheet.input("satellites"))
    >>> sheet.read(seen, {"monitors": Fraction(1, 2), "satellites": Fraction(1, 5)})
    Fraction(3, 5)
    """

    inputs: dict[str, int] = field(default_factory=dict)
    _kind: list[int] = field(default_factory=list)
    _left: list[int] = field(default_factory=list)
    _right: list[int] = field(default_factory=list)
    _constants: dict[int, Fraction] = field(default_factory=dict)
    _known: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _constant_nodes: dict[Fraction | int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._kind)

    def input(self, name: str) -> Quantity:
        """The named input; asking twice gives the same one."""
        if name not in self.inputs:
            self.inputs[name] = self._append(_INPUT, -1, -1)
        return Quantity(self, self.inputs[name])

    def note(self, kind: int, left: "Number | int", right: "Number | int") -> Quantity:
        """Write down one step of working, or find it where it already stands."""
        a, b = self.node(left), self.node(right)
        if kind in (_ADD, _MULTIPLY) and a > b:
            a, b = b, a
        key = (kind, a, b)
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = self._append(kind, a, b)
        return Quantity(self, node)

    def node(self, number: "Number | int") -> int:
        """Where a number stands on the sheet; constants are written down when first asked for."""
        if isinstance(number, Quantity):
            return number.node
        node = self._constant_nodes.get(number)
        if node is None:
            node = self._constant_nodes[number] = self._append(_CONSTANT, -1, -1)
            self._constants[node] = Fraction(number)
        return node

    def _append(self, kind: int, left: int, right: int) -> int:
        self._kind.append(kind)
        self._left.append(left)
        self._right.append(right)
        return len(self._kind) - 1

    def work_out(
        self,
        values: Mapping[str, Value],
        constant: Callable[[Fraction], Value],
        done: Sequence[Value] = (),
    ) -> list[Value]:
        """The value of every expression on the sheet, in the kind of number that ``values`` has.

        Args:
            values: every input's value: fractions, floats, or arrays of one shape.
            constant: turns an exact constant into that kind of number.
            done: what an earlier call gave for the same values; only what is new is worked out.
        """
        named = {node: values[name] for name, node in self.inputs.items() if node >= len(done)}
        result = list(done)
        for node in range(len(result), len(self._kind)):
            kind = self._kind[node]
            if kind == _CONSTANT:
                result.append(constant(self._constants[node]))
            elif kind == _INPUT:
                result.append(named[node])
            else:
                result.append(_APPLY[kind](result[self._left[node]], result[self._right[node]]))
        return result

    def read(self, number: Number, values: Mapping[str, Fraction]) -> Fraction:
        """One number, exact, at the given reading of the inputs."""
        return (
            self.work_out(values, Fraction)[number.node] if isinstance(number, Quantity) else number
        )

    def degrees(self, names: Collection[str]) -> list[int]:
        """For every expression, the highest power of some inputs in it; 2 stands for 2 and more.

        A quotient whose divisor rests on them counts as 2: it is not linear.
        """
        chosen = {self.inputs[name] for name in names}
        result: list[int] = []
        for node, kind in enumerate(self._kind):
            if kind in (_CONSTANT, _INPUT):
                result.append(int(node in chosen))
                continue
            left, right = result[self._left[node]], result[self._right[node]]
            if kind == _MULTIPLY:
                result.append(min(left + right, 2))
            elif kind == _DIVIDE:
                result.append(2 if right else left)
            else:
                result.append(max(left, right))
        return result
