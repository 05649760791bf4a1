"""``check``, ``new``, ``schema`` and ``import``: dossiers as files."""

import json
from pathlib import Path

import click

from holdfast.cli.analysis import DOSSIER, SOURCES
from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.desk import new_dossier, save_text
from holdfast.desk.plain import plain_fault
from holdfast.dossier import check as check_dossier
from holdfast.dossier.file import dossier_file

EXISTING = click.Path(path_type=Path, dir_okay=False)

OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
FORCE = click.option("--force", is_flag=True, help="Write over a file that is already there.")


@click.command()
@DOSSIER
@SOURCES
@answers
def check(dossier: Path, sources: tuple[Path, ...]) -> Answer:
    """Name every fault of a dossier at once.

    Each with its line, what is wrong, why it matters and what to do. With the texts behind the
    evidence at hand (--sources), their hashes and every quotation are verified.
    """
    report = check_dossier(dossier, sources)

    def show() -> None:
        console = screen()
        for finding in (*report.faults, *report.notices):
            paragraph(console, str(finding))
        count = len(report.faults)
        if count:
            console.print(f"{count} fault{'s' if count > 1 else ''}.")
        else:
            console.print("No faults.")

    result = {
        "faults": [plain_fault(fault) for fault in report.faults],
        "notices": [plain_fault(notice) for notice in report.notices],
        "count": len(report.faults),
    }
    return Answer(result, show, is_no=bool(report.faults), file=dossier_file(dossier))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@answers
def new(folder: Path) -> Answer:
    """Write a commented dossier to start from into a new FOLDER."""
    file = new_dossier(folder)
    return Answer(
        {"file": str(file)},
        lambda: paragraph(screen(), f"Wrote {file}. Edit it, then say: holdfast check {folder}"),
        file=file,
    )


@click.command()
@OUTPUT
@FORCE
@answers
def schema(output: Path | None, force: bool) -> Answer:
    """Print the JSON Schema of a dossier, with which editors complete and check."""
    from holdfast.dossier import schema as dossier_schema

    text = json.dumps(dossier_schema(), indent=2) + "\n"
    if output is not None:
        save_text(output, text, force=force)
        return Answer({"file": str(output)}, lambda: paragraph(screen(), f"Wrote {output}."))
    return Answer({"schema": dossier_schema()}, lambda: click.echo(text, nl=False))
