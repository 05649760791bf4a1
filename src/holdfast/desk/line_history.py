"""A red line over time: what its owner says in public beside what it told in confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from holdfast.desk.talks_words import moment_words
from holdfast.desk.words import figure_words, join_words
from holdfast.dossier import Dossier, Pattern
from holdfast.talks.entry import Entry
from holdfast.talks.record import Record
from holdfast.talks.red_lines import LineHistory, Telling, red_lines
from holdfast.talks.told import Statement

GIVEN_UP = "given up"


@dataclass(frozen=True)
class Said:
    """One thing that was said about a line, or about the issues that it rules on.

    ``what`` says what would be out of the question, or the option that is defended in public;
    ``price`` and ``movement`` are of what was told in confidence, empty in public.
    """

    at: datetime
    is_public: bool
    what: str
    price: str = ""
    movement: str = ""
    words: str = ""

    @property
    def when(self) -> str:
        """The moment, for people."""
        return moment_words(self.at)


@dataclass(frozen=True)
class PastLine:
    """A line that was told once and given up since."""

    party: str
    title: str
    said: tuple[Said, ...]


def line_history(
    dossier: Dossier, record: Record, party: str, line: str, never: Pattern
) -> tuple[Said, ...]:
    """What was said of a line, the oldest first; empty where nobody told anything of it.

    Args:
        dossier: for the titles of issues and options.
        record: the state of the talks as the viewer can open it.
        party: whose line it is.
        line: its id.
        never: what it rules out; what its owner says in public on these issues is told beside it.
    """
    told = [h for h in red_lines(record) if (h.party, h.id) == (party, line)]
    issues = {*never.options, *(i for h in told for t in h.tellings for i in t.told.content.never)}
    said = [_told(dossier, telling) for history in told for telling in history.tellings]
    said += [
        public
        for statement in record.latest(Statement)
        if statement.content.party == party
        and (public := _public(dossier, statement, issues)) is not None
    ]
    return tuple(sorted(said, key=lambda each: (each.at, each.is_public, each.what)))


def past_lines(dossier: Dossier, record: Record) -> tuple[PastLine, ...]:
    """The lines that were given up, with what was said of them."""
    return tuple(
        PastLine(history.party, history.now.title, _whole(dossier, record, history))
        for history in red_lines(record)
        if history.now.given_up and history.party in dossier.parties
    )


def is_told(record: Record, party: str, line: str) -> bool:
    """True for a line that its party told in confidence: it stands as it was last told."""
    return any((each.party, each.id) == (party, line) for each in red_lines(record))


def _whole(dossier: Dossier, record: Record, history: LineHistory) -> tuple[Said, ...]:
    never = Pattern(dict(history.now.never))
    return line_history(dossier, record, history.party, history.id, never)


def _told(dossier: Dossier, telling: Telling) -> Said:
    line = telling.told.content
    price = "never" if line.price is None else f"{figure_words(line.price)} points"
    return Said(
        at=telling.told.at,
        is_public=False,
        what=GIVEN_UP if line.given_up else _named(dossier, line.never),
        price="" if line.given_up else price,
        movement=str(telling.movement),
        words=line.words or "",
    )


def _public(dossier: Dossier, statement: Entry[Statement], issues: set[str]) -> Said | None:
    content = statement.content
    about = {i: (o,) for i, o in (content.options or {}).items() if i in issues}
    if not about:
        return None
    return Said(content.made, is_public=True, what=_named(dossier, about), words=content.text)


def _named(dossier: Dossier, options: Mapping[str, Sequence[str]]) -> str:
    """Issues and options by their titles; what the dossier does not know stands by its id."""
    parts = []
    for issue, named in options.items():
        known = dossier.issues.get(issue)
        titles = {o.id: o.title for o in known.options.values()} if known else {}
        words = join_words([f"“{titles.get(option, option)}”" for option in named], "or")
        parts.append(f"{known.title if known else issue}: {words}")
    return "; ".join(parts)
