"""Reports on downlines: client by client, complete, and without what is hidden."""

from datetime import timedelta

import pytest

from chalicelib.approvals.public import RequestType
from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.uplines import (
    DOWNLINE_LEVELS,
    DOWNLINE_VEIL,
    REPORT_RANGE,
    DownlineField,
    DownlineLevels,
    DownlineVeil,
    RangeUnit,
    ReportRange,
)
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.downlines.model import Period, Report, Where
from chalicelib.downlines.schemas.reports import DownlineAccountView, DownlineRequestView
from chalicelib.downlines.schemas.trading import DownlineDealView
from chalicelib.downlines.service import reports, sums
from chalicelib.downlines.service.sources import Wanted
from tests.kit.clients import acting, active_client
from tests.kit.earnings import account, traded
from tests.kit.funds import credit, usd
from tests.kit.recorder import recording
from tests.kit.settings import settings_of
from tests.kit.trees import planted

pytestmark = pytest.mark.usefixtures("store", "clock")
BELOW = Where()
ALL = Wanted()


class Broker:
    """An IB, two below and one below these, each with an account that has traded."""

    def __init__(self) -> None:
        self.me = planted(kind=ClientKind.IB)
        self.first = planted(self.me)
        self.second = planted(self.me)
        self.low = planted(self.second)
        for place, one in enumerate((self.first, self.second, self.low)):
            held = account(one, 5001 + place)
            for number in range(2):
                traded(held, 7000 + 100 * place + 10 * number + 2)
            credit(usd(f"{place + 1}0"), one.id)


@pytest.fixture
def broker() -> Broker:
    return Broker()


def read(who, report, wanted=ALL, where=BELOW, limit=50):
    """All pages of a report, and how many lines each had."""
    lines, cursor, sizes = [], None, []
    while True:
        page = reports.page(acting(who), report, where, wanted, PageRequest(limit, cursor))
        lines += page.items
        sizes.append(len(page.items))
        cursor = page.next_cursor
        if cursor is None:
            return lines, sizes


def summed(who, wanted=ALL, where=BELOW):
    found, cursor = [], None
    while True:
        part = sums.part(acting(who), where, wanted, cursor)
        found.append(part)
        cursor = part.next_cursor
        if cursor is None:
            return found


def amounts(who, wanted=ALL, where=BELOW):
    (part,) = summed(who, wanted, where)
    return {(one.kind, one.amount.currency): str(one.amount) for one in part.sums}


def tickets(lines):
    return [one.of.ticket for one in lines]


def test_trades_of_everybody_below_come_client_by_client_the_newest_first(broker):
    lines, _ = read(broker.me, Report.TRADES)
    assert tickets(lines)[:4] == [7112, 7102, 7111, 7101]
    assert [one.person.level for one in lines] == [1] * 4 + [2] * 4 + [1] * 4
    assert {one.person.id for one in lines[:4]} == {broker.second.id}


@pytest.mark.parametrize("limit", [1, 3, 4, 5])
def test_pages_of_any_size_make_up_the_same_report(broker, limit):
    whole, _ = read(broker.me, Report.TRADES)
    parts, sizes = read(broker.me, Report.TRADES, limit=limit)
    assert tickets(parts) == tickets(whole)
    assert max(sizes) <= limit


def test_a_report_is_of_those_who_are_meant(broker):
    lines, _ = read(broker.me, Report.TRADES, where=Where(of=broker.second.id, first=0))
    assert {one.person.id for one in lines} == {broker.second.id, broker.low.id}
    lines, _ = read(broker.me, Report.TRADES, where=Where(first=2, last=2))
    assert {one.person.id for one in lines} == {broker.low.id}
    with pytest.raises(NotFound):
        read(broker.second, Report.TRADES, where=Where(of=broker.first.id))


def test_nobody_below_the_last_level_is_in_a_report_or_a_sum(broker):
    with settings_of(DOWNLINE_LEVELS, DownlineLevels(1)):
        for report in (Report.TRADES, Report.ACCOUNTS, Report.WALLETS, Report.TRANSACTIONS):
            lines, _ = read(broker.me, report)
            assert {one.person.id for one in lines} == {broker.first.id, broker.second.id}
        assert amounts(broker.me)["deposit", "USD"] == "30.00"
    assert amounts(broker.me)["deposit", "USD"] == "60.00"


def test_wallets_and_transactions_of_downlines_are_reported(broker):
    lines, _ = read(broker.me, Report.WALLETS)
    assert {one.person.id: str(one.of.available) for one in lines} == {
        broker.first.id: "10.00",
        broker.second.id: "20.00",
        broker.low.id: "30.00",
    }
    lines, _ = read(broker.me, Report.TRANSACTIONS, limit=2)
    assert sorted(str(one.of.amount) for one in lines) == ["10.00", "20.00", "30.00"]


def test_a_report_and_its_sums_reach_no_further_back_than_the_broker_lets_them(broker, clock):
    clock.advance(days=60)
    traded(account(broker.first, 5099), 8002)
    asked = Wanted(period=Period(clock.now() - timedelta(days=365)))
    lines, _ = read(broker.me, Report.TRADES, asked)
    assert len(lines) == 14
    with settings_of(REPORT_RANGE, ReportRange(2, RangeUnit.WEEKS)):
        lines, _ = read(broker.me, Report.TRADES, asked)
        assert tickets(lines) == [8002, 8001]
        assert read(broker.me, Report.TRANSACTIONS, asked)[0] == []
        (part,) = summed(broker.me, asked)
        assert (part.trades, part.volume_ten_thousandths) == (2, 20_000)
        assert ("deposit", "USD") not in amounts(broker.me, asked)


def test_what_is_hidden_is_in_no_line_and_no_sum(broker):
    hidden = DownlineVeil(hidden=(DownlineField.TRADING,))
    with settings_of(DOWNLINE_VEIL, hidden):
        assert read(broker.me, Report.TRADES)[0] == []
        (part,) = summed(broker.me)
        assert (part.trades, part.people, part.veiled) == (0, 3, 3)
        assert set(amounts(broker.me)) == {("deposit", "USD")}
    with settings_of(DOWNLINE_VEIL, DownlineVeil(hidden=(DownlineField.BALANCES,))):
        for report in (Report.WALLETS, Report.TRANSACTIONS, Report.CAPITAL):
            assert read(broker.me, report)[0] == []
        assert ("deposit", "USD") not in amounts(broker.me)


def test_a_hidden_profit_is_in_no_line_and_no_sum_though_the_trade_is(broker):
    (line, *_), _ = read(broker.me, Report.TRADES)
    assert DownlineDealView.of(line).profit is not None
    assert amounts(broker.me)["profit", "USD"] == "1200.00"
    with settings_of(DOWNLINE_VEIL, DownlineVeil(hidden=(DownlineField.PROFIT,))):
        (line, *_), _ = read(broker.me, Report.TRADES)
        assert DownlineDealView.of(line).profit is None
        assert ("profit", "USD") not in amounts(broker.me)
        (account_line, *_), _ = read(broker.me, Report.ACCOUNTS)
        assert DownlineAccountView.of(account_line).equity is None


def test_accounts_are_cut_by_what_may_be_done_on_them(broker):
    account(broker.low, 5055, may_trade=False)
    lines, _ = read(broker.me, Report.ACCOUNTS, Wanted(may_trade=False))
    assert [one.of.account.login for one in lines] == [5055]
    lines, _ = read(broker.me, Report.ACCOUNTS, Wanted(may_trade=True))
    assert len(lines) == 3


def test_requests_of_downlines_show_nothing_that_was_handed_in():
    me = active_client(kind=ClientKind.IB)
    low = active_client(referral_code=me.referral_code)
    (line,), _ = read(me, Report.REQUESTS)
    shown = DownlineRequestView.of(line)
    assert (shown.person.id, shown.type) == (low.id, RequestType.TRADER_REGISTRATION)
    assert "nationality" not in shown.model_dump()
    none, _ = read(me, Report.REQUESTS, Wanted(request_type=RequestType.DEPOSIT))
    assert none == []


def test_sums_of_many_come_in_parts_that_add_up(broker):
    for _ in range(45):
        credit(usd("1"), planted(broker.first).id)
    parts = summed(broker.me)
    assert [one.people for one in parts] == [40, 8]
    deposits = [one for part in parts for one in part.sums if one.kind == "deposit"]
    assert sum(one.amount.minor for one in deposits) == 6000 + 4500
    assert sum(one.count for one in deposits) == 48


def test_a_page_costs_no_more_where_many_more_are_below(broker):
    def calls() -> int:
        with recording() as store:
            reports.page(acting(broker.me), Report.TRADES, Where(), ALL, PageRequest(3))
        return len(store.calls)

    def grow(by: int) -> None:
        for _ in range(by):
            planted(broker.second)

    grow(30)
    before = calls()
    grow(30)
    assert calls() <= before
