"""What a judgment rests on, as somebody ticked it: evidence that is at hand, or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from holdfast.dossier import Basis, Evidence

BECAUSE, FIGURES, SHOWN = "because:", "figures", "grounds"
ASSUMED_FIGURES = "assumed"


@dataclass(frozen=True)
class Grounds:
    """Where a judgment and its figures come from."""

    basis: Basis = Basis()  # noqa: RUF009  frozen
    numbers: Basis = Basis()  # noqa: RUF009  frozen


def read_grounds(typed: Mapping[str, str], before: Grounds, evidence: Collection[str]) -> Grounds:
    """The grounds that a form says; a form that did not show them leaves them as they were.

    Fields: ``because:EVIDENCE`` for each piece that is ticked; ``figures`` is ``assumed`` where the
    figures rest on nothing, whatever the judgment rests on.

    Args:
        typed: the form.
        before: what the judgment rested on.
        evidence: the pieces that may be ticked; others are passed over.
    """
    if SHOWN not in typed:
        return before
    ticked = [each for each in evidence if typed.get(BECAUSE + each)]
    # In the order in which they stood, so that what was not changed stays the same.
    stood = [each for each in before.basis.evidence if each in ticked]
    basis = Basis((*stood, *(each for each in ticked if each not in stood)))
    if typed.get(FIGURES) == ASSUMED_FIGURES:
        return Grounds(basis, Basis())
    has_own = not before.numbers.is_assumed and before.numbers != before.basis
    return Grounds(basis, before.numbers if has_own else basis)


def in_order(
    evidence: Mapping[str, Evidence], grounds: Grounds
) -> tuple[tuple[Evidence, bool], ...]:
    """Every piece that could be ticked, those that are first."""
    ticked = [evidence[each] for each in grounds.basis.evidence if each in evidence]
    others = [item for item in evidence.values() if item.id not in grounds.basis.evidence]
    return (*((item, True) for item in ticked), *((item, False) for item in others))
