"""Small GENIUS files of our own, and how they are read in tests."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import value
from holdfast.errors import InputError
from holdfast.exchange import Imported, Scale, read_genius

DOMAIN = """<negotiation_template><utility_space number_of_issues="2">
<objective index="0" name="Ferry" type="objective" etype="objective">
<issue index="1" name="Fare" type="discrete">
<item index="1" value="5% off"/><item index="2" value="as now"/></issue>
<issue index="2" name="Crossings" type="discrete" description="a day"><item index="1" value="two"/>
<item index="2" value="three" description="one at night"/><item index="3" value="four"/></issue>
</objective></utility_space></negotiation_template>
"""

TOWN = """<utility_space><objective index="0" name="Ferry">
<weight index="2" value="2.5E-1"/>
<issue index="2" name="Crossings" type="discrete">
<item index="3" value="four" evaluation="8"/><item index="1" value="two" evaluation="1"/>
<item index="2" value="three" evaluation="4"/></issue>
<issue index="1" name="Fare">
<item value="as now" evaluation="0.1"/><item value="5% off" evaluation="3"/></issue>
<weight index="1" value="0.75"/></objective><reservation value="0.4"/></utility_space>
"""

IN_ORDER = """<utility_space><objective><weight index="1" value="1"/><issue index="1">
<item value="5% off" evaluation="3"/><item value="{}" evaluation="7"/></issue></objective>
</utility_space>"""

BOXES = """<utility_space type="nonlinear"><objective index="0" name="root">
<issue index="1" name="a" type="integer" lowerbound="-1" upperbound="2"/>
<issue index="2" name="b" type="integer" lowerbound="0" upperbound="3"/>
<utility maxutility="12"><ufun type="PlainUfun" weight="7" aggregation="sum">
{rectangles}
</ufun></utility></objective></utility_space>
"""

WHOLE = '<objective><issue index="1" type="integer" lowerbound="{}" upperbound="{}"/></objective>'
ONE_VALUE = '<objective><issue index="1" name="x"><item value="only"/></issue></objective>'

Write = Callable[[str, str], Path]


def town(write: Write, text: str = TOWN, scale: Scale = "raw") -> Imported:
    """The ferry case with one party."""
    domain, party = write("ferry_domain.xml", DOMAIN), write("Old_Town.xml", text)
    return read_genius(domain, [party], scale=scale)


def boxes(write: Write, rectangles: str, scale: Scale = "raw") -> Imported:
    """A case of two whole-number issues, with the rectangles of one party."""
    text = BOXES.format(rectangles=rectangles)
    domain = write("grid.xml", text)
    return read_genius(domain, [write("box.xml", text)], scale=scale)


def points(imported: Imported, *options: str) -> Fraction:
    """What the first party's package is worth, options in the order of the issues."""
    dossier = imported.dossier
    view = next(iter(dossier.views.values()))
    return value(view, dict(zip(dossier.issues, options, strict=True)))


def codes(imported: Imported) -> list[str]:
    """The codes of the warnings, in order."""
    return [warning.code for warning in imported.warnings]


def refusal(read: Callable[[], object]) -> InputError:
    """The error that reading ends in."""
    with pytest.raises(InputError) as caught:
        read()
    return caught.value


def writing_in(folder: Path) -> Write:
    """Writes a file by name and says where it is."""

    def written(name: str, text: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
