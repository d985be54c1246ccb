"""What the deals of an account come to, and which of them are meant."""

from datetime import date, datetime
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class DealKind(StrEnum):
    """Deals that touched a position, or money that moved without one."""

    TRADES = "trades"
    MONEY = "money"


@dataclass(frozen=True)
class DealFilter:
    """Which deals are meant; None means all. ``until`` is the first moment after the period."""

    kind: DealKind | None = None
    position_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


EVERY_DEAL = DealFilter()


@dataclass(frozen=True)
class DaySums:
    """The deals of one kind on one day (UTC), in the account's smallest units."""

    day: date
    kind: DealKind
    count: int
    volume_ten_thousandths: int
    profit_minor: int
    swap_minor: int
    commission_minor: int


@dataclass(frozen=True)
class DealTotals:
    """What the deals meant come to; ``volume_ten_thousandths`` is that of trades."""

    currency: str
    count: int
    volume_ten_thousandths: int
    profit: Money
    swap: Money
    commission: Money
