"""Every kind of entry by its name, and its one form as bytes."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from holdfast.errors import TalksError
from holdfast.talks import filed, released, rounds, setting, settled, sought, told

Content = (
    setting.Charter
    | setting.Delegation
    | setting.Credentials
    | rounds.Round
    | rounds.RoundClosed
    | rounds.Meeting
    | rounds.Attendance
    | rounds.Discussion
    | told.Message
    | told.Delivery
    | told.Reply
    | told.Confidence
    | told.Consent
    | told.ConsentWithdrawn
    | told.Statement
    | told.Briefing
    | sought.Proposal
    | sought.Stance
    | sought.RedLineTold
    | sought.Task
    | sought.TaskDone
    | settled.Agreement
    | settled.Confirmation
    | settled.Bracket
    | settled.Reopened
    | settled.Block
    | settled.EarlyHarvest
    | settled.Step
    | released.ReleaseRequest
    | released.ReleaseApproval
    | released.ReleaseDeclined
    | released.Released
    | released.Conveyed
    | released.Received
    | filed.DossierPart
    | filed.Correction
)
"""What an entry says."""

KINDS: dict[str, type[Content]] = {
    "charter": setting.Charter,
    "delegation": setting.Delegation,
    "credentials": setting.Credentials,
    "round": rounds.Round,
    "round-closed": rounds.RoundClosed,
    "meeting": rounds.Meeting,
    "attendance": rounds.Attendance,
    "discussion": rounds.Discussion,
    "message": told.Message,
    "delivery": told.Delivery,
    "reply": told.Reply,
    "confidence": told.Confidence,
    "consent": told.Consent,
    "consent-withdrawn": told.ConsentWithdrawn,
    "statement": told.Statement,
    "briefing": told.Briefing,
    "proposal": sought.Proposal,
    "stance": sought.Stance,
    "red-line": sought.RedLineTold,
    "task": sought.Task,
    "task-done": sought.TaskDone,
    "agreement": settled.Agreement,
    "confirmation": settled.Confirmation,
    "bracket": settled.Bracket,
    "reopened": settled.Reopened,
    "block": settled.Block,
    "early-harvest": settled.EarlyHarvest,
    "step": settled.Step,
    "release-request": released.ReleaseRequest,
    "release-approval": released.ReleaseApproval,
    "release-declined": released.ReleaseDeclined,
    "released": released.Released,
    "conveyed": released.Conveyed,
    "received": released.Received,
    "dossier-part": filed.DossierPart,
    "correction": filed.Correction,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
VERSION = 1
# Made once: json's own functions make an encoder for each entry, a third of the time to read one.
_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def name_of(content: Content) -> str:
    """The name of the kind of an entry, as it is written down."""
    return _NAMES[type(content)]


def make(name: str, fields: dict[str, Any]) -> Content:
    """An entry's content from its fields.

    Raises:
        TalksError: no such kind, or fields that it does not take; all of them at once, and never
            with what was given for them.
    """
    if name not in KINDS:
        message = f"There is no kind of entry called {name[:40]!r}. There are: {', '.join(KINDS)}."
        raise TalksError(message, code="unknown-kind")
    try:
        return _adapter(name).validate_python(fields)
    except ValidationError as error:
        raise _unfit(name, error) from None


def faults(name: str, fields: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What keeps an entry of a kind from being made of these fields; nothing where it can be.

    Returns:
        Each with the field's name, empty where it is about the whole, and why, without what was
        given.
    """
    try:
        _adapter(name).validate_python(fields)
    except ValidationError as error:
        return _faults(error)
    return ()


def plain_fields(content: Content) -> dict[str, Any]:
    """The fields that say something, as JSON knows them; what goes without saying is left out."""
    dumped = _adapter(name_of(content)).dump_python(content, mode="json", exclude_defaults=True)
    fields: dict[str, Any] = dumped
    return fields


def to_bytes(content: Content) -> bytes:
    """An entry's one form as bytes: JSON with sorted keys, no spaces, no defaults."""
    return _bytes({"kind": name_of(content), "v": VERSION} | plain_fields(content))


def from_bytes(data: bytes) -> Content | None:
    """Read an entry back; None when it is of a newer version than this program knows.

    Raises:
        TalksError: the bytes are not an entry in its one form.
    """
    try:
        whole = _DECODER.decode(data.decode())
        name, version = whole.pop("kind"), whole.pop("v")
        is_one_form = _bytes({"kind": name, "v": version} | whole) == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _not_an_entry() from None
    if type(version) is not int or not isinstance(name, str):
        raise _not_an_entry()
    if version > VERSION:
        return None
    if not is_one_form or version < VERSION:
        raise _not_an_entry()
    return make(name, whole)


def _bytes(whole: dict[str, Any]) -> bytes:
    return _ENCODER.encode(whole).encode()


@cache
def _adapter(name: str) -> TypeAdapter[Content]:
    return TypeAdapter(KINDS[name])


def _unfit(name: str, error: ValidationError) -> TalksError:
    told = "; ".join(f"{field or name}: {why}" for field, why in _faults(error))
    message = f"This is no {name} that can be written down. {told}."
    return TalksError(message, code="unfit-entry")


def _faults(error: ValidationError) -> tuple[tuple[str, str], ...]:
    every = error.errors(include_input=False, include_url=False, include_context=False)
    return tuple((".".join(map(str, each["loc"])), _reason(each["msg"])) for each in every)


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")


def _not_an_entry() -> TalksError:
    message = (
        "These bytes are not an entry of the talks in its one form, so nothing is read from them."
    )
    return TalksError(message, code="not-an-entry")
