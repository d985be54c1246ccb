"""How a request begins: by whom it is decided, and what a payment that was awaited changes."""

from dataclasses import replace
from datetime import datetime

from chalicelib.approvals.model import (
    Automation,
    Flow,
    Mode,
    PaymentStatus,
    Request,
    RequestDraft,
    RequestStatus,
)
from chalicelib.approvals.rules.clock import Terms, started
from chalicelib.approvals.rules.refusals import not_pending
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money


def opened(
    draft: RequestDraft,
    actor: Actor,
    now: datetime,
    *,
    automation: Automation,
    flow: Flow,
    base_currency: str,
    terms: Terms,
) -> Request:
    """The request that ``draft`` becomes: pending, or already approved by the system."""
    mode = _mode(draft, automation)
    automatic = is_automatic(mode, automation, draft.mode_amount, base_currency)
    request = Request(
        id=draft.id,
        type=draft.type,
        status=RequestStatus.PENDING,
        client_id=draft.client_id,
        client_name=draft.client_name,
        client_kind=draft.client_kind,
        owner_id=draft.owner_id,
        participant_ids=tuple(sorted(draft.participant_ids)),
        summary=dict(draft.summary),
        mode=mode,
        automatic=automatic,
        flow=flow,
        created_by=draft.created_by or actor.ref,
        created_by_name="" if draft.created_by else actor.name,
        submitted_at=now,
        awaits_payment=draft.awaits_payment,
        linked=draft.linked,
        waits_on=tuple(one.id for one in draft.waits_on),
        funding_status=draft.funding_status,
        payment_status=draft.payment_status,
    )
    if request.waits_on or not automatic or draft.awaits_payment:
        return started(request, now, terms)
    approved = approved_by_system(request, now)
    if draft.completes_at_once:
        return replace(approved, status=RequestStatus.APPROVED)
    return approved


def _mode(draft: RequestDraft, automation: Automation) -> Mode:
    if draft.manual_only:
        return Mode.MANUAL
    return Mode.AUTOMATIC if draft.automatic_only else automation.mode


def is_automatic(
    mode: Mode, automation: Automation, amount: Money | None, base_currency: str
) -> bool:
    """Whether the system approves. In partial mode: below the threshold, and only if comparable."""
    if mode is not Mode.PARTIAL:
        return mode is Mode.AUTOMATIC
    if amount is None or amount.currency != base_currency:
        return False
    return amount < Money.parse(automation.threshold, base_currency)


def approved_by_system(request: Request, now: datetime) -> Request:
    """Approved without staff; the effect is due."""
    return replace(
        request,
        status=RequestStatus.EXECUTING,
        awaits_payment=False,
        decided_at=now,
        decided_by="system:approvals",
        decided_by_name="",
    )


def released(request: Request, approved_id: str, now: datetime, terms: Terms) -> Request:
    """A request that this one waited on is approved: when it was the last, approval begins.

    Its clock starts only now; an automatic one is approved at once.
    """
    rest = tuple(one for one in request.waits_on if one != approved_id)
    freed = replace(request, waits_on=rest)
    if rest or request.status is not RequestStatus.PENDING:
        return freed
    if request.automatic:
        return approved_by_system(freed, now)
    return started(freed, now, terms)


def paid(request: Request, now: datetime, terms: Terms) -> Request:
    """The payment that was awaited has come: approval begins, or is over for an automatic one.

    Raises:
        RequestNotPending: it is no longer waiting for its payment.
    """
    if request.status is not RequestStatus.PENDING or not request.awaits_payment:
        raise not_pending(request)
    arrived = replace(request, awaits_payment=False, payment_status=PaymentStatus.SUCCESS)
    return approved_by_system(arrived, now) if request.automatic else started(arrived, now, terms)
