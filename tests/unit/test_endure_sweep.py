"""Sweeps: same seed, same bytes; shares with their error; the input that a verdict hinges on."""

import sys
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np
import pytest

from holdfast.dossier import Dossier, parse
from holdfast.endure.bands import bands
from holdfast.endure.batch import Batch
from holdfast.endure.question import Question
from holdfast.endure.sweep import draws, influences, judge_all, robustness, wilson
from holdfast.errors import QuestionError

TEXT = """
holdfast: 1
title: Seen or not
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
issues:
  peace: {title: The deal, options: {signed: Signed, refused: Refused}}
day_after:
  package: {peace: signed}
  horizon: 6
  stakes:
    a: {discount: 0.9, peace: 5..5.2, war: 0}
    b: {discount: 0.8..0.9, peace: 3, war: 1}
  phases:
    - {id: peace, lasts: for-good}
  violations:
    probe: {by: a, gain: 1, seen: 0..0.2, false_alarm: 0..0.001, then: sanction}
    attack: {by: b, kind: attack, gain: 0..1}
  responses:
    sanction: {once: {a: -10}}
"""


@pytest.fixture(scope="module")
def question() -> Question:
    """A probe that brings 1 and costs 10 when seen: it pays below a detection of about a tenth."""
    return Question(parse(TEXT))


def test_the_share_that_holds_is_known_within_its_error(question: Question) -> None:
    """Detection is drawn from 0 to 0.2 and a tenth is needed, so that half of the readings hold."""
    found = robustness(question, 4000, seed=3)
    assert found.low < 0.5 < found.high
    assert found.high - found.low < 0.04
    assert (found.drawn, found.asked, found.too_close) == (4000, 4000, 0)
    spread = {each.party: each for each in found.parties}
    assert spread["a"].tempted == pytest.approx(1 - found.share)
    assert spread["b"].tempted == 0
    assert list(spread["a"].cuts) == sorted(spread["a"].cuts)


def test_the_same_seed_gives_the_same_bytes_on_any_number_of_workers(question: Question) -> None:
    """One worker or four, not a bit of the answer changes; another seed draws other readings."""
    batch = Batch(question.machine, question.layout)
    inputs = draws(question, 5000, seed=1)
    alone = batch.judge(inputs)
    with ThreadPoolExecutor(4) as four:
        shared = judge_all(batch, inputs, four)
    assert alone.margin.tobytes() == shared.margin.tobytes()
    assert alone.which.tobytes() == shared.which.tobytes()
    again = draws(question, 5000, seed=1)
    assert all(np.array_equal(again[name], inputs[name]) for name in inputs)
    other = draws(question, 5000, seed=2)
    assert not np.array_equal(other["violations.probe.seen"], inputs["violations.probe.seen"])


def test_a_sweep_shows_progress_and_stops_cleanly(question: Question) -> None:
    """Told to stop, it answers with what was judged, and says how much that was."""
    seen: list[tuple[int, int]] = []

    def stop_soon(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 2

    found = robustness(question, 5000, progress=stop_soon)
    assert seen == [(1024, 5000), (2048, 5000)]
    assert (found.drawn, found.asked) == (2048, 5000)


def test_the_one_volatile_variable_is_found(question: Question) -> None:
    """Detection carries nearly all of the verdict's variation, and ranks first."""
    ranked = influences(question, 256)
    assert ranked[0].input.name == "violations.probe.seen"
    assert ranked[0].total > 0.9
    assert all(each.total < 0.05 for each in ranked[1:])
    assert all(each.of_verdict for each in ranked)


def test_where_the_verdict_does_not_vary_a_margin_stands_for_it() -> None:
    """With detection sure enough the ranking is of the smallest margin, and says so."""
    steady = Question(parse(TEXT.replace("seen: 0..0.2", "seen: 0.3..0.4")))
    ranked = influences(steady, 128)
    assert not any(each.of_verdict for each in ranked)
    assert ranked[0].input.name == "violations.probe.seen"


def test_where_the_verdict_hardly_varies_a_margin_stands_for_it_too() -> None:
    """Indices of a verdict that two readings in a hundred share would be a matter of luck."""
    few = Question(parse(TEXT.replace("seen: 0..0.2", "seen: 0.098..0.2")))
    share = robustness(few, 4096).share
    assert 0.95 < share < 1
    ranked = influences(few, 128)
    assert not any(each.of_verdict for each in ranked)
    assert ranked[0].input.name == "violations.probe.seen"
    assert ranked[0].total <= 1.1


def test_an_exact_reading_in_the_batch_is_the_single_verdict(question: Question) -> None:
    """At detection 0.05 it fails, at 0.15 it holds, and at exactly 0.1 it is too close to call."""
    inputs = {name: np.full(3, float(value)) for name, value in question.values().items()}
    inputs["violations.probe.seen"] = np.array([0.05, 0.15, 0.1])
    inputs["violations.probe.false_alarm"] = np.zeros(3)
    batch = Batch(question.machine, question.layout)
    assert batch.judge(inputs).verdict.tolist() == [-1, 1, 0]
    exact = {"violations.probe.seen": Fraction(1, 10), "violations.probe.false_alarm": Fraction(0)}
    assert question.read(exact).judge()[1].holds is True


def test_bands_hold_the_curve(question: Question) -> None:
    """Low, middle and high are in order, begin at one and never rise."""
    found = bands(question, 8, seed=5)
    assert found.drawn == 8
    assert found.low[0] == found.high[0] == 1.0
    for low, middle, high in zip(found.low, found.middle, found.high, strict=True):
        assert low <= middle <= high
    assert list(found.middle) == sorted(found.middle, reverse=True)
    assert len(found.low) == 7


def test_wilson_is_sane_at_the_ends() -> None:
    """None of a hundred is not proof of never, and nothing drawn says nothing."""
    low, high = wilson(0, 100)
    assert low == pytest.approx(0)
    assert 0.03 < high < 0.05
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_dossier_of_exact_numbers_has_one_reading() -> None:
    """With nothing to draw nothing is ranked, and a sweep says why there is none."""
    fixed: Dossier = parse(
        TEXT.replace("5..5.2", "5").replace("0.8..0.9", "0.8").replace("0..0.2", "0.2")
        .replace("0..0.001", "0").replace("0..1", "1")
    )  # fmt: skip
    question = Question(fixed)
    assert influences(question) == ()
    with pytest.raises(QuestionError) as refused:
        robustness(question, 100)
    assert refused.value.code == "nothing-to-draw"


def test_few_readings_and_many_are_worked_out_to_the_same_bytes(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain NumPy, done before the compiled loop is loaded, gives not a bit that is different."""
    batch = Batch(question.machine, question.layout)
    inputs = draws(question, 60, seed=4)
    inputs["violations.probe.false_alarm"][::3] = 0.0
    plain = batch.judge(inputs)
    monkeypatch.setattr("holdfast.endure.batch.FEW", 0)
    compiled = batch.judge(inputs)
    assert plain.margin.tobytes() == compiled.margin.tobytes()
    assert plain.which.tobytes() == compiled.which.tobytes()
    assert plain.scale.tobytes() == compiled.scale.tobytes()


def test_ctrl_c_ends_a_sweep_with_what_was_drawn(question: Question) -> None:
    """A stop is no error: what was judged is answered with its count; half a ranking is none."""

    def interrupt(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    found = robustness(question, 5000, progress=interrupt)
    assert (found.drawn, found.asked) == (3072, 5000)
    drawn = bands(question, 12, progress=interrupt)
    assert (drawn.drawn, drawn.asked, len(drawn.middle)) == (10, 12, 7)

    def at_once(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    assert influences(question, 64, progress=at_once) == ()


def test_a_sweep_stopped_before_anything_was_judged_says_so(question: Question) -> None:
    """Nothing drawn says nothing: no share, every bound open, no band."""

    class Hasty:
        """An executor whose owner loses patience at once."""

        def submit(self, *_: object) -> object:
            raise KeyboardInterrupt

    found = robustness(question, 100, executor=Hasty())  # type: ignore[arg-type]
    assert (found.drawn, found.share, found.low, found.high) == (0, 0.0, 0.0, 1.0)
    assert found.parties == ()
    nothing = bands(question, 5, executor=Hasty())  # type: ignore[arg-type]
    assert (nothing.drawn, nothing.middle) == (0, ())


def test_progress_of_a_ranking_counts_all_of_it(question: Question) -> None:
    """The last that is told is that all of (inputs + 2) times the size is done."""
    told: list[tuple[int, int]] = []
    influences(question, 32, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (32 * 7, 32 * 7)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_machine_that_cannot_compile_gives_the_same_bytes(
    question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the compiled loop plain NumPy does all of it."""
    inputs = draws(question, 20, seed=6)
    batch = Batch(question.machine, question.layout)
    before = batch.judge(inputs)
    monkeypatch.setattr("holdfast.endure.batch.FEW", 0)
    monkeypatch.setitem(sys.modules, "holdfast.endure.kernel", None)
    assert batch.judge(inputs).margin.tobytes() == before.margin.tobytes()
