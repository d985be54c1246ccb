"""Staff ask for accounts, and for other leverages, on behalf of a client."""

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.clients.model import Client
from chalicelib.core.permissions import Permission
from chalicelib.staff.public import DataScope
from tests.kit import people, trading
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.opened import account_of
from tests.simulators.mt5.kit import Simulator

COURIER = Courier((accounts_events,))
FORM = {"server_id": trading.SERVER, "account_type_id": trading.LIVE, "leverage": 100}
MAY = (Permission.CREATE_REQUESTS, Permission.READ_REQUESTS, Permission.DECIDE_ACCOUNTS)


def desk(scope: DataScope | None = None) -> Caller:
    return people.signed_in(app, "desk", people.member(people.role(*MAY, scope=scope)))


def decided(by: Caller, request_id: str) -> int:
    return by.patch(f"/api/desk/requests/{request_id}", {"decision": "approved"}).status


def test_an_account_that_staff_ask_for_is_opened_when_somebody_else_approves(
    simulator: Simulator, client: Client
):
    asker, other = desk(), desk()
    options = asker.get(f"/api/desk/clients/{client.id}/account-options").body
    assert options["agreements"] == [], "consents are the client's own"
    asked = asker.post(f"/api/desk/clients/{client.id}/accounts", FORM)
    assert (asked.status, asked.body["status"]) == (201, "pending")
    request_id = asked.body["id"]
    shown = asker.get(f"/api/desk/requests/{request_id}").body
    assert shown["submitted_by"] == "Mara Member"
    assert decided(asker, request_id) == 403
    assert decided(other, request_id) == 200
    COURIER.deliver_all()
    (opened,) = accounts.accounts_of(client.id)
    assert opened.leverage == 100


def test_another_leverage_that_staff_ask_for_is_set_when_somebody_else_approves(
    simulator: Simulator, client: Client
):
    account = account_of(client)
    COURIER.deliver_all()
    asked = desk().post(f"/api/desk/accounts/{account.id}/changes", {"leverage": 200})
    assert asked.status == 201
    assert decided(desk(), asked.body["id"]) == 200
    COURIER.deliver_all()
    assert accounts.server(trading.SERVER).account(account.login).leverage == 200


@pytest.mark.parametrize("path", ["account-options", "accounts"])
def test_a_client_outside_the_scope_is_not_there(simulator: Simulator, client: Client, path: str):
    blind = desk(DataScope(own=True))
    url = f"/api/desk/clients/{client.id}/{path}"
    answer = blind.get(url) if path == "account-options" else blind.post(url, FORM)
    assert answer.status == 404
