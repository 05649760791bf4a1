"""The keys that an account has been handed in letters, and what else those letters brought."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from holdfast.ledger.card import Card, is_genuine
from holdfast.ledger.chain import Chain
from holdfast.ledger.letter import Grant, Joined, Share, open_letter
from holdfast.ledger.vault import Vault


@dataclass(slots=True)
class Keyring:
    """Filled from letters as they come; a letter whose sender is not genuine is left unread."""

    seen: set[bytes] = field(default_factory=set)
    grants: dict[bytes, list[Grant]] = field(default_factory=dict, repr=False)
    newcomers: dict[bytes, list[Card]] = field(default_factory=dict)
    shares: list[Share] = field(default_factory=list, repr=False)

    def take(self, letters: Iterable[tuple[bytes, bytes]], vault: Vault, ledger: bytes) -> None:
        """Try the account's key on letters, and keep what is for it."""
        for identity, sealed in letters:
            self.seen.add(identity)
            letter = open_letter(sealed, vault.keys, ledger)
            if letter is None or not is_genuine(letter.sender, vault.founder_key):
                continue
            match letter.content:
                case Grant() as grant:
                    if letter.sender.is_steward:
                        self.keep(grant)
                case Share() as share:
                    self.shares.append(share)
                case Joined():
                    self._welcome(letter.sender, vault.card.account)

    def keep(self, grant: Grant) -> None:
        """Put a key on the ring."""
        held = self.grants.setdefault(grant.compartment, [])
        if grant not in held:
            held.append(grant)

    def _welcome(self, card: Card, account: str) -> None:
        """An account that took up this account's invitation."""
        if card.invitation is not None and card.invitation.issuer.account == account:
            known = self.newcomers.setdefault(card.invitation.key, [])
            if card not in known:
                known.append(card)

    def invited(self) -> tuple[Card, ...]:
        """The accounts that took up an invitation, leaving out every invitation used twice.

        Two accounts by one invitation mean that its secret was stolen, so neither is to be trusted.
        """
        return tuple(cards[0] for cards in self.newcomers.values() if len(cards) == 1)

    def compromised(self) -> tuple[str, ...]:
        """The names whose invitation was used twice."""
        return tuple(sorted(cards[0].name for cards in self.newcomers.values() if len(cards) > 1))

    def fitting(self, chain: Chain) -> tuple[Grant, ...]:
        """The grants that could open the next record of a chain; none where there is no key."""
        grants = self.grants.get(chain.compartment, ())
        if chain.is_dark:
            return tuple(g for g in grants if g.from_seq == chain.seq + 1)
        epoch = chain.epoch + 1 if chain.is_turning else chain.epoch
        return tuple(g for g in grants if g.epoch == epoch)

    def is_over(self, chain: Chain) -> bool:
        """True when the reader is in the dark for good: no key begins further on."""
        grants = self.grants.get(chain.compartment, ())
        return chain.is_dark and not any(g.from_seq > chain.seq for g in grants)
