"""Would it hold, as sentences and small tables: what a page shows of one package's compact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.amount_words import amounts_words, saving_sentences
from holdfast.desk.hold_words import (
    RESTS,
    SHORT,
    break_words,
    chance_words,
    points_words,
    proof_words,
    situation_words,
    survival_words,
)
from holdfast.desk.input_words import breach_words, input_words, obligation_words
from holdfast.desk.threshold_words import fix_words, lever_words
from holdfast.desk.verdict_words import holding_words
from holdfast.desk.words import EN_DASH, join_words
from holdfast.dossier import Dossier, Range

if TYPE_CHECKING:
    from holdfast.desk.assessed import Assessed
    from holdfast.desk.hold import Payment
    from holdfast.endure.backstop import Menu, MenuCell
    from holdfast.endure.outlook import Survival
    from holdfast.endure.results import Obligation, PartyMargin, Temptation, Verdict

UNDER_THESE = (
    "Under these inputs, whatever they are worth: this says what would follow from them, and "
    "nothing of how likely peace is."
)


@dataclass(frozen=True)
class MarginRow:
    """What a party would lose by its cheapest breach: over all, and phase by phase.

    ``phases`` holds for every phase, by id, the smallest margin in words, empty where the party has
    no choice. ``pays`` is True when the breach would gain it something.
    """

    party: str
    margin: str
    breach: str
    where: str
    pays: bool
    phases: Mapping[str, str]


@dataclass(frozen=True)
class TrustRow:
    """One obligation: who sees a breach, what follows, and what keeping it rests on.

    ``kind`` is the short name of what it rests on; ``where`` says, for what rests on trust, where
    it does so most.
    """

    party: str
    obligation: str
    verifier: str
    chance: str
    consequence: str
    margin: str
    rests: str
    kind: str
    where: str


@dataclass(frozen=True)
class MenuWords:
    """One guarantee under one course of resolve, in a few words each; empty where nothing is."""

    kind: str
    holding: str
    margin: str
    first: str
    fix: str


@dataclass(frozen=True)
class MenuTable:
    """The guarantees (rows, by title) against the courses of resolve (columns, by title)."""

    courses: tuple[str, ...]
    rows: tuple[tuple[str, tuple[MenuWords, ...]], ...]


@dataclass(frozen=True)
class InputGroup:
    """Inputs that belong together: of one party, one violation, one instrument."""

    title: str
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BaseRateWords:
    """What the literature says of comparable agreements, and where."""

    says: str
    source: str


@dataclass(frozen=True)
class HoldStory:
    """A verdict as a page shows it; everything in it holds under the inputs listed."""

    kind: str
    verdict: str
    first: tuple[str, ...]
    survival: str
    margins: tuple[MarginRow, ...]
    trust: tuple[TrustRow, ...]
    inputs: tuple[InputGroup, ...]
    assumed: int
    proof: str
    rates: tuple[BaseRateWords, ...]
    phases: tuple[tuple[str, str], ...]
    caution: str = UNDER_THESE


@dataclass(frozen=True)
class Course:
    """Survival under one course of resolve: the chances of standing, at signature and after.

    One curve when behaviour settles; otherwise one for each conduct of the circle that it goes
    round in.
    """

    name: str
    period: str
    curves: tuple[tuple[float, ...], ...]
    is_settled: bool


def tell_course(name: str, survival: "Survival") -> Course:
    """Survival as plain numbers for a picture."""
    curves = tuple(tuple(map(float, curve.standing)) for curve in survival.curves)
    return Course(name, survival.period, curves, survival.is_settled)


@dataclass(frozen=True)
class HoldSection:
    """What a brief says of the package that it tests.

    ``about`` says which one that is, ``fixes`` the single levers that would each make it hold,
    ``payments`` what has to be paid at the least and what surer eyes would save of it. ``menu``
    compares guarantees, and ``courses`` has survival under each course of resolve, unless that was
    left out.
    """

    about: str
    story: HoldStory
    fixes: tuple[str, ...]
    menu: MenuTable | None
    courses: tuple[Course, ...]
    payments: tuple[str, ...] = ()


def tell_assessed(dossier: Dossier, assessed: "Assessed", picked_by: str) -> HoldSection:
    """A brief's test in words; ``picked_by`` names the principles that pick the package, if any."""
    found = assessed.endurance
    named = [tell_course(case.title or case.id, each) for case, each in assessed.courses]
    return HoldSection(
        about=_which(dossier, assessed.package, picked_by),
        story=tell_hold(dossier, found.verdict, found.survival),
        fixes=tuple(fix_words(dossier, fix) for fix in found.fixes),
        menu=tell_menu(dossier, assessed.menu) if assessed.menu is not None else None,
        courses=tuple(named) or (tell_course("As the dossier has it", found.survival),),
        payments=_payments(dossier, assessed.payment) if assessed.payment is not None else (),
    )


def _payments(dossier: Dossier, payment: "Payment") -> tuple[str, ...]:
    words = amounts_words(payment.least)
    if payment.least.cost:
        words = f"Payments that make it hold: {words[0].lower()}{words[1:]}"
    return (words, *saving_sentences(dossier, payment.least, payment.savings))


def _which(dossier: Dossier, package: Mapping[str, str], picked_by: str) -> str:
    if picked_by:
        return f"Tested was the package that is picked by {picked_by}."
    options = [
        f"{issue.title}: {issue.options[package[id_]].title}"
        for id_, issue in dossier.issues.items()
    ]
    return f"Tested was the day after's own package ({'; '.join(options)})."


def tell_hold(dossier: Dossier, verdict: "Verdict", survival: "Survival") -> HoldStory:
    """A verdict and its survival in words."""
    return HoldStory(
        kind=verdict.holding.value,
        verdict=holding_words(dossier, verdict),
        first=tuple(break_words(dossier, verdict.period, each) for each in verdict.first_to_break),
        survival=survival_words(survival, verdict.holding.value),
        margins=tuple(margin_row(dossier, each) for each in verdict.margins),
        trust=tuple(trust_row(dossier, each) for each in verdict.obligations),
        inputs=input_groups(dossier, verdict),
        assumed=len(verdict.assumed),
        proof=proof_words(verdict),
        rates=base_rates(dossier),
        phases=phases(dossier, verdict.margins),
    )


def phases(dossier: Dossier, margins: "Sequence[PartyMargin]") -> tuple[tuple[str, str], ...]:
    """The phases in which somebody has a choice, by id and title, in order."""
    told = dossier.day_after
    met = {phase for margin in margins for phase in margin.phases}
    known = told.phases if told is not None else ()
    return tuple((phase.id, phase.title or phase.id) for phase in known if phase.id in met)


def margin_row(dossier: Dossier, margin: "PartyMargin") -> MarginRow:
    """A party's smallest margins in words."""
    cheapest = margin.cheapest
    return MarginRow(
        party=dossier.parties[margin.party].name,
        margin=points_words(cheapest.margin),
        breach=breach_words(dossier, cheapest.breach),
        where=situation_words(dossier, cheapest.situation),
        pays=_pays(cheapest),
        phases={id_: points_words(each.margin) for id_, each in margin.phases.items()},
    )


def _pays(temptation: "Temptation") -> bool:
    return temptation.sign == -1


def trust_row(dossier: Dossier, owed: "Obligation") -> TrustRow:
    """An obligation in words."""
    return TrustRow(
        party=dossier.parties[owed.party].name,
        obligation=obligation_words(dossier, owed.id, owed.title),
        verifier=join_words(owed.verifiers) or "nobody",
        chance=chance_words(owed.seen),
        consequence=owed.then,
        margin=points_words(owed.worst.margin),
        rests=RESTS[owed.rests.value],
        kind=owed.rests.value,
        where=situation_words(dossier, owed.on_trust[0].situation) if owed.on_trust else "",
    )


def tell_menu(dossier: Dossier, menu: "Menu") -> MenuTable:
    """The guarantees against the courses of resolve; one column where no course is named."""
    courses = tuple((case.id, case.title or case.id) for case in menu.cases) or (("", "Verdict"),)
    return MenuTable(
        tuple(title for _, title in courses),
        tuple(
            (
                item.title or item.id,
                tuple(_cell(dossier, menu.cell(item.id, case)) for case, _ in courses),
            )
            for item in menu.items
        ),
    )


def _cell(dossier: Dossier, cell: "MenuCell") -> MenuWords:
    verdict, fix = cell.verdict, cell.least_fix
    gaining = [each for each in verdict.margins if _pays(each.cheapest)]
    first = verdict.first_to_break
    shirkers = list(dict.fromkeys(dossier.parties[o.party].name for o in verdict.shirkers))
    would = [f"{dossier.parties[b.party].name}: {breach_words(dossier, b.breach)}" for b in first]
    if shirkers and not would:
        would = [f"{join_words(shirkers)}: Shirking when called"]
    return MenuWords(
        kind=verdict.holding.value,
        holding=SHORT[verdict.holding.value],
        margin=", ".join(
            f"{dossier.parties[each.party].name} {points_words(each.cheapest.margin)}"
            for each in gaining or verdict.margins
        ),
        first=join_words(would[:2]),
        fix=lever_words(dossier, fix) if fix is not None else "",
    )


def input_groups(dossier: Dossier, verdict: "Verdict") -> tuple[InputGroup, ...]:
    """Every assumed input of a verdict with its admissible values, those that belong together."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    named = {each.name: each for each in verdict.assumed}
    for name, each in named.items():
        weight, dot, _ = name.partition(".worth.")
        values = range_words(each.range)
        if dot and f"{weight}.weight" in named:
            continue
        if name.startswith("views.") and name.endswith(".weight"):
            _, party, _, issue, _ = name.split(".")
            worth = named.get(f"{name.removesuffix('weight')}worth.{verdict.package[issue]}")
            good = f", of which {range_words(worth.range)} %" if worth else ""
            title = f"{dossier.parties[party].name}: points that its view gives the package"
            what, values = f"{dossier.issues[issue].title}", f"{values}{good}"
        else:
            title, colon, what = input_words(dossier, name).partition(": ")
            what = what if colon else title
        grouped.setdefault(title, []).append((what, values))
    return tuple(InputGroup(title, tuple(inputs)) for title, inputs in grouped.items())


def range_words(each: Range) -> str:
    """A range as it is read aloud.

    >>> range_words(Range.exactly(3))
    '3'
    """
    return str(each).replace("..", EN_DASH)


def base_rates(dossier: Dossier) -> tuple[BaseRateWords, ...]:
    """What the literature says of comparable agreements; shown, never multiplied in."""
    told = dossier.day_after
    found = []
    for rate in told.base_rates if told is not None else ():
        source = dossier.sources.get(rate.source)
        parts = (source.author, source.title, source.publisher, source.date) if source else ()
        found.append(BaseRateWords(rate.says, ", ".join(part for part in parts if part)))
    return tuple(found)
