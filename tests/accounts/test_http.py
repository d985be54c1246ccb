"""The routes of trading accounts: asking, reading, and who is kept out."""

from typing import Any

import pytest

from app import app
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.service import feed
from chalicelib.approvals.public import Mode, RequestType
from chalicelib.clients.events import search_events
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.permissions import Permission
from chalicelib.gateways.trading.abilities import abilities
from chalicelib.staff.public import DataScope
from tests.kit import people, trading
from tests.kit.approvals import automate
from tests.kit.clients import active_client
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.opened import ACCEPTED, account_of
from tests.kit.people import Person

COURIER = Courier((accounts_events, search_events))
ANYONE = Caller(app)


def staff(*permissions: Permission, scope: DataScope | None = None) -> Caller:
    """A signed-in member of staff with these permissions."""
    return people.signed_in(app, "desk", people.member(people.role(*permissions, scope=scope)))


def trader(client: Client) -> Caller:
    """``client``, signed in."""
    return people.signed_in(app, "portal", Person(client.id, client.email))


def body(**changes: Any) -> dict[str, Any]:
    """An application that is fine."""
    return {
        "server_id": trading.SERVER,
        "account_type_id": trading.LIVE,
        "leverage": 200,
        "agreements": [{"document": one.document, "version": one.version} for one in ACCEPTED],
    } | changes


def test_a_client_chooses_from_the_options_and_gets_an_account(simulator, client):
    automate(RequestType.OPEN_ACCOUNT, Mode.AUTOMATIC)
    caller = trader(client)
    options = caller.get("/api/portal/account-options").body
    (server,) = options["servers"]
    assert (server["id"], server["platform"]) == (trading.SERVER, "mt5")
    assert {kind["id"] for kind in server["account_types"]} == {trading.LIVE, trading.DEMO}
    assert server["account_types"][0]["min_deposit"] == {"amount": "100.00", "currency": "USD"}
    assert options["limits"] == {"live_left": 5, "demo_left": 3}
    assert [one["document"] for one in options["agreements"]] == ["risk-disclosure"]
    answer = caller.post("/api/portal/accounts", body())
    assert (answer.status, answer.body["type"]) == (201, "open_account")
    COURIER.deliver_all()
    (account,) = caller.get("/api/portal/accounts").body["items"]
    assert account["server"] == {
        "id": trading.SERVER,
        "name": "Meridian Live",
        "platform": "mt5",
        "abilities": sorted(abilities("mt5")),
    }
    assert (account["leverage"], account["kind"], account["status"]) == (200, "live", "active")
    assert account["flags"] == {"deposit": True, "withdrawal": True, "transfer": True}
    assert account["figures"]["balance"] == {"amount": "0.00", "currency": "USD"}
    assert account["figures"]["stale"] is False
    assert caller.get(f"/api/portal/accounts/{account['id']}").body == account
    assert caller.get("/api/portal/accounts?kind=demo").body["items"] == []


def test_a_replayed_application_answers_the_first_and_opens_no_second(simulator, client):
    caller = trader(client)
    first = caller.post("/api/portal/accounts", body(), key="application-1")
    again = caller.post("/api/portal/accounts", body(), key="application-1")
    assert (again.status, again.body) == (201, first.body)
    assert first.body["can_cancel"] is True
    other = caller.post("/api/portal/accounts", body(leverage=50), key="application-1")
    assert (other.status, other.body["code"]) == (409, "idempotency_key_reused")
    assert caller.get("/api/portal/account-options").body["limits"]["live_left"] == 4


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"leverage": 300}, "leverage_not_offered", "leverage"),
        ({"leverage": 100.5}, "input_invalid", "leverage"),
        ({"leverage": "100"}, "input_invalid", "leverage"),
        ({"account_type_id": "x"}, "account_type_not_offered", "account_type_id"),
        ({"agreements": []}, "agreement_not_accepted", "agreements"),
        ({"group": "real\\vip"}, "input_invalid", "group"),
    ],
)
def test_an_application_that_is_wrong_is_refused_by_its_field(
    simulator, client, changes, code, field
):
    answer = trader(client).post("/api/portal/accounts", body(**changes))
    assert (answer.status, answer.body["code"], answer.body["field"]) == (400, code, field)


def test_positions_and_deals_are_exact_texts(simulator, client, clock):
    account = account_of(client)
    simulator.lever("deals", login=account.login, amount="10000.00", comment="opening balance")
    simulator.lever("prices", symbol="EURUSD", bid="1.08500")
    simulator.lever("positions", login=account.login, symbol="EURUSD", side="buy", lots="0.10")
    feed.run(system("deals-feed"), iter([10.0, 0.0]).__next__, lambda _seconds: None)
    caller = trader(client)
    (position,) = caller.get(f"/api/portal/accounts/{account.id}/positions").body["items"]
    assert (position["symbol"], position["side"], position["lots"]) == ("EURUSD", "buy", "0.10")
    assert position["open_price"].startswith("1.085")
    assert position["stop_loss"] is None
    assert position["profit"]["currency"] == "USD"
    deals = caller.get(f"/api/portal/accounts/{account.id}/deals").body["items"]
    trade = next(deal for deal in deals if deal["symbol"])
    balance = next(deal for deal in deals if not deal["symbol"])
    assert (trade["action"], trade["entry"], trade["lots"]) == ("buy", "in", "0.10")
    assert (balance["action"], balance["profit"]["amount"]) == ("balance", "10000.00")
    assert balance["comment"] == "opening balance"
    assert trade["at"].startswith("2026-03-02T09:00")
    assert trade["server_time"].startswith("2026-03-02T11:00")
    only = caller.get(
        f"/api/portal/accounts/{account.id}/deals?position_id={trade['position_id']}"
    ).body["items"]
    assert [deal["deal_id"] for deal in only] == [trade["deal_id"]]


def test_while_the_server_is_away_figures_are_marked_stale_and_never_zero(simulator, client, clock):
    account = account_of(client)
    simulator.lever("deals", login=account.login, amount="77.00")
    caller = trader(client)
    caller.get("/api/portal/accounts")
    trading.advance(simulator, clock, 60)
    simulator.lever("faults", fault="unavailable", path="/api/", times=50)
    (shown,) = caller.get("/api/portal/accounts").body["items"]
    assert shown["figures"]["stale"] is True
    assert shown["figures"]["balance"]["amount"] == "77.00"
    assert shown["figures"]["as_of"].startswith("2026-03-02T09:00")
    away = caller.get(f"/api/portal/accounts/{account.id}/positions")
    assert (away.status, away.body["code"]) == (503, "vendor_unavailable")


# ---- who is kept out


def test_another_clients_account_does_not_exist(simulator, client):
    account = account_of(client)
    other = trader(active_client())
    for tab in ("", "/positions", "/deals"):
        answer = other.get(f"/api/portal/accounts/{account.id}{tab}")
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert other.get("/api/portal/accounts").body["items"] == []


PORTAL = ["/api/portal/account-options", "/api/portal/accounts", "/api/portal/accounts/tac_1"]
DESK = [
    "/api/desk/accounts",
    "/api/desk/accounts/tac_1",
    "/api/desk/accounts/tac_1/positions",
    "/api/desk/accounts/tac_1/deals",
    "/api/desk/clients/10000001/accounts",
]


@pytest.mark.parametrize("path", PORTAL)
def test_the_portal_is_for_clients(store, clock, path):
    assert ANYONE.get(path).status == 401
    assert staff(Permission.READ_ACCOUNTS).get(path).status == 401


@pytest.mark.parametrize("path", DESK)
def test_the_desk_is_for_staff_with_the_permission(client, path):
    assert ANYONE.get(path).status == 401
    assert trader(client).get(path).status == 401
    poor = staff(Permission.READ_CLIENTS).get(path)
    assert (poor.status, poor.body["code"]) == (403, "permission_missing")


# ---- the back office


def test_staff_see_accounts_with_their_client_and_find_them(simulator, client):
    account = account_of(client)
    other = account_of(active_client(name="Rita Reed"), account_type_id=trading.DEMO)
    COURIER.deliver_all()
    desk = staff(Permission.READ_ACCOUNTS, Permission.READ_CLIENTS)
    every = desk.get("/api/desk/accounts").body["items"]
    assert {one["id"] for one in every} == {account.id, other.id}
    shown = {one["id"]: one for one in every}[account.id]
    assert shown["client"] == {"id": client.id, "name": client.name}
    assert shown["group"] == "real\\standard-usd"
    for query in (f"q={account.login}", f"q={client.id}", "kind=live", f"q={client.email}"):
        found = desk.get(f"/api/desk/accounts?{query}").body["items"]
        assert [one["id"] for one in found] == [account.id], query
    assert desk.get("/api/desk/accounts?server=another").body["items"] == []
    assert desk.get(f"/api/desk/accounts?q={account.login}&kind=demo").body["items"] == []
    one = desk.get(f"/api/desk/accounts/{account.id}").body
    assert (one["login"], one["client"]["id"]) == (account.login, client.id)
    (tab,) = desk.get(f"/api/desk/clients/{client.id}/accounts").body["items"]
    assert tab["id"] == account.id
    by_login = desk.get(f"/api/desk/clients?q={account.login}").body["items"]
    assert [row["id"] for row in by_login] == [client.id]


def test_accounts_outside_the_scope_do_not_exist(simulator, client):
    account = account_of(client)
    COURIER.deliver_all()
    desk = staff(Permission.READ_ACCOUNTS, scope=DataScope(own=True))
    assert desk.get("/api/desk/accounts").body["items"] == []
    assert desk.get(f"/api/desk/accounts?q={account.login}").body["items"] == []
    for path in (
        f"/api/desk/accounts/{account.id}",
        f"/api/desk/accounts/{account.id}/positions",
        f"/api/desk/accounts/{account.id}/deals",
        f"/api/desk/clients/{client.id}/accounts",
    ):
        assert desk.get(path).status == 404
    simulator.lever("deals", login=account.login, amount="5.00")
    assert staff(Permission.READ_ACCOUNTS).get(f"/api/desk/accounts/{account.id}").status == 200
