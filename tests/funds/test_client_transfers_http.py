"""Sending money to another client over HTTP: looking up, asking, and what each side reads."""

from typing import Any

import pytest

from app import app
from chalicelib.core.clock import FixedClock
from chalicelib.funds.model.client_transfers import THIRD_PARTY, ThirdPartyRules
from chalicelib.funds.model.places import Place
from chalicelib.settings import public as settings
from tests.kit import people
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, TradingSide, add_client, credit, decide, sides, usd
from tests.kit.http import Caller
from tests.kit.sagas import allow

LIN, SAM = "10000001", "10000002"
NUMBER = {"by": "client", "number": SAM}


@pytest.fixture
def lin(store: None, clock: FixedClock) -> Caller:
    for client_id in (LIN, SAM):
        add_client(client_id)
        people.client(client_id, f"{client_id}@example.com")
    credit(usd("500.00"))
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True))
    return signed_in(LIN)


def signed_in(client_id: str) -> Caller:
    return people.signed_in(app, "portal", people.Person(client_id, f"{client_id}@example.com"))


def form(**changes: Any) -> dict[str, Any]:
    return {
        "source": {"type": "wallet", "currency": "USD"},
        "target": {"type": "client", "recipient": NUMBER},
        "amount": "40.00",
        "currency": "USD",
        "agreements": [{"document": "transfer-agreement", "version": "1"}],
    } | changes


def test_terms_say_what_is_left_and_what_is_to_be_accepted(lin: Caller):
    terms = lin.get("/api/portal/transfer-recipients").body
    assert terms["offered"] is True
    assert terms["left"] == {"amount": "5000.00", "currency": "USD"}
    assert [one["document"] for one in terms["agreements"]] == ["transfer-agreement"]


def test_a_number_is_looked_up_before_anything_is_sent(lin: Caller):
    found = lin.post("/api/portal/transfer-recipients", NUMBER)
    told = {"client_id": SAM, "name": "L*** W*** 2***", "account": None}
    assert (found.status, found.body) == (200, told)
    wrong = lin.post("/api/portal/transfer-recipients", NUMBER | {"number": "10000099"})
    assert (wrong.status, wrong.body["code"], wrong.body["field"]) == (
        404,
        "recipient_not_found",
        "recipient",
    )


def test_each_side_reads_its_own(lin: Caller, courier: Courier):
    made = lin.post("/api/portal/transfers", form())
    assert made.status == 201, made.body
    assert made.body["target"] == {
        "type": "client",
        "currency": "USD",
        "account_id": None,
        "login": None,
        "recipient": {"client_id": SAM, "name": "L*** W*** 2***", "account": None},
    }
    decide(made.body["id"])
    courier.deliver_all()
    path = f"/api/portal/transfers/{made.body['id']}"
    assert lin.get(path).body["status"] == "approved"
    sam = signed_in(SAM)
    assert sam.get(path).status == 404
    (arrived,) = sam.get("/api/portal/transactions").body["items"]
    assert (arrived["counterparty"], arrived["request_id"]) == (LIN, None)
    entry = sam.get(f"/api/portal/entries/{arrived['entry_id']}").body
    assert {(one["account"], one["label_code"]) for one in entry["postings"]} == {
        (None, "another_wallet"),
        (f"available:{SAM}", "available"),
    }


def test_the_same_key_sends_once(lin: Caller):
    first, second = (
        lin.post("/api/portal/transfers", form(), key="once-and-again") for _ in range(2)
    )
    assert first.body == second.body
    assert sides() == ("460.00", "40.00")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"agreements": []}, 400, "agreement_not_accepted"),
        ({"target": {"type": "client"}}, 400, "transfer_places_invalid"),
        ({"source": {"type": "client", "recipient": NUMBER}}, 400, "transfer_places_invalid"),
        ({"amount": "500.01"}, 409, "insufficient_funds"),
        ({"amount": "5000.01"}, 429, "daily_limit"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_moves(
    lin: Caller, changes: dict[str, Any], status: int, code: str
):
    answer = lin.post("/api/portal/transfers", form(**changes))
    assert (answer.status, answer.body["code"]) == (status, code)
    assert sides() == ("500.00", "0.00")


def test_staff_ask_on_behalf(lin: Caller, courier: Courier):
    owner = people.signed_in(app, "desk", people.owner())
    asked = owner.post(f"/api/desk/clients/{LIN}/transfers", form(agreements=[]))
    assert asked.status == 201, asked.body
    review = owner.get(f"/api/desk/requests/{asked.body['id']}").body
    facts = {one["code"]: one["value"] for one in review["details"]["facts"]}
    assert (facts["direction"], facts["target"]) == ("to_client", SAM)
    assert facts["recipient"] == "Lin Wei 2"


def test_from_an_account_the_sender_reads_it_as_the_source(
    lin: Caller, trading: TradingSide, courier: Courier
):
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True, sources=tuple(Place)))
    terms = lin.get("/api/portal/transfer-recipients").body
    assert terms["places"] == {"sources": ["wallet", "trading_account"], "targets": ["wallet"]}
    account = trading.account()
    trading.fund(account, "100.00")
    source = {"type": "account", "account_id": account.id}
    first, second = (
        lin.post("/api/portal/transfers", form(source=source), key="off-once") for _ in range(2)
    )
    assert (first.status, first.body) == (201, second.body)
    assert first.body["source"] == {
        "type": "account",
        "currency": "USD",
        "account_id": account.id,
        "login": account.login,
        "recipient": None,
    }
    courier.deliver_all(twice=True)
    assert trading.money_deals(account) == ["100.00", "-40.00"]
    assert sides() == ("500.00", "40.00")
    request = lin.get(f"/api/portal/requests/{first.body['id']}").body
    assert request["funding_status"] == "held"


def test_a_place_that_the_broker_does_not_allow_is_named(lin: Caller, trading: TradingSide):
    source = {"type": "account", "account_id": trading.account().id}
    refused = lin.post("/api/portal/transfers", form(source=source))
    assert (refused.status, refused.body["code"]) == (400, "transfer_place_not_allowed")
    assert (refused.body["field"], refused.body["facts"]) == (
        "source",
        {"place": "trading_account"},
    )
    without = lin.post("/api/portal/transfers", form(source={"type": "account"}))
    assert without.body["code"] == "transfer_places_invalid"


def test_an_account_is_looked_up_and_receives_without_showing_its_number(
    lin: Caller, trading: TradingSide, courier: Courier
):
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True, targets=tuple(Place)))
    account = trading.account(SAM)
    number = {"by": "account", "number": str(account.login)}
    masked = {"number": f"***{str(account.login)[-3:]}", "currency": "USD"}
    assert lin.post("/api/portal/transfer-recipients", number).body["account"] == masked
    target = {"type": "client", "recipient": number, "place": "trading_account"}
    made = lin.post("/api/portal/transfers", form(target=target))
    assert made.status == 201, made.body
    assert made.body["target"]["recipient"]["account"] == masked
    assert made.body["target"]["login"] is None
    decide(made.body["id"])
    courier.deliver_all(twice=True)
    assert trading.money_deals(account) == ["40.00"]
    request = lin.get(f"/api/portal/requests/{made.body['id']}").body
    assert request["funding_status"] == "deposited"
    assert str(account.login) not in str(request)
    theirs = signed_in(SAM).get("/api/portal/requests").body["items"]
    assert [one["summary"]["account"] for one in theirs] == [str(account.login)]


def test_an_account_is_not_named_by_a_client_number(lin: Caller):
    target = {"type": "client", "recipient": NUMBER, "place": "trading_account"}
    refused = lin.post("/api/portal/transfers", form(target=target))
    assert (refused.status, refused.body["code"]) == (400, "transfer_places_invalid")


def test_staff_ask_for_one_to_an_account_and_read_why_it_cannot_receive(
    lin: Caller, trading: TradingSide
):
    settings.adopt(SYSTEM, THIRD_PARTY, ThirdPartyRules(enabled=True, targets=tuple(Place)))
    owner = people.signed_in(app, "desk", people.owner())
    account = trading.account(SAM)
    number = {"by": "account", "number": str(account.login)}
    target = {"type": "client", "recipient": number, "place": "trading_account"}
    path = f"/api/desk/clients/{LIN}/transfers"
    asked = owner.post(path, form(target=target, agreements=[]))
    assert asked.status == 201, asked.body
    review = owner.get(f"/api/desk/requests/{asked.body['id']}").body
    facts = {one["code"]: one["value"] for one in review["details"]["facts"]}
    assert (facts["target"], facts["target_account"]) == (SAM, str(account.login))
    allow(account, transfer=False)
    refused = owner.post(path, form(target=target, agreements=[]))
    assert (refused.body["code"], refused.body["facts"]) == (
        "recipient_unavailable",
        {"problem": "account_closed"},
    )
