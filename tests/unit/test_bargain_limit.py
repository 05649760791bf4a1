"""What is answered when time or memory runs out, or the user interrupts: never a false claim."""

from dataclasses import replace

import pytest

from bargaining import opposed, with_no_deal
from holdfast.bargain import Frontier, Limit, Principle, frontier, package_model, settle, zone
from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.red_lines import red_lines
from holdfast.dossier import Dossier, Pattern, RedLine

LARGE = opposed(12, 3)


def _is_honest(found: Frontier) -> None:
    """What was found is true, and says of itself that it may not be all."""
    assert not found.proof.complete
    assert found.proof.checked
    assert found.proof.limit
    for package in found.packages:
        assert all(package.values[party] <= most for party, most in found.at_most.items())
    assert set(found.between) == set(found.at_most)


def test_a_complete_frontier_needs_no_bound() -> None:
    """What is known to be all says nothing of what might be above it."""
    assert frontier(opposed(3, 2)).at_most == {}


def test_a_time_limit_gives_true_packages_and_no_claim() -> None:
    """With no time at all, a few packages are found and nothing is claimed of the others."""
    found = frontier(LARGE, limit=Limit(seconds=0))
    _is_honest(found)
    assert "0 seconds" in found.proof.limit
    assert found.proof.why.endswith("Not every package was accounted for.")
    assert found.count > 0


@pytest.mark.parametrize("settled_by", [Principle.KALAI_SMORODINSKY, Principle.UTILITARIAN])
def test_a_settlement_of_what_was_found_claims_no_more(settled_by: Principle) -> None:
    """Where few packages could all be looked at, a better one that was not found is no defect."""
    small = opposed(4, 2)
    whole = frontier(small)
    proof = replace(whole.proof, complete=False, limit="it was interrupted")
    found = settle(
        small, settled_by, frontier=replace(whole, packages=whole.packages[:1], proof=proof)
    )
    assert found.package == whole.packages[0]
    assert not found.proof.complete
    assert found.proof.unchecked == ("no package of the zone ranks higher by this principle",)


@pytest.mark.parametrize("size", [4, 6])
@pytest.mark.parametrize("least", [10**40, -(10**40)])
def test_a_no_deal_value_beyond_64_bits_is_no_trouble_to_the_sweep(size: int, least: int) -> None:
    """Out of reach there is no zone; far below everything it rules nothing out."""
    dossier = opposed(size, 2)
    swept = frontier(with_no_deal(dossier, p0=least), limit=Limit(cells=0))
    assert swept.proof.complete
    free = [package.values for package in frontier(dossier).packages]
    assert [package.values for package in swept.packages] == ([] if least > 0 else free)


def test_a_row_limit_gives_true_packages_and_no_claim() -> None:
    """The same where too many totals would have to be held at once."""
    found = frontier(LARGE, limit=Limit(rows=500))
    _is_honest(found)
    assert "500" in found.proof.limit


def test_an_interruption_gives_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of elimination is an answer, not a crash."""
    calls = 0

    def interrupted(_: Watch, rows: int = 0) -> None:
        nonlocal calls
        calls += rows >= 0
        if calls == 9:
            raise KeyboardInterrupt

    monkeypatch.setattr(Watch, "check", interrupted)
    found = frontier(LARGE)
    _is_honest(found)
    assert "interrupted" in found.proof.limit


def test_a_sweep_that_is_stopped_keeps_the_points_it_has_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first points of the full frontier, in order, and no claim of completeness."""
    dossier = opposed(5, 2)
    everything = frontier(dossier)
    solve = package_model.PackageModel._maximal
    left = 4

    def stopped(self: package_model.PackageModel, *args: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            message = "it was interrupted"
            raise LimitReached(message)
        return solve(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(package_model.PackageModel, "_maximal", stopped)
    found = frontier(dossier, limit=Limit(cells=0))
    _is_honest(found)
    assert [p.values for p in everything.packages[:4]] == [p.values for p in found.packages]


def test_an_empty_result_of_a_stopped_search_is_not_called_empty() -> None:
    """A zone that holds little: a stopped search may find nothing, and says so."""
    narrow = with_no_deal(LARGE, p0=3600, p1=3000, p2=3000)
    stopped = zone(narrow, limit=Limit(seconds=0))
    assert not stopped.proof.complete
    assert stopped.at_most == narrow.package_count
    assert stopped.conflicts == ()


def test_a_settlement_is_no_more_proven_than_its_frontier() -> None:
    """The proof of the frontier is the settlement's."""
    settled = settle(LARGE, "nash", limit=Limit(seconds=0))
    assert settled.package is not None
    assert not settled.proof.complete
    assert settled.proof.limit


def test_a_zone_that_cannot_be_counted_says_between_what_bounds() -> None:
    """The count is then what is known to be in the zone, and at most all packages."""
    dossier = with_no_deal(opposed(6, 2), p0=900, p1=900)
    counted = zone(dossier)
    bounded = zone(dossier, limit=Limit(cells=0))
    assert counted.at_most is None
    assert bounded.exists
    assert bounded.at_most is not None
    assert bounded.count <= counted.count <= bounded.at_most
    assert not bounded.proof.complete


@pytest.mark.parametrize("cells", [0, 1_000_000])
def test_work_that_is_called_off_gives_what_was_found(cells: int) -> None:
    """By elimination and by the sweep, whoever asked may end the work at any moment."""
    asked = 0

    def enough() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    found = frontier(LARGE, limit=Limit(cells=cells, should_stop=enough))
    assert not found.proof.complete
    assert "called off" in found.proof.limit


def test_the_lines_answered_before_work_is_called_off_are_proven() -> None:
    """What was told as done stays done; the rest is left unasked."""
    dossier = with_lines(with_lines(opposed(4, 2), 2, "p0"), 3, "p1")
    told: list[tuple[int, int]] = []
    limit = Limit(should_stop=lambda: bool(told) and told[-1][0] >= 2)
    found = red_lines(dossier, limit=limit, progress=lambda *done: told.append(done))
    assert told == [(0, 5), (2, 5)]
    assert [effect.is_proven for effect in found.lines] == [True, True]
    assert [party for party, _ in found.unasked] == ["p1", "p1", "p1"]
    assert not found.proof.complete


def test_many_lines_of_one_party_are_asked_some_at_a_time() -> None:
    """So that it is told how far the work is, and stopping it leaves something."""
    told: list[tuple[int, int]] = []
    found = red_lines(with_lines(opposed(4, 2), 30, "p0"), progress=lambda *done: told.append(done))
    assert len(found.lines) == 30
    assert len(told) > 2
    assert {done for _, done in told} == {30}


def with_lines(dossier: Dossier, count: int, party: str) -> Dossier:
    """The dossier with so many red lines of one party."""
    lines = tuple(RedLine(f"line-{n}", Pattern({"i0": (f"o{n % 2}",)}), None) for n in range(count))
    view = replace(dossier.views[party], red_lines=lines)
    return replace(dossier, views={**dossier.views, party: view})
