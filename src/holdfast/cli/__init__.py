"""The command line: a thin face on the desk."""

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; Ctrl-C while it is being loaded ends it quietly too."""
    try:
        from holdfast.cli.program import main as run

        run(arguments)
    except KeyboardInterrupt:
        sys.exit(130)
