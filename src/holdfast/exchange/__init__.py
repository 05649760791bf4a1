"""Files of other programs, in and out: their cases as dossiers, and answers as tables."""

from holdfast.exchange.genius import read_genius
from holdfast.exchange.sheet import Imported

__all__ = ["Imported", "read_genius"]
