"""The dossier from which a mediation team begins."""

from importlib.resources import files


def starter() -> str:
    """A commented dossier of an invented dispute, which ``check`` finds sound.

    >>> starter().startswith("# A dossier says what is known")
    True
    """
    return files("holdfast.dossier").joinpath("starter.yaml").read_text(encoding="utf-8")
