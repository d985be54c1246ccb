"""The contract of the deals feed: every deal, once or more, in order, with the server's clock."""

from datetime import timedelta
from decimal import Decimal

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.trading.abilities import Ability
from chalicelib.gateways.trading.errors import GroupUnknown
from chalicelib.gateways.trading.model import (
    Deal,
    DealAction,
    DealEntry,
    MarketOrder,
    MovementKind,
    Side,
    TradingAccount,
)
from chalicelib.gateways.trading.port import TradingServer
from tests.gateways.trading.conftest import (
    START,
    Platform,
    Trouble,
    What,
    needs,
    new_account,
    operation,
)


class Feed:
    """Reads as the application does: page after page, the cursor kept."""

    def __init__(self, server: TradingServer, group: str, *, back_days: float = 0) -> None:
        self.server = server
        self.group = group
        self.cursor = server.first_cursor(START - timedelta(days=back_days))

    def read(self, limit: int = 500) -> list[int]:
        """The tickets of everything that waits."""
        tickets = []
        while True:
            page = self.server.deals_after(self.cursor, [self.group], limit)
            self.cursor = page.cursor
            assert len(page.deals) <= limit
            tickets += [deal.ticket for deal in page.deals]
            if not page.more:
                return tickets


def deals(server: TradingServer, account: TradingAccount) -> tuple[Deal, ...]:
    return server.deals_of(account.login, START - timedelta(days=2), START + timedelta(days=2))


@needs(Ability.OPENING_DEALS)
def test_a_round_trip_shows_as_two_deals(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    platform.pin("EURUSD", "1.10000")
    opened = server.place_order(MarketOrder(funded.login, "EURUSD", Side.SELL, Lots(50)))
    platform.advance(90)
    platform.pin("EURUSD", "1.09000")
    closed = server.place_order(
        MarketOrder(funded.login, "EURUSD", Side.BUY, Lots(50), position_id=opened.order)
    )
    deposit, first, second = deals(server, funded)
    assert (deposit.action, deposit.entry) == (DealAction.BALANCE, DealEntry.NONE)
    assert first == Deal(
        ticket=opened.deal,
        login=funded.login,
        order=opened.order,
        position_id=opened.order,
        action=DealAction.SELL,
        entry=DealEntry.IN,
        symbol="EURUSD",
        volume_ten_thousandths=5000,
        contract_size=Decimal(100_000),
        price=Decimal("1.10000"),
        profit=Money(0, "USD"),
        swap=Money(0, "USD"),
        commission=Money(-175, "USD"),
        at=START,
        server_time_msc=first.server_time_msc,
        comment="",
        reason="dealer",
        spread_points=12,
    )
    assert (second.ticket, second.action, second.entry) == (
        closed.deal,
        DealAction.BUY,
        DealEntry.OUT,
    )
    assert second.position_id == opened.order
    assert second.profit == Money(49_400, "USD")
    assert second.at == START + timedelta(seconds=90)
    assert second.lots == Lots(50)


def test_the_ledger_of_deals_is_the_balance(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    for number in range(4):
        platform.pin("EURUSD", f"1.1{number}000")
        position = platform.buy(funded.login, Lots(7))
        platform.pin("EURUSD", f"1.1{number}321")
        platform.sell_off(funded.login, position, Lots(3))
        platform.sell_off(funded.login, position, Lots(4))
    total = Money.zero("USD")
    for deal in deals(server, funded):
        total += deal.profit + deal.swap + deal.commission
    assert server.figures([funded.login])[0].balance == total


@needs(Ability.OWN_CLOCK)
def test_times_are_utc_and_what_the_server_said_is_kept(
    server: TradingServer, funded: TradingAccount
):
    (deal,) = deals(server, funded)
    assert deal.at == START
    assert deal.server_time_msc == int((START + timedelta(hours=2)).timestamp() * 1000)
    assert server.server_offset() == timedelta(hours=2)


@needs(Ability.OWN_CLOCK)
@pytest.mark.parametrize("hours", [-5, 0, 3])
def test_the_offset_is_measured_not_assumed(platform: Platform, server: TradingServer, hours: int):
    platform.set_zone(hours)
    assert server.server_offset() == timedelta(hours=hours)


@needs(Ability.OWN_CLOCK)
def test_a_server_clock_that_is_a_little_off_does_not_move_the_zone(
    platform: Platform, server: TradingServer
):
    platform.clock.advance(seconds=-45)
    assert server.server_offset() == timedelta(hours=2)


def test_the_feed_delivers_each_deal_once(server: TradingServer, group: str):
    feed = Feed(server, group)
    first, second = (server.open_account(new_account(group)) for _ in range(2))
    assert feed.read() == []
    one = server.move_money(first.login, Money(500, "USD"), operation())
    assert feed.read() == [one]
    two = server.move_money(second.login, Money(500, "USD"), operation())
    three = server.move_money(first.login, Money(-100, "USD"), operation())
    assert feed.read() == [two, three]
    assert feed.read() == []


def test_the_feed_comes_in_pages_of_the_size_asked_for(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group, back_days=1)
    booked = [
        platform.book(account.login, "1.00", START - timedelta(seconds=120 - number))
        for number in range(25)
    ]
    assert feed.read(limit=10) == booked


def test_deals_of_the_same_moment_are_not_lost_between_pages(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group, back_days=1)
    booked = [platform.book(account.login, "1.00", START) for _ in range(9)]
    assert feed.read(limit=4) == booked


def test_a_deal_that_the_server_books_late_is_still_delivered(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group)
    platform.advance(100)
    now = START + timedelta(seconds=100)
    on_time = platform.book(account.login, "1.00", now)
    assert feed.read() == [on_time]
    late = platform.book(account.login, "2.00", now - timedelta(seconds=20))
    assert feed.read() == [late]
    assert feed.read() == []


def test_the_feed_crosses_months_without_deals(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group, back_days=200)
    old = platform.book(account.login, "1.00", START - timedelta(days=150))
    new = platform.book(account.login, "1.00", START - timedelta(minutes=5))
    assert feed.read() == [old, new]


def test_a_long_silence_does_not_make_the_feed_look_ever_further_back(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group)
    platform.advance(86_400 * 9)
    assert feed.read() == []
    moved_on = feed.cursor
    ticket = server.move_money(account.login, Money(100, "USD"), operation())
    assert feed.read() == [ticket]
    assert int(moved_on.split(":")[0]) / 1000 > (START + timedelta(days=8)).timestamp()


@needs(Ability.OWN_CLOCK)
def test_the_hour_that_the_server_lives_twice_is_not_lost(platform: Platform, group: str):
    server = platform.server
    account = server.open_account(new_account(group))
    feed = Feed(server, group)
    platform.set_zone(3)
    platform.advance(601)
    before = server.move_money(account.login, Money(100, "USD"), operation())
    assert feed.read() == [before]
    platform.set_zone(2)
    platform.advance(601)
    after = server.move_money(account.login, Money(200, "USD"), operation())
    assert after in feed.read()
    assert feed.read() == []


@needs(Ability.OWN_CLOCK)
def test_an_hour_that_the_server_skips_does_not_hold_the_feed_up(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group)
    assert feed.read() == []
    platform.set_zone(3)
    ticket = server.move_money(account.login, Money(100, "USD"), operation())
    assert feed.read() == [ticket]
    assert feed.read() == []


def test_the_feed_picks_up_where_it_was_after_trouble(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    feed = Feed(server, account.group)
    ticket = server.move_money(account.login, Money(100, "USD"), operation())
    platform.trouble(Trouble.SIGNED_OUT, What.DEALS)
    platform.trouble(Trouble.ANSWER_CUT, What.DEALS, after=1)
    assert feed.read() == [ticket]


def test_a_session_forgotten_between_two_pages_is_renewed(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    for _ in range(150):
        platform.book(account.login, "1.00", START)
    platform.trouble(Trouble.SIGNED_OUT, What.DEALS, after=1)
    assert len(deals(server, account)) == 150


def test_the_feed_of_other_groups_stays_out(platform: Platform, server: TradingServer, group: str):
    stranger = server.open_account(new_account(platform.group()))
    server.move_money(stranger.login, Money(100, "USD"), operation())
    assert Feed(server, group, back_days=1).read() == []


def test_groups_can_be_named_by_a_mask(server: TradingServer, account: TradingAccount):
    feed = Feed(server, account.group[:-1] + "*")
    ticket = server.move_money(account.login, Money(100, "USD"), operation())
    assert ticket in feed.read()


def test_an_unknown_group_has_no_feed(server: TradingServer):
    with pytest.raises(GroupUnknown):
        Feed(server, "real\\nowhere").read()


def test_credit_is_a_deal_of_its_own_kind(server: TradingServer, account: TradingAccount):
    server.move_money(account.login, Money(100, "USD"), operation(), kind=MovementKind.CREDIT)
    (deal,) = deals(server, account)
    assert deal.action is DealAction.CREDIT
    assert not deal.action.is_trade


def test_a_volume_finer_than_we_count_is_kept_exactly():
    deal_volume = 55
    with pytest.raises(Invalid) as refused:
        Lots.from_ten_thousandths(deal_volume)
    assert refused.value.code == "volume_too_fine"
