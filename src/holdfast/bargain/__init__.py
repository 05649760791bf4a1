"""What could be agreed: zone, frontier and settlements, exact and proven."""

from holdfast.bargain.adjusted_winner import adjusted_winner
from holdfast.bargain.certificate import verify
from holdfast.bargain.cover import cover
from holdfast.bargain.frontier import frontier
from holdfast.bargain.limit import Limit
from holdfast.bargain.results import (
    Certificate,
    Conflict,
    Cover,
    Demand,
    Frontier,
    Method,
    Principle,
    Proof,
    Relaxation,
    Restriction,
    Settlement,
    Share,
    Start,
    ValuedPackage,
    Zone,
)
from holdfast.bargain.settlement import settle, settlements
from holdfast.bargain.zone import zone

__all__ = [
    "Certificate",
    "Conflict",
    "Cover",
    "Demand",
    "Frontier",
    "Limit",
    "Method",
    "Principle",
    "Proof",
    "Relaxation",
    "Restriction",
    "Settlement",
    "Share",
    "Start",
    "ValuedPackage",
    "Zone",
    "adjusted_winner",
    "cover",
    "frontier",
    "settle",
    "settlements",
    "verify",
    "zone",
]
