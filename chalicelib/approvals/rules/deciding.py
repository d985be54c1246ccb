"""Who may decide a request, and what their decision makes of it."""

from dataclasses import field, replace
from datetime import datetime

from chalicelib.approvals.model import (
    TYPE_RULES,
    Decision,
    Request,
    RequestStatus,
    RequestType,
    Verdict,
)
from chalicelib.approvals.rules.pausing import unpaused
from chalicelib.approvals.rules.refusals import (
    NodeDecidedBefore,
    NotAnApprover,
    OwnRequest,
    RequestNotPending,
    held,
    not_pending,
)
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Forbidden, Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.messages.approvals import Notify


@dataclass(frozen=True)
class Review:
    """What an approver says. ``node`` is the node they were looking at, when they tell."""

    verdict: Verdict
    reason: str = ""
    comment: str = ""
    notify: Notify = field(default_factory=Notify)
    node: int | None = None
    round: int | None = None


def refusal_to(actor: Actor, request: Request) -> FairleadError | None:
    """Why ``actor`` may not decide ``request`` now; None when they may."""
    if request.is_held:
        return held(request)
    if not request.is_queued:
        return not_pending(request)
    if not actor.may(request.permission):
        return permission_missing(request.permission)
    if actor.id == request.creator_staff_id:
        return OwnRequest()
    if not approver_keys_of(actor) & set(request.approver_keys):
        return NotAnApprover(node=request.node)
    if actor.id in request.barred_ids:
        return NodeDecidedBefore(node=request.node)
    return None


def permission_of(kind: RequestType) -> Permission:
    """What a member of staff must hold to decide requests of ``kind``."""
    return TYPE_RULES[kind].permission


def approver_keys_of(actor: Actor) -> frozenset[str]:
    """All keys under which ``actor`` is an approver."""
    roles = {f"role:{role}" for role in actor.role_ids}
    permissions = {f"permission:{permission}" for permission in actor.permissions}
    return frozenset({f"user:{actor.id}"} | roles | permissions)


def decided(request: Request, actor: Actor, review: Review, now: datetime) -> Request:
    """``request`` after ``actor`` has said ``review`` at its current node.

    Raises:
        RequestNotPending: it is decided, ``review.node`` is decided, or it has changed since
            ``review.round``. RequestHeld: another one comes first.
        Forbidden: not theirs to decide (`refusal_to`).
        Invalid: ``reason_missing`` when rejecting without one.
    """
    refusal = refusal_to(actor, request)
    unseen = (review.node or request.node, review.round or request.round) != (
        request.node,
        request.round,
    )
    if isinstance(refusal, RequestNotPending) or unseen:
        raise not_pending(request)
    if refusal is not None:
        raise refusal
    if review.verdict is Verdict.REJECTED and not review.reason.strip():
        raise Invalid("say why", code="reason_missing", field="reason")
    decision = Decision(request.node, actor.id, actor.name, review.verdict, now, review.comment)
    after = replace(request, decisions=(*request.decisions, decision))
    if review.verdict is Verdict.APPROVED and not request.is_at_last_node:
        return replace(after, node=request.node + 1)
    rejected = review.verdict is Verdict.REJECTED
    return replace(
        unpaused(after, now),
        status=RequestStatus.REJECTED if rejected else RequestStatus.EXECUTING,
        reason=review.reason.strip() if rejected else None,
        returned_code=None,
        notify=review.notify,
        decided_at=now,
        decided_by=actor.ref,
        decided_by_name=actor.name,
    )


def demand_queued(request: Request) -> None:
    """Refuse what can only be done while staff can decide.

    Raises:
        RequestNotPending: it is decided, or does not wait for a decision yet. RequestHeld.
    """
    if request.is_held:
        raise held(request)
    if not request.is_queued:
        raise not_pending(request)


def settled(
    request: Request, verdict: Verdict, reason: str, actor: Actor, now: datetime
) -> Request:
    """``request`` decided by its owner's own means (a vendor's verdict), past all its nodes.

    Raises:
        RequestNotPending: it is decided, or does not wait for a decision yet.
    """
    demand_queued(request)
    rejected = verdict is Verdict.REJECTED
    return replace(
        unpaused(request, now),
        status=RequestStatus.REJECTED if rejected else RequestStatus.EXECUTING,
        reason=reason if rejected else None,
        returned_code=None,
        decided_at=now,
        decided_by=actor.ref,
        decided_by_name=actor.name,
    )


def permission_missing(permission: Permission) -> Forbidden:
    """The refusal that names what the role lacks."""
    return Forbidden(
        "your role does not allow this",
        code="permission_missing",
        permission=permission.value,
    )
