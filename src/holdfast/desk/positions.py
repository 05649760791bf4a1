"""Where the parties stand on each issue: what is said in public, and what is judged in private."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.desk.words import figure_words, join_words
from holdfast.dossier import Basis, Dossier, Elasticity, IssueValues, RedLine, View


@dataclass(frozen=True)
class Position:
    """One party on one issue: what it says in public, and what it is judged to want.

    ``private`` is the option it wants most and ``next_best`` the one after, at the midpoints;
    ``lines`` are its red lines on this issue alone, with their price and what is reported of them.
    ``are_figures_assumed`` where evidence says what is wanted, and nothing says how much.
    """

    party: str
    public: str
    public_basis: Basis
    private: str
    next_best: str
    private_basis: Basis
    weight: str
    are_figures_assumed: bool
    differs: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PositionRow:
    """One issue, and where each principal stands on it."""

    issue: str
    track: str
    positions: tuple[Position, ...]


def position_rows(dossier: Dossier, compared: Sequence[str]) -> tuple[PositionRow, ...]:
    """Each issue with the positions of the parties that are set beside each other."""
    return tuple(
        PositionRow(
            issue=issue.id,
            track=issue.track,
            positions=tuple(
                _position(dossier, dossier.views.get(party) or View(party), issue.id)
                for party in compared
            ),
        )
        for issue in dossier.issues.values()
    )


def _position(dossier: Dossier, view: View, issue: str) -> Position:
    options = dossier.issues[issue].options
    stance, values = view.stances.get(issue), view.values.get(issue)
    best, *others = _ranked(values) or [()]
    return Position(
        party=view.party,
        public=options[stance.option].title if stance else "",
        public_basis=stance.basis if stance else Basis(),
        private=join_words([options[option].title for option in best], "or"),
        next_best=join_words([options[option].title for option in others[0]], "or")
        if others
        else "",
        private_basis=values.basis if values else Basis(),
        weight=figure_words(values.weight) if values else "",
        are_figures_assumed=bool(
            values and values.numbers.is_assumed and not values.basis.is_assumed
        ),
        differs=bool(stance and best and stance.option not in best),
        lines=tuple(
            _line_words(line) for line in view.red_lines if set(line.never.options) == {issue}
        ),
    )


def _line_words(line: RedLine) -> str:
    """A red line with its price and what is reported of it."""
    price = "never" if line.price is None else f"{figure_words(line.price)} points"
    reported = "" if line.elasticity is Elasticity.NOT_REPORTED else f", reported {line.elasticity}"
    return f"{line.title or line.id} ({price}{reported})"


def _ranked(values: IssueValues | None) -> list[tuple[str, ...]]:
    """The options from most to least wanted, at the midpoints; equals stand together."""
    if values is None:
        return []
    if values.order:
        return list(values.order)
    groups: dict[Fraction, list[str]] = {}
    for option, worth in values.worth.items():
        groups.setdefault(worth.midpoint, []).append(option)
    return [tuple(groups[worth]) for worth in sorted(groups, reverse=True)]
