"""``serve``: the workbench, for those who may sign in to it."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.answer import UNUSABLE, show_error
from holdfast.cli.show import has_screen
from holdfast.cli.signing_in import place
from holdfast.errors import HoldfastError

if TYPE_CHECKING:
    from holdfast.desk.seats import House
    from holdfast.web.server import Reach


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8765, show_default=True, help="0 takes any free port.")
@click.option("--address", default="", help="The address that people use, under https.")
@click.option(
    "--certificate", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="For TLS."
)
@click.option(
    "--key", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="For TLS."
)
@click.option(
    "--idle",
    default=15,
    show_default=True,
    type=click.IntRange(1, 240),
    help="Minutes without anybody after which a visit is locked.",
)
def serve(
    folder: Path,
    host: str,
    port: int,
    address: str,
    certificate: Path | None,
    key: Path | None,
    idle: int,
) -> None:
    """Serve the workbench over the talks that are kept in a folder.

    On this machine alone, unless it is told under which https address people reach it. Without a
    certificate of its own it listens on 127.0.0.1, for a server before it that ends TLS.
    """
    from holdfast.desk.seats import open_house
    from holdfast.web.server import Reach

    reach = Reach(host, port, address, certificate, key, idle * 60)
    with _errors_told():
        _serve_house(lambda: open_house(place(str(folder))), reach)


def demonstrate(port: int) -> None:
    """Serve the Abu Dhabi talks as a demonstration, with an account for everyone, until stopped.

    The ledger is a real one, in a folder that is gone when the demonstration ends.
    """
    from holdfast.desk.demonstration import found_demonstration
    from holdfast.web.server import Reach

    with _errors_told(), tempfile.TemporaryDirectory(prefix="holdfast-demo-") as folder:

        def found() -> "House":
            click.echo("Replaying two days of talks into a ledger …")
            house = found_demonstration(Path(folder))
            click.echo("\nAccounts, each entered with one click on the sign-in page:")
            for name, phrase in house.demonstration.items():
                click.echo(f"  {name:<20} {phrase}")
            return house

        _serve_house(found, Reach(port=port))


def _serve_house(found: Callable[[], "House"], reach: "Reach") -> None:
    from holdfast.web.server import serve as serve_house

    serve_house(found(), reach, _tell)


def _tell(address: str) -> None:
    click.echo(f"\nThe workbench: {address}\nStop with Ctrl-C.")
    if has_screen():
        import webbrowser

        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)


@contextlib.contextmanager
def _errors_told() -> Iterator[None]:
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    except HoldfastError as error:
        show_error(error, as_json=False)
        click.get_current_context().exit(UNUSABLE)
