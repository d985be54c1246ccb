"""How a request ends without its effect: taken back, given up, or refused afterwards."""

from dataclasses import replace
from datetime import datetime

from chalicelib.approvals.model import TYPE_RULES, Request, RequestStatus, RequestType
from chalicelib.approvals.rules.pausing import unpaused
from chalicelib.approvals.rules.refusals import (
    RequestNotApproved,
    RequestNotCancellable,
    not_pending,
)
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.messages.approvals import Notify


def can_cancel(request: Request) -> bool:
    """Whether its client may take it back: undecided at every node, of a type that allows it, and
    with nothing tried yet that a vendor sent back."""
    untouched = not any(one.stands for one in request.decisions) and not request.returned_code
    waits = request.is_queued or request.is_held
    return waits and untouched and TYPE_RULES[request.type].cancellable


def cancelled_by_client(request: Request, actor: Actor, now: datetime) -> Request:
    """Taken back by its client.

    Raises:
        RequestNotPending: it is decided. RequestNotCancellable: under way, or not of that kind.
    """
    if request.status is not RequestStatus.PENDING:
        raise not_pending(request)
    if not can_cancel(request):
        raise RequestNotCancellable(type=request.type.value)
    return _ended(request, "cancelled_by_client", actor, now)


def cancelled_by_system(request: Request, reason_code: str, actor: Actor, now: datetime) -> Request:
    """Ended because it cannot come to anything, such as a payment that expired.

    Raises:
        RequestNotPending: it has ended already.
    """
    if request.status not in (RequestStatus.PENDING, RequestStatus.EXECUTING):
        raise not_pending(request)
    return _ended(request, reason_code, actor, now)


def rejected_afterwards(
    request: Request, reason: str, notify: Notify, actor: Actor, now: datetime
) -> Request:
    """An approved withdrawal is refused after all; its owner returns the money.

    Raises:
        RequestNotApproved: it is not approved, or no withdrawal. Invalid: ``reason_missing``.
    """
    if request.status is not RequestStatus.APPROVED or request.type is not RequestType.WITHDRAWAL:
        raise RequestNotApproved(status=request.status.value)
    if not reason.strip():
        raise Invalid("say why", code="reason_missing", field="reason")
    return replace(
        request,
        status=RequestStatus.REJECTED,
        reason=reason.strip(),
        notify=notify,
        decided_at=now,
        decided_by=actor.ref,
        decided_by_name=actor.name,
    )


def _ended(request: Request, reason_code: str, actor: Actor, now: datetime) -> Request:
    return replace(
        unpaused(request, now),
        status=RequestStatus.CANCELLED,
        awaits_payment=False,
        waits_on=(),
        reason=reason_code,
        decided_at=now,
        decided_by=actor.ref,
        decided_by_name=actor.name,
    )
