"""Positions and deals; prices and lots are exact texts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.model import DealFilter, DealKind, DealTotals, StoredDeal
from chalicelib.accounts.service.deals import ENTRY_NAMES, lots
from chalicelib.edge.periods import Period, PeriodQuery
from chalicelib.edge.schemas import Instant, MoneyOut, View
from chalicelib.gateways.trading.model import DealAction, Order, Position, Side

_EPOCH = datetime.fromtimestamp(0, UTC)


class DealTotalsQuery(Period):
    """Which deals to sum up: trades, movements of money, or both; of whole days."""

    kind: DealKind | None = None

    @property
    def wanted(self) -> DealFilter:
        """The same for the use case."""
        return DealFilter(self.kind, None, self.since_at, self.until_at)


class DealsQuery(DealTotalsQuery, PeriodQuery):
    """Which deals to list; ``position_id`` names one position, whatever else is asked."""

    position_id: Annotated[int, Field(ge=1)] | None = None

    @property
    def wanted(self) -> DealFilter:
        """The same for the use case."""
        return DealFilter(self.kind, self.position_id, self.since_at, self.until_at)


class PositionView(View):
    """An open exposure; prices and lots are exact texts. None is what the platform does not say."""

    position_id: str
    symbol: str
    side: Side
    lots: str
    open_price: str
    current_price: str | None
    stop_loss: str | None
    take_profit: str | None
    profit: MoneyOut | None
    swap: MoneyOut | None
    opened_at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        position: Position = noun
        return cls.model_validate(
            {
                "position_id": str(position.ticket),
                "symbol": position.symbol,
                "side": position.side,
                "lots": lots(position.volume_ten_thousandths),
                "open_price": f"{position.price_open:f}",
                "current_price": _price(position.price_current),
                "stop_loss": _price(position.stop_loss),
                "take_profit": _price(position.take_profit),
                "profit": position.profit,
                "swap": position.swap,
                "opened_at": position.opened_at,
            }
        )


class OrderView(View):
    """An instruction that waits; ``kind`` is ``buy_limit``, ``sell_stop`` and so on."""

    order_id: str
    symbol: str
    kind: str
    lots: str
    price: str
    comment: str
    placed_at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        order: Order = noun
        return cls(
            order_id=str(order.ticket),
            symbol=order.symbol,
            kind=order.kind,
            lots=lots(order.volume_ten_thousandths),
            price=f"{order.price:f}",
            comment=order.comment,
            placed_at=order.placed_at,
        )


class DealTotalsView(View):
    """What the deals of a period come to."""

    currency: str
    count: int
    lots: str
    profit: MoneyOut
    swap: MoneyOut
    commission: MoneyOut

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        totals: DealTotals = noun
        shared = {name: getattr(totals, name) for name in cls.model_fields if name != "lots"}
        return cls.model_validate(shared | {"lots": lots(totals.volume_ten_thousandths)})


def _price(price: Decimal | None) -> str | None:
    return None if price is None else f"{price:f}"


class DealView(View):
    """A deal; ``server_time`` is what the server's own clock showed, without a zone."""

    deal_id: str
    position_id: str
    symbol: str
    action: DealAction
    entry: str
    lots: str
    price: str
    profit: MoneyOut
    swap: MoneyOut
    commission: MoneyOut
    comment: str
    at: Instant
    server_time: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        deal: StoredDeal = noun
        shown = _EPOCH + timedelta(milliseconds=deal.server_time_msc)
        return cls.model_validate(
            {
                "deal_id": str(deal.ticket),
                "position_id": str(deal.position_id),
                "symbol": deal.symbol,
                "action": deal.action,
                "entry": ENTRY_NAMES[deal.entry],
                "lots": lots(deal.volume_ten_thousandths),
                "price": f"{deal.price:f}",
                "profit": deal.profit,
                "swap": deal.swap,
                "commission": deal.commission,
                "comment": deal.comment,
                "at": deal.at,
                "server_time": shown.replace(tzinfo=None).isoformat(timespec="milliseconds"),
            }
        )
