"""The simulator's memory: what was answered as done is there after a kill, and prices stay."""

from decimal import Decimal
from itertools import pairwise

import pytest

from infra.simulators.mt5.prices import Prices
from infra.simulators.mt5.store import Store
from tests.simulators.mt5.kit import Manager, Simulator


def test_what_was_answered_survives_a_kill(restartable: Simulator):
    manager = Manager(restartable)
    login = manager.open_account()
    tickets = [manager.deposit(login, "10.00", comment=f"step {step}") for step in range(5)]
    restartable.kill()
    restartable.start()
    state = restartable.state(login)
    assert [int(deal["Deal"]) for deal in state["deals"]] == tickets
    assert state["figures"]["Balance"] == "50.00"
    again = Manager(restartable)
    assert again.deposit(login, "1.00") == tickets[-1] + 1


def test_sessions_do_not_survive_a_restart(restartable: Simulator):
    manager = Manager(restartable)
    restartable.stop()
    restartable.start()
    again = Manager(restartable, sign_in=False)
    again.cookie = manager.cookie
    assert again.ask("/api/test/access") == (403, None)


def test_the_clock_that_was_set_survives_a_restart(restartable: Simulator):
    restartable.lever("clock", now="2026-01-01T00:00:00+00:00", stopped=True, zone_seconds=10_800)
    restartable.stop()
    restartable.start()
    clock = restartable.lever("clock", method="GET")
    assert clock["now"].startswith("2026-01-01T00:00:00")
    assert clock["zone_seconds"] == 10_800


def test_a_zone_of_nothing_is_kept(restartable: Simulator):
    restartable.lever("clock", zone_seconds=0)
    assert restartable.lever("clock", method="GET")["zone_seconds"] == 0


def test_a_drop_after_commit_is_committed(restartable: Simulator):
    manager = Manager(restartable)
    login = manager.open_account()
    restartable.lever("faults", fault="drop_after_commit", path="/api/trade/balance")
    with pytest.raises(ConnectionError):
        manager.deposit(login, "10.00")
    restartable.kill()
    restartable.start()
    assert restartable.state(login)["figures"]["Balance"] == "10.00"


def test_a_drop_before_is_not(restartable: Simulator):
    manager = Manager(restartable)
    login = manager.open_account()
    restartable.lever("faults", fault="drop_before", path="/api/trade/balance")
    with pytest.raises(ConnectionError):
        manager.deposit(login, "10.00")
    assert restartable.state(login)["deals"] == []


def test_the_same_seed_moves_prices_the_same_way():
    moment = 1_772_442_000_000
    one, same, other = (Prices(Store(":memory:"), seed) for seed in ("a", "a", "b"))
    assert one.tick("EURUSD", moment) == same.tick("EURUSD", moment)
    assert one.tick("EURUSD", moment) != other.tick("EURUSD", moment)


def test_prices_move_a_little_each_moment_and_stay_in_sight():
    prices = Prices(Store(":memory:"), "seed")
    bids = [prices.tick("EURUSD", 1_772_442_000_000 + step * 1000).bid for step in range(600)]
    steps = [abs(later - earlier) for earlier, later in pairwise(bids)]
    assert len(set(bids)) > 20
    assert max(steps) < Decimal("0.00050")
    year = [prices.tick("EURUSD", 1_772_442_000_000 + day * 86_400_000).bid for day in range(365)]
    assert min(year) > Decimal("1.04")
    assert max(year) < Decimal("1.13")


def test_the_ask_is_above_the_bid_by_the_spread():
    tick = Prices(Store(":memory:"), "seed").tick("USDJPY", 1_772_442_000_000)
    assert tick.ask - tick.bid == Decimal("0.013")


def test_every_rate_has_a_way_back():
    prices = Prices(Store(":memory:"), "seed")
    for one, other in (("EUR", "USD"), ("JPY", "EUR"), ("GBP", "JPY"), ("XAU", "EUR")):
        there = prices.rate(one, other, 1_772_442_000_000)
        back = prices.rate(other, one, 1_772_442_000_000)
        assert abs(there * back - 1) < Decimal("1e-20")
    assert prices.rate("USD", "USD", 0) == 1
