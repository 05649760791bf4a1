"""Pages as bytes: the frame around each, the ribbon on it, and pieces of pages for htmx."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Request, Response

from holdfast import __version__
from holdfast.desk.choosing import Choice
from holdfast.desk.question_words import number_words
from holdfast.desk.seats import Sight
from holdfast.desk.talks_words import moment_words
from holdfast.desk.words import figure_words, join_words
from holdfast.errors import InputError
from holdfast.web.language import LANGUAGES, Texts, chosen_language, texts
from holdfast.web.visits import Visit

AnyRequest = Request[Any, Any, Any]

PAGES = {
    "table": "/table",
    "positions": "/positions",
    "space": "/space",
    "red_lines": "/red-lines",
    "day_after": "/day-after",
    "brief": "/brief",
    "record": "/record",
}
"""The pages that there are, in the order of the day's work."""

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Ribbon:
    """Who can see what is on a page.

    ``kind`` is ``joint``, ``side`` or ``everything``; ``looking_as`` is the delegation's account
    that a mediator looks through, and ``may_look_as`` those that there are.
    """

    kind: str
    names: str
    looking_as: str
    may_look_as: tuple[str, ...]


def visit_of(request: AnyRequest) -> Visit:
    """The visit that the guard found."""
    visit = request.scope["state"]["visit"]
    assert isinstance(visit, Visit)  # noqa: S101 - the guard has seen to it
    return visit


def is_piece(request: AnyRequest) -> bool:
    """True when htmx or a module of ours asks, who put a piece into a page that stands."""
    return "hx-request" in request.headers or "x-holdfast-piece" in request.headers


def words_of(request: AnyRequest) -> Texts:
    """The texts in the language of whoever asks."""
    cookie = request.cookies.get("language", "")
    return texts(chosen_language(cookie, request.headers.get("accept-language", "")))


def show(
    request: AnyRequest,
    template: str,
    *,
    status: int = 200,
    sight: Sight | None = None,
    **context: object,
) -> Response[str]:
    """A page, or a piece of one; with ``sight`` it carries the ribbon that says who can see it."""
    visit = request.scope["state"].get("visit")
    theme = request.cookies.get("theme", "auto")
    t = words_of(request)
    body = (
        environment()
        .get_template(template)
        .render(
            t=t,
            version=__version__,
            static=f"/static/{static_mark()}",
            theme=theme if theme in THEMES else "auto",
            themes=THEMES,
            languages=LANGUAGES,
            pages=PAGES,
            path=request.scope["path"],
            visit=visit,
            idle_seconds=request.app.state.settings.idle_seconds,
            is_demo=bool(request.app.state.house.demonstration),
            sight=sight,
            ribbon=ribbon(visit, sight, t) if visit is not None and sight is not None else None,
            **context,
        )
    )
    return Response(body, status_code=status, media_type=MediaType.HTML)


def piece(template: str, t: Texts, **context: object) -> str:
    """A piece that knows nothing of who asks, so it is drawn once for several; safe as it is."""
    return environment().get_template(template).render(t=t, **context)


def ribbon(visit: Visit, sight: Sight, t: Texts) -> Ribbon:
    """Who can see a page that shows all of a sight."""
    able = tuple(visit.seat.delegations) if visit.seat is not None else ()
    return Ribbon(sight.reach, join_words(sight.readers, t("ribbon.and")), visit.through, able)


@cache
def environment() -> Environment:
    """The templates, with the filters that they use."""
    made = Environment(
        loader=PackageLoader("holdfast.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "points": points,
        "signed": signed,
        "number": number_words,
        "figure": figure_words,
        "moment": moment_words,
        "words": join_words,
        "grouped": grouped,
    }
    return made


def points(value: Fraction) -> str:
    """Points for people, to one decimal.

    >>> points(Fraction(395, 6)), points(Fraction(40))
    ('65.8', '40')
    """
    return f"{float(value):,.1f}".removesuffix(".0").replace("-", "\N{MINUS SIGN}")


def signed(value: Fraction) -> str:
    """A gain or a loss of points, with its sign; what rounds to nothing has none.

    >>> signed(Fraction(5, 2)), signed(Fraction(0))
    ('+2.5', '±0')
    """
    text = points(abs(value))
    if text == "0":
        return "±0"
    return f"{'+' if value > 0 else chr(0x2212)}{text}"


def grouped(found: Iterable[Choice]) -> list[tuple[str, list[Choice]]]:
    """Choices under their headings, both in the order in which they came: the dossier's.

    >>> [(one, len(of)) for one, of in grouped([Choice("b:1", "", "B"), Choice("a:1", "", "A")])]
    [('B', 1), ('A', 1)]
    """
    groups: dict[str, list[Choice]] = {}
    for each in found:
        groups.setdefault(each.group, []).append(each)
    return list(groups.items())


@cache
def static_mark() -> str:
    """A mark of everything that browsers may keep: other files, another address."""
    digest = hashlib.sha256()
    folder = files("holdfast.web") / "static"
    if not (folder / "vendor" / "htmx.min.js").is_file():
        message = (
            "The parts of the pages that run in a browser are not there, so the workbench cannot "
            "start. From the sources, say: make parts (it needs Node 20 or later)."
        )
        raise InputError(message, code="parts-missing")
    for part in ("app", "vendor"):
        for file in sorted((folder / part).iterdir(), key=lambda each: each.name):
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
