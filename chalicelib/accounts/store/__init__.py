"""Rows of trading accounts, and the lists that they stand in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.accounts.model import AccountKind, AccountStatus, Facet, TradingAccount
from chalicelib.accounts.store import bindings, lives
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
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
class _Listed:
    """An account in the list of those that have something in common on its server."""

    account_id: str
    opened_at: datetime
    listing: str
    version: int = 0


@dataclass(frozen=True)
class _Followed:
    """An account in the list of somebody who takes part in its client."""

    account_id: str
    opened_at: datetime
    staff_id: str
    version: int = 0


_PLACES = frozenset({_Followed.__name__, _Listed.__name__})


def _participant(staff_id: str) -> str:
    return f"participant#{staff_id}"


def _listing(server_id: str, kind: AccountKind, facet: Facet, value: str) -> str:
    return f"{server_id}#{kind}#{facet}#{value}"


def _listings(account: TradingAccount) -> set[str]:
    """The lists that an account stands in besides that of its server; none when it is nobody's."""
    if account.status is AccountStatus.UNBOUND:
        return set()
    return {_listing(account.server_id, account.kind, facet, facet.of(account)) for facet in Facet}


def _account_key(account_id: str) -> Key:
    return Key(f"ACCOUNT#{account_id}", "ACCOUNT")


def _account_indexes(account: TradingAccount) -> Indexes:
    if account.status is AccountStatus.UNBOUND:
        return {}
    sort = f"{iso(account.opened_at)}#{account.id}"
    return {
        "by-client": (account.client_id, sort),
        "by-owner": (account.owner_id or _NOBODY, sort),
        "by-server": (f"{account.server_id}#{account.kind}", sort),
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
_LISTED = Rows(
    _TABLE,
    _Listed,
    lambda one: Key(f"ACCOUNT#{one.account_id}", f"LISTED#{one.listing}"),
    lambda one: {"by-server": (one.listing, f"{iso(one.opened_at)}#{one.account_id}")},
)


def find(account_id: str) -> TradingAccount | None:
    """The account as of now."""
    return _ACCOUNTS.find(_account_key(account_id))


def find_many(account_ids: Iterable[str]) -> list[TradingAccount]:
    """The accounts that exist among ``account_ids``, in the order asked."""
    return _ACCOUNTS.get_many(map(_account_key, account_ids))


def insert(unit: Unit, account: TradingAccount) -> TradingAccount:
    """Store a new account and bind its login, which must be nobody's yet.

    Raises:
        LoginTaken: it is somebody's; also when the unit commits.
    """
    bindings.bind(unit, account)
    _follow(unit, (), account.participant_ids, account)
    _list(unit, account, set(), _listings(account))
    lives.begin(unit, account)
    taken = bindings.LoginTaken("the login is bound already", login=account.login)
    return _ACCOUNTS.insert(unit, account, taken)


def rebind(unit: Unit, before: TradingAccount, after: TradingAccount) -> TradingAccount:
    """Let an account that was unbound be its client's again, under its old id.

    Raises:
        LoginTaken: the login is somebody's; also when the unit commits.
    """
    bindings.bind(unit, after)
    _follow(unit, (), after.participant_ids, after)
    _list(unit, after, set(), _listings(after))
    lives.begin(unit, after)
    return _ACCOUNTS.change(unit, before, after)


def unbind(unit: Unit, before: TradingAccount, after: TradingAccount) -> TradingAccount:
    """Let the login of an account be nobody's; it stands in no list any more."""
    bindings.release(unit, before)
    _follow(unit, before.participant_ids, (), after)
    _list(unit, before, _listings(before), set())
    lives.end(unit, before.id)
    return _ACCOUNTS.change(unit, before, after)


def change(unit: Unit, before: TradingAccount, after: TradingAccount) -> TradingAccount:
    """Store ``after`` in place of ``before``."""
    _follow(unit, before.participant_ids, after.participant_ids, after)
    _list(unit, before, _listings(before), _listings(after))
    return _ACCOUNTS.change(unit, before, after)


def _list(unit: Unit, account: TradingAccount, old: set[str], new: set[str]) -> None:
    """Let an account stand in the lists ``new`` and no longer in those of ``old`` beside them."""
    for listing in sorted(new - old):
        place = _Listed(account.id, account.opened_at, listing)
        _LISTED.insert(unit, place, Stale("the account has moved"))
    for listing in sorted(old - new):
        place = _Listed(account.id, account.opened_at, listing, version=1)
        _LISTED.remove(unit, place, Stale("the account has moved"))


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


def on_server(
    server_id: str, kind: AccountKind, beyond: str | None, limit: int
) -> list[tuple[str, TradingAccount]]:
    """The next accounts of a server, those opened first first, each with its place."""
    within = Range(f"{server_id}#{kind}", "by-server", newest_first=False)
    items = _TABLE.query(within, limit, beyond=beyond)
    return [(str(item["by_server_sk"]), _ACCOUNTS.from_item(item)) for item in items]


def page(
    scope: Scope,
    servers: Sequence[tuple[str, AccountKind]],
    request: PageRequest,
    having: tuple[Facet, tuple[str, ...]] | None = None,
) -> Page[TradingAccount]:
    """Accounts inside a staff scope, newest first.

    ``servers`` and ``having`` (one facet, and the values of it that are wanted) cut company lists
    only; whoever sees less sees few enough to be looked through.
    """
    if not scope.company:
        names = sorted(scope.owner_ids) + ([_NOBODY] if scope.unowned else [])
        return _owned(names + [_participant(one) for one in sorted(scope.participant_ids)], request)
    if having is None:
        lists = [Range(f"{server_id}#{kind}", "by-server") for server_id, kind in servers]
        return _ACCOUNTS.page(lists, request)
    facet, values = having
    read = _TABLE.merged_page(
        [
            Range(_listing(server_id, kind, facet, value), "by-server")
            for server_id, kind in servers
            for value in values
        ],
        request,
    )
    return Page(tuple(_loaded(read.items)), read.next_cursor)


def page_of_owner(owner_id: str | None, request: PageRequest) -> Page[TradingAccount]:
    """The accounts of the clients of one owner, or of nobody, newest first."""
    return _owned([owner_id or _NOBODY], request)


def _owned(names: list[str], request: PageRequest) -> Page[TradingAccount]:
    read = _TABLE.merged_page([Range(name, "by-owner") for name in names], request)
    return Page(tuple(_loaded(read.items)), read.next_cursor)


def _loaded(items: tuple[Item, ...]) -> list[TradingAccount]:
    """The accounts behind the items of a list, in its order; places are looked up at once."""
    places = [item["account_id"] for item in items if item["noun"] in _PLACES]
    found = {one.id: one for one in _ACCOUNTS.get_many(_account_key(one) for one in places)}
    every = [
        found.get(item["account_id"]) if item["noun"] in _PLACES else _ACCOUNTS.from_item(item)
        for item in items
    ]
    return [one for one in every if one is not None]
