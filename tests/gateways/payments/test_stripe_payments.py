"""Payments and refunds through the adapter, against the simulator."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core.errors import Invalid, VendorRefused
from chalicelib.core.money import Money
from chalicelib.gateways.payments.port import (
    PaymentOrder,
    PaymentProvider,
    PaymentStatus,
    RefundStatus,
)
from chalicelib.gateways.payments.stripe import StripeCheckout
from tests.simulators.stripe.kit import Simulator

EUR = "EUR"


def paid(psp: StripeCheckout, simulator: Simulator, order: PaymentOrder) -> str:
    """A payment that the client has completed."""
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay", how="pay", name="Lin Wei")
    return reference


def test_a_started_payment_has_a_page_and_is_pending(
    psp: PaymentProvider, simulator: Simulator, order: PaymentOrder
) -> None:
    started = psp.start_payment(order)
    assert started.redirect_url.startswith(simulator.url)
    state = psp.payment(started.psp_reference)
    assert (state.status, state.deposit_id) == (PaymentStatus.PENDING, "dep_01")
    assert state.received is None


def test_the_same_order_again_answers_the_same_payment(
    psp: StripeCheckout, order: PaymentOrder
) -> None:
    assert psp.start_payment(order) == psp.start_payment(order)


def test_the_same_deposit_with_another_amount_is_refused(
    psp: StripeCheckout, order: PaymentOrder
) -> None:
    psp.start_payment(order)
    with pytest.raises(VendorRefused) as refused:
        psp.start_payment(replace(order, amount=Money(9900, EUR)))
    assert refused.value.facts["reason"] == "idempotency_error"


def test_a_paid_payment_says_what_was_received_and_who_paid(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    state = psp.payment(paid(psp, simulator, order))
    assert state.status is PaymentStatus.SUCCESS
    assert state.received == Money(2500, EUR)
    assert state.fee == Money(102, EUR)
    assert state.facts["payer_name"] == "Lin Wei"
    assert (state.facts["card_brand"], state.facts["card_last4"]) == ("visa", "4242")


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("5000", "JPY"), ("10.450", "KWD"), ("500", "ISK"), ("25.99", "USD")],
)
def test_money_arrives_in_full_in_every_kind_of_currency(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder, amount: str, currency: str
) -> None:
    money = Money.parse(amount, currency)
    assert psp.payment(paid(psp, simulator, replace(order, amount=money))).received == money


def test_a_declined_card_leaves_the_payment_pending_and_says_why(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay", how="decline")
    state = psp.payment(reference)
    assert state.status is PaymentStatus.PENDING
    assert state.facts["failure"] == "generic_decline"


@pytest.mark.parametrize(
    ("outcome", "status", "received"),
    [
        ("succeeded", PaymentStatus.SUCCESS, Money(2500, EUR)),
        ("failed", PaymentStatus.FAILED, None),
    ],
)
def test_a_bank_debit_is_pending_until_the_bank_has_answered(
    psp: StripeCheckout,
    simulator: Simulator,
    order: PaymentOrder,
    outcome: str,
    status: PaymentStatus,
    received: Money | None,
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay", how="later")
    waiting = psp.payment(reference)
    assert (waiting.status, waiting.received) == (PaymentStatus.PENDING, None)
    simulator.lever(f"sessions/{reference}/settle", outcome=outcome)
    settled = psp.payment(reference)
    assert (settled.status, settled.received) == (status, received)


def test_a_page_that_nobody_used_in_time_is_expired(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    expired = simulator.api("POST", f"/v1/checkout/sessions/{reference}/expire")
    assert expired.status == 200
    assert psp.payment(reference).status is PaymentStatus.EXPIRED


def test_an_order_repeated_after_its_page_has_closed_starts_nothing_new(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    again = psp.start_payment(order)
    assert again.psp_reference == reference
    simulator.lever("clock", advance_seconds=25 * 3600)
    with pytest.raises(VendorRefused) as refused:
        psp.start_payment(order)
    assert refused.value.facts["status"] == 400


@pytest.mark.parametrize("hours", [0.4, 25])
def test_a_page_that_lives_too_short_or_too_long_is_refused(
    psp: StripeCheckout, order: PaymentOrder, hours: float
) -> None:
    late = replace(order, expires_at=datetime.now(UTC) + timedelta(hours=hours))
    with pytest.raises(VendorRefused):
        psp.start_payment(late)


def test_an_amount_below_the_smallest_charge_is_refused_with_stripes_code(
    psp: StripeCheckout, order: PaymentOrder
) -> None:
    with pytest.raises(VendorRefused) as refused:
        psp.start_payment(replace(order, amount=Money(10, EUR)))
    assert refused.value.facts["reason"] == "amount_too_small"
    assert refused.value.facts["request_id"].startswith("req_")


def test_an_unknown_payment_is_refused(psp: StripeCheckout) -> None:
    with pytest.raises(VendorRefused) as refused:
        psp.payment("cs_test_nothing")
    assert refused.value.facts["reason"] == "resource_missing"


@pytest.mark.parametrize("reference", ["../refunds", "cs?limit=1", "", "cs_tést"])
def test_a_reference_cannot_lead_anywhere_else(psp: StripeCheckout, reference: str) -> None:
    with pytest.raises(Invalid) as refused:
        psp.payment(reference)
    assert refused.value.code == "psp_reference_malformed"


def test_a_wrong_key_is_refused_and_not_shown(simulator: Simulator) -> None:
    key = "sk_test_this_key_belongs_to_somebody_else"
    stranger = StripeCheckout(key, "whsec_x", base_url=simulator.url)
    with pytest.raises(VendorRefused) as refused:
        stranger.payment("cs_test_nothing")
    assert refused.value.facts["status"] == 401
    assert key not in f"{refused.value}{refused.value.facts}"


def test_a_refund_goes_back_once_however_often_it_is_asked_for(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    first = psp.refund(reference, Money(1000, EUR), "rfd_01")
    assert (first.status, first.refund_id) == (RefundStatus.SUCCESS, "rfd_01")
    assert psp.refund(reference, Money(1000, EUR), "rfd_01") == first
    assert psp.payment(reference).refunded == Money(1000, EUR)


def test_a_refund_is_found_again_after_the_idempotency_key_has_been_forgotten(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    first = psp.refund(reference, Money(1000, EUR), "rfd_01")
    simulator.lever("clock", advance_seconds=3 * 24 * 3600)
    assert psp.refund(reference, Money(1000, EUR), "rfd_01") == first
    assert psp.payment(reference).refunded == Money(1000, EUR)


def test_two_refunds_are_two(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    psp.refund(reference, Money(1000, EUR), "rfd_01")
    psp.refund(reference, Money(1500, EUR), "rfd_02")
    assert psp.payment(reference).refunded == Money(2500, EUR)


def test_more_than_was_paid_cannot_be_refunded(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    psp.refund(reference, Money(2000, EUR), "rfd_01")
    with pytest.raises(VendorRefused):
        psp.refund(reference, Money(501, EUR), "rfd_02")
    assert psp.payment(reference).refunded == Money(2000, EUR)


def test_a_refund_repeated_with_another_amount_is_refused(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    psp.refund(reference, Money(1000, EUR), "rfd_01")
    with pytest.raises(VendorRefused) as refused:
        psp.refund(reference, Money(900, EUR), "rfd_01")
    assert refused.value.facts["reason"] == "amount_differs"


def test_what_was_never_paid_cannot_be_refunded(psp: StripeCheckout, order: PaymentOrder) -> None:
    reference = psp.start_payment(order).psp_reference
    with pytest.raises(VendorRefused) as refused:
        psp.refund(reference, Money(100, EUR), "rfd_01")
    assert refused.value.facts["reason"] == "not_paid"


def test_a_refund_that_the_bank_returned_has_failed(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    refund = psp.refund(reference, Money(1000, EUR), "rfd_01")
    simulator.lever(f"refunds/{refund.refund_reference}/bounce")
    state = psp.refund_state(refund.refund_reference)
    assert (state.status, state.reason) == (RefundStatus.FAILED, "lost_or_stolen_card")
    assert psp.payment(reference).refunded is None


def test_reconciliation_sees_every_payment_of_the_period_page_after_page(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    wanted = [f"dep_{number:03d}" for number in range(103)]
    for deposit_id in wanted:
        psp.start_payment(replace(order, deposit_id=deposit_id))
    now = datetime.now(UTC)
    seen = list(psp.list_payments(now - timedelta(hours=1), now + timedelta(minutes=1)))
    assert [state.deposit_id for state in seen] == wanted[::-1]


def test_reconciliation_leaves_out_what_started_outside_the_period(
    psp: StripeCheckout, simulator: Simulator, order: PaymentOrder
) -> None:
    reference = paid(psp, simulator, order)
    started = psp.payment(reference).started_at
    second = timedelta(seconds=1)
    assert [state.received for state in psp.list_payments(started, started + second)] == [
        Money(2500, EUR)
    ]
    assert list(psp.list_payments(started - second, started)) == []
    assert list(psp.list_payments(started + second, started + 2 * second)) == []
