"""The simulator's commands: strict about what comes in, exact about what goes out."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.simulators.mt5.kit import Manager, Simulator

GROUP = quote("real\\standard-usd")


def numbers_in(value: Any) -> list[Any]:
    """Every number in an answer that is not written as text."""
    if isinstance(value, dict):
        return [found for member in value.values() for found in numbers_in(member)]
    if isinstance(value, list):
        return [found for member in value for found in numbers_in(member)]
    return [] if isinstance(value, str) else [value]


def test_all_numbers_are_written_as_text(manager: Manager):
    login = manager.open_account()
    manager.deposit(login, "5000")
    body = {"Action": "200", "Login": str(login), "Symbol": "EURUSD", "Type": "0", "Volume": "100"}
    manager.done("/api/dealer/send_request", body)
    for target in (
        f"/api/user/get?login={login}",
        f"/api/user/logins?group={GROUP}",
        f"/api/user/account/get_batch?login={login}",
        f"/api/deal/get_page?login={login}",
        f"/api/position/get_page?login={login}",
        f"/api/history/get_page?login={login}",
        "/api/group/next?index=0&count=3",
        "/api/symbol/next?index=0",
        "/api/tick/last?symbol=EURUSD&trans_id=0",
        "/api/time/server",
        "/api/time/get",
    ):
        _, said = manager.ask(target)
        assert said["retcode"] == "0 Done"
        assert said["answer"], target
        assert numbers_in(said) == []


def test_a_password_in_the_address_is_refused(manager: Manager):
    query = urlencode({"group": "real\\standard-usd", "name": "Ann", "pass_main": "Passw0rd!"})
    assert manager.code(f"/api/user/add?{query}") == 3


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"Group": "real\\nowhere"}, 8),
        ({"Name": ""}, 3),
        ({"Leverage": "7"}, 3),
        ({"Leverage": ""}, 3),
        ({"PassMain": "Sh0rt!"}, 3006),
        ({"PassMain": "Passw0rd!Passw0rd!"}, 3006),
        ({"PassInvestor": "password"}, 3006),
    ],
)
def test_an_account_that_makes_no_sense_does_not_open(
    manager: Manager, members: dict[str, str], code: int
):
    record = {
        "Group": "real\\standard-usd",
        "Name": "Ann",
        "Leverage": "100",
        "PassMain": "Passw0rd!",
        "PassInvestor": "Invest0r!",
    }
    assert manager.code("/api/user/add", record | members) == code


def test_logins_come_from_the_groups_own_range(manager: Manager):
    dollars = manager.open_account()
    euros = manager.open_account(Group="real\\standard-eur")
    assert 800_001 <= dollars <= 829_999
    assert 830_001 <= euros <= 849_999


def test_texts_are_cut_where_the_server_cuts_them(simulator: Simulator, manager: Manager):
    login = manager.open_account(Name="N" * 200, Comment="C" * 200)
    user = manager.done(f"/api/user/get?login={login}")
    assert (len(user["Name"]), len(user["Comment"])) == (127, 63)
    manager.deposit(login, "1", comment="0123456789" * 5)
    (deal,) = simulator.state(login)["deals"]
    assert deal["Comment"] == "0123456789" * 3 + "0"


def test_the_balance_is_the_ledger_and_nothing_else(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    manager.done("/api/user/update", {"Login": str(login), "Balance": "1000000"})
    assert manager.done(f"/api/user/account/get?login={login}")["Balance"] == "0.00"
    ticket = manager.deposit(login, "100.5")
    manager.deposit(login, "-0.25")
    assert manager.done(f"/api/user/account/get?login={login}")["Balance"] == "100.25"
    simulator.lever("deals", method="PATCH", deal=ticket, amount="90")
    assert manager.done(f"/api/user/account/get?login={login}")["Balance"] == "89.75"
    simulator.lever("deals", method="DELETE", deal=ticket)
    assert manager.done(f"/api/user/account/get?login={login}")["Balance"] == "-0.25"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"type": 9}, 3),
        ({"balance": "abc"}, 3),
        ({"balance": "NaN"}, 3),
        ({"balance": "0"}, 3),
        ({"balance": "1000000000.01"}, 4005),
        ({"balance": "-1"}, 10019),
        ({"type": 3, "balance": "-1"}, 10019),
        ({"login": 77}, 13),
    ],
)
def test_a_movement_that_makes_no_sense_is_refused(
    manager: Manager, members: dict[str, Any], code: int
):
    query = {"login": manager.open_account(), "type": 2, "balance": "10"} | members
    assert manager.code(f"/api/trade/balance?{urlencode(query)}") == code


def test_a_page_holds_a_hundred_whatever_is_asked_for(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    for _ in range(103):
        simulator.lever("deals", login=login, amount="1")
    assert manager.done(f"/api/deal/get_total?login={login}") == {"total": "103"}
    page = manager.done(f"/api/deal/get_page?login={login}&offset=0&total=1000")
    rest = manager.done(f"/api/deal/get_page?login={login}&offset=100&total=1000")
    assert (len(page), len(rest)) == (100, 3)
    assert len({deal["Deal"] for deal in page + rest}) == 103


def test_times_are_in_the_servers_zone(manager: Manager):
    login = manager.open_account()
    manager.deposit(login, "1")
    (deal,) = manager.done(f"/api/deal/get_page?login={login}")
    shown = int(manager.done("/api/time/server")["time"].split()[0])
    assert int(deal["Time"]) == shown == 1_772_442_000 + 7_200
    assert manager.done(f"/api/deal/get_page?login={login}&from={shown + 1}") == []


def test_a_batch_leaves_out_strangers_and_knows_masks(manager: Manager):
    login = manager.open_account()
    found = manager.done(f"/api/user/get_batch?login={login},77")
    assert [user["Login"] for user in found] == [str(login)]
    assert str(login) in manager.done(f"/api/user/logins?group={quote('real*')}")
    assert str(login) not in manager.done(f"/api/user/logins?group={quote('demo*')}")


def test_margin_follows_leverage_and_price(simulator: Simulator, manager: Manager):
    login = manager.open_account(Leverage="50")
    manager.deposit(login, "10000")
    simulator.lever("positions", login=login, symbol="EURUSD", side="buy", lots="1")
    state = manager.done(f"/api/user/account/get?login={login}")
    assert state["Margin"] == "2200.00"
    assert state["Profit"] == "-12.00"
    assert state["Equity"] == "9988.00"
    assert state["MarginFree"] == "7788.00"


def test_what_margin_cannot_hold_is_closed(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    manager.deposit(login, "1200")
    simulator.lever("positions", login=login, symbol="EURUSD", side="buy", lots="1")
    simulator.lever("prices", symbol="EURUSD", bid="1.09300")
    assert manager.done(f"/api/position/get_page?login={login}") == []
    closing = manager.done(f"/api/deal/get_page?login={login}")[-1]
    assert (closing["Entry"], closing["Reason"]) == ("1", "5")


def test_stops_close_a_position_at_their_price(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    manager.deposit(login, "5000")
    body = {"Action": "200", "Login": str(login), "Symbol": "EURUSD", "Type": "0", "Volume": "100"}
    manager.done("/api/dealer/send_request", body | {"PriceTP": "1.10500"})
    simulator.lever("prices", symbol="EURUSD", bid="1.10499")
    assert len(manager.done(f"/api/position/get_page?login={login}")) == 1
    simulator.lever("prices", symbol="EURUSD", bid="1.10500")
    assert manager.done(f"/api/position/get_page?login={login}") == []
    assert manager.done(f"/api/deal/get_page?login={login}")[-1]["Reason"] == "4"


def test_nights_cost_swap(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    manager.deposit(login, "5000")
    simulator.lever("positions", login=login, symbol="EURUSD", side="buy", lots="0.5")
    simulator.lever("clock", advance_seconds=2 * 86_400)
    manager.sign_in()
    (held,) = manager.done(f"/api/position/get_page?login={login}")
    assert held["Storage"] == "-3.20"


def test_a_request_result_belongs_to_its_connection(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    body = {"Action": "200", "Login": str(login), "Symbol": "EURUSD", "Type": "0", "Volume": "100"}
    queued = manager.done("/api/dealer/send_request", body)["id"]
    other = Manager(simulator)
    assert other.done(f"/api/dealer/get_request_result?id={queued}") == {}
    results: list[Any] = []
    while not results:
        results = manager.done(f"/api/dealer/get_request_result?id={queued}")[queued]
    assert results[0]["result"]["Retcode"] == "10019"
    assert manager.done(f"/api/dealer/get_request_result?id={queued}") == {}


def test_a_trade_told_afterwards_has_the_prices_of_its_time(simulator: Simulator, manager: Manager):
    login = manager.open_account()
    manager.deposit(login, "5000")
    opened = simulator.lever(
        "positions",
        login=login,
        symbol="GBPUSD",
        side="sell",
        lots="0.1",
        at="2026-01-05T10:00:00+00:00",
    )
    closed = simulator.lever(
        "positions/close", position=opened["position"], at="2026-01-06T10:00:00+00:00"
    )
    deals = {deal["Deal"]: deal for deal in simulator.state(login)["deals"]}
    assert deals[str(opened["deal"])]["Time"] == "1767614400"
    assert deals[str(closed["deal"])]["Time"] == "1767700800"
    assert opened["price"] != closed["price"]


def test_a_lever_that_does_not_exist_says_so(simulator: Simulator):
    assert simulator.ask("POST", "/sim/nothing", {})[0] == 404
    assert simulator.ask("POST", "/sim/faults", {"fault": "earthquake"})[0] == 400
    assert simulator.ask("POST", "/sim/deals", {"login": 77, "amount": "1"})[0] == 409
