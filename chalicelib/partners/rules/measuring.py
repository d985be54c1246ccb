"""What of a trade a rate is multiplied with, and whether the trade earns at all.

Per lot: lots. Spread % (F3): points of spread at entry x value of a point x lots; the specification
counts a point as USD 1 per lot, for JPY too, unless the broker values a symbol's point otherwise.
Profit % (F4): the price profit, if there is one. Platform commission % (F5): what the server
charged. Pip mode: the value of a pip x lots.
"""

from datetime import timedelta

from chalicelib.partners.model.plans import (
    Calculation,
    CloseBy,
    RateType,
    RebateCurrency,
    SymbolValues,
)
from chalicelib.partners.model.receipts import Measure
from chalicelib.partners.model.trades import ClosedTrade, Reason

_DOLLAR = "USD"
PERCENTAGES = frozenset({RateType.SPREAD, RateType.PROFIT, RateType.PLATFORM_COMMISSION})


def refusal(trade: ClosedTrade, calculation: Calculation) -> Reason | None:
    """Why ``trade`` earns nothing whatever the scheme, or None."""
    if trade.closed_by_other and calculation.close_by is CloseBy.ONE_SIDE:
        return Reason.CLOSED_BY_ANOTHER
    least = timedelta(seconds=calculation.minimum_holding_seconds)
    if not least:
        return None
    if trade.opened_at is None:
        return Reason.OPENING_UNKNOWN
    return Reason.HELD_TOO_SHORT if trade.closed_at - trade.opened_at < least else None


def measured(
    trade: ClosedTrade,
    symbol: str,
    rate_type: RateType,
    currency: RebateCurrency,
    values: SymbolValues,
) -> Measure | Reason:
    """What a rate of ``rate_type`` is multiplied with, or why there is nothing to multiply.

    ``symbol`` is the broker's name of what was traded, which ``values`` are listed by.
    """
    lots = ("lots", trade.lots)
    own = _DOLLAR if currency is RebateCurrency.USD else trade.currency
    match rate_type:
        case RateType.PER_LOT:
            return Measure(rate_type, own, (lots,))
        case RateType.PIP:
            value = ("pip_value", values.of(symbol).pip_value)
            return Measure(rate_type, _DOLLAR, (value, lots))
        case RateType.SPREAD:
            if trade.spread_points is None:
                return Reason.SPREAD_UNKNOWN
            points = ("spread_points", type(trade.lots)(trade.spread_points))
            value = ("point_value", values.of(symbol).point_value)
            return Measure(rate_type, _DOLLAR, (points, value, lots))
        case RateType.PROFIT:
            if not trade.profit.is_positive:
                return Reason.NO_PROFIT
            return Measure(rate_type, trade.currency, (("profit", trade.profit.as_decimal()),))
        case RateType.PLATFORM_COMMISSION:
            charged = trade.platform_commission
            if not charged.is_positive:
                return Reason.NO_PLATFORM_COMMISSION
            factor = ("platform_commission", charged.as_decimal())
            return Measure(rate_type, trade.currency, (factor,))
