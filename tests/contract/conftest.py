"""What the contract tests of the workbench need: pages that wait for their answers."""

import pytest

from holdfast.web import exploring


@pytest.fixture(autouse=True)
def patient_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page must not show how far its answer is instead of the answer."""
    monkeypatch.setattr(exploring, "PATIENCE", 60.0)
