"""Would it hold: each part of a compact does what it says, asked as a user would ask."""

from fractions import Fraction

import pytest

from holdfast.dossier import Dossier, parse
from holdfast.endure.outlook import Cause
from holdfast.endure.question import Question
from holdfast.endure.results import Ending, Holding, Obligation, Rests, Verdict
from holdfast.endure.survival import survive
from holdfast.endure.verdict import hold
from holdfast.errors import QuestionError

F = Fraction
HEAD = """
holdfast: 1
title: Two sides and a guarantor
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
  g: {name: G, roles: [guarantor, donor]}
issues:
  peace: {title: The deal, options: {signed: Signed, refused: Refused}}
  watch: {title: Watching, options: {none: Nobody, many: Many}}
day_after:
  package: {peace: signed, watch: many}
  phases:
    - {id: first, lasts: 2}
    - {id: after, lasts: for-good}
"""
STAKES = """
  stakes:
    a: {discount: 0.9, peace: 5, war: 2, outbreak: 4}
    b: {discount: 0.9, peace: 5, war: 2, outbreak: 4}
    g: {discount: 0.9, peace: 3, war: 0}
"""


def dossier(section: str, stakes: str = STAKES) -> Dossier:
    """A dossier with this day after."""
    return parse(HEAD + stakes + section)


def owed(verdict: Verdict, party: str, id_: str) -> Obligation:
    """One obligation of a party."""
    return next(o for o in verdict.obligations if (o.party, o.id) == (party, id_))


ATTACK = """
  violations:
    attack: {by: [a, b], kind: attack, gain: 3}
"""


def test_war_that_costs_more_than_it_brings_is_not_started() -> None:
    """Peace is worth 50, war 2 x 10 + 3 - 4: nobody attacks, by interest alone."""
    verdict = hold(dossier(ATTACK))
    assert verdict.holding is Holding.HOLDS
    assert [m.cheapest.margin for m in verdict.margins] == pytest.approx([31, 31])
    assert {o.rests for o in verdict.obligations} == {Rests.INTEREST}
    assert verdict.behaviour.ending is Ending.AS_PRESCRIBED
    assert verdict.proof.is_checked
    assert not verdict.first_to_break


DETERRED = """
  violations:
    attack: {by: a, kind: attack, gain: 40}
  guarantors:
    g:
      levels: [steady, gone]
      start: steady
      moves: {steady: {gone: WAVER}}
      honours: {steady: 1, gone: 0}
      shirk_loss: LOSS
  instruments:
    boots: {title: Boots, provider: g, makes_pay: {attack: 20}, cost: {attack: 6}}
"""


def deterred(waver: str = "0", loss: str = "10") -> Dossier:
    """An attack worth 6 more than peace, unless the guarantor's boots make it 14 less."""
    return dossier(DETERRED.replace("WAVER", waver).replace("LOSS", loss))


def test_a_guarantee_deters_what_interest_does_not() -> None:
    """With boots the attack costs 14 more than it brings; without them it would pay 6."""
    verdict = hold(deterred())
    assert verdict.holding is Holding.HOLDS
    attack = owed(verdict, "a", "attack")
    assert (attack.rests, attack.then) == (Rests.CONSEQUENCE, "the compact ends; Boots: acts")
    assert attack.worst.margin == pytest.approx(14)
    assert attack.unanswered == pytest.approx(-6)


def test_a_guarantor_whose_cost_exceeds_its_loss_would_shirk() -> None:
    """Acting costs 6 and shirking 5: the duty to act rests on trust alone."""
    verdict = hold(deterred(loss="5"))
    assert [o.id for o in verdict.shirkers] == ["honour-attack"]
    assert owed(verdict, "g", "honour-attack").rests is Rests.TRUST
    assert verdict.behaviour.ending is Ending.ELSEWHERE
    assert {d.breach for d in verdict.behaviour.departures} == {"attack", "shirk"}


def test_it_holds_only_while_the_guarantor_is_there() -> None:
    """Once resolve is gone the attack pays; until then everyone complies."""
    verdict = hold(deterred(waver="0.1"))
    assert verdict.holding is Holding.ONLY_WHILE
    (first,) = verdict.first_to_break
    assert (first.party, first.breach, first.period) == ("a", "attack", 1)
    assert first.situation.resolve == {"g": "gone"}
    assert first.gain == pytest.approx(6)
    assert owed(verdict, "a", "attack").rests is Rests.PARTLY
    assert verdict.behaviour.is_checked


def test_survival_is_that_of_resolve_and_says_so() -> None:
    """The compact stands as long as the guarantor does: a tenth is lost a period, to wavering."""
    survival = survive(deterred(waver="0.1"))
    assert survival.is_settled
    curve = survival.curves[0]
    assert list(curve.standing[:4]) == [1, 1, F(9, 10), F(81, 100)]
    assert curve.mean_periods == pytest.approx(11)
    assert [each.cause for each in curve.causes] == [Cause.WAVERING]
    assert curve.median() == 8


def test_a_case_takes_the_place_of_what_the_dossier_says() -> None:
    """Steady resolve holds for ever; resolve that is gone after three periods does until then."""
    extra = """
  resolve_cases:
    - {id: steady, guarantor: g, how: steady}
    - {id: gone, guarantor: g, how: gone, after: 3}
"""
    asked = parse(HEAD + STAKES + DETERRED.replace("WAVER", "0.1").replace("LOSS", "10") + extra)
    assert asked.day_after is not None
    steady, gone = asked.day_after.resolve_cases
    assert hold(asked, cases=[steady]).holding is Holding.HOLDS
    verdict = hold(asked, cases=[gone])
    assert verdict.holding is Holding.ONLY_WHILE
    assert verdict.first_to_break[0].period == 3
    assert survive(asked, cases=[gone]).curves[0].standing[:6] == (F(1),) * 4 + (F(0),) * 2


def test_a_tranche_that_nothing_follows_rests_on_trust() -> None:
    """A donor who loses nothing by keeping its money keeps it."""
    tranche = "\n  tranches:\n    - {id: carrot, from: g, to: a, at: after, amount: 4THEN}\n"
    verdict = hold(dossier(tranche.replace("THEN", "")))
    assert owed(verdict, "g", "withhold-carrot").rests is Rests.TRUST
    answer = "\n  responses:\n    off: {periods: for-good, pays: {g: 0}}\n"
    kept = hold(dossier(tranche.replace("THEN", ", then: off") + answer))
    assert owed(kept, "g", "withhold-carrot").rests is Rests.CONSEQUENCE
    assert kept.holding is Holding.HOLDS


def test_a_tranche_at_the_last_phase_is_paid_once() -> None:
    """What falls due as the last phase begins does not fall due for ever."""
    tranche = "\n  tranches:\n    - {id: carrot, from: g, to: a, at: after, amount: 4}\n"
    question = Question(dossier(tranche))
    _, judgment = question.read().judge()
    start = judgment.values.worth[question.layout.start]
    assert start[0] == pytest.approx(50 + 0.81 * 4)


def test_a_veto_by_the_violator_makes_a_snapback_a_dead_letter() -> None:
    """One who can stop the answer to its own breach stops it, and then the breach pays."""
    section = """
  violations:
    probe: {by: a, gain: 2, seen: 0.9, then: snapback}
  responses:
    snapback: {title: A pause, periods: 4, pays: {a: 1}}
VETO"""
    assert hold(dossier(section.replace("VETO", ""))).holding is Holding.HOLDS
    verdict = hold(dossier(section.replace("VETO", "  vetoes:\n    - {by: a, over: snapback}\n")))
    assert owed(verdict, "a", "let-pass").rests is Rests.TRUST
    assert owed(verdict, "a", "let-pass").title == "Let pass: A pause"
    assert {d.breach for d in verdict.behaviour.departures} == {"probe", "veto"}


def test_who_has_to_act_and_can_stop_what_follows_is_tested_for_both_together() -> None:
    """A fine that weighs nothing hides no veto: acting and vetoing at once is a breach as well."""
    section = """
  violations:
    probe: {by: a, gain: 1, seen: 1, then: pause}
  responses:
    pause: {periods: 5, pays: {a: 1, g: -1}}
  vetoes:
    - {by: g, over: pause}
  guarantors:
    g: {levels: [steady], start: steady, honours: {steady: 1}, shirk_loss: 100}
"""
    fine = "  instruments:\n    fine: {provider: g, makes_pay: {probe: 0.1}, cost: {probe: 0}}\n"
    bare, armed = hold(dossier(section)), hold(dossier(section + fine))
    assert bare.holding is armed.holding is not Holding.HOLDS
    assert owed(armed, "g", "let-pass").rests is Rests.TRUST
    assert owed(armed, "g", "honour-probe").worst.margin == pytest.approx(100)
    worst = owed(armed, "g", "let-pass").worst
    assert worst.breach == "honour and veto"
    assert worst.margin == pytest.approx(owed(bare, "g", "let-pass").worst.margin)


def test_a_provider_who_saves_by_neglect_neglects() -> None:
    """An instrument that costs its provider something and is not missed is let lie idle."""
    section = """
  violations:
    probe: {by: a, gain: 2, then: snapback}
  responses:
    snapback: {periods: 4, pays: {a: 1}}
    scolding: {once: {g: -9}}
  instruments:
    patrol: {provider: g, sees: {probe: 0.9}, upkeep: 1, neglect: {seen: SEEN, then: scolding}}
"""
    careless = hold(dossier(section.replace("SEEN", "0.05")))
    assert owed(careless, "g", "neglect-patrol").rests is Rests.TRUST
    careful = hold(dossier(section.replace("SEEN", "0.5")))
    assert careful.holding is Holding.HOLDS
    assert owed(careful, "a", "probe").verifiers == ("patrol",)
    assert owed(careful, "a", "probe").seen == (F(9, 10), F(9, 10))


def test_an_answer_that_ends_in_collapse_costs_what_war_costs() -> None:
    """A response that runs out in war charges the outbreak, and its end is the compact's."""
    section = """
  violations:
    probe: {by: a, gain: 0, seen: 1, false_alarm: 0.5, then: ultimatum}
  responses:
    ultimatum: {periods: 1, collapses: yes, pays: {a: 0, b: 0}}
"""
    curve = survive(dossier(section)).curves[0]
    assert list(curve.standing[:4]) == [1, 1, F(1, 2), F(1, 4)]
    assert [each.cause for each in curve.causes] == [Cause.FALSE_ALARM]


def test_small_violations_lead_only_to_what_the_compact_says() -> None:
    """While a snapback runs, probing is tolerated and nothing more follows."""
    section = """
  violations:
    probe: {by: a, gain: 9, seen: 1, then: pause}
    attack: {by: a, kind: attack}
  responses:
    pause: {periods: 2, keeps: {violator: 0.5, others: 0.8}}
"""
    question = Question(dossier(section))
    actions = {
        str(state).split("mode=<")[1].split(":")[0]: question.machine.game.actions(state)[0]
        for state in question.layout.states
    }
    assert actions["Mode.IN_FORCE"] == ("comply", "probe", "attack")
    assert actions["Mode.ANSWERING"] == ("comply", "attack")


def test_options_switch_parts_on() -> None:
    """An instrument that the package does not take is not there."""
    section = """
  violations:
    probe: {by: a, gain: 2, then: snapback}
  responses:
    snapback: {periods: 4, pays: {a: 1}}
  instruments:
    patrol: {provider: g, sees: {probe: 0.9}, when: {watch: many}}
"""
    assert hold(dossier(section)).holding is Holding.HOLDS
    assert hold(dossier(section), {"watch": "none"}).holding is Holding.BROKEN


def test_peace_is_worth_what_the_view_says_without_the_costs_of_signing() -> None:
    """Values count and what rests on means does not; political costs are borne at signature."""
    text = HEAD.replace(
        "day_after:",
        """views:
  a:
    no_deal: 1
    values:
      peace: {weight: 50, worth: {signed: 40}}
      watch: {weight: 50, worth: {many: 60}}
    political_costs: [{when: {peace: signed}, cost: 7}]
    red_lines: [{id: line, never: {peace: signed}, price: 3}]
day_after:
  means: watch""",
    )
    asked = parse(
        text
        + "\n  stakes:\n    a: {discount: 0.5}\n"
        + "  violations: {x: {by: a, kind: attack}}\n"
    )
    verdict = hold(asked)
    assert verdict.margins[0].cheapest.margin == pytest.approx((20 - 1) / 0.5)
    names = {each.name for each in verdict.inputs}
    assert {"views.a.no_deal", "views.a.values.peace.worth.signed"} <= names


def test_values_are_read_as_asked_and_every_assumed_one_is_listed() -> None:
    """A named input is read at the value given; what rests on nothing is said to be assumed."""
    verdict = hold(deterred(), values={"instruments.boots.makes_pay.attack": F(5)})
    assert verdict.holding is Holding.BROKEN
    assert verdict.reading == {"instruments.boots.makes_pay.attack": F(5)}
    assert {each.name for each in verdict.assumed} == {each.name for each in verdict.inputs}


@pytest.mark.parametrize(
    ("package", "values", "code"),
    [
        ({"watch": "few"}, {}, "unknown-option"),
        ({"weather": "fine"}, {}, "unknown-option"),
        ({}, {"instruments.none.sees.x": F(1)}, "unknown-input"),
    ],
)
def test_what_cannot_be_asked_is_said(
    package: dict[str, str], values: dict[str, Fraction], code: str
) -> None:
    """An unknown option or input is refused by its name."""
    with pytest.raises(QuestionError) as refused:
        hold(deterred(), package, values=values)
    assert refused.value.code == code


def test_without_a_day_after_or_a_whole_package_nothing_can_be_said() -> None:
    """Both are needed, and the message says which is missing."""
    bare = parse(HEAD.split("day_after:", maxsplit=1)[0])
    with pytest.raises(QuestionError) as refused:
        hold(bare)
    assert refused.value.code == "no-day-after"
    partly = parse((HEAD + STAKES).replace("package: {peace: signed, watch: many}", "about: x"))
    with pytest.raises(QuestionError) as refused:
        hold(partly, {"peace": "signed"})
    assert refused.value.code == "package-incomplete"


def test_what_only_an_unanswered_breach_would_lead_to_is_weighed() -> None:
    """Seen for sure, the breach never shifts the balance; unanswered it would, and it would pay 2.

    Answered it brings 5 + 2 - 4 and war worth 2 from then on, instead of peace worth 5: 29 less.
    """
    verdict = hold(
        dossier("""
  balance: {levels: [even, up], start: even}
  violations:
    cheat: {by: b, gain: 2, seen: 1, then: collapse, shifts: {b: {even: {up: 0.8}}}}
""")
    )
    cheat = owed(verdict, "b", "cheat")
    assert cheat.rests is Rests.CONSEQUENCE
    assert (cheat.worst.margin, cheat.unanswered) == pytest.approx((29, -2))
