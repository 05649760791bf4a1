"""Ctrl-C ends a brief as a whole: no page is written, and nothing half known is told."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import holdfast
from bargaining import opposed
from holdfast.bargain.limit import INTERRUPTED
from holdfast.desk import brief
from holdfast.desk.assessed import Assessed
from holdfast.desk.story import tell
from holdfast.dossier import write
from interrupting import interrupted_at_work

TALKS = Path(__file__).parents[2] / "examples" / "abu-dhabi"
AT_WORK = """
import signal, sys
import holdfast.desk.brief as brief
from holdfast.cli import main
found = brief.frontier
def frontier(*arguments, **named):
    print("at work", file=sys.stderr, flush=True)
    return found(*arguments, **named)
brief.frontier = frontier
# Tests that run in the background of a shell inherit that Ctrl-C is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
LOADING = """
import signal, sys
import holdfast.cli as cli
class Late:
    def find_spec(self, name, *_):
        if name == "holdfast.cli.program":
            signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Late())
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_one_ctrl_c_ends_it_without_a_page(tmp_path: Path) -> None:
    """Exit 130, nothing on standard output, one word on the other, and no file."""
    file, page = tmp_path / "dossier.yaml", tmp_path / "page.html"
    file.write_text(write(opposed(40, 3)), encoding="utf-8")
    found = interrupted_at_work(AT_WORK, "brief", str(file), "-o", str(page))
    assert (found[0], found[1], found[2].strip()) == (130, "", "Stopped.")
    assert not page.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_ctrl_c_while_the_command_is_loaded_leaves_no_trace() -> None:
    """Exit 130, and not a word."""
    found = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "")


def test_a_solver_that_takes_the_signal_for_itself_ends_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A question that says that it was interrupted is not told as if it were whole."""
    found = holdfast.open(TALKS).frontier()
    cut = replace(found, proof=replace(found.proof, complete=False, limit=INTERRUPTED))
    monkeypatch.setattr(brief, "frontier", lambda *_: cut)
    with pytest.raises(KeyboardInterrupt):
        holdfast.open(TALKS).brief(menu=False)


def test_what_no_principle_picks_is_said_of_whole_answers_alone() -> None:
    """Where settlements are not proven, whether one of them is the day after's is not known."""
    whole = holdfast.open(TALKS).brief(menu=False)
    assert isinstance(whole.assessed, Assessed)
    other = {"backstop": "none"}
    assert whole.assessed.package["backstop"] != "none"
    unpicked = replace(
        whole, outcomes=tuple(replace(o, package={**o.package, **other}) for o in whole.outcomes)
    )
    assert any("which no named principle picks" in each for each in tell(unpicked).summary)
    proof = replace(whole.settlements[0].proof, complete=False)
    cut = replace(whole.settlements[0], proof=proof)
    told = tell(replace(unpicked, settlements=(cut, *whole.settlements[1:]))).summary
    assert any("Tested was the day after's own package." in each for each in told)
