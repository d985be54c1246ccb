"""Which rate a trade falls under: its symbol by groups with aliases and suffixes, its server group.

Of several rates that cover a trade the first in the scheme counts.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from chalicelib.partners.model.plans import Basic, FlexibleRate, SymbolGroup
from chalicelib.partners.model.trades import ClosedTrade, Reason

R = TypeVar("R", Basic, FlexibleRate)
_ANY = "*"


def symbol_in(group: SymbolGroup, traded: str) -> str | None:
    """The broker's name of what the server calls ``traded``, or None outside of ``group``."""
    for suffix in group.endings:
        if traded.endswith(suffix) and (symbol := group.names.get(traded.removesuffix(suffix))):
            return symbol
    return None


def rate_for(
    rates: Iterable[R], groups: Mapping[str, SymbolGroup], trade: ClosedTrade
) -> tuple[R, str] | Reason:
    """The rate for ``trade`` with the broker's name of its symbol, or why there is none."""
    covered = False
    for rate in rates:
        group = groups.get(rate.symbol_group_id)
        if group is None or group.server_id != trade.server_id:
            continue
        symbol = symbol_in(group, trade.symbol)
        if symbol is None:
            continue
        covered = True
        if _applies(rate.platform_groups, trade.platform_group):
            return rate, symbol
    return Reason.GROUP_NOT_COVERED if covered else Reason.SYMBOL_NOT_COVERED


def _applies(patterns: tuple[str, ...], group: str) -> bool:
    """Whether ``group`` is one of ``patterns``; without any, every group is meant.

    A pattern that ends in ``*`` stands for all that begin so.
    """
    return not patterns or any(
        group.startswith(one.removesuffix(_ANY)) if one.endswith(_ANY) else group == one
        for one in patterns
    )
