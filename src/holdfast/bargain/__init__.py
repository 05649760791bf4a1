"""What could be agreed: zone, frontier and settlements, exact and proven."""

from holdfast.bargain.adjusted_winner import adjusted_winner
from holdfast.bargain.agenda import agenda
from holdfast.bargain.certificate import verify
from holdfast.bargain.cover import cover
from holdfast.bargain.draws import draws
from holdfast.bargain.frontier import frontier
from holdfast.bargain.influence import influences
from holdfast.bargain.leakage import leakage
from holdfast.bargain.limit import Limit
from holdfast.bargain.outlook import outlook
from holdfast.bargain.red_lines import red_lines
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
from holdfast.bargain.robustness import robustness
from holdfast.bargain.settlement import settle, settlements
from holdfast.bargain.trades import trades
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
    "agenda",
    "cover",
    "draws",
    "frontier",
    "influences",
    "leakage",
    "outlook",
    "red_lines",
    "robustness",
    "settle",
    "settlements",
    "trades",
    "verify",
    "zone",
]
