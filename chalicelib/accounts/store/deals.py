"""Rows of deals, and of who reads them from each server, how far."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.accounts.model import (
    EVERY_DEAL,
    DealFilter,
    DealKind,
    FeedState,
    Lease,
    LeaseTaken,
    Round,
    StoredDeal,
)
from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table, just_before
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("accounts")
_MONEY = "money"
_SERVER_SHARDS = 8


def _deal_key(server_id: str, ticket: int) -> Key:
    return Key(f"DEAL#{server_id}#{ticket}", "DEAL")


def _sort(deal: StoredDeal) -> str:
    return f"{iso(deal.at)}#{deal.ticket:015d}"


def _deal_indexes(deal: StoredDeal) -> Indexes:
    sort = _sort(deal)
    return {
        "by-account": (deal.account_id, sort),
        "by-position": (f"{deal.account_id}#{_place(deal)}", sort),
        "by-server": (_closed_on(deal.server_id, deal.ticket) if deal.closes else None, sort),
    }


def _closed_on(server_id: str, shard: int) -> str:
    """One of a few partitions of a server's closings, so that a busy server has no hot one."""
    return f"CLOSINGS#{server_id}#{shard % _SERVER_SHARDS}"


def _place(deal: StoredDeal) -> str:
    """The position of a trade; money that moved without one stands in a list of its own."""
    return str(deal.position_id) if deal.action.is_trade else _MONEY


_DEALS = Rows(_TABLE, StoredDeal, lambda one: _deal_key(one.server_id, one.ticket), _deal_indexes)
_LEASES = Rows(_TABLE, Lease, lambda one: Key(f"SERVER#{one.server_id}", "LEASE"))
_ROUNDS = Rows(_TABLE, Round, lambda one: Key(f"SERVER#{one.server_id}", "ROUND"))
_FEEDS = Rows(_TABLE, FeedState, lambda one: Key(f"SERVER#{one.server_id}", "FEED"))


def stored_tickets(server_id: str, tickets: Iterable[int]) -> set[int]:
    """Which deals of a server are stored already."""
    found = _TABLE.get_many(_deal_key(server_id, ticket) for ticket in tickets)
    return {item["ticket"] for item in found.values()}


def known(server_id: str, tickets: Iterable[int]) -> dict[int, StoredDeal]:
    """The deals of a server that are stored among ``tickets``, by ticket."""
    return {one.ticket: one for one in stored((server_id, ticket) for ticket in tickets)}


def stored(keys: Iterable[tuple[str, int]]) -> list[StoredDeal]:
    """The deals that are stored among ``keys``, which are servers and tickets, in one read."""
    return _DEALS.get_many(_deal_key(*one) for one in dict.fromkeys(keys))


def change_deal(unit: Unit, before: StoredDeal, after: StoredDeal) -> StoredDeal:
    """Store what the server has now under a deal."""
    return _DEALS.change(unit, before, after)


def insert_deal(unit: Unit, deal: StoredDeal) -> None:
    """Store a new deal; when somebody else was first the unit decides again."""
    _DEALS.insert(unit, deal, Stale("the deal was stored meanwhile"))


def deals(
    account_id: str, request: PageRequest, wanted: DealFilter = EVERY_DEAL
) -> Page[StoredDeal]:
    """The deals of an account that are ``wanted``, newest first.

    Of its trades a page may be shorter than asked for although another follows.
    """
    return deals_on((account_id,), request, wanted)


def deals_on(
    account_ids: Iterable[str], request: PageRequest, wanted: DealFilter
) -> Page[StoredDeal]:
    """The same of several accounts, read as one list."""
    page = _DEALS.page([_range(one, wanted) for one in account_ids], request)
    if wanted.kind is not DealKind.TRADES:
        return page
    return Page(tuple(one for one in page.items if one.action.is_trade), page.next_cursor)


def _range(account_id: str, wanted: DealFilter) -> Range:
    pk, index = account_id, "by-account"
    if wanted.position_id is not None:
        pk, index = f"{account_id}#{wanted.position_id}", "by-position"
    elif wanted.kind is DealKind.MONEY:
        pk, index = f"{account_id}#{_MONEY}", "by-position"
    return Range(
        pk,
        index,
        after=iso(wanted.since) if wanted.since else None,
        before=iso(wanted.until) if wanted.until else None,
    )


def closings(
    server_id: str, since: datetime, until: datetime, beyond: StoredDeal | None, at_most: int
) -> list[StoredDeal]:
    """The deals of a server that closed something from ``since`` to before ``until``, oldest first.

    Only those after ``beyond``, if it is given.
    """
    first = iso(since) if beyond is None else f"{_sort(beyond)}\x01"
    lists = [
        Range(
            _closed_on(server_id, shard),
            "by-server",
            after=first,
            before=just_before(iso(until)),
            newest_first=False,
        )
        for shard in range(_SERVER_SHARDS)
    ]
    return list(_DEALS.page(lists, PageRequest(at_most)).items)


def deal(server_id: str, ticket: int) -> StoredDeal | None:
    """One deal, or None where it is not stored."""
    return _DEALS.find(_deal_key(server_id, ticket))


def of_position(account_id: str, position_id: int, at_most: int) -> list[StoredDeal]:
    """The trades of one position, the oldest first."""
    within = Range(f"{account_id}#{position_id}", "by-position", newest_first=False)
    return _DEALS.all(within, at_most)


def lease(server_id: str) -> Lease | None:
    """Who reads the deals of a server."""
    return _LEASES.find(Key(f"SERVER#{server_id}", "LEASE"))


def keep_lease(unit: Unit, before: Lease | None, after: Lease) -> Lease:
    """Store ``after`` in place of ``before``, if that is still the lease."""
    lost = LeaseTaken("somebody else took the lease", server=after.server_id)
    if before is None:
        return _LEASES.insert(unit, after, lost)
    return _LEASES.change(unit, before, after, lost)


def round_of(server_id: str) -> Round | None:
    """How far the deals of a server have been read again."""
    return _ROUNDS.find(Key(f"SERVER#{server_id}", "ROUND"))


def keep_round(unit: Unit, before: Round | None, after: Round) -> Round:
    """Store ``after`` in place of ``before``."""
    if before is None:
        return _ROUNDS.insert(unit, after, Stale("somebody else began to read again"))
    return _ROUNDS.change(unit, before, after)


def feed(server_id: str) -> FeedState | None:
    """How far the deals of a server have been read."""
    return _FEEDS.find(Key(f"SERVER#{server_id}", "FEED"))


def keep_feed(unit: Unit, before: FeedState | None, after: FeedState) -> FeedState:
    """Store ``after`` in place of ``before``."""
    if before is None:
        return _FEEDS.insert(unit, after, Stale("somebody else began to read"))
    return _FEEDS.change(unit, before, after)
