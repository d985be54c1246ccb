"""Routes for clients: one's own tickets."""

from collections.abc import Sequence

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.support.model import Post, TicketCategory
from chalicelib.support.schemas.portal import (
    OwnPostView,
    OwnTicketQuery,
    OwnTicketView,
    TicketClosingForm,
    TicketForm,
    TicketPostForm,
)
from chalicelib.support.schemas.shared import TicketCategoryView
from chalicelib.support.service import asking, reading
from chalicelib.support.service.reading import OwnTicket

portal = Blueprint(__name__)


@portal.route("/api/portal/ticket-categories", methods=["GET"])
@endpoint(access=CLIENT, returns=ItemsView[TicketCategoryView])
def list_own_ticket_categories(_call: Call[Nothing, Nothing]) -> Sequence[TicketCategory]:
    """What a ticket can be about."""
    return reading.categories()


@portal.route("/api/portal/tickets", methods=["GET"])
@endpoint(access=CLIENT, query=OwnTicketQuery, returns=PageView[OwnTicketView])
def list_own_tickets(call: Call[Nothing, OwnTicketQuery]) -> Page[OwnTicket]:
    """One's own tickets, newest first."""
    return reading.own_tickets(call.actor, call.query.wanted, call.query.page)


@portal.route("/api/portal/tickets", methods=["POST"])
@endpoint(access=CLIENT, body=TicketForm, returns=OwnTicketView, status=201, once=True)
def open_ticket(call: Call[TicketForm, Nothing]) -> OwnTicket:
    """Ask the broker something."""
    return asking.open_ticket(call.actor, call.body.draft, call.command)


@portal.route("/api/portal/tickets/{ticket_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=OwnTicketView)
def read_own_ticket(call: Call[Nothing, Nothing], ticket_id: str) -> OwnTicket:
    """One of one's own tickets."""
    return reading.as_own(reading.own(call.actor, ticket_id))


@portal.route("/api/portal/tickets/{ticket_id}", methods=["PATCH"])
@endpoint(access=CLIENT, body=TicketClosingForm, returns=OwnTicketView)
def close_own_ticket(call: Call[TicketClosingForm, Nothing], ticket_id: str) -> OwnTicket:
    """Say that nothing is left to do, or have a resolved ticket taken up again."""
    steer = asking.close if call.body.resolved else asking.reopen
    return steer(call.actor, ticket_id)


@portal.route("/api/portal/tickets/{ticket_id}/posts", methods=["GET"])
@endpoint(access=CLIENT, query=PageQuery, returns=PageView[OwnPostView])
def list_own_ticket_posts(call: Call[Nothing, PageQuery], ticket_id: str) -> Page[Post]:
    """The thread of one's own ticket, newest first."""
    return reading.own_posts(call.actor, ticket_id, call.query.page)


@portal.route("/api/portal/tickets/{ticket_id}/posts", methods=["POST"])
@endpoint(access=CLIENT, body=TicketPostForm, returns=OwnPostView, status=201, once=True)
def answer_own_ticket(call: Call[TicketPostForm, Nothing], ticket_id: str) -> Post:
    """Add a message to one's own ticket."""
    return asking.answer(call.actor, ticket_id, call.body.text, call.body.files, call.command)
