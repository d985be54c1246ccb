"""Reports on commissions: which are looked for, a line, and sums."""

from typing import Any, Self

from chalicelib.edge.schemas import Instant, MoneyOut, PageQuery, View
from chalicelib.partners.model.earnings import CommissionState
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.sought import SumsPart
from chalicelib.partners.rules.seeking import frequency_of
from chalicelib.partners.schemas.earnings import CommissionView
from chalicelib.partners.service.reporting import Reported
from chalicelib.partners.service.sought_filters import CommissionFilters, OwnCommissionFilters


class OwnCommissionsQuery(OwnCommissionFilters, PageQuery):
    """A page of the caller's commissions."""


class CommissionReportQuery(CommissionFilters, PageQuery):
    """A page of commissions of all brokers."""


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
