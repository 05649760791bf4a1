"""Results as plain lists and mappings, for JSON: exact numbers are strings, never floats."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from holdfast.dossier import Range, exact_decimal
from holdfast.errors import Fault, Place

if TYPE_CHECKING:
    from holdfast.bargain import (
        Conflict,
        Demand,
        Frontier,
        Proof,
        Relaxation,
        Settlement,
        ValuedPackage,
        Zone,
    )

Plain = dict[str, Any]


def plain_points(points: Mapping[str, Fraction]) -> dict[str, str]:
    """Each party's points as an exact decimal (``395/6`` where no finite decimal exists)."""
    return {party: exact_decimal(value) for party, value in points.items()}


def plain_package(package: "ValuedPackage") -> Plain:
    """A package: its options, its values between the parties asked, and the others' values."""
    return {
        "options": dict(package.options),
        "values": plain_points(package.values),
        "others": plain_points(package.others),
    }


def plain_proof(proof: "Proof") -> Plain:
    """How far an answer is proven, and by what."""
    return {
        "method": proof.method.value,
        "complete": proof.complete,
        "checked": proof.checked,
        "width": proof.width,
        "why": proof.why,
        "limit": proof.limit or None,
        "unchecked": list(proof.unchecked),
    }


def plain_conflict(conflict: "Conflict") -> Plain:
    """A smallest set of demands that no package meets together."""
    return {
        "demands": plain_demands(conflict.demands),
        "proven_smallest": conflict.is_proven_smallest,
    }


def plain_relaxation(relaxation: "Relaxation") -> Plain:
    """A smallest set of demands to give up, the package that is then open, and what that costs."""
    return {
        "demands": plain_demands(relaxation.demands),
        "package": plain_package(relaxation.package),
        "shortfalls": plain_points(relaxation.shortfalls),
        "shares": plain_points(relaxation.shares),
    }


def plain_demands(demands: "Sequence[Demand]") -> list[Plain]:
    """Links, red lines and no-deal values by kind, party and id."""
    return [
        {"kind": demand.kind.value, "party": demand.party or None, "id": demand.id or None}
        for demand in demands
    ]


def plain_zone(zone: "Zone") -> Plain:
    """The zone; counts are whole numbers of any size, and ``exists`` null where it is not known."""
    return {
        "between": list(zone.between),
        "exists": zone.exists,
        "count": zone.count,
        "at_most": zone.at_most,
        "package_count": zone.package_count,
        "best": {party: plain_package(package) for party, package in zone.best.items()},
        "conflicts": [plain_conflict(conflict) for conflict in zone.conflicts],
        "relaxations": [plain_relaxation(relaxation) for relaxation in zone.relaxations],
        "are_all_found": zone.are_all_found,
    }


def plain_frontier(frontier: "Frontier") -> Plain:
    """The frontier, one package for each of its points; bounds where it is not all."""
    plain: Plain = {
        "between": list(frontier.between),
        "count": frontier.count,
        "packages": [plain_package(package) for package in frontier.packages],
    }
    if frontier.at_most:
        plain["at_most"] = plain_points(frontier.at_most)
    return plain


def plain_settlement(settlement: "Settlement") -> Plain:
    """A settlement; ``packages`` holds one package, or none where issues are divided instead."""
    packages = [] if settlement.package is None else [plain_package(settlement.package)]
    plain: Plain = {
        "by": settlement.by.value,
        "between": list(settlement.between),
        "count": len(packages),
        "packages": packages,
        "start": plain_points(settlement.start),
        "start_from": {
            party: start.value for party, start in (settlement.start_from or {}).items()
        },
        "gains": plain_points(settlement.gains),
        "ties": settlement.ties,
    }
    if settlement.at_most:
        plain["at_most"] = plain_points(settlement.at_most)
    if settlement.points is not None:
        plain["points"] = plain_points(settlement.points)
        plain["shares"] = [
            {"issue": share.issue, "party": share.party, "share": exact_decimal(share.share)}
            for share in settlement.shares
        ]
    return plain


def plain_place(place: Place) -> Plain:
    """Where something stands in a file; line and column count from 1, null for the whole file."""
    return {"file": place.file, "line": place.line or None, "column": place.column or None}


def plain_fault(fault: Fault) -> Plain:
    """One fault of a dossier."""
    return {
        "code": fault.code,
        "what": fault.what,
        "why": fault.why,
        "do": fault.do,
        "where": plain_place(fault.place),
        "path": list(fault.path),
    }


def plain(value: object) -> Any:  # noqa: ANN401  whatever JSON can hold
    """Any frozen result as plain lists and mappings, by the names of its fields."""
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, Fraction | Range | Enum):
        return _plain_atom(value)
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _plain_atom(value: Fraction | Range | Enum) -> str:
    if isinstance(value, Fraction):
        return exact_decimal(value)
    return str(value) if isinstance(value, Range) else str(value.value)
