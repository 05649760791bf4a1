"""Small NegMAS files of our own, in YAML and JSON: sums, value functions and ranges."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import Range, parse, value
from holdfast.dossier import write as to_text
from holdfast.errors import InputError, QuestionError
from holdfast.exchange import Imported, read_negmas

SPACE = """
type: DiscreteCartesianOutcomeSpace
name: wells
issues:
- {name: depth, type: ContiguousIssue, values: [-1, 3]}
- {name: owner, type: CategoricalIssue, values: ['yes', 'no', state]}
- {name: pumps, type: DiscreteCardinalIssue, values: [1, 2.5, 7]}
"""

ADDITIVE = """
type: LinearAdditiveUtilityFunction
name: ignored
reserved_value: 0.3
weights: [0.2, -0.5, 1.0e-1]
values:
- {type: AffineFun, slope: 2, bias: 0.5}
- {type: TableFun, mapping: {'yes': 1, 'no': 0.25, state: -3}}
- {type: IdentityFun}
"""

BOXES = """
type: HyperRectangleUtilityFunction
bias: 0.25
reserved_value: -.inf
outcome_ranges: {ranges}
utilities: {utilities}
weights: {weights}
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file by name and says where it is."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def wells(write: Write, function: str) -> Imported:
    """The case of the wells with one party."""
    return read_negmas([write("wells.yml", SPACE), write("Farmers.yml", function)])


def points(imported: Imported, *options: str) -> Fraction:
    """What the first party's package is worth, options in the order of the issues."""
    dossier = imported.dossier
    view = next(iter(dossier.views.values()))
    return value(view, dict(zip(dossier.issues, options, strict=True)))


def codes(imported: Imported) -> list[str]:
    """The codes of the warnings, in order."""
    return [warning.code for warning in imported.warnings]


def refusal(read: Callable[[], object]) -> InputError:
    """The error that reading ends in."""
    with pytest.raises(InputError) as caught:
        read()
    return caught.value


def test_a_package_is_worth_weights_times_value_functions(write: Write) -> None:
    """Words that YAML would turn into something else stay words, and a weight may be below zero."""
    read = wells(write, ADDITIVE)
    assert codes(read) == []
    assert list(read.dossier.issues["depth"].options) == ["minus-1", "0", "1", "2", "3"]
    assert list(read.dossier.issues["owner"].options) == ["yes", "no", "state"]
    assert points(read, "3", "state", "2-5") == Fraction("1.3") + Fraction("1.5") + Fraction("0.25")
    assert points(read, "minus-1", "yes", "1") == Fraction("-0.3") - Fraction("0.5") + Fraction(
        "0.1"
    )
    assert read.dossier.views["farmers"].no_deal == Range.exactly(Fraction("0.3"))
    assert parse(to_text(read.dossier)) == read.dossier


@pytest.mark.parametrize(
    ("function", "worth"),
    [
        ("{type: LinearFun, slope: 0.5}", ["-0.5", "0", "0.5", "1", "1.5"]),
        ("{type: ConstFun, bias: 2}", ["2"] * 5),
        ("{type: QuadraticFun, a2: 1, a1: -1, bias: 0.5}", ["2.5", "0.5", "0.5", "2.5", "6.5"]),
        ("{type: PolynomialFun, coefficients: [1, 0, 2], bias: 1}", ["-2", "1", "4", "19", "58"]),
        ("{type: TriangularFun, start: -1, middle: 1, end: 2, bias: 1, scale: 4}", "13511"),
        ("{type: TriangularFun, start: 0, middle: 0, end: 4}", ["0", "0", "0.75", "0.5", "0.25"]),
        ("{type: negmas.preferences.value_fun.IdentityFun}", ["-1", "0", "1", "2", "3"]),
        ("{mapping: {-1: 1, 0: 2, 1: 3, 2: 4, 3.0: 5}}", "12345"),
        ("{-1: 1, 0: 2, 1: 3, 2: 4, 3: 5}", "12345"),
        ("[1, 2, 3, 4, 5]", "12345"),
    ],
)
def test_value_functions_are_exact(write: Write, function: str, worth: list[str]) -> None:
    """Each gives every option the number that its definition gives."""
    text = f"type: LinearUtilityAggregationFunction\nvalues: {{depth: {function}}}\n"
    read = wells(write, text)
    options = read.dossier.issues["depth"].options
    assert [points(read, option, "no", "1") for option in options] == [Fraction(w) for w in worth]


def test_affine_functions_take_options_as_numbers(write: Write) -> None:
    """Weights that are not given are equal and add up to 1."""
    space = write(
        "s.yml",
        "issues: [{name: a, type: ContiguousIssue, values: [0, 2]}, {name: b, values: [4, 8]}]",
    )
    given = write("x.yml", "{type: AffineUtilityFunction, weights: {b: 0.5, a: 2}, bias: 1}")
    none = write("y.yml", "{type: LinearUtilityFunction, weights: null}")
    dossier = read_negmas([space, given, none]).dossier
    package = {"a": "2", "b": "8"}
    assert value(dossier.views["x"], package) == 4 + 4 + 1
    assert value(dossier.views["y"], package) == Fraction(2 + 8, 2)


def test_ranges_add_up_and_hold_their_ends(write: Write) -> None:
    """One value, two ends, a list, or nothing for all; NegMAS sums without the ends, as is said."""
    ranges = "[{0: [0, 2], 1: state}, {2: [1, 2.5, 7]}, null, {1: ['yes', 'no']}, {0: [[0, 1], 3]}]"
    text = BOXES.format(ranges=ranges, utilities="[1, 10, 100, 1000, 10000]", weights="null")
    read = wells(write, text)
    assert codes(read) == ["range-ends"]
    assert points(read, "0", "state", "1") == Fraction("0.25") + 1 + 10 + 100 + 10000
    assert points(read, "2", "state", "7") == Fraction("0.25") + 1 + 10 + 100
    assert points(read, "3", "no", "1") == Fraction("0.25") + 10 + 100 + 1000 + 10000
    assert read.dossier.views["farmers"].no_deal is None


def test_weights_multiply_ranges_and_empty_ones_never_count(write: Write) -> None:
    """A range that holds no option of an issue holds no package."""
    text = BOXES.format(ranges="[{1: [no]}, {0: 99}]", utilities="[3, 5]", weights="[-2, 1]")
    read = wells(write, text)
    assert codes(read) == ["empty-rectangle"]
    assert points(read, "0", "no", "1") == Fraction("0.25") - 6
    assert points(read, "0", "yes", "1") == Fraction("0.25")


def test_discounts_are_left_out_and_said(write: Write) -> None:
    """The function within is read, with its reserved value where the outer one has none."""
    inner = "\n".join("  " + line for line in ADDITIVE.strip().splitlines())
    text = f"type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: -.inf\nufun:\n{inner}\n"
    read = wells(write, text)
    assert codes(read) == ["discount-left-out"]
    assert points(read, "3", "state", "2-5") == Fraction("3.05")
    assert read.dossier.views["farmers"].no_deal == Range.exactly(Fraction("0.3"))


def test_a_constant_is_worth_the_same_everywhere(write: Write) -> None:
    """So that a party that only has a reserved value can be read as well."""
    read = wells(write, "{type: ConstUtilityFunction, value: 0.5, reserved_value: 0.75}")
    assert {points(read, d, "no", "7") for d in ("0", "3")} == {Fraction(1, 2)}
    assert read.dossier.views["farmers"].no_deal == Range.exactly(Fraction(3, 4))


def test_json_is_read_as_yaml_is(write: Write) -> None:
    """With keys in quotes, and an infinity that JSON does not know."""
    space = {"issues": [{"name": "a", "values": ["x", "y"]}, {"name": "b", "values": [1, 2]}]}
    boxes = {
        "type": "HyperRectangleUtilityFunction",
        "outcome_ranges": [{"0": ["x"], "1": 2}],
        "utilities": [4],
        "reserved_value": float("-inf"),
    }
    files = [write("u.json", json.dumps(boxes)), write("s.json", json.dumps(space))]
    read = read_negmas(files, names=["One"])
    assert points(read, "x", "2") == 4
    assert points(read, "y", "2") == 0
    assert list(read.dossier.parties) == ["one"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("slope: 2", "slope: steep", "not-as-expected"),
        ("slope: 2, ", "", "missing"),
        ("IdentityFun", "LogFun", "unknown-type"),
        ("LinearAdditive", "Mapping", "unknown-type"),
        ("state: -3", "state: -3, county: 1", "unknown-value"),
        (", state: -3", "", "no-evaluation"),
        ("{type: TableFun, mapping", "{type: LinearFun, slope: 1, mapping", "not-a-number"),
        ("-0.5, 1.0e-1]", "1]", "not-one-each"),
        ("reserved_value: 0.3", "reserved_value: .inf", "not-as-expected"),
        ("reserved_value: 0.3", "reserved_value: .nan", "not-as-expected"),
        ("{'yes': 1, 'no': 0.25, state: -3}", "{}", "no-evaluation"),
        ("{type: IdentityFun}", "[1, 2]", "not-one-each"),
        ("{type: IdentityFun}", "[1, 2, 3, 4]", "not-one-each"),
        ("{type: IdentityFun}", "[]", "not-one-each"),
        ("[0.2, -0.5, 1.0e-1]", "{depth: 1, width: 2}", "unknown-issue"),
        ("name: ignored", "name: &a ignored", "anchors-refused"),
        ("name: ignored", "name: !!python/object:os.system x", "tags-refused"),
        ("name: ignored", "name: [", "yaml-syntax"),
        ("name: ignored", "weights: []", "duplicate-key"),
        ("name: ignored", "name: \0", "not-text"),
    ],
)
def test_what_is_not_plain_is_refused(write: Write, old: str, new: str, code: str) -> None:
    """With its code and its place."""
    assert old in ADDITIVE
    error = refusal(lambda: wells(write, ADDITIVE.replace(old, new, 1)))
    assert error.code == code
    assert error.where[0].file in {"Farmers.yml", "wells.yml"}


@pytest.mark.parametrize(
    ("ranges", "utilities", "code"),
    [
        ("[{7: 1}]", "[1]", "unknown-issue"),
        ("[{owner: no}]", "[1]", "unknown-issue"),
        ("[{0: {a: 1}}]", "[1]", "not-as-expected"),
        ("[{0: null}]", "[1]", "not-as-expected"),
        ("[{0: 1}]", "[1, 2]", "not-one-each"),
        ("[{0: 1}]", "[{depth: 3}]", "not-as-expected"),
    ],
)
def test_ranges_that_cannot_be_told_are_refused(
    write: Write, ranges: str, utilities: str, code: str
) -> None:
    """Utilities that are functions and conditions that are none have no exact terms."""
    text = BOXES.format(ranges=ranges, utilities=utilities, weights="null")
    assert refusal(lambda: wells(write, text)).code == code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ContiguousIssue", "ContinuousIssue", "values"),
        ("[-1, 3]", "[-1, 9000]", "values"),
        ("[-1, 3]", "[0.5, 3]", "values"),
        ("['yes', 'no', state]", "[state, state]", "values"),
        ("name: pumps", "name: depth", "duplicate-issue"),
        ("issues:", "agenda:", "not-one-space"),
    ],
)
def test_an_outcome_space_that_cannot_be_used_is_refused(
    write: Write, old: str, new: str, code: str
) -> None:
    """Real-valued issues and endless ones have no list of options."""
    files = [write("s.yml", SPACE.replace(old, new, 1)), write("u.yml", ADDITIVE)]
    assert refusal(lambda: read_negmas(files)).code == code


def test_a_space_alone_has_no_parties(write: Write) -> None:
    """At least one function is needed."""
    with pytest.raises(QuestionError):
        read_negmas([write("s.yml", SPACE)])
