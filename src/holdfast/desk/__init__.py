"""One function for each thing that a user does; the faces are thin over this room."""

from holdfast.desk.examples import example_folder
from holdfast.desk.files import (
    ImportedText,
    frontier_csv,
    import_case,
    new_dossier,
    save,
    save_text,
)
from holdfast.desk.opened import OpenDossier, open_dossier

__all__ = [
    "ImportedText",
    "OpenDossier",
    "example_folder",
    "frontier_csv",
    "import_case",
    "new_dossier",
    "open_dossier",
    "save",
    "save_text",
]
