"""The release gate: exact bytes, two mediators, caveat and consent, an entry on every side."""

from datetime import timedelta

import pytest

from holdfast.errors import TalksError
from holdfast.talks.content import to_bytes
from holdfast.talks.gate import Release, Stage, let_pass, preview, release
from holdfast.talks.released import Received, ReleaseRequest
from talks_world import ROOMS, Talks

TOLD = "They could live with a line east of the river, if nobody hears it from them."
TEXT = "We have been thinking about monitors on the line."


def told(talks: Talks, **more: object) -> None:
    """Ukraine's confidence, which may be floated to Russia."""
    usual = {"id": "east", "party": "ukraine", "text": TOLD, "may_go_to": ["russia"]}
    talks.say("ua", "ua", "confidence", **usual | {"caveat": "float-as-your-own"} | more)


def ask(talks: Talks, **more: object) -> ReleaseRequest:
    """A mediator's request to float it to Russia."""
    usual = {
        "id": "r1",
        "to": ROOMS["ru"],
        "recipient": "russia",
        "text": TEXT,
        "manner": "own-idea",
        "mark": "copy-7q4m",
        "sources": [{"compartment": ROOMS["ua"], "confidence": "east"}],
        "derived_from": [ROOMS["ua"]],
    }
    content = talks.say("own", "m1", "release-request", **usual | more).content
    assert isinstance(content, ReleaseRequest)
    return content


def approve(talks: Talks, who: str = "m2", sha256: str = "") -> None:
    """A second mediator approves what is previewed."""
    digest = sha256 or state(talks).sha256
    talks.say("own", who, "release-approval", release="r1", sha256=digest)


def state(talks: Talks, hours: float = 0) -> Release:
    """The release as the mediators see it."""
    return release(talks.record, "r1", talks.now + timedelta(hours=hours))


def refusals(talks: Talks, hours: float = 0) -> set[str]:
    """The codes of what is against it; it does not pass, and the answer tells nothing."""
    found = state(talks, hours)
    with pytest.raises(TalksError) as refused:
        let_pass(talks.record, "r1", talks.now + timedelta(hours=hours))
    for words in (TOLD, TOLD[:15], TEXT, TEXT[:15], "east", "ukraine"):
        assert words not in refused.value.message
    return {refusal.code for refusal in found.refusals}


def test_a_release_passes_with_an_entry_on_every_side() -> None:
    """The exact bytes to the recipient, a note to whoever told it, a note to the mediators."""
    talks = Talks()
    told(talks)
    request = ask(talks)
    assert state(talks).stage is Stage.REQUESTED
    assert refusals(talks) == {"not-approved"}
    approve(talks)
    assert state(talks).may_pass
    passages = let_pass(talks.record, "r1", talks.now)
    assert [p.compartment for p in passages] == [ROOMS["ru"], ROOMS["ua"], ROOMS["own"]]
    received = passages[0].content
    assert isinstance(received, Received)
    assert received.text.encode() == preview(request) == state(talks).preview
    assert received.text == f"{TEXT}\n\n[copy-7q4m]\n"
    assert received.source == ()
    assert TOLD.encode() not in b"".join(to_bytes(p.content) for p in passages)
    for room, passage in zip(("ru", "ua", "own"), passages, strict=True):
        talks.put(room, "m1", passage.content)
    assert state(talks).stage is Stage.RELEASED
    assert talks.record.irregular == ()
    assert [e.content.text for e in talks.seen_by("ru").latest(Received)] == [received.text]


def test_it_does_not_pass_twice() -> None:
    """Nor once it was declined."""
    talks = Talks()
    told(talks)
    ask(talks)
    approve(talks)
    for room, passage in zip(
        ("ru", "ua", "own"), let_pass(talks.record, "r1", talks.now), strict=True
    ):
        talks.put(room, "m1", passage.content)
    with pytest.raises(TalksError, match="it is released"):
        let_pass(talks.record, "r1", talks.now)
    talks = Talks()
    told(talks)
    ask(talks)
    approve(talks)
    talks.say("own", "m2", "release-declined", release="r1", why="Not now.")
    with pytest.raises(TalksError, match="it is declined"):
        let_pass(talks.record, "r1", talks.now)


def test_whoever_asked_cannot_approve() -> None:
    """Two people see what passes, and they are two."""
    talks = Talks()
    told(talks)
    ask(talks)
    approve(talks, "m1")
    assert refusals(talks) == {"same-person"}
    approve(talks, "m2")
    assert state(talks).may_pass


def test_other_bytes_than_those_approved_do_not_pass() -> None:
    """An approval names the digest of what was previewed."""
    talks = Talks()
    told(talks)
    ask(talks)
    approve(talks, sha256="00" * 32)
    assert refusals(talks) == {"bytes-differ"}


def test_a_request_cannot_be_changed_under_its_id() -> None:
    """A second request with the same id counts nothing; the approved bytes stay."""
    talks = Talks()
    told(talks)
    ask(talks)
    approve(talks)
    ask(talks, text="Something else entirely.")
    assert [irregular.breach.code for irregular in talks.record.irregular] == ["id-taken"]
    assert state(talks).preview.startswith(TEXT.encode())


@pytest.mark.parametrize(
    ("confidence", "request_", "code"),
    [
        ({"caveat": "mediator-only"}, {}, "caveat-forbids"),
        ({}, {"manner": "attributed"}, "caveat-forbids"),
        ({"caveat": "convey-attributed"}, {"manner": "public"}, "caveat-forbids"),
        ({"may_go_to": ["europe"]}, {}, "no-consent"),
        ({"may_go_to": []}, {}, "no-consent"),
        ({}, {"recipient": "europe"}, "wrong-recipient"),
        ({}, {"to": "00" * 16}, "unknown-recipient"),
        ({}, {"to": ROOMS["own"]}, "unknown-recipient"),
        ({}, {"to": ROOMS["joint"]}, "not-public"),
        ({"id": "west"}, {}, "unknown-source"),
        ({}, {"text": "Ukraine could live with monitors."}, "names-its-source"),
        ({}, {"text": "UKRAINE, it seems."}, "names-its-source"),
        ({}, {"sources": []}, "leakage-not-stated"),
        ({}, {"sources": [], "derived_from": [], "text": TOLD}, "repeats-undeclared"),
    ],
)
def test_what_caveat_and_consent_do_not_allow_is_refused(
    confidence: dict[str, object], request_: dict[str, object], code: str
) -> None:
    """Each refusal by its reason, even with a second approval."""
    talks = Talks()
    told(talks, **confidence)
    ask(talks, **request_)
    approve(talks)
    assert code in refusals(talks)


def test_what_expired_or_was_withdrawn_since_does_not_pass() -> None:
    """Caveat and consent are looked at when it passes, not when it was asked."""
    talks = Talks()
    told(talks, expires=talks.now + timedelta(hours=1))
    ask(talks)
    approve(talks)
    assert state(talks).may_pass
    assert refusals(talks, hours=2) == {"expired"}
    talks.say("ua", "ua", "consent-withdrawn", confidence="east", party="ukraine")
    assert refusals(talks) == {"consent-withdrawn"}


def test_a_consent_given_later_opens_the_gate() -> None:
    """And an attributed text says whose it is."""
    talks = Talks()
    told(talks, caveat="mediator-only", may_go_to=[])
    ask(talks, manner="attributed", text="Ukraine could live with monitors.")
    approve(talks)
    assert refusals(talks) == {"caveat-forbids"}
    leave = {"confidence": "east", "party": "ukraine", "caveat": "convey-attributed"}
    talks.say("ua", "m1", "consent", **leave, may_go_to=["russia"])
    received = let_pass(talks.record, "r1", talks.now)[0].content
    assert isinstance(received, Received)
    assert received.source == ("ukraine",)


def test_a_computed_text_needs_its_leakage_written_down() -> None:
    """A package from both sides' red lines passes only when somebody has said what it tells."""
    talks = Talks()
    both = [ROOMS["ua"], ROOMS["ru"]]
    ask(talks, sources=[], derived_from=both)
    approve(talks)
    assert refusals(talks) == {"leakage-not-stated"}
    talks = Talks()
    told_to_second = "Russia could infer that the line is not the first concern."
    ask(talks, sources=[], derived_from=both, leakage=told_to_second)
    approve(talks)
    assert state(talks).may_pass


def test_two_copies_do_not_carry_one_mark() -> None:
    """A leaked copy must lead to one recipient."""
    talks = Talks()
    told(talks, may_go_to=["russia", "europe"])
    ask(talks)
    approve(talks)
    ask(talks, id="r2", to=ROOMS["eu"], recipient="europe")
    assert refusals(talks) == {"mark-used-twice"}


def test_the_joint_record_may_be_repeated() -> None:
    """Words that all have heard are no echo of the room where they were said too."""
    talks = Talks()
    talks.say(
        "joint",
        "m1",
        "statement",
        id="s",
        party="ukraine",
        text=TOLD,
        terms="on-the-record",
        made=talks.now,
    )
    told(talks)
    ask(talks, sources=[], derived_from=[], text=TOLD)
    approve(talks)
    assert state(talks).may_pass


def test_a_release_that_is_not_known_is_refused() -> None:
    """Delegations see no releases at all."""
    talks = Talks()
    told(talks)
    ask(talks)
    for record in (talks.seen_by("ru"), talks.seen_by("ua"), talks.seen_by("eu")):
        with pytest.raises(TalksError) as refused:
            release(record, "r1", talks.now)
        assert refused.value.code == "no-such-release"


def test_a_delegate_can_do_nothing_at_the_gate() -> None:
    """Not ask, not approve, not note a passage, in any room that it can write in."""
    talks = Talks()
    told(talks)
    ask(talks)
    for kind, fields in (
        ("release-approval", {"release": "r1", "sha256": state(talks).sha256}),
        ("received", {"mark": "copy-1", "text": "forged", "manner": "public"}),
        ("conveyed", {"confidence": "east", "to": "russia", "manner": "own-idea"}),
    ):
        talks.say("ru", "ru", kind, **fields)
    assert len(talks.record.irregular) == 3
    assert refusals(talks) == {"not-approved"}
