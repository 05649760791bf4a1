"""The dossiers that come with Holdfast."""

from importlib.resources import files
from pathlib import Path

from holdfast.errors import InputError


def example_folder(name: str) -> Path:
    """The folder of an example that came with the package, or stands beside the sources.

    Raises:
        InputError: ``no-example`` when there is none of that name.
    """
    package = Path(str(files("holdfast")))
    for root in (package / "examples", package.parents[1] / "examples"):
        if (root / name / "dossier.yaml").is_file():
            return root / name
    message = (
        f"No example is called {name!r}. This installation may be incomplete: install it anew."
    )
    raise InputError(message, code="no-example")
