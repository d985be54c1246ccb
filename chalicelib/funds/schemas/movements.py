"""Completed movements over all clients: which are looked for, a line, and sums."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.clients.public import owners_meant
from chalicelib.core.actor import Actor
from chalicelib.edge.periods import PeriodQuery
from chalicelib.edge.schemas import View
from chalicelib.funds.model.movements import MovementsSought, Reported, Touched
from chalicelib.funds.model.transactions import TransactionKind
from chalicelib.funds.schemas.transactions import TotalView, TransactionView

_Id = Annotated[str, Field(max_length=100)]
_Currency = Annotated[str, Field(pattern=r"^[A-Za-z]{3,5}$", examples=["USD"])]
_Size = Annotated[str, Field(pattern=r"^[0-9]{1,18}(\.[0-9]{1,18})?$", examples=["12.50"])]


class TransactionReportQuery(PeriodQuery):
    """Which movements of all clients.

    ``q`` finds clients by name, e-mail, phone or number. ``id`` is that of a transaction or of a
    ledger entry. ``touched`` is where it is seen: in a wallet or on a trading account; ``server``
    and ``login`` are that account's. ``owner`` is as the list of clients takes it, ``referrer`` the
    number of the client's direct upline. ``least`` and ``most`` are of the amount without its sign.
    """

    q: Annotated[str, Field(max_length=100)] | None = None
    id: _Id | None = None
    kind: TransactionKind | None = None
    currency: _Currency | None = None
    touched: Touched | None = None
    server: _Id | None = None
    login: Annotated[int, Field(ge=1)] | None = None
    owner: Annotated[str, Field(max_length=500)] | None = None
    referrer: _Id | None = None
    least: _Size | None = None
    most: _Size | None = None

    def sought(self, actor: Actor) -> MovementsSought:
        """The same for the use case; ``actor`` is who asks, for owners may be *me*."""
        return MovementsSought(
            text=self.q or None,
            id=self.id or None,
            kind=self.kind,
            currency=self.currency.upper() if self.currency else None,
            touched=self.touched,
            server_id=self.server or None,
            login=self.login,
            owner_ids=owners_meant(actor, self.owner) if self.owner else None,
            referrer_id=self.referrer or None,
            at_least=Decimal(self.least) if self.least else None,
            at_most=Decimal(self.most) if self.most else None,
            since=self.since_at,
            until=self.until_at,
        )


class MovementPersonView(View):
    """Somebody by id and name; both are empty for a client outside the reader's scope."""

    id: str
    name: str


class ReportedTransactionView(TransactionView):
    """A movement with whose it is. ``counterparty`` is null outside the reader's scope.

    ``server`` is the id of the trading account's server, null without one.
    """

    client: MovementPersonView
    owner: MovementPersonView | None
    referrer: MovementPersonView | None
    other_client: MovementPersonView | None
    server: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        one: Reported = noun
        other = one.counterparty
        return cls.model_validate(
            dict(TransactionView.of(one.transaction))
            | {
                "login": one.transaction.login,
                "counterparty": other.id or None if other else None,
                "client": one.client,
                "owner": one.owner,
                "referrer": one.referrer,
                "other_client": other,
                "server": one.server_id,
            }
        )


class TransactionSumsView(View):
    """The sums of some of them: ask on with ``next_cursor`` and add up."""

    movements: int
    sums: list[TotalView]
    next_cursor: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(
            {
                "movements": noun.movements,
                "sums": [TotalView.of(one) for one in noun.sums],
                "next_cursor": noun.next_cursor,
            }
        )
