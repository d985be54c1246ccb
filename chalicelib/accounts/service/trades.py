"""What an account holds and what was traded on it, in the actor's scope."""

from collections.abc import Sequence
from typing import TypeVar

from chalicelib.accounts.model import DealFilter, DealTotals, StoredDeal
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.accounts.store import totals as sums
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.gateways.trading.model import Order, Position
from chalicelib.storage import cursors

T = TypeVar("T", Position, Order)


def positions(actor: Actor, account_id: str, request: PageRequest) -> Page[Position]:
    """What the account holds now, newest first; asked of the server each time.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``account_unbound``.
        VendorUnavailable: the server is away.
    """
    account = reading.held_account(actor, account_id)
    held = server(account.server_id).open_positions(account.login)
    return _page(f"positions|{account.id}", held, request)


def orders(actor: Actor, account_id: str, request: PageRequest) -> Page[Order]:
    """What waits on the account for its price, newest first; asked of the server each time.

    Raises:
        As `positions`.
    """
    account = reading.held_account(actor, account_id)
    waiting = server(account.server_id).orders(account.login)
    return _page(f"orders|{account.id}", waiting, request)


def _page(name: str, every: Sequence[T], request: PageRequest) -> Page[T]:
    newest_first = sorted(every, key=_place, reverse=True)
    if request.cursor:
        last = cursors.unseal(name, request.cursor)
        newest_first = [one for one in newest_first if _place(one) < last]
    shown = newest_first[: request.limit]
    more = len(newest_first) > len(shown)
    return Page(tuple(shown), cursors.seal(name, _place(shown[-1])) if more else None)


def _place(one: Position | Order) -> str:
    """Where it stands in the list: fixed width, so text order is number order."""
    return f"{one.ticket:020d}"


def deals(
    actor: Actor, account_id: str, request: PageRequest, wanted: DealFilter
) -> Page[StoredDeal]:
    """The deals stored for the account that are ``wanted``; newest first.

    Raises:
        NotFound: outside the actor's scope.
    """
    return deal_rows.deals(reading.account(actor, account_id).id, request, wanted)


def totals(actor: Actor, account_id: str, wanted: DealFilter) -> DealTotals:
    """What all deals of the period come to, however many there are; its ends are whole days.

    Raises:
        NotFound: outside the actor's scope.
    """
    account = reading.account(actor, account_id)
    found = sums.days(account.id, wanted)

    def money(minor: int) -> Money:
        return Money(minor, account.currency)

    return DealTotals(
        currency=account.currency,
        count=sum(one.count for one in found),
        volume_ten_thousandths=sum(one.volume_ten_thousandths for one in found),
        profit=money(sum(one.profit_minor for one in found)),
        swap=money(sum(one.swap_minor for one in found)),
        commission=money(sum(one.commission_minor for one in found)),
    )
