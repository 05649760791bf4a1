"""Sources at hand: is each the text that was meant, and do the quoted words stand in it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from holdfast.dossier.file import SOURCE_LIMIT, is_there, load
from holdfast.dossier.findings import KeyPath, Refusal, shown
from holdfast.dossier.model import Dossier, Evidence, Source
from holdfast.errors import Fault, InputError, Place, display_path

_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
    | {"\u2026": "..."}
)
"""Characters that printers and keyboards exchange without a change of words."""


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What was found of one source.

    ``file`` is empty when the source is not at hand. ``is_same`` says that its SHA-256 sum is the
    one that the dossier gives (None when the dossier gives none), ``quotations`` how many the
    dossier has of it, and ``found`` how many of those stand there.
    """

    source: str
    file: str = ""
    is_same: bool | None = None
    quotations: int = 0
    found: int = 0

    @property
    def is_verified(self) -> bool:
        """True when the source is at hand, is the one meant, and every quotation stands in it."""
        return self.is_same is True and self.found == self.quotations


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was found of every source, by id, and the faults."""

    checks: Mapping[str, SourceCheck] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def verified(self) -> tuple[str, ...]:
        """The sources that are at hand and verified, hash and every quotation."""
        return tuple(check.source for check in self.checks.values() if check.is_verified)

    @property
    def at_hand(self) -> tuple[str, ...]:
        """The sources whose file was found, verified or not."""
        return tuple(check.source for check in self.checks.values() if check.file)

    @property
    def quotations(self) -> int:
        """How many quotations there are from the sources at hand, in all."""
        return sum(check.quotations for check in self.checks.values())


def verify_sources(dossier: Dossier, folders: Sequence[Path]) -> SourceReport:
    """Verify every source whose file is at hand: its hash, and every word quoted from it.

    Args:
        dossier: What is known.
        folders: Where the files are looked for, in this order: under the name that the dossier
            gives, then under that name's last part. With no file at hand nothing is a fault.
    """
    checks: dict[str, SourceCheck] = {}
    faults: list[Fault] = []
    quoted: dict[str, list[Evidence]] = {}
    for evidence in dossier.evidence.values():
        quoted.setdefault(evidence.source, []).append(evidence)
    for source in dossier.sources.values():
        checks[source.id], found = _verify(source, quoted.get(source.id, []), folders)
        for path, refusal in found:
            faults.append(refusal.at(_place(dossier, path), path))
    return SourceReport(checks, tuple(faults))


def _place(dossier: Dossier, path: KeyPath) -> Place:
    for length in range(len(path), 0, -1):
        if (place := dossier.places.get(path[:length])) is not None:
            return place
    return Place(dossier.name)


def _verify(
    source: Source, quoted: list[Evidence], folders: Sequence[Path]
) -> tuple[SourceCheck, list[tuple[KeyPath, Refusal]]]:
    path: KeyPath = ("sources", source.id)
    file = _locate(source.file, folders)
    if file is None:
        return SourceCheck(source.id), []
    name = display_path(file)
    try:
        data = load(file, limit=SOURCE_LIMIT)
    except InputError as error:
        return SourceCheck(source.id), [((*path, "file"), _unreadable(error))]
    refused: list[tuple[KeyPath, Refusal]] = []
    is_same = None
    if source.sha256:
        is_same = hashlib.sha256(data).hexdigest() == source.sha256
        if not is_same:
            refused.append(((*path, "sha256"), _changed(name, source)))
    quotations = sum(1 for each in quoted if each.words)
    try:
        paragraphs = paragraphs_of(data.decode("utf-8-sig"))
    except UnicodeDecodeError:  # no text, so that words cannot be looked for
        return SourceCheck(source.id, name, is_same, quotations), refused
    wrong = [each for evidence in quoted for each in _compare(evidence, paragraphs, name)]
    missed = {way[1] for way, _ in wrong}
    found = sum(1 for each in quoted if each.words and each.id not in missed)
    return SourceCheck(source.id, name, is_same, quotations, found), refused + wrong


def _locate(name: str, folders: Sequence[Path]) -> Path | None:
    if not name:
        return None
    for folder in folders:
        for each in dict.fromkeys((name, name.rpartition("/")[2])):
            if is_there(folder / each):
                return folder / each
    return None


def paragraphs_of(text: str) -> list[str]:
    r"""The non-empty lines of a text, alike characters made the same, white space single.

    >>> paragraphs_of("One.\n\n  It\u2019s   two. ")
    ['One.', "It's two."]
    """
    lines = re.split(r"\r\n|\r|\n", unicodedata.normalize("NFC", text).translate(_ALIKE))
    return [" ".join(line.split()) for line in lines if line.strip()]


def quotes(words: str, paragraph: str) -> bool:
    """True when the words stand in the paragraph, in order; ``...`` stands for words left out.

    >>> quotes("a fragile ... conviction", "They had a fragile, yet real, conviction.")
    True
    >>> quotes("conviction ... fragile", "They had a fragile, yet real, conviction.")
    False
    """
    start = 0
    for fragment in " ".join(paragraphs_of(words)).split("..."):
        if not (wanted := fragment.strip()):
            continue
        found = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)").search(paragraph, start)
        if found is None:
            return False
        start = found.end()
    return True


def _compare(
    evidence: Evidence, paragraphs: list[str], name: str
) -> Iterator[tuple[KeyPath, Refusal]]:
    path: KeyPath = ("evidence", evidence.id)
    number = evidence.paragraph
    if number > len(paragraphs):
        yield (*path, "paragraph"), _no_paragraph(number, len(paragraphs), name)
        return
    where = paragraphs[number - 1 : number] if number else paragraphs
    if evidence.words and not any(quotes(evidence.words, each) for each in where):
        others = [n for n, each in enumerate(paragraphs, 1) if quotes(evidence.words, each)]
        yield (*path, "words"), _no_words(evidence, others, name)


def _changed(name: str, source: Source) -> Refusal:
    return Refusal(
        "source-changed",
        f"{name} is not the file whose SHA-256 sum is given for {shown(source.id)}",
        "what the evidence quotes may stand elsewhere or not at all",
        "Find the file that was meant, or read the new one and give its sum.",
    )


def _no_paragraph(number: int, count: int, name: str) -> Refusal:
    return Refusal(
        "paragraph-not-found",
        f"Paragraph {number} is named, and {name} has {count}",
        "nobody can look up what is said there",
        "Count the non-empty lines of the source from 1.",
    )


def _no_words(evidence: Evidence, others: list[int], name: str) -> Refusal:
    where = f"paragraph {evidence.paragraph} of {name}" if evidence.paragraph else name
    return Refusal(
        "words-not-found",
        f"The words {shown(evidence.words, 90)} are not in {where}",
        "what rests on them has no evidence",
        f"They stand in paragraph {others[0]}: name that one."
        if others
        else "Quote them exactly, with ... for what is left out, or mark the judgment as assumed.",
    )


def _unreadable(error: InputError) -> Refusal:
    return Refusal(
        "source-unreadable",
        error.message.split(". ")[0].rstrip("."),
        "nothing that is quoted from it can be verified",
        "Put a readable file in its place, or none.",
    )
