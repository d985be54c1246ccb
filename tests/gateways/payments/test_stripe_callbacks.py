"""Callbacks: the vectors, the library's own signatures, the simulator's, and everything forged."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from stripe import WebhookSignature

from chalicelib.core.errors import Kind
from chalicelib.gateways.payments.port import (
    CallbackForged,
    CallbackKind,
    CallbackMalformed,
    CallbackTooOld,
    PaymentOrder,
    PaymentStatus,
)
from chalicelib.gateways.payments.stripe import StripeCheckout
from tests.simulators.stripe.kit import SECRET, Inbox, Letter, Simulator

VECTORS = json.loads(Path("tests/contract/vectors/stripe.json").read_text())
SIGNED = VECTORS["signatures"]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BODY = SIGNED[1]["body"]


def adapter(secret: str) -> StripeCheckout:
    return StripeCheckout("sk_test_unused", secret)


def signed(body: str, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    stamp = int(at.timestamp())
    return {"Stripe-Signature": WebhookSignature.generate_signature_header(body, secret, stamp)}


@pytest.mark.parametrize("vector", SIGNED, ids=lambda vector: vector["name"])
def test_a_callback_signed_elsewhere_is_accepted_and_read(vector: dict[str, Any]) -> None:
    now = datetime.fromtimestamp(vector["t"], UTC)
    headers = {"stripe-signature": vector["header"]}
    event = adapter(vector["secret"]).read_callback(headers, vector["body"].encode(), now)
    assert event.event_id == vector["event_id"]
    assert event.kind == CallbackKind(vector["kind"])
    assert event.psp_reference == vector["psp_reference"]
    assert event.at == datetime.fromtimestamp(json.loads(vector["body"])["created"], UTC)


@pytest.mark.parametrize("vector", SIGNED, ids=lambda vector: vector["name"])
def test_the_library_signs_as_the_vector_says(vector: dict[str, Any]) -> None:
    made = WebhookSignature.generate_signature_header(vector["body"], vector["secret"], vector["t"])
    assert made == vector["header"]


def test_while_a_secret_is_rolled_either_signature_counts() -> None:
    vector = VECTORS["rolled_secret"]
    now = datetime.fromtimestamp(vector["t"], UTC)
    headers = {"Stripe-Signature": vector["header"]}
    event = adapter(vector["secret"]).read_callback(headers, vector["body"].encode(), now)
    assert event.event_id == "evt_refund"


@pytest.mark.parametrize("header", ["STRIPE-SIGNATURE", "stripe-signature", "Stripe-Signature"])
def test_the_header_is_found_however_it_is_written(header: str) -> None:
    value = signed(BODY)["Stripe-Signature"]
    assert adapter(SECRET).read_callback({header: value}, BODY.encode(), NOW).name


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        "t=,v1=",
        "t=1772442000",
        "v1=abc",
        "t=abc,v1=def",
        f"t={int(NOW.timestamp())},v1={'0' * 64}",
        f"t={int(NOW.timestamp())},v0={'0' * 64}",
    ],
)
def test_a_header_that_proves_nothing_is_forged(header: str) -> None:
    with pytest.raises(CallbackForged) as refused:
        adapter(SECRET).read_callback({"Stripe-Signature": header}, BODY.encode(), NOW)
    assert refused.value.kind is Kind.UNAUTHENTICATED


def test_a_callback_without_any_header_is_forged() -> None:
    with pytest.raises(CallbackForged):
        adapter(SECRET).read_callback({}, BODY.encode(), NOW)


def test_another_secret_is_forged() -> None:
    headers = signed(BODY, secret="whsec_other")
    with pytest.raises(CallbackForged):
        adapter(SECRET).read_callback(headers, BODY.encode(), NOW)


def test_one_changed_byte_is_forged() -> None:
    with pytest.raises(CallbackForged):
        adapter(SECRET).read_callback(signed(BODY), BODY.replace("re_9", "re_8").encode(), NOW)


def test_bytes_that_are_no_text_are_forged() -> None:
    with pytest.raises(CallbackForged):
        adapter(SECRET).read_callback(signed(BODY), b"\xff\xfe", NOW)


@pytest.mark.parametrize("secret", ["", "   "])
def test_without_a_secret_nothing_is_accepted(secret: str) -> None:
    with pytest.raises(CallbackForged):
        adapter(secret).read_callback(signed(BODY, secret="x"), BODY.encode(), NOW)


@pytest.mark.parametrize(("age", "accepted"), [(0, True), (300, True), (301, False), (9999, False)])
def test_a_callback_is_good_for_five_minutes(age: int, *, accepted: bool) -> None:
    headers = signed(BODY, NOW - timedelta(seconds=age))
    if accepted:
        assert adapter(SECRET).read_callback(headers, BODY.encode(), NOW).event_id
        return
    with pytest.raises(CallbackTooOld):
        adapter(SECRET).read_callback(headers, BODY.encode(), NOW)


def test_a_recording_cannot_be_made_young_by_a_second_time_stamp() -> None:
    old = signed(BODY, NOW - timedelta(days=1))["Stripe-Signature"]
    headers = {"Stripe-Signature": f"{old},t={int(NOW.timestamp())}"}
    with pytest.raises(CallbackTooOld):
        adapter(SECRET).read_callback(headers, BODY.encode(), NOW)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"id":"evt_1","type":"x","created":1}',
        '{"id":1,"type":"x","created":1,"data":{"object":{"id":"a","object":"refund"}}}',
        '{"id":"evt_1","type":"x","created":"1","data":{"object":{"id":"a","object":"refund"}}}',
        '{"id":"e","type":"x","created":99999999999999,"data":{"object":{"id":"a","object":"b"}}}',
    ],
)
def test_a_signed_callback_that_makes_no_sense_is_malformed(body: str) -> None:
    with pytest.raises(CallbackMalformed):
        adapter(SECRET).read_callback(signed(body), body.encode(), NOW)


def read(psp: StripeCheckout, letter: Letter) -> Any:
    return psp.read_callback(letter.headers, letter.body, datetime.now(UTC))


def test_a_payment_on_the_page_arrives_as_a_callback_and_is_then_read_afresh(
    psp: StripeCheckout, simulator: Simulator, inbox: Inbox, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay")
    event = read(psp, inbox.wait_for(1)[0])
    assert (event.kind, event.psp_reference) == (CallbackKind.PAYMENT, reference)
    assert event.name == "checkout.session.completed"
    assert psp.payment(event.psp_reference).status is PaymentStatus.SUCCESS


def test_a_completed_callback_is_no_proof_of_payment(
    psp: StripeCheckout, simulator: Simulator, inbox: Inbox, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay", how="later")
    event = read(psp, inbox.wait_for(1)[0])
    assert event.name == "checkout.session.completed"
    assert psp.payment(event.psp_reference).status is PaymentStatus.PENDING


def test_a_duplicate_has_the_same_event_id(
    psp: StripeCheckout, simulator: Simulator, inbox: Inbox, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.fault("webhook_duplicate")
    simulator.lever(f"sessions/{reference}/pay")
    first, second = (read(psp, letter) for letter in inbox.wait_for(2))
    assert first.event_id == second.event_id


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("webhook_forge", CallbackForged),
        ("webhook_stale", CallbackTooOld),
        ("webhook_garble", CallbackMalformed),
    ],
)
def test_a_bad_copy_is_told_from_the_true_one(
    psp: StripeCheckout,
    simulator: Simulator,
    inbox: Inbox,
    order: PaymentOrder,
    fault: str,
    error: type[Exception],
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.fault(fault)
    simulator.lever(f"sessions/{reference}/pay")
    bad, true = inbox.wait_for(2)
    with pytest.raises(error):
        read(psp, bad)
    assert read(psp, true).psp_reference == reference


def test_a_refund_that_fails_later_is_called_back_with_its_reference(
    psp: StripeCheckout, simulator: Simulator, inbox: Inbox, order: PaymentOrder
) -> None:
    reference = psp.start_payment(order).psp_reference
    simulator.lever(f"sessions/{reference}/pay")
    refund = psp.refund(reference, order.amount, "rfd_01")
    simulator.lever(f"refunds/{refund.refund_reference}/bounce")
    last = read(psp, inbox.wait_for(3)[2])
    assert (last.kind, last.name) == (CallbackKind.REFUND, "refund.failed")
    assert last.psp_reference == refund.refund_reference
