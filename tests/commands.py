"""Commands as they are called in tests, and their answers."""

import json
from typing import Any

import pytest

from holdfast.cli import main


def run(*arguments: object) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    """The exit code and the JSON of a command."""
    code = run(*arguments, "--json")
    return code, json.loads(capsys.readouterr().out)
