"""What commands say once Ctrl-C has stopped them: what was found, and no more than that."""

from pathlib import Path

import pytest

from bargaining import opposed
from commands import answer, run
from holdfast.bargain.limit import Watch
from holdfast.dossier import write

ABU_DHABI = Path(__file__).parents[2] / "examples" / "abu-dhabi"
CASE = Path(__file__).parents[1] / "cases" / "line_and_monitors.yaml"


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Three opposed parties and twelve issues."""
    file = tmp_path / "dossier.yaml"
    file.write_text(write(opposed(12, 3)), encoding="utf-8")
    return file


class Interruption:
    """Ctrl-C at one of the moments at which work looks whether it should go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = 0
        check = Watch.check

        def interrupted(watch: Watch, rows: int = 0) -> None:
            self.at -= 1
            if self.at == 0:
                raise KeyboardInterrupt
            check(watch, rows)

        monkeypatch.setattr(Watch, "check", interrupted)


@pytest.fixture
def interruption(monkeypatch: pytest.MonkeyPatch) -> Interruption:
    """Ctrl-C, at the moment that the test sets."""
    return Interruption(monkeypatch)


def words(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit code and the words of a command, on one line."""
    code = run(*arguments)
    return code, " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("command", ["frontier", "settle"])
def test_the_bound_on_what_was_not_found_is_told(
    command: str, large: Path, interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """Above so many points no package takes anybody; nothing of the kind where all is known."""
    interruption.at = 9
    code, found = answer(capsys, command, large)
    assert code == 0
    assert set(found["result"]["at_most"]) == {"p0", "p1", "p2"}
    assert found["proof"]["why"].endswith("Not every package was accounted for.")
    interruption.at = 9
    _, said = words(capsys, command, large)
    assert f"no package is worth more than {int(found['result']['at_most']['p0']):,} to p0" in said
    _, whole = answer(capsys, command, CASE)
    assert "at_most" not in whole["result"]


def test_a_settlement_is_one_of_what_was_found(
    large: Path, interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing says that it is the settlement of the whole zone."""
    interruption.at = 9
    assert (
        "Of the packages found so far, the settlement by Nash" in words(capsys, "settle", large)[1]
    )


def test_an_agenda_that_was_not_worked_out_is_no_lack_of_a_zone(
    interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was not found is not impossible: no count, no zone denied, and the code of a stop."""
    interruption.at = 1
    code, found = answer(capsys, "agenda", CASE)
    assert (code, found["result"]["count"]) == (130, None)
    assert [own["issue"] for own in found["result"]["order"]] == ["line", "monitors"]
    interruption.at = 1
    code, said = words(capsys, "agenda", CASE)
    assert code == 130
    assert "There is no zone" not in said
    assert "Not answered:" in said


def test_what_stops_with_nothing_answered_exits_as_stopped(
    interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """With JSON and without; the lines are named."""
    interruption.at = 1
    code, found = answer(capsys, "redlines", ABU_DHABI)
    assert (code, found["result"]["lines"]) == (130, [])
    assert found["result"]["unasked"]
    interruption.at = 1
    assert run("redlines", ABU_DHABI) == 130


def test_whoever_was_not_looked_at_is_named(
    interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """Leakage that is stopped names the parties about whom it says nothing."""
    proposal = ["--proposal", "line=swap", "--proposal", "monitors=joint"]
    interruption.at = 1
    code, found = answer(capsys, "leakage", CASE, *proposal)
    assert (code, found["result"]["leaks"]) == (130, [])
    assert len(found["result"]["unasked"]) > 1
    interruption.at = 1
    assert "was not looked at." in words(capsys, "leakage", CASE, *proposal)[1]
    _, whole = answer(capsys, "leakage", CASE, *proposal)
    assert "unasked" not in whole["result"]


def test_what_robust_did_not_come_to_is_named(
    interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worst case, the outlook and the influence that were asked for do not vanish."""
    interruption.at = 2
    _, said = words(capsys, "robust", CASE, "--outlook", "--influence")
    assert "The package with the best worst case was not found." in said
    assert "What would be recommended was not looked at." in said
    assert "Which judgment would change the recommendation most was not looked at." in said


def test_a_package_named_by_a_settlement_that_was_not_found_is_none(
    large: Path, interruption: Interruption, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was found by then is not taken for Nash's."""
    interruption.at = 9
    assert run("trades", large, "--from", "nash") == 130
    assert not capsys.readouterr().out


def test_a_zone_says_what_would_open_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ways out in JSON as in words: what is given up, at what cost, and if these are all."""
    text = CASE.read_text(encoding="utf-8")
    line = "    red_lines: [{id: no-swap, never: {line: swap}, price: never}]\n"
    file = tmp_path / "no-zone.yaml"
    file.write_text(text.replace("    stance: {line: forward}\n", line), encoding="utf-8")
    code, found = answer(capsys, "zone", file)
    assert code == 1
    result = found["result"]
    assert result["exists"] is False
    assert result["are_all_found"] is True
    ways = result["relaxations"]
    assert {"demands", "package", "shortfalls", "shares"} == set(ways[0])
    assert ways[0]["demands"][0]["kind"] in {"red-line", "no-deal"}
    assert all(set(way["shares"]) == set(way["shortfalls"]) for way in ways)
