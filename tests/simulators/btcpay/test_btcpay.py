"""The simulator is as strict as BTCPay, and its webhooks misbehave only when told to."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from infra.simulators.btcpay.webhooks import sign
from tests.simulators.btcpay.kit import BTC_ADDRESS, SECRET, Simulator
from tests.simulators.stripe.kit import Inbox, Letter, send, until

VECTORS = json.loads(Path("tests/contract/vectors/btcpay.json").read_text())
WAY = "BTC-CHAIN"


def invoice(btcpay: Simulator, amount: str = "100.00", order: str = "dep_1") -> dict[str, Any]:
    body = {
        "amount": amount,
        "currency": "USD",
        "metadata": {"orderId": order, "itemDesc": "Deposit"},
        "checkout": {"expirationMinutes": 60, "redirectURL": "http://127.0.0.1:1/back"},
    }
    answer = btcpay.api("POST", f"{btcpay.path}/invoices", body)
    assert answer.status == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def state(btcpay: Simulator, invoice_id: str) -> tuple[str, str]:
    row = btcpay.api("GET", f"{btcpay.path}/invoices/{invoice_id}").json()
    return row["status"], row["additionalStatus"]


def is_signed(letter: Letter) -> bool:
    digest = hmac.new(SECRET.encode(), letter.body, hashlib.sha256).hexdigest()
    return letter.headers["BTCPay-Sig"] == f"sha256={digest}"


@pytest.mark.parametrize("vector", VECTORS["signatures"], ids=lambda one: one["name"])
def test_bodies_are_signed_as_the_vectors_say(vector: dict[str, str]):
    assert sign(vector["body"].encode(), vector["secret"]) == vector["header"]


def test_only_the_key_of_the_store_lets_in(btcpay: Simulator):
    assert btcpay.api("GET", f"{btcpay.path}/invoices", key="another").status == 401
    assert btcpay.api("GET", "/api/v1/stores/Another/invoices").status == 403


@pytest.mark.parametrize("amount", [100, 100.5, "-1", "0", "much", None])
def test_an_amount_is_a_positive_decimal_text(btcpay: Simulator, amount: object):
    answer = btcpay.api("POST", f"{btcpay.path}/invoices", {"amount": amount, "currency": "USD"})
    assert (answer.status, answer.json()[0]["path"]) == (422, "amount")


def test_invoices_are_found_by_what_they_are_for(btcpay: Simulator):
    first = invoice(btcpay)
    invoice(btcpay, order="dep_2")
    found = btcpay.api("GET", f"{btcpay.path}/invoices?orderId=dep_1").json()
    assert [one["id"] for one in found] == [first["id"]]


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("0.00155299", ("Settled", "None")),
        ("0.00155300", ("Settled", "PaidOver")),
        ("0.00155298", ("New", "None")),
    ],
)
def test_a_confirmed_payment_settles_what_it_covers(
    btcpay: Simulator, value: str, after: tuple[str, str]
):
    made = invoice(btcpay)
    btcpay.lever(f"invoices/{made['id']}/pay", value=value)
    btcpay.lever(f"invoices/{made['id']}/confirm")
    assert state(btcpay, made["id"]) == after


@pytest.mark.parametrize(("value", "additional"), [(None, "None"), ("0.0001", "PaidPartial")])
def test_what_is_not_paid_in_time_expires(
    btcpay: Simulator, inbox: Inbox, value: str | None, additional: str
):
    made = invoice(btcpay)
    if value:
        btcpay.lever(f"invoices/{made['id']}/pay", value=value)
    btcpay.lever("clock", advance_seconds=3601)
    until(lambda: state(btcpay, made["id"]) == ("Expired", additional))
    until(lambda: "InvoiceExpired" in inbox.events())
    assert inbox.letters[-1].event["partiallyPaid"] is (value is not None)


def test_a_payment_after_the_end_is_late(btcpay: Simulator, inbox: Inbox):
    made = invoice(btcpay)
    btcpay.lever("clock", advance_seconds=3601)
    until(lambda: state(btcpay, made["id"])[0] == "Expired")
    btcpay.lever(f"invoices/{made['id']}/pay")
    assert state(btcpay, made["id"]) == ("Expired", "PaidLate")
    until(lambda: "InvoiceReceivedPayment" in inbox.events())
    assert inbox.letters[-1].event["afterExpiration"] is True


def test_a_reorganisation_makes_a_payment_invalid(btcpay: Simulator, inbox: Inbox):
    made = invoice(btcpay)
    btcpay.lever(f"invoices/{made['id']}/pay")
    assert state(btcpay, made["id"]) == ("Processing", "None")
    btcpay.lever(f"invoices/{made['id']}/reorg")
    assert state(btcpay, made["id"]) == ("Invalid", "None")
    (way,) = btcpay.api("GET", f"{btcpay.path}/invoices/{made['id']}/payment-methods").json()
    assert way["payments"] == []
    until(lambda: "InvoiceInvalid" in inbox.events())


def test_webhooks_are_sent_again_as_redeliveries_until_they_are_heard(
    btcpay: Simulator, inbox: Inbox
):
    inbox.answers += [500, 404]
    invoice(btcpay)
    first, second, third = inbox.wait_for(3)
    assert all(map(is_signed, (first, second, third)))
    ids = [letter.event["deliveryId"] for letter in (first, second, third)]
    assert len(set(ids)) == 3
    assert {one.event["originalDeliveryId"] for one in (first, second, third)} == {ids[0]}
    assert [one.event["isRedelivery"] for one in (first, second, third)] == [False, True, True]


def test_webhooks_are_given_up_when_the_schedule_is_over(btcpay: Simulator, inbox: Inbox):
    inbox.answers += [500] * 10
    invoice(btcpay)
    until(lambda: btcpay.rows("deliveries")[0]["state"] == "sent")
    assert len(inbox.letters) == 4


def test_faults_of_webhooks(btcpay: Simulator, inbox: Inbox):
    for kind in ("webhook_lose", "webhook_forge", "webhook_duplicate"):
        btcpay.fault(kind)
    invoice(btcpay, order="lost")
    invoice(btcpay, order="forged")
    invoice(btcpay, order="doubled")
    forged, true, doubled, again = inbox.wait_for(4)
    assert [is_signed(one) for one in (forged, true, doubled, again)] == [False, True, True, True]
    assert true.event["metadata"]["orderId"] == "forged"
    assert doubled.body == again.body


def test_an_overtaken_webhook_arrives_after_later_ones(btcpay: Simulator, inbox: Inbox):
    btcpay.fault("webhook_reorder", seconds=0.5)
    made = invoice(btcpay)
    btcpay.lever(f"invoices/{made['id']}/pay")
    inbox.wait_for(3)
    assert inbox.events()[-1] == "InvoiceCreated"


@pytest.mark.parametrize(
    ("kind", "status"), [("unavailable", 503), ("error_before", 500), ("rate_limit", 429)]
)
def test_faults_of_answers_leave_nothing_done(btcpay: Simulator, kind: str, status: int):
    btcpay.fault(kind, path="POST")
    body = {"amount": "1", "currency": "USD"}
    assert btcpay.api("POST", f"{btcpay.path}/invoices", body).status == status
    assert btcpay.rows("invoices") == []


def test_work_is_done_although_the_answer_fails(btcpay: Simulator):
    btcpay.fault("error_after", path="POST")
    body = {"amount": "1", "currency": "USD"}
    assert btcpay.api("POST", f"{btcpay.path}/invoices", body).status == 500
    assert len(btcpay.rows("invoices")) == 1


def test_the_hosted_page_pays_and_escapes(btcpay: Simulator):
    body = {"amount": "1", "currency": "USD", "metadata": {"itemDesc": "<b>x</b>"}}
    made = btcpay.api("POST", f"{btcpay.path}/invoices", body).json()
    page = send("GET", made["checkoutLink"])
    assert "&lt;b&gt;x" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert send("POST", made["checkoutLink"], "act=pay").status == 303
    assert state(btcpay, made["id"]) == ("Processing", "None")
    send("POST", made["checkoutLink"], "act=confirm")
    assert state(btcpay, made["id"]) == ("Settled", "None")
    assert send("GET", f"{btcpay.url}/i/unknown").status == 404


def set_aside(btcpay: Simulator, amount: str = "50.00") -> str:
    body = {"name": "wdr_1", "amount": amount, "currency": "USD", "payoutMethods": [WAY]}
    return str(btcpay.api("POST", f"{btcpay.path}/pull-payments", body).json()["id"])


def claim(btcpay: Simulator, pull: str, amount: str = "50.00", to: str = BTC_ADDRESS) -> Any:
    body = {
        "pullPaymentId": pull,
        "destination": to,
        "amount": amount,
        "payoutMethodId": WAY,
        "approved": True,
    }
    return btcpay.api("POST", f"{btcpay.path}/payouts", body)


def test_no_more_is_paid_out_than_was_set_aside(btcpay: Simulator):
    pull = set_aside(btcpay)
    assert claim(btcpay, pull).json()["state"] == "AwaitingPayment"
    other = "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3"
    again = claim(btcpay, pull, "0.01", other)
    assert (again.status, again.json()["code"]) == (400, "overdraft")


def test_a_destination_is_checked_and_not_paid_twice_at_a_time(btcpay: Simulator):
    assert claim(btcpay, set_aside(btcpay), to="nowhere").status == 422
    claim(btcpay, set_aside(btcpay))
    again = claim(btcpay, set_aside(btcpay))
    assert (again.status, again.json()["code"]) == (400, "duplicate-destination")


def test_a_payout_is_cancelled_until_it_is_made(btcpay: Simulator, inbox: Inbox):
    made = claim(btcpay, set_aside(btcpay)).json()["id"]
    path = f"{btcpay.path}/payouts/{made}"
    assert btcpay.api("DELETE", path).status == 200
    assert btcpay.api("GET", path).json()["state"] == "Cancelled"
    second = claim(btcpay, set_aside(btcpay)).json()["id"]
    btcpay.lever(f"payouts/{second}/complete")
    assert btcpay.api("DELETE", f"{btcpay.path}/payouts/{second}").status == 400
    until(lambda: inbox.events().count("PayoutUpdated") == 2)
    assert inbox.letters[-1].event["payoutState"] == "Completed"


def test_a_kill_loses_nothing(btcpay: Simulator):
    made = invoice(btcpay)
    btcpay.kill()
    btcpay.start()
    assert state(btcpay, made["id"]) == ("New", "None")
