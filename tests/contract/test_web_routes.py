"""Every route says who may call it, and is held to it; every answer leaves behind the shield."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

import workbenches
from holdfast.desk.seats import House, Seat
from holdfast.web import loopback_settings
from holdfast.web.access import Access
from holdfast.web.application import make_inner
from holdfast.web.shield import HEADERS
from holdfast.web.visits import Visits
from workbenches import Browser, browsing

SEATED = {Access.SEATED, Access.OWN, Access.MEDIATOR, Access.KEYHOLDER}
FILLED = {
    "{party:str}": "north",
    "{issue:str}": "dam",
    "{kind:str}": "red-line",
    "{place:str}": "0",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A demonstration of small talks."""
    return workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.small_talks())


@pytest.fixture
def browser(house: House) -> Iterator[Browser]:
    """A browser at the door."""
    with browsing(house) as found:
        yield found


def declared(house: House) -> dict[tuple[str, str], Access]:
    """Every method of every path, with who may call it; KeyError where a route does not say."""
    settings = loopback_settings(workbenches.PORT)
    application = make_inner(house, settings, Visits(settings))
    found = {}
    for route in application.routes:
        assert isinstance(route, HTTPRoute)
        for handler in route.route_handlers:
            assert isinstance(handler, HTTPRouteHandler)
            for method in handler.http_methods - {"OPTIONS"}:
                found[str(method), route.path] = Access(handler.opt["access"])
    return found


def calls(house: House, wanted: set[Access]) -> list[tuple[str, str]]:
    """The calls that are declared for some, with the path filled in; static files left out."""
    found = []
    for (method, path), access in declared(house).items():
        if access in wanted and method in {"GET", "POST"} and not path.startswith("/static"):
            for hole, filler in FILLED.items():
                path = path.replace(hole, filler)  # noqa: PLW2901
            found.append((method, path))
    return found


def call(browser: Browser, method: str, path: str, **headers: str) -> int:
    """The status of one call."""
    if method == "GET":
        return browser.get(path, **headers).status_code
    return browser.post(path, None, **headers).status_code


def test_every_route_says_who_may_call_it(house: House) -> None:
    """None is without a declaration, and every kind of declaration is in use and tested below."""
    found = declared(house)
    assert len(found) >= 20
    assert set(found.values()) >= {Access.ANYONE, Access.VISITOR, Access.SEATED, Access.OWN}


def test_who_is_not_signed_in_is_sent_to_the_door(house: House, browser: Browser) -> None:
    """Every route but those for anyone leads to the sign-in page, or says 401 to a module."""
    wanted = SEATED | {Access.VISITOR}
    assert len(calls(house, wanted)) >= 15
    for method, path in calls(house, wanted):
        answer = (browser.get if method == "GET" else browser.post)(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/sign-in"), path
        assert call(browser, method, path, **{"hx-request": "true"}) == 401, path


def test_a_locked_visit_shows_nothing(house: House, browser: Browser) -> None:
    """Once locked, every page leads to where the passphrase is given, and no form does anything."""
    browser.enter("Mediator")
    token = browser.token
    browser.post("/lock")
    for method, path in calls(house, SEATED):
        browser.token = token
        answer = (browser.get if method == "GET" else browser.post)(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/unlock"), path


def test_what_is_for_mediators_is_not_there_for_delegations(house: House, browser: Browser) -> None:
    """A delegation that calls a mediator's route is told that there is no such page."""
    browser.enter("North")
    wanted = calls(house, {Access.MEDIATOR, Access.KEYHOLDER})
    assert wanted
    for method, path in wanted:
        assert call(browser, method, path) == 404, path


def test_who_looks_as_another_changes_nothing(house: House, browser: Browser) -> None:
    """A mediator who looks as a delegation may read what it reads, and write nothing."""
    browser.enter("Mediator")
    browser.post("/key", {"name": "North", "to": "/positions"})
    for method, path in calls(house, {Access.OWN, Access.MEDIATOR}):
        assert call(browser, method, path) == 403, path
    for path in ("/positions", "/space", "/brief/whole"):
        assert call(browser, "GET", path) == 200


def test_a_form_from_elsewhere_is_refused(house: House, browser: Browser) -> None:
    """Every route that changes anything refuses another origin, and a form without the token."""
    browser.enter("Mediator")
    right = browser.token
    writing = [(m, p) for m, p in calls(house, set(Access)) if m == "POST" and p != "/sign-out"]
    assert len(writing) >= 9
    for _, path in writing:
        for origin in ("https://elsewhere.example", "null", ""):
            answer = browser.post(path, origin=origin)
            assert answer.status_code == 403, (path, origin)
    for _, path in calls(house, SEATED | {Access.VISITOR}):
        browser.token = right[::-1]
        if ("POST", path) in writing:
            assert call(browser, "POST", path) == 403, path
    browser.token = right
    assert browser.get("/positions").status_code == 200


def test_one_click_entry_is_only_in_a_demonstration(house: House) -> None:
    """Where no phrases of a demonstration are known there is neither the route nor the buttons."""
    real = House(house.ledger, house.folder)
    with browsing(real) as browser:
        assert call(browser, "POST", "/enter") == 404
        page = browser.get("/sign-in").text
        assert "/enter" not in page
        assert "North" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 200),
        ("/no-such-page", 404),
        ("/positions", 303),
        ("/static/x", 404),
        ("/key", 405),
    ],
)
def test_every_answer_carries_the_headers(browser: Browser, path: str, status: int) -> None:
    """Pages, refusals and redirects all carry the policy, and none of them is kept."""
    answer = browser.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["cache-control"] == "no-store"
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_no_route_answers_to_options(house: House, browser: Browser) -> None:
    """What the framework would answer of its own accord is refused like any other."""
    for _, path in calls(house, set(Access)):
        assert browser.client.options(path).status_code == 404, path


def test_another_host_is_not_served(browser: Browser) -> None:
    """A name that leads here by a trick of the name system gets nothing."""
    answer = browser.get("/sign-in", host="rebound.example")
    assert answer.status_code == 421
    assert answer.headers["cache-control"] == "no-store"


def test_a_body_too_large_is_refused(browser: Browser) -> None:
    """More than a form of ours can be is not read to its end."""
    answer = browser.post("/sign-in", {"name": "x" * 100_000})
    assert answer.status_code == 413


def test_too_many_tries_at_the_door_are_refused(house: House) -> None:
    """After as many tries as there may be in a minute the answer is 429, whatever is tried.

    The clock stands still, for on a busy machine there may be another try before all are done.
    """
    settings = loopback_settings(workbenches.PORT)
    with browsing(house, settings, clock=lambda: 1000.0) as browser:
        statuses = [
            browser.post("/sign-in", {"name": f"nobody{n}", "passphrase": "x"}).status_code
            for n in range(settings.tries_a_minute + 1)
        ]
    assert set(statuses[:-1]) == {403}
    assert statuses[-1] == 429


def test_a_wrong_passphrase_and_an_unknown_name_read_the_same(browser: Browser) -> None:
    """The page says that something was not right, and never what."""
    texts = {
        browser.post("/sign-in", {"name": name, "passphrase": "wrong words altogether"}).text
        for name in ("Mediator", "Nobody at all")
    }
    assert len(texts) == 1


def test_the_cookie_is_closed(browser: Browser) -> None:
    """No script reads it, no other site sends it, and its secret stands in no page."""
    answer = browser.post("/enter", {"name": "North"})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie.replace("SameSite=Strict", "SameSite=strict")
    secret = cookie.split("=")[1].split(";")[0]
    assert secret not in browser.get("/positions").text


def test_two_pages_that_come_in_again_share_a_visit(house: House, browser: Browser) -> None:
    """After a restart each asks for the passphrase; what was typed on the first stays good."""
    piece = {"x-holdfast-piece": "1"}
    typed = {"name": "North", "passphrase": house.demonstration["North"]}
    first = browser.post("/sign-in", typed, **piece).headers["x-holdfast-token"]
    second = browser.post("/sign-in", typed, **piece).headers["x-holdfast-token"]
    assert first == second
    other = {"name": "South", "passphrase": house.demonstration["South"]}
    assert browser.post("/sign-in", other, **piece).headers["x-holdfast-token"] != first
    browser.post("/sign-in", typed)
    browser.get("/positions")
    assert browser.token != first


def test_a_demonstration_is_unlocked_by_one_click(house: House, browser: Browser) -> None:
    """Nobody was told a passphrase there; elsewhere one is needed, and a wrong one never does."""
    browser.enter("North")
    browser.post("/lock")
    assert browser.post("/unlock", {"passphrase": "wrong words altogether"}).status_code == 403
    assert browser.post("/unlock", {"passphrase": ""}).status_code == 303
    assert browser.get("/positions").status_code == 200
    bare = House(house.ledger, house.folder)
    with browsing(bare) as real:
        typed = {"name": "North", "passphrase": house.demonstration["North"]}
        real.post("/sign-in", typed)
        assert "may stay empty" not in real.get("/positions").text
        real.post("/lock")
        assert real.post("/unlock", {"passphrase": ""}).status_code == 403
        assert real.post("/sign-in", {"name": "North", "passphrase": ""}).status_code == 403


def test_signing_out_ends_the_visit(browser: Browser) -> None:
    """The old cookie opens nothing afterwards."""
    browser.enter("North")
    secret = dict(browser.client.cookies)
    browser.post("/sign-out")
    for name, value in secret.items():
        browser.client.cookies.set(name, value)
    assert browser.get("/positions").headers["location"].startswith("/sign-in")


def test_nothing_is_told_of_a_defect(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A defect answers with a sentence; the note of it holds lines of code and none of the data."""

    class Broken(House):
        def sign_in(self, name: str, passphrase: str, code: str = "") -> Seat:
            message = f"{name} {passphrase} {code}"
            raise ValueError(message)

    broken = Broken(house.ledger, tmp_path)
    with browsing(broken) as browser:
        answer = browser.post("/sign-in", {"name": "North", "passphrase": "the very passphrase"})
    assert answer.status_code == 500
    assert "the very passphrase" not in answer.text
    assert "ValueError" not in answer.text
    assert "ValueError" in caplog.text
    assert "the very passphrase" not in caplog.text
