"""The command line keeps its promises: one JSON shape, one error shape, three exit codes."""

import hashlib
import re
from pathlib import Path

import pytest

from commands import answer, run
from holdfast import __version__
from holdfast.cli.program import program

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "line_and_monitors.yaml"
REFERENCE = (REPOSITORY / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")


@pytest.fixture
def no_zone(tmp_path: Path) -> Path:
    """The case with a red line more, by which nothing is left that both could accept."""
    text = CASE.read_text(encoding="utf-8")
    line = "    red_lines: [{id: no-swap, never: {line: swap}, price: never}]\n"
    file = tmp_path / "no-zone.yaml"
    file.write_text(text.replace("    stance: {line: forward}\n", line), encoding="utf-8")
    return file


@pytest.mark.parametrize("command", ["check", "zone", "frontier", "settle"])
def test_every_answer_has_the_one_shape(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Version, command, input with its hash, result and proof; nothing else."""
    code, found = answer(capsys, command, CASE)
    assert code == 0
    assert list(found) == ["holdfast", "command", "input", "result", "proof"]
    assert found["holdfast"] == __version__
    assert found["command"] == command
    digest = hashlib.sha256(CASE.read_bytes()).hexdigest()
    assert found["input"] == {"file": str(CASE), "sha256": digest}


def test_frontier_gives_packages_with_exact_values(capsys: pytest.CaptureFixture[str]) -> None:
    """Both packages of the zone, which were worked out on paper, with a complete proof."""
    _, found = answer(capsys, "frontier", CASE)
    assert found["result"]["packages"] == [
        {
            "options": {"line": "swap", "monitors": "joint"},
            "values": {"north": "64", "south": "46"},
            "others": {"east": "10"},
        },
        {
            "options": {"line": "swap", "monitors": "outside"},
            "values": {"north": "44", "south": "65"},
            "others": {"east": "5"},
        },
    ]
    assert found["result"]["count"] == 2
    assert found["proof"]["complete"] is True
    assert found["proof"]["checked"] is True


@pytest.mark.parametrize(
    ("by", "monitors"),
    [
        ("nash", "outside"),
        ("kalai-smorodinsky", "outside"),
        ("egalitarian", "outside"),
        ("utilitarian", "joint"),
    ],
)
def test_settle_picks_as_its_principle_says(
    by: str, monitors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gains of (22, 1) against (2, 20): worked out on paper for each principle."""
    _, found = answer(capsys, "settle", CASE, "--by", by)
    (package,) = found["result"]["packages"]
    assert package["options"] == {"line": "swap", "monitors": monitors}
    assert found["result"]["by"] == by


def test_between_asks_for_other_parties(capsys: pytest.CaptureFixture[str]) -> None:
    """A guarantor can be asked for too; then its values stand with the others'."""
    _, found = answer(capsys, "frontier", CASE, "--between", "north,south,east")
    assert found["result"]["between"] == ["north", "south", "east"]
    assert set(found["result"]["packages"][0]["values"]) == {"north", "south", "east"}


@pytest.mark.parametrize("command", ["zone", "frontier", "settle"])
def test_no_zone_exits_with_one(
    command: str, no_zone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer is no: exit 1, in JSON as in text, and no traceback."""
    code, found = answer(capsys, command, no_zone)
    assert code == 1
    assert found["result"]["count"] == 0
    assert run(command, no_zone) == 1


def test_no_zone_names_what_conflicts(no_zone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A smallest conflicting set, with the owner of each demand."""
    _, found = answer(capsys, "zone", no_zone)
    conflicts = found["result"]["conflicts"]
    assert conflicts
    assert {"kind": "red-line", "party": "north", "id": "no-swap"} in conflicts[0]["demands"]
    assert found["result"]["exists"] is False
    assert found["proof"]["complete"] is True


def test_check_with_faults_exits_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every fault is named, with its line, and the exit code is 1."""
    text = CASE.read_text(encoding="utf-8").replace("monitors: none}", "monitors: nobody}")
    file = tmp_path / "faulty.yaml"
    file.write_text(text.replace("no_deal: 45", "no_deal: much"), encoding="utf-8")
    code, found = answer(capsys, "check", file)
    assert code == 1
    assert found["result"]["count"] == len(found["result"]["faults"]) == 3
    for fault in found["result"]["faults"]:
        assert list(fault) == ["code", "what", "why", "do", "where", "path"]
        assert fault["where"]["line"] > 1


def test_a_dossier_with_faults_cannot_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any other command refuses it with exit 2 and the one error shape, all faults included."""
    file = tmp_path / "faulty.yaml"
    file.write_text("holdfast: 1\ntitle: Nothing yet\n", encoding="utf-8")
    code, found = answer(capsys, "frontier", file)
    assert code == 2
    assert list(found) == ["error"]
    assert found["error"]["code"] == "faults"
    assert len(found["error"]["faults"]) == len(found["error"]["where"]) >= 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("frontier", "no-such-file.yaml"), "file-missing"),
        (("frontier", CASE, "--between", "north,west"), "party-without-values"),
        (("frontier", CASE, "--between", "north,north"), "parties-not-clear"),
        (
            ("settle", CASE, "--by", "adjusted-winner", "--between", "north,south,east"),
            "not-two-parties",
        ),
        (("frontier", CASE, "--betwixt", "north"), "usage"),
        (("settle", CASE, "--by", "dice"), "usage"),
        (("conquer", CASE), "usage"),
        (("schema", "-o", CASE), "file-exists"),
    ],
)
def test_unusable_input_exits_with_two(
    arguments: tuple[object, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error shape, in JSON, with a stable code that the reference page documents."""
    exit_code, found = answer(capsys, *arguments)
    assert exit_code == 2
    assert found["error"]["code"] == code
    assert set(found["error"]) == {"code", "message", "where"}
    assert run(*arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_new_begins_a_dossier_that_passes_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What ``new`` writes is sound, and a second ``new`` does not write over it."""
    folder = tmp_path / "my-talks"
    assert run("new", folder) == 0
    assert run("check", folder) == 0
    (folder / "dossier.yaml").write_text("mine now", encoding="utf-8")
    capsys.readouterr()
    code, found = answer(capsys, "new", folder)
    assert (code, found["error"]["code"]) == (2, "file-exists")
    assert (folder / "dossier.yaml").read_text(encoding="utf-8") == "mine now"


def test_brief_writes_its_page_and_spares_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is written anew over an older brief, never over a file that is not one."""
    monkeypatch.chdir(tmp_path)
    assert run("brief", CASE) == 0
    assert run("brief", CASE) == 0
    page = Path("line_and_monitors-brief.html")
    assert "<title>A line and who watches it" in page.read_text(encoding="utf-8")
    page.write_text("my own notes", encoding="utf-8")
    assert run("brief", CASE) == 2
    assert page.read_text(encoding="utf-8") == "my own notes"


@pytest.mark.parametrize("command", ["brief", "zone", "frontier", "settle", "check"])
def test_text_fits_eighty_columns(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No line of the answer for people is wider than the narrowest usual terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    assert run(command, REPOSITORY / "examples" / "abu-dhabi") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 0
    assert max(map(len, lines)) <= 80


def test_every_command_is_documented() -> None:
    """The reference page has a row for each command that there is."""
    documented = set(re.findall(r"^\| `holdfast (\w+)", REFERENCE, re.MULTILINE))
    assert documented == set(program.commands)


@pytest.mark.parametrize(
    ("place", "code"), [("taken", "file-exists"), ("taken/talks", "cannot-write")]
)
def test_a_dossier_is_not_begun_where_a_file_is(
    place: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the place of the folder, or on the way to it, is left as it is."""
    (tmp_path / "taken").write_text("kept", encoding="utf-8")
    assert answer(capsys, "new", tmp_path / place)[1]["error"]["code"] == code
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("command", ["hold", "robust"])
def test_a_seed_is_not_below_zero(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A usage error, before anything is drawn."""
    code, found = answer(capsys, command, CASE, "--seed", "-1", "--draws", "10")
    assert (code, found["error"]["code"]) == (2, "usage")


def test_no_party_is_no_principal(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty ``--between`` is refused, and not taken for one that was left out."""
    code, found = answer(capsys, "zone", CASE, "--between", "")
    assert (code, found["error"]["code"]) == (2, "parties-not-clear")


def test_adjusted_winner_names_the_option_for_two_parties(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where three are asked between."""
    three = ["--between", "north,south,east"]
    _, found = answer(capsys, "settle", CASE, *three, "--by", "adjusted-winner")
    assert found["error"]["code"] == "not-two-parties"
    assert "--between A,B" in found["error"]["message"]


def test_one_package_is_spoken_of_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the zone and in the brief."""
    file, page = tmp_path / "one.yaml", tmp_path / "one.html"
    line = "    red_lines: [{id: l, never: {monitors: outside}, price: never}]\n"
    text = CASE.read_text(encoding="utf-8").replace("    stance: {line: forward}\n", line)
    file.write_text(text, encoding="utf-8")
    run("zone", file)
    assert "1 of 9 packages is acceptable to every party." in " ".join(
        capsys.readouterr().out.split()
    )
    run("brief", file, "-o", page, "--no-menu")
    told = " ".join(capsys.readouterr().out.split())
    assert "1 of 9 packages respects every rule and every red line that says never, and is " in told


def test_a_port_that_cannot_be_is_refused_before_anything_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No account is printed."""
    assert run("demo", "--port", "70000") == 2
    assert "Accounts" not in capsys.readouterr().out


def test_a_package_file_that_is_missing_is_not_to_be_begun_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What would begin a dossier is no remedy for it."""
    _, found = answer(capsys, "redlines", CASE, "--at", "missing.json")
    assert found["error"]["code"] == "file-missing"
    assert "holdfast new" not in found["error"]["message"]
    _, found = answer(capsys, "check", "no-such-talks")
    assert "holdfast new" in found["error"]["message"]
