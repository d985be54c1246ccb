"""The simulator's API: it refuses what Stripe refuses, so that a lax client fails here."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.simulators.stripe.failures import StripeRefusal
from infra.simulators.stripe.forms import decode
from tests.simulators.stripe.kit import Reply, Simulator

SESSIONS = "/v1/checkout/sessions"
VECTORS = json.loads(Path("tests/contract/vectors/stripe.json").read_text())
FORM = VECTORS["form"]
PRICE = "line_items[0][price_data]"
GOOD = {
    "mode": "payment",
    "line_items[0][quantity]": "1",
    f"{PRICE}[currency]": "eur",
    f"{PRICE}[unit_amount]": "2500",
    f"{PRICE}[product_data][name]": "Deposit",
    "success_url": "http://127.0.0.1/ok?id={CHECKOUT_SESSION_ID}",
    "customer_email": "lin@example.com",
    "client_reference_id": "dep_01",
}


def create(simulator: Simulator, key: str = "", **changes: Any) -> Reply:
    params = {**GOOD, **changes}
    headers = {"idempotency-key": key} if key else {}
    kept = [(name, value) for name, value in params.items() if value is not None]
    return simulator.api("POST", SESSIONS, kept, **headers)


def error(reply: Reply) -> dict[str, str]:
    found: dict[str, str] = reply.json()["error"]
    return found


def test_nested_forms_are_read_as_the_vector_says() -> None:
    assert decode(FORM["encoded"]) == FORM["decoded"]


@pytest.mark.parametrize("form", ["a[b=1", "a]=1", "[a]=1", "a=1&a=2", "a=1&a[b]=2", "a[b]=1&a=2"])
def test_a_form_that_contradicts_itself_is_refused(form: str) -> None:
    with pytest.raises(StripeRefusal):
        decode(form)


def test_a_session_is_answered_in_stripes_shape(simulator: Simulator) -> None:
    session = create(simulator).json()
    assert session["object"] == "checkout.session"
    assert session["id"].startswith("cs_test_")
    assert (session["status"], session["payment_status"]) == ("open", "unpaid")
    assert session["amount_total"] == 2500
    assert session["payment_intent"] is None
    assert session["expires_at"] == session["created"] + 24 * 3600
    assert not [name for name in session if name.startswith("_")]


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"mode": None}, "parameter_missing", "mode"),
        ({"success_url": None}, "parameter_missing", "success_url"),
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({f"{PRICE}[unit_amount]": "25.00"}, "parameter_invalid_integer", f"{PRICE}[unit_amount]"),
        ({f"{PRICE}[unit_amount]": "49"}, "amount_too_small", f"{PRICE}[unit_amount]"),
        ({f"{PRICE}[unit_amount]": "100000000"}, "amount_too_large", f"{PRICE}[unit_amount]"),
        ({f"{PRICE}[currency]": "btc"}, None, f"{PRICE}[currency]"),
        ({"customer_email": "nobody"}, None, "customer_email"),
        ({"success_url": "javascript:alert(1)"}, None, "success_url"),
        ({"expires_at": "1"}, None, "expires_at"),
    ],
)
def test_a_parameter_that_stripe_would_refuse_is_refused(
    simulator: Simulator, changes: dict[str, Any], code: str | None, param: str
) -> None:
    reply = create(simulator, **changes)
    assert reply.status == 400
    assert (error(reply).get("code"), error(reply)["param"]) == (code, param)
    assert error(reply)["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("currency", "amount"), [("kwd", "10451"), ("bhd", "1001"), ("isk", "550"), ("ugx", "120001")]
)
def test_an_amount_finer_than_cards_carry_is_refused(
    simulator: Simulator, currency: str, amount: str
) -> None:
    changes = {f"{PRICE}[currency]": currency, f"{PRICE}[unit_amount]": amount}
    assert error(create(simulator, **changes))["code"] == "invalid_charge_amount"


@pytest.mark.parametrize("header", ["", "Bearer sk_test_wrong", "Bearer ", "Token sk_test_wrong"])
def test_nobody_gets_in_without_the_key(simulator: Simulator, header: str) -> None:
    assert simulator.send("GET", SESSIONS, headers={"authorization": header}).status == 401


def test_every_answer_has_a_request_id(simulator: Simulator) -> None:
    assert create(simulator).headers["request-id"].startswith("req_")


def test_what_does_not_exist_is_missing(simulator: Simulator) -> None:
    reply = simulator.api("GET", f"{SESSIONS}/cs_test_none")
    assert (reply.status, error(reply)["code"]) == (404, "resource_missing")
    assert simulator.api("GET", "/v1/unheard_of").status == 404


def test_an_idempotency_key_answers_the_first_answer_again(simulator: Simulator) -> None:
    first, again = create(simulator, key="k1"), create(simulator, key="k1")
    assert first.text == again.text
    assert again.headers["idempotent-replayed"] == "true"
    assert first.headers["idempotent-replayed"] is None


def test_a_key_with_other_parameters_is_refused(simulator: Simulator) -> None:
    create(simulator, key="k1")
    reply = create(simulator, key="k1", customer_email="other@example.com")
    assert (reply.status, error(reply)["type"]) == (400, "idempotency_error")


def test_a_key_is_not_used_up_by_a_refused_parameter(simulator: Simulator) -> None:
    assert create(simulator, key="k1", mode="gift").status == 400
    assert create(simulator, key="k1").status == 200


def test_a_key_is_forgotten_after_a_day(simulator: Simulator) -> None:
    first = create(simulator, key="k1").json()
    simulator.lever("clock", advance_seconds=24 * 3600 + 1)
    assert create(simulator, key="k1").json()["id"] != first["id"]


def test_a_500_after_the_work_is_remembered_with_the_key(simulator: Simulator) -> None:
    simulator.fault("error_after", path="POST")
    assert [create(simulator, key="k1").status for _ in range(2)] == [500, 500]
    assert len(simulator.api("GET", SESSIONS).json()["data"]) == 1


def test_a_list_is_newest_first_and_goes_on_after_the_last_one_seen(simulator: Simulator) -> None:
    made = [create(simulator).json()["id"] for _ in range(3)]
    first = simulator.api("GET", SESSIONS, {"limit": 2}).json()
    assert ([row["id"] for row in first["data"]], first["has_more"]) == (made[:0:-1], True)
    rest = simulator.api("GET", SESSIONS, {"limit": 2, "starting_after": made[1]}).json()
    assert ([row["id"] for row in rest["data"]], rest["has_more"]) == ([made[0]], False)


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 101}, {"starting_after": "cs_none"}])
def test_a_list_cannot_be_cut_as_one_likes(simulator: Simulator, params: dict[str, Any]) -> None:
    assert simulator.api("GET", SESSIONS, params).status == 400


def test_expansion_goes_four_levels_deep_and_no_deeper(simulator: Simulator) -> None:
    session = create(simulator).json()["id"]
    simulator.lever(f"sessions/{session}/pay")
    path = "data.payment_intent.latest_charge.balance_transaction"
    listed = simulator.api("GET", SESSIONS, {"expand[0]": path}).json()["data"][0]
    movement = listed["payment_intent"]["latest_charge"]["balance_transaction"]
    assert (movement["amount"], movement["net"]) == (2500, 2500 - movement["fee"])
    deeper = simulator.api("GET", SESSIONS, {"expand[0]": f"{path}.source"})
    assert deeper.status == 400
    nowhere = simulator.api("GET", f"{SESSIONS}/{session}", {"expand[0]": "mother"})
    assert nowhere.status == 400


def test_the_balance_is_the_sum_of_charges_and_refunds(simulator: Simulator) -> None:
    session = create(simulator).json()["id"]
    intent = simulator.lever(f"sessions/{session}/pay")["payment_intent"]
    simulator.api("POST", "/v1/refunds", {"payment_intent": intent, "amount": 500})
    rows = simulator.api("GET", "/v1/balance_transactions").json()["data"]
    assert [(row["type"], row["amount"]) for row in rows] == [("refund", -500), ("charge", 2500)]


def test_a_charge_is_refunded_in_full_once(simulator: Simulator) -> None:
    session = create(simulator).json()["id"]
    intent = simulator.lever(f"sessions/{session}/pay")["payment_intent"]
    assert simulator.api("POST", "/v1/refunds", {"payment_intent": intent}).status == 200
    again = simulator.api("POST", "/v1/refunds", {"payment_intent": intent})
    assert error(again)["code"] == "charge_already_refunded"


def test_only_an_open_session_can_be_expired(simulator: Simulator) -> None:
    session = create(simulator).json()["id"]
    assert simulator.api("POST", f"{SESSIONS}/{session}/expire").json()["status"] == "expired"
    assert simulator.api("POST", f"{SESSIONS}/{session}/expire").status == 400


@pytest.mark.parametrize(
    ("fault", "status"), [("unavailable", 503), ("error_before", 500), ("rate_limit", 429)]
)
def test_a_fault_strikes_as_often_as_asked_and_does_nothing(
    simulator: Simulator, fault: str, status: int
) -> None:
    simulator.fault(fault, times=2, path=f"POST {SESSIONS}")
    assert simulator.api("GET", SESSIONS).status == 200
    assert [create(simulator).status for _ in range(3)] == [status, status, 200]
    assert len(simulator.api("GET", SESSIONS).json()["data"]) == 1


def test_an_unknown_lever_or_fault_is_an_error(simulator: Simulator) -> None:
    assert simulator.send("POST", "/sim/faults", '{"kind": "earthquake"}').status == 400
    assert simulator.send("POST", "/sim/warp", "{}").status == 404
    assert simulator.send("POST", "/sim/clock", "no json").status == 400
