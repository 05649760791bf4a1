"""Every fault and notice of a dossier is documented, and every example shows what it says."""

import ast
import re
from pathlib import Path

import pytest

from holdfast.dossier import check

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "faults.md").read_text(encoding="utf-8")
ROOM = ROOT / "src" / "holdfast" / "dossier"
REPORT = "The first line.\n\nThey would swap the meadow.\nThe last line.\n"
QUESTIONS = {"already-there", "no-such-path"}
"""Of changing a file, not of reading one."""


def raised() -> set[str]:
    """Every code that the room's source names, as the code of a refusal or of an unusable file."""
    codes = set()
    for module in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                named += node.args[:1]
            codes |= {each.value for each in named if isinstance(each, ast.Constant)}
    return {str(code) for code in codes} - QUESTIONS


def documented() -> dict[str, str]:
    """What the page says under each code."""
    parts = re.split(r"^### `([a-z0-9-]+)`$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def sections(text: str) -> dict[str, str]:
    """A YAML text by its top-level keys."""
    found = re.split(r"^(?=\w+:)", text, flags=re.MULTILINE)
    return {part.split(":")[0]: part for part in found if re.match(r"\w", part)}


SOUND = re.findall(r"```yaml\n# the sound dossier\n(.*?)```", PAGE, flags=re.DOTALL)[0]
EXAMPLES = [
    (code, example)
    for code, said in documented().items()
    for example in re.findall(r"```yaml\n(.*?)```", said, flags=re.DOTALL)
]


def found(folder: Path, example: str) -> tuple[list[str], list[str]]:
    """The codes of the faults and of the notices that an example raises in the sound dossier."""
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    text = sections(SOUND)
    if part := re.match(r"# in (\S+)\n", example):
        (folder / part[1]).write_text(example, encoding="utf-8")
        text["include"] = f"include: {part[1]}\n"
    else:
        text |= sections(example)
    (folder / "dossier.yaml").write_text("".join(text.values()), encoding="utf-8")
    report = check(folder)
    return [fault.code for fault in report.faults], [notice.code for notice in report.notices]


def test_every_code_is_documented() -> None:
    """The codes in the source and the headings of the page are the same."""
    dynamic = {code for code in documented() if code.startswith("unknown-")}
    assert raised() - set(documented()) == set()
    assert set(documented()) - raised() - dynamic == set()


def test_the_sound_dossier_is_sound(tmp_path: Path) -> None:
    """The dossier into which the examples are put has no fault of its own."""
    assert found(tmp_path, "")[0] == []


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[code for code, _ in EXAMPLES])
def test_an_example_raises_its_code_alone(code: str, example: str, tmp_path: Path) -> None:
    """Put into the sound dossier, the example raises that fault alone, or that notice."""
    faults, notices = found(tmp_path, example)
    is_notice = PAGE.index(f"### `{code}`") > PAGE.index("## Notices")
    assert code in notices if is_notice else faults == [code]
