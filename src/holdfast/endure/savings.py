"""What a stronger lever would save: how much less has to be paid for a compact to hold.

The least amounts are worked out again with the lever moved a step, so that the saving is that of
the whole step and not a rate at its beginning: prices of the program hold only as far as the same
breaches bind. Where both amounts are proven least, the saving is exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from holdfast.endure.amounts import least_amounts
from holdfast.endure.backstop import Amounts, Saving
from holdfast.endure.fixes import family
from holdfast.endure.inputs import Sort
from holdfast.endure.pieces import Progress
from holdfast.endure.question import Question, unknown_input

STEP = Fraction(1, 10)
"""A chance is moved by ten in a hundred unless another step is asked for."""

_KINDS = ("detection", "honour")


def savings(  # noqa: PLR0913  what can be asked
    question: Question,
    amounts: Sequence[str],
    steps: Sequence[Mapping[str, Fraction]] = (),
    values: Mapping[str, Fraction] | None = None,
    prices: Mapping[str, Fraction] | None = None,
    *,
    progress: Progress | None = None,
) -> tuple[Saving, ...]:
    """What each step would save of the least that has to be paid, the most first.

    Args:
        question: the package's compact, in which amounts and levers are open.
        amounts: what is paid, such as ``tranches.first.amount``.
        steps: which inputs would move where, several at once if they move together; each verifier
            and each guarantor ten in a hundred surer, unless given.
        values: other inputs that are read otherwise than at the middle of their ranges.
        prices: as for the least amounts.
        progress: told how many steps are worked out, and can stop it: the others are left out.

    Raises:
        QuestionError: a lever that is not known; amounts that do more than change payoffs.
    """
    given = dict(values or {})
    for name in (name for step in steps for name in step):
        if name not in question.sheet.inputs:
            raise unknown_input(question, name)
    now = least_amounts(question, amounts, given, prices)
    found = []
    asked = steps or tuple(stronger(question, given))
    for place, step in enumerate(asked):
        if progress is not None and progress(place, len(asked)) is False:
            break
        then = least_amounts(question, amounts, {**given, **step}, prices)
        found.append(_saving(question, given, step, now, then))
    return tuple(sorted(found, key=lambda each: -(each.saved or 0)))


def stronger(
    question: Question, values: Mapping[str, Fraction] | None = None
) -> Iterator[dict[str, Fraction]]:
    """Each verifier and each guarantor a step surer: all that one instrument sees moves together.

    Only inputs that are open in the question move, and none beyond certainty.
    """
    together: dict[str, list[str]] = {}
    for name in surer(question):
        if name in question.sheet.inputs:
            parts = name.split(".")
            key = ".".join(parts[:2]) if parts[2] == "sees" else name
            together.setdefault(key, []).append(name)
    now = question.values(values)
    for names in together.values():
        step = {name: min(now[name] + STEP, Fraction(1)) for name in names}
        if any(step[name] != now[name] for name in names):
            yield step


def surer(question: Question) -> tuple[str, ...]:
    """The chances that a verifier sees and that a guarantor comes, open in the question or not."""
    return tuple(
        name
        for name, each in question.inputs.items()
        if family(name) in _KINDS and each.sort in (Sort.CHANCE, Sort.HELP) and not each.is_absence
    )


def _saving(
    question: Question,
    values: Mapping[str, Fraction],
    step: Mapping[str, Fraction],
    now: Amounts,
    then: Amounts,
) -> Saving:
    before, after = _cost(now), _cost(then)
    saved = before - after if before is not None and after is not None else None
    return Saving(
        levers=tuple(question.inputs[name] for name in step),
        now={name: question.values(values)[name] for name in step},
        to=dict(step),
        before=before,
        after=after,
        saved=saved,
        share=saved / before if saved is not None and before else None,
        is_exact=now.is_least and then.is_least,
    )


def _cost(amounts: Amounts) -> Fraction | None:
    """The least cost, exact where it is proven; None where no amounts are enough."""
    if amounts.least_cost is not None:
        return amounts.least_cost
    return Fraction(amounts.cost) if amounts.cost is not None else None
