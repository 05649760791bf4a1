"""Files of other programs, in and out: their cases as dossiers, and answers as tables."""

from holdfast.exchange.genius import read_genius
from holdfast.exchange.genius_utility import Scale
from holdfast.exchange.sheet import Imported

__all__ = ["Imported", "Scale", "read_genius"]
