"""XML read safely: no document types, no entities, within limits, and every element with its place.

Files in circulation are often not quite XML. Where the meaning is plain (a bare ``&``, attributes
without a space between them, a comment before the declaration) they are mended in memory and read
with a warning that names the line; anything else that is not well-formed is refused.
"""

import re
import xml.sax.handler
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.sax import SAXParseException
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from holdfast.errors import Place
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings, refuse

MOST_DEPTH = 40
MOST_ELEMENTS = 200_000


@dataclass(slots=True)
class Element:
    """One element: its tag in lower case, its attributes, its children, and where it begins."""

    tag: str
    attributes: dict[str, str]
    place: Place
    children: list["Element"] = field(default_factory=list)

    def named(self, *tags: str) -> Iterator["Element"]:
        """The children with one of these tags, in the order of the file."""
        return (child for child in self.children if child.tag in tags)

    def get(self, name: str) -> str:
        """An attribute without surrounding blanks; empty when it is not there."""
        return self.attributes.get(name, "").strip()


def read_markup(file: File, findings: Findings) -> Element:
    """The root element of an XML file, mended where its meaning is plain.

    Raises:
        InputError: the file is not XML (``not-well-formed``, with line, column and reason), has a
            document type or entities (``unsafe-xml``), or goes past the limits (``too-large``).
    """
    try:
        return _parse(file, file.text)
    except SAXParseException as refused:
        line, column = refused.getLineNumber() or 0, (refused.getColumnNumber() or 0) + 1
        reason = str(refused.getMessage()).removeprefix("not well-formed ").strip("()")
    text, notes = _mend(file.text)
    if notes:
        try:
            root = _parse(file, text)
        except SAXParseException:
            notes = []
    if not notes:
        what = f"{file.name} is not well-formed XML: {reason} at column {column}"
        why, do = "it cannot be told what its author meant", "Correct that line and import again."
        refuse("not-well-formed", what, why, do, file.at(line, column))
    for note in notes:
        why = "it is not well-formed XML, and other programs may refuse it"
        findings.warn("mended", note.what, why, note.done, file.at(note.line))
    return root


def _parse(file: File, text: str) -> Element:
    parser = DefusedExpatParser(forbid_dtd=True)
    handler = _Handler(file, parser)
    parser.setContentHandler(handler)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        what = f"{file.name} has a document type or entities"
        why, do = "it could reach other files or grow without bound", "Take the DOCTYPE out."
        place = file.at(parser.getLineNumber() or 0)
        refuse("unsafe-xml", what, why, do, place)
    if handler.root is None:
        reason = "no element found"
        raise SAXParseException(reason, None, parser)
    return handler.root


class _Handler(xml.sax.handler.ContentHandler):
    """Builds elements from what the parser reports, and stops it at the limits."""

    def __init__(self, file: File, parser: DefusedExpatParser) -> None:
        super().__init__()
        self.root: Element | None = None
        self._file = file
        self._open: list[Element] = []
        self._count = 0
        self._parser = parser

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self._count += 1
        if len(self._open) >= MOST_DEPTH or self._count > MOST_ELEMENTS:
            self._refuse_size()
        attributes = {key.lower(): attrs.getValue(key) for key in attrs.getNames()}
        element = Element(name.lower(), attributes, self._place())
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        self._open.pop()

    def _place(self) -> Place:
        line, column = self._parser.getLineNumber(), self._parser.getColumnNumber()
        return self._file.at(line or 0, (column or 0) + 1)

    def _refuse_size(self) -> NoReturn:
        what = f"{self._file.name} has over {MOST_DEPTH} levels or {MOST_ELEMENTS} elements"
        why, do = "it is no negotiation domain and is not read", "Name another file."
        refuse("too-large", what, why, do, self._place())


@dataclass(frozen=True, slots=True)
class _Note:
    what: str
    done: str
    line: int


@dataclass(frozen=True, slots=True)
class _Repair:
    """A slip whose meaning is plain; ``instead`` never adds or takes away a line."""

    what: str
    done: str
    slip: re.Pattern[str]
    instead: str


# These patterns stop at the next < or > or never give back, so that a hostile file costs one pass.
_TAG = re.compile(r"""<[A-Za-z_](?:[^<>"']|"[^"<>]*"|'[^'<>]*')*+>""")
_NO_BLANK = _Repair(
    "There is no blank between two attributes",
    "A blank was read there.",
    re.compile(r"""(=\s*(?:"[^"]*"|'[^']*'))(?=[A-Za-z_])"""),
    r"\1 ",
)
_ANYWHERE = (
    _Repair(
        "There is a bare &",
        "It was read as the sign itself; write &amp; for it.",
        re.compile(r"&(?![A-Za-z_:][\w:.-]*;|#\d+;|#x[0-9A-Fa-f]+;)"),
        "&amp;",
    ),
    _Repair(
        "There is a bare < in a value",
        "It was read as the sign itself; write &lt; for it.",
        re.compile(r"""(=\s*"[^"<>=]*)<(?=[\s\d=][^"<>]*")"""),
        r"\1&lt;",
    ),
)
_LATE_DECLARATION = re.compile(r"((?:\s++|<!--(?:(?!-->).)*+-->)++)<\?xml\s[^<>]*\?>", re.DOTALL)


def _mend(text: str) -> tuple[str, list[_Note]]:
    """The text with every slip mended whose meaning is plain, and a note for each kind."""
    notes: list[_Note] = []
    late = _LATE_DECLARATION.match(text)
    if late is not None:
        line = late[1].count("\n") + 1
        notes.append(
            _Note("Something stands before the XML declaration", "It was passed over.", line)
        )
        # Blanks in its place keep every later line and column where it was.
        text = late[1] + " " * (late.end() - late.end(1)) + text[late.end() :]
    for repair in _ANYWHERE:
        text = _apply(repair, text, notes)
    return _apply_in_tags(_NO_BLANK, text, notes), notes


def _apply(repair: _Repair, text: str, notes: list[_Note]) -> str:
    slip = repair.slip.search(text)
    if slip is None:
        return text
    mended, count = repair.slip.subn(repair.instead, text)
    notes.append(_note(repair, text, slip.start(), count))
    return mended


def _apply_in_tags(repair: _Repair, text: str, notes: list[_Note]) -> str:
    """The text with the slip mended within tags alone, where quotes pair up for certain."""
    parts, end, first, count = [], 0, -1, 0
    for tag in _TAG.finditer(text):
        mended, slips = repair.slip.subn(repair.instead, tag[0])
        if slips:
            first, count = tag.start() if first < 0 else first, count + slips
            parts += [text[end : tag.start()], mended]
            end = tag.end()
    if count:
        notes.append(_note(repair, text, first, count))
    return "".join([*parts, text[end:]])


def _note(repair: _Repair, text: str, start: int, count: int) -> _Note:
    what = repair.what if count == 1 else f"{repair.what}, {count} times in all"
    return _Note(what, repair.done, text.count("\n", 0, start) + 1)
