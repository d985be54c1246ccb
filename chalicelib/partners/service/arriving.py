"""What becomes of closed deals when they are heard of: settled, counted and paid, many at once."""

import time
from collections.abc import Iterable
from datetime import timedelta

from chalicelib.core.actor import Actor
from chalicelib.partners.model.earnings import DealKey
from chalicelib.partners.service import earning, figures, payouts
from chalicelib.storage.faults import StoreUnavailable

# How long lists may take to show what was stored; they mostly take none of it.
_PAUSES = tuple(timedelta(milliseconds=one) for one in (200, 500, 1000))


def take_in(actor: Actor, deals: Iterable[DealKey]) -> None:
    """Carry deals from the trading server to the wallets and figures of all who are above.

    However often they come, each is settled, counted and paid once.

    Raises:
        StoreUnavailable: some deals cannot be told yet; all others are done with.
    """
    left = tuple(deals)
    for pause in (*_PAUSES, None):
        left = _carried(actor, left)
        if not left:
            return
        if pause is not None:
            time.sleep(pause.total_seconds())
    raise StoreUnavailable("some deals are not listed yet")


def _carried(actor: Actor, deals: Iterable[DealKey]) -> tuple[DealKey, ...]:
    """Take in deals; which of them cannot be told yet. What was settled is paid come what may."""
    settled = earning.settle(actor, deals)
    try:
        figures.count_deals(actor, settled.deals)
    finally:
        payouts.pay_each(actor, settled.due)
    return settled.unread
