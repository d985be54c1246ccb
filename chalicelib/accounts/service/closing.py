"""What is known of a deal that closed a position or a part of one."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.accounts import store
from chalicelib.accounts.model import DealFilter, DealKind, StoredDeal, TradingAccount
from chalicelib.accounts.rules import closing
from chalicelib.accounts.store import deals
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest

_LONGEST = 1000
_PAGE = 200


@dataclass(frozen=True)
class ClosedDeal:
    """A closing deal with its account, how much it closed and what is known of the opening.

    ``charged`` is what the server took for that much, as a positive amount in the account's
    currency; ``spread_points`` are of the opening. None is what we do not know.
    """

    deal: StoredDeal
    account: TradingAccount
    volume_ten_thousandths: int
    charged: Money
    opened_at: datetime | None
    spread_points: int | None


def closings(
    server_id: str, since: datetime, until: datetime, beyond: int | None, at_most: int
) -> list[StoredDeal]:
    """The deals of a server that closed something from ``since`` to before ``until``, oldest first.

    ``beyond`` is the ticket of the last one seen; None begins with the first.
    """
    last = None if beyond is None else deals.deal(server_id, beyond)
    return deals.closings(server_id, since, until, last, at_most)


def closings_of(account_id: str, since: datetime, at_most: int) -> list[StoredDeal]:
    """The newest deals of an account that closed something from ``since`` on."""
    wanted = DealFilter(kind=DealKind.TRADES, since=since)
    found: list[StoredDeal] = []
    request: PageRequest | None = PageRequest(_PAGE)
    while request is not None and len(found) < at_most:
        page = deals.deals(account_id, request, wanted)
        found += [one for one in page.items if one.closes]
        request = PageRequest(_PAGE, page.next_cursor) if page.next_cursor else None
    return found[:at_most]


def knows_deal(server_id: str, ticket: int) -> bool:
    """Whether the server has told of a deal with this number, whatever that did."""
    return deals.deal(server_id, ticket) is not None


def stored_deals(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredDeal]:
    """Deals as they are stored now, by server and ticket, in one read. The caller checks who asks.

    A ticket that is no number, as of a deal that was never stored, is left out.
    """
    keys = ((server, int(ticket)) for server, ticket in wanted if ticket.isdecimal())
    return {(one.server_id, str(one.ticket)): one for one in deals.stored(keys)}


@dataclass(frozen=True)
class ClosedDeals:
    """Closing deals that were asked for; ``unlisted`` are those that cannot be told yet."""

    found: tuple[ClosedDeal, ...]
    unlisted: tuple[tuple[str, int], ...]


def closed_deals(wanted: Iterable[tuple[str, int]]) -> ClosedDeals:
    """The closing deals among ``wanted``, by server and ticket; what closed nothing is left out.

    A deal is unlisted while the list of its position's deals is not up to date.
    """
    closed = [one for one in deals.stored(wanted) if one.closes]
    of = store.find_many(dict.fromkeys(one.account_id for one in closed))
    accounts = {one.id: one for one in of}
    found, unlisted = [], []
    for deal in closed:
        position = deals.of_position(deal.account_id, deal.position_id, _LONGEST)
        if len(position) < _LONGEST and all(one.ticket != deal.ticket for one in position):
            unlisted.append((deal.server_id, deal.ticket))
        elif deal.account_id not in accounts:
            raise NotFound(what="trading_account")
        else:
            found.append(_closed(deal, accounts[deal.account_id], position))
    return ClosedDeals(tuple(found), tuple(unlisted))


def _closed(deal: StoredDeal, account: TradingAccount, position: list[StoredDeal]) -> ClosedDeal:
    opened = closing.opened_before(deal, position)
    return ClosedDeal(
        deal=deal,
        account=account,
        volume_ten_thousandths=closing.closed_volume(deal, opened),
        charged=closing.charged(deal, opened),
        opened_at=opened.at if opened else None,
        spread_points=opened.spread_points if opened else None,
    )
