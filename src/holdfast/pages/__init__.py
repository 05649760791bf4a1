"""Pages that stand alone: one file, nothing fetched from elsewhere, good on screen and on paper."""

from holdfast.pages.brief import brief_html

__all__ = ["brief_html"]
