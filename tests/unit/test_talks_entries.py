"""Entries of the talks: one form as bytes, strict reading, and errors that repeat nothing."""

from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import get_args

import pytest

from holdfast.errors import TalksError
from holdfast.talks.content import KINDS, Content, from_bytes, make, name_of, to_bytes
from holdfast.talks.rules import BY_DELEGATES, REPLACING, STANDING, WHERE
from holdfast.talks.told import Confidence

CONFIDENCE = (
    b'{"caveat":"mediator-only","id":"east-bank","kind":"confidence","may_go_to":["russia"],'
    b'"party":"ukraine","text":"\xd0\x9c\xd0\xbe\xd0\xb2\xd0\xb0","v":1}'
)


def test_every_kind_has_a_name() -> None:
    """No kind was forgotten, and no name stands for two."""
    assert set(KINDS.values()) == set(get_args(Content))
    assert set(WHERE) | BY_DELEGATES | REPLACING | STANDING <= set(KINDS.values())


def test_every_kind_is_frozen_and_has_a_subject() -> None:
    """Entries do not change after they were made."""
    for kind in KINDS.values():
        assert is_dataclass(kind)
        assert "subject" in vars(kind)
        assert fields(kind)


def test_an_entry_has_one_form() -> None:
    """Sorted, without spaces and empty fields, text as it is."""
    content = make(
        "confidence",
        {
            "id": "east-bank",
            "party": "ukraine",
            "text": "Мова",
            "caveat": "mediator-only",
            "may_go_to": ["russia"],
        },
    )
    assert to_bytes(content) == CONFIDENCE
    assert from_bytes(CONFIDENCE) == content
    assert isinstance(content, Confidence)
    with pytest.raises(FrozenInstanceError):
        content.text = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff",
        b"[" * 100_000,
        CONFIDENCE.replace(b",", b", ", 1),
        CONFIDENCE.replace(b'"v":1', b'"v":"1"'),
        CONFIDENCE.replace(b'"kind":"confidence",', b""),
        CONFIDENCE.replace(b"east-bank", b"East Bank"),
        CONFIDENCE.replace(b"mediator-only", b"everybody"),
        CONFIDENCE.replace(b'"party"', b'"partei"'),
        CONFIDENCE.replace(b'"confidence"', b'"rumour"'),
    ],
)
def test_what_is_not_in_that_form_is_refused(data: bytes) -> None:
    """Spaces, missing and unknown fields, wrong values, nesting without end."""
    with pytest.raises(TalksError):
        from_bytes(data)


def test_an_entry_of_a_newer_version_is_passed_over() -> None:
    """An older program goes on without it instead of stopping."""
    newer = CONFIDENCE.replace(b'"v":1', b'"v":2').replace(b'"kind":"confidence"', b'"kind":"new"')
    assert from_bytes(newer) is None


def test_all_faults_are_told_at_once_and_none_with_what_was_said() -> None:
    """A refused confidence must not end up in a log."""
    with pytest.raises(TalksError) as refused:
        make("confidence", {"id": "A b", "text": "the secret\0", "caveat": "some", "extra": 1})
    told = refused.value.message
    assert "the secret" not in told
    for field in ("id:", "party:", "text:", "caveat:", "extra:"):
        assert field in told
    assert refused.value.code == "unfit-entry"


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    """Cut short, so that no text slips in."""
    with pytest.raises(TalksError, match="There are: charter, ") as refused:
        make("x" * 500, {})
    assert "x" * 41 not in refused.value.message


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("meeting", {"form": "shuttle"}),
        ("meeting", {"form": "working-group"}),
        ("meeting", {"form": "plenary", "ends": "2026-01-24T08:00Z"}),
        ("meeting", {"form": "plenary", "starts": "2026-01-24T09:00"}),
        ("round", {"ends": "2026-01-24T08:00Z"}),
    ],
)
def test_meetings_and_rounds_make_sense(kind: str, given: dict[str, str]) -> None:
    """A visit to nobody, a working group on nothing, an end before the beginning, no time zone."""
    usual = {"id": "a", "title": "A"}
    usual |= {"starts": "2026-01-24T09:00Z", "ends": "2026-01-24T10:00Z"}
    with pytest.raises(TalksError):
        make(kind, usual | given)


def test_an_empty_red_line_and_an_empty_proposal_are_refused() -> None:
    """A line that forbids nothing is none, and neither is a proposal of nothing."""
    for kind, given in (
        ("red-line", {"party": "ukraine", "never": {}}),
        ("red-line", {"party": "ukraine", "never": {"line": []}}),
        ("proposal", {"paper": "package"}),
    ):
        with pytest.raises(TalksError):
            make(kind, {"id": "a", "title": "A"} | given)


def test_the_name_of_an_entry_is_that_of_its_kind() -> None:
    """Back and forth."""
    content = from_bytes(CONFIDENCE)
    assert content is not None
    assert name_of(content) == "confidence"
