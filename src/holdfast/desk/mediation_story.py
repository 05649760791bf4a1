"""What the brief says of mediators' questions, in sentences; neutral between the parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.mediation import Mediation
from holdfast.desk.question_words import (
    STANDINGS,
    concession_words,
    curve_words,
    line_words,
    number_words,
    party_name,
    price_words,
    remark_words,
    roll_words,
    trade_words,
    way_out_words,
    worth_words,
)
from holdfast.desk.view_words import (
    agenda_words,
    drawn_words,
    item_words,
    share_interval,
    track_words,
)
from holdfast.desk.words import EN_DASH, conflict_words, join_words, method_words
from holdfast.dossier import Basis, Dossier

if TYPE_CHECKING:
    from holdfast.bargain import Zone
    from holdfast.bargain.answers import Concession, RedLineEffect, Trades
    from holdfast.bargain.robust_answers import Draws, RobustPackage

_TRADES = 2
"""Trades of a kind that are told."""


@dataclass(frozen=True)
class LineStory:
    """One red line: a row of a table, and what more is to be said of one that matters."""

    name: str
    basis: Basis
    standing: str
    stated: str
    price: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class MediationStory:
    """The sentences of the section; empty where there is nothing to say.

    ``conflicts`` and ``ways_out`` say why there is no zone and what would open one;
    ``picked_by`` names the principles that pick the package from which the trades are.
    """

    lines: tuple[LineStory, ...]
    unasked: str
    trades: tuple[str, ...]
    views: tuple[str, ...]
    agenda: tuple[str, ...]
    tracks: tuple[str, ...]
    conflicts: tuple[str, ...]
    ways_out: tuple[str, ...]
    notes: tuple[str, ...]
    picked_by: str


def tell_mediation(
    dossier: Dossier, zone: "Zone", names: Sequence[str], found: Mediation
) -> MediationStory:
    """Put the answers into words; ``names`` say which principles pick each tested package."""
    proofs = [found.red_lines.proof, *(own.proof for own in (found.trades, found.agenda) if own)]
    notes = dict.fromkeys(method_words(proof) for proof in proofs if not proof.complete)
    return MediationStory(
        lines=tuple(_line(dossier, effect) for effect in found.red_lines.lines),
        unasked=_unasked(found),
        trades=tuple(_trades(dossier, found.trades)) if found.trades else (),
        views=tuple(_views(dossier, names, found.tested, found.draws)),
        agenda=tuple(_agenda(dossier, found)),
        tracks=tuple(_tracks(dossier, found)),
        conflicts=tuple(conflict_words(dossier, own) for own in zone.conflicts),
        ways_out=tuple(way_out_words(dossier, own) for own in zone.relaxations),
        notes=(*notes, found_words(zone)) if zone.conflicts else tuple(notes),
        picked_by=names[0] if names else "",
    )


def _line(dossier: Dossier, effect: "RedLineEffect") -> LineStory:
    is_quiet = effect.standing.value in {"slack", "moot"}
    remark = remark_words(dossier, effect)
    more = (
        STANDINGS[effect.standing.value],
        remark,
        price_words(dossier, effect),
        worth_words(dossier, effect),
        *curve_words(dossier, effect),
    )
    price = effect.price.points
    return LineStory(
        name=line_words(dossier, effect),
        basis=effect.line.basis,
        standing=effect.standing.value if effect.is_proven else "not proven",
        stated="never" if effect.stated is None else number_words(effect.stated),
        price=EN_DASH if price is None else number_words(price) if price else "no loss",
        more=tuple(sentence for sentence in ((remark,) if is_quiet else more) if sentence),
    )


def _unasked(found: Mediation) -> str:
    if not found.red_lines.unasked:
        return ""
    count, limit = len(found.red_lines.unasked), found.red_lines.proof.limit
    lines = "red line was" if count == 1 else "red lines were"
    return f"{count} {lines} not looked at, because {limit}."


def _trades(dossier: Dossier, found: "Trades") -> list[str]:
    """What could be traded from the first settlement: improvements, logrolls, concessions."""
    sentences = []
    if found.is_efficient:
        sentences.append(
            "Nothing more can be had from it for one without loss to another, so that every "
            "further step is a concession."
        )
    sentences += [
        f"Nobody would lose by {trade_words(dossier, trade)}."
        for trade in found.improvements[:_TRADES]
    ]
    for trade in found.logrolls[:_TRADES]:
        sentences.append(f"{trade_words(dossier, trade)}. {roll_words(dossier, trade)}")
    for giver in found.between:
        for taker in found.between:
            cheapest = _cheapest(found.concessions, giver, taker)
            if cheapest is not None:
                sentences.append(
                    f"The cheapest concession of {concession_words(dossier, cheapest)}"
                )
    return sentences


def _cheapest(concessions: "Sequence[Concession]", giver: str, taker: str) -> "Concession | None":
    """The concession that brings the taker most for what it costs the giver."""
    return next((own for own in concessions if (own.giver, own.taker) == (giver, taker)), None)


def _views(
    dossier: Dossier, names: Sequence[str], tested: "Sequence[RobustPackage]", draws: "Draws"
) -> list[str]:
    """In how many admissible views the settlements would be accepted, by all and by each."""
    sentences = []
    for name, robust in zip(names, tested, strict=True):
        each = [
            f"{party_name(dossier, own.party)} in {share_interval(own.drawn)}"
            for own in robust.parties
            if own.drawn.share < 1
        ]
        who = f": {join_words(each)}; everybody else in all" if each else ""
        sentences.append(
            f"{name}: accepted by all together in {share_interval(robust.drawn)} of the views{who}."
        )
    return [*sentences, drawn_words(dossier, draws)] if sentences else []


def _agenda(dossier: Dossier, found: Mediation) -> list[str]:
    """What to settle first, with its reason."""
    if found.agenda is None or not found.agenda.order:
        return []
    settled = [item for item in found.agenda.order if item.option is not None]
    return [agenda_words(found.agenda), *(item_words(dossier, item) for item in settled)]


def _tracks(dossier: Dossier, found: Mediation) -> list[str]:
    tracks = found.agenda.tracks if found.agenda is not None else ()
    return [" ".join(track_words(dossier, track)) for track in tracks]


def found_words(zone: "Zone") -> str:
    """Whether there are other conflicts and ways out than those named."""
    if zone.are_all_found:
        return "These are all smallest conflicts and all smallest ways out."
    return "There may be other conflicts and other ways out."
