"""Requests that were opened together: what the end of one means for those that wait on it.

It happens in the unit that ends the one, so that nobody finds it approved and the next still held.
"""

from collections.abc import Iterator

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import FundingStatus, LogCode, Request, RequestStatus
from chalicelib.approvals.service import clocks, journal, news
from chalicelib.storage.unit import Unit

_ENDED = "linked_request_ended"


def approved(unit: Unit, request: Request, funding_status: FundingStatus | None = None) -> None:
    """Let go of what waited on ``request``, whose effect has happened.

    ``funding_status`` is where that effect has put the money of what waited.
    """
    for before in _waiting_on(request):
        freed = rules.released(before, request.id, unit.now, clocks.terms_of(before.type))
        after = store.shift(unit, before, rules.marked(freed, funding_status, None))
        journal.log(unit, after, LogCode.RELEASED, facts={"by": request.type.value})
        journal.record(unit, LogCode.RELEASED, before, after)
        go_on(unit, after)


def ended(unit: Unit, request: Request, reason_code: str = _ENDED) -> None:
    """End what waited on ``request``, which came to nothing: it never will be approved."""
    for before in _waiting_on(request):
        over = rules.cancelled_by_system(before, reason_code, unit.actor, unit.now)
        after = store.shift(unit, before, over)
        journal.log(unit, after, LogCode.CANCELLED, text=reason_code)
        journal.record(unit, LogCode.CANCELLED, before, after)
        news.cancelled(unit, after)


def linked(request: Request) -> tuple[Request, ...]:
    """The requests that were opened with ``request``, as of now."""
    return tuple(store.read_many(one.id for one in request.linked)) if request.linked else ()


def go_on(unit: Unit, request: Request) -> None:
    """Call whoever is next: the approvers, the owner of the effect, or nobody."""
    if request.is_queued:
        news.queued(unit, request)
    elif request.status is RequestStatus.EXECUTING:
        journal.log(unit, request, LogCode.APPROVED, facts={"automatic": 1})
        news.approved(unit, request)
    elif request.status is RequestStatus.APPROVED:
        journal.log(unit, request, LogCode.COMPLETED, facts={"automatic": 1})
        news.completed(unit, request)


def _waiting_on(request: Request) -> Iterator[Request]:
    for one in linked(request):
        if one.is_held and request.id in one.waits_on:
            yield one
