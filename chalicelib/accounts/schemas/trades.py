"""Positions and deals; prices and lots are exact texts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.accounts.model import (
    StoredDeal,
)
from chalicelib.accounts.service.deals import ENTRY_NAMES
from chalicelib.edge.schemas import Instant, MoneyOut, PageQuery, View
from chalicelib.gateways.trading.model import DealAction, Position, Side

_EPOCH = datetime.fromtimestamp(0, UTC)


class DealsQuery(PageQuery):
    """Which deals to list: all, or those of one position."""

    position_id: Annotated[int, Field(ge=1)] | None = None


def _lots(volume_ten_thousandths: int) -> str:
    """The volume in lots with two decimals, or as many as it needs."""
    lots = Decimal(volume_ten_thousandths).scaleb(-4)
    return f"{lots.quantize(Decimal('0.01')) if volume_ten_thousandths % 100 == 0 else lots:f}"


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
                "lots": _lots(position.volume_ten_thousandths),
                "open_price": f"{position.price_open:f}",
                "current_price": _price(position.price_current),
                "stop_loss": _price(position.stop_loss),
                "take_profit": _price(position.take_profit),
                "profit": position.profit,
                "swap": position.swap,
                "opened_at": position.opened_at,
            }
        )


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
                "lots": _lots(deal.volume_ten_thousandths),
                "price": f"{deal.price:f}",
                "profit": deal.profit,
                "swap": deal.swap,
                "commission": deal.commission,
                "comment": deal.comment,
                "at": deal.at,
                "server_time": shown.replace(tzinfo=None).isoformat(timespec="milliseconds"),
            }
        )
