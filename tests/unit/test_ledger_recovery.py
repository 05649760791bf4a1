"""Recovery of an account by k of n guardians, and that fewer can do nothing."""

import pytest

from holdfast.errors import AccessError
from holdfast.ledger.accounts import enrol, offer_second_factor
from holdfast.ledger.membership import open_compartment
from holdfast.ledger.recovery import (
    fingerprint,
    hand_out_slip,
    recover,
    request_recovery,
    set_recovery,
)
from holdfast.ledger.totp import code_at
from ledgers import WORDS, House

NEW = "a passphrase that is new"


def guarded(house: House) -> House:
    """Ukraine's account, to be recovered by two of three."""
    cards = [house.mediator.card, house.second.card, house.russia.card]
    set_recovery(house.ukraine, cards, 2)
    return house


def refused(house: House, slips: list[str]) -> str:
    """The code of a recovery that fails."""
    request = request_recovery(house.ledger, "Ukraine")
    with pytest.raises(AccessError) as caught:
        recover(house.ledger, request, slips, NEW)
    return caught.value.code


def test_two_of_three_guardians_give_an_account_back(house: House) -> None:
    """The same account, with all it could read; the old passphrase is gone, and the code too."""
    guarded(house)
    room = open_compartment(house.mediator, "Ukraine", [house.ukraine.card], first=[b"told"])
    offered = offer_second_factor(house.ukraine)
    enrol(house.ukraine, offered, code_at(offered.secret, house.clock.now_ms // 30_000), WORDS)
    request = request_recovery(house.ledger, "ukraine")
    slips = [hand_out_slip(house.second, request.text), hand_out_slip(house.russia, request.text)]
    back = recover(house.ledger, request, slips, NEW)
    assert back.account == house.ukraine.account
    assert [entry.body for entry in back.read(room).entries] == [b"told"]
    assert house.ledger.sign_in("Ukraine", NEW)
    with pytest.raises(AccessError):
        house.ledger.sign_in("Ukraine", WORDS)


def test_fewer_slips_than_needed_open_nothing(filed: House) -> None:
    """One of two, the same one twice, none."""
    guarded(filed)
    request = request_recovery(filed.ledger, "Ukraine")
    slip = hand_out_slip(filed.mediator, request.text)
    for slips in ([], [slip], [slip, slip]):
        with pytest.raises(AccessError) as caught:
            recover(filed.ledger, request, slips, NEW)
        assert caught.value.code == "slips-refused"
    assert filed.ledger.sign_in("Ukraine", WORDS)


def test_slips_serve_one_request_alone(filed: House) -> None:
    """A slip that a thief copies is of no use to the thief's own request."""
    guarded(filed)
    request = request_recovery(filed.ledger, "Ukraine")
    slips = [hand_out_slip(s, request.text) for s in (filed.mediator, filed.second)]
    assert refused(filed, slips) == "slips-refused"


def test_a_wrong_slip_does_no_harm_where_enough_are_right(filed: House) -> None:
    """Noise, half a slip, and a slip of shares that were replaced since."""
    guarded(filed)
    request = request_recovery(filed.ledger, "Ukraine")
    old = hand_out_slip(filed.russia, request.text)
    filed.clock.move(60)
    guarded(filed)
    right = [hand_out_slip(s, request.text) for s in (filed.mediator, filed.second)]
    slips = ["no slip at all", old, right[0][:40], *right]
    assert recover(filed.ledger, request, slips, NEW).account == filed.ukraine.account


def test_shares_that_were_replaced_no_longer_count(filed: House) -> None:
    """Setting recovery anew takes the old guardians' shares out of force."""
    guarded(filed)
    request = request_recovery(filed.ledger, "Ukraine")
    old = [hand_out_slip(s, request.text) for s in (filed.mediator, filed.second)]
    filed.clock.move(60)
    guarded(filed)
    with pytest.raises(AccessError):
        recover(filed.ledger, request, old, NEW)


def test_recovery_clears_a_lock(filed: House) -> None:
    """Whoever was locked out by someone else's failed tries can go on at once."""
    guarded(filed)
    for _ in range(6):
        with pytest.raises(AccessError):
            filed.ledger.sign_in("Ukraine", "wrong passphrase")
    request = request_recovery(filed.ledger, "Ukraine")
    slips = [hand_out_slip(s, request.text) for s in (filed.mediator, filed.second)]
    recover(filed.ledger, request, slips, NEW)
    assert filed.ledger.sign_in("Ukraine", NEW)


def test_without_guardians_there_is_nothing_to_recover(filed: House) -> None:
    """A guardian without a share says so; an account without recovery looks like one with it."""
    request = request_recovery(filed.ledger, "Ukraine")
    with pytest.raises(AccessError) as caught:
        hand_out_slip(filed.mediator, request.text)
    assert caught.value.code == "nothing-to-recover"
    with filed.ledger.database.reading() as connection:
        sizes = connection.exec_driver_sql("SELECT length(recovery) FROM account").scalars().all()
    guarded(filed)
    with filed.ledger.database.reading() as connection:
        after = connection.exec_driver_sql("SELECT length(recovery) FROM account").scalars().all()
    assert sorted(sizes) == sorted(after)


@pytest.mark.parametrize("needed", [0, 3])
def test_impossible_guardians_are_refused(filed: House, needed: int) -> None:
    """None needed, or more than there are."""
    with pytest.raises(AccessError) as caught:
        set_recovery(filed.ukraine, [filed.mediator.card, filed.second.card], needed)
    assert caught.value.code == "bad-guardians"


def test_the_same_guardian_twice_is_one_guardian(filed: House) -> None:
    """Two shares in one hand would be no second pair of eyes."""
    with pytest.raises(AccessError):
        set_recovery(filed.ukraine, [filed.mediator.card, filed.mediator.card], 2)


def test_the_fingerprint_is_that_of_the_request(filed: House) -> None:
    """A request that was swapped on the way reads differently to the guardians."""
    request = request_recovery(filed.ledger, "Ukraine")
    assert fingerprint(request.text) == request.fingerprint
    other = request_recovery(filed.ledger, "Ukraine")
    assert other.fingerprint != request.fingerprint
    with pytest.raises(AccessError):
        hand_out_slip(filed.mediator, request.text[:20])
