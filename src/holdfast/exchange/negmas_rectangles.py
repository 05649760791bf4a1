"""Hyper-rectangle functions of NegMAS: points for each range of outcomes with a package in it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from holdfast.dossier.node import ListNode, MapNode, Node
from holdfast.exchange.figures import read_figure
from holdfast.exchange.sheet import Joint, Sheet, Topic
from holdfast.exchange.tree import Tree, is_null


def read_ranges(given: Mapping[str, Node], tree: Tree, topics: Sequence[Topic]) -> Sheet:
    """The sum, over the ranges that hold a package, of weight x utility, and a bias.

    A range names, for some issues by their place, the values that it holds: one, or a list of them.
    A list is what it is to NegMAS when it loads the file, the values named and none between.
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
    joints: list[Joint] = []
    constant = tree.figure(given["bias"], "The bias") if "bias" in given else Fraction(0)
    for n, (node, utility) in enumerate(zip(ranges, utilities, strict=True)):
        points = tree.figure(utility, "A utility")
        points *= tree.figure(factors[n], "A weight") if factors else 1
        when = {} if is_null(node) else _when(node, tree, topics)
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
    held = {place for each in node.items for place in _held(each, tree, topic)}
    _note_ends(node, tree, topic)
    return tuple(sorted(held))


def _note_ends(node: ListNode, tree: Tree, topic: Topic) -> None:
    """Two numbers with options between them may have been meant as the ends of a range."""
    if len(node.items) != 2:
        return
    ends = [read_figure(str(getattr(item, "text", ""))) for item in node.items]
    low, high = ends
    if low is None or high is None:
        return
    numbers = [read_figure(option) for option in topic.options]
    between = [n for n in numbers if n is not None and low < n < high]
    if between:
        what = f"A list on {topic.name!r} names two numbers, with {len(between)} more between"
        why = "the two alone were read, as NegMAS reads the file"
        do = "Write out all values if a range was meant."
        tree.findings.warn("two-ends", what, why, do, node.place)
