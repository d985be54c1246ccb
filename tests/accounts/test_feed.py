"""The deals feed: each deal stored once and told once, by one worker at a time."""

from dataclasses import dataclass

import pytest

from chalicelib.accounts import store
from chalicelib.accounts.model import DealFilter, LeaseTaken, StoredDeal, TradingAccount
from chalicelib.accounts.service import deals, feed
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.gateways.trading.feed import Cursor
from chalicelib.storage import aws
from chalicelib.storage.faults import StoreUnavailable
from tests.kit import trading
from tests.kit.clients import published
from tests.kit.opened import account_of
from tests.simulators.mt5.kit import Simulator

ACTOR = system("deals-feed")
OPERATION = "01KJPWD6M0000000000000ZZZZ"


@dataclass
class Minute:
    """One run of the job: how long it may take, and what happens while it waits."""

    clock: FixedClock
    simulator: Simulator
    seconds: float = 10.0

    def left(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds -= seconds
        trading.advance(self.simulator, self.clock, seconds)


@pytest.fixture
def account(simulator, client) -> TradingAccount:
    return account_of(client)


@pytest.fixture
def minute(simulator, clock) -> Minute:
    return Minute(clock, simulator)


def read(minute: Minute, seconds: float = 10.0) -> feed.Reading:
    minute.seconds = seconds
    return feed.run(ACTOR, minute.left, minute.wait)


def booked(simulator: Simulator, account: TradingAccount, amount: str = "10.00", **more) -> int:
    return int(simulator.lever("deals", login=account.login, amount=amount, **more)["deal"])


def of_position(account: TradingAccount, position_id: int) -> Page[StoredDeal]:
    wanted = DealFilter(position_id=position_id)
    return deal_rows.deals(account.id, PageRequest(), wanted)


def tickets(account: TradingAccount) -> list[int]:
    return [deal.ticket for deal in deal_rows.deals(account.id, PageRequest()).items]


def told(name: str) -> list[str]:
    return [one.body["deal_id"] for one in published(name)]


def test_a_trade_is_stored_and_told(simulator, account, minute):
    booked(simulator, account, "10000.00")
    opened = simulator.lever(
        "positions", login=account.login, symbol="EURUSD", side="buy", lots="0.10"
    )
    simulator.lever("positions/close", position=opened["position"])
    read(minute)
    (closed, opening) = [
        one for one in deal_rows.deals(account.id, PageRequest()).items if one.symbol
    ]
    assert (opening.ticket, opening.entry, opening.volume_ten_thousandths) == (
        opened["deal"],
        "in",
        1000,
    )
    assert (closed.entry, closed.position_id) == ("out", opened["position"])
    (message,) = published("accounts.trades_stored")
    told_of = [one["deal_id"] for one in message.body["trades"]]
    assert told_of == [str(opening.ticket), str(closed.ticket)]
    body = message.body["trades"][0]
    assert (body["account_id"], body["client_id"], body["symbol"]) == (
        account.id,
        account.client_id,
        "EURUSD",
    )


def test_a_balance_operation_is_told_with_its_operation_id(simulator, account, minute):
    ours = booked(simulator, account, "25.00", comment=f"{OPERATION} transfer")
    theirs = booked(simulator, account, "-5.00", comment="by hand")
    read(minute)
    seen = {one.body["deal_id"]: one.body for one in published("accounts.balance_operation_seen")}
    assert seen[str(ours)]["operation_id"] == OPERATION
    assert seen[str(theirs)]["operation_id"] is None
    assert seen[str(theirs)]["amount"] == {"minor": -500, "currency": "USD"}
    assert seen[str(theirs)]["action"] == "balance"
    stored = deal_rows.deals(account.id, PageRequest()).items
    assert sum(one.amount.minor for one in stored) == 2000


def test_deals_booked_while_the_worker_runs_are_read_within_the_minute(simulator, account, minute):
    class Busy(Minute):
        def wait(self, seconds: float) -> None:
            super().wait(seconds)
            booked(self.simulator, account, "1.00")

    busy = Busy(minute.clock, simulator, seconds=16.0)
    done = feed.run(ACTOR, busy.left, busy.wait)
    assert done.stored == len(tickets(account)) >= 4


def test_reading_again_stores_and_tells_nothing_twice(simulator, account, minute):
    for _ in range(3):
        booked(simulator, account)
    read(minute)
    before = tickets(account), told("accounts.balance_operation_seen")
    assert read(minute).stored == 0
    assert (tickets(account), told("accounts.balance_operation_seen")) == before
    assert len(before[0]) == len(set(before[1])) == 3


def test_a_deal_booked_late_and_out_of_order_is_stored_once(simulator, account, minute):
    booked(simulator, account)
    read(minute)
    earlier = minute.clock.now().replace(microsecond=0)
    trading.advance(simulator, minute.clock, 20)
    booked(simulator, account)
    read(minute)
    late = booked(simulator, account, at=earlier.isoformat())
    read(minute)
    read(minute)
    assert tickets(account).count(late) == 1
    assert told("accounts.balance_operation_seen").count(str(late)) == 1
    assert len(tickets(account)) == 3


def test_more_deals_than_one_unit_holds_are_all_stored(simulator, account, minute):
    booking = [booked(simulator, account, "1.00") for _ in range(2 * deals.PER_UNIT + 7)]
    assert read(minute).stored == len(booking)
    page = deal_rows.deals(account.id, PageRequest(limit=200))
    assert {deal.ticket for deal in page.items} == set(booking)
    assert len(told("accounts.balance_operation_seen")) == len(booking)


def test_deals_of_accounts_that_are_not_ours_are_passed_over(simulator, account, minute, client):
    other = account_of(client)
    booked(simulator, account)
    aws.client("dynamodb").delete_item(
        TableName=aws.resource("accounts"),
        Key={"pk": {"S": f"LOGIN#{trading.SERVER}#{other.login}"}, "sk": {"S": "BINDING"}},
    )
    booked(simulator, other)
    assert read(minute).stored == 1
    assert len(tickets(account)) == 1
    assert tickets(other) == []


def test_two_workers_that_read_the_same_page_store_it_once(simulator, account, minute, clock):
    booked(simulator, account)
    (config,) = feed.server_configs()
    one, another = feed.Reading(), feed.Reading()
    seen = deal_rows.feed(config.id)
    gateway = feed.server(config.id)
    page = gateway.deals_after(gateway.first_cursor(clock.now()), config.groups)
    state = seen or feed._beginning(config.id, gateway.first_cursor(clock.now()))
    assert feed._keep_page(ACTOR, config.id, state, page, one) is not None
    assert feed._keep_page(ACTOR, config.id, state, page, another) is None
    assert (one.stored, another.stored) == (1, 0)
    assert len(tickets(account)) == 1


def test_a_worker_that_dies_within_a_page_leaves_the_cursor_before_what_it_stored(
    simulator, account, minute
):
    booking = [booked(simulator, account, "1.00") for _ in range(2 * deals.PER_UNIT + 7)]
    real = aws.client("dynamodb")
    aws.use_client("dynamodb", Failing(real, f"DEAL#{trading.SERVER}#{booking[-1]}", times=99))
    first = read(minute).stored
    assert 0 < first < len(booking)
    before = deal_rows.feed(trading.SERVER)
    assert before is None or not Cursor.parse(before.cursor).tickets
    aws.use_client("dynamodb", real)
    assert read(minute).stored == len(booking) - first
    stored = deal_rows.deals(account.id, PageRequest(limit=200)).items
    assert sorted(deal.ticket for deal in stored) == booking
    assert sorted(told("accounts.balance_operation_seen")) == sorted(map(str, booking))


def test_the_first_trade_of_an_account_is_told_once(simulator, account, minute):
    booked(simulator, account, "10000.00")
    read(minute)
    assert published("accounts.account_traded") == []
    for _ in range(2):
        for _ in range(2):
            simulator.lever(
                "positions", login=account.login, symbol="EURUSD", side="buy", lots="0.01"
            )
        read(minute)
    assert [one.body["account_id"] for one in published("accounts.account_traded")] == [account.id]
    assert store.find(account.id).has_traded


def test_a_worker_that_dies_before_its_unit_loses_nothing(simulator, account, minute):
    ticket = booked(simulator, account)
    aws.use_client("dynamodb", Failing(aws.client("dynamodb"), "DEAL#"))
    done = read(minute)
    assert done.stored == 1
    assert tickets(account) == [ticket]
    assert told("accounts.balance_operation_seen") == [str(ticket)]


class Failing:
    """A store that is away for the first transactions that name ``what``."""

    def __init__(self, real, what: str, times: int = 1) -> None:
        self._real, self._what, self._times = real, what, times

    def __getattr__(self, name):
        return getattr(self._real, name)

    def transact_write_items(self, **request):
        if self._times and self._what in str(request):
            self._times -= 1
            raise StoreUnavailable("the store did not answer")
        return self._real.transact_write_items(**request)


def test_a_server_that_is_away_is_asked_again_in_the_next_round(simulator, account, minute):
    ticket = booked(simulator, account)
    simulator.lever("faults", fault="unavailable", path="/api/deal/", times=4)
    done = read(minute, seconds=30.0)
    assert tickets(account) == [ticket]
    assert done.away == frozenset()


# ---- the lease


def test_one_worker_at_a_time_reads_a_server(simulator, account, minute):
    booked(simulator, account)
    feed.hold(ACTOR, trading.SERVER, "fed_another")
    done = read(minute)
    assert (done.stored, done.taken) == (0, {trading.SERVER})
    assert tickets(account) == []


def test_a_lease_that_has_run_out_is_taken_over(simulator, clock):
    feed.hold(ACTOR, trading.SERVER, "fed_dead")
    with pytest.raises(LeaseTaken):
        feed.hold(ACTOR, trading.SERVER, "fed_next")
    clock.advance(seconds=31)
    assert feed.hold(ACTOR, trading.SERVER, "fed_next").holder == "fed_next"
    with pytest.raises(LeaseTaken):
        feed.hold(ACTOR, trading.SERVER, "fed_dead")


def test_a_lease_is_renewed_before_it_runs_out(simulator, clock):
    first = feed.hold(ACTOR, trading.SERVER, "fed_one")
    clock.advance(seconds=2)
    assert feed.hold(ACTOR, trading.SERVER, "fed_one") == first
    clock.advance(seconds=20)
    assert feed.hold(ACTOR, trading.SERVER, "fed_one").until > first.until


def test_the_lease_is_given_back_at_the_end(simulator, account, minute):
    read(minute)
    assert feed.hold(ACTOR, trading.SERVER, "fed_next").holder == "fed_next"


def test_a_run_ends_in_time_even_when_time_stands_still(simulator, account, minute):
    waits = []
    feed.run(ACTOR, lambda: 75.0, waits.append)
    assert 60 < sum(waits) < 75


def test_a_worker_goes_on_for_longer_than_until_the_next_one_comes(simulator, account, minute):
    began = minute.clock.now()
    read(minute, seconds=75.0)
    assert (minute.clock.now() - began).total_seconds() > 60


# ---- reading what is stored


def test_the_deals_of_a_position_are_found_by_it(simulator, account, minute):
    booked(simulator, account, "10000.00")
    positions = [
        simulator.lever("positions", login=account.login, symbol="EURUSD", side="buy", lots="0.01")
        for _ in range(2)
    ]
    simulator.lever("positions/close", position=positions[0]["position"])
    read(minute)
    first = of_position(account, positions[0]["position"]).items
    assert [deal.entry for deal in first] == ["out", "in"]
    second = of_position(account, positions[1]["position"]).items
    assert [deal.ticket for deal in second] == [positions[1]["deal"]]


def test_deals_are_listed_newest_first_and_paged(simulator, account, minute):
    booking = []
    for _ in range(5):
        booking.append(booked(simulator, account, "1.00"))
        trading.advance(simulator, minute.clock, 1)
    read(minute)
    first = deal_rows.deals(account.id, PageRequest(limit=3))
    rest = deal_rows.deals(account.id, PageRequest(limit=3, cursor=first.next_cursor))
    assert [deal.ticket for deal in (*first.items, *rest.items)] == booking[::-1]
    assert first.items[0].profit == Money.parse("1.00", "USD")
