"""Whether two sides of one movement agree. Pure.

On a server every booking of ours must be there once, with the same amount, on the same login; once
something was done about a break, the sums must be the same. At a provider what was received and
what was refunded must each be the same sum. What is younger than the tolerance may be on its way.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.reconciliation.model.breaks import BreakKind, BreakProblem, Finding
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind, Their
from chalicelib.reconciliation.rules.suggesting import suggestion

CREDITS = ("credit", "bonus")
RECEIVED = "received"
REFUNDED = "refunded"


@dataclass(frozen=True)
class Moment:
    """When it is judged, and how long one side alone may be on its way to the other.

    ``names_booked``: the payment names a deposit of ours for which another payment is booked.
    ``can_refund``: the provider sends payments back.
    """

    now: datetime
    tolerance: timedelta
    names_booked: bool = False
    can_refund: bool = False

    def may_be_under_way(self, at: datetime) -> bool:
        """Whether what happened at ``at`` may not have reached the other side yet."""
        return at > self.now - self.tolerance


def judged(ours: Movement, theirs: Sequence[Their], moment: Moment) -> Finding | None:
    """What is wrong between ``ours`` and ``theirs``, or None; ``ours`` may have nothing booked."""
    if ours.accepted and ours.accepted == fingerprint(ours, theirs):
        return None
    moved = [one for one in theirs if one.amount is not None]
    wrong = _wrong(ours, theirs, moved, moment)
    if wrong is None:
        return None
    kind, problem = wrong
    difference = _difference(ours, moved)
    return Finding(
        kind,
        problem,
        difference,
        suggestion(ours, problem, difference, can_refund=moment.can_refund),
    )


def fingerprint(ours: Movement, theirs: Iterable[Their]) -> str:
    """Both sides in one text: who lets them stand lets exactly this stand."""
    booked = sorted(f"{line.entry_id}={line.amount}{line.amount.currency}" for line in ours.booked)
    there = sorted(
        f"{one.reference}={one.amount}{one.amount.currency if one.amount else one.what}"
        for one in theirs
    )
    return f"{','.join(booked)}|{','.join(there)}"


def _wrong(
    ours: Movement, theirs: Sequence[Their], moved: Sequence[Their], moment: Moment
) -> tuple[BreakKind, BreakProblem] | None:
    if not moved:
        return _missing(ours, theirs, moment)
    if not ours.booked:
        return _orphan(ours, moved, moment)
    if {one.amount.currency for one in moved if one.amount} != _currencies(ours):
        return BreakKind.ALTERED, BreakProblem.CURRENCY
    if ours.was_repaired:
        difference = _difference(ours, moved)
        settled = difference is not None and not difference.minor
        return None if settled else (BreakKind.ALTERED, BreakProblem.AMOUNT)
    is_server = Side.parse(ours.side).kind is SideKind.SERVER
    return _on_server(ours, moved) if is_server else _at_provider(ours, moved)


def _missing(
    ours: Movement, theirs: Sequence[Their], moment: Moment
) -> tuple[BreakKind, BreakProblem] | None:
    if ours.last_booked_at is None or not _sum(line.amount for line in ours.booked):
        return None
    if moment.may_be_under_way(ours.last_booked_at):
        return None
    return BreakKind.MISSING, BreakProblem.NOT_PAID if theirs else BreakProblem.NOT_THERE


def _orphan(
    ours: Movement, moved: Sequence[Their], moment: Moment
) -> tuple[BreakKind, BreakProblem] | None:
    if ours.corrections and not _sum(one.amount for one in moved if one.amount):
        return None
    if ours.key.startswith("deal."):
        is_credit = all(one.what in CREDITS for one in moved)
        return BreakKind.ORPHAN, BreakProblem.CREDIT_BY_HAND if is_credit else BreakProblem.BY_HAND
    if any(moment.may_be_under_way(one.at) for one in moved):
        return None
    at_provider = Side.parse(ours.side).kind is SideKind.PROVIDER
    if at_provider and not _sum(one.amount for one in moved if one.amount):
        return None  # paid and sent back: nothing is left of it
    if moment.names_booked:
        return BreakKind.DOUBLED, BreakProblem.PAID_TWICE
    return BreakKind.ORPHAN, BreakProblem.NOT_BOOKED


def _on_server(ours: Movement, moved: Sequence[Their]) -> tuple[BreakKind, BreakProblem] | None:
    if ours.login is not None and any(one.login != ours.login for one in moved):
        return BreakKind.ALTERED, BreakProblem.LOGIN
    if {one.what for one in moved} != {line.what for line in ours.booked}:
        return BreakKind.ALTERED, BreakProblem.ACTION
    booked = Counter(line.amount for line in ours.booked)
    there = Counter(one.amount for one in moved if one.amount)
    if booked == there:
        return None
    if booked <= there and set(booked) == set(there):
        return BreakKind.DOUBLED, BreakProblem.TWICE
    return BreakKind.ALTERED, BreakProblem.AMOUNT


def _at_provider(ours: Movement, moved: Sequence[Their]) -> tuple[BreakKind, BreakProblem] | None:
    taken = [line.amount for line in ours.booked if line.amount.is_positive]
    given_back = [line.amount for line in ours.booked if not line.amount.is_positive]
    received = [one.amount for one in moved if one.amount and one.what == RECEIVED]
    refunded = [one.amount for one in moved if one.amount and one.what == REFUNDED]
    if _sum(taken) != _sum(received):
        return BreakKind.ALTERED, BreakProblem.AMOUNT
    if _sum(given_back) != _sum(refunded):
        return BreakKind.ALTERED, BreakProblem.REFUND
    return None


def _currencies(ours: Movement) -> set[str]:
    return {line.amount.currency for line in ours.booked}


def _difference(ours: Movement, moved: Sequence[Their]) -> Money | None:
    """Theirs less ours; None when there is no one currency to say it in."""
    there = [one.amount for one in moved if one.amount]
    currencies = _currencies(ours) | {amount.currency for amount in there}
    if len(currencies) != 1:
        return None
    minor = _sum(there) - _sum(line.amount for line in ours.booked)
    return Money(minor, next(iter(currencies)))


def _sum(amounts: Iterable[Money]) -> int:
    return sum(amount.minor for amount in amounts)
