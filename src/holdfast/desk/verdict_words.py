"""A verdict in a sentence: holds, holds only while something stays as it is, or does not hold."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from holdfast.desk.input_words import breach_words
from holdfast.desk.level_words import BALANCE, level_words, plain_id
from holdfast.desk.words import join_words, said
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.results import Behaviour, Verdict

HOLDS = "It holds: under these inputs nobody ever gains by breaking it, whatever happens."
UNDECIDED = "Undecided: some margin is too close to zero to tell its side."
AFTER_A_BREACH = (
    "It holds only while nobody breaks it: whatever chance brings, all comply, but after a breach "
    "not everything that it prescribes would be done."
)

NAMED = 3
"""A sentence names so many changes, the earliest ones, and counts the others."""


def holding_words(dossier: Dossier, verdict: "Verdict") -> str:
    """The verdict in a sentence, with what of it rests on trust."""
    tellers = {
        "holds": lambda: HOLDS,
        "holds-only-while": lambda: only_while_words(dossier, verdict.behaviour),
        "does-not-hold": lambda: broken_words(dossier, verdict.behaviour),
    }
    sentence = tellers.get(verdict.holding.value, lambda: UNDECIDED)()
    parts = (sentence, _trust_words(verdict), granted_words(dossier, verdict))
    return " ".join(part for part in parts if part)


def _trust_words(verdict: "Verdict") -> str:
    count, whole = len(verdict.on_trust), len(verdict.obligations)
    if not whole:
        return ""
    if not count:
        none = f"None of its {whole} obligations rests"
        return f"{none if whole > 1 else 'Its one obligation does not rest'} on trust."
    some = f"Of its {whole} obligations {count}" if whole > 1 else "Its one obligation"
    rest = "rests" if count == 1 else "rest"
    return f"{some} {rest} on trust alone, wholly or in part."


def granted_words(dossier: Dossier, verdict: "Verdict") -> str:
    """Which instruments are taken to keep working, because nothing is said of their neglect."""
    told = dossier.day_after
    answering = {owed.party for owed in verdict.obligations if owed.id.startswith("honour-")}
    titles = [
        f"“{each.title or plain_id(each.id)}”"
        for each in (told.instruments.values() if told is not None else ())
        if each.neglect is None
        and each.when.matches(verdict.package)
        and (each.sees or (each.makes_pay and each.provider not in answering))
    ]
    if not titles:
        return ""
    keep, their = ("keep", "their") if len(titles) > 1 else ("keeps", "its")
    return (
        f"That {join_words(titles)} {keep} working is taken for granted: the dossier says nothing "
        f"of {their} neglect."
    )


def only_while_words(dossier: Dossier, behaviour: "Behaviour") -> str:
    """What must not change for all to go on complying, as the parties would really behave."""
    points = behaviour.turning_points
    if not points:
        return f"{AFTER_A_BREACH}{_unfollowed(behaviour)}"
    singly = _singly(points)
    if singly is not None and len(singly) <= NAMED:
        kept = join_words([_kept(dossier, part, values) for part, values in singly.items()])
        start = f"It holds only while {kept}: once that is no longer so"
    else:
        told = list(dict.fromkeys(_together(dossier, each) for each in points))
        left = len(told) - NAMED
        more = f"; nor any of {left} other changes" if left > 1 else "; nor one other change"
        start = (
            f"It holds only while none of these has come about: {'; '.join(told[:NAMED])}"
            f"{more if left > 0 else ''}. Once one has"
        )
    return f"{start}, somebody can gain by departing from it.{_unfollowed(behaviour)}"


def broken_words(dossier: Dossier, behaviour: "Behaviour") -> str:
    """Who departs in the very first period, as the parties would really behave."""
    at_once = [[each for each in found if each.period == 0] for found in behaviour.first]
    who = dict.fromkeys(said(dossier, e.party) for found in at_once for e in found)
    departs = f"{join_words(list(who))} {'departs' if len(who) == 1 else 'depart'}"
    where = " in the very first period"
    if len(at_once) > 1:
        every = all({e.party for e in found} == {e.party for e in at_once[0]} for found in at_once)
        where += (
            ", in each conduct of the circle that behaviour goes round in"
            if every
            else ", in one or another conduct of the circle that behaviour goes round in"
        )
    return (
        f"It does not hold: as the parties would really behave, {departs} from it{where}."
        f"{_unfollowed(behaviour)}"
    )


def _unfollowed(behaviour: "Behaviour") -> str:
    if behaviour.ending.value != "unknown":
        return ""
    return " Behaviour was not followed to its end, so this is not settled."


def _singly(points: Sequence[Mapping[str, str]]) -> dict[str, list[str]] | None:
    """What each part must not become, where every change is enough by itself; None elsewhere."""
    found: dict[str, list[str]] = {}
    for point in points:
        if len(point) != 1:
            return None
        for part, now in point.items():
            found.setdefault(part, []).append(now)
    return found


def _kept(dossier: Dossier, part: str, values: Sequence[str]) -> str:
    """That a part does not become what it must not: by the one level that is left, if there is."""
    if part in {"phase", "standing"}:
        states = dict.fromkeys(_state(dossier, part, now) for now in values)
        return join_words([f"{name} {verb[1]}" for name, verb in states])
    name, _ = _state(dossier, part, values[0])
    left = [level for level in _levels(dossier, part) if level not in values]
    quoted = [_level(dossier, part, each) for each in values]
    if len(left) == 1:
        return f"{name} stays {_level(dossier, part, left[0])}"
    return f"{name} is not {join_words(quoted, 'or')}"


def _together(dossier: Dossier, changed: Mapping[str, str]) -> str:
    """Changes that have come about together."""
    states = [_state(dossier, part, now) for part, now in changed.items()]
    return join_words([f"{name} {verb[0]}" for name, verb in states])


def _levels(dossier: Dossier, part: str) -> tuple[str, ...]:
    told = dossier.day_after
    if told is None:
        return ()
    if part == "balance":
        return told.power.levels
    return told.guarantors[part].levels if part in told.guarantors else ()


def _level(dossier: Dossier, part: str, level: str) -> str:
    words = level_words(dossier, part, level)
    return f"“{words}”" if part == BALANCE else words


def _state(dossier: Dossier, part: str, now: str) -> tuple[str, tuple[str, str]]:
    """What has changed, and the verbs for that it has and that it has not."""
    told = dossier.day_after
    if part == "standing":
        return _standing(dossier, now)
    if part == "phase":
        title = next((p.title for p in told.phases if p.id == now), "") if told else ""
        return f"phase “{title or plain_id(now)}”", ("has begun", "has not begun")
    level = _level(dossier, part, now)
    name = "the balance of power" if part == "balance" else said(dossier, part)
    return name, (f"is {level}", f"is not {level}")


def _standing(dossier: Dossier, now: str) -> tuple[str, tuple[str, str]]:
    """How long a response still runs makes no other change of it."""
    if now.endswith(" called"):
        breach, _, party = now.removesuffix(" called").rpartition(" by ")
        what = f"“{breach_words(dossier, breach)}” by {said(dossier, party)}"
        return what, ("has just been called", "has not just been called")
    id_, comma, _ = now.partition(", ")
    told = dossier.day_after
    title = next((r.title for r in told.responses.values() if r.id == id_), "") if told else ""
    if comma:
        return f"“{title or plain_id(id_)}”", ("is in force", "is not in force")
    return "the compact", (f"is {now}", f"is not {now}")
