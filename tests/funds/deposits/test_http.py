"""Deposits over HTTP: what a client sees and sends; what is turned away and changes nothing."""

import pytest

from app import app
from chalicelib.approvals import public as approvals
from chalicelib.core.paging import PageRequest
from chalicelib.funds.store import deposits as store
from tests.kit import files, people
from tests.kit.courier import Courier
from tests.kit.funds import add_client, client_actor
from tests.kit.http import Caller
from tests.kit.payments import LIN, PaymentSide, stage

URL = "/api/portal/deposits"
BY_CARD = {"method_id": "card", "amount": "100.00", "currency": "USD"}


@pytest.fixture
def lin(psp: PaymentSide) -> Caller:
    return people.signed_in(app, "portal", people.client(LIN))


def test_the_methods_come_with_limits_fees_and_fields(lin: Caller):
    card, wire = lin.get("/api/portal/deposit-methods").body["items"]
    assert (card["id"], card["kind"], card["fields"]) == ("card", "online", [])
    assert card["currencies"][0] == {
        "currency": "USD",
        "minimum": "10",
        "maximum": "10000",
        "fee_percent": "2.5",
        "fee_cap": "75",
        "decimals": 2,
    }
    assert [field["type"] for field in wire["fields"]] == ["file", "text"]
    assert set(wire["name"]) == {"en", "zh", "ar"}
    assert "provider" not in card


def test_a_deposit_by_card_answers_what_to_pay_and_where(lin: Caller, psp: PaymentSide):
    answer = lin.post(URL, BY_CARD)
    assert answer.status == 201
    body = answer.body
    assert (body["amount"]["amount"], body["fee"]["amount"], body["payment"]["amount"]) == (
        "100.00",
        "2.50",
        "102.50",
    )
    assert body["redirect_url"] == psp.sessions()[0]["url"]
    assert (body["status"], body["payment_status"]) == ("pending", "pending")
    assert lin.get(f"{URL}/{body['id']}").body == body


def test_a_repeat_is_answered_with_the_same_page(lin: Caller, psp: PaymentSide):
    first = lin.post(URL, BY_CARD, key="one-intention")
    again = lin.post(URL, dict(reversed(BY_CARD.items())), key="one-intention")
    assert (again.status, again.body) == (201, first.body)
    assert len(psp.sessions()) == 1


def test_a_repeat_after_a_lost_page_is_answered_with_one_deposit(lin: Caller, psp: PaymentSide):
    psp.trouble("drop_after")
    lost = lin.post(URL, BY_CARD, key="one-intention")
    assert (lost.status, lost.body["code"]) == (503, "outcome_unknown")
    psp.calm()
    other = lin.post(URL, {**BY_CARD, "amount": "200.00"}, key="one-intention")
    assert (other.status, other.body["code"]) == (409, "idempotency_key_reused")
    found = lin.post(URL, BY_CARD, key="one-intention")
    assert (found.status, found.body["redirect_url"]) == (201, psp.sessions()[0]["url"])
    assert len(approvals.of_client(LIN, PageRequest()).items) == 1


def test_the_page_is_shown_only_while_there_is_something_to_pay(
    lin: Caller, psp: PaymentSide, courier: Courier
):
    body = lin.post(URL, BY_CARD).body
    psp.pay(store.get(body["id"]))
    psp.hear()
    courier.deliver_all()
    after = lin.get(f"{URL}/{body['id']}").body
    assert (after["status"], after["funding_status"]) == ("approved", "deposited")
    assert (after["redirect_url"], after["payment_status"]) == (None, "success")


def test_a_wire_with_its_proof(lin: Caller):
    proof = files.proof(client_actor()).file_id
    fields = {"proof": proof, "reference": "INV 77"}
    wire = {"method_id": "bank_wire", "amount": "50", "currency": "USD", "fields": fields}
    answer = lin.post(URL, wire)
    assert (answer.status, answer.body["redirect_url"]) == (201, None)
    assert stage(store.get(answer.body["id"])) == "awaiting_decision"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"amount": 100.0}, 400, "input_invalid"),
        ({"amount": 100}, 400, "input_invalid"),
        ({"amount": "100.001"}, 400, "amount_too_precise"),
        ({"amount": "-100.00"}, 400, "amount_not_positive"),
        ({"amount": "0"}, 400, "amount_not_positive"),
        ({"amount": "1e3"}, 400, "amount_malformed"),
        ({"amount": "NaN"}, 400, "amount_malformed"),
        ({"amount": "\u0661\u0660\u0660"}, 400, "amount_malformed"),
        ({"amount": "10000.01"}, 400, "amount_out_of_range"),
        ({"amount": "9" * 39}, 400, "amount_malformed"),
        ({"currency": "XXX"}, 400, "currency_unknown"),
        ({"currency": "usd"}, 400, "input_invalid"),
        ({"currency": "JPY"}, 400, "method_not_available"),
        ({"method_id": "cash"}, 400, "method_not_available"),
        ({"fields": {"proof": "fil_1"}}, 400, "field_invalid"),
        ({"fields": {str(n): "x" for n in range(21)}}, 400, "input_invalid"),
        ({"status": "approved"}, 400, "input_invalid"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    lin: Caller, psp: PaymentSide, change: dict, status: int, code: str
):
    answer = lin.post(URL, BY_CARD | change)
    assert (answer.status, answer.body["code"]) == (status, code)
    assert approvals.of_client(LIN, PageRequest()).items == ()
    assert psp.sessions() == []


def test_another_clients_deposit_does_not_exist(lin: Caller):
    mine = lin.post(URL, BY_CARD).body["id"]
    add_client("10000002")
    sam = people.signed_in(app, "portal", people.client("10000002", "sam@example.com"))
    theirs = sam.get(f"{URL}/{mine}")
    nobodys = sam.get(f"{URL}/dep_00000000000000000000000000")
    assert theirs.status == nobodys.status == 404
    assert theirs.body["code"] == nobodys.body["code"] == "not_found"
    assert theirs.body["message"] == nobodys.body["message"]


def test_nobody_and_staff_have_no_deposits(psp: PaymentSide):
    owner = people.signed_in(app, "desk", people.owner())
    assert Caller(app).post(URL, BY_CARD).status == 401
    assert owner.post(URL, BY_CARD).status == 401
    assert psp.sessions() == []
