"""The questions that mediators ask of a dossier, one function each, and their answers as JSON."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.drafts import named_options
from holdfast.desk.opened import OpenDossier
from holdfast.desk.plain import Plain, plain

if TYPE_CHECKING:
    from holdfast.bargain import Proof
    from holdfast.bargain import Zone as Zone
    from holdfast.bargain.agenda_answers import Agenda
    from holdfast.bargain.answers import Concession
    from holdfast.bargain.answers import RedLines as RedLines
    from holdfast.bargain.answers import Trade as Trade
    from holdfast.bargain.answers import Trades as Trades
    from holdfast.bargain.leakage_answers import Leakage
    from holdfast.bargain.robust_answers import Influences, Outlook, Robustness
    from holdfast.bargain.workers import Progress

Named = Sequence[str]
Between = Sequence[str] | None


def ask_red_lines(opened: OpenDossier, between: Between = None, at: Named = ()) -> "RedLines":
    """Which red lines matter, what crossing each would take, and what would come of it.

    ``at`` names a package from which prices are counted; without it they are counted from the zone.
    """
    from holdfast.bargain.red_lines import red_lines

    package = named_options(opened, at, between) if at else None
    return red_lines(opened.dossier, between, at=package)


def ask_trades(opened: OpenDossier, draft: Named, between: Between = None) -> "Trades":
    """What could be traded from a draft."""
    from holdfast.bargain.trades import trades

    return trades(opened.dossier, named_options(opened, draft, between), between)


def ask_agenda(opened: OpenDossier, between: Between = None) -> "Agenda":
    """What can be settled first at no loss, and in which order to take the rest."""
    from holdfast.bargain.agenda import agenda

    return agenda(opened.dossier, between)


def ask_leakage(
    opened: OpenDossier, proposal: Named, between: Between = None, to: Between = None
) -> "Leakage":
    """What a proposal would give away to those who see it."""
    from holdfast.bargain.leakage import leakage

    return leakage(opened.dossier, named_options(opened, proposal, between), between, to=to)


@dataclass(frozen=True)
class RobustAnswer:
    """Everything that was asked of robustness at once; None for what was not asked."""

    robustness: "Robustness"
    outlook: "Outlook | None"
    influences: "Influences | None"


@dataclass(frozen=True)
class Drawn:
    """How views are drawn, and how many."""

    count: int = 1000
    seed: int = 0
    distribution: str = "uniform"


@dataclass(frozen=True)
class Means:
    """By what long work is done, and who is told how far it is."""

    executor: Executor | None = None
    progress: "Progress | None" = None


@contextmanager
def workers_for(count: int | None, address: str | None) -> Iterator[Executor | None]:
    """Where long work is done: on a cluster, in processes here, or in this one alone."""
    from holdfast.bargain.workers import cluster_workers, local_workers

    if address:
        with cluster_workers(address) as executor:
            yield executor
        return
    number = count or os.cpu_count() or 1
    if number == 1:
        yield None
        return
    with local_workers(number) as executor:
        yield executor


def was_interrupted(proof: "Proof") -> bool:
    """True when Ctrl-C cut an answer short, so that whoever asked wants nothing further."""
    from holdfast.bargain.limit import INTERRUPTED

    return INTERRUPTED in proof.limit


def ask_robust(
    opened: OpenDossier,
    draft: Named = (),
    between: Between = None,
    drawn: Drawn | None = None,
) -> "Robustness":
    """How far settlements, and a draft where one is named, bear what is not known."""
    from holdfast.bargain.robustness import robustness

    how = drawn or Drawn()
    packages = {"draft": named_options(opened, draft, between)} if draft else {}
    return robustness(
        opened.dossier,
        packages,
        between,
        count=how.count,
        seed=how.seed,
        distribution=how.distribution,
    )


def ask_outlook(opened: OpenDossier, between: Between, drawn: Drawn, means: Means) -> "Outlook":
    """What would be recommended under each of many drawn views."""
    from holdfast.bargain.outlook import outlook

    return outlook(
        opened.dossier,
        between,
        count=drawn.count,
        seed=drawn.seed,
        distribution=drawn.distribution,
        executor=means.executor,
        progress=means.progress,
    )


def ask_influences(opened: OpenDossier, between: Between, means: Means) -> "Influences":
    """Which judgment, if it were known better, would change the recommendation most."""
    from holdfast.bargain.influence import influences

    return influences(opened.dossier, between, executor=means.executor, progress=means.progress)


def plain_red_lines(found: "RedLines") -> Plain:
    """Every line with its standing, its price, what it is worth to others, and its curve."""
    return {
        "between": list(found.between),
        "at": plain(found.at),
        "count": len(found.lines),
        "lines": [
            {
                "party": effect.party,
                "id": effect.line.id,
                "title": effect.line.title or None,
                "never": plain(effect.line.never.options),
                "reported": effect.line.elasticity.value,
                "standing": effect.standing.value,
                "stated": plain(effect.stated),
                "price": plain(effect.price),
                "worth": plain(effect.worth),
                "curve": plain(effect.curve),
                "proven": effect.is_proven,
            }
            for effect in found.lines
        ],
        "unasked": plain(found.unasked),
    }


def plain_trades(found: "Trades") -> Plain:
    """The draft, what it breaks, and what could be had from it."""
    nearest = {"any": found.nearest, "unopposed": found.nearest_unopposed}
    return {
        "between": list(found.between),
        "draft": plain(found.draft),
        "efficient": found.is_efficient,
        "objections": plain(found.objections),
        "improvements": [_trade(trade) for trade in found.improvements],
        "best": [_trade(trade) for trade in found.best],
        "dominating": [_trade(trade) for trade in found.dominating],
        "nearest": {kind: own and _trade(own) for kind, own in nearest.items()},
        "concessions": [_concession(own) for own in found.concessions],
    }


def _trade(trade: "Trade") -> Plain:
    return {**plain(trade), "logroll": trade.is_logroll}


def _concession(own: "Concession") -> Plain:
    return {
        "giver": own.giver,
        "taker": own.taker,
        "cost": plain(own.cost),
        "gain": plain(own.gain),
        "ratio": plain(own.ratio),
        "changes": plain(own.trade.changes),
        "gains": plain(own.trade.gains),
    }


def plain_robust(answer: RobustAnswer) -> Plain:
    """Shares of drawn views, what is necessary and possible, and what was asked beyond that."""
    found = plain(answer.robustness)
    del found["proof"]
    for own, robust in zip(found["packages"], answer.robustness.packages, strict=True):
        own["necessary"], own["possible"] = robust.is_necessary, robust.is_possible
    more = {"outlook": answer.outlook, "influences": answer.influences}
    return {**found, **{name: plain(own) for name, own in more.items()}}


def plain_agenda(found: "Agenda") -> Plain:
    """The order, every issue and every track with what settling it first would keep and lose."""
    answer: Plain = plain(found)
    del answer["proof"]
    if not found.count and not found.proof.complete:
        answer["count"] = None
    return answer


def plain_leakage(found: "Leakage") -> Plain:
    """For each party, what could be inferred about it; with bits as numbers."""
    answer: Plain = plain(found)
    del answer["proof"]
    if not found.unasked:
        del answer["unasked"]
    for leak, own in zip(found.leaks, answer["leaks"], strict=True):
        for inference, counted in zip(leak.inferences, own["inferences"], strict=True):
            counted["bits"] = inference.bits
    return answer
