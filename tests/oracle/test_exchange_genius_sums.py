"""Published GENIUS domains against a reading of their files that shares no code with the importer.

They are another's data and not part of the project: without the folder that holds them (named by
``HOLDFAST_SHARED``, or ``shared`` beside the checkout) these tests are skipped.
"""

import os
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, product
from math import prod
from pathlib import Path

import pytest

from holdfast.dossier import Dossier, View, terms
from holdfast.exchange import read_genius

SHARED = Path(os.environ.get("HOLDFAST_SHARED") or Path(__file__).parents[2].parent / "shared")
GENIUS = SHARED / "data" / "genius"
DOMAINS = {
    "10issues": "10issues-domain.xml",
    "30issues": "30issues-domain.xml",
    "Car": "adg.xml",
    "Energy": "energy_domain.xml",
    "EnglandZimbabwe": "EnglandZimbabwe_domain.xml",
    "ItexvsCypress": "ItexvsCypress_domain.xml",
    "group4-zoning_plan": "Group4.xml",
}
SAMPLE = 400
Bid = dict[str, str]

pytestmark = pytest.mark.skipif(not GENIUS.is_dir(), reason="the published domains are not at hand")


def root_of(path: Path) -> ET.Element:
    """A file's root element, its known slips mended in the crudest way."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"&(?!\w+;)", "&amp;", text[text.index("<", text.find("?>") + 1) :])
    return ET.fromstring(text.replace('"vtype', '" vtype'))  # noqa: S314


def issues_of(path: Path) -> dict[str, list[str]]:
    """Values by the index of their issue."""
    return {
        issue.attrib["index"]: [item.attrib["value"] for item in issue.findall("item")]
        or [
            str(n)
            for n in range(int(issue.attrib["lowerbound"]), int(issue.attrib["upperbound"]) + 1)
        ]
        for issue in root_of(path).iter("issue")
    }


def evaluator(path: Path) -> Callable[[Bid], Fraction]:
    """What a bid is worth by a utility file: weight x evaluation, or rectangles, in fractions."""
    root = root_of(path)
    rectangles = [
        (
            Fraction(box.attrib["utility"]),
            [(b.attrib["index"], int(b.attrib["min"]), int(b.attrib["max"])) for b in box],
        )
        for box in root.iter("hyperRectangle")
    ]
    if rectangles:
        return lambda bid: sum(
            (u for u, bounds in rectangles if all(lo <= int(bid[i]) <= hi for i, lo, hi in bounds)),
            Fraction(0),
        )
    weights = {w.attrib["index"]: Fraction(w.attrib["value"]) for w in root.iter("weight")}
    worth = {
        (issue.attrib["index"], item.attrib["value"]): weights.get(issue.attrib["index"], 1)
        * Fraction(item.attrib["evaluation"])
        for issue in root.iter("issue")
        for item in issue.findall("item")
    }
    return lambda bid: sum((worth[pair] for pair in bid.items()), Fraction(0))


def bids(issues: dict[str, list[str]], most: int) -> Iterator[tuple[tuple[int, ...], Bid]]:
    """All bids where they are few, else a sample: the places of their values, and the values."""
    sizes = [range(len(values)) for values in issues.values()]
    draw = random.Random(7)
    places = (
        product(*sizes)
        if prod(map(len, sizes)) <= most
        else (tuple(draw.choice(size) for size in sizes) for _ in range(most))
    )
    for chosen in islice(places, most):
        yield chosen, {i: v[n] for (i, v), n in zip(issues.items(), chosen, strict=True)}


def points(view: View, package: dict[str, str]) -> Fraction:
    """The package's points by the definition of the dossier."""
    return sum((t.worth for t in terms(view) if t.when.matches(package)), Fraction(0))


def package_of(dossier: Dossier, chosen: tuple[int, ...]) -> dict[str, str]:
    """The package with these places of options, issue by issue."""
    return {
        issue.id: list(issue.options)[place]
        for issue, place in zip(dossier.issues.values(), chosen, strict=True)
    }


@pytest.mark.parametrize("folder", DOMAINS)
def test_every_package_is_worth_what_the_files_say(folder: str) -> None:
    """For every party of a domain, all its packages or a sample of them agree exactly."""
    domain = GENIUS / folder / DOMAINS[folder]
    utilities = sorted(
        set((GENIUS / folder).glob("*.xml")) - {domain, domain.with_name("pareto.xml")}
    )
    dossier = read_genius(domain, utilities).dossier
    issues = issues_of(domain)
    assert dossier.package_count == prod(map(len, issues.values()))
    for view, path in zip(dossier.views.values(), utilities, strict=True):
        expected = evaluator(path)
        for chosen, bid in bids(issues, SAMPLE):
            assert expected(bid) == points(view, package_of(dossier, chosen)), (path.name, bid)


@pytest.mark.parametrize(
    ("folder", "names", "count"),
    [
        ("EnglandZimbabwe", ["England.xml", "Zimbabwe.xml"], 23),
        ("ItexvsCypress", ["ItexvsCypress_Itex.xml", "ItexvsCypress_Cypress.xml"], 17),
    ],
)
def test_the_small_domains_have_the_known_frontiers(
    folder: str, names: list[str], count: int
) -> None:
    """Every package enumerated; the number of points is known from outside."""
    paths = [GENIUS / folder / name for name in names]
    dossier = read_genius(GENIUS / folder / DOMAINS[folder], paths).dossier
    first, second = dossier.views.values()
    options = [list(issue.options) for issue in dossier.issues.values()]
    values = set()
    for chosen in product(*options):
        package = dict(zip(dossier.issues, chosen, strict=True))
        values.add((points(first, package), points(second, package)))
    undominated = {
        p for p in values if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in values)
    }
    assert count == len(undominated)


def test_the_genius_scale_of_rectangles_is_a_share_of_the_declared_greatest() -> None:
    """The files of 10issues declare 662 and 885; one common multiple makes both scales decimal."""
    folder = GENIUS / "10issues"
    paths = [folder / "profile-1.xml", folder / "profile-2.xml"]
    raw = read_genius(folder / DOMAINS["10issues"], paths).dossier
    scaled = read_genius(folder / DOMAINS["10issues"], paths, scale="genius").dossier
    package = dict.fromkeys(raw.issues, "5")
    for party, greatest in zip(raw.parties, (662, 885), strict=True):
        utility = points(raw.views[party], package) / greatest
        assert utility > 0
        assert points(scaled.views[party], package) == 331 * 177 * utility
