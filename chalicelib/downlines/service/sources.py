"""From where each report takes the lines of one client: nothing of what is veiled is read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Generic, TypeVar

from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import (
    AccountKind,
    AccountLine,
    AccountStatus,
    DealFilter,
    DealKind,
    StoredDeal,
    TradingAccount,
)
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Request, RequestStatus, RequestType
from chalicelib.clients.public import DownlineField
from chalicelib.core.actor import system
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.downlines.model import Period, Report
from chalicelib.downlines.service.nouns import Person
from chalicelib.funds import public as funds
from chalicelib.funds.public import MovementFilter, Transaction, TransactionKind, Wallet
from chalicelib.gateways.trading.model import Order, Position

T = TypeVar("T")
Source = Callable[[Person, PageRequest], Page[T]]

_READER = system("downlines")
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class OnAccount(Generic[T]):
    """A position or an order with the account that it is on."""

    account: TradingAccount
    of: T


@dataclass(frozen=True)
class Wanted:
    """Which lines: None is all. Each report heeds what it has.

    ``symbol`` is exact. Whole days bound movements of money.
    """

    period: Period = Period()
    server_id: str | None = None
    login: int | None = None
    account_kind: AccountKind | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None
    currency: str | None = None
    symbol: str | None = None
    movement: TransactionKind | None = None
    request_type: RequestType | None = None
    request_status: RequestStatus | None = None

    def within(self, period: Period) -> "Wanted":
        """The same in another period."""
        return replace(self, period=period)


def of(report: Report, wanted: Wanted) -> Source[Any]:
    """Where the lines of ``report`` come from."""
    made: dict[Report, Callable[[Wanted], Source[Any]]] = {
        Report.ACCOUNTS: _accounts,
        Report.WALLETS: _wallets,
        Report.TRADES: lambda one: _deals(one, DealKind.TRADES, DownlineField.TRADING),
        Report.CAPITAL: lambda one: _deals(one, DealKind.MONEY, DownlineField.BALANCES),
        Report.POSITIONS: _positions,
        Report.ORDERS: _orders,
        Report.TRANSACTIONS: _transactions,
        Report.REQUESTS: _requests,
    }
    return made[report](wanted)


def accounts_meant(person: Person, wanted: Wanted) -> list[TradingAccount]:
    """The accounts of a client that are wanted; those that are nobody's any more are not."""
    return [
        one
        for one in accounts.accounts_of(person.id, wanted.account_kind)
        if one.status is not AccountStatus.UNBOUND
        and wanted.server_id in (None, one.server_id)
        and wanted.login in (None, one.login)
        and wanted.currency in (None, one.currency)
        and wanted.may_sign_in in (None, one.may_sign_in)
        and wanted.may_trade in (None, one.may_trade)
    ]


def holders(wanted: Wanted) -> tuple[str, ...] | None:
    """Whose the login is that is wanted, on any server or the one meant; None without a login."""
    if wanted.login is None:
        return None
    servers = [wanted.server_id] if wanted.server_id else [s.id for s in accounts.server_configs()]
    found = (accounts.accounts_of_logins(one, [wanted.login]) for one in servers)
    return tuple(dict.fromkeys(one.client_id for each in found for one in each.values()))


def _accounts(wanted: Wanted) -> Source[AccountLine]:
    def page(person: Person, _request: PageRequest) -> Page[AccountLine]:
        return Page(tuple(accounts.account_lines(accounts_meant(person, wanted))))

    return page


def _wallets(wanted: Wanted) -> Source[Wallet]:
    def page(person: Person, _request: PageRequest) -> Page[Wallet]:
        if not person.veil.shows(DownlineField.BALANCES):
            return Page(())
        return Page(tuple(funds.wallets_of_many([person.id], wanted.currency)))

    return page


def _deals(wanted: Wanted, kind: DealKind, field: DownlineField) -> Source[StoredDeal]:
    asked = DealFilter(kind, None, wanted.period.since, wanted.period.until)

    def page(person: Person, request: PageRequest) -> Page[StoredDeal]:
        if not person.veil.shows(field):
            return Page(())
        on = [one.id for one in accounts_meant(person, wanted)]
        read = accounts.deals_on(on, asked, request)
        meant = (one for one in read.items if wanted.symbol in (None, one.symbol))
        return Page(tuple(meant), read.next_cursor)

    return page


def _positions(wanted: Wanted) -> Source[OnAccount[Position]]:
    return _asked(wanted, accounts.positions_on)


def _orders(wanted: Wanted) -> Source[OnAccount[Order]]:
    return _asked(wanted, accounts.orders_on)


def _asked(
    wanted: Wanted, ask: Callable[[TradingAccount], tuple[Any, ...]]
) -> Source[OnAccount[Any]]:
    """What trading servers say now of all accounts of a client, as one piece."""

    def page(person: Person, _request: PageRequest) -> Page[OnAccount[Any]]:
        if not person.veil.shows(DownlineField.TRADING):
            return Page(())
        found = ((one, held) for one in accounts_meant(person, wanted) for held in ask(one))
        meant = (pair for pair in found if wanted.symbol in (None, pair[1].symbol))
        return Page(tuple(OnAccount(one, held) for one, held in meant))

    return page


def movements(wanted: Wanted) -> MovementFilter:
    """Which movements of money are wanted; the period is widened to whole days."""
    since, until = wanted.period.since, wanted.period.until
    return MovementFilter(
        kind=wanted.movement,
        currency=wanted.currency,
        since=since.date() if since else None,
        until=(until - _MOMENT).date() if until else None,
    )


def _transactions(wanted: Wanted) -> Source[Transaction]:
    asked = movements(wanted)

    def page(person: Person, request: PageRequest) -> Page[Transaction]:
        if not person.veil.shows(DownlineField.BALANCES):
            return Page(())
        return funds.transactions_of(_READER, person.id, asked, request)

    return page


def _requests(wanted: Wanted) -> Source[Request]:
    since, until = wanted.period.since, wanted.period.until

    def page(person: Person, request: PageRequest) -> Page[Request]:
        read = approvals.of_client(person.id, request, wanted.request_type, wanted.request_status)
        meant = tuple(
            one
            for one in read.items
            if (since is None or one.submitted_at >= since)
            and (until is None or one.submitted_at < until)
        )
        # The newest come first, so whatever follows one that is too old is too old as well.
        ended = bool(read.items) and since is not None and read.items[-1].submitted_at < since
        return Page(meant, None if ended else read.next_cursor)

    return page
