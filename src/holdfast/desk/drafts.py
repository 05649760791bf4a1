"""A package as a user names it: by its options, by a settlement, or by a file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from holdfast.desk.opened import OpenDossier
from holdfast.dossier.file import load
from holdfast.errors import InputError, Place, QuestionError, display_path

SETTLEMENTS = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")


def named_options(
    opened: OpenDossier, named: Sequence[str], between: Sequence[str] | None = None
) -> dict[str, str]:
    """The options that are meant; what is named later takes the place of what was named before.

    Args:
        opened: the dossier.
        named: each ``issue=option``, a settlement such as ``nash``, or a JSON file that holds
            options by issue, a package, or an answer of ``holdfast settle --json``.
        between: the parties between whom settlements are made.

    Raises:
        QuestionError: when a name means nothing here, or there is no such settlement.
        InputError: when a file cannot be used.
    """
    options: dict[str, str] = {}
    for each in named:
        options |= _meant(opened, each.strip(), between)
    return options


def _meant(opened: OpenDossier, name: str, between: Sequence[str] | None) -> Mapping[str, str]:
    if name in SETTLEMENTS:
        from holdfast.bargain.limit import INTERRUPTED

        settled = opened.settle(name, between)
        # What was found by then is no settlement by that principle.
        if INTERRUPTED in settled.proof.limit:
            raise KeyboardInterrupt
        package = settled.package
        if package is None:
            why = "There is no zone" if settled.proof.complete else "No package was found for all"
            message = f"{why}, so there is no {name} settlement to start from."
            raise QuestionError(message, code="no-zone")
        return package.options
    issue, equals, option = name.partition("=")
    if equals and issue.strip() in opened.dossier.issues:
        return {issue.strip(): option.strip()}
    if Path(name).suffix == ".json":
        return _in_file(Path(name))
    message = (
        f"{name!r} names no package. Write ISSUE=OPTION, a settlement "
        f"({', '.join(SETTLEMENTS)}), or the name of a .json file. "
        f"The issues are {', '.join(opened.dossier.issues)}."
    )
    raise QuestionError(message, code="unknown-package")


def _in_file(file: Path) -> dict[str, str]:
    """The options in a file, whichever of our shapes they stand in."""
    name = display_path(file)
    try:
        found: Any = json.loads(load(file))
    except (ValueError, RecursionError) as error:
        message = f"{name} is not JSON, so no package can be read from it: {error}."
        raise InputError(message, code="not-json", where=(Place(name),)) from None
    if isinstance(found, dict) and isinstance(found.get("result"), dict):
        packages = found["result"].get("packages")
        found = packages[0] if isinstance(packages, list) and len(packages) == 1 else found
    if isinstance(found, dict) and isinstance(found.get("options"), dict):
        found = found["options"]
    if not isinstance(found, dict) or not all(isinstance(o, str) for o in found.values()):
        message = (
            f"{name} holds no package: options by issue, or one package with its options, such as "
            "holdfast settle --json gives."
        )
        raise InputError(message, code="no-package", where=(Place(name),))
    return found
