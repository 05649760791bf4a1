"""Tables of positions, salience and power, made up for these tests."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import Role, parse, value
from holdfast.dossier import write as to_text
from holdfast.errors import InputError, QuestionError
from holdfast.exchange import Imported, read_decide

TABLE = """# who wants how much of the reservoir kept full
Actor\tPosition\tSalience\tPower
Upstream\t0\t80\t60
Downstream\t100\t95.5\t40
Anglers\t33.5\t100\t5
Millers\t0\t20\t

"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the table and says where it is."""

    def written(text: str) -> Path:
        path = tmp_path / "water_level.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def points(imported: Imported, party: str) -> dict[str, Fraction]:
    """What each option is worth to a party."""
    (issue,) = imported.dossier.issues.values()
    view = imported.dossier.views[party]
    return {option: value(view, {issue.id: option}) for option in issue.options}


def test_positions_are_options_worth_less_with_distance(write: Write) -> None:
    """Salience x (100 - distance) / 100, exactly; power is told and enters no value."""
    read = read_decide(write(TABLE))
    (issue,) = read.dossier.issues.values()
    assert read.warnings == ()
    assert issue.id == "water-level"
    assert [o.title for o in issue.options.values()] == [
        "Position 0",
        "Position 33.5",
        "Position 100",
    ]
    assert points(read, "upstream") == {
        "position-0": 80,
        "position-33-5": Fraction("53.2"),
        "position-100": 0,
    }
    assert points(read, "downstream")["position-33-5"] == Fraction("95.5") * Fraction("0.335")
    assert read.dossier.parties["upstream"].about == "Power 60 of 100."
    assert read.dossier.parties["millers"].about == ""
    assert {party.roles for party in read.dossier.parties.values()} == {(Role.STAKEHOLDER,)}
    assert len(read.dossier.bargainers()) == 4
    assert parse(to_text(read.dossier)) == read.dossier


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\t", ";"),
        ("\t", ","),
        ("Actor\tPosition\tSalience\tPower", "NAME\tsal\tpos\tCap"),
        ("Actor", '"actor"'),
    ],
)
def test_other_headings_and_columns_are_read_alike(write: Write, old: str, new: str) -> None:
    """Columns go by their headings, whatever parts them; here two of them may change places."""
    text = TABLE.replace(old, new)
    if "sal\tpos" in new:
        rows = [line.split("\t") for line in text.splitlines()]
        swap = [[r[0], r[2], r[1], *r[3:]] if len(r) > 3 and r[0] != "NAME" else r for r in rows]
        text = "\n".join("\t".join(row) for row in swap)
    read = read_decide(write(text))
    assert points(read, "anglers")["position-0"] == Fraction("66.5")
    assert read.dossier.parties["downstream"].about == "Power 40 of 100."


def test_one_issue_is_taken_at_a_time(write: Write) -> None:
    """Named by its name or its id; the others of the file are left where they are."""
    text = (
        "issue,actor,position,salience\n"
        "Quota size,A,10,50\nQuota size,B,60,50\nClosed season,A,0,9\nClosed season,B,100,9\n"
    )
    for name in ("Closed season", "closed-season"):
        dossier = read_decide(write(text), issue=name).dossier
        assert dossier.title == "Closed season"
        assert list(dossier.issues["closed-season"].options) == ["position-0", "position-100"]
    for asked in (None, "bag limit"):
        with pytest.raises(QuestionError) as caught:
            read_decide(write(text), issue=asked)
        assert caught.value.code == "which-issue"
        assert "'Quota size', 'Closed season'" in caught.value.message


def test_a_party_without_a_position_is_kept_and_said(write: Write) -> None:
    """All options are alike to it."""
    read = read_decide(write(TABLE.replace("Anglers\t33.5\t100", "Anglers\t\t")))
    assert [(warning.code, warning.place.line) for warning in read.warnings] == [("no-position", 5)]
    assert set(points(read, "anglers").values()) == {0}


def test_names_may_be_given(write: Write) -> None:
    """In the order of the rows."""
    dossier = read_decide(write(TABLE), names=["A", "B", "C", "D"]).dossier
    assert [party.name for party in dossier.parties.values()] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("\t100\t95.5", "\t101\t95.5", "off-the-scale", 4),
        ("95.5", "95,5", "off-the-scale", 4),
        ("95.5", "", "off-the-scale", 4),
        ("\t5\n", "\t-5\n", "off-the-scale", 5),
        ("\t5\n", "\t5\t0\n", "too-many-cells", 5),
        ("Anglers", "", "no-name", 5),
        ("Anglers", "Upstream", "duplicate-party", 5),
        ("Position", "Wish", "no-column", 2),
        ("Anglers", '"Ang"lers', "not-well-formed", 5),
        (TABLE[TABLE.index("Upstream") :], "", "no-rows", 0),
    ],
)
def test_what_is_not_plain_is_refused(
    write: Write, old: str, new: str, code: str, line: int
) -> None:
    """With its code and its line."""
    with pytest.raises(InputError) as caught:
        read_decide(write(TABLE.replace(old, new, 1)))
    assert (caught.value.code, caught.value.where[0].line) == (code, line)


def test_a_comma_in_a_decimal_is_no_fence_between_cells(write: Write) -> None:
    """Every such row is named, and nothing of it is guessed; blanks at the end are none."""
    text = "actor,position,salience,power\nA,10,80,50\nB,90,5,60,70\nC,1,2,3,,\nD,1,2,3,,4\n"
    with pytest.raises(InputError, match="The row of 'B' has 5 cells under 4 headings") as caught:
        read_decide(write(text))
    assert [place.line for place in caught.value.where] == [3, 5]
    assert "The row of 'D' has 6 cells" in caught.value.message


def test_parties_that_want_the_same_have_nothing_to_settle(write: Write) -> None:
    """One position is no choice."""
    with pytest.raises(InputError) as caught:
        read_decide(write("actor,position,salience\nA,40,10\nB,40,90\n"))
    assert caught.value.code == "nothing-to-settle"


def test_an_issue_is_not_named_where_the_table_has_no_column_for_it(write: Write) -> None:
    """It is said that there is none, and not that its only issue has no name."""
    with pytest.raises(QuestionError, match="has no column for issues") as caught:
        read_decide(write(TABLE), issue="water")
    assert caught.value.code == "which-issue"
