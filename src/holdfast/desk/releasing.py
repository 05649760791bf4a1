"""The release ceremony: ask, look at the exact bytes, a second mediator approves, let it pass."""

from dataclasses import dataclass, field
from datetime import datetime

from holdfast.desk.talks import OWN, OpenTalks, check
from holdfast.talks.content import make, to_bytes
from holdfast.talks.gate import Release, let_pass, release, releases
from holdfast.talks.label import NOTHING, Label
from holdfast.talks.released import Manner

__all__ = ["Release", "Wish", "all_releases", "approve", "ask_release", "decline", "look_at"]
__all__ += ["pass_on", "wish"]


@dataclass(frozen=True)
class Wish:
    """What a mediator would like to let pass.

    ``to`` is the recipient's compartment by its short name; ``sources`` are the confidences that
    the text rests on, each as (compartment's short name, id); ``derived_from`` is the label of
    what it was computed from, and ``computed_from`` the same by short names; ``leakage`` says what
    its recipient could infer, where no confidence covers what it was made from.
    """

    to: str
    text: str = field(repr=False)
    manner: Manner
    sources: tuple[tuple[str, str], ...] = ()
    derived_from: Label = NOTHING
    leakage: str = field(default="", repr=False)
    computed_from: tuple[str, ...] = ()


def wish(
    to: str, text: str, manner: str, sources: tuple[tuple[str, str], ...] = (), leakage: str = ""
) -> Wish:
    """A wish from texts; ``manner`` is own-idea, attributed or public."""
    return Wish(to, text, Manner(manner), sources, leakage=leakage)


def ask_release(talks: OpenTalks, wish: Wish) -> Release:
    """Ask that a text pass into a compartment; nothing passes yet.

    Returns:
        The release with its exact bytes, and what is against it.
    """
    refs = [{"compartment": talks.room(room), "confidence": c} for room, c in wish.sources]
    label = {*wish.derived_from, *map(talks.room, wish.computed_from)}
    compartment = talks.room(wish.to)
    party = talks.record.charters[compartment].party
    identity = talks.fresh_id("release")
    request = {
        "id": identity,
        "to": compartment,
        "recipient": party or wish.to,
        "text": wish.text,
        "manner": wish.manner,
        "mark": f"copy-{talks.fresh_id('mark')}",
        "sources": refs,
        "derived_from": sorted({*label, *(ref["compartment"] for ref in refs)}),
        "leakage": wish.leakage or None,
    }
    talks.write(talks.room(OWN), make("release-request", request))
    return look_at(talks, identity)


def look_at(talks: OpenTalks, identity: str) -> Release:
    """A release as it stands, with the exact bytes that would pass."""
    return release(talks.record, identity, talks.now)


def all_releases(talks: OpenTalks, now: datetime | None = None) -> tuple[Release, ...]:
    """Every release that was asked for; none for whoever is no mediator."""
    return releases(talks.record, now or talks.now)


def approve(talks: OpenTalks, identity: str, sha256: str) -> Release:
    """Approve exactly these bytes, named by the digest that was shown with them."""
    found = look_at(talks, identity)
    approval = make("release-approval", {"release": identity, "sha256": sha256})
    talks.write(found.request.compartment, approval)
    return look_at(talks, identity)


def decline(talks: OpenTalks, identity: str, why: str) -> Release:
    """Decline a release, or take back one's own request."""
    found = look_at(talks, identity)
    declined = make("release-declined", {"release": identity, "why": why})
    talks.write(found.request.compartment, declined)
    return look_at(talks, identity)


def pass_on(talks: OpenTalks, identity: str) -> Release:
    """Let an approved release pass: its entries on every side are written together or not at all.

    Raises:
        TalksError: it may not pass; the reasons are told, and nothing of what is in it.
        ConflictError: somebody wrote in one of the compartments since it was looked at, which might
            have been a consent withdrawn; nothing was written. Look again.
    """
    record, seen = talks.snapshot()
    passages = let_pass(record, identity, talks.now)
    for passage in passages:
        check(record, passage.compartment, passage.content, talks.session.account)
    talks.session.append_all(
        [(passage.compartment, to_bytes(passage.content)) for passage in passages],
        after={passage.compartment: seen[passage.compartment] for passage in passages},
        despite_clock=talks.despite_clock,
    )
    return look_at(talks, identity)
