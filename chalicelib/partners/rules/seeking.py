"""Which commissions a list shows, and what they come to. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.partners.model.earnings import Commission, CommissionState
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.sought import CommissionSum, Sought
from chalicelib.partners.model.trades import Upline


def matches(one: Commission, sought: Sought) -> bool:
    """Whether a list of what is ``sought`` shows this commission."""
    currency = one.amount.currency if one.amount else None
    return (
        sought.kind in (None, one.kind)
        and sought.state in (None, one.state)
        and sought.frequency in (None, frequency_of(one))
        and sought.server_id in (None, one.server_id)
        and sought.recipient_id in (None, one.recipient_id)
        and sought.client_id in (None, one.client_id)
        and sought.login in (None, one.login)
        and sought.currency in (None, currency)
        and sought.symbol in (None, one.symbol)
        and sought.deal_id in (None, one.deal_id)
    )


def frequency_of(one: Commission) -> Frequency | None:
    """How it is paid, which its dates tell: at once, or at the end of a day; None for nothing."""
    if one.due_at is None:
        return None
    return Frequency.REAL_TIME if one.due_at <= one.earned_at else Frequency.DAILY


def summed(found: Iterable[Commission]) -> tuple[CommissionSum, ...]:
    """The sums of commissions by state and currency; those that pay nothing are in none.

    What was cancelled before it was paid adds nothing.
    """
    amounts: dict[tuple[CommissionState, str], list[int]] = defaultdict(list)
    for one in found:
        if one.moves is not None:
            amounts[one.state, one.moves.currency].append(one.moves.minor)
    return tuple(
        CommissionSum(state, Money(sum(minors), currency), len(minors))
        for (state, currency), minors in sorted(amounts.items())
    )


def unnamed(one: Commission, levels: int | None) -> Commission:
    """A commission as its broker sees it: whose trade it was is told within ``levels`` alone."""
    if levels is None or one.level <= levels:
        return one
    return replace(one, client_id="", account_id="", login=0)


def unnamed_path(between: tuple[Upline, ...], level: int, levels: int | None) -> tuple[Upline, ...]:
    """Those between a trader and a broker ``level`` above, without who is beyond ``levels``."""
    if levels is None:
        return between
    return tuple(
        one if level - one.level <= levels else replace(one, client_id="") for one in between
    )
