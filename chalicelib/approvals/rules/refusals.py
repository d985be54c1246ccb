"""Why a request stays as it is: the errors of its state machine."""

from chalicelib.approvals.model import Request
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, Forbidden


class RequestNotPending(Conflict):
    """Somebody was faster: facts ``status``, ``decided_by`` and ``decided_at`` say who and when."""

    code = "request_not_pending"


class RequestHeld(Conflict):
    """Another request comes first; fact ``waits_on`` names the kinds that must be approved."""

    code = "request_held"


class RequestNotExecuting(Conflict):
    """Its effect is not due: it is not approved yet, or its effect is already told."""

    code = "request_not_executing"


class RequestNotApproved(Conflict):
    """Only an approved request can be refused afterwards."""

    code = "request_not_approved"


class RequestNotCancellable(Conflict):
    """Its client can no longer, or never could, take it back."""

    code = "request_not_cancellable"


class NothingToRestart(Conflict):
    """Its review is at the beginning already."""

    code = "nothing_to_restart"


class ClockStands(Conflict):
    """The clock stands still already; fact ``reason``."""

    code = "clock_stands"


class ClockRuns(Conflict):
    """There is no pause to end."""

    code = "clock_runs"


class MoneyHasMoved(Conflict):
    """What an earlier node released cannot be decided a second time."""

    code = "money_has_moved"


class NotAnApprover(Forbidden):
    """The current node is decided by others."""

    code = "not_an_approver"


class OwnRequest(Forbidden):
    """Nobody decides what they asked for themselves."""

    code = "own_request"


class NodeDecidedBefore(Forbidden):
    """Nobody decides two nodes of one request."""

    code = "node_decided_before"


def held(request: Request) -> RequestHeld:
    """The conflict that names what has to be approved first."""
    kinds = [one.type.value for one in request.linked if one.id in request.waits_on]
    return RequestHeld("decide the request before it first", waits_on=kinds)


def not_pending(request: Request) -> RequestNotPending:
    """The conflict that names who decided last, and when."""
    standing = [one for one in request.decisions if one.stands]
    last = standing[-1] if standing else None
    by = request.decided_by_name or (last.by_name if last else "")
    at = request.decided_at or (last.at if last else None)
    return RequestNotPending(
        status=request.status.value,
        node=request.node,
        decided_by=by or None,
        decided_at=iso(at) if at else None,
    )
