"""From the facts about a closed trade to what it pays, and to a row for each broker above. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import (
    COMPONENTS,
    Commission,
    CommissionState,
    EarnedDeal,
    SchemeKind,
)
from chalicelib.partners.model.plans import (
    Calculation,
    FixedScheme,
    FlexibleScheme,
    Frequency,
    SymbolGroup,
    SymbolValues,
)
from chalicelib.partners.model.receipts import Receipt, Settlement, Unpaid
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline
from chalicelib.partners.rules import fixed, flexible


@dataclass(frozen=True)
class Facts:
    """All that a settlement is computed from, as of the moment when the trade was closed.

    ``scheme`` is that of the tree, ``own`` the flexible schemes of those above by their ids;
    ``passes`` what whoever is directly above each of them passes on to them, in per cent.
    ``refused`` is why the account's trades pay nobody at all.
    """

    trade: ClosedTrade
    uplines: tuple[Upline, ...]
    scheme: FixedScheme | None
    own: Mapping[str, FlexibleScheme]
    groups: Mapping[str, SymbolGroup]
    calculation: Calculation
    values: SymbolValues
    refused: Reason | None = None
    passes: Mapping[str, Decimal] = field(default_factory=dict)


def settled(facts: Facts) -> Settlement:
    """What the trade pays under the scheme of the tree and under those of single brokers."""
    if facts.refused is not None:
        return Settlement(reason=facts.refused)
    by_tree = _by_tree(facts)
    own = _own(facts)
    if by_tree.receipts and not own:
        return by_tree
    receipts = (*by_tree.receipts, *(one for one in own if isinstance(one, Receipt)))
    unpaid = (*by_tree.unpaid, *(one for one in own if isinstance(one, Unpaid)))
    if receipts:
        missing = (by_tree.reason,) if by_tree.reason else by_tree.shortfall
        return replace(by_tree, receipts=receipts, unpaid=unpaid, reason=None, shortfall=missing)
    return replace(by_tree, unpaid=unpaid, reason=by_tree.reason or _first(by_tree, unpaid))


def _by_tree(facts: Facts) -> Settlement:
    if not facts.uplines:
        return Settlement(reason=Reason.NO_UPLINE)
    if facts.scheme is None:
        return Settlement(reason=Reason.NO_SCHEME)
    return fixed.settle(
        facts.scheme, facts.groups, facts.trade, facts.uplines, facts.calculation, facts.values
    )


def _own(facts: Facts) -> list[Receipt | Unpaid]:
    return flexible.settle_chain(
        facts.own,
        facts.passes,
        facts.groups,
        facts.trade,
        facts.uplines,
        facts.calculation,
        facts.values,
    )


def _first(settlement: Settlement, unpaid: Sequence[Unpaid]) -> Reason:
    """Why nobody was paid, of a trade that every rule was asked about."""
    if settlement.shortfall:
        return settlement.shortfall[0]
    return unpaid[0].reason if unpaid else Reason.RATE_IS_ZERO


def commissions(deal: EarnedDeal, zone: ZoneInfo) -> tuple[Commission, ...]:
    """A row for each broker above the trader and each scheme they earn by, the nearest first.

    Whoever is no introducing broker has none: it is told with the deal alone.
    """
    return tuple(
        row
        for upline in deal.path
        if upline.barred is not Reason.NOT_AN_IB
        for row in _rows(deal, upline, zone)
    )


def _rows(deal: EarnedDeal, upline: Upline, zone: ZoneInfo) -> list[Commission]:
    rows = {kind: _row(deal, upline, kind, zone) for kind in SchemeKind}
    has_own = rows[SchemeKind.FLEXIBLE].receipts or rows[SchemeKind.FLEXIBLE].unpaid
    by_tree = rows[SchemeKind.FIXED]
    if not has_own:
        return [by_tree]
    is_by_tree = by_tree.receipts or by_tree.unpaid
    return list(rows.values()) if is_by_tree else [rows[SchemeKind.FLEXIBLE]]


def _row(deal: EarnedDeal, upline: Upline, kind: SchemeKind, zone: ZoneInfo) -> Commission:
    receipts = tuple(one for one in deal.settlement.receipts if _is_of(one, upline, kind))
    row = Commission(
        recipient_id=upline.client_id,
        kind=kind,
        server_id=deal.trade.server_id,
        deal_id=deal.trade.deal_id,
        client_id=deal.client_id,
        account_id=deal.account_id,
        login=deal.login,
        symbol=deal.trade.symbol,
        lots=f"{deal.trade.lots:f}",
        closed_at=deal.trade.closed_at,
        earned_at=deal.settled_at,
        level=upline.level,
        state=CommissionState.NONE,
        receipts=receipts,
        unpaid=tuple(one for one in deal.settlement.unpaid if _is_of(one, upline, kind)),
        reason=deal.settlement.reason,
    )
    if not receipts:
        return row
    return replace(
        row,
        state=CommissionState.WAITING,
        amount=_sum(receipts),
        due_at=due_at(deal, frequency_of(deal, row), zone),
    )


def frequency_of(deal: EarnedDeal, row: Commission) -> Frequency:
    """How often what ``row`` tells of ``deal`` is paid."""
    if row.kind is SchemeKind.FIXED:
        return deal.frequency
    return deal.own_frequencies[row.recipient_id]


def _is_of(one: Receipt | Unpaid, upline: Upline, kind: SchemeKind) -> bool:
    return one.recipient_id == upline.client_id and COMPONENTS[one.component] is kind


def _sum(receipts: tuple[Receipt, ...]) -> Money:
    total = receipts[0].amount
    for one in receipts[1:]:
        total = total + one.amount
    return total


def due_at(deal: EarnedDeal, frequency: Frequency, zone: ZoneInfo) -> datetime:
    """When a commission of ``deal`` goes to the wallet: at once, or after the day of the deal.

    A day is the broker's; what comes later than its end is paid at once.
    """
    if frequency is not Frequency.DAILY:
        return deal.settled_at
    return max(day_end(deal.trade.closed_at, zone), deal.settled_at)


def day_end(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment after the broker's day that ``at`` is in."""
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, datetime.min.time(), zone)
    return midnight.astimezone(at.tzinfo)
