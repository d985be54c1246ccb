"""Rows of exports of what brokers earn: the report on commissions."""

from datetime import date, datetime, timedelta

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners import public as partners
from chalicelib.partners.public import (
    CommissionState,
    Days,
    Frequency,
    Reported,
    SchemeKind,
    Sought,
)

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
_MOMENT = timedelta(microseconds=1)


def commissions(
    actor: Actor, filters: dict[str, str], request: PageRequest
) -> Page[tuple[str, ...]]:
    """Commissions as their report shows them; of the tree's schemes unless a kind is asked for."""
    kind = SchemeKind(filters.get("kind") or SchemeKind.FIXED)
    frequency, state = filters.get("frequency"), filters.get("state")
    sought = Sought(
        kind=kind,
        state=CommissionState(state) if state else None,
        frequency=Frequency(frequency) if frequency else None,
        server_id=filters.get("server"),
        recipient_id=filters.get("recipient"),
        client_id=filters.get("trader"),
        login=int(filters["login"]) if "login" in filters else None,
        currency=filters.get("currency"),
        symbol=filters.get("symbol"),
        deal_id=filters.get("order"),
    )
    days = Days(_day(filters.get("from"), timedelta()), _day(filters.get("to"), _MOMENT))
    return partners.commission_report(actor, kind, sought, days, request).map(_row)


def _day(text: str | None, before: timedelta) -> date | None:
    """The day of a moment; an end is the first moment after its day."""
    if text is None:
        return None
    if len(text) == len("2026-03-02"):
        return date.fromisoformat(text)
    return (datetime.fromisoformat(text) - before).astimezone(partners.zone()).date()


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
