"""The brief as one HTML page for a principal who has five minutes."""

from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast import __version__
from holdfast.desk.brief import Brief
from holdfast.desk.story import Story, tell
from holdfast.pages.plot import HEIGHT, WIDTH, draw

if TYPE_CHECKING:
    from jinja2 import Environment


def brief_html(brief: Brief, story: Story | None = None) -> str:
    """The page as text: styles and pictures inside, no script, nothing fetched from elsewhere.

    The same brief gives the same bytes.
    """
    template = _environment().get_template("brief.html")
    return template.render(
        version=__version__,
        brief=brief,
        dossier=brief.dossier,
        story=story or tell(brief),
        plot=draw(brief),
        width=WIDTH,
        height=HEIGHT,
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
    environment.filters["percent"] = percent
    return environment


def points(value: Fraction) -> str:
    """Points for people, to one decimal; the exact number is in the JSON.

    >>> points(Fraction(395, 6)), points(Fraction(40))
    ('65.8', '40')
    """
    return f"{float(value):,.1f}".removesuffix(".0")


def percent(share: Fraction) -> str:
    """A share as a percentage."""
    return f"{float(share):.0%}"
