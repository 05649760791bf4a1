"""What the workbench asks of the desk: parts, corrections, changes, packages weighed."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from holdfast.desk.changes import changes
from holdfast.desk.parts import JOINT, MEDIATORS, divide, join
from holdfast.desk.revision import revise_issue
from holdfast.desk.seats import Seat
from holdfast.desk.space import Rank, Space, explore, first_package, weigh
from holdfast.dossier import Dossier, Range, parse, value, write
from holdfast.errors import AccessError, ConflictError
from workbenches import abu_dhabi, cheap_house, small_talks


@pytest.fixture(scope="module")
def talks() -> Dossier:
    """Two sides, three issues."""
    return small_talks()


@pytest.fixture(scope="module")
def space(talks: Dossier) -> Space:
    """What they could agree."""
    return explore(talks, ("north", "south"))


@pytest.mark.parametrize("dossier", [small_talks(), abu_dhabi()], ids=["small", "abu-dhabi"])
def test_parts_make_up_the_whole_again(dossier: Dossier) -> None:
    """Nothing is lost, and each part is a dossier that can be read by itself."""
    parts = divide(dossier)
    assert join(parts) == dossier
    assert all(parse(write(part.dossier)) == part.dossier for part in parts)


@pytest.mark.parametrize("dossier", [small_talks(), abu_dhabi()], ids=["small", "abu-dhabi"])
def test_a_part_holds_nothing_private_of_another(dossier: Dossier) -> None:
    """The joint part has stances alone, a side's part its own view alone; mediators may see all."""
    for part in divide(dossier):
        for party, view in part.dossier.views.items():
            assert part.of in {JOINT, MEDIATORS, party}
            if part.of == JOINT:
                assert not view.has_values
                assert view.no_deal is None
                assert not view.red_lines
        if part.of not in {JOINT, MEDIATORS}:
            assert set(part.dossier.views) == {part.of}


def test_evidence_goes_with_the_judgment(talks: Dossier) -> None:
    """What was told by the south stands in its own part, not in the joint one."""
    parts = {part.of: part.dossier for part in divide(talks)}
    assert "south-told" in parts["south"].evidence
    assert "south-told" not in parts[JOINT].evidence
    assert "south-told" not in parts["north"].evidence


def test_each_account_opens_its_own_alone(tmp_path: Path, talks: Dossier) -> None:
    """A delegation's dossier has its own values; the mediator's has all of them."""
    house = cheap_house(tmp_path, talks)
    seats = {name: house.sign_in(name, phrase) for name, phrase in house.demonstration.items()}
    assert seats["Mediator"].look().dossier == talks
    north = seats["North"].look()
    assert north.dossier.views["north"].has_values
    assert not north.dossier.views["south"].has_values
    assert north.readers == ("Mediator", "North", "Second mediator")
    assert seats["Mediator"].look("North").dossier == north.dossier
    with pytest.raises(AccessError, match="no delegation"):
        seats["North"].look("South")


def test_two_writers_do_not_overwrite_each_other(tmp_path: Path, talks: Dossier) -> None:
    """Who corrects a view that was corrected since is told so, and nothing is written."""
    house = cheap_house(tmp_path, talks)
    mediator = house.sign_in("Mediator", house.demonstration["Mediator"])
    second = house.sign_in("Second mediator", house.demonstration["Second mediator"])
    seen, seen_too = mediator.look(), second.look()
    view = talks.views["south"]
    mediator.write_view(replace(view, no_deal=Range.parse("11")), seen)
    with pytest.raises(ConflictError):
        second.write_view(replace(view, no_deal=Range.parse("12")), seen_too)
    assert _no_deal(second) == Range.parse("11")


def test_a_view_is_written_by_those_who_keep_it(tmp_path: Path, talks: Dossier) -> None:
    """A delegation corrects its own view, sealed; another's it cannot even find."""
    house = cheap_house(tmp_path, talks)
    north = house.sign_in("North", house.demonstration["North"])
    view = north.look().dossier.views["north"]
    north.write_view(replace(view, no_deal=Range.parse("33")), north.look())
    assert north.look().dossier.views["north"].no_deal == Range.parse("33")
    with pytest.raises(AccessError):
        north.write_view(talks.views["south"], north.look())


def _no_deal(seat: Seat) -> Range | None:
    return seat.look().dossier.views["south"].no_deal


def test_a_correction_is_read_field_by_field(talks: Dossier) -> None:
    """Ranges, dashes and empty fields are read; the rest of the view stays as it was."""
    typed = {
        "weight": "30\N{EN DASH}40",
        "how": "worth",
        "worth-stay": "5",
        "worth-move": "90..100",
    }
    revised = revise_issue(talks.views["south"], talks.issues["dam"], typed)
    assert revised.view is not None
    values = revised.view.values["dam"]
    assert (values.weight, values.worth["share"]) == (Range.parse("30..40"), Range.parse("0"))
    assert values.basis == talks.views["south"].values["dam"].basis
    assert revised.view.values["toll"] == talks.views["south"].values["toll"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"weight": "abc"}, "weight"),
        ({"weight": " "}, "weight"),
        ({"weight": "5", "worth-move": ""}, "worth-move"),
        ({"weight": "-3"}, "weight"),
        ({"weight": "5", "worth-stay": "9..1"}, "worth-stay"),
        ({"weight": "5", "worth-stay": "1e9"}, "worth-stay"),
        ({"weight": "5", "how": "order", "place-stay": "0"}, "place-stay"),
        ({"weight": "5", "how": "order", "place-stay": "1", "place-move": "²"}, "place-move"),
    ],
)
def test_a_slip_is_told_at_its_field(talks: Dossier, typed: dict[str, str], field: str) -> None:
    """What cannot be read is said where it stands, and nothing is kept."""
    revised = revise_issue(talks.views["south"], talks.issues["dam"], typed)
    assert revised.view is None
    assert field in {slip.field for slip in revised.slips}


def test_an_order_with_ties_is_read(talks: Dossier) -> None:
    """Equal places are a tie; gaps between places mean nothing."""
    typed = {
        "weight": "5",
        "how": "order",
        "place-stay": "4",
        "place-move": "1",
        "place-share": "4",
    }
    revised = revise_issue(talks.views["south"], talks.issues["dam"], typed)
    assert revised.view is not None
    assert revised.view.values["dam"].order == (("move",), ("stay", "share"))


def test_changes_say_what_was_and_what_is(talks: Dossier) -> None:
    """Only what is different is told, in the titles of the dossier; nothing where nothing is."""
    view = talks.views["south"]
    toll = replace(
        view.values["toll"], worth={**view.values["toll"].worth, "small": Range.parse("70")}
    )
    after = replace(view, no_deal=Range.parse("12"), values={**view.values, "toll": toll})
    found = changes(talks, replace(talks, views={**talks.views, "south": after}))
    assert [(c.issue, c.what, c.before, c.after) for c in found] == [
        ("", "the worth of no deal", "10", "12"),
        ("toll", "Small", "60", "70"),
    ]
    assert changes(talks, talks) == ()


def test_a_package_is_weighed_by_the_one_definition_of_worth(talks: Dossier, space: Space) -> None:
    """Every effect is the exact value of the package, and its gain is counted from no deal."""
    package = first_package(talks, space)
    weighing = weigh(talks, package, space)
    for effect in weighing.effects:
        assert effect.value == value(talks.views[effect.party], package)
    assert [effect.party for effect in weighing.effects] == ["north", "south"]
    assert weighing.is_acceptable
    assert weighing.stands is Rank.FRONTIER


def test_what_a_package_breaks_is_named(talks: Dossier, space: Space) -> None:
    """A broken rule, a crossed line and a party that would walk away are each said."""
    free = weigh(talks, {"dam": "share", "toll": "none", "date": "late"}, space)
    assert [link.id for link in free.broken] == ["no-free-dam"]
    moved = weigh(talks, {"dam": "move", "toll": "none", "date": "soon"}, space)
    assert [line.id for line in moved.effects[0].crossed] == ["stays"]
    assert moved.effects[0].gain == Fraction(-25)
    assert moved.stands is Rank.OUTSIDE


def test_every_package_has_its_rank(talks: Dossier, space: Space) -> None:
    """Over all packages: on the frontier are just those that no other of the zone betters."""
    issues = talks.issues.values()
    packages = [
        dict(zip(talks.issues, options, strict=True))
        for options in product(*(issue.options for issue in issues))
    ]
    weighed = [weigh(talks, package, space) for package in packages]
    zone = [[e.value for e in each.effects] for each in weighed if each.is_acceptable]
    assert len(zone) == space.zone.count
    for each in weighed:
        own = [effect.value for effect in each.effects]
        if not each.is_acceptable:
            assert each.stands is Rank.OUTSIDE
            continue
        is_bettered = any(
            other != own and all(a >= b for a, b in zip(other, own, strict=True)) for other in zone
        )
        assert each.stands is (Rank.BETTERED if is_bettered else Rank.FRONTIER)
        assert (each.better is not None) == is_bettered
