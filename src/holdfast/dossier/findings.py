"""What is found while a dossier is read: faults, where each value stands, and what is in doubt."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from holdfast.errors import Fault, Place

KeyPath = tuple[str | int, ...]
"""The way through a dossier's keys to a value, such as ``("issues", "line", "options")``."""

FAULT_LIMIT = 200
"""More faults than a person mends in one sitting; beyond it they are counted, not kept."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is refused: the words of a fault, before its place is known."""

    code: str
    what: str
    why: str
    do: str

    def at(self, place: Place, path: KeyPath = ()) -> Fault:
        """The fault, where it stands."""
        return Fault(self.code, self.what, self.why, self.do, place, path)


@dataclass(frozen=True, slots=True)
class Mention:
    """An id of something given elsewhere: a ``kind`` of thing, or an option of ``issue``."""

    kind: str
    id: str
    path: KeyPath
    place: Place
    issue: str = ""


@dataclass(slots=True)
class Findings:
    """What was found so far: faults, the place of every value, mentions, and what is in doubt.

    A value in doubt was itself at fault: ``doubtful`` are these, ``troubled`` what they stand in.
    Nothing further is said of a value in doubt or of what rests on it, so that one slip raises one
    fault. ``partial`` are the sections that may have more in a file that could not be read, and
    ``is_torn`` says that a slip of YAML left lines of which nobody can tell where they belong. Then
    nothing is said of what seems to be missing.
    """

    faults: list[Fault] = field(default_factory=list)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    doubtful: set[KeyPath] = field(default_factory=set)
    troubled: set[KeyPath] = field(default_factory=set)
    unkept: int = 0
    partial: set[KeyPath] = field(default_factory=set)
    is_torn: bool = False
    files: list[str] = field(default_factory=list)

    def fault(self, fault: Fault) -> None:
        """Keep a fault, and hold its value in doubt."""
        if fault.path:
            self.doubt(fault.path)
        if not self.is_full:
            self.faults.append(fault)
        else:
            self.unkept += 1

    @property
    def is_full(self) -> bool:
        """True when further faults are counted, and not kept."""
        return len(self.faults) >= FAULT_LIMIT

    def doubt(self, path: KeyPath) -> None:
        """Hold a value in doubt."""
        if path not in self.doubtful:
            self.doubtful.add(path)
            self.troubled.update(path[:length] for length in range(len(path)))

    def trusts(self, path: KeyPath) -> bool:
        """True when neither the value, nor anything it stands in, is in doubt."""
        return not any(path[:length] in self.doubtful for length in range(len(path) + 1))

    def trusts_all_of(self, path: KeyPath) -> bool:
        """True when nothing within the value is in doubt either."""
        return path not in self.troubled and self.trusts(path)

    def in_order(self) -> tuple[Fault, ...]:
        """Every fault, in the order in which a person reads the files."""
        order = {file: rank for rank, file in enumerate(self.files)}
        faults = sorted(
            self.faults,
            key=lambda each: (order.get(each.place.file, 0), each.place.line, each.place.column),
        )
        if self.unkept:
            faults.append(
                Refusal(
                    "too-many-faults",
                    f"{self.unkept} more faults were found than the {FAULT_LIMIT} that are shown",
                    "the list ends here",
                    "Mend these first, and check again.",
                ).at(Place(self.files[0] if self.files else ""))
            )
        return tuple(faults)

    def place(self, path: KeyPath) -> Place:
        """Where a value stands, or else the nearest thing around it that stands somewhere."""
        for length in range(len(path), -1, -1):
            if (place := self.places.get(path[:length])) is not None:
                return place
        return Place("")


_SLIP = 4
"""By how many letters a word may be longer or shorter for a slip of the keyboard."""
_COMPARED = 200
"""Comparing words is slow, and a hostile file may name thousands."""


def shown(text: str, limit: int = 60) -> str:
    """A value for a message: quoted, on one line, cut where it is long.

    >>> shown("no such thing"), shown("x" * 100, limit=5)
    ('"no such thing"', '"xxxxx…"')
    """
    line = " ".join(text.split())
    visible = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line[: limit + 1])
    return f'"{visible[:limit]}…"' if len(visible) > limit else f'"{visible}"'


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Known words for a message, cut where there are many.

    >>> listed(["a", "b", "c"], limit=2)
    'a, b, …'
    """
    known = list(words)
    return ", ".join(known[:limit]) + (", …" if len(known) > limit else "")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one; empty when none is.

    >>> nearest("optons", ["options", "title"])
    'options'
    """
    words = [each for each in known if abs(len(each) - len(word)) <= _SLIP or each in word]
    first = word[:64].split(" ", maxsplit=1)[0]  # a key without its colon runs on into its value
    if first in words:
        return first
    close = get_close_matches(word[:64], words[:_COMPARED], n=1, cutoff=0.7)
    return close[0] if close else ""


def advice(word: str, known: Iterable[str]) -> str:
    """What to do about a word that is not known: the nearest known one, or all that there are."""
    known = list(known)
    if near := nearest(word, known):
        return f'Did you mean "{near}"?'
    return f"Known here: {listed(known)}." if known else "None is given yet."
