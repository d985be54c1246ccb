"""Callbacks at our door: forged, old, garbled, twice, reordered, late; and the door's answers."""

import json

import pytest
from stripe import WebhookSignature

from app import app
from chalicelib.funds.store import deposits as store
from chalicelib.storage.table import Key
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.funds import house_balances, sides
from tests.kit.http import Caller
from tests.kit.payments import PaymentSide, ask, books_are_sound, card, entries, knock, stage
from tests.simulators.stripe.kit import SECRET, Letter, until


def paid(psp: PaymentSide):
    deposit = ask(card("100.00"))
    psp.pay(deposit)
    return deposit


def heard() -> int:
    return len(published("funds.payment_callback_received"))


def test_a_callback_is_kept_as_it_came(psp: PaymentSide):
    deposit = paid(psp)
    (letter,) = psp.hear()
    kept = store._CALLBACKS.get(Key(f"CALLBACK#stripe#{letter.event['id']}", "CALLBACK"))
    assert kept.body.encode() == letter.body
    assert (kept.name, kept.psp_reference) == ("checkout.session.completed", deposit.psp_reference)


def test_the_same_callback_again_is_taken_in_once(psp: PaymentSide, courier: Courier):
    deposit = paid(psp)
    (letter,) = psp.hear()
    assert [knock(letter).status for _ in range(3)] == [200, 200, 200]
    assert heard() == 1
    courier.deliver_all()
    assert knock(letter).status == 200
    assert courier.deliver_all() == 0
    assert entries() == [f"{deposit.id}.credit"]


@pytest.mark.parametrize("kind", ["webhook_duplicate", "webhook_reorder", "webhook_delay"])
def test_callbacks_that_come_twice_or_out_of_order_credit_each_deposit_once(
    psp: PaymentSide, courier: Courier, kind: str
):
    psp.simulator.fault(kind, seconds=0.3)
    first, second = paid(psp), paid(psp)
    psp.hear(3 if kind == "webhook_duplicate" else 2)
    courier.deliver_all(twice=True, reverse=True)
    assert entries() == sorted([f"{first.id}.credit", f"{second.id}.credit"])
    assert sides() == ("200.00", "0.00")
    books_are_sound()


def test_an_early_callback_that_comes_after_the_late_one_changes_nothing(
    psp: PaymentSide, courier: Courier
):
    deposit = ask(card("50.00", "EUR"))
    psp.pay(deposit, how="later")
    psp.settle(deposit)
    completed, succeeded = psp.inbox.wait_for(2)
    for letter in (succeeded, completed):
        assert knock(letter).status == 200
        courier.deliver_all()
    assert sides(currency="EUR") == ("50.00", "0.00")
    assert entries() == [f"{deposit.id}.credit"]
    books_are_sound()


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("webhook_forge", 401, "callback_forged"),
        ("webhook_stale", 401, "callback_too_old"),
        ("webhook_garble", 400, "callback_malformed"),
    ],
)
def test_a_bad_callback_is_turned_away_and_the_true_one_is_taken(
    psp: PaymentSide, courier: Courier, kind: str, status: int, code: str
):
    psp.simulator.fault(kind)
    deposit = paid(psp)
    bad, true = psp.inbox.wait_for(2)
    answer = knock(bad)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert (heard(), stage(deposit)) == (0, "awaiting_payment")
    assert knock(true).status == 200
    courier.deliver_all()
    assert stage(deposit) == "credited"


@pytest.mark.parametrize("header", ["", "t=1,v1=00", "nonsense"])
def test_a_callback_without_a_good_signature_is_forged(psp: PaymentSide, header: str):
    paid(psp)
    (letter,) = psp.inbox.wait_for(1)
    answer = knock(Letter({**letter.headers, "stripe-signature": header}, letter.body))
    assert (answer.status, heard()) == (401, 0)


def test_a_callback_whose_body_was_changed_is_forged(psp: PaymentSide):
    paid(psp)
    (letter,) = psp.inbox.wait_for(1)
    assert knock(Letter(letter.headers, letter.body + b" ")).status == 401


def test_a_callback_needs_no_token_and_no_idempotency_key(psp: PaymentSide):
    deposit = paid(psp)
    (letter,) = psp.inbox.wait_for(1)
    caller = Caller(app)
    answer = caller.call("POST", "/api/hooks/stripe", letter.body, **letter.headers)
    assert (answer.status, answer.body) == (200, None)
    assert deposit.id in str(letter.event)


def test_what_a_callback_claims_is_not_believed(psp: PaymentSide, courier: Courier):
    """Signed with the true secret, and yet it says what the provider does not."""
    deposit = ask(card("100.00"))
    event = {
        "id": "evt_of_somebody_with_the_secret",
        "object": "event",
        "type": "checkout.session.completed",
        "created": int(psp.clock.now().timestamp()),
        "data": {
            "object": {
                "id": deposit.psp_reference,
                "object": "checkout.session",
                "payment_status": "paid",
                "amount_total": 10_250,
            }
        },
    }
    body = json.dumps(event)
    stamp = int(psp.clock.now().timestamp())
    header = WebhookSignature.generate_signature_header(body, SECRET, stamp)
    answer = knock(Letter({"stripe-signature": header}, body.encode()))
    assert answer.status == 200
    courier.deliver_all()
    assert (stage(deposit), sides()) == ("awaiting_payment", ("0.00", "0.00"))


def test_news_that_need_no_action_are_kept_and_go_no_further(psp: PaymentSide):
    body = json.dumps(
        {
            "id": "evt_payout",
            "object": "event",
            "type": "payout.paid",
            "created": int(psp.clock.now().timestamp()),
            "data": {"object": {"id": "po_1", "object": "payout"}},
        }
    )
    stamp = int(psp.clock.now().timestamp())
    header = WebhookSignature.generate_signature_header(body, SECRET, stamp)
    assert knock(Letter({"stripe-signature": header}, body.encode())).status == 200
    assert store._CALLBACKS.get(Key("CALLBACK#stripe#evt_payout", "CALLBACK")).name == "payout.paid"
    assert heard() == 0


def test_news_wait_in_the_queue_while_the_provider_cannot_be_asked(
    psp: PaymentSide, courier: Courier
):
    deposit = paid(psp)
    psp.hear()
    psp.trouble("unavailable", path="GET /v1/checkout/sessions", times=3)
    courier.deliver_all()  # the first try finds nobody, the next one does
    until(lambda: stage(deposit) == "credited")
    assert house_balances() == {"psp_clearing:stripe": "-102.50", "fee_income": "2.50"}
