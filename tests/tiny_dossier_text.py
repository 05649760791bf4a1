"""A tiny random day after in the dossier's format, as docs/reference/day-after.md describes it."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tiny_dossiers import EVEN, STEADY, Guarantor, Instrument, Response, TinyDossier, Violation

Part = dict[str, Any]


def written(tiny: TinyDossier) -> str:
    """The text of the dossier. It is JSON, which is YAML too."""
    parties = {p: {"name": p.upper(), "roles": "principal"} for p in tiny.principals}
    parties |= {p: {"name": p.upper(), "roles": "guarantor"} for p in tiny.guarantors}
    options = {"signed": "Signed", "refused": "Refused"}
    document = {
        "holdfast": 1,
        "title": "A tiny game",
        "parties": parties,
        "issues": {"deal": {"title": "The deal", "options": options}},
        "day_after": _day_after(tiny),
    }
    return json.dumps(_plain(document), indent=1)


def _plain(part: Any) -> Any:
    """Fractions as the short decimals that they are; the parts of a part likewise."""
    if isinstance(part, Fraction):
        decimal = float(part)
        assert Fraction(str(decimal)) == part
        return decimal
    if isinstance(part, Mapping):
        return {key: _plain(each) for key, each in part.items()}
    return [_plain(each) for each in part] if isinstance(part, (list, tuple)) else part


def _filled(part: Part) -> Part:
    """Without what is empty: an empty part and one left out mean the same."""
    return {key: each for key, each in part.items() if each not in ("", (), {}, [], None)}


def _day_after(tiny: TinyDossier) -> Part:
    stakes = {
        party: {
            "discount": each.discount,
            "peace": each.peace,
            "war": each.war,
            "outbreak": each.outbreak,
        }
        for party, each in tiny.stakes.items()
    }
    *early, last = tiny.phases
    phases = [{"id": each, "lasts": 1} for each in early] + [{"id": last, "lasts": "for-good"}]
    flows = [{"to": to, "in": phase, "amount": x} for (to, phase), x in tiny.flows.items()]
    balance = {"levels": tiny.levels, "start": EVEN, "drift": tiny.drift}
    return {"package": {"deal": "signed"}, "stakes": stakes, "phases": phases} | _filled(
        {
            "flows": flows,
            "balance": balance if len(tiny.levels) > 1 else {},
            "violations": {id_: _violation(each) for id_, each in tiny.violations.items()},
            "responses": {id_: _response(each) for id_, each in tiny.responses.items()},
            "guarantors": {id_: _guarantor(each) for id_, each in tiny.guarantors.items()},
            "instruments": {id_: _instrument(each) for id_, each in tiny.instruments.items()},
            "vetoes": [{"by": by, "over": over} for by, over in tiny.vetoes.items()],
        }
    )


def _violation(violation: Violation) -> Part:
    told: Part = {"by": violation.by, "gain": violation.gain, "in": violation.phase}
    told |= {"harm": violation.harm}
    if violation.is_attack:
        return _filled(told | {"kind": "attack"})
    return _filled(
        told
        | {
            "seen": violation.seen,
            "false_alarm": violation.false_alarm,
            "then": violation.then,
            "during": violation.during,
            "shifts": violation.shifts,
        }
    )


def _response(response: Response) -> Part:
    return _filled(
        {
            "periods": "for-good" if response.periods is None else response.periods,
            "pays": response.pays,
            "keeps": response.keeps,
            "once": response.once,
            "collapses": "yes" if response.collapses else "",
        }
    )


def _guarantor(guarantor: Guarantor) -> Part:
    return _filled(
        {
            "levels": tuple(guarantor.honours),
            "start": STEADY,
            "moves": guarantor.moves,
            "honours": guarantor.honours,
            "shirk_loss": guarantor.shirk_loss,
            "after_shirking": guarantor.after_shirking,
        }
    )


def _instrument(instrument: Instrument) -> Part:
    return {"provider": "g"} | _filled(
        {
            "sees": instrument.sees,
            "false_alarm": instrument.false_alarm,
            "makes_pay": instrument.makes_pay,
            "cost": instrument.cost,
            "upkeep": instrument.upkeep,
            "honour": instrument.honour,
        }
    )
