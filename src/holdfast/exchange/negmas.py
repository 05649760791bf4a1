"""Scenarios of NegMAS (YAML or JSON), read into a dossier, value for value."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from holdfast.dossier.node import MapNode, Node
from holdfast.exchange.assembly import assemble
from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import read_file
from holdfast.exchange.findings import Findings
from holdfast.exchange.naming import check_names, spaced
from holdfast.exchange.negmas_rectangles import read_ranges
from holdfast.exchange.negmas_values import read_additive, read_affine
from holdfast.exchange.sheet import MOST_OPTIONS, Case, Imported, Sheet, Topic
from holdfast.exchange.tree import Tree, grow, is_null

ABOUT = "Imported from NegMAS files; points are NegMAS utilities or a multiple of them."
ADDITIVE = {"LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"}
AFFINE = {"AffineUtilityFunction", "LinearUtilityFunction"}
DISCOUNTED = {"ExpDiscountedUFun", "LinDiscountedUFun"}
RANGE = "ContiguousIssue"
LISTS = {"", "CategoricalIssue", "DiscreteCardinalIssue", "DiscreteOrdinalIssue", "SingletonIssue"}


def read_negmas(files: Sequence[Path], names: Sequence[str] | None = None) -> Imported:
    """Bring a NegMAS scenario to the table: the outcome space and a utility function a party.

    The file that has ``issues`` is the outcome space, each other one a utility function. Linear
    additive and affine functions, hyper-rectangles and constants are read, with tables and with
    those value functions whose values are exact numbers. A finite reserved value is no deal.

    Args:
        files: the outcome space, and the functions in the order in which the parties are to stand.
        names: the parties' names; without them, the names of their files.

    Raises:
        InputError: a file cannot be read; the message names every fault with its line.
        QuestionError: no function, or not as many names as functions.
    """
    findings = Findings()
    trees = [grow(read_file(path), findings) for path in files]
    findings.stop_if_faulty()
    spaces = [
        tree for tree in trees if isinstance(tree.root, MapNode) and "issues" in tree.root.entries
    ]
    functions = [tree for tree in trees if tree not in spaces]
    check_names(functions, names)
    if len(spaces) != 1:
        tree = (spaces or trees)[-1]
        what = f"{len(spaces) or 'None'} of the files has issues"
        why, do = "it cannot be told what is to be settled", "Name one outcome space."
        findings.fault("not-one-space", what, why, do, tree.file.at())
        findings.stop_if_faulty()
    space = spaces[0]
    topics = _topics(space)
    findings.stop_if_faulty()
    sheets = tuple(
        replace(_sheet(tree.root, tree, topics), party=names[place] if names else spaced(tree.file))
        for place, tree in enumerate(functions)
    )
    return assemble(Case(spaced(space.file), ABOUT, space.file, topics, sheets), findings)


def kind_of(node: Node | None) -> str:
    """The last part of the class that a value names, empty when it names none."""
    entries = node.entries if isinstance(node, MapNode) else {}
    named = entries.get("type") or entries.get("__python_class__")
    return str(getattr(named, "text", "")).rpartition(".")[2]


def _topics(tree: Tree) -> tuple[Topic, ...]:
    root = tree.map(tree.root, "The outcome space")
    topics = []
    for place, node in enumerate(tree.list(root.get("issues"), "The list of issues"), start=1):
        issue = tree.map(node, f"Issue {place}")
        named = issue.get("name")
        name = f"Issue {place}" if is_null(named) else tree.text(named, "The name of an issue")
        topics.append(Topic(name, _options(name, node, tree)))
    if len({topic.name for topic in topics}) < len(topics):
        what, why = "Two issues have the same name", "a function could mean either"
        place_ = tree.place(root.get("issues"))
        tree.findings.fault("duplicate-issue", what, why, "Give each its own.", place_)
    return tuple(topics)


def _options(name: str, node: Node, tree: Tree) -> tuple[str, ...]:
    kind, values = kind_of(node), tree.map(node, name).get("values")
    if kind == RANGE:
        ends = [tree.figure(each, f"An end of {name!r}") for each in tree.list(values, name)]
        is_whole = len(ends) == 2 and all(end.denominator == 1 for end in ends)
        if is_whole and 0 <= ends[1] - ends[0] < MOST_OPTIONS:
            return tuple(str(number) for number in range(int(ends[0]), int(ends[1]) + 1))
    elif kind in LISTS:
        listed = tree.list(values, f"The values of {name!r}")
        options = tuple(tree.text(each, f"A value of {name!r}") for each in listed)
        if 0 < len(options) == len(set(options)) <= MOST_OPTIONS:
            return options
    what = f"The issue {name!r} of the kind {kind or 'list'!r:.40} has no list of different options"
    why, do = "it cannot be settled", f"Give 1 to {MOST_OPTIONS} values, or two whole ends."
    tree.findings.fault("values", what, why, do, node.place)
    return ()


def _sheet(node: Node, tree: Tree, topics: Sequence[Topic]) -> Sheet:
    given, kind = tree.map(node, "The utility function"), kind_of(node)
    if kind in DISCOUNTED:
        what = f"The utilities of {tree.file.name} lose worth with time"
        why, do = "a dossier leaves that out", "Bear in mind that delay costs this party."
        tree.findings.warn("discount-left-out", what, why, do, node.place)
        inner = given.get("ufun")
        sheet = _sheet(inner, tree, topics) if inner else Sheet("", tree.file)
    elif kind in ADDITIVE:
        sheet = read_additive(given, tree, topics)
    elif kind in AFFINE:
        sheet = read_affine(given, tree, topics)
    elif kind == "HyperRectangleUtilityFunction":
        sheet = read_ranges(given, tree, topics)
    elif kind == "ConstUtilityFunction":
        sheet = Sheet("", tree.file, constant=tree.figure(given.get("value"), "The value"))
    else:
        what = f"{tree.file.name} holds a utility function of the kind {kind or 'none'!r:.60}"
        why = "its values cannot be written as sums of exact terms"
        do = "Import linear additive or affine functions, hyper-rectangles or constants."
        tree.findings.fault("unknown-type", what, why, do, node.place)
        sheet = Sheet("", tree.file)
    return _settle_reserve(sheet, given.get("reserved_value"), tree)


def _settle_reserve(sheet: Sheet, node: Node | None, tree: Tree) -> Sheet:
    """The sheet with its reserved value as no deal; minus infinity means that there is none."""
    text = str(getattr(node, "text", "")).lower().lstrip("+")
    if is_null(node) or text in {"-.inf", "-infinity"}:
        return sheet
    reserve = read_figure(text)
    if reserve is None:
        what = f"The reserved value is {text!r:.40}"
        why, do = "the worth of no deal cannot be told", "Give a number, or -.inf for none."
        tree.findings.fault("not-as-expected", what, why, do, tree.place(node))
        return sheet
    return replace(sheet, no_deal=reserve)
