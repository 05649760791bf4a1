"""The brief on paper: what the page says, as a PDF to hand over or to carry."""

import re
from collections.abc import Callable, Iterator, Sequence

from holdfast import __version__
from holdfast.desk.brief import Brief, Outcome
from holdfast.desk.hold_story import HoldSection, MenuTable
from holdfast.desk.positions import Position
from holdfast.desk.story import PRINCIPLES, Story, tell
from holdfast.desk.words import EN_DASH, join_words, start_words
from holdfast.dossier import Dossier
from holdfast.pages.brief import inner_quotes, points
from holdfast.pages.paper import ACCENT, ACCENT_SOFT, INK, QUIET, RULE, SANS, Paper
from holdfast.pages.plot import HEIGHT, LEFT, TOP, WIDTH, Plot, draw

PLOT_MM = 118


def brief_pdf(
    brief: Brief, ribbon: str, story: Story | None = None, *, left_out: Sequence[str] = ()
) -> bytes:
    """The brief as a PDF; the same brief gives the same bytes.

    Args:
        brief: the assessment.
        ribbon: who may see it, told at the head of every sheet.
        story: the brief in words, where it was told already.
        left_out: what could not be read and was left out, a sentence or two each.
    """
    told, dossier = story or tell(brief), brief.dossier
    foot = f"Holdfast {__version__}, from {dossier.name}, SHA-256 {dossier.sha256[:16]}…"
    paper = Paper(f"{dossier.title}: brief", ribbon, foot)
    paper.heading(dossier.title, 1)
    paper.say(" · ".join(word for word in ("Brief", dossier.date) if word), is_note=True)
    if dossier.about:
        paper.say(dossier.about)
    if left_out:
        paper.heading("Left out")
        paper.points(left_out)
    paper.heading("In short")
    paper.points(told.summary)
    _who(paper, dossier)
    _positions(paper, dossier, told)
    if told.is_alone:
        paper.heading("How it was counted")
        paper.points(told.notes)
    else:
        _agreed(paper, brief, told)
    if told.hold:
        _hold(paper, told.hold)
    _moves(paper, told)
    paper.heading("What this does not know")
    paper.points(told.unknowns)
    _evidence(paper, brief)
    return paper.done()


def _who(paper: Paper, dossier: Dossier) -> None:
    paper.heading("Who is there")
    rows = [
        (
            party.name,
            ", ".join(party.roles) + ("" if party.at_table else ", not at the table"),
            party.about,
        )
        for party in dossier.parties.values()
    ]
    paper.table(("Party", "Role", ""), rows, (3, 4, 9))


def _positions(paper: Paper, dossier: Dossier, told: Story) -> None:
    """Public beside private, for the principals."""
    if not told.rows:
        return
    paper.heading("In public and in private")
    compared = [position.party for position in told.rows[0].positions]
    head = ["Issue"]
    for party in compared:
        name = dossier.parties[party].name
        head += [f"{name}, in public", f"{name}, in private"]
    rows = [
        [
            dossier.issues[row.issue].title,
            *(text for each in row.positions for text in (each.public or EN_DASH, _private(each))),
        ]
        for row in told.rows
    ]
    paper.table(head, rows, (3, *(3, 4) * len(compared)))


def _private(position: Position) -> str:
    if not position.private:
        return EN_DASH
    parts = [f"{'≠ ' if position.differs else ''}{position.private}, {position.weight} points"]
    parts += [] if position.private_basis.evidence else ["assumed"]
    return "; ".join((*parts, *position.lines))


def _agreed(paper: Paper, brief: Brief, told: Story) -> None:
    paper.heading("What could be agreed")
    plot = draw(brief)
    if plot is not None:
        _picture(paper, plot)
    for note in told.notes:
        paper.say(note, is_note=True)
    if not brief.outcomes:
        return
    dossier = brief.dossier
    paper.heading("The settlements side by side", 3)
    names = [join_words([PRINCIPLES[s.by] for s in each.settlements]) for each in brief.outcomes]
    rows = [
        [dossier.parties[party].name, *(_worth(outcome, party) for outcome in brief.outcomes)]
        for party in brief.outcomes[0].values
    ]
    rows += [
        [issue.title, *(issue.options[o.package[issue.id]].title for o in brief.outcomes)]
        for issue in dossier.issues.values()
    ]
    paper.table(["Picked by", *names], rows, (3, *(4,) * len(names)))
    if brief.settlements:
        start = start_words(brief.settlements[0])
        paper.say(f"Points after + are the gain over {start}.", is_note=True)


def _worth(outcome: Outcome, party: str) -> str:
    gain = f" +{points(outcome.gains[party])}" if party in outcome.gains else ""
    return f"{points(outcome.values[party])} points{gain}"


def _hold(paper: Paper, hold: HoldSection) -> None:
    told = hold.story
    paper.heading("Would it hold")
    paper.say(hold.about, is_note=True)
    paper.say(told.verdict)
    for sentence in (*told.first, told.survival):
        paper.say(sentence)
    for sentence in hold.fixes:
        paper.say(f"One lever alone would make it hold: {sentence}")
    for sentence in hold.payments:
        paper.say(sentence)
    paper.say(told.caution, is_note=True)
    if hold.menu is not None:
        _menu(paper, hold.menu)
    paper.heading("What each obligation rests on", 3)
    paper.say(
        "By interest: kept even if nobody watched. By consequence: kept because a breach is seen "
        "and answered. On trust: neither is so. The margin is what breaking it would cost the "
        "party where it costs least, in points of its own values; below zero breaking it pays.",
        is_note=True,
    )
    head = ("Owed by", "Obligation", "Seen by", "Chance", "What follows", "Margin", "Rests on")
    rows = [
        (r.party, r.obligation, r.verifier, r.chance, r.consequence, r.margin, r.rests)
        for r in told.trust
    ]
    paper.table(head, rows, (3, 5, 4, 2, 5, 2, 4))


def _menu(paper: Paper, menu: MenuTable) -> None:
    """Guarantees against courses of resolve, each verdict with its margin and its least fix."""
    paper.heading("Guarantees against resolve", 3)
    rows = [
        [title, *("\n".join(w for w in (c.holding, c.margin, c.first, c.fix) if w) for c in cells)]
        for title, cells in menu.rows
    ]
    paper.table(("Guarantee", *menu.courses), rows, (3, *(4,) * len(menu.courses)))
    paper.say(
        "Under each verdict: what each party would lose by its cheapest breach, in its own points; "
        "where some would gain by one, those alone. Then who would break it first, and the one "
        "lever that has least to move for it to hold.",
        is_note=True,
    )


def _moves(paper: Paper, told: Story) -> None:
    """Red lines with their prices, and what could be moved."""
    found = told.mediation
    if found.conflicts:
        paper.heading("Why there is no zone, and what would open one")
        paper.points((*found.conflicts, *found.ways_out))
    if found.lines:
        paper.heading("Red lines")
        rows = [(line.name, line.standing, line.stated, line.price) for line in found.lines]
        paper.table(("Red line", "It is", "Cost stated", "Its price"), rows, (8, 2, 2, 4))
    for heading, sentences in (
        (f"From the package that is picked by {found.picked_by}", found.trades),
        ("If what is known as a range turned out otherwise", found.views),
        ("What to settle first", found.agenda),
    ):
        if sentences:
            paper.heading(heading, 3)
            paper.points(sentences)


def _evidence(paper: Paper, brief: Brief) -> None:
    dossier = brief.dossier
    if not dossier.evidence:
        return
    paper.heading("Evidence")
    for source in dossier.sources.values():
        how = "not verified, the text was not at hand"
        if source.id in brief.sources.verified:
            how = "verified, hash and quotations"
        elif source.id in brief.sources.at_hand:
            how = "quotations found; the dossier gives no hash"
        named = ", ".join(word for word in (source.title, source.publisher, source.date) if word)
        paper.say(f"{named}: {how}.", is_note=True)
    paper.points(list(_pieces(dossier)), are_numbered=True)


def _pieces(dossier: Dossier) -> Iterator[str]:
    for item in dossier.evidence.values():
        words = f" “{inner_quotes(item.words)}”" if item.words else ""
        place = [item.speaker, item.terms.replace("-", " ")]
        place += [f"paragraph {item.paragraph}"] if item.paragraph else []
        yield f"{item.says}{words} ({'; '.join(word for word in place if word)})"


def _picture(paper: Paper, plot: Plot) -> None:
    """The frontier, drawn where the page stands."""
    sheets, scale = paper.sheets, PLOT_MM / WIDTH
    if sheets.will_page_break(HEIGHT * scale + 6):
        sheets.add_page()
    left, top = sheets.l_margin, sheets.get_y()

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * scale, top + y * scale

    def corners(path: str) -> list[tuple[float, float]]:
        pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)
        return [at(float(x), float(y)) for x, y in pairs]

    sheets.set_line_width(0.15)
    sheets.set_font(SANS, size=6)
    sheets.set_text_color(*QUIET)
    sheets.set_draw_color(*RULE)
    for tick in plot.x_ticks:
        sheets.line(*at(tick.at, TOP), *at(tick.at, HEIGHT - 52))
        sheets.set_xy(*at(tick.at - 30, HEIGHT - 48))
        sheets.cell(60 * scale, 3, tick.text, align="C")
    for tick in plot.y_ticks:
        sheets.line(*at(LEFT, tick.at), *at(WIDTH - 16, tick.at))
        sheets.set_xy(*at(0, tick.at - 8))
        sheets.cell((LEFT - 6) * scale, 3, tick.text, align="R")
    if plot.zone:
        sheets.set_fill_color(*ACCENT_SOFT)
        sheets.polygon(corners(plot.zone), style="F")
    sheets.set_draw_color(*ACCENT)
    if plot.steps:
        sheets.polyline(corners(plot.steps))
    sheets.set_fill_color(*ACCENT)
    for place in plot.points:
        x, y = at(*place)
        sheets.circle(x=x, y=y, radius=0.45, style="F")
    _marks(paper, plot, at)
    sheets.set_text_color(*QUIET)
    sheets.set_xy(left, top + HEIGHT * scale - 4)
    sheets.cell(PLOT_MM, 4, f"{plot.across}, points →    (upwards: {plot.up}, points)", align="C")
    sheets.set_xy(left, top + HEIGHT * scale + 1)
    paper.say(
        "Dots: the points of the frontier. Dashed: no deal. Rings: the settlements N Nash, "
        "K Kalai-Smorodinsky, E egalitarian, U utilitarian.",
        is_note=True,
    )


def _marks(paper: Paper, plot: Plot, at: Callable[[float, float], tuple[float, float]]) -> None:
    sheets = paper.sheets
    sheets.set_draw_color(*INK)
    sheets.set_text_color(*INK)
    sheets.set_dash_pattern(dash=1, gap=1)
    if plot.no_deal_x is not None:
        sheets.line(*at(plot.no_deal_x, TOP), *at(plot.no_deal_x, HEIGHT - 52))
    if plot.no_deal_y is not None:
        sheets.line(*at(LEFT, plot.no_deal_y), *at(WIDTH - 16, plot.no_deal_y))
    sheets.set_dash_pattern()
    for mark in plot.marks:
        x, y = at(mark.x, mark.y)
        sheets.circle(x=x, y=y, radius=1.3, style="D")
        sheets.set_xy(x - 12 if mark.left else x + 2, y - 4)
        sheets.cell(10, 3, mark.letters, align="R" if mark.left else "L")
