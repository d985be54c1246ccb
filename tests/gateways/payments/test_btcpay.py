"""BTCPay through the adapter, against the simulator and by the vectors."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.clock import SystemClock
from chalicelib.core.errors import Invalid, OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.gateways.payments.btcpay import Btcpay
from chalicelib.gateways.payments.btcpay_answers import payment_state
from chalicelib.gateways.payments.btcpay_client import BtcpayStore
from chalicelib.gateways.payments.btcpay_objects import Invoice, Way
from chalicelib.gateways.payments.port import (
    CallbackForged,
    CallbackMalformed,
    PaymentOrder,
    PaymentStatus,
)
from tests.simulators.btcpay.kit import API_KEY, SECRET, STORE, Simulator
from tests.simulators.stripe.kit import until

VECTORS = json.loads(Path("tests/contract/vectors/btcpay.json").read_text())
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def store_at(btcpay_server: Simulator, key: str = API_KEY) -> BtcpayStore:
    return BtcpayStore(btcpay_server.url, STORE, key, SECRET)


@pytest.fixture
def btcpay(btcpay_server: Simulator) -> Btcpay:
    """Our adapter, speaking to the simulator."""
    return Btcpay(store_at(btcpay_server), SystemClock(), read_seconds=1)


@pytest.fixture
def order() -> PaymentOrder:
    """A deposit of a hundred dollars; its page lives for an hour."""
    return PaymentOrder(
        deposit_id="dep_01",
        amount=Money(10_000, "USD"),
        description="Deposit dep_01",
        return_url="http://127.0.0.1:8600/funds/deposits/dep_01?paid=1",
        cancel_url="http://127.0.0.1:8600/funds/deposits/dep_01?cancelled=1",
        customer_email="lin@example.com",
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )


def test_a_started_payment_has_a_page_and_is_pending(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    started = btcpay.start_payment(order)
    assert started.redirect_url.startswith(f"{btcpay_server.url}/i/")
    state = btcpay.payment(started.psp_reference)
    assert (state.status, state.deposit_id) == (PaymentStatus.PENDING, "dep_01")
    (row,) = btcpay_server.rows("invoices")
    assert 58 * 60 <= row["expires"] - row["created"] <= 60 * 60
    assert row["watched_until"] - row["expires"] == 1440 * 60


def test_the_same_order_again_answers_the_same_page(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    assert btcpay.start_payment(order) == btcpay.start_payment(order)
    assert len(btcpay_server.rows("invoices")) == 1


@pytest.mark.parametrize("kind", ["drop_after", "truncate", "error_after", "slow_after"])
def test_a_lost_answer_is_not_known_and_asking_again_finds_the_invoice(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any, kind: str
):
    btcpay_server.fault(kind, path="POST", seconds=1.5)
    with pytest.raises(OutcomeUnknown):
        btcpay.start_payment(order)
    assert btcpay.start_payment(order).psp_reference == btcpay_server.rows("invoices")[0]["id"]
    assert len(btcpay_server.rows("invoices")) == 1


def test_the_same_deposit_with_another_amount_is_refused(btcpay: Btcpay, order: Any):
    btcpay.start_payment(order)
    with pytest.raises(VendorRefused) as refused:
        btcpay.start_payment(replace(order, amount=Money(9_900, "USD")))
    assert refused.value.facts["reason"] == "amount_differs"


def test_a_page_that_is_paid_already_is_closed(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    pay(btcpay_server, btcpay.start_payment(order).psp_reference)
    with pytest.raises(VendorRefused) as refused:
        btcpay.start_payment(order)
    assert refused.value.facts["reason"] == "closed"


def test_what_btcpay_refuses_says_why(btcpay: Btcpay, btcpay_server: Simulator, order: Any):
    with pytest.raises(VendorRefused) as refused:
        btcpay.start_payment(replace(order, amount=Money(1, "JPY")))
    assert (refused.value.facts["reason"], refused.value.facts["status"]) == ("currency", 422)
    with pytest.raises(VendorRefused) as refused:
        Btcpay(store_at(btcpay_server, "wrong"), SystemClock()).start_payment(order)
    assert refused.value.facts["status"] == 401
    with pytest.raises(Invalid):
        btcpay.start_payment(replace(order, amount=Money(0, "USD")))
    with pytest.raises(Invalid):
        btcpay.payment("../stores")


def pay(btcpay_server: Simulator, invoice: str, value: str = "", *, confirmed: bool = True) -> None:
    btcpay_server.lever(f"invoices/{invoice}/pay", **({"value": value} if value else {}))
    if confirmed:
        btcpay_server.lever(f"invoices/{invoice}/confirm")


def test_a_payment_counts_once_it_has_settled(btcpay: Btcpay, btcpay_server: Simulator, order: Any):
    reference = btcpay.start_payment(order).psp_reference
    pay(btcpay_server, reference, confirmed=False)
    assert btcpay.payment(reference).status is PaymentStatus.PENDING
    btcpay_server.lever(f"invoices/{reference}/confirm")
    state = btcpay.payment(reference)
    assert (state.status, state.received) == (PaymentStatus.SUCCESS, Money(10_000, "USD"))
    assert not state.is_late
    assert state.facts["paid_coins"] == "0.00155299 BTC"


@pytest.mark.parametrize(
    ("value", "received"),
    [("0.00170000", 10_947), ("0.00155300", 10_000), ("0.00155307", 10_001)],
)
def test_too_much_is_what_was_really_received(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any, value: str, received: int
):
    reference = btcpay.start_payment(order).psp_reference
    pay(btcpay_server, reference, value)
    assert btcpay.payment(reference).received == Money(received, "USD")


def test_too_little_counts_only_when_the_page_has_closed(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    reference = btcpay.start_payment(order).psp_reference
    pay(btcpay_server, reference, "0.001")
    assert btcpay.payment(reference).status is PaymentStatus.PENDING
    expire(btcpay_server)
    state = btcpay.payment(reference)
    assert (state.status, state.received) == (PaymentStatus.SUCCESS, Money(6_439, "USD"))
    assert state.facts["additional_status"] == "PaidPartial"


def expire(btcpay_server: Simulator) -> None:
    btcpay_server.lever("clock", advance_seconds=3601)
    until(lambda: btcpay_server.rows("invoices")[0]["status"] == "Expired")


def test_a_late_payment_says_that_it_is_late_once_it_has_settled(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    reference = btcpay.start_payment(order).psp_reference
    expire(btcpay_server)
    assert btcpay.payment(reference).status is PaymentStatus.EXPIRED
    pay(btcpay_server, reference, confirmed=False)
    assert btcpay.payment(reference).status is PaymentStatus.PENDING
    btcpay_server.lever(f"invoices/{reference}/confirm")
    state = btcpay.payment(reference)
    assert (state.status, state.is_late) == (PaymentStatus.SUCCESS, True)
    assert state.received == Money(10_000, "USD")


def test_what_the_chain_has_dropped_was_not_received(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    reference = btcpay.start_payment(order).psp_reference
    pay(btcpay_server, reference)
    btcpay_server.lever(f"invoices/{reference}/reorg")
    state = btcpay.payment(reference)
    assert (state.status, state.received) == (PaymentStatus.FAILED, None)


@pytest.mark.parametrize(
    ("status", "additional", "coins", "meant"),
    [
        ("Settled", "Marked", (), (PaymentStatus.FAILED, None)),
        ("Settled", "Marked", ("Settled",), (PaymentStatus.SUCCESS, 6_439)),
        ("Settled", "Marked", ("Processing",), (PaymentStatus.PENDING, None)),
        ("Invalid", "Marked", ("Settled",), (PaymentStatus.FAILED, None)),
        ("Expired", "PaidPartial", ("Invalid",), (PaymentStatus.EXPIRED, None)),
        ("Expired", "PaidPartial", ("Settled", "Processing"), (PaymentStatus.PENDING, None)),
        ("Settled", "PaidLate", ("Settled",), (PaymentStatus.SUCCESS, 6_439)),
    ],
)
def test_only_settled_coins_count_whatever_somebody_marked(
    status: str, additional: str, coins: tuple[str, ...], meant: tuple[PaymentStatus, int | None]
):
    invoice = Invoice.model_validate(
        {
            "id": "Inv1",
            "amount": "100",
            "currency": "USD",
            "status": status,
            "additionalStatus": additional,
            "createdTime": 1772442000,
        }
    )
    paid = [{"id": f"tx{n}", "value": "0.001", "status": one} for n, one in enumerate(coins)]
    way = {"paymentMethodId": "BTC-CHAIN", "currency": "BTC", "rate": "64392.23", "payments": paid}
    state = payment_state(invoice, [Way.model_validate(way)])
    received = state.received.minor if state.received else None
    assert (state.status, received) == meant


def test_an_unknown_word_is_never_success():
    invoice = {
        "id": "Inv1",
        "amount": "100",
        "currency": "USD",
        "status": "Settled",
        "additionalStatus": "PaidInSpirit",
        "createdTime": 1772442000,
    }
    with pytest.raises(VendorUnavailable):
        payment_state(Invoice.model_validate(invoice), [])


@pytest.mark.parametrize("vector", VECTORS["signatures"], ids=lambda one: one["name"])
def test_callbacks_are_read_as_the_vectors_say(vector: dict[str, str]):
    ours = BtcpayStore("https://pay.example", VECTORS["store"], "key", vector["secret"])
    event = Btcpay(ours, SystemClock()).read_callback(
        {"btcpay-sig": vector["header"]}, vector["body"].encode(), NOW
    )
    assert event.event_id == vector["event_id"]
    assert (event.kind.value, event.psp_reference) == (vector["kind"], vector["psp_reference"])


@pytest.mark.parametrize("header", ["", "sha256=", "sha256=00", "é"])
def test_a_callback_that_is_not_signed_is_forged(btcpay: Btcpay, header: str):
    vector = VECTORS["signatures"][0]
    with pytest.raises(CallbackForged):
        btcpay.read_callback({"BTCPay-Sig": header}, vector["body"].encode(), NOW)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"type": 1}'])
def test_a_signed_callback_that_makes_no_sense_is_malformed(btcpay: Btcpay, body: bytes):

    header = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    with pytest.raises(CallbackMalformed):
        btcpay.read_callback({"BTCPay-Sig": header}, body, NOW)


def test_payments_of_a_period_are_listed_over_several_pages(
    btcpay: Btcpay, btcpay_server: Simulator, order: Any
):
    began = datetime.now(UTC) - timedelta(seconds=5)
    names = [f"dep_{n:03}" for n in range(53)]
    for name in names:
        body = {"amount": "1", "currency": "USD", "metadata": {"orderId": name}}
        btcpay_server.api("POST", f"{btcpay_server.path}/invoices", body)
    later = datetime.now(UTC) + timedelta(seconds=5)
    found = [one.deposit_id for one in btcpay.list_payments(began, later)]
    assert sorted(str(one) for one in found) == names
    assert list(btcpay.list_payments(later, later + timedelta(hours=1))) == []
