"""Judgments one by one: read from forms, kept, taken out, put back; what they may rest on."""

from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.desk.changes import changes
from holdfast.desk.grounds import Grounds, in_order, read_grounds
from holdfast.desk.judgments import Key, Kind, judgments, mark, put
from holdfast.desk.parts import JOINT
from holdfast.desk.revision import Revision
from holdfast.desk.seats import House, Sight
from holdfast.desk.stances import evidence_of, file_stance, may_correct_stance
from holdfast.desk.term_revision import revise, ticked
from holdfast.dossier import Basis, Dossier, Elasticity, Range, Stance, View
from holdfast.errors import AccessError
from workbenches import abu_dhabi, cheap_house, small_talks

NEW_LINE, LINE = Key(Kind.RED_LINE), Key(Kind.RED_LINE, "stays")


@pytest.fixture(scope="module")
def talks() -> Dossier:
    """Two sides, three issues, a line of the north's."""
    return small_talks()


@pytest.fixture
def house(tmp_path: Path, talks: Dossier) -> House:
    """The talks, served."""
    return cheap_house(tmp_path, talks)


def look(house: House, name: str) -> Sight:
    """What an account sees."""
    return house.sign_in(name, house.demonstration[name]).look()


def corrected(talks: Dossier, key: Key, **typed: str) -> Revision:
    """The north's view, corrected by a form whose fields may hold colons."""
    form = {name.replace("__", ":").replace("_", "-"): text for name, text in typed.items()}
    return revise(talks, talks.views["north"], key, form, talks.evidence)


@pytest.mark.parametrize("party", list(abu_dhabi().views))
def test_a_view_is_its_judgments(party: str) -> None:
    """Taken apart and put together again, nothing is lost; taken out, one alone is missing."""
    view = abu_dhabi().views[party]
    every = judgments(view)
    for key, judgment in every.items():
        assert put(view, key, judgment) == view
        assert judgments(put(view, key, None)).keys() == every.keys() - {key}
    assert len({mark(judgment) for judgment in every.values()}) == len(every)


def test_two_combinations_of_the_same_options_are_told_apart(talks: Dossier) -> None:
    """Each has a key of its own."""
    form = {"amount": "3", "when:dam:stay": "on"}
    once = revise(talks, View("north"), Key(Kind.TOGETHER), form, ()).view
    assert once is not None
    twice = replace(once, together=once.together * 2)
    first, second = judgments(twice)
    assert second.which == f"{first.which}-2"


def test_a_new_red_line_is_read(talks: Dossier) -> None:
    """Its id is made of its title, what it rules out is what is ticked."""
    revision = corrected(
        talks, NEW_LINE, title="No toll at all!", amount="5..9", when__toll__none="on"
    )
    assert revision.view is not None
    line = revision.view.red_lines[-1]
    assert (line.id, line.title, line.price) == (
        "no-toll-at-all",
        "No toll at all!",
        Range.parse("5..9"),
    )
    assert line.never.options == {"toll": ("none",)}
    assert line.basis == Basis()
    assert ticked(line) == {("toll", "none")}


@pytest.mark.parametrize("title", ["Никогда", "stays", "assumed"])
def test_ids_of_lines_are_ids_and_free(talks: Dossier, title: str) -> None:
    """Whatever the title is written in, and whichever ids are taken."""
    revision = corrected(talks, NEW_LINE, title=title, amount="never", when__dam__move="on")
    assert revision.view is not None
    ids = [line.id for line in revision.view.red_lines]
    assert len(set(ids)) == 2
    assert ids[1] not in {"assumed", ""}
    assert ids[1].isascii()


def test_a_red_line_is_corrected_in_its_place(talks: Dossier) -> None:
    """The id stays; price, pattern, title and what is reported are what the form says."""
    revision = corrected(
        talks,
        LINE,
        title="The dam stays put",
        amount="Never",
        when__dam__move="on",
        when__dam__share="on",
        elasticity="tested",
    )
    assert revision.view is not None
    (line,) = revision.view.red_lines
    assert (line.id, line.title, line.price) == ("stays", "The dam stays put", None)
    assert set(line.never.options["dam"]) == {"move", "share"}
    assert line.elasticity is Elasticity.TESTED


@pytest.mark.parametrize(
    ("kind", "typed", "fields"),
    [
        (Kind.RED_LINE, {}, {"title", "when", "amount"}),
        (Kind.RED_LINE, {"title": "x", "amount": "-3", "when__dam__stay": "on"}, {"amount"}),
        (
            Kind.RED_LINE,
            {"title": "x", "amount": "some", "when__dam__air": "on"},
            {"when", "amount"},
        ),
        (
            Kind.RED_LINE,
            {"title": "x", "amount": "1", "when__dam__stay": "on", "elasticity": "soft"},
            {"elasticity"},
        ),
        (Kind.TOGETHER, {"amount": "", "when__dam__stay": "on"}, {"amount"}),
        (Kind.POLITICAL_COST, {"amount": "-1..2", "when__dam__stay": "on"}, {"amount"}),
        (Kind.NO_DEAL, {"amount": "a lot"}, {"amount"}),
    ],
)
def test_slips_are_told_at_their_fields(
    talks: Dossier, kind: Kind, typed: dict[str, str], fields: set[str]
) -> None:
    """All at once, and nothing is kept."""
    revision = corrected(talks, Key(kind), **typed)
    assert revision.view is None
    assert {slip.field for slip in revision.slips} == fields


def test_a_stance_of_no_option_is_refused(talks: Dossier) -> None:
    """An option that the issue does not have is no stance; none at all is silence."""
    key = Key(Kind.STANCE, "dam")
    assert corrected(talks, key, option="air").view is None
    silent = corrected(talks, key, option="").view
    assert silent is not None
    assert silent.stances == {}


def test_combinations_costs_and_no_deal_are_read(talks: Dossier) -> None:
    """Below zero in combination, never below zero as a cost; no deal empty is nobody's word."""
    both = {"when__dam__stay": "on", "when__toll__none": "on"}
    together = corrected(talks, Key(Kind.TOGETHER), amount="-3..2", why=" so  it\nis ", **both).view
    cost = corrected(talks, Key(Kind.POLITICAL_COST), amount="4", **both).view
    empty = corrected(talks, Key(Kind.NO_DEAL), amount=" ").view
    assert together is not None
    assert cost is not None
    assert empty is not None
    assert (together.together[0].worth, together.together[0].why) == (
        Range.parse("-3..2"),
        "so it is",
    )
    assert cost.political_costs[0].cost == Range.exactly(4)
    assert empty.no_deal is None


def test_grounds_are_what_is_ticked() -> None:
    """Only what may be ticked counts; the order stays; figures can be assumed all the same."""
    before = Grounds(Basis(("b", "a")), Basis(("b", "a")))
    typed = {"grounds": "shown", "because:a": "on", "because:b": "on", "because:z": "on"}
    assert read_grounds(typed, before, ["a", "b", "c"]) == before
    assert read_grounds({}, before, ["a"]) == before
    assert read_grounds({"grounds": "shown"}, before, ["a", "b"]) == Grounds()
    bare = read_grounds(typed | {"figures": "assumed"}, before, ["a", "b"])
    assert bare == Grounds(Basis(("b", "a")), Basis())


def test_evidence_that_is_ticked_comes_first(talks: Dossier) -> None:
    """Whoever opens the list sees at once what the judgment rests on."""
    order = in_order(talks.evidence, Grounds(Basis(("south-told",))))
    assert [(item.id, is_ticked) for item, is_ticked in order] == [
        ("south-told", True),
        ("dam-said", False),
    ]


def test_a_judgment_rests_only_on_what_is_at_hand_where_it_is_kept(house: House) -> None:
    """The joint part's evidence for a stance; what only the south told is not among the north's."""
    seen = look(house, "Mediator")
    assert set(evidence_of(seen, JOINT)) == {"dam-said"}
    assert set(evidence_of(seen, JOINT, "north")) == {"dam-said"}
    assert set(evidence_of(seen, JOINT, "south", "nobody")) == {"dam-said", "south-told"}


def test_evidence_on_which_nothing_rests_any_more_stays_at_hand(house: House) -> None:
    """So that what rested on it can be put back."""
    seat = house.sign_in("South", house.demonstration["South"])
    seen = seat.look()
    view = seen.dossier.views["south"]
    bare = replace(view.values["dam"], basis=Basis(), numbers=Basis())
    seat.write_view(replace(view, values={**view.values, "dam": bare}), seen)
    after = seat.look()
    assert "south-told" in evidence_of(after, "south")
    seat.write_view(view, after)
    assert seat.look().dossier.views["south"] == view


def test_a_mediator_corrects_what_is_said_in_public(house: House) -> None:
    """Everyone sees it from then on; nobody else may, nor once the party has declared itself."""
    seat = house.sign_in("Mediator", house.demonstration["Mediator"])
    file_stance(
        seat.talks, "south", "dam", Stance("dam", "share", Basis(("dam-said",))), seat.look()
    )
    north = house.sign_in("North", house.demonstration["North"])
    assert north.look().dossier.views["south"].stances["dam"].option == "share"
    assert not may_correct_stance(north.look(), "north", "dam")
    assert not may_correct_stance(seat.look("North"), "north", "dam")
    with pytest.raises(AccessError):
        file_stance(north.talks, "north", "dam", None, north.look())
    file_stance(seat.talks, "south", "dam", None, seat.look())
    assert "south" not in north.look().dossier.views
    north.talks.add(
        "joint",
        "statement",
        party="north",
        text="It may move.",
        terms="on-the-record",
        made="2026-01-24T09:00:00Z",
        options={"dam": "move"},
    )
    assert north.look().dossier.views["north"].stances["dam"].option == "move"
    with pytest.raises(AccessError, match="declares itself"):
        file_stance(seat.talks, "north", "dam", None, seat.look())


def test_every_kind_of_change_is_told(talks: Dossier) -> None:
    """A new line, a pattern, grounds, a stance: each with the judgment that it is a part of."""
    view = talks.views["north"]
    line = replace(view.red_lines[0], basis=Basis(("dam-said",)), price=Range.exactly(3))
    values = {**view.values, "toll": replace(view.values["toll"], basis=Basis(("dam-said",)))}
    after = replace(view, red_lines=(line,), stances={}, values=values)
    found = changes(talks, replace(talks, views={**talks.views, "north": after}))
    assert [(c.key.kind, c.what, c.before, c.after) for c in found] == [
        (Kind.STANCE, "what is said in public", "It stays", ""),
        (Kind.VALUES, "what it rests on", "assumed", "evidence: dam-said, figures assumed"),
        (Kind.RED_LINE, "the price of “The dam stays”", "never", "3 points"),
        (
            Kind.RED_LINE,
            "what “The dam stays” rests on",
            "assumed",
            "evidence: dam-said, figures assumed",
        ),
    ]
    gone = replace(view, red_lines=())
    told = changes(talks, replace(talks, views={**talks.views, "north": gone}))
    assert [(c.what, c.after) for c in told] == [
        ("the price of “The dam stays”", ""),
        ("what “The dam stays” rules out", ""),
    ]
