"""A payout in coins needs a second person, and a wallet that has the money."""

from dataclasses import replace

import pytest

from chalicelib.core.actor import Scope
from chalicelib.core.errors import NotFound, VendorUnavailable
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.automation import AutomaticWithdrawals
from chalicelib.funds.model.payouts import (
    PayoutNotWaiting,
    PayoutStage,
    PayoutWalletShort,
    SecondPersonNeeded,
)
from chalicelib.funds.model.settings import AUTOMATIC_WITHDRAWALS
from chalicelib.funds.model.withdrawals import PaymentStatusRefused, PayoutStatus, WithdrawalDraft
from chalicelib.funds.service import payout_confirming, payouts, withdrawals
from chalicelib.funds.store import payouts as store
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.kit.btcpay import BtcpaySide
from tests.kit.courier import Courier
from tests.kit.funds import (
    SYSTEM,
    client_actor,
    command,
    decide,
    house_balances,
    sides,
    staff_actor,
    status_of,
    usd,
)
from tests.kit.payments import books_are_sound
from tests.kit.payouts import (
    SECOND,
    approved_in_coins,
    asked_in_coins,
    confirm,
    ordered_in_coins,
    saved_address,
)


def shelf(name: str) -> list[str]:
    """The withdrawals in a list of payouts."""
    page = payout_confirming.page(staff_actor(SECOND), name, PageRequest())
    return [one.payout.id for one in page.items]


def test_after_the_approval_the_money_is_withdrawn_and_nothing_is_ordered(
    btcpay: BtcpaySide, courier: Courier
):
    asked = approved_in_coins(courier)
    assert status_of(asked.id) == ("approved", "withdrawn", "pending")
    assert store.get(asked.id).stage is PayoutStage.AWAITING_CONFIRMATION
    assert btcpay.simulator.rows("pulls") == []
    assert sides() == ("800.00", "0.00")
    assert house_balances() == {
        "bank_clearing": "-1000.00",
        "fee_income": "2.00",
        "psp_clearing:btcpay": "198.00",
    }
    books_are_sound()


def test_once_a_second_person_confirms_the_provider_has_the_order(
    btcpay: BtcpaySide, courier: Courier
):
    payout = ordered_in_coins(courier)
    assert payout.stage is PayoutStage.IN_PROGRESS
    assert (payout.confirmed_by_name, payout.attempt) == (SECOND, 1)
    assert (payout.needed, payout.coin, payout.coin_rate) == ("0.00307491", "BTC", "64392.23")
    (row,) = btcpay.simulator.rows("payouts")
    assert (row["originalAmount"], row["state"]) == ("198.00", "AwaitingPayment")
    assert row["metadata"] == {"withdrawalId": payout.id, "attempt": 1}


def test_whoever_approved_does_not_confirm(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    decider = staff_actor("Decider")
    shown = payout_confirming.inspect(decider, asked.id).shown
    assert shown.why_not == "second_person_needed"
    with pytest.raises(SecondPersonNeeded):
        confirm(asked.id, by=decider)
    assert store.get(asked.id).stage is PayoutStage.AWAITING_CONFIRMATION


def test_whoever_asked_for_the_client_does_not_confirm(btcpay: BtcpaySide, courier: Courier):
    draft = WithdrawalDraft(usd("200.00"), "bitcoin", saved_address())
    asker = staff_actor("Asker")
    made = withdrawals.submit(asker, draft, command(), on_behalf_of="10000001").withdrawal
    decide(made.id)
    courier.deliver_all()
    with pytest.raises(SecondPersonNeeded):
        confirm(made.id, by=asker)
    assert confirm(made.id).stage is PayoutStage.ORDERING


def test_what_the_system_approved_still_needs_a_person(btcpay: BtcpaySide, courier: Courier):
    settings.adopt(SYSTEM, AUTOMATIC_WITHDRAWALS, AutomaticWithdrawals(maximum="500"))
    asked = asked_in_coins()
    courier.deliver_all()
    assert status_of(asked.id) == ("approved", "withdrawn", "pending")
    assert btcpay.simulator.rows("payouts") == []
    assert confirm(asked.id).stage is PayoutStage.ORDERING


def test_nobody_confirms_twice(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    confirm(asked.id, attempt=1)
    with pytest.raises(PayoutNotWaiting) as refused:
        confirm(asked.id, staff_actor("Third"), attempt=1)
    assert refused.value.facts["stage"] == "ordering"
    courier.deliver_all(twice=True)
    assert len(btcpay.simulator.rows("payouts")) == 1


def test_a_wallet_that_is_short_refuses_and_says_how_much_is_missing(
    btcpay: BtcpaySide, courier: Courier
):
    asked = approved_in_coins(courier)
    btcpay.simulator.lever("wallet", coins="0.001")
    inspected = payout_confirming.inspect(staff_actor(SECOND), asked.id)
    assert inspected.funds is not None
    assert not inspected.funds.enough
    with pytest.raises(PayoutWalletShort) as refused:
        confirm(asked.id)
    assert refused.value.facts == {"needed": "0.00307491", "available": "0.001", "coin": "BTC"}
    btcpay.simulator.lever("wallet", coins="1")
    assert confirm(asked.id).stage is PayoutStage.ORDERING


def test_what_is_promised_to_payouts_under_way_is_not_there_for_another(
    btcpay: BtcpaySide, courier: Courier
):
    first = ordered_in_coins(courier)
    second = approved_in_coins(courier)
    btcpay.simulator.lever("wallet", coins="0.005")
    funds = payout_confirming.inspect(staff_actor(SECOND), second.id).funds
    assert funds is not None
    assert (str(funds.promised), str(funds.free), funds.enough) == (
        "0.00307491",
        "0.00192509",
        False,
    )
    with pytest.raises(PayoutWalletShort) as refused:
        confirm(second.id)
    assert refused.value.facts["available"] == "0.00192509"
    btcpay.simulator.lever("wallet", coins="0.00614982")
    assert confirm(second.id).stage is PayoutStage.ORDERING
    assert store.get(first.id).stage is PayoutStage.IN_PROGRESS


def test_a_provider_that_is_away_is_told_instead_of_its_funds(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    btcpay.simulator.fault("unavailable", times=9, path="/wallet")
    inspected = payout_confirming.inspect(staff_actor(SECOND), asked.id)
    assert (inspected.funds, inspected.funds_problem) == (None, "vendor_unavailable")
    with pytest.raises(VendorUnavailable):
        confirm(asked.id)
    assert store.get(asked.id).stage is PayoutStage.AWAITING_CONFIRMATION


def test_who_confirmed_what_is_on_the_record(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    confirm(asked.id)
    records = audit.of_object("withdrawal", asked.id, PageRequest()).items
    (record,) = [one for one in records if one.action == "payout_confirmed"]
    assert (record.actor_name, record.after["amount"]) == (SECOND, "198.00")
    assert (record.after["needed"], record.after["coin"]) == ("0.00307491", "BTC")


def test_payouts_stand_in_the_list_of_what_is_to_be_done_with_them(
    btcpay: BtcpaySide, courier: Courier
):
    asked = approved_in_coins(courier)
    assert (shelf("waiting"), shelf("under_way")) == ([asked.id], [])
    confirm(asked.id)
    assert (shelf("waiting"), shelf("under_way")) == ([], [asked.id])


def test_a_payout_of_somebody_elses_client_is_none(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    narrow = replace(staff_actor(SECOND), scope=Scope())
    assert payout_confirming.page(narrow, "waiting", PageRequest()).items == ()
    with pytest.raises(NotFound):
        payout_confirming.inspect(narrow, asked.id)
    with pytest.raises(NotFound):
        payout_confirming.confirm(narrow, asked.id, 1, command())


def test_staff_cannot_say_that_a_providers_payout_was_paid(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    with pytest.raises(PaymentStatusRefused) as refused:
        payouts.set_payment_status(staff_actor(), asked.id, PayoutStatus.SUCCESS)
    assert refused.value.facts["provider"] == "btcpay"


def test_the_client_sees_how_far_it_has_come(btcpay: BtcpaySide, courier: Courier):
    asked = approved_in_coins(courier)
    seen = withdrawals.withdrawal(client_actor(), asked.id).payout
    assert seen is not None
    assert seen.stage is PayoutStage.AWAITING_CONFIRMATION
