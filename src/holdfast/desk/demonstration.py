"""A demonstration: the Abu Dhabi talks, replayed by the example's own script, as if last week."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Protocol, cast

from holdfast.desk.examples import example_folder
from holdfast.desk.seats import House
from holdfast.desk.talks import LEDGER_FILE
from holdfast.errors import InputError
from holdfast.ledger import open_ledger
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.vault import CHEAPEST

LASTS = timedelta(hours=48)


class Script(Protocol):
    """What the example's script is asked for."""

    PHRASES: Mapping[str, str]

    def replayed(
        self, folder: Path, usual: Means, friday: datetime
    ) -> AbstractContextManager[object]:
        """Replay both days into a new ledger in a folder."""


def found_demonstration(folder: Path, now: datetime | None = None) -> House:
    """Replay the talks into a ledger in a folder, so that they ended a few days before now.

    The phrases of the accounts stand in the script for everyone to read, so a try at one need cost
    nothing, and is made cheap. Nothing confidential belongs in such talks.

    Raises:
        InputError: ``no-example`` where the example did not come with this installation.
    """
    means = replace(THE_USUAL, cost=CHEAPEST)
    script = _script(example_folder("abu-dhabi") / "talks.py")
    with script.replayed(folder, means, last_friday(now or datetime.now(UTC))):
        pass
    return House(open_ledger(str(folder / LEDGER_FILE), means), folder, dict(script.PHRASES))


def last_friday(now: datetime) -> datetime:
    """The last Friday morning from which two days of talks have come to their end.

    >>> last_friday(datetime(2026, 11, 23, 12, 0, tzinfo=UTC)).isoformat()
    '2026-11-20T05:00:00+00:00'
    """
    ended = now.astimezone(UTC) - LASTS
    morning = ended.replace(hour=5, minute=0, second=0, microsecond=0)
    friday = morning - timedelta(days=(morning.weekday() - 4) % 7)
    return friday if friday <= ended else friday - timedelta(days=7)


def _script(file: Path) -> Script:
    """The example's script, which stands among the examples and in no package."""
    spec = spec_from_file_location("holdfast_abu_dhabi_talks", file)
    if spec is None or spec.loader is None or not file.is_file():
        message = (
            "The replay of the Abu Dhabi talks is not there. This installation may be incomplete: "
            "install it anew."
        )
        raise InputError(message, code="no-example")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Script", module)
