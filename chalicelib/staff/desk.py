"""Routes of the back office for roles, permissions, the audit log and parked messages.

Members themselves are served by `identity`, because joining and leaving concern a login too.
"""

from chalice.app import Blueprint

from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import ANY_STAFF, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import ItemsView, Nothing, PageQuery, PageView
from chalicelib.staff.model import Role, SavedView
from chalicelib.staff.schemas.logs import (
    AuditChainView,
    AuditQuery,
    AuditView,
    ParkedEventView,
    ReplayForm,
)
from chalicelib.staff.schemas.roles import PermissionView, RoleChangeForm, RoleForm, RoleView
from chalicelib.staff.schemas.views import SavedViewsForm, SavedViewView
from chalicelib.staff.service import audit_log, parked_events, roles, views
from chalicelib.staff.service.audit_log import ChainState
from chalicelib.storage.audit import AuditRecord
from chalicelib.storage.parked import ParkedMessage

desk = Blueprint(__name__)


@desk.route("/api/desk/permissions", methods=["GET"])
@endpoint(access=ANY_STAFF, returns=ItemsView[PermissionView])
def list_permissions(call: Call[Nothing, Nothing]) -> list[Permission]:
    """Every permission that a role can hold."""
    return list(Permission)


@desk.route("/api/desk/roles", methods=["GET"])
@endpoint(access=staff(Permission.READ_ROLES), query=PageQuery, returns=PageView[RoleView])
def list_roles(call: Call[Nothing, PageQuery]) -> Page[Role]:
    """All roles, by name."""
    return roles.roles(call.query.page)


@desk.route("/api/desk/roles", methods=["POST"])
@endpoint(
    access=staff(Permission.UPDATE_ROLES), body=RoleForm, returns=RoleView, status=201, once=True
)
def add_role(call: Call[RoleForm, Nothing]) -> Role:
    """Make a role."""
    return roles.add_role(call.actor, call.body.draft(), call.command)


@desk.route("/api/desk/roles/{role_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_ROLES), returns=RoleView)
def read_role(call: Call[Nothing, Nothing], role_id: str) -> Role:
    """One role."""
    return roles.role(role_id)


@desk.route("/api/desk/roles/{role_id}", methods=["PATCH"])
@endpoint(access=staff(Permission.UPDATE_ROLES), body=RoleChangeForm, returns=RoleView)
def change_role(call: Call[RoleChangeForm, Nothing], role_id: str) -> Role:
    """Change a role; its members have it so from their next request on."""
    return roles.change_role(call.actor, role_id, call.body.applied_to)


@desk.route("/api/desk/roles/{role_id}", methods=["DELETE"])
@endpoint(access=staff(Permission.UPDATE_ROLES), status=204)
def remove_role(call: Call[Nothing, Nothing], role_id: str) -> None:
    """Delete a role that nobody has."""
    roles.remove_role(call.actor, role_id)


@desk.route("/api/desk/audit", methods=["GET"])
@endpoint(access=staff(Permission.READ_AUDIT), query=AuditQuery, returns=PageView[AuditView])
def list_audit(call: Call[Nothing, AuditQuery]) -> Page[AuditRecord]:
    """What was done, newest first; without object or actor, at most 92 days back."""
    return audit_log.records(call.query.wanted(), call.query.page)


@desk.route("/api/desk/audit-chain", methods=["GET"])
@endpoint(access=staff(Permission.READ_AUDIT), returns=AuditChainView)
def read_audit_chain(call: Call[Nothing, Nothing]) -> ChainState:
    """Where the audit chain ends, and whether its last check found everything as it was written."""
    return audit_log.chain()


@desk.route("/api/desk/views/{list_name}", methods=["GET"])
@endpoint(access=ANY_STAFF, returns=ItemsView[SavedViewView])
def list_saved_views(call: Call[Nothing, Nothing], list_name: str) -> tuple[SavedView, ...]:
    """The reader's own views of a list."""
    return views.views(call.actor, list_name)


@desk.route("/api/desk/views/{list_name}", methods=["PUT"])
@endpoint(access=ANY_STAFF, body=SavedViewsForm, returns=ItemsView[SavedViewView])
def save_views(call: Call[SavedViewsForm, Nothing], list_name: str) -> tuple[SavedView, ...]:
    """Let the reader have exactly these views of a list."""
    return views.save(call.actor, list_name, call.body.views())


@desk.route("/api/desk/parked-events", methods=["GET"])
@endpoint(
    access=staff(Permission.READ_PARKED_EVENTS), query=PageQuery, returns=PageView[ParkedEventView]
)
def list_parked_events(call: Call[Nothing, PageQuery]) -> Page[ParkedMessage]:
    """Messages that could not be handled, newest first."""
    return parked_events.parked_events(call.query.page)


@desk.route("/api/desk/parked-events/{parked_id}", methods=["PATCH"])
@endpoint(access=staff(Permission.REPLAY_PARKED_EVENTS), body=ReplayForm, returns=ParkedEventView)
def replay_parked_event(call: Call[ReplayForm, Nothing], parked_id: str) -> ParkedMessage:
    """Put a parked message back on its queue."""
    return parked_events.replay(call.actor, parked_id)
