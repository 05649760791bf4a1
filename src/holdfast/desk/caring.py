"""Looking after accounts: passphrase, second factor, guardians, and recovery by them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from holdfast.desk.talks import OpenTalks
from holdfast.errors import AccessError
from holdfast.ledger import open_ledger
from holdfast.ledger.accounts import (
    SecondFactor,
    change_passphrase,
    drop_second_factor,
    enrol,
    offer_second_factor,
)
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.recovery import (
    fingerprint,
    hand_out_slip,
    recover,
    request_recovery,
    set_recovery,
)

__all__ = ["Asked", "SecondFactor", "fingerprint", "offer", "recover_account"]


@dataclass(frozen=True)
class Asked:
    """A recovery that was asked for: what goes to the guardians, and what is read to them."""

    request: str
    fingerprint: str = field(repr=False)


def take_passphrase(talks: OpenTalks, old: str, new: str) -> None:
    """Change the account's passphrase."""
    change_passphrase(talks.session, old, new)


def offer(talks: OpenTalks) -> SecondFactor:
    """A second factor to put into an authenticator; nothing changes until its code is shown."""
    return offer_second_factor(talks.session)


def take_second_factor(talks: OpenTalks, offered: SecondFactor, code: str, passphrase: str) -> None:
    """Ask for its code at every sign-in from now on."""
    enrol(talks.session, offered, code, passphrase)


def leave_second_factor(talks: OpenTalks, passphrase: str) -> None:
    """Ask for no code any more."""
    drop_second_factor(talks.session, passphrase)


def choose_guardians(talks: OpenTalks, names: Sequence[str], needed: int) -> None:
    """Let any ``needed`` of these accounts together give this one back to its holder.

    Raises:
        AccessError: a name is not that of somebody with whom a compartment is shared.
    """
    known = {card.name.casefold(): card for card in talks.session.people().values()}
    unknown = [name for name in names if name.strip().casefold() not in known]
    if unknown:
        message = f"You share no compartment with {', '.join(unknown)[:200]}. Choose others."
        raise AccessError(message, code="bad-guardians")
    set_recovery(talks.session, [known[name.strip().casefold()] for name in names], needed)


def hand_out(talks: OpenTalks, request: str) -> str:
    """A guardian's slip for a request whose holder was recognised by its fingerprint."""
    return hand_out_slip(talks.session, request)


def recover_account(
    where: str,
    name: str,
    show: Callable[[Asked], Sequence[str]],
    passphrase: Callable[[], str],
    means: Means = THE_USUAL,
) -> str:
    """Recover an account; its private half of the request never leaves this call.

    Args:
        where: the ledger.
        name: the account's name.
        show: shows the request to whoever asks, and comes back with the guardians' slips.
        passphrase: asks for a new one.
        means: for tests.

    Returns:
        The account's name as it is known.
    """
    with open_ledger(where, means) as ledger:
        request = request_recovery(ledger, name)
        slips = show(Asked(request.text, request.fingerprint))
        return recover(ledger, request, slips, passphrase()).card.name
