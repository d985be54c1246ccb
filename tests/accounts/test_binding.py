"""Binding an account that exists: proven on the server, bound once, let go by staff."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import (
    ACCOUNT_LIMITS,
    TRADING_SERVERS,
    AccountKind,
    AccountLimits,
    AccountStatus,
)
from chalicelib.accounts.rules import binding as rules
from chalicelib.accounts.service import feed, history
from chalicelib.approvals import public as approvals
from chalicelib.approvals.model import Verdict
from chalicelib.approvals.public import RequestStatus
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import decisions
from chalicelib.clients.model import Client
from chalicelib.clients.model.groups import GROUPS, ClientGroup, PortalModule
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.kyc.model.settings import GATES, Gate
from chalicelib.settings import public as settings
from tests.kit import dump, opened, people, trading
from tests.kit.approvals import member
from tests.kit.clients import active_client, published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.opened import INVESTOR, MASTER
from tests.kit.people import Person
from tests.kit.settings import settings_of
from tests.simulators.mt5.kit import Simulator

COURIER = Courier((accounts_events,))
TABLES = ("accounts", "approvals", "audit", "outbox", "idempotency")


def existing(client: Client, group: str = "real\\standard-usd", name: str = "") -> int:
    """The login of an account that the server has in the client's name, and we do not know."""
    return opened.existing(name or client.name, client.email, group)


@pytest.fixture
def caller(simulator: Simulator, client: Client) -> Caller:
    """The client, signed in."""
    return signed_in(client)


@pytest.fixture
def desk(store: None, simulator: Simulator) -> Caller:
    """Somebody on the staff who may do everything."""
    return people.signed_in(app, "desk", people.owner())


def signed_in(client: Client) -> Caller:
    return people.signed_in(app, "portal", Person(client.id, client.email))


def bind(caller: Caller, login: int, password: str = MASTER, **changes: Any) -> Answer:
    sent = opened.binding(login, password) | changes
    return caller.post("/api/portal/account-bindings", sent)


def bound(caller: Caller, login: int) -> str:
    """The id of an account that is bound without staff."""
    answer = bind(caller, login)
    assert answer.status == 201, answer.body
    COURIER.deliver_all()
    mine = caller.get("/api/portal/accounts").body["items"]
    (account,) = [one for one in mine if one["login"] == login]
    return str(account["id"])


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def tries_left(answer: Answer) -> int:
    assert refused(answer) == (400, "bind_credentials_wrong")
    return int(answer.body["facts"]["tries_left"])


def unbind(desk: Caller, account_id: str, reason: str = "Sold.") -> Answer:
    return desk.post(f"/api/desk/accounts/{account_id}/unbinding", {"reason": reason})


def test_an_account_in_the_clients_name_is_bound_without_staff(caller, client):
    login = existing(client)
    answer = bind(caller, login)
    assert (answer.status, answer.body["type"]) == (201, "open_account")
    assert answer.body["summary"]["how"] == "bind"
    COURIER.deliver_all(twice=True, reverse=True)
    assert approvals.read(answer.body["id"]).status is RequestStatus.APPROVED
    (account,) = accounts.accounts_of(client.id)
    assert (account.login, account.leverage, account.group) == (login, 200, "real\\standard-usd")
    assert (account.kind, account.currency) == (AccountKind.LIVE, "USD")
    assert account.account_type_id == trading.LIVE
    assert len(published("accounts.account_bound")) == 1


def test_the_password_is_kept_nowhere(caller, client):
    bound(caller, existing(client))
    assert MASTER not in str(dump.dump(*TABLES))


def test_staff_decide_where_the_server_knows_the_owner_otherwise(caller, client):
    login = existing(client, name="Somebody Else")
    request_id = bind(caller, login).body["id"]
    COURIER.deliver_all()
    assert approvals.read(request_id).status is RequestStatus.PENDING
    assert accounts.accounts_of(client.id) == []
    details = accounts.application_details(request_id, system("test"))
    shown = {one.code: one.value for one in details.facts}
    assert (shown["name"], shown["server_name"]) == (client.name, "Somebody Else")
    assert (shown["email"], shown["server_email"]) == (client.email, client.email)
    assert shown["differs"] == "name"
    decisions.decide(member("Ada"), request_id, Review(Verdict.APPROVED))
    COURIER.deliver_all()
    assert [one.login for one in accounts.accounts_of(client.id)] == [login]


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        (("Lin Wei", "lin@x.com"), ("LIN  wei", "Lin@X.com"), ()),
        (("Lin Wei", "lin@x.com"), ("Wei Lin", "lin@x.com"), ()),
        (("Lin Wei", "lin@x.com"), ("Lin Wu", "lin@x.com"), ("name",)),
        (("Lin Wei", "lin@x.com"), ("Lin Wei", ""), ("email",)),
        (("Lin Wei", "lin@x.com"), ("", "lin@y.com"), ("name", "email")),
    ],
)
def test_case_spaces_and_the_order_of_names_are_no_difference(
    simulator, client, ours, theirs, differ
):
    found = accounts.server(trading.SERVER).account(existing(client))
    name, email = theirs
    assert rules.differences(ours, replace(found, name=name, email=email)) == differ


def test_a_wrong_password_an_investors_and_an_unknown_login_bind_nothing(caller, client):
    login = existing(client)
    assert tries_left(bind(caller, login, "Wr0ng-Word")) == 4
    investors = bind(caller, login, INVESTOR)
    assert refused(investors) == (400, "bind_investor_password")
    assert tries_left(bind(caller, 4_242_424_242)) == 2
    assert accounts.accounts_of(client.id) == []


def test_five_wrong_tries_lock_binding_for_an_hour(caller, client, clock: FixedClock, simulator):
    login = existing(client)
    assert [tries_left(bind(caller, login, "Wr0ng-Word")) for _ in range(5)] == [4, 3, 2, 1, 0]
    locked = bind(caller, login)
    assert refused(locked) == (429, "bind_locked")
    assert 3500 < locked.body["facts"]["retry_after_seconds"] <= 3601
    trading.advance(simulator, clock, 3601)
    assert bind(signed_in(client), login).status == 201


def test_the_right_password_forgets_the_wrong_ones(caller, client):
    first, second = existing(client), existing(client)
    for _ in range(4):
        bind(caller, first, "Wr0ng-Word")
    bound(caller, first)
    assert tries_left(bind(caller, second, "Wr0ng-Word")) == 4


def test_a_server_that_is_away_costs_no_try(caller, client, simulator):
    login = existing(client)
    simulator.lever("faults", fault="busy", path="/api/user/check_password", times=99)
    for _ in range(6):
        assert bind(caller, login).status >= 500
    simulator.lever("faults", method="DELETE")
    assert tries_left(bind(caller, login, "Wr0ng-Word")) == 4


def test_another_clients_account_is_refused_and_ones_own_is_bound_once(caller, client):
    login = existing(client)
    bound(caller, login)
    assert refused(bind(caller, login)) == (409, "account_bound_already")
    other = signed_in(active_client())
    assert refused(bind(other, login)) == (409, "account_of_another")
    assert tries_left(bind(other, login, "Wr0ng-Word")) == 4


def test_only_one_request_at_a_time_asks_for_a_login(caller, client):
    login = existing(client, name="Somebody Else")
    request_id = bind(caller, login).body["id"]
    other = signed_in(active_client())
    assert refused(bind(other, login)) == (409, "bind_under_way")
    caller.patch(f"/api/portal/requests/{request_id}", {"status": "cancelled"})
    COURIER.deliver_all()
    assert bind(other, login).status == 201


def test_groups_and_kinds_that_the_broker_keeps_back_are_refused(caller, client):
    live, demo = existing(client), existing(client, group="demo\\standard-usd")
    (config,) = settings.value(TRADING_SERVERS)
    with settings_of(TRADING_SERVERS, (replace(config, unbindable_groups=("real*",)),)):
        answer = bind(caller, live)
    assert refused(answer) == (409, "account_not_bindable")
    assert answer.body["facts"] == {"problem": "group"}
    with settings_of(TRADING_SERVERS, (replace(config, binds=(AccountKind.LIVE,)),)):
        answer = bind(caller, demo)
    assert answer.body["facts"] == {"problem": "kind"}
    assert bind(caller, demo).status == 201


def test_an_account_of_a_group_without_a_type_is_bound_as_what_it_is(caller, client):
    bound(caller, existing(client, group="real\\ecn-usd"))
    (account,) = accounts.accounts_of(client.id)
    assert (account.account_type_id, account.account_type) == ("", {"en": "real\\ecn-usd"})


def test_a_bound_account_counts_for_the_limit(caller, client):
    logins = [existing(client), existing(client)]
    with settings_of(ACCOUNT_LIMITS, AccountLimits(live=1)):
        bound(caller, logins[0])
        assert refused(bind(caller, logins[1])) == (409, "account_limit_reached")


def test_whoever_may_not_bind_is_refused_before_the_server_is_asked(caller, client):
    login = existing(client)
    assert refused(bind(caller, login, agreements=[])) == (400, "agreement_not_accepted")
    without = tuple(one for one in PortalModule if one is not PortalModule.BIND_ACCOUNT)
    with settings_of(GROUPS, (ClientGroup("standard", {"en": "Standard"}, modules=without),)):
        assert refused(bind(caller, login)) == (403, "module_off")
        assert caller.get("/api/portal/account-options").body["bindable"] == []
    with settings_of(GATES, frozenset({Gate.BIND_ACCOUNT})):
        assert refused(bind(caller, login, "Wr0ng-Word")) == (403, "kyc_required")
    assert tries_left(bind(caller, login, "Wr0ng-Word")) == 4


def test_what_was_traded_before_is_shown_and_told_to_nobody(caller, client, simulator, clock):
    login = existing(client)
    simulator.lever("deals", login=login, amount="1500.00")
    simulator.lever("positions", login=login, symbol="EURUSD", side="buy", lots="0.10")
    trading.advance(simulator, clock, 60)
    account_id = bound(caller, login)
    deals = caller.get(f"/api/portal/accounts/{account_id}/deals").body["items"]
    assert sorted(one["action"] for one in deals) == ["balance", "buy"]
    assert published("accounts.trades_stored") == []
    assert published("accounts.balance_operation_seen") == []


def test_what_is_traded_after_the_binding_is_left_to_the_feed_by_a_history_that_comes_late(
    caller, client, simulator, clock
):
    login = existing(client)
    account_id = bound(caller, login)
    trading.advance(simulator, clock, 60)
    simulator.lever("deals", login=login, amount="1500.00")
    history.bring_in(system("accounts-events"), account_id)
    assert caller.get(f"/api/portal/accounts/{account_id}/deals").body["items"] == []
    feed.run(system("deals-feed"), iter([30.0, 2.0]).__next__, lambda _: None)
    assert len(caller.get(f"/api/portal/accounts/{account_id}/deals").body["items"]) == 1
    assert len(published("accounts.balance_operation_seen")) == 1


def test_staff_bind_at_once_and_a_request_for_the_login_goes_back_to_them(caller, client, desk):
    login = existing(client, name="Somebody Else")
    request_id = bind(caller, login).body["id"]
    other = active_client()
    wanted = {"client_id": other.id, "server_id": trading.SERVER, "login": login}
    answer = desk.post("/api/desk/accounts", wanted)
    assert (answer.status, answer.body["client"]["id"]) == (201, other.id)
    assert [one.login for one in accounts.accounts_of(other.id)] == [login]
    assert refused(desk.post("/api/desk/accounts", wanted)) == (409, "login_taken")
    decisions.decide(member("Ada"), request_id, Review(Verdict.APPROVED))
    COURIER.deliver_all()
    assert approvals.read(request_id).status is RequestStatus.PENDING


def test_staff_let_an_account_go_with_a_reason_and_it_can_be_bound_again(caller, client, desk):
    login = existing(client)
    account_id = bound(caller, login)
    assert unbind(desk, account_id, "  ").status == 400
    gone = unbind(desk, account_id, "It was the brother's.")
    assert (gone.status, gone.body["status"]) == (200, "unbound")
    assert caller.get("/api/portal/accounts").body["items"] == []
    assert caller.get(f"/api/portal/accounts/{account_id}").status == 404
    (told,) = published("accounts.account_unbound")
    assert told.body["reason"] == "It was the brother's."
    assert refused(unbind(desk, account_id)) == (409, "account_unbound")
    assert bound(caller, login) == account_id
    assert accounts.account_for_system(account_id).status is AccountStatus.ACTIVE


def test_an_account_let_go_can_become_another_clients(caller, client, desk):
    login = existing(client)
    first = bound(caller, login)
    unbind(desk, first)
    other = active_client()
    accounts.server(trading.SERVER).change_profile(login, name=other.name, email=other.email)
    second = bound(signed_in(other), login)
    assert second != first
    assert desk.get(f"/api/desk/accounts/{first}").body["figures"] is None
    assert refused(desk.get(f"/api/desk/accounts/{first}/positions")) == (409, "account_unbound")


def test_letting_go_makes_room_for_another_account(caller, client, desk):
    logins = [existing(client), existing(client)]
    with settings_of(ACCOUNT_LIMITS, AccountLimits(live=1)):
        unbind(desk, bound(caller, logins[0]))
        bound(caller, logins[1])


def test_money_under_way_keeps_an_account_bound(caller, client, desk, simulator):
    login = existing(client)
    simulator.lever("deals", login=login, amount="500.00")
    account_id = bound(caller, login)
    asked = caller.post(
        "/api/portal/transfers",
        {
            "source": {"type": "account", "account_id": account_id},
            "target": {"type": "wallet", "currency": "USD"},
            "amount": "60.00",
            "currency": "USD",
        },
    )
    assert asked.status == 201, asked.body
    assert refused(unbind(desk, account_id)) == (409, "money_pending")


def test_a_change_under_way_keeps_an_account_bound(caller, client, desk):
    account_id = bound(caller, existing(client))
    caller.post(f"/api/portal/accounts/{account_id}/changes", {"kind": "main_password"})
    assert refused(unbind(desk, account_id)) == (409, "change_under_way")
