"""Completed movements over all clients: which are looked for, a line, and sums."""

from typing import Any, Self

from chalicelib.edge.schemas import PageQuery, View
from chalicelib.funds.model.movements import Reported
from chalicelib.funds.schemas.transactions import TotalView, TransactionView
from chalicelib.funds.service.movement_filters import TransactionFilters


class TransactionReportQuery(TransactionFilters, PageQuery):
    """A page of movements of all clients."""


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
