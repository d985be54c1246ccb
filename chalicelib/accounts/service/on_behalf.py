"""What is held and traded on accounts, for callers that have checked who asks for whom."""

from collections.abc import Sequence

from chalicelib.accounts.model import DaySums, DealFilter, StoredDeal, TradingAccount
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.accounts.store import totals as sums
from chalicelib.core.paging import Page, PageRequest
from chalicelib.gateways.trading.model import Order, Position


def deals_on(
    account_ids: Sequence[str], wanted: DealFilter, request: PageRequest
) -> Page[StoredDeal]:
    """The deals on several accounts that are ``wanted``, as one list, newest first."""
    return deal_rows.deals_on(account_ids, request, wanted)


def sums_on(account_id: str, wanted: DealFilter) -> list[DaySums]:
    """What the deals on an account come to by day; the period's ends are whole days."""
    return sums.days(account_id, wanted)


def positions_on(account: TradingAccount) -> tuple[Position, ...]:
    """What the account holds now, newest first.

    Raises:
        VendorUnavailable: the server is away.
    """
    held = server(account.server_id).open_positions(account.login)
    return tuple(sorted(held, key=lambda one: one.ticket, reverse=True))


def orders_on(account: TradingAccount) -> tuple[Order, ...]:
    """What waits on the account for its price, newest first.

    Raises:
        VendorUnavailable: the server is away.
    """
    waiting = server(account.server_id).orders(account.login)
    return tuple(sorted(waiting, key=lambda one: one.ticket, reverse=True))
