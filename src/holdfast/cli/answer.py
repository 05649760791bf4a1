"""How every command answers: text for people, one JSON shape for programs, three exit codes.

Exit 0: done. Exit 1: the answer is no (faults found, no zone). Exit 2: unusable input. Exit 130:
stopped with Ctrl-C before anything was found.
"""

import functools
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from holdfast import __version__
from holdfast.desk.plain import plain_fault, plain_place
from holdfast.errors import DossierError, HoldfastError

Plain = dict[str, Any]

DONE, NO, UNUSABLE, STOPPED = 0, 1, 2, 130


@dataclass(frozen=True)
class Answer:
    """What a command found: ``result`` and ``proof`` for programs, ``show`` for people.

    ``is_no`` makes the exit code 1, ``is_stopped``, where Ctrl-C is why nothing was found, 130;
    ``file`` is the input whose name and hash go into the JSON.
    """

    result: Plain
    show: Callable[[], None]
    proof: Plain = field(default_factory=dict)
    is_no: bool = False
    is_stopped: bool = False
    file: Path | None = None


def answers(command: Callable[..., Answer]) -> Callable[..., None]:
    """Turn what a command found, or the error it raised, into output and an exit code."""

    @click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
    @functools.wraps(command)
    def run(*args: Any, as_json: bool, **kwargs: Any) -> None:
        context = click.get_current_context()
        try:
            answer = command(*args, **kwargs)
        except HoldfastError as error:
            show_error(error, as_json=as_json)
            context.exit(UNUSABLE)
        if as_json:
            click.echo(
                json.dumps(envelope(context.command_path, answer), indent=2, ensure_ascii=False)
            )
        else:
            answer.show()
        context.exit(STOPPED if answer.is_stopped else NO if answer.is_no else DONE)

    return run


def envelope(command: str, answer: Answer) -> Plain:
    """The one shape of every answer in JSON."""
    source: Plain | None = None
    if answer.file is not None:
        digest = hashlib.sha256(answer.file.read_bytes()).hexdigest()
        source = {"file": str(answer.file), "sha256": digest}
    return {
        "holdfast": __version__,
        "command": command.removeprefix("holdfast "),
        "input": source,
        "result": answer.result,
        "proof": answer.proof,
    }


def error_shape(error: HoldfastError) -> Plain:
    """The one shape of every error in JSON; the faults of a dossier stand in ``faults``."""
    shape: Plain = {
        "code": error.code,
        "message": error.message,
        "where": [plain_place(place) for place in error.where],
    }
    if isinstance(error, DossierError):
        shape["faults"] = [plain_fault(fault) for fault in error.faults]
    return {"error": shape}


def show_error(error: HoldfastError, *, as_json: bool) -> None:
    """JSON goes where the answer would have gone; text for people goes to standard error."""
    if as_json:
        click.echo(json.dumps(error_shape(error), indent=2, ensure_ascii=False))
        return
    if isinstance(error, DossierError):
        for fault in error.faults:
            click.echo(str(fault), err=True)
    click.echo(f"{error.message} [{error.code}]", err=True)
