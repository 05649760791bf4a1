"""The vault: an account's private keys, closed by its passphrase.

What stands in the database is useless without the passphrase, and each guess at one costs as much
time and memory as ``Cost`` says (Argon2id) [rfc-9106]. The cost stands beside what it closes, so
that it can be raised later.
"""

import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from nacl.pwhash import argon2id

from holdfast.errors import AccessError, ChainError
from holdfast.ledger.card import Card, plain_card, read_card
from holdfast.ledger.framing import canonical, frame, read_canonical, unframe
from holdfast.ledger.keys import Keys
from holdfast.ledger.seal import KEY_BYTES, NONCE_BYTES, Entropy, pad, seal, unpad, unseal

LEAST_PASSPHRASE = 12
VAULT_BYTES = 8192
_CONTEXT = b"holdfast vault 1"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at a passphrase costs: passes over so many bytes of memory.

    The least that libsodium allows is for tests, and for demonstrations, whose phrases everyone can
    read; no setting reaches it.
    """

    passes: int = 3
    memory_bytes: int = 256 * 2**20

    @property
    def is_bearable(self) -> bool:
        """False when a forged vault asks for more work than this program ever does."""
        return 1 <= self.passes <= 16 and 2**13 <= self.memory_bytes <= 2**31


THE_USUAL_COST = Cost()
CHEAPEST = Cost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)


@dataclass(frozen=True, slots=True)
class Vault:
    """What an account keeps to itself; ``founder_key`` is what it checks every card against.

    ``totp_secret`` is empty while no second factor is enrolled.
    """

    keys: Keys = field(repr=False)
    card: Card
    founder_key: bytes
    totp_secret: bytes = field(default=b"", repr=False)

    def with_totp(self, secret: bytes) -> "Vault":
        """The same vault with another second factor; an empty secret is none."""
        return replace(self, totp_secret=secret)


def passphrase_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a passphrase gives, in whatever Unicode form it was typed."""
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return argon2id.kdf(KEY_BYTES, text, salt, cost.passes, cost.memory_bytes)


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to keep anything closed."""
    if len(unicodedata.normalize("NFKC", passphrase)) < LEAST_PASSPHRASE:
        message = (
            f"The passphrase has fewer than {LEAST_PASSPHRASE} characters, so a thief of the file "
            "could guess it. Take four or five unrelated words."
        )
        raise AccessError(message, code="weak-passphrase")


def close(vault: Vault, passphrase: str, cost: Cost, entropy: Entropy) -> bytes:
    """Close a vault with a passphrase."""
    salt = entropy("salt", argon2id.SALTBYTES)
    key = passphrase_key(passphrase, salt, cost)
    head = canonical({"passes": cost.passes, "memory": cost.memory_bytes, "salt": salt.hex()})
    sealed = seal(key, plain_vault(vault), frame(_CONTEXT, head), entropy("vault", NONCE_BYTES))
    return frame(head, sealed)


def unlock(closed: bytes, passphrase: str) -> Vault | None:
    """Open a vault; None when the passphrase is not the one.

    Raises:
        ChainError: the vault is no vault, or one that asks for unbearable work.
    """
    try:
        head, sealed = unframe(closed, 2)
        fields = read_canonical(head)
        cost = Cost(int(fields["passes"]), int(fields["memory"]))
        salt = bytes.fromhex(fields["salt"])
        if not cost.is_bearable or len(salt) != argon2id.SALTBYTES:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        message = (
            "The stored keys of this account were changed, so nobody can sign in with them. "
            "Restore them from a backup."
        )
        raise ChainError(message, code="vault-damaged") from None
    plain = unseal(passphrase_key(passphrase, salt, cost), sealed, frame(_CONTEXT, head))
    return None if plain is None else read_vault(plain)


def plain_vault(vault: Vault) -> bytes:
    """A vault's content in the clear, to be sealed at once; as long for the founder as for others.

    Or its size would tell through how many hands an account was invited, and whether it has a
    second factor.
    """
    sign_seed, box_seed = vault.keys.seeds
    content: dict[str, Any] = {
        "vault": 1,
        "sign": sign_seed.hex(),
        "box": box_seed.hex(),
        "card": plain_card(vault.card),
        "founder": vault.founder_key.hex(),
        "totp": vault.totp_secret.hex(),
    }
    return pad(canonical(content), VAULT_BYTES)


def read_vault(plain: bytes) -> Vault:
    """Read a vault's content back, after its seal has shown that nobody changed it."""
    content = read_canonical(unpad(plain))
    return Vault(
        keys=Keys(bytes.fromhex(content["sign"]), bytes.fromhex(content["box"])),
        card=read_card(content["card"]),
        founder_key=bytes.fromhex(content["founder"]),
        totp_secret=bytes.fromhex(content["totp"]),
    )
