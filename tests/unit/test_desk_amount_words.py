"""What has to be paid and what surer eyes save, in words whose figures are the closed form's."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.amount_words import (
    amount_rows,
    amounts_words,
    figure,
    saving_sentences,
    saving_words,
    share_words,
)
from holdfast.desk.hold import Payment, payment
from holdfast.errors import QuestionError

REPOSITORY = Path(__file__).parents[2]
ORACLE = REPOSITORY / "examples" / "oracles" / "tranches.yaml"
COSTS, DISCOUNT, SEEN = (3, 1, 2, 4), Fraction(95, 100), Fraction(6, 10)


@pytest.fixture(scope="module")
def oracle() -> OpenDossier:
    """Four obligations, each paid for when the next step is reached."""
    return holdfast.open(ORACLE)


@pytest.fixture(scope="module")
def paid(oracle: OpenDossier) -> Payment:
    """Its least tranches, and what each verifier would save of them."""
    return payment(oracle.dossier, ["tranches"])


def least_worth(seen: tuple[Fraction, ...]) -> Fraction:
    """The closed form: what the tranches are worth at signature, from the last step backwards."""
    worth, tranches = Fraction(0), []
    for cost, chance in zip(reversed(COSTS), reversed(seen), strict=True):
        tranches.append(max(Fraction(0), cost / (DISCOUNT * chance) - worth))
        worth = -cost + DISCOUNT * (tranches[-1] + worth)
    return sum((DISCOUNT ** (k + 1) * c for k, c in enumerate(reversed(tranches))), Fraction(0))


def test_the_least_is_the_closed_forms(oracle: OpenDossier, paid: Payment) -> None:
    """11.1845 at signature, proven; the words have four figures that are enough."""
    assert paid.least.least_cost == least_worth((SEEN,) * 4)
    assert round(float(paid.least.least_cost or 0), 4) == 11.1845
    assert amounts_words(paid.least) == (
        "It takes 11.18 points in all, counted at signature; proven to be enough, and proven that "
        "nothing less is."
    )
    rows = amount_rows(oracle.dossier, paid.least)
    assert rows[0] == (
        "Payment “for first” (The donor to The side that is paid): what it brings",
        "4",
        "4.597",
    )


def test_what_a_surer_verifier_saves_is_the_closed_forms(
    oracle: OpenDossier, paid: Payment
) -> None:
    """A first step that is seen with 0.7 saves 3/0.6 - 3/0.7, and the later ones nothing."""
    saved = least_worth((SEEN,) * 4) - least_worth((Fraction(7, 10), SEEN, SEEN, SEEN))
    assert paid.savings[0].saved == saved == Fraction(5, 7)
    assert saving_sentences(oracle.dossier, paid.least, paid.savings) == (
        "If “stall-first: the chance that it is seen without any instrument” were 0.7 instead of "
        "0.6, the amounts could be 6.4% smaller (0.7143 of 11.18 points; exact).",
        "None of 3 other steps, each of one verifier or guarantor up to ten in a hundred surer, "
        "would change what has to be paid.",
    )


def test_steps_that_move_together_are_told_together(oracle: OpenDossier) -> None:
    """Every verifier certain: the saving of the closed form, as a share of what was to be paid."""
    compact = oracle.compact()
    names = [f"violations.stall-{each}.seen" for each in ("first", "second", "third", "fourth")]
    (found,) = compact.savings(compact.tranches(), [dict.fromkeys(names, Fraction(1))])
    assert found.saved == least_worth((SEEN,) * 4) - least_worth((Fraction(1),) * 4)
    words = saving_words(oracle.dossier, found)
    assert words.count("were 1 instead of 0.6") == 4
    assert f"({figure(found.saved)} of 11.18 points; exact)" in words


def test_a_weaker_verifier_costs_more(oracle: OpenDossier) -> None:
    """A step down is told as what would have to be paid more."""
    compact = oracle.compact()
    step = {"violations.stall-first.seen": Fraction(1, 2)}
    (found,) = compact.savings(compact.tranches(), [step])
    assert saving_words(oracle.dossier, found).endswith(
        "the amounts would have to be 8.9% larger (1 of 11.18 points; exact)."
    )


def test_what_is_not_proven_is_not_called_exact(oracle: OpenDossier, paid: Payment) -> None:
    """Neither the saving nor the least."""
    saving = replace(paid.savings[0], is_exact=False)
    assert "exact)" not in saving_words(oracle.dossier, saving)
    assert "not proven: one of the two is not known to be least" in saving_words(
        oracle.dossier, saving
    )
    assert amounts_words(replace(paid.least, is_least=False)).endswith(
        "proven to be enough, and not proven to be the least."
    )
    assert "could not be proven" in amounts_words(replace(paid.least, is_enough=False))


def test_a_step_before_or_after_which_no_amounts_are_enough(
    oracle: OpenDossier, paid: Payment
) -> None:
    """It makes the peace affordable, or takes that away; no share is made up for it."""
    saving = replace(paid.savings[0], saved=None, share=None)
    opened = saving_words(oracle.dossier, replace(saving, before=None))
    assert opened.endswith("10.47 points would be enough, where now no amounts are.")
    closed = saving_words(oracle.dossier, replace(saving, after=None))
    assert closed.endswith("no amounts would be enough any more, while they are now.")


def test_money_alone_does_not_make_abu_dhabi_hold() -> None:
    """No tranche is enough against a new offensive, proven; no single verifier helps."""
    talks = holdfast.open(REPOSITORY / "examples" / "abu-dhabi")
    found = payment(talks.dossier, ["tranches"])
    assert amounts_words(found.least) == (
        "No payments, however large, make it hold by themselves; proven."
    )
    (sentence,) = saving_sentences(talks.dossier, found.least, found.savings)
    assert sentence.startswith(f"None of {len(found.savings)} steps, each of one verifier")
    assert sentence.endswith("would change that.")


def test_nothing_to_pay_leaves_nothing_to_save() -> None:
    """While Washington is steady the package holds without a tranche."""
    talks = holdfast.open(REPOSITORY / "examples" / "abu-dhabi")
    compact = talks.compact(resolve="steady")
    least = compact.least_amounts(compact.tranches())
    assert amounts_words(least).startswith("Nothing has to be paid")
    assert saving_sentences(talks.dossier, least, ()) == ()


def test_a_package_without_tranches_has_none_to_work_out() -> None:
    """The fault says what to name instead."""
    talks = holdfast.open(REPOSITORY / "examples" / "oracles" / "detection.yaml")
    with pytest.raises(QuestionError) as caught:
        payment(talks.dossier, ["tranches"])
    assert caught.value.code == "no-tranches"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(1, 5), "a fifth"),
        (Fraction(195, 1000), "about a fifth"),
        (Fraction(2, 3), "two thirds"),
        (Fraction(15, 100), "15.0%"),
        (Fraction(1), "100.0%"),
    ],
)
def test_shares_have_their_usual_names(share: Fraction, words: str) -> None:
    """Only within one in a hundred, and then only about."""
    assert share_words(share) == words


def test_the_amounts_that_are_shown_are_enough(oracle: OpenDossier, paid: Payment) -> None:
    """Put in as they are told it holds; a hundredth less of any of them, and it does not."""
    shown = {each.lever.name: each.enough for each in paid.least.amounts}
    assert oracle.compact(values=shown).glance().holds is True
    for lever, amount in shown.items():
        if amount:
            less = {**shown, lever: amount * Fraction(99, 100)}
            assert oracle.compact(values=less).glance().holds is False
