"""Levels and situations are told by their titles, and countdowns by what they count."""

from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.hold_words import situation_words
from holdfast.desk.level_words import level_words
from holdfast.endure.results import Situation

TALKS = Path(__file__).parents[2] / "examples" / "abu-dhabi"


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """Talks whose levels of the balance have titles, and whose levels of resolve have none."""
    return holdfast.open(TALKS)


@pytest.mark.parametrize(
    ("of", "level", "words"),
    [
        ("balance", "russia-ahead", "Russia ahead"),
        ("balance", "neither-side", "neither side"),
        ("united-states", "wavering", "wavering"),
        ("united-states", "steady-3", "steady, gone in 3 periods"),
        ("united-states", "steady-1", "steady, gone in 1 period"),
    ],
)
def test_a_level_is_told_by_its_title(talks: OpenDossier, of: str, level: str, words: str) -> None:
    """By its title, else by its id in plain words; one that counts down says to what."""
    assert level_words(talks.dossier, of, level) == words


def test_a_situation_holds_no_id(talks: OpenDossier) -> None:
    """Phase, response, resolve and balance, each in words that need no key."""
    place = Situation(
        "separation", "suspension, 2 left", {"united-states": "steady-8"}, "russia-ahead"
    )
    assert situation_words(talks.dossier, place) == (
        "phase “Forces draw apart”, “Openings and payments suspended, the rest goes on” with 2 "
        "periods to run, the United States steady, gone in 8 periods, balance of power “Russia "
        "ahead”"
    )
