"""Instruments on a cTrader server, and how many units of each make a lot.

The server lists names and classes but no sizes: those are the broker's configuration. A symbol
that has none stops the reading of its deals, because a guessed lot would pay wrong commissions.
"""

from decimal import Decimal

from chalicelib.gateways.trading.ctrader.desk import Desk
from chalicelib.gateways.trading.ctrader.rows import Row, listed
from chalicelib.gateways.trading.ctrader.session import VENDOR
from chalicelib.gateways.trading.errors import LotSizeUnknown
from chalicelib.gateways.trading.model import Symbol

_PAIR_LENGTH = 6


class Symbols(Desk):
    """The part of the adapter that knows instruments; see `port.TradingServer` for meanings."""

    def symbols(self) -> tuple[Symbol, ...]:
        """See `TradingServer.symbols`. Those without a lot size of ours are left out."""
        return tuple(
            Symbol(
                name=row.text("name"),
                description=row.text("description"),
                path="\\".join((row.text("assetClass"), row.text("category"))),
                digits=None,
                contract_size=Decimal(size),
                base_currency=_currencies(row)[0],
                profit_currency=_currencies(row)[1],
            )
            for row in self._symbol_rows().values()
            if (size := self._configured(row)) is not None
        )

    def _lot_size(self, symbol: str) -> Decimal:
        """How many units one lot of ``symbol`` has.

        Raises:
            LotSizeUnknown: neither the symbol nor its class is configured.
        """
        size = self._settings.lot_sizes.get(symbol.lower())
        if size is None:
            row = self._symbols.get(symbol) or self._symbol_rows().get(symbol)
            size = None if row is None else self._configured(row)
        if size is None:
            raise LotSizeUnknown(
                f"nobody has said how many units a lot of {symbol} has",
                vendor=VENDOR,
                reason="configuration",
                symbol=symbol,
            )
        return Decimal(size)

    def _symbol_rows(self) -> dict[str, Row]:
        answer = self._session.read("/webserv/symbols")
        self._symbols = {row.text("name"): row for row in listed(answer, "symbol")}
        return self._symbols

    def _configured(self, row: Row) -> int | None:
        sizes = self._settings.lot_sizes
        for name in ("name", "category", "assetClass"):
            if (size := sizes.get(row.text(name).lower())) is not None:
                return size
        return None


def _currencies(row: Row) -> tuple[str, str]:
    """Both currencies of a pair such as EURUSD; of anything else only the server knows."""
    name = row.text("name")
    if row.text("assetClass").lower() != "forex" or len(name) < _PAIR_LENGTH:
        return "", ""
    return name[:3], name[3:_PAIR_LENGTH]
