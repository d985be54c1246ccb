"""From what a deal came to before, and what it comes to now, to the adjustments in between. Pure.

An adjustment is the difference for one recipient, one kind of scheme and one currency. It is due,
or a claw-back that waits for approval; what was said before stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    EarnedDeal,
    SchemeKind,
)
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.rules import earning
from chalicelib.partners.rules.earning import Facts

_UTC = ZoneInfo("UTC")
Amounts = Mapping[tuple[str, SchemeKind, str], Money]


@dataclass(frozen=True)
class Difference:
    """What one recipient got of a deal under one kind of scheme, and comes to now.

    Both are of one currency; their difference is what an adjustment is of.
    """

    recipient_id: str
    kind: SchemeKind
    before: Money
    after: Money

    @property
    def amount(self) -> Money:
        """What has to be paid, or, when it is negative, taken back."""
        return self.after - self.before


def amounts(deal: EarnedDeal | None) -> Amounts:
    """What a deal comes to by recipient, kind of scheme and currency; nothing of none."""
    rows = earning.commissions(deal, _UTC) if deal else ()
    return {
        (one.recipient_id, one.kind, one.amount.currency): one.amount
        for one in rows
        if one.amount is not None
    }


def compared(before: EarnedDeal | None, after: EarnedDeal) -> tuple[Difference, ...]:
    """What anybody got or gets, whether it differs or not, in a stable order."""
    was, now = amounts(before), amounts(after)
    return tuple(
        Difference(recipient_id, kind, was.get(key, nothing), now.get(key, nothing))
        for key in sorted(was.keys() | now.keys())
        for recipient_id, kind, currency in (key,)
        for nothing in (Money.zero(currency),)
    )


def differences(before: EarnedDeal | None, after: EarnedDeal) -> tuple[Difference, ...]:
    """Who has to be paid more or less."""
    return tuple(one for one in compared(before, after) if one.amount.minor)


def adjustments(before: EarnedDeal, after: EarnedDeal, zone: ZoneInfo) -> tuple[Commission, ...]:
    """A row for each difference; with the receipts and reasons that ``after`` is explained by."""
    now = {(one.recipient_id, one.kind): one for one in earning.commissions(after, zone)}
    was = {(one.recipient_id, one.kind): one for one in earning.commissions(before, zone)}
    return tuple(
        _adjustment(one, now.get(key) or _nothing(was[key]), after, zone)
        for one in differences(before, after)
        for key in ((one.recipient_id, one.kind),)
    )


def _nothing(row: Commission) -> Commission:
    """The row of somebody who is not above the trader any more, or has no scheme of that kind."""
    return replace(row, receipts=(), unpaid=(), reason=None)


def _adjustment(one: Difference, row: Commission, after: EarnedDeal, zone: ZoneInfo) -> Commission:
    is_due = one.amount.is_positive
    due_at = earning.due_at(after, earning.frequency_of(after, row), zone) if is_due else None
    return replace(
        row,
        earned_at=after.settled_at,
        state=CommissionState.WAITING if is_due else CommissionState.TO_APPROVE,
        amount=one.amount,
        was=one.before,
        due_at=due_at,
        revision=after.revision,
        cause=after.cause,
        by_id=after.by_id,
    )


def as_settled(facts: Facts, before: EarnedDeal | None) -> Facts:
    """``facts`` with what is of the moment of settling as it was when the deal was settled first.

    Whoever could earn then is not made to give it back for being suspended since; whoever could
    not does not earn now. That an account pays no commission any more takes nothing back either.
    """
    if before is None:
        return facts
    then = {one.client_id: one.barred for one in before.path}
    was_refused = before.settlement.reason is Reason.PAYOUT_OFF
    kept = facts.refused if facts.refused is not Reason.PAYOUT_OFF or was_refused else None
    return replace(
        facts,
        uplines=tuple(_as_then(one, then) for one in facts.uplines),
        refused=kept,
    )


def _as_then(one: Upline, then: Mapping[str, Reason | None]) -> Upline:
    of_now = (None, Reason.NOT_ACTIVE)
    if one.client_id not in then or one.barred not in of_now:
        return one
    barred = then[one.client_id]
    return replace(one, barred=barred) if barred in of_now else one
