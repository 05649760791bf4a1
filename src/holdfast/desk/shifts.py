"""What another choice in a package does, in words: who gains, who loses, who is lost or won."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from holdfast.desk.question_words import party_name
from holdfast.desk.space import Weighing, changed_issues
from holdfast.desk.words import join_words
from holdfast.dossier import Dossier

_NAMED = 2
"""As many issues are named; more are counted."""


def shift_words(dossier: Dossier, before: Weighing, after: Weighing) -> tuple[str, ...]:
    """What was settled otherwise, and what that does to each; empty where nothing was.

    The gains and losses are in each party's own points, and are compared with nobody else's.
    """
    issues = changed_issues(before.package, after.package)
    if not issues:
        return ()
    changed = _changed_words(dossier, before, after, issues)
    gained = _gain_words(dossier, before, after)
    return (changed, gained, *_consent_words(dossier, before, after))


def _changed_words(
    dossier: Dossier, before: Weighing, after: Weighing, issues: Sequence[str]
) -> str:
    if len(issues) > _NAMED:
        return f"{len(issues)} issues are settled otherwise."
    parts = []
    for issue in issues:
        known = dossier.issues[issue]
        was, now = (known.options[each.package[issue]].title for each in (before, after))
        parts.append(f"{known.title}: “{now}” in the place of “{was}”")
    return f"{'; '.join(parts)}."


def _gain_words(dossier: Dossier, before: Weighing, after: Weighing) -> str:
    was = {effect.party: effect.value for effect in before.effects}
    gains = {e.party: e.value - was[e.party] for e in after.effects if e.party in was}
    parts = [
        f"{side} for {join_words(named)}"
        for side, sign in (("more", 1), ("less", -1))
        if (named := [_named(dossier, p, g * sign) for p, g in gains.items() if g * sign > 0])
    ]
    if not parts:
        return "Nobody whose view is known gains or loses by it."
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _named(dossier: Dossier, party: str, amount: Fraction) -> str:
    """A party with its points, to one decimal."""
    tenths = f"{float(amount):,.1f}".removesuffix(".0")
    return f"{party_name(dossier, party)} ({'under 0.1' if tenths == '0' else tenths})"


def _consent_words(dossier: Dossier, before: Weighing, after: Weighing) -> Iterator[str]:
    was = {effect.party: effect.is_accepted for effect in before.effects}
    for is_accepted, words in ((True, "would now accept it"), (False, "would no longer accept it")):
        names = [
            party_name(dossier, effect.party)
            for effect in after.effects
            if effect.is_accepted is is_accepted and was.get(effect.party) is not is_accepted
        ]
        if names:
            yield f"{join_words(names)} {words}."
    if bool(before.broken) != bool(after.broken):
        yield f"It {'breaks a rule of these talks' if after.broken else 'breaks no rule any more'}."
