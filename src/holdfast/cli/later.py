"""Groups of commands that are loaded when first asked for, so that the others start at once."""

from importlib import import_module
from typing import cast

import click


class Later(click.Group):
    """A group whose commands stand in a module that is not loaded for the sake of a help page.

    Args:
        name: what the group is called.
        module: where its commands stand, as an attribute that is called like the group.
        help: what it is for, in one line.
    """

    def __init__(self, name: str, module: str, help: str) -> None:  # noqa: A002
        super().__init__(name, help=help)
        self._module = module

    def _loaded(self) -> click.Group:
        return cast("click.Group", getattr(import_module(self._module), str(self.name)))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of its commands."""
        return self._loaded().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of its commands."""
        return self._loaded().get_command(ctx, cmd_name)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The whole help, once it is asked for."""
        self.help = self._loaded().help
        super().format_help(ctx, formatter)


talks = Later("talks", "holdfast.cli.talks", "Run a round of talks, each with an own account.")
account = Later(
    "account", "holdfast.cli.account", "Look after your account: passphrase, codes, guardians."
)
ledger = Later("ledger", "holdfast.cli.keeping", "Keep the record: verify, back up, export.")
