"""The states of a compact in words that a reader knows: phase, standing, resolve and balance."""

from holdfast.endure.compact import Compact
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.results import Situation


def situation(compact: Compact, moment: Moment) -> Situation:
    """A state in words."""
    levels = compact.balance.levels
    phase = compact.steps[moment.step].phase if moment.mode is not Mode.COLLAPSED else ""
    return Situation(
        phase=phase,
        standing=_standing(compact, moment),
        resolve={
            guarantor.player: guarantor.levels[place]
            for guarantor, place in zip(compact.guarantors, moment.resolve, strict=False)
        },
        balance=levels[moment.level] if len(levels) > 1 else "",
    )


def _standing(compact: Compact, moment: Moment) -> str:
    if moment.mode is Mode.IN_FORCE:
        return "in force"
    if moment.mode is Mode.COLLAPSED:
        return "collapsed"
    if moment.mode is Mode.CALLED:
        violation = compact.violations[moment.about]
        return f"{violation.id} by {violation.player} called"
    name = compact.responses[moment.response].id.partition("/")[0]
    if compact.responses[moment.response].periods is None:
        return f"{name}, for good"
    return f"{name}, {moment.left} left"


def changed(compact: Compact, start: Moment, moment: Moment) -> dict[str, str]:
    """What is no longer as it was at signature: resolve by party, and the other parts by name."""
    before, now = situation(compact, start), situation(compact, moment)
    found = {party: level for party, level in now.resolve.items() if before.resolve[party] != level}
    for part in ("balance", "phase", "standing"):
        if getattr(before, part) != getattr(now, part):
            found[part] = getattr(now, part)
    return found
