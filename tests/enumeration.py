"""Every single package of a small dossier, and what is said of it by the definitions alone."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from holdfast.dossier import Dossier, Package, accepts


def every_package(dossier: Dossier) -> Iterator[dict[str, str]]:
    """All packages, in the order of the dossier."""
    for options in product(*(issue.options for issue in dossier.issues.values())):
        yield dict(zip(dossier.issues, options, strict=True))


def breaks_a_bar(dossier: Dossier, package: Package) -> bool:
    """True when a package breaks a link or a red line that says never."""
    lines = [r for view in dossier.views.values() for r in view.red_lines if r.price is None]
    bars = [link.never for link in dossier.links] + [line.never for line in lines]
    return any(never.matches(package) for never in bars)


def all_accept(dossier: Dossier, package: Package) -> bool:
    """True when a package is in the zone."""
    return not any(link.never.matches(package) for link in dossier.links) and all(
        accepts(view, package) for view in dossier.views.values()
    )


def without_no_deal(dossier: Dossier, party: str) -> Dossier:
    """The dossier in which one party accepts any number of points."""
    view = replace(dossier.views[party], no_deal=None)
    return replace(dossier, views={**dossier.views, party: view})


def valued(dossier: Dossier) -> list[str]:
    """Those asked between, and then all others that have values."""
    named = dossier.bargainers()
    return [*named, *(p for p, v in dossier.views.items() if v.has_values and p not in named)]


def without(dossier: Dossier, party: str, line: str) -> Dossier:
    """The dossier as it would be if a party had never drawn one of its lines."""
    view = dossier.views[party]
    left = tuple(other for other in view.red_lines if other.id != line)
    return replace(dossier, views={**dossier.views, party: replace(view, red_lines=left)})
