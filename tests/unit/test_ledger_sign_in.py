"""Signing in: passphrase, code, lockout, and that refusals tell nothing."""

from collections.abc import Callable

import pytest
from nacl.pwhash import argon2id

from holdfast.errors import AccessError, ChainError
from holdfast.ledger import accounts, create_ledger, open_ledger, shelf, sign_in
from holdfast.ledger.framing import canonical, frame, read_canonical, unframe
from holdfast.ledger.seal import system_entropy
from holdfast.ledger.sign_in import FREE_TRIES, handle_of
from holdfast.ledger.totp import STEP_SECONDS, code_at
from holdfast.ledger.vault import CHEAPEST, Cost, Vault, close, unlock
from ledgers import WORDS, House, cheap


def refusal(attempt: Callable[..., object], *values: object) -> tuple[str, str]:
    """The code and the message of a refused sign-in."""
    with pytest.raises(AccessError) as refused:
        attempt(*values)
    return refused.value.code, refused.value.message


def enrolled(house: House) -> accounts.SecondFactor:
    """Ukraine's account with a second factor."""
    offered = accounts.offer_second_factor(house.ukraine)
    code = code_at(offered.secret, house.clock.now_ms // 1000 // STEP_SECONDS)
    accounts.enrol(house.ukraine, offered, code, WORDS)
    house.clock.move(STEP_SECONDS)
    return offered


def test_a_passphrase_opens_the_same_account_again(house: House) -> None:
    """The account's id is that of its keys; case and spaces of the name do not matter."""
    again = house.ledger.sign_in(" UKRAINE ", WORDS)
    assert again.account == house.ukraine.account


def test_unicode_forms_of_a_passphrase_are_one(filed: House) -> None:
    """A composed and a decomposed letter are the same letter on another keyboard."""
    accounts.change_passphrase(filed.ukraine, WORDS, "mir ta spokiy й й")
    assert filed.ledger.sign_in("Ukraine", "mir ta spokiy й й")


def test_every_refusal_reads_the_same(filed: House) -> None:
    """No name, a wrong passphrase, a wrong code, no code: one answer."""
    enrolled(filed)
    attempts = [("Nobody", WORDS, ""), ("Russia", "not the passphrase", "")]
    attempts += [("Ukraine", WORDS, "000000"), ("Ukraine", WORDS, "")]
    answers = {refusal(filed.ledger.sign_in, *attempt) for attempt in attempts}
    assert len(answers) == 1
    assert answers.pop()[0] == "sign-in-refused"


def test_a_name_that_does_not_exist_is_locked_alike(filed: House) -> None:
    """Or the lock would tell which names exist."""
    seen = []
    for name in ("Russia", "Nobody"):
        for _ in range(FREE_TRIES):
            refusal(filed.ledger.sign_in, name, "wrong passphrase")
        seen.append(refusal(filed.ledger.sign_in, name, WORDS))
    assert seen[0] == seen[1]
    assert seen[0][0] == "locked"


def test_the_lock_outlives_the_program_and_ends(house: House) -> None:
    """It is kept in the ledger; after the wait the right passphrase opens again and clears it."""
    for _ in range(FREE_TRIES):
        refusal(house.ledger.sign_in, "Russia", "wrong passphrase")
    reopened = open_ledger(house.where, house.ledger.means)
    assert refusal(reopened.sign_in, "Russia", WORDS)[0] == "locked"
    house.clock.move(31)
    assert reopened.sign_in("Russia", WORDS)
    for _ in range(FREE_TRIES - 1):
        refusal(reopened.sign_in, "Russia", "wrong passphrase")
    assert reopened.sign_in("Russia", WORDS)
    reopened.close()


def test_the_wait_grows(filed: House) -> None:
    """Each further failure after a wait doubles the next."""
    for _ in range(FREE_TRIES):
        refusal(filed.ledger.sign_in, "Russia", "wrong passphrase")
    filed.clock.move(31)
    refusal(filed.ledger.sign_in, "Russia", "wrong passphrase")
    assert "Wait 60 seconds" in refusal(filed.ledger.sign_in, "Russia", WORDS)[1]


def test_a_clock_set_back_locks_for_an_hour_at_most(filed: House) -> None:
    """A lock written by a clock in the future must not shut an account out for years."""
    filed.clock.move(10 * 365 * 24 * 3600)
    for _ in range(FREE_TRIES):
        refusal(filed.ledger.sign_in, "Russia", "wrong passphrase")
    filed.clock.move(-10 * 365 * 24 * 3600)
    assert "Wait 3600 seconds" in refusal(filed.ledger.sign_in, "Russia", WORDS)[1]


def test_a_code_is_asked_for_once_enrolled_and_works_once(house: House) -> None:
    """With the code it opens; the same code does not open again; the next one does."""
    offered = enrolled(house)
    step = house.clock.now_ms // 1000 // STEP_SECONDS
    assert house.ledger.sign_in("Ukraine", WORDS, code_at(offered.secret, step))
    again = refusal(house.ledger.sign_in, "Ukraine", WORDS, code_at(offered.secret, step))
    assert again[0] == "sign-in-refused"
    house.clock.move(STEP_SECONDS)
    assert house.ledger.sign_in("Ukraine", WORDS, code_at(offered.secret, step + 1))


def test_the_code_that_enrolled_is_spent(filed: House) -> None:
    """It was shown on a screen a moment ago."""
    offered = accounts.offer_second_factor(filed.ukraine)
    code = code_at(offered.secret, filed.clock.now_ms // 1000 // STEP_SECONDS)
    accounts.enrol(filed.ukraine, offered, code, WORDS)
    assert refusal(filed.ledger.sign_in, "Ukraine", WORDS, code)


def test_a_second_factor_that_does_not_work_is_not_enrolled(filed: House) -> None:
    """Or its owner would be locked out by a typing error."""
    offered = accounts.offer_second_factor(filed.ukraine)
    answer = refusal(accounts.enrol, filed.ukraine, offered, "12345x", WORDS)
    assert answer[0] == "code-refused"
    assert filed.ledger.sign_in("Ukraine", WORDS)


def test_a_second_factor_can_be_dropped(filed: House) -> None:
    """With the passphrase, from a session that is open."""
    enrolled(filed)
    accounts.drop_second_factor(filed.ukraine, WORDS)
    assert filed.ledger.sign_in("Ukraine", WORDS)


def test_a_new_passphrase_replaces_the_old(house: House) -> None:
    """The old one no longer opens; changing it takes the old one."""
    refusal(accounts.change_passphrase, house.ukraine, "not the old one", "a new passphrase")
    accounts.change_passphrase(house.ukraine, WORDS, "a new passphrase")
    assert house.ledger.sign_in("Ukraine", "a new passphrase").account == house.ukraine.account
    assert refusal(house.ledger.sign_in, "Ukraine", WORDS)[0] == "sign-in-refused"


def test_a_short_passphrase_is_refused_before_anything_is_made(file: str) -> None:
    """Twelve characters at least, and the message does not repeat it."""
    code, message = refusal(create_ledger, file, "Mediator", "short", cheap())
    assert code == "weak-passphrase"
    assert "short" not in message


def test_the_usual_cost_is_that_of_the_recommendation() -> None:
    """At least libsodium's moderate setting; the cheapest is reached by tests alone."""
    assert Cost().memory_bytes >= argon2id.MEMLIMIT_MODERATE
    assert Cost().passes >= argon2id.OPSLIMIT_MODERATE
    assert Cost() != CHEAPEST


def test_the_cost_stands_beside_the_vault(filed: House) -> None:
    """A vault closed at another cost still opens after the usual cost has changed."""
    vault = filed.ukraine.vault
    dearer = close(vault, WORDS, Cost(2, 2**14), system_entropy)
    opened = unlock(dearer, WORDS)
    assert opened is not None
    assert opened.card == vault.card


def test_a_changed_cost_does_not_open(filed: House) -> None:
    """The cost is part of what the seal covers, so a cheaper one cannot be slipped in."""
    head, sealed = unframe(close(filed.ukraine.vault, WORDS, CHEAPEST, system_entropy), 2)
    dearer = canonical(read_canonical(head) | {"passes": 2})
    assert unlock(frame(dearer, sealed), WORDS) is None


@pytest.mark.parametrize("change", ["cost", "salt", "cut", "nonsense"])
def test_a_forged_vault_asks_for_no_unbearable_work(filed: House, change: str) -> None:
    """A stored cost of a terabyte, a wrong salt, half a vault, and noise are refused at once."""
    closed = close(filed.ukraine.vault, WORDS, CHEAPEST, system_entropy)
    head, sealed = unframe(closed, 2)
    fields = read_canonical(head)
    forged = {
        "cost": frame(canonical(fields | {"memory": 2**40}), sealed),
        "salt": frame(canonical(fields | {"salt": "00"}), sealed),
        "cut": closed[: len(closed) // 2],
        "nonsense": b"\xff" * 40,
    }[change]
    with pytest.raises(ChainError, match="keys of this account were changed"):
        unlock(forged, WORDS)


def test_every_try_is_counted_before_it_is_looked_at(
    filed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program killed while it works on a passphrase has used up its try."""
    handle = handle_of(filed.ledger.id, "Russia")
    seen = []

    def look(closed: bytes, passphrase: str) -> Vault | None:
        with filed.ledger.database.reading() as connection:
            seen.append(shelf.attempts(connection, handle).failures)
        return unlock(closed, passphrase)

    monkeypatch.setattr(sign_in, "unlock", look)
    refusal(filed.ledger.sign_in, "Russia", "wrong passphrase")
    filed.ledger.sign_in("Russia", WORDS)
    assert seen == [1, 2]
