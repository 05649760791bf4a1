"""``holdfast ledger``: proof, backup, export."""

from pathlib import Path

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.cli.signing_in import LEDGER, place, signed_in
from holdfast.desk import keeping
from holdfast.desk.keeping import Verified
from holdfast.desk.talks import OpenTalks

HEADS = click.option(
    "--heads",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Heads kept earlier: each must be found again.",
)
KEEP = click.option(
    "--keep-heads",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the heads to this new file, for a witness to keep.",
)


@click.group()
def ledger() -> None:
    """Keep the record: verify it, back it up, export what is yours."""


@ledger.command()
@LEDGER
@HEADS
@KEEP
@answers
def verify(ledger: str, heads: Path | None, keep_heads: Path | None) -> Answer:
    """Prove that nothing in a LEDGER was changed, dropped or reordered; it takes no key.

    That the end was cut off shows only against --heads that somebody kept outside. The seal is one
    digest of all heads: it can be given to any witness, for it tells nothing else.
    """
    return proven(keeping.prove(place(ledger), heads), keep_heads)


@ledger.command("verify-own")
@answers
@signed_in
@HEADS
@KEEP
def verify_own(talks: OpenTalks, heads: Path | None, keep_heads: Path | None) -> Answer:
    """Prove it for the compartments that you can open, signatures included."""
    return proven(keeping.prove_own(talks, heads), keep_heads)


@ledger.command()
@LEDGER
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@answers
def backup(ledger: str, file: Path) -> Answer:
    """Copy a LEDGER into a new FILE while it is in use, and verify the copy."""
    verified = keeping.back_up(place(ledger), file)
    sentence = f"Copied and verified {verified.record_count} records into {file}."
    return told(sentence, file=str(file), records=verified.record_count, seal=verified.seal)


@ledger.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@LEDGER
@answers
def restore(file: Path, ledger: str) -> Answer:
    """Put a backup FILE in a new place: a file, or an empty PostgreSQL database."""
    verified = keeping.put_back(file, ledger)
    sentence = f"Restored and verified {verified.record_count} records."
    return told(sentence, records=verified.record_count, seal=verified.seal)


@ledger.command()
@answers
@signed_in
@click.argument("room")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(talks: OpenTalks, room: str, file: Path) -> Answer:
    """Write a ROOM in the clear into a new FILE, with every signature.

    Whoever has the file can read it, and can check it without the ledger.
    """
    written = keeping.export_room(talks, room, file)
    sentence = f"Wrote {written.entries} entries into {file}. Keep it as you keep what is in it."
    return told(sentence, file=str(file), entries=written.entries, head=written.head)


def proven(verified: Verified, keep: Path | None) -> Answer:
    """What was verified, and the heads."""
    if keep is not None:
        keeping.keep_heads(verified, keep)
    signed = ", signatures included" if verified.are_signatures_checked else ""
    found = f" {verified.witnessed} witnessed heads were found again." if verified.witnessed else ""
    sentence = (
        f"Nothing was changed, dropped or reordered in {verified.record_count} records of "
        f"{len(verified.heads)} compartments{signed}.{found}\nSeal for a witness: {verified.seal}"
    )
    heads = [{"compartment": h.compartment, "seq": h.seq, "head": h.head} for h in verified.heads]
    proof = {"signatures": verified.are_signatures_checked, "witnessed": verified.witnessed}
    answer = told(sentence, records=verified.record_count, seal=verified.seal, heads=heads)
    return Answer(answer.result, answer.show, proof)


def told(sentence: str, **result: object) -> Answer:
    """An answer of a few sentences."""
    return Answer(result, lambda: paragraph(screen(), sentence))
