"""Looking at every single package gives the same answers, and so do published counts."""

import os
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from bargaining import non_dominated, opposed, random_dossier, zone_by_enumeration
from holdfast.bargain import frontier, settle, zone
from holdfast.dossier import read
from holdfast.exchange import read_genius

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("HOLDFAST_SHARED", REPOSITORY.parent / "shared"))


@pytest.mark.parametrize("block", range(8))
def test_frontier_and_zone_are_those_of_enumeration(block: int) -> None:
    """Random dossiers with links, red lines, combinations and orders, two to four parties."""
    for seed in range(20 * block, 20 * block + 20):
        dossier = random_dossier(Random(seed))
        points = zone_by_enumeration(dossier, dossier.bargainers())
        found = frontier(dossier)
        assert found.proof.complete
        assert non_dominated(points) == [tuple(p.values.values()) for p in found.packages]
        area = zone(dossier)
        assert area.proof.complete
        assert len(points) == area.count
        assert bool(points) == area.exists
        for place, party in enumerate(area.between if points else ()):
            assert max(p[place] for p in points) == area.best[party].values[party]


@pytest.mark.parametrize(
    ("issues", "parties", "count"), [(20, 2, 1062), (30, 2, 1916), (40, 2, 4402), (12, 3, 7235)]
)
def test_opposed_domains_have_the_known_number_of_points(
    issues: int, parties: int, count: int
) -> None:
    """The counts that other programs found for the random opposed domains."""
    found = frontier(opposed(issues, parties))
    assert count == found.count
    assert found.proof.complete
    assert found.proof.checked


@pytest.mark.parametrize(
    ("domain", "utilities", "count", "nash"),
    [
        (
            "EnglandZimbabwe/EnglandZimbabwe_domain.xml",
            ("England.xml", "Zimbabwe.xml"),
            23,
            (8.207494, 8.544397),
        ),
        (
            "ItexvsCypress/ItexvsCypress_domain.xml",
            ("ItexvsCypress_Cypress.xml", "ItexvsCypress_Itex.xml"),
            17,
            (22.699525, 18.518417),
        ),
        (
            "Energy/energy_domain.xml",
            ("energy_consumer.xml", "energy_distributor.xml"),
            251,
            (4.89, 4.79),
        ),
        ("Car/adg.xml", ("adg_A10.xml", "adg_B10.xml"), 53, (94.03, 92.96)),
    ],
)
def test_competition_domains_have_their_known_frontier(
    domain: str, utilities: tuple[str, ...], count: int, nash: tuple[float, float]
) -> None:
    """The published cases, recomputed in rational arithmetic by others."""
    path = SHARED / "data" / "genius" / domain
    if not path.exists():
        pytest.skip("the competition's files are not at hand")
    dossier = read_genius(path, [path.parent / name for name in utilities]).dossier
    found = frontier(dossier)
    assert count == found.count
    settled = settle(dossier, "nash", frontier=found).package
    assert settled is not None
    assert nash == pytest.approx([float(v) for v in settled.values.values()], abs=1e-6)


def test_camp_david_ends_with_equal_points() -> None:
    """Adjusted Winner leaves both at 395/6 points, and Israel with a sixth of Sinai."""
    dossier = read(REPOSITORY / "examples" / "camp-david" / "dossier.yaml")
    division = settle(dossier, "adjusted-winner")
    assert {"israel": Fraction(395, 6), "egypt": Fraction(395, 6)} == division.points
    shares = {(s.issue, s.party): s.share for s in division.shares}
    assert Fraction(1, 6) == shares["sinai", "israel"]
    assert Fraction(5, 6) == shares["sinai", "egypt"]
    assert Fraction(1) == shares["jerusalem", "israel"]
