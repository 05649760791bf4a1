"""Words for what is asked in mediation: names and titles, and every figure with its owner."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bargaining import plain, with_no_deal
from holdfast.bargain import Demand, Restriction, zone
from holdfast.desk.question_words import (
    no_deal_words,
    number_words,
    unasked_words,
    way_out_words,
)
from holdfast.desk.words import demand_words, method_words, whose
from holdfast.dossier import Dossier, Pattern, RedLine


def talks() -> Dossier:
    """Two parties whose names are not their ids, and a line that one of them drew."""
    dossier = with_no_deal(plain({"p0": [[9, 0]] * 13, "p1": [[0, 9]] * 13}), p0=27)
    parties = {
        "p0": replace(dossier.parties["p0"], name="United Isles"),
        "p1": replace(dossier.parties["p1"], name="Mainland"),
    }
    line = RedLine("r", Pattern({"i0": ("o0",)}), None, title="No bridge")
    views = {**dossier.views, "p1": replace(dossier.views["p1"], red_lines=(line,))}
    return replace(dossier, parties=parties, views=views)


@pytest.mark.parametrize(("name", "owned"), [("Mainland", "Mainland's"), ("Isles", "Isles'")])
def test_a_name_owns_by_its_ending(name: str, owned: str) -> None:
    """One that ends in s takes the apostrophe alone."""
    assert whose(name) == owned


def test_demands_and_lines_bear_names_and_titles() -> None:
    """No id of a party or a line is shown where there is a name or a title."""
    dossier = talks()
    assert demand_words(dossier, Demand(Restriction.NO_DEAL, "p0")) == "United Isles' no-deal value"
    assert "Mainland's red line “No bridge”" in demand_words(
        dossier, Demand(Restriction.RED_LINE, "p1", "r")
    )
    assert unasked_words(dossier, "p1", "r") == "Mainland: “No bridge”"


def test_walking_away_is_told_for_those_who_have_said() -> None:
    """Nobody has said what it is worth to the other; of nobody at all that is said too."""
    assert no_deal_words(talks()) == (
        "Walking away is worth 27 points to United Isles; nobody accepts less."
    )
    silent = replace(talks(), views={"p1": talks().views["p1"]})
    assert no_deal_words(silent) == "What no deal is worth to anybody is not in the dossier."


def test_ways_out_read_alike_for_one_and_for_many() -> None:
    """No verb of theirs shows whether a name is of one or of several, and no pronoun does."""
    dossier = with_no_deal(plain({"p0": [[10, 0]], "p1": [[0, 10]]}), p0=8, p1=8)
    told = [way_out_words(dossier, way) for way in zone(dossier).relaxations]
    assert told[0] == (
        "P0 would take 8 points less than no deal is worth (80.0% of all that lies between the "
        "worst package for that party and the best)."
    )


def test_of_two_numbers_as_near_the_one_farther_from_zero_is_written() -> None:
    """From the exact fraction, whichever digit stands before, and no zero has a sign."""
    told = [number_words(Fraction(n)) for n in ("0.225", "0.625", "-0.125", "-0.004", "1234.005")]
    assert told == ["0.23", "0.63", "\N{MINUS SIGN}0.13", "0", "1,234.01"]


def test_what_could_not_be_confirmed_speaks_of_names() -> None:
    """A claim about all packages that the checker had no second way to confirm names the party."""
    found = zone(talks(), ["p0"])
    one = replace(found.proof, unchecked=found.proof.unchecked[:1])
    assert method_words(one).endswith(
        "no second way to confirm that no package of the zone is worth more to United Isles."
    )
