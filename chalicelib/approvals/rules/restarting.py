"""Beginning a review anew: all that its nodes have said no longer stands."""

from dataclasses import replace

from chalicelib.approvals.model import FundingStatus, Request
from chalicelib.approvals.rules.deciding import demand_queued, permission_missing
from chalicelib.approvals.rules.refusals import MoneyHasMoved, NothingToRestart
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.core.permissions import Permission

UNMOVED = frozenset({FundingStatus.NONE, FundingStatus.HELD})


def refusal_to_change(actor: Actor, request: Request) -> FairleadError | None:
    """Why ``actor`` may not change what is under review; None when they may.

    It takes the right to change requests and the one to decide this type. Being an approver of the
    current node is not needed: whoever finds that an earlier node erred may be another.
    """
    for needed in (Permission.UPDATE_REQUESTS, request.permission):
        if not actor.may(needed):
            return permission_missing(needed)
    return None


def can_restart(actor: Actor, request: Request) -> bool:
    """Whether ``actor`` may let the review begin anew now."""
    ready = request.is_queued and request.funding_status in UNMOVED
    return ready and has_begun(request) and refusal_to_change(actor, request) is None


def restarted(request: Request, actor: Actor) -> Request:
    """``request`` at its first node again.

    Raises:
        RequestNotPending, RequestHeld: nobody can decide it now. Forbidden: `refusal_to_change`.
        NothingToRestart: no node has decided. MoneyHasMoved: our books have moved already.
    """
    demand_queued(request)
    refusal = refusal_to_change(actor, request)
    if refusal is not None:
        raise refusal
    if not has_begun(request):
        raise NothingToRestart
    if request.funding_status not in UNMOVED:
        raise MoneyHasMoved(funding_status=request.funding_status.value)
    return anew(replace(request, round=request.round + 1))


def anew(request: Request) -> Request:
    """``request`` at its first node, with no decision that stands."""
    return replace(
        request,
        node=1,
        decisions=tuple(replace(one, stands=False) for one in request.decisions),
    )


def has_begun(request: Request) -> bool:
    """Whether any decision stands that a new beginning would take back."""
    return any(one.stands for one in request.decisions)
