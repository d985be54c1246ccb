"""Rows of exports of what staff work through: tickets and tasks."""

from dataclasses import replace

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.sales import public as sales
from chalicelib.sales.public import NamedTask, TaskFilters
from chalicelib.support import public as support
from chalicelib.support.public import NamedTicket, TicketFilters

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
TASK_COLUMNS = (
    "due_at",
    "id",
    "title",
    "kind",
    "status",
    "overdue",
    "priority",
    "client_id",
    "client",
    "assignees",
    "created_by",
    "created_at",
    "done_by",
    "done_at",
    "note",
)


def tickets(actor: Actor, filters: TicketFilters, request: PageRequest) -> Page[tuple[str, ...]]:
    """Tickets as their list shows them: unresolved ones, unless others are asked for."""
    wanted = filters.wanted
    if filters.status is None and filters.resolved is None:
        wanted = replace(wanted, resolved=False)
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


def tasks(actor: Actor, filters: TaskFilters, request: PageRequest) -> Page[tuple[str, ...]]:
    """Tasks as their list shows them."""
    return sales.tasks(actor, filters.wanted, request).map(_task_row)


def _task_row(named: NamedTask) -> tuple[str, ...]:
    one = named.task
    return (
        iso(one.due_at),
        one.id,
        one.title,
        one.kind.value,
        one.status.value,
        "yes" if named.is_overdue else "",
        one.priority.value,
        one.client_id if named.client_name else "",
        named.client_name,
        ", ".join(named.names.get(person, person) for person in one.assignee_ids),
        named.names.get(one.created_by, one.created_by),
        iso(one.created_at),
        named.names.get(one.done_by, one.done_by),
        iso(one.done_at) if one.done_at else "",
        one.note,
    )
