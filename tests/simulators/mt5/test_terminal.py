"""The trading page: who may sit down at it, and what can be done from there."""

from typing import Any

import pytest

from tests.simulators.mt5.kit import Manager, Simulator


class Trader:
    """Somebody at the page, signed in."""

    def __init__(self, simulator: Simulator, login: int, password: str) -> None:
        self.simulator = simulator
        status, said = self.ask("POST", "session", {"login": login, "password": password})
        assert status == 200, said
        self.token = said["token"]

    token = ""

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        return self.simulator.ask(
            method, f"/sim/terminal/{path}", body, Authorization=f"Bearer {self.token}"
        )

    def state(self) -> dict[str, Any]:
        status, said = self.ask("GET", "state")
        assert status == 200
        return said


@pytest.fixture
def login(manager: Manager) -> int:
    login = manager.open_account()
    manager.deposit(login, "5000")
    return login


@pytest.fixture
def trader(simulator: Simulator, login: int) -> Trader:
    return Trader(simulator, login, "Passw0rd!")


def test_the_page_and_its_parts_are_served_with_a_tight_policy(simulator: Simulator):
    for path, kind in (
        ("/sim/terminal?login=1", "text/html"),
        ("/sim/terminal/terminal.css", "text/css"),
        ("/sim/terminal/terminal.js", "text/javascript"),
    ):
        manager = Manager(simulator, sign_in=False)
        manager.connection.request("GET", path)
        answer = manager.connection.getresponse()
        assert answer.status == 200
        assert (answer.getheader("Content-Type") or "").startswith(kind)
        assert "default-src 'self'" in (answer.getheader("Content-Security-Policy") or "")
        assert answer.read()
        manager.close()


def test_buying_and_closing_by_hand_books_both_deals(trader: Trader):
    status, bought = trader.ask(
        "POST", "orders", {"symbol": "EURUSD", "side": "buy", "lots": "0.1"}
    )
    assert (status, bought["price"]) == (200, "1.10012")
    (held,) = trader.state()["positions"]
    assert held["Reason"] == "0"
    status, closed = trader.ask("POST", "positions/close", {"position": held["Position"]})
    assert (status, closed["price"]) == (200, "1.10000")
    state = trader.state()
    assert state["positions"] == []
    assert [deal["Symbol"] for deal in state["deals"]] == ["EURUSD", "EURUSD", ""]
    assert state["figures"]["Balance"] == "4998.80"


def test_the_wrong_password_opens_nothing(simulator: Simulator, login: int):
    status, said = simulator.ask(
        "POST", "/sim/terminal/session", {"login": login, "password": "Wr0ng-one"}
    )
    assert (status, said) == (409, {"error": "Invalid password"})


def test_without_a_token_nothing_is_shown(simulator: Simulator, login: int):
    assert simulator.ask("GET", "/sim/terminal/state", {"login": str(login)})[0] == 401
    assert simulator.ask("POST", "/sim/terminal/orders", {"symbol": "EURUSD"})[0] == 401


def test_the_investor_password_only_looks(simulator: Simulator, login: int):
    investor = Trader(simulator, login, "Invest0r!")
    assert investor.state()["figures"]["Balance"] == "5000.00"
    order = {"symbol": "EURUSD", "side": "buy", "lots": "0.1"}
    assert investor.ask("POST", "orders", order) == (409, {"error": "Trade is disabled"})


def test_an_account_with_trading_disabled_cannot_trade(
    trader: Trader, manager: Manager, login: int
):
    manager.done(f"/api/user/update?login={login}&rights={0x163 | 0x4}")
    order = {"symbol": "EURUSD", "side": "sell", "lots": "0.1"}
    assert trader.ask("POST", "orders", order)[0] == 409


def test_an_account_that_may_not_sign_in_does_not(
    simulator: Simulator, manager: Manager, login: int
):
    manager.done(f"/api/user/update?login={login}&rights={0x163 & ~0x1}")
    body = {"login": login, "password": "Passw0rd!"}
    assert simulator.ask("POST", "/sim/terminal/session", body)[0] == 409


def test_nobody_elses_position_can_be_closed(
    simulator: Simulator, trader: Trader, manager: Manager
):
    other = manager.open_account()
    manager.deposit(other, "5000")
    theirs = simulator.lever("positions", login=other, symbol="EURUSD", side="buy", lots="0.1")
    status, _ = trader.ask("POST", "positions/close", {"position": theirs["position"]})
    assert status == 409
    assert len(simulator.state(other)["positions"]) == 1


@pytest.mark.parametrize(
    ("order", "status"),
    [
        ({"symbol": "EURUSD", "side": "buy", "lots": "50"}, 409),
        ({"symbol": "NOSUCH", "side": "buy", "lots": "0.1"}, 409),
        ({"symbol": "EURUSD", "side": "buy", "lots": "0.001"}, 409),
        ({"symbol": "EURUSD", "side": "up", "lots": "0.1"}, 400),
        ({"symbol": "EURUSD"}, 400),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_with_words(
    trader: Trader, order: dict[str, str], status: int
):
    answered, said = trader.ask("POST", "orders", order)
    assert answered == status
    assert said["error"]
    assert trader.state()["positions"] == []


def test_the_chart_is_the_last_half_hour(trader: Trader):
    status, chart = trader.ask("GET", "chart", {"symbol": "USDJPY"})
    assert status == 200
    assert len(chart["bids"]) == 120
    assert len(set(chart["bids"])) > 10
