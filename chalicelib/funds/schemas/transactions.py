"""Completed movements of a client's money, and their totals."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field

from chalicelib.edge.schemas import Body, CurrencyCode, Instant, MoneyOut, PageQuery, View
from chalicelib.funds.model.transactions import TransactionKind
from chalicelib.funds.service.reading import MovementFilter


class TransactionView(View):
    """A completed movement; ``amount`` is signed: what it added to the wallet, or to the trading
    account where staff moved money on that. ``available_after`` is the wallet's, if it was touched.

    ``account`` is the login of the trading account concerned, ``counterparty`` the number of the
    client whom money went to or came from.
    """

    id: str
    kind: TransactionKind
    amount: MoneyOut
    account: str | None = Field(validation_alias="login")
    account_id: str | None
    method: str | None
    counterparty: str | None
    at: Instant
    entry_id: str
    request_id: str | None
    available_after: MoneyOut | None


class TotalView(View):
    """The sum (signed) and the number of one kind of movement in one currency."""

    kind: TransactionKind
    currency: str
    amount: MoneyOut
    count: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The currency also by itself."""
        return cls.model_validate(
            {
                "kind": noun.kind,
                "currency": noun.amount.currency,
                "amount": noun.amount,
                "count": noun.count,
            }
        )


class TotalsQuery(Body):
    """Which movements: of a kind, in a currency, between two days (UTC, inclusive).

    ``account`` is the id of a trading account: those that touched it.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    kind: TransactionKind | None = None
    currency: CurrencyCode | None = None
    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None
    account: Annotated[str, Field(max_length=60)] | None = None

    @property
    def wanted(self) -> MovementFilter:
        """The same for the use case."""
        return MovementFilter(self.kind, self.currency, self.since, self.until, self.account)


class TransactionsQuery(TotalsQuery, PageQuery):
    """The same, a page at a time."""
