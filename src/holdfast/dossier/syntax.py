"""What a YAML parser's complaint means to somebody who never saw YAML."""

from holdfast.dossier.findings import Refusal

_QUOTES = "Put quotes round the whole text."
_INDENT = "Begin it as many spaces in as the lines it belongs with; look at the line above too."

_MEANINGS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "mapping values are not allowed",
        "A second colon with a space after it stands in one line",
        f"{_QUOTES} If a new key was meant, look at how far in this line and the one above begin.",
        False,
    ),
    (
        "could not find expected ':'",
        "A colon is missing after a key",
        "Write a colon and a space after the key, or put quotes round a text of several lines.",
        True,
    ),
    (
        "unknown escape character",
        "A backslash in double quotes is followed by a letter that means nothing",
        "Write the backslash twice, or use single quotes.",
        False,
    ),
    (
        "quoted scalar",
        "A quotation mark is opened here and not closed",
        "Close it; within single quotes write a single quote twice.",
        True,
    ),
    (
        "flow mapping",
        "A brace { is opened here and not closed, or a comma is missing after it",
        "Close it with }, put commas between its parts, and quotes round texts with commas.",
        True,
    ),
    (
        "flow sequence",
        "A bracket [ is opened here and not closed, or a comma is missing after it",
        "Close it with ], put commas between its parts, and quotes round texts with commas.",
        True,
    ),
    (
        "cannot start any token",
        "A value begins with a character that cannot begin one (a tab, @, ` or %)",
        "Put quotes round the text; begin lines with spaces, never with a tab.",
        False,
    ),
    (
        "block collection",
        "A line here begins neither as far in as its neighbours nor under one of them",
        _INDENT,
        False,
    ),
    (
        "block mapping",
        "Something other than a key stands here, or it begins too far left or right",
        f"{_INDENT} Let nothing follow a closing quote, bracket or brace.",
        False,
    ),
    (
        "document start",
        "This line begins further left than the lines above it",
        _INDENT,
        False,
    ),
    (
        "node content",
        "A bracket or brace is closed here that was not opened, or a comma stands alone",
        "Remove it, or put quotes round the text.",
        False,
    ),
    (
        "block sequence entries are not allowed",
        "A list begins with a hyphen on the same line as its key",
        "Begin the list on a line of its own.",
        False,
    ),
)


def explain(said: str) -> tuple[Refusal, bool]:
    """What is wrong in plain words, and whether to look at where the value begins.

    >>> explain("could not find expected ':'")[0].what
    'A colon is missing after a key'
    """
    for phrase, what, do, is_at_start in _MEANINGS:
        if phrase in said:
            return _refusal(what, do), is_at_start
    what = f"This is not well-formed YAML ({' '.join(said.split())})"
    do = "Look at this line and the one above it: indentation, colons, quotes and brackets."
    return _refusal(what, do), False


def _refusal(what: str, do: str) -> Refusal:
    why = "neither this value nor what belongs to it can be read"
    return Refusal("yaml-syntax", what, why, do)


NO_COLON = explain("could not find expected ':'")[0]
