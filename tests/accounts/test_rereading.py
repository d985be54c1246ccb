"""Past deals read again: what a dealer altered, cancelled or deleted since is noticed, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.accounts.model import DealFilter, TradingAccount
from chalicelib.accounts.service import feed, rereading, trades
from chalicelib.accounts.store import deals as rows
from chalicelib.core.actor import EVERYTHING, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.gateways.trading.model import DealAction
from tests.kit import trading
from tests.kit.approvals import member
from tests.kit.clients import published
from tests.kit.opened import account_of
from tests.simulators.mt5.kit import Simulator

FEED = system("deals-feed")
AGAIN = system("deals-rereading")
SALE_CANCELLED = 14


@pytest.fixture
def account(simulator, client) -> TradingAccount:
    return account_of(client)


@pytest.fixture
def closing(simulator: Simulator, account: TradingAccount, clock: FixedClock) -> int:
    """A position that was closed an hour ago, and is stored."""
    simulator.lever("deals", login=account.login, amount="10000.00")
    opened = simulator.lever(
        "positions", login=account.login, symbol="EURUSD", side="buy", lots="0.10"
    )
    simulator.lever("positions/close", position=opened["position"])
    left = iter([30.0, 3.0, 3.0, 3.0])
    feed.run(FEED, lambda: next(left, 0.0), lambda _: None)
    trading.advance(simulator, clock, 3600)
    page = rows.deals(account.id, PageRequest())
    return next(one.ticket for one in page.items if one.closes)


def read_again() -> int:
    """All that is watched, from the beginning to the present."""
    return rereading.run(AGAIN, lambda: 60.0)


def told() -> list[tuple[str, str]]:
    return [
        (one.body["deal_id"], one.body["problem"]) for one in published("accounts.deal_amended")
    ]


def test_what_is_as_it_was_is_left_alone(closing: int):
    assert (read_again(), read_again()) == (0, 0)
    assert told() == []


def test_a_deal_that_was_booked_too_late_for_the_feed_is_stored_and_told_once(
    simulator: Simulator, account: TradingAccount, closing: int, clock: FixedClock
):
    half_an_hour_ago = clock.now().replace(microsecond=0) - timedelta(minutes=30)
    simulator.lever("deals", login=account.login, amount="1.00")
    feed.run(FEED, iter([30.0, 2.0]).__next__, lambda _: None)
    wish = {"login": account.login, "amount": "5.00", "at": half_an_hour_ago.isoformat()}
    late = int(simulator.lever("deals", **wish)["deal"])
    feed.run(FEED, iter([30.0, 2.0]).__next__, lambda _: None)
    assert rows.deal(account.server_id, late) is None
    trading.advance(simulator, clock, 3600)
    assert (read_again(), read_again()) == (1, 0)
    assert rows.deal(account.server_id, late) is not None
    operations = [one.body["deal_id"] for one in published("accounts.balance_operation_seen")]
    assert operations.count(str(late)) == 1


def test_what_was_booked_before_an_account_was_ours_stays_untold(
    simulator: Simulator, account: TradingAccount, closing: int, clock: FixedClock
):
    before = account.opened_at.replace(microsecond=0) - timedelta(hours=2)
    simulator.lever("deals", login=account.login, amount="5.00", at=before.isoformat())
    trading.advance(simulator, clock, 3600)
    assert read_again() == 0


def test_a_deal_that_was_altered_is_stored_as_it_is_now(
    simulator: Simulator, account: TradingAccount, closing: int
):
    simulator.lever("deals", method="PATCH", deal=closing, amount="55.00")
    assert (read_again(), read_again()) == (1, 0)
    now = rows.deal(account.server_id, closing)
    assert now is not None
    assert str(now.profit) == "55.00"
    assert told() == [(str(closing), "altered")]


def test_a_deal_that_was_cancelled_counts_no_more(
    simulator: Simulator, account: TradingAccount, closing: int
):
    simulator.lever("deals", method="PATCH", deal=closing, action=SALE_CANCELLED)
    read_again()
    now = rows.deal(account.server_id, closing)
    assert now is not None
    assert (now.action, now.closes) == (DealAction.CANCELLED, False)
    assert told() == [(str(closing), "cancelled")]


def test_a_deal_that_was_deleted_counts_no_more_and_the_days_sums_know(
    simulator: Simulator, account: TradingAccount, closing: int
):
    actor = replace(member("Ann"), scope=EVERYTHING)
    before = trades.totals(actor, account.id, DealFilter())
    simulator.lever("deals", method="DELETE", deal=closing)
    assert (read_again(), read_again()) == (1, 0)
    after = trades.totals(actor, account.id, DealFilter())
    assert before.volume_ten_thousandths - after.volume_ten_thousandths == 1000
    assert before.count == after.count
    assert told() == [(str(closing), "cancelled")]


def test_a_server_that_is_away_is_left_where_it_was(
    simulator: Simulator, account: TradingAccount, closing: int
):
    simulator.lever("faults", fault="unavailable", path="/api/deal/", times=40)
    assert read_again() == 0
    assert rows.round_of(account.server_id) is None
    simulator.lever("faults", method="DELETE")
    read_again()
    assert rows.round_of(account.server_id) is not None
