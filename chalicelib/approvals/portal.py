"""A client's requests: their list, their history, taking one back."""

from chalice.app import Blueprint

from chalicelib.approvals.model import Request
from chalicelib.approvals.schemas import (
    RequestFilter,
    RequestView,
    RequestWithTimelineView,
    TakeBackForm,
)
from chalicelib.approvals.service import decisions, lists
from chalicelib.approvals.service.decisions import OwnRequestRead
from chalicelib.core.paging import Page
from chalicelib.edge.auth import CLIENT
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageView

portal = Blueprint(__name__)


@portal.route("/api/portal/requests", methods=["GET"])
@endpoint(access=CLIENT, query=RequestFilter, returns=PageView[RequestView])
def list_own_requests(call: Call[Nothing, RequestFilter]) -> Page[Request]:
    """The client's requests, newest first."""
    query = call.query
    return lists.of_client(call.actor.id, query.page, query.type, query.status)


@portal.route("/api/portal/requests/{request_id}", methods=["GET"])
@endpoint(access=CLIENT, returns=RequestWithTimelineView)
def read_own_request(call: Call[Nothing, Nothing], request_id: str) -> OwnRequestRead:
    """One request with its history."""
    return decisions.own_with_log(call.actor, request_id)


@portal.route("/api/portal/requests/{request_id}", methods=["PATCH"])
@endpoint(access=CLIENT, body=TakeBackForm, returns=RequestView)
def take_back_request(call: Call[TakeBackForm, Nothing], request_id: str) -> Request:
    """Take a request back while no node has approved it."""
    return decisions.take_back(call.actor, request_id)
