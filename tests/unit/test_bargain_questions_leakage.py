"""What a proposal gives away on cases that can be counted by hand."""

from dataclasses import replace

import pytest

from bargaining import plain
from holdfast.bargain import rivals
from holdfast.bargain.leakage import leakage
from holdfast.bargain.leakage_answers import Leak, Presumption
from holdfast.desk.view_words import leak_words
from holdfast.dossier import Basis, Dossier, Evidence, Pattern, Range, RedLine, Stance, Terms
from holdfast.errors import QuestionError

TWO = plain({"p0": [[9, 6, 1], [3, 0]], "p1": [[1, 6, 9], [0, 2]]})
"""An issue of three options, where the middle one has the greatest product, and one of two."""

FAIR = {"i0": "o1", "i1": "o0"}


def about(dossier: Dossier, proposal: dict[str, str], party: str = "p0") -> Leak:
    """What could be inferred about one party."""
    return next(leak for leak in leakage(dossier, proposal).leaks if leak.subject == party)


def with_line(dossier: Dossier, line: RedLine, evidence: Evidence | None = None) -> Dossier:
    """The dossier in which p0 has a red line, that may rest on evidence."""
    basis = Basis((evidence.id,)) if evidence else Basis()
    view = replace(dossier.views["p0"], red_lines=(replace(line, basis=basis),))
    found = {evidence.id: evidence} if evidence else {}
    return replace(dossier, views={**dossier.views, "p0": view}, evidence=found)


SAID = Evidence("said", "report", "It was said aloud.", terms=Terms.ON_THE_RECORD)
WHISPERED = Evidence("whispered", "report", "It was whispered.", terms=Terms.BACKGROUND)
NEVER = RedLine("never", Pattern({"i0": ("o2",)}), None)


def test_hypotheses_are_counted_before_and_after() -> None:
    """Of i0, six sets leave an option open; of i1, two; and none at all: 9. Left are 3, 1 and 1."""
    (own,) = (i for i in about(TWO, FAIR).inferences if i.presumption is Presumption.OPEN)
    assert (own.before, own.after) == (9, 5)
    assert own.bits == pytest.approx(0.848, abs=1e-3)
    assert own.fits_none


def test_what_is_public_is_no_hypothesis_and_is_not_given_away() -> None:
    """p0 defends o0 in public and has ruled out o2: of i0, only o1 is open to guessing."""
    dossier = with_line(TWO, NEVER, SAID)
    stances = {"i0": Stance("i0", "o0")}
    view = replace(dossier.views["p0"], stances=stances)
    dossier = replace(dossier, views={**dossier.views, "p0": view})
    leak = about(dossier, FAIR)
    (own,) = (i for i in leak.inferences if i.presumption is Presumption.OPEN)
    # {o1} of i0, {o0} or {o1} of i1, or nothing; the proposal takes o1 and o0.
    assert (own.before, own.after) == (4, 2)
    assert leak.cleared == FAIR
    assert leak.departures == ("i0",)


def test_a_private_line_is_one_that_rests_on_nothing_public() -> None:
    """Words on background terms do not make a line public, unless they are said to."""
    private = with_line(TWO, NEVER, WHISPERED)
    assert about(private, FAIR).inferences[0].before == 9
    wider = leakage(private, FAIR, public=(Terms.BACKGROUND,)).leaks[0]
    assert wider.inferences[0].before < 9


def test_a_proposal_short_of_the_best_points_at_the_line_behind_it() -> None:
    """Without a line o1 on i0 has the greatest product; proposing o2 says that it is ruled out."""
    hidden = RedLine("secret", Pattern({"i0": ("o1",)}), None)
    leak = about(with_line(TWO, hidden), {"i0": "o2", "i1": "o0"})
    nash = next(i for i in leak.inferences if i.presumption is Presumption.NASH)
    assert not nash.fits_none
    assert (("i0", "o1"),) in nash.explanations
    assert "o1" in nash.pointed["i0"]
    assert nash.after < nash.before


def test_a_private_line_with_a_price_is_no_better_known_than_one_that_says_never() -> None:
    """Both are left out of what the observer knows, and a proposal points at both alike."""
    short = {"i0": "o2", "i1": "o0"}
    secret = RedLine("secret", Pattern({"i0": ("o1",)}), None)
    never = about(with_line(TWO, secret), short)
    priced = with_line(TWO, replace(secret, price=Range.exactly(30)))
    assert about(priced, short).inferences == never.inferences
    assert "if p0 had no private red line" not in " ".join(leak_words(priced, about(priced, short)))
    public = replace(secret, price=Range.exactly(30))
    assert about(with_line(TWO, public, SAID), short).inferences != never.inferences


def test_explanations_that_were_cut_short_do_not_make_counts_unproven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The counts stand; the words claim nothing of what was not looked for."""
    hidden = RedLine("secret", Pattern({"i0": ("o1",)}), None)
    dossier = with_line(TWO, hidden)
    whole = about(dossier, {"i0": "o2", "i1": "o0"})
    monkeypatch.setattr(rivals, "_MOST_SEARCHES", 0)
    leak = about(dossier, {"i0": "o2", "i1": "o0"})
    for own, before in zip(leak.inferences, whole.inferences, strict=True):
        assert own.is_proven
        assert (own.before, own.after) == (before.before, before.after)
        assert set(own.explanations) <= set(before.explanations)
        assert own.has_all_explanations == (own.presumption is not Presumption.NASH)
    assert "not found out" in " ".join(leak_words(dossier, leak))
    assert "1 smallest explanation in all. It has p0 rule" in " ".join(leak_words(dossier, whole))
    cut = tuple(replace(own, has_all_explanations=False) for own in whole.inferences)
    said = " ".join(leak_words(dossier, replace(whole, inferences=cut)))
    assert "1 smallest explanation was found, and there may be more." in said
    assert "rule out" not in said


def test_counts_that_are_not_proven_say_so() -> None:
    """Whatever was cut, nobody reads a count as a proof."""
    leak = about(TWO, FAIR)
    assert "not proven" not in " ".join(leak_words(TWO, leak))
    cut = tuple(replace(own, is_proven=False) for own in leak.inferences)
    assert "not proven" in " ".join(leak_words(TWO, replace(leak, inferences=cut)))


def test_a_proposal_that_breaks_a_public_line_tells_nothing() -> None:
    """It contradicts the record, so no presumption fits."""
    leak = about(with_line(TWO, NEVER, SAID), {"i0": "o2", "i1": "o0"})
    assert leak.broken == ("never",)
    assert leak.inferences == ()


def test_priced_lines_that_are_crossed_are_named() -> None:
    """With whether they are public, for a private one that is crossed is news."""
    priced = replace(NEVER, price=Range.exactly(2))
    for evidence, is_public in ((SAID, True), (WHISPERED, False)):
        dossier = with_line(TWO, priced, evidence)
        leak = about(dossier, {"i0": "o2", "i1": "o0"})
        (crossed,) = leak.crossed
        assert (crossed.id, crossed.is_public) == ("never", is_public)
        kind = "public" if is_public else "private"
        name = dossier.parties["p0"].name
        told = f"It crosses a {kind} red line of {name} that has a price: “never”."
        assert told in leak_words(dossier, leak)


def test_of_open_issues_nothing_is_inferred() -> None:
    """A proposal on one issue leaves all hypotheses about the other."""
    leak = about(TWO, {"i1": "o0"})
    (own,) = leak.inferences
    assert (own.before, own.after) == (9, 8)
    assert leak.views is None


def test_only_those_who_see_it_infer_and_nothing_about_themselves() -> None:
    """Shown to p1 alone, it can tell only about p0."""
    found = leakage(TWO, FAIR, to=("p1",))
    assert [(leak.subject, leak.observers) for leak in found.leaks] == [("p0", ("p1",))]


@pytest.mark.parametrize(
    ("proposal", "to", "code"),
    [
        ({"i9": "o0"}, None, "not-a-proposal"),
        ({"i0": "o7"}, None, "not-a-proposal"),
        ({}, None, "not-a-proposal"),
        (FAIR, ("nobody",), "unknown-party"),
    ],
)
def test_what_is_no_proposal_is_refused(
    proposal: dict[str, str], to: tuple[str, ...] | None, code: str
) -> None:
    """Unknown issues, options and parties are named."""
    with pytest.raises(QuestionError) as refused:
        leakage(TWO, proposal, to=to)
    assert refused.value.code == code


def test_a_table_has_one_row_for_each_party_and_presumption() -> None:
    """Hypotheses before and after, and bits."""
    frame = leakage(TWO, FAIR).to_frame()
    assert list(frame.columns) == ["subject", "presumption", "before", "after", "bits"]
    assert len(frame) == 6
