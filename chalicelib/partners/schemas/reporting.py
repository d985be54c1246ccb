"""Reports on commissions: which are looked for, a line, and sums."""

from dataclasses import replace
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.edge.schemas import CurrencyCode, Instant, MoneyOut, View
from chalicelib.partners.model.earnings import CommissionState, SchemeKind
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.sought import Sought, SumsPart
from chalicelib.partners.rules.seeking import frequency_of
from chalicelib.partners.schemas.earnings import CommissionView, DaysQuery
from chalicelib.partners.service.reporting import Reported

_Id = Annotated[str, Field(max_length=60)]


class OwnCommissionsQuery(DaysQuery):
    """Which of the caller's commissions: of one scheme, state, server or currency."""

    kind: SchemeKind | None = None
    state: CommissionState | None = None
    server: _Id | None = None
    currency: CurrencyCode | None = None
    symbol: Annotated[str, Field(max_length=40)] | None = None

    @property
    def sought(self) -> Sought:
        """The same for the use case."""
        return Sought(
            kind=self.kind,
            state=self.state,
            server_id=self.server,
            currency=self.currency,
            symbol=self.symbol,
        )


class CommissionReportQuery(OwnCommissionsQuery):
    """Which commissions of one kind of scheme; ``trader`` and ``recipient`` are ids of clients.

    ``order`` is the ticket of a deal, exactly.
    """

    kind: SchemeKind = SchemeKind.FIXED
    frequency: Frequency | None = None
    recipient: _Id | None = None
    trader: _Id | None = None
    login: Annotated[int, Field(ge=1)] | None = None
    order: Annotated[str, Field(max_length=40)] | None = None

    @property
    def sought(self) -> Sought:
        """The same for the use case."""
        return replace(
            super().sought,
            frequency=self.frequency,
            recipient_id=self.recipient,
            client_id=self.trader,
            login=self.login,
            deal_id=self.order,
        )


class ReportedCommissionView(CommissionView):
    """A commission with its deal. Who the trader is, is null outside the reader's data scope."""

    recipient_name: str
    client_name: str
    server: str
    frequency: Frequency | None
    opened_at: Instant | None
    profit: MoneyOut | None
    platform_commission: MoneyOut | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        one: Reported = noun
        shared = dict(CommissionView.of(one.commission))
        hidden = {} if one.names_client else {"client_id": None, "login": None}
        trade = one.deal.trade if one.deal else None
        return cls.model_validate(
            shared
            | hidden
            | {
                "recipient_name": one.recipient_name,
                "client_name": one.client_name,
                "server": one.commission.server_id,
                "frequency": frequency_of(one.commission),
                "opened_at": trade.opened_at if trade else None,
                "profit": trade.profit if trade else None,
                "platform_commission": trade.platform_commission if trade else None,
            }
        )


class CommissionSumView(View):
    """What commissions in one state come to in one currency."""

    state: CommissionState
    amount: MoneyOut
    count: int


class CommissionSumsView(View):
    """The sums of some of them: ask on with ``next_cursor`` and add up."""

    deals: int
    sums: list[CommissionSumView]
    next_cursor: str | None

    @classmethod
    def of(cls, noun: SumsPart) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)
