"""Flexible schemes: what a single IB gets of downlines' trades, beside the scheme of the tree."""

from collections.abc import Mapping

from chalicelib.partners.model.plans import (
    Calculation,
    FlexibleScheme,
    SymbolGroup,
    SymbolValues,
)
from chalicelib.partners.model.receipts import Component, Receipt, Slot, Unpaid
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.rules import matching, measuring, receipts


def settle(
    scheme: FlexibleScheme,
    groups: Mapping[str, SymbolGroup],
    trade: ClosedTrade,
    upline: Upline,
    calculation: Calculation,
    values: SymbolValues,
) -> Receipt | Unpaid:
    """What ``trade`` pays ``upline`` under their own ``scheme``, or why nothing."""

    def unpaid(reason: Reason) -> Unpaid:
        return Unpaid(Component.FLEXIBLE, upline.client_id, upline.level, reason)

    if refused := upline.barred or measuring.refusal(trade, calculation):
        return unpaid(refused)
    found = matching.rate_for(scheme.rates, groups, trade)
    if isinstance(found, Reason):
        return unpaid(found)
    rate, symbol = found
    measure = measuring.measured(trade, symbol, rate.type, scheme.currency, values)
    if isinstance(measure, Reason):
        return unpaid(measure)
    slots = (Slot(upline.level, rate.amount),)
    unit = receipts.per_rate(measure)
    return receipts.of_trade(Component.FLEXIBLE, upline, measure, unit, slots)
