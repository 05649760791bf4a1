"""The workbench under load: 200 people read and 20 write, for a minute, on two cores.

    python bench/workbench_load.py                    # a minute
    python bench/workbench_load.py --seconds 10       # a look

The load comes from a process beside the server, on the same cores. Everybody waits a while between
two pages (``--think``, ``--typing``), as people do; pages of others stand open and ask every half
a minute what is new (``--standing``). Every correction that was acknowledged is
looked for in the ledger afterwards, which is opened anew from its file. Then as many readers call a
bare application of the same framework that renders a constant page. The result is JSON.
"""

import argparse
import asyncio
import json
import random
import re
import socket
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.parse import urlencode
from urllib.request import urlopen

HERE = Path(__file__).parent
OURS, BARE = 8801, 8802
PAGES = ("/table", "/positions", "/space", "/red-lines", "/day-after", "/brief", "/record")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
SEEN = re.compile(r'data-seen="([0-9]+)"')
FINE = {200, 303}


@dataclass
class Tally:
    """What came of all calls: seconds by kind, what went wrong, what was acknowledged as kept."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    held_back: int = 0
    largest: int = 0


class Fields(HTMLParser):
    """What a browser would send of the form that has a field called weight."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.typed: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form begins, or one of its fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.typed = {}
        is_sent = given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if tag == "input" and "name" in given and is_sent:
            self.typed[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A form ends; it is kept if it is the one."""
        if tag == "form" and "weight" in self.typed:
            self.found = self.typed


class Browser:
    """One connection that is kept, with its cookie and the token of the page it last saw."""

    def __init__(self, port: int, tally: Tally) -> None:
        self.port, self.tally = port, tally
        self.cookie = self.token = ""
        self.status = 0
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def call(
        self, kind: str, path: str, form: dict[str, str] | None = None, seen: str = ""
    ) -> str:
        """The page at an address, or what comes of a form sent there; what is not fine is noted.

        ``seen`` is how many entries there were when a page was drawn that asks what is new.
        """
        sent = urlencode({"token": self.token, **form}).encode() if form is not None else b""
        head = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1",
            f"host: 127.0.0.1:{self.port}",
            f"origin: http://127.0.0.1:{self.port}",
            f"cookie: {self.cookie}",
            "content-type: application/x-www-form-urlencoded",
            f"content-length: {len(sent)}",
        ]
        if seen:
            head += [f"x-holdfast-seen: {seen}", "x-holdfast-piece: 1"]
        began = perf_counter()
        try:
            asked = "\r\n".join((*head, "", "")).encode()
            self.status, page = await self._exchange(asked + sent)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.streams, self.status = None, 0
            self.tally.errors[f"{kind}: {type(error).__name__}"] += 1
            return ""
        self.tally.seconds.setdefault(kind, []).append(perf_counter() - began)
        self.tally.largest = max(self.tally.largest, len(page))
        if self.status not in FINE:
            self.tally.errors[f"{kind}: {self.status}"] += 1
        if found := TOKEN.search(page):
            self.token = found[1]
        return page if self.status == 200 else ""

    async def _exchange(self, sent: bytes) -> tuple[int, str]:
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        reader, writer = self.streams
        writer.write(sent)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        length = 0
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            if name.lower() == "set-cookie" and "holdfast-" in value:
                self.cookie = value.partition(";")[0]
        page = (await reader.readexactly(length)).decode(errors="replace")
        return int(first.split(" ")[1]), page


async def read(browser: Browser, pages: list[str], until: float, think: float) -> None:
    """Look at one page after another."""
    choose = random.Random(id(browser))
    await asyncio.sleep(choose.uniform(0, think))
    while perf_counter() < until:
        page = choose.choice(pages)
        await browser.call(page, page)
        await asyncio.sleep(choose.uniform(0.5, 1.5) * think)


async def stand(browser: Browser, until: float) -> None:
    """Leave a page open, which asks every half a minute what is new."""
    await asyncio.sleep(random.Random(id(browser)).uniform(0, 30))
    seen = SEEN.search(await browser.call("/table", "/table"))[1]
    while perf_counter() + 30 < until:
        await asyncio.sleep(30)
        await browser.call("news", "/news", seen=seen)


async def write(browser: Browser, party: str, issue: str, until: float, think: float) -> None:
    """Correct one party's weight of one issue again and again, as its own adviser."""
    choose = random.Random(f"{party} {issue}")
    address, number = f"/positions/{party}/{issue}", 0
    await asyncio.sleep(choose.uniform(0, think))
    while perf_counter() < until:
        typed = Fields(await browser.call("form", address)).found
        if typed:
            number += 1
            low = f"{choose.randint(1, 4)}.{number}"
            await browser.call("write", address, typed | {"weight": f"{low}..9"})
            if browser.status == 303:
                browser.tally.kept.append((party, issue, low))
            else:
                browser.tally.held_back += 1
        await asyncio.sleep(choose.uniform(0.5, 1.5) * think)


async def load(names: list[str], options: argparse.Namespace) -> tuple[Tally, float]:
    """Everybody signs in, and then reads and writes; the seconds are those after the sign-ins."""
    tally = Tally()
    readers = [Browser(OURS, tally) for _ in range(options.readers)]
    for place, reader in enumerate(readers):
        home = await enter(reader, names[place % len(names)])
    pages = [page for page in PAGES if f'href="{page}"' in home]
    desks = [name for name in names if name.partition(" ")[2].isdigit()]
    writers: list[tuple[Browser, str, str]] = []
    for place in range(options.writers):
        writer, name = Browser(OURS, tally), desks[place % len(desks)]
        party = name.partition(" ")[0]
        page = await enter(writer, name)
        issues = sorted(set(re.findall(rf'href="/positions/{party}/([\w-]+)"', page)))
        writers.append((writer, party, issues[place % len(issues)]))
    standing = [Browser(OURS, tally) for _ in range(options.standing)]
    for place, browser in enumerate(standing):
        await enter(browser, names[place % len(names)])
    tally.seconds.clear()
    began = perf_counter()
    until = began + options.seconds
    tasks = [stand(browser, until) for browser in standing]
    tasks += [read(browser, pages, until, options.think) for browser in readers]
    tasks += [write(*each, until, options.typing) for each in writers]
    await asyncio.gather(*tasks)
    return tally, perf_counter() - began


async def enter(browser: Browser, name: str) -> str:
    """Sign in; the first page that is seen with positions on it."""
    await browser.call("sign-in", "/sign-in")
    await browser.call("sign-in", "/enter", {"name": name})
    return await browser.call("sign-in", "/positions")


async def load_bare(options: argparse.Namespace) -> tuple[Tally, float]:
    """As many readers on the bare application."""
    tally = Tally()
    began = perf_counter()
    until = began + options.seconds
    readers = [Browser(BARE, tally) for _ in range(options.readers)]
    await asyncio.gather(*(read(b, ["/constant"], until, options.think) for b in readers))
    return tally, perf_counter() - began


def served(kind: str, port: int, what: object) -> subprocess.Popen[str]:
    """A server process that answers."""
    script = str(HERE / "workbench_served.py")
    process = subprocess.Popen([sys.executable, script, kind, str(port), str(what)], text=True)
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return process
        sleep(0.1)
    process.kill()
    sys.exit(f"The {kind} did not start.")


def peak_mib(process: subprocess.Popen[str]) -> float:
    """The most memory that a process has had, as the system counted it."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Milliseconds that half, and 95 and 99 of a hundred, took no longer than; and the longest."""
    cuts = quantiles(seconds, n=100) if len(seconds) > 1 else seconds * 99
    shown = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "most": max(seconds)}
    return {name: round(value * 1000, 1) for name, value in shown.items()}


def lost(folder: Path, kept: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The corrections that were acknowledged and are in no version of any part in the ledger."""
    from holdfast.desk.talks import LEDGER_FILE, open_talks
    from holdfast.dossier import parse
    from holdfast.talks.filed import DossierPart

    talks = open_talks(str(folder / LEDGER_FILE), "Mediator", "a phrase for a bench")
    found: set[tuple[str, str, str]] = set()
    for versions in talks.record.shelves[DossierPart].values():
        for version in versions:
            for party, view in parse(version.content.text).views.items():
                found |= {
                    (party, i, str(v.weight).partition("..")[0]) for i, v in view.values.items()
                }
    talks.close()
    return [each for each in kept if each not in found]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--readers", type=int, default=200)
    options.add_argument("--writers", type=int, default=20)
    options.add_argument("--standing", type=int, default=0, help="pages that are left open")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--think", type=float, default=5, help="a reader's seconds on a page")
    options.add_argument("--typing", type=float, default=15, help="a writer's seconds on a form")
    asked = options.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        server = served("workbench", OURS, folder)
        try:
            names = re.findall(r'name="name" value="([^"]+)"', first_page())
            tally, took = asyncio.run(load(names, asked))
            memory = peak_mib(server)
        finally:
            server.terminate()
            server.wait()
        gone = lost(folder, tally.kept)
    every = [one for kind in tally.seconds.values() for one in kind]
    result = {
        "readers": asked.readers,
        "writers": asked.writers,
        "standing": asked.standing,
        "seconds": round(took, 1),
        "calls": len(every),
        "errors": dict(tally.errors),
        "kept": len(tally.kept),
        "held_back": tally.held_back,
        "lost": len(gone),
        "peak_mib": round(memory),
        "all_ms": percentiles(every),
        "by_kind_ms": {kind: percentiles(s) for kind, s in sorted(tally.seconds.items())},
    }
    server = served("bare", BARE, tally.largest)
    try:
        plain, _ = asyncio.run(load_bare(asked))
        result["bare_ms"] = percentiles(plain.seconds["/constant"])
        result["bare_peak_mib"] = round(peak_mib(server))
    finally:
        server.terminate()
    print(json.dumps(result, indent=1))


def first_page() -> str:
    """The page at the door, on which a demonstration names its accounts."""
    with urlopen(f"http://127.0.0.1:{OURS}/sign-in") as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    main()
