"""Red lines, combinations, political costs, stances and no deal corrected by hand.

What was typed is read into the judgment, or told field by field what is wrong with it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from holdfast.desk.grounds import Grounds, read_grounds
from holdfast.desk.judgments import Judgment, Key, Kind, NoDeal, judgments, put
from holdfast.desk.revision import Revision, Slip, read_amount, read_number
from holdfast.dossier import (
    Dossier,
    Elasticity,
    Pattern,
    PoliticalCost,
    Range,
    RedLine,
    Stance,
    Together,
    View,
)

AMOUNT, TITLE, WHY, ELASTICITY, WHEN, OPTION = (
    "amount",
    "title",
    "why",
    "elasticity",
    "when",
    "option",
)
NEVER = "never"
LONGEST_TITLE, LONGEST_WHY, LONGEST_ID = 300, 2_000, 64


def revise(
    dossier: Dossier, view: View, key: Key, typed: Mapping[str, str], evidence: Collection[str]
) -> Revision:
    """Correct one judgment of a view, or add one where the key names none that there is.

    Fields: ``amount`` (a number or a range; ``never`` for a red line, empty for no deal where
    nobody has said), ``when:ISSUE:OPTION`` for each option that is ticked, ``title`` and
    ``elasticity`` of a red line, ``why`` of a combination or cost, ``option`` of a stance (empty
    where nothing is said), and the grounds.
    """
    before = judgments(view).get(key)
    reader = _Reader(dossier, view, typed, read_grounds(typed, grounds_of(before), evidence), [])
    made = reader.read(key, before)
    if reader.slips:
        return Revision(None, tuple(reader.slips))
    return Revision(put(view, key, made))


def grounds_of(judgment: Judgment | None) -> Grounds:
    """What a judgment rests on; nothing where there is none yet."""
    if judgment is None:
        return Grounds()
    return Grounds(judgment.basis, getattr(judgment, "numbers", judgment.basis))


def ticked(judgment: Judgment | None) -> set[tuple[str, str]]:
    """The issues and options that a judgment's pattern names."""
    pattern = getattr(judgment, "never", None) or getattr(judgment, "when", None)
    if pattern is None:
        return set()
    return {(issue, option) for issue, options in pattern.options.items() for option in options}


@dataclass(frozen=True)
class _Reader:
    """A form being read; what is wrong with it is gathered in ``slips``."""

    dossier: Dossier
    view: View
    typed: Mapping[str, str]
    grounds: Grounds
    slips: list[Slip]

    def read(self, key: Key, before: Judgment | None) -> Judgment | None:
        """The judgment that was typed; None where there is none, or where something is wrong."""
        match key.kind:
            case Kind.STANCE:
                return self._stance(key.which)
            case Kind.NO_DEAL:
                return self._no_deal()
            case Kind.RED_LINE:
                return self._red_line(before if isinstance(before, RedLine) else None)
            case Kind.TOGETHER:
                return self._together(before if isinstance(before, Together) else None)
            case Kind.POLITICAL_COST:
                return self._cost(before if isinstance(before, PoliticalCost) else None)
        message = f"{key.kind} is not read here"
        raise AssertionError(message)

    def _stance(self, issue: str) -> Stance | None:
        option = self.typed.get(OPTION, "")
        if not option:
            return None
        if option not in self.dossier.issues[issue].options:
            self._slip(OPTION, "That is no option of this issue; choose one of them.")
        return Stance(issue, option, self.grounds.basis)

    def _no_deal(self) -> NoDeal | None:
        if not self.typed.get(AMOUNT, "").strip():
            return None
        worth = read_number(self.typed, AMOUNT, self.slips)
        if worth is None:
            return None
        return NoDeal(worth, self.grounds.basis, self.grounds.numbers)

    def _together(self, before: Together | None) -> Together | None:
        when, worth = self._pattern(before.when if before else None), self._number()
        if worth is None:
            return None
        return Together(when, worth, self._why(), self.grounds.basis, self.grounds.numbers)

    def _cost(self, before: PoliticalCost | None) -> PoliticalCost | None:
        when, cost = self._pattern(before.when if before else None), self._amount()
        if cost is None:
            return None
        return PoliticalCost(when, cost, self._why(), self.grounds.basis, self.grounds.numbers)

    def _red_line(self, before: RedLine | None) -> RedLine | None:
        never = self._pattern(before.never if before else None)
        title = " ".join(self.typed.get(TITLE, "").split())[:LONGEST_TITLE]
        if not title:
            self._slip(TITLE, "Say in a few words what the line is, so that people know it.")
        is_never = self.typed.get(AMOUNT, "").strip().lower() == NEVER
        price = None if is_never else self._amount()
        reported = self.typed.get(ELASTICITY, Elasticity.NOT_REPORTED.value)
        if reported not in {each.value for each in Elasticity}:
            self._slip(ELASTICITY, "Choose one of the words that are offered.")
        if self.slips:
            return None
        has_no_title = before is not None and not before.title and title == before.id
        return RedLine(
            id=before.id if before is not None else _fresh_id(self.view, title),
            never=never,
            price=price,
            title="" if has_no_title else title,
            elasticity=Elasticity(reported),
            basis=self.grounds.basis,
            numbers=self.grounds.numbers,
        )

    def _pattern(self, before: Pattern | None) -> Pattern:
        """The options that are ticked; in the order in which they stood where they are the same."""
        options = {
            issue.id: tuple(o for o in issue.options if self.typed.get(f"{WHEN}:{issue.id}:{o}"))
            for issue in self.dossier.issues.values()
        }
        named = {issue: chosen for issue, chosen in options.items() if chosen}
        if not named:
            self._slip(WHEN, "Tick at least one option; without any, nothing is meant.")
        is_same = before is not None and _plain(before.options) == _plain(named)
        return before if before is not None and is_same else Pattern(named)

    def _why(self) -> str:
        return " ".join(self.typed.get(WHY, "").split())[:LONGEST_WHY]

    def _number(self) -> Range | None:
        return read_number(self.typed, AMOUNT, self.slips) if self._is_said() else None

    def _amount(self) -> Range | None:
        return read_amount(self.typed, AMOUNT, self.slips) if self._is_said() else None

    def _is_said(self) -> bool:
        if self.typed.get(AMOUNT, "").strip():
            return True
        self._slip(AMOUNT, "Say how many points: a number or a range such as 3..8.")
        return False

    def _slip(self, field: str, message: str) -> None:
        self.slips.append(Slip(field, message))


def _plain(options: Mapping[str, tuple[str, ...]]) -> dict[str, set[str]]:
    return {issue: set(named) for issue, named in options.items()}


def _fresh_id(view: View, title: str) -> str:
    """An id made of the title's words, as far as an id can hold them, that no line has yet."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    base = "-".join(words)[: LONGEST_ID - 4].strip("-") or "line"
    taken = {line.id for line in view.red_lines} | {"assumed", "null"}
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
