"""What the page of red lines is told: at once, when it is found, and over time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from holdfast.desk.line_history import line_history, past_lines
from holdfast.desk.lines import Publicly, ask, found, lines, short_words
from holdfast.dossier import Dossier, Elasticity, Pattern, Range, RedLine, Stance, parse
from holdfast.web.steps import FLAT, HIGH, curve
from talks_world import START, Talks

DOSSIER = """
holdfast: 1
title: Two sides and a river
parties:
  ukraine: {name: North, roles: principal}
  russia: {name: South, roles: principal}
issues:
  dam: {title: The dam, options: {stay: It stays, share: It is shared, move: It moves}}
  toll: {title: The toll, options: {none: None, small: Small}}
views:
  ukraine:
    no_deal: 20
    values:
      dam: {weight: 100, worth: {stay: 100, share: 60, move: 0}}
    red_lines:
      - {id: stays, title: The dam stays, never: {dam: [share, move]}, price: never,
         elasticity: tested}
      - {id: both, never: {dam: move, toll: none}, price: 3..5}
    stance: {dam: stay}
  russia:
    no_deal: 50
    values:
      dam: {weight: 100, worth: {move: 100, share: 60, stay: 0}}
"""


@pytest.fixture
def dossier() -> Dossier:
    """The north's line blocks: the south needs the dam to be shared at least."""
    return parse(DOSSIER)


def with_line(dossier: Dossier, *options: str, stance: str) -> Dossier:
    """The north with one line over options of the dam, and a public stance."""
    line = RedLine("only", Pattern({"dam": options}), Range.exactly(4))
    stances = {"dam": Stance("dam", stance)}
    view = replace(dossier.views["ukraine"], red_lines=(line,), stances=stances)
    return replace(dossier, views={**dossier.views, "ukraine": view})


def test_a_line_is_told_at_once(dossier: Dossier) -> None:
    """What it forbids, what crossing costs as stated, and what sources report of it."""
    stays, both = lines(dossier)
    assert (stays.party, stays.title, stays.stated, stays.reported) == (
        "ukraine",
        "The dam stays",
        "never",
        Elasticity.TESTED,
    )
    assert stays.forbids == "The dam: “It is shared” or “It moves”"
    assert (both.title, both.stated, both.reported) == ("both", "3\N{EN DASH}5 points", "")


@pytest.mark.parametrize(
    ("options", "stance", "stands", "also"),
    [
        (("share", "move"), "stay", Publicly.AS_FIRM, ""),
        (("move",), "stay", Publicly.FIRMER, "“It is shared”"),
        (("share", "move"), "share", Publicly.ACROSS, "“It stays”"),
    ],
)
def test_the_public_stance_stands_beside_the_line(
    dossier: Dossier, options: tuple[str, ...], stance: str, stands: Publicly, also: str
) -> None:
    """As firm as the line, firmer and with what room is left, or across the line itself."""
    (line,) = lines(with_line(dossier, *options, stance=stance))
    (word,) = line.public
    assert (word.stands, word.also_open) == (stands, also)


def test_silence_in_public_is_told_issue_by_issue(dossier: Dossier) -> None:
    """A line over two issues has a word for each; on one of them nothing was said."""
    both = lines(dossier)[1]
    assert [(word.issue, word.stands) for word in both.public] == [
        ("dam", Publicly.FIRMER),
        ("toll", Publicly.SILENT),
    ]


def test_what_a_line_does_is_found(dossier: Dossier) -> None:
    """The line blocks; sharing is worth 60 to its owner, which needs 20, and opens a zone."""
    answer = ask(dossier)
    told = found(dossier, answer)
    stays = told["ukraine", "stays"]
    assert stays.standing == "blocking"
    assert stays.price == 0
    assert stays.worth == {"russia": None}
    assert [move.given_up for move in stays.moves] == ["", "“It is shared”", "“It moves”"]
    assert [move.joint for move in stays.moves] == [None, 400, 400]
    assert short_words(dossier, answer)[0] == (
        "One line blocks every deal: North's “The dam stays”."
    )


def test_lines_that_every_deal_crosses_are_named(dossier: Dossier) -> None:
    """A line with a price does not block; but with it kept there is no deal, and that is told."""
    priced = with_line(dossier, "share", "move", stance="stay")
    assert short_words(priced, ask(priced)) == (
        "One line shapes what can be agreed: North's “only”.",
        "With North's “only” kept, no package is accepted by all: every deal crosses it, at the "
        "cost that its owner states.",
    )
    line = found(priced, ask(priced))["ukraine", "only"]
    assert line.is_always_crossed
    assert line.remark == (
        "It counts at the price that its owner states, and every deal crosses it at that price; "
        "kept whatever it costs, it would leave no deal."
    )
    slack = with_line(dossier, "move", stance="stay")
    assert not any("every deal crosses" in each for each in short_words(slack, ask(slack)))


def test_a_line_that_another_makes_slack_says_so(dossier: Dossier) -> None:
    """Another absolute line rules out all that it does; one that rules out less is none such."""

    def told(*ruled: str, price: Range | None = None) -> str:
        own = RedLine("theirs", Pattern({"dam": ruled}), price, title="No move")
        view = replace(dossier.views["russia"], red_lines=(own,))
        mine = with_line(dossier, "move", stance="stay")
        asked = replace(mine, views={**mine.views, "russia": view})
        line = found(asked, ask(asked))["ukraine", "only"]
        assert line.standing == "slack"
        return line.remark

    assert told("move") == (
        "South's line “No move” rules out the same, so giving up this line alone changes nothing."
    )
    assert told("move", "stay") == told("move")
    assert told("stay") == ""
    assert told("move", price=Range.exactly(1)) == ""


def test_an_owner_in_the_plural_owns_its_line(dossier: Dossier) -> None:
    """A name that ends in s takes the apostrophe alone: the United States' line."""
    states = replace(dossier.parties["ukraine"], name="United States")
    named = replace(dossier, parties={**dossier.parties, "ukraine": states})
    assert short_words(named, ask(named))[0].endswith("United States' “The dam stays”.")


def test_lines_that_were_cut_short_are_not_told(dossier: Dossier) -> None:
    """Nothing is claimed of a line whose searches were called off, and progress was told."""
    steps: list[tuple[int, int]] = []
    answer = ask(dossier, lambda *step: steps.append(step), lambda: True)
    assert found(dossier, answer) == {}
    assert short_words(dossier, answer) == ()
    assert steps[0] == (0, 2)


def test_a_curve_is_drawn_step_by_step(dossier: Dossier) -> None:
    """No zone stands on the base, the most at the top, and where it moved the value is written."""
    told = found(dossier, ask(dossier))
    drawn = curve(told["ukraine", "stays"].moves)
    assert drawn is not None
    assert drawn.height == HIGH
    assert [dot.is_zone for dot in drawn.dots] == [False, True, True]
    assert drawn.dots[0].y == drawn.base > drawn.dots[1].y == drawn.dots[2].y
    assert drawn.labelled == {0, 1}
    assert drawn.line.count("H") == 2
    assert curve(told["ukraine", "stays"].moves[:1]) is None


def test_a_curve_of_nothing_is_flat(dossier: Dossier) -> None:
    """A line that moves nothing takes little room, also where no package is acceptable at all."""
    hopeless = replace(dossier.views["russia"], no_deal=Range.exactly(101))
    none = replace(dossier, views={**dossier.views, "russia": hopeless})
    moves = found(none, ask(none))["ukraine", "stays"].moves
    assert {move.joint for move in moves} == {None}
    drawn = curve(moves)
    assert drawn is not None
    assert drawn.height == FLAT
    assert {dot.y for dot in drawn.dots} == {drawn.base}


@pytest.fixture
def talks() -> Talks:
    """The north loosens its line in confidence, between two words in public."""
    talks = Talks()
    line = {"id": "stays", "party": "ukraine", "title": "The dam stays"}
    talks.say("ua", "ua", "red-line", **line, never={"dam": ["share", "move"]}, words="Never.")
    public = {"party": "ukraine", "terms": "on-the-record", "text": "It will stay."}
    made = START + timedelta(hours=2)
    talks.say("joint", "ua", "statement", id="s1", **public, made=made, options={"dam": "stay"})
    talks.say("joint", "ua", "statement", id="s2", **public, made=made, options={"toll": "none"})
    talks.now = START + timedelta(hours=3)
    talks.say("ua", "ua", "red-line", **line, never={"dam": ["move"]}, price="5..8")
    return talks


def test_what_was_said_over_time_is_told_side_by_side(dossier: Dossier, talks: Talks) -> None:
    """In confidence and in public, by when it was said; only on the issues of the line."""
    said = line_history(
        dossier, talks.record, "ukraine", "stays", Pattern({"dam": ("share", "move")})
    )
    assert [(each.is_public, each.movement, each.price) for each in said] == [
        (False, "first-told", "never"),
        (True, "", ""),
        (False, "looser", "5\N{EN DASH}8 points"),
    ]
    assert said[0].what == "The dam: “It is shared” or “It moves”"
    assert (said[1].what, said[1].words) == ("The dam: “It stays”", "It will stay.")


def test_the_other_side_is_told_only_what_was_public(dossier: Dossier, talks: Talks) -> None:
    """From another's compartments the history holds no telling."""
    said = line_history(
        dossier, talks.seen_by("ru"), "ukraine", "stays", Pattern({"dam": ("move",)})
    )
    assert [each.is_public for each in said] == [True]


def test_lines_given_up_are_told_apart(dossier: Dossier, talks: Talks) -> None:
    """They stand in no dossier any more; what names unknown issues is told by its id."""
    line = {"id": "old", "party": "ukraine", "title": "No bridge", "never": {"bridge": ["built"]}}
    talks.say("ua", "ua", "red-line", **line)
    assert past_lines(dossier, talks.record) == ()
    talks.say("ua", "ua", "red-line", **line, given_up=True)
    (past,) = past_lines(dossier, talks.record)
    assert (past.party, past.title) == ("ukraine", "No bridge")
    assert [(each.what, each.movement) for each in past.said] == [
        ("bridge: “built”", "first-told"),
        ("given up", "given-up"),
    ]
