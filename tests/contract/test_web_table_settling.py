"""Brackets, early harvests, papers in another's place, and what one side knows of a message."""

import re
from pathlib import Path

import workbenches
from holdfast.desk.acts import ACTS
from holdfast.talks.content import make, to_bytes
from holdfast.web.language import texts
from workbenches import Browser, browsing


def write(browser: Browser, path: str, typed: dict[str, str] | None = None) -> str:
    """Fill a form; the table as it then stands, without the news of what was kept."""
    answer = browser.post(f"/table/write/{path}", typed)
    assert answer.status_code == 303, re.findall(r'class="(?:slip|refused)[^<]*<?', answer.text)
    browser.get("/table")
    return browser.get("/table").text


def section(page: str, name: str) -> str:
    """A section of the table."""
    return " ".join(page.split(f'id="{name}"')[1].split())


def links(page: str, act: str) -> list[str]:
    """The ids of the entries about which an act is offered."""
    return re.findall(rf"/table/write/{act}/([0-9a-f]+)\"", page)


def test_every_act_has_its_words() -> None:
    """A title and an account of what will happen; what is pressed, for those without a form."""
    known = texts("en").known
    for name, act in ACTS.items():
        wanted = [f"table.act_{name}", f"table.about_{name}"]
        wanted += [f"table.do_{name}"] if act.turns else []
        wanted += [f"table.field_{field.name}" for field in act.fields]
        assert [key for key in wanted if key not in known] == []


def test_an_issue_is_put_into_brackets(mediator: Browser, north: Browser) -> None:
    """An issue is chosen first; two alternatives at least; everyone at the table reads them."""
    assert 'href="/table/write/bracket/dam"' in mediator.get("/table/write/bracket").text
    one = mediator.post("/table/write/bracket/dam", {"alternatives-stay": "yes"})
    assert "One alone is no alternative" in one.text
    assert 'id="slip-alternatives"' in mediator.post("/table/write/bracket/dam").text
    two = {"alternatives-stay": "yes", "alternatives-share": "yes", "behind-stay-north": "yes"}
    two |= {"behind-move-south": "yes"}
    page = write(mediator, "bracket/dam", two)
    assert "[It stays (North) | It is shared]" in page
    assert "1</b> bracketed" in page
    assert "[It stays (North) | It is shared]" in north.get("/table").text
    again = mediator.get("/table/write/bracket/dam").text
    ticked = re.findall(r'name="((?:alternatives|behind)[^"]+)" value="yes" checked', again)
    assert ticked == ["alternatives-stay", "behind-stay-north", "alternatives-share"]
    for path in ("bracket", "bracket/dam"):
        assert north.get(f"/table/write/{path}").status_code == 404
        assert north.post(f"/table/write/{path}", two).status_code == 404
    assert mediator.get("/table/write/bracket/nothing").status_code == 404
    assert "/table/write/bracket" not in north.get("/table").text


def test_issues_stand_in_the_order_of_the_dossier(mediator: Browser) -> None:
    """In every form, under headings too."""
    order = ["The dam", "The toll", "The date"]
    page = mediator.get("/table/write/agreement").text
    assert re.findall(r'<optgroup label="([^"]+)"', page) == order
    page = mediator.get("/table/write/proposal").text
    assert re.findall(r'<label for="f-options-\w+">([^<]+)<', page) == order


def test_one_partys_word_is_not_an_agreement(mediator: Browser, south: Browser) -> None:
    """Everyone at the table reads who agreed; it is agreed once all who bargain are named."""
    write(mediator, "step", {"title": "Summit", "needs-toll": "agreed"})
    write(mediator, "agreement", {"settled": "toll:small", "parties-north": "yes"})
    for browser in (mediator, south):
        page = browser.get("/table").text
        assert "<b>0</b> of 3 issues agreed" in page
        standing = section(page, "readiness")
        assert '<span class="level open">open</span>' in standing
        assert 'Small <span class="note">agreed by North alone</span>' in standing
        assert "Has yet to be agreed by: South" in standing
        waits = "The toll: not everybody who has to agree is named for the same option (South)"
        assert waits in standing
    page = write(mediator, "agreement", {"settled": "toll:small", "parties-south": "yes"})
    assert "<b>1</b> of 3 issues agreed" in page
    assert 'Small <span class="note">agreed by North and South</span>' in section(page, "readiness")


def test_who_cannot_read_the_joint_table_is_not_named_on_it(tmp_path: Path) -> None:
    """The form offers who bargains or has a seat there, and takes no other."""
    with browsing(workbenches.replayed_house(tmp_path)) as browser:
        mediator = browser.enter("Mediator")
        page = mediator.get("/table/write/agreement").text
        assert re.findall(r'name="parties-([^"]+)"', page) == ["ukraine", "russia"]
        typed = {"settled": "ceasefire:everywhere", "parties-europe": "yes"}
        assert 'id="slip-parties"' in mediator.post("/table/write/agreement", typed).text


def test_brackets_are_taken_back(mediator: Browser) -> None:
    """The issue stands as it stood before."""
    two = {"alternatives-stay": "yes", "alternatives-share": "yes"}
    assert "1</b> bracketed" in write(mediator, "bracket/dam", two)
    mediator.post("/table/undo")
    assert "0</b> bracketed" in mediator.get("/table").text


def test_an_early_harvest_is_made_and_ended(mediator: Browser, south: Browser) -> None:
    """What is agreed on its issues is in force at once, and no longer once it is ended."""
    slips = mediator.post("/table/write/early-harvest").text
    assert {"issues", "parties", "why"} == set(re.findall(r'id="slip-(\w+)"', slips))
    assert "This is needed: tick at least one." in slips
    both = {"parties-north": "yes", "parties-south": "yes"}
    write(mediator, "agreement", {"settled": "toll:small", **both})
    assert "in force" not in section(mediator.get("/table").text, "readiness").split("harvest")[0]
    made = {"issues-toll": "yes", "parties-north": "yes", "why": "A start."}
    alone = mediator.post("/table/write/early-harvest", made).text
    assert "An exception is by common consent: it needs that of North and South." in alone
    assert re.findall(r'id="slip-(\w+)"', alone) == ["parties"]
    made["parties-south"] = "yes"
    page = write(mediator, "early-harvest", made)
    assert "</span> in force" in section(page, "readiness")
    assert "The toll: in force as soon as agreed, by consent of North and South." in page
    assert "A start." in south.get("/table").text
    (ending,) = set(links(page, "early-harvest-ended"))
    assert south.get(f"/table/write/early-harvest-ended/{ending}").status_code == 404
    assert (
        "waits again until everything"
        in mediator.get(f"/table/write/early-harvest-ended/{ending}").text
    )
    mediator.post(f"/table/write/early-harvest-ended/{ending}")
    ended = mediator.get("/table").text
    assert "</strong> Early harvest ended: The toll." in ended
    ended = mediator.get("/table").text
    assert "A start." not in ended
    assert "</span> in force" not in section(ended, "readiness")
    mediator.post("/table/undo")
    assert "A start." in mediator.get("/table").text


def test_a_block_is_lifted_by_its_own_party(
    mediator: Browser, north: Browser, south: Browser
) -> None:
    """The other party is not offered it, and is refused where it asks."""
    blocked = {"issue": "dam", "party": "south", "why": "The ministry has to look."}
    assert "1</b> blocked" in write(mediator, "block", blocked)
    (block,) = set(links(south.get("/table").text, "block-lifted"))
    assert north.post(f"/table/write/block-lifted/{block}").status_code == 404
    assert links(north.get("/table").text, "block-lifted") == []


def test_a_mediator_lifts_a_block_and_takes_that_back(mediator: Browser) -> None:
    """The block stands again as it stood."""
    page = write(mediator, "block", {"issue": "dam", "party": "south", "why": "Not yet."})
    (block,) = set(links(page, "block-lifted"))
    mediator.post(f"/table/write/block-lifted/{block}")
    page = mediator.get("/table").text
    assert "</strong> Block lifted: South, on The dam." in page
    assert "0</b> blocked" in page
    listed = mediator.get("/record").text
    kinds = re.findall(r'<span class="kind">([^<]+)</span> <span class="name">South, on', listed)
    assert kinds == ["Block lifted", "Block"]
    found = mediator.post("/record", {"words": "block lifted"}).text
    assert found.count('<span class="kind">') == 1
    mediator.post("/table/undo")
    page = mediator.get("/table").text
    assert "Not yet." in page
    assert "1</b> blocked" in page


def test_a_paper_is_replaced_and_taken_off(mediator: Browser, north: Browser) -> None:
    """The new one begins from the old; the old stays readable, no longer on the table."""
    paper = {"room": "joint", "title": "Half and half", "paper": "package", "options-dam": "share"}
    page = write(mediator, "proposal", paper)
    (old,) = set(links(page, "proposal-instead"))
    form = mediator.get(f"/table/write/proposal-instead/{old}").text
    assert 'value="Half and half"' in form
    assert '<option value="share" selected>' in form
    assert north.get(f"/table/write/proposal-instead/{old}").status_code == 404
    other = {"title": "A third", "paper": "package", "options-dam": "stay"}
    page = write(mediator, f"proposal-instead/{old}", other)
    assert section(page, "proposals").count("no longer on the table") == 1
    (new,) = set(links(page, "proposal-off"))
    assert new != old
    page = write(mediator, f"proposal-off/{new}")
    assert section(page, "proposals").count("no longer on the table") == 2


def test_what_is_called_off_leaves_the_calendar(mediator: Browser) -> None:
    """A round and a meeting; both stay on the table, marked."""
    hours = {"starts": "2990-01-02T09:00", "ends": "2990-01-02T10:00", "zone": "+00:00"}
    page = write(mediator, "round", {"title": "Round nine", **hours})
    (round_,) = set(links(page, "round-off"))
    page = write(mediator, "meeting", {"held_as": "plenary", "title": "All of us", **hours})
    (meeting,) = set(links(page, "meeting-off"))
    write(mediator, f"round-off/{round_}")
    page = write(mediator, f"meeting-off/{meeting}")
    assert section(page, "programme").count("called off") == 2
    assert "Round nine" not in page.split('id="h-coming"')[1].split("</section>")[0]


def test_a_briefing_is_noted_with_whom_it_was_given_to(mediator: Browser, north: Browser) -> None:
    """That side and the mediators read it, and nobody else."""
    told = {"to": "south", "text": "The toll moved.", "terms": "background"}
    page = write(mediator, "briefing", {**told, "given": "2026-01-02T09:00", "zone": "+00:00"})
    assert "The toll moved." in page
    assert "The toll moved." not in north.get("/table").text
    assert north.get("/table/write/briefing").status_code == 404


def carried(south: Browser, mediator: Browser, *, noted: bool) -> str:
    """A message of the south, delivered; the id of its entry."""
    sent = {"sender": "south", "to": "north", "text": "Shall we?", "caveat": "convey-attributed"}
    page = write(south, "message", sent)
    message = re.findall(r'action="/table/envelopes/(\w+)"', page.split('id="board"')[1])[0]
    delivered = {"carrier": "A messenger", "reply_promised_by": "2026-01-01T09:00"}
    delivered |= {"zone": "+00:00"} | ({"noted": "yes"} if noted else {})
    write(mediator, f"delivery/{message}", delivered)
    return str(message)


def test_a_message_is_given_with_leave_to_carry_it(mediator: Browser, south: Browser) -> None:
    """The form does not offer what is for the mediators only, and takes no such message."""
    form = south.get("/table/write/message").text
    offered = re.findall(r'name="caveat" value="([^"]+)"', form)
    assert offered == ["float-as-your-own", "convey-attributed", "public"]
    sent = {"sender": "south", "to": "north", "text": "Shall we?", "caveat": "mediator-only"}
    assert 'id="slip-caveat"' in south.post("/table/write/message", sent).text
    assert "Not to be carried" not in mediator.get("/table").text


def test_a_message_of_before_that_may_not_be_carried_waits_for_nobody(tmp_path: Path) -> None:
    """It stands apart, and nobody is asked to carry it or to say that it was delivered."""
    house = workbenches.cheap_house(tmp_path, workbenches.small_talks())
    given = {"sender": "south", "to": "north", "text": "Wait.", "caveat": "mediator-only"}
    talks = house.sign_in("South", house.demonstration["South"]).talks
    message = to_bytes(make("message", {"id": "old", **given}))
    talks.session.append(talks.room("south"), message)
    with browsing(house) as browser:
        page = browser.enter("Mediator").get("/table").text
    board = section(page, "board")
    assert "Told to the mediators alone." in board.split("Not to be carried")[1]
    assert links(board, "delivery") == []
    assert "<b>0</b> messages to carry" in page


def test_a_side_answers_what_was_carried_to_it(
    mediator: Browser, north: Browser, south: Browser
) -> None:
    """It learns that something came and by when, not what nor whose; its own reply it can read."""
    message = carried(south, mediator, noted=True)
    board = section(north.get("/table").text, "board")
    assert "Carried to your side" in board
    assert "A messenger" in board
    assert "Reply overdue since" in board
    assert "South" not in board
    (delivery,) = set(links(board, "answer"))
    page = write(north, f"answer/{delivery}", {"text": "We will."})
    lane = section(page, "board").split('id="h-replied"')[1]
    assert "Your side replied" in lane
    assert "We will." not in page
    (reply,) = set(re.findall(r'action="/table/envelopes/(\w+)"', lane.split("</section>")[0]))
    letter = north.get(f"/table/envelopes/{reply}").text
    assert "We will." in letter
    assert "Shall we?" not in letter
    assert south.get(f"/table/envelopes/{reply}").status_code == 404
    assert "We will." not in south.get(f"/table/envelopes/{message}").text
    table = mediator.get("/table").text
    assert "The reply has yet to be taken back to South." in table
    write(mediator, f"reply/{message}", {"text": "They will."})
    assert "has yet to be taken back" not in mediator.get("/table").text
    assert "They will." in south.get(f"/table/envelopes/{message}").text
    assert "They will." not in north.get(f"/table/envelopes/{reply}").text


def test_a_delivery_that_is_not_noted_with_its_recipient_stays_unseen(
    mediator: Browser, north: Browser, south: Browser
) -> None:
    """As before: nothing on the recipient's table."""
    carried(south, mediator, noted=False)
    assert "Carried to your side" not in north.get("/table").text


def test_a_sender_answers_nothing_in_its_recipients_place(
    mediator: Browser, south: Browser
) -> None:
    """The delivery that the sender reads is not for it to answer."""
    carried(south, mediator, noted=False)
    entries = mediator.get("/record").text
    identities = set(re.findall(r"\b[0-9a-f]{32}\b", entries))
    assert identities
    assert {south.get(f"/table/write/answer/{i}").status_code for i in identities} == {404}


def test_who_is_not_at_the_table_is_not_told_that_all_is_open(tmp_path: Path) -> None:
    """Without a seat at the joint table nothing is known of what is settled there."""
    house = workbenches.replayed_house(tmp_path)
    with browsing(house) as browser:
        page = browser.enter("Europe").get("/table").text
    assert "has no seat at the joint table" in page
    assert "issues agreed" not in page
    assert "No next step is planned" not in page


def test_striking_out_says_what_goes_with_it(mediator: Browser) -> None:
    """What it is, by its title, what follows, and when something else is better."""
    hours = {"starts": "2990-01-02T09:00", "ends": "2990-01-02T10:00", "zone": "+00:00"}
    page = write(mediator, "round", {"title": "Round nine", **hours})
    round_ = re.findall(r"/table/strike/(\w+)", page)[0]
    form = mediator.get(f"/table/strike/{round_}").text
    assert "Round: Round nine" in form
    assert "Its meetings stay on the table, outside any round" in form
    assert "For what was written by mistake." in form
