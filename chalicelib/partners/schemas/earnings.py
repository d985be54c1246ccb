"""What the routes of earned commissions take and answer."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field

from chalicelib.edge.schemas import Body, Instant, MoneyOut, PageQuery, View
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    Earned,
    FailureAction,
    PayoutFailure,
    SchemeKind,
)
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.schemas.receipts import (
    Exact,
    ReceiptView,
    SettlementView,
    UnpaidView,
)
from chalicelib.partners.service.explaining import Days, Explained, OwnShare, deal_key


class DaysQuery(PageQuery):
    """Deals closed between two days of the broker's clock, both inclusive."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None

    @property
    def days(self) -> Days:
        """The same for the use case."""
        return Days(self.since, self.until)


class TroubledQuery(PageQuery):
    """Commissions that could not be paid, or that were put away."""

    state: Literal["failed", "recycled"] = "failed"

    @property
    def wanted(self) -> CommissionState:
        """The same for the use case."""
        return CommissionState(self.state)


class FailureForm(Body):
    """What to do about a commission that could not be paid."""

    kind: Annotated[SchemeKind, Field(strict=False)]
    action: Annotated[FailureAction, Field(strict=False)]


class CommissionView(View):
    """What one deal pays a broker under one kind of scheme; ``reasons`` why it is nothing or less.

    ``level`` is how far the trader ``client_id`` is below; beyond the levels that the broker shows,
    who it is and the account are null. ``deal`` names the deal in addresses.
    """

    deal: str
    recipient_id: str
    kind: SchemeKind
    client_id: str | None
    login: int | None
    symbol: str
    lots: str
    level: int
    state: CommissionState
    amount: MoneyOut | None
    reasons: list[Reason]
    closed_at: Instant
    due_at: Instant | None
    paid_at: Instant | None
    entry_id: str | None
    failure: PayoutFailure | None

    @classmethod
    def of(cls, noun: Commission) -> Self:
        """See `View.of`."""
        why = [noun.reason] if noun.reason else [one.reason for one in noun.unpaid]
        return cls(
            deal=deal_key(noun.server_id, noun.deal_id),
            recipient_id=noun.recipient_id,
            kind=noun.kind,
            client_id=noun.client_id or None,
            login=noun.login or None,
            symbol=noun.symbol,
            lots=noun.lots,
            level=noun.level,
            state=noun.state,
            amount=noun.amount,
            reasons=list(dict.fromkeys(why)),
            closed_at=noun.closed_at,
            due_at=noun.due_at,
            paid_at=noun.paid_at,
            entry_id=f"{noun.payout_id}.post" if noun.payout_id else None,
            failure=noun.failure,
        )


class EarnedView(View):
    """What was paid of the deals of one month (``2026-03``, by the broker's clock)."""

    month: str
    amount: MoneyOut
    commissions: int

    @classmethod
    def of(cls, noun: Earned) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)


class PathStepView(View):
    """Somebody above the trader as of the deal; ``barred`` is why they cannot earn at all.

    Who they are is null for a broker who is not shown that many levels.
    """

    client_id: str | None
    level: int
    tier: int | None
    barred: Reason | None
    is_rebate_customer: bool

    @classmethod
    def of(cls, noun: Upline) -> Self:
        """See `View.of`."""
        own = ("level", "tier", "barred", "is_rebate_customer")
        facts = {name: getattr(noun, name) for name in own}
        return cls.model_validate(facts | {"client_id": noun.client_id or None})


class RuleView(View):
    """A plan in the version by which the deal was settled."""

    plan_id: str
    number: int
    name: str


class TradeView(View):
    """The deal itself. ``opened_at`` is null where the opening is not known to us."""

    symbol: str
    lots: Exact
    opened_at: Instant | None
    closed_at: Instant


class OwnShareView(View):
    """What the broker who asks got of one deal, with everything that it was computed from."""

    deal: str
    trade: TradeView
    client_id: str | None
    level: int
    between: list[PathStepView]
    commissions: list[CommissionView]
    receipts: list[ReceiptView]
    unpaid: list[UnpaidView]
    reason: Reason | None
    rules: list[RuleView]
    tiers: list[str]
    settled_at: Instant

    @classmethod
    def of(cls, noun: OwnShare) -> Self:
        """See `View.of`."""
        explained = noun.explained
        return cls(
            **_facts(explained) | {"client_id": explained.deal.client_id or None},
            level=noun.level,
            between=[PathStepView.of(one) for one in noun.between],
            commissions=[CommissionView.of(one) for one in noun.commissions],
            receipts=[ReceiptView.of(one) for row in noun.commissions for one in row.receipts],
            unpaid=[
                UnpaidView.model_validate(one) for row in noun.commissions for one in row.unpaid
            ],
            reason=explained.deal.settlement.reason,
        )


class SettledDealView(View):
    """The whole settlement of one deal, for staff."""

    deal: str
    trade: TradeView
    client_id: str
    account_id: str
    login: int
    platform_group: str
    profit: MoneyOut
    platform_commission: MoneyOut
    spread_points: int | None
    path: list[PathStepView]
    settlement: SettlementView
    rules: list[RuleView]
    tiers: list[str]
    settled_at: Instant

    @classmethod
    def of(cls, noun: Explained) -> Self:
        """See `View.of`."""
        deal = noun.deal
        return cls(
            **_facts(noun),
            account_id=deal.account_id,
            login=deal.login,
            platform_group=deal.trade.platform_group,
            profit=deal.trade.profit,
            platform_commission=deal.trade.platform_commission,
            spread_points=deal.trade.spread_points,
            path=[PathStepView.of(one) for one in deal.path],
            settlement=SettlementView.of(deal.settlement),
        )


def _facts(explained: Explained) -> dict[str, Any]:
    """What a broker and staff alike see of a deal."""
    deal = explained.deal
    return {
        "deal": deal_key(deal.trade.server_id, deal.trade.deal_id),
        "trade": TradeView.model_validate(deal.trade),
        "client_id": deal.client_id,
        "rules": [RuleView.model_validate(one) for one in explained.rules],
        "tiers": list(explained.tiers),
        "settled_at": deal.settled_at,
    }
