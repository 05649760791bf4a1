"""What cannot be asked from Python is refused in words that say what can."""

from collections.abc import Callable
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.dossier import parse
from holdfast.errors import DossierError, QuestionError

CASE = Path(__file__).parents[1] / "cases" / "line_and_day_after.yaml"
PACKAGE = {"line": "swap", "monitors": "outside"}

Asked = Callable[[OpenDossier], object]
REFUSED: list[tuple[Asked, str, str]] = [
    (lambda t: t.settle("nahs"), "unknown-principle", "Name one of nash, kalai-smorodinsky"),
    (lambda t: t.lasting("zzz"), "unknown-principle", "There is no principle 'zzz'"),
    (lambda t: t.zone(between="north"), "parties-not-clear", "Say ['north']"),
    (lambda t: t.robustness(count=-1), "bad-draws", "-1 views cannot be drawn"),
    (lambda t: t.compact(PACKAGE).robustness(-1), "bad-draws", "-1 readings"),
    (lambda t: t.compact(PACKAGE).robustness(10, seed=-1), "bad-draws", "the seed -1"),
    (lambda t: t.compact(PACKAGE).bands(0), "bad-draws", "0 readings"),
    (lambda t: t.compact(PACKAGE).least_amounts([]), "no-amounts", "No amount is named"),
    (lambda t: t.compact({"foo": "x"}).glance(), "unknown-option", 'no issue "foo"'),
    (lambda t: t.compact(PACKAGE).cheapest(issues=["foo"]), "unknown-option", 'no issue "foo"'),
]


@pytest.mark.parametrize(("ask", "code", "words"), REFUSED, ids=[words for *_, words in REFUSED])
def test_what_cannot_be_asked_is_refused(ask: Asked, code: str, words: str) -> None:
    """A question's error with its code, never one of a library beneath."""
    with pytest.raises(QuestionError) as caught:
        ask(holdfast.open(CASE))
    assert caught.value.code == code
    assert words in caught.value.message


def test_the_first_faults_of_a_dossier_stand_in_its_error() -> None:
    """What a trace ends with says what is wrong, not only how often."""
    with pytest.raises(DossierError) as caught:
        parse("holdfast: 1\ntitle: ''\nparties: {}\nissues: {}\nlinks: 3\nviews: 4\ntracks: 5\n")
    faults = caught.value.faults
    assert len(faults) > 3
    told = str(caught.value).splitlines()
    assert told[0] == f"{len(faults)} faults in the dossier."
    assert told[1:4] == [str(fault) for fault in faults[:3]]
    assert told[4] == f"And {len(faults) - 3} more, all in `faults`."
