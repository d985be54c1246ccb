"""Who can be put in charge of a ticket: who may answer tickets, and sees the client."""

from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.staff import public as staff
from chalicelib.staff.public import Principal
from chalicelib.support.model import Ticket, TicketCategory

OFFERED = 200


@dataclass(frozen=True)
class Assignable:
    """A colleague who can be put in charge."""

    id: str
    name: str


def can_have(staff_id: str, ticket: Ticket) -> bool:
    """Whether ``staff_id`` is here, may answer tickets, and sees the client of this one."""
    if staff_id not in staff.present([staff_id]):
        return False
    found = staff.principal(staff_id)
    may = found.active and Permission.ANSWER_TICKETS in found.permissions
    return may and _sees(found, ticket)


def _sees(somebody: Principal, ticket: Ticket) -> bool:
    return somebody.scope.covers(ticket.owner_id, frozenset(ticket.participant_ids))


def first_assignee(ticket: Ticket, category: TicketCategory) -> str:
    """Who gets a new ticket: the category's, or else the client's owner; empty for nobody."""
    candidates = (category.staff_id, ticket.owner_id or "")
    return next((one for one in candidates if one and can_have(one, ticket)), "")


def candidates(ticket: Ticket) -> list[Assignable]:
    """Those who can be put in charge, in the order of their names."""
    holders = staff.active_principals_with(Permission.ANSWER_TICKETS)
    able = [Assignable(one.staff_id, one.name) for one in holders if _sees(one, ticket)]
    return sorted(able, key=lambda one: one.name.casefold())[:OFFERED]
