"""Reports on commissions: which are looked for, a line, and sums."""

from typing import Any, Self

from chalicelib.edge.schemas import Instant, MoneyOut, PageQuery, View
from chalicelib.partners.model.earnings import CommissionState, Rebate
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.sought import SumsPart
from chalicelib.partners.rules.seeking import frequency_of
from chalicelib.partners.schemas.earnings import CommissionView, facts_of
from chalicelib.partners.service.reporting import Reported
from chalicelib.partners.service.sought_filters import CommissionFilters, OwnCommissionFilters


class OwnCommissionsQuery(OwnCommissionFilters, PageQuery):
    """A page of the caller's commissions."""


class CommissionReportQuery(CommissionFilters, PageQuery):
    """A page of commissions of all brokers."""


class ReportedCommissionView(CommissionView):
    """A commission with its deal. Outside the reader's data scope who traded, and what, is null.

    ``position_id`` and ``swap`` are what the server says of the trade by now.
    """

    recipient_name: str
    client_name: str
    server: str
    frequency: Frequency | None
    opened_at: Instant | None
    profit: MoneyOut | None
    platform_commission: MoneyOut | None
    swap: MoneyOut | None
    position_id: str | None
    rebate: Rebate | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        one: Reported = noun
        shared = facts_of(one.commission, tells_profit=one.names_client)
        hidden = {} if one.names_client else {"client_id": None, "login": None}
        trade, traded = one.deal.trade if one.deal else None, one.traded
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
                "swap": traded.swap if traded else None,
                "position_id": str(traded.position_id) if traded else None,
                "rebate": one.rebate,
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
