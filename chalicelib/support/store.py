"""Tickets with their threads, and the lists they stand in."""

from collections.abc import Callable

from chalicelib.core.actor import Scope
from chalicelib.core.clock import iso
from chalicelib.core.errors import NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.places import Places, whose
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.walks import kept
from chalicelib.storage.wire import Item
from chalicelib.support.model import Post, Ticket, TicketFilter, TicketStatus, half_of

_TABLE = Table("support")
_WAITING = "WAITING"
_NOBODY = "nobody"

Test = Callable[[Ticket], bool]


def _key(ticket_id: str) -> Key:
    return Key(f"TICKET#{ticket_id}", "TICKET")


def _sort(ticket: Ticket) -> str:
    return f"{iso(ticket.opened_at)}#{ticket.id}"


def _indexes(ticket: Ticket) -> Indexes:
    sort, state, since = _sort(ticket), half_of(ticket.status), ticket.waiting_since
    return {
        "by-client": (f"{ticket.client_id}#{state}", sort),
        "by-status": (ticket.status, sort),
        "by-category": (f"{ticket.category_id}#{state}", sort),
        "by-assignee": (f"{ticket.assignee_id or _NOBODY}#{state}", sort),
        "by-owner": (f"owner:{ticket.owner_id or ''}#{state}", sort),
        "by-waiting": (_WAITING if since else None, f"{iso(since)}#{ticket.id}" if since else ""),
    }


def _places(ticket: Ticket) -> list[Item]:
    state, sort = half_of(ticket.status), _sort(ticket)
    return [
        _PLACES.make(ticket.id, f"participant:{one}#{state}", "by_owner", sort)
        for one in ticket.participant_ids
    ]


_TICKETS = Rows(_TABLE, Ticket, lambda one: _key(one.id), _indexes)
_PLACES = Places(_TICKETS, _key, "ticket_id", _places)
_POSTS = Rows(
    _TABLE, Post, lambda one: Key(f"TICKET#{one.ticket_id}", f"POST#{iso(one.at)}#{one.id}")
)


def get(ticket_id: str) -> Ticket:
    """The ticket as of now.

    Raises:
        NotFound.
    """
    return _TICKETS.get(_key(ticket_id), NotFound("no such ticket", what="ticket"))


def find(ticket_id: str) -> Ticket | None:
    """The ticket as of now, or None."""
    return _TICKETS.find(_key(ticket_id))


def add(unit: Unit, ticket: Ticket) -> Ticket:
    """Store a new ticket in all its lists."""
    return _PLACES.insert(unit, ticket, Stale("a ticket id came twice"))


def change(unit: Unit, before: Ticket, after: Ticket) -> Ticket:
    """Store ``after`` in place of ``before``, and move it between its lists."""
    return _PLACES.change(unit, before, after)


def remove(unit: Unit, ticket: Ticket) -> None:
    """Forget a ticket; its thread goes before it."""
    _PLACES.remove(unit, ticket, Stale("the ticket has changed"))


def post(unit: Unit, one: Post) -> Post:
    """Add a line to a thread."""
    return _POSTS.insert(unit, one, Stale("a post id came twice"))


def unpost(unit: Unit, one: Post) -> None:
    """Take a line out of a thread, for good."""
    _POSTS.remove(unit, one, Stale("the post has changed"))


def posts(ticket_id: str, request: PageRequest) -> Page[Post]:
    """A thread, newest first."""
    return _POSTS.page(Range(f"TICKET#{ticket_id}", prefix="POST#"), request)


def of_client(client_id: str, wanted: TicketFilter, request: PageRequest) -> Page[Ticket]:
    """A client's tickets, newest first."""
    ranges = [Range(f"{client_id}#{state}", "by-client") for state in wanted.states]
    return _passing(ranges, request, wanted.fits)


def of_company(wanted: TicketFilter, request: PageRequest) -> Page[Ticket]:
    """Everybody's tickets, newest first, from the list that cuts best."""
    if wanted.assignee_id is not None:
        return of_assignee(wanted.assignee_id, wanted, request, wanted.fits)
    if wanted.category_id is not None:
        lists = [Range(f"{wanted.category_id}#{one}", "by-category") for one in wanted.states]
        return _passing(lists, request, wanted.fits)
    statuses = [wanted.status] if wanted.status else list(TicketStatus)
    shown = [one for one in statuses if half_of(one) in wanted.states]
    return _TICKETS.page([Range(one, "by-status") for one in shown], request)


def of_assignee(
    staff_id: str, wanted: TicketFilter, request: PageRequest, test: Test
) -> Page[Ticket]:
    """What somebody is to answer (empty: what nobody is) and passes ``test``, newest first."""
    lists = [Range(f"{staff_id or _NOBODY}#{one}", "by-assignee") for one in wanted.states]
    return _passing(lists, request, test)


def within(scope: Scope, wanted: TicketFilter, request: PageRequest) -> Page[Ticket]:
    """What staff with a scope smaller than the company may see, newest first."""
    lists = [Range(f"{who}#{one}", "by-owner") for who in whose(scope) for one in wanted.states]
    return _passing(lists, request, wanted.fits)


def waiting(limit: int, cursor: str | None) -> Page[Ticket]:
    """Tickets on which it is the client's turn, those that wait longest first."""
    return _TICKETS.page(
        Range(_WAITING, "by-waiting", newest_first=False), PageRequest(limit, cursor)
    )


def _passing(lists: list[Range], request: PageRequest, test: Test) -> Page[Ticket]:
    """A page of those that pass: it may come short of the limit and still have a next one."""
    return kept(
        lambda page: _PLACES.page(lists, page),
        lambda found: tuple(one for one in found if test(one)),
        request,
    )
