"""Deals as stored, and how far the deals of each server have been read."""

from datetime import datetime, timedelta
from decimal import Decimal

from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.gateways.trading.model import DealAction, DealEntry

_CLOSING = frozenset({DealEntry.OUT, DealEntry.CLOSE_BY, DealEntry.REVERSAL})
LEASE_DURATION = timedelta(seconds=30)


class LeaseTaken(Conflict):
    """Another worker reads the deals of this server."""

    code = "lease_taken"


@dataclass(frozen=True)
class StoredDeal:
    """A deal as kept: once per server and ``ticket``, under the account that it belongs to.

    ``at`` is UTC; ``server_time_msc`` is what the server's own clock showed. ``spread_points`` is
    the market's spread when a trade was executed, None where the server does not tell.
    """

    account_id: str
    client_id: str
    server_id: str
    login: int
    ticket: int
    position_id: int
    order: int
    action: DealAction
    entry: DealEntry
    symbol: str
    volume_ten_thousandths: int
    contract_size: Decimal
    price: Decimal
    profit: Money
    swap: Money
    commission: Money
    at: datetime
    server_time_msc: int
    comment: str = ""
    reason: str = ""
    operation_id: str | None = None
    spread_points: int | None = None
    version: int = 0

    @property
    def closes(self) -> bool:
        """Whether it is a trade that closed a position or a part of one."""
        return self.action.is_trade and self.entry in _CLOSING

    @property
    def amount(self) -> Money:
        """What the deal did to the balance (or to the credit, when ``action`` is credit)."""
        return self.profit + self.swap + self.commission


@dataclass(frozen=True)
class Lease:
    """Who alone reads the deals of a server, until when."""

    server_id: str
    holder: str
    until: datetime
    version: int = 0

    def is_free(self, holder: str, at: datetime) -> bool:
        """Whether ``holder`` may have it at ``at``: it is theirs, or it has run out."""
        return self.holder == holder or self.until <= at

    def is_fresh(self, holder: str, at: datetime) -> bool:
        """Whether it is ``holder``'s and still will be at ``at``."""
        return self.holder == holder and self.until > at


@dataclass(frozen=True)
class Round:
    """How far the deals of a server have been read again: everything up to ``until``.

    A round begins at the oldest day that is watched, and again when it has reached the present.
    """

    server_id: str
    until: datetime
    version: int = 0


@dataclass(frozen=True)
class FeedState:
    """How far the deals of a server have been read; ``cursor`` is the gateway's."""

    server_id: str
    cursor: str
    moved_at: datetime
    version: int = 0


DEALS_HISTORY_DAYS = Setting(
    key="accounts.deals_history_days",
    type=int,
    default=100,
    group="accounts",
)
