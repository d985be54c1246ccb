"""Rows of exports of what staff work through: tickets and tasks."""

from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.paging import Page, PageRequest
from chalicelib.sales import public as sales
from chalicelib.sales.public import NamedTask, TaskFilter, TaskKind, TaskPriority, TaskStatus
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
_NOBODY = "nobody"
_OVERDUE = "overdue"


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


def tasks(actor: Actor, filters: dict[str, str], request: PageRequest) -> Page[tuple[str, ...]]:
    """Tasks as their list shows them."""
    status, kind, priority = (filters.get(one) for one in ("status", "kind", "priority"))
    wanted = TaskFilter(
        status=TaskStatus(status) if status and status != _OVERDUE else None,
        overdue=status == _OVERDUE,
        assignee_id=filters.get("assignee_id"),
        kind=TaskKind(kind) if kind else None,
        priority=TaskPriority(priority) if priority else None,
    )
    return sales.tasks(actor, wanted, request).map(_task_row)


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
