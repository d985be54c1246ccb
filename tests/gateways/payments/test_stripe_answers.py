"""What Stripe answers is input from outside: nothing strange in it may read as money."""

from typing import Any

import pytest

from chalicelib.core.errors import VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.gateways.payments.port import PaymentStatus
from chalicelib.gateways.payments.stripe_answers import payment_state, refund_state
from chalicelib.gateways.payments.stripe_objects import Refund, Session, read_as

INTENT = {"id": "pi_1", "status": "succeeded", "currency": "eur", "amount_received": 2500}
SESSION = {
    "id": "cs_1",
    "created": 1772442000,
    "status": "complete",
    "payment_status": "paid",
    "client_reference_id": "dep_01",
    "payment_intent": INTENT,
}


def state_of(**changes: Any) -> Any:
    return payment_state(read_as(Session, {**SESSION, **changes}))


def test_paid_and_received_is_success() -> None:
    assert state_of().status is PaymentStatus.SUCCESS


@pytest.mark.parametrize(
    ("status", "payment_status", "intent_status", "meaning"),
    [
        ("open", "unpaid", None, PaymentStatus.PENDING),
        ("open", "unpaid", "requires_payment_method", PaymentStatus.PENDING),
        ("complete", "unpaid", "processing", PaymentStatus.PENDING),
        ("complete", "unpaid", "requires_payment_method", PaymentStatus.FAILED),
        ("complete", "unpaid", "canceled", PaymentStatus.FAILED),
        ("complete", "no_payment_required", None, PaymentStatus.FAILED),
        ("expired", "unpaid", None, PaymentStatus.EXPIRED),
        ("a new word", "another new word", None, PaymentStatus.PENDING),
        ("complete", "PAID", "succeeded", PaymentStatus.PENDING),
    ],
)
def test_only_paid_is_success(
    status: str, payment_status: str, intent_status: str | None, meaning: PaymentStatus
) -> None:
    intent = {**INTENT, "status": intent_status} if intent_status else None
    state = state_of(status=status, payment_status=payment_status, payment_intent=intent)
    assert (state.status, state.received) == (meaning, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"payment_intent": None},
        {"payment_intent": "pi_1"},
        {"payment_intent": {**INTENT, "status": "processing"}},
        {"payment_intent": {**INTENT, "amount_received": 0}},
        {"payment_intent": {**INTENT, "amount_received": -5}},
        {"payment_intent": {**INTENT, "amount_received": 25.0}},
        {"payment_intent": {**INTENT, "amount_received": "2500"}},
        {"payment_intent": {**INTENT, "amount_received": None}},
        {"created": "yesterday"},
        {"status": None},
        {"id": 5},
    ],
)
def test_paid_without_sound_money_is_an_unreadable_answer(changes: dict[str, Any]) -> None:
    with pytest.raises(VendorUnavailable) as refused:
        state_of(**changes)
    assert refused.value.facts["reason"] == "broken"


def test_a_payment_that_is_not_ours_has_no_deposit() -> None:
    assert state_of(client_reference_id=None).deposit_id is None


def test_an_unknown_refund_status_is_not_guessed() -> None:
    refund = {"id": "re_1", "amount": 100, "currency": "eur", "status": "reversed"}
    with pytest.raises(VendorUnavailable):
        refund_state(read_as(Refund, refund))


def test_a_fee_that_we_cannot_write_does_not_stand_between_the_client_and_the_money() -> None:
    charge = {
        "id": "ch_1",
        "currency": "isk",
        "balance_transaction": {"fee": 1480, "currency": "isk"},
    }
    intent = {"id": "pi_1", "status": "succeeded", "currency": "isk", "amount_received": 50000}
    state = state_of(payment_intent={**intent, "latest_charge": charge})
    assert (state.received, state.fee) == (Money(500, "ISK"), None)
