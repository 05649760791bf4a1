"""What stands in the database in the clear, which is all that a thief of the file can read.

No names, no titles, no times (but for when a locked account may try again), no order between the
compartments: ids are random, rows are kept in the order of their keys, and a ``handle`` is a digest
of a name.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table

FORMAT = 1
APPLICATION_ID = 0x486F6C64  # "Hold"

metadata = MetaData()
_WHOLE = BigInteger().with_variant(Integer, "sqlite")
_STORED: dict[str, Any] = {"sqlite_with_rowid": False, "sqlite_strict": True}
"""No row numbers, which would count across compartments; no value of another type than declared."""

ledger = Table(
    "ledger",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("format", _WHOLE, nullable=False),
    **_STORED,
)
"""One row: the ledger's random id, under which everything is signed and sealed."""

account = Table(
    "account",
    metadata,
    Column("handle", LargeBinary, primary_key=True),
    Column("vault", LargeBinary, nullable=False),
    Column("guard", LargeBinary, nullable=False),
    Column("recovery", LargeBinary, nullable=False),
    **_STORED,
)
"""``vault``: private keys under the passphrase; ``guard``: the last code used, under those keys;
``recovery``: the private keys under the recovery key, or random bytes where none is set up."""

attempt = Table(
    "attempt",
    metadata,
    Column("handle", LargeBinary, primary_key=True),
    Column("failures", _WHOLE, nullable=False),
    Column("until_ms", _WHOLE, nullable=False),
    **_STORED,
)
"""Tries to sign in that failed, kept alike for names that exist and names that do not."""

letter = Table(
    "letter",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    **_STORED,
)
"""Sealed letters between accounts; see ``holdfast.ledger.letter``."""

entry = Table(
    "entry",
    metadata,
    Column("compartment", LargeBinary, primary_key=True),
    Column("seq", _WHOLE, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("head", LargeBinary, nullable=False),
    **_STORED,
)
"""Sealed records; ``head`` is the hash chain after each, which takes no key to check."""
