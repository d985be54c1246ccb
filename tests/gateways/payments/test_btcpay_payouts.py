"""Payouts through BTCPay: set aside, ordered, found again, called back, and never doubled."""

from dataclasses import replace
from decimal import Decimal

import pytest

from chalicelib.core.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.gateways.payments.btcpay_payouts import BtcpayPayouts
from chalicelib.gateways.payments.payout_port import ASIDE_CLOSED, PayoutOrder, PayoutStatus
from tests.gateways.payments.test_btcpay import store_at
from tests.simulators.btcpay.kit import BTC_ADDRESS, Simulator

PAYOUT = PayoutOrder("wdr_01", Money(5_000, "USD"), "BTC-CHAIN", BTC_ADDRESS)
LOST = ["drop_after", "error_after", "truncate"]


@pytest.fixture
def payouts(btcpay_server: Simulator) -> BtcpayPayouts:
    """The gateway."""
    return BtcpayPayouts(store_at(btcpay_server), read_seconds=1)


def test_a_payout_is_ordered_and_made(payouts: BtcpayPayouts, btcpay_server: Simulator):
    ordered = payouts.order_payout(PAYOUT, payouts.set_aside(PAYOUT))
    assert (ordered.status, ordered.withdrawal_id) == (PayoutStatus.PENDING, "wdr_01")
    btcpay_server.lever(f"payouts/{ordered.payout_reference}/complete")
    made = payouts.payout(ordered.payout_reference)
    assert made.status is PayoutStatus.SUCCESS
    assert (made.coins, made.coin) == (Decimal("0.00077649"), "BTC")
    assert made.transaction


@pytest.mark.parametrize("kind", LOST)
def test_money_whose_setting_aside_was_not_heard_of_is_found_again(
    payouts: BtcpayPayouts, btcpay_server: Simulator, kind: str
):
    btcpay_server.fault(kind, path=f"POST {btcpay_server.path}/pull-payments")
    with pytest.raises(OutcomeUnknown):
        payouts.set_aside(PAYOUT)
    assert [row["id"] for row in btcpay_server.rows("pulls")] == [payouts.set_aside(PAYOUT)]


@pytest.mark.parametrize("kind", LOST)
def test_a_payout_whose_answer_was_lost_is_found_again_and_not_doubled(
    payouts: BtcpayPayouts, btcpay_server: Simulator, kind: str
):
    aside = payouts.set_aside(PAYOUT)
    btcpay_server.fault(kind, path=f"POST {btcpay_server.path}/payouts")
    with pytest.raises(OutcomeUnknown):
        payouts.order_payout(PAYOUT, aside)
    again = payouts.order_payout(PAYOUT, aside)
    (row,) = btcpay_server.rows("payouts")
    assert row["id"] == again.payout_reference


def test_an_order_that_was_held_up_finds_the_one_that_was_quicker(
    payouts: BtcpayPayouts, btcpay_server: Simulator
):
    aside = payouts.set_aside(PAYOUT)
    body = {"pullPaymentId": aside, "destination": BTC_ADDRESS, "amount": "50.00"}
    body |= {"payoutMethodId": "BTC-CHAIN", "approved": True}
    late = payouts.order_payout(PAYOUT, aside)
    assert btcpay_server.api("POST", f"{btcpay_server.path}/payouts", body).status == 400
    assert payouts.order_payout(PAYOUT, aside) == late
    assert len(btcpay_server.rows("payouts")) == 1


def test_the_next_attempt_is_another_payout_only_when_the_first_has_failed(
    payouts: BtcpayPayouts, btcpay_server: Simulator
):
    aside = payouts.set_aside(PAYOUT)
    first = payouts.order_payout(PAYOUT, aside)
    second = replace(PAYOUT, attempt=2)
    assert payouts.order_payout(second, aside) == first
    btcpay_server.lever(f"payouts/{first.payout_reference}/cancel")
    again = payouts.order_payout(second, aside)
    assert (again.attempt, again.status) == (2, PayoutStatus.PENDING)
    assert payouts.order_payout(PAYOUT, aside) == again


def test_a_destination_that_is_none_is_refused(payouts: BtcpayPayouts):
    with pytest.raises(VendorRefused) as refused:
        payouts.order_payout(replace(PAYOUT, destination="nowhere"), payouts.set_aside(PAYOUT))
    assert refused.value.facts["reason"] == "destination"


def test_what_is_called_back_is_cancelled_and_nothing_more_can_be_ordered(
    payouts: BtcpayPayouts,
):
    aside = payouts.set_aside(PAYOUT)
    ordered = payouts.order_payout(PAYOUT, aside)
    for _ in range(2):
        called = payouts.call_back(aside)
        assert called is not None
        assert called.payout_reference == ordered.payout_reference
        assert called.status is PayoutStatus.FAILED
    with pytest.raises(VendorRefused) as refused:
        payouts.order_payout(replace(PAYOUT, attempt=2), aside)
    assert refused.value.facts["reason"] == ASIDE_CLOSED
    assert payouts.set_aside(PAYOUT) != aside


def test_calling_back_before_any_order_leaves_none(payouts: BtcpayPayouts):
    aside = payouts.set_aside(PAYOUT)
    assert payouts.call_back(aside) is None
    with pytest.raises(VendorRefused):
        payouts.order_payout(PAYOUT, aside)


@pytest.mark.parametrize(
    ("lever", "status"), [("send", PayoutStatus.PENDING), ("complete", PayoutStatus.SUCCESS)]
)
def test_what_is_under_way_is_not_stopped_by_calling_it_back(
    payouts: BtcpayPayouts, btcpay_server: Simulator, lever: str, status: PayoutStatus
):
    aside = payouts.set_aside(PAYOUT)
    ordered = payouts.order_payout(PAYOUT, aside)
    btcpay_server.lever(f"payouts/{ordered.payout_reference}/{lever}")
    called = payouts.call_back(aside)
    assert called is not None
    assert called.status is status


def test_what_was_never_set_aside_cannot_be_called_back(payouts: BtcpayPayouts):
    with pytest.raises(VendorRefused):
        payouts.call_back("unknown")


def test_whether_the_wallet_has_the_money_is_told_in_coins(
    payouts: BtcpayPayouts, btcpay_server: Simulator
):
    btcpay_server.lever("wallet", coins="0.00077650")
    found = payouts.funds(PAYOUT)
    assert (found.coin, found.rate) == ("BTC", Decimal("64392.23"))
    assert (found.needed, found.available) == (Decimal("0.00077650"), Decimal("0.00077650"))
    assert found.enough
    btcpay_server.lever("wallet", coins="0.00077649")
    assert not payouts.funds(PAYOUT).enough


def test_a_payout_in_coins_needs_no_rate(payouts: BtcpayPayouts):
    in_coins = replace(PAYOUT, amount=Money.parse("0.5", "BTC"))
    found = payouts.funds(in_coins)
    assert (found.needed, found.rate) == (Decimal("0.50000000"), Decimal(1))


def test_without_a_rate_nothing_is_said_of_the_wallet(payouts: BtcpayPayouts):
    with pytest.raises(VendorRefused) as refused:
        payouts.funds(replace(PAYOUT, amount=Money(5_000, "JPY")))
    assert refused.value.facts["reason"] == "no_rate"


def test_a_server_that_is_away_is_to_be_asked_again(
    payouts: BtcpayPayouts, btcpay_server: Simulator
):
    btcpay_server.fault("unavailable", times=9)
    with pytest.raises(VendorUnavailable):
        payouts.funds(PAYOUT)
