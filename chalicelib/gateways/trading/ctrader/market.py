"""Positions and groups on a cTrader server, and what its API leaves to the traders themselves."""

from collections.abc import Sequence

from chalicelib.core.money import Money
from chalicelib.gateways.trading.ctrader.desk import not_here
from chalicelib.gateways.trading.ctrader.rows import Row, lines
from chalicelib.gateways.trading.ctrader.symbols import Symbols
from chalicelib.gateways.trading.model import (
    Execution,
    Group,
    MarketOrder,
    Order,
    Position,
    Quote,
    Side,
)

_SIDES = {"BUY": Side.BUY, "SELL": Side.SELL}
_OPEN = (
    "login",
    "positionId",
    "openTimestamp",
    "entryPrice",
    "direction",
    "volume",
    "symbol",
    "swap",
)
_SHORTEST_PASSWORD = 8


class Market(Symbols):
    """The part of the adapter that looks at trading; see `port.TradingServer` for meanings."""

    def open_positions(self, login: int) -> tuple[Position, ...]:
        """See `TradingServer.open_positions`. The list has neither present prices nor results."""
        currency = self._trader(login).currency
        answer = self._session.read("/webserv/openPositions", {"login": login})
        return tuple(self._position(row, currency) for row in lines(answer, *_OPEN))

    def orders(self, login: int) -> tuple[Order, ...]:
        """Not to be had: see `NotOnThisPlatform`."""
        raise not_here("pending_orders")

    def place_order(self, order: MarketOrder) -> Execution:
        """Not to be had: see `NotOnThisPlatform`."""
        raise not_here("market_orders")

    def quotes(self, symbols: Sequence[str]) -> tuple[Quote, ...]:
        """Not to be had: see `NotOnThisPlatform`."""
        raise not_here("quotes")

    def groups(self) -> tuple[Group, ...]:
        """See `TradingServer.groups`. A group has no currency; each account has its own."""
        return tuple(
            Group(
                name=name,
                currency="",
                currency_digits=2,
                company=self._settings.broker_name,
                leverages=self._settings.leverages,
                password_min_length=_SHORTEST_PASSWORD,
            )
            for name in self._group_ids(anew=True)
        )

    def _position(self, row: Row, currency: str) -> Position:
        units, lot = row.decimal("volume"), self._lot_size(row.text("symbol"))
        if row.text("direction") not in _SIDES:
            raise row.broken("direction")
        return Position(
            ticket=row.integer("positionId"),
            login=row.integer("login"),
            symbol=row.text("symbol"),
            side=_SIDES[row.text("direction")],
            volume_ten_thousandths=round(units * 10_000 / lot),
            contract_size=lot,
            price_open=row.decimal("entryPrice"),
            price_current=None,
            stop_loss=None,
            take_profit=None,
            profit=None,
            swap=_swap(row, currency),
            opened_at=row.moment("openTimestamp"),
            comment="",
        )


def _swap(row: Row, currency: str) -> Money | None:
    """The list counts swaps in dollars and gives no rate for any other currency."""
    return row.money("swap", currency) if currency == "USD" else None
