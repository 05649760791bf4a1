"""Red lines as a page tells them: what each forbids, what is said in public, what it does.

What a line forbids and what its owner says in public needs no search and is told at once. What a
line does, its price and its elasticity take many searches, which report how far they are and can be
called off.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.desk.question_words import (
    STANDINGS,
    options_words,
    price_words,
    remark_words,
    worth_words,
)
from holdfast.desk.words import figure_words, join_words, pattern_words, said, whose
from holdfast.dossier import Basis, Dossier, Elasticity, RedLine

if TYPE_CHECKING:
    from holdfast.bargain.answers import RedLineEffect, RedLines

_DEALS = {STANDINGS["binding"], STANDINGS["slack"]}
"""What is said of a line with which there are deals."""

SECONDS = 120
"""What is not answered by then is said to be not proven."""


class Publicly(StrEnum):
    """How the public stance on an issue stands to a line: as firm, firmer, across it, or silent.

    ``FIRMER``: what is said in public rules out more than the line does. ``ACROSS``: the option
    that is defended in public is one that the line alone would rule out.
    """

    SILENT = "silent"
    AS_FIRM = "as-firm"
    FIRMER = "firmer"
    ACROSS = "across"


@dataclass(frozen=True)
class PublicWord:
    """What a line's owner defends in public on one of the issues that the line is about.

    ``also_open`` names the other options of that issue that the line leaves open.
    """

    issue: str
    option: str
    stands: Publicly
    also_open: str
    basis: Basis


@dataclass(frozen=True)
class Line:
    """A red line of a party, as far as it can be told without any search.

    ``reported`` is what sources say of it under probing; empty where they say nothing.
    """

    party: str
    line: RedLine
    forbids: str
    stated: str
    reported: str
    public: tuple[PublicWord, ...]

    @property
    def title(self) -> str:
        """What people call it."""
        return self.line.title or self.line.id

    @property
    def key(self) -> tuple[str, str]:
        """The party and the line's id, by which it is known."""
        return self.party, self.line.id


@dataclass(frozen=True)
class Move:
    """The joint outcome once an option that the line rules out is given up, those before it too.

    ``given_up`` is empty for the line as it stands. ``joint`` is the greatest product of gains over
    no deal of those between whom the question is asked, None where there is no zone; ``growth`` is
    by how much of itself it grew in this step. ``most`` is the most that each of them can have.
    """

    given_up: str
    joint: Fraction | None
    growth: Fraction | None
    most: Mapping[str, Fraction]
    count: int


@dataclass(frozen=True)
class Found:
    """What was found of one line; ``says``, ``gist`` and ``price_says`` are sentences.

    ``remark`` is what has to be known with its standing, empty where that says it all. ``gist`` is
    the sentence that matters most: what others could gain, or else what the line does.
    ``is_always_crossed``: with it kept whatever it costs, no package would be accepted by all.
    ``price`` is in the owner's points, None where it cannot be said; ``is_from_no_deal`` where it
    is compared with walking away, for no package that all accept keeps the line. ``stated`` is the
    cost that its owner states, None for never. ``worth`` is how much more each other party could
    have, None where there is no zone to compare with.
    """

    party: str
    line: RedLine
    standing: str
    is_always_crossed: bool
    says: str
    remark: str
    gist: str
    price: Fraction | None
    is_from_no_deal: bool
    stated: Fraction | None
    price_says: str
    worth_says: str
    worth: Mapping[str, Fraction | None]
    moves: tuple[Move, ...]


def lines(dossier: Dossier) -> tuple[Line, ...]:
    """Every red line that can be seen, by party in the order of the dossier."""
    return tuple(
        Line(
            party=view.party,
            line=line,
            forbids=pattern_words(dossier, line.never),
            stated="never" if line.price is None else f"{figure_words(line.price)} points",
            reported="" if line.elasticity is Elasticity.NOT_REPORTED else str(line.elasticity),
            public=tuple(_public(dossier, view.party, line, issue) for issue in line.never.options),
        )
        for view in dossier.views.values()
        for line in view.red_lines
    )


def _public(dossier: Dossier, party: str, line: RedLine, issue: str) -> PublicWord:
    options = dossier.issues[issue].options
    stance = dossier.views[party].stances.get(issue)
    forbidden = line.never.options[issue]
    left = [option for option in options if option not in forbidden]
    if stance is None:
        return PublicWord(issue, "", Publicly.SILENT, "", Basis())
    others = join_words(
        [f"“{options[option].title}”" for option in left if option != stance.option], "or"
    )
    if stance.option in forbidden:
        stands = Publicly.ACROSS
    else:
        # A line over several issues rules nothing out on one of them alone.
        stands = Publicly.FIRMER if others or len(line.never.options) > 1 else Publicly.AS_FIRM
    return PublicWord(issue, options[stance.option].title, stands, others, stance.basis)


def ask(
    dossier: Dossier,
    progress: Callable[[int, int], object] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> "RedLines":
    """What every line does; called off, or after two minutes, as far as it was found."""
    from holdfast.bargain import Limit
    from holdfast.bargain.red_lines import red_lines

    limit = Limit(seconds=SECONDS, should_stop=should_stop)
    return red_lines(dossier, limit=limit, progress=progress)


def found(dossier: Dossier, answer: "RedLines") -> dict[tuple[str, str], Found]:
    """What was found of each line, by its key; only what is proven is told.

    Of a line that was cut short, what no search found would read as if it could not be found.
    """
    return {
        (effect.party, effect.line.id): _found(dossier, effect)
        for effect in answer.lines
        if effect.is_proven
    }


def _found(dossier: Dossier, effect: "RedLineEffect") -> Found:
    says, worth_says = STANDINGS[effect.standing], worth_words(dossier, effect)
    remark = remark_words(dossier, effect)
    is_wanted = any(effect.worth.values())
    return Found(
        party=effect.party,
        line=effect.line,
        standing=str(effect.standing),
        is_always_crossed=effect.price.from_no_deal and says in _DEALS,
        says=says,
        remark=remark,
        gist=worth_says if is_wanted and worth_says else remark or says,
        price=effect.price.points,
        is_from_no_deal=effect.price.from_no_deal,
        stated=effect.stated,
        price_says=price_words(dossier, effect),
        worth_says=worth_says if effect.worth else "",
        worth=effect.worth,
        moves=tuple(
            Move(
                _given_up(dossier, step.given_up),
                step.joint,
                step.elasticity,
                step.most,
                step.count,
            )
            for step in effect.curve
        ),
    )


def _given_up(dossier: Dossier, options: Mapping[str, str]) -> str:
    """What is given up at a step; of a line on one issue, the option alone says it."""
    if len(options) != 1:
        return options_words(dossier, options)
    ((issue, option),) = options.items()
    return f"“{dossier.issues[issue].options[option].title}”"


def short_words(dossier: Dossier, answer: "RedLines") -> tuple[str, ...]:
    """Which lines decide anything, in a sentence or two."""
    told = found(dossier, answer)
    sentences = []
    for standing, one, many in (
        ("blocking", "One line blocks every deal", "{} lines block every deal by themselves"),
        ("binding", "One line shapes what can be agreed", "{} lines shape what can be agreed"),
        ("moot", "One line alone", "{} lines, each alone,"),
    ):
        which = [each for each in told.values() if each.standing == standing]
        names = join_words([_named(dossier, each) for each in which])
        head = one if len(which) == 1 else many.format(len(which))
        if which and standing == "moot":
            sentences.append(f"{head} would open no deal by being given up.")
        elif which:
            sentences.append(f"{head}: {names}.")
    sentences += _always_crossed(dossier, answer, told)
    is_whole = not answer.unasked and len(told) == len(answer.lines)
    if told and is_whole and all(each.standing == "slack" for each in told.values()):
        sentences.append("Every line is slack: the frontier would be the same without any one.")
    return tuple(sentences)


def _always_crossed(
    dossier: Dossier, answer: "RedLines", told: Mapping[tuple[str, str], Found]
) -> list[str]:
    """The lines with a price that every deal crosses, for with any one kept none is left."""
    keys = [(e.party, e.line.id) for e in answer.lines if e.price.from_no_deal]
    which = [told[key] for key in keys if key in told]
    names = [_named(dossier, each) for each in which if each.is_always_crossed]
    if not names:
        return []
    crossed = "it, at the cost that its owner states"
    if len(names) > 1:
        crossed = ("both" if len(names) == 2 else "them all") + ", at the costs stated"
    return [
        f"With {join_words(names, 'or')} kept, no package is accepted by all: every deal crosses "
        f"{crossed}."
    ]


def _named(dossier: Dossier, each: Found) -> str:
    return f"{whose(said(dossier, each.party))} “{each.line.title or each.line.id}”"
