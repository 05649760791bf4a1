"""The shortest snapback that is enough: a whole number of periods, tried on both sides."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.backstop import Spell
from holdfast.endure.draft import day_after_of
from holdfast.endure.question import Question
from holdfast.errors import QuestionError

LONGEST = 64


def shortest(
    dossier: Dossier,
    response: str,
    package: Mapping[str, str] | None = None,
    cases: Iterable[ResolveCase] = (),
    values: Mapping[str, Fraction] | None = None,
) -> Spell:
    """The fewest periods of a response with which a package holds, everything else as it is.

    Lengths are doubled until one holds, then halved towards the last that did not. The one below
    the answer is always tried; shorter ones than that are taken to do no better.

    Args:
        dossier: the talks, with a day after.
        response: the id of the response.
        package: one option for each issue; issues left out take the day after's own package.
        cases: courses of resolve in place of the dossier's.
        values: inputs by name, read so instead of at the middle of their ranges.

    Raises:
        QuestionError: there is no such response.
    """
    told = day_after_of(dossier)
    if response not in told.responses:
        message = (
            f'There is no response "{response}", so its length is no lever. The responses are:'
            f" {', '.join(told.responses)}."
        )
        raise QuestionError(message, code="unknown-response")
    tried: dict[int | None, bool | None] = {}

    def holds(periods: int | None) -> bool:
        if periods not in tried:
            changed = replace(told.responses[response], periods=periods)
            day_after = replace(told, responses={**told.responses, response: changed})
            question = Question(replace(dossier, day_after=day_after), package, cases, values or ())
            tried[periods] = question.read(values).judge()[1].holds
        return tried[periods] is True

    length = _length(holds)
    return Spell(
        response=response,
        now=told.responses[response].periods,
        is_enough=holds(length),
        periods=length,
        tried=tuple(sorted(tried, key=lambda p: LONGEST + 1 if p is None else p)),
        is_proven=None not in tried.values(),
    )


def _length(holds: Callable[[int | None], bool]) -> int | None:
    """The least length that holds, or for good where no shorter one that was tried does."""
    fails, works = -1, 0
    while not holds(works):
        fails, works = works, max(1, 2 * works)
        if works > LONGEST:
            return None
    while works - fails > 1:
        middle = (fails + works) // 2
        fails, works = (fails, middle) if holds(middle) else (middle, works)
    return works
