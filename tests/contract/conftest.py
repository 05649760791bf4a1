"""What contract tests of the workbench need: pages that wait, small talks, and who is at them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import workbenches
from holdfast.desk.seats import House
from holdfast.web import exploring
from workbenches import Browser, browsing


@pytest.fixture(autouse=True)
def patient_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page must not show how far its answer is instead of the answer."""
    monkeypatch.setattr(exploring, "PATIENCE", 60.0)


@pytest.fixture
def small_house(tmp_path: Path) -> House:
    """Small talks, with nothing on the table yet."""
    return workbenches.cheap_house(tmp_path, workbenches.small_talks())


@pytest.fixture
def mediator(small_house: House) -> Iterator[Browser]:
    """The mediator's browser."""
    with browsing(small_house) as found:
        yield found.enter("Mediator")


@pytest.fixture
def north(small_house: House) -> Iterator[Browser]:
    """The north's browser."""
    with browsing(small_house) as found:
        yield found.enter("North")


@pytest.fixture
def south(small_house: House) -> Iterator[Browser]:
    """The south's browser."""
    with browsing(small_house) as found:
        yield found.enter("South")
