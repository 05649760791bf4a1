"""Signing in: a passphrase, a code where one is enrolled, and a wait after too many failures.

Every refusal reads the same and takes the same work, whether the name exists or not. A try is
counted before it is looked at, so that killing the program or trying from many places at once
gains nothing.
"""

import unicodedata
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from holdfast.errors import AccessError, ChainError, ConflictError
from holdfast.ledger import shelf
from holdfast.ledger.database import Database
from holdfast.ledger.framing import frame
from holdfast.ledger.means import Means
from holdfast.ledger.seal import KEY_BYTES, NONCE_BYTES, digest, seal, unseal
from holdfast.ledger.totp import accepted_step
from holdfast.ledger.vault import Vault, passphrase_key, unlock

FREE_TRIES = 5
FIRST_WAIT_MS = 30_000
LONGEST_WAIT_MS = 3_600_000
FORGET_AFTER_MS = 24 * 3_600_000
_RACES = 20
_NO_SALT = b"\0" * 16
_GUARD = b"holdfast guard 1"


def handle_of(ledger: bytes, name: str) -> bytes:
    """The digest that stands for a name in the database; case and Unicode form do not matter."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return digest(b"holdfast.handle", frame(ledger, plain.encode()))


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody signs in."""

    database: Database
    ledger: bytes
    means: Means


@dataclass(frozen=True, slots=True)
class Opened:
    """An account whose passphrase was right."""

    handle: bytes
    sealed: shelf.SealedAccount
    vault: Vault


def sign_in(door: Door, name: str, passphrase: str, code: str = "") -> Vault:
    """Open an account's vault, if name, passphrase and code are all right.

    Raises:
        AccessError: they are not (which of them is not said), or it is too soon to try again.
    """
    opened = open_account(door, name, passphrase)
    with door.database.writing() as connection:
        _use_code(connection, opened, code, door.means)
        shelf.put_attempts(connection, opened.handle, shelf.Attempts())
    return opened.vault


def open_account(door: Door, name: str, passphrase: str) -> Opened:
    """Open an account with its passphrase alone; the try stays counted until cleared."""
    handle = handle_of(door.ledger, name)
    _count_try(door.database, handle, door.means.clock())
    with door.database.reading() as connection:
        sealed = shelf.account(connection, handle)
    if sealed is None:
        passphrase_key(passphrase, _NO_SALT, door.means.cost)
        raise refused()
    vault = unlock(sealed.vault, passphrase)
    if vault is None:
        raise refused()
    return Opened(handle, sealed, vault)


def wait_after(failures: int) -> int:
    """How many milliseconds to wait after so many failures in a row.

    >>> [wait_after(n) // 1000 for n in (1, 4, 5, 6, 7, 30)]
    [0, 0, 30, 60, 120, 3600]
    """
    over = failures - FREE_TRIES
    return 0 if over < 0 else min(FIRST_WAIT_MS << min(over, 20), LONGEST_WAIT_MS)


def _count_try(database: Database, handle: bytes, now: int) -> None:
    for race in range(_RACES):
        try:
            with database.writing() as connection:
                shelf.forget_attempts_before(connection, now - FORGET_AFTER_MS)
                tried = shelf.attempts(connection, handle)
                # A clock set back must not lock an account for longer than the longest wait.
                wait = min(tried.until_ms - now, LONGEST_WAIT_MS)
                if wait > 0:
                    raise _too_soon(wait)
                failures = tried.failures + 1
                until = now + wait_after(failures)
                shelf.put_attempts(connection, handle, shelf.Attempts(failures, until))
        except ConflictError:
            if race == _RACES - 1:
                raise
        else:
            return


def _use_code(connection: Connection, opened: Opened, code: str, means: Means) -> None:
    """Check the code and spend it, so that nobody who saw it typed can use it again."""
    vault = opened.vault
    if not vault.totp_secret:
        return
    last = last_step(opened.sealed.guard, vault)
    step = accepted_step(vault.totp_secret, code, means.clock(), last)
    if step is None:
        raise refused()
    spent = replace(opened.sealed, guard=guard_at(step, vault, means))
    try:
        shelf.replace_account(connection, opened.handle, opened.sealed, spent)
    except ConflictError:
        raise refused() from None


def guard_at(step: int, vault: Vault, means: Means) -> bytes:
    """The last code's step, sealed under the account's own keys."""
    nonce = means.entropy("guard", NONCE_BYTES)
    return seal(_guard_key(vault), step.to_bytes(8, "big"), _GUARD, nonce)


def last_step(guard: bytes, vault: Vault) -> int:
    """The step of the last code that was used; 0 when none was."""
    plain = unseal(_guard_key(vault), guard, _GUARD)
    if plain is None:
        message = (
            "The stored record of codes already used was changed, so this sign-in could be a "
            "replay. Restore the ledger from a backup, or have the account recovered by its "
            "guardians."
        )
        raise ChainError(message, code="vault-damaged")
    return int.from_bytes(plain, "big")


def _guard_key(vault: Vault) -> bytes:
    return digest(b"holdfast.guard", b"", KEY_BYTES, key=vault.keys.seeds[1])


def refused() -> AccessError:
    """The one answer to a sign-in that fails."""
    message = (
        "Name, passphrase or code is not right, so nothing was opened. After "
        f"{FREE_TRIES} failures in a row there is a wait that grows."
    )
    return AccessError(message, code="sign-in-refused")


def _too_soon(wait_ms: int) -> AccessError:
    message = (
        f"There were too many failed tries at this name. Wait {-(-wait_ms // 1000)} seconds, then "
        "try again; the guardians of an account can recover it."
    )
    return AccessError(message, code="locked")
