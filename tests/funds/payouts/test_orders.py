"""What becomes of a confirmed payout: paid once, whatever is lost, late, doubled or called back."""

from dataclasses import replace

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import OutcomeUnknown
from chalicelib.funds.model.payouts import (
    Payout,
    PayoutNotWaiting,
    PayoutStage,
    PayoutUnderWay,
)
from chalicelib.funds.model.withdrawals import NotRefundable, PaidOut
from chalicelib.funds.rules import payouts as rules
from chalicelib.funds.service import payout_confirming, payout_orders, payouts
from chalicelib.funds.store import payouts as store
from chalicelib.gateways.payments.payout_port import PayoutState, PayoutStatus
from chalicelib.storage.idempotency import Command
from tests.kit.btcpay import BtcpaySide
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    command,
    decide,
    house_balances,
    sides,
    staff_actor,
    status_of,
)
from tests.kit.payments import books_are_sound
from tests.kit.payouts import (
    SECOND,
    approved_in_coins,
    asked_in_coins,
    check,
    confirm,
    ordered_in_coins,
)
from tests.simulators.btcpay.kit import BTC_ADDRESS

LOST = ["drop_after", "error_after", "truncate"]


def lever(btcpay: BtcpaySide, payout: Payout, deed: str) -> None:
    """Something happens to the payout at the provider."""
    btcpay.simulator.lever(f"payouts/{payout.payout_reference}/{deed}")


def stage(payout: Payout) -> PayoutStage:
    """How far it has come."""
    return store.get(payout.id).stage


def test_a_completed_payout_is_known_by_its_webhook_with_coins_and_transaction(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, "complete")
    btcpay.hear("PayoutUpdated")
    courier.deliver_all(twice=True, reverse=True)
    done = store.get(payout.id)
    assert done.stage is PayoutStage.COMPLETED
    assert (done.coins, done.coin) == ("0.00307490", "BTC")
    assert done.transaction
    assert status_of(payout.id) == ("approved", "withdrawn", "success")
    assert len(published("funds.withdrawal_paid")) == 1
    books_are_sound()


def test_a_completed_payout_whose_webhook_was_lost_is_found_by_asking(
    btcpay: BtcpaySide, courier: Courier, clock: FixedClock
):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, "complete")
    assert check(clock, 601) == ()
    assert stage(payout) is PayoutStage.COMPLETED


def test_after_the_end_what_was_set_aside_is_closed_and_nobody_asks_any_more(
    btcpay: BtcpaySide, courier: Courier, clock: FixedClock
):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, "complete")
    check(clock, 601)
    assert check(clock) == ()
    assert [row["archived"] for row in btcpay.simulator.rows("pulls")] == [True]
    assert store.get(payout.id).check_at is None
    assert stage(payout) is PayoutStage.COMPLETED


@pytest.mark.parametrize("path", ["pull-payments", "payouts"])
@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_is_no_second_payout(
    btcpay: BtcpaySide, courier: Courier, clock: FixedClock, path: str, kind: str
):
    asked = approved_in_coins(courier)
    btcpay.simulator.fault(kind, path=f"POST {btcpay.simulator.path}/{path}")
    confirm(asked.id)
    with pytest.raises(OutcomeUnknown):
        payout_orders.execute(SYSTEM, asked.id)
    assert store.get(asked.id).stage is PayoutStage.ORDERING
    assert check(clock) == ()
    assert store.get(asked.id).stage is PayoutStage.IN_PROGRESS
    assert len(btcpay.simulator.rows("pulls")) == 1
    assert len(btcpay.simulator.rows("payouts")) == 1


def test_a_provider_that_is_away_is_asked_again_later(
    btcpay: BtcpaySide, courier: Courier, clock: FixedClock
):
    asked = approved_in_coins(courier)
    confirm(asked.id)
    btcpay.simulator.fault("unavailable", times=99)
    assert check(clock) == (asked.id,)
    assert check(clock, 1) == ()
    btcpay.simulator.calm()
    assert check(clock) == ()
    assert store.get(asked.id).stage is PayoutStage.IN_PROGRESS


def test_two_workers_at_once_keep_one_reference_and_order_one_payout(
    btcpay: BtcpaySide, courier: Courier
):
    payout = confirm(approved_in_coins(courier).id)
    order = payout_orders.order_of(payout)
    first = payout_orders._set_aside(SYSTEM, payout, order)
    btcpay.simulator.api(
        "POST",
        f"{btcpay.simulator.path}/pull-payments",
        {"name": payout.id, "amount": "198.00", "currency": "USD"},
    )
    second = payout_orders._set_aside(SYSTEM, payout, order)
    assert first.aside == second.aside
    payout_orders.execute(SYSTEM, payout.id)
    payout_orders.execute(SYSTEM, payout.id)
    assert len(btcpay.simulator.rows("payouts")) == 1


def test_what_is_cancelled_at_the_provider_waits_for_staff_and_can_be_confirmed_again(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, "cancel")
    btcpay.hear("PayoutUpdated")
    courier.deliver_all(twice=True)
    cancelled = store.get(payout.id)
    assert (cancelled.stage, cancelled.failure) == (PayoutStage.CANCELLED, "cancelled_at_provider")
    assert status_of(payout.id) == ("approved", "withdrawn", "failed")
    assert len(published("funds.withdrawal_payout_failed")) == 1
    confirm(payout.id, attempt=2)
    courier.deliver_all(twice=True)
    again = store.get(payout.id)
    assert (again.stage, again.attempt) == (PayoutStage.IN_PROGRESS, 2)
    assert again.aside == payout.aside
    assert status_of(payout.id) == ("approved", "withdrawn", "pending")
    states = [row["state"] for row in btcpay.simulator.rows("payouts")]
    assert states == ["Cancelled", "AwaitingPayment"]


def test_late_news_of_the_first_attempt_does_not_touch_the_second(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, "cancel")
    payout_orders.execute(SYSTEM, payout.id)
    confirm(payout.id)
    payout_orders.told(SYSTEM, "btcpay", str(payout.payout_reference), command())
    assert stage(payout) is PayoutStage.ORDERING
    courier.deliver_all()
    payout_orders.told(SYSTEM, "btcpay", str(payout.payout_reference), command())
    assert stage(payout) is PayoutStage.IN_PROGRESS


def test_an_address_that_the_provider_refuses_is_for_staff(btcpay: BtcpaySide, courier: Courier):
    payout = confirm(approved_in_coins(courier).id)
    aside = payout_orders._set_aside(SYSTEM, payout, payout_orders.order_of(payout)).aside
    other = {"pullPaymentId": _another(btcpay), "destination": BTC_ADDRESS}
    other |= {"amount": "198.00", "payoutMethodId": "BTC-CHAIN", "approved": True}
    btcpay.simulator.api("POST", f"{btcpay.simulator.path}/payouts", other)
    courier.deliver_all(twice=True)
    refused = store.get(payout.id)
    assert (refused.stage, refused.failure) == (PayoutStage.REFUSED, "duplicate-destination")
    assert refused.aside == aside
    assert status_of(payout.id) == ("approved", "withdrawn", "failed")


def _another(btcpay: BtcpaySide) -> str:
    body = {"name": "by hand", "amount": "198.00", "currency": "USD"}
    made = btcpay.simulator.api("POST", f"{btcpay.simulator.path}/pull-payments", body)
    return str(made.json()["id"])


def test_what_was_called_back_is_not_paid_and_can_be_confirmed_anew(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    shown = payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)
    assert (shown.payout.stage, shown.payout.failure) == (PayoutStage.CANCELLED, "called_back")
    assert (shown.payout.aside, shown.next_attempt) == (None, 2)
    confirm(payout.id)
    courier.deliver_all()
    alive = [one for one in btcpay.simulator.rows("payouts") if one["state"] != "Cancelled"]
    assert len(alive) == 1


def test_an_order_that_was_held_up_is_too_late_once_it_was_called_back(
    btcpay: BtcpaySide, courier: Courier
):
    payout = confirm(approved_in_coins(courier).id)
    payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)
    courier.deliver_all(twice=True)
    assert btcpay.simulator.rows("payouts") == []
    assert stage(payout) is PayoutStage.CANCELLED


def test_calling_back_whose_answer_was_lost_is_repeated(btcpay: BtcpaySide, courier: Courier):
    payout = ordered_in_coins(courier)
    btcpay.simulator.fault("drop_after", path="DELETE")
    with pytest.raises(OutcomeUnknown):
        payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)
    shown = payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)
    assert shown.payout.stage is PayoutStage.CANCELLED


@pytest.mark.parametrize("deed", ["send", "complete"])
def test_what_is_being_paid_cannot_be_called_back(btcpay: BtcpaySide, courier: Courier, deed: str):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, deed)
    with pytest.raises(PayoutUnderWay):
        payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)


def test_only_what_is_under_way_can_be_called_back(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    with pytest.raises(PayoutNotWaiting):
        payout_confirming.call_back(staff_actor(SECOND), asked.id, 1)


def test_a_late_rejection_before_the_confirmation_refunds_once_and_stops_it(
    btcpay: BtcpaySide, courier: Courier
):
    asked = approved_in_coins(courier)
    payouts.refund(staff_actor(), asked.id, "The address is wrong.")
    with pytest.raises(NotRefundable):
        payouts.refund(staff_actor(), asked.id, "Again.")
    with pytest.raises(PayoutNotWaiting):
        confirm(asked.id, attempt=1)
    assert store.get(asked.id).stage is PayoutStage.STOPPED
    assert sides() == ("1000.00", "0.00")
    assert house_balances() == {"bank_clearing": "-1000.00"}
    assert status_of(asked.id) == ("rejected", "returned", "pending")
    books_are_sound()


def test_what_is_under_way_is_not_refunded_until_it_was_called_back(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    with pytest.raises(PayoutUnderWay):
        payouts.refund(staff_actor(), payout.id, "The client asked for it.")
    payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)
    payouts.refund(staff_actor(), payout.id, "The client asked for it.")
    assert sides() == ("1000.00", "0.00")
    assert status_of(payout.id) == ("rejected", "returned", "failed")
    books_are_sound()


def test_what_was_paid_is_refunded_only_by_who_vouches_that_it_came_back(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    lever(btcpay, payout, "complete")
    payout_orders.execute(SYSTEM, payout.id)
    with pytest.raises(PaidOut):
        payouts.refund(staff_actor(), payout.id, "It came back.")
    payouts.refund(staff_actor(), payout.id, "It came back.", override=True)
    assert sides() == ("1000.00", "0.00")
    assert stage(payout) is PayoutStage.COMPLETED


def test_what_is_paid_at_the_provider_after_its_refund_is_shown_to_staff(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    payout_confirming.call_back(staff_actor(SECOND), payout.id, 1)
    payouts.refund(staff_actor(), payout.id, "The client asked for it.")
    lever(btcpay, payout, "complete")
    payout_orders.told(SYSTEM, "btcpay", str(payout.payout_reference), command())
    assert stage(payout) is PayoutStage.PAID_AFTER_REFUND
    assert status_of(payout.id) == ("rejected", "returned", "success")


def test_a_payout_that_was_made_by_hand_is_none_of_ours(btcpay: BtcpaySide, courier: Courier):
    body = {"pullPaymentId": _another(btcpay), "destination": BTC_ADDRESS}
    body |= {"amount": "198.00", "payoutMethodId": "BTC-CHAIN", "approved": True}
    btcpay.simulator.api("POST", f"{btcpay.simulator.path}/payouts", body)
    btcpay.hear("PayoutApproved")
    courier.deliver_all(twice=True)


def test_a_withdrawal_that_is_rejected_never_has_a_payout(btcpay: BtcpaySide, courier: Courier):
    asked = asked_in_coins()
    decide(asked.id, approve=False)
    courier.deliver_all()
    assert store.find(asked.id) is None


def test_one_message_that_comes_twice_settles_once(btcpay: BtcpaySide, courier: Courier):
    payout = confirm(approved_in_coins(courier).id)
    same = Command(key="message-1")
    payout_orders.execute(SYSTEM, payout.id, same)
    payout_orders.execute(SYSTEM, payout.id, Command(key="message-2"))
    assert len(btcpay.simulator.rows("payouts")) == 1


@pytest.mark.parametrize("before", list(PayoutStage))
@pytest.mark.parametrize("status", list(PayoutStatus))
def test_no_word_of_the_provider_takes_a_payout_back_from_its_end(
    btcpay: BtcpaySide,
    courier: Courier,
    before: PayoutStage,
    status: PayoutStatus,
):
    known = replace(store.get(approved_in_coins(courier).id), stage=before)
    state = PayoutState("ref", known.id, status)
    after = rules.after(known, state, known.created_at)
    if before in {PayoutStage.COMPLETED, PayoutStage.PAID_AFTER_REFUND}:
        assert after.stage is before
    elif status is not PayoutStatus.SUCCESS and before not in {
        PayoutStage.ORDERING,
        PayoutStage.IN_PROGRESS,
    }:
        assert after is known
