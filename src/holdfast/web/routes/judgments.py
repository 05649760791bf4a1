"""Judgments corrected in place: no deal, red lines, combinations, political costs, stances."""

from dataclasses import dataclass

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.changes import judgment_name
from holdfast.desk.evidence import Fresh
from holdfast.desk.grounds import in_order
from holdfast.desk.judgments import Judgment, Key, Kind, judgments, mark, put
from holdfast.desk.line_history import is_told
from holdfast.desk.revision import Revision
from holdfast.desk.seats import Sight
from holdfast.desk.term_revision import grounds_of, revise, ticked
from holdfast.desk.words import pattern_words
from holdfast.dossier import Elasticity, RedLine
from holdfast.web.access import Access
from holdfast.web.correcting import (
    STAMP,
    Form,
    Undo,
    evidence_for,
    held_back,
    hold_may_correct,
    judgment_of,
    keep,
    put_back,
    revised,
    sources_for,
    until_kept,
    view_of,
)
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.refusal import Refusal
from holdfast.web.routes.positions import cell_piece
from holdfast.web.threads import in_thread

NEW = "new"
LISTED = (Kind.NO_DEAL, Kind.RED_LINE, Kind.TOGETHER, Kind.POLITICAL_COST)
BY_ISSUE = frozenset({Kind.STANCE, Kind.VALUES})


@dataclass(frozen=True)
class Row:
    """A judgment that is about no one issue, as the page lists it; ``place`` is its address."""

    kind: Kind
    place: str
    name: str
    says: str
    judgment: Judgment


@get("/positions/{party:str}", opt={"access": Access.SEATED})
@in_thread
def standing(request: AnyRequest, party: FromPath[str]) -> Response[str]:
    """What no deal is worth to one party, and all that it ties together across issues."""
    return _listed(request, visit_of(request).sight(), party)


@get("/judgments/{party:str}/{kind:str}/{place:str}", opt={"access": Access.SEATED})
@in_thread
def judgment(
    request: AnyRequest, party: FromPath[str], kind: FromPath[str], place: FromPath[str]
) -> Response[str]:
    """One judgment, to be corrected."""
    sight = visit_of(request).sight()
    return _editor(request, sight, party, _key(sight, party, kind, place), place, {}, None)


@post("/judgments/{party:str}/{kind:str}/{place:str}", opt={"access": Access.OWN}, status_code=200)
@in_thread
def correct_judgment(
    request: AnyRequest,
    party: FromPath[str],
    kind: FromPath[str],
    place: FromPath[str],
    data: Form,
) -> Response[str] | Redirect:
    """Keep what was typed, or take the judgment out; or say what is wrong where it stands."""
    return until_kept(lambda: _correct(request, party, kind, place, data))


@post("/judgments/{party:str}/restore", opt={"access": Access.OWN}, status_code=200)
@in_thread
def restore_judgment(
    request: AnyRequest, party: FromPath[str], data: Form
) -> Response[str] | Redirect:
    """Put a judgment back to how it stood: as a new entry, so that this can be undone too."""
    kind = _kind(data.get("kind", ""))
    moment = data.get("moment", "")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 15):
        raise Refusal(404, "not-here")
    key, was = Key(kind, data.get("which", "")), Key(kind, data.get("was", ""))
    wanted = Undo(party, key, was, int(moment), data.get(STAMP, ""))
    done = until_kept(lambda: put_back(visit_of(request), wanted))
    return _kept(request, party, done, is_back=True)


def _correct(
    request: AnyRequest, party: str, kind: str, place: str, data: Form
) -> Response[str] | Redirect:
    visit = visit_of(request)
    sight = visit.sight()
    key = _key(sight, party, kind, place)
    view, before = view_of(sight, party), judgment_of(sight, party, key)
    fresh = Fresh()
    if data.get("do") == "remove":
        revision = Revision(put(view, key, None))
    else:
        revision, fresh = revised(
            sight, party, key.kind, data, lambda d, e: revise(sight.dossier, view, key, d, e)
        )
    if data.get(STAMP) != mark(before):
        revision = held_back(request, revision)
    if revision.view is None:
        return _editor(request, sight, party, key, place, data, revision)
    return _kept(request, party, keep(visit, party, key, revision.view, sight, fresh))


def _kind(kind: str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise Refusal(404, "not-here") from None


def _key(sight: Sight, party: str, kind: str, place: str) -> Key:
    """The judgment that an address means: an issue, a place among those of its kind, or a new one.

    No address names a red line or the options that a judgment speaks of: addresses are not secret.
    """
    found = _kind(kind)
    key = Key(found, place if found is Kind.STANCE else "")
    if found is Kind.VALUES or (found is Kind.STANCE and place not in sight.dossier.issues):
        raise Refusal(404, "not-here")
    hold_may_correct(sight, party, key)
    if found in {Kind.STANCE, Kind.NO_DEAL} or place == NEW:
        return key
    every = [each for each in judgments(view_of(sight, party)) if each.kind is found]
    if not (place.isascii() and place.isdigit()) or int(place[:9]) >= len(every):
        raise Refusal(404, "not-here")
    return every[int(place[:9])]


def _kept(
    request: AnyRequest, party: str, undo: Undo, *, is_back: bool = False
) -> Response[str] | Redirect:
    """What stands now in the place of what stood there, with a button that undoes it."""
    key = undo.key
    if key.kind in BY_ISSUE:
        if not is_piece(request):
            return Redirect(f"/positions#{key.which}", status_code=303)
        answer = cell_piece(request, party, key.which, undo, is_back=is_back)
        answer.headers |= {"hx-retarget": f"#cell-{party}-{key.which}", "hx-reswap": "outerHTML"}
        return answer
    if not is_piece(request):
        return Redirect(f"/positions/{party}", status_code=303)
    answer = _listed(request, visit_of(request).sight(), party, undo, is_back=is_back)
    answer.headers |= {"hx-retarget": "#judgments", "hx-reswap": "outerHTML"}
    return answer


def _listed(
    request: AnyRequest,
    sight: Sight,
    party: str,
    undo: Undo | None = None,
    *,
    is_back: bool = False,
) -> Response[str]:
    hold_may_correct(sight, party, Key(Kind.NO_DEAL))
    view = view_of(sight, party)
    rows: dict[Kind, list[Row]] = {kind: [] for kind in LISTED}
    for key, each in judgments(view).items():
        if key.kind in rows:
            own = rows[key.kind]
            own.append(_row(sight, key, str(len(own)), each))
    return show(
        request,
        "judgments_list.html" if is_piece(request) else "judgments.html",
        sight=sight,
        party=sight.dossier.parties[party],
        rows=rows,
        undo=undo,
        is_back=is_back,
    )


def _row(sight: Sight, key: Key, place: str, judgment: Judgment) -> Row:
    name = judgment_name(sight.dossier, key, judgment)
    pattern = getattr(judgment, "never", None) or getattr(judgment, "when", None)
    if isinstance(judgment, RedLine):
        name = judgment.title or judgment.id
    says = "" if pattern is None else pattern_words(sight.dossier, pattern)
    return Row(key.kind, place, name, says, judgment)


def _editor(  # noqa: PLR0913, PLR0917  what is corrected, and what was typed
    request: AnyRequest,
    sight: Sight,
    party: str,
    key: Key,
    place: str,
    typed: Form,
    revision: Revision | None,
) -> Response[str]:
    found = judgment_of(sight, party, key)
    return show(
        request,
        "judgment_form.html" if is_piece(request) else "judgment.html",
        sight=sight,
        party=sight.dossier.parties[party],
        kind=key.kind.value,
        place=place,
        issue=sight.dossier.issues.get(key.which) if key.kind is Kind.STANCE else None,
        judgment=found,
        is_told=key.kind is Kind.RED_LINE and is_told(sight.record, party, key.which),
        ticked=ticked(found),
        grounds=grounds_of(found),
        evidence=in_order(evidence_for(sight, party, key.kind), grounds_of(found)),
        sources=sources_for(sight, party, key.kind),
        reported=[each.value for each in Elasticity],
        stamp=mark(found),
        typed=typed,
        slips={slip.field: slip.message for slip in revision.slips} if revision else {},
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (
    standing,
    judgment,
    correct_judgment,
    restore_judgment,
)
