"""Talks with everybody at the table, for tests: by their own accounts, in a file of their own."""

from holdfast.desk.convening import Convener, convene, invite, seat_mediator, seat_party
from holdfast.desk.talks import OpenTalks, join_talks
from holdfast.dossier import parse
from holdfast.ledger.means import Means
from ledgers import WORDS, HandClock, cheap

DOSSIER = parse(
    """
holdfast: 1
title: Test talks
parties:
  ukraine: {name: Ukraine, roles: principal}
  russia: {name: Russia, roles: principal}
  us: {name: United States, roles: [mediator, guarantor]}
  europe: {name: Europe, roles: stakeholder, at_table: no}
issues:
  line: {title: The line, options: {freeze: Freeze, swaps: Swaps}}
  monitors: {title: Monitors, options: {none: None at all, many: Many}}
views:
  ukraine:
    no_deal: 10
    values:
      line: {weight: 50, worth: {freeze: 100, swaps: 40}}
      monitors: {weight: 50, worth: {many: 100}}
    stance: {line: freeze}
  russia:
    no_deal: 20
    values: {line: {weight: 60, worth: {swaps: 100, freeze: 50}}}
"""
)


class Table:
    """Talks with two mediators, two delegations and a stakeholder, all signed in."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.clock = HandClock()
        self.means: Means = cheap(self.clock)
        convener = Convener("Mediator", "us", WORDS)
        self.mediator = convene(where, convener, "Test talks", DOSSIER, self.means)
        self.second = self.join("Second", is_mediator=True)
        seat_mediator(self.mediator, "Second", "us")
        self.ukraine, self.russia, self.europe = map(self.join, ("Ukraine", "Russia", "Europe"))
        seat_party(self.mediator, "Ukraine", "ukraine")
        seat_party(self.mediator, "Russia", "russia")
        seat_party(self.mediator, "Europe", "europe", kind="stakeholder", is_at_table=False)

    def join(self, name: str, *, is_mediator: bool = False) -> OpenTalks:
        """Invite somebody and let them join."""
        token = invite(self.mediator, name, is_mediator=is_mediator)
        return join_talks(self.where, token, WORDS, self.means)
