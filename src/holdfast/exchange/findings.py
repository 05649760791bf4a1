"""What is wrong or worth knowing about files being imported, gathered before it is said."""

from dataclasses import dataclass, field
from typing import NoReturn

from holdfast.errors import Fault, InputError, Place

MOST_FAULTS = 50
"""The most faults that one message lists; it says how many more there are."""

MOST_WARNINGS = 200
"""The most warnings that go with a result, the last of which then says how many more there were."""


@dataclass(slots=True)
class Findings:
    """Faults, which stop an import once all are known, and warnings, which go with its result."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(self, code: str, what: str, why: str, do: str, place: Place) -> None:
        """Note something that makes the files unusable."""
        self.faults.append(Fault(code, what, why, do, place))

    def warn(self, code: str, what: str, why: str, do: str, place: Place) -> None:
        """Note something that the reader of the dossier should know."""
        self.warnings.append(Fault(code, what, why, do, place))

    def stop_if_faulty(self) -> None:
        """Raise one InputError that names every fault so far; its code is that of the first."""
        if not self.faults:
            return
        faults = _in_order(self.faults)
        if len(faults) == 1:
            raise _error_of(faults[0])
        lines = [str(fault) for fault in faults[:MOST_FAULTS]]
        shown = f", of which the first {MOST_FAULTS} are shown" * (len(faults) > MOST_FAULTS)
        lines.append(f"There are {len(faults)} faults{shown}, and nothing was imported.")
        where = tuple(fault.place for fault in faults[:MOST_FAULTS])
        raise InputError("\n".join(lines), code=faults[0].code, where=where)

    def told(self) -> tuple[Fault, ...]:
        """The warnings as they go with a result."""
        warnings = _in_order(self.warnings)
        if len(warnings) <= MOST_WARNINGS:
            return tuple(warnings)
        shown, rest = warnings[: MOST_WARNINGS - 1], warnings[MOST_WARNINGS - 1 :]
        what, why = f"There are {len(rest)} more warnings", "not all of them are shown"
        return (*shown, Fault("more", what, why, "See to these first.", rest[0].place))


def _in_order(findings: list[Fault]) -> list[Fault]:
    """File by file as they were met, and within a file by line."""
    files = list(dict.fromkeys(finding.place.file for finding in findings))
    order = {name: place for place, name in enumerate(files)}
    return sorted(findings, key=lambda f: (order[f.place.file], f.place.line, f.place.column))


def refuse(code: str, what: str, why: str, do: str, place: Place) -> NoReturn:
    """Stop at once, for a file of which nothing more can be read."""
    raise _error_of(Fault(code, what, why, do, place))


def _error_of(fault: Fault) -> InputError:
    """The error of one fault, whose code stands beside its message and not in it."""
    message = f"{fault.what}, so {fault.why}. {fault.do} ({fault.place})."
    return InputError(message, code=fault.code, where=(fault.place,))
