"""What could be agreed and would hold, in plain sentences, and as JSON."""

from typing import TYPE_CHECKING

from holdfast.desk.hold_words import period_words, points_words
from holdfast.desk.input_words import breach_words
from holdfast.desk.plain import Plain, plain, plain_package, plain_points, plain_settlement
from holdfast.desk.words import EN_DASH, join_words
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.desk.lasting import Lasting, Pick, WithoutLine
    from holdfast.endure.glance import Glance


def lasting_words(found: "Lasting") -> str:
    """How many packages hold, and which were looked at."""
    if not found.count:
        return "There is no zone, so no package could be agreed, whether it would hold or not."
    held = {0: "none holds", found.count: "all hold"}.get(
        found.holding, f"{found.holding:,} {'holds' if found.holding == 1 else 'hold'}"
    )
    open_ = f" {found.undecided:,} could not be decided." if found.undecided else ""
    judged = f"{_judged_words(found)}, {found.count:,} in all"
    return f"{judged}: under these inputs {held} whatever happens.{open_}"


def _judged_words(found: "Lasting") -> str:
    """Which packages were judged, and why not more."""
    if found.searched.value == "zone":
        return "Every package of the zone was judged, dominated ones too"
    if found.searched.value == "compacts":
        return (
            "Every package was judged that could be the best that holds "
            f"({found.limit}; those that something bests in all that counts were passed over)"
        )
    others = " and some others" if found.count > len(found.frontier) else ""
    return f"Every package of the frontier{others} was judged ({found.limit})"


def best_words(found: "Lasting") -> str:
    """Whether the best that holds is the best of all, and how far that is proven."""
    if found.best is None:
        if not found.count:
            return ""
        if found.is_proven:
            return "It is proven that no package of the zone holds whatever happens."
        return "Whether some package of the zone holds whatever happens is not proven."
    if is_best_of_all(found):
        return "The best of all holds: holding costs nobody anything."
    if found.is_proven:
        return "It is proven that no package that holds ranks higher."
    return (
        "That no package that holds ranks higher is not proven; none of the zone ranks higher than "
        "the best of all."
    )


def is_best_of_all(found: "Lasting") -> bool:
    """True where the best of all is one that holds, so that holding costs nothing."""
    settled = found.settlement.package
    return found.best is not None and (
        settled is not None and found.best.package.values == settled.values
    )


def pick_rows(dossier: Dossier, found: "Lasting") -> list[tuple[str, ...]]:
    """What each party has in the best that holds, in the best that does not, and the difference."""
    rows: list[tuple[str, ...]] = []
    for party in found.between:
        held, other = (_points(pick, party) for pick in (found.best, found.otherwise))
        cost = points_words(float(found.cost[party])) if party in found.cost else ""
        rows.append((dossier.parties[party].name, held, other, cost))
    return rows


def _points(pick: "Pick | None", party: str) -> str:
    return points_words(float(pick.package.values[party])) if pick is not None else EN_DASH


def frontier_rows(dossier: Dossier, found: "Lasting") -> list[tuple[str, ...]]:
    """Each point of the frontier: what it is worth, whether and by how much it holds."""
    return [
        (
            *(points_words(float(package.values[p])) for p in found.between),
            HOLDS[glance.holds],
            margins_words(dossier, glance),
            first_words(dossier, glance),
        )
        for package, glance in found.frontier
    ]


HOLDS = {True: "holds", False: "can be broken", None: "undecided"}
BROKEN_NOTE = (
    "What holds does so whatever happens: nobody ever gains by a breach. What can be broken, "
    "somebody would gain by breaking, at once or only once something has changed; hold says of a "
    "package which."
)


def margins_words(dossier: Dossier, glance: "Glance") -> str:
    """Every party's smallest margin."""
    return ", ".join(
        f"{dossier.parties[m.party].name} {points_words(m.cheapest.margin)}" for m in glance.margins
    )


def first_words(dossier: Dossier, glance: "Glance") -> str:
    """Who would break it first, by what, and after how many periods at the earliest."""
    found = [
        f"{dossier.parties[b.party].name}: {breach_words(dossier, b.breach)} ({_when(b.period)})"
        for b in glance.first_to_break
    ]
    if glance.holds is False and not found:
        return "somebody, after a breach that does not pay"
    return join_words(found)


def _when(period: int) -> str:
    return f"after {period_words(period, 'period')} at the earliest" if period else "at once"


def line_words(dossier: Dossier, found: "Lasting", turn: "WithoutLine") -> str:
    """What would be best, were a red line given up."""
    names = [
        f"{dossier.parties[party].name}, “{line.title or line.id}”" for party, line in turn.lines
    ]
    start = f"Without {join_words(names)}: {turn.holding:,} of {turn.count:,} packages judged hold"
    if turn.best is None:
        return f"{start}." if turn.is_proven else f"{start}, which is not proven to be all."
    if found.best is None:
        shifts = ", ".join(
            f"{dossier.parties[p].name} {points_words(float(v))}"
            for p, v in turn.best.package.values.items()
        )
        return f"{start}; the best of them gives {shifts}."
    held = found.best.package.values
    changes = {p: float(v - held[p]) for p, v in turn.best.package.values.items()}
    if not any(changes.values()):
        return f"{start}; the best of them is the same."
    words = ", ".join(
        f"{dossier.parties[p].name} {'+' if c > 0 else ''}{points_words(c)}"
        for p, c in changes.items()
    )
    return f"{start}; the best of them would bring {words}."


def plain_lasting(found: "Lasting") -> Plain:
    """What lasts, for JSON; the frontier with its verdicts, and each red line in turn."""
    return {
        "between": list(found.between),
        "by": found.by.value,
        "course": found.course or None,
        "searched": found.searched.value,
        "limit": found.limit or None,
        "count": found.count,
        "holding": found.holding,
        "undecided": found.undecided,
        "best": _plain_pick(found.best),
        "otherwise": _plain_pick(found.otherwise),
        "cost": plain_points(found.cost),
        "settlement": plain_settlement(found.settlement),
        "verdict": plain(found.verdict),
        "frontier": [
            {**plain_package(package), **plain(glance)} for package, glance in found.frontier
        ],
        "lines": [
            {
                "lines": [{"party": party, "id": line.id} for party, line in turn.lines],
                "count": turn.count,
                "holding": turn.holding,
                "best": _plain_pick(turn.best),
                "proven": turn.is_proven,
            }
            for turn in found.lines
        ],
    }


def _plain_pick(pick: "Pick | None") -> Plain | None:
    if pick is None:
        return None
    return {**plain_package(pick.package), "gains": plain_points(pick.gains), "ties": pick.ties}
