"""Small GENIUS files of our own: what comes in, and what is noted of it."""

from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from genius_files import (
    DOMAIN,
    IN_ORDER,
    TOWN,
    Write,
    boxes,
    codes,
    points,
    refusal,
    town,
    writing_in,
)
from holdfast.dossier import Range, parse
from holdfast.dossier import write as to_text
from holdfast.exchange import Scale, read_genius


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file by name and says where it is."""
    return writing_in(tmp_path)


def test_values_are_weight_times_evaluation_exactly(write: Write) -> None:
    """Order in the file does not matter, and no number passes through a binary float."""
    read = town(write)
    assert Fraction("0.75") * Fraction("0.1") + Fraction("0.25") * 8 == points(
        read, "as-now", "four"
    )
    assert Fraction("0.75") * 3 + Fraction("0.25") == points(read, "5-percent-off", "two")


def test_names_become_ids_and_stay_as_titles(write: Write) -> None:
    """Ids are plain; titles, descriptions and the party's name are the file's own words."""
    dossier = town(write).dossier
    issue = dossier.issues["crossings"]
    assert list(dossier.issues) == ["fare", "crossings"]
    assert dossier.issues["fare"].options["5-percent-off"].title == "5% off"
    assert (issue.about, issue.options["three"].says) == ("a day", "one at night")
    assert dossier.parties["old-town"].name == "Old Town"
    assert dossier.title == "ferry domain"


def test_every_judgment_rests_on_the_file_it_came_from(write: Write) -> None:
    """Sources carry the files' hashes, and nothing imported counts as assumed."""
    dossier = town(write).dossier
    source = dossier.sources["old-town-xml"]
    values = dossier.views["old-town"].values["fare"]
    assert sha256(TOWN.encode()).hexdigest() == source.sha256
    assert source.file == "Old_Town.xml"
    assert values.basis.evidence == values.numbers.evidence == ("old-town-xml",)
    assert dossier.evidence["old-town-xml"].source == "old-town-xml"
    assert not dossier.issues["fare"].basis.is_assumed
    assert set(dossier.evidence) == set(dossier.sources) == {"old-town-xml", "ferry-domain-xml"}


def test_given_names_stand_in_place_of_file_names(write: Write) -> None:
    """Two parties may share a name or a file; their ids differ all the same."""
    domain, party = write("d.xml", DOMAIN), write("u.xml", TOWN)
    dossier = read_genius(domain, [party, party], names=["Порт", "Port"]).dossier
    assert [(p.id, p.name) for p in dossier.parties.values()] == [
        ("party-1", "Порт"),
        ("port", "Port"),
    ]


def test_a_reservation_is_set_aside_on_the_raw_scale(write: Write) -> None:
    """It is on another scale, which is said; a reservation of zero needs no word."""
    read = town(write)
    assert codes(read) == ["reservation-set-aside"]
    assert read.warnings[0].place.line == 8
    assert read.dossier.views["old-town"].no_deal is None
    assert codes(town(write, TOWN.replace('"0.4"', '"0"'))) == []


def test_the_genius_scale_is_that_of_genius(write: Write) -> None:
    """Evaluations over their issue's greatest, times a whole number where decimals need it."""
    read = town(write, scale="genius")
    utility = Fraction("0.75") * Fraction("0.1") / 3 + Fraction("0.25") * 4 / 8
    assert codes(read) == []
    assert utility == points(read, "as-now", "three")
    assert read.dossier.views["old-town"].no_deal == Range.exactly(Fraction("0.4"))
    thirds = town(write, TOWN.replace('"3"', '"9"').replace("0.75", "0.7"), scale="genius")
    utility = Fraction("0.7") * Fraction("0.1") / 9 + Fraction("0.25")
    assert codes(thirds) == ["weights", "scaled"]
    assert 9 * utility == points(thirds, "as-now", "four")
    assert thirds.dossier.views["old-town"].no_deal == Range.exactly(Fraction("3.6"))


def test_one_multiple_serves_all_parties(write: Write) -> None:
    """Sums over parties would change if each had its own."""
    domain, first = write("d.xml", DOMAIN), write("a.xml", TOWN.replace('"3"', '"9"'))
    second = write("b.xml", TOWN.replace('"8"', '"7"').replace('"0.4"', '"1"'))
    dossier = read_genius(domain, [first, second], scale="genius").dossier
    assert dossier.views["a"].no_deal == Range.exactly(Fraction("0.4") * 3 * 7)
    assert dossier.views["b"].no_deal == Range.exactly(3 * 7)


def test_an_issue_below_the_negligible_counts_nothing_on_the_genius_scale(write: Write) -> None:
    """GENIUS does not divide by zero, and neither do we."""
    none = TOWN.replace('"0.1"', '"0"').replace('evaluation="3"', 'evaluation="0"')
    assert points(town(write, none, scale="genius"), "as-now", "four") == Fraction("0.25")


@pytest.mark.parametrize("scale", ["raw", "genius"])
def test_an_issue_without_evaluations_counts_nothing(write: Write, scale: Scale) -> None:
    """On either scale it is warned of, and the dossier that is written can be read."""
    text = TOWN.replace(' evaluation="0.1"', "").replace(' evaluation="3"', "")
    read = town(write, text, scale)
    assert "no-evaluation" in codes(read)
    assert list(read.dossier.views["old-town"].values) == ["crossings"]
    assert parse(to_text(read.dossier)) == read.dossier


@pytest.mark.parametrize(
    ("old", "new", "code", "worth"),
    [
        ('<weight index="1" value="0.75"/>', "", "no-weight", 3 + Fraction("0.25")),
        (' evaluation="3"', "", "no-evaluation", Fraction("0.25")),
        (' evaluation="3"', ' evaluation="null"', "no-evaluation", Fraction("0.25")),
        ('name="Fare"', 'name="Price"', "renamed-issue", Fraction("2.5")),
        (
            "</objective>",
            '</objective><discount_factor value="0.9"/>',
            "discount-left-out",
            Fraction("2.5"),
        ),
        ("<utility_space>", '<utility_space type="UNCERTAIN">', "uncertain", Fraction("2.5")),
        (
            "<utility_space>",
            '<!-- x --><?xml version="1.0"?><utility_space>',
            "mended",
            Fraction("2.5"),
        ),
        ('index="1" value="0.75"', 'index="1"value="0.75"', "mended", Fraction("2.5")),
    ],
)
def test_what_is_plain_is_read_with_a_warning(
    write: Write, old: str, new: str, code: str, worth: Fraction
) -> None:
    """Each slip has one plain meaning, which is taken and said."""
    read = town(write, TOWN.replace(old, new, 1).replace('"0.4"', '"0"'))
    assert codes(read) == [code]
    assert points(read, "5-percent-off", "two") == worth


@pytest.mark.parametrize(
    ("domain", "party", "is_slip"),
    [
        ("as now", "as nwo", True),
        ("as now", "As now.", True),
        ("as now", "as of now", False),
        ("route 1, as now", "route 2, as now", False),
        ("up", "down", False),
    ],
)
def test_a_slip_in_the_name_of_a_value_is_read_with_a_warning(
    write: Write, domain: str, party: str, is_slip: bool
) -> None:
    """In the same place of an equally long list; any other name is refused."""
    files = write("d.xml", DOMAIN.replace("as now", domain)), write("u.xml", IN_ORDER.format(party))
    if not is_slip:
        assert refusal(lambda: read_genius(files[0], [files[1]])).code == "unknown-value"
        return
    read = read_genius(files[0], [files[1]])
    assert codes(read) == ["unvalued-issue", "renamed-value"]
    second = list(read.dossier.issues["fare"].options)[1]
    assert points(read, second, "two") == 7


def test_an_issue_that_a_party_leaves_out_counts_nothing_for_it(write: Write) -> None:
    """And the weight of what is left out is no fault."""
    text = TOWN[: TOWN.index('<issue index="1"')] + "</objective></utility_space>"
    read = town(write, text)
    assert codes(read) == ["unvalued-issue"]
    assert points(read, "as-now", "four") == 2


def test_signs_that_xml_reserves_are_read_as_they_stand(write: Write) -> None:
    """A bare & or < in a name is mended in both files and counted once for each file."""
    domain = DOMAIN.replace("as now", "R&D < 5 & more")
    party = TOWN.replace("as now", "R&D < 5 & more").replace('"0.4"', '"0"')
    read = read_genius(write("d.xml", domain), [write("u.xml", party)])
    option = read.dossier.issues["fare"].options["r-and-d-below-5-and-more"]
    assert option.title == "R&D < 5 & more"
    assert codes(read) == ["mended"] * 4
    assert "2 times in all" in read.warnings[0].what


def test_an_issue_with_one_value_becomes_a_constant(write: Write) -> None:
    """Nothing is left to settle in it, yet every package keeps its worth."""
    domain = DOMAIN.replace('<item index="1" value="5% off"/>', "")
    party = TOWN.replace('<item value="5% off" evaluation="3"/>', "").replace('"0.4"', '"0"')
    read = read_genius(write("d.xml", domain), [write("u.xml", party)])
    assert codes(read) == ["single-option"]
    assert list(read.dossier.issues) == ["crossings"]
    assert points(read, "four") == Fraction("2.075")


def test_whole_number_issues_follow_their_line(write: Write) -> None:
    """Offset + slope x (value - lower bound), cut off at 0 and 1, never divided."""
    space = (
        '<utility_space><objective index="0"><issue index="1" name="km" type="integer">'
        '<range lowerbound="-2" upperbound="2"/>'
        '<evaluator ftype="linear" slope="0.3" offset="0.1"/>'
        '</issue><weight index="1" value="0.5"/></objective></utility_space>'
    )
    path = write("km.xml", space)
    scales: tuple[Scale, ...] = ("raw", "genius")
    for scale in scales:
        read = read_genius(path, [path], scale=scale)
        worth = [points(read, option) for option in read.dossier.issues["km"].options]
        assert list(read.dossier.issues["km"].options) == ["minus-2", "minus-1", "0", "1", "2"]
        assert worth == [Fraction(n, 20) for n in (1, 4, 7, 10, 10)]
        assert "cut-off" in codes(read)


def test_inner_objectives_become_tracks_and_their_weight_has_no_effect(write: Write) -> None:
    """GENIUS sums over issues alone; the weight that it passes over is named."""
    space = (
        '<utility_space><objective index="0" name="all"><weight index="7" value="0.5"/>'
        '<objective index="7" name="Harbour"><weight index="1" value="3"/>'
        '<issue index="1" name="Berths"><item value="one" evaluation="1"/>'
        '<item value="two" evaluation="2"/></issue></objective></objective></utility_space>'
    )
    path = write("harbour.xml", space)
    read = read_genius(path, [path])
    assert read.dossier.issues["berths"].track == "harbour"
    assert read.dossier.tracks["harbour"].title == "Harbour"
    assert codes(read) == ["inner-weight"]
    assert points(read, "two") == 6


def test_a_package_is_worth_the_rectangles_that_it_lies_in(write: Write) -> None:
    """Bounds are inclusive, rectangles add up, and weights within the outermost function count."""
    read = boxes(
        write,
        '<hyperRectangle utility="5"><INCLUDES index="1" min="0" max="1"/>'
        '<INCLUDES index="2" min="2" max="9"/></hyperRectangle>'
        '<hyperRectangle utility="2" weight="0.5">'
        '<INCLUDES index="2" min="2.0" max="2"/></hyperRectangle>'
        '<ufun aggregation="sum" weight="2"><hyperRectangle utility="3">'
        '<EXCLUDES index="1" min="2" max="2"/></hyperRectangle></ufun>',
    )
    assert codes(read) == []
    assert points(read, "1", "2") == 5 + 1 + 6
    assert points(read, "1", "3") == 5 + 6
    assert points(read, "2", "0") == 0
    assert points(read, "minus-1", "1") == 6


def test_bounds_that_bind_nothing_tie_nothing(write: Write) -> None:
    """An issue whose every value is within a bound does not enter the term."""
    read = boxes(
        write,
        '<hyperRectangle utility="5"><INCLUDES index="1" min="-9" max="9"/>'
        '<INCLUDES index="2" min="0" max="1"/></hyperRectangle><hyperRectangle utility="1"/>',
    )
    first, always = read.dossier.views["box"].together
    assert dict(first.when.options) == {"b": ("0", "1")}
    assert [points(read, "2", "1"), points(read, "2", "2")] == [6, 1]
    assert always.worth == Range.exactly(1)


def test_a_rectangle_without_packages_never_counts(write: Write) -> None:
    """Its bounds leave nothing over, which is said; one that excludes nothing counts always."""
    read = boxes(
        write,
        '<hyperRectangle utility="5"><INCLUDES index="1" min="3" max="9"/></hyperRectangle>'
        '<hyperRectangle utility="4"><EXCLUDES index="1" min="3" max="9"/></hyperRectangle>',
    )
    assert codes(read) == ["empty-rectangle", "empty-rectangle"]
    assert points(read, "1", "1") == 4


def test_rectangles_on_the_genius_scale_are_shares_of_the_declared_greatest(write: Write) -> None:
    """And the reservation is on that scale already."""
    read = boxes(
        write,
        '<hyperRectangle utility="7"><INCLUDES index="1" min="0" max="0"/></hyperRectangle>',
        "genius",
    )
    assert codes(read) == ["scaled"]
    assert points(read, "0", "0") == 3 * Fraction(7, 12)
