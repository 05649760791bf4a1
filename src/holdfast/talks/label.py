"""Labels: from which compartments a thing was made, and so who may have it.

A thing computed from several compartments carries all of them, and may be seen only by those who
sit in every one: a package computed from both sides' red lines is the mediator's alone.
"""

from collections.abc import Iterable, Mapping

from holdfast.talks.setting import Charter

Label = frozenset[str]
"""The ids of compartments; empty means that nothing of the talks went in."""

NOTHING: Label = frozenset()


def join(labels: Iterable[Label]) -> Label:
    """The label of what is made from things with these labels.

    >>> sorted(join([frozenset({"a"}), frozenset({"b"}), NOTHING]))
    ['a', 'b']
    """
    return NOTHING.union(*labels)


def may_open(label: Label, compartments: Iterable[str]) -> bool:
    """True when whoever can open these compartments may have a thing with this label."""
    return label <= frozenset(compartments)


def audience(label: Label, charters: Mapping[str, Charter]) -> frozenset[str]:
    """The accounts that sit in every compartment of a label; none where one is not known."""
    seated = [
        frozenset(seat.account for seat in charters[c].seats) if c in charters else frozenset()
        for c in label
    ]
    if not seated:
        return frozenset(seat.account for charter in charters.values() for seat in charter.seats)
    return frozenset.intersection(*seated)
