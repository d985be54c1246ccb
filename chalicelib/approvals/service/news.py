"""What every change of a request publishes, in the unit of the change."""

from datetime import datetime
from typing import Any

from chalicelib.approvals.model import Request
from chalicelib.messages.approvals import (
    RequestApproved,
    RequestCancelled,
    RequestCompleted,
    RequestDueSoon,
    RequestOpened,
    RequestOverdue,
    RequestQueued,
    RequestRejected,
    RequestReturned,
    Summary,
)
from chalicelib.storage.unit import Unit


def opened(unit: Unit, request: Request) -> None:
    """It exists."""
    unit.publish(
        RequestOpened(
            request_id=request.id,
            type=request.type.value,
            client_id=request.client_id,
            client_name=request.client_name,
            summary=request.summary,
            automatic=request.automatic,
            held=request.is_held,
        )
    )


def queued(unit: Unit, request: Request) -> None:
    """It waits for the approvers of its current node."""
    unit.publish(RequestQueued(**_for_approvers(request)))


def rung(unit: Unit, request: Request, deadline_at: datetime) -> None:
    """Its deadline is near, or has passed."""
    kind = RequestOverdue if request.overdue_at is not None else RequestDueSoon
    unit.publish(kind(**_for_approvers(request), deadline_at=deadline_at))


def _for_approvers(request: Request) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "type": request.type.value,
        "client_id": request.client_id,
        "client_name": request.client_name,
        "summary": request.summary,
        "permission": request.permission.value,
        "approvers": request.approver_keys,
        "owner_id": request.owner_id,
        "participant_ids": request.participant_ids,
        "barred": tuple(sorted(request.barred_ids)),
        "node": request.node,
    }


def approved(unit: Unit, request: Request) -> None:
    """Its effect is due."""
    unit.publish(
        RequestApproved(
            request_id=request.id,
            type=request.type.value,
            client_id=request.client_id,
            client_name=request.client_name,
            summary=request.summary,
            decided_by=request.decided_by or "",
            notify=request.notify,
            round=request.round,
        )
    )


def rejected(unit: Unit, request: Request, *, after_approval: bool = False) -> None:
    """It was refused, with a reason for its client."""
    unit.publish(
        RequestRejected(
            request_id=request.id,
            type=request.type.value,
            client_id=request.client_id,
            client_name=request.client_name,
            summary=request.summary,
            decided_by=request.decided_by or "",
            reason=request.reason or "",
            notify=request.notify,
            after_approval=after_approval,
        )
    )


def cancelled(unit: Unit, request: Request) -> None:
    """It ended without a decision."""
    unit.publish(
        RequestCancelled(
            request_id=request.id,
            type=request.type.value,
            client_id=request.client_id,
            client_name=request.client_name,
            summary=request.summary,
            reason_code=request.reason or "",
        )
    )


def returned(unit: Unit, request: Request, facts: Summary) -> None:
    """A vendor refused its effect."""
    unit.publish(
        RequestReturned(
            request_id=request.id,
            type=request.type.value,
            client_id=request.client_id,
            client_name=request.client_name,
            summary=request.summary,
            reason_code=request.returned_code or "",
            facts=facts,
        )
    )


def completed(unit: Unit, request: Request) -> None:
    """Its effect has happened."""
    unit.publish(
        RequestCompleted(
            request_id=request.id,
            type=request.type.value,
            client_id=request.client_id,
            client_name=request.client_name,
            summary=request.summary,
            automatic=request.automatic and not request.decisions,
            notify=request.notify,
        )
    )
