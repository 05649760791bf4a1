"""What broken dossiers are told has not changed unnoticed."""

from pathlib import Path

import pytest

from holdfast.dossier import check

FOLDER = Path(__file__).parent / "faults"
CASES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_fault_is_told_as_before(path: Path) -> None:
    """Word for word, in the order of the file; a change that is meant goes into the .txt file."""
    told = "\n".join(str(fault) for fault in check(path).faults) + "\n"
    assert told == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    """The folder has not been lost."""
    assert len(CASES) >= 3
