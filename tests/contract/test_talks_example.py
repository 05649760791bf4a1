"""The two days of the report, replayed: each account has what is its own, and the week's tasks."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import ledgers
from holdfast.desk.sight import assemble
from holdfast.desk.telling import tell
from holdfast.ledger.witness import verify_own
from holdfast.talks.confidences import confidences
from holdfast.talks.programme import rounds
from holdfast.talks.red_lines import Movement, red_lines
from holdfast.talks.released import Received
from holdfast.talks.shuttle import Progress, balance, board
from holdfast.talks.tasks import open_tasks

SCRIPT = Path(__file__).parents[2] / "examples" / "abu-dhabi" / "talks.py"
BOTH = ("ukraine", "russia")


def example() -> ModuleType:
    """The example's script as a module."""
    spec = importlib.util.spec_from_file_location("abu_dhabi_talks", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The talks as they stand after the two days."""
    with example().replayed(tmp_path_factory.mktemp("replay"), ledgers.cheap()) as replayed:
        yield replayed


def test_it_ends_with_a_follow_up_and_drafting_tasks(talks: Any) -> None:
    """The first round is closed, the second is set for a Sunday, both sides draft until then."""
    first, second = rounds(talks.at["Russia"].record)
    assert first.closed is not None
    assert second.closed is None
    assert second.round.content.starts.strftime("%A") == "Sunday"
    owed = open_tasks(talks.at["Mediator"].record)
    assert {task.task.content.owner for task in owed} == set(BOTH)
    dues = [task.task.content.due for task in owed]
    assert all(due is not None and due < second.round.content.starts for due in dues)


def test_both_sides_were_given_equal_time(talks: Any) -> None:
    """And what one side is assumed to have said, the other is too."""
    record = talks.at["Mediator"].record
    assert balance(record, BOTH).spread == 0
    tellings = {line.party: [t.movement for t in line.tellings] for line in red_lines(record)}
    assert tellings == {party: [Movement.FIRST, Movement.LOOSER] for party in BOTH}
    assert [held.told.content.party for held in confidences(record)] == list(BOTH)
    assert [carried.progress for carried in board(record)] == [Progress.REPLIED]


def test_each_account_has_what_is_its_own(talks: Any) -> None:
    """No word of one side's compartment stands in what the other, or Europe, can open."""
    for name, party in (("Ukraine", "ukraine"), ("Russia", "russia")):
        own = talks.at[name].room(party)
        private = [e for e in talks.at[name].record.entries() if e.compartment == own]
        assert len(private) > 8
        for other in {"Ukraine", "Russia", "Europe"} - {name}:
            ids = {entry.id for entry in talks.at[other].record.entries()}
            assert not ids & {entry.id for entry in private}
    assert set(talks.at["Europe"].rooms()) == {"europe"}
    assert all(not talks.at[name].record.irregular for name in talks.at)


def test_what_was_floated_arrived_with_a_mark_of_its_own(talks: Any) -> None:
    """As the mediator's idea, without a name."""
    texts = [talks.at[name].record.latest(Received)[0].content for name in ("Ukraine", "Russia")]
    assert texts[0].mark != texts[1].mark
    assert all(received.source == () for received in texts)


def test_each_dossier_is_that_of_its_viewer(talks: Any) -> None:
    """The mediator's has both views and the red lines told; a delegation's has its own."""
    mediator = assemble(talks.at["Mediator"].record)
    views = mediator.opened.dossier.views
    for party in BOTH:
        assert "line" in {line.id for line in views[party].red_lines}
    russia = assemble(talks.at["Russia"].record).opened.dossier
    assert russia.views["russia"].has_values
    assert not russia.views["ukraine"].has_values
    assert russia.views["ukraine"].stances["line"].option == "not-one-inch-ukraine"


def test_the_summit_waits_for_what_the_report_leaves_open(talks: Any) -> None:
    """Among it the backstop and the plant's administration."""
    (summit,) = tell(talks.at["Mediator"], "readiness").plain["readiness"]["steps"]
    waiting = {obstacle["issue"] for obstacle in summit["obstacles"]}
    assert not summit["is_ready"]
    assert {"backstop", "administration", "line"} <= waiting


def test_every_account_can_prove_what_it_has(talks: Any) -> None:
    """Chains and signatures."""
    for account in talks.at.values():
        assert verify_own(account.session).are_signatures_checked


def test_nothing_is_quoted_at_length() -> None:
    """The report is another's: no run of thirteen of its words stands in the script."""
    beside = Path(__file__).parents[3] / "shared"
    file = Path(os.environ.get("HOLDFAST_SHARED", beside)) / "seed" / "abu-dhabi-talks.txt"
    if not file.exists():
        pytest.skip("the report is not at hand")
    report = file.read_text(encoding="utf-8").split()
    script = " ".join(SCRIPT.read_text(encoding="utf-8").split())
    runs = (" ".join(report[at : at + 13]) for at in range(len(report) - 12))
    assert not any(run in script for run in runs)
