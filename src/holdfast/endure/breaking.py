"""Who would break a compact first: the earliest departures on the way things would really go."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

import numpy as np

from holdfast.endure.conduct import Realised
from holdfast.endure.findings import Findings
from holdfast.endure.judge import Judgment
from holdfast.endure.machine import Layout
from holdfast.endure.moment import Moment
from holdfast.endure.reading import Reading
from holdfast.endure.results import Break, Temptation
from holdfast.endure.situation import situation
from holdfast.endure.tables import Tables

_MORE = 1 + 1e-9
"""A gain is larger than another from so many times it on; below that rounding would choose."""


def first_to_break(findings: Findings) -> tuple[Break, ...]:
    """Whose breach pays first, while everyone else keeps to the compact: the root of a failure.

    Empty when no breach pays on the way, even if one would after somebody else's.
    """
    periods = earliest(findings.judgment.tables)
    found = [
        Break(
            party=findings.player(k),
            breach=findings.breach(k),
            period=periods[int(findings.layout.where[k])],
            gain=-findings.margin(k),
            situation=situation(findings.compact, findings.moment(k)),
            changed=findings.changed(findings.moment(k)),
        )
        for k in findings.deviations()
        if findings.sign(k) == -1 and int(findings.layout.where[k]) in periods
    ]
    return _first(found)


def departures_on_the_way(
    findings: Findings, realised: Realised, reading: Reading
) -> tuple[tuple[Break, ...], ...]:
    """What would be done otherwise on the way things would really go, and when at the earliest.

    One answer where behaviour settles; one for each conduct where it goes round in a circle. What
    is gained is compared with complying once more while the others go on as they would.
    """
    if not realised.circling:
        return (tuple(_departures(findings, realised.layout, realised.judgment)),)
    layouts = [reading.machine.layout(conduct) for conduct in realised.circling]
    return tuple(
        tuple(_departures(findings, layout, reading.judge_in_floats(layout))) for layout in layouts
    )


def first_departures(found: Sequence[tuple[Break, ...]]) -> tuple[tuple[Break, ...], ...]:
    """Who departs first, as the parties would really behave, in each conduct that they may take."""
    return tuple(_first(each) for each in found)


def turning_points(found: Sequence[tuple[Break, ...]]) -> tuple[Mapping[str, str], ...]:
    """The fewest changes since signature with which somebody departs, the earliest first.

    As long as none of them has come about, nobody departs. Phases come by themselves: a phase is
    named only where nothing but the phase has to change, and with any other change somebody departs
    in some phase. One without changes stands alone.
    """
    breaks = sorted(
        (each for conduct in found for each in conduct),
        key=lambda each: (each.period, len(each.changed)),
    )
    changes = [_but_for_phases(each.changed) for each in breaks]
    least = {each for each in changes if not any(other < each for other in changes)}
    return tuple(dict(sorted(each)) for each in dict.fromkeys(changes) if each in least)


def _but_for_phases(changed: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    others = frozenset((part, now) for part, now in changed.items() if part != "phase")
    return others or frozenset(changed.items())


def _first(found: Sequence[Break]) -> tuple[Break, ...]:
    """The earliest, each kind once, where it gains most."""
    first = min((each.period for each in found), default=None)
    best: dict[tuple[str, str], Break] = {}
    for each in found:
        key = (each.party, each.breach)
        if each.period == first and (key not in best or each.gain > best[key].gain * _MORE):
            best[key] = each
    return tuple(best.values())


def earliest(tables: Tables) -> dict[int, int]:
    """The fewest periods after which each state can be met when the conduct is followed."""
    chances = tables.chances
    periods = {tables.start: 0}
    waiting = [(0, tables.start)]
    while waiting:
        period, place = heappop(waiting)
        if period > periods[place]:
            continue
        for k in range(int(chances.indptr[place]), int(chances.indptr[place + 1])):
            target = int(chances.indices[k])
            after = period + (0 if tables.instant[target] else 1)
            if chances.data[k] and after < periods.get(target, after + 1):
                periods[target] = after
                heappush(waiting, (after, target))
    return periods


def _departures(findings: Findings, layout: Layout, judgment: Judgment) -> Iterator[Break]:
    machine, margin = findings.machine, judgment.margins.margin
    periods = earliest(judgment.tables)
    for k in np.flatnonzero(layout.choices == 0):
        place, player = int(layout.where[k]), int(layout.who[k])
        choice = layout.profiles[place][player]
        moment = layout.states[place]
        if place in periods and choice and isinstance(moment, Moment):
            yield Break(
                party=machine.game.players[player],
                breach=machine.actions(place)[player][choice],
                period=periods[place],
                gain=float(margin[k]),
                situation=situation(findings.compact, moment),
                changed=findings.changed(moment),
            )


def departures(findings: Findings, realised: Realised) -> tuple[Temptation, ...]:
    """What would be done instead of what is prescribed: each kind once, where it gains most."""
    layout, margin = realised.layout, realised.judgment.margins.margin
    best: dict[tuple[str, str], tuple[float, int]] = {}
    for k in np.flatnonzero(layout.choices == 0):
        place, player = int(layout.where[k]), int(layout.who[k])
        choice = layout.profiles[place][player]
        if choice and realised.judgment.matters[place]:
            name = findings.machine.game.players[player]
            key = (name, findings.machine.actions(place)[player][choice])
            if key not in best or margin[k] > best[key][0] * _MORE:
                best[key] = (float(margin[k]), place)
    return tuple(
        Temptation(party, breach, situation(findings.compact, _moment(layout, place)), -gain, -1)
        for (party, breach), (gain, place) in best.items()
    )


def _moment(layout: Layout, place: int) -> Moment:
    state = layout.states[place]
    if not isinstance(state, Moment):
        message = f"{state!r} is no state of a compact."
        raise TypeError(message)
    return state
