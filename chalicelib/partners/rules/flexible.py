"""Flexible schemes: what single IBs get of downlines' trades, beside the scheme of the tree.

An IB earns by their own scheme, or by a share that is passed on to them from above (`passing`).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from chalicelib.partners.model.plans import (
    Calculation,
    FlexibleScheme,
    SymbolGroup,
    SymbolValues,
)
from chalicelib.partners.model.receipts import (
    Component,
    Measure,
    PoolShare,
    Receipt,
    Slot,
    Unpaid,
)
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.rules import matching, measuring, passing, receipts
from chalicelib.partners.rules.passing import Link

_ZERO = Decimal(0)


def settle(
    scheme: FlexibleScheme,
    groups: Mapping[str, SymbolGroup],
    trade: ClosedTrade,
    upline: Upline,
    calculation: Calculation,
    values: SymbolValues,
) -> Receipt | Unpaid:
    """What ``trade`` pays ``upline`` under their own ``scheme`` alone, or why nothing."""
    own = {upline.client_id: scheme}
    return settle_chain(own, {}, groups, trade, (upline,), calculation, values)[0]


def settle_chain(
    own: Mapping[str, FlexibleScheme],
    passes: Mapping[str, Decimal],
    groups: Mapping[str, SymbolGroup],
    trade: ClosedTrade,
    uplines: Sequence[Upline],
    calculation: Calculation,
    values: SymbolValues,
) -> list[Receipt | Unpaid]:
    """What ``trade`` pays everybody with a rate of a flexible scheme, the nearest first.

    All that is paid of one pool is together at most its rate times what is measured.
    """
    if not own:
        return []
    refused = measuring.refusal(trade, calculation)
    outcomes: list[Receipt | Unpaid] = []
    pool: tuple[Measure, Decimal] | Reason = Reason.NO_SCHEME
    for link in passing.links(uplines, own, passes):
        if link.giver is None:
            pool = refused or _measured(link.scheme, groups, trade, values)
            if link.upline.barred is not None:
                outcomes.append(_unpaid(link, link.upline.barred))
                pool = Reason.GIVER_EARNS_NOTHING
                continue
        if isinstance(pool, Reason):
            outcomes.append(_unpaid(link, pool))
            continue
        measure, rate = pool
        outcome, given = _paid(link, measure, rate)
        pool = measure, given
        outcomes.append(outcome)
    return outcomes[::-1]


def _measured(
    scheme: FlexibleScheme,
    groups: Mapping[str, SymbolGroup],
    trade: ClosedTrade,
    values: SymbolValues,
) -> tuple[Measure, Decimal] | Reason:
    """What of the trade the scheme's rate is multiplied with, and the rate."""
    found = matching.rate_for(scheme.rates, groups, trade)
    if isinstance(found, Reason):
        return found
    rate, symbol = found
    measure = measuring.measured(trade, symbol, rate.type, scheme.currency, values)
    return measure if isinstance(measure, Reason) else (measure, rate.amount)


def _paid(link: Link, measure: Measure, rate: Decimal) -> tuple[Receipt | Unpaid, Decimal]:
    """What ``link`` is paid of their ``rate``, and what of it goes on to the one below."""
    given = passing.given(rate, link.gives, link.scheme) if link.receiver else _ZERO
    share = None
    if link.giver is not None or given:
        share = PoolShare(
            giver_id=link.giver.client_id if link.giver else "",
            percent=link.percent,
            given=given,
            receiver_id=link.receiver.client_id if link.receiver and given else "",
        )
    slots = (Slot(link.upline.level, rate),)
    unit = receipts.per_rate(measure)
    outcome = receipts.of_trade(Component.FLEXIBLE, link.upline, measure, unit, slots, share=share)
    if isinstance(outcome, Unpaid) and outcome.reason is Reason.RATE_IS_ZERO and share is not None:
        nothing = Reason.ALL_PASSED_ON if given else Reason.NOTHING_PASSED_ON
        return _unpaid(link, nothing), given
    return outcome, given


def _unpaid(link: Link, reason: Reason) -> Unpaid:
    return Unpaid(Component.FLEXIBLE, link.upline.client_id, link.upline.level, reason)
