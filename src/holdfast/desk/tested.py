"""Which package the day after is asked about, as people call it, and for whom it has no margin."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from holdfast.desk.day_after import Chosen
from holdfast.desk.openings import Draft
from holdfast.desk.words import join_words, said
from holdfast.dossier import Dossier, Package

OWN = "own"
"""The key that asks about the dossier's own package, with no lever moved."""


@dataclass(frozen=True)
class PackageAsked:
    """Which package is asked about, in a sentence or two, and which keys of the page say the same.

    ``keys`` are ``own``, ``draft:`` with a place, and ``menu:`` with an id.
    """

    words: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Known:
    """The packages by which another is called: the day after's own, drafts, that in the space.

    ``settled`` holds the principles that pick each settlement that is known.
    """

    own: Package
    drafts: Sequence[Draft] = ()
    at_hand: Package | None = None
    settled: Sequence[tuple[Package, Sequence[str]]] = ()


def package_asked_about(dossier: Dossier, chosen: Chosen, known: Known) -> PackageAsked:
    """Which package is asked about."""
    options, own = chosen.options, dict(known.own)
    keys = [f"draft:{n}" for n, draft in enumerate(known.drafts) if _has(options, draft.options)]
    told = dossier.day_after
    menu = told.menu if told is not None else ()
    keys += [f"menu:{item.id}" for item in menu if _has(options, item.take)]
    if options == own and not chosen.course and not chosen.values:
        keys.append(OWN)
    picked = [name for package, names in known.settled if options == package for name in names]
    also = f" {join_words(picked)} {'picks' if len(picked) == 1 else 'pick'} it." if picked else ""
    return PackageAsked(f"Tested: {_called(dossier, options, known)}.{also}", frozenset(keys))


def _called(dossier: Dossier, options: Package, known: Known) -> str:
    told = dossier.day_after
    own = dict(known.own)
    if options == own:
        is_whole = told is not None and told.package.keys() >= dossier.issues.keys()
        filled = ", on the issues that it leaves open with those of the Space or of Nash"
        return f"the day after's own package{'' if is_whole else filled}"
    for draft in known.drafts:
        if options == own | dict(draft.options):
            rest = "" if draft.is_whole else ", the rest as in the day after's own package"
            return f"“{draft.title}” from the table{rest}"
    if known.at_hand is not None and options == dict(known.at_hand):
        return "the package at hand in Space"
    for item in told.menu if told is not None else ():
        if options == own | dict(item.take):
            return f"“{item.title or item.id}”, the rest as in the day after's own package"
    return "a package chosen on this page"


def _has(options: Package, part: Mapping[str, str]) -> bool:
    return bool(part) and all(options.get(issue) == option for issue, option in part.items())


def quiet_words(dossier: Dossier, with_margin: Collection[str]) -> str:
    """Why a party with something at stake has no margin; empty where each has one.

    Args:
        dossier: what is known.
        with_margin: the names of the parties that have one.
    """
    told = dossier.day_after
    stakes = told.stakes if told is not None else {}
    quiet = [party for party in stakes if dossier.parties[party].name not in with_margin]
    if not quiet:
        return ""
    names = [said(dossier, party, first=not place) for place, party in enumerate(quiet)]
    has, them = ("has", "it") if len(quiet) == 1 else ("have", "them")
    return (
        f"{join_words(names)} {has} no margin: this package leaves {them} no breach to choose, "
        "so that there is nothing to gain or lose by one."
    )
