"""Clients for the staff: the list, one client, suspension, and what belongs to a client."""

from chalice.app import Blueprint

from chalicelib.approvals.public import Request
from chalicelib.clients.schemas.clients import (
    ClientQuery,
    ClientRowView,
    ClientView,
    SuspensionForm,
)
from chalicelib.clients.schemas.factor import ClientFactorResetForm, ClientFactorView
from chalicelib.clients.schemas.files import FileLinkView
from chalicelib.clients.schemas.history import (
    ClientAuditView,
    ClientNotificationView,
    ClientRequestQuery,
    ClientRequestView,
    LoginEventView,
)
from chalicelib.clients.service import factor, files, history, overview, suspension
from chalicelib.clients.service.overview import ClientLine, ClientSheet
from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.documents.public import Link
from chalicelib.edge.auth import staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.identity.public import FactorState, LoginEvent
from chalicelib.notifications.public import Told
from chalicelib.storage.audit import AuditRecord

desk = Blueprint(__name__)
_READ = staff(Permission.READ_CLIENTS)


@desk.route("/api/desk/clients", methods=["GET"])
@endpoint(access=_READ, query=ClientQuery, returns=PageView[ClientRowView])
def list_clients(call: Call[Nothing, ClientQuery]) -> Page[ClientLine]:
    """Clients in the caller's scope, newest registration first, or those found by ``q``."""
    query = call.query
    return overview.listed(call.actor, query.wanted(call.actor), query.q, query.page)


@desk.route("/api/desk/clients/{client_id}", methods=["GET"])
@endpoint(access=_READ, returns=ClientView)
def read_client(call: Call[Nothing, Nothing], client_id: str) -> ClientSheet:
    """One client in full."""
    return overview.sheet(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}", methods=["PATCH"])
@endpoint(access=staff(Permission.SUSPEND_CLIENTS), body=SuspensionForm, returns=ClientView)
def suspend_client(call: Call[SuspensionForm, Nothing], client_id: str) -> ClientSheet:
    """Shut the client out, or let them in again; with a reason."""
    switch = suspension.suspend if call.body.suspended else suspension.reinstate
    switch(call.actor, client_id, call.body.reason)
    return overview.sheet(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/factor", methods=["GET"])
@endpoint(access=_READ, returns=ClientFactorView)
def read_client_factor(call: Call[Nothing, Nothing], client_id: str) -> FactorState:
    """The client's second factor, without anything secret."""
    return factor.of_client(call.actor, client_id)


@desk.route("/api/desk/clients/{client_id}/factor", methods=["PATCH"])
@endpoint(
    access=staff(Permission.RESET_CLIENT_FACTORS),
    body=ClientFactorResetForm,
    returns=ClientFactorView,
    confirms=Operation.ACCESS_RESET,
)
def reset_client_factor(call: Call[ClientFactorResetForm, Nothing], client_id: str) -> FactorState:
    """Take the client's second factor away, so that they can set up another."""
    return factor.reset(call.actor, client_id, call.body.reason, call.command)


@desk.route("/api/desk/clients/{client_id}/downlines", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[ClientRowView])
def list_downlines(call: Call[Nothing, PageQuery], client_id: str) -> Page[ClientLine]:
    """The client's direct downlines, newest first."""
    return overview.downlines(call.actor, client_id, call.query.page)


@desk.route("/api/desk/clients/{client_id}/requests", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_REQUESTS),
    query=ClientRequestQuery,
    returns=PageView[ClientRequestView],
)
def list_client_requests(call: Call[Nothing, ClientRequestQuery], client_id: str) -> Page[Request]:
    """The client's requests, newest first."""
    query = call.query
    return history.requests(call.actor, client_id, query.page, query.type, query.status)


@desk.route("/api/desk/clients/{client_id}/logins", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[LoginEventView])
def list_client_logins(call: Call[Nothing, PageQuery], client_id: str) -> Page[LoginEvent]:
    """The client's attempts to sign in, newest first."""
    return history.logins(call.actor, client_id, call.query.page)


@desk.route("/api/desk/clients/{client_id}/audit", methods=["GET"])
@endpoint(access=staff(Permission.READ_AUDIT), query=PageQuery, returns=PageView[ClientAuditView])
def list_client_audit(call: Call[Nothing, PageQuery], client_id: str) -> Page[AuditRecord]:
    """What was done by and for the client, newest first."""
    return history.audited(call.actor, client_id, call.query.page)


@desk.route("/api/desk/clients/{client_id}/notifications", methods=["GET"])
@endpoint(access=_READ, query=PageQuery, returns=PageView[ClientNotificationView])
def list_client_notifications(call: Call[Nothing, PageQuery], client_id: str) -> Page[Told]:
    """What the client was told in the portal, newest first."""
    return history.told(call.actor, client_id, call.query.page)


@desk.route("/api/desk/files/{file_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_REQUESTS), returns=FileLinkView)
def open_client_file(call: Call[Nothing, Nothing], file_id: str) -> Link:
    """Get a link to a client's document; every link that is given is logged."""
    return files.open_file(call.actor, file_id)
