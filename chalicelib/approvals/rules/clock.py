"""The arithmetic of clocks: deadlines in working time, pauses, alarms, and how long it took. Pure.

Owns: every change of a request's clock. Time is whole seconds; a clock runs in the broker's
business hours only, where there are any.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.approvals.model import Request
from chalicelib.approvals.model.clock import (
    BusinessHours,
    Escalation,
    Pause,
    PauseReason,
    Turn,
    Weekday,
)
from chalicelib.approvals.rules.deciding import demand_queued
from chalicelib.approvals.rules.pausing import unpaused
from chalicelib.approvals.rules.refusals import ClockRuns, ClockStands
from chalicelib.core.nouns import dataclass

ALWAYS = BusinessHours()
_WEEKDAYS = tuple(Weekday)
_DAYS_AHEAD = 3660


@dataclass(frozen=True)
class Terms:
    """What a clock obeys: the hours promised, when it runs, and who is called before its end."""

    hours: int
    calendar: BusinessHours = ALWAYS
    escalation: Escalation = Escalation()


def due(start: datetime, seconds: int, calendar: BusinessHours) -> datetime:
    """The moment at which ``seconds`` of running time have passed since ``start``."""
    if not calendar.enabled:
        return start + timedelta(seconds=seconds)
    left, end = timedelta(seconds=seconds), start
    for opens, closes in _windows(start, calendar):
        begin, end = max(opens, start), closes
        if closes - begin >= left:
            return begin + left
        left -= max(closes - begin, timedelta(0))
    return end


def running(start: datetime, end: datetime, calendar: BusinessHours) -> int:
    """How many seconds a clock runs between two moments; none when ``end`` is not after."""
    if end <= start:
        return 0
    if not calendar.enabled:
        return int((end - start).total_seconds())
    total = timedelta(0)
    for opens, closes in _windows(start, calendar):
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), timedelta(0))
    return int(total.total_seconds())


def _windows(start: datetime, calendar: BusinessHours) -> Iterator[tuple[datetime, datetime]]:
    """The business hours from the day of ``start`` on, in UTC."""
    zone = ZoneInfo(calendar.zone)
    first = start.astimezone(zone).date()
    opens, closes = time.fromisoformat(calendar.opens), time.fromisoformat(calendar.closes)
    for ahead in range(_DAYS_AHEAD):
        day = first + timedelta(days=ahead)
        if _WEEKDAYS[day.weekday()] in calendar.days and day not in calendar.holidays:
            yield (
                datetime.combine(day, opens, zone).astimezone(start.tzinfo),
                datetime.combine(day, closes, zone).astimezone(start.tzinfo),
            )


def started(request: Request, now: datetime, terms: Terms) -> Request:
    """``request`` with its clock begun, if staff can decide it now; else with none."""
    if not request.is_queued:
        return request
    begun = replace(request, clock_started_at=now)
    return _set(begun, now, terms.hours * 3600, terms)


def _set(request: Request, now: datetime, seconds: int, terms: Terms) -> Request:
    remind = max(0, seconds - terms.escalation.remind_minutes * 60)
    return replace(
        request,
        deadline_at=due(now, seconds, terms.calendar),
        remind_at=due(now, remind, terms.calendar),
    )


def paused(
    request: Request,
    reason: PauseReason,
    note: str,
    by_name: str,
    now: datetime,
    calendar: BusinessHours = ALWAYS,
) -> Request:
    """The clock stands still; what was left on it is kept.

    Raises:
        RequestNotPending, RequestHeld: it waits for no decision. ClockStands: it does already.
    """
    demand_queued(request)
    if request.pause is not None:
        raise ClockStands(reason=request.pause.reason.value)
    left = running(now, request.deadline_at, calendar) if request.deadline_at else 0
    pause = Pause(reason, now, by_name, left, note)
    return replace(request, pause=pause, deadline_at=None, remind_at=None)


def resumed(request: Request, now: datetime, terms: Terms) -> Request:
    """The clock goes on with what was left on it.

    Raises:
        RequestNotPending, RequestHeld: it waits for no decision. ClockRuns: it stands not still.
    """
    demand_queued(request)
    if request.pause is None:
        raise ClockRuns
    return _set(unpaused(request, now), now, request.pause.left_seconds, terms)


def rung(request: Request, now: datetime, terms: Terms) -> Request:
    """``request`` after its alarm at ``now``: overdue and with more approvers, or reminded."""
    if request.deadline_at is not None and request.deadline_at <= now:
        roles = tuple(
            one
            for one in terms.escalation.role_ids
            if one not in request.flow.path[request.node - 1].role_ids
        )
        return replace(request, overdue_at=now, escalated_to=roles)
    return replace(request, reminded_at=now)


def turn(request: Request) -> Turn | None:
    """How long a decided request was with the staff; None for what they never had."""
    if request.clock_started_at is None or request.decided_at is None:
        return None
    total = int((request.decided_at - request.clock_started_at).total_seconds())
    missed = request.deadline_at is not None and request.decided_at > request.deadline_at
    overdue = request.overdue_at is not None
    seconds = max(0, total - request.paused_seconds)
    return Turn(request.id, request.type.value, request.decided_at, seconds, missed or overdue)


def percentile(ordered: list[int], percent: int) -> int:
    """The nearest rank: the smallest of ``ordered`` that ``percent`` hundredths do not exceed."""
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(rank, 1) - 1]
