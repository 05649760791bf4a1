"""The documentation is complete and true: links lead somewhere, keys resolve, the tutorial runs."""

import re
from pathlib import Path

import pytest

import holdfast

REPOSITORY = Path(__file__).parents[2]
PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
SOURCES = sorted((REPOSITORY / "src").rglob("*.py"))


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project names one that is there, and an anchor that it has."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        assert place.exists(), f"{page.name} leads to {target}"
        if anchor:
            assert anchor in anchors(place), f"{page.name} leads to {target}"


def test_every_source_key_is_in_the_bibliography() -> None:
    """A key such as [nash-1950] in a docstring resolves."""
    text = (REPOSITORY / "docs" / "bibliography.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^- \*\*\[([a-z0-9-]+)\]\*\*", text, re.MULTILINE))
    used = {
        key
        for file in SOURCES
        for key in re.findall(
            r"\[([a-z]+(?:-[a-z]+)*-\d{4}[a-z]?)\]", file.read_text(encoding="utf-8")
        )
    }
    assert used <= known


def test_every_decision_is_numbered_once() -> None:
    """Decisions stand in order, with no number given twice."""
    numbers = [file.name[:3] for file in sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{n:03}" for n in range(1, len(numbers) + 1)]


def test_the_tutorial_says_what_happens(tmp_path: Path) -> None:
    """Its dossier has the zone, the frontier and the settlement that its text describes."""
    page = REPOSITORY / "docs" / "tutorials" / "first-assessment.md"
    blocks = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "dossier.yaml"
    file.write_text(blocks[0], encoding="utf-8")
    talks = holdfast.open(file)
    values = [[int(v) for v in package.values.values()] for package in talks.frontier().packages]
    assert talks.zone().count == 2
    assert values == [[64, 47], [44, 65]]
    chosen = talks.settle("nash").package
    assert chosen is not None
    assert chosen.options == {"line": "swap", "monitors": "joint"}
    north, south = blocks[0].split("  south:\n    no_deal")
    lines = blocks[1].splitlines()
    barred = (
        f"{north}    red_lines:\n{lines[2]}\n  south:\n    no_deal{south}{lines[0]}\n{lines[1]}\n"
    )
    file.write_text(barred, encoding="utf-8")
    assert not holdfast.open(file).zone().exists
