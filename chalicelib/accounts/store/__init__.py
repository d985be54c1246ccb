"""Rows of trading accounts, applications, deals and the feed, and the lists that they stand in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.accounts.model import (
    AccountKind,
    AccountStatus,
    Application,
    FeedState,
    Grant,
    KnownFigures,
    Lease,
    LeaseTaken,
    LoginRange,
    Quota,
    StoredDeal,
    TradingAccount,
)
from chalicelib.accounts.store import bindings
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

_TABLE = Table("accounts")
_NOBODY = "nobody"
_ACCOUNTS_PER_CLIENT = 200


@dataclass(frozen=True)
class _Followed:
    """An account in the list of somebody who takes part in its client."""

    account_id: str
    opened_at: datetime
    staff_id: str
    version: int = 0


def _participant(staff_id: str) -> str:
    return f"participant#{staff_id}"


def _account_key(account_id: str) -> Key:
    return Key(f"ACCOUNT#{account_id}", "ACCOUNT")


def _deal_key(server_id: str, ticket: int) -> Key:
    return Key(f"DEAL#{server_id}#{ticket}", "DEAL")


def _account_indexes(account: TradingAccount) -> Indexes:
    if account.status is AccountStatus.UNBOUND:
        return {}
    sort = f"{iso(account.opened_at)}#{account.id}"
    return {
        "by-client": (account.client_id, sort),
        "by-owner": (account.owner_id or _NOBODY, sort),
        "by-server": (f"{account.server_id}#{account.kind}", sort),
    }


def _deal_indexes(deal: StoredDeal) -> Indexes:
    sort = f"{iso(deal.at)}#{deal.ticket:015d}"
    return {
        "by-account": (deal.account_id, sort),
        "by-position": (f"{deal.account_id}#{deal.position_id}", sort),
    }


_ACCOUNTS = Rows(_TABLE, TradingAccount, lambda account: _account_key(account.id), _account_indexes)
_FOLLOWED = Rows(
    _TABLE,
    _Followed,
    lambda one: Key(f"ACCOUNT#{one.account_id}", f"FOLLOWED#{one.staff_id}"),
    lambda one: {
        "by-owner": (_participant(one.staff_id), f"{iso(one.opened_at)}#{one.account_id}")
    },
)
_APPLICATIONS = Rows(_TABLE, Application, lambda one: Key(f"APPLICATION#{one.id}", "APPLICATION"))
_QUOTAS = Rows(_TABLE, Quota, lambda one: Key(f"CLIENT#{one.client_id}", "QUOTA"))
_RANGES = Rows(
    _TABLE, LoginRange, lambda one: Key(f"RANGE#{one.server_id}", f"TYPE#{one.account_type_id}")
)
_GRANTS = Rows(_TABLE, Grant, lambda one: Key(f"ACCOUNT#{one.account_id}", "GRANT"))
_FIGURES = Rows(_TABLE, KnownFigures, lambda one: Key(f"ACCOUNT#{one.account_id}", "FIGURES"))
_DEALS = Rows(_TABLE, StoredDeal, lambda one: _deal_key(one.server_id, one.ticket), _deal_indexes)
_LEASES = Rows(_TABLE, Lease, lambda one: Key(f"SERVER#{one.server_id}", "LEASE"))
_FEEDS = Rows(_TABLE, FeedState, lambda one: Key(f"SERVER#{one.server_id}", "FEED"))


def find(account_id: str) -> TradingAccount | None:
    """The account as of now."""
    return _ACCOUNTS.find(_account_key(account_id))


def insert(unit: Unit, account: TradingAccount) -> TradingAccount:
    """Store a new account and bind its login, which must be nobody's yet.

    Raises:
        LoginTaken: it is somebody's; also when the unit commits.
    """
    bindings.bind(unit, account)
    _follow(unit, (), account.participant_ids, account)
    taken = bindings.LoginTaken("the login is bound already", login=account.login)
    return _ACCOUNTS.insert(unit, account, taken)


def rebind(unit: Unit, before: TradingAccount, after: TradingAccount) -> TradingAccount:
    """Let an account that was unbound be its client's again, under its old id.

    Raises:
        LoginTaken: the login is somebody's; also when the unit commits.
    """
    bindings.bind(unit, after)
    _follow(unit, (), after.participant_ids, after)
    return _ACCOUNTS.change(unit, before, after)


def unbind(unit: Unit, before: TradingAccount, after: TradingAccount) -> TradingAccount:
    """Let the login of an account be nobody's; it stands in no list any more."""
    bindings.release(unit, before)
    _follow(unit, before.participant_ids, (), after)
    return _ACCOUNTS.change(unit, before, after)


def change(unit: Unit, before: TradingAccount, after: TradingAccount) -> TradingAccount:
    """Store ``after`` in place of ``before``."""
    _follow(unit, before.participant_ids, after.participant_ids, after)
    return _ACCOUNTS.change(unit, before, after)


def _follow(unit: Unit, old: Iterable[str], new: Iterable[str], account: TradingAccount) -> None:
    """Let an account stand in the lists of exactly those who take part in its client."""
    for staff_id in sorted(set(new) - set(old)):
        place = _Followed(account.id, account.opened_at, staff_id)
        _FOLLOWED.insert(unit, place, Stale("the account has moved"))
    for staff_id in sorted(set(old) - set(new)):
        place = _Followed(account.id, account.opened_at, staff_id, version=1)
        _FOLLOWED.remove(unit, place, Stale("the account has moved"))


def by_logins(server_id: str, logins: Iterable[int]) -> dict[int, TradingAccount]:
    """The accounts that are known among ``logins`` of a server, by login."""
    ids = bindings.bound(server_id, logins)
    accounts = _ACCOUNTS.get_many(_account_key(one) for one in ids)
    return {account.login: account for account in accounts}


def of_client(client_id: str) -> list[TradingAccount]:
    """All accounts of a client, newest first."""
    return _ACCOUNTS.all(Range(client_id, "by-client"), _ACCOUNTS_PER_CLIENT)


def page_of_client(client_id: str, request: PageRequest) -> Page[TradingAccount]:
    """A client's accounts, newest first."""
    return _ACCOUNTS.page(Range(client_id, "by-client"), request)


def page(
    scope: Scope, servers: Sequence[tuple[str, AccountKind]], request: PageRequest
) -> Page[TradingAccount]:
    """Accounts inside a staff scope, newest first; ``servers`` cuts company lists only."""
    if scope.company:
        lists = [Range(f"{server_id}#{kind}", "by-server") for server_id, kind in servers]
        return _ACCOUNTS.page(lists, request)
    names = sorted(scope.owner_ids) + ([_NOBODY] if scope.unowned else [])
    names += [_participant(one) for one in sorted(scope.participant_ids)]
    read = _TABLE.merged_page([Range(name, "by-owner") for name in names], request)
    return Page(tuple(_loaded(read.items)), read.next_cursor)


def _loaded(items: tuple[Item, ...]) -> list[TradingAccount]:
    """The accounts behind the items of a list, in its order; places are looked up at once."""
    places = [item["account_id"] for item in items if item["noun"] == _Followed.__name__]
    found = {one.id: one for one in _ACCOUNTS.get_many(_account_key(one) for one in places)}
    return [
        found[item["account_id"]]
        if item["noun"] == _Followed.__name__
        else _ACCOUNTS.from_item(item)
        for item in items
    ]


def find_application(request_id: str) -> Application | None:
    """The application behind a request, as of now."""
    return _APPLICATIONS.find(Key(f"APPLICATION#{request_id}", "APPLICATION"))


def insert_application(unit: Unit, application: Application) -> Application:
    """Store a new application."""
    return _APPLICATIONS.insert(unit, application, Conflict("an application id came twice"))


def change_application(unit: Unit, before: Application, after: Application) -> Application:
    """Store ``after`` in place of ``before``."""
    return _APPLICATIONS.change(unit, before, after)


def grant(account_id: str) -> Grant | None:
    """The starting balance of a demo account, if the server was asked for it."""
    return _GRANTS.find(Key(f"ACCOUNT#{account_id}", "GRANT"))


def keep_grant(unit: Unit, before: Grant | None, after: Grant) -> Grant:
    """Store ``after`` in place of ``before``, which None says is not there yet."""
    if before is None:
        return _GRANTS.insert(unit, after, Stale("asked meanwhile"))
    return _GRANTS.change(unit, before, after)


def quota(client_id: str) -> Quota:
    """How many accounts of each kind a client has or has asked for."""
    return _QUOTAS.find(Key(f"CLIENT#{client_id}", "QUOTA")) or Quota(client_id)


def keep_quota(unit: Unit, before: Quota, after: Quota) -> None:
    """Store ``after`` in place of ``before``, which may be the first."""
    if before.version:
        _QUOTAS.change(unit, before, after)
    else:
        _QUOTAS.insert(unit, after, Stale("counted meanwhile"))


def login_range(server_id: str, account_type_id: str, first: int) -> LoginRange:
    """Which login comes next in the range of a type."""
    key = Key(f"RANGE#{server_id}", f"TYPE#{account_type_id}")
    return _RANGES.find(key) or LoginRange(server_id, account_type_id, first)


def keep_login_range(unit: Unit, before: LoginRange, after: LoginRange) -> None:
    """Store ``after`` in place of ``before``, which may be the first."""
    if before.version:
        _RANGES.change(unit, before, after)
    else:
        _RANGES.insert(unit, after, Stale("drawn meanwhile"))


def known_figures(account_ids: Iterable[str]) -> dict[str, KnownFigures]:
    """The last known figures of accounts, by account id."""
    keys = [Key(f"ACCOUNT#{account_id}", "FIGURES") for account_id in account_ids]
    return {one.account_id: one for one in _FIGURES.get_many(keys)}


def keep_figures(unit: Unit, known: KnownFigures) -> None:
    """Keep the figures just seen. Whoever writes last is right: no version guards them."""
    item = _FIGURES.to_item(known)
    key = Key(item.pop("pk"), item.pop("sk"))
    item.pop("version")
    unit.add(_TABLE, key, {"version": 1}, item)


def stored_tickets(server_id: str, tickets: Iterable[int]) -> set[int]:
    """Which deals of a server are stored already."""
    found = _TABLE.get_many(_deal_key(server_id, ticket) for ticket in tickets)
    return {item["ticket"] for item in found.values()}


def insert_deal(unit: Unit, deal: StoredDeal) -> None:
    """Store a new deal; when somebody else was first the unit decides again."""
    _DEALS.insert(unit, deal, Stale("the deal was stored meanwhile"))


def deals(account_id: str, request: PageRequest) -> Page[StoredDeal]:
    """The deals of an account, newest first."""
    return _DEALS.page(Range(account_id, "by-account"), request)


def deals_of_position(account_id: str, position_id: int, request: PageRequest) -> Page[StoredDeal]:
    """The deals that opened, changed and closed one position, newest first."""
    return _DEALS.page(Range(f"{account_id}#{position_id}", "by-position"), request)


def lease(server_id: str) -> Lease | None:
    """Who reads the deals of a server."""
    return _LEASES.find(Key(f"SERVER#{server_id}", "LEASE"))


def keep_lease(unit: Unit, before: Lease | None, after: Lease) -> Lease:
    """Store ``after`` in place of ``before``, if that is still the lease."""
    lost = LeaseTaken("somebody else took the lease", server=after.server_id)
    if before is None:
        return _LEASES.insert(unit, after, lost)
    return _LEASES.change(unit, before, after, lost)


def feed(server_id: str) -> FeedState | None:
    """How far the deals of a server have been read."""
    return _FEEDS.find(Key(f"SERVER#{server_id}", "FEED"))


def keep_feed(unit: Unit, before: FeedState | None, after: FeedState) -> FeedState:
    """Store ``after`` in place of ``before``."""
    if before is None:
        return _FEEDS.insert(unit, after, Stale("somebody else began to read"))
    return _FEEDS.change(unit, before, after)
