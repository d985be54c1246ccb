"""What is told of one settled deal: to staff the whole of it, to a broker their own part."""

from typing import Any, Self

from chalicelib.accounts.public import server_name
from chalicelib.edge.schemas import Instant, MoneyOut, View
from chalicelib.partners.model.earnings import Cause, Rebate
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.schemas.earnings import CommissionView, facts_of
from chalicelib.partners.schemas.receipts import (
    Exact,
    ReceiptView,
    SettlementView,
    UnpaidView,
)
from chalicelib.partners.service.explaining import Explained, OwnShare, deal_key


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


class RevisionView(View):
    """What a deal came to when it was computed anew, ``as_of`` a moment or as of its closing.

    ``cause`` says why. To a broker ``receipts`` and ``unpaid`` are theirs alone.
    """

    revision: int
    cause: Cause
    as_of: Instant | None
    at: Instant
    reason: Reason | None
    receipts: list[ReceiptView]
    unpaid: list[UnpaidView]
    rules: list[RuleView]
    tiers: list[str]

    @classmethod
    def of_broker(cls, noun: Explained, share: OwnShare) -> Self:
        """What one broker's adjustments are explained by."""
        return cls(**_revised(noun), **_mine(share, noun.deal.revision))

    @classmethod
    def of(cls, noun: Explained) -> Self:
        """See `View.of`; the whole of it, for staff."""
        settlement = noun.deal.settlement
        return cls(
            **_revised(noun),
            receipts=[ReceiptView.of(one) for one in settlement.receipts],
            unpaid=[UnpaidView.model_validate(one) for one in settlement.unpaid],
        )


class OwnShareView(View):
    """What the broker who asks got of one deal, with everything that it was computed from."""

    deal: str
    trade: TradeView
    client_id: str | None
    client_name: str
    level: int
    between: list[PathStepView]
    login: int | None
    server_name: str
    profit: MoneyOut | None
    rebate: Rebate | None
    commissions: list[CommissionView]
    receipts: list[ReceiptView]
    unpaid: list[UnpaidView]
    reason: Reason | None
    rules: list[RuleView]
    tiers: list[str]
    settled_at: Instant
    later: list[RevisionView]

    @classmethod
    def of(cls, noun: OwnShare) -> Self:
        """See `View.of`."""
        explained, mine = noun.explained, noun.commissions
        deal, tells_profit = explained.deal, noun.told.profit
        return cls(
            **_facts(explained) | {"client_id": deal.client_id or None},
            client_name=noun.told.name,
            level=noun.level,
            between=[PathStepView.of(one) for one in noun.between],
            login=mine[0].login or None,
            profit=deal.trade.profit if tells_profit else None,
            rebate=noun.rebate,
            commissions=[
                CommissionView.model_validate(facts_of(one, tells_profit=tells_profit))
                for one in mine
            ],
            **_mine(noun, deal.revision),
            later=[RevisionView.of_broker(one, noun) for one in explained.later],
            reason=deal.settlement.reason,
        )


def _mine(share: OwnShare, revision: int) -> dict[str, Any]:
    """What one broker got, and why not more, when the deal was computed that time."""
    rows = [one for one in share.commissions if one.revision == revision]
    return {
        "receipts": [
            ReceiptView.told(one, tells_profit=share.told.profit)
            for row in rows
            for one in row.receipts
        ],
        "unpaid": [UnpaidView.model_validate(one) for row in rows for one in row.unpaid],
    }


class SettledDealView(View):
    """The whole settlement of one deal, for staff."""

    deal: str
    trade: TradeView
    client_id: str
    account_id: str
    login: int
    server_name: str
    platform_group: str
    profit: MoneyOut
    platform_commission: MoneyOut
    spread_points: int | None
    path: list[PathStepView]
    settlement: SettlementView
    rules: list[RuleView]
    tiers: list[str]
    settled_at: Instant
    later: list[RevisionView]

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
            later=[RevisionView.of(one) for one in noun.later],
        )


def _revised(explained: Explained) -> dict[str, Any]:
    deal = explained.deal
    return {
        "revision": deal.revision,
        "cause": deal.cause,
        "as_of": deal.as_of,
        "at": deal.settled_at,
        "reason": deal.settlement.reason,
        "rules": [RuleView.model_validate(one) for one in explained.rules],
        "tiers": list(explained.tiers),
    }


def _facts(explained: Explained) -> dict[str, Any]:
    """What a broker and staff alike see of a deal."""
    deal = explained.deal
    return {
        "deal": deal_key(deal.trade.server_id, deal.trade.deal_id),
        "trade": TradeView.model_validate(deal.trade),
        "client_id": deal.client_id,
        "server_name": server_name(deal.trade.server_id),
        "rules": [RuleView.model_validate(one) for one in explained.rules],
        "tiers": list(explained.tiers),
        "settled_at": deal.settled_at,
    }
