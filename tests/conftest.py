"""What several tests need at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

import ledgers
import postgres
import talks_script
import talks_table
from holdfast.ledger.means import THE_USUAL
from holdfast.ledger.vault import CHEAPEST

# However slow the machine, an example that takes long is no fault. All else is as Hypothesis has
# it, which in CI draws the same examples in every run.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server, one for each worker of the test run."""
    with postgres.any_server() as url:
        yield url


@pytest.fixture
def postgres_place(postgres_server: str) -> Iterator[str]:
    """An empty schema of a PostgreSQL database."""
    with postgres.empty_place(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made: a file, and an empty database on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "talks.holdfast")
    url: str = request.getfixturevalue("postgres_place")
    return url


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where a ledger can be made in a file."""
    return str(tmp_path / "talks.holdfast")


@pytest.fixture
def house(place: str) -> Iterator[ledgers.House]:
    """A ledger with four accounts, in a file and on a server."""
    furnished = ledgers.furnish(place)
    yield furnished
    ledgers.close(furnished)


@pytest.fixture
def filed(file: str) -> Iterator[ledgers.House]:
    """A ledger with four accounts, in a file."""
    furnished = ledgers.furnish(file)
    yield furnished
    ledgers.close(furnished)


@pytest.fixture
def table(file: str) -> talks_table.Table:
    """Talks in a file, with everybody at the table."""
    return talks_table.Table(file)


@pytest.fixture
def cheap_passphrases() -> Iterator[None]:
    """The least work for a passphrase, which no option and no setting reaches."""
    usual = THE_USUAL.cost
    object.__setattr__(THE_USUAL, "cost", CHEAPEST)
    yield
    object.__setattr__(THE_USUAL, "cost", usual)


@pytest.fixture
def script(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> talks_script.Script:
    """Talks begun on the command line, with two mediators and two delegations."""
    request.getfixturevalue("cheap_passphrases")
    return talks_script.begun(tmp_path, capsys)
