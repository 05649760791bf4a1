"""Sheets of paper: headings, sentences and tables as a PDF, in Latin and Cyrillic letters."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files

INK, QUIET, RULE, PANEL = (29, 38, 48), (86, 97, 110), (217, 213, 203), (241, 239, 233)
ACCENT, ACCENT_SOFT = (11, 93, 99), (207, 229, 228)
SANS, SERIF = "DejaVu Sans", "DejaVu Serif"
FONTS = (
    (SANS, "", "DejaVuSans.ttf"),
    (SANS, "B", "DejaVuSans-Bold.ttf"),
    (SERIF, "B", "DejaVuSerif-Bold.ttf"),
)
"""Letters that Cyrillic and Latin share; they come with the library that draws figures."""

SIZE = 8.6
LINE = 4.3
MARGIN = 16


class Paper:
    """A PDF that is written from top to bottom; the same words give the same bytes."""

    def __init__(self, title: str, ribbon: str, foot: str) -> None:
        from fpdf import FPDF

        class Sheets(FPDF):
            def footer(self) -> None:
                """Who may see it, and the page, on every sheet."""
                self.set_y(-11)
                self.set_font(SANS, size=6.8)
                self.set_text_color(*QUIET)
                self.cell(0, 4, f"{foot}  ·  {self.page_no()} / {{nb}}", align="R")

            def header(self) -> None:
                """A sheet that lies alone on a table still says for whom it is."""
                self.set_font(SANS, size=6.8)
                self.set_text_color(*QUIET)
                self.cell(0, 4, ribbon, new_x="LMARGIN", new_y="NEXT")
                self.ln(2)

        self.sheets = Sheets(format="A4")
        self.sheets.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
        self.sheets.set_title(title)
        self.sheets.set_lang("en")
        self.sheets.set_margins(MARGIN, 10, MARGIN)
        self.sheets.set_auto_page_break(auto=True, margin=15)
        folder = files("matplotlib") / "mpl-data" / "fonts" / "ttf"
        for family, style, name in FONTS:
            self.sheets.add_font(family, style, str(folder / name))
        self.sheets.add_page()

    def heading(self, text: str, level: int = 2) -> None:
        """A heading, kept together with what follows it."""
        size = {1: 20, 2: 13, 3: 9.5}[level]
        if self.sheets.will_page_break(28 if level == 2 else 18):
            self.sheets.add_page()
        self.sheets.ln({1: 0, 2: 4.5, 3: 2.5}[level])
        self.sheets.set_font(SANS if level == 3 else SERIF, "B", size)
        self.sheets.set_text_color(*INK)
        if level < 3:
            self.sheets.start_section(text, level - 1)
        self.sheets.multi_cell(0, size * 0.48, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.sheets.ln(1.2)

    def say(self, text: str, *, is_note: bool = False) -> None:
        """A paragraph."""
        self._letters(is_note=is_note)
        self.sheets.multi_cell(0, LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.sheets.ln(1)

    def points(self, texts: Iterable[str], *, are_numbered: bool = False) -> None:
        """A list, with dots or with numbers."""
        self._letters(is_note=False)
        for place, text in enumerate(texts, start=1):
            mark = f"{place}." if are_numbered else "•"
            width = 7 if are_numbered else 4
            self.sheets.cell(width, LINE, mark)
            self.sheets.multi_cell(0, LINE, text, align="L", new_x="LMARGIN", new_y="NEXT")
            self.sheets.ln(0.5)
        self.sheets.ln(0.5)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """A table; its head stands again on every sheet."""
        from fpdf.enums import TableBordersLayout
        from fpdf.fonts import FontFace

        if not rows:
            return
        self._letters(is_note=False)
        self.sheets.set_font(SANS, size=7.4)
        self.sheets.set_draw_color(*RULE)
        self.sheets.set_fill_color(255)
        face = FontFace(emphasis="BOLD", fill_color=PANEL, color=INK)
        with self.sheets.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=face,
            col_widths=tuple(widths),
            line_height=3.7,
            padding=(0.7, 1.2),
            text_align="LEFT",
        ) as table:
            for cells in (head, *rows):
                row = table.row()
                for text in cells:
                    row.cell(text)
        self.sheets.ln(1.5)

    def done(self) -> bytes:
        """The file."""
        return bytes(self.sheets.output())

    def _letters(self, *, is_note: bool) -> None:
        self.sheets.set_font(SANS, size=7.4 if is_note else SIZE)
        self.sheets.set_text_color(*(QUIET if is_note else INK))
