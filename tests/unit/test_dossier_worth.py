"""What a package is worth is the sum of everything in a view that the package matches."""

from fractions import Fraction

from holdfast.dossier import (
    IssueValues,
    Pattern,
    PoliticalCost,
    Range,
    RedLine,
    Together,
    View,
    accepts,
    terms,
    value,
)


def number(text: str) -> Range:
    """A number of a dossier."""
    return Range.parse(text)


VIEW = View(
    party="north",
    no_deal=number("20..30"),
    values={
        "line": IssueValues(
            "line", number("40..60"), worth={"stay": number("50"), "go": number("9.9")}
        ),
        "force": IssueValues("force", number("10"), order=(("a",), ("b", "c"), ("d",), ("e",))),
    },
    together=(Together(Pattern({"line": ("stay",), "force": ("a", "b")}), number("-3..5")),),
    political_costs=(PoliticalCost(Pattern({"line": ("go",)}), number("2")),),
    red_lines=(
        RedLine("priced", Pattern({"force": ("e",)}), number("7")),
        RedLine("barred", Pattern({"force": ("c",)}), None),
    ),
)


def package(line: str, force: str) -> dict[str, str]:
    """A package."""
    return {"line": line, "force": force}


def test_ranges_are_read_at_their_middle() -> None:
    """Weight times worth in per cent, the order evenly spaced, and what holds in combination."""
    assert value(VIEW, package("stay", "a")) == 25 + 10 + 1
    assert value(VIEW, package("stay", "b")) == 25 + Fraction(6667, 1000) + 1


def test_ranges_are_read_as_one_likes() -> None:
    """Another reading takes another number of every range."""
    assert value(VIEW, package("stay", "a"), lambda r: r.low) == 20 + 10 - 3
    assert value(VIEW, package("stay", "a"), lambda r: r.high) == 30 + 10 + 5


def test_costs_and_prices_count_against() -> None:
    """A political cost and a price are taken off; an option not named is worth nothing."""
    assert value(VIEW, package("go", "d")) == Fraction(495, 100) + Fraction(3333, 1000) - 2
    assert value(VIEW, package("other", "e")) == -7


def test_an_order_of_one_group() -> None:
    """Where all options are equally good, each is worth all that the issue can carry."""
    view = View("x", values={"i": IssueValues("i", number("10"), order=(("a", "b"),))})
    assert value(view, {"i": "b"}) == 10


def test_what_is_acceptable() -> None:
    """Worth at least no deal, and across no line that means never, whatever it is worth."""
    assert accepts(VIEW, package("stay", "a"))
    assert not accepts(VIEW, package("stay", "c"))
    assert not accepts(VIEW, package("go", "a"))
    exactly = View("x", no_deal=number("10"), values={"force": VIEW.values["force"]})
    assert accepts(exactly, {"force": "a"})
    assert not accepts(exactly, {"force": "b"})
    assert accepts(View("x"), {"force": "b"})


def test_terms_add_up_to_the_value() -> None:
    """The total is the sum of the terms that match."""
    deal = package("go", "e")
    assert value(VIEW, deal) == sum(t.worth for t in terms(VIEW) if t.when.matches(deal))
