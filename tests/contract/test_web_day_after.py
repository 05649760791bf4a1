"""The page of the day after over HTTP: what it answers and refuses, and to whom it is empty."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

import workbenches
from holdfast.desk.seats import House
from holdfast.dossier import parse
from holdfast.web import enduring
from holdfast.web.visits import Visit
from holdfast.web.work import Job
from workbenches import Browser, browsing

CASE = workbenches.REPOSITORY / "tests" / "cases" / "line_and_day_after.yaml"
PIECE = {"hx-request": "true"}
SEES, GAIN = "lever-instruments.force.sees.raid", "lever-violations.raid.gain"


def house_of(folder: Path, text: str) -> House:
    """The small case with a day after, as talks; East is the mediator."""
    folder.mkdir(exist_ok=True)
    return workbenches.cheap_house(folder, parse(text, "case.yaml"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Talks with a day after."""
    return house_of(tmp_path_factory.mktemp("house"), CASE.read_text(encoding="utf-8"))


@pytest.fixture
def mediator(house: House) -> Iterator[Browser]:
    """A mediator's browser."""
    with browsing(house) as found:
        yield found.enter("Mediator")


def verdict(page: str) -> str:
    """What the page says at a glance: holds, breaks or undecided."""
    found = re.search(r'class="verdict (\w+)"', page)
    assert found is not None
    return found[1]


def waited(browser: Browser, kind: str) -> str:
    """Long work, begun and asked after until it is over."""
    piece = browser.get(f"/day-after/work/{kind}", **PIECE).text
    until = monotonic() + 60
    while 'class="working"' in piece and monotonic() < until:
        sleep(0.05)
        piece = browser.get(f"/day-after/work/{kind}", **PIECE).text
    return piece


def test_the_page_says_what_is_asked_and_what_follows(mediator: Browser) -> None:
    """The verdict, the trust list, levers with their range, courses, guarantees, base rates."""
    page = mediator.get("/day-after").text
    assert verdict(page) == "breaks"
    assert "North would break it after 1 period of a month at the earliest" in page
    assert page.count('<tr class="partly-trust">') == 2
    assert f'name="{SEES}" min="0" max="1" step="0.01" value="0.65"' in page
    assert "0.6\N{EN DASH}0.7 in the dossier" in page
    assert "East steady" in page
    assert "Half of such lines held for ten years." in page
    assert "/day-after/choice" in page


def test_a_course_of_resolve_turns_the_verdict(mediator: Browser) -> None:
    """While East is steady it holds; the choice is remembered by the page."""
    answer = mediator.post("/day-after/choice", {"course": "steady"}, **PIECE)
    assert verdict(answer.text) == "holds"
    page = mediator.get("/day-after").text
    assert verdict(page) == "holds"
    assert 'value="steady" checked' in page
    own = mediator.post("/day-after/choice", {"own": "yes"}, **PIECE)
    assert verdict(own.text) == "breaks"


def test_levers_turn_it_back_and_say_by_how_much(mediator: Browser) -> None:
    """A force that sees nothing and a raid that gains more: it breaks, and margins fall."""
    mediator.post("/day-after/choice", {"course": "steady"})
    answer = mediator.post("/day-after/levers", {SEES: "0", GAIN: "26"}, **PIECE)
    assert answer.text.startswith('<div id="answer"')
    assert verdict(answer.text) == "breaks"
    assert "with 2 levers moved" in answer.text
    assert "swing down" in answer.text
    back = mediator.post("/day-after/levers", {SEES: "0.65", GAIN: "11"}, **PIECE)
    assert verdict(back.text) == "holds"
    assert "moved" not in back.text


@pytest.mark.parametrize("gain", ["26", "0"])
def test_a_lever_moved_while_a_piece_is_told_changes_nothing_in_it(
    mediator: Browser, monkeypatch: pytest.MonkeyPatch, gain: str
) -> None:
    """A piece is all of one question, however another request turns the verdict meanwhile."""
    mediator.post("/day-after/choice", {"course": "steady"})
    mediator.post("/day-after/levers", {SEES: "0", GAIN: "0" if gain == "26" else "26"}, **PIECE)
    before = waited(mediator, "change")
    moved: list[str] = []
    wait = Job.wait

    def move_first(job: Job[object], seconds: float) -> bool:
        if not moved:
            moved.append("")
            moved[0] = mediator.post("/day-after/levers", {GAIN: gain}, **PIECE).text
        return wait(job, seconds)

    monkeypatch.setattr(Job, "wait", move_first)
    assert mediator.get("/day-after/work/change", **PIECE).text == before
    assert verdict(moved[0]) == ("breaks" if gain == "26" else "holds")
    assert waited(mediator, "change") != before


@pytest.mark.parametrize("kind", ["further", "change", "guarantees", "hinges"])
def test_work_that_another_request_dropped_is_called_off_all_the_same(
    mediator: Browser, kind: str
) -> None:
    """The piece is as it was before anybody began it, and begins again by itself or when asked."""
    mediator.get("/day-after")
    piece = mediator.post(f"/day-after/work/{kind}/cancel", {}, **PIECE)
    assert piece.status_code == 200
    assert f'id="{kind}-work"' in piece.text
    assert f"/day-after/work/{kind}" in piece.text


def test_levers_stay_when_another_option_is_picked(mediator: Browser) -> None:
    """What is not in the new compact is dropped, the rest stands as it was moved."""
    data = {"course": "steady", "pick-monitors": "joint", SEES: "0", GAIN: "12.5"}
    answer = mediator.post("/day-after/choice", data, **PIECE).text
    assert SEES not in answer
    assert re.search(rf'name="{GAIN}"[^>]*value="12.5"', answer)
    assert 'value="joint" selected' in answer


def test_a_guarantee_of_the_menu_is_taken_whole(mediator: Browser) -> None:
    """Its options take the place of the package's."""
    answer = mediator.post("/day-after/choice", {"take": "menu:joint"}, **PIECE).text
    assert 'value="joint" selected' in answer


def test_of_two_choices_at_once_neither_undoes_the_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visit's choices are made one after the other, however they come."""
    visit = Visit("Mediator", house.sign_in("Mediator", house.demonstration["Mediator"]), 0, 0)
    take = enduring.take_to_hand

    def slow(*args: Any) -> Any:
        sleep(0.3)
        return take(*args)

    monkeypatch.setattr(enduring, "take_to_hand", slow)
    choices: tuple[dict[str, str], ...] = ({"take": "menu:joint"}, {"course": "steady"})
    with ThreadPoolExecutor() as both:
        list(both.map(lambda choice: enduring.change(visit, choice), choices))
    found = enduring.work_of(visit, enduring.askable(visit)).chosen
    assert found.options["monitors"] == "joint"
    assert found.course == "steady"


def test_a_page_brings_all_that_is_asked_about(house: House) -> None:
    """Where nothing is remembered any more, its levers are answered for the package it shows."""
    with browsing(house) as browser:
        page = browser.enter("Mediator").get("/day-after").text
        issues = house.sign_in("Mediator", house.demonstration["Mediator"]).look().dossier.issues
        assert set(re.findall(r'name="pick-([^"]+)"', page)) == set(issues)
        answer = browser.post("/day-after/levers", {"pick-monitors": "outside"}, **PIECE).text
        assert "“Joint patrols”" not in answer
        answer = browser.post("/day-after/levers", {"pick-monitors": "joint"}, **PIECE).text
        assert "“Joint patrols”" in answer


def test_the_package_at_hand_in_space_can_be_asked_about(mediator: Browser) -> None:
    """Once another package is at hand there, it is offered here."""
    mediator.get("/day-after")
    mediator.get("/space")
    mediator.post("/space/package", {"pick-line": "back", "pick-monitors": "joint"})
    assert 'value="space"' in mediator.get("/day-after").text
    answer = mediator.post("/day-after/choice", {"take": "space"}, **PIECE).text
    assert "The old boundary" in answer
    assert 'value="joint" selected' in answer


def test_a_draft_on_the_table_can_be_asked_about(tmp_path: Path) -> None:
    """What it settles takes the place of the package's options; no other draft is there."""
    house = house_of(tmp_path, CASE.read_text(encoding="utf-8"))
    talks = house.sign_in("Mediator", house.demonstration["Mediator"]).talks
    paper = {"title": "Patrols", "paper": "package", "options": {"monitors": "joint"}}
    talks.add("joint", "proposal", **paper)
    with browsing(house) as browser:
        assert "On the table: Patrols" in browser.enter("Mediator").get("/day-after").text
        answer = browser.post("/day-after/choice", {"take": "draft:0"}, **PIECE).text
        assert 'value="joint" selected' in answer
        assert browser.post("/day-after/choice", {"take": "draft:7"}, **PIECE).status_code == 404


def test_what_follows_further_comes_as_a_piece(mediator: Browser) -> None:
    """The whole verdict, the curve with its numbers, the proof and every assumed input."""
    mediator.get("/day-after")
    piece = mediator.post("/day-after/further", None, **PIECE).text
    assert "It holds only while East stays steady" in piece
    assert '<path class="curve"' in piece
    assert "accepted by the independent checker" in piece
    assert "A raid across the line" in piece


def test_long_work_is_begun_told_and_remembered(mediator: Browser) -> None:
    """Guarantees and hinges each come when they are done, and stay on the page."""
    mediator.get("/day-after")
    assert "An outside force" in waited(mediator, "guarantees")
    assert "admissible readings" in waited(mediator, "hinges")
    page = mediator.get("/day-after").text
    assert 'class="guarantees"' in page
    assert 'class="hinges"' in page


def test_long_work_is_called_off(mediator: Browser) -> None:
    """Nothing is claimed then, and it can be begun anew."""
    mediator.post("/day-after/choice", {"pick-monitors": "joint"})
    mediator.get("/day-after/work/hinges", **PIECE)
    piece = mediator.post("/day-after/work/hinges/cancel", None, **PIECE).text
    assert "nothing is claimed" in piece or "admissible readings" in piece
    mediator.post("/day-after/work/hinges/again", None, **PIECE)
    assert "admissible readings" in waited(mediator, "hinges")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/day-after/choice", {"course": "no-such"}),
        ("/day-after/choice", {"take": "menu:no-such"}),
        ("/day-after/choice", {"take": "nonsense"}),
        ("/day-after/choice", {"pick-monitors": "no-such"}),
        ("/day-after/work/nonsense/cancel", {}),
    ],
)
def test_what_is_not_there_is_refused(mediator: Browser, path: str, data: dict[str, str]) -> None:
    """A form that names what the talks do not have gets the answer of a page that is not there."""
    assert mediator.post(path, data, **PIECE).status_code == 404


def test_without_scripts_the_whole_page_answers(mediator: Browser) -> None:
    """The same forms give whole pages."""
    for path, data in (("/day-after/levers", {SEES: "0.1"}), ("/day-after/choice", {})):
        page = mediator.post(path, data).text
        assert page.startswith("<!DOCTYPE html>")
        assert verdict(page) == "breaks"


def test_delegations_see_who_weighs_it_and_why(house: House) -> None:
    """An empty page that teaches; every other route is not there, for who looks as them too."""
    with browsing(house) as browser:
        for name in ("North", "Mediator"):
            browser.enter(name)
            if name == "Mediator":
                browser.post("/key", {"name": "North", "to": "/day-after"})
            page = browser.get("/day-after")
            assert page.status_code == 200
            assert "weighed by the mediators" in page.text
            assert "raid" not in page.text
            for path in ("choice", "levers", "further", "work/hinges/cancel", "work/hinges/again"):
                assert browser.post(f"/day-after/{path}").status_code == 404
            assert browser.get("/day-after/work/hinges").status_code == 404


def test_mediators_without_a_day_after_are_taught(tmp_path: Path) -> None:
    """What to write, as small as it can be; and what is shown as a sample is one."""
    text = CASE.read_text(encoding="utf-8").partition("\nday_after:")[0] + "\n"
    with browsing(house_of(tmp_path, text)) as browser:
        page = browser.enter("Mediator").get("/day-after").text
    assert "Nothing is written down yet" in page
    sample = re.search(r'<pre class="sample"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert sample is not None
    assert parse(text + sample[1] + "\n", "sample.yaml").day_after is not None


def test_another_day_after_changes_no_byte_for_a_delegation(tmp_path: Path) -> None:
    """Two worlds that differ in what the mediators hold of the day after look the same to North."""
    text = CASE.read_text(encoding="utf-8")
    other = text.replace("gain: 9..13", "gain: 31").replace("Trade suspended", "A blockade")
    seen = []
    for number, world in enumerate((text, other)):
        with browsing(house_of(tmp_path / str(number), world)) as browser:
            browser.enter("North")
            answers = [
                browser.get("/day-after"),
                browser.get("/day-after/work/guarantees"),
                *(browser.post(f"/day-after/{p}", {SEES: "0"}) for p in ("choice", "levers")),
                browser.post("/day-after/further", None, **PIECE),
            ]
            seen.append(
                [
                    (a.status_code, a.text.replace(browser.token, "TOKEN"), sorted(a.headers))
                    for a in answers
                ]
            )
    assert seen[0] == seen[1]
    assert [status for status, _, _ in seen[0]] == [200, 404, 404, 404, 404]
