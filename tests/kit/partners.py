"""Plans and trades for tests: the figures of the specification, and a trade that is fine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.core.money import Money
from chalicelib.partners.model.plans import (
    Basic,
    Calculation,
    FixedScheme,
    RankStructure,
    RateType,
    Structure,
    SymbolGroup,
    SymbolValues,
)
from chalicelib.partners.model.receipts import Component, Settlement
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.rules import fixed

RANKS = RankStructure("Metals", ("Bronze", "Silver", "Gold", "Diamond", "Platinum"))
MAJORS = SymbolGroup("Majors", "mt5", ("EURUSD", "USDJPY"))
GROUPS = {"sgr_majors": MAJORS}
CLOSED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NINE = ("Bronze", "Gold", "Gold", "Diamond", "Silver", "Gold", "Diamond", "Platinum", "Platinum")


def decimals(*texts: str | int) -> tuple[Decimal, ...]:
    """Exact amounts, as a plan has them."""
    return tuple(Decimal(one) for one in texts)


def basic(**changes: Any) -> Basic:
    """The rank table of the specification: USD 1 to 5 per lot."""
    table = Basic("sgr_majors", Structure.RANK, RateType.PER_LOT, decimals(1, 2, 3, 4, 5))
    return replace(table, **changes)


def scheme(*basics: Basic, **changes: Any) -> FixedScheme:
    """A fixed scheme of ``basics``, or of the specification's rank table."""
    return replace(FixedScheme("Standard", "rnk_metals", basics or (basic(),)), **changes)


def trade(**changes: Any) -> ClosedTrade:
    """One lot of EURUSD, closed after an hour with a profit of USD 200."""
    one = ClosedTrade(
        server_id="mt5",
        deal_id="7001",
        symbol="EURUSD",
        platform_group="real\\std",
        lots=Decimal(1),
        profit=Money.parse("200.00", "USD"),
        platform_commission=Money.parse("7.00", "USD"),
        opened_at=CLOSED_AT - timedelta(hours=1),
        closed_at=CLOSED_AT,
    )
    return replace(one, **changes)


def uplines(*tiers: str | None) -> tuple[Upline, ...]:
    """Those above a trader by their tiers, the nearest first: ``ib1``, ``ib2``, …"""
    return tuple(
        Upline(f"ib{level}", level, RANKS.tiers.index(tier) + 1 if tier else None)
        for level, tier in enumerate(tiers, start=1)
    )


def barred(upline: Upline, reason: Reason) -> Upline:
    """The same, but shut out from earning."""
    return replace(upline, barred=reason)


def settled(
    plan: FixedScheme,
    above: tuple[Upline, ...],
    calculation: Calculation | None = None,
    values: SymbolValues | None = None,
    **changes: Any,
) -> Settlement:
    """What a trade pays under ``plan`` to those ``above``."""
    return fixed.settle(
        plan,
        GROUPS,
        trade(**changes),
        above,
        calculation or Calculation(),
        values or SymbolValues(),
    )


def paid(settlement: Settlement, component: Component = Component.BASIC) -> dict[str, str]:
    """Amounts by recipient under one component."""
    return {
        one.recipient_id: f"{one.amount} {one.amount.currency}"
        for one in settlement.receipts
        if one.component is component
    }


def why(settlement: Settlement, component: Component = Component.BASIC) -> dict[str, Reason]:
    """Reasons by whoever gets nothing under one component."""
    return {one.recipient_id: one.reason for one in settlement.unpaid if one.component is component}
