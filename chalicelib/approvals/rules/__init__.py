"""What may become of a request: pure decisions over the noun, each giving the next state.

Owns: the state machine of requests and who may move it. Refuses: reading, writing and telling;
time comes in as ``now``. Transitions not offered here do not exist.

    pending → executing → approved     by approvals, then by the effect; not while it is held
    pending → rejected | cancelled     executing → pending (sent back)
    approved → rejected                a withdrawal refused afterwards
"""

from chalicelib.approvals.rules.clock import (
    Terms,
    paused,
    percentile,
    resumed,
    rung,
    turn,
)
from chalicelib.approvals.rules.deciding import (
    Review,
    approver_keys_of,
    decided,
    demand_queued,
    permission_missing,
    permission_of,
    refusal_to,
    settled,
)
from chalicelib.approvals.rules.editing import can_edit, demand_editable, edited
from chalicelib.approvals.rules.effects import completed, marked, sent_back
from chalicelib.approvals.rules.ending import (
    can_cancel,
    cancelled_by_client,
    cancelled_by_system,
    rejected_afterwards,
)
from chalicelib.approvals.rules.opening import is_automatic, opened, paid, released
from chalicelib.approvals.rules.refusals import (
    ClockRuns,
    ClockStands,
    MoneyHasMoved,
    NodeDecidedBefore,
    NotAnApprover,
    NothingToRestart,
    OwnRequest,
    RequestHeld,
    RequestNotApproved,
    RequestNotCancellable,
    RequestNotExecuting,
    RequestNotPending,
    not_pending,
)
from chalicelib.approvals.rules.restarting import (
    can_restart,
    has_begun,
    refusal_to_change,
    restarted,
)

__all__ = [
    "ClockRuns",
    "ClockStands",
    "MoneyHasMoved",
    "NodeDecidedBefore",
    "NotAnApprover",
    "NothingToRestart",
    "OwnRequest",
    "RequestHeld",
    "RequestNotApproved",
    "RequestNotCancellable",
    "RequestNotExecuting",
    "RequestNotPending",
    "Review",
    "Terms",
    "approver_keys_of",
    "can_cancel",
    "can_edit",
    "can_restart",
    "cancelled_by_client",
    "cancelled_by_system",
    "completed",
    "decided",
    "demand_editable",
    "demand_queued",
    "edited",
    "has_begun",
    "is_automatic",
    "marked",
    "not_pending",
    "opened",
    "paid",
    "paused",
    "percentile",
    "permission_missing",
    "permission_of",
    "refusal_to",
    "refusal_to_change",
    "rejected_afterwards",
    "released",
    "restarted",
    "resumed",
    "rung",
    "sent_back",
    "settled",
    "turn",
]
