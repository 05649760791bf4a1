"""A party's view as it is now judged, filed among the talks; nothing that others wrote is lost."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from holdfast.desk.evidence import Fresh
from holdfast.desk.parts import JOINT, Part, divide, join
from holdfast.desk.talks import OpenTalks, check
from holdfast.dossier import Dossier, RedLine, View, parse, write
from holdfast.talks.content import Content, to_bytes
from holdfast.talks.filed import DossierPart
from holdfast.talks.positions import dossier_parts
from holdfast.talks.record import Record
from holdfast.talks.red_lines import as_red_line, red_lines


def file_view(  # noqa: PLR0913, PLR0917  what is filed, where, and what it was made from
    talks: OpenTalks,
    view: View,
    room: str,
    record: Record,
    marks: Mapping[str, int],
    known: Callable[[str], Dossier | None] = lambda _name: None,
    fresh: Fresh = Fresh(),  # noqa: B008  frozen
) -> None:
    """Keep a party's private view; its public stances stay as they are.

    What stands in the view is filed as the party's part of the dossier. A red line that was told in
    confidence stands as it was last told, whatever the part says; where it is another now, it is
    told again, so that its history goes on. All of it is kept, or nothing.

    Args:
        talks: of the account that files it.
        view: as it is now judged.
        room: the compartment that keeps the party's part.
        record: what the view was corrected from.
        marks: the number of the last record of each compartment that went into it.
        known: the parts of that record that were read already, by name.
        fresh: evidence that is new, on which the view rests.

    Raises:
        ConflictError: somebody wrote there since; nothing was written.
        DossierError: the view does not fit the dossier, or rests on evidence that is not at hand
            where it is kept.
        TalksError: the rules of the talks refuse it.
    """
    part = _part(view, record, known, fresh)
    writes = [*_told_again(view, record), *((room, each) for each in part)]
    for place, content in writes:
        check(talks.record, place, content, talks.session.account)
    talks.session.append_all(
        [(place, to_bytes(content)) for place, content in writes],
        after={place: marks[place] for place, _ in writes},
        despite_clock=talks.despite_clock,
    )
    talks.read_on()


def _told_again(view: View, record: Record) -> Iterator[tuple[str, Content]]:
    """The red lines told in confidence that are other than they were last told, and where."""
    lines = {line.id: line for line in view.red_lines}
    for history in red_lines(record):
        if history.party != view.party:
            continue
        told, was, now = history.tellings[-1].told, as_red_line(history), lines.get(history.id)
        if now is not None:
            if was is None or (was.never, was.price) != (now.never, now.price):
                never = {issue: tuple(options) for issue, options in now.never.options.items()}
                again = replace(told.content, never=never, price=now.price)
                yield told.compartment, replace(again, words=None, given_up=False)
        elif was is not None:
            yield told.compartment, replace(told.content, words=None, given_up=True)


def _part(
    view: View, record: Record, known: Callable[[str], Dossier | None], fresh: Fresh
) -> Iterator[DossierPart]:
    """The party's part of the dossier, where it is another than the one that is filed.

    It is made from the joint part and the party's own alone: what others keep must not come along,
    not even as evidence that happens to have the same name.
    """
    parts = [
        Part(name, known(name) or parse(part.content.text, f"{name}.yaml"))
        for part in dossier_parts(record)
        if (name := part.content.name) in {JOINT, view.party}
    ]
    before = next((part.dossier.views for part in parts if part.of == view.party), {})
    was = before.get(view.party, View(view.party))
    private = replace(view, stances={}, red_lines=own_lines(view, was, record))
    if private == was:
        return
    whole = fresh.added_to(join(parts))
    stances = whole.views[view.party].stances if view.party in whole.views else {}
    views = {**whole.views, view.party: replace(private, stances=stances)}
    divided = divide(replace(whole, views={p: views[p] for p in whole.parties if p in views}))
    dossier = next((p.dossier for p in divided if p.of == view.party), divided[0].dossier)
    mine = next((part.dossier for part in parts if part.of == view.party), dossier)
    # What the party had at hand stays at hand, though nothing rests on it now: it may again.
    evidence = {**dossier.evidence, **mine.evidence}
    dossier = replace(dossier, evidence=evidence, sources={**dossier.sources, **mine.sources})
    yield DossierPart(name=view.party, text=write(dossier))


def own_lines(view: View, was: View, record: Record) -> tuple[RedLine, ...]:
    """The red lines of the part: those that were told stand as they stood, the others as judged."""
    told = {history.id for history in red_lines(record) if history.party == view.party}
    kept = {line.id: line for line in was.red_lines if line.id in told}
    lines = kept | {line.id: line for line in view.red_lines if line.id not in told}
    order = [*(line.id for line in was.red_lines), *lines]
    return tuple(lines[id_] for id_ in dict.fromkeys(order) if id_ in lines)
