"""The backstop: least levers, shortest snapbacks, cheapest amounts and combinations, the menu."""

from fractions import Fraction

import pytest

from holdfast.dossier import Dossier, parse
from holdfast.endure.amounts import least_amounts
from holdfast.endure.backstop import Turn
from holdfast.endure.combination import cheapest
from holdfast.endure.exact import simplest_between
from holdfast.endure.fixes import family, fixes
from holdfast.endure.least import least
from holdfast.endure.menu import compare
from holdfast.endure.program import optimum
from holdfast.endure.question import Question
from holdfast.endure.results import Holding
from holdfast.endure.spells import shortest
from holdfast.endure.verdict import hold
from holdfast.errors import QuestionError

F = Fraction

TEXT = """
holdfast: 1
title: Two sides and two who could watch
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
  g: {name: G, roles: guarantor}
issues:
  watch: {title: Watching, options: {none: Nobody, few: A few, many: Many}}
  force: {title: Force, options: {none: None, some: Some, much: Much}}
links:
  - {id: much-needs-many, never: {force: much, watch: [none, few]}}
views:
  b: {red_lines: [{id: no-some, never: {force: some}, price: never}]}
day_after:
  package: {watch: few, force: none}
  stakes:
    a: {discount: 0.9, peace: 5, war: 2, outbreak: 4}
    g: {discount: 0.9, peace: 3, war: 0}
  phases:
    - {id: peace, lasts: for-good}
  violations:
    probe: {by: a, gain: 2, then: sanction}
    attack: {by: a, kind: attack, gain: 40}
  responses:
    sanction: {once: {a: -10}}
  guarantors:
    g: {honours: {steady: 0.8}, shirk_loss: 9}
  instruments:
    patrol: {provider: g, sees: {probe: 0.1..0.5}, when: {watch: few}}
    posts: {provider: g, sees: {probe: 0.8}, when: {watch: many}}
    boots: {provider: g, makes_pay: {attack: 6..10}, when: {force: some}}
    brigade: {provider: g, makes_pay: {attack: 30}, when: {force: much}}
  prices:
    - {when: {watch: few}, cost: 1}
    - {when: {watch: many}, cost: 3..5}
    - {when: {force: some}, cost: 2}
    - {when: {force: much}, cost: 5.5}
  menu:
    - {id: bare, title: Nothing, take: {watch: none, force: none}}
    - {id: light, title: Light, take: {watch: few, force: some}}
    - {id: heavy, title: Heavy, take: {watch: many, force: much}}
"""


@pytest.fixture(scope="module")
def talks() -> Dossier:
    """An attack that pays 6 and a probe that pays unless it is seen often enough."""
    return parse(TEXT)


def test_the_least_detection_is_exact(talks: Dossier) -> None:
    """Probing for 2 is deterred by a sanction of 10 from a detection of a fifth on."""
    turn = least(talks, "instruments.patrol.sees.probe", {"force": "some"},
                 values={"instruments.boots.makes_pay.attack": F(8)})  # fmt: skip
    assert turn.turn is Turn.AT_LEAST
    assert turn.holds_at == F(1, 5)
    assert (turn.is_exact, turn.is_proven, turn.turns, turn.is_met) == (True, True, 1, True)


def test_the_least_cost_and_the_least_honour_are_exact(talks: Dossier) -> None:
    """The attack pays 6: 8 must come with 3/4, or 15/2 with the 4/5 at which help does come."""
    some = {"force": "some"}
    cost = least(talks, "instruments.boots.makes_pay.attack", some)
    assert (cost.turn, cost.holds_at, cost.is_exact) == (Turn.AT_LEAST, F(15, 2), True)
    honour = least(talks, "guarantors.g.honours.steady", some)
    assert (honour.holds_at, honour.now, honour.is_met) == (F(3, 4), F(4, 5), True)


def test_levers_that_do_not_turn_say_so(talks: Dossier) -> None:
    """What holds whatever the lever, and what no amount of it would make hold."""
    assert least(talks, "guarantors.g.shirk_loss", {"force": "some"}).turn is Turn.ALWAYS
    never = least(talks, "instruments.patrol.sees.probe")
    assert (never.turn, never.is_proven, never.is_met) == (Turn.NEVER, True, False)


def test_an_upper_limit_is_a_threshold_too(talks: Dossier) -> None:
    """The gain up to which an attack is deterred: 34 + 0.8 x 8."""
    turn = least(talks, "violations.attack.gain", {"force": "some"})
    assert (turn.turn, turn.holds_at, turn.is_exact) == (Turn.AT_MOST, 34 + F(32, 5), True)


def test_an_unknown_lever_is_refused_with_a_hint(talks: Dossier) -> None:
    """The message names what was probably meant."""
    with pytest.raises(QuestionError) as refused:
        least(talks, "instruments.patrol.sees.prob")
    assert refused.value.code == "unknown-input"
    assert "instruments.patrol.sees.probe" in refused.value.message


def test_the_shortest_snapback_is_known_on_both_sides(talks: Dossier) -> None:
    """Seen with 0.3, n periods at 4 less cost 0.3 x 0.9 x 40 x (1 - 0.9^n): 2 from n = 2 on."""
    text = TEXT.replace("sanction: {once: {a: -10}}", "sanction: {periods: 4, pays: {a: 1}}")
    probing = parse(text.replace("gain: 40", "gain: 4"))
    spell = shortest(probing, "sanction", {"force": "none"})
    assert (spell.is_enough, spell.periods, spell.now) == (True, 2, 4)
    assert {1, 2} <= set(spell.tried)
    hopeless = shortest(talks, "sanction")
    assert (hopeless.is_enough, hopeless.periods) == (False, None)


def test_fixes_are_ordered_by_how_far_they_move(talks: Dossier) -> None:
    """Where only the boots fall short, making them dearer moves less than honour would."""
    values = {"instruments.boots.makes_pay.attack": F(7)}
    question = Question(talks, {"force": "some"}, free={*values, "guarantors.g.honours.steady"})
    found = fixes(question, values)
    assert [fix.kind for fix in found] == ["honour", "cost to the violator"]
    assert found[0].threshold.holds_at == F(6, 7)
    assert not fixes(question)
    assert family("tranches.first.amount") == "tranche"
    assert family("stakes.a.peace") == ""


def test_the_cheapest_combination_is_proven(talks: Dossier) -> None:
    """With some force barred, only much of it holds, and that needs many watchers: 4 + 5.5."""
    found = cheapest(talks)
    assert found.package == {"watch": "many", "force": "much"}
    assert (found.cost, found.is_proven, found.keeps_red_lines) == (F(19, 2), True, True)
    taken = cheapest(talks, keep_red_lines=False)
    assert taken.package == {"watch": "few", "force": "some"}
    assert (taken.cost, taken.is_proven) == (F(3), True)


def test_amounts_may_complete_a_combination(talks: Dossier) -> None:
    """An amount that costs less than the next option takes its place."""
    lever = "instruments.patrol.sees.probe"
    with pytest.raises(QuestionError) as refused:
        least_amounts(Question(talks, {"force": "some"}), [lever])
    assert refused.value.code == "not-linear"
    found = cheapest(talks, amounts=["violations.attack.gain"], keep_red_lines=False)
    assert found.cost == F(1)
    assert found.package == {"watch": "few", "force": "none"}
    assert found.is_proven


def test_a_combination_whose_amounts_are_not_proven_least_is_not_proven(
    talks: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without exact prices something cheaper might be enough, and no proof is claimed."""
    monkeypatch.setattr("holdfast.endure.amounts.optimum", lambda *_: None)
    found = cheapest(talks, amounts=["violations.attack.gain"], keep_red_lines=False)
    assert (found.package, found.is_proven) == ({"watch": "few", "force": "none"}, False)


def test_a_search_that_runs_out_says_so(talks: Dossier) -> None:
    """Not found within the limit is not the same as impossible."""
    found = cheapest(talks, trials=1)
    assert (found.package, found.is_proven, found.tried) == (None, False, 1)


def test_no_combination_is_said_to_be_none() -> None:
    """Where nothing that may be chosen holds, that is proven by having tried it all."""
    hopeless = parse(TEXT.replace("gain: 40", "gain: 400"))
    found = cheapest(hopeless)
    assert (found.package, found.cost, found.is_proven) == (None, None, True)


def test_amounts_that_cannot_be_enough_are_none(talks: Dossier) -> None:
    """No upkeep of a patrol keeps anyone from attacking."""
    lever = "instruments.patrol.upkeep"
    found = least_amounts(Question(talks, free=[lever]), [lever])
    assert (found.amounts, found.cost, found.is_enough) == ((), None, False)
    assert found.is_proven_none


def test_the_least_amount_and_what_it_buys() -> None:
    """A single sanction: the linear program agrees with the threshold, and its price is named."""
    talks = parse(TEXT)
    lever = "instruments.boots.makes_pay.attack"
    found = least_amounts(Question(talks, {"force": "some"}), [lever])
    (amount,) = found.amounts
    assert (amount.amount, found.is_enough, found.is_least) == (F(15, 2), True, True)
    assert found.paid[0].breach.breach == "attack"
    assert found.paid[0].price == pytest.approx(1 / 0.8)


def test_the_menu_sets_guarantees_side_by_side(talks: Dossier) -> None:
    """Nothing does not hold, light and heavy do; each cell is the verdict on its package."""
    menu = compare(talks)
    holding = {cell.item: cell.verdict.holding for cell in menu.cells}
    assert holding == {
        "bare": Holding.BROKEN,
        "light": Holding.HOLDS,
        "heavy": Holding.HOLDS,
    }
    assert menu.cell("light", "").verdict == hold(talks, {"watch": "few", "force": "some"})
    assert menu.cell("light", "").least_fix is None


@pytest.mark.parametrize(
    ("low", "high", "simple"),
    [
        (F(1, 4), F(1, 3), F(1, 3)),
        (F(31, 100), F(32, 100), F(5, 16)),
        (F(-3, 2), F(-4, 3), F(-3, 2)),
        (F(-1), F(1), F(0)),
        (F(7), F(7), F(7)),
    ],
)
def test_the_simplest_fraction_between_two(low: Fraction, high: Fraction, simple: Fraction) -> None:
    """The one of smallest denominator, ends included."""
    found = simplest_between(low, high)
    assert low <= found <= high
    assert found.denominator <= simple.denominator


def test_a_basis_that_prices_do_not_support_is_refused() -> None:
    """Cheaper in the other unknown: the basis given is not the least, and is not taken for it."""
    one = F(1)
    assert optimum([-one], [[one, one]], [one, one / 2], [0]) is None
    better = optimum([-one], [[one, one]], [one, one / 2], [1])
    assert better is not None
    assert (better.amounts, better.cost) == ((F(0), F(1)), F(1, 2))


NEVER_SEEN = """
holdfast: 1
title: Never seen
parties:
  a: {name: A, roles: principal}
  b: {name: B, roles: principal}
issues:
  peace: {title: Deal, options: {signed: Signed, refused: Refused}}
day_after:
  package: {peace: signed}
  stakes:
    a: {discount: 0.95, peace: 5, war: -0.7, outbreak: 3}
    b: {discount: 0.8, peace: 1.4, war: -3, outbreak: 2}
  phases:
    - {id: rest, lasts: for-good}
  violations:
    probe: {by: b, gain: 3.4, seen: 0.8, then: suspension, harm: 2.4}
    stall: {by: [a, b], gain: 3.8, during: suspension, harm: 0.8}
  responses:
    suspension: {periods: 2, pays: {a: -1.9}, collapses: yes}
"""


def test_a_margin_that_only_rounding_makes_negative_fails_no_lever() -> None:
    """A breach nobody sees pays as soon as it gains anything: it holds up to exactly 0."""
    turn = least(parse(NEVER_SEEN), "violations.stall.gain")
    assert turn.turn is Turn.AT_MOST
    assert turn.holds_at == 0
    assert (turn.is_exact, turn.is_proven) == (True, True)


ONE_CHEAT = """
holdfast: 1
title: One side that could cheat
parties: {a: {name: A, roles: principal}}
issues: {peace: {title: The deal, options: {signed: Signed, refused: Refused}}}
day_after:
  package: {peace: signed}
  stakes: {a: {discount: 0.9, peace: 3, war: 0}}
  phases: [{id: peace, lasts: for-good}]
  violations: {cheat: {by: a, gain: 2, seen: SEEN, false_alarm: 0.05, then: snapback}}
  responses: {snapback: {periods: PERIODS, pays: {a: 1}}}
"""


def test_what_may_go_below_zero_is_looked_for_there_too() -> None:
    """A snapback of one period is enough once it is worse than nothing."""
    talks = parse(ONE_CHEAT.replace("SEEN", "0.5").replace("PERIODS", "1"))
    found = least(talks, "responses.snapback.pays.a")
    assert (found.turn, found.is_proven) == (Turn.AT_MOST, True)
    assert -3 < found.holds_at < 0
    assert [fix.threshold.holds_at for fix in fixes(Question(talks)) if fix.kind == "snapback"] == [
        found.holds_at
    ]


def test_a_number_that_is_exact_is_a_lever_all_the_same() -> None:
    """Detection of one in a thousand is too little; how much is needed is said unasked."""
    talks = parse(ONE_CHEAT.replace("SEEN", "0.001").replace("PERIODS", "for-good"))
    found = {fix.threshold.lever.name: fix.threshold for fix in fixes(Question(talks))}
    asked = least(talks, "violations.cheat.seen")
    assert found["violations.cheat.seen"].holds_at == asked.holds_at


WATCHED = (
    ONE_CHEAT.replace("PERIODS", "for-good").replace("SEEN", "0")
    + """
  guarantors:
    g: {levels: [firm, away], start: firm, honours: {firm: 0.5, away: 0}, moves: {firm: {away: 0}}}
  instruments: {eyes: {provider: g, sees: {cheat: 0.9}}}
"""
)
WATCHED = WATCHED.replace(
    "roles: principal}}", "roles: principal}, g: {name: G, roles: guarantor}}"
)
WATCHED = WATCHED.replace("war: 0}}", "war: 0}, g: {discount: 0.9, peace: 1, war: 0}}")


def test_a_guarantor_that_is_gone_is_no_value_of_a_lever() -> None:
    """While help may come at all its eyes are there; never to come is another compact."""
    present, gone = parse(WATCHED), parse(WATCHED.replace("firm: 0.5", "firm: 0"))
    assert hold(present).holding is Holding.HOLDS
    assert hold(gone).holding is not Holding.HOLDS
    found = least(present, "guarantors.g.honours.firm")
    assert (found.turn, found.searched[0] > 0) == (Turn.ALWAYS, True)
    lowest = WATCHED.replace("firm: 0.5", f"firm: {float(found.searched[0]):.6f}")
    assert hold(parse(lowest)).holding is Holding.HOLDS
    lever = "guarantors.g.honours.firm"
    question = Question(present, free=[lever])
    with pytest.raises(QuestionError) as refused:
        question.read({lever: F(0)})
    assert refused.value.code == "no-lever"
    with pytest.raises(QuestionError) as refused:
        least(gone, lever)
    assert refused.value.code == "no-lever"
