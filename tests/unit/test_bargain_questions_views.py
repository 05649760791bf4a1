"""What is said over all admissible views, on cases that can be worked out on paper."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest

from bargaining import plain, with_no_deal
from holdfast.bargain.acceptance import wilson
from holdfast.bargain.draws import RESOLUTION, Distribution, Readings, draws
from holdfast.bargain.influence import influences
from holdfast.bargain.judgments import judgments
from holdfast.bargain.limit import LimitReached
from holdfast.bargain.outlook import outlook
from holdfast.bargain.recommendations import Picked, recommendations
from holdfast.bargain.robustness import drawn_share, robustness
from holdfast.bargain.workers import work
from holdfast.bargain.worst_case import best_worst_case
from holdfast.desk.view_words import outlook_words, share_interval
from holdfast.desk.words import EN_DASH
from holdfast.dossier import Dossier, IssueValues, Range

HUNDRED = Range.exactly(100)


def with_range(dossier: Dossier, party: str, option: str, low: int, high: int) -> Dossier:
    """The dossier in which one option of the first issue is worth a range."""
    view = dossier.views[party]
    own = view.values["i0"]
    worth = {**own.worth, option: Range(Fraction(low), Fraction(high))}
    values = {**view.values, "i0": replace(own, worth=worth)}
    return replace(dossier, views={**dossier.views, party: replace(view, values=values)})


TWO = with_range(
    with_no_deal(plain({"p0": [[10, 0]], "p1": [[5, 4]]}), p0=0, p1=0), "p0", "o1", 0, 20
)
"""Products 10 x 5 and q x 4, with q from 0 to 20: the second is greater above q = 12.5."""


def test_draws_are_the_same_wherever_they_begin_and_leave_each_other_alone() -> None:
    """A range that is changed draws anew, and no other does."""
    one = list(draws(TWO, 8, seed=3))
    assert one == list(draws(TWO, 8, seed=3))
    assert one[:5] == list(draws(TWO, 5, seed=3))
    assert one != list(draws(TWO, 8, seed=4))
    other = with_range(with_range(TWO, "p1", "o0", 1, 2), "p0", "o1", 0, 20)
    for before, after in zip(one, draws(other, 8, seed=3), strict=True):
        assert before.views["p0"] == after.views["p0"]
    numbers = [own.views["p0"].values["i0"].worth["o1"].low for own in draws(TWO, 400)]
    assert all(0 <= number <= 20 and number * RESOLUTION % 20 == 0 for number in numbers)
    assert 9 < sum(numbers) / 400 < 11


def test_orders_are_drawn_falling_from_a_hundred_to_zero() -> None:
    """Ties stay ties, and the middle ones spread over all that lies between."""
    dossier = plain({"p0": [[1, 2, 3, 4, 5]], "p1": [[1, 1, 1, 1, 1]]})
    order = (("o2",), ("o0", "o4"), ("o1",), ("o3",))
    values = {"i0": IssueValues("i0", HUNDRED, order=order)}
    view = replace(dossier.views["p0"], values=values)
    ordered = replace(dossier, views={**dossier.views, "p0": view})
    assert [own.route for own in judgments(ordered)] == [("values", "i0", "order")]
    middles = []
    for drawn in draws(ordered, 300, distribution=Distribution.TRIANGULAR):
        worth = {o: w.low for o, w in drawn.views["p0"].values["i0"].worth.items()}
        assert worth["o0"] == worth["o4"]
        assert 100 == worth["o2"] >= worth["o0"] >= worth["o1"] >= worth["o3"] == 0
        middles.append((worth["o0"], worth["o1"]))
    # The means of the larger and the smaller of two uniform numbers are 2/3 and 1/3.
    means = [float(sum(column) / 300) for column in zip(*middles, strict=True)]
    assert means == pytest.approx([66.7, 33.3], abs=4)


def test_a_triangular_draw_keeps_to_the_middle() -> None:
    """A quarter of its values lie in the middle seventh or so of the range; few near the ends."""
    drawn = list(draws(TWO, 600, distribution="triangular"))
    numbers = [own.views["p0"].values["i0"].worth["o1"].low for own in drawn]
    near_an_end = sum(n < 2 or n > 18 for n in numbers)
    assert 0 < near_an_end < 600 * 0.05


def test_shares_necessity_and_the_ends_of_gains() -> None:
    """(q, 4) is accepted by p0 while q is at least 5, of 0 to 20; p1 always takes it."""
    dossier = with_no_deal(TWO, p0=5)
    found = robustness(dossier, {"draft": {"i0": "o1"}}, count=2000)
    draft = next(own for own in found.packages if own.names == ("draft",))
    mine, theirs = draft.parties
    assert mine.least == -5
    assert mine.most == 15
    assert (mine.is_necessary, mine.is_possible) == (False, True)
    assert theirs.is_necessary
    assert mine.drawn.low < 0.75 < mine.drawn.high
    assert draft.drawn == mine.drawn
    assert (found.necessary.count, found.possible.count) == (1, 2)
    assert found.necessary.example is not None
    assert found.necessary.example.options == {"i0": "o0"}


def test_the_best_worst_case_is_taken_among_what_could_be_agreed() -> None:
    """At worst p0 gains 5 by (10, 5), and loses 5 by (q, 4); both get all that they could gain."""
    found = best_worst_case(with_no_deal(TWO, p0=5))
    assert found is not None
    assert found.package.options == {"i0": "o0"}
    assert found.gains == {"p0": 5, "p1": 5}
    assert found.shares == {"p0": 1, "p1": 1}


def test_learning_one_number_turns_the_recommendation_where_products_cross() -> None:
    """Above 12.5 of 0 to 20 the other package is recommended: three eighths of the range."""
    (own,) = influences(TWO).ranking
    assert own.share == Fraction(3750, RESOLUTION + 1)
    assert own.issues == own.share
    assert own.below is None
    assert own.above == Fraction(20 * 6251, RESOLUTION)


def test_the_outlook_counts_what_each_draw_recommends() -> None:
    """About five eighths of the draws recommend the first package, as the middle does."""
    found = outlook(TWO, count=400)
    assert found.done == 400
    assert found.zone.share == 1
    assert found.same is not None
    assert found.same.low < 0.625 < found.same.high
    assert sum(own.count for own in found.packages) == 400
    assert found.options["i0"]["o0"] == found.same.share
    assert found.to_frame().shape == (2, 3)


def test_where_there_is_no_zone_there_is_no_package_to_be_the_same() -> None:
    """Under no view, or under some and not at the middle; the words say so and count no zero."""
    none = outlook(with_no_deal(TWO, p0=30), count=50)
    assert none.zone.share == 0
    assert none.same is None
    assert outlook_words(none) == (
        f"Of 50 drawn views, 0% (0{EN_DASH}8) have a zone, so no package is recommended."
    )
    some = outlook(with_no_deal(TWO, p0=15), count=50)
    assert 0 < some.zone.share < 1
    assert some.same is None
    assert outlook_words(some).endswith(
        "1 different package is recommended under these; at the middle of all ranges there is no "
        "zone, and so no package to compare them with."
    )


def test_intervals_are_rounded_outward_and_nothing_is_rounded_to_all_or_none() -> None:
    """To whole per cents, beside 0 and 100 to tenths."""
    told = [share_interval(drawn_share(n, 1000)) for n in (0, 1, 500, 999, 1000)]
    assert [words.replace(EN_DASH, " to ") for words in told] == [
        "0% (0 to 0.4)",
        "0.1% (0 to 0.6)",
        "50% (46 to 54)",
        "99.9% (99.4 to 100)",
        "100% (99.6 to 100)",
    ]
    assert share_interval(drawn_share(10**6 - 1, 10**6)).startswith("over 99.9% (99.9")


def test_work_that_is_stopped_gives_what_is_done_and_says_so() -> None:
    """The first pieces count, and nothing is claimed of the rest."""
    told: list[tuple[int, int]] = []
    found = outlook(TWO, count=100, progress=lambda *at: told.append(at), should_stop=lambda: True)
    assert found.done == 24
    assert found.draws.count == 100
    assert not found.proof.complete
    assert "24 of 100" in found.proof.limit
    assert told == [(0, 5), (1, 5)]
    stopped = influences(TWO, should_stop=lambda: True)
    assert len(stopped.ranking) == 1


def test_ctrl_c_counts_only_what_was_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that was cut short is not counted, nor is any after it."""
    asked = iter(range(1000))

    def cut(readings: Readings, *args: Any, **kwargs: Any) -> list[Picked]:
        # The first is the middle of all ranges.
        if next(asked) == 3:
            message = "it was interrupted"
            raise LimitReached(message)
        return recommendations(readings, *args, **kwargs)

    monkeypatch.setattr(import_module("holdfast.bargain.outlook"), "recommendations", cut)
    found = outlook(TWO, count=100)
    assert found.done == 48
    assert not found.proof.complete


class Backwards(Executor):
    """An executor that does nothing until the third task is there, and then the last one first."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Keep the task, or do all."""
        future: Future[Any] = Future()
        self.waiting.append(lambda: future.set_result(fn(*args, **kwargs)))
        if len(self.waiting) == 3:
            for task in reversed(self.waiting):
                task()
        return future


def test_work_comes_back_in_the_order_of_its_tasks() -> None:
    """Whatever the order in which an executor does it."""
    assert work(str, [1, 2, 3], Backwards()) == ["1", "2", "3"]
    assert work(str, [1, 2, 3]) == ["1", "2", "3"]


def test_work_ends_at_the_first_task_that_was_cut_short() -> None:
    """Its result is there, and none after it."""
    whole = [True, False, True]
    found = work(str, [0, 1, 2], is_whole=lambda task, _result: whole[task])
    assert found == ["0", "1"]


def test_work_stopped_by_ctrl_c_keeps_the_first_results() -> None:
    """The task under way is lost, and so are those not begun."""

    def task(number: int) -> int:
        if number == 2:
            raise KeyboardInterrupt
        return number

    assert work(task, [0, 1, 2, 3]) == [0, 1]


def test_wilson_stays_between_zero_and_one() -> None:
    """Of none and of all, the interval has a width and does not leave the possible shares."""
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10)[0] == 0.0
    assert 0.2 < wilson(0, 10)[1] < 0.35
    assert wilson(10, 10)[1] == pytest.approx(1.0)
    # Wilson's interval for 50 of 100, as tables have it.
    assert wilson(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)


def test_influences_with_no_zone_say_where_one_would_open() -> None:
    """p0 wants 12, which only q above that gives; at the middle there is no zone."""
    dossier = with_no_deal(TWO, p0=12)
    (own,) = influences(dossier).ranking
    assert own.share == Fraction(RESOLUTION - 6000 + 1, RESOLUTION + 1)
    assert own.above == 12
