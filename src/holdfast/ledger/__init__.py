"""The record: sealed entries in compartments, that nobody can change and nothing can lose."""

from holdfast.ledger.book import Ledger, create_ledger, open_ledger
from holdfast.ledger.session import Session

__all__ = ["Ledger", "Session", "create_ledger", "open_ledger"]
