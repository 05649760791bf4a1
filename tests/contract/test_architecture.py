"""The house stands as its plan says: imports run one way, libraries stay in their rooms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "holdfast"
PLAN = (REPOSITORY / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, set[str]]:
    """The table under a heading: first column to the names in its last column."""
    section = PLAN.split(f"## {heading}\n")[1].split("\n## ")[0]
    found = {}
    for line in re.findall(r"^\| `.*$", section, re.MULTILINE):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for name in re.findall(r"`([^`]+)`", cells[0]):
            found[name] = set(re.findall(r"`([^`]+)`", cells[-1]))
    return found


ROOMS = rows("The rooms")
LIBRARIES = rows("Libraries and where they may be used")


def imports(file: Path) -> Iterator[str]:
    """The full name of every module that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} uses a relative import"
            module = node.module or ""
            yield from (
                (f"holdfast.{a.name}" for a in node.names) if module == "holdfast" else [module]
            )


def room_of(file: Path) -> str:
    """The room that a file belongs to."""
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


FILES = sorted(file for file in SOURCE.rglob("*.py") if file != SOURCE / "__init__.py")


def test_every_room_is_on_the_plan_and_stands() -> None:
    """The plan names the rooms that there are, no more and no fewer."""
    assert set(ROOMS) == {room_of(file) for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_run_as_planned(file: Path) -> None:
    """No file imports a room that the plan does not allow to its own."""
    room = room_of(file)
    used = {name.split(".")[1] for name in imports(file) if name.startswith("holdfast.")}
    assert used - {room, "__version__"} <= ROOMS[room]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_libraries_stay_in_their_rooms(file: Path) -> None:
    """No file uses a library outside the rooms that the plan gives it."""
    for name in imports(file):
        library = name.split(".")[0]
        if library in LIBRARIES:
            assert room_of(file) in LIBRARIES[library], f"{library} in {room_of(file)}"


def test_files_are_small() -> None:
    """No room has a file in which one loses the way."""
    long = {file.name: n for file in FILES if (n := len(file.read_text().splitlines())) > 400}
    assert long == {}
