"""What is said of red lines on cases that can be worked out on paper."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bargaining import plain, with_no_deal
from holdfast.bargain import Limit
from holdfast.bargain.answers import RedLineEffect, RedLines, Standing
from holdfast.bargain.red_lines import red_lines
from holdfast.dossier import Dossier, Party, Pattern, Range, RedLine, Role, View
from holdfast.errors import QuestionError


def status(*options: int, price: int | None = None, **no_deal: int) -> Dossier:
    """One issue worth (10, 0), (6, 6) or (0, 10), and a line of p0's across some options."""
    dossier = with_no_deal(plain({"p0": [[10, 6, 0]], "p1": [[0, 6, 10]]}), **no_deal)
    line = RedLine(
        "line",
        Pattern({"i0": tuple(f"o{n}" for n in options)}),
        None if price is None else Range.exactly(price),
    )
    view = replace(dossier.views["p0"], red_lines=(line,))
    return replace(dossier, views={**dossier.views, "p0": view})


def only(found: RedLines) -> RedLineEffect:
    """The one line there is."""
    (effect,) = found.lines
    return effect


def test_a_line_that_leaves_no_zone_blocks_and_crossing_beats_walking_away() -> None:
    """With it p1 has 0 of the 5 it needs; across it both have 6, and p0 needs only 2."""
    effect = only(red_lines(status(1, 2, p0=2, p1=5)))
    assert effect.standing is Standing.BLOCKING
    assert effect.price.from_no_deal
    assert effect.price.points == 0
    assert effect.price.crossed is not None
    assert effect.price.crossed.options == {"i0": "o1"}
    assert effect.worth == {"p1": None}


def test_the_curve_opens_a_zone_at_the_option_given_up_first() -> None:
    """p0 gives up the (6, 6) first: gains of 4 and 1; the (0, 10) adds nothing it would accept."""
    steps = only(red_lines(status(1, 2, p0=2, p1=5))).curve
    assert [dict(step.given_up) for step in steps] == [{}, {"i0": "o1"}, {"i0": "o2"}]
    assert [step.joint for step in steps] == [None, 4, 4]
    assert [step.elasticity for step in steps] == [None, None, 0]
    assert [step.count for step in steps] == [0, 1, 1]


def test_the_price_is_what_crossing_loses_its_owner() -> None:
    """Keeping the line p0 can have 10, crossing it 6: four points make up for it."""
    effect = only(red_lines(status(1, 2, p0=2)))
    assert effect.standing is Standing.BINDING
    assert effect.price.points == 4
    assert effect.stated is None
    assert effect.worth == {"p1": 6}


def test_a_stated_price_is_part_of_what_crossing_loses() -> None:
    """Crossing for 6 costs 3 more, so the price is 10 - (6 - 3)."""
    effect = only(red_lines(status(1, 2, price=3, p0=2)))
    assert effect.stated == 3
    assert effect.price.points == 7
    assert effect.price.crossed is not None
    assert effect.price.crossed.values["p0"] == 3


def test_a_line_across_what_nobody_would_choose_is_slack() -> None:
    """Barring (0, 10) changes nothing when p0 would walk away from it."""
    effect = only(red_lines(status(2, p0=2)))
    assert effect.standing is Standing.SLACK
    assert effect.worth == {"p1": 0}


def test_a_line_is_moot_when_there_is_no_zone_without_it_either() -> None:
    """Both want 7, which no package gives."""
    effect = only(red_lines(status(1, p0=7, p1=7)))
    assert effect.standing is Standing.MOOT
    assert [step.joint for step in effect.curve] == [None, None]


def test_nothing_can_be_said_of_a_price_where_the_others_accept_no_crossing() -> None:
    """p1 wants at least 7, which the barred (6, 6) does not give it."""
    price = only(red_lines(status(1, p1=7))).price
    assert price.points is None
    assert price.crossed is None


def test_prices_can_be_counted_from_a_package() -> None:
    """Held to the 6 that the draft gives p1, p0 keeps at most nothing, and crosses for 6."""
    dossier = status(1, price=1)
    effect = only(red_lines(dossier, at={"i0": "o1"}))
    # Keeping it while p1 has 6 leaves p0 the (0, 10); crossing it, 6 - 1.
    assert effect.price.points == 0
    assert effect.price.kept is not None
    assert effect.price.kept.options == {"i0": "o2"}
    with pytest.raises(QuestionError, match="nothing is said of i0"):
        red_lines(dossier, at={})


def test_lines_of_a_party_without_values_have_no_price() -> None:
    """A guarantor that only rules things out can bind, and has no points to be paid in."""
    dossier = status(1)
    silent = replace(dossier.views["p0"], party="p2", values={})
    parties = {**dossier.parties, "p2": replace(dossier.parties["p0"], id="p2", roles=())}
    views = {**dossier.views, "p0": replace(dossier.views["p0"], red_lines=()), "p2": silent}
    effect = only(red_lines(replace(dossier, parties=parties, views=views)))
    assert effect.standing is Standing.BINDING
    assert effect.price.points is None
    assert effect.worth == {"p0": 0, "p1": 0}
    assert [step.joint for step in effect.curve] == [0, 36]


def test_a_line_with_a_price_binds_where_its_owner_would_rather_walk_away() -> None:
    """Of a guarantor no more is known than no deal and what crossing costs it: more than it has."""
    dossier = plain({"p0": [[10, 6, 0]], "p1": [[0, 6, 10]]})
    line = RedLine("line", Pattern({"i0": ("o1",)}), Range.exactly(3))
    guarantor = View("g", no_deal=Range.exactly(0), red_lines=(line,))
    parties = {**dossier.parties, "g": Party("g", "g", (Role.GUARANTOR,))}
    views = {**dossier.views, "g": guarantor}
    effect = only(red_lines(replace(dossier, parties=parties, views=views)))
    assert effect.standing is Standing.BINDING
    assert effect.stated == 3
    assert effect.price.points is None
    assert [step.joint for step in effect.curve] == [0, 36]


def test_a_limit_leaves_lines_unasked_and_says_so() -> None:
    """Nothing is claimed of lines that were not reached."""
    dossier = status(1, 2)
    view = dossier.views["p0"]
    lines = (view.red_lines[0], replace(view.red_lines[0], id="second"))
    more = replace(dossier, views={**dossier.views, "p0": replace(view, red_lines=lines)})
    found = red_lines(more, limit=Limit(seconds=0))
    assert not found.proof.complete
    assert found.proof.limit
    assert ("p0", "second") in found.unasked
    assert not any(effect.is_proven for effect in found.lines)


def test_a_table_has_one_row_for_each_line() -> None:
    """Numbers are floats unless fractions are asked for."""
    found = red_lines(status(1, 2, p0=2))
    assert found.to_frame().loc[0, "price"] == 4.0
    assert found.to_frame(exact=True).loc[0, "worth to p1"] == Fraction(6)
