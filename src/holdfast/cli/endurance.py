"""``hold``: would it hold, in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.analysis import DOSSIER, SOURCES
from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.desk import OpenDossier, open_dossier
from holdfast.desk.plain import plain
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from holdfast.desk.hold import HoldAnswer, Payment
    from holdfast.desk.hold_table import NumberedMenu

CAUTION = (
    "Under these inputs, whatever they are worth: this says what would follow from them, and "
    "nothing of how likely peace is."
)

BY_MARGIN = (
    "The verdict is the same in all but a few of them, so the smallest margin of the party that is "
    "tempted most stands for it."
)

MENU_NOTE = (
    "Under each verdict: what each party would lose by its cheapest breach, in its own points; "
    "where some would gain by one, those alone. Then who could gain first, and by what. A fix is "
    "the one lever that has least to move for it to hold."
)

RESOLVE = click.option(
    "--resolve", metavar="COURSE", help="A course of resolve that the day after names."
)


@click.command()
@DOSSIER
@SOURCES
@click.option(
    "--package",
    "chosen",
    metavar="ISSUE=OPTION",
    multiple=True,
    help="An option in place of the day after's own; may be given more than once.",
)
@RESOLVE
@click.option(
    "--least",
    "levers",
    metavar="LEVER",
    multiple=True,
    help="How much of one lever makes it hold; responses.ID.periods for how long one lasts.",
)
@click.option(
    "--amounts",
    metavar="LEVER",
    multiple=True,
    help="The least to be paid, and what surer eyes save; tranches for all of them.",
)
@click.option("--menu", is_flag=True, help="Compare the guarantees of the day after's menu.")
@click.option(
    "--inputs", "is_listing", is_flag=True, help="Name every input, with its value and footing."
)
@click.option("--draws", type=click.IntRange(1, 1_000_000), help="Draw admissible readings.")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The same draws again.",
)
@answers
def hold(
    dossier: Path,
    sources: tuple[Path, ...],
    chosen: tuple[str, ...],
    resolve: str | None,
    levers: tuple[str, ...],
    amounts: tuple[str, ...],
    menu: bool,
    is_listing: bool,
    draws: int | None,
    seed: int,
) -> Answer:
    """Would it hold without trust, and what in it rests on trust alone?

    Exit 1 when it does not hold under the dossier's inputs.
    """
    from holdfast.desk.hold import ask_hold

    opened = open_dossier(dossier, sources)
    package = _package(chosen)
    found = ask_hold(
        opened.dossier,
        package,
        resolve=resolve,
        levers=levers,
        menu=menu,
        draws=draws,
        seed=seed,
        amounts=amounts,
    )
    verdict = found.endurance.verdict
    result = {
        "verdict": plain(verdict),
        "survival": plain(found.endurance.survival),
        "fixes": plain(found.endurance.fixes),
        "least": plain(found.least),
        "payment": plain(found.payment),
        "menu": plain(found.menu),
        "spread": plain(found.spread),
    }
    proof = result["verdict"].pop("proof")

    def show() -> None:
        _show_verdict(opened, found)
        _show_more(opened, found)
        if is_listing:
            _show_inputs(opened, found)
        note_text(screen(), CAUTION)

    is_no = verdict.holding.value != "holds"
    return Answer(result, show, proof, is_no=is_no, file=opened.path)


def _package(chosen: tuple[str, ...]) -> dict[str, str]:
    package: dict[str, str] = {}
    for issue, option in map(_pair, chosen):
        if package.setdefault(issue, option) != option:
            message = (
                f"{issue}={package[issue]} and {issue}={option} cannot both be in a package. Name"
                " one option of an issue."
            )
            raise QuestionError(message, code="named-twice")
    return package


def _pair(text: str) -> tuple[str, str]:
    issue, equals, option = text.partition("=")
    if not equals:
        message = f"{text!r} names no option. Write ISSUE=OPTION, such as backstop=none."
        raise QuestionError(message, code="unknown-option")
    return issue.strip(), option.strip()


def _show_verdict(opened: OpenDossier, found: "HoldAnswer") -> None:
    from holdfast.desk.hold_table import MARGIN_NOTE, margin_rows, trust_rows
    from holdfast.desk.hold_words import break_words, proof_words, survival_words
    from holdfast.desk.threshold_words import fix_words
    from holdfast.desk.verdict_words import holding_words

    console, verdict = screen(), found.endurance.verdict
    console.print(f"[bold]{opened.dossier.title}[/bold]")
    paragraph(console, holding_words(opened.dossier, verdict))
    for each in verdict.first_to_break:
        paragraph(console, f"- {break_words(opened.dossier, verdict.period, each)}")
    paragraph(console, survival_words(found.endurance.survival, verdict.holding.value))
    console.print("\n[bold]What each party would lose by its cheapest breach[/bold]")
    heads = ("Party", "Margin", "Cheapest breach", "Where")
    table(console, heads, margin_rows(opened.dossier, verdict))
    note_text(console, MARGIN_NOTE)
    console.print("\n[bold]What each obligation rests on[/bold]")
    heads = ("Rests on", "Margin", "Obligation", "Seen per period, and what follows")
    table(console, heads, trust_rows(opened.dossier, verdict))
    if found.endurance.fixes:
        console.print("\n[bold]One lever alone would make it hold[/bold]")
        for fix in found.endurance.fixes:
            paragraph(console, f"- {fix_words(opened.dossier, fix)}")
    note_text(console, proof_words(verdict))


def show_menu(menu: "NumberedMenu") -> None:
    """Guarantees against courses of resolve, with the least fixes below the table."""
    table(screen(), menu.heads, menu.rows)
    for fix in menu.fixes:
        paragraph(screen(), f"- {fix}")
    paragraph(screen(), MENU_NOTE)


def _show_payment(opened: OpenDossier, payment: "Payment") -> None:
    from holdfast.desk.amount_words import amount_rows, amounts_words, saving_sentences

    console, least = screen(), payment.least
    console.print("\n[bold]The least that has to be paid[/bold]")
    paragraph(console, amounts_words(least))
    if least.amounts:
        table(console, ("Amount", "Now", "Least"), amount_rows(opened.dossier, least))
    for sentence in saving_sentences(opened.dossier, least, payment.savings):
        paragraph(console, f"- {sentence}")


def _show_inputs(opened: OpenDossier, found: "HoldAnswer") -> None:
    from holdfast.desk.hold_words import listed_inputs

    screen().print("\n[bold]The inputs, by the names under which they can be asked about[/bold]")
    for line in listed_inputs(opened.dossier, found.endurance.verdict):
        paragraph(screen(), f"- {line}")


def _show_more(opened: OpenDossier, found: "HoldAnswer") -> None:
    from holdfast.desk.hold_table import numbered_menu
    from holdfast.desk.hold_words import hinge_rows, spread_words
    from holdfast.desk.threshold_words import least_words

    console = screen()
    if found.least:
        console.print("\n[bold]The least of each lever, the others as they are[/bold]")
    for each in found.least:
        paragraph(console, f"- {least_words(opened.dossier, each)}")
    if found.payment is not None:
        _show_payment(opened, found.payment)
    if found.menu is not None:
        console.print("\n[bold]Guarantees against resolve[/bold]")
        show_menu(numbered_menu(opened.dossier, found.menu))
    if found.spread is not None:
        console.print("\n[bold]Over the admissible readings[/bold]")
        paragraph(console, spread_words(found.spread.robustness))
        if found.spread.influences:
            heads = ("It hinges on", "By itself", "In all")
            table(console, heads, hinge_rows(opened.dossier, found.spread.influences))
            if not all(each.of_verdict for each in found.spread.influences):
                paragraph(console, BY_MARGIN)
        else:
            paragraph(console, "Stopped before it could be said what the verdict hinges on.")
