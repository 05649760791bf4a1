"""Laws of the importers: exact sums, sound ids, and an InputError for whatever is no case."""

import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from xml.sax.saxutils import quoteattr

from hypothesis import example, given, settings
from hypothesis import strategies as st

from holdfast.dossier import exact_decimal, parse, value
from holdfast.dossier import write as to_text
from holdfast.errors import InputError
from holdfast.exchange import Scale, read_genius
from holdfast.exchange.figures import read_figure
from holdfast.exchange.slugs import unique_slugs

Issue = tuple[str, Fraction, dict[str, Fraction]]

decimals = st.decimals(-1000, 1000, places=6).map(Fraction)
names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
issues = st.tuples(names, decimals, st.dictionaries(names, decimals, min_size=1, max_size=3))


def utility_file(case: list[Issue], order: list[int]) -> str:
    """A GENIUS utility file, with its issues in some order."""
    parts = []
    for place in order:
        name, weight, worths = case[place]
        items = "".join(
            f"<item value={quoteattr(text)} evaluation='{exact_decimal(worth)}'/>"
            for text, worth in worths.items()
        )
        parts.append(f"<issue index='{place}' name={quoteattr(name)}>{items}</issue>")
        parts.insert(0, f"<weight index='{place}' value='{exact_decimal(weight)}'/>")
    return f"<utility_space><objective>{''.join(parts)}</objective></utility_space>"


def write(folder: str, name: str, text: str) -> Path:
    """A file in a folder."""
    path = Path(folder) / name
    path.write_text(text, encoding="utf-8")
    return path


@settings(max_examples=60, deadline=None)
@given(st.lists(issues, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_every_package_is_the_sum_of_weight_times_evaluation(
    case: list[Issue], draw: Random
) -> None:
    """Whatever the names, the order of the file and the number of values."""
    if all(len(worths) < 2 for _, _, worths in case):
        case = [*case, ("more", Fraction(1), {"yes": Fraction(1), "no": Fraction(0)})]
    order = list(range(len(case)))
    with tempfile.TemporaryDirectory() as folder:
        domain = write(folder, "domain.xml", utility_file(case, order))
        draw.shuffle(order)
        dossier = read_genius(domain, [write(folder, "u.xml", utility_file(case, order))]).dossier
    assert parse(to_text(dossier)) == dossier
    settled = [place for place, (_, _, worths) in enumerate(case) if len(worths) > 1]
    titles = {
        place: {option.title: option.id for option in issue.options.values()}
        for place, issue in zip(settled, dossier.issues.values(), strict=True)
    }
    for chosen in product(*(worths for _, _, worths in case)):
        expected = sum(
            (weight * worths[text] for (_, weight, worths), text in zip(case, chosen, strict=True)),
            Fraction(0),
        )
        package: Mapping[str, str] = {
            issue: titles[place][chosen[place]]
            for place, issue in zip(settled, dossier.issues, strict=True)
        }
        assert expected == value(dossier.views["u"], package)


@given(st.lists(st.text(max_size=70) | st.sampled_from(["NULL", "assumed."]), max_size=12))
def test_ids_are_valid_unique_and_always_the_same(texts: list[str]) -> None:
    """Whatever the names are."""
    ids = unique_slugs(texts, "option")
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_) and len(id_) <= 64 for id_ in ids)
    assert len(set(ids)) == len(texts)
    assert not {"assumed", "null"} & set(ids)
    assert ids == unique_slugs(texts, "option")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_figure_is_what_it_says(number: object) -> None:
    """Plain or with an exponent, exactly."""
    text = str(number)
    figure = read_figure(text)
    assert figure is None or figure == Fraction(text)
    assert figure is not None or abs(int(text.upper().partition("E")[2] or 0)) > 60


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["raw", "genius"]))
@example(b"<utility_space><objective><issue index='1' name='a'>", "raw")
@example(b"\xef\xbb\xbf<objective/>", "raw")
@example(b"\xff\xfe<\x00a\x00", "genius")
@example(b"<!DOCTYPE a [<!ENTITY b 'c'>]><objective/>", "raw")
@example(b"<objective><issue index='1'><item value='a' evaluation='1'/></objective>", "raw")
def test_any_bytes_end_in_an_input_error(data: bytes, scale: Scale) -> None:
    """No other error ever leaves the importer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xml"
        path.write_bytes(data)
        try:
            read_genius(path, [path], scale=scale)
        except InputError as error:
            assert error.where
            assert folder not in error.message


ATTRIBUTES = {
    "index": ["0", "1", "2"],
    "name": ["a", "b"],
    "type": ["integer", "real", "objective"],
}
ATTRIBUTES |= {"value": ["1", "x", "9e9"], "evaluation": ["1", "-.5", "null"], "utility": ["3"]}
ATTRIBUTES |= {
    "lowerbound": ["0", "-2"],
    "upperbound": ["1", "3"],
    "min": ["0"],
    "max": ["1", "0.5"],
}
ATTRIBUTES |= {"weight": ["2"], "maxutility": ["5", "0"], "slope": ["0.1"], "offset": ["0.2"]}
TAGS = ["objective", "issue", "item", "weight", "utility", "ufun", "hyperRectangle", "INCLUDES"]
TAGS += ["EXCLUDES", "reservation", "discount_factor", "evaluator", "range"]


def element(children: st.SearchStrategy[list[ET.Element]]) -> st.SearchStrategy[ET.Element]:
    """Elements of GENIUS with attributes that may or may not fit them."""

    def build(tag: str, attributes: dict[str, str], inner: list[ET.Element]) -> ET.Element:
        made = ET.Element(tag, attributes)
        made.extend(inner)
        return made

    pairs = st.sampled_from(sorted((k, v) for k, values in ATTRIBUTES.items() for v in values))
    return st.builds(build, st.sampled_from(TAGS), st.lists(pairs, max_size=6).map(dict), children)


elements = st.recursive(
    element(st.just([])), lambda inner: element(st.lists(inner, max_size=3)), max_leaves=12
)


@settings(max_examples=150, deadline=None)
@given(st.lists(elements, min_size=1, max_size=4), st.sampled_from(["raw", "genius"]))
def test_any_elements_end_in_a_dossier_or_an_input_error(
    parts: list[ET.Element], scale: Scale
) -> None:
    """Elements in places where nobody puts them are passed over or refused, and never break it."""
    root = ET.Element("utility_space")
    top = ET.SubElement(root, "objective")
    top.extend(parts)
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, "x.xml", ET.tostring(root, encoding="unicode"))
        try:
            dossier = read_genius(path, [path], scale=scale).dossier
        except InputError as error:
            assert error.where
        else:
            assert dossier.package_count > 1
            assert parse(to_text(dossier)) == dossier
