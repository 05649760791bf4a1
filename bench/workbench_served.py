"""What the load is put on: the workbench with the Abu Dhabi talks, or a bare application.

    python bench/workbench_served.py workbench 8801 FOLDER
    python bench/workbench_served.py bare 8802 BYTES

The bare application is the same framework and server with one handler that renders a constant
template of as many bytes as the workbench's page has: what no workbench on it could be faster than.
"""

import sys
from dataclasses import replace
from pathlib import Path

import uvicorn
from jinja2 import Template
from litestar import Litestar, MediaType, Response, get

DELEGATES = 5


def workbench(port: int, folder: Path) -> Litestar:
    """The talks of the example, with two mediators and some delegates of every party."""
    from holdfast.desk import example_folder, open_dossier
    from holdfast.desk.convening import Convener, convene, invite, seat_mediator, seat_party
    from holdfast.desk.seats import House
    from holdfast.desk.talks import LEDGER_FILE, join_talks
    from holdfast.dossier import Role
    from holdfast.ledger import open_ledger
    from holdfast.ledger.means import Means, system_clock
    from holdfast.ledger.seal import system_entropy
    from holdfast.ledger.vault import CHEAPEST
    from holdfast.web import loopback_settings, make_application
    from holdfast.web.server import ANALYSTS

    means = Means(clock=system_clock, entropy=system_entropy, cost=CHEAPEST)
    dossier = open_dossier(example_folder("abu-dhabi")).dossier
    where = str(folder / LEDGER_FILE)
    host = next(p.id for p in dossier.parties.values() if Role.MEDIATOR in p.roles)
    phrases = {"Mediator": "a phrase for a bench", "Second mediator": "a phrase for a bench"}
    founder = convene(
        where, Convener("Mediator", host, phrases["Mediator"]), dossier.title, dossier, means
    )

    def join(name: str, *, is_mediator: bool = False) -> None:
        phrases[name] = "a phrase for a bench"
        join_talks(
            where, invite(founder, name, is_mediator=is_mediator), phrases[name], means
        ).close()

    join("Second mediator", is_mediator=True)
    seat_mediator(founder, "Second mediator", host)
    for party in dossier.views:
        for number in range(DELEGATES if party != host else 0):
            join(f"{party} {number}")
            seat_party(founder, f"{party} {number}", party)
    founder.close()
    settings = replace(loopback_settings(port), tries_a_minute=100_000, analysts=ANALYSTS)
    return make_application(House(open_ledger(where, means), folder, phrases), settings)


def bare(size: int) -> Litestar:
    """One page that says nothing, rendered anew each time."""
    page = Template("<!doctype html><title>{{ title }}</title>" + "x" * size)

    @get("/{path:path}")
    async def constant(path: str) -> Response[str]:
        return Response(page.render(title=path), media_type=MediaType.HTML)

    return Litestar([constant])


def main() -> None:
    kind, port, what = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    application = workbench(port, Path(what)) if kind == "workbench" else bare(int(what))
    uvicorn.run(
        application,
        port=port,
        access_log=False,
        log_level="error",
        limit_concurrency=1024,
        timeout_keep_alive=75,
    )


if __name__ == "__main__":
    main()
