"""Levels of resolve and of the balance of power, by what a reader would call them."""

from holdfast.dossier import Dossier

BALANCE = "balance"


def level_words(dossier: Dossier, of: str, level: str) -> str:
    """A level of a guarantor, by its id, or of the balance, by its title.

    One without a title is told by its id in plain words. Where a course of resolve counts down to
    the day on which a guarantor is gone, the level says how far off that is.
    """
    told = dossier.day_after
    if told is None:
        return level
    source = told.power if of == BALANCE else told.guarantors.get(of)
    titles = source.titles if source is not None else {}
    levels = source.levels if source is not None else ()
    if level in titles:
        return titles[level]
    start, _, left = level.rpartition("-")
    if level not in levels and start in levels and left.isdigit():
        periods = "1 period" if left == "1" else f"{left} periods"
        return f"{titles.get(start, plain_id(start))}, gone in {periods}"
    return plain_id(level)


def plain_id(id_: str) -> str:
    """An id as words.

    >>> plain_id("russia-ahead")
    'russia ahead'
    """
    return id_.replace("-", " ")
