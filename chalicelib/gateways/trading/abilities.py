"""What each platform can do, beyond what every trading server can.

Owns: the list, from which pages know what to offer. Refuses: judging a single server or account;
an adapter that is asked for what its platform lacks raises `NotOnThisPlatform`.
"""

from enum import StrEnum
from typing import Literal

Platform = Literal["mt5", "ctrader"]


class Ability(StrEnum):
    """Something that one platform has and another has not.

    ``group_currency``: a group has one currency, and an account keeps it. ``opening_deals``: the
    opening of a position is a deal of its own. ``position_results``: an open position shows its
    present price and floating profit. ``chosen_logins``: we may choose an account's login, and a
    group has a range of them. ``own_clock``: the server's clock runs in a zone of its own.
    """

    INVESTOR_PASSWORD = "investor_password"  # noqa: S105 - the ability's name
    CHOSEN_LOGINS = "chosen_logins"
    GROUP_CURRENCY = "group_currency"
    PENDING_ORDERS = "pending_orders"
    MARKET_ORDERS = "market_orders"
    QUOTES = "quotes"
    OPENING_DEALS = "opening_deals"
    POSITION_RESULTS = "position_results"
    OWN_CLOCK = "own_clock"


_ABILITIES: dict[Platform, frozenset[Ability]] = {
    "mt5": frozenset(Ability),
    "ctrader": frozenset(),
}


def abilities(platform: Platform) -> frozenset[Ability]:
    """What servers of ``platform`` can do."""
    return _ABILITIES[platform]
