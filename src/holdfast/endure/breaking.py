"""Who would break a compact first: the earliest departures on the way things would really go."""

from collections.abc import Iterator
from heapq import heappop, heappush

import numpy as np

from holdfast.endure.conduct import Realised
from holdfast.endure.findings import Findings
from holdfast.endure.machine import Layout
from holdfast.endure.moment import Moment
from holdfast.endure.results import Break, Temptation
from holdfast.endure.situation import situation
from holdfast.endure.tables import Tables


def first_to_break(findings: Findings, realised: Realised) -> tuple[Break, ...]:
    """Everyone who departs at the earliest time at which anybody could; empty when nobody does.

    What is gained is compared with everyone's keeping to the compact. Where a breach pays only
    because others would break it too, it is compared with complying once more. Where behaviour does
    not settle, the compact's own prescribed way is followed to the first breach that pays.
    """
    if realised.circling:
        found = list(_profitable(findings, earliest(findings.judgment.tables)))
    else:
        periods = earliest(realised.judgment.tables)
        found = list(_departures(findings, realised, periods))
    first = min((each.period for each in found), default=None)
    best: dict[tuple[str, str], Break] = {}
    for each in found:
        key = (each.party, each.breach)
        if each.period == first and (key not in best or each.gain > best[key].gain):
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


def _departures(findings: Findings, realised: Realised, periods: dict[int, int]) -> Iterator[Break]:
    compact, machine = findings.compact, findings.machine
    layout, margin = realised.layout, realised.judgment.margins.margin
    paying = {
        (findings.moment(k), findings.player(k), findings.breach(k)): -findings.margin(k)
        for k in findings.deviations()
        if findings.sign(k) == -1
    }
    for k in np.flatnonzero(layout.choices == 0):
        place, player = int(layout.where[k]), int(layout.who[k])
        choice = layout.profiles[place][player]
        moment = layout.states[place]
        if place in periods and choice and isinstance(moment, Moment):
            party = machine.game.players[player]
            breach = machine.actions(place)[player][choice]
            gain = paying.get((moment, party, breach), float(margin[k]))
            yield Break(party, breach, periods[place], gain, situation(compact, moment))


def _profitable(findings: Findings, periods: dict[int, int]) -> Iterator[Break]:
    for k in findings.deviations():
        place = int(findings.layout.where[k])
        if findings.sign(k) == -1 and place in periods:
            tempted = findings.temptation(k)
            yield Break(
                tempted.party, tempted.breach, periods[place], -tempted.margin, tempted.situation
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
            if key not in best or margin[k] > best[key][0]:
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
