"""Which day's commissions go onward when, and to where. Pure."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.partners.model.onward import OnwardClock, PayoutTarget, TargetStep

# What is being paid while a day ends is of that day, and is stored by then.
SETTLED_AFTER = timedelta(minutes=10)
# A day is sent on soon after it has ended: more than this many later steps never matter.
STEPS_KEPT = 20
_DAY = timedelta(days=1)


def over(now: datetime, zone: ZoneInfo) -> date:
    """The newest day of the broker's clock to which nothing is added any more."""
    return (now - SETTLED_AFTER).astimezone(zone).date() - _DAY


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day of the broker's clock ends."""
    return datetime.combine(day + _DAY, datetime.min.time(), zone)


def ticked(clock: OnwardClock, over_by_now: date) -> OnwardClock | None:
    """The clock with the day that is to be sent on now, or None while there is none.

    Days that were missed come one after the other. Before the first there was nothing to send.
    """
    if clock.running:
        return clock
    if clock.day is None:
        return replace(clock, day=over_by_now, running=True)
    if clock.day >= over_by_now:
        return None
    return replace(clock, day=clock.day + _DAY, running=True)


def in_force(target: PayoutTarget, at: datetime) -> TargetStep | None:
    """Where commissions were to go just before ``at``, or None for the wallet.

    Where even the oldest step that was kept came later, they stay in the wallet.
    """
    past = [one for one in target.steps if one.since < at]
    return past[-1] if past and past[-1].account_id else None


def stepped(target: PayoutTarget, step: TargetStep) -> PayoutTarget:
    """The target with another step, and no more of the old ones than are needed."""
    return replace(target, steps=(*target.steps, step)[-STEPS_KEPT:])
