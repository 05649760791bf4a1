"""Files of other programs as text, within limits, with the hash that names them as sources."""

import codecs
import hashlib
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from holdfast.errors import Place, display_path
from holdfast.exchange.findings import refuse

MOST_BYTES = 16 * 1024 * 1024
"""Far above any negotiation domain that is published; a larger file is not one."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_KNOWN = {"utf-8": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}


@dataclass(frozen=True, slots=True)
class File:
    """One file that was read: its name for messages, the hash of its bytes, and its text."""

    name: str
    sha256: str
    text: str

    @property
    def stem(self) -> str:
        """The name without its folder and its last ending."""
        return Path(self.name).stem

    def at(self, line: int = 0, column: int = 0) -> Place:
        """A place in this file."""
        return Place(self.name, line, column)


def read_file(path: Path) -> File:
    """Read a text file whole: UTF-8, or what its byte-order mark or XML declaration names.

    Raises:
        InputError: the file is missing (``unreadable``), too large (``too-large``), or not text
            (``not-text``).
    """
    name = display_path(path)
    try:
        # Anything else than a regular file, such as a pipe, might never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file"
        what = f"{name} cannot be read ({reason.lower()})"
        why, do = "nothing can be imported", "Name a file that is there."
        refuse("unreadable", what, why, do, Place(name))
    if len(data) > MOST_BYTES:
        what = f"{name} is larger than {MOST_BYTES // 1024**2} MiB"
        why, do = "it is no negotiation domain and is not read", "Name another file."
        refuse("too-large", what, why, do, Place(name))
    return File(name, hashlib.sha256(data).hexdigest(), _decode(name, data))


def _decode(name: str, data: bytes) -> str:
    encoding = "utf-8"
    declared = _DECLARED.search(data, 0, 400)
    if declared is not None:
        encoding = _KNOWN.get(declared[1].decode("ascii").lower(), encoding)
    for mark, meant in _MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], meant
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"Byte {data[error.start]:#04x} of {name} is not {encoding} text"
        why, do = "its names cannot be read", "Save the file as UTF-8."
        place = Place(name, data.count(b"\n", 0, error.start) + 1)
        refuse("not-text", what, why, do, place)
