"""Writing a dossier and reading it again changes nothing."""

from hypothesis import given, settings

from holdfast.dossier import Dossier, parse, write
from strategies import dossiers


@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_reading_what_was_written_gives_the_same(dossier: Dossier) -> None:
    """A dossier that was built in Python survives being written and read."""
    assert parse(write(dossier)) == dossier


@settings(max_examples=20, deadline=None)
@given(dossiers())
def test_writing_again_gives_the_same_bytes(dossier: Dossier) -> None:
    """What was written, read and written again has not changed by a byte."""
    text = write(dossier)
    assert write(parse(text)) == text
