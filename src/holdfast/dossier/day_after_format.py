"""The format of the day after: one declaration for reading, writing and the schema."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from holdfast.dossier.day_after import (
    ANYWAY,
    BaseRate,
    Breach,
    DayAfter,
    Flow,
    How,
    Instrument,
    MenuItem,
    Mood,
    Neglect,
    Phase,
    Power,
    Price,
    Resolve,
    ResolveCase,
    Response,
    Stake,
    Tranche,
    Variant,
    Veto,
    Violation,
    Worth,
)
from holdfast.dossier.day_after_kinds import (
    AMOUNT,
    CHANCE,
    DISCOUNT,
    HORIZON,
    PERIODS,
    SHARE,
    SPELL,
    Each,
)
from holdfast.dossier.judgment import BECAUSE, NUMBERS, PATTERN, UNSAID
from holdfast.dossier.kinds import ID, NUMBER, TEXT, YES_NO, choice, mention
from holdfast.dossier.model import Basis
from holdfast.dossier.number import Range
from holdfast.dossier.record import Field, Or, Record
from holdfast.dossier.shape import ListOf, MapOf

Figured = TypeVar("Figured")

_NAMES = ListOf(ID, or_one=True)
_PARTIES = ListOf(mention("party"), or_one=True, least=1)
_OPTIONS = MapOf(mention("option"), "issues, each with an option", mention("issue"))
_SHIFTS = MapOf(MapOf(CHANCE, "levels with chances", ID), "levels, each with where it moves", ID)
_BY_PARTY = Each(NUMBER, MapOf(NUMBER, "parties with numbers", mention("party")))
_BY_VIOLATION = MapOf(
    Each(AMOUNT, MapOf(AMOUNT, "violators with numbers", mention("party"))),
    "violations with numbers",
    ID,
)
_BY_ROLE = MapOf(NUMBER, "parties, `violator` or `others` with numbers", ID)
_SHARES_BY_ROLE = MapOf(SHARE, "parties, `violator` or `others` with shares", ID)
_TITLE = Field(TEXT, "What it is called.")
_LEVEL_TITLES = Field(MapOf(TEXT, "levels with titles", ID), "What its levels are called.")
_WHY = Field(TEXT, "Why, in a sentence.")
_WHEN = Field(PATTERN, "For which packages this counts; for all unless said.", absent=ANYWAY)
_THEN = Field(
    _NAMES, "What follows when it is seen: the first of these responses that is on, or `collapse`."
)


def _record(
    of: str,
    make: type[Any],
    keys: Mapping[str, Field],
    **rules: Any,  # noqa: ANN401 - handed on to Record
) -> Record[Any]:
    """A record whose figures may come from elsewhere than its judgment."""
    every = {**keys, "because": BECAUSE, "numbers": NUMBERS}

    def parts(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of the day after
        said = {key: getattr(value, item.into or key) for key, item in every.items()}
        return said | {"numbers": UNSAID if value.numbers == value.basis else value.numbers}

    return Record(of, make, every, parts=parts, **rules)


STAKE = _record(
    "a stake",
    Stake,
    {
        "discount": Field(DISCOUNT, "What a payoff one period later counts for.", True),
        "peace": Field(
            Or(Worth.PACKAGE, Worth.PACKAGE, NUMBER),
            "What a period in force is worth: a number, or `worth` for the package's points.",
            absent=Worth.PACKAGE,
        ),
        "war": Field(
            Or(Worth.NO_DEAL, Worth.NO_DEAL, Each(NUMBER, MapOf(NUMBER, "levels", ID))),
            "What a period of war is worth: a number, numbers by level, or `no-deal`.",
            absent=Worth.NO_DEAL,
        ),
        "outbreak": Field(AMOUNT, "What war's breaking out costs it once."),
    },
    keyed="party",
)
POWER = _record(
    "the balance of power",
    Power,
    {
        "levels": Field(ListOf(ID, least=1), "Its levels, by id.", True),
        "start": Field(ID, "The level at which it stands at signature.", True),
        "drift": Field(_SHIFTS, "From each level to others, the chance per period."),
        "titles": _LEVEL_TITLES,
    },
)
PHASE = Record(
    "a phase",
    Phase,
    {
        "id": Field(ID, "Names the phase.", True),
        "lasts": Field(SPELL, "Its periods; `for-good` for the last.", True, absent=None),
        "title": _TITLE,
        "because": BECAUSE,
    },
)
FLOW = _record(
    "a flow",
    Flow,
    {
        "to": Field(mention("party"), "Whom it reaches, by id.", True),
        "amount": Field(NUMBER, "What a period brings, or below zero costs.", True),
        "in": Field(_NAMES, "The phases in which it runs; all unless said.", into="phases"),
        "when": _WHEN,
        "why": _WHY,
    },
)
VIOLATION = _record(
    "a violation",
    Violation,
    {
        "title": Field(TEXT, "The breach in a few words."),
        "obligation": Field(TEXT, "What it breaches, in a few words."),
        "by": Field(_PARTIES, "Who could commit it.", True),
        "kind": Field(choice(Breach, "a kind of violation", Breach.CONDUCT), "`attack` is war."),
        "in": Field(_NAMES, "The phases in which it is open; all unless said.", into="phases"),
        "during": Field(_NAMES, "The responses in which it is open as well."),
        "gain": Field(_BY_PARTY, "What a period of it brings the violator."),
        "harm": Field(_BY_PARTY, "What it costs the others."),
        "seen": Field(CHANCE, "The chance that it is seen without any instrument."),
        "false_alarm": Field(CHANCE, "The chance per period of its being seen wrongly."),
        "then": _THEN,
        "shifts": Field(
            MapOf(_SHIFTS, "parties, each with shifts", mention("party")),
            "How a period of it moves the balance of power instead of its drift.",
        ),
        "when": _WHEN,
    },
    keyed="id",
)
RESPONSE = _record(
    "a response",
    Response,
    {
        "title": _TITLE,
        "periods": Field(SPELL, "How long it runs, `for-good`, or 0.", absent=0),
        "once": Field(_BY_ROLE, "What is paid at the call, or below zero charged."),
        "pays": Field(_BY_ROLE, "What a period is worth while it runs."),
        "keeps": Field(_SHARES_BY_ROLE, "Or which share of a period's worth is kept."),
        "collapses": Field(YES_NO, "Whether the compact ends with it.", into="ends_in_collapse"),
        "when": _WHEN,
    },
    keyed="id",
)
MOOD = Record(
    "a mood",
    Mood,
    {
        "chance": Field(CHANCE, "How often the guarantor finds itself in it.", True),
        "times": Field(AMOUNT, "How many times the cost acting then bears.", True),
    },
)
VARIANT = Record(
    "a variant of resolve",
    Variant,
    {
        "when": Field(PATTERN, "For which packages it differs.", True),
        "start": Field(ID, "The level at which it then stands at signature.", absent=None),
        "moves": Field(_SHIFTS, "How it then moves.", absent=None),
        "honours": Field(MapOf(CHANCE, "levels with chances", ID), "What then comes.", absent=None),
        "shirk_loss": Field(AMOUNT, "What shirking then costs it.", absent=None),
    },
)
RESOLVE = _record(
    "a guarantor's resolve",
    Resolve,
    {
        "levels": Field(ListOf(ID, least=1), "Its levels, by id.", absent=("steady",)),
        "start": Field(ID, "The level at which it stands at signature.", absent="steady"),
        "moves": Field(_SHIFTS, "From each level to others, the chance per period."),
        "honours": Field(
            MapOf(CHANCE, "levels with chances", ID),
            "By level, the chance that help meant to be given does come; 0: it is gone.",
            absent={"steady": Range.exactly(1)},
        ),
        "moods": Field(ListOf(MOOD, is_set=False), "How dear acting may be on the day."),
        "shirk_loss": Field(AMOUNT, "What a guarantor that shirks when called bears."),
        "after_shirking": Field(ID, "The level at which it counts from then on."),
        "variants": Field(
            ListOf(VARIANT, is_set=False), "How it differs for some packages; the first counts."
        ),
        "titles": _LEVEL_TITLES,
    },
    keyed="party",
)
NEGLECT = Record(
    "a way to neglect an instrument",
    Neglect,
    {
        "seen": Field(CHANCE, "The chance per period that neglect is seen."),
        "then": _THEN,
    },
)
INSTRUMENT = _record(
    "an instrument of guarantee",
    Instrument,
    {
        "title": _TITLE,
        "provider": Field(mention("party"), "Who provides it, by id.", True),
        "sees": Field(MapOf(CHANCE, "violations with chances", ID), "The chance of seeing each."),
        "false_alarm": Field(
            MapOf(CHANCE, "violations with chances", ID), "The chance of reporting each wrongly."
        ),
        "makes_pay": Field(_BY_VIOLATION, "What the violator pays when the provider acts."),
        "cost": Field(_BY_VIOLATION, "What acting costs the provider."),
        "upkeep": Field(AMOUNT, "What a period of it costs the provider."),
        "honour": Field(
            CHANCE, "The chance that it works when its provider acts.", absent=Range.exactly(1)
        ),
        "neglect": Field(NEGLECT, "That the provider could let it lie idle.", absent=None),
        "when": _WHEN,
    },
    keyed="id",
)
TRANCHE = _record(
    "a tranche",
    Tranche,
    {
        "id": Field(ID, "Names the tranche.", True),
        "from": Field(mention("party"), "Who pays, by id.", True, into="donor"),
        "to": Field(mention("party"), "Who receives, by id.", True, into="recipient"),
        "at": Field(ID, "The phase with which it falls due.", True, into="phase"),
        "amount": Field(AMOUNT, "What it is worth to the one who receives.", True),
        "cost": Field(AMOUNT, "What it costs the donor; the amount unless said.", absent=None),
        "then": _THEN,
        "when": _WHEN,
    },
)
VETO = Record(
    "a veto",
    Veto,
    {
        "by": Field(mention("party"), "Who could stop a response, by id.", True),
        "over": Field(_NAMES, "The responses that it could stop.", True),
        "when": _WHEN,
        "because": BECAUSE,
    },
)
MENU_ITEM = Record(
    "a guarantee to compare",
    MenuItem,
    {
        "id": Field(ID, "Names it.", True),
        "title": _TITLE,
        "take": Field(_OPTIONS, "The options it takes in place of the package's.", True),
        "because": BECAUSE,
    },
)
RESOLVE_CASE = Record(
    "a course of resolve to compare",
    ResolveCase,
    {
        "id": Field(ID, "Names it.", True),
        "title": _TITLE,
        "guarantor": Field(mention("party"), "Whose resolve, by id.", True),
        "how": Field(
            choice(How, "a course of resolve", How.AS_GIVEN), "How its resolve goes.", True
        ),
        "after": Field(PERIODS, "For `gone`: after how many periods."),
    },
)
PRICE = _record(
    "a price",
    Price,
    {
        "when": Field(PATTERN, "Which options cost it.", True),
        "cost": Field(AMOUNT, "What they cost those who pay for the peace.", True),
        "why": _WHY,
    },
)
BASE_RATE = Record(
    "a base rate",
    BaseRate,
    {
        "says": Field(TEXT, "How often comparable agreements held, in a sentence.", True),
        "source": Field(mention("source"), "Where that was found, by id.", True),
        "share": Field(CHANCE, "The share that held.", absent=None),
    },
)


def _settled(part: Figured, default: Basis) -> Figured:
    """A part that says nothing of its figures takes what the section says, or its own basis."""
    if getattr(part, "numbers", None) is not UNSAID:
        return part
    basis = getattr(part, "basis") if default is UNSAID else default  # noqa: B009 - any part
    return replace(part, numbers=basis)  # type: ignore[type-var]


def _day_after(numbers: Basis, **parts: Any) -> DayAfter:  # noqa: ANN401
    settled: dict[str, Any] = {}
    for key, value in parts.items():
        if isinstance(value, dict):
            settled[key] = {name: _settled(part, numbers) for name, part in value.items()}
        elif isinstance(value, tuple):
            settled[key] = tuple(_settled(part, numbers) for part in value)
        else:
            settled[key] = _settled(value, numbers)
    return DayAfter(**settled)


_KEYS = {
    "about": Field(TEXT, "A sentence or two."),
    "period": Field(TEXT, "How long a period is, such as half a year.", absent="period"),
    "horizon": Field(HORIZON, "For how many periods survival is drawn.", absent=40),
    "package": Field(_OPTIONS, "The package that is tested when none is named."),
    "means": Field(
        ListOf(mention("issue"), or_one=True),
        "Issues that settle how the deal is made to hold; their worth is left out of peace.",
    ),
    "stakes": Field(
        MapOf(STAKE, "parties with their stakes", mention("party"), 1),
        "What the parties that act after signature have at stake.",
        True,
    ),
    "balance": Field(POWER, "The balance of power.", into="power", absent=Power()),
    "phases": Field(ListOf(PHASE, least=1), "The phases of implementation, in order.", True),
    "flows": Field(ListOf(FLOW, is_set=False), "What more a period in force brings or costs."),
    "violations": Field(MapOf(VIOLATION, "violations", ID), "How obligations could be breached."),
    "responses": Field(
        MapOf(RESPONSE, "responses", ID), "What follows violations seen, the gravest first."
    ),
    "guarantors": Field(
        MapOf(RESOLVE, "guarantors with their resolve", mention("party")),
        "How surely guarantors stand by their word; a provider not named is steady.",
    ),
    "instruments": Field(MapOf(INSTRUMENT, "instruments", ID), "The instruments of guarantee."),
    "tranches": Field(ListOf(TRANCHE, is_set=False), "Payments conditional on what is verified."),
    "vetoes": Field(ListOf(VETO, is_set=False), "Who could stop a response."),
    "menu": Field(ListOf(MENU_ITEM, is_set=False), "Guarantees to compare."),
    "resolve_cases": Field(
        ListOf(RESOLVE_CASE, is_set=False), "Courses of a guarantor's resolve to compare."
    ),
    "prices": Field(ListOf(PRICE, is_set=False), "What options cost those who pay for the peace."),
    "base_rates": Field(
        ListOf(BASE_RATE, is_set=False), "How often comparable agreements held, with sources."
    ),
}


def _parts(day_after: DayAfter) -> dict[str, Any]:
    said = {key: getattr(day_after, item.into or key) for key, item in _KEYS.items()}
    return said | {"numbers": UNSAID}


DAY_AFTER = Record(
    "the day after",
    _day_after,
    {
        "numbers": Field(
            NUMBERS.shape,
            "Where the figures of the whole section come from, where they do not say themselves.",
            absent=UNSAID,
        ),
        **_KEYS,
    },
    parts=_parts,
)
