"""Small GENIUS files of our own: what is refused, and the answer that it gets."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from genius_files import (
    DOMAIN,
    ONE_VALUE,
    TOWN,
    WHOLE,
    Write,
    boxes,
    refusal,
    town,
    writing_in,
)
from holdfast.errors import QuestionError
from holdfast.exchange import read_genius


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file by name and says where it is."""
    return writing_in(tmp_path)


FAULTY = [
    ('value="0.75"', 'value="much"', ["not-a-number"]),
    ('evaluation="3"', 'evaluation="NaN"', ["not-a-number"]),
    ('evaluation="3"', 'evaluation="1e999"', ["not-a-number"]),
    ('value="5% off"', 'value="6% off"', ["unknown-value"]),
    ('<issue index="1"', '<issue index="9"', ["unknown-issue"]),
    ("</objective>", '<weight index="1" value="0.5"/></objective>', ["conflicting-weights"]),
    (
        'value="as now" evaluation="0.1"',
        'value="5% off" evaluation="0.1"',
        ["conflicting-evaluations"],
    ),
    ('<issue index="1"', '<issue index="2"/><issue index="1"', ["duplicate-issue"]),
    ('<reservation value="0.4"/>', '<reservation value="?"/>', ["not-a-number"]),
    ("<utility_space>", '<utility_space type="constraint">', ["unknown-type"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), FAULTY)
def test_what_is_not_plain_is_refused(
    write: Write, old: str, new: str, expected: Sequence[str]
) -> None:
    """With its code, its line and the value at fault."""
    error = refusal(lambda: town(write, TOWN.replace(old, new, 1)))
    assert error.code == expected[0]
    assert all(place.file == "Old_Town.xml" and place.line for place in error.where)


def test_all_faults_come_at_once(write: Write) -> None:
    """In every file, each with its own line."""
    text = TOWN.replace('evaluation="3"', 'evaluation="x"').replace('value="0.75"', 'value="y"')
    domain, first = write("d.xml", DOMAIN), write("a.xml", text)
    second = write("b.xml", TOWN.replace('value="two"', 'value="ten"'))
    error = refusal(lambda: read_genius(domain, [first, second]))
    assert [(p.file, p.line) for p in error.where] == [("a.xml", 7), ("a.xml", 8), ("b.xml", 4)]
    lines = error.message.split("\n")
    assert lines[0].endswith("(a.xml, line 7). [not-a-number]")
    assert lines[3] == "There are 3 faults, and nothing was imported."


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('type="discrete" description', 'type="real" description', "real-valued-issue"),
        ('type="discrete" description', 'type="fuzzy" description', "unknown-type"),
        ('index="2" name', 'index="1" name', "duplicate-index"),
        ('value="two"', 'value=" "', "item-without-value"),
        ("</utility_space>", "</utility>", "not-well-formed"),
        ("negotiation_template", "recipe", "not-well-formed"),
        ("<issue", "<dish", "not-well-formed"),
    ],
)
def test_a_domain_that_cannot_be_used_is_refused(
    write: Write, old: str, new: str, code: str
) -> None:
    """With the line, the reason and what to do."""
    domain, party = write("d.xml", DOMAIN.replace(old, new, 1)), write("u.xml", TOWN)
    error = refusal(lambda: read_genius(domain, [party]))
    assert error.code == code
    assert error.where[0].line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<a><b/></a>", "not-genius"),
        ("<objective/>", "issues"),
        ("", "not-well-formed"),
        ('<objective><issue index="1" name="x"/></objective>', "values"),
        (WHOLE.format(5, 1), "bounds"),
        (WHOLE.format(0, 999999), "bounds"),
        (ONE_VALUE, "nothing-to-settle"),
    ],
)
def test_what_is_no_case_is_refused(write: Write, text: str, code: str) -> None:
    """A file of another kind, or one with nothing to bargain about."""
    path = write("x.xml", text)
    assert refusal(lambda: read_genius(path, [path])).code == code


@pytest.mark.parametrize(
    ("rectangle", "code"),
    [
        ('<hyperRectangle utility="x"/>', "not-a-number"),
        (
            '<hyperRectangle utility="1"><INCLUDES index="8" min="0" max="1"/></hyperRectangle>',
            "bound",
        ),
        ('<hyperRectangle utility="1"><INCLUDES index="1" min="0"/></hyperRectangle>', "bound"),
        (
            '<hyperRectangle utility="1"><INCLUDES index="1" min="0" max="1"/>'
            '<EXCLUDES index="2" min="0" max="1"/></hyperRectangle>',
            "includes-and-excludes",
        ),
        ('<ufun aggregation="max"><hyperRectangle utility="1"/></ufun>', "not-a-sum"),
        ('</ufun><ufun aggregation="sum">', "functions"),
    ],
)
def test_rectangles_that_cannot_be_told_are_refused(
    write: Write, rectangle: str, code: str
) -> None:
    """A dossier's values are sums of terms over named options; nothing else is guessed at."""
    assert refusal(lambda: boxes(write, rectangle)).code == code


def test_missing_weights_leave_no_genius_scale(write: Write) -> None:
    """On the raw scale they count 1; GENIUS itself could not compute a utility."""
    text = TOWN.replace('<weight index="1" value="0.75"/>', "")
    assert refusal(lambda: town(write, text, scale="genius")).code == "no-weight"


def test_questions_that_make_no_sense(write: Write) -> None:
    """No parties, as many names as it takes, and the scales there are."""
    path = write("d.xml", DOMAIN)
    for arguments, code in [
        (([],), "no-parties"),
        (([path], ["a", "b"]), "names"),
        (([path], None, "metric"), "unknown-scale"),
    ]:
        with pytest.raises(QuestionError) as caught:
            read_genius(path, *arguments)  # type: ignore[arg-type]
        assert caught.value.code == code


def test_a_domain_in_the_place_of_a_utility_file_is_refused(write: Write) -> None:
    """In whatever order the files were named, with one answer."""
    domain, party = write("ferry_domain.xml", DOMAIN), write("Old_Town.xml", TOWN)
    for files in ([domain, domain], [party, domain, party]):
        error = refusal(partial(read_genius, files[0], files[1:]))
        assert error.code == "no-evaluation"
        assert error.message.startswith("ferry_domain.xml gives no evaluation to any value, so")
        assert len(error.where) == 1
