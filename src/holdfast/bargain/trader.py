"""Packages put beside a draft: what changes, who gives on what, and who gets on what."""

from collections.abc import Mapping
from fractions import Fraction

from holdfast.bargain.answers import Change, Trade
from holdfast.bargain.columns import Choices
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.results import ValuedPackage
from holdfast.dossier.model import Dossier, Package, Reading
from holdfast.dossier.worth import terms

IssueWorth = Mapping[str, Mapping[tuple[str, str], Fraction]]
"""For each party, what the options of issues are worth to it by themselves."""


class Trader:
    """Puts packages beside one draft."""

    def __init__(self, inquiry: Inquiry, draft: ValuedPackage) -> None:
        self._inquiry = inquiry
        self._draft = draft
        self._worth = issue_worth(inquiry.dossier, inquiry.reading)

    def trades(self, choices: Choices) -> tuple[Trade, ...]:
        """The trades that lead from the draft to packages, those of the most gain first.

        Most gain: the greatest sum, over the parties, of what each gains as a share of the most
        that it gains by any of these trades; no points are compared.
        """
        found = [self._trade(package) for package in self._inquiry.packages(choices, waived=None)]
        most = {p: max((t.gains[p] for t in found), default=0) for p in self._worth_parties}

        def shares(trade: Trade) -> Fraction:
            reached = (trade.gains[p] / m for p, m in most.items() if m > 0)
            return sum(reached, start=Fraction(0))

        return tuple(sorted(found, key=shares, reverse=True))

    @property
    def _worth_parties(self) -> tuple[str, ...]:
        return self._inquiry.valued

    def _trade(self, package: ValuedPackage) -> Trade:
        changes = changes_between(self._draft.options, package.options)
        before = {**self._draft.values, **self._draft.others}
        after = {**package.values, **package.others}
        gains = {party: after[party] - before[party] for party in after}
        alone = {party: self._alone(party, changes) for party in gains}
        return Trade(
            changes=changes,
            package=package,
            gains=gains,
            gives={
                p: tuple(i for i, worth in own.items() if worth < 0) for p, own in alone.items()
            },
            gets={p: tuple(i for i, worth in own.items() if worth > 0) for p, own in alone.items()},
            combined={p: gains[p] - sum(own.values()) for p, own in alone.items()},
        )

    def _alone(self, party: str, changes: tuple[Change, ...]) -> dict[str, Fraction]:
        own, nothing = self._worth[party], Fraction(0)
        return {
            c.issue: own.get((c.issue, c.after), nothing) - own.get((c.issue, c.before), nothing)
            for c in changes
        }


def issue_worth(dossier: Dossier, reading: Reading) -> IssueWorth:
    """What options are worth to each party by themselves, everything of one issue added up."""
    found: dict[str, dict[tuple[str, str], Fraction]] = {}
    for party, view in dossier.views.items():
        own = found.setdefault(party, {})
        for term in terms(view, reading):
            told_apart = dossier.told_apart(term.when)
            if len(told_apart) == 1:
                (issue,) = told_apart
                for option in dict.fromkeys(term.when.options[issue]):
                    own[issue, option] = own.get((issue, option), Fraction(0)) + term.worth
    return found


def changes_between(before: Package, after: Package) -> tuple[Change, ...]:
    """The issues that two packages settle differently."""
    return tuple(
        Change(issue, before[issue], option)
        for issue, option in after.items()
        if before[issue] != option
    )
