"""A new piece of evidence read from a form, or told field by field what is wrong with it."""

from pathlib import Path

import pytest

from holdfast.desk.evidence import Fresh, read_evidence
from holdfast.desk.revision import Slip
from holdfast.dossier import Source, Terms

TEXT = "The guns fell silent.\n\nNobody signed the paper.\n"
PAPER = Source("paper", "A paper on the river", file="paper.txt")


def read(*folders: Path, **typed: str) -> tuple[Fresh, dict[str, str]]:
    """What comes of a form, and its slips by field."""
    slips: list[Slip] = []
    form = {"grounds": "shown"} | {f"new-{name}": text for name, text in typed.items()}
    fresh = read_evidence(form, {"paper": PAPER}, list(folders) or None, slips)
    return fresh, {slip.field: slip.message for slip in slips}


def test_a_form_that_adds_nothing_is_no_slip() -> None:
    """A source and terms that are merely chosen are nothing yet."""
    assert read(source="paper", terms="background") == (Fresh(), {})


def test_what_is_typed_becomes_evidence_of_a_source_at_hand() -> None:
    """Words and place, speaker and terms; the same is known by the same id."""
    typed = {"says": "Nobody signed.", "words": "Nobody signed", "paragraph": "2"}
    fresh, slips = read(source="paper", speaker="An envoy", terms="background", **typed)
    assert slips == {}
    (item,) = fresh.evidence.values()
    assert (item.says, item.words, item.paragraph) == ("Nobody signed.", "Nobody signed", 2)
    assert (item.source, item.speaker, item.terms) == ("paper", "An envoy", Terms.BACKGROUND)
    assert fresh.sources == {}
    again, _ = read(source="paper", speaker="An envoy", terms="background", **typed)
    assert again == fresh
    other, _ = read(source="paper", **typed)
    assert other.evidence.keys() != fresh.evidence.keys()


def test_another_source_is_named_with_its_date() -> None:
    """One that no part of the dossier has yet, in whatever letters."""
    fresh, slips = read(says="Вода потрібна.", title="Газета", date="2026-11-20")
    assert slips == {}
    (source,) = fresh.sources.values()
    assert (source.title, source.date) == ("Газета", "2026-11-20")
    assert [item.source for item in fresh.evidence.values()] == [source.id]


def test_all_faults_are_told_at_once_each_at_its_field() -> None:
    """Neither what it says nor where it is from, a place that is none, and too many words."""
    fresh, slips = read(words="word " * 13, paragraph="two")
    assert fresh == Fresh()
    assert slips.keys() == {"new-says", "new-title", "new-paragraph", "new-words"}
    assert "13 words are quoted, where a dozen are the most" in slips["new-words"]


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"words": "Nobody signed", "paragraph": "1"}, "new-words", "paragraph 2: name that one"),
        ({"words": "The ink is dry"}, "new-words", "are not in paper.txt"),
        ({"paragraph": "3"}, "new-paragraph", "paper.txt has 2"),
    ],
)
def test_words_are_looked_for_in_a_text_that_is_at_hand(
    tmp_path: Path, typed: dict[str, str], field: str, told: str
) -> None:
    """As a dossier's own are; where the text is not at hand, they are taken as they are."""
    (tmp_path / "paper.txt").write_text(TEXT, encoding="utf-8")
    fresh, slips = read(tmp_path, says="So it is.", source="paper", **typed)
    assert fresh == Fresh()
    assert told in slips[field]
    assert read(says="So it is.", source="paper", **typed)[1] == {}


def test_what_cannot_be_printed_is_refused_where_it_stands() -> None:
    """A character that would make a text look different from what it is."""
    _, slips = read(says="So it \u0007is.", source="paper")
    assert slips.keys() == {"new-says"}
