"""The command line: a thin face on the desk."""

from holdfast.cli.program import main

__all__ = ["main"]
