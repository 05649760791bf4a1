"""The format as JSON Schema, with which an editor completes and checks while one types."""

from holdfast.dossier.format import DOSSIER, SECTIONS
from holdfast.dossier.record import Record
from holdfast.dossier.shape import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(*, included: bool = False) -> Schema:
    """The shape of a dossier's file in JSON Schema, draft 2020-12.

    It is drawn from the same declarations as the reader, so that the two cannot disagree on shape.
    What it cannot say is whether the parts fit together, such as whether an id names something that
    is given elsewhere: that is for ``check``.

    Args:
        included: The shape of a file that a dossier includes, which holds sections alone.

    >>> schema()["required"]
    ['holdfast', 'title']
    """
    if included:
        part: Record[object] = Record("an included file", dict, SECTIONS)
        shape = part.schema()
        del shape["required"]
        return {"$schema": DIALECT, "title": "A file that a Holdfast dossier includes", **shape}
    shape = DOSSIER.schema()
    sections = [key for key in shape["required"] if key in SECTIONS]
    shape["required"] = [key for key in shape["required"] if key not in SECTIONS]
    # Sections may stand in included files instead.
    shape["anyOf"] = [{"required": ["include"]}, {"required": sections}]
    return {"$schema": DIALECT, "title": "Holdfast dossier", **shape}
