"""``import``: cases of other programs as dossiers."""

from pathlib import Path

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.files import FORCE, OUTPUT
from holdfast.cli.screen import paragraph, screen
from holdfast.desk import ImportedText, import_case, save_text

EXISTING = click.Path(path_type=Path, dir_okay=False)
FILES = click.argument("files", type=EXISTING, nargs=-1, required=True)
NAMES = click.option("--name", "names", multiple=True, help="A party's name, in the files' order.")


@click.group("import")
def import_() -> None:
    """Turn a case of another program into a dossier."""


@import_.command()
@click.argument("domain", type=EXISTING)
@click.argument("utilities", type=EXISTING, nargs=-1, required=True)
@NAMES
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
    files = (domain, *utilities)
    imported = import_case("genius", files, names, scale="genius" if scale == "genius" else "raw")
    return _imported(imported, files, output, force=force)


@import_.command()
@FILES
@NAMES
@OUTPUT
@FORCE
@answers
def geniusweb(
    files: tuple[Path, ...], names: tuple[str, ...], output: Path | None, force: bool
) -> Answer:
    """A GeniusWeb case: one profile in JSON for each party, with or without the domain."""
    return _imported(import_case("geniusweb", files, names), files, output, force=force)


@import_.command()
@FILES
@NAMES
@OUTPUT
@FORCE
@answers
def negmas(
    files: tuple[Path, ...], names: tuple[str, ...], output: Path | None, force: bool
) -> Answer:
    """A NegMAS scenario in YAML: the outcome space and a utility function for each party."""
    return _imported(import_case("negmas", files, names), files, output, force=force)


@import_.command()
@click.argument("table", type=EXISTING)
@click.option("--issue", help="Which issue, where the table has several.")
@NAMES
@OUTPUT
@FORCE
@answers
def decide(
    table: Path, issue: str | None, names: tuple[str, ...], output: Path | None, force: bool
) -> Answer:
    """A table of positions, salience and power on one issue, one row for each party."""
    imported = import_case("decide", (table,), names, issue=issue)
    return _imported(imported, (table,), output, force=force)


def _imported(
    imported: ImportedText, files: tuple[Path, ...], output: Path | None, *, force: bool
) -> Answer:
    """Save the dossier or show it, with what a reader must know of how it was read."""
    if output is not None:
        save_text(output, imported.text, force=force)

    def show() -> None:
        for warning in imported.warnings:
            click.echo(f"Note: {warning}", err=True)
        if output is None:
            click.echo(imported.text, nl=False)
        else:
            paragraph(screen(), f"Wrote {output}.")

    result = {
        "file": None if output is None else str(output),
        "dossier": imported.text if output is None else None,
        "warnings": list(imported.warnings),
    }
    return Answer(result, show, file=files[0])
