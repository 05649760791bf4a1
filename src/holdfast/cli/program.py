"""The ``holdfast`` command and its usage errors."""

import json
import sys
from collections.abc import Sequence

import click

from holdfast import __version__
from holdfast.cli import (
    analysis,
    assessment,
    endurance,
    files,
    imports,
    lasting,
    later,
    questions,
    robust,
    serve,
)
from holdfast.cli.answer import UNUSABLE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="holdfast")
def program() -> None:
    """What could be agreed, and would it hold.

    Start with "holdfast demo", or with "holdfast new my-talks" and "holdfast brief my-talks".
    Every command answers in JSON with --json. Exit codes: 0 done, 1 the answer is no (faults found,
    no zone), 2 unusable input.
    """


for command in (
    assessment.brief,
    analysis.zone,
    analysis.frontier,
    analysis.settle,
    questions.redlines,
    questions.trades,
    robust.robust,
    questions.agenda,
    questions.leakage,
    endurance.hold,
    lasting.lasting,
    files.check,
    files.new,
    files.schema,
    imports.import_,
    later.account,
    later.ledger,
    later.talks,
    serve.demo,
    serve.serve,
):
    program.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a usage error answers in JSON too when ``--json`` was asked for."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = program.main(args=given, prog_name="holdfast", standalone_mode=False)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        if "--json" in given:
            message = error.format_message()
            shape = {"error": {"code": "usage", "message": message, "where": []}}
            click.echo(json.dumps(shape, indent=2, ensure_ascii=False))
        else:
            error.show()
        sys.exit(UNUSABLE)
    sys.exit(code if isinstance(code, int) else 0)
