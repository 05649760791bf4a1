"""Random dossiers for every test that holds a law: small, sound, and with all that a view can hold.

``dossiers()`` gives dossiers without a fault, small enough to enumerate every package of them.
"""

from collections.abc import Mapping
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


def texts() -> st.SearchStrategy[str]:
    """Texts as people write them, and some that a careless writer of YAML would break."""
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
    unprintable = {"Cc", "Cs", "Cn"}
    any_text = st.text(st.characters(exclude_categories=list(unprintable)), min_size=1, max_size=30)
    return st.one_of(st.just("A text"), awkward, any_text).map(str.strip).filter(bool)


def decimals(low: int = -20, high: int = 100) -> st.SearchStrategy[Fraction]:
    """Exact decimals, most of them whole, some with a few places and a rare one with thirty."""
    tiny = st.just(Fraction(1, 10**30))
    hundredths = st.integers(low * 100, high * 100).map(lambda n: Fraction(n, 100))
    return st.one_of(st.integers(low, high).map(Fraction), hundredths, tiny)


@st.composite
def ranges(draw: st.DrawFn, low: int = -20, high: int = 100) -> Range:
    """An exact number or a range of admissible values."""
    first = draw(decimals(low, high))
    if draw(st.booleans()):
        return Range(first, first)
    second = draw(decimals(low, high))
    return Range(min(first, second), max(first, second))


def bases(evidence: Mapping[str, Evidence]) -> st.SearchStrategy[Basis]:
    """Assumed, or resting on some of the evidence."""
    if not evidence:
        return st.just(ASSUMED)
    some = st.lists(st.sampled_from(sorted(evidence)), min_size=1, max_size=2, unique=True)
    return st.one_of(st.just(ASSUMED), some.map(lambda ids: Basis(tuple(ids))))


@st.composite
def patterns(draw: st.DrawFn, issues: Mapping[str, Issue], most: int = 3) -> Pattern:
    """Some options of some issues, never all options of an issue."""
    named = draw(st.lists(st.sampled_from(sorted(issues)), min_size=1, max_size=most, unique=True))
    chosen: dict[str, tuple[str, ...]] = {}
    for issue in named:
        options = list(issues[issue].options)
        chosen[issue] = tuple(
            draw(
                st.lists(
                    st.sampled_from(options), min_size=1, max_size=len(options) - 1, unique=True
                )
            )
        )
    return Pattern(chosen)


@st.composite
def issue_values(draw: st.DrawFn, issue: Issue, evidence: Mapping[str, Evidence]) -> IssueValues:
    """Worths for some of the options, or an order of all of them with ties."""
    weight, options = draw(ranges(0)), list(issue.options)
    basis, numbers = draw(bases(evidence)), draw(bases(evidence))
    if draw(st.booleans()):
        named = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
        worth = {option: draw(ranges()) for option in named}
        return IssueValues(issue.id, weight, worth=worth, basis=basis, numbers=numbers)
    groups: list[tuple[str, ...]] = []
    for option in draw(st.permutations(options)):
        if groups and draw(st.booleans()):
            groups[-1] += (option,)
        else:
            groups.append((option,))
    return IssueValues(issue.id, weight, order=tuple(groups), basis=basis, numbers=numbers)


@st.composite
def red_lines(
    draw: st.DrawFn, id_: str, issues: Mapping[str, Issue], evidence: Mapping[str, Evidence]
) -> RedLine:
    """A red line with a price, or one that means never."""
    return RedLine(
        id=id_,
        never=draw(patterns(issues)),
        price=draw(st.one_of(st.none(), ranges(0))),
        title=draw(st.one_of(st.just(""), texts())),
        elasticity=draw(st.sampled_from(Elasticity)),
        basis=draw(bases(evidence)),
        numbers=draw(bases(evidence)),
    )


@st.composite
def views(
    draw: st.DrawFn, party: str, issues: Mapping[str, Issue], evidence: Mapping[str, Evidence]
) -> View:
    """A view with values on some issues, and everything else that a view can hold, or none of it."""
    some = st.lists(st.sampled_from(sorted(issues)), max_size=len(issues), unique=True)
    no_deal = draw(st.one_of(st.none(), ranges(-20, 40)))
    has_no_deal = no_deal is not None
    lines = draw(st.integers(0, 2))
    stances = {
        issue: Stance(
            issue, draw(st.sampled_from(sorted(issues[issue].options))), draw(bases(evidence))
        )
        for issue in draw(some)
    }
    return View(
        party=party,
        no_deal=no_deal,
        no_deal_basis=draw(bases(evidence)) if has_no_deal else ASSUMED,
        no_deal_numbers=draw(bases(evidence)) if has_no_deal else ASSUMED,
        values={issue: draw(issue_values(issues[issue], evidence)) for issue in draw(some)},
        together=tuple(
            Together(
                draw(patterns(issues)),
                draw(ranges()),
                draw(st.one_of(st.just(""), texts())),
                draw(bases(evidence)),
                draw(bases(evidence)),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        political_costs=tuple(
            PoliticalCost(draw(patterns(issues)), draw(ranges(0)), basis=draw(bases(evidence)))
            for _ in range(draw(st.integers(0, 1)))
        ),
        red_lines=tuple(draw(red_lines(f"r{n}", issues, evidence)) for n in range(lines)),
        stances=stances,
    )


@st.composite
def issue_maps(
    draw: st.DrawFn,
    count: Sizes,
    options: Sizes,
    tracks: Mapping[str, Track],
    measures: Mapping[str, Measure],
) -> dict[str, Issue]:
    """Issues with their options."""
    ids = draw(st.permutations(ISSUES))[: draw(st.integers(*count))]
    return {
        id_: Issue(
            id=id_,
            title=draw(texts()),
            options={
                option: Option(
                    option,
                    draw(texts()),
                    measures={measure: draw(ranges()) for measure in measures},
                )
                for option in draw(st.permutations(OPTIONS))[: draw(st.integers(*options))]
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

    Every party may or may not have a view, at least two are principals, and no single link or red
    line bars every package (several together may).

    Args:
        draw: Given by Hypothesis.
        parties: The least and the most parties (at most six).
        issues: The least and the most issues (at most eight).
        options: The least and the most options of each issue (at most ten).
    """
    party_ids = draw(st.permutations(PARTIES))[: draw(st.integers(*parties))]
    has_evidence = draw(st.booleans())
    evidence = {
        id_: Evidence(
            id=id_,
            source="report",
            says=draw(texts()),
            paragraph=draw(st.integers(0, 99)),
            words=draw(st.sampled_from(["", "a few words", "some ... left out"])),
            terms=draw(st.sampled_from(Terms)),
        )
        for id_ in (EVIDENCE if has_evidence else ())
    }
    tracks = {"military": Track("military", "Military")} if draw(st.booleans()) else {}
    measures = {"area": Measure("area", "Area", "km2")} if draw(st.booleans()) else {}
    agenda = draw(issue_maps(issues, options, tracks, measures))
    roles = st.lists(st.sampled_from(Role), min_size=1, max_size=3, unique=True)
    return Dossier(
        title=draw(texts()),
        about=draw(st.one_of(st.just(""), texts())),
        date=draw(st.sampled_from(["", "2026-01-24"])),
        parties={
            id_: Party(
                id=id_,
                name=draw(texts()),
                roles=(Role.PRINCIPAL,) if rank < 2 else tuple(draw(roles)),
                at_table=draw(st.booleans()),
                basis=draw(bases(evidence)),
            )
            for rank, id_ in enumerate(party_ids)
        },
        issues=agenda,
        tracks=tracks,
        measures=measures,
        links=tuple(
            Link(f"l{n}", draw(patterns(agenda)), basis=draw(bases(evidence)))
            for n in range(draw(st.integers(0, 2)))
        ),
        views={
            id_: draw(views(id_, agenda, evidence))
            for rank, id_ in enumerate(party_ids)
            if rank < 2 or draw(st.booleans())
        },
        sources={"report": Source("report", "A report", sha256="ab" * 32)} if evidence else {},
        evidence=evidence,
    )
