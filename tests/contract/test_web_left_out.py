"""A part of the dossier that cannot be read: on the pages, those who can open it are told."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from holdfast.desk.seats import House
from holdfast.talks.content import to_bytes
from holdfast.talks.filed import DossierPart
from ledgers import HandClock, cheap
from twin_worlds import Drawn
from workbenches import Browser, browsing, cheap_house, small_talks

PAGES = (
    "/positions",
    "/space",
    "/red-lines/whole",
    "/brief/whole",
    "/table",
    "/record",
    "/day-after",
)
NOTICE = "The part of South that was filed on"


@dataclass(frozen=True)
class Broken:
    """Two copies of the same talks; in one the south's part cannot be read with the joint one."""

    sound: House
    broken: House


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broken]:
    """Both houses, with the same clock and randomness."""
    houses = []
    for is_broken in (False, True):
        clock, drawn = HandClock(), Drawn()
        folder: Path = tmp_path_factory.mktemp("house")
        house = cheap_house(folder, small_talks(), cheap(clock, drawn))
        drawn.doing = "what the south files"
        south = house.sign_in("South", house.demonstration["South"]).talks
        (part,) = south.record.at(DossierPart, south.room("south"), "south")
        text = part.content.text.replace("move", "carry") if is_broken else part.content.text
        south.session.append(south.room("south"), to_bytes(DossierPart(name="south", text=text)))
        drawn.doing = "what is looked at"
        clock.move(3600)
        houses.append(house)
    yield Broken(*houses)


def pages(house: House, name: str) -> dict[str, tuple[int, str]]:
    """Every page as somebody has it, whatever the token of the visit."""
    with browsing(house) as browser:
        browser.enter(name)
        return {path: _page(browser, path) for path in PAGES}


def _page(browser: Browser, path: str) -> tuple[int, str]:
    answer = browser.get(path)
    return answer.status_code, answer.text.replace(browser.token, "TOKEN")


@pytest.mark.parametrize("name", ["Mediator", "South"])
def test_the_pages_go_on_and_say_what_is_left_out(talks: Broken, name: str) -> None:
    """With the first of its faults, under the ribbon, in the language of the page.

    The south has no values then, so what is asked of them is refused as where nobody gave any.
    """
    seen = pages(talks.broken, name)
    refused = {path for path, (status, _) in seen.items() if status != 200}
    assert refused <= ({"/space", "/brief/whole"} if name == "South" else set())
    for path in seen.keys() - refused:
        page = seen[path][1]
        notice = re.search(r'<div class="left-out" role="note">(.*?)</div>', page, re.DOTALL)
        assert notice, path
        assert NOTICE in notice[1]
        assert "carry" in notice[1]
        assert page.index("left-out") < page.index("<main")
    assert NOTICE not in str(pages(talks.sound, name))
    with browsing(talks.broken) as browser:
        browser.client.cookies.set("language", "uk")
        assert "Частину (South)" in browser.enter(name).get("/positions").text


def test_nobody_else_reads_a_byte_of_it(talks: Broken) -> None:
    """The north's pages are the same, and a mediator who looks as the north has no notice."""
    sound, broken = pages(talks.sound, "North"), pages(talks.broken, "North")
    assert {path for path in PAGES if sound[path] != broken[path]} == set()
    with ExitStack() as stack:
        browser = stack.enter_context(browsing(talks.broken)).enter("Mediator")
        browser.post("/key", {"name": "North", "to": "/positions"})
        for path in PAGES:
            assert "left-out" not in browser.get(path).text


def test_what_is_left_out_has_no_form(talks: Broken) -> None:
    """Neither its own side nor a mediator corrects a part of what could not be read."""
    for name in ("South", "Mediator"):
        with browsing(talks.broken) as browser:
            browser.enter(name)
            assert browser.get("/positions/south/dam").status_code == 404
            sent = browser.post("/positions/south/dam", {"weight": "5", "how": "worth"})
            assert sent.status_code == 404
            assert browser.get("/judgments/south/no-deal/now").status_code == 404
            assert 'href="/positions/south/dam"' not in browser.get("/positions").text


def test_the_files_say_what_is_left_out(talks: Broken) -> None:
    """The brief that is kept or handed over, and the one on paper; the north's say nothing."""
    with browsing(talks.broken) as browser:
        browser.enter("Mediator")
        file = browser.get("/brief/file").text
        notice = re.search(r'<div class="left-out" role="note">(.*?)</div>', file, re.DOTALL)
        assert notice
        assert NOTICE in notice[1]
        assert "carry" in notice[1]
        assert "Seen by Mediator" in file
        assert browser.get("/brief/pdf").content.startswith(b"%PDF")
        file = browser.enter("North").get("/brief/file").text
        assert NOTICE not in file
        assert "Seen by Mediator, North and Second mediator alone." in file
