"""Rows of exports of what brokers earn: the report on commissions."""

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners import public as partners
from chalicelib.partners.public import CommissionFilters, Reported

COMMISSION_COLUMNS = (
    "closed_at",
    "opened_at",
    "server",
    "deal",
    "account",
    "trader_id",
    "trader",
    "level",
    "recipient_id",
    "recipient",
    "symbol",
    "lots",
    "profit",
    "platform_commission",
    "account_currency",
    "scheme",
    "frequency",
    "commission",
    "currency",
    "status",
    "earned_at",
    "paid_at",
    "reasons",
)


def commissions(
    actor: Actor, filters: CommissionFilters, request: PageRequest
) -> Page[tuple[str, ...]]:
    """Commissions as their report shows them; of the tree's schemes unless a kind is asked for."""
    found = partners.commission_report(actor, filters.kind, filters.sought, filters.days, request)
    return found.map(_row)


def _row(found: Reported) -> tuple[str, ...]:
    one, trade = found.commission, found.deal.trade if found.deal else None
    frequency = partners.frequency_of(one)
    why = [one.reason] if one.reason else [unpaid.reason for unpaid in one.unpaid]
    return (
        iso(one.closed_at),
        iso(trade.opened_at) if trade and trade.opened_at else "",
        one.server_id,
        one.deal_id,
        str(one.login) if found.names_client else "",
        one.client_id if found.names_client else "",
        found.client_name,
        str(one.level),
        one.recipient_id,
        found.recipient_name,
        one.symbol,
        one.lots,
        _text(trade.profit if trade else None),
        _text(trade.platform_commission if trade else None),
        trade.currency if trade else "",
        one.kind.value,
        frequency.value if frequency else "",
        _text(one.amount),
        one.amount.currency if one.amount else "",
        one.state.value,
        iso(one.earned_at),
        iso(one.paid_at) if one.paid_at else "",
        " ".join(dict.fromkeys(reason.value for reason in why)),
    )


def _text(amount: Money | None) -> str:
    return "" if amount is None else str(amount)
