"""The table over HTTP: what stands on it, what is written from it, and who learns of it."""

import re

import pytest

from workbenches import Browser

TOLD = "A port for the dam"


def write(browser: Browser, act: str, about: str = "", **fields: str) -> str:
    """Fill a form; the table as it then stands."""
    path = f"/table/write/{act}/{about}".rstrip("/")
    answer = browser.post(path, {name.replace("__", "-"): text for name, text in fields.items()})
    assert answer.status_code == 303, re.findall(r'class="(?:slip|refused)[^<]*<?', answer.text)
    return browser.get("/table").text


def tell(browser: Browser, **fields: str) -> str:
    """Tell something in confidence; the id of its entry."""
    told = {"party": "south", "text": TOLD, "caveat": "mediator-only"} | fields
    return newest_envelope(write(browser, "confidence", **told))


def newest_envelope(page: str) -> str:
    """The id of the first envelope on a page."""
    return str(re.findall(r'action="/table/envelopes/(\w+)"', page)[0])


def test_an_empty_table_teaches(north: Browser) -> None:
    """Where nothing stands yet, every section says what would, and where to put it."""
    page = north.get("/table").text
    for section in ("envelopes", "proposals", "tasks", "statements"):
        inside = page.split(f'id="{section}"')[1].split("</section>")[0]
        assert 'class="silent"' in inside, section
        assert "/table/write/" in inside, section


def test_an_envelope_is_sealed_until_it_is_opened(south: Browser, mediator: Browser) -> None:
    """The page has sender, caveat and expiry; what was said is in the envelope alone."""
    at = {"expires": "2990-01-01T09:00", "zone": "+04:00"}
    entry = tell(south, caveat="float-as-your-own", may_go_to__north="yes", issues__dam="yes", **at)
    page = mediator.get("/table").text
    envelope = page.split('id="envelopes"')[1].split("</section>")[0]
    assert TOLD not in page
    assert "From South" in envelope
    assert "float as the mediators" in envelope
    assert "05:00 UTC" in envelope
    assert "The dam" in envelope
    letter = mediator.get(f"/table/envelopes/{entry}", **{"hx-request": "true"}).text
    assert TOLD in letter
    assert "to North" in " ".join(letter.split())
    assert "<html" not in letter
    assert "<html" in mediator.get(f"/table/envelopes/{entry}").text


def test_nobody_else_opens_it(south: Browser, north: Browser) -> None:
    """To the other side there is no such envelope, as there is none of any other address."""
    entry = tell(south)
    names = (entry, "nothing", "00" * 16)
    answers = {name: north.get(f"/table/envelopes/{name}") for name in names}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.text.replace(name, "NAME") for name, answer in answers.items()}) == 1
    assert "From South" not in north.get("/table").text
    for path in (f"/table/write/consent/{entry}", f"/table/strike/{entry}"):
        assert north.get(path).status_code == 404, path
        assert north.post(path, {"caveat": "public", "why": "x"}).status_code == 404, path


def test_slips_are_told_at_their_fields(south: Browser) -> None:
    """Nothing is kept, every slip stands at its field, and what was typed is still there."""
    typed = {"party": "south", "caveat": "any", "expires": "soon", "text": ""}
    answer = south.post("/table/write/confidence", typed)
    assert answer.status_code == 200
    slips = set(re.findall(r'id="slip-(\w+)"', answer.text))
    assert slips == {"text", "caveat", "expires"}
    assert 'value="soon"' in answer.text
    assert "Nobody" not in south.get("/table").text.split('id="envelopes"')[1].split("<section")[0]


def test_a_delegation_speaks_for_itself_alone(south: Browser) -> None:
    """It is offered no other party, and is refused where it names one all the same."""
    assert '<option value="north"' not in south.get("/table/write/confidence").text
    told = {"party": "north", "text": "We give in.", "caveat": "public"}
    answer = south.post("/table/write/confidence", told)
    assert answer.status_code == 200
    assert 'id="slip-party"' in answer.text


@pytest.mark.parametrize("act", ["meeting", "round", "agreement", "reopened"])
def test_what_is_for_mediators_is_not_there_for_a_delegation(north: Browser, act: str) -> None:
    """Neither form nor link."""
    assert north.get(f"/table/write/{act}").status_code == 404
    assert north.post(f"/table/write/{act}").status_code == 404
    assert f"/table/write/{act}" not in north.get("/table").text


def test_what_was_written_is_taken_back(south: Browser, mediator: Browser) -> None:
    """The last thing by one press; the rest where it stands, with a reason; the record keeps it."""
    entry = tell(south)
    assert "Take it back" not in south.get("/table").text
    south.post("/table/undo")
    assert mediator.get(f"/table/envelopes/{entry}").status_code == 404
    assert south.post("/table/undo").status_code == 409
    again = tell(south)
    assert south.post(f"/table/strike/{again}", {"why": " "}).status_code == 200
    assert mediator.get(f"/table/envelopes/{again}").status_code == 200
    assert mediator.post(f"/table/strike/{again}", {"why": "A slip."}).status_code == 303
    assert south.get(f"/table/envelopes/{again}").status_code == 404


def test_a_message_is_carried_and_answered(south: Browser, mediator: Browser) -> None:
    """It stands in its lane; an overdue reply is marked; delivery and reply move it on."""
    sent = {
        "sender": "south",
        "to": "north",
        "text": "Shall we meet?",
        "caveat": "convey-attributed",
    }
    page = write(south, "message", **sent)
    lanes = page.split('id="h-')
    assert any(lane.startswith("to-carry") and "South" in lane for lane in lanes)
    entry = re.findall(r'action="/table/envelopes/(\w+)"', page.split('id="board"')[1])[0]
    promised = {"carrier": "The host", "reply_promised_by": "2026-01-01T09:00", "zone": "+00:00"}
    page = write(mediator, "delivery", entry, **promised)
    assert "Reply overdue since" in page.split('id="h-delivered"')[1].split('id="h-replied"')[0]
    page = write(mediator, "reply", entry, text="We shall.")
    assert "South" in page.split('id="h-replied"')[1].split('id="h-balance"')[0]
    assert "We shall." not in page
    assert "We shall." in south.get(f"/table/envelopes/{entry}").text


def test_stances_are_private_and_graded(mediator: Browser, north: Browser, south: Browser) -> None:
    """Each side sees its own stance on a paper, the mediators see both."""
    paper = {"room": "joint", "title": "Half and half", "paper": "package", "options-dam": "share"}
    page = write(mediator, "proposal", **paper)
    entry = re.findall(r"/table/write/stance/(\w+)", page)[0]
    write(north, "stance", entry, party="north", grade="can-live-with")
    write(south, "stance", entry, party="south", grade="cannot", why="The toll is not in it.")
    assert "The toll is not in it." in mediator.get("/table").text
    seen = north.get("/table").text.split('id="proposals"')[1].split("</section>")[0]
    assert "grade can-live-with" in seen
    assert "grade cannot" not in seen
    assert "It is shared" in seen


def test_a_task_is_set_and_done(mediator: Browser, north: Browser) -> None:
    """Its owner closes it; it is late until then."""
    task = {"room": "joint", "title": "Draft the toll", "owner": "north", "due": "2026-01-01T09:00"}
    page = write(mediator, "task", zone="+00:00", **task)
    assert "1</b> task late" in page
    entry = re.findall(r"/table/write/task-done/(\w+)", north.get("/table").text)[0]
    page = write(north, "task-done", entry, note="Two pages.")
    assert "Two pages." in page
    assert "0</b> tasks late" in page


def test_a_visit_is_noted_and_time_is_balanced(mediator: Browser, south: Browser) -> None:
    """A visit that was held counts at once; the side that was not visited learns nothing of it."""
    hours = {"starts": "2026-01-02T09:00", "ends": "2026-01-02T10:30", "zone": "+04:00"}
    visit = {"held_as": "shuttle", "title": "First visit", "visited": "north", "held": "yes"}
    page = write(mediator, "meeting", **visit, **hours)
    assert "90 minutes in one visit" in page
    assert "05:00 UTC" in page.split('id="programme"')[1]
    assert "First visit" not in south.get("/table").text
    mediator.post("/table/undo")
    assert "First visit" not in mediator.get("/table").text


def test_a_meeting_of_no_delegation_is_told_at_its_field(mediator: Browser) -> None:
    """A shuttle visit without a side, and a meeting that ends before it begins."""
    hours = {"starts": "2026-01-02T09:00", "ends": "2026-01-02T08:00", "zone": "+00:00"}
    for form, title in (("shuttle", "A visit"), ("plenary", "All")):
        typed = {"held_as": form, "title": title, **hours}
        answer = mediator.post("/table/write/meeting", typed)
        assert answer.status_code == 200
        assert 'class="slip"' in answer.text or 'class="refused"' in answer.text


def test_readiness_says_what_is_settled_and_what_is_in_the_way(mediator: Browser) -> None:
    """Agreed ad referendum, blocked, and how many of how many."""
    agreed = {"settled": "toll:small", "parties-north": "yes", "ad_referendum-south": "yes"}
    page = write(mediator, "agreement", **agreed)
    assert "1</b> ad referendum" in page
    assert "Has yet to be confirmed by:" in page
    page = write(mediator, "block", issue="dam", party="south", why="The ministry has to look.")
    assert "Blocked by South" in page
    assert "1</b> blocked" in page


def test_a_step_waits_until_its_issues_and_tasks_are_there(
    mediator: Browser, south: Browser
) -> None:
    """It needs an issue and a task; the capital confirms, the task is done, and it is ready."""
    write(mediator, "task", room="joint", title="Draft it", owner="south")
    task = re.findall(r'name="(tasks-\w+)"', mediator.get("/table/write/step").text)[0]
    empty = mediator.post("/table/write/step", {"title": "Summit"}).text
    assert 'id="slip-needs"' in empty
    step = {"title": "Summit", "needs-toll": "agreed", task: "yes"}
    page = write(mediator, "step", **{name.replace("-", "__"): v for name, v in step.items()})
    assert "Waits for 2:" in page
    agreed = {"settled": "toll:small", "parties__north": "yes", "ad_referendum__south": "yes"}
    assert "a capital has yet to confirm it" in write(mediator, "agreement", **agreed)
    write(south, "confirmation", issue="toll", party="south")
    page = south.get("/table").text
    write(south, "task-done", re.findall(r"/table/write/task-done/(\w+)", page)[0])
    assert "Nothing that you know of stands in the way." in mediator.get("/table").text


def test_the_calendar_is_ones_own(mediator: Browser, north: Browser, south: Browser) -> None:
    """A file for any calendar program; what another side is visited for is not in it."""
    hours = {"starts": "2991-01-02T09:00", "ends": "2991-01-02T10:30", "zone": "+00:00"}
    write(mediator, "meeting", held_as="caucus", title="Apart", visited="south", **hours)
    found = south.get("/table/calendar")
    assert found.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Apart" in found.text
    assert "Apart" not in north.get("/table/calendar").text


def test_a_mediator_who_looks_as_a_delegation_sees_its_table(
    mediator: Browser, south: Browser
) -> None:
    """Byte for byte, forms and envelopes too, and nothing can be written from there."""
    entry = tell(south)
    tell(mediator, party="north", text="The north would wait.")
    mediator.post("/key", {"name": "South", "to": "/table"})
    south.get("/table")
    paths = ["/table", "/table/write/confidence", "/table/write/task", f"/table/strike/{entry}"]
    for path in [*paths, f"/table/envelopes/{entry}", f"/table/write/withdraw/{entry}"]:
        seen = [
            who.get(path).text.replace(who.token, "TOKEN").split("<main")[1].split("</main>")[0]
            for who in (mediator, south)
        ]
        assert seen[0] == seen[1], path
    assert mediator.post("/table/undo").status_code == 403
    assert mediator.post("/table/write/confidence", {}).status_code == 403


def test_consent_is_given_and_withdrawn(south: Browser) -> None:
    """The envelope follows: a leave beside the caveat, then none at all, which stands for good."""
    entry = tell(south)
    page = write(south, "consent", entry, caveat="convey-attributed", may_go_to__north="yes")
    assert "convey, attributed" in page.split('id="envelopes"')[1]
    page = write(south, "withdraw", entry)
    assert "consent withdrawn" in page
    assert "/table/undo" not in page
    assert "/table/write/withdraw" not in page
