"""Value functions of NegMAS over the options of one issue, and the sums that they enter."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from holdfast.dossier.node import ListNode, MapNode, Node
from holdfast.exchange.sheet import Sheet, Topic
from holdfast.exchange.tree import Tree, is_null

Line = Callable[[Fraction], Fraction]


def read_additive(given: Mapping[str, Node], tree: Tree, topics: Sequence[Topic]) -> Sheet:
    """A linear additive function: a bias and, for each issue, weight x value function."""
    functions = _by_topic(given.get("values"), "values", tree, topics)
    worths = {
        place: _worths(topic, functions[place], tree)
        for place, topic in enumerate(topics)
        if place in functions
    }
    weights = _weights(given.get("weights"), tree, topics, Fraction(1))
    return Sheet("", tree.file, weights, worths, constant=_bias(given, tree))


def read_affine(given: Mapping[str, Node], tree: Tree, topics: Sequence[Topic]) -> Sheet:
    """An affine function: a bias and, for each issue, weight x the number that is its option."""
    worths = {}
    for place, topic in enumerate(topics):
        numbers = _numbers(topic, tree)
        worths[place] = dict(enumerate(numbers))
    weights = _weights(given.get("weights"), tree, topics, Fraction(1, len(topics)))
    return Sheet("", tree.file, weights, worths, constant=_bias(given, tree))


def _bias(given: Mapping[str, Node], tree: Tree) -> Fraction:
    return tree.figure(given["bias"], "The bias") if "bias" in given else Fraction(0)


def _by_topic(node: Node | None, name: str, tree: Tree, topics: Sequence[Topic]) -> dict[int, Node]:
    """Values given for each issue, by its name or in its place."""
    if isinstance(node, MapNode):
        places = {topic.name: place for place, topic in enumerate(topics)}
        for key in node.entries.keys() - places.keys():
            what, why = f"The issue {key!r:.40} is not in the outcome space", "no package has it"
            do = "Name the issues as the outcome space does."
            tree.findings.fault("unknown-issue", what, why, do, node.keys[key])
        return {places[key]: each for key, each in node.entries.items() if key in places}
    items = tree.list(node, f"The list of {name}")
    if node is not None and len(items) != len(topics):
        what = f"There are {len(items)} {name} and {len(topics)} issues"
        why, do = "it cannot be told which belongs to which", "Give one for each issue."
        tree.findings.fault("not-one-each", what, why, do, node.place)
    return dict(enumerate(items[: len(topics)]))


def _weights(
    node: Node | None, tree: Tree, topics: Sequence[Topic], otherwise: Fraction
) -> dict[int, Fraction]:
    """Weights by place; ``otherwise`` when the file gives none, 1 for one that a map leaves out."""
    if is_null(node):
        return dict.fromkeys(range(len(topics)), otherwise)
    given = _by_topic(node, "weights", tree, topics)
    return {
        place: tree.figure(given[place], f"The weight of {topic.name!r}")
        if place in given
        else Fraction(1)
        for place, topic in enumerate(topics)
    }


def _numbers(topic: Topic, tree: Tree) -> list[Fraction]:
    if None in topic.numbers:
        what = f"The options of {topic.name!r} are not all numbers"
        why, do = "a function of numbers has no value for them", "Give a table of values."
        tree.findings.fault("not-a-number", what, why, do, tree.file.at())
        return []
    return [number for number in topic.numbers if number is not None]


def _worths(topic: Topic, node: Node, tree: Tree) -> dict[int, Fraction]:
    """What each option is worth by a value function; a plain map or list is a table."""
    if isinstance(node, ListNode):
        if len(node.items) != len(topic.options):
            what = f"The issue {topic.name!r} has {len(topic.options)} options and "
            what += f"{len(node.items)} values"
            why, do = "it cannot be told which belongs to which", "Give one for each option."
            tree.findings.fault("not-one-each", what, why, do, node.place)
        return {
            place: tree.figure(each, f"A value of {topic.name!r}")
            for place, each in enumerate(node.items[: len(topic.options)])
        }
    given = tree.map(node, f"The value function of {topic.name!r}")
    kind = tree.text(given["type"], "type").rpartition(".")[2] if "type" in given else "TableFun"
    if kind == "TableFun":
        mapping = tree.map(given.get("mapping", node), f"The table of {topic.name!r}")
        return _table(topic, mapping, tree, node)
    line = _line(kind, given, tree)
    if line is None:
        what = f"The value function of {topic.name!r} is of the kind {kind!r:.40}"
        why, do = "its values are no exact numbers", "Give a table of values in its place."
        tree.findings.fault("unknown-type", what, why, do, node.place)
        return {}
    return {place: line(number) for place, number in enumerate(_numbers(topic, tree))}


def _table(
    topic: Topic, mapping: Mapping[str, Node], tree: Tree, node: Node
) -> dict[int, Fraction]:
    worths = {}
    for value, each in mapping.items():
        place = topic.place_of(value)
        if place is None:
            what = f"The value {value!r:.40} of {topic.name!r} is not in the outcome space"
            why, do = "no package can have it", "Name it as the outcome space does."
            tree.findings.fault("unknown-value", what, why, do, each.place)
        else:
            worths[place] = tree.figure(each, f"The worth of {value!r:.40}")
    unsaid = [value for place, value in enumerate(topic.options) if place not in worths]
    if unsaid:
        what = f"The table of {topic.name!r} leaves out {', '.join(map(repr, unsaid[:5]))}"
        why, do = "NegMAS could not value a package with them", "Give each option a value."
        tree.findings.fault("no-evaluation", what, why, do, node.place)
    return worths


def _line(kind: str, given: Mapping[str, Node], tree: Tree) -> Line | None:
    """A value function of numbers, as one of fractions; None for a kind that is not exact."""

    def take(name: str, otherwise: int | None = None) -> Fraction:
        if otherwise is not None and name not in given:
            return Fraction(otherwise)
        return tree.figure(given.get(name), f"{name} of {kind}")

    if kind == "IdentityFun":
        return lambda x: x
    if kind == "ConstFun":
        bias = take("bias")
        return lambda _: bias
    if kind in {"LinearFun", "AffineFun", "QuadraticFun"}:
        a2 = take("a2") if kind == "QuadraticFun" else Fraction(0)
        a1 = take("a1" if kind == "QuadraticFun" else "slope")
        bias = take("bias", 0)
        return lambda x: a2 * x * x + a1 * x + bias
    if kind == "PolynomialFun":
        powers = [
            tree.figure(c, "A coefficient") for c in tree.list(given.get("coefficients"), kind)
        ]
        bias = take("bias", 0)
        return lambda x: bias + sum((c * x**n for n, c in enumerate(powers, 1)), Fraction(0))
    if kind == "TriangularFun":
        start, middle, end = take("start"), take("middle"), take("end")
        return _tent(start, middle, end, (take("bias", 0), take("scale", 1)))
    return None


def _tent(
    start: Fraction, middle: Fraction, end: Fraction, height: tuple[Fraction, Fraction]
) -> Line:
    """A line up from ``start`` to ``middle`` and down to ``end``; the bias alone outside them."""
    bias, scale = height

    def worth(x: Fraction) -> Fraction:
        if not start < x < end:
            return bias
        if x <= middle:
            return bias + scale * (x - start) / (middle - start)
        return bias + scale * (end - x) / (end - middle)

    return worth
