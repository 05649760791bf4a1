"""Files of other programs, in and out: their cases as dossiers, and answers as tables."""

from holdfast.exchange.genius import read_genius
from holdfast.exchange.genius_utility import Scale
from holdfast.exchange.geniusweb import read_geniusweb
from holdfast.exchange.negmas import read_negmas
from holdfast.exchange.sheet import Imported

__all__ = ["Imported", "Scale", "read_genius", "read_geniusweb", "read_negmas"]
