"""What can be settled early on cases that can be worked out on paper."""

from dataclasses import replace
from fractions import Fraction

from bargaining import plain, with_no_deal
from holdfast.bargain.agenda import agenda
from holdfast.dossier import Dossier, Link, Pattern, Track


def on_tracks(dossier: Dossier, **tracks: str) -> Dossier:
    """The dossier with its issues on tracks."""
    issues = {i: replace(issue, track=tracks.get(i, "")) for i, issue in dossier.issues.items()}
    titles = {track: Track(track, track) for track in tracks.values()}
    return replace(dossier, issues=issues, tracks=titles)


SHARED = plain({"p0": [[0, 5], [0, 8], [4, 0]], "p1": [[0, 3], [6, 0], [0, 7]]})
"""Both want o1 on i0; on i1 and i2 what the one gains the other loses: three points."""


def test_what_everybody_wants_can_be_settled_at_no_loss() -> None:
    """i0 comes first, in the way that gives both all they could have on it."""
    found = agenda(SHARED)
    first, *rest = found.order
    assert (first.issue, first.option) == ("i0", "o1")
    assert first.loss == 0
    assert first.shares == {"p0": 1, "p1": 1}
    assert [item.option for item in rest] == [None, None]
    assert found.count == 3


def test_what_is_left_for_the_package_comes_by_what_settling_it_would_lose() -> None:
    """Settling i2 costs p1 7 of 16 or p0 4 of 17; settling i1 costs p1 6 of 16 or p0 8 of 17."""
    found = agenda(SHARED)
    losses = {item.issue: item.loss for item in found.order}
    assert losses["i2"] == Fraction(4, 17)
    assert losses["i1"] == Fraction(6, 16)
    assert [item.issue for item in found.order] == ["i0", "i2", "i1"]
    by_issue = {own.issue: own for own in found.issues}
    assert by_issue["i2"].best.settled == {"i2": "o1"}
    assert by_issue["i2"].best.kept == 2
    assert by_issue["i2"].best.less == {"p0": 4, "p1": 0}


def test_a_rule_can_make_a_shared_wish_costly() -> None:
    """When o1 on i0 rules out o0 on i2, settling i0 first costs p0 the points where it has both."""
    link = Link("tie", Pattern({"i0": ("o1",), "i2": ("o0",)}))
    found = agenda(replace(SHARED, links=(link,)))
    by_issue = {own.issue: own for own in found.issues}
    assert by_issue["i0"].tied == ("i2",)
    assert by_issue["i2"].tied == ("i0",)
    assert by_issue["i1"].tied == ()
    # With i0 and i2 tied, (o1, o1) gives (5, 10) of the two and (o0, o0) gives (4, 0).
    assert by_issue["i0"].best.is_free
    assert by_issue["i2"].best.settled == {"i2": "o1"}


def test_a_whole_track_can_be_free_or_not() -> None:
    """The track of i0 alone costs nothing; that of i1 and i2 always costs somebody."""
    found = agenda(on_tracks(SHARED, i0="easy", i1="hard", i2="hard"))
    tracks = {own.track: own for own in found.tracks}
    assert tracks["easy"].best.is_free
    assert tracks["easy"].is_proven
    assert not tracks["hard"].best.is_free
    assert tracks["hard"].no_free_way
    assert tracks["hard"].best.kept == 1
    # (15, 3) for p0 to (5, 16): the joint outcome is greatest where both give on one.
    assert tracks["hard"].joint.joint == 1


def test_without_a_zone_there_is_nothing_to_settle() -> None:
    """No issue, track or order is invented, and the emptiness is proven."""
    found = agenda(with_no_deal(SHARED, p0=18))
    assert (found.count, found.issues, found.tracks, found.order) == (0, (), (), ())
    assert found.proof.complete


def test_a_table_has_one_row_for_each_option() -> None:
    """What is kept of what, and the loss."""
    frame = agenda(SHARED).to_frame()
    assert len(frame) == 6
    assert set(frame.columns) >= {"issue", "option", "kept", "whole", "loss"}
