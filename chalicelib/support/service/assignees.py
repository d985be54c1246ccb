"""Who can be put in charge of a ticket: who may answer tickets, and sees the client."""

from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.staff import public as staff
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
    covered = found.scope.covers(ticket.owner_id, frozenset(ticket.participant_ids))
    return found.active and Permission.ANSWER_TICKETS in found.permissions and covered


def first_assignee(ticket: Ticket, category: TicketCategory) -> str:
    """Who gets a new ticket: the category's, or else the client's owner; empty for nobody."""
    candidates = (category.staff_id, ticket.owner_id or "")
    return next((one for one in candidates if one and can_have(one, ticket)), "")


def candidates(ticket: Ticket) -> list[Assignable]:
    """Those who can be put in charge, in the order of their names."""
    holders = staff.active_staff_with(Permission.ANSWER_TICKETS)[:OFFERED]
    able = [one for one in holders if can_have(one, ticket)]
    named = [Assignable(*one) for one in staff.names(able).items()]
    return sorted(named, key=lambda one: one.name.casefold())
