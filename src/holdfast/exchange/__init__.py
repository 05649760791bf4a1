"""Files of other programs, in and out: their cases as dossiers, and answers as tables."""

from holdfast.exchange.decide import read_decide
from holdfast.exchange.genius import read_genius
from holdfast.exchange.genius_evaluations import Scale
from holdfast.exchange.geniusweb import read_geniusweb
from holdfast.exchange.negmas import read_negmas
from holdfast.exchange.programs import Program, read_case, recognise
from holdfast.exchange.sheet import Imported
from holdfast.exchange.tables import packages_csv

__all__ = [
    "Imported",
    "Program",
    "Scale",
    "packages_csv",
    "read_case",
    "read_decide",
    "read_genius",
    "read_geniusweb",
    "read_negmas",
    "recognise",
]
