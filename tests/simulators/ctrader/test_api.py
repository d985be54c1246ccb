"""The simulated server is as strict as the real one: token, addresses, money digits, PUT, lists."""

import csv
import http.client
from pathlib import Path

import pytest

from tests.simulators.ctrader.kit import Manager, Simulator

NOON = "2026-03-02T12:00:00+00:00"


def test_nothing_is_answered_without_the_token(simulator: Simulator):
    assert simulator.ask("GET", "/v2/webserv/symbols")[0] == 401
    assert simulator.ask("GET", "/v2/webserv/symbols", query="token=guessed")[0] == 401


def test_only_the_right_password_has_a_token_and_it_is_always_the_same(manager: Manager):
    assert manager.sign_in("Password2")[0] == 401
    assert manager.sign_in(login=1)[0] == 401
    assert manager.sign_in()[1]["webservToken"] == manager.token


def test_another_password_makes_the_token_void(manager: Manager, simulator: Simulator):
    simulator.lever("manager", password="Password2")
    assert manager.ask("GET", "/symbols")[0] == 401
    assert manager.sign_in("Password2")[1]["webservToken"] != manager.token


def test_addresses_that_are_not_known_get_a_bare_403(manager: Manager, simulator: Simulator):
    simulator.lever("allowed", addresses=["192.0.2.1"])
    assert manager.ask("GET", "/symbols") == (403, "Forbidden")
    assert manager.sign_in() == (403, {})


def test_money_counts_the_accounts_own_digits(manager: Manager):
    dollars, coins = manager.create(), manager.create(depositCurrency="BTC")
    assert (dollars["moneyDigits"], coins["moneyDigits"]) == (2, 8)
    manager.deposit(dollars["login"], 12.34)
    manager.deposit(coins["login"], 0.12345678)
    assert manager.done("GET", f"/traders/{dollars['login']}")["balance"] == 1234
    assert manager.done("GET", f"/traders/{coins['login']}")["balance"] == 12_345_678


@pytest.mark.parametrize("amount", [0, -5, 0.001, 1_000_000_000.01, "12.00"])
def test_amounts_are_positive_numbers_of_a_fitting_size(manager: Manager, amount: object):
    login = manager.create()["login"]
    body = {"login": login, "preciseAmount": amount, "type": "DEPOSIT"}
    assert manager.code("POST", f"/traders/{login}/changebalance", body) == "INVALID_AMOUNT"


def test_an_external_id_is_not_unique(manager: Manager, simulator: Simulator):
    login = manager.create()["login"]
    first = manager.deposit(login, 5, externalId="same")
    second = manager.deposit(login, 5, externalId="same")
    assert first != second
    assert simulator.state(login)["trader"]["balance"] == 1000


def test_more_than_there_is_cannot_be_withdrawn(manager: Manager):
    login = manager.create()["login"]
    manager.deposit(login, 10)
    body = {"login": login, "preciseAmount": 10.01, "type": "WITHDRAW"}
    assert manager.code("POST", f"/traders/{login}/changebalance", body) == "NOT_ENOUGH_MONEY"


def test_credit_is_kept_apart(manager: Manager):
    login = manager.create()["login"]
    manager.deposit(login, 30, "DEPOSIT_NONWITHDRAWABLE_BONUS")
    found = manager.done("GET", f"/traders/{login}")
    assert (found["balance"], found["nonWithdrawableBonus"], found["equity"]) == (0, 3000, 3000)


def test_put_resets_what_is_left_out_and_patch_does_not(manager: Manager):
    login = manager.create(contactDetails={"email": "ann@example.com"})["login"]
    manager.done("PATCH", f"/traders/{login}", {"leverageInCents": 5000})
    patched = manager.done("GET", f"/traders/{login}")
    assert (patched["leverageInCents"], patched["description"]) == (5000, "first")
    assert patched["contactDetails"] == {"email": "ann@example.com"}
    manager.done("PUT", f"/traders/{login}", {"groupName": "live-raw", "name": "Ann"})
    put = manager.done("GET", f"/traders/{login}")
    assert (put["groupName"], put["name"], put["lastName"]) == ("live-raw", "Ann", None)
    assert (put["leverageInCents"], put["description"]) == (100, None)
    assert put["contactDetails"] == {}


def test_the_balance_cannot_be_changed_through_an_update(manager: Manager):
    login = manager.create()["login"]
    manager.done("PATCH", f"/traders/{login}", {"balance": 500, "nonWithdrawableBonus": 500})
    assert manager.done("GET", f"/traders/{login}")["equity"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"accessRights": "ALL"},
        {"leverageInCents": 777_700},
        {"leverageInCents": 50},
        {"hashedPassword": ""},
        {"accountType": "OTHER"},
    ],
)
def test_an_account_that_makes_no_sense_is_refused(manager: Manager, wrong: dict[str, object]):
    with pytest.raises(AssertionError, match="INVALID_REQUEST"):
        manager.create(**wrong)


def test_strangers_are_named(manager: Manager):
    with pytest.raises(AssertionError, match="CH_BROKER_NOT_FOUND"):
        manager.create(brokerName="somebody")
    with pytest.raises(AssertionError, match="TRADER_GROUP_NOT_FOUND"):
        manager.create(groupName="nowhere")
    assert manager.code("GET", "/traders/1") == "TRADER_NOT_FOUND"
    assert manager.code("GET", "/nothing") == "INVALID_REQUEST"


def test_lists_reach_two_days_and_no_further(manager: Manager):
    for path in ("/closedPositions", "/balanceHistory"):
        window = {"from": "2026-03-01T00:00:00.000", "to": "2026-03-03T00:00:00.000"}
        assert manager.lines(path, **window) == []
        window["to"] = "2026-03-03T00:00:00.001"
        assert manager.code("GET", path, **window) == "INVALID_REQUEST"
        assert manager.code("GET", path) == "INVALID_REQUEST"
        window["to"] = "2026-03-02T00:00:00Z"
        assert manager.code("GET", path, **window) == "INVALID_REQUEST"


def test_a_position_closes_in_two_deals_that_add_up(manager: Manager, simulator: Simulator):
    simulator.lever("clock", now=NOON, stopped=True)
    login = manager.create()["login"]
    manager.deposit(login, 10_000)
    wish = {"login": login, "symbol": "EURUSD", "direction": "BUY", "units": 50_000}
    position = simulator.lever("positions", **wish)["position"]
    (held,) = manager.lines("/openPositions", login=str(login))
    assert (held["positionId"], held["volume"]) == (str(position), "50000.0")
    assert held["openTimestamp"] == "2026-03-02T12:00:00.000"
    simulator.lever("prices", symbol="EURUSD", price="1.09500")
    assert manager.done("GET", f"/traders/{login}")["equity"] == 1_050_000
    for units in (20_000, 30_000):
        simulator.lever("positions/close", position=position, units=units)
    window = {"from": "2026-03-02T12:00:00.000", "to": "2026-03-02T12:00:00.001"}
    first, second = manager.lines("/closedPositions", login=str(login), **window)
    assert (first["volume"], second["volume"]) == ("20000.0", "30000.0")
    assert first["dealId"] != second["dealId"]
    assert (first["commission"], first["pnl"]) == ("-0.77", "199.23")
    balance = manager.done("GET", f"/traders/{login}")["balance"]
    assert balance == 1_000_000 + 19_923 + round(float(second["pnl"]) * 100)
    assert manager.lines("/openPositions") == []


def test_the_history_tells_who_moved_what(manager: Manager, simulator: Simulator):
    simulator.lever("clock", now=NOON, stopped=True)
    login, other = manager.create()["login"], manager.create()["login"]
    number = manager.deposit(login, 12.5, externalId="op", externalNote="op, note", comment="hi")
    simulator.lever("changes", login=other, amount="-3.00", at="2026-03-02T11:00:00+00:00")
    window = {"from": "2026-03-02T00:00:00.000", "to": "2026-03-03T00:00:00.000"}
    (row,) = _history(manager, str(login), window)
    assert row[:4] == [str(login), str(number), "2026-03-02T12:00:00.000", "DEPOSIT"]
    assert row[4:] == ["12.50", "1250", "hi", "op, note", "op"]
    (by_hand,) = _history(manager, str(other), window)
    assert by_hand[2:5] == ["2026-03-02T11:00:00.000", "WITHDRAW", "3.00"]


def _history(manager: Manager, login: str, window: dict[str, str]) -> list[list[str]]:
    _, said = manager.ask("GET", "/balanceHistory", login=login, **window)
    return list(csv.reader(said.splitlines()))[1:]


def test_accounts_are_listed_by_registration_in_chunks(manager: Manager, simulator: Simulator):
    simulator.lever("clock", now=NOON)
    for _ in range(120):
        manager.create()
    window = {"from": "2026-03-01T00:00:00.000", "to": "2026-03-04T00:00:00.000"}
    first = manager.done("GET", "/traders/", **window)
    assert (len(first["trader"]), first["hasMore"]) == (100, True)
    group = str(manager.done("GET", "/tradergroups")["traderGroup"][1]["id"])
    other = manager.done("GET", "/traders/", groupId=group, **window)
    assert other == {"trader": [], "hasMore": False}
    assert manager.code("GET", "/traders/", groupId="99", **window) == "TRADER_GROUP_NOT_FOUND"


@pytest.mark.parametrize(
    ("kind", "status"), [("unavailable", 503), ("error_before", 500), ("rate_limit", 429)]
)
def test_faults_before_the_work_leave_it_undone(
    manager: Manager, simulator: Simulator, kind: str, status: int
):
    login = manager.create()["login"]
    simulator.lever("faults", kind=kind, path="/changebalance")
    body = {"login": login, "preciseAmount": 5, "type": "DEPOSIT"}
    assert manager.ask("POST", f"/traders/{login}/changebalance", body)[0] == status
    assert simulator.state(login)["changes"] == []


@pytest.mark.parametrize("kind", ["drop_after", "truncate", "error_after", "garble"])
def test_faults_after_the_work_leave_it_done(manager: Manager, simulator: Simulator, kind: str):
    login = manager.create()["login"]
    simulator.lever("faults", kind=kind, path="/changebalance")
    body = {"login": login, "preciseAmount": 5, "type": "DEPOSIT"}
    try:
        _, said = manager.ask("POST", f"/traders/{login}/changebalance", body)
    except (http.client.HTTPException, OSError):
        said = ""
    assert "balanceHistoryId" not in said
    assert simulator.state(login)["trader"]["balance"] == 500


def test_a_killed_server_has_lost_nothing(tmp_path: Path):
    simulator = Simulator(tmp_path)
    simulator.start()
    manager = Manager(simulator)
    login = manager.create()["login"]
    manager.deposit(login, 77)
    simulator.stop(rudely=True)
    simulator.start()
    try:
        assert Manager(simulator).token == manager.token
        assert simulator.state(login)["trader"]["balance"] == 7700
    finally:
        simulator.stop()


def test_a_person_can_play_the_trader_on_a_page(manager: Manager, simulator: Simulator):
    login = manager.create(name="<b>Ann")["login"]
    status, page = simulator.ask("GET", "/sim/")
    assert status == 200
    assert str(login) in page
    assert "<b>Ann" not in page
    connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=10)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sim/changes", f"login={login}&amount=5.00&comment=gift", form)
    assert connection.getresponse().status == 303
    connection.close()
    assert simulator.state(login)["trader"]["balance"] == 500
