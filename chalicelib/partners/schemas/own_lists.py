"""A broker's own commissions, as the portal lists them."""

from typing import Any, Self

from chalicelib.edge.schemas import Instant, MoneyOut
from chalicelib.partners.model.earnings import Rebate
from chalicelib.partners.rules import telling
from chalicelib.partners.schemas.earnings import CommissionView, facts_of
from chalicelib.partners.service.own_lists import OwnLine


class OwnCommissionView(CommissionView):
    """A commission with its deal. ``profit`` is null where the broker is not told it.

    ``client_name`` is empty of a trader who is not, or no more, among those whom they see.
    """

    client_name: str
    opened_at: Instant | None
    profit: MoneyOut | None
    rebate: Rebate | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        line: OwnLine = noun
        trade = line.deal.trade if line.deal else None
        return cls.model_validate(
            facts_of(line.commission, tells_profit=line.told.profit)
            | {
                "client_name": line.told.name,
                "opened_at": trade.opened_at if trade else None,
                "profit": trade.profit if trade and line.told.profit else None,
                "rebate": telling.rebate(line.commission, line.deal),
            }
        )
