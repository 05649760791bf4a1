"""Sweeps give the same bytes here, in processes, and on a real Dask cluster of two workers."""

import json
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from holdfast.desk.plain import plain
from holdfast.dossier import Dossier, parse
from holdfast.endure.bands import bands
from holdfast.endure.question import Question
from holdfast.endure.sweep import influences, robustness

ORACLES = Path(__file__).parents[2] / "examples" / "oracles"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The game of the false alarms and the snapback, with two of its numbers known roughly."""
    text = (ORACLES / "noise-and-snapback.yaml").read_text(encoding="utf-8")
    return parse(text.replace("seen: 0.5", "seen: 0.3..0.6").replace("0.05", "0.01..0.1"))


def sweeps(dossier: Dossier, executor: Executor | None = None) -> bytes:
    """Every sweep there is, as it would be written down; more readings than one chunk holds."""
    question = Question(dossier)
    found = (
        robustness(question, 2500, 9, executor),
        influences(question, 64, 9, executor),
        bands(question, 12, 9, executor=executor),
    )
    return json.dumps(plain(found)).encode()


def test_processes_give_the_same_bytes_as_none(dossier: Dossier) -> None:
    """Two processes begun afresh."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert sweeps(dossier) == sweeps(dossier, executor)


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_bytes(dossier: Dossier) -> None:
    """A real scheduler and two worker processes on this machine."""
    import distributed

    told: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        told.append((done, total))

    with (
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,  # type: ignore[no-untyped-call]
        client.get_executor() as executor,
    ):
        assert sweeps(dossier) == sweeps(dossier, executor)
        robustness(Question(dossier), 2500, 9, executor, note)
    assert told == [(1024, 2500), (2048, 2500), (2500, 2500)]
