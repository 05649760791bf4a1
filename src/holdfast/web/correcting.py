"""Judgments corrected on a page: kept, told where they are wrong, and put back as they stood."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, TypeVar

from litestar.enums import RequestEncodingType
from litestar.params import Body

from holdfast.desk.changes import Changed, first_filed_ms
from holdfast.desk.evidence import Fresh, read_evidence
from holdfast.desk.filing import file_view
from holdfast.desk.judgments import Judgment, Key, Kind, judgments, mark, put
from holdfast.desk.parts import JOINT
from holdfast.desk.revision import Revision, Slip
from holdfast.desk.seats import Sight
from holdfast.desk.stances import evidence_of, file_stance, may_correct_stance, sources_of
from holdfast.dossier import Evidence, Source, View
from holdfast.errors import ConflictError
from holdfast.web.page import AnyRequest, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Found = TypeVar("Found")

STAMP = "stamp"
TRIES = 8


@dataclass(frozen=True)
class Undo:
    """What a button needs that puts a judgment back to how it stood at a moment.

    ``stamp`` is a mark of the judgment as it stands now: it is put back only from there. ``was`` is
    the key under which it stood, another one where the options that it speaks of were others.
    """

    party: str
    key: Key
    was: Key
    moment: int
    stamp: str


def until_kept(correct: Callable[[], Found]) -> Found:
    """Correct what stands now, where somebody wrote in the same compartment in between.

    Whoever corrected the very same is told by the stamp of the form; others are in nobody's way.
    """
    for _ in range(TRIES):
        with suppress(ConflictError):
            return correct()
    return correct()


def may_correct(sight: Sight, party: str, key: Key) -> bool:
    """A view is corrected by those who keep it; a public stance by a mediator.

    A mediator who looks as a delegation sees what it sees; what is then sent is refused.
    """
    if key.kind is Kind.STANCE:
        return party in sight.dossier.parties and may_correct_stance(sight, party, key.which)
    return sight.keeps(party)


def hold_may_correct(sight: Sight, party: str, key: Key) -> None:
    """Refuse as if there were no such judgment, where this seat may not correct it."""
    if not may_correct(sight, party, key):
        raise Refusal(404, "not-here")


def view_of(sight: Sight, party: str) -> View:
    """A party's view, bare where nothing is known of it."""
    return sight.dossier.views.get(party, View(party))


def judgment_of(sight: Sight, party: str, key: Key) -> Judgment | None:
    """A judgment as it stands; None where there is none."""
    return judgments(view_of(sight, party)).get(key)


def evidence_for(sight: Sight, party: str, kind: Kind) -> Mapping[str, Evidence]:
    """The evidence on which a judgment may rest: what is at hand where it is kept."""
    return evidence_of(sight, JOINT) if kind is Kind.STANCE else evidence_of(sight, JOINT, party)


def sources_for(sight: Sight, party: str, kind: Kind) -> Mapping[str, Source]:
    """The sources from which new evidence may come: those at hand where the judgment is kept."""
    return sources_of(sight, JOINT) if kind is Kind.STANCE else sources_of(sight, JOINT, party)


def revised(
    sight: Sight,
    party: str,
    kind: Kind,
    data: Form,
    revise: Callable[[Mapping[str, str], Collection[str]], Revision],
) -> tuple[Revision, Fresh]:
    """A judgment as the form says it, with the new evidence that the form adds to what it rests on.

    Args:
        sight: what whoever corrects it sees.
        party: whose judgment it is.
        kind: what it is about.
        data: the form.
        revise: reads the judgment out of a form and the evidence that may be ticked in it.
    """
    slips: list[Slip] = []
    opened = sight.opened
    folders = None if opened.source_folders is None else (opened.path.parent,)
    fresh = read_evidence(data, sources_for(sight, party, kind), folders, slips)
    evidence = {**evidence_for(sight, party, kind), **fresh.evidence}
    revision = revise(fresh.ticked(data), evidence)
    if slips:
        revision = Revision(None, (*revision.slips, *slips))
    return revision, fresh


def held_back(request: AnyRequest, revision: Revision) -> Revision:
    """Keep nothing yet: somebody else corrected the same since the form was opened."""
    slip = Slip(STAMP, words_of(request)("positions.corrected_meanwhile"))
    return Revision(None, (slip, *revision.slips))


def keep(  # noqa: PLR0913, PLR0917  what is kept, for whom, and what it was corrected from
    visit: Visit,
    party: str,
    key: Key,
    view: View,
    sight: Sight,
    fresh: Fresh = Fresh(),  # noqa: B008  frozen
) -> Undo:
    """Keep a view in which the judgment under a key was corrected, and say how that is undone.

    New evidence is kept with it; undone, the judgment rests on it no longer, and it stays at hand.
    """
    if visit.seat is None:
        raise Refusal(401, "locked")
    if key.kind is Kind.STANCE:
        stance = view.stances.get(key.which)
        file_stance(visit.talks, party, key.which, stance, sight, fresh)
    elif fresh.evidence:
        hold_may_correct(sight, party, key)
        room, known = sight.rooms[party], sight.assembled.part
        file_view(visit.talks, view, room, sight.record, sight.marks, known, fresh)
    else:
        visit.seat.write_view(view, sight)
    after = visit.sight()
    added = [
        k for k in judgments(view_of(after, party)) if k not in judgments(view_of(sight, party))
    ]
    now = next((k for k in added if k.kind is key.kind), key)
    return undo(after, party, now, _moment_before(sight, after), was=key)


def undo(sight: Sight, party: str, key: Key, moment: int, was: Key | None = None) -> Undo:
    """How a judgment is put back to how it stood at a moment."""
    return Undo(party, key, was or key, moment, mark(judgment_of(sight, party, key)))


def undos(sight: Sight, changed: Iterable[Changed], moment: int) -> dict[tuple[str, Key], Undo]:
    """How each change is put back, where this seat may."""
    return {
        (each.party, each.key): undo(sight, each.party, each.key, moment)
        for each in changed
        if may_correct(sight, each.party, each.key)
    }


def put_back(visit: Visit, wanted: Undo) -> Undo:
    """Write the judgment that stood at a moment as a new entry; it can be undone in turn.

    Raises:
        Refusal: it is not this seat's to correct, or stands otherwise now than the button said.
    """
    sight = visit.sight()
    hold_may_correct(sight, wanted.party, wanted.key)
    if mark(judgment_of(sight, wanted.party, wanted.key)) != wanted.stamp:
        raise Refusal(409, "corrected-since")
    moment = max(wanted.moment, first_filed_ms(sight.record, wanted.party))
    before = judgment_of(visit.sight(moment), wanted.party, wanted.was)
    view = view_of(sight, wanted.party)
    if wanted.was != wanted.key:
        view = put(view, wanted.key, None)
    view = put(view, wanted.was, before)
    return keep(visit, wanted.party, wanted.was if before else wanted.key, view, sight)


def _moment_before(before: Sight, after: Sight) -> int:
    """A moment just before what was now written: in each compartment, times never run backwards."""
    rooms = [room for room, seq in after.marks.items() if before.marks.get(room) != seq]
    times = [after.record.times[room] for room in rooms if room in after.record.times]
    return min(times, default=1) - 1
