"""Looking after one's own account: passphrase and second factor."""

from dataclasses import dataclass, field

from holdfast.errors import AccessError
from holdfast.ledger import shelf
from holdfast.ledger.session import Session
from holdfast.ledger.sign_in import Door, guard_at, open_account
from holdfast.ledger.totp import SECRET_BYTES, accepted_step, enrolment_uri
from holdfast.ledger.vault import Vault, check_passphrase, close


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A second factor offered but not yet enrolled; ``uri`` goes into an authenticator."""

    secret: bytes = field(repr=False)
    uri: str = field(repr=False)


def change_passphrase(session: Session, old: str, new: str) -> None:
    """Take another passphrase; older backups still open with the old one."""
    check_passphrase(new)
    _close_again(session, old, new, session.vault)


def offer_second_factor(session: Session) -> SecondFactor:
    """A fresh secret for an authenticator; nothing changes until a code from it is shown."""
    secret = session.means.entropy("totp", SECRET_BYTES)
    return SecondFactor(secret, enrolment_uri(secret, session.card.name))


def enrol(session: Session, offered: SecondFactor, code: str, passphrase: str) -> None:
    """Ask for a code at every sign-in from now on; ``code`` shows that the authenticator works."""
    step = accepted_step(offered.secret, code, session.means.clock(), 0)
    if step is None:
        message = (
            "The code is not the one that this second factor gives now, so it was not enrolled. "
            "Check the clocks of both devices and type the next code."
        )
        raise AccessError(message, code="code-refused")
    _close_again(session, passphrase, passphrase, session.vault.with_totp(offered.secret), step)


def drop_second_factor(session: Session, passphrase: str) -> None:
    """Ask for no code any more."""
    _close_again(session, passphrase, passphrase, session.vault.with_totp(b""))


def _close_again(session: Session, old: str, new: str, vault: Vault, step: int = 0) -> None:
    """Put the vault back, closed by ``new``; ``step`` is the last code used, if that changed."""
    door = Door(session.database, session.ledger, session.means)
    opened = open_account(door, session.card.name, old)
    guard = guard_at(step, vault, session.means) if step else opened.sealed.guard
    closed = close(vault, new, session.means.cost, session.means.entropy)
    changed = shelf.SealedAccount(closed, guard, opened.sealed.recovery)
    with session.database.writing() as connection:
        shelf.replace_account(connection, opened.handle, opened.sealed, changed)
        shelf.put_attempts(connection, opened.handle, shelf.Attempts())
    session.vault = vault
    session.database.forget()
