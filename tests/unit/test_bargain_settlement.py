"""Which package each principle picks, from where it counts gains, and how ties are broken."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bargaining import opposed, plain, with_no_deal
from holdfast.bargain import (
    Principle,
    Start,
    adjusted_winner,
    frontier,
    settle,
    settlements,
    trades,
)
from holdfast.bargain.adjusted_winner import Omission, divide, left_out
from holdfast.desk.divided import left_out_words, plain_division
from holdfast.dossier import Dossier, Link, Pattern, Range, RedLine, Together
from holdfast.errors import QuestionError


def _one_issue(*points: tuple[int, ...]) -> Dossier:
    """A dossier whose packages are worth exactly these points to p0, p1, ..."""
    columns = zip(*points, strict=True)
    return plain({f"p{n}": [list(column)] for n, column in enumerate(columns)})


def _picked(dossier: Dossier, by: str, start: str | dict[str, Fraction] = "no-deal") -> list[int]:
    package = settle(dossier, by, start=start).package
    assert package is not None
    return [int(v) for v in package.values.values()]


FOUR = _one_issue((100, 0), (70, 20), (44, 33), (30, 40), (0, 42))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("nash", [44, 33]),  # 1452, against 1400 and 1200
        ("kalai-smorodinsky", [70, 20]),  # least share 20/42, against 44/100
        ("egalitarian", [44, 33]),  # least gain 33, against 30 and 20
        ("utilitarian", [100, 0]),
    ],
)
def test_principles_pick_the_package_that_their_definition_ranks_first(
    by: str, expected: list[int]
) -> None:
    """Five packages on which the principles differ, counted from zero."""
    assert expected == _picked(FOUR, by)


def test_nash_and_shares_do_not_change_with_a_party_s_scale_but_sums_of_points_do() -> None:
    """Rescaling one party's points moves only the principles that compare points."""
    tripled = _one_issue((100, 0), (70, 60), (44, 99), (30, 120), (0, 126))
    assert _picked(tripled, "nash") == [44, 99]
    assert _picked(tripled, "kalai-smorodinsky") == [70, 60]
    assert _picked(tripled, "egalitarian") == [70, 60]
    assert _picked(tripled, "utilitarian") == [30, 120]


def test_gains_are_counted_from_no_deal_where_it_is_known_and_from_zero_where_not() -> None:
    """The start of each party is said beside its value."""
    dossier = with_no_deal(FOUR, p0=35)
    settled = settle(dossier, "nash")
    assert settled.start_from == {"p0": Start.NO_DEAL, "p1": Start.ZERO}
    assert {"p0": Fraction(35), "p1": Fraction(0)} == settled.start
    assert settled.package is not None
    assert {"p0": Fraction(35), "p1": Fraction(20)} == settled.gains


def test_a_start_below_zero_is_the_least_on_the_frontier() -> None:
    """Without a no-deal value, points below zero are gains over the worst of the frontier."""
    settled = settle(_one_issue((10, -5), (4, -1), (0, 3)), "nash")
    assert settled.start_from == {"p0": Start.ZERO, "p1": Start.LEAST}
    assert {"p0": Fraction(4), "p1": Fraction(4)} == settled.gains


def test_the_start_can_be_given() -> None:
    """Points by party, or the least on the frontier, or zero for all whatever no deal is worth."""
    start = {"p0": Fraction(40), "p1": Fraction(0)}
    assert _picked(FOUR, "nash", start) == [70, 20]
    assert _picked(with_no_deal(FOUR, p0=40), "nash", "zero") == [44, 33]
    least = settle(with_no_deal(FOUR, p0=40), "nash", start="least")
    assert {"p0": Fraction(44), "p1": Fraction(0)} == least.start


def test_a_start_that_no_package_reaches_is_refused() -> None:
    """Gains below zero cannot be weighed, and the message shows the start."""
    with pytest.raises(QuestionError, match="p0 90") as caught:
        settle(FOUR, "nash", start={"p0": Fraction(90), "p1": Fraction(30)})
    assert caught.value.code == "start-out-of-reach"


def test_ties_are_counted_and_go_to_the_greatest_least_share() -> None:
    """Three packages with the same sum: the one in the middle, and two others as high."""
    settled = settle(_one_issue((10, 0), (5, 5), (0, 10)), "utilitarian")
    assert settled.package is not None
    assert list(settled.package.values.values()) == [5, 5]
    assert settled.ties == 2


def test_without_a_zone_nothing_is_picked() -> None:
    """No package, no gains, and the proof says that this is complete."""
    settled = settle(with_no_deal(FOUR, p0=90, p1=30), "nash")
    assert settled.package is None
    assert settled.gains == {}
    assert settled.proof.complete
    assert settled.proof.checked


def test_settlements_are_all_that_fit_the_number_of_parties() -> None:
    """Adjusted Winner is for two; the others are for any number; all are checked."""
    two = settlements(FOUR)
    three = settlements(opposed(3, 3))
    assert list(Principle) == [s.by for s in two]
    assert Principle.ADJUSTED_WINNER not in [s.by for s in three]
    assert len(three) == len(Principle) - 1
    assert all(s.proof.checked for s in (*two, *three))


def test_settlements_share_the_frontier_they_are_given() -> None:
    """A frontier cut down by hand is what the principles choose from."""
    drawn = frontier(opposed(6, 2))
    cut = replace(drawn, packages=drawn.packages[:1], proof=replace(drawn.proof, complete=False))
    assert settle(opposed(6, 2), "nash", frontier=cut).package == drawn.packages[0]


def test_adjusted_winner_hands_over_the_issue_on_which_the_leader_outbids_least() -> None:
    """Camp David's numbers: five sixths of Sinai go to Egypt, and both end at 395/6."""
    names = ("sinai", "recognition", "bank", "linkage", "rights", "jerusalem")
    israel = dict(zip(names, map(Fraction, (35, 10, 20, 10, 5, 20)), strict=True))
    egypt = dict(zip(names, map(Fraction, (55, 5, 10, 5, 20, 5)), strict=True))
    shares = divide(israel, egypt)
    assert Fraction(1, 6) == shares["sinai"]
    assert [shares[n] for n in names if n != "sinai"] == [1, 1, 1, 0, 1]
    assert Fraction(395, 6) == sum(israel[n] * shares[n] for n in names)
    assert Fraction(395, 6) == sum(egypt[n] * (1 - shares[n]) for n in names)


def test_adjusted_winner_leaves_out_what_is_not_contested() -> None:
    """An issue on which both want the same is theirs anyway; points are of what is contested."""
    dossier = plain({"p0": [[9, 0], [6, 0], [2, 0]], "p1": [[5, 0], [0, 3], [0, 1]]})
    division = adjusted_winner(dossier)
    assert {"i1", "i2"} == {s.issue for s in division.shares}
    assert {"p0": Fraction(50), "p1": Fraction(50)} == division.points


def test_adjusted_winner_refuses_what_it_cannot_divide() -> None:
    """Three parties, or nothing contested."""
    with pytest.raises(QuestionError, match="two parties, and 3"):
        adjusted_winner(opposed(2, 3))
    with pytest.raises(QuestionError, match="Nothing is contested"):
        adjusted_winner(plain({"p0": [[3, 0]], "p1": [[2, 1]]}))


def test_points_that_hang_on_one_issue_alone_count_with_it_however_they_are_written() -> None:
    """A combination with every option of another issue is none; the checker reads it so too."""
    dossier = plain({"p0": [[0, 4], [0, 4], [0, 0]], "p1": [[6, 0], [6, 0], [0, 0]]})
    anyway = Together(Pattern({"i1": ("o1",), "i2": ("o0", "o1")}), Range.exactly(8))
    view = replace(dossier.views["p0"], together=(anyway,))
    more = replace(dossier, views={**dossier.views, "p0": view})
    division = settle(more, Principle.ADJUSTED_WINNER)
    assert division.proof.checked
    held = {s.issue: round(s.share) for s in division.shares if s.party == "p0"}
    assert held == {"i0": 0, "i1": 1}
    (trade,) = trades(more, {"i0": "o0", "i1": "o0", "i2": "o0"}, between=["p0"]).dominating
    assert trade.gets["p0"] == ("i0", "i1")
    assert trade.combined["p0"] == 0


def test_links_do_not_change_adjusted_winner() -> None:
    """It divides issues one by one, as its docstring says, and looks at no rule between them."""
    dossier = opposed(3, 2)
    link = Link("l", Pattern({"i0": ("o0",), "i1": ("o0",)}))
    assert (
        adjusted_winner(dossier).shares == adjusted_winner(replace(dossier, links=(link,))).shares
    )


def test_a_party_without_values_is_refused() -> None:
    """A question between parties of whom nothing is known has no answer."""
    with pytest.raises(QuestionError, match="nobody"):
        frontier(FOUR, ["p0", "nobody"])
    with pytest.raises(QuestionError, match="once each"):
        frontier(FOUR, ["p0", "p0"])


def test_a_division_names_what_it_leaves_out_and_what_that_crosses() -> None:
    """P0 holds i0 and p1 the greater i1: a line against what its holder wants there is crossed."""
    dossier = plain({"p0": [[0, 60], [40, 0], [0, 9]], "p1": [[40, 0], [0, 60], [0, 9]]})
    bare = adjusted_winner(dossier)
    assert {(s.issue, s.party) for s in bare.shares if s.share == 1} == {("i0", "p0"), ("i1", "p1")}
    assert left_out(dossier, bare).kinds == ()
    assert left_out_words(dossier, bare) == ()
    crossed = RedLine("r", Pattern({"i1": ("o1",)}), None)
    kept = RedLine("k", Pattern({"i0": ("o0",)}), None)
    open_ = RedLine("o", Pattern({"i0": ("o1",), "i2": ("o1",)}), None)
    links = (
        Link("l", Pattern({"i0": ("o1",), "i1": ("o1",)})),
        Link("m", Pattern({"i2": ("o0",)})),
    )
    joint = Together(Pattern({"i0": ("o1",), "i1": ("o1",)}), Range.exactly(8))
    views = {
        "p0": replace(dossier.views["p0"], red_lines=(crossed, kept, open_), together=(joint,)),
        "p1": replace(dossier.views["p1"], no_deal=Range.exactly(9)),
    }
    full = replace(dossier, views=views, links=links)
    division = adjusted_winner(full)
    assert bare.shares == division.shares
    found = left_out(full, division)
    assert found.kinds == tuple(Omission)
    assert [(each.party, each.id) for each in found.crossed] == [("", "l"), ("p0", "r")]
    assert plain_division(full, division)["left_out"] == list(Omission)
    told = " ".join(left_out_words(full, division))
    assert "leaves out links between issues, red lines that say never, no-deal values and" in told
    assert "it crosses the rule “l” (never i0: “o1”; i1: “o1”) and p0's red line “r”" in told


def test_a_package_leaves_nothing_out() -> None:
    """The other principles look at all of it."""
    settled = settle(FOUR, "nash")
    assert left_out_words(FOUR, settled) == ()
    assert "left_out" not in plain_division(FOUR, settled)
