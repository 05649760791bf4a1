"""What a member could write with a program of its own: it stops nobody, and passes for nothing."""

import unicodedata
from datetime import timedelta

import pytest

from holdfast.errors import TalksError
from holdfast.talks.confidences import find
from holdfast.talks.content import from_bytes, make, to_bytes
from holdfast.talks.filed import Correction
from holdfast.talks.gate import let_pass, outside, release
from holdfast.talks.released import Received
from talks_world import ROOMS, START, Talks

ROUND = b'{"ends":"2026-01-01T00:00:00Z","id":"a","kind":"round","starts":"%s","title":"T","v":1}'
LINE = b'{"id":"a","kind":"red-line","never":{"a":["b"]},"party":"p","price":%s,"title":"T","v":1}'
DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000

HOSTILE = {
    "a version without end": b'{"kind":"confidence","v":1e999}',
    "a version that is none": b'{"kind":"confidence","v":NaN}',
    "a version with a million digits": b'{"kind":"a","v":' + b"9" * 1_000_000 + b"}",
    "half a character": b'{"kind":"confidence","text":"\\ud800","v":1}',
    "nesting without end": DEEP,
    "a list without end": b"[" * 1_000_000,
    "a moment before all calendars": ROUND % b"0001-01-01T00:00:00+14:00",
    "a moment after all calendars": ROUND % b"9999-12-31T23:59:59-14:00",
    "a moment in a year that is written short": ROUND % b"0099-01-01T00:00:00Z",
    "a price without end": LINE % b'"1e999999999"',
    "a price as parts": LINE % b'{"high":"1e999999999","low":"0"}',
    "a price over nothing": LINE % b'"1/0"',
    "a kind that is a list": b'{"kind":["confidence"],"v":1}',
    "another encoding": '{"kind":"confidence","v":1}'.encode("utf-16"),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_bytes_stop_a_reader(data: bytes) -> None:
    """Whatever stands in an entry is read or refused; nothing else comes of it, and at once."""
    with pytest.raises(TalksError):
        from_bytes(data)


UNSEEN = ["\x9b2J", "\x85", "\u202e", "\u2066", "\u200b", "\u2028", "\U000e0041"]


@pytest.mark.parametrize("mark", UNSEEN)
def test_a_text_stands_on_a_screen_as_it_is(mark: str) -> None:
    """No terminal commands, no turned writing, no hidden letters: what is approved is what is."""
    for kind, fields in (
        ("task", {"id": "t", "title": f"Draft{mark}", "owner": "ukraine"}),
        ("reply", {"message": "m", "text": f"Yes{mark}."}),
    ):
        with pytest.raises(TalksError, match="no screen shows"):
            make(kind, fields)


@pytest.mark.parametrize(
    "text",
    ["\u0645\u06cc\u200c\u062e\u0648", "שלום\u200f!", "👩\u200d🚀", "Дава\u0301й", "two\nlines"],
)
def test_honest_writing_is_taken(text: str) -> None:
    """Joiners, marks of direction and accents belong to how people write."""
    reply = make("reply", {"message": "m", "text": text})
    assert from_bytes(to_bytes(reply)) == reply


def test_a_refused_price_is_not_repeated() -> None:
    """It was told in confidence, and errors end up in logs."""
    line = {"id": "a", "party": "p", "title": "T", "never": {"a": ["b"]}, "price": "about 37"}
    with pytest.raises(TalksError) as refused:
        make("red-line", line)
    assert "37" not in refused.value.message


WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "UKRAINE")


def confided(talks: Talks, **more: object) -> None:
    """Ukraine's confidence, which may be floated to Russia."""
    told = {"id": "east", "party": "ukraine", "text": "We could.", "may_go_to": ["russia"]}
    talks.say("ua", "ua", "confidence", **told | {"caveat": "float-as-your-own"} | more)


def ask(talks: Talks, text: str = "Suppose it were so.") -> None:
    """The first mediator asks that a text go to Russia."""
    talks.say(
        "own",
        "m1",
        "release-request",
        id="r",
        to=ROOMS["ru"],
        recipient="russia",
        text=text,
        manner="own-idea",
        mark="copy-1",
        sources=[{"compartment": ROOMS["ua"], "confidence": "east"}],
    )


def approve(talks: Talks) -> None:
    """The second mediator approves the bytes that are previewed."""
    digest = release(talks.record, "r", talks.now).sha256
    talks.say("own", "m2", "release-approval", release="r", sha256=digest)


def refusals(talks: Talks) -> set[str]:
    """What is against it."""
    return {refusal.code for refusal in release(talks.record, "r", talks.now).refusals}


def test_an_approval_from_before_the_request_is_none() -> None:
    """Nobody approves what nobody asked for yet, though the bytes were guessed."""
    talks, rehearsal = Talks(), Talks()
    for one in (talks, rehearsal):
        confided(one)
    ask(rehearsal)
    digest = release(rehearsal.record, "r", talks.now).sha256
    talks.say("own", "m2", "release-approval", release="r", sha256=digest)
    ask(talks)
    assert refusals(talks) == {"approval-void"}
    approve(talks)
    assert refusals(talks) == set()


def test_an_approval_by_who_is_no_mediator_any_more_is_none() -> None:
    """A laptop that was stolen approves nothing, once its owner was unseated."""
    talks = Talks()
    confided(talks)
    ask(talks)
    approve(talks)
    charter = talks.record.charters[ROOMS["own"]]
    fewer = make(
        "charter",
        {"purpose": charter.purpose, "title": charter.title, "seats": [charter.seats[0]]},
    )
    talks.put("own", "m1", fewer)
    assert refusals(talks) == {"approval-void"}


def test_a_clock_set_back_brings_no_confidence_back_to_life() -> None:
    """What expired by the time of its own compartment stays expired on a slow machine."""
    talks = Talks()
    confided(talks, expires=START + timedelta(hours=1))
    ask(talks)
    approve(talks)
    early = talks.now
    talks.say("ua", "ua", "red-line", id="l", party="ukraine", title="L", never={"a": ["x"]})
    assert release(talks.record, "r", early).may_pass
    block = {"id": "k", "issue": "a", "party": "ukraine", "why": "."}
    talks.put("ua", "ua", make("block", block), minute=120)
    found = release(talks.record, "r", early)
    assert {refusal.code for refusal in found.refusals} == {"expired"}


def test_a_clock_far_ahead_in_one_room_ends_nothing_in_another() -> None:
    """A delegation whose clock runs wild harms its own confidences at most."""
    talks = Talks()
    confided(talks, expires=START + timedelta(hours=9))
    ask(talks)
    approve(talks)
    now = talks.now
    block = {"id": "k", "issue": "a", "party": "russia", "why": "."}
    talks.put("ru", "ru", make("block", block), minute=60 * 24 * 365)
    assert release(talks.record, "r", now).may_pass


def test_a_mediator_does_not_strike_out_a_consent_withdrawn() -> None:
    """Only its party gives leave again."""
    talks = Talks()
    confided(talks)
    gone = talks.say("ua", "ua", "consent-withdrawn", confidence="east", party="ukraine")
    talks.put("ua", "m1", Correction(entry=gone.id, why="They did not mean it."))
    assert [one.breach.code for one in talks.record.irregular] == ["stands-for-good"]
    held = find(talks.record, ROOMS["ua"], "east")
    assert held is not None
    assert held.leaves == ()


@pytest.mark.parametrize("text", ["From UKRAINE.", "from Ukra\u00adine", WIDE, "so_ukraine_says"])
def test_a_source_is_named_however_it_is_written(text: str) -> None:
    """Case, soft hyphens of a pasted page, wide letters, underscores."""
    talks = Talks()
    confided(talks)
    ask(talks, text)
    approve(talks)
    assert refusals(talks) == {"names-its-source"}


def test_an_echo_is_heard_however_it_is_composed() -> None:
    """The same words with letters and accents apart, as another program pastes them."""
    talks = Talks()
    said = "жодного слова про це до наступної неділі"
    russia = {"id": "l", "party": "russia", "title": "L", "never": {"a": ["x"]}, "words": said}
    talks.say("ru", "ru", "red-line", **russia)
    talks.say(
        "eu", "m1", "briefing", id="b", to="europe", text=".", terms="background", given=START
    )
    decomposed = unicodedata.normalize("NFD", said)
    assert decomposed != said
    talks.say(
        "own",
        "m1",
        "release-request",
        id="r",
        to=ROOMS["eu"],
        recipient="europe",
        text=f"They say: {decomposed}",
        manner="attributed",
        mark="copy-1",
    )
    assert "repeats-undeclared" in refusals(talks)


def test_what_never_passed_the_gate_is_seen_by_the_other_mediators() -> None:
    """One mediator's changed program puts a copy before a delegation; the record shows which."""
    talks = Talks()
    confided(talks)
    ask(talks)
    approve(talks)
    for room, passage in zip(
        ("ru", "ua", "own"), let_pass(talks.record, "r", talks.now), strict=True
    ):
        talks.put(room, "m1", passage.content)
    assert outside(talks.record) == ()
    forged = {"mark": "copy-2", "text": "They could.\n\n[copy-2]\n", "manner": "own-idea"}
    talks.say("ru", "m1", "received", **forged)
    (stray,) = outside(talks.seen_by("m2"))
    assert isinstance(stray.content, Received)
    assert stray.content.mark == "copy-2"
    assert outside(talks.seen_by("ru")) == ()
