"""``serve`` and ``demo``: the workbench, for those who may sign in to it."""

import contextlib
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.answer import UNUSABLE, show_error
from holdfast.cli.assessment import demonstrate_brief
from holdfast.cli.show import USUAL_PORT, has_screen
from holdfast.errors import HoldfastError

if TYPE_CHECKING:
    from holdfast.desk.seats import House
    from holdfast.web.server import Reach

TLS_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("ledger")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=USUAL_PORT, show_default=True, help="0 takes any free port.")
@click.option("--address", default="", help="The address that people use, under https.")
@click.option("--certificate", type=TLS_FILE, help="For TLS: the certificate and its chain.")
@click.option("--key", type=TLS_FILE, help="For TLS: the certificate's private key.")
@click.option(
    "--idle",
    default=15,
    show_default=True,
    type=click.IntRange(1, 240),
    help="Minutes without anybody after which a visit is locked.",
)
def serve(
    ledger: str,
    host: str,
    port: int,
    address: str,
    certificate: Path | None,
    key: Path | None,
    idle: int,
) -> None:
    """Serve the workbench over the talks in a LEDGER, as "holdfast talks init" begins them.

    LEDGER is the file that keeps the talks, its folder, or a postgresql:// URL. The workbench is
    for this machine alone, unless it is told under which https address people reach it. Without a
    certificate of its own it listens on 127.0.0.1, for a server before it that ends TLS.
    """
    with _errors_told():
        from holdfast.cli.signing_in import place
        from holdfast.desk.seats import open_house
        from holdfast.web.server import Reach

        reach = Reach(host, port, address, certificate, key, idle * 60)
        _serve_house(open_house(place(ledger)), reach)


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"{USUAL_PORT} unless said, or any free one where that is taken.",
)
@click.option("--brief", is_flag=True, help="Show the brief alone, as one page, and no workbench.")
@click.option("--once", is_flag=True, hidden=True, help="With --brief: stop after the first view.")
def demo(port: int | None, brief: bool, once: bool) -> None:
    """Open the workbench on the Abu Dhabi talks, as anyone at them, on this machine alone.

    Two days of talks are replayed into a ledger that is gone when the demonstration ends.
    """
    if brief:
        demonstrate_brief(port, once=once)
        return
    with _errors_told(), tempfile.TemporaryDirectory(prefix="holdfast-demo-") as folder:
        from holdfast.desk.demonstration import found_demonstration
        from holdfast.web.server import Reach, is_free

        click.echo("Replaying two days of talks into a ledger ...")
        house = found_demonstration(Path(folder))
        click.echo("\nAccounts, each entered with one click on the sign-in page:")
        for name, phrase in house.demonstration.items():
            click.echo(f"  {name:<18} {phrase}")
        if port is None:
            port = USUAL_PORT if is_free(USUAL_PORT) else 0
        _serve_house(house, Reach(port=port))


def _serve_house(house: "House", reach: "Reach") -> None:
    from holdfast.web.server import serve as serve_house

    with house.ledger:
        serve_house(house, reach, _tell)


def _tell(address: str) -> None:
    click.echo(f"\nThe workbench: {address}\nStop with Ctrl-C.")
    if has_screen():
        import webbrowser

        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)


@contextlib.contextmanager
def _errors_told() -> Iterator[None]:
    """Errors as every other command tells them; being stopped is no error, and leaves no trace."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    except HoldfastError as error:
        show_error(error, as_json=False)
        click.get_current_context().exit(UNUSABLE)
    finally:
        signal.signal(signal.SIGTERM, before)
