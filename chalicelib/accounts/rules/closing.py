"""How much of a position a deal closed, and what the server charged for that much. Pure.

A position may be opened in several steps, closed in several, and turned around by one deal, which
closes all there was and opens the rest the other way.
"""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.accounts.model.deals import StoredDeal
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import DealEntry


@dataclass(frozen=True)
class Opened:
    """What was open of a position before a deal: since when, how much, and what it had cost.

    ``charged`` is what the server took for opening it, as a positive amount, of the volume that it
    ever had since ``at``.
    """

    at: datetime
    volume_ten_thousandths: int
    opened_ten_thousandths: int
    charged: Money
    spread_points: int | None


def opened_before(deal: StoredDeal, position: Sequence[StoredDeal]) -> Opened | None:
    """What was open of the position of ``deal`` before it; None where its opening is not known.

    ``position`` are the deals of that position, the oldest first.
    """
    open_now: Opened | None = None
    for one in position:
        if one.ticket == deal.ticket:
            return open_now
        open_now = _after(one, open_now)
    return None


def _after(deal: StoredDeal, before: Opened | None) -> Opened | None:
    volume = deal.volume_ten_thousandths
    match deal.entry:
        case DealEntry.IN if before is not None:
            return Opened(
                before.at,
                before.volume_ten_thousandths + volume,
                before.opened_ten_thousandths + volume,
                before.charged - deal.commission,
                before.spread_points,
            )
        case DealEntry.IN:
            return Opened(deal.at, volume, volume, -deal.commission, deal.spread_points)
        case DealEntry.REVERSAL:
            rest = volume - (before.volume_ten_thousandths if before else 0)
            nothing = Money.zero(deal.commission.currency)
            return Opened(deal.at, rest, rest, nothing, deal.spread_points)
        case _ if before is not None and volume < before.volume_ten_thousandths:
            rest = before.volume_ten_thousandths - volume
            return Opened(
                before.at,
                rest,
                before.opened_ten_thousandths,
                before.charged,
                before.spread_points,
            )
        case _:
            return None


def closed_volume(deal: StoredDeal, opened: Opened | None) -> int:
    """How much ``deal`` closed, in 1/10000 lot."""
    volume = deal.volume_ten_thousandths
    if deal.entry is DealEntry.REVERSAL and opened is not None:
        return min(volume, opened.volume_ten_thousandths)
    return volume


def charged(deal: StoredDeal, opened: Opened | None) -> Money:
    """What the server charged for what ``deal`` closed: at its closing, and its share at opening.

    The share is rounded down, so that the parts of a position never come to more than the whole.
    """
    own = -deal.commission
    if opened is None or not opened.opened_ten_thousandths:
        return own
    whole = opened.charged.minor * closed_volume(deal, opened)
    share = abs(whole) // opened.opened_ten_thousandths
    return own + Money(share if whole > 0 else -share, own.currency)
