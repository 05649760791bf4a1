"""Which package the day after is asked about, and for whom it has no margin."""

import pytest

import workbenches
from holdfast.desk.day_after import Chosen
from holdfast.desk.openings import Draft
from holdfast.desk.tested import Known, package_asked_about, quiet_words
from holdfast.dossier import Dossier

REST = "the rest as in the day after's own package"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """Talks whose day after has a package of its own, and a menu."""
    return workbenches.abu_dhabi()


@pytest.fixture(scope="module")
def own(dossier: Dossier) -> dict[str, str]:
    """The day after's own package."""
    assert dossier.day_after is not None
    return dict(dossier.day_after.package)


def called(dossier: Dossier, known: Known, **options: str) -> tuple[str, set[str]]:
    """What the day after's own package is called with some options in it, and which keys say so."""
    found = package_asked_about(dossier, Chosen(tuple((dict(known.own) | options).items())), known)
    return found.words, set(found.keys)


def test_the_package_is_called_by_what_is_known_of_it(
    dossier: Dossier, own: dict[str, str]
) -> None:
    """The dossier's own, a paper on the table, that of the space, one of the menu, or none."""
    draft = Draft("Half and half", {"sequence": "settlement-first"}, is_whole=False)
    space = own | {"line": "freeze"}
    known = Known(own, (draft,), space, ((own, ("Nash", "Egalitarian")),))
    words, keys = called(dossier, known)
    assert words == "Tested: the day after's own package. Nash and Egalitarian pick it."
    assert keys == {"own", "menu:over-the-horizon"}
    words, keys = called(dossier, known, sequence="settlement-first")
    assert words == f"Tested: “Half and half” from the table, {REST}."
    assert keys == {"draft:0", "menu:over-the-horizon"}
    assert called(dossier, known, line="freeze")[0] == "Tested: the package at hand in Space."
    boots = {"backstop": "none", "european-contribution": "limited-force"}
    words, keys = called(dossier, known, monitors="multinational", **boots)
    assert (words, keys) == (f"Tested: “European boots alone”, {REST}.", {"menu:european-boots"})
    assert called(dossier, known, backstop="none") == (
        "Tested: a package chosen on this page.",
        set(),
    )


def test_a_lever_that_is_moved_is_no_longer_as_the_dossier_has_it(
    dossier: Dossier, own: dict[str, str]
) -> None:
    """The package is the same; the key that puts all of it back is not pressed."""
    moved = Chosen(tuple(own.items()), course="steady")
    assert "own" not in package_asked_about(dossier, moved, Known(own)).keys


def test_a_party_without_a_margin_is_told_of(dossier: Dossier) -> None:
    """With why; nobody is told of where each has one."""
    assert quiet_words(dossier, {"Ukraine", "Russia", "United States"}) == (
        "The European coalition has no margin: this package leaves it no breach to choose, so that "
        "there is nothing to gain or lose by one."
    )
    names = {party.name for party in dossier.parties.values()}
    assert quiet_words(dossier, names) == ""
