"""What a day after is worth to each, and what every departure costs: in fractions, to the end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from day_after_interpreter import Interpreter
from day_after_standing import CALLED, Breach, Outcome, Profile, Standing

F = Fraction
Conduct = Mapping[Standing, Profile]
"""What is done where somebody departs from what is prescribed."""


@dataclass(frozen=True)
class Departure:
    """One thing that a party alone could do otherwise; below zero, its ``margin`` says it pays."""

    party: str
    action: str
    standing: Standing
    margin: Fraction


@dataclass(frozen=True)
class Played:
    """A conduct played out: the profile and its outcome at every standing that can be met.

    Met along the conduct itself, or after any one departure from it.
    """

    interpreter: Interpreter
    profiles: dict[Standing, Profile]
    outcomes: dict[Standing, Outcome]

    def others(self, standing: Standing) -> Iterator[tuple[Breach, Profile]]:
        """Everything else that one alone could do: the action and whose it is, and all profiles."""
        profile = self.profiles[standing]
        for party, mine in self.interpreter.actions(standing).items():
            for action in mine:
                if action != profile[party]:
                    yield (action, party), {**profile, party: action}

    def worths(self, party: str) -> dict[Standing, Fraction]:
        """What each standing is worth to a party, counted from there."""
        discount = self.interpreter.tiny.stakes[party].discount
        rows: dict[Standing, dict[Standing, Fraction]] = {}
        rewards: dict[Standing, Fraction] = {}
        for standing, outcome in self.outcomes.items():
            row = {standing: F(1)}
            for after, chance in outcome.chances.items():
                row[after] = row.get(after, F(0)) - chance * counts(after, discount)
            rows[standing], rewards[standing] = row, outcome.rewards[party]
        return solved(rows, rewards)

    def periods(self) -> dict[Standing, int]:
        """The standings that are met when nobody departs, and how soon each could be."""
        result: dict[Standing, int] = {}
        reached, period = {self.interpreter.start()}, 0
        while reached:
            now = reached | {t for s in reached for t in self._next(s) if t.mode == CALLED}
            result |= dict.fromkeys(now - result.keys(), period)
            reached = {t for s in now for t in self._next(s) if t.mode != CALLED} - result.keys()
            period += 1
        return result

    def _next(self, standing: Standing) -> Iterable[Standing]:
        return self.outcomes[standing].chances

    def departing(self) -> set[Standing]:
        """Where somebody does not do what is prescribed."""
        return {
            standing
            for standing, profile in self.profiles.items()
            for party, mine in self.interpreter.actions(standing).items()
            if profile[party] != mine[0]
        }

    def margins(self) -> list[Departure]:
        """What every departure would cost whoever makes it."""
        worths = {party: self.worths(party) for party in self.interpreter.tiny.stakes}
        result = []
        for standing in self.profiles:
            for (action, party), profile in self.others(standing):
                outcome = self.interpreter.outcome(standing, profile)
                worth = self.worth_of(outcome, party, worths[party])
                margin = worths[party][standing] - worth
                result.append(Departure(party, action, standing, margin))
        return result

    def worth_of(
        self, outcome: Outcome, party: str, worths: Mapping[Standing, Fraction]
    ) -> Fraction:
        """What an outcome is worth to a party, with all that may come after."""
        discount = self.interpreter.tiny.stakes[party].discount
        later = (
            c * counts(after, discount) * worths[after] for after, c in outcome.chances.items()
        )
        return outcome.rewards[party] + sum(later, F(0))


def counts(standing: Standing, discount: Fraction) -> Fraction:
    """What a standing counts for in the one before: a call comes within the same period."""
    return F(1) if standing.mode == CALLED else discount


def play(
    interpreter: Interpreter, conduct: Conduct | None = None, also: Iterable[Standing] = ()
) -> Played:
    """Play a conduct out from signature, and from each standing named besides."""
    played = Played(interpreter, {}, {})
    waiting = [interpreter.start(), *also]
    while waiting:
        standing = waiting.pop()
        if standing in played.profiles:
            continue
        prescribed = {party: mine[0] for party, mine in interpreter.actions(standing).items()}
        profile = (conduct or {}).get(standing, prescribed)
        played.profiles[standing] = profile
        played.outcomes[standing] = interpreter.outcome(standing, profile)
        waiting += played.outcomes[standing].chances
        for _, other in played.others(standing):
            waiting += interpreter.outcome(standing, other).chances
    return played


def unanswered_margin(played: Played, breach: Breach) -> Fraction:
    """The smallest margin that a breach would have if nobody ever saw it, truly or falsely."""
    id_, party = breach
    outcomes = {
        standing: played.interpreter.outcome(standing, profile, unanswered=breach)
        for standing in played.profiles
        for (action, who), profile in played.others(standing)
        if (action, who) == (id_, party)
    }
    met = [after for outcome in outcomes.values() for after in outcome.chances]
    wider = play(played.interpreter, also=met)  # unanswered, it may lead where nothing else does
    worths = wider.worths(party)
    return min(worths[at] - wider.worth_of(out, party, worths) for at, out in outcomes.items())


def solved(
    rows: dict[Standing, dict[Standing, Fraction]], right: dict[Standing, Fraction]
) -> dict[Standing, Fraction]:
    """The solution of sparse linear equations, one to each unknown, by exact elimination.

    No pivot is ever zero: discounted, or through a call that no call follows, the chances of each
    row add up to less than its diagonal.
    """
    for pivot, row in rows.items():
        for other, changed in rows.items():
            if other != pivot and pivot in changed:
                factor = changed.pop(pivot) / row[pivot]
                for key, amount in row.items():
                    if key != pivot:
                        changed[key] = changed.get(key, F(0)) - factor * amount
                right[other] -= factor * right[pivot]
    return {key: right[key] / row[key] for key, row in rows.items()}
