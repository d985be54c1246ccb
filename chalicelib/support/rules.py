"""Pure decisions about tickets: what a post, a word or silence makes of one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.errors import Invalid
from chalicelib.support.model import (
    Party,
    ReopenTooLate,
    Ticket,
    TicketCategory,
    TicketIsResolved,
    TicketStatus,
)


def category(known: Iterable[TicketCategory], category_id: str) -> TicketCategory:
    """The category called ``category_id``.

    Raises:
        Invalid: ``category_unknown``.
    """
    found = next((one for one in known if one.id == category_id), None)
    if found is None:
        raise Invalid("there is no such category", code="category_unknown", field="category_id")
    return found


def answered_by_client(ticket: Ticket, now: datetime) -> Ticket:
    """``ticket`` after a message of the client: it is the broker's turn.

    Raises:
        TicketIsResolved.
    """
    _check_unresolved(ticket)
    turned = ticket.status is TicketStatus.WAITING
    return replace(
        ticket,
        status=TicketStatus.IN_PROGRESS if turned else ticket.status,
        posted_at=now,
        posted_by=Party.CLIENT,
        waiting_since=None,
    )


def answered_by_staff(
    ticket: Ticket, now: datetime, staff_id: str, then: TicketStatus = TicketStatus.WAITING
) -> Ticket:
    """``ticket`` after a message of ``staff_id``, standing at ``then``.

    What was nobody's is theirs now.

    Raises:
        TicketIsResolved.
    """
    _check_unresolved(ticket)
    posted = replace(
        ticket,
        posted_at=now,
        posted_by=Party.STAFF,
        assignee_id=ticket.assignee_id or staff_id,
        waiting_since=None,
    )
    return standing(posted, then, now, Party.STAFF)


def standing(ticket: Ticket, status: TicketStatus, now: datetime, by: Party) -> Ticket:
    """``ticket`` at ``status``, where ``by`` put it; the same where it stands there already."""
    if status is TicketStatus.RESOLVED:
        if ticket.is_resolved:
            return ticket
        return replace(ticket, status=status, resolved_at=now, resolved_by=by, waiting_since=None)
    waits = status is TicketStatus.WAITING
    return replace(
        ticket,
        status=status,
        resolved_at=None,
        resolved_by=None,
        waiting_since=(ticket.waiting_since or now) if waits else None,
    )


def reopened_by_client(ticket: Ticket, now: datetime, days: int) -> Ticket:
    """``ticket`` open again, if it was resolved no more than ``days`` ago.

    Raises:
        ReopenTooLate: ``ticket_reopen_too_late`` with ``days``.
    """
    if not ticket.is_resolved:
        return ticket
    if not can_reopen(ticket, now, days):
        raise ReopenTooLate("it was resolved too long ago", days=days)
    status = TicketStatus.IN_PROGRESS if ticket.assignee_id else TicketStatus.OPEN
    return standing(ticket, status, now, Party.CLIENT)


def can_reopen(ticket: Ticket, now: datetime, days: int) -> bool:
    """Whether the client may have a resolved ticket taken up again."""
    return ticket.resolved_at is not None and now <= ticket.resolved_at + timedelta(days=days)


def resolves_at(ticket: Ticket, days: int) -> datetime | None:
    """When a ticket resolves itself if the client stays silent; None while it is not their turn."""
    since = ticket.waiting_since
    return None if since is None else since + timedelta(days=days)


def _check_unresolved(ticket: Ticket) -> None:
    if ticket.is_resolved:
        raise TicketIsResolved("reopen it first")
