"""How the joint outcome moves as a red line is given up step by step, as a small drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.desk.lines import Move

WIDTH, HIGH, FLAT = 320, 120, 64
"""A line that moves nothing needs no height to say so."""

LEFT, RIGHT, TOP, BOTTOM = 12, 12, 22, 22


@dataclass(frozen=True)
class Dot:
    """One step, in the units of the drawing; ``is_zone`` is False where no deal is possible yet."""

    x: float
    y: float
    step: int
    value: Fraction | None

    @property
    def is_zone(self) -> bool:
        """True where some package is acceptable to all."""
        return self.value is not None


@dataclass(frozen=True)
class Curve:
    """The whole drawing; ``line`` is a staircase, for nothing lies between two steps."""

    dots: tuple[Dot, ...]
    line: str
    base: float
    height: int
    labelled: frozenset[int]


def curve(moves: Sequence[Move]) -> Curve | None:
    """The drawing of a line's elasticity; None where there is nothing to give up."""
    if len(moves) < 2:
        return None
    joints = [move.joint for move in moves]
    most = max((joint for joint in joints if joint is not None), default=Fraction(0))
    high = HIGH if len(set(joints)) > 1 else FLAT
    base = high - BOTTOM
    wide = Fraction(WIDTH - LEFT - RIGHT, len(moves) - 1)

    def height(joint: Fraction | None) -> float:
        if joint is None or most == 0:
            return base
        return round(base - float(joint / most) * (base - TOP), 1)

    dots = tuple(
        Dot(round(float(LEFT + wide * step), 1), height(joint), step, joint)
        for step, joint in enumerate(joints)
    )
    moved = {step for step, joint in enumerate(joints) if step and joint != joints[step - 1]}
    path = [f"M{dots[0].x} {dots[0].y}"]
    path += [f"H{dot.x}V{dot.y}" for dot in dots[1:]]
    return Curve(dots, "".join(path), base, high, frozenset({0} | moved))
