"""Asking the provider unasked: what a lost callback, or a page never opened, comes to."""

from datetime import timedelta

import pytest

from chalicelib.approvals import public as approvals
from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.store import deposits as store
from tests.kit.courier import Courier
from tests.kit.funds import sides, status_of
from tests.kit.payments import (
    LIN,
    READING,
    PaymentSide,
    ask,
    books_are_sound,
    card,
    check,
    stage,
)


@pytest.fixture
def deaf(psp: PaymentSide) -> PaymentSide:
    """The provider, all of whose callbacks are lost."""
    psp.simulator.fault("webhook_lose", times=50)
    return psp


def check_at(deposit: Deposit) -> timedelta | None:
    """How long after its submission a deposit is asked about next."""
    at = store.get(deposit.id).check_at
    return at and at - deposit.submitted_at


def test_a_payment_whose_callback_was_lost_is_found_within_minutes(
    deaf: PaymentSide, courier: Courier
):
    deposit = ask(card("100.00"))
    deaf.pay(deposit)
    assert check().asked == ()
    deaf.advance(minutes=2)
    assert check().asked == (deposit.id,)
    courier.deliver_all()
    assert (sides(), check_at(deposit)) == (("100.00", "0.00"), None)
    assert check().asked == ()
    books_are_sound()


def test_a_client_who_takes_their_time_is_found_by_a_later_check(
    deaf: PaymentSide, courier: Courier
):
    deposit = ask(card("100.00"))
    seen = [check_at(deposit)]
    for minutes in (2, 8, 20):
        deaf.advance(minutes=minutes)
        check()
        seen.append(check_at(deposit))
    assert seen == [timedelta(minutes=minutes) for minutes in (2, 10, 30, 65)]
    deaf.pay(deposit)
    deaf.advance(minutes=35)
    check()
    courier.deliver_all()
    assert sides() == ("100.00", "0.00")


def test_an_expired_page_is_found_although_nobody_says_so(deaf: PaymentSide, courier: Courier):
    deposit = ask(card("100.00"))
    deaf.advance(minutes=66)
    deaf.wait_for_expiry()
    check()
    courier.deliver_all()
    assert (stage(deposit), check_at(deposit)) == ("failed", None)
    assert status_of(deposit.id) == ("cancelled", "none", "expired")
    books_are_sound()


def test_a_bank_debit_is_asked_about_every_day_until_it_is_through(
    deaf: PaymentSide, courier: Courier
):
    deposit = ask(card("50.00", "EUR"))
    deaf.pay(deposit, how="later")
    for days in range(4):
        deaf.advance(days=1)
        check()
        assert check_at(deposit) == timedelta(minutes=65, days=days + 1)
    deaf.settle(deposit)
    deaf.advance(days=1)
    check()
    courier.deliver_all()
    assert sides(currency="EUR") == ("50.00", "0.00")


def test_a_page_that_was_never_opened_ends_in_half_an_hour_and_frees_its_place(psp: PaymentSide):
    psp.trouble("rate_limit")
    with pytest.raises(VendorUnavailable):
        ask(card(), key="one-intention")
    (request,) = approvals.of_client(LIN, PageRequest()).items
    deposit = store.get(request.id)
    for minutes in (2, 8):
        psp.advance(minutes=minutes)
        check()
        assert stage(deposit) == "awaiting_payment"
    psp.advance(minutes=20)
    check()
    assert (stage(deposit), check_at(deposit)) == ("failed", None)
    assert status_of(deposit.id) == ("cancelled", "none", "expired")
    assert approvals.read(deposit.id).reason == "payment_expired"


def test_a_provider_that_remembers_its_own_failure_costs_one_deposit_and_no_money(
    psp: PaymentSide,
):
    psp.trouble("error_after", times=1)  # it repeats the 500 under the same key for a day
    for _ in range(2):
        with pytest.raises(OutcomeUnknown):
            ask(card(), key="one-intention")
    psp.calm()
    assert len(psp.sessions()) == 1
    psp.advance(minutes=31)
    check()
    (request,) = approvals.of_client(LIN, PageRequest()).items
    assert request.status == "cancelled"


def test_a_provider_that_is_away_is_asked_again_and_stops_nobody_else(psp: PaymentSide):
    psp.simulator.fault("webhook_lose", times=2)
    first, second = ask(card("10.00")), ask(card("20.00"))
    psp.pay(first)
    psp.pay(second)
    psp.advance(minutes=3)
    psp.trouble("rate_limit", path=f"{READING}/{first.psp_reference}")
    checked = check()
    assert (checked.troubled, checked.asked) == ((first.id,), (second.id,))
    assert check_at(first) == timedelta(minutes=10)
    psp.calm()
    psp.advance(minutes=8)
    assert check().asked == (first.id,)
    assert stage(first) == stage(second) == "awaiting_decision"


def test_a_run_that_is_short_of_time_leaves_the_rest_to_the_next(psp: PaymentSide):
    deposit = ask(card())
    psp.advance(minutes=2)
    assert check(seconds=5).asked == ()
    assert check().asked == (deposit.id,)


def test_checks_and_callbacks_together_credit_once(psp: PaymentSide, courier: Courier):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    letters = psp.inbox.wait_for(1)
    psp.advance(minutes=3)
    check()
    psp.hear(len(letters))
    courier.deliver_all(twice=True, reverse=True)
    check()
    assert sides() == ("100.00", "0.00")
    assert stage(deposit) == "credited"
    books_are_sound()
