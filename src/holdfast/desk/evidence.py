"""A new piece of evidence as somebody types it in: checked as a dossier's own, told field by field.

It is kept with the judgment that rests on it, in the same part of the dossier and in one writing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from holdfast.desk.grounds import BECAUSE, SHOWN
from holdfast.desk.revision import Slip
from holdfast.dossier import (
    Dossier,
    Evidence,
    Issue,
    Option,
    Party,
    Role,
    Source,
    Terms,
    check_text,
    verify_sources,
    write,
)
from holdfast.errors import Fault, InputError

NEW = "new-"
FIELDS = ("says", "words", "paragraph", "speaker", "title", "publisher", "date")
"""What is typed; ``source`` and ``terms`` are chosen, and are nothing by themselves."""
LONGEST = 2_000
_WHOLE = re.compile(r"[1-9][0-9]{0,5}")
_SAYS_NOTHING = "Say in your own words what is said there."
_NO_SOURCE = "Name the text that it comes from, or choose one that is at hand."
_NO_PLACE = "is not a place; count the text's non-empty lines from 1, or leave it empty."


@dataclass(frozen=True)
class Fresh:
    """Evidence that is new to a part of the dossier, with the sources that are new with it."""

    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def added_to(self, dossier: Dossier) -> Dossier:
        """The dossier with it, after what it has already."""
        return replace(
            dossier,
            evidence={**dossier.evidence, **self.evidence},
            sources={**dossier.sources, **self.sources},
        )

    def ticked(self, typed: Mapping[str, str]) -> Mapping[str, str]:
        """What was typed, with the new evidence among what the judgment rests on."""
        return {**typed, **dict.fromkeys((BECAUSE + id_ for id_ in self.evidence), "on")}


def read_evidence(
    typed: Mapping[str, str],
    sources: Mapping[str, Source],
    folders: Sequence[Path] | None,
    slips: list[Slip],
) -> Fresh:
    """The evidence that a form adds; nothing where it adds none, or where there are slips.

    Fields, each after ``new-``: ``says``, ``words``, ``paragraph``, ``speaker``, ``terms``, and
    ``source``, the id of one at hand, or empty for a new one with ``title``, ``publisher`` and
    ``date``.

    Args:
        typed: the form.
        sources: those that are at hand where it is to be kept.
        folders: where their texts are looked for, to find the quoted words; None looks nowhere.
        slips: what is wrong is added here.
    """
    said = {name: " ".join(typed.get(NEW + name, "").split())[:LONGEST] for name in FIELDS}
    if SHOWN not in typed or not any(said.values()):
        return Fresh()
    wrong: list[Slip] = []
    source = _source(typed, said, sources, wrong)
    if not said["says"]:
        wrong.append(Slip(f"{NEW}says", _SAYS_NOTHING))
    place = said["paragraph"] if _WHOLE.fullmatch(said["paragraph"]) else ""
    if place != said["paragraph"]:
        wrong.append(Slip(f"{NEW}paragraph", f"{said['paragraph'][:20]!r} {_NO_PLACE}"))
    chosen = typed.get(f"{NEW}terms", "")
    known = {each.value for each in Terms}
    item = Evidence(
        id="",
        source=source.id,
        says=said["says"] or "…",
        paragraph=int(place or 0),
        words=said["words"],
        speaker=said["speaker"],
        terms=Terms(chosen) if chosen in known else Terms.UNATTRIBUTED,
    )
    item = replace(item, id=_id(item.says, repr(item)))
    wrong += _slips(item, source, folders)
    slips += wrong
    if wrong:
        return Fresh()
    return Fresh({item.id: item}, {} if source.id in sources else {source.id: source})


def _source(
    typed: Mapping[str, str],
    said: Mapping[str, str],
    sources: Mapping[str, Source],
    slips: list[Slip],
) -> Source:
    """The source that is chosen, or a new one; one without a name where none is given."""
    chosen = typed.get(f"{NEW}source", "")
    if chosen in sources:
        return sources[chosen]
    if chosen or not said["title"]:
        slips.append(Slip(NEW + ("source" if chosen else "title"), _NO_SOURCE))
    made = Source("", said["title"] or "…", publisher=said["publisher"], date=said["date"])
    return replace(made, id=_id(made.title, repr(made)))


def _id(words: str, whole: str) -> str:
    """An id that people can read and that nothing else has: what is the same has the same."""
    named = "-".join(re.findall(r"[a-z0-9]+", words.lower())[:5])[:40].strip("-")
    return f"{named or 'said'}-{sha256(whole.encode()).hexdigest()[:8]}"


def _slips(item: Evidence, source: Source, folders: Sequence[Path] | None) -> list[Slip]:
    """What ``holdfast check`` would refuse of it, each beside its field."""
    either = {each: Option(each, each) for each in ("one", "other")}
    alone = Dossier(
        title="Evidence",
        parties={"somebody": Party("somebody", "Somebody", (Role.PRINCIPAL,))},
        issues={"something": Issue("something", "Something", either)},
        sources={source.id: source},
        evidence={item.id: item},
    )
    try:
        faults = check_text(write(alone)).faults
    except InputError as error:
        return [Slip(f"{NEW}says", error.message)]
    if not faults and folders is not None:
        found = verify_sources(alone, folders).faults
        # That a text is another than the one that was meant is told where evidence is verified.
        faults = tuple(each for each in found if each.path[:1] == ("evidence",))
    return [
        Slip(NEW + _field(fault), f"{fault.what}, so {fault.why}. {fault.do}") for fault in faults
    ]


def _field(fault: Fault) -> str:
    """The field that a fault is about: the last key on the way to it that the form has."""
    named = [key for key in fault.path if key in FIELDS]
    return str(named[-1]) if named else "says"
