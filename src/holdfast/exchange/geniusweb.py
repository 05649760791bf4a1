"""Domains and profiles of GeniusWeb (JSON), read into a dossier, value for value."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from holdfast.dossier.node import ListNode, MapNode, Node
from holdfast.dossier.number import exact_decimal
from holdfast.exchange.assembly import assemble
from holdfast.exchange.files import read_file
from holdfast.exchange.findings import Findings
from holdfast.exchange.naming import check_names, spaced
from holdfast.exchange.sheet import MOST_OPTIONS, Case, Imported, Sheet, Topic
from holdfast.exchange.tree import Tree, grow_json, is_null

ABOUT = "Imported from GeniusWeb files; points are GeniusWeb utilities or a multiple of them."
SPACE = "LinearAdditiveUtilitySpace"


def read_geniusweb(files: Sequence[Path], names: Sequence[str] | None = None) -> Imported:
    """Bring a GeniusWeb case to the table: one profile a party, with or without the domain's file.

    A package is worth the sum of the issues' weights times the utilities of its values; between
    the ends of a range utilities lie on a straight line, which is not rounded. What a party's
    reservation bid is worth is its no-deal value.

    Args:
        files: profiles in the order in which the parties are to stand; a domain file may be among
            them, and its order of issues and values then counts.
        names: the parties' names; without them, the names of their profiles' files.

    Raises:
        InputError: a file cannot be read; the message names every fault with its line.
        QuestionError: no profile, or not as many names as profiles.
    """
    findings = Findings()
    trees = [grow_json(read_file(path), findings) for path in files]
    domains = [tree for tree in trees if "issuesValues" in _root(tree)]
    profiles = [tree for tree in trees if tree not in domains]
    check_names(profiles, names)
    spaces = [_space(tree) for tree in profiles]
    findings.stop_if_faulty()
    if domains:
        origin, domain = domains[0], _root(domains[0])
    else:
        origin, domain = profiles[0], _map_of(spaces[0], "domain", profiles[0])
    topics = _topics(domain, origin)
    findings.stop_if_faulty()
    for tree, space in zip(profiles, spaces, strict=True):
        _hold_domain(tree, space, topics)
    findings.stop_if_faulty()
    sheets = tuple(
        _sheet(names[place] if names else spaced(tree.file), tree, space, topics)
        for place, (tree, space) in enumerate(zip(profiles, spaces, strict=True))
    )
    title = origin.text(domain.get("name"), "name") or spaced(origin.file)
    return assemble(Case(title, ABOUT, origin.file, topics, sheets), findings)


def _root(tree: Tree) -> Mapping[str, Node]:
    return tree.root.entries if isinstance(tree.root, MapNode) else {}


def _space(tree: Tree) -> Mapping[str, Node]:
    root = _root(tree)
    if SPACE in root:
        return tree.map(root[SPACE], SPACE)
    kinds = ", ".join(list(root)[:3]) or "nothing"
    what = f"{tree.file.name} holds {kinds:.60}, and no {SPACE}"
    why, do = "it cannot be told what packages are worth", "Name profiles that are linear additive."
    tree.findings.fault("unknown-type", what, why, do, tree.place(tree.root))
    return {}


def _topics(domain: Mapping[str, Node], tree: Tree) -> tuple[Topic, ...]:
    issues = tree.map(domain.get("issuesValues"), "issuesValues")
    return tuple(Topic(name, _values(name, node, tree)) for name, node in issues.items())


def _values(issue: str, node: Node, tree: Tree) -> tuple[str, ...]:
    """The values of an issue: listed by name, or the steps of a range of numbers."""
    given = tree.map(node, f"The set of values of {issue!r}")
    if "range" in given:
        return _steps(issue, given["range"], tree)
    listed = tree.list(given.get("values"), f"The list of values of {issue!r}")
    values = [tree.text(value, f"A value of {issue!r}") for value in listed]
    if len(set(values)) < len(values) or not 0 < len(values) <= MOST_OPTIONS:
        what = f"The issue {issue!r} has {len(values)} values, {len(set(values))} of them different"
        why, do = "it cannot be settled", f"Give 1 to {MOST_OPTIONS} different ones."
        tree.findings.fault("values", what, why, do, node.place)
    return tuple(values)


def _steps(issue: str, node: Node, tree: Tree) -> tuple[str, ...]:
    if isinstance(node, ListNode):
        given = dict(zip(("low", "high", "step"), node.items, strict=False))
    else:
        given = dict(tree.map(node, f"The range of {issue!r}"))
    low, high, step = (
        tree.figure(given.get(k), f"{k} of {issue!r}") for k in ("low", "high", "step")
    )
    if step <= 0 or not 0 <= (high - low) / step < MOST_OPTIONS:
        what = f"The issue {issue!r} runs from {float(low):g} to {float(high):g} by {float(step):g}"
        why, do = "that is no list of options", f"Choose at most {MOST_OPTIONS} steps."
        tree.findings.fault("bounds", what, why, do, node.place)
        return ()
    return tuple(exact_decimal(low + step * n) for n in range(int((high - low) / step) + 1))


def _hold_domain(tree: Tree, space: Mapping[str, Node], topics: Sequence[Topic]) -> None:
    """Note where a profile is for another domain than the one that counts."""
    if not space or is_null(space.get("domain")):
        return
    own = {t.name: set(t.options) for t in _topics(tree.map(space["domain"], "domain"), tree)}
    if own != {topic.name: set(topic.options) for topic in topics}:
        what = f"{tree.file.name} is for a domain with other issues or values"
        why, do = "its party speaks of other packages", "Name profiles of one domain."
        tree.findings.fault("other-domain", what, why, do, tree.place(space["domain"]))


def _sheet(party: str, tree: Tree, space: Mapping[str, Node], topics: Sequence[Topic]) -> Sheet:
    given, utilities = _map_of(space, "issueWeights", tree), _map_of(space, "issueUtilities", tree)
    weights = {
        place: tree.figure(
            given.get(topic.name), f"The weight of {topic.name!r}", space["issueWeights"]
        )
        for place, topic in enumerate(topics)
        if given
    }
    worths = {
        place: _worths(topic, utilities.get(topic.name), tree, space["issueUtilities"])
        for place, topic in enumerate(topics)
        if utilities
    }
    for name in sorted({*given, *utilities} - {topic.name for topic in topics}):
        what, why = f"The issue {name!r} is not in the domain", "its worth belongs to no package"
        do = "Take it out of the profile, or name the domain that it is for."
        tree.findings.fault(
            "unknown-issue", what, why, do, (given.get(name) or utilities[name]).place
        )
    if sum(weights.values(), Fraction(0)) != 1:
        what = f"The weights of {party} add up to {float(sum(weights.values())):.6g}, not to 1"
        why, do = "GeniusWeb would refuse the profile", "They were taken as they stand."
        place = tree.place(space.get("issueWeights"))
        tree.findings.warn("weights", what, why, do, place)
    sheet = Sheet(party, tree.file, weights, worths)
    bid = space.get("reservationBid")
    return sheet if is_null(bid) else replace(sheet, no_deal=_bid(sheet, bid, topics, tree))


def _map_of(space: Mapping[str, Node], key: str, tree: Tree) -> Mapping[str, Node]:
    """A map that every space has, with entries."""
    entries = tree.map(space.get(key), key, tree.root)
    if isinstance(space.get(key), MapNode) and not entries:
        what, why = f"{key} is empty", "it cannot be told what packages are worth"
        tree.findings.fault("missing", what, why, "Give its entries.", space[key].place)
    return entries


def _worths(topic: Topic, node: Node | None, tree: Tree, near: Node) -> dict[int, Fraction]:
    wrapped = tree.map(node, f"The utilities of {topic.name!r}", near)
    for kind, inner in wrapped.items():
        if kind in {"DiscreteValueSetUtilities", "discreteutils"}:
            return _listed(topic, tree.map(inner, kind), tree)
        if kind in {"NumberValueSetUtilities", "numberutils"}:
            return _line(topic, tree.map(inner, kind), tree)
    if wrapped:
        what = f"The utilities of {topic.name!r} are of the kind {next(iter(wrapped))!r:.40}"
        why, do = "they cannot be told", "Give discrete or number utilities."
        tree.findings.fault("unknown-type", what, why, do, tree.place(node))
    return {}


def _listed(topic: Topic, inner: Mapping[str, Node], tree: Tree) -> dict[int, Fraction]:
    given = tree.map(inner.get("valueUtilities"), f"The value utilities of {topic.name!r}")
    places = {value: place for place, value in enumerate(topic.options)}
    for value in given.keys() - places.keys():
        what = f"The value {value!r:.40} of {topic.name!r} is not in the domain"
        why, do = "no package can have it", "Name it as the domain does."
        tree.findings.fault("unknown-value", what, why, do, given[value].place)
    unsaid = [value for value in topic.options if value not in given]
    if unsaid:
        what = f"No utility is given to {', '.join(map(repr, unsaid[:5]))} of {topic.name!r}"
        why, do = "they count nothing", "Give them one if they are worth more."
        tree.findings.warn("no-evaluation", what, why, do, tree.place(inner.get("valueUtilities")))
    return {
        places[value]: tree.figure(node, f"The utility of {value!r:.40}")
        for value, node in given.items()
        if value in places
    }


def _line(topic: Topic, inner: Mapping[str, Node], tree: Tree) -> dict[int, Fraction]:
    """Utilities on the straight line between two ends; nothing outside them counts."""
    low, at_low, high, at_high = (
        tree.figure(inner.get(key), f"{key} of {topic.name!r}")
        for key in ("lowValue", "lowUtility", "highValue", "highUtility")
    )
    numbers = topic.numbers
    if high <= low or None in numbers:
        what = f"The utilities of {topic.name!r} need numbers, and a high value above the low one"
        why, do = "no line runs between them", "Correct the values or give discrete utilities."
        tree.findings.fault("bounds", what, why, do, tree.place(inner.get("lowValue")))
        return {}
    return {
        place: at_low + (at_high - at_low) * (number - low) / (high - low)
        for place, number in enumerate(numbers)
        if number is not None and low <= number <= high
    }


def _bid(sheet: Sheet, bid: Node | None, topics: Sequence[Topic], tree: Tree) -> Fraction:
    """What a reservation bid is worth; an issue that it leaves open counts nothing."""
    values = tree.map(tree.map(bid, "reservationBid").get("issuevalues"), "issuevalues")
    places = {topic.name: place for place, topic in enumerate(topics)}
    total = Fraction(0)
    for name, node in values.items():
        value = tree.text(node, f"The value of {name!r:.40}")
        place = places.get(name)
        option = None if place is None else topics[place].place_of(value)
        if place is None or option is None:
            what = f"The reservation bid has {value!r:.40} on {name!r:.40}"
            why, do = "that is not in the domain", "Name an issue and one of its values."
            tree.findings.fault("unknown-value", what, why, do, node.place)
        else:
            worth = sheet.worths.get(place, {}).get(option, Fraction(0))
            total += sheet.weights.get(place, Fraction(0)) * worth
    return total
