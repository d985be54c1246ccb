"""People on both sides of a ticket, and what they do again and again."""

from typing import Any

from chalicelib.core.actor import Actor, system
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.notifications.service import bell
from chalicelib.staff.public import DataScope
from chalicelib.support.model import Post, Ticket
from chalicelib.support.service import answering, asking, reading
from chalicelib.support.service.answering import StaffPost, TicketChange
from chalicelib.support.service.asking import TicketDraft
from tests.kit import people
from tests.kit.funds import add_client, client_actor, command
from tests.kit.staff import acting

ALL = PageRequest(100)
ANSWERING = (Permission.READ_TICKETS, Permission.ANSWER_TICKETS, Permission.READ_CLIENTS)
QUESTION = TicketDraft("money", "Where is my money?", "I paid on Monday.")


class Desk:
    """The people. Kay and Ola see their own clients, Tom everybody's; Tom may assign."""

    def __init__(self) -> None:
        own = people.role(*ANSWERING, scope=DataScope(own=True), name="Own clients")
        whole = people.role(*ANSWERING, Permission.ASSIGN_TICKETS, name="Whole company")
        self.kay_id = people.member(own, name="Kay").id
        self.ola_id = people.member(own, name="Ola").id
        self.tom_id = people.member(whole, name="Tom").id
        add_client("10000001", self.kay_id)
        add_client("10000002")
        for client_id, email in (("10000001", "lin@example.com"), ("10000002", "sam@example.com")):
            people.client(client_id, email)
        self.lin, self.sam = client_actor("10000001"), client_actor("10000002")

    @property
    def kay(self) -> Actor:
        """Who owns Lin."""
        return acting(self.kay_id)

    @property
    def ola(self) -> Actor:
        """Who owns nobody."""
        return acting(self.ola_id)

    @property
    def tom(self) -> Actor:
        """Who sees everybody."""
        return acting(self.tom_id)

    def asked(self, actor: Actor | None = None, draft: TicketDraft = QUESTION) -> Ticket:
        """A ticket of Lin's, or of ``actor``'s."""
        return asking.open_ticket(actor or self.lin, draft, command()).ticket


def answered(actor: Actor, ticket: Ticket, text: str = "We look.", **more: Any) -> Post:
    """What staff write."""
    return answering.post(actor, ticket.id, StaffPost(text, **more), command())


def replied(actor: Actor, ticket: Ticket, text: str = "Thank you.") -> Post:
    """What the client writes."""
    return asking.answer(actor, ticket.id, text, (), command())


def changed(actor: Actor, ticket: Ticket, **wanted: Any) -> Ticket:
    """The ticket after staff have moved it."""
    return answering.change(actor, ticket.id, TicketChange(**wanted)).ticket


def now(ticket: Ticket) -> Ticket:
    """The ticket as it stands."""
    return reading.seen(system("test"), ticket.id)


def thread(ticket: Ticket) -> list[str]:
    """What was written and done, from the beginning: texts, and the codes of events."""
    posts = reading.posts(system("test"), ticket.id, ALL).items
    return [one.text or str(one.event) for one in reversed(posts)]


def own_thread(actor: Actor, ticket: Ticket) -> list[str]:
    """The same as the client sees it."""
    posts = reading.own_posts(actor, ticket.id, ALL).items
    return [one.text or str(one.event) for one in reversed(posts)]


def subjects(actor: Actor, **wanted: Any) -> list[str]:
    """The subjects of the tickets that a member of staff finds."""
    found = reading.tickets(actor, reading.TicketFilter(**wanted), ALL)
    return [one.ticket.subject for one in found.items]


def told(actor: Actor) -> list[str]:
    """The codes in somebody's bell, the oldest first."""
    return [one.item.code for one in reversed(bell.listed(actor, ALL).items)]
