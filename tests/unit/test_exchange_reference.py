"""The page on imports names every code that an import can give."""

import ast
import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "reference" / "imports.md").read_text(encoding="utf-8")
ROOM = sorted((REPOSITORY / "src" / "holdfast" / "exchange").glob("*.py"))
METHODS = {"warn": "Warnings", "fault": "Faults"}
FUNCTIONS = {"refuse": "Faults", "Fault": "Warnings"}


def heading_of(call: ast.Call) -> str | None:
    """The heading for the code that a call gives, None for a call that gives none."""
    if isinstance(call.func, ast.Attribute):
        return METHODS.get(call.func.attr)
    return FUNCTIONS.get(call.func.id) if isinstance(call.func, ast.Name) else None


def given() -> set[tuple[str, str]]:
    """Each code with the heading under which the page should name it."""
    codes = set()
    for file in ROOM:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            heading, first = heading_of(node), node.args[0] if node.args else None
            if heading and isinstance(first, ast.Constant) and isinstance(first.value, str):
                codes.add((first.value, heading))
            codes |= {
                (keyword.value.value, "Faults")
                for keyword in node.keywords
                if keyword.arg == "code"
                and isinstance(keyword.value, ast.Constant)
                and isinstance(keyword.value.value, str)
            }
    return codes


def test_every_code_is_on_the_page() -> None:
    """Under the heading that it belongs to, and no other code stands there."""
    sections = {
        heading: set(
            re.findall(
                r"`([a-z]+(?:-[a-z]+)*)`", PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
            )
        )
        for heading in ("Warnings", "Faults")
    }
    for heading, named in sections.items():
        assert named == {code for code, under in given() if under == heading}
