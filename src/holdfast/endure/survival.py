"""For how long? Exact survival curves of the way things would go, and what breakdowns come of."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

import numpy as np

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.causes import Tracing
from holdfast.endure.chain import Chain, Node
from holdfast.endure.conduct import Realised, realise
from holdfast.endure.machine import Conduct
from holdfast.endure.moment import Mode
from holdfast.endure.outlook import Cause, CauseShare, Curve, Survival
from holdfast.endure.question import Question
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running
from holdfast.endure.tables import Floats


def survive(
    dossier: Dossier,
    package: Mapping[str, str] | None = None,
    cases: Iterable[ResolveCase] = (),
    values: Mapping[str, Fraction] | None = None,
) -> Survival:
    """The chance that the compact still stands after each period, under these inputs.

    Args:
        dossier: the talks, with a day after.
        package: one option for each issue; issues left out take the day after's own package.
        cases: courses of resolve in place of the dossier's.
        values: inputs by name, read so instead of at the middle of their ranges.
    """
    question = Question(dossier, package, cases, values or ())
    reading = question.read(values)
    return survival(question, reading, realise(reading))


def survival(question: Question, reading: Reading, realised: Realised) -> Survival:
    """The same for behaviour that was found already.

    Where behaviour goes round in a circle there is a curve for each conduct of the circle, and
    nothing says which of them it would be.
    """
    conducts = realised.circling or (realised.conduct,)
    horizon = question.told.horizon
    curves = tuple(_curve(question, reading, conduct, horizon) for conduct in conducts)
    return Survival(
        package=question.package,
        cases={case.guarantor: case.id for case in question.cases},
        period=question.told.period,
        curves=curves,
        is_settled=bool(realised.is_equilibrium),
    )


def _curve(question: Question, reading: Reading, conduct: Conduct, horizon: int) -> Curve:
    layout = question.machine.layout(conduct)
    game = question.machine.game
    if not isinstance(game, Running):
        message = "Survival is asked of compacts alone."
        raise TypeError(message)
    chain = Chain(game, layout, reading.exact(layout))
    tracing = Tracing(chain, reading)
    standing, broken = _walk(chain, tracing, horizon)
    shares, mean = _in_the_long_run(chain, tracing)
    return Curve(
        standing=tuple(standing),
        broken={cause: tuple(each) for cause, each in broken.items()},
        causes=shares,
        mean_periods=mean,
    )


def _walk(
    chain: Chain, tracing: Tracing, horizon: int
) -> tuple[list[Fraction], dict[Cause, list[Fraction]]]:
    """The exact chances of standing, and of having broken down by each cause, period by period.

    Whole numbers over one common denominator, which grows by the same factor every period.
    """
    rows = {node: chain.period(node) for node in chain.links if _is_live(chain, node)}
    unit = lcm(1, *(chance.denominator for row in rows.values() for _, _, chance in row))
    moves = {
        node: [
            (to, int(chance * unit), tracing.cause(node, by) if chain.is_breakdown(to) else None)
            for by, to, chance in row
        ]
        for node, row in rows.items()
    }
    at: dict[Node, int] = {chain.start: 1}
    ended: dict[Cause, int] = {}
    standing = [Fraction(1)]
    broken: dict[Cause, list[Fraction]] = {}
    for period in range(1, horizon + 1):
        after: dict[Node, int] = {}
        ended = {cause: count * unit for cause, count in ended.items()}
        for node, count in at.items():
            for to, chance, cause in moves[node]:
                if cause is None:
                    after[to] = after.get(to, 0) + count * chance
                else:
                    ended[cause] = ended.get(cause, 0) + count * chance
        at = after
        whole = unit**period
        standing.append(Fraction(sum(at.values()), whole))
        for cause, count in ended.items():
            history = broken.setdefault(cause, [Fraction(0)] * period)
            history.append(Fraction(count, whole))
    return standing, broken


def _is_live(chain: Chain, node: Node) -> bool:
    return not chain.is_breakdown(node) and chain.moment(node).mode is not Mode.CALLED


def _in_the_long_run(chain: Chain, tracing: Tracing) -> tuple[tuple[CauseShare, ...], float | None]:
    """How often each cause ends the compact, and after how long; None where it may stand for ever.

    Floats: these are sums without end, where the curve is a finite one.
    """
    from scipy.sparse import coo_array, eye_array
    from scipy.sparse.linalg import splu

    nodes = _doomed(chain)
    if chain.start not in nodes:
        return (), None
    place = {node: k for k, node in enumerate(nodes)}
    entries: list[tuple[int, int, float]] = []
    ends: dict[Cause, Floats] = {}
    for node in nodes:
        for by, to, chance in chain.period(node):
            if chain.is_breakdown(to):
                into = ends.setdefault(tracing.cause(node, by), np.zeros(len(nodes)))
                into[place[node]] += float(chance)
            elif to in place:
                entries.append((place[node], place[to], float(chance)))
    rows, columns = ([entry[k] for entry in entries] for k in (0, 1))
    chances = np.array([chance for _, _, chance in entries], dtype=np.float64)
    going_on = coo_array((chances, (rows, columns)), shape=(len(nodes), len(nodes)))
    factors = splu((eye_array(len(nodes)) - going_on).tocsc())
    shares = []
    for cause in Cause:
        if cause in ends:
            share = factors.solve(ends[cause])
            time = factors.solve(share)
            start = place[chain.start]
            if share[start] > 0:
                mean = float(time[start] / share[start])
                shares.append(CauseShare(cause, float(share[start]), mean))
    total = sum(each.share for each in shares)
    mean = sum(each.share * each.mean_periods for each in shares)
    return tuple(shares), mean if total > 1 - 1e-9 else None


def _doomed(chain: Chain) -> list[Node]:
    """The nodes from which a breakdown can come at all."""
    before: dict[Node, set[Node]] = {}
    ending: set[Node] = set()
    live = [node for node in chain.links if _is_live(chain, node)]
    for node in live:
        for _, to, _ in chain.period(node):
            before.setdefault(to, set()).add(node)
            if chain.is_breakdown(to):
                ending.add(node)
    waiting = list(ending)
    while waiting:
        for earlier in before.get(waiting.pop(), ()):
            if earlier not in ending:
                ending.add(earlier)
                waiting.append(earlier)
    return [node for node in live if node in ending]
