"""The brief as one HTML page for a principal who has five minutes."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast import __version__
from holdfast.desk.brief import Brief
from holdfast.desk.story import PRINCIPLE_MEANINGS, PRINCIPLES, Story, tell
from holdfast.desk.words import figure_words, percent_words, rounded, start_words
from holdfast.dossier import Dossier
from holdfast.pages.curves import draw_curves
from holdfast.pages.plot import HEIGHT, WIDTH, draw

if TYPE_CHECKING:
    from jinja2 import Environment


READ_BY = "Holds every view in the dossier, private ones included: for those who may see them all."


def brief_html(
    brief: Brief, story: Story | None = None, *, ribbon: str = READ_BY, left_out: Sequence[str] = ()
) -> str:
    """The page as text: styles and pictures inside, no script, nothing fetched from elsewhere.

    The same brief gives the same bytes.

    Args:
        brief: the assessment.
        story: the brief in words, where it was told already.
        ribbon: who may see it, told at its head.
        left_out: what could not be read and was left out, a sentence or two each.
    """
    template = _environment().get_template("brief.html")
    told = story or tell(brief)
    return template.render(
        version=__version__,
        brief=brief,
        dossier=brief.dossier,
        story=told,
        plot=draw(brief),
        curves=draw_curves(told.hold.courses) if told.hold else None,
        width=WIDTH,
        height=HEIGHT,
        principles=PRINCIPLES,
        meanings=PRINCIPLE_MEANINGS,
        shown={settlement.by for settlement in brief.settlements},
        figure=figure_words,
        ribbon=ribbon,
        left_out=left_out,
        start=start_words(brief.settlements[0]) if brief.settlements else "",
        tracks=_tracks(brief.dossier),
    )


def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("holdfast.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["points"] = points
    environment.filters["percent"] = percent_words
    environment.filters["inner_quotes"] = inner_quotes
    return environment


def points(value: Fraction) -> str:
    """Points for people, to one decimal; the exact number is in the JSON.

    >>> points(Fraction(395, 6)), points(Fraction(40))
    ('65.8', '40')
    """
    return rounded(value, 1).removesuffix(".0")


def inner_quotes(words: str) -> str:
    """Quotation marks inside a quotation, made single so that the outer ones stand out.

    >>> inner_quotes('the "no boots" policy')
    "the 'no boots' policy"
    """
    return words.translate({0x201C: "\u2018", 0x201D: "\u2019", 0x22: "'"})


def _tracks(dossier: Dossier) -> list[tuple[str, list[str]]]:
    """Issues by track, in the order of the dossier; those without a track come last."""
    titles = {track.id: track.title for track in dossier.tracks.values()} | {"": "No track"}
    grouped = {
        title: [issue.title for issue in dossier.issues.values() if issue.track == track]
        for track, title in titles.items()
    }
    return [(title, issues) for title, issues in grouped.items() if issues]
