"""``check``, ``new``, ``schema`` and ``import``: dossiers as files."""

import json
from pathlib import Path

import click

from holdfast.cli.analysis import DOSSIER, SOURCES
from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.desk import import_genius, new_dossier, save_text
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


@click.group("import")
def import_() -> None:
    """Turn a case from another program into a dossier."""


@import_.command()
@click.argument("domain", type=EXISTING)
@click.argument("utilities", type=EXISTING, nargs=-1, required=True)
@click.option("--name", "names", multiple=True, help="A party's name, one for each file, in order.")
@click.option(
    "--scale",
    type=click.Choice(["raw", "genius"]),
    default="raw",
    show_default=True,
    help="raw: weight times evaluation, the reservation value set aside. genius: from 0 to 1 as "
    "GENIUS has it, the reservation value as the no-deal value.",
)
@OUTPUT
@FORCE
@answers
def genius(
    domain: Path,
    utilities: tuple[Path, ...],
    names: tuple[str, ...],
    scale: str,
    output: Path | None,
    force: bool,
) -> Answer:
    """A GENIUS domain: DOMAIN.xml and one utility file for each party."""
    imported, text = import_genius(domain, utilities, names or None, scale)
    if output is not None:
        save_text(output, text, force=force)

    def show() -> None:
        for warning in imported.warnings:
            click.echo(f"Note: {warning}", err=True)
        if output is None:
            click.echo(text, nl=False)
        else:
            paragraph(screen(), f"Wrote {output}.")

    result = {
        "file": None if output is None else str(output),
        "dossier": text if output is None else None,
        "warnings": [str(warning) for warning in imported.warnings],
    }
    return Answer(result, show, file=domain)
