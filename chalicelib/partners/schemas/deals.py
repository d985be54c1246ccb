"""What is told of one settled deal: to staff the whole of it, to a broker their own part."""

from collections.abc import Sequence
from typing import Any, Self

from chalicelib.edge.schemas import Instant, MoneyOut, View
from chalicelib.partners.model.earnings import Cause, Commission
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.schemas.earnings import CommissionView
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
    def of_broker(cls, noun: Explained, rows: Sequence[Commission]) -> Self:
        """What one broker's adjustments in ``rows`` are explained by."""
        mine = [one for one in rows if one.revision == noun.deal.revision]
        return cls(
            **_revised(noun),
            receipts=[ReceiptView.of(one) for row in mine for one in row.receipts],
            unpaid=[UnpaidView.model_validate(one) for row in mine for one in row.unpaid],
        )

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
    level: int
    between: list[PathStepView]
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
        explained = noun.explained
        first = [one for one in noun.commissions if one.revision == explained.deal.revision]
        return cls(
            **_facts(explained) | {"client_id": explained.deal.client_id or None},
            level=noun.level,
            between=[PathStepView.of(one) for one in noun.between],
            commissions=[CommissionView.of(one) for one in noun.commissions],
            receipts=[ReceiptView.of(one) for row in first for one in row.receipts],
            unpaid=[UnpaidView.model_validate(one) for row in first for one in row.unpaid],
            later=[RevisionView.of_broker(one, noun.commissions) for one in explained.later],
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
        "rules": [RuleView.model_validate(one) for one in explained.rules],
        "tiers": list(explained.tiers),
        "settled_at": deal.settled_at,
    }
