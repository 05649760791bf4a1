"""A ledger as it is made, opened, and entered."""

from dataclasses import dataclass

from holdfast.errors import AccessError, ConflictError
from holdfast.ledger import shelf
from holdfast.ledger.card import Invitation, founder_card, invited_card, is_genuine
from holdfast.ledger.database import Database, connect, make_tables
from holdfast.ledger.invitation import Token, read_letter_of_invitation
from holdfast.ledger.keys import Keys
from holdfast.ledger.letter import Joined, write_letter
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.names import fit_name
from holdfast.ledger.seal import ID_BYTES, KEY_BYTES, NONCE_BYTES, seal
from holdfast.ledger.session import Session
from holdfast.ledger.sign_in import Door, guard_at, handle_of, sign_in
from holdfast.ledger.vault import Vault, check_passphrase, close, plain_vault


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger in which nobody is signed in yet."""

    database: Database
    id: bytes
    means: Means

    def sign_in(self, name: str, passphrase: str, code: str = "") -> Session:
        """Begin a session; ``code`` is the authenticator's, where one is enrolled.

        Raises:
            AccessError: refused, without saying why, or too soon after failures.
        """
        vault = sign_in(Door(self.database, self.id, self.means), name, passphrase, code)
        return Session(self.database, self.id, vault, self.means)

    def join(self, token: str, passphrase: str) -> Session:
        """Take up an invitation: make keys of one's own, closed by a passphrase of one's own.

        Raises:
            AccessError: the token is none, was used already, or the passphrase is too short.
        """
        check_passphrase(passphrase)
        one_time = Token.read(token)
        with self.database.reading() as connection:
            invited, founder_key = read_letter_of_invitation(
                shelf.letters(connection, ()), one_time
            )
        if not is_genuine(invited.issuer, founder_key):
            raise _token_refused()
        keys = Keys.fresh(self.means.entropy)
        card = invited_card(invited, one_time.sign_seed, keys)
        vault = Vault(keys, card, founder_key)
        self._keep(vault, passphrase, invited)
        return Session(self.database, self.id, vault, self.means)

    def _keep(self, vault: Vault, passphrase: str, invited: Invitation) -> None:
        to = invited.issuer
        letter = write_letter(Joined(), vault.card, vault.keys, to, self.id)
        sealed = sealed_account(vault, passphrase, self.means)
        try:
            with self.database.writing() as connection:
                shelf.put_account(connection, handle_of(self.id, invited.name), sealed)
                shelf.put_letters(connection, [(self.means.entropy("letter", ID_BYTES), letter)])
        except ConflictError:
            raise _token_refused() from None

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_ledger(where: str, name: str, passphrase: str, means: Means = THE_USUAL) -> Session:
    """Make a new ledger, and its founder's account, on which the trust in all others rests.

    Args:
        where: a file's name, or the URL of an empty PostgreSQL database.
        name: the founder's; a mediator's.
        passphrase: the founder's.
        means: for tests.

    Raises:
        StorageError: there is something there already, or it cannot be written.
        AccessError: the passphrase is too short, or the name cannot be told from others.
    """
    check_passphrase(passphrase)
    name = fit_name(name)
    database = connect(where, create=True)
    identity = means.entropy("ledger", ID_BYTES)
    keys = Keys.fresh(means.entropy)
    vault = Vault(keys, founder_card(name, keys), keys.sign_key)
    with database.or_closed(), database.writing() as connection:
        make_tables(connection, database.name)
        shelf.put_ledger(connection, identity)
        sealed = sealed_account(vault, passphrase, means)
        shelf.put_account(connection, handle_of(identity, name), sealed)
    return Session(database, identity, vault, means)


def open_ledger(where: str, means: Means = THE_USUAL) -> Ledger:
    """Open a ledger.

    Raises:
        StorageError: there is none, or it cannot be read.
    """
    database = connect(where)
    with database.or_closed(), database.reading() as connection:
        identity = shelf.ledger_id(connection)
    return Ledger(database, identity, means)


def sealed_account(vault: Vault, passphrase: str, means: Means) -> shelf.SealedAccount:
    """A new account as it is kept; random bytes stand where a recovery would."""
    nothing = seal(
        means.entropy("no-recovery", KEY_BYTES),
        plain_vault(vault),
        b"",
        means.entropy("no-recovery", NONCE_BYTES),
    )
    return shelf.SealedAccount(
        vault=close(vault, passphrase, means.cost, means.entropy),
        guard=guard_at(0, vault, means),
        recovery=nothing,
    )


def _token_refused() -> AccessError:
    message = (
        "This invitation is not known here, or was used already. If it was not you who used it, "
        "tell the steward who gave it to you at once."
    )
    return AccessError(message, code="invitation-refused")
