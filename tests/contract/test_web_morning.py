"""The morning brief: what was written, what waits for whom, and nothing of another side."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbenches import Browser, browsing, cheap_house, small_talks

HOURS = timedelta(hours=1)


def moment(after: timedelta) -> str:
    """A moment so long after now, as entries have it."""
    return f"{datetime.now(UTC) + after:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """Talks in which something waits for everybody."""
    house = cheap_house(tmp_path, small_talks())
    south = house.sign_in("South", house.demonstration["South"]).talks
    mediator = house.sign_in("Mediator", house.demonstration["Mediator"]).talks
    to = {"sender": "south", "to": "north", "text": "Let us meet.", "caveat": "convey-attributed"}
    south.add("south", "message", **to)
    soon = {"expires": moment(20 * HOURS), "caveat": "mediator-only"}
    south.add("south", "confidence", party="south", text="Only this week.", **soon)
    done = {"title": "A map of the weir", "owner": "north", "due": moment(-3 * HOURS)}
    mediator.add("joint", "task", **done)
    paper = {"title": "The weir first", "paper": "package", "options": {"dam": "share"}}
    mediator.add("joint", "proposal", **paper)
    agreed = {"issue": "date", "option": "soon", "parties": ["north", "south"]}
    mediator.add("joint", "agreement", **agreed, ad_referendum=["south"])
    south.add("south", "block", issue="toll", party="south", why="Not before the dam.")
    with browsing(house) as found:
        yield found


def decisions(page: str) -> list[str]:
    """What the page says waits for somebody, without the hours."""
    listed = re.findall(r"<ol class=\"decisions\">(.*?)</ol>", page, re.DOTALL)
    items = re.findall(r"<li[^>]*>(.*?)</li>", "".join(listed), re.DOTALL)
    return [re.sub(r" <span class=\"by\">.*|<[^>]+>", "", item, flags=re.DOTALL) for item in items]


def test_a_mediator_reads_everything_that_waits(browser: Browser) -> None:
    """What is late comes first, then what has a day, in the order of the days."""
    assert decisions(browser.enter("Mediator").get("/brief/morning").text) == [
        "Late. A map of the weir (North).",
        "A confidence of South expires; after that it may go nowhere.",
        "A message from South waits to be carried to North.",
        "North has taken no stance that you know of on “The weir first”.",
        "South has taken no stance that you know of on “The weir first”.",
        "South blocks The toll.",
        "South has yet to confirm what was agreed on The date.",
    ]


def test_a_quiet_morning_says_no_more_than_it_looked_at(tmp_path: Path) -> None:
    """A task of another side without a near date is not listed, and not said to be none."""
    house = cheap_house(tmp_path, small_talks())
    mediator = house.sign_in("Mediator", house.demonstration["Mediator"]).talks
    mediator.add("joint", "task", title="A map of the weir", owner="north")
    with browsing(house) as found:
        page = found.enter("Mediator").get("/brief/morning").text
        assert decisions(page) == []
        assert "Nothing waits for you, and nothing of others falls due within 48 hours" in page
        assert decisions(found.enter("North").get("/brief/morning").text) == [
            "A map of the weir (North)."
        ]


def test_a_delegation_reads_what_is_its_own_or_joint(browser: Browser) -> None:
    """Nothing of what the south told, and no other's stance asked for."""
    page = browser.enter("North").get("/brief/morning").text
    assert decisions(page) == [
        "Late. A map of the weir (North).",
        "North has taken no stance that you know of on “The weir first”.",
        "South has yet to confirm what was agreed on The date.",
    ]
    assert "Message to carry" not in page


def test_what_was_written_is_counted_by_kind(browser: Browser) -> None:
    """Since as many days as were asked for; any other number is one day."""
    page = browser.enter("South").get("/brief/morning?days=7").text
    assert re.search(r"<b>1</b> Message to carry", page)
    other = browser.get("/brief/morning?days=9999999999").text
    assert 'href="/brief/morning?days=1" aria-current="true"' in other
