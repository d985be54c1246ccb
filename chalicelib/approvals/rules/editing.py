"""Correcting what is under review: what it does to the summary, and to decisions already taken."""

from dataclasses import replace

from chalicelib.approvals.model import Request
from chalicelib.approvals.rules.deciding import demand_queued
from chalicelib.approvals.rules.refusals import MoneyHasMoved, not_pending
from chalicelib.approvals.rules.restarting import UNMOVED, anew, has_begun, refusal_to_change
from chalicelib.core.actor import Actor
from chalicelib.messages.approvals import Summary


def can_edit(actor: Actor, request: Request) -> bool:
    """Whether ``actor`` may correct the payload now, as far as approvals is concerned."""
    ready = request.is_queued and request.funding_status in UNMOVED
    return ready and refusal_to_change(actor, request) is None


def demand_editable(request: Request, actor: Actor, round_: int) -> None:
    """Refuse what may not be corrected now, or not by ``actor``, or was read before a change.

    Raises:
        RequestNotPending: it is decided, or is no longer what ``round_`` was. RequestHeld.
        Forbidden: `refusal_to_change`. MoneyHasMoved: our books have moved already.
    """
    demand_queued(request)
    refusal = refusal_to_change(actor, request)
    if refusal is not None:
        raise refusal
    if round_ != request.round:
        raise not_pending(request)
    if request.funding_status not in UNMOVED:
        raise MoneyHasMoved(funding_status=request.funding_status.value)


def edited(request: Request, summary: Summary) -> Request:
    """``request`` with other facts: a new round, in which nothing that was said before stands.

    Nobody's approval ever counts for what they have not seen. ``first_asked`` keeps the facts with
    which the client opened it.
    """
    after = replace(
        request,
        round=request.round + 1,
        summary=request.summary | summary,
        first_asked=request.first_asked or (dict(request.summary) if summary else {}),
    )
    return anew(after) if has_begun(request) else after
