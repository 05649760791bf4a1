"""Holdfast: what could be agreed, and would it hold.

>>> import holdfast
>>> talks = holdfast.open("examples/abu-dhabi")  # doctest: +SKIP
>>> talks.frontier()  # doctest: +SKIP
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdfast.desk import OpenDossier

__version__ = "0.1.0"


def open(path: str | Path, sources: Sequence[str | Path] | str | Path = ()) -> "OpenDossier":  # noqa: A001
    """Open a dossier, or the ``dossier.yaml`` of a folder, ready for questions.

    Args:
        path: the file or the folder.
        sources: folders in which the texts behind the evidence are looked for.

    Raises:
        holdfast.errors.DossierError: with every fault of the dossier at once.
        holdfast.errors.InputError: when there is no dossier to read.
    """
    from holdfast.desk import open_dossier

    return open_dossier(path, sources)
