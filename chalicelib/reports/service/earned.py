"""Rows of exports of what brokers earn: the report on commissions."""

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners import public as partners
from chalicelib.partners.public import CommissionFilters, Rate, RateType, Reported

_BETWEEN = "; "

COMMISSION_COLUMNS = (
    "closed_at",
    "opened_at",
    "server",
    "deal",
    "position",
    "account",
    "trader_id",
    "trader",
    "level",
    "recipient_id",
    "recipient",
    "symbol",
    "lots",
    "swap",
    "profit",
    "platform_commission",
    "account_currency",
    "scheme",
    "frequency",
    "components",
    "rates",
    "rebate",
    "commission",
    "currency",
    "target",
    "status",
    "revision",
    "cause",
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
    traded, parts = found.traded, partners.parts_of(one, tells_profit=found.names_client)
    frequency, target = partners.frequency_of(one), partners.destination_of(one)
    return (
        iso(one.closed_at),
        iso(trade.opened_at) if trade and trade.opened_at else "",
        one.server_id,
        one.deal_id,
        str(traded.position_id) if traded else "",
        str(one.login) if found.names_client else "",
        one.client_id if found.names_client else "",
        found.client_name,
        str(one.level),
        one.recipient_id,
        found.recipient_name,
        one.symbol,
        one.lots,
        _text(traded.swap if traded else None),
        _text(trade.profit if trade else None),
        _text(trade.platform_commission if trade else None),
        trade.currency if trade else "",
        one.kind.value,
        frequency.value if frequency else "",
        _BETWEEN.join(f"{part.component.value} {part.amount}" for part in parts),
        _BETWEEN.join(_rate(rate) for part in parts for rate in part.rates),
        found.rebate.value if found.rebate else "",
        _text(one.amount),
        one.amount.currency if one.amount else "",
        target.value if target else "",
        one.state.value,
        str(one.revision),
        one.cause.value,
        iso(one.earned_at),
        iso(one.paid_at) if one.paid_at else "",
        " ".join(reason.value for reason in partners.reasons_of(one)),
    )


def _rate(rate: Rate) -> str:
    """A rate as a code and a number, such as ``per_lot 5 USD``, ``pip 2`` or ``same_rank 10 %``."""
    name = (rate.type or rate.component).value
    match rate.type:
        case RateType.PER_LOT:
            unit = f" {rate.currency}"
        case RateType.PIP:
            unit = ""
        case _:
            unit = " %"
    return f"{name} {rate.amount.normalize():f}{unit}"


def _text(amount: Money | None) -> str:
    return "" if amount is None else str(amount)
