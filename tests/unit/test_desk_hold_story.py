"""What the brief says of the day after: the verdict, the trust list, the menu, the curves."""

import re
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.assessed import Assessed, Unassessed
from holdfast.desk.brief import Brief
from holdfast.desk.hold_words import period_words
from holdfast.desk.input_words import breach_words, input_words
from holdfast.desk.story import Story, tell
from holdfast.pages import brief_html

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """The small case with a day after."""
    return holdfast.open(CASES / "line_and_day_after.yaml")


@pytest.fixture(scope="module")
def found(talks: OpenDossier) -> Brief:
    """Its brief, with the guarantees compared."""
    return talks.brief()


@pytest.fixture(scope="module")
def story(found: Brief) -> Story:
    """The brief in words."""
    return tell(found)


@pytest.fixture(scope="module")
def page(found: Brief, story: Story) -> str:
    """The brief as a page."""
    return brief_html(found, story)


def test_without_a_day_after_one_sentence_says_what_is_missing() -> None:
    """The section is left out, and the summary names what would have to be written."""
    brief = holdfast.open(CASES / "line_and_monitors.yaml").brief()
    told = tell(brief)
    assert isinstance(brief.assessed, Unassessed)
    assert told.hold is None
    assert [line for line in told.summary if "`day_after`" in line] == [brief.assessed.why]
    page = brief_html(brief, told)
    assert 'id="hold"' not in page
    assert page.count(brief.assessed.why) == 2


def test_the_package_tested_is_the_one_that_principles_pick(found: Brief, story: Story) -> None:
    """The day after names no package, so the first settlement is tested, and the page says so."""
    assert isinstance(found.assessed, Assessed)
    assert found.assessed.package == found.outcomes[0].package
    assert story.hold is not None
    assert story.hold.about.startswith("Tested was the package that is picked by Nash")


def test_the_summary_says_whether_it_holds_under_these_inputs(story: Story) -> None:
    """Holding only while East stands by its word, with the caution beside it."""
    (line,) = [line for line in story.summary if line.startswith("Tested was")]
    assert "It holds only while East stays steady: once that is no longer so" in line
    assert "Under these inputs" in line


def test_who_would_break_it_first_is_said_in_titles(story: Story) -> None:
    """North and South both, by a raid, once East has gone: no key of the file is shown."""
    assert story.hold is not None
    first = story.hold.story.first
    assert [sentence.split(" would")[0] for sentence in first] == ["North", "South"]
    assert all("“A raid across the line”" in sentence for sentence in first)
    assert all("East gone" in sentence for sentence in first)


def test_every_obligation_stands_with_what_it_rests_on(found: Brief, story: Story) -> None:
    """One row for each obligation of the verdict, in its order, with all seven things said."""
    assert isinstance(found.assessed, Assessed)
    assert story.hold is not None
    owed = found.assessed.endurance.verdict.obligations
    rows = story.hold.story.trust
    assert [row.kind for row in rows] == [each.rests.value for each in owed]
    north = next(row for row in rows if row.party == "North")
    assert (north.obligation, north.rests) == ("Hold fire", "partly trust")
    assert north.verifier == "the parties' own observation and The outside force"
    # The eyes of both alone see 1 in 10; with the force beside them, 1 - 0.9 x 0.35.
    assert north.chance == "10% to 68%"
    assert north.consequence.startswith("Trade suspended (for 3 periods)")
    assert "East gone" in north.where


def test_the_menu_has_a_cell_for_each_guarantee_and_course(story: Story) -> None:
    """Both guarantees hold while East is steady, and only so long."""
    assert story.hold is not None
    menu = story.hold.menu
    assert menu is not None
    assert menu.courses == ("East steady", "East may go")
    kinds = {title: [cell.kind for cell in cells] for title, cells in menu.rows}
    assert kinds == {
        "Joint patrols": ["holds", "holds-only-while"],
        "An outside force": ["holds", "holds-only-while"],
    }


def test_every_assumed_input_is_listed(found: Brief, story: Story) -> None:
    """Each by name with its range; a view's weight and worth stand together."""
    assert isinstance(found.assessed, Assessed)
    assert story.hold is not None
    listed = {(g.title, what): v for g in story.hold.story.inputs for what, v in g.inputs}
    assert listed["A raid across the line", "what it gains"] == "9\N{EN DASH}13"
    view = ("North: points that its view gives the package", "Line of separation")
    assert listed[view] == "60, of which 60 %"
    assumed = found.assessed.endurance.verdict.assumed
    pairs = sum(1 for each in assumed if ".worth." in each.name)
    assert len(listed) == len(assumed) - pairs


def test_base_rates_stand_beside_with_their_source(page: str) -> None:
    """What the literature says is shown with its source, and said not to be multiplied in."""
    section = page[page.index('id="hold"') :]
    assert "Half of such lines held for ten years." in section
    assert "Somebody, A book, A press, 2001" in section
    assert "nothing of it is multiplied in" in section


def test_the_section_has_its_parts_in_order(page: str) -> None:
    """The golden order of the section: what matters most comes before what explains it."""
    section = page[page.index('id="hold"') : page.index('id="h-lines"')]
    heads = re.findall(r"<h[23][^>]*>([^<]+)", section)
    assert heads[:8] == [
        "Would it hold",
        "What each obligation rests on",
        "What each party would lose by its cheapest breach",
        "For how long",
        "Guarantees against resolve",
        "How comparable agreements fared",
        "What it rests on",
    ]


def test_the_curves_are_drawn_and_told(page: str) -> None:
    """One line for each course, named in the table under it, which begins at certainty."""
    section = page[page.index('id="hold"') :]
    assert len(re.findall(r'<path class="curve c1"', section)) >= 1
    assert len(re.findall(r'<path class="curve c2"', section)) >= 1
    table = section[section.index('class="standing"') :]
    row = table[table.index("East steady") :]
    assert re.findall(r'class="figure">([^<]*)', row)[0] == "100%"


def test_hostile_titles_stay_text(talks: OpenDossier) -> None:
    """A title of the day after cannot put markup into the page."""
    text = (CASES / "line_and_day_after.yaml").read_text(encoding="utf-8")
    from holdfast.dossier import parse

    hostile = parse(text.replace("A raid across the line", "<b>raid</b>"), "hostile.yaml")
    page = brief_html(OpenDossier(hostile, talks.path).brief())
    assert "<b>raid" not in page
    assert "&lt;b&gt;raid" in page


def test_every_input_of_the_abu_dhabi_talks_has_words() -> None:
    """No key of the file is left as it stands, for any guarantee of the menu."""
    from holdfast.endure.question import Question

    dossier = holdfast.open(Path(__file__).parents[2] / "examples" / "abu-dhabi").dossier
    assert dossier.day_after is not None
    for item in dossier.day_after.menu:
        question = Question(dossier, item.take)
        words = [input_words(dossier, name) for name in question.inputs]
        assert not [each for each in words if re.match(r"[a-z]+\.", each)]
        assert len(set(words)) == len(words)


def test_breaches_that_no_file_names_have_words(talks: OpenDossier) -> None:
    """Shirking and vetoes are the compact's own; what is not known stays as it is."""
    assert breach_words(talks.dossier, "shirk") == "Shirking when called"
    assert breach_words(talks.dossier, "raid") == "A raid across the line"
    assert breach_words(talks.dossier, "no-such") == "no-such"


def test_periods_are_counted_in_words() -> None:
    """One period, many periods, with how long one is where that is known."""
    assert period_words(1, "a month") == "1 period of a month"
    assert period_words(12, "period") == "12 periods"


def test_who_would_break_it_first_stands_in_the_short_part(story: Story) -> None:
    """Whoever reads no further than that learns who, when and for how much."""
    assert story.hold is not None
    assert story.hold.story.first
    assert any(story.hold.story.first[0] in sentence for sentence in story.summary)
