"""A dossier filed into talks that run: divided, looked at first, written whole or not at all."""

from dataclasses import replace

import pytest

from holdfast.desk.convening import seat_party
from holdfast.desk.division import Step, division, file_division
from holdfast.desk.parts import divide, misplaced
from holdfast.desk.sight import assemble
from holdfast.desk.talks import OpenTalks
from holdfast.dossier import Dossier, Evidence, Range, Source, View, parse, write
from holdfast.errors import ConflictError, DossierError, TalksError
from holdfast.talks.filed import DossierPart
from talks_table import DOSSIER, Table
from workbenches import abu_dhabi, small_talks

SECRET = Evidence("told-in-private", "paper", "The north would trade the line.")
PAPER = Source("paper", "A paper")


def with_view(dossier: Dossier, party: str, **changed: object) -> Dossier:
    """The dossier with something else in a party's view."""
    view = replace(dossier.views.get(party, View(party)), **changed)  # type: ignore[arg-type]
    views = {**dossier.views, party: view}
    return replace(dossier, views={p: views[p] for p in dossier.parties if p in views})


def code(attempt: object, *values: object, **fields: object) -> str:
    """The code of a refusal."""
    with pytest.raises((TalksError, DossierError)) as refused:
        attempt(*values, **fields)  # type: ignore[operator]
    return refused.value.code


def steps(talks: OpenTalks, dossier: Dossier, *only: str) -> dict[str, tuple[str, Step]]:
    """Where each part would go, and what filing it would come to."""
    return {p.part: (p.room, p.step) for p in division(talks, dossier, only).pieces}


def file(talks: OpenTalks, dossier: Dossier, *only: str) -> None:
    """Look at what goes where, and file it."""
    file_division(talks, division(talks, dossier, only))


def test_what_was_convened_from_stands_already(table: Table) -> None:
    """Nothing would be written, and nothing is."""
    before = table.mediator.snapshot()[1]
    assert steps(table.mediator, DOSSIER) == {
        "joint": ("joint", Step.UNCHANGED),
        "ukraine": ("ukraine", Step.UNCHANGED),
        "russia": ("russia", Step.UNCHANGED),
        "mediators": ("own", Step.UNCHANGED),
    }
    file(table.mediator, DOSSIER)
    assert table.mediator.snapshot()[1] == before


def test_a_changed_dossier_goes_where_its_parts_belong(table: Table) -> None:
    """Each side has its own, the stakeholder its first part, the mediators the whole."""
    issue = DOSSIER.issues["monitors"]
    some = replace(issue.options["many"], id="some", title="Some")
    issues = {
        **DOSSIER.issues,
        "monitors": replace(issue, options={**issue.options, "some": some}),
    }
    changed = with_view(replace(DOSSIER, issues=issues), "ukraine", no_deal=Range.parse("33"))
    changed = with_view(changed, "europe", no_deal=Range.parse("44"))
    wanted = division(table.mediator, changed)
    assert {p.part: p.step for p in wanted.pieces} == {
        "joint": Step.CHANGED,
        "ukraine": Step.CHANGED,
        "russia": Step.CHANGED,
        "europe": Step.NEW,
        "mediators": Step.CHANGED,
    }
    told = {piece.part: piece for piece in wanted.pieces}
    assert told["joint"].differences == ("issues: changed monitors",)
    assert "Ukraine: the worth of no deal: 10 → 33" in told["ukraine"].differences
    assert "Europe: the worth of no deal" in told["europe"].differences
    assert told["ukraine"].readers == ("Mediator", "Second", "Ukraine")
    assert told["joint"].readers == ("Mediator", "Russia", "Second", "Ukraine")
    file_division(table.mediator, wanted)
    for who, party in ((table.ukraine, "ukraine"), (table.russia, "russia")):
        seen = assemble(who.record).opened.dossier
        assert seen.issues == changed.issues
        private = {p for p, v in seen.views.items() if v.no_deal is not None}
        assert private == {party}
    assert assemble(table.europe.record).opened.dossier.views["europe"].no_deal is not None
    assert assemble(table.second.record).opened.dossier == changed
    assert table.second.record.irregular == ()


def test_only_some_parts_are_filed_where_only_they_are_named(table: Table) -> None:
    """So that what a party corrected itself is not overwritten by the mediators' file."""
    file(table.ukraine, with_view(divide(DOSSIER)[1].dossier, "ukraine", no_deal=Range.parse("5")))
    changed = replace(DOSSIER, title="Test talks, second round")
    file(table.mediator, changed, "joint", "mediators")
    seen = assemble(table.mediator.record).opened.dossier
    assert (seen.title, seen.views["ukraine"].no_deal) == (changed.title, Range.parse("5"))
    wanted = division(table.mediator, changed)
    (theirs,) = [piece for piece in wanted.pieces if piece.part == "ukraine"]
    assert theirs.filed is not None
    assert table.mediator.people()[theirs.filed.by] == "Ukraine"
    assert code(division, table.mediator, changed, ["nobody"]) == "no-such-part"


def test_a_party_without_a_compartment_has_its_part_kept_until_it_has_one(table: Table) -> None:
    """In the mediators' own; with its seat it gets the part, and filed again it moves."""
    party = replace(DOSSIER.parties["europe"], id="asia", name="Asia")
    dossier = replace(DOSSIER, parties={**DOSSIER.parties, "asia": party})
    dossier = with_view(dossier, "asia", no_deal=Range.parse("7"))
    assert steps(table.mediator, dossier)["asia"] == ("own", Step.NEW)
    file(table.mediator, dossier)
    asia = table.join("Asia")
    seat_party(table.mediator, "Asia", "asia", kind="stakeholder", is_at_table=False)
    assert assemble(asia.record).opened.dossier.views["asia"].no_deal == Range.parse("7")
    assert steps(table.mediator, dossier)["asia"] == ("asia", Step.UNCHANGED)


def test_a_delegate_files_the_own_part_alone(table: Table) -> None:
    """From a dossier with its own view; public stances and another's view are not its to file."""
    mine = with_view(replace(DOSSIER, views={}), "ukraine", no_deal=Range.parse("3"))
    mine = replace(mine, evidence={SECRET.id: SECRET}, sources={PAPER.id: PAPER})
    public = with_view(mine, "ukraine", stances=DOSSIER.views["ukraine"].stances)
    wanted = division(table.ukraine, public)
    assert (wanted.aside, [p.part for p in wanted.pieces]) == (("public stances",), ["ukraine"])
    file_division(table.ukraine, wanted)
    seen = assemble(table.mediator.record).opened.dossier
    assert seen.views["ukraine"].no_deal == Range.parse("3")
    assert SECRET.id in seen.evidence
    assert SECRET.id not in assemble(table.russia.record).opened.dossier.evidence
    assert code(division, table.ukraine, DOSSIER) == "not-your-part"
    assert code(division, table.russia, mine) == "not-your-part"
    assert code(division, table.ukraine, replace(DOSSIER, views={})) == "nothing-to-file"


def test_a_part_that_does_not_fit_the_joint_one_is_not_filed(table: Table) -> None:
    """A delegate whose file speaks of an option that the joint part has not is told so."""
    issue = DOSSIER.issues["line"]
    river = replace(issue.options["freeze"], id="river", title="The river")
    issues = {**DOSSIER.issues, "line": replace(issue, options={**issue.options, "river": river})}
    view = DOSSIER.views["ukraine"]
    values = replace(view.values["line"], worth={"river": Range.parse("100")})
    mine = replace(DOSSIER, issues=issues, views={})
    mine = with_view(mine, "ukraine", values={"line": values})
    before = table.ukraine.snapshot()[1]
    assert code(division, table.ukraine, mine) == "faults"
    assert table.ukraine.snapshot()[1] == before


def test_what_would_be_left_out_is_said_before(table: Table) -> None:
    """A joint part filed alone, with which the parts that stay cannot be read."""
    issues = {"monitors": DOSSIER.issues["monitors"]}
    fewer = replace(DOSSIER, issues=issues, views={})
    wanted = division(table.mediator, fewer, ["joint"])
    assert set(wanted.left_out) == {"ukraine", "russia"}
    assert set(wanted.stays) == {"ukraine", "russia", "mediators"}


def test_somebody_who_wrote_in_between_is_not_overwritten(table: Table) -> None:
    """All parts or none: one compartment has newer records, so no other is written either."""
    changed = with_view(replace(DOSSIER, title="Later"), "ukraine", no_deal=Range.parse("1"))
    wanted = division(table.mediator, changed)
    table.ukraine.add("ukraine", "block", issue="line", party="ukraine", why="No.")
    before = table.second.snapshot()[1]
    with pytest.raises(ConflictError):
        file_division(table.mediator, wanted)
    assert table.second.snapshot()[1] == before


def test_a_party_called_as_a_part_is_refused() -> None:
    """What it wants would go where that part is read."""
    for name in ("joint", "mediators"):
        party = replace(DOSSIER.parties["russia"], id=name)
        named = replace(DOSSIER, parties={**DOSSIER.parties, name: party})
        assert code(divide, named) == "name-taken"


@pytest.mark.parametrize(
    "private",
    [
        "no_deal: 5",
        "values: {line: {weight: 1, worth: {freeze: 100}}}",
        "red_lines: [{id: l, never: {line: freeze}, price: never}]",
        "values: {line: {weight: 1, worth: {freeze: 100}}}\n"
        "    together: [{when: {line: freeze}, worth: 5}]",
        "values: {line: {weight: 1, worth: {freeze: 100}}}\n"
        "    political_costs: [{when: {line: freeze}, cost: 5}]",
    ],
)
def test_nothing_private_is_put_on_the_joint_table(table: Table, private: str) -> None:
    """Whatever the part is called; nor another party's into a delegation's compartment."""
    bare = write(divide(replace(DOSSIER, views={}))[0].dossier)
    text = f"{bare}\nviews:\n  russia:\n    {private}\n"
    assert parse(text).views["russia"] != View("russia")
    before = table.second.snapshot()[1]
    for room, name in (("joint", "joint"), ("joint", "russia"), ("ukraine", "ukraine")):
        added = (table.mediator.add, room, "dossier-part")
        assert code(*added, name=name, text=text) == "not-for-all-here"
    assert code(table.ukraine.add, "ukraine", "dossier-part", name="ukraine", text=text) == (
        "not-for-all-here"
    )
    assert code(table.mediator.add, "own", "dossier-part", name="europe", text=text) == (
        "not-for-all-here"
    )
    assert table.second.snapshot()[1] == before
    table.mediator.add("russia", "dossier-part", name="russia", text=text)
    table.mediator.add("own", "dossier-part", name="mediators", text=text)


def test_evidence_on_which_nothing_public_rests_stays_off_the_table(table: Table) -> None:
    """It may be what one side told; a delegation may keep what it likes in its own part."""
    joint, ukraine, *_ = divide(DOSSIER)
    for part, who, room, refused in (
        (joint, table.mediator, "joint", True),
        (ukraine, table.mediator, "ukraine", True),
        (ukraine, table.ukraine, "ukraine", False),
        (ukraine, table.mediator, "ukraine", False),
    ):
        told = replace(part.dossier, evidence={SECRET.id: SECRET}, sources={PAPER.id: PAPER})
        fields = {"name": part.of, "text": write(told)}
        if refused:
            assert code(who.add, room, "dossier-part", **fields) == "not-for-all-here"
        else:
            who.add(room, "dossier-part", **fields)


def test_what_the_division_makes_is_never_misplaced() -> None:
    """Each part of a divided dossier may stand where it goes."""
    for dossier in (DOSSIER, small_talks(), abu_dhabi()):
        for part in divide(dossier):
            assert part.of == "mediators" or misplaced(part, ()) == ()


def test_comments_are_not_handed_round(table: Table) -> None:
    """A part is kept as it is read: what stands behind a # is looked through by nobody."""
    text = write(divide(DOSSIER)[0].dossier)
    table.mediator.add("joint", "dossier-part", name="joint", text=f"# They would swap.\n{text}")
    part = table.russia.record.at(DossierPart, table.russia.room("joint"), "joint")[-1]
    assert part.content.text == text


def test_what_was_told_to_some_is_not_filed_for_others(table: Table) -> None:
    """A dossier saved from the talks has it too; filed again, it changes nothing anywhere."""
    line = {"party": "ukraine", "title": "No swap", "never": {"line": ["swaps"]}}
    table.mediator.add("own", "red-line", id="heard", **line)
    said = {
        "party": "russia",
        "made": "2026-01-24T05:00Z",
        "text": "Freeze.",
        "terms": "background",
    }
    table.mediator.add("own", "statement", id="said", options={"line": "freeze"}, **said)
    saved = assemble(table.mediator.record).opened.dossier
    assert [line.id for line in saved.views["ukraine"].red_lines] == ["heard"]
    assert saved.views["russia"].stances["line"].option == "freeze"
    wanted = division(table.mediator, saved)
    assert wanted.writes == ()
    assert wanted.told == ("ukraine: red line 'heard'", "russia: stance on 'line'")
    file(table.mediator, with_view(saved, "ukraine", no_deal=Range.parse("11")))
    assert "No swap" not in str([entry.content for entry in table.ukraine.record.entries()])
    view = assemble(table.ukraine.record).opened.dossier.views["ukraine"]
    assert (view.no_deal, view.red_lines) == (Range.parse("11"), ())
    assert "russia" not in assemble(table.ukraine.record).opened.dossier.views
