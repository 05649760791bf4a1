"""Which of many packages hold: those that make one compact but for what peace is worth, together.

Under the prescribed conduct what happens does not depend on what anything is worth, and a party's
worths are sums of its own payoffs. So every margin of a party is affine in what a period of peace
is worth to it, and does not depend on what it is worth to anybody else. A party whose margins are
all at least zero at two such values has them so at every value between; a breach that gains at two
gains at every value between. Few packages of a family need then be judged, and all are proven.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from fractions import Fraction

from holdfast.dossier import Dossier, Pattern, Range
from holdfast.dossier.day_after import ResolveCase, Worth
from holdfast.endure.draft import day_after_of
from holdfast.endure.drawing import draw_up
from holdfast.endure.glance import Glance, seen_in
from holdfast.endure.inputs import Register, read_worth
from holdfast.endure.judge import UNDECIDED, Judgment
from holdfast.endure.pieces import Progress
from holdfast.endure.question import Question, complete

Package = Mapping[str, str]
Peace = Mapping[str, Fraction]
Directions = Mapping[str, tuple[int, ...]]
"""By party: 1 where peace that is worth more to it does no harm, -1 where peace worth less."""


@dataclass(slots=True)
class _Span:
    """From a least to a greatest value; empty until the first comes in."""

    low: Fraction | None = None
    high: Fraction | None = None

    def take_in(self, value: Fraction) -> None:
        self.low = value if self.low is None else min(self.low, value)
        self.high = value if self.high is None else max(self.high, value)

    def holds(self, value: Fraction) -> bool:
        return self.low is not None and self.high is not None and self.low <= value <= self.high


@dataclass(slots=True)
class _Own:
    """What is proven of one party: where all its margins are at least zero, where which gains."""

    good: _Span = field(default_factory=_Span)
    gains: dict[int, _Span] = field(default_factory=dict)


class _Family:
    """Packages whose compacts differ only in what peace is worth."""

    def __init__(self, question: Question, names: Mapping[str, str]) -> None:
        self._question = question
        self._names = names
        self._players = question.machine.game.players
        self._own = [_Own() for _ in self._players]

    def holds(self, peace: Peace) -> bool | None:
        """Whether it holds where peace is worth this; None when that could not be decided."""
        known = self._told(peace)
        if known is not None:
            return known
        return self._judge(peace).holds

    def directions(self, low: Peace, high: Peace) -> Directions | None:
        """Where it holds between two readings of what peace is worth; see ``Families``."""
        for peace in (low, high):
            if self._told(peace) is not True:
                self._judge(peace)
        found: dict[str, tuple[int, ...]] = {}
        for player, own in zip(self._players, self._own, strict=True):
            ends = [peace.get(player, Fraction(0)) for peace in (low, high)]
            if any(all(map(span.holds, ends)) for span in own.gains.values()):
                return None
            is_good = [own.good.holds(end) for end in ends]
            if player in high and not all(is_good):
                found[player] = {(False, True): (1,), (True, False): (-1,)}.get(
                    (is_good[0], is_good[1]), (1, -1)
                )
        return found

    def look_at(self, peace: Peace) -> Glance:
        """Every party's margins, and who would break it first."""
        return seen_in(self._question, self._judge(peace))

    def _judge(self, peace: Peace) -> Judgment:
        values = {name: peace[party] for party, name in self._names.items()}
        judgment = self._question.read(values).judge_layout(self._question.layout)
        self._learn(peace, judgment)
        return judgment

    def _told(self, peace: Peace) -> bool | None:
        """What follows from what is proven already; None when nothing does."""
        are_good = True
        for player, own in zip(self._players, self._own, strict=True):
            value = peace.get(player, Fraction(0))
            if any(span.holds(value) for span in own.gains.values()):
                return False
            are_good &= own.good.holds(value)
        return True if are_good else None

    def _learn(self, peace: Peace, judgment: Judgment) -> None:
        who = self._question.layout.who
        for player, (name, own) in enumerate(zip(self._players, self._own, strict=True)):
            value = peace.get(name, Fraction(0))
            mine = (who == player).nonzero()[0].tolist()
            signs = [int(judgment.signs[k]) for k in mine]
            for k, sign in zip(mine, signs, strict=True):
                if sign == -1:
                    own.gains.setdefault(k, _Span()).take_in(value)
            if all(sign not in (-1, UNDECIDED) for sign in signs):
                own.good.take_in(value)


class Families:
    """Packages of one dossier by the compacts that they make; what is proven is kept.

    ``switches`` are the issues on which it depends what compact a package makes, but for what peace
    is worth, each with its options: those of one class make the same. ``valued`` are the parties to
    whom what peace is worth depends on the package.

    Args:
        dossier: the talks, with a day after.
        cases: courses of resolve in place of the dossier's.

    Raises:
        QuestionError: the dossier has no day after.
    """

    def __init__(self, dossier: Dossier, cases: Iterable[ResolveCase] = ()) -> None:
        self._dossier = dossier
        self._told = day_after_of(dossier)
        self._cases = tuple(cases)
        self.valued = tuple(
            party for party, stake in self._told.stakes.items() if stake.peace is Worth.PACKAGE
        )
        nothing = Range.exactly(0)
        stakes = {
            party: replace(stake, peace=nothing) if party in self.valued else stake
            for party, stake in self._told.stakes.items()
        }
        self._bare = replace(dossier, day_after=replace(self._told, stakes=stakes))
        self._families: dict[str, _Family] = {}
        self.switches = switches_of(dossier, self._bare.day_after)
        self._keys: dict[tuple[str, ...], str] = {}
        self._worths: dict[tuple[str, ...], Fraction] = {}

    def __len__(self) -> int:
        """How many compacts there were, but for what peace is worth."""
        return len(self._families)

    def which_hold(
        self, packages: Sequence[Package], progress: Progress | None = None
    ) -> tuple[bool | None, ...]:
        """Whether each package holds, proven; None where that could not be decided.

        Args:
            packages: options by issue; issues left out take the day after's own package.
            progress: told how far it is, and can stop it: what was not reached is None.
        """
        found: list[bool | None] = [None] * len(packages)
        keyed: dict[str, list[tuple[Peace, int]]] = {}
        whole = [complete(self._dossier, package) for package in packages]
        for place, package in enumerate(whole):
            keyed.setdefault(self._key(package), []).append((self._peace(package), place))
        done = 0
        for key, members in keyed.items():
            family = self._family(key, whole[members[0][1]])
            ranked = sorted(members, key=lambda member: tuple(member[0].values()))
            for place in outside_in(len(ranked)):
                peace, at = ranked[place]
                found[at] = family.holds(peace)
                done += 1
                if progress is not None and progress(done, len(packages)) is False:
                    return tuple(found)
        return tuple(found)

    @property
    def means(self) -> tuple[str, ...]:
        """The issues that settle how the deal is made to hold: they are no part of peace."""
        return tuple(self._told.means)

    def directions(
        self, way: Mapping[str, Sequence[str]], low: Peace, high: Peace
    ) -> Directions | None:
        """Which worths of peace decide whether packages hold that make one compact.

        Args:
            way: options for every one of the ``switches``, all of one class.
            low: the least that peace may be worth, by party; none of the packages goes below it.
            high: the most.

        Returns:
            The parties for whom it matters what peace is worth to them, each with the directions in
            which more keeps what holds holding: both, where only staying does. None where it is
            proven that none of the packages holds.
        """
        first = {id_: next(iter(issue.options)) for id_, issue in self._dossier.issues.items()}
        whole = {**first, **{issue: options[0] for issue, options in way.items()}}
        return self._family(self._key(whole), whole).directions(low, high)

    def look_at(self, package: Package) -> Glance:
        """A package's margins, and who would break it first."""
        whole = complete(self._dossier, package)
        return self._family(self._key(whole), whole).look_at(self._peace(whole))

    def _key(self, package: Package) -> str:
        """The compact but for what peace is worth, spelt out in exact numbers."""
        switches = tuple(package[issue] for issue in self.switches)
        if switches not in self._keys:
            self._keys[switches] = repr(draw_up(self._bare, package, Register(), self._cases))
        return self._keys[switches]

    def _peace(self, package: Package) -> dict[str, Fraction]:
        return {party: self._worth(party, package) for party in self.valued}

    def _worth(self, party: str, package: Package) -> Fraction:
        view, means = self._dossier.views[party], self._told.means
        named = [issue for each in view.together for issue in each.when.options]
        key = (party, *(package[issue] for issue in (*view.values, *named) if issue not in means))
        if key not in self._worths:
            worth = read_worth(Register(), view, package, means)
            assert isinstance(worth, Fraction)  # noqa: S101 - without a sheet nothing is left open
            self._worths[key] = worth
        return self._worths[key]

    def _family(self, key: str, package: Package) -> _Family:
        if key not in self._families:
            names = {party: f"stakes.{party}.peace" for party in self.valued}
            question = Question(self._bare, package, self._cases, frozenset(names.values()))
            self._families[key] = _Family(question, names)
        return self._families[key]


def patterns_in(told: object) -> Iterator[Pattern]:
    """Every pattern within: a compact depends on nothing else of a package."""
    if isinstance(told, Pattern):
        yield told
    elif isinstance(told, Mapping):
        yield from (pattern for each in told.values() for pattern in patterns_in(each))
    elif isinstance(told, tuple):
        yield from (pattern for each in told for pattern in patterns_in(each))
    elif is_dataclass(told):
        for own in fields(told):
            yield from patterns_in(getattr(told, own.name))


def switches_of(dossier: Dossier, told: object) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The issues that any pattern within names, each with its options, in classes.

    Options of one class are matched by the same patterns, so it does not matter which is chosen.
    """
    named: dict[str, dict[str, list[int]]] = {}
    for place, pattern in enumerate(patterns_in(told)):
        for issue, options in pattern.options.items():
            own = named.setdefault(issue, {option: [] for option in dossier.issues[issue].options})
            for option in options:
                own[option].append(place)
    found = {}
    for issue, marks in named.items():
        classes: dict[tuple[int, ...], list[str]] = {}
        for option, mark in marks.items():
            classes.setdefault(tuple(mark), []).append(option)
        found[issue] = tuple(map(tuple, classes.values()))
    return found


def outside_in(count: int) -> Iterator[int]:
    """The two ends first, then ever finer between them, so that spans grow as fast as they can.

    >>> list(outside_in(5))
    [0, 4, 2, 1, 3]
    """
    if count:
        yield 0
    if count > 1:
        yield count - 1
    waiting = [(0, count - 1)]
    for low, high in waiting:
        middle = (low + high) // 2
        if low < middle < high:
            yield middle
            waiting += [(low, middle), (middle, high)]
