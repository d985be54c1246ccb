"""Who sees which ticket: clients their own, staff those of the clients in their data scope."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.settings import public as settings
from chalicelib.staff import public as staff
from chalicelib.storage.walks import kept
from chalicelib.support import rules, store
from chalicelib.support.model import (
    CATEGORIES,
    REOPEN_DAYS,
    SILENCE_DAYS,
    Post,
    Ticket,
    TicketCategory,
    TicketFilter,
)


@dataclass(frozen=True)
class OwnTicket:
    """A ticket as its client sees it."""

    ticket: Ticket
    category: dict[str, str]
    can_reopen: bool
    resolves_at: datetime | None


@dataclass(frozen=True)
class NamedTicket:
    """A ticket with the names that staff read."""

    ticket: Ticket
    category: dict[str, str]
    client_name: str
    assignee_name: str


def categories() -> tuple[TicketCategory, ...]:
    """What tickets can be about, as the broker has ordered it."""
    return settings.value(CATEGORIES)


def own(actor: Actor, ticket_id: str) -> Ticket:
    """A ticket of the client ``actor``.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = store.get(ticket_id)
    if found.client_id != actor.id:
        raise NotFound("no such ticket", what="ticket")
    return found


def seen(actor: Actor, ticket_id: str) -> Ticket:
    """A ticket of a client in the staff's scope.

    Raises:
        NotFound: there is none, or it is outside the scope.
    """
    found = store.get(ticket_id)
    if not is_in_scope(actor, found):
        raise NotFound("no such ticket", what="ticket")
    return found


def is_in_scope(actor: Actor, ticket: Ticket) -> bool:
    """Whether the ticket exists for a member of staff."""
    return actor.scope.covers(ticket.owner_id, frozenset(ticket.participant_ids))


def own_tickets(actor: Actor, wanted: TicketFilter, request: PageRequest) -> Page[OwnTicket]:
    """The client's tickets, newest first."""
    return store.of_client(actor.id, wanted, request).map(as_own)


def as_own(ticket: Ticket) -> OwnTicket:
    """``ticket`` as its client sees it."""
    days = settings.value(REOPEN_DAYS)
    return OwnTicket(
        ticket,
        _category_names().get(ticket.category_id, {}),
        rules.can_reopen(ticket, ports.now(), days),
        rules.resolves_at(ticket, silence_days()),
    )


def silence_days() -> int:
    """After how many days without a word of the client an answered ticket resolves itself."""
    return settings.value(SILENCE_DAYS)


def own_posts(actor: Actor, ticket_id: str, request: PageRequest) -> Page[Post]:
    """The thread as the client sees it, newest first; a page may come short and have a next one.

    Raises:
        NotFound.
    """
    ticket = own(actor, ticket_id)
    return kept(
        lambda page: store.posts(ticket.id, page),
        lambda found: tuple(one for one in found if one.is_for_client),
        request,
    )


def posts(actor: Actor, ticket_id: str, request: PageRequest) -> Page[Post]:
    """The whole thread, newest first.

    Raises:
        NotFound.
    """
    return store.posts(seen(actor, ticket_id).id, request)


def tickets(actor: Actor, wanted: TicketFilter, request: PageRequest) -> Page[NamedTicket]:
    """Tickets in the actor's scope, newest first."""
    return named_page(_found(actor, wanted, request))


def _found(actor: Actor, wanted: TicketFilter, request: PageRequest) -> Page[Ticket]:
    if actor.scope.company:
        return store.of_company(wanted, request)
    if wanted.assignee_id:

        def test(one: Ticket) -> bool:
            return wanted.fits(one) and is_in_scope(actor, one)

        return store.of_assignee(wanted.assignee_id, wanted, request, test)
    return store.within(actor.scope, wanted, request)


def tickets_of_client(
    actor: Actor, client_id: str, wanted: TicketFilter, request: PageRequest
) -> Page[NamedTicket]:
    """The tickets of one client, newest first: titles and how they stand, for all who see them.

    Raises:
        NotFound: the client is outside the actor's scope.
    """
    client = clients.client(actor, client_id)
    return named_page(store.of_client(client.id, wanted, request))


def named(ticket: Ticket) -> NamedTicket:
    """``ticket`` with the names that staff read."""
    return _named([ticket])[0]


def named_page(page: Page[Ticket]) -> Page[NamedTicket]:
    """A page of tickets with the names that staff read."""
    return Page(tuple(_named(page.items)), page.next_cursor)


def _named(found: Iterable[Ticket]) -> list[NamedTicket]:
    found = list(found)
    of_clients = clients.names({one.client_id for one in found})
    of_staff = staff.names({one.assignee_id for one in found if one.assignee_id})
    of_categories = _category_names()
    return [
        NamedTicket(
            one,
            of_categories.get(one.category_id, {}),
            of_clients.get(one.client_id, ""),
            of_staff.get(one.assignee_id, ""),
        )
        for one in found
    ]


def _category_names() -> dict[str, dict[str, str]]:
    return {one.id: one.name for one in categories()}
