"""What happens after signature, period by period, read off docs/reference/day-after.md alone.

A second reading of the format, kept apart from ``holdfast.endure`` on purpose: it imports nothing
of Holdfast and is written for the eye, not for speed. A change of what the format means is made
here from the page of documentation, never from the engine.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from day_after_standing import (
    CALLED,
    COMPLY,
    HONOUR,
    RUNS,
    SHIRK,
    VETO,
    WAR,
    Breach,
    Outcome,
    Profile,
    Standing,
    moved,
    war_at,
)
from tiny_dossiers import (
    COLLAPSE,
    EVEN,
    GUARANTOR,
    STEADY,
    Amounts,
    Instrument,
    TinyDossier,
    Violation,
)

F = Fraction


@dataclass(frozen=True)
class Interpreter:
    """The rules of a day after."""

    tiny: TinyDossier

    def start(self) -> Standing:
        """Where the deal stands at signature."""
        return Standing(RUNS, 0, "", None, None, STEADY if self.tiny.guarantor else "", EVEN)

    def actions(self, standing: Standing) -> dict[str, tuple[str, ...]]:
        """What each may do, the prescribed first."""
        tiny = self.tiny
        result: dict[str, tuple[str, ...]] = {party: (COMPLY,) for party in tiny.stakes}
        if standing.mode == RUNS:
            for id_, party in self.open_breaches(standing):
                result[party] += (id_,)
        elif standing.mode == CALLED:
            if self._answering(standing):
                result[GUARANTOR] = (HONOUR, SHIRK)
            for party in self._vetoers(standing):
                result[party] += tuple(
                    VETO if does == COMPLY else f"{does} and {VETO}" for does in result[party]
                )
        return result

    def _vetoers(self, standing: Standing) -> list[str]:
        """Who could stop what would follow."""
        assert standing.called
        then = self.tiny.violations[standing.called[0]].then
        return [party for party, over in self.tiny.vetoes.items() if then in over]

    def open_breaches(self, standing: Standing) -> list[Breach]:
        """Every breach that could be committed now."""
        return [
            (id_, party)
            for id_, violation in self.tiny.violations.items()
            if self._is_open(violation, standing)
            for party in violation.by
        ]

    def _is_open(self, violation: Violation, standing: Standing) -> bool:
        if standing.response:
            return standing.response in violation.during
        return violation.phase in ("", self.tiny.phases[standing.step])

    def outcome(
        self, standing: Standing, profile: Profile, unanswered: Breach | None = None
    ) -> Outcome:
        """What follows; ``unanswered`` is a breach that nobody sees, truly or falsely."""
        if standing.mode == WAR:
            rewards = {p: stake.war[standing.balance] for p, stake in self.tiny.stakes.items()}
            return Outcome(rewards, {standing: F(1)})
        if standing.mode == CALLED:
            return self._call(standing, profile)
        return self._period(standing, profile, unanswered)

    # A period.

    def _period(self, standing: Standing, profile: Profile, unanswered: Breach | None) -> Outcome:
        done = [(id_, party) for party, id_ in profile.items() if id_ != COMPLY]
        outcome = Outcome(self._rewards(standing, done))
        balances = self._balances(standing, done)
        calls = self._calls(self._sightings(standing, done, unanswered))
        for (called, chance), (balance, share) in product(calls.items(), balances.items()):
            after = standing._replace(balance=balance)
            if called:
                outcome.leads_to(self._called(after, called), chance * share)
            else:
                self._goes_on(outcome, after, self._resolves(standing), chance * share)
        return outcome

    def _rewards(self, standing: Standing, done: list[Breach]) -> Amounts:
        attacks = [breach for breach in done if self._is_attack(breach)]
        rewards = {p: self._flow(standing, p, bool(attacks)) for p in self.tiny.stakes}
        for breach in done:
            violation = self.tiny.violations[breach[0]]
            if not violation.is_attack or len(attacks) == 1:  # who strikes first gains by it
                rewards[breach[1]] += violation.gain
            for party in self.tiny.principals:
                if party != breach[1]:
                    rewards[party] -= violation.harm or 0
        if self.tiny.guarantor:
            rewards[GUARANTOR] -= sum((i.upkeep for i in self._at_hand(standing)), F(0))
        return rewards

    def _flow(self, standing: Standing, party: str, is_attacked: bool) -> Fraction:
        """What a period is worth, breaches aside."""
        stake = self.tiny.stakes[party]
        if is_attacked:
            return stake.war[standing.balance]
        phase = self.tiny.phases[standing.step]
        worth = stake.peace + self.tiny.flows.get((party, phase), F(0))
        if not standing.response:
            return worth
        response = self.tiny.responses[standing.response]
        return response.pays.get(party, worth * response.keeps.get(party, F(1)))

    def _is_attack(self, breach: Breach) -> bool:
        return self.tiny.violations[breach[0]].is_attack

    def _at_hand(self, standing: Standing) -> list[Instrument]:
        """The instruments, unless the guarantor is gone."""
        guarantor = self.tiny.guarantor
        is_there = guarantor is not None and guarantor.honours.get(standing.resolve, F(0)) > 0
        return list(self.tiny.instruments.values()) if is_there else []

    def _sightings(
        self, standing: Standing, done: list[Breach], unanswered: Breach | None
    ) -> dict[Breach, Fraction]:
        """The chance of each breach to be seen, truly or falsely, where anything answers it."""
        return {
            breach: self._sighted(standing, breach, breach in done)
            for breach in self.open_breaches(standing)
            if breach != unanswered and self._has_answer(breach[0])
        }

    def _has_answer(self, id_: str) -> bool:
        instruments = self.tiny.instruments.values()
        return bool(self.tiny.violations[id_].then) or any(id_ in i.makes_pay for i in instruments)

    def _sighted(self, standing: Standing, breach: Breach, is_done: bool) -> Fraction:
        id_ = breach[0]
        violation = self.tiny.violations[id_]
        if violation.is_attack:
            return F(1 if is_done else 0)
        missed = 1 - (violation.seen if is_done else violation.false_alarm)
        for instrument in self._at_hand(standing):
            watch = instrument.sees if is_done else instrument.false_alarm
            missed *= 1 - watch.get(id_, F(0))
        return 1 - missed

    def _calls(self, sightings: dict[Breach, Fraction]) -> dict[Breach | None, Fraction]:
        """The chance of each breach to be the one that is called, and of none."""
        result: dict[Breach | None, Fraction] = {}
        for seen in product((False, True), repeat=len(sightings)):
            chance, together = F(1), []
            for (breach, alone), is_seen in zip(sightings.items(), seen, strict=True):
                chance *= alone if is_seen else 1 - alone
                together += [breach] if is_seen else []
            gravest = self._gravest(together) or [None]
            for each in gravest if chance else ():
                result[each] = result.get(each, F(0)) + chance / len(gravest)
        return result

    def _gravest(self, together: list[Breach]) -> list[Breach | None]:
        """An attack, then a collapse, then the responses in the order of the dossier."""
        order = [COLLAPSE, *self.tiny.responses, ""]
        ranks = [
            -1 if self._is_attack(each) else order.index(self.tiny.violations[each[0]].then)
            for each in together
        ]
        return [b for b, rank in zip(together, ranks, strict=True) if rank == min(ranks)]

    def _balances(self, standing: Standing, done: list[Breach]) -> Amounts:
        """The next levels of the balance: drift, or the shifts in its place, each as often."""
        if any(self._is_attack(breach) for breach in done):
            return {standing.balance: F(1)}
        violations = self.tiny.violations
        shifts = [violations[id_].shifts.get(party) for id_, party in done]
        moves = [shift for shift in shifts if shift is not None] or [self.tiny.drift]
        result: Amounts = {}
        for each in moves:
            for level, chance in moved(each, standing.balance).items():
                result[level] = result.get(level, F(0)) + chance / len(moves)
        return result

    def _called(self, standing: Standing, breach: Breach) -> Standing:
        """At a call. One that ends the compact leaves nothing of a response under way."""
        if self.tiny.violations[breach[0]].then == COLLAPSE:
            standing = standing._replace(response="", left=None)
        return standing._replace(mode=CALLED, called=breach)

    # A call.

    def _answering(self, standing: Standing) -> list[Instrument]:
        """The instruments that answer what was called."""
        assert standing.called
        return [i for i in self._at_hand(standing) if standing.called[0] in i.makes_pay]

    def _call(self, standing: Standing, profile: Profile) -> Outcome:
        assert standing.called
        outcome = Outcome(dict.fromkeys(self.tiny.stakes, F(0)))
        self._answer(outcome.rewards, standing, profile)
        is_shirked = profile.get(GUARANTOR, "").startswith(SHIRK)
        resolves = self._resolves(standing, is_shirked=is_shirked)
        is_vetoed = any(does.endswith(VETO) for does in profile.values())
        then = "" if is_vetoed else self.tiny.violations[standing.called[0]].then
        under_way = standing._replace(mode=RUNS, called=None)
        if then == COLLAPSE:
            self._breaks_out(outcome, standing.balance, F(1))
        elif then:
            self._responds(outcome, under_way, then, resolves)
        else:
            self._goes_on(outcome, under_way, resolves, F(1))
        return outcome

    def _answer(self, rewards: Amounts, standing: Standing, profile: Profile) -> None:
        """What honouring, or shirking, brings and costs."""
        guarantor, breach = self.tiny.guarantor, standing.called
        if guarantor is None or breach is None:
            return
        if profile[GUARANTOR].startswith(SHIRK):
            rewards[GUARANTOR] -= guarantor.shirk_loss
        elif profile[GUARANTOR].startswith(HONOUR):
            for instrument in self._answering(standing):
                comes = guarantor.honours[standing.resolve] * instrument.honour
                rewards[breach[1]] -= instrument.makes_pay[breach[0]] * comes
                rewards[GUARANTOR] -= instrument.cost.get(breach[0], F(0)) * comes

    def _responds(self, outcome: Outcome, standing: Standing, then: str, resolves: Amounts) -> None:
        """The response begins, or is over at once."""
        response = self.tiny.responses[then]
        for party, amount in response.once.items():
            outcome.rewards[party] += amount
        if response.periods != 0:
            step = standing.step if standing.response else self._next_step(standing)
            begun = standing._replace(step=step, response=then, left=response.periods)
            for resolve, chance in resolves.items():
                outcome.leads_to(begun._replace(resolve=resolve), chance)
        elif response.collapses:
            self._breaks_out(outcome, standing.balance, F(1))
        else:
            self._goes_on(outcome, standing, resolves, F(1))

    # What comes next.

    def _next_step(self, standing: Standing) -> int:
        return min(standing.step + 1, len(self.tiny.phases) - 1)

    def _resolves(self, standing: Standing, is_shirked: bool = False) -> Amounts:
        guarantor = self.tiny.guarantor
        if guarantor is None:
            return {standing.resolve: F(1)}
        if is_shirked and guarantor.after_shirking:
            return {guarantor.after_shirking: F(1)}
        return moved(guarantor.moves, standing.resolve)

    def _goes_on(
        self, outcome: Outcome, standing: Standing, resolves: Amounts, chance: Fraction
    ) -> None:
        """Nothing new is answered: implementation, or the response under way, goes on."""
        onward = self._onward(standing)
        if onward is None:
            self._breaks_out(outcome, standing.balance, chance)
            return
        for resolve, share in resolves.items():
            outcome.leads_to(onward._replace(resolve=resolve), chance * share)

    def _onward(self, standing: Standing) -> Standing | None:
        """Where the deal stands next when nothing new is answered; None when it ends."""
        if not standing.response:
            return standing._replace(step=self._next_step(standing))
        if standing.left is None:
            return standing
        if standing.left > 1:
            return standing._replace(left=standing.left - 1)
        if self.tiny.responses[standing.response].collapses:
            return None
        return standing._replace(response="", left=None)

    def _breaks_out(self, outcome: Outcome, balance: str, chance: Fraction) -> None:
        for party, stake in self.tiny.stakes.items():
            outcome.rewards[party] -= stake.outbreak * chance
        outcome.leads_to(war_at(balance), chance)
