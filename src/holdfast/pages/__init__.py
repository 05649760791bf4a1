"""Pages that stand alone: one file, nothing fetched from elsewhere, good on screen and on paper."""

from holdfast.pages.brief import brief_html
from holdfast.pages.brief_pdf import brief_pdf

__all__ = ["brief_html", "brief_pdf"]
