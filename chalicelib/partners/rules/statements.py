"""From commissions to the lines of a statement, and from lines to what they come to. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.core.errors import Invalid
from chalicelib.partners.model.earnings import Commission, CommissionState
from chalicelib.partners.model.statements import Figures, Share, StatementLine, Summary
from chalicelib.partners.rules import taking, telling

MOST_DAYS = 366
# Under which figure a state's amounts stand; of claw-backs see `_add_claw_back`.
_FIGURES = {
    CommissionState.PAID: "paid",
    CommissionState.WAITING: "waiting",
    CommissionState.HELD: "held",
    CommissionState.FAILED: "failed",
    CommissionState.RECYCLED: "failed",
    CommissionState.REFUSED: "refused",
}
_CLAW_BACKS = {
    CommissionState.TO_APPROVE: "to_take",
    CommissionState.OWED: "to_take",
    CommissionState.TAKEN: "to_take",
    CommissionState.WAIVED: "waived",
}


def check_period(first: date, last: date, today: date, earliest: date | None) -> None:
    """Whether a statement can be of these days, both included, by the broker's clock.

    Raises:
        Invalid: ``period_reversed``, ``period_in_future``, ``period_too_long`` with the ``days``
            that it may have, ``period_before_reports`` with the ``earliest`` day.
    """
    if last < first:
        raise Invalid("it ends before it begins", code="period_reversed", field="to")
    if last > today:
        raise Invalid("it has not come yet", code="period_in_future", field="to", last=f"{today}")
    if last - first >= timedelta(days=MOST_DAYS):
        raise Invalid("a shorter period", code="period_too_long", field="from", days=MOST_DAYS)
    if earliest is not None and first < earliest:
        raise Invalid(
            "reports do not reach back that far",
            code="period_before_reports",
            field="from",
            earliest=earliest.isoformat(),
        )


def line_of(one: Commission, deal: str, *, tells_profit: bool = True) -> StatementLine:
    """The line for a commission as its broker sees it; ``deal`` is how its deal is called."""
    parts = telling.parts(one, tells_profit=tells_profit)
    return StatementLine(
        deal=deal,
        closed_at=one.closed_at,
        kind=one.kind,
        client_id=one.client_id,
        login=one.login,
        level=one.level,
        symbol=one.symbol,
        lots=Decimal(one.lots),
        rates=tuple(dict.fromkeys(rate for part in parts for rate in part.rates)),
        state=one.state,
        amount=one.amount,
        cancelled=one.cancelled.minor if one.cancelled else 0,
        taken=taking.taken(one).minor if one.takings else 0,
        revision=one.revision,
        cause=one.cause,
        failure=one.failure,
        set_off=one.set_off,
        reasons=telling.reasons(one),
        paid_at=one.paid_at,
        payout_id=one.payout_id,
        components=tuple((part.component, part.amount) for part in parts),
    )


@dataclass
class _Sums:
    """What has been added up of one scheme or account in one currency."""

    deals: set[str] = field(default_factory=set)
    lots: Decimal = Decimal(0)
    earned: int = 0
    adjusted: int = 0
    total: int = 0

    def add(self, line: StatementLine, amount: int) -> None:
        if line.deal not in self.deals:
            self.deals.add(line.deal)
            self.lots += line.lots
        if line.revision:
            self.adjusted += amount
        else:
            self.earned += amount
        self.total += line.moves


class Adding:
    """Adds lines up as they come; what it has seen so far is `summary`."""

    def __init__(self) -> None:
        self._figures: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._kinds: dict[tuple[tuple[str, ...], str], _Sums] = defaultdict(_Sums)
        self._accounts: dict[tuple[tuple[str, ...], str], _Sums] = defaultdict(_Sums)
        self._deals: dict[str, bool] = {}
        self._lines = 0

    def add(self, line: StatementLine) -> None:
        """One more line."""
        self._lines += 1
        self._deals[line.deal] = self._deals.get(line.deal, False) or line.amount is not None
        if line.amount is None:
            return
        minor, currency = line.amount.minor, line.amount.currency
        found = self._figures[currency]
        found["adjusted" if line.revision else "earned"] += minor
        found["cancelled"] += line.moves - minor
        _add_state(found, line)
        account = (line.client_id, str(line.login)) if line.client_id else ()
        self._kinds[(line.kind.value,), currency].add(line, minor)
        self._accounts[account, currency].add(line, minor)

    @property
    def summary(self) -> Summary:
        """What all lines come to."""
        return Summary(
            deals=len(self._deals),
            unpaid_deals=sum(not paid for paid in self._deals.values()),
            lines=self._lines,
            figures=tuple(_figures(*one) for one in sorted(self._figures.items())),
            by_kind=_shares(self._kinds),
            by_account=_shares(self._accounts),
        )


def summed(lines: Iterable[StatementLine]) -> Summary:
    """What lines come to."""
    adding = Adding()
    for one in lines:
        adding.add(one)
    return adding.summary


def _figures(currency: str, found: dict[str, int]) -> Figures:
    facts: dict[str, Any] = {"currency": currency, **found}
    return Figures(**facts)


def _add_state(found: dict[str, int], line: StatementLine) -> None:
    if line.state in _FIGURES:
        found[_FIGURES[line.state]] += line.moves
    elif line.state in _CLAW_BACKS:
        found["taken"] -= line.taken
        found[_CLAW_BACKS[line.state]] += line.moves + line.taken


def _shares(sums: dict[tuple[tuple[str, ...], str], _Sums]) -> tuple[Share, ...]:
    """The largest of a currency first; what is not shown last."""
    shares = [
        Share(key, currency, len(one.deals), one.lots, one.earned, one.adjusted, one.total)
        for (key, currency), one in sums.items()
    ]
    return tuple(sorted(shares, key=lambda one: (one.currency, not one.key, -one.total, one.key)))
