"""Where requests live: one row each, its places in queues and lists, and its log.

Places are rows that follow from the request alone: one per approver key of the current node (the
index by-queue), one per participant of its client (the index by-owner). `shift` takes the places
of the old state away and puts those of the new one, in the unit that changes the request.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from chalicelib.approvals.model import LogLine, Request, RequestStatus, RequestType, Turn
from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.places import Places, whose
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item

COUNTED_AT_MOST = 100
_TABLE = Table("approvals")
_ROUNDS = 8
_LOG_LINES = 200
_AWAITING = "awaiting_payment"
_HELD = "held"
_ALARMS = "ALARMS"

Test = Callable[[Request], bool]


def _request_key(request_id: str) -> Key:
    return Key(f"REQUEST#{request_id}", "REQUEST")


def _sort(request: Request) -> str:
    return f"{iso(request.submitted_at)}#{request.id}"


def _state(request: Request) -> str:
    return "waiting" if request.status is RequestStatus.PENDING else "done"


def _status(request: Request) -> str:
    if request.is_held:
        return _HELD
    return _AWAITING if request.awaits_payment else request.status


def _indexes(request: Request) -> Indexes:
    sort = _sort(request)
    return {
        "by-client": (request.client_id, sort),
        "by-type": (request.type, sort),
        "by-status": (f"{request.type}#{_status(request)}", sort),
        "by-owner": (f"owner:{request.owner_id or ''}#{_state(request)}", sort),
        "by-alarm": _alarm(request),
    }


def _alarm(request: Request) -> tuple[str | None, str]:
    """Its place among those whose clock will ring; the index has only these."""
    rings = request.alarm_at
    return (None, "") if rings is None else (_ALARMS, f"{iso(rings)}#{request.id}")


def _turn_key(turn: Turn) -> Key:
    return Key(f"TURNS#{turn.type}", f"{iso(turn.decided_at)}#{turn.request_id}")


def _places(request: Request) -> list[Item]:
    """The items that stand for where ``request`` is listed beside its own row.

    The round (and the node, in queues) is part of the key: a place is made once, never changed.
    """
    queues = [
        _place(
            request, queue_name(key, request.type), "by_queue", f"{request.round}.{request.node}"
        )
        for key in request.approver_keys
    ]
    follows = [
        _place(request, f"participant:{one}#{_state(request)}", "by_owner", f"{request.round}")
        for one in request.participant_ids
    ]
    return queues + follows


_REQUESTS = Rows(_TABLE, Request, lambda request: _request_key(request.id), _indexes)
_PLACES = Places(_REQUESTS, _request_key, "request_id", _places)
_LOG = Rows(
    _TABLE, LogLine, lambda line: Key(f"REQUEST#{line.request_id}", f"LOG#{iso(line.at)}#{line.id}")
)

_TURNS = Rows(_TABLE, Turn, _turn_key)


def read(request_id: str) -> Request:
    """The request as of now.

    Raises:
        NotFound: there is none.
    """
    return _REQUESTS.get(_request_key(request_id), NotFound(what="request"))


def read_many(request_ids: Iterable[str]) -> list[Request]:
    """The requests that exist among ``request_ids``, in the order asked."""
    return _REQUESTS.get_many(_request_key(one) for one in request_ids)


def insert(unit: Unit, request: Request) -> Request:
    """Store a new request in all its places."""
    return _PLACES.insert(unit, request, Conflict(code="request_exists", what="request"))


def shift(unit: Unit, before: Request, after: Request) -> Request:
    """Store ``after`` in place of ``before``, and move it between queues and lists."""
    return _PLACES.change(unit, before, after)


def write(unit: Unit, line: LogLine) -> None:
    """Add a line to a log. Nothing but an erasure ever changes one."""
    _LOG.insert(unit, line, Conflict("a log line came twice"))


def silence(unit: Unit, before: LogLine, after: LogLine) -> None:
    """Take out of a line what names the client who was erased."""
    _LOG.change(unit, before, after)


def change_line(unit: Unit, before: LogLine, after: LogLine) -> LogLine:
    """Store a comment that its author has changed."""
    return _LOG.change(unit, before, after)


def log_of(request_id: str) -> list[LogLine]:
    """The log from its beginning, at most 200 lines."""
    lines = Range(f"REQUEST#{request_id}", prefix="LOG#", newest_first=False)
    return _LOG.all(lines, _LOG_LINES)


def of_client(client_id: str, page: PageRequest, test: Test) -> Page[Request]:
    """A client's requests that pass ``test``, newest first."""
    return _passing([Range(client_id, "by-client")], page, test)


def of_company(
    kinds: tuple[RequestType, ...], status: RequestStatus | None, page: PageRequest
) -> Page[Request]:
    """All requests of ``kinds``, of one status if given, newest first."""
    if status is None:
        return _PLACES.page([Range(kind, "by-type") for kind in kinds], page)
    return _PLACES.page(
        [Range(part, "by-status") for k in kinds for part in _standing(k, status)], page
    )


def within(scope: Scope, page: PageRequest, test: Test, *, waiting: bool = False) -> Page[Request]:
    """What staff with a scope smaller than the company may see and passes ``test``."""
    states = ("waiting",) if waiting else ("waiting", "done")
    ranges = [Range(f"{who}#{state}", "by-owner") for who in whose(scope) for state in states]
    return _passing(ranges, page, test)


def queue_name(approver_key: str, kind: RequestType) -> str:
    """The queue in which requests of ``kind`` wait for an approver key."""
    return f"{approver_key}#{kind}"


def queued(queues: list[str], page: PageRequest, test: Test) -> Page[Request]:
    """What stands in ``queues`` and passes ``test``, newest first."""
    return _passing([Range(queue, "by-queue") for queue in queues], page, test)


def queued_count(queues: list[str], staff_id: str) -> int:
    """How many requests stand in ``queues`` for ``staff_id``, counted to 100."""
    waiting = {
        item["request_id"]
        for queue in queues
        for item in _TABLE.query(Range(queue, "by-queue"), COUNTED_AT_MOST)
        if staff_id not in item["barred"]
    }
    return min(len(waiting), COUNTED_AT_MOST)


def pending_count(kind: RequestType) -> int:
    """How many of ``kind`` wait for staff anywhere, counted to 100."""
    pending = Range(f"{kind}#{RequestStatus.PENDING}", "by-status")
    return _TABLE.count(pending, COUNTED_AT_MOST)


def ringing(now: datetime, limit: int) -> list[Request]:
    """Requests whose clock rings by ``now``, those that have waited longest first."""
    due = Range(_ALARMS, "by-alarm", before=f"{iso(now)}~", newest_first=False)
    return [_REQUESTS.from_item(item) for item in _TABLE.query(due, limit)]


def keep_turn(unit: Unit, turn: Turn) -> None:
    """Remember how long a decision took."""
    _TURNS.insert(unit, turn, Stale("it is decided"))


def drop_turn(unit: Unit, turn: Turn) -> None:
    """Forget a decision that no longer stands."""
    kept = _TURNS.find(_turn_key(turn))
    if kept is not None:
        _TURNS.remove(unit, kept, Stale("it is not decided"))


def turns(kind: RequestType, since: datetime, until: datetime, limit: int) -> list[Turn]:
    """Decisions on ``kind`` from ``since`` to before ``until``, at most ``limit``."""
    within = Range(f"TURNS#{kind}", after=iso(since), before=iso(until), newest_first=False)
    return [_TURNS.from_item(item) for item in _TABLE.query(within, limit)]


def _standing(kind: RequestType, status: RequestStatus) -> Iterator[str]:
    yield f"{kind}#{status}"
    if status is RequestStatus.PENDING:
        yield f"{kind}#{_AWAITING}"
        yield f"{kind}#{_HELD}"


def _passing(ranges: list[Range], page: PageRequest, test: Test) -> Page[Request]:
    """A page of those that pass. Reads a bounded number of pages: it may come short of the limit
    and still have a cursor to go on with."""
    found: list[Request] = []
    cursor = page.cursor
    for _ in range(_ROUNDS):
        part = _PLACES.page(ranges, PageRequest(page.limit - len(found), cursor))
        found.extend(request for request in part.items if test(request))
        cursor = part.next_cursor
        if cursor is None or len(found) == page.limit:
            break
    return Page(tuple(found), cursor)


def _place(request: Request, listed: str, index: str, step: str) -> Item:
    return _PLACES.make(
        request.id, listed, index, _sort(request), step, barred=sorted(request.barred_ids)
    )
