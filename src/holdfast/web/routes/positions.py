"""Positions: what each side says in public and wants in private, and correcting it in place."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Annotated, TypeVar

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.changes import Changed
from holdfast.desk.positions import Position, position_rows
from holdfast.desk.revision import Revision, Slip, revise_issue, revise_standing
from holdfast.desk.seats import Sight
from holdfast.dossier import Issue, IssueValues, View
from holdfast.errors import ConflictError
from holdfast.web.access import Access
from holdfast.web.morning import changed_since_yesterday
from holdfast.web.page import AnyRequest, is_piece, show, visit_of, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.strips import Strip, strip
from holdfast.web.threads import in_thread

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

STAMP = "stamp"
TRIES = 8
Found = TypeVar("Found")


@dataclass(frozen=True)
class Cell:
    """One party on one issue, as the page shows it."""

    position: Position
    strip: Strip | None
    weight_share: int
    changed: tuple[Changed, ...]
    may_edit: bool


@get("/positions", opt={"access": Access.SEATED})
@in_thread
def positions(request: AnyRequest) -> Response[str]:
    """Every issue, with each party's position on it."""
    sight = visit_of(request).sight()
    changed = changed_since_yesterday(visit_of(request))
    parties = [p for p in sight.dossier.parties if p in sight.dossier.views]
    rows = position_rows(sight.dossier, parties)
    return show(
        request,
        "positions.html",
        sight=sight,
        parties=parties,
        rows=[
            (
                sight.dossier.issues[row.issue],
                [_cell(sight, row.issue, p, changed) for p in row.positions],
            )
            for row in rows
        ],
        tracks=sight.dossier.tracks,
        changed=changed,
        editable={party for party in sight.dossier.parties if _may_edit(sight, party)},
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
    return _cell_piece(request, party, issue, is_kept=False)


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
    return _until_kept(lambda: _correct_position(request, party, issue, data))


def _correct_position(
    request: AnyRequest, party: str, issue: str, data: Form
) -> Response[str] | Redirect:
    sight = visit_of(request).sight()
    found = _issue(sight, party, issue)
    view = sight.dossier.views.get(party, View(party))
    revision = revise_issue(view, found, data)
    if data.get(STAMP) != _stamp(view.values.get(issue)):
        revision = _corrected_meanwhile(request, revision)
    if revision.view is None:
        return _editor(request, party, issue, data, revision)
    _keep(request, revision.view, sight)
    return _kept(request, party, issue)


@get("/positions/{party:str}", opt={"access": Access.SEATED})
@in_thread
def standing(request: AnyRequest, party: FromPath[str]) -> Response[str]:
    """What no deal is worth to one party, and its red lines, to be corrected."""
    sight = visit_of(request).sight()
    return _standing(request, sight, party, typed={}, revision=None)


@post("/positions/{party:str}", opt={"access": Access.OWN}, status_code=200)
@in_thread
def correct_standing(
    request: AnyRequest, party: FromPath[str], data: Form
) -> Response[str] | Redirect:
    """Keep what was typed, or say what is wrong with it where it stands."""
    return _until_kept(lambda: _correct_standing(request, party, data))


def _correct_standing(request: AnyRequest, party: str, data: Form) -> Response[str] | Redirect:
    sight = visit_of(request).sight()
    _hold_may_edit(sight, party)
    view = sight.dossier.views.get(party, View(party))
    revision = revise_standing(view, data)
    if data.get(STAMP) != _stamp((view.no_deal, view.red_lines)):
        revision = _corrected_meanwhile(request, revision)
    if revision.view is None:
        return _standing(request, sight, party, typed=data, revision=revision)
    _keep(request, revision.view, sight)
    return Redirect("/positions", status_code=303)


def _until_kept(correct: Callable[[], Found]) -> Found:
    """Correct what stands now, where somebody wrote in the same compartment in between.

    Whoever corrected the very same is told by the stamp of the form; others are in nobody's way.
    """
    for _ in range(TRIES):
        with suppress(ConflictError):
            return correct()
    return correct()


def _stamp(values: object) -> str:
    """A mark of what a form was opened with, so that nobody corrects what they have not seen."""
    return sha256(repr(values).encode()).hexdigest()[:16]


def _corrected_meanwhile(request: AnyRequest, revision: Revision) -> Revision:
    """Keep nothing yet: somebody else corrected the same since the form was opened."""
    slip = Slip(STAMP, words_of(request)("positions.corrected_meanwhile"))
    return Revision(None, (slip, *revision.slips))


def _keep(request: AnyRequest, view: View, sight: Sight) -> None:
    visit = visit_of(request)
    if visit.seat is None:
        raise Refusal(401, "locked")
    visit.seat.write_view(view, sight)


def _kept(request: AnyRequest, party: str, issue: str) -> Response[str] | Redirect:
    """The cell as it now stands, for a page that is open; the page itself otherwise."""
    if not is_piece(request):
        return Redirect(f"/positions#{issue}", status_code=303)
    return _cell_piece(request, party, issue, is_kept=True)


def _cell_piece(request: AnyRequest, party: str, issue: str, *, is_kept: bool) -> Response[str]:
    sight = visit_of(request).sight()
    found = _issue(sight, party, issue)
    row = next(r for r in position_rows(sight.dossier, [party]) if r.issue == issue)
    made = _cell(sight, issue, row.positions[0], changed_since_yesterday(visit_of(request)))
    return show(request, "position_cell.html", sight=sight, issue=found, cell=made, is_kept=is_kept)


def _cell(
    sight: Sight,
    issue: str,
    found: Position,
    changed: tuple[Changed, ...],
) -> Cell:
    view = sight.dossier.views.get(found.party, View(found.party))
    most = max((values.weight.midpoint for values in view.values.values()), default=None)
    values = view.values.get(issue)
    share = round(100 * values.weight.midpoint / most) if values and most else 0
    return Cell(
        position=found,
        strip=strip(sight.dossier.issues[issue], values),
        weight_share=share,
        changed=tuple(c for c in changed if (c.party, c.issue) == (found.party, issue)),
        may_edit=_may_edit(sight, found.party),
    )


def _may_edit(sight: Sight, party: str) -> bool:
    """A view is corrected by those who hold the key to where it is kept.

    A mediator who looks as a delegation sees what it sees; what is then sent is refused.
    """
    return sight.keeps(party)


def _hold_may_edit(sight: Sight, party: str) -> None:
    if not _may_edit(sight, party):
        raise Refusal(404, "not-here")


def _issue(sight: Sight, party: str, issue: str) -> Issue:
    _hold_may_edit(sight, party)
    if issue not in sight.dossier.issues:
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
    values = sight.dossier.views.get(party, View(party)).values.get(issue)
    return show(
        request,
        "position_editor.html" if is_piece(request) else "position.html",
        sight=sight,
        party=sight.dossier.parties[party],
        issue=found,
        values=values,
        places=_places(found, values),
        stamp=_stamp(values),
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


def _standing(
    request: AnyRequest,
    sight: Sight,
    party: str,
    typed: dict[str, str],
    revision: Revision | None,
) -> Response[str]:
    _hold_may_edit(sight, party)
    view = sight.dossier.views.get(party, View(party))
    return show(
        request,
        "standing.html",
        sight=sight,
        party=sight.dossier.parties[party],
        view=view,
        stamp=_stamp((view.no_deal, view.red_lines)),
        typed=typed,
        slips={slip.field: slip.message for slip in revision.slips} if revision else {},
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (
    positions,
    position,
    cell,
    correct_position,
    standing,
    correct_standing,
)
