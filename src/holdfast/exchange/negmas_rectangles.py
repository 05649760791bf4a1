"""Hyper-rectangle functions of NegMAS: points for each range of outcomes with a package in it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from holdfast.dossier.node import ListNode, MapNode, Node
from holdfast.exchange.figures import read_figure
from holdfast.exchange.findings import refuse
from holdfast.exchange.sheet import MOST_JOINED, Joint, Sheet, Topic
from holdfast.exchange.tree import Tree, is_null


def read_ranges(given: Mapping[str, Node], tree: Tree, topics: Sequence[Topic]) -> Sheet:
    """The sum, over the ranges that hold a package, of weight x utility, and a bias.

    A range names, for some issues by their place, what it holds: a value, two numbers with all that
    lies between and at them, or a list of values and of such pairs.
    """
    ranges = tree.list(given.get("outcome_ranges"), "outcome_ranges")
    utilities = tree.list(given.get("utilities"), "utilities")
    weights = given.get("weights")
    factors = None if is_null(weights) else tree.list(weights, "weights")
    if len(ranges) != len(utilities) or len(ranges) != len(factors or ranges):
        what = f"There are {len(ranges)} ranges and {len(utilities)} utilities"
        what += f", with {len(factors)} weights" if factors else ""
        why, do = "it cannot be told which belong together", "Give one of each for each range."
        tree.findings.fault("not-one-each", what, why, do, tree.place(given.get("utilities")))
        return Sheet("", tree.file)
    _note_ends(ranges, tree)
    joints: list[Joint] = []
    joined = 0
    constant = tree.figure(given["bias"], "The bias") if "bias" in given else Fraction(0)
    for n, (node, utility) in enumerate(zip(ranges, utilities, strict=True)):
        points = tree.figure(utility, "A utility")
        points *= tree.figure(factors[n], "A weight") if factors else 1
        when = {} if is_null(node) else _when(node, tree, topics)
        joined += sum(map(len, when.values()))
        if joined > MOST_JOINED:
            what = f"The ranges hold more than {MOST_JOINED:,} values"
            why, do = "the file would fill the memory", "Import a smaller case."
            refuse("too-large", what, why, do, node.place)
        when = {p: places for p, places in when.items() if len(places) < len(topics[p].options)}
        if not when:
            constant += points
        elif all(when.values()):
            joints.append(Joint(when, points))
        else:
            what, why = "No package lies in this range", "its utility never counts"
            do = "Check its values against those of the issues."
            tree.findings.warn("empty-rectangle", what, why, do, node.place)
    return Sheet("", tree.file, joints=tuple(joints), constant=constant)


def _when(node: Node, tree: Tree, topics: Sequence[Topic]) -> dict[int, tuple[int, ...]]:
    when = {}
    for key, condition in tree.map(node, "A range of outcomes").items():
        number = read_figure(key)
        if number is None or number not in range(len(topics)):
            what = f"A range speaks of issue {key!r:.40}"
            why = "it holds no package that can be told"
            do = f"Name issues by their place, from 0 to {len(topics) - 1}."
            tree.findings.fault("unknown-issue", what, why, do, condition.place)
            continue
        place = int(number)
        when[place] = _held(condition, tree, topics[place])
    return when


def _held(node: Node, tree: Tree, topic: Topic) -> tuple[int, ...]:
    """The places of the options that a condition names; lists within lists are joined."""
    if isinstance(node, MapNode) or is_null(node):
        what = f"A condition on {topic.name!r} is neither a value nor a list of values"
        why, do = "it cannot be told what it holds", "Write out the values."
        tree.findings.fault("not-as-expected", what, why, do, node.place)
        return ()
    if not isinstance(node, ListNode):
        place = topic.place_of(tree.text(node, "A value"))
        return () if place is None else (place,)
    ends = _ends(node)
    if ends is not None:
        numbers = enumerate(topic.numbers)
        return tuple(n for n, each in numbers if each is not None and ends[0] <= each <= ends[1])
    return tuple(sorted({place for each in node.items for place in _held(each, tree, topic)}))


def _ends(node: Node) -> tuple[Fraction, Fraction] | None:
    """The two ends that a list of exactly two numbers means; None for any other value."""
    if not isinstance(node, ListNode) or len(node.items) != 2:
        return None
    low, high = (read_figure(str(getattr(item, "text", ""))) for item in node.items)
    return None if low is None or high is None else (low, high)


def _note_ends(ranges: Sequence[Node], tree: Tree) -> None:
    """NegMAS means its ranges to hold their ends, and its evaluation leaves them out."""
    for node in ranges:
        conditions = node.entries.values() if isinstance(node, MapNode) else ()
        if any(
            _ends(c) or (isinstance(c, ListNode) and any(map(_ends, c.items))) for c in conditions
        ):
            what = "The ends of a range lie within it by NegMAS's description and not in its sums"
            why = "packages at an end, which counts as within here, have other values there"
            do = "List the values of the issue one by one where it matters."
            tree.findings.warn("range-ends", what, why, do, node.place)
            return
