"""What is written from the table: one form for each act, and taking it back."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.acting import (
    About,
    begun,
    fill,
    keep,
    may_act,
    may_strike,
    readers,
    readers_of,
    strike,
)
from holdfast.desk.acts import ACTS
from holdfast.desk.calling import called
from holdfast.desk.choosing import choices
from holdfast.desk.revision import Slip
from holdfast.desk.table import settled_now
from holdfast.desk.typed import BEHIND, ZONE, ZONES
from holdfast.desk.viewer import Viewer
from holdfast.dossier import Issue
from holdfast.errors import TalksError
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, is_piece, show, visit_of, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.routes.table import KEPT, Kept, looking, moment_text
from holdfast.web.threads import in_thread

WITH_MORE = frozenset(
    {"round", "meeting", "message", "confidence", "proposal", "task", "agreement", "statement"}
)
"""Kinds with which something else goes when they are struck out; the page says what."""

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/table/write/{act:str}", opt={"access": Access.SEATED})
@in_thread
def form(request: AnyRequest, act: FromPath[str]) -> Response[str]:
    """An empty form; where it is about an issue, the issues to choose from."""
    return _form(request, act, "", None, ())


@get("/table/write/{act:str}/{entry:str}", opt={"access": Access.SEATED})
@in_thread
def form_about(request: AnyRequest, act: FromPath[str], entry: FromPath[str]) -> Response[str]:
    """A form about something that stands on the table."""
    return _form(request, act, entry, None, ())


@post("/table/write/{act:str}", opt={"access": Access.OWN}, status_code=200)
@in_thread
def write(request: AnyRequest, act: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Keep what was typed, or say what is wrong with it where it stands."""
    return _write(request, act, "", data)


@post("/table/write/{act:str}/{entry:str}", opt={"access": Access.OWN}, status_code=200)
@in_thread
def write_about(
    request: AnyRequest, act: FromPath[str], entry: FromPath[str], data: Form
) -> Response[str] | Redirect:
    """Keep what was typed about something that stands on the table."""
    return _write(request, act, entry, data)


@get("/table/strike/{entry:str}", opt={"access": Access.SEATED})
@in_thread
def strike_form(request: AnyRequest, entry: FromPath[str]) -> Response[str]:
    """What striking out will do, before it is done."""
    return _strike_form(request, entry, "")


@post("/table/strike/{entry:str}", opt={"access": Access.OWN}, status_code=200)
@in_thread
def strike_out(request: AnyRequest, entry: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Strike an entry out, with a reason."""
    visit = visit_of(request)
    why = data.get("why", "").replace("\r\n", "\n").strip()
    looker = looking(visit)
    _entry_to_strike(looker, entry)
    if not why:
        return _strike_form(request, entry, words_of(request)("table.say_why"))
    strike(visit.talks, looker, (entry,), why)
    visit.work.pop(KEPT, None)
    return _back(request, "")


@post("/table/undo", opt={"access": Access.OWN}, status_code=200)
@in_thread
def undo(request: AnyRequest) -> Response[str] | Redirect:
    """Take back what this visit wrote last."""
    visit = visit_of(request)
    kept = visit.work.pop(KEPT, None)
    if not isinstance(kept, Kept):
        raise Refusal(409, "nothing-to-undo")
    strike(visit.talks, looking(visit), kept.entries, words_of(request)("table.taken_back"))
    return _back(request, kept.place)


def _write(request: AnyRequest, name: str, entry: str, data: Form) -> Response[str] | Redirect:
    visit = visit_of(request)
    looker = looking(visit)
    about = _about(looker, name, entry)
    filled = fill(looker, name, data, visit.talks.fresh_id, about)
    if filled.slips:
        return _form(request, name, entry, data, filled.slips)
    try:
        entries = keep(visit.talks, filled)
    except TalksError as error:
        return _form(request, name, entry, data, (Slip("", error.message),))
    able = readers_of(looker, tuple(compartment for compartment, _ in filled.writes))
    visit.keep(KEPT, Kept(name, entries, able, ACTS[name].place))
    return _back(request, ACTS[name].place)


def _form(
    request: AnyRequest,
    name: str,
    entry: str,
    typed: dict[str, str] | None,
    slips: tuple[Slip, ...],
) -> Response[str]:
    visit = visit_of(request)
    looker = looking(visit)
    about = _about(looker, name, entry)
    act = ACTS[name]
    if typed is None:
        typed = dict(begun(looker, name, about))
    return show(
        request,
        "table_form.html" if is_piece(request) else "table_write.html",
        is_issue=act.about is Issue,
        behind=BEHIND,
        parties=looker.signers(),
        known=None if about is None or isinstance(about, Issue) else called(looker, about.content),
        states={each.issue: each for each in settled_now(looker)} if act.about is Issue else {},
        sight=visit.sight(),
        viewer=looker,
        name=name,
        act=act,
        about=about,
        choices={each.name: choices(looker, each) for each in act.fields},
        zones=ZONES,
        zone=typed.get(ZONE, ""),
        readers=readers(looker, name, about),
        typed=typed,
        slips={slip.field: slip.message for slip in slips},
        moment=moment_text,
    )


def _strike_form(request: AnyRequest, entry: str, slip: str) -> Response[str]:
    visit = visit_of(request)
    looker = looking(visit)
    found = _entry_to_strike(looker, entry)
    known = called(looker, found.content)
    return show(
        request,
        "table_strike.html",
        sight=visit.sight(),
        viewer=looker,
        entry=found,
        known=known,
        follows=known.kind in WITH_MORE,
        slip=slip,
        moment=moment_text,
    )


def _entry_to_strike(looker: Viewer, identity: str) -> Any:  # noqa: ANN401  an entry of any kind
    found = looker.find(identity)
    if found is None or not may_strike(looker, found):
        raise Refusal(404, "not-here")
    return found


def _about(looker: Viewer, name: str, entry: str) -> About:
    """What an act is about; there is no such page where it is not for this viewer to do."""
    if name not in ACTS:
        raise Refusal(404, "not-here")
    found: About = None
    if entry and ACTS[name].about is Issue:
        found = looker.dossier.issues.get(entry) if looker.dossier else None
    elif entry:
        found = looker.find(entry)
    if (entry and found is None) or not may_act(looker, name, found):
        raise Refusal(404, "not-here")
    return found


def _back(request: AnyRequest, place: str) -> Response[str] | Redirect:
    """To the section of the table that changed."""
    address = f"/table#{place}" if place else "/table"
    if is_piece(request):
        return Response("", headers={"hx-redirect": address})
    return Redirect(address, status_code=303)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    form,
    form_about,
    write,
    write_about,
    strike_form,
    strike_out,
    undo,
)
