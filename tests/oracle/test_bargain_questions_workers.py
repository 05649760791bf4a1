"""Long work gives the same bytes here, in processes, and on a real Dask cluster of two workers."""

import json
from pathlib import Path

import pytest

from holdfast.bargain import workers
from holdfast.bargain.influence import influences
from holdfast.bargain.outlook import outlook
from holdfast.bargain.workers import cluster_workers, local_workers
from holdfast.desk.plain import plain
from holdfast.dossier import Dossier, read

CASE = Path(__file__).parents[1] / "cases" / "line_and_monitors.yaml"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """A small case with a range and an order."""
    return read(CASE)


def as_bytes(answer: object) -> bytes:
    """An answer as it would be written down."""
    return json.dumps(plain(answer)).encode()


def test_processes_give_the_same_bytes_as_none(dossier: Dossier) -> None:
    """Two processes begun afresh, with a piece more than they have hands for."""
    here = as_bytes(outlook(dossier, count=65, seed=9))
    with local_workers(2) as executor:
        assert here == as_bytes(outlook(dossier, count=65, seed=9, executor=executor))
        assert as_bytes(influences(dossier)) == as_bytes(influences(dossier, executor=executor))


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_bytes(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real scheduler and two worker processes on this machine, asked by address alone."""
    import distributed

    monkeypatch.setattr(workers, "ANSWERS_WITHIN_S", 120)
    here = as_bytes(outlook(dossier, count=65, seed=9))
    told: list[tuple[int, int]] = []
    with (
        distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        cluster_workers(cluster.scheduler_address) as executor,
    ):
        there = outlook(
            dossier,
            count=65,
            seed=9,
            executor=executor,
            progress=lambda done, count: told.append((done, count)),
        )
    assert here == as_bytes(there)
    assert told[-1] == (3, 3)
