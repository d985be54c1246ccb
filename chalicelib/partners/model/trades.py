"""What is known of a closed trade and of those above the trader, when a commission is computed."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class Reason(StrEnum):
    """Why a trade, or somebody above the trader, earns nothing or less. Codes are stable."""

    NO_UPLINE = "no_upline"
    NO_SCHEME = "no_scheme"
    NOT_LIVE = "not_live"
    PAYOUT_OFF = "payout_off"
    SYMBOL_NOT_COVERED = "symbol_not_covered"
    GROUP_NOT_COVERED = "group_not_covered"
    HELD_TOO_SHORT = "held_too_short"
    CLOSED_BY_ANOTHER = "closed_by_another"
    NO_PROFIT = "no_profit"
    NO_PLATFORM_COMMISSION = "no_platform_commission"
    SPREAD_UNKNOWN = "spread_unknown"
    OPENING_UNKNOWN = "opening_unknown"
    NOT_AN_IB = "not_an_ib"
    NOT_ACTIVE = "not_active"
    NO_TIER = "no_tier"
    SLOT_TAKEN = "slot_taken"
    BELOW_A_HIGHER_TIER = "below_a_higher_tier"
    BEYOND_THE_LEVELS = "beyond_the_levels"
    NOBODY_FOR_THE_REST = "nobody_for_the_rest"
    RATE_IS_ZERO = "rate_is_zero"
    ROUNDS_TO_NOTHING = "rounds_to_nothing"
    ALL_PASSED_ON = "all_passed_on"
    NOTHING_PASSED_ON = "nothing_passed_on"
    GIVER_EARNS_NOTHING = "giver_earns_nothing"
    DEAL_CANCELLED = "deal_cancelled"


@dataclass(frozen=True)
class ClosedTrade:
    """A position, or a part of one, that was closed by one deal.

    ``lots`` may have four decimals. ``profit`` is of the price alone, ``platform_commission`` what
    the server charged for the deal, as a positive amount; both in the account's currency.
    ``spread_points`` is the spread at entry, None where the server does not tell.
    """

    server_id: str
    deal_id: str
    symbol: str
    platform_group: str
    lots: Decimal
    profit: Money
    platform_commission: Money
    opened_at: datetime | None
    closed_at: datetime
    spread_points: int | None = None
    closed_by_other: bool = False

    @property
    def currency(self) -> str:
        """The currency of the trading account."""
        return self.profit.currency


@dataclass(frozen=True)
class Upline:
    """Somebody above the trader, as they stood when the trade was closed.

    ``level`` is the distance to the trader, 1 for the nearest. ``tier`` is the place in the rank
    structure of the tree, 1 for the lowest, None for whoever has none there. ``barred`` says why
    somebody cannot earn at all. ``is_rebate_customer`` is whoever stands first because the trading
    account says so, and not because they referred the trader.
    """

    client_id: str
    level: int
    tier: int | None
    barred: Reason | None = None
    is_rebate_customer: bool = False
