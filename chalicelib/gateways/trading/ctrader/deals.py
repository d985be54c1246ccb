"""Deals on a cTrader server, made of its two lists: closed positions, and the history of balances.

The server tells of a trade when a position closes, wholly or in part: one line for each closing
deal, with the volume in units and the net result. Both lists count their own numbers, so tickets
of the history of balances are moved out of the way of deals'. Neither list reaches further than
two days at once. All times are UTC.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

from chalicelib.core.money import Money, Rounding, rounded
from chalicelib.gateways.trading.ctrader.desk import Trader, not_here
from chalicelib.gateways.trading.ctrader.rows import Row, lines, stamp
from chalicelib.gateways.trading.ctrader.symbols import Symbols
from chalicelib.gateways.trading.feed import Cursor, next_page
from chalicelib.gateways.trading.model import Deal, DealAction, DealEntry, DealPage
from chalicelib.gateways.trading.operations import operation_in

BALANCE_TICKETS = 10**15
_WIDEST = timedelta(days=2)
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime.fromtimestamp(0, UTC)
_CLOSING_SIDE = {"BUY": DealAction.SELL, "SELL": DealAction.BUY}
_OPERATIONS = {
    "DEPOSIT": (DealAction.BALANCE, 1),
    "WITHDRAW": (DealAction.BALANCE, -1),
    "DEPOSIT_NONWITHDRAWABLE_BONUS": (DealAction.CREDIT, 1),
    "WITHDRAW_NONWITHDRAWABLE_BONUS": (DealAction.CREDIT, -1),
}
_CLOSED = (
    "login",
    "positionId",
    "dealId",
    "closeTimestamp",
    "closePrice",
    "direction",
    "volume",
    "symbol",
    "commission",
    "swap",
    "pnl",
    "depositConversionRate",
    "usdConversionRate",
)
_CHANGED = ("login", "balanceHistoryId", "timestamp", "type", "amount", "externalNote")


class Deals(Symbols):
    """The part of the adapter that reads deals; see `port.TradingServer` for meanings."""

    def first_cursor(self, since: datetime) -> str:
        """See `TradingServer.first_cursor`."""
        return str(Cursor(_msc(since)))

    def deals_after(self, cursor: str, groups: Sequence[str], limit: int = 500) -> DealPage:
        """See `TradingServer.deals_after`."""
        for group in groups:
            if "*" not in group:
                self._group_id(group)
        return next_page(cursor, limit, _msc(self._clock.now()), partial(self._booked, groups))

    def deals_of(self, login: int, since: datetime, until: datetime) -> tuple[Deal, ...]:
        """See `TradingServer.deals_of`."""
        found = self._between(since, until + _MILLISECOND, login)
        return tuple(deal for deal in found if since <= deal.at <= until)

    def movements(self, login: int, since: datetime, until: datetime) -> list[Deal]:
        """The money that the broker has moved on one account."""
        trader = self._trader(login)
        rows = self._changes(since, until + _MILLISECOND, login)
        return [_moved(row, trader) for row in rows]

    def _booked(self, groups: Sequence[str], start: int, end: int) -> list[Deal]:
        return [
            deal
            for deal in self._between(_EPOCH + start * _MILLISECOND, _EPOCH + end * _MILLISECOND)
            if self._selects(groups, self._trader(deal.login).group)
        ]

    def _between(self, since: datetime, until: datetime, login: int | None = None) -> list[Deal]:
        """All deals of a stretch of time, by time and ticket, each once."""
        closed = list(self._closings(since, until, login))
        changed = list(self._changes(since, until, login))
        known = self._known(row.integer("login") for row in (*closed, *changed))
        by_ticket = {
            deal.ticket: deal
            for deal in (*self._trades(closed, known), *_movements(changed, known))
        }
        return sorted(by_ticket.values(), key=lambda deal: (deal.server_time_msc, deal.ticket))

    def _closings(self, since: datetime, until: datetime, login: int | None) -> Iterator[Row]:
        for query in _windows(since, until, login):
            yield from lines(self._session.read("/webserv/closedPositions", query), *_CLOSED)

    def _changes(self, since: datetime, until: datetime, login: int | None) -> Iterator[Row]:
        path = self._history_path()
        for query in _windows(since, until, login):
            yield from lines(self._session.read(path, query), *_CHANGED)

    def _history_path(self) -> str:
        """Where the history of balances is.

        Raises:
            NotOnThisPlatform: nowhere, so that money cannot be moved safely either.
        """
        if not self._settings.balance_history_path:
            raise not_here("balance_history")
        return self._settings.balance_history_path

    def _trades(self, closed: Iterable[Row], known: dict[int, Trader]) -> Iterator[Deal]:
        for row in closed:
            if (trader := known.get(row.integer("login"))) is not None:
                yield self._trade(row, trader)

    def _trade(self, row: Row, trader: Trader) -> Deal:
        """A closing deal; its commission and swap are told in dollars, its result is net."""
        units, lot = row.decimal("volume"), self._lot_size(row.text("symbol"))
        rate = _from_dollars(row)
        swap, commission = (_converted(row, name, rate, trader) for name in ("swap", "commission"))
        profit = row.money("pnl", trader.currency) - swap - commission
        at = row.moment("closeTimestamp")
        if row.text("direction") not in _CLOSING_SIDE:
            raise row.broken("direction")
        return Deal(
            ticket=row.integer("dealId"),
            login=row.integer("login"),
            order=0,
            position_id=row.integer("positionId"),
            action=_CLOSING_SIDE[row.text("direction")],
            entry=DealEntry.OUT,
            symbol=row.text("symbol"),
            volume_ten_thousandths=round(units * 10_000 / lot),
            contract_size=lot,
            price=row.decimal("closePrice"),
            profit=profit,
            swap=swap,
            commission=commission,
            at=at,
            server_time_msc=_msc(at),
            comment="",
            reason="other",
        )


def _movements(changed: Iterable[Row], known: dict[int, Trader]) -> Iterator[Deal]:
    for row in changed:
        if (trader := known.get(row.integer("login"))) is not None:
            yield _moved(row, trader)


def _moved(row: Row, trader: Trader) -> Deal:
    """A line of the history of balances; its amount has no sign, its type gives the direction."""
    action, sign = _OPERATIONS.get(row.text("type"), (DealAction.OTHER, 1))
    amount = row.money("amount", trader.currency)
    at, nothing = row.moment("timestamp"), Money.zero(trader.currency)
    note = row.text("externalNote")
    return Deal(
        ticket=BALANCE_TICKETS + row.integer("balanceHistoryId"),
        login=row.integer("login"),
        order=0,
        position_id=0,
        action=action,
        entry=DealEntry.NONE,
        symbol="",
        volume_ten_thousandths=0,
        contract_size=Decimal(0),
        price=Decimal(0),
        profit=amount if sign > 0 else -amount,
        swap=nothing,
        commission=nothing,
        at=at,
        server_time_msc=_msc(at),
        comment=row.text("comment") or note,
        reason="dealer",
        operation_id=operation_in(row.text("externalId")) or operation_in(note),
    )


def _from_dollars(row: Row) -> Decimal:
    """How much of the account's currency a dollar was, by the two rates of the line."""
    deposit, dollar = row.decimal("depositConversionRate"), row.decimal("usdConversionRate")
    if deposit <= 0 or dollar <= 0:
        raise row.broken("conversion rates")
    return deposit / dollar


def _converted(row: Row, name: str, rate: Decimal, trader: Trader) -> Money:
    return rounded(row.decimal(name) * rate, trader.currency, Rounding.HALF_EVEN)


def _windows(since: datetime, until: datetime, login: int | None) -> Iterator[dict[str, str | int]]:
    """Questions of at most two days that together cover ``since`` up to ``until``."""
    while since < until:
        end = min(since + _WIDEST, until)
        query: dict[str, str | int] = {"from": stamp(since), "to": stamp(end)}
        yield query if login is None else query | {"login": login}
        since = end


def _msc(at: datetime) -> int:
    return (at - _EPOCH) // _MILLISECOND
