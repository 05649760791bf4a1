"""What stands in a dossier's file is what the dossier says, and every fault is named at once."""

from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import (
    ASSUMED,
    Basis,
    Dossier,
    Elasticity,
    IssueValues,
    Pattern,
    Range,
    Report,
    Role,
    Stance,
    Terms,
    check,
    check_text,
    parse,
    read,
)
from holdfast.errors import DossierError, Fault, InputError, Place

FULL = """\
holdfast: 1
title: 2026
about: >
  A folded text
  on two lines.
date: 2026-01-24
sources:
  report: {title: "The: report", publisher: no, file: sources/report.txt, sha256:
    ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB}
evidence:
  q1: {source: report, says: null-like, paragraph: 12, terms: background}
  q2: {source: report, says: '~', paragraph: 3, words: "a ... b", speaker: yes}
parties:
  north: {name: no, roles: principal, because: [q1, q2]}
  south: {name: South, roles: [mediator, donor], at_table: no, about: 1e3}
tracks:
  military: 010
  economic: {title: Economic}
measures:
  land: {title: Land, unit: km2}
issues:
  "0":
    title: Line
    track: military
    options:
      no: 'No'
      010: {title: Ten, says: Ten steps, because: q1, measures: {land: -0.10..0.2}}
      30-days: Thirty days
  force: {title: Force, options: {none: None, full: Full}}
links:
  - {id: l1, never: {0: [no, 010], force: full}, why: It was tried, because: assumed}
views:
  north:
    no_deal: {worth: 30.5, because: q1, numbers: assumed}
    values:
      0: {weight: 20..30, worth: {no: 0, 010: 0.5}, because: q2}
      force: {order: [full, [none]]}
    together: [{when: {0: 30-days}, worth: -3..8, why: Both}]
    political_costs: [{when: {force: none}, cost: 5, because: q2, numbers: q1}]
    red_lines:
      - {id: r1, title: Line, never: {0: no}, price: never, elasticity: firm}
      - {id: r2, never: {force: [none]}, price: 5..15}
    stance: {0: no, force: {option: full, because: q2}}
  south:
    numbers: q1
    no_deal: 1
    values: {force: {worth: {none: 1}, because: q2}}
"""


def faults(text: str) -> list[str]:
    """The codes of a text's faults, each with the first word of its line."""
    lines = ["", *text.splitlines()]
    found = check_text(text).faults
    return [f"{each.code} {lines[each.place.line].strip(' -{').split()[0]}" for each in found]


@pytest.fixture(scope="module")
def full() -> Dossier:
    """A dossier with everything in it that the format knows."""
    return parse(FULL)


def test_plain_values_stay_texts(full: Dossier) -> None:
    """What other readers of YAML take for numbers, booleans or nothing is the text that it is."""
    assert (full.title, full.date) == ("2026", "2026-01-24")
    assert full.about == "A folded text on two lines."
    assert [full.parties["north"].name, full.parties["south"].about] == ["no", "1e3"]
    assert full.tracks["military"].title == "010"
    assert list(full.issues["0"].options) == ["no", "010", "30-days"]
    assert full.evidence["q2"].says == "~"
    assert full.evidence["q2"].speaker == "yes"


def test_parties_and_their_roles(full: Dossier) -> None:
    """One role or a list, at the table unless said."""
    north, south = full.parties.values()
    assert (north.roles, north.at_table) == ((Role.PRINCIPAL,), True)
    assert north.basis == Basis(("q1", "q2"))
    assert (south.roles, south.at_table) == ((Role.MEDIATOR, Role.DONOR), False)


def test_sources_and_evidence(full: Dossier) -> None:
    """A sum is read in either case; terms are unattributed unless said."""
    assert full.sources["report"].sha256 == "ab" * 32
    assert full.sources["report"].file == "sources/report.txt"
    assert full.evidence["q1"].terms is Terms.BACKGROUND
    assert full.evidence["q2"].terms is Terms.UNATTRIBUTED
    assert (full.evidence["q1"].paragraph, full.evidence["q1"].words) == (12, "")


def test_issues_links_and_measures(full: Dossier) -> None:
    """An option is its title or a map; a pattern names one option or several."""
    ten = full.issues["0"].options["010"]
    assert (ten.title, ten.says, ten.basis) == ("Ten", "Ten steps", Basis(("q1",)))
    assert ten.measures == {"land": Range(Fraction(-1, 10), Fraction(1, 5))}
    assert full.issues["0"].track == "military"
    assert full.links[0].never == Pattern({"0": ("no", "010"), "force": ("full",)})
    assert full.links[0].basis == ASSUMED


def test_values_are_exact(full: Dossier) -> None:
    """Decimals and ranges are read as they are written; a weight is 100 unless said."""
    values = full.views["north"].values
    assert values["0"].weight == Range(Fraction(20), Fraction(30))
    assert values["0"].worth == {"no": Range.exactly(0), "010": Range.exactly(Fraction(1, 2))}
    expected = IssueValues("force", Range.exactly(100), order=(("full",), ("none",)))
    assert values["force"] == expected


def test_red_lines_and_stances(full: Dossier) -> None:
    """A price is None for never; a stance is an option or a map."""
    first, second = full.views["north"].red_lines
    assert (first.price, first.elasticity, first.title) == (None, Elasticity.FIRM, "Line")
    assert second.price == Range(Fraction(5), Fraction(15))
    assert second.elasticity is Elasticity.NOT_REPORTED
    assert full.views["north"].stances == {
        "0": Stance("0", "no"),
        "force": Stance("force", "full", Basis(("q2",))),
    }


def test_where_figures_come_from(full: Dossier) -> None:
    """Their own `numbers`, else those of the view, else what the judgment rests on."""
    north, south = full.views["north"], full.views["south"]
    assert (north.no_deal_basis, north.no_deal_numbers) == (Basis(("q1",)), ASSUMED)
    assert north.values["0"].numbers == north.values["0"].basis == Basis(("q2",))
    assert north.political_costs[0].numbers == Basis(("q1",))
    assert south.values["force"].basis == Basis(("q2",))
    assert south.values["force"].numbers == Basis(("q1",))
    assert south.no_deal_numbers == Basis(("q1",))


def test_places(full: Dossier) -> None:
    """Every value knows its line and column, an entry of a map by its key."""
    lines = FULL.splitlines()
    thirty = lines.index("      30-days: Thirty days") + 1
    assert full.places["issues", "0", "options", "30-days"] == Place("dossier.yaml", thirty, 7)
    place = full.places["links", 0, "never", "0", 1]
    assert lines[place.line - 1][place.column - 1 :].startswith("010], force")


def test_the_same_dossier_in_another_file_is_equal(full: Dossier) -> None:
    """Name, sum and places are of the file, not of what is known."""
    other = parse("# a note\n" + FULL, "other.yaml")
    assert other == full
    assert (other.name, other.sha256 == full.sha256) == ("other.yaml", False)


def test_every_fault_at_once_in_the_order_of_the_file() -> None:
    """Faults of shape, of numbers and of what is named stand side by side."""
    text = FULL.replace("date: 2026-01-24", "date: soon")
    text = text.replace("roles: principal", "roles: principle").replace("km2}", "km2, x: y}")
    text = text.replace("cost: 5", "cost: five").replace("force: none", "force: nobody")
    text = text.replace("because: q2, numbers: q1", "because: q3")
    assert faults(text) == [
        "bad-day date:",
        "bad-choice north:",
        "unknown-key land:",
        "unknown-option political_costs:",
        "bad-number political_costs:",
        "unknown-evidence political_costs:",
    ]
    with pytest.raises(DossierError) as caught:
        parse(text)
    assert len(caught.value.faults) == 6
    assert caught.value.message == "6 faults in the dossier."


def test_a_fault_says_all_that_helps() -> None:
    """What, why, what to do, where and the code, with the value and the nearest known word."""
    [fault] = check_text(FULL.replace("force: full}, why", "forse: full}, why")).faults
    assert fault.path == ("links", 0, "never", "forse")
    assert str(fault) == (
        'There is no issue "forse", so what is said of it would never count. Did you mean'
        ' "force"? (dossier.yaml, line 31). [unknown-issue]'
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # An id that is no id is still the id that others name.
        ("force", "Force", ["bad-id Force:"]),
        # What cannot be read of an issue is not missed elsewhere.
        ("options: {none: None, full: Full}", "options: [none, full]", ["wrong-kind force:"]),
        ("options: {none: None, full: Full}", "opsions: {none: None}", ["unknown-key force:"]),
        ("options: {none: None, full: Full}", "about: x", ["missing-key force:"]),
        ("tracks:", "trakcs:", ["unknown-key trakcs:"]),
        ("track: military", "track:", ["empty-value track:"]),
        ("because: [q1, q2]", "because: [q1, q1]", ["repeated north:"]),
        ("  military: 010", "  military: 010\n  military: 011", ["duplicate-key military:"]),
        ("parties:", "parties: 3\nparties:", ["wrong-kind parties:", "duplicate-key parties:"]),
        ("  q1: {", "  q1: !x {", ["tags-refused q1:"]),
        ("  q1: {", "  q1: &x {", ["anchors-refused q1:"]),
        ("measures:\n", "measures\n", ["yaml-syntax measures"]),
        ("price: 5..15", "price: 15..5", ["range-reversed id:"]),
        ("price: 5..15", "prise: 5..15", ["unknown-key id:"]),
    ],
)
def test_one_slip_raises_one_fault(old: str, new: str, expected: list[str]) -> None:
    """Nothing is said of what only follows from a fault, and its line is the one to look at."""
    assert old in FULL
    assert faults(FULL.replace(old, new)) == expected


def test_a_slip_of_yaml_hides_no_other_fault() -> None:
    """A bracket left open in one place, and faults before and after it."""
    text = FULL.replace("date: 2026-01-24", "date: soon").replace("km2}", "km2")
    text = text.replace("cost: 5", "cost: five").replace("[full, [none]]", "[full]")
    assert faults(text) == [
        "bad-day date:",
        "yaml-syntax land:",
        "order-incomplete force:",
        "bad-number political_costs:",
    ]


def test_two_hundred_faults_are_kept() -> None:
    """Of more, the number is told."""
    lines = "".join(f"  t{n}: {{titel: x}}\n" for n in range(500))
    found = check_text(FULL.replace("tracks:\n", "tracks:\n" + lines)).faults
    assert len(found) == 201
    assert found[-1].code == "too-many-faults"
    assert "300 more" in found[-1].what


def test_a_mark_at_the_beginning_and_other_line_ends_do_no_harm() -> None:
    """Files as editors on other systems save them say the same, line for line."""
    assert parse("\ufeff" + FULL.replace("\n", "\r\n")) == parse(FULL)
    windows = FULL.replace("cost: 5", "cost: five").replace("\n", "\r\n")
    assert faults(windows) == ["bad-number political_costs:"]


def folder(path: Path, **files: str) -> Path:
    """A folder with files in it."""
    for name, text in files.items():
        file = path / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


HEAD, REST = FULL.split("sources:\n")
LINKS = "links:\n- {id: l2, never: {force: none, 0: no}}\n"


def split(path: Path, head: str = HEAD, rest: str = REST, links: str = LINKS) -> Path:
    """The dossier in three files."""
    include = "include: [parts/rest.yaml, links.yaml]\n"
    return folder(path, dossier=head + include, parts__rest=f"sources:\n{rest}", links=links)


def test_included_files_make_one_dossier(tmp_path: Path) -> None:
    """Sections in other files count as if they stood in the dossier's own; lists are joined."""
    dossier = read(split(tmp_path))
    assert [link.id for link in dossier.links] == ["l1", "l2"]
    assert dossier.issues == parse(FULL).issues
    assert set(dossier.included) == {"parts/rest.yaml", "links.yaml"}
    assert dossier.places["links", 1].file == "links.yaml"
    assert read(tmp_path / "dossier.yaml") == dossier


def report(path: Path) -> Report:
    """What a check finds."""
    return check(path)


def where(found: tuple[Fault, ...]) -> list[str]:
    """Each fault's code and place."""
    return [f"{fault.code}: {fault.place}" for fault in found]


def test_faults_of_included_files_say_which(tmp_path: Path) -> None:
    """In the order in which the files are included, after those of the dossier itself."""
    split(tmp_path, HEAD.replace("2026-01-24", "soon"), REST.replace("km2", "[]"), LINKS + "x: y\n")
    assert where(report(tmp_path).faults) == [
        "bad-day: dossier.yaml, line 6",
        "wrong-kind: parts/rest.yaml, line 14",
        "unknown-key: links.yaml, line 3",
    ]


def test_an_id_is_given_once_over_all_files(tmp_path: Path) -> None:
    """The second of two is at fault, and says where the first stands."""
    split(tmp_path, links=LINKS.replace("l2", "l1") + "tracks: {military: Again}\n")
    found = report(tmp_path).faults
    assert where(found) == ["duplicate-id: links.yaml, line 2", "duplicate-id: links.yaml, line 3"]
    assert "parts/rest.yaml, line 11" in found[1].what


def test_what_a_missing_file_may_hold_is_not_missed(tmp_path: Path) -> None:
    """A file that is not there is one fault; ids it may have given are not said to be unknown."""
    split(tmp_path, links=LINKS + "views: {north: {no_deal: 30-40}}\n")
    (tmp_path / "parts" / "rest.yaml").unlink()
    assert where(report(tmp_path).faults) == [
        "include-not-found: dossier.yaml, line 7",
        "bad-number: links.yaml, line 3",
    ]


def test_messages_name_files_as_the_user_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative names stay relative, and no way through this machine is ever told."""
    folder(tmp_path, talks__dossier=HEAD.replace("2026-01-24", "soon"))
    monkeypatch.chdir(tmp_path)
    assert report(Path("talks")).faults[0].place.file == "talks/dossier.yaml"
    assert report(tmp_path / "talks").faults[0].place.file == "dossier.yaml"


def test_an_unusable_file(tmp_path: Path) -> None:
    """It is an error of its own kind, with the place of the trouble."""
    (tmp_path / "dossier.yaml").write_bytes(b"holdfast: 1\ntitle: caf\xe9\n")
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    assert (caught.value.code, caught.value.where) == ("not-utf8", (Place("dossier.yaml", 2),))


def test_notices_do_not_fail_a_check() -> None:
    """A sound dossier may have notices, and is given all the same."""
    found = check_text(FULL)
    assert found.is_sound
    assert found.dossier is not None
    codes = [notice.code for notice in found.notices]
    assert codes == [
        "few-principals",
        "track-unused",
        "assumed-figures",
        "partial-worth",
        "stance-crosses-line",
        "partial-worth",
    ]
    assert check_text(FULL.replace("soon", "")).faults == ()


def test_a_chance_that_an_attack_is_seen_is_noticed() -> None:
    """By the parties' own eyes, by an instrument, or falsely: an attack is open by nature."""
    text = """
holdfast: 1
title: A and B
parties: {a: {name: A, roles: principal}, b: {name: B, roles: principal}}
issues: {peace: {title: Peace, options: {signed: Signed, unsigned: Not signed}}}
day_after:
  stakes: {a: {discount: 0.9, peace: 1, war: 0}}
  phases: [{id: peace, lasts: for-good}]
  violations:
    strike: {by: a, kind: attack, gain: 2MORE}
    cheat: {by: a, gain: 2, seen: 0.4}
  instruments:
    eyes: {provider: b, sees: {cheat: 0.5SEEN}}
"""
    plain = text.replace("MORE", "").replace("SEEN", "")
    assert "attack-in-the-open" not in [notice.code for notice in check_text(plain).notices]
    watched = text.replace("MORE", ", seen: 0.9, false_alarm: 0.1").replace("SEEN", ", strike: 1")
    notices = [n for n in check_text(watched).notices if n.code == "attack-in-the-open"]
    assert [notice.path[-1] for notice in notices] == ["seen", "false_alarm", "strike"]
