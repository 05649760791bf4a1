"""Recovery: an account whose passphrase is lost is given back by any k of n guardians together.

The account's keys are sealed a second time under a random recovery key; that key is cut into
shares, one in a letter to each guardian. Whoever lost a passphrase makes a request and reads its
fingerprint to the guardians in person or by voice; each who knows them hands out a slip that only
that request can open. Fewer slips than needed say nothing.
"""

from base64 import b32decode, b32encode
from binascii import Error as NotBase32Error
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from holdfast.errors import AccessError
from holdfast.ledger import shelf
from holdfast.ledger.book import Ledger
from holdfast.ledger.card import Card
from holdfast.ledger.framing import canonical, frame, read_canonical
from holdfast.ledger.keys import Keys, seal_letter
from holdfast.ledger.letter import Share
from holdfast.ledger.pen import Pen
from holdfast.ledger.seal import KEY_BYTES, NONCE_BYTES, digest, seal, unseal
from holdfast.ledger.session import Session
from holdfast.ledger.shares import combine, split
from holdfast.ledger.sign_in import guard_at, handle_of
from holdfast.ledger.vault import Vault, check_passphrase, close, plain_vault, read_vault

_CONTEXT = b"holdfast recovery 1"
_FINGERPRINT_BYTES = 10
MOST_SLIPS = 12


@dataclass(frozen=True, slots=True)
class Request:
    """A request to have an account recovered; ``text`` goes to the guardians by any way."""

    name: str
    keys: Keys = field(repr=False)

    @property
    def text(self) -> str:
        """What the guardians need; no secret."""
        return _text(canonical({"request": 1, "name": self.name, "box": self.keys.box_key.hex()}))

    @property
    def fingerprint(self) -> str:
        """Read this to each guardian, so that nobody else's request is served."""
        return fingerprint(self.text)


def set_recovery(session: Session, guardians: Sequence[Card], needed: int) -> None:
    """Let any ``needed`` of these guardians together give the account back to its holder.

    What was set before no longer counts. Guardians who conspire can take the account over; choose
    ``needed`` with that in mind.
    """
    if not 1 <= needed <= len({card.account for card in guardians}) <= MOST_SLIPS:
        message = (
            f"{needed} of {len(guardians)} guardians cannot be set: it takes at least as many "
            f"different guardians as are needed, and at most {MOST_SLIPS}."
        )
        raise AccessError(message, code="bad-guardians")
    means = session.means
    handle = handle_of(session.ledger, session.card.name)
    secret = means.entropy("recovery", KEY_BYTES)
    nonce = means.entropy("recovery", NONCE_BYTES)
    recovery = seal(secret, plain_vault(session.vault), frame(_CONTEXT, handle), nonce)
    shares = split(secret, needed, len(guardians), means.entropy)
    made = means.clock()

    def leave(pen: Pen) -> None:
        for (number, share), guardian in zip(shares.items(), guardians, strict=True):
            pen.hand_over(Share(handle, made, number, needed, share), [guardian])

    with session.database.writing() as connection:
        old = shelf.account(connection, handle)
        if old is None:
            raise _nothing_to_recover()
        new = shelf.SealedAccount(old.vault, old.guard, recovery)
        shelf.replace_account(connection, handle, old, new)
        pen = session.pen(connection)
        leave(pen)
        shelf.put_letters(connection, pen.letters)
    session.database.forget()


def request_recovery(ledger: Ledger, name: str) -> Request:
    """Begin a recovery; keep the result at hand until the slips are in, for it alone opens them."""
    return Request(name, Keys.fresh(ledger.means.entropy))


def fingerprint(text: str) -> str:
    """What guardian and requester compare before a slip is handed out."""
    short = digest(b"holdfast.request", _bytes(text), _FINGERPRINT_BYTES)
    plain = b32encode(short).decode()
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def hand_out_slip(session: Session, request: str) -> str:
    """A guardian's slip for a request, to be given only to somebody who was recognised.

    Raises:
        AccessError: this guardian holds no share of the account's recovery key.
    """
    try:
        fields = read_canonical(_bytes(request))
        handle, box = handle_of(session.ledger, fields["name"]), bytes.fromhex(fields["box"])
    except (ValueError, KeyError, TypeError):
        raise _not_whole() from None
    with session.database.reading() as connection:
        session.fetch_letters(connection)
    held = [share for share in session.keyring.shares if share.handle == handle]
    if not held:
        raise _nothing_to_recover()
    latest = max(held, key=lambda share: share.made_at_ms)
    slip = {
        "made": latest.made_at_ms,
        "number": latest.number,
        "needed": latest.needed,
        "share": latest.share.hex(),
    }
    return _text(seal_letter(box, canonical(slip)))


def recover(ledger: Ledger, request: Request, slips: Sequence[str], passphrase: str) -> Session:
    """Give the account back with a new passphrase and no second factor.

    A slip that is wrong does no harm where enough others are right.

    Raises:
        AccessError: the slips are too few, or do not belong together.
    """
    check_passphrase(passphrase)
    handle = handle_of(ledger.id, request.name)
    with ledger.database.reading() as connection:
        old = shelf.account(connection, handle)
    if old is None:
        raise _nothing_to_recover()
    plain = _opened(old.recovery, handle, [_slip(slip, request.keys) for slip in slips])
    vault = read_vault(plain).with_totp(b"")
    _keep(ledger, handle, old, vault, passphrase)
    return Session(ledger.database, ledger.id, vault, ledger.means)


def _keep(
    ledger: Ledger, handle: bytes, old: shelf.SealedAccount, vault: Vault, passphrase: str
) -> None:
    means = ledger.means
    closed = close(vault, passphrase, means.cost, means.entropy)
    new = shelf.SealedAccount(closed, guard_at(0, vault, means), old.recovery)
    with ledger.database.writing() as connection:
        shelf.replace_account(connection, handle, old, new)
        shelf.put_attempts(connection, handle, shelf.Attempts())
    ledger.database.forget()


def _opened(recovery: bytes, handle: bytes, slips: Sequence[Share | None]) -> bytes:
    """What the recovery key opens, from any slips among these that fit together."""
    usable = [slip for slip in slips[:MOST_SLIPS] if slip is not None]
    for needed in sorted({slip.needed for slip in usable}):
        for some in combinations(usable, needed):
            shares = {slip.number: slip.share for slip in some}
            plain = unseal(combine(shares), recovery, frame(_CONTEXT, handle))
            if plain is not None:
                return plain
    message = (
        f"The {len(slips)} slips do not open the account: they are too few, or some are not for "
        "this request or not for the guardians' present shares. Ask further guardians."
    )
    raise AccessError(message, code="slips-refused")


def _slip(text: str, keys: Keys) -> Share | None:
    """A slip opened with the request's key; None when it is not one for this request."""
    try:
        plain = keys.unseal_letter(_bytes(text))
        fields = read_canonical(plain or b"")
        share = bytes.fromhex(fields["share"])
        number, needed = int(fields["number"]), int(fields["needed"])
    except (ValueError, KeyError, TypeError, AccessError):
        return None
    is_usable = len(share) == KEY_BYTES and 1 <= number <= MOST_SLIPS and needed >= 1
    return Share(b"", int(fields["made"]), number, needed, share) if is_usable else None


def _text(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    plain = "".join(text.split()).upper()
    try:
        return b32decode(plain + "=" * (-len(plain) % 8))
    except (NotBase32Error, ValueError):
        raise _not_whole() from None


def _not_whole() -> AccessError:
    message = "This request or slip is not whole. Copy it again from beginning to end."
    return AccessError(message, code="slips-refused")


def _nothing_to_recover() -> AccessError:
    message = (
        "No recovery of this account is set up with this guardian. Ask the guardians that its "
        "holder chose."
    )
    return AccessError(message, code="nothing-to-recover")
