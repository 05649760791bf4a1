"""What is wrong or worth knowing about a file that is being imported, gathered before it is said."""

from dataclasses import dataclass, field

from holdfast.errors import Fault, InputError, Place

SHOWN = 50
"""The most faults that one message lists; it says how many more there are."""


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
        lines = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            lines.append(f"... and {len(self.faults) - SHOWN} more.")
        where = tuple(fault.place for fault in self.faults)
        raise InputError("\n".join(lines), code=self.faults[0].code, where=where)


def unusable(code: str, what: str, why: str, do: str, place: Place) -> InputError:
    """The error for a file of which nothing more can be read."""
    return InputError(str(Fault(code, what, why, do, place)), code=code, where=(place,))
