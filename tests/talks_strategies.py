"""Random entries of every kind, with few ids, so that they meet."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from holdfast.talks.content import KINDS, Content, make

START = datetime(2026, 1, 23, tzinfo=UTC)
Fields = st.SearchStrategy[dict[str, Any]]

ids = st.sampled_from(["a", "b", "c"])
parties = st.sampled_from(["ukraine", "russia", "europe", "us"])
issues = st.sampled_from(["line", "monitors"])
options = {"line": ("freeze", "swaps"), "monitors": ("none", "many")}
words = st.sampled_from(["Yes.", "Not before the vote", "Мова", "a, b; c\\d", "x" * 90])
titles = st.sampled_from(["First", "Second; with, signs", "Третій"])
moments = st.integers(0, 96).map(lambda hours: START + timedelta(hours=hours))
some_parties = st.lists(parties, max_size=3, unique=True)
chosen = issues.flatmap(lambda i: st.sampled_from(options[i]).map(lambda o: {i: o}))
never = issues.flatmap(
    lambda i: st.lists(st.sampled_from(options[i]), min_size=1, unique=True).map(lambda o: {i: o})
)
caveats = st.sampled_from(["mediator-only", "float-as-your-own", "convey-attributed", "public"])
terms = st.sampled_from(["on-the-record", "background", "deep-background"])
levels = st.sampled_from(["open", "bracketed", "ad-referendum", "agreed"])
manners = st.sampled_from(["own-idea", "attributed", "public"])
hexes = st.sampled_from(["10" * 16, "20" * 16, "ab" * 16])


def spans() -> st.SearchStrategy[tuple[datetime, datetime]]:
    """A beginning and an end, in order."""
    return st.tuples(moments, moments).map(lambda pair: (min(pair), max(pair)))


def build(**parts: st.SearchStrategy[Any]) -> Fields:
    """Fields from strategies; those called ``opt_x`` are left out now and then."""
    required = {n: s for n, s in parts.items() if not n.startswith("opt_")}
    optional = {n.removeprefix("opt_"): s for n, s in parts.items() if n.startswith("opt_")}
    return st.fixed_dictionaries(required, optional=optional)


def spanning(first: str, last: str, fields: Fields) -> Fields:
    """Fields with a beginning and an end."""
    return st.tuples(fields, spans()).map(lambda p: p[0] | {first: p[1][0], last: p[1][1]})


def meeting() -> Fields:
    """A meeting of any form, with what its form asks for."""
    forms = st.sampled_from(["plenary", "caucus", "working-group", "principals", "shuttle"])
    fields = build(id=ids, form=forms, title=titles, opt_round=ids, track=ids, visited=parties)
    return spanning("starts", "ends", fields)


FIELDS: dict[str, Fields] = {
    "delegation": build(
        party=parties, head=titles, opt_mandate=words, opt_may_settle=st.just(["line"])
    ),
    "credentials": build(party=parties, person=titles, capacity=titles, in_order=st.booleans()),
    "round": spanning("starts", "ends", build(id=ids, title=titles, opt_place=titles)),
    "round-closed": build(round=ids, outcome=words),
    "meeting": meeting(),
    "attendance": spanning("began", "ended", build(meeting=ids)),
    "discussion": build(meeting=ids, text=words, opt_issue=issues),
    "message": build(
        id=ids, sender=parties, to=parties, text=words, caveat=caveats, opt_reply_by=moments
    ),
    "delivery": build(message=ids, carrier=titles, opt_reply_promised_by=moments),
    "reply": build(message=ids, text=words),
    "confidence": build(
        id=ids,
        party=parties,
        text=words,
        caveat=caveats,
        may_go_to=some_parties,
        opt_expires=moments,
    ),
    "consent": build(
        confidence=ids, party=parties, caveat=caveats, may_go_to=some_parties, opt_until=moments
    ),
    "consent-withdrawn": build(confidence=ids, party=parties),
    "statement": build(
        id=ids, party=parties, text=words, terms=terms, made=moments, opt_options=chosen
    ),
    "briefing": build(id=ids, to=parties, text=words, terms=terms, given=moments),
    "proposal": build(
        id=ids,
        title=titles,
        paper=st.sampled_from(["package", "non-paper", "draft"]),
        options=chosen,
        opt_author=parties,
        opt_replaces=ids,
        withdrawn=st.booleans(),
    ),
    "stance": build(
        proposal=ids,
        party=parties,
        grade=st.sampled_from(["support", "can-live-with", "needs-change", "cannot"]),
        opt_why=words,
        opt_issue=issues,
    ),
    "red-line": build(
        id=ids,
        party=parties,
        title=titles,
        never=never,
        opt_price=st.sampled_from(["10", "15..25"]),
        given_up=st.booleans(),
    ),
    "task": build(id=ids, title=titles, owner=parties, opt_due=moments),
    "task-done": build(task=ids, party=parties, dropped=st.booleans()),
    "agreement": build(
        issue=issues,
        option=st.just("freeze"),
        parties=some_parties,
        ad_referendum=some_parties,
    ),
    "confirmation": build(issue=issues, party=parties),
    "bracket": build(
        issue=issues, alternatives=st.just([{"option": "freeze"}, {"option": "swaps"}])
    ),
    "reopened": build(issue=issues, why=words),
    "block": build(id=ids, issue=issues, party=parties, why=words, lifted=st.booleans()),
    "early-harvest": build(
        id=ids, issues=st.just(["line"]), parties=some_parties, why=words, ended=st.booleans()
    ),
    "step": build(
        id=ids,
        title=titles,
        needs=st.tuples(issues, levels).map(lambda n: [{"issue": n[0], "level": n[1]}]),
        tasks=st.lists(ids, max_size=2, unique=True),
    ),
    "release-request": build(
        id=ids, to=hexes, recipient=parties, text=words, manner=manners, mark=ids
    ),
    "release-approval": build(release=ids, sha256=hexes),
    "release-declined": build(release=ids, why=words),
    "released": build(release=ids, sha256=hexes),
    "conveyed": build(confidence=ids, to=parties, manner=manners),
    "received": build(mark=ids, text=words, manner=manners, source=some_parties),
    "dossier-part": build(name=st.sampled_from(["joint", "ukraine", "russia"]), text=words),
    "correction": build(entry=st.integers(0, 40).map(lambda n: f"{n:032x}"), why=words),
}
"""Every kind but the charter, which the tests write themselves."""

assert set(FIELDS) == set(KINDS) - {"charter"}


def said(kinds: tuple[str, ...] = tuple(FIELDS)) -> st.SearchStrategy[Content]:
    """What an entry of one of these kinds says."""
    return st.sampled_from(kinds).flatmap(lambda kind: FIELDS[kind].map(lambda f: make(kind, f)))
