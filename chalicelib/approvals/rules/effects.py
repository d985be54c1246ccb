"""What the effect of an approval makes of a request: done, refused by a vendor, money moved."""

from dataclasses import replace

from chalicelib.approvals.model import FundingStatus, PaymentStatus, Request, RequestStatus
from chalicelib.approvals.rules.refusals import RequestNotExecuting
from chalicelib.messages.approvals import Summary


def completed(
    request: Request,
    *,
    funding_status: FundingStatus | None = None,
    payment_status: PaymentStatus | None = None,
    summary: Summary | None = None,
) -> Request:
    """The effect has happened.

    Raises:
        RequestNotExecuting: no effect is due.
    """
    _demand_executing(request)
    return replace(
        marked(request, funding_status, payment_status),
        status=RequestStatus.APPROVED,
        summary=request.summary | (summary or {}),
    )


def sent_back(request: Request, reason_code: str) -> Request:
    """A vendor refused the effect: the last node is open again, its decision stands no more.

    Raises:
        RequestNotExecuting: no effect is due.
    """
    _demand_executing(request)
    return replace(
        request,
        status=RequestStatus.PENDING,
        round=request.round + 1,
        returned_code=reason_code,
        decided_at=None,
        decided_by=None,
        decided_by_name=None,
        decisions=tuple(
            replace(one, stands=False) if one.node == request.node else one
            for one in request.decisions
        ),
    )


def marked(
    request: Request,
    funding_status: FundingStatus | None = None,
    payment_status: PaymentStatus | None = None,
) -> Request:
    """The same with other statuses of its money; None leaves one as it is."""
    return replace(
        request,
        funding_status=funding_status or request.funding_status,
        payment_status=payment_status or request.payment_status,
    )


def _demand_executing(request: Request) -> None:
    if request.status is not RequestStatus.EXECUTING:
        raise RequestNotExecuting(status=request.status.value)
