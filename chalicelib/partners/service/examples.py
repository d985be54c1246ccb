"""What a scheme would pay for a trade made up by staff: the same rules, nothing stored."""

from datetime import timedelta
from decimal import Decimal

from chalicelib import ports
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import (
    CALCULATION,
    MAX_HOLDING_SECONDS,
    SYMBOL_VALUES,
    FixedScheme,
    FlexibleScheme,
    RankStructure,
    SymbolGroup,
)
from chalicelib.partners.model.receipts import Receipt, Settlement, Unpaid
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.rules import fixed, flexible
from chalicelib.partners.service import plan_reading
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class ExampleTrade:
    """A trade as staff make it up; amounts are whole units of the account's ``currency``."""

    symbol: str
    platform_group: str
    lots: Decimal
    currency: str
    profit: str
    platform_commission: str
    spread_points: int | None = None


@dataclass(frozen=True)
class Example:
    """A scheme that may not be stored yet, a trade, and the tiers above it, the nearest first."""

    scheme: FixedScheme | FlexibleScheme
    trade: ExampleTrade
    tiers: tuple[int | None, ...]


def computed(example: Example) -> Settlement:
    """What the scheme pays, with every step of it.

    Raises:
        Invalid: ``plan_not_in_force``, ``amounts_do_not_fit``, ``tier_unknown``; what an amount
            is refused for.
    """
    scheme = example.scheme
    rates = scheme.basics if isinstance(scheme, FixedScheme) else scheme.rates
    groups = {one.symbol_group_id: _group(one.symbol_group_id) for one in rates}
    trade = _trade(example.trade, groups[rates[0].symbol_group_id].server_id)
    above = tuple(
        Upline(f"upline-{level}", level, tier) for level, tier in enumerate(example.tiers, 1)
    )
    rules = (settings.value(CALCULATION), settings.value(SYMBOL_VALUES))
    if isinstance(scheme, FlexibleScheme):
        return _told([flexible.settle(scheme, groups, trade, one, *rules) for one in above])
    ranks = _ranks(scheme.rank_structure_id)
    fixed.check_fits(scheme, ranks)
    if any(tier is not None and not 1 <= tier <= len(ranks.tiers) for tier in example.tiers):
        raise Invalid("no such tier", code="tier_unknown", field="tiers", tiers=len(ranks.tiers))
    return fixed.settle(scheme, groups, trade, above, *rules)


def _told(outcomes: list[Receipt | Unpaid]) -> Settlement:
    return Settlement(
        receipts=tuple(one for one in outcomes if isinstance(one, Receipt)),
        unpaid=tuple(one for one in outcomes if isinstance(one, Unpaid)),
        reason=None if outcomes else Reason.NO_UPLINE,
    )


def _trade(made_up: ExampleTrade, server_id: str) -> ClosedTrade:
    now = ports.now()
    return ClosedTrade(
        server_id=server_id,
        deal_id="",
        symbol=made_up.symbol,
        platform_group=made_up.platform_group,
        lots=made_up.lots,
        profit=Money.parse(made_up.profit, made_up.currency, field="trade.profit"),
        platform_commission=Money.parse(
            made_up.platform_commission, made_up.currency, field="trade.platform_commission"
        ),
        opened_at=now - timedelta(seconds=MAX_HOLDING_SECONDS),
        closed_at=now,
        spread_points=made_up.spread_points,
    )


def _group(plan_id: str) -> SymbolGroup:
    found = plan_reading.in_force(plan_id, ports.now())
    if found is None or not isinstance(found.plan, SymbolGroup):
        raise Invalid("no such group", code="plan_not_in_force", field="scheme.symbol_group_id")
    return found.plan


def _ranks(plan_id: str) -> RankStructure:
    found = plan_reading.in_force(plan_id, ports.now())
    if found is None or not isinstance(found.plan, RankStructure):
        raise Invalid("no such ranks", code="plan_not_in_force", field="scheme.rank_structure_id")
    return found.plan
