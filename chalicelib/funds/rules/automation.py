"""Whether the system approves a withdrawal by itself. Pure."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.automation import (
    AutomaticDecision,
    AutomaticWithdrawals,
    LimitCheck,
    LimitCode,
)


@dataclass(frozen=True)
class AskedFor:
    """A withdrawal as the limits see it.

    ``in_base`` is its amount in the base currency; an amount in another currency has no rate and
    cannot be compared. ``used`` were approved by the system on ``day`` before it.
    """

    client_id: str
    group_id: str
    method_id: str
    by_client: bool
    in_base: Money
    used: int
    day: date


def day_of(moment: datetime, zone: str) -> date:
    """The day of the broker's clock on which ``moment`` falls."""
    return moment.astimezone(ZoneInfo(zone)).date()


def decided(
    limits: AutomaticWithdrawals | None, asked: AskedFor, base_currency: str, version: int
) -> AutomaticDecision:
    """Every limit put to a withdrawal. It is approved when all are kept; without any, it is not."""
    if limits is None:
        return AutomaticDecision((LimitCheck(LimitCode.SWITCHED_ON, passed=False),), version)
    return AutomaticDecision(tuple(_checks(limits, asked, base_currency)), version)


def _checks(
    limits: AutomaticWithdrawals, asked: AskedFor, base_currency: str
) -> Iterator[LimitCheck]:
    by_method = not limits.methods or asked.method_id in limits.methods
    by_group = not limits.client_groups or asked.group_id in limits.client_groups
    not_excluded = asked.client_id not in limits.excluded_clients
    yield LimitCheck(LimitCode.SWITCHED_ON, passed=True)
    yield LimitCheck(LimitCode.ASKED_BY_CLIENT, asked.by_client)
    yield LimitCheck(LimitCode.METHOD, by_method, {"method_id": asked.method_id})
    yield LimitCheck(LimitCode.GROUP, by_group, {"group_id": asked.group_id})
    yield LimitCheck(LimitCode.NOT_EXCLUDED, not_excluded)
    yield _amount(Money.parse(limits.maximum, base_currency), asked.in_base)
    yield LimitCheck(
        LimitCode.COUNT,
        asked.used < limits.per_day,
        {"used": str(asked.used), "limit": str(limits.per_day), "day": asked.day.isoformat()},
    )


def _amount(maximum: Money, amount: Money) -> LimitCheck:
    facts = {
        "amount": str(amount),
        "amount_currency": amount.currency,
        "maximum": str(maximum),
        "currency": maximum.currency,
    }
    comparable = amount.currency == maximum.currency
    return LimitCheck(LimitCode.AMOUNT, comparable and amount <= maximum, facts)
