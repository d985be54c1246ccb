"""Routes of the back office: the tickets of clients in scope."""

from collections.abc import Sequence

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.gateways.files.port import PresignedUpload
from chalicelib.support.model import Post, TicketCategory
from chalicelib.support.schemas.desk import (
    AssignableView,
    ClientTicketQuery,
    StaffPostForm,
    TicketChangeForm,
    TicketPostView,
    TicketQuery,
    TicketUploadForm,
    TicketUploadView,
    TicketView,
)
from chalicelib.support.schemas.shared import NewTicketForm, TicketCategoryView
from chalicelib.support.service import answering, reading
from chalicelib.support.service.assignees import Assignable
from chalicelib.support.service.reading import NamedTicket

desk = Blueprint(__name__)
_READ = staff(Permission.READ_TICKETS)
_ANSWER = staff(Permission.ANSWER_TICKETS)


@desk.route("/api/desk/ticket-categories", methods=["GET"])
@endpoint(access=_READ, returns=ItemsView[TicketCategoryView])
def list_ticket_categories(_call: Call[Nothing, Nothing]) -> Sequence[TicketCategory]:
    """What tickets can be about."""
    return reading.categories()


@desk.route("/api/desk/tickets", methods=["GET"])
@endpoint(access=_READ, query=TicketQuery, returns=PageView[TicketView])
def list_tickets(call: Call[Nothing, TicketQuery]) -> Page[NamedTicket]:
    """Tickets of the clients in the caller's scope, newest first."""
    return reading.tickets(call.actor, call.query.wanted, call.query.page)


@desk.route("/api/desk/clients/{client_id}/tickets", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_CLIENTS), query=ClientTicketQuery, returns=PageView[TicketView]
)
def list_client_tickets(
    call: Call[Nothing, ClientTicketQuery], client_id: str
) -> Page[NamedTicket]:
    """The tickets of one client, newest first, without what they say."""
    wanted = call.query.wanted
    return reading.tickets_of_client(call.actor, client_id, wanted, call.query.page)


@desk.route("/api/desk/clients/{client_id}/tickets", methods=["POST"])
@endpoint(access=_ANSWER, body=NewTicketForm, returns=TicketView, status=201, once=True)
def start_ticket(call: Call[NewTicketForm, Nothing], client_id: str) -> NamedTicket:
    """Write to a client about something new."""
    return answering.start(call.actor, client_id, call.body.draft, call.command)


@desk.route("/api/desk/tickets/{ticket_id}", methods=["GET"])
@endpoint(access=_READ, returns=TicketView)
def read_ticket(call: Call[Nothing, Nothing], ticket_id: str) -> NamedTicket:
    """One ticket."""
    return reading.named(reading.seen(call.actor, ticket_id))


@desk.route("/api/desk/tickets/{ticket_id}", methods=["PATCH"])
@endpoint(access=_ANSWER, body=TicketChangeForm, returns=TicketView)
def change_ticket(call: Call[TicketChangeForm, Nothing], ticket_id: str) -> NamedTicket:
    """Move a ticket to another status, colleague or category."""
    return answering.change(call.actor, ticket_id, call.body.wanted)


@desk.route("/api/desk/tickets/{ticket_id}/assignees", methods=["GET"])
@endpoint(access=_ANSWER, returns=ItemsView[AssignableView])
def list_ticket_assignees(call: Call[Nothing, Nothing], ticket_id: str) -> list[Assignable]:
    """The colleagues who can be put in charge of a ticket."""
    return answering.assignable(call.actor, ticket_id)


@desk.route("/api/desk/tickets/{ticket_id}/posts", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[TicketPostView])
def list_ticket_posts(call: Call[Nothing, PageQuery], ticket_id: str) -> Page[Post]:
    """The thread of a ticket with the notes of staff, newest first."""
    return reading.posts(call.actor, ticket_id, call.query.page)


@desk.route("/api/desk/tickets/{ticket_id}/posts", methods=["POST"])
@endpoint(access=_ANSWER, body=StaffPostForm, returns=TicketPostView, status=201, once=True)
def post_to_ticket(call: Call[StaffPostForm, Nothing], ticket_id: str) -> Post:
    """Answer a client, or note something for the colleagues."""
    return answering.post(call.actor, ticket_id, call.body.said, call.command)


@desk.route("/api/desk/tickets/{ticket_id}/uploads", methods=["POST"])
@endpoint(access=_ANSWER, body=TicketUploadForm, returns=TicketUploadView, status=201)
def start_ticket_upload(call: Call[TicketUploadForm, Nothing], ticket_id: str) -> PresignedUpload:
    """Get an address to send a file to, for a message or a note."""
    body = call.body
    draft = (body.file_name, body.content_type, body.size_bytes)
    return answering.start_upload(call.actor, ticket_id, draft, for_note=body.for_note)
