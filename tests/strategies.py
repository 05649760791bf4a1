"""Random dossiers for every test that holds a law: small, sound, and with all that a view can hold.

``dossiers()`` gives dossiers without a fault, small enough to enumerate every package of them.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from holdfast.dossier import (
    ASSUMED,
    Basis,
    Dossier,
    Elasticity,
    Evidence,
    Issue,
    IssueValues,
    Link,
    Measure,
    Option,
    Party,
    Pattern,
    PoliticalCost,
    Range,
    RedLine,
    Role,
    Source,
    Stance,
    Terms,
    Together,
    Track,
    View,
)

PARTIES = ("north", "south", "east", "west", "north-east", "upper-valley")
ISSUES = ("line", "monitors", "plant", "status", "sequence", "0", "no", "30-days")
OPTIONS = (
    "none",
    "full",
    "partial",
    "joint",
    "yes",
    "no",
    "010",
    "1e3",
    "true",
    "over-the-horizon",
)
EVIDENCE = ("quote-1", "quote-2", "7", "no")

Sizes = tuple[int, int]
"""The least and the most of something, both included."""


def _texts() -> st.SearchStrategy[str]:
    awkward = st.sampled_from(
        [
            "a: b",
            "# no comment",
            "- not a list",
            "{not: a map}",
            "yes",
            "null",
            "~",
            "1_000",
            "'single' and \"double\"",
            "back\\slash",
            "two\nlines",
            "tab\there",
            "trailing colon:",
            "*star",
            "&and",
            "!tag",
            "%percent",
            "@at",
            "line\u2028separator and\u00a0space",
            "\u0645\u0641\u0627\u0648\u0636\u0627\u062a",
            "a long text that has to be folded over several lines because it goes on and on, " * 3,
        ]
    )
    any_text = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=9)
    return st.one_of(st.just("A text"), awkward, any_text).map(str.strip).filter(bool)


TEXTS = _texts()
"""Texts as people write them, and some that a careless writer of YAML would break."""
MAYBE_TEXTS = st.one_of(st.just(""), TEXTS)


def _range(low: int, width: int, scale: int) -> Range:
    return Range(Fraction(low, scale), Fraction(low + width, scale))


def ranges(low: int = -20, high: int = 100) -> st.SearchStrategy[Range]:
    """Exact decimals and ranges of them, most of them whole, a rare one with thirty places."""
    return st.builds(
        _range,
        st.integers(low, high),
        st.sampled_from([0, 0, 1, 10]),
        st.sampled_from([1, 1, 8, 10**30]),
    )


RANGES = ranges()
AMOUNTS = ranges(0)
NO_DEALS = st.one_of(st.none(), ranges(-20, 40))
PRICES = st.one_of(st.none(), AMOUNTS)
COUNTS = st.integers(0, 2)


def some(
    draw: st.DrawFn, items: Collection[str], least: int = 0, most: int = 99
) -> tuple[str, ...]:
    """Some of the items, in their order or the reverse of it."""
    every = list(items)
    marks = draw(st.integers(0, 2 ** (len(every) + 1) - 1))
    chosen = [item for index, item in enumerate(every) if marks >> index & 1][:most]
    for item in every:
        if len(chosen) < least and item not in chosen:
            chosen.append(item)
    return tuple(reversed(chosen) if marks >> len(every) else chosen)


def basis(draw: st.DrawFn, evidence: Collection[str]) -> Basis:
    """Assumed, or resting on some of the evidence."""
    return Basis(some(draw, evidence, most=2)) if evidence else ASSUMED


def pattern(draw: st.DrawFn, issues: Mapping[str, Issue]) -> Pattern:
    """Some options of some issues, never all options of an issue."""
    named = some(draw, issues, least=1, most=3)
    options = {issue: list(issues[issue].options) for issue in named}
    return Pattern(
        {issue: some(draw, ids, least=1, most=len(ids) - 1) for issue, ids in options.items()}
    )


def issue_values(draw: st.DrawFn, issue: Issue, evidence: Collection[str]) -> IssueValues:
    """Worths for some of the options, or an order of all of them with ties."""
    values = IssueValues(
        issue.id, draw(AMOUNTS), basis=basis(draw, evidence), numbers=basis(draw, evidence)
    )
    named = some(draw, issue.options)
    if named:
        return replace(values, worth={option: draw(RANGES) for option in named})
    first = some(draw, issue.options, least=1)
    rest = [(option,) for option in issue.options if option not in first]
    return replace(values, order=(first, *rest))


def red_line(
    draw: st.DrawFn, id_: str, issues: Mapping[str, Issue], evidence: Collection[str]
) -> RedLine:
    """A red line with a price, or one that means never."""
    return RedLine(
        id=id_,
        never=pattern(draw, issues),
        price=draw(PRICES),
        title=draw(MAYBE_TEXTS),
        elasticity=draw(st.sampled_from(Elasticity)),
        basis=basis(draw, evidence),
        numbers=basis(draw, evidence),
    )


def view(
    draw: st.DrawFn, party: str, issues: Mapping[str, Issue], evidence: Collection[str]
) -> View:
    """A view with values on some issues, and some or none of all else that a view can hold."""
    no_deal = draw(NO_DEALS)
    return View(
        party=party,
        no_deal=no_deal,
        no_deal_basis=basis(draw, evidence) if no_deal else ASSUMED,
        no_deal_numbers=basis(draw, evidence) if no_deal else ASSUMED,
        values={id_: issue_values(draw, issues[id_], evidence) for id_ in some(draw, issues)},
        together=tuple(
            Together(
                pattern(draw, issues),
                draw(RANGES),
                draw(MAYBE_TEXTS),
                basis(draw, evidence),
                basis(draw, evidence),
            )
            for _ in range(draw(COUNTS))
        ),
        political_costs=tuple(
            PoliticalCost(pattern(draw, issues), draw(AMOUNTS), basis=basis(draw, evidence))
            for _ in range(draw(COUNTS))
        ),
        red_lines=tuple(red_line(draw, f"r{n}", issues, evidence) for n in range(draw(COUNTS))),
        stances={
            id_: Stance(id_, some(draw, issues[id_].options, 1)[0], basis(draw, evidence))
            for id_ in some(draw, issues, most=2)
        },
    )


def issue_map(
    draw: st.DrawFn, count: int, options: Sizes, tracks: Collection[str], measures: Collection[str]
) -> dict[str, Issue]:
    """Issues with their options."""
    ids = some(draw, ISSUES, count, count)
    sizes = st.integers(*options)
    named = {id_: some(draw, OPTIONS, size, size) for id_ in ids for size in (draw(sizes),)}
    return {
        id_: Issue(
            id=id_,
            title=draw(TEXTS),
            options={
                each: Option(each, "An option", measures={m: draw(RANGES) for m in measures})
                for each in named[id_]
            },
            track=draw(st.sampled_from(["", *tracks])),
        )
        for id_ in ids
    }


@st.composite
def dossiers(
    draw: st.DrawFn, parties: Sizes = (2, 4), issues: Sizes = (1, 5), options: Sizes = (2, 4)
) -> Dossier:
    """A sound dossier with links, red lines, orders, ranges and everything else of the format.

    The first two parties are principals and have a view (which may say little); of the others, some
    have one. No single link or red line bars every package; several together may.

    Args:
        draw: Given by Hypothesis.
        parties: The least and the most parties (at most six).
        issues: The least and the most issues (at most eight).
        options: The least and the most options of each issue (at most ten).
    """
    count = draw(st.integers(*parties))
    party_ids = some(draw, PARTIES, count, count)
    evidence = {
        id_: Evidence(
            id=id_,
            source="report",
            says=draw(TEXTS),
            paragraph=draw(st.integers(0, 99)),
            words=draw(st.sampled_from(["", "a few words", "some ... left out"])),
            terms=draw(st.sampled_from(Terms)),
        )
        for id_ in some(draw, EVIDENCE)
    }
    tracks = {"military": Track("military", "Military")} if draw(st.booleans()) else {}
    measures = {"area": Measure("area", "Area", "km2")} if draw(st.booleans()) else {}
    agenda = issue_map(draw, draw(st.integers(*issues)), options, tracks, measures)
    return Dossier(
        title=draw(TEXTS),
        about=draw(MAYBE_TEXTS),
        date=draw(st.sampled_from(["", "2026-01-24"])),
        parties={
            id_: Party(
                id=id_,
                name=draw(TEXTS),
                roles=(Role.PRINCIPAL,)
                if rank < 2
                else tuple(Role(role) for role in some(draw, [*Role], least=1)),
                at_table=draw(st.booleans()),
                in_sentences=draw(st.sampled_from(["", "the Union"])),
                basis=basis(draw, evidence),
            )
            for rank, id_ in enumerate(party_ids)
        },
        issues=agenda,
        tracks=tracks,
        measures=measures,
        links=tuple(
            Link(f"l{n}", pattern(draw, agenda), basis=basis(draw, evidence))
            for n in range(draw(COUNTS))
        ),
        views={
            id_: view(draw, id_, agenda, evidence)
            for rank, id_ in enumerate(party_ids)
            if rank < 2 or draw(st.booleans())
        },
        sources={"report": Source("report", "A report", sha256="ab" * 32)} if evidence else {},
        evidence=evidence,
    )
