"""The inputs of a verdict by names that a planner would use, in the titles of the dossier."""

from holdfast.desk.level_words import BALANCE, level_words, plain_id
from holdfast.desk.words import said
from holdfast.dossier import Dossier
from holdfast.dossier.day_after import DayAfter

Path = tuple[str, ...]


def input_words(dossier: Dossier, name: str) -> str:
    """An input in words, such as “Observation from a distance: the chance that it sees rearming”.

    What cannot be told in words keeps its name.
    """
    head, *rest = name.split(".")
    path, told = tuple(rest), dossier.day_after
    if told is None or not path:
        return name
    tellers = {
        "stakes": _stake,
        "flows": _flow,
        "balance": _balance,
        "violations": _violation,
        "responses": _response,
        "guarantors": _guarantor,
        "instruments": _instrument,
        "tranches": _tranche,
        "views": _view,
    }
    teller = tellers.get(head)
    return (teller(dossier, told, path) if teller else "") or name


def breach_words(dossier: Dossier, breach: str) -> str:
    """What somebody would do, in the titles of the dossier."""
    told = dossier.day_after
    if told is None:
        return breach
    if breach in told.violations:
        return told.violations[breach].title or breach
    kind, _, about = breach.partition("-")
    if kind == "withhold" and about:
        return f"Withholding the payment {tranche_words(dossier, about)}"
    if kind == "neglect" and about in told.instruments:
        return f"Letting “{told.instruments[about].title or about}” lie idle"
    return _call_words(breach)


def _call_words(does: str) -> str:
    """What somebody would do when a breach is called in place of what is owed."""
    if does == "veto":
        return "A veto"
    acts, _, veto = does.partition(" and ")
    words = {"shirk": "Shirking when called", "honour": "Acting when called"}.get(acts, acts)
    if acts.startswith("honour in "):
        most, _, moods = acts.removeprefix("honour in ").partition(" of ")
        words = f"Acting when called in the {most} cheapest of {moods} moods alone"
    return f"{words}, and a veto" if veto else words


def obligation_words(dossier: Dossier, id_: str, title: str) -> str:
    """What is owed, in the titles of the dossier."""
    kind, _, about = id_.partition("-")
    if kind == "withhold" and about:
        return f"Release the payment {tranche_words(dossier, about)}"
    if kind == "honour" and about:
        return f"Act when “{breach_words(dossier, about)}” is called"
    return title


def tranche_words(dossier: Dossier, id_: str) -> str:
    """A tranche by its name, its payer and its phase."""
    told = dossier.day_after
    tranche = next((each for each in told.tranches if each.id == id_), None) if told else None
    name = f"“{plain_id(id_)}”"
    if tranche is None:
        return name
    donor, recipient = (_party_said(dossier, each) for each in (tranche.donor, tranche.recipient))
    return f"{name} ({donor} to {recipient})"


def _party(dossier: Dossier, id_: str) -> str:
    return dossier.parties[id_].name if id_ in dossier.parties else id_


def _party_said(dossier: Dossier, id_: str) -> str:
    return said(dossier, id_) if id_ in dossier.parties else id_


def _of(dossier: Dossier, path: Path) -> str:
    """To whom a number applies, where it is told by party."""
    return f", {_party(dossier, path[0])}" if path else ""


def _stake(dossier: Dossier, _: DayAfter, path: Path) -> str:
    party, what = _party(dossier, path[0]), path[1]
    level = f", the balance “{level_words(dossier, BALANCE, path[2])}”" if len(path) > 2 else ""
    says = {
        "discount": "what a payoff one period later counts for",
        "peace": "a period of peace",
        "war": f"a period of war{level}",
        "outbreak": "what war's breaking out costs",
    }
    return f"{party}: {says[what]}" if what in says else ""


def _flow(dossier: Dossier, told: DayAfter, path: Path) -> str:
    own = [flow for flow in told.flows if flow.to == path[0]]
    place = int(path[1])
    why = own[place].why if place < len(own) else ""
    return f"{_party(dossier, path[0])}: flow {place + 1}{f' ({why})' if why else ''}"


def _balance(dossier: Dossier, _: DayAfter, path: Path) -> str:
    return f"Balance of power: the chance of moving {_move(dossier, BALANCE, path[1:])}"


def _move(dossier: Dossier, of: str, levels: Path) -> str:
    start, end = (level_words(dossier, of, level) for level in levels)
    return f"from “{start}” to “{end}”"


def _violation(dossier: Dossier, told: DayAfter, path: Path) -> str:
    title = told.violations[path[0]].title or path[0]
    what, rest = path[1], path[2:]
    if what == "shifts":
        return (
            f"{title}: the chance that {_party(dossier, rest[0])} moves the balance "
            f"{_move(dossier, BALANCE, rest[1:])}"
        )
    says = {
        "gain": "what it gains",
        "harm": "what it does to others",
        "seen": "the chance that it is seen without any instrument",
        "false_alarm": "the chance of a false alarm",
    }
    return f"{title}: {says[what]}{_of(dossier, rest)}" if what in says else ""


def _response(dossier: Dossier, told: DayAfter, path: Path) -> str:
    title = next((r.title for r in told.responses.values() if r.id == path[0]), "") or path[0]
    says = {
        "once": "what it brings at the call",
        "pays": "what a period is worth meanwhile",
        "keeps": "which share of a period's worth is kept",
    }
    who = path[2] if len(path) > 2 else ""
    to = {"violator": ", the violator", "others": ", the others"}.get(who) or _of(dossier, path[2:])
    return f"{title}: {says[path[1]]}{to}" if path[1] in says else ""


def _guarantor(dossier: Dossier, _: DayAfter, path: Path) -> str:
    party, what, rest = _party(dossier, path[0]), path[1], path[2:]
    if what == "moves":
        return f"{party}: the chance of moving {_move(dossier, path[0], rest)}"
    if what == "honours":
        level = level_words(dossier, path[0], rest[0])
        return f"{party}: the chance that help meant to be given comes, while “{level}”"
    if what == "shirk_loss":
        return f"{party}: what shirking when called costs it"
    if what == "moods":
        return f"{party}: how much acting costs in mood {int(rest[0]) + 1}"
    return ""


def _instrument(dossier: Dossier, told: DayAfter, path: Path) -> str:
    title, what, rest = told.instruments[path[0]].title or path[0], path[1], path[2:]
    breach = breach_words(dossier, rest[0]) if rest else ""
    about = f" “{breach}”{_of(dossier, rest[1:])}"
    says = {
        "sees": f"the chance that it sees{about}",
        "false_alarm": f"the chance of a false alarm about{about}",
        "makes_pay": f"what it makes a violator pay for{about}",
        "cost": f"what acting on{about} costs its provider",
        "upkeep": "what a period of it costs its provider",
        "honour": "the chance that it works",
        "neglect": "the chance that letting it lie idle is seen",
    }
    return f"{title}: {says[what]}" if what in says else ""


def _tranche(dossier: Dossier, _: DayAfter, path: Path) -> str:
    says = {"amount": "what it brings", "cost": "what it costs the donor"}
    name = tranche_words(dossier, path[0])
    return f"Payment {name}: {says[path[1]]}" if path[1] in says else ""


def _view(dossier: Dossier, _: DayAfter, path: Path) -> str:
    party, what, rest = _party(dossier, path[0]), path[1], path[2:]
    if what == "no_deal":
        return f"{party}: what no deal is worth"
    if what == "together":
        return f"{party}: what options are worth together ({int(rest[0]) + 1})"
    if what == "values" and rest[0] in dossier.issues:
        issue = dossier.issues[rest[0]]
        if rest[1] == "weight":
            return f"{party}: points that “{issue.title}” can carry"
        option = issue.options[rest[2]].title if rest[2] in issue.options else rest[2]
        return f"{party}: how good “{option}” is on “{issue.title}”"
    return ""
