"""Lines of reports on downlines. What is hidden of a client is null, or the line is left out."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib.accounts.public import AccountKind, AccountLine
from chalicelib.approvals.public import Request, RequestStatus, RequestType
from chalicelib.clients.public import DownlineField
from chalicelib.core.filters import Login
from chalicelib.downlines.model import Period
from chalicelib.downlines.schemas.people import NamedQuery, PersonView, WhereQuery
from chalicelib.downlines.service.nouns import Line
from chalicelib.downlines.service.sources import Wanted
from chalicelib.edge.periods import Period as PeriodFields
from chalicelib.edge.schemas import CurrencyCode, Instant, MoneyOut, View
from chalicelib.funds.public import Transaction, TransactionKind, Wallet

ServerId = Annotated[str, Field(max_length=60)]


class AccountsQuery(NamedQuery):
    """Which accounts of downlines."""

    server: ServerId | None = None
    login: Login | None = None
    kind: AccountKind | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(
            server_id=self.server,
            login=self.login,
            account_kind=self.kind,
            may_sign_in=self.may_sign_in,
            may_trade=self.may_trade,
        )


class WalletsQuery(NamedQuery):
    """Which wallets of downlines."""

    currency: CurrencyCode | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(currency=self.currency)


class _Dated(PeriodFields, WhereQuery):
    """What happened in a period; it begins no earlier than the broker lets reports reach back."""

    @property
    def period(self) -> Period:
        """The same for the use case."""
        return Period(self.since_at, self.until_at)


class HoldingsQuery(WhereQuery):
    """Which positions or orders of downlines."""

    server: ServerId | None = None
    symbol: Annotated[str, Field(max_length=40)] | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(server_id=self.server, symbol=self.symbol)


class DealsQuery(_Dated):
    """Which deals of downlines."""

    server: ServerId | None = None
    symbol: Annotated[str, Field(max_length=40)] | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(period=self.period, server_id=self.server, symbol=self.symbol)


class MovementsQuery(_Dated):
    """Which transactions of downlines; the period is of whole days (UTC)."""

    kind: TransactionKind | None = None
    currency: CurrencyCode | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(period=self.period, movement=self.kind, currency=self.currency)


class RequestsQuery(_Dated):
    """Which requests of downlines."""

    type: RequestType | None = None
    status: RequestStatus | None = None

    @property
    def wanted(self) -> Wanted:
        """The same for the use case."""
        return Wanted(period=self.period, request_type=self.type, request_status=self.status)


class DownlineAccountView(View):
    """An account of a downline, with the money that its server says is on it."""

    person: PersonView
    id: str
    login: int
    server: str
    group: str
    kind: AccountKind
    leverage: int
    currency: str
    balance: MoneyOut | None
    equity: MoneyOut | None
    margin: MoneyOut | None
    stale: bool
    may_sign_in: bool
    may_trade: bool
    opened_at: Instant

    @classmethod
    def of(cls, noun: Line[AccountLine]) -> Self:
        """See `View.of`. Equity tells the profit of what is open, so it is hidden with it."""
        account, veil = noun.of.account, noun.person.veil
        figures = noun.of.figures if veil.shows(DownlineField.BALANCES) else None
        profits = veil.shows(DownlineField.PROFIT) and veil.shows(DownlineField.TRADING)
        return cls(
            person=PersonView.of(noun.person),
            id=account.id,
            login=account.login,
            server=noun.of.server.name if noun.of.server else account.server_id,
            group=account.group,
            kind=account.kind,
            leverage=account.leverage,
            currency=account.currency,
            balance=figures.figures.balance if figures else None,
            equity=figures.figures.equity if figures and profits else None,
            margin=figures.figures.margin if figures and profits else None,
            stale=figures.stale if figures else False,
            may_sign_in=account.may_sign_in,
            may_trade=account.may_trade,
            opened_at=account.opened_at,
        )


class DownlineWalletView(View):
    """A wallet of a downline; ``held`` is what waits, such as withdrawals that are not paid yet."""

    person: PersonView
    currency: str
    balance: MoneyOut
    available: MoneyOut
    held: MoneyOut

    @classmethod
    def of(cls, noun: Line[Wallet]) -> Self:
        """See `View.of`."""
        wallet = noun.of
        return cls(
            person=PersonView.of(noun.person),
            currency=wallet.currency,
            balance=wallet.balance,
            available=wallet.available,
            held=wallet.held,
        )


class DownlineTransactionView(View):
    """A completed movement of a downline's money; ``amount`` is signed."""

    person: PersonView
    id: str
    kind: TransactionKind
    amount: MoneyOut
    login: str | None
    method: str | None
    at: Instant

    @classmethod
    def of(cls, noun: Line[Transaction]) -> Self:
        """See `View.of`."""
        own = ("id", "kind", "amount", "login", "method", "at")
        facts = {name: getattr(noun.of, name) for name in own}
        return cls.model_validate(facts | {"person": PersonView.of(noun.person)})


class DownlineRequestView(View):
    """A request of a downline, to be read only; nothing that was handed in with it is shown."""

    person: PersonView
    id: str
    type: RequestType
    status: RequestStatus
    amount: str | None
    currency: str | None
    login: str | None
    method: str | None
    submitted_at: Instant
    decided_at: Instant | None
    reason: str | None

    @classmethod
    def of(cls, noun: Line[Request]) -> Self:
        """See `View.of`."""
        request, money = noun.of, noun.person.veil.shows(DownlineField.BALANCES)
        return cls(
            person=PersonView.of(noun.person),
            id=request.id,
            type=request.type,
            status=request.status,
            amount=_fact(request, "amount") if money else None,
            currency=_fact(request, "currency") if money else None,
            login=_fact(request, "account"),
            method=_fact(request, "method"),
            submitted_at=request.submitted_at,
            decided_at=request.decided_at,
            reason=request.reason,
        )


def _fact(request: Request, name: str) -> str | None:
    value = request.summary.get(name)
    return None if value is None else str(value)
