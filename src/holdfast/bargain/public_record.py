"""The public record: what everybody can know of a party's limits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from holdfast.dossier.model import Dossier, RedLine, Terms, View

PUBLIC = frozenset({Terms.ON_THE_RECORD, Terms.PUBLISHED})
"""Terms of attribution under which what was said is taken to be known to all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is publicly known that a party rules out, and what it defends.

    ``barred`` are the options ruled out by a public red line over one issue alone, ``defended``
    those that it asks for in public and so cannot rule out.
    """

    barred: Mapping[str, frozenset[str]]
    defended: Mapping[str, str]

    def unknown(self, issue: str, options: Collection[str]) -> frozenset[str]:
        """The options of an issue that a party may rule out, or not, as far as others can tell."""
        known = set(self.barred.get(issue, frozenset()))
        if issue in self.defended:
            known.add(self.defended[issue])
        return frozenset(options) - known


def is_public(dossier: Dossier, line: RedLine, public: Collection[Terms] = PUBLIC) -> bool:
    """True when a red line rests on something that was said in public."""
    evidence = (dossier.evidence[each] for each in line.basis.evidence if each in dossier.evidence)
    return any(each.terms in public for each in evidence)


def public_limits(dossier: Dossier, party: str, public: Collection[Terms] = PUBLIC) -> Limits:
    """What the record says of a party: its stances, and its red lines that are public."""
    view = dossier.views[party]
    barred: dict[str, frozenset[str]] = {}
    for line in view.red_lines:
        if line.price is None and len(line.never.options) == 1 and is_public(dossier, line, public):
            ((issue, options),) = line.never.options.items()
            barred[issue] = barred.get(issue, frozenset()) | frozenset(options)
    stances = {issue: stance.option for issue, stance in view.stances.items()}
    return Limits(barred, stances)


def without_private_lines(
    dossier: Dossier, party: str, public: Collection[Terms] = PUBLIC
) -> Dossier:
    """The dossier as one would write it who knows all but a party's private red lines.

    Those that have a price are left out like those that say never: both are told in confidence.
    """
    view: View = dossier.views[party]
    known = tuple(line for line in view.red_lines if is_public(dossier, line, public))
    return replace(dossier, views={**dossier.views, party: replace(view, red_lines=known)})
