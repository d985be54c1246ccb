"""Rows of exports of what staff work through: tickets."""

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.support import public as support
from chalicelib.support.public import NamedTicket, TicketFilter, TicketStatus

TICKET_COLUMNS = (
    "opened_at",
    "id",
    "subject",
    "category",
    "client_id",
    "client",
    "status",
    "assignee",
    "last_message_at",
    "last_message_by",
    "resolved_at",
    "resolved_by",
)
_NOBODY = "nobody"


def tickets(actor: Actor, filters: dict[str, str], request: PageRequest) -> Page[tuple[str, ...]]:
    """Tickets as their list shows them: unresolved ones, unless a status is asked for."""
    status, assignee = filters.get("status"), filters.get("assignee_id")
    wanted = TicketFilter(
        status=TicketStatus(status) if status else None,
        resolved=None if status else False,
        category_id=filters.get("category_id"),
        assignee_id="" if assignee == _NOBODY else assignee,
    )
    return support.tickets(actor, wanted, request).map(_ticket_row)


def _ticket_row(named: NamedTicket) -> tuple[str, ...]:
    one = named.ticket
    return (
        iso(one.opened_at),
        one.id,
        one.subject,
        named.category.get("en", one.category_id),
        one.client_id,
        named.client_name,
        one.status.value,
        named.assignee_name,
        iso(one.posted_at),
        one.posted_by.value,
        iso(one.resolved_at) if one.resolved_at else "",
        one.resolved_by.value if one.resolved_by else "",
    )
