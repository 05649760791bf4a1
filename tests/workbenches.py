"""Workbenches for tests: small talks with cheap passphrases, called as a browser does."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import httpx
import uvicorn
from litestar.testing import TestClient

from holdfast.desk.convening import Convener, convene, invite, seat_mediator, seat_party
from holdfast.desk.demonstration import found_demonstration
from holdfast.desk.seats import House
from holdfast.desk.talks import LEDGER_FILE, join_talks
from holdfast.dossier import Dossier, Role, parse, read, write
from holdfast.ledger import open_ledger
from holdfast.ledger.means import Means, system_clock
from holdfast.ledger.seal import system_entropy
from holdfast.ledger.vault import CHEAPEST
from holdfast.web import Settings, loopback_settings, make_application

REPOSITORY = Path(__file__).parents[1]
PORT = 8765
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
PATIENCE_MS = 60_000
"""How long a real browser is waited for: a machine that does much else can be very slow."""

SMALL = """
holdfast: 1
title: Talks on a river
sources: {paper: {title: A paper on the river, publisher: A newspaper}}
evidence:
  dam-said: {source: paper, says: The north will not move the dam., paragraph: 1}
  %(other)s-told: {source: paper, says: "%(told)s", paragraph: 2}
parties:
  north: {name: North, roles: principal}
  south: {name: South, roles: principal}
  host: {name: The host, roles: mediator}
issues:
  dam: {title: The dam, options: {stay: It stays, move: It moves, share: It is shared}}
  toll: {title: The toll, options: {none: None, small: Small, large: Large}}
  date: {title: The date, options: {soon: Soon, late: Late}}
links: [{id: no-free-dam, never: {dam: share, toll: none}, why: Somebody has to pay.}]
views:
  north:
    no_deal: 20..30
    values:
      dam: {weight: 40..60, worth: {stay: 100, share: 40..60, move: 0}, because: dam-said}
      toll: {weight: 30, worth: {large: 100, small: 50, none: 0}}
      date: {weight: 10, order: [late, soon]}
    red_lines: [{id: stays, title: The dam stays, never: {dam: move}, price: never}]
    stance: {dam: {option: stay, because: dam-said}}
  south:
    no_deal: %(no_deal)s
    values:
      dam: {weight: %(weight)s, worth: {move: 100, share: 70..80, stay: 0}, because: %(other)s-told}
      toll: {weight: 20, worth: {none: 100, small: 60, large: 0}}
      date: {weight: 30, order: [soon, late]}
    stance: {dam: move}
"""


def small_talks(
    *,
    weight: str = "50",
    no_deal: str = "10",
    told: str = "The south needs water.",
    other: str = "south",
) -> Dossier:
    """Two sides, three issues; what the south wants in confidence can be another."""
    words = {"weight": weight, "no_deal": no_deal, "told": told, "other": other}
    return parse(SMALL % words)


def abu_dhabi() -> Dossier:
    """The talks of the demonstration."""
    return read(REPOSITORY / "examples" / "abu-dhabi")


def cheap_means() -> Means:
    """Passphrases that cost nothing to try; all else as it is in earnest."""
    return Means(clock=system_clock, entropy=system_entropy, cost=CHEAPEST)


def cheap_house(folder: Path, dossier: Dossier, means: Means | None = None) -> House:
    """Talks of a dossier: two mediators, and an account for each party that is none.

    Without means of their own, talks that were founded before are copied and not founded anew.
    """
    where = str(folder / LEDGER_FILE)
    phrases = {name: f"the phrase of {name} in a test" for name in _names(dossier)}
    if means is not None:
        _found(where, dossier, phrases, means)
        return House(open_ledger(where, means), folder, phrases)
    text = write(dossier)
    if text not in _founded:
        with TemporaryDirectory() as aside:
            first = Path(aside) / LEDGER_FILE
            _found(str(first), dossier, phrases, cheap_means())
            assert [file.name for file in first.parent.iterdir()] == [LEDGER_FILE]
            _founded[text] = first.read_bytes()
    Path(where).write_bytes(_founded[text])
    return House(open_ledger(where, cheap_means()), folder, phrases)


def replayed_house(folder: Path) -> House:
    """The demonstration as it is served, replayed once and copied."""
    ledger, phrases = _replay()
    (folder / LEDGER_FILE).write_bytes(ledger)
    return House(open_ledger(str(folder / LEDGER_FILE), cheap_means()), folder, dict(phrases))


@cache
def _replay() -> tuple[bytes, Mapping[str, str]]:
    with TemporaryDirectory() as aside:
        house = found_demonstration(Path(aside))
        house.ledger.close()
        assert [file.name for file in Path(aside).iterdir()] == [LEDGER_FILE]
        return (Path(aside) / LEDGER_FILE).read_bytes(), house.demonstration


_founded: dict[str, bytes] = {}
"""Ledgers as they were when their talks had just been founded, by the text of the dossier."""


def _names(dossier: Dossier) -> list[str]:
    parties = [party.name for party in dossier.parties.values() if _has_account(dossier, party.id)]
    return ["Mediator", "Second mediator", *parties]


def _found(where: str, dossier: Dossier, phrases: dict[str, str], means: Means) -> None:
    names = list(phrases)
    party = next(p.id for p in dossier.parties.values() if Role.MEDIATOR in p.roles)
    convener = Convener(names[0], party, phrases[names[0]])
    mediator = convene(where, convener, dossier.title, dossier, means)
    for name in names[1:]:
        token = invite(mediator, name, is_mediator=name == names[1])
        join_talks(where, token, phrases[name], means).close()
    seat_mediator(mediator, names[1], party)
    for each in dossier.parties.values():
        if _has_account(dossier, each.id):
            seat_party(mediator, each.name, each.id)
    mediator.close()


def _has_account(dossier: Dossier, party: str) -> bool:
    return party in dossier.views and Role.MEDIATOR not in dossier.parties[party].roles


@dataclass
class Browser:
    """One browser: its cookies, and the token of the page it last saw."""

    client: TestClient  # type: ignore[type-arg]
    token: str = ""
    calls: list[str] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open an address, going no further where it sends one elsewhere."""
        answer = self.client.get(path, follow_redirects=False, headers=headers)
        if found := re.search(r'name="token" value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, data: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        """Send a form as a page of ours would."""
        sent = {"origin": ORIGIN, **headers}
        form = {"token": self.token, **(data or {})}
        return self.client.post(path, data=form, headers=sent, follow_redirects=False)

    def enter(self, name: str) -> "Browser":
        """Enter a demonstration with one click."""
        answer = self.post("/enter", {"name": name})
        assert answer.status_code == 303, answer.text
        self.get("/positions")
        return self


@contextmanager
def browsing(
    house: House, settings: Settings | None = None, clock: Callable[[], float] = monotonic
) -> Iterator[Browser]:
    """A workbench, and one browser at its door."""
    application = make_application(house, settings or loopback_settings(PORT), clock)
    client = TestClient(application, base_url=ORIGIN)
    with client:
        yield Browser(client)


@contextmanager
def serving(house: House, *, port: int = 0, idle_seconds: int = 900) -> Iterator[str]:
    """A workbench on a port of this machine, for a real browser."""
    import socket

    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    taken = listener.getsockname()[1]
    application = make_application(house, loopback_settings(taken, idle_seconds=idle_seconds))
    config = uvicorn.Config(application, log_level="error", access_log=False, lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{taken}"
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()
