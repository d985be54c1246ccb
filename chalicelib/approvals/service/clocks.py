"""Clocks of requests: paused and resumed by staff, rung by the hour, and how long all took."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

from chalicelib import ports
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import LogCode, PauseReason, Request, RequestType
from chalicelib.approvals.model.settings import BUSINESS_HOURS, DEADLINE_HOURS, ESCALATION
from chalicelib.approvals.rules import Terms
from chalicelib.approvals.service import journal, news
from chalicelib.approvals.service.seeing import seen
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

MOST_DAYS = 92
COUNTED_AT_MOST = 20_000
_AT_ONCE = 50
_TIME_FOR_ONE = 2.0


def terms_of(kind: RequestType) -> Terms:
    """What the clocks of requests of ``kind`` obey at present."""
    return Terms(
        settings.value(DEADLINE_HOURS[kind]),
        settings.value(BUSINESS_HOURS),
        settings.value(ESCALATION),
    )


def pause(actor: Actor, request_id: str, reason: PauseReason, note: str) -> Request:
    """Let the clock stand still, for a reason that the client sees; the note is for the staff.

    Raises:
        NotFound: not in their scope. Forbidden: ``permission_missing``. What `rules.paused` raises.
    """

    def work(unit: Unit) -> Request:
        before = _theirs(actor, request_id)
        calendar = settings.value(BUSINESS_HOURS)
        after = rules.paused(before, reason, note, actor.name, unit.now, calendar)
        return _moved(unit, before, after, LogCode.PAUSED, note)

    return ports.transact(actor, work)


def resume(actor: Actor, request_id: str) -> Request:
    """Let the clock go on with what was left on it.

    Raises:
        NotFound: not in their scope. Forbidden: ``permission_missing``.
        What `rules.resumed` raises.
    """

    def work(unit: Unit) -> Request:
        before = _theirs(actor, request_id)
        after = rules.resumed(before, unit.now, terms_of(before.type))
        return _moved(unit, before, after, LogCode.RESUMED, "")

    return ports.transact(actor, work)


def _theirs(actor: Actor, request_id: str) -> Request:
    """The request, if it is of a type that ``actor`` decides."""
    request = seen(actor, request_id)
    if not actor.may(request.permission):
        raise rules.permission_missing(request.permission)
    return request


def _moved(unit: Unit, before: Request, after: Request, code: LogCode, note: str) -> Request:
    stored = store.shift(unit, before, after)
    pause = after.pause or before.pause
    facts: dict[str, str | int] = {"pause_reason": pause.reason.value} if pause else {}
    journal.log(unit, stored, code, facts=facts)
    if note:
        journal.log(unit, stored, LogCode.COMMENTED, text=note, system=False)
    journal.record(unit, code, before, stored)
    return stored


def ring(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Call whoever must act on requests whose deadline is near or past; how many there were.

    Each request is a unit of its own that also moves its alarm on: a second run tells nobody twice.
    """
    rung = 0
    while due := store.ringing(ports.now(), _AT_ONCE):
        before = rung
        for one in due:
            if seconds_left() < _TIME_FOR_ONE:
                return rung
            rung += ports.transact(actor, partial(_ring, request_id=one.id))
        if rung == before:  # the index has not caught up with what is done already
            return rung
    return rung


def _ring(unit: Unit, request_id: str) -> int:
    before = store.read(request_id)
    rings = before.alarm_at
    if rings is None or rings > unit.now or before.deadline_at is None:
        return 0
    after = store.shift(unit, before, rules.rung(before, unit.now, terms_of(before.type)))
    code = LogCode.OVERDUE if after.overdue_at is not None else LogCode.REMINDED
    journal.log(unit, after, code)
    journal.record(unit, code, before, after)
    news.rung(unit, after, before.deadline_at)
    return 1


@dataclass(frozen=True)
class Times:
    """How long decisions on one type took, in seconds; ``late`` after their deadline."""

    type: RequestType
    decided: int
    late: int
    p50: int
    p90: int
    p99: int
    capped: bool


def times_of_days(since: date | None, until: date | None) -> list[Times]:
    """The same for days by UTC, both included; without them the last thirty.

    Raises:
        Invalid: ``period_invalid``.
    """
    last = until or ports.now().date()
    first = since or last - timedelta(days=29)
    return times(_midnight(first), _midnight(last) + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def times(since: datetime, until: datetime) -> list[Times]:
    """The percentiles of every type that was decided in a period of at most 92 days.

    Raises:
        Invalid: ``period_invalid``.
    """
    if not timedelta(0) < until - since <= timedelta(days=MOST_DAYS):
        raise Invalid("a shorter period", code="period_invalid", field="until", days=MOST_DAYS)
    found = (_times(kind, since, until) for kind in RequestType)
    return [one for one in found if one is not None]


def _times(kind: RequestType, since: datetime, until: datetime) -> Times | None:
    turns = store.turns(kind, since, until, COUNTED_AT_MOST)
    if not turns:
        return None
    seconds = sorted(one.seconds for one in turns)
    return Times(
        type=kind,
        decided=len(turns),
        late=sum(one.late for one in turns),
        p50=rules.percentile(seconds, 50),
        p90=rules.percentile(seconds, 90),
        p99=rules.percentile(seconds, 99),
        capped=len(turns) == COUNTED_AT_MOST,
    )
