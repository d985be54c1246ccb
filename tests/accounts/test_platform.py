"""What staff set on an account: its uses with us, and what it is on its server."""

from typing import Any

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestStatus
from chalicelib.clients.model import Client
from chalicelib.funds.events import funds_events
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.storage import sealing
from tests.kit import audit, people, trading
from tests.kit.clients import published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.opened import account_of
from tests.kit.people import Person
from tests.simulators.mt5.kit import Simulator

COURIER = Courier((accounts_events, funds_events))
ALL = {"deposit": True, "withdrawal": True, "transfer": True, "commission": True}


@pytest.fixture
def account(simulator: Simulator, client: Client) -> TradingAccount:
    """A live account of 1:100 with 500 dollars."""
    made = account_of(client)
    COURIER.deliver_all()
    simulator.lever("deals", login=made.login, amount="500.00")
    return made


@pytest.fixture
def caller(account: TradingAccount, client: Client) -> Caller:
    """Whose account it is, signed in."""
    return people.signed_in(app, "portal", Person(client.id, client.email))


@pytest.fixture
def desk(store: None) -> Caller:
    """Somebody on the staff who may do everything."""
    return people.signed_in(app, "desk", people.owner())


def path(account: TradingAccount, rest: str = "") -> str:
    return f"/api/desk/accounts/{account.id}{rest}"


def edit(desk: Caller, account: TradingAccount, **changes: Any) -> Answer:
    return desk.patch(path(account, "/platform"), changes)


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def transfer(caller: Caller, account: TradingAccount, *, out: bool) -> Answer:
    ours = {"type": "account", "account_id": account.id}
    wallet = {"type": "wallet", "currency": "USD"}
    sides = {"source": ours, "target": wallet} if out else {"source": wallet, "target": ours}
    return caller.post("/api/portal/transfers", sides | {"amount": "60.00", "currency": "USD"})


def recorded(action: str) -> list[dict[str, Any]]:
    return [one for one in audit.brought() if one["action"] == action]


def on_the_server(account: TradingAccount) -> Any:
    return accounts.server(trading.SERVER).account(account.login)


def test_staff_switch_what_an_account_is_used_for_and_it_is_recorded(desk, account):
    answer = desk.patch(path(account), ALL | {"commission": False})
    assert (answer.status, answer.body["flags"]) == (200, ALL | {"commission": False})
    assert accounts.account_for_system(account.id).flags.commission is False
    (entry,) = recorded("account_flags_switched")
    assert (entry["before"]["commission"], entry["after"]["commission"]) == (True, False)


@pytest.mark.parametrize(
    ("flag", "out"),
    [("withdrawal", True), ("transfer", True), ("deposit", False), ("transfer", False)],
)
def test_money_does_not_pass_an_account_that_is_shut_to_it(desk, caller, account, flag, out):
    desk.patch(path(account), ALL | {flag: False})
    assert refused(transfer(caller, account, out=out)) == (400, "account_not_allowed")


def test_an_account_shut_to_deposits_still_gives(desk, caller, account):
    desk.patch(path(account), ALL | {"deposit": False})
    assert transfer(caller, account, out=True).status == 201


def test_a_transfer_on_its_way_stops_at_an_account_that_is_shut_meanwhile(desk, caller, account):
    asked = transfer(caller, account, out=True)
    desk.patch(path(account), ALL | {"withdrawal": False})
    COURIER.deliver_all()
    assert approvals.read(asked.body["id"]).status is RequestStatus.PENDING
    (figures,) = accounts.server(trading.SERVER).figures([account.login])
    assert str(figures.balance) == "500.00"


def test_what_staff_change_on_the_server_is_there_and_in_our_books(desk, account):
    answer = edit(
        desk,
        account,
        name="Lin Chen-Moreau",
        email="moreau@example.com",
        leverage=50,
        group="real\\ecn-usd",
        may_trade=False,
        comment="VIP desk",
        gets_reports=False,
    )
    assert answer.status == 200, answer.body
    found = on_the_server(account)
    assert (found.name, found.email) == ("Lin Chen-Moreau", "moreau@example.com")
    assert (found.group, found.leverage, found.comment) == ("real\\ecn-usd", 50, "VIP desk")
    assert (found.may_sign_in, found.may_trade, found.gets_reports) == (True, False, False)
    ours = accounts.account_for_system(account.id)
    assert (ours.group, ours.leverage, ours.may_trade) == ("real\\ecn-usd", 50, False)
    assert ours.account_type == {"en": "real\\ecn-usd"}
    (entry,) = recorded("platform_changed")
    assert (entry["before"]["leverage"], entry["after"]["leverage"]) == (100, 50)


def test_what_is_so_already_asks_the_server_nothing(desk, account):
    assert edit(desk, account, leverage=100, comment="").status == 200
    assert recorded("platform_change_asked") == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"group": "real\\nowhere"}, (400, "trading_group_unknown")),
        ({"leverage": 77}, (400, "leverage_not_offered")),
        ({"name": ""}, (400, "input_invalid")),
    ],
)
def test_what_the_server_does_not_know_is_not_asked_of_it(desk, account, changes, refusal):
    assert refused(edit(desk, account, **changes)) == refusal
    assert recorded("platform_change_asked") == []


def test_an_account_with_money_under_way_stays_in_its_currency(desk, caller, account):
    transfer(caller, account, out=True)
    assert refused(edit(desk, account, group="real\\standard-eur")) == (409, "money_pending")
    COURIER.deliver_all()
    assert edit(desk, account, group="real\\standard-eur").body["code"] == "currency_mismatch"


def test_a_lost_answer_is_looked_for_and_what_was_done_is_done(desk, account, simulator):
    simulator.lever("faults", fault="drop_after_commit", path="/api/user/update")
    assert edit(desk, account, leverage=200).status == 200
    assert accounts.account_for_system(account.id).leverage == 200


def test_what_never_arrived_is_told_and_can_be_asked_again(desk, account, simulator):
    simulator.lever("faults", fault="drop_before", path="/api/user/update")
    assert edit(desk, account, leverage=200).status >= 500
    assert on_the_server(account).leverage == 100
    assert edit(desk, account, leverage=200).status == 200


def test_a_refusal_half_way_leaves_our_books_as_the_server_is(desk, account, simulator):
    simulator.lever("faults", fault="refused", path="/api/user/update", after=1)
    answer = edit(desk, account, name="Lin Chen-Moreau", leverage=200)
    assert answer.body["code"] == "trading_server_forbids"
    found = on_the_server(account)
    assert (found.name, found.leverage) == ("Lin Chen-Moreau", 100)
    (entry,) = recorded("platform_changed")
    assert entry["after"] == {"name": "Lin Chen-Moreau", "leverage": 100}


def test_a_restricted_account_shows_it_and_keeps_its_leverage(desk, caller, account):
    edit(desk, account, may_sign_in=False)
    mine = caller.get(f"/api/portal/accounts/{account.id}").body
    assert (mine["may_sign_in"], mine["may_trade"]) == (False, True)
    changes = f"/api/portal/accounts/{account.id}/changes"
    assert caller.get(changes).body["kinds"] == ["main_password", "investor_password"]
    asked = caller.post(changes, {"kind": "leverage", "leverage": 50})
    assert refused(asked) == (409, "account_restricted")


def test_a_change_that_waits_goes_back_when_trading_is_shut_meanwhile(desk, caller, account):
    changes = f"/api/portal/accounts/{account.id}/changes"
    request_id = caller.post(changes, {"kind": "leverage", "leverage": 50}).body["id"]
    accounts.server(trading.SERVER).change_access(account.login, may_trade=False)
    decided = desk.patch(f"/api/desk/requests/{request_id}", {"decision": "approved"})
    assert decided.status == 200, decided.body
    COURIER.deliver_all()
    assert approvals.read(request_id).status is RequestStatus.PENDING
    assert on_the_server(account).leverage == 100


def test_staff_give_a_new_password_and_the_client_is_told_it(desk, account, client):
    answer = desk.post(path(account, "/passwords"), {"kind": "investor_password"})
    assert (answer.status, answer.body["status"]) == (201, "executing")
    COURIER.deliver_all(twice=True)
    (told,) = published("accounts.password_reset")
    password = sealing.unseal(
        told.body["sealed_password"], purpose="mail-secrets", context=answer.body["id"]
    )
    gateway = accounts.server(trading.SERVER)
    gateway.check_password(account.login, PasswordKind.INVESTOR, password)
    assert told.body["client_id"] == client.id
    assert approvals.read(answer.body["id"]).status is RequestStatus.APPROVED
