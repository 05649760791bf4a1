"""Small GeniusWeb files of our own: profiles and domains in JSON, read with their places."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import Range, parse, value
from holdfast.dossier import write as to_text
from holdfast.errors import InputError, QuestionError
from holdfast.exchange import read_geniusweb

DOMAIN = {
    "name": "harvest",
    "issuesValues": {
        "share": {"values": ["half", "all"]},
        "price": {"range": {"low": 1.5, "high": 3.1, "step": 0.5}},
    },
}


def profile() -> dict[str, object]:
    """One party's profile, new each time."""
    return {
        "LinearAdditiveUtilitySpace": {
            "name": "ignored",
            "domain": DOMAIN,
            "issueWeights": {"price": 0.3, "share": 0.7},
            "issueUtilities": {
                "share": {"DiscreteValueSetUtilities": {"valueUtilities": {"all": 1, "half": 0.1}}},
                "price": {
                    "NumberValueSetUtilities": {
                        "lowValue": 1.5,
                        "lowUtility": 0.2,
                        "highValue": 3.1,
                        "highUtility": 1.0,
                    }
                },
            },
            "reservationBid": {"issuevalues": {"share": "half", "price": 2.0}},
        }
    }


Write = Callable[[str, object], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a value as JSON, or a text as it stands, and says where it is."""

    def written(name: str, content: object) -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content, indent=1)
        path.write_text(text, encoding="utf-8")
        return path

    return written


def changed(**keys: object) -> dict[str, object]:
    """The profile with some keys of its space changed; None takes one out."""
    space = profile()["LinearAdditiveUtilitySpace"]
    assert isinstance(space, dict)
    space |= keys
    return {"LinearAdditiveUtilitySpace": {k: v for k, v in space.items() if v is not None}}


def refusal(read: Callable[[], object]) -> InputError:
    """The error that reading ends in."""
    with pytest.raises(InputError) as caught:
        read()
    return caught.value


def test_values_are_weight_times_utility_exactly(write: Write) -> None:
    """Prices lie on a line between their ends; 0.8/1.6 x 0.5 is a finite decimal here."""
    read = read_geniusweb([write("Growers_Union.json", profile())])
    view = read.dossier.views["growers-union"]
    assert read.warnings == ()
    assert read.dossier.title == "harvest"
    assert list(read.dossier.issues["price"].options) == ["1-5", "2", "2-5", "3"]
    expected = Fraction("0.7") * Fraction("0.1") + Fraction("0.3") * (
        Fraction("0.2") + Fraction("0.8") * Fraction("1.0") / Fraction("1.6")
    )
    assert expected == value(view, {"share": "half", "price": "2-5"})


def test_the_reservation_bid_is_worth_no_deal(write: Write) -> None:
    """A number in it may be written in any way, and an issue may be left open."""
    path = write("p.json", profile())
    view = read_geniusweb([path]).dossier.views["p"]
    assert view.no_deal == Range.exactly(value(view, {"share": "half", "price": "2"}))
    part = write("q.json", changed(reservationBid={"issuevalues": {"price": "1.50"}}))
    none = write("r.json", changed(reservationBid=None))
    dossier = read_geniusweb([part, none]).dossier
    assert dossier.views["q"].no_deal == Range.exactly(Fraction("0.06"))
    assert dossier.views["r"].no_deal is None


def test_thirds_need_a_common_multiple(write: Write) -> None:
    """The straight line is not rounded; the whole scale is multiplied instead."""
    domain = {"name": "d", "issuesValues": {"n": {"range": ["0", "3", "1"]}}}
    utilities = {
        "n": {"numberutils": {"lowValue": 0, "lowUtility": 0, "highValue": 3, "highUtility": 1}}
    }
    made = changed(
        domain=domain, issueWeights={"n": 1}, issueUtilities=utilities, reservationBid=None
    )
    read = read_geniusweb([write("p.json", made)])
    assert [warning.code for warning in read.warnings] == ["scaled"]
    view = read.dossier.views["p"]
    assert [value(view, {"n": option}) for option in "0123"] == [0, 1, 2, 3]


def test_the_domain_file_gives_the_order(write: Write) -> None:
    """Wherever it stands among the files; profiles carry a copy that must agree."""
    values = DOMAIN["issuesValues"]
    assert isinstance(values, dict)
    other = {"name": "harvest", "issuesValues": dict(reversed(values.items()))}
    files = [write("p.json", profile()), write("domain.json", other)]
    dossier = read_geniusweb(files, names=["Growers"]).dossier
    assert list(dossier.issues) == ["price", "share"]
    assert dossier.parties["growers"].name == "Growers"
    assert set(dossier.sources) == {"domain-json", "p-json"}
    assert dossier.issues["share"].basis.evidence == ("domain-json",)


def test_an_issue_without_utilities_counts_nothing(write: Write) -> None:
    """It is warned of, and the dossier that is written can be read."""
    text = json.dumps(changed(reservationBid=None)).replace('{"all": 1, "half": 0.1}', "{}")
    read = read_geniusweb([write("p.json", text)])
    assert [warning.code for warning in read.warnings] == ["no-evaluation"]
    assert list(read.dossier.views["p"].values) == ["price"]
    assert parse(to_text(read.dossier)) == read.dossier


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (changed(issueWeights={"price": 1}), "missing"),
        (changed(issueWeights={"price": 0.3, "share": "much"}), "not-as-expected"),
        (changed(issueWeights={"price": 0.3, "share": 0.6, "rent": 0.1}), "unknown-issue"),
        (changed(issueUtilities={}), "missing"),
        (changed(issueUtilities={"share": {"magic": {}}, "price": {"magic": {}}}), "unknown-type"),
        (changed(issueUtilities=[1]), "not-as-expected"),
        (changed(domain={"name": "x", "issuesValues": {}}), "other-domain"),
        (changed(reservationBid={"issuevalues": {"share": "none"}}), "unknown-value"),
        ({"SumOfGroupsUtilitySpace": {}}, "unknown-type"),
        ([], "unknown-type"),
        ('{"a": [1, 2', "not-well-formed"),
        ("[" * 5000, "too-large"),
    ],
)
def test_what_is_not_plain_is_refused(write: Write, made: object, code: str) -> None:
    """With its line where there is one."""
    domain, path = write("domain.json", DOMAIN), write("p.json", made)
    error = refusal(lambda: read_geniusweb([domain, path]))
    assert error.code == code
    assert error.where[0].file == "p.json"


def test_several_faults_come_at_once_with_their_lines(write: Write) -> None:
    """Numbers that are none, in one file and in another."""
    first = changed(issueWeights={"price": "x", "share": "y"})
    files = [write("p.json", first), write("q.json", first)]
    error = refusal(lambda: read_geniusweb(files))
    assert [place.file for place in error.where] == ["p.json"] * 2 + ["q.json"] * 2
    assert all(place.line > 1 for place in error.where)


def test_odd_weights_and_utilities_left_out_are_said(write: Write) -> None:
    """What GeniusWeb would refuse is read as it stands, with a warning."""
    space = profile()["LinearAdditiveUtilitySpace"]
    assert isinstance(space, dict)
    del space["issueUtilities"]["share"]["DiscreteValueSetUtilities"]["valueUtilities"]["half"]
    space["issueWeights"]["share"] = 0.8
    read = read_geniusweb([write("p.json", {"LinearAdditiveUtilitySpace": space})])
    assert {warning.code for warning in read.warnings} == {"weights", "no-evaluation"}
    view = read.dossier.views["p"]
    assert value(view, {"share": "half", "price": "1-5"}) == Fraction("0.06")


def test_a_domain_alone_has_no_parties(write: Write) -> None:
    """And as many names as profiles are needed."""
    domain, path = write("domain.json", DOMAIN), write("p.json", profile())
    for files, names in [([domain], None), ([domain, path], ["a", "b"]), ([path], [" "])]:
        with pytest.raises(QuestionError):
            read_geniusweb(files, names)
