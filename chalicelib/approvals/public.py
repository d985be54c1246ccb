"""What other capabilities may call: open a request, tell how its effect went, read it.

The owner of a payload opens the request in the unit that stores the payload, under the same id.
When it is approved, `RequestApproved` is published; the owner carries out the effect and says in
the unit of that effect `complete`, `send_back` (a vendor refused) or `cancel`. Each function
changes the request's row, so call at most one of them per request and unit. A unit spends about
6 actions on it, and one more for each approver and participant.

Requests that are opened in one unit may be ``linked``. One that ``waits_on`` others is held: they
are approved first, in the same unit this one is let go; when one of them ends otherwise, so does
this one.
"""

from typing import TYPE_CHECKING

from chalicelib.core.on_demand import on_demand

if TYPE_CHECKING:
    from chalicelib.approvals.model import (
        AttachedFile,
        Details,
        DetailsProvider,
        EditableField,
        Fact,
        FieldChoice,
        FieldKind,
        FundingStatus,
        Link,
        Mode,
        PaymentStatus,
        Request,
        RequestDraft,
        RequestStatus,
        RequestType,
        Verdict,
    )
    from chalicelib.approvals.model.settings import BASE_CURRENCY, RejectReason
    from chalicelib.approvals.rules import (
        RequestNotApproved,
        RequestNotExecuting,
        RequestNotPending,
        Review,
    )
    from chalicelib.approvals.service.decisions import decide_in
    from chalicelib.approvals.service.effects import (
        cancel,
        complete,
        mark,
        note_edit,
        reopen_as_rejected,
        send_back,
        settle,
    )
    from chalicelib.approvals.service.keeping import KEEPER
    from chalicelib.approvals.service.lists import of_client, read
    from chalicelib.approvals.service.naming import check_named_nowhere
    from chalicelib.approvals.service.opening import (
        move_owner,
        open_request,
        payment_received,
    )
    from chalicelib.approvals.service.review import ready_reasons
    from chalicelib.approvals.service.standing import Standing, standing, waiting_for
    from chalicelib.messages.approvals import Notify
else:
    __getattr__ = on_demand(__name__)

__all__ = [
    "BASE_CURRENCY",
    "KEEPER",
    "AttachedFile",
    "Details",
    "DetailsProvider",
    "EditableField",
    "Fact",
    "FieldChoice",
    "FieldKind",
    "FundingStatus",
    "Link",
    "Mode",
    "Notify",
    "PaymentStatus",
    "RejectReason",
    "Request",
    "RequestDraft",
    "RequestNotApproved",
    "RequestNotExecuting",
    "RequestNotPending",
    "RequestStatus",
    "RequestType",
    "Review",
    "Standing",
    "Verdict",
    "cancel",
    "check_named_nowhere",
    "complete",
    "decide_in",
    "mark",
    "move_owner",
    "note_edit",
    "of_client",
    "open_request",
    "payment_received",
    "read",
    "ready_reasons",
    "reopen_as_rejected",
    "send_back",
    "settle",
    "standing",
    "waiting_for",
]
