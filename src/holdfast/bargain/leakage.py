"""Leakage: what a delegation could infer about another's red lines from a proposal.

The hypotheses. Beyond what is public, the other party rules out nothing; or it rules out some of
the options of one issue, any set of them that leaves one option open, but neither the option that
it defends in public nor options that a public red line bars already. Each is taken to be as likely
as any other beforehand. That is no claim about the party: it makes what is learned a plain number,
the logarithm of how many hypotheses there were over how many are left. A private line that has a
price is as unknown as one that says never. A hypothesis does not tell the two apart: to ask too
high a price counts as ruling out, for it keeps the same packages from being best.

What remains. A hypothesis remains when the mediator, doing what it is presumed to do, could have
made the proposal if the hypothesis were true. If it proposes nothing that a party rules out, the
options of the proposal are cleared, and that is all. If it is presumed to propose the best by some
measure, everything better must have been ruled out: so a line remains only if, on its issue, it
rules out every option that any better package takes. These two presumptions are reckoned for an
observer who judges everything as this dossier does and lacks the private red lines alone, which is
the most that could be inferred; one who knows less infers less.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from holdfast.bargain.acceptance import DrawnView
from holdfast.bargain.draws import Distribution, Sample
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.leakage_answers import (
    CrossedLine,
    Inference,
    Leak,
    Leakage,
    Presumption,
)
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import unknown_options
from holdfast.bargain.public_record import (
    PUBLIC,
    Limits,
    is_public,
    public_limits,
    without_private_lines,
)
from holdfast.bargain.rivals import Better, Rivals, Taken, smallest_explanations, taken
from holdfast.bargain.robustness import drawn_share
from holdfast.dossier.model import Dossier, Package, Terms
from holdfast.errors import QuestionError


def leakage(  # noqa: PLR0913  each is a question's own part
    dossier: Dossier,
    proposal: Package,
    between: Sequence[str] | None = None,
    limit: Limit | None = None,
    *,
    to: Sequence[str] | None = None,
    public: Collection[Terms] = PUBLIC,
    count: int = 1000,
    seed: int = 0,
) -> Leakage:
    """What a proposal would give away, before it is made.

    Args:
        dossier: what is known.
        proposal: options for some issues or for all. Of the issues that it leaves open nothing is
            inferred, and only of a whole package can it be inferred that nothing better was open.
        between: the parties between whom the mediator is presumed to look for the best;
            ``dossier.bargainers()`` unless said.
        limit: how long it may take and how much it may hold; no time limit unless said.
        to: the parties who would see it; every party that has a view unless said. Nothing is said
            of what a party could infer about itself.
        public: the terms of attribution under which a red line counts as publicly known.
        count: how many admissible views are drawn.
        seed: of the draws.

    Raises:
        QuestionError: when the proposal names an unknown issue or option, or a party is unknown.
    """
    wrong = unknown_options(dossier, proposal) or ([] if proposal else ["it names no issue"])
    if wrong:
        message = f"This is not a proposal: {'; '.join(wrong)}. Name issues with their options."
        raise QuestionError(message, code="not-a-proposal")
    strangers = [party for party in to or () if party not in dossier.parties]
    if strangers:
        message = (
            f"{', '.join(map(repr, strangers))}: no such party in this dossier. "
            f"Its parties are {', '.join(dossier.parties)}."
        )
        raise QuestionError(message, code="unknown-party")
    options = {issue: proposal[issue] for issue in dossier.issues if issue in proposal}
    inquiry = Inquiry(dossier, between, limit=limit)
    sample = Sample(dossier, seed, 0, count, Distribution.UNIFORM)
    leaks: list[Leak] = []
    unasked: list[str] = []
    for subject in dossier.views:
        observers = tuple(p for p in (to or dossier.views) if p != subject)
        if not observers:
            continue
        found = None
        if not inquiry.limit:
            found = _Subject(inquiry, subject, options, public).leak(observers, sample)
        if found is None or inquiry.watch.is_interrupted:
            unasked.append(subject)
        else:
            leaks.append(found)
    is_whole = len(options) == len(dossier.issues)
    return Leakage(options, is_whole, tuple(leaks), inquiry.proof(), tuple(unasked))


@dataclass(frozen=True, slots=True)
class _Subject:
    """One party about whom something may be inferred."""

    inquiry: Inquiry
    party: str
    proposal: Package
    public: Collection[Terms]

    def leak(self, observers: tuple[str, ...], sample: Sample) -> Leak:
        """Everything that is said of one subject."""
        dossier = self.inquiry.dossier
        view = dossier.views[self.party]
        limits = public_limits(dossier, self.party, self.public)
        is_whole = len(self.proposal) == len(dossier.issues)
        drawn = DrawnView(view, sample).accepts(self.proposal) if is_whole else None
        public_lines = [r for r in view.red_lines if is_public(dossier, r, self.public)]
        broken = [r.id for r in public_lines if r.price is None and self._matches(r.never.options)]
        return Leak(
            subject=self.party,
            observers=observers,
            inferences=() if broken else self._inferences(limits, is_whole=is_whole),
            cleared={i: o for i, o in self.proposal.items() if o in self._unknown(limits, i)},
            departures=tuple(i for i, o in self.proposal.items() if limits.defended.get(i, o) != o),
            crossed=tuple(
                CrossedLine(line.id, line in public_lines)
                for line in view.red_lines
                if line.price is not None and self._matches(line.never.options)
            ),
            broken=tuple(broken),
            views=None if drawn is None else drawn_share(int(drawn.sum()), sample.count),
        )

    def _matches(self, named: Mapping[str, Collection[str]]) -> bool:
        """True when the proposal settles all issues that a pattern names, as it names them."""
        return all(self.proposal.get(issue) in options for issue, options in named.items())

    def _unknown(self, limits: Limits, issue: str) -> frozenset[str]:
        return limits.unknown(issue, self.inquiry.dossier.issues[issue].options)

    def _inferences(self, limits: Limits, *, is_whole: bool) -> tuple[Inference, ...]:
        found = [self._count(Presumption.OPEN, limits, {})]
        if is_whole:
            dossier = without_private_lines(self.inquiry.dossier, self.party, self.public)
            rivals = Rivals(self.inquiry.about(dossier), self.proposal)
            for presumption in (Presumption.FRONTIER, Presumption.NASH):
                found.append(self._inference(presumption, limits, _better(rivals, presumption)))
        return tuple(found)

    def _inference(
        self, presumption: Presumption, limits: Limits, better: Better | None
    ) -> Inference:
        """What follows when everything better must have been ruled out."""
        if better is None:
            return self._count(presumption, limits, None)
        may_bar = {i: self._unknown(limits, i) - {o} for i, o in self.proposal.items()}
        counted = self._count(presumption, limits, taken(better, may_bar))
        if counted.fits_none:
            return counted
        explanations, are_all = smallest_explanations(better, may_bar)
        return replace(counted, explanations=explanations, has_all_explanations=are_all)

    def _count(self, presumption: Presumption, limits: Limits, better: Taken | None) -> Inference:
        """The hypotheses before and after; ``better`` None when none can explain the proposal."""
        before, after = 1, 0
        pointed: dict[str, tuple[str, ...]] = {}
        fits_none = better is not None and not any(better.values())
        for issue in self.inquiry.dossier.issues.values():
            before += self._before(limits, issue.id)
            left = 0 if better is None else self._after(limits, issue.id, better)
            after += left
            if left and not fits_none and better is not None:
                pointed[issue.id] = tuple(o for o in issue.options if o in better[issue.id])
        return Inference(
            presumption=presumption,
            before=before,
            after=after + fits_none,
            pointed=pointed,
            fits_none=fits_none,
            explanations=(),
            is_proven=self.inquiry.is_complete,
            has_all_explanations=self.inquiry.is_complete,
        )

    def _before(self, limits: Limits, issue: str) -> int:
        """The sets of options of one issue that the party may rule out, as far as is known."""
        options = frozenset(self.inquiry.dossier.issues[issue].options)
        unknown = self._unknown(limits, issue)
        leaves_nothing = unknown == options - limits.barred.get(issue, frozenset())
        return max((1 << len(unknown)) - 1 - leaves_nothing, 0)

    def _after(self, limits: Limits, issue: str, better: Taken) -> int:
        """Those that hold every option some better package takes, and not the proposal's."""
        ruled_out = better.get(issue, frozenset())
        if issue not in self.proposal:
            return 0 if ruled_out else self._before(limits, issue)
        unknown = self._unknown(limits, issue) - {self.proposal[issue]}
        if not ruled_out <= unknown:
            return 0
        if any(better.values()):
            return 1 << (len(unknown) - len(ruled_out)) if ruled_out else 0
        return (1 << len(unknown)) - 1


def _better(rivals: Rivals, presumption: Presumption) -> Better | None:
    """What is better than the proposal by the presumed measure; None when it cannot be made."""
    if not rivals.is_acceptable:
        return None
    if presumption is Presumption.FRONTIER:
        return rivals.dominating()
    return rivals.with_greater_product()
