"""What a party's options are worth, as a strip from worst to best: where each stands on it."""

from dataclasses import dataclass
from fractions import Fraction

from holdfast.dossier import Issue, IssueValues

WIDTH, EDGE, ROW = 200, 6, 9


@dataclass(frozen=True)
class Bar:
    """One option on a strip, in the units of the drawing; a place in an order has no width."""

    title: str
    says: str
    x: float
    width: float
    y: float


@dataclass(frozen=True)
class Strip:
    """All options of an issue, best first."""

    bars: tuple[Bar, ...]
    height: int
    is_order: bool


def strip(issue: Issue, values: IssueValues | None) -> Strip | None:
    """The strip of one issue; None where nothing is known of what the party wants on it."""
    if values is None:
        return None
    ends: dict[str, tuple[Fraction, Fraction, str]] = {}
    if values.order:
        steps = max(len(values.order) - 1, 1)
        for rank, group in enumerate(values.order):
            at = Fraction(100 * (steps - rank), steps)
            for option in group:
                ends[option] = (at, at, f"place {rank + 1}")
    else:
        for option in issue.options:
            worth = values.worth.get(option)
            low, high = (worth.low, worth.high) if worth else (Fraction(0), Fraction(0))
            ends[option] = (low, high, str(worth or 0).replace("..", "\N{EN DASH}"))
    least = min(Fraction(0), *(low for low, _, _ in ends.values()))
    most = max(Fraction(100), *(high for _, high, _ in ends.values()))
    ranked = sorted(ends.items(), key=lambda item: -(item[1][0] + item[1][1]))

    def place(value: Fraction) -> float:
        share = (value - least) / (most - least)
        return round(EDGE + float(share) * (WIDTH - 2 * EDGE), 1)

    bars = tuple(
        Bar(
            title=issue.options[option].title,
            says=says,
            x=place(low),
            width=round(place(high) - place(low), 1),
            y=ROW * row + ROW / 2,
        )
        for row, (option, (low, high, says)) in enumerate(ranked)
    )
    return Strip(bars, ROW * len(bars), is_order=bool(values.order))
