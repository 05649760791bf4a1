"""Packages kept as columns: each is made when it is looked at, and the judge reads the columns."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from bargaining import opposed, plain, with_no_deal
from holdfast.bargain import Frontier, ValuedPackage, frontier, verify
from holdfast.bargain.columns import Columns, Worths
from holdfast.errors import CertificateError


def _columns() -> Columns:
    return Columns(
        issues=("line", "force"),
        options=(("freeze", "swap"), ("none", "troops")),
        choices=np.array([[1, 0], [0, 1], [0, 0]], dtype=np.int32),
        values={"a": Worths(np.array([9, 7, 7]), Fraction(3, 2))},
        others={"b": Worths(np.array([10**30, 0, -4], dtype=object), Fraction(1))},
    )


LAST = ValuedPackage(
    {"line": "freeze", "force": "none"}, {"a": Fraction(14, 3)}, {"b": Fraction(-4)}
)


def test_a_package_is_named_and_valued_exactly() -> None:
    """Options by their names, points as totals over their scale, however large."""
    columns = _columns()
    assert columns[2] == columns[-1] == LAST
    assert columns[0].values == {"a": 6}
    assert columns[0].others == {"b": 10**30}


def test_columns_behave_as_the_tuple_of_their_packages() -> None:
    """Length, order, slices, membership and equality."""
    columns, packages = _columns(), tuple(_columns())
    assert len(columns) == 3
    assert columns[1:] == packages[1:]
    assert columns[::-1] == packages[::-1]
    assert LAST in columns
    assert columns == packages
    assert packages == columns
    assert columns == _columns()
    assert columns != packages[1:]
    assert pickle.loads(pickle.dumps(columns)) == columns  # noqa: S301
    with pytest.raises(IndexError):
        columns[3]


def test_no_more_packages_are_made_than_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """One package of many costs one; all of them are made once."""
    made: list[ValuedPackage] = []

    def made_one(
        options: Mapping[str, str], values: Mapping[str, Fraction], others: Mapping[str, Fraction]
    ) -> ValuedPackage:
        made.append(ValuedPackage(options, values, others))
        return made[-1]

    monkeypatch.setattr("holdfast.bargain.columns.ValuedPackage", made_one)
    columns = _columns()
    assert columns[1]
    assert len(made) == 1
    assert len(list(columns)) == len(list(columns)) == 3
    assert len(made) == 4


def test_packages_without_others_have_none() -> None:
    """Where nobody else has values, every package says so."""
    assert [
        package.others for package in frontier(plain({"p0": [[1, 0]], "p1": [[0, 1]]})).packages
    ] == [
        {},
        {},
    ]


SMALL = with_no_deal(opposed(4, 2), p0=800, p1=700)


def _choosing(columns: Columns, option: int) -> Columns:
    choices = columns.choices.copy()
    choices[1, 0] = option
    return replace(columns, choices=choices)


def _calling(columns: Columns, name: str) -> Columns:
    (first, *rest), options = columns.options, columns.options
    assert options
    return replace(columns, options=((name, *first[1:]), *rest))


def _adding(columns: Columns, points: int) -> Columns:
    worths = columns.values["p1"]
    totals = worths.totals.copy()
    totals[-1] += points
    return replace(columns, values={**columns.values, "p1": Worths(totals, worths.scale)})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: _choosing(c, 5),
        lambda c: _choosing(c, -1),
        lambda c: _calling(c, "no-such-option"),
        lambda c: replace(c, issues=("no-such-issue", *c.issues[1:])),
        lambda c: _adding(c, 1),
        lambda c: replace(c, values={**c.values, "p1": c.values["p0"]}),
        lambda c: replace(c, choices=c.choices[::-1].copy()),
    ],
)
def test_spoilt_columns_are_refused(spoil: Callable[[Columns], Columns]) -> None:
    """Options that are none, other options than are valued, other points than they are worth."""
    found = frontier(SMALL)
    assert isinstance(found.packages, Columns)
    assert verify(SMALL, found).unchecked == ()
    spoilt: Frontier = replace(found, packages=spoil(found.packages))
    with pytest.raises(CertificateError, match="defect of Holdfast"):
        verify(SMALL, spoilt)


def test_the_judge_goes_by_names_not_by_places() -> None:
    """Columns whose options stand in another order, and are chosen so, say the same."""
    found = frontier(SMALL)
    assert isinstance(found.packages, Columns)
    turned = replace(
        found.packages,
        options=tuple(own[::-1] for own in found.packages.options),
        choices=np.array([len(own) - 1 for own in found.packages.options]) - found.packages.choices,
    )
    assert turned == found.packages
    assert verify(SMALL, replace(found, packages=turned)).unchecked == ()


def test_points_beyond_64_bits_are_judged_exactly() -> None:
    """A claim that is off in the last digit is refused, and the right one accepted."""
    tiny = Fraction(1, 10**30)
    dossier = plain({"p0": [[0, 5, 9 + tiny], [0, 3]], "p1": [[9, 5, 0], [7 - tiny, 0]]})
    found = frontier(dossier)
    assert isinstance(found.packages, Columns)
    assert verify(dossier, found).unchecked == ()
    with pytest.raises(CertificateError, match="is worth"):
        verify(dossier, replace(found, packages=_adding(found.packages, 1)))
