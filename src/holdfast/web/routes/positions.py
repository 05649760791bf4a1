"""Positions: what each side says in public and wants in private, and correcting it in place."""

from dataclasses import dataclass
from fractions import Fraction

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.changes import Changed
from holdfast.desk.grounds import in_order
from holdfast.desk.judgments import Key, Kind, mark
from holdfast.desk.positions import Position, position_rows
from holdfast.desk.revision import Revision, revise_issue
from holdfast.desk.seats import Sight
from holdfast.desk.term_revision import grounds_of
from holdfast.dossier import Issue, IssueValues, View
from holdfast.web.access import Access
from holdfast.web.correcting import (
    STAMP,
    Form,
    Undo,
    evidence_for,
    held_back,
    keep,
    may_correct,
    revised,
    sources_for,
    undos,
    until_kept,
    view_of,
)
from holdfast.web.language import Texts
from holdfast.web.morning import changed_since_yesterday, yesterday_ms
from holdfast.web.page import AnyRequest, is_piece, piece, show, visit_of, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.strips import Strip, strip
from holdfast.web.threads import in_thread


@dataclass(frozen=True)
class Cell:
    """One party on one issue, as the page shows it."""

    position: Position
    strip: Strip | None
    weight_share: int
    changed: tuple[Changed, ...]
    may_edit: bool
    may_edit_stance: bool

    @property
    def is_silent(self) -> bool:
        """True where there is nothing to see, and nothing to be done."""
        found = self.position
        is_known = found.public or found.private or found.lines or self.changed
        return not (is_known or self.may_edit or self.may_edit_stance)


@get("/positions", opt={"access": Access.SEATED})
@in_thread
def positions(request: AnyRequest) -> Response[str]:
    """Every issue, with each party's position on it."""
    sight = visit_of(request).sight()
    changed = changed_since_yesterday(visit_of(request))
    parties = [p for p in sight.dossier.parties if p in sight.dossier.views]
    t = words_of(request)
    shared = ("positions", t.language, sight.reach, sight.party, changed)
    return show(
        request,
        "positions.html",
        sight=sight,
        parties=parties,
        issues=sight.opened.once(shared, lambda: _issues(sight, parties, changed, t)),
        changed=changed,
        undos=undos(sight, changed, yesterday_ms()),
        editable={party for party in sight.dossier.parties if sight.keeps(party)},
    )


@get("/positions/{party:str}/{issue:str}", opt={"access": Access.SEATED})
@in_thread
def position(request: AnyRequest, party: FromPath[str], issue: FromPath[str]) -> Response[str]:
    """One party on one issue, to be corrected."""
    return _editor(request, party, issue, {}, None)


@get("/positions/{party:str}/{issue:str}/cell", opt={"access": Access.SEATED})
@in_thread
def cell(request: AnyRequest, party: FromPath[str], issue: FromPath[str]) -> Response[str]:
    """One cell of the page as it stands, where nothing was corrected after all."""
    return cell_piece(request, party, issue)


@post(
    "/positions/{party:str}/{issue:str}",
    opt={"access": Access.OWN},
    status_code=200,
)
@in_thread
def correct_position(
    request: AnyRequest, party: FromPath[str], issue: FromPath[str], data: Form
) -> Response[str] | Redirect:
    """Keep what was typed, or say what is wrong with it where it stands."""
    return until_kept(lambda: _correct_position(request, party, issue, data))


def _correct_position(
    request: AnyRequest, party: str, issue: str, data: Form
) -> Response[str] | Redirect:
    visit = visit_of(request)
    sight = visit.sight()
    found = _issue(sight, party, issue)
    view = view_of(sight, party)
    revision, fresh = revised(
        sight, party, Kind.VALUES, data, lambda d, e: revise_issue(view, found, d, e)
    )
    if data.get(STAMP) != mark(view.values.get(issue)):
        revision = held_back(request, revision)
    if revision.view is None:
        return _editor(request, party, issue, data, revision)
    undo = keep(visit, party, Key(Kind.VALUES, issue), revision.view, sight, fresh)
    if not is_piece(request):
        return Redirect(f"/positions#{issue}", status_code=303)
    return cell_piece(request, party, issue, undo)


def cell_piece(
    request: AnyRequest,
    party: str,
    issue: str,
    undo: Undo | None = None,
    *,
    is_back: bool = False,
) -> Response[str]:
    """One cell of the page as it stands; with a button that undoes what was just done in it.

    ``is_back`` is True where what was kept was taken back.
    """
    sight = visit_of(request).sight()
    if issue not in sight.dossier.issues or party not in sight.dossier.parties:
        raise Refusal(404, "not-here")
    row = next(r for r in position_rows(sight.dossier, [party]) if r.issue == issue)
    made = _cell(sight, issue, row.positions[0], changed_since_yesterday(visit_of(request)))
    if not (made.may_edit or made.may_edit_stance):
        raise Refusal(404, "not-here")
    found = sight.dossier.issues[issue]
    return show(
        request,
        "position_cell.html",
        sight=sight,
        issue=found,
        cell=made,
        undo=undo,
        is_back=is_back,
        alone=True,
    )


def _issues(sight: Sight, parties: list[str], changed: tuple[Changed, ...], t: Texts) -> str:
    """Every issue with its cells: the most of the page, the same for all who see the same."""
    rows = [
        (
            sight.dossier.issues[row.issue],
            [_cell(sight, row.issue, found, changed) for found in row.positions],
        )
        for row in position_rows(sight.dossier, parties)
    ]
    return piece("positions_issues.html", t, sight=sight, rows=rows, tracks=sight.dossier.tracks)


def _cell(
    sight: Sight,
    issue: str,
    found: Position,
    changed: tuple[Changed, ...],
) -> Cell:
    view = sight.dossier.views.get(found.party, View(found.party))
    values = view.values.get(issue)
    most = max((each.weight.high + each.weight.low for each in view.values.values()), default=0)
    weight = values.weight.low + values.weight.high if values else 0
    share = round(100 * weight / most) if most else 0
    return Cell(
        position=found,
        strip=strip(sight.dossier.issues[issue], values),
        weight_share=share,
        changed=tuple(c for c in changed if (c.party, c.issue) == (found.party, issue)),
        may_edit=sight.keeps(found.party),
        may_edit_stance=may_correct(sight, found.party, Key(Kind.STANCE, issue)),
    )


def _issue(sight: Sight, party: str, issue: str) -> Issue:
    if not sight.keeps(party) or issue not in sight.dossier.issues:
        raise Refusal(404, "not-here")
    return sight.dossier.issues[issue]


def _editor(
    request: AnyRequest,
    party: str,
    issue: str,
    typed: dict[str, str],
    revision: Revision | None,
) -> Response[str]:
    sight = visit_of(request).sight()
    found = _issue(sight, party, issue)
    values = view_of(sight, party).values.get(issue)
    places = _places(found, values)
    return show(
        request,
        "position_editor.html" if is_piece(request) else "position.html",
        sight=sight,
        party=sight.dossier.parties[party],
        issue=found,
        values=values,
        places=places,
        in_places=sorted(found.options.values(), key=lambda option: places[option.id]),
        stamp=mark(values),
        grounds=grounds_of(values),
        evidence=in_order(evidence_for(sight, party, Kind.VALUES), grounds_of(values)),
        sources=sources_for(sight, party, Kind.VALUES),
        typed=typed,
        slips={slip.field: slip.message for slip in revision.slips} if revision else {},
    )


def _places(issue: Issue, values: IssueValues | None) -> dict[str, int]:
    """Each option's place: as ordered, or by the middle of its worth."""
    if values is not None and values.order:
        return {o: place for place, group in enumerate(values.order, 1) for o in group}
    worth = values.worth if values is not None else {}
    middles = {o: worth[o].midpoint if o in worth else Fraction(0) for o in issue.options}
    ranks = sorted(set(middles.values()), reverse=True)
    return {option: ranks.index(middle) + 1 for option, middle in middles.items()}


ROUTES: tuple[ControllerRouterHandler, ...] = (positions, position, cell, correct_position)
