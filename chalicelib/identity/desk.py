"""Routes of the back office for signing in, for oneself, and for the people who can sign in."""

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.core.confirmation import Operation
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import ANY_STAFF, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.identity.factor_face import FactorFace, put_on
from chalicelib.identity.model.factors import FactorState
from chalicelib.identity.schemas.factors import FactorResetForm, FactorView, PasswordResetForm
from chalicelib.identity.schemas.members import MemberChangeForm, MemberForm, StaffView
from chalicelib.identity.schemas.sessions import SessionView
from chalicelib.identity.schemas.ways_in import SignInForm
from chalicelib.identity.schemas.who import DeskGrant, DeskWho
from chalicelib.identity.service import (
    colleagues,
    departures,
    factor_resets,
    password_resets,
    profiles,
)
from chalicelib.identity.service.colleagues import Colleague

desk = Blueprint(__name__)

put_on(
    desk,
    FactorFace(
        "desk",
        Realm.STAFF,
        ANY_STAFF,
        SignInForm,
        DeskWho,
        DeskGrant,
        profiles.staff_self,
        SessionView,
    ),
)


@desk.route("/api/desk/staff", methods=["GET"])
@endpoint(access=staff(Permission.READ_STAFF), query=PageQuery, returns=PageView[StaffView])
def list_staff(call: Call[Nothing, PageQuery]) -> Page[Colleague]:
    """Everybody, in the order of their names."""
    return colleagues.colleagues(call.query.page)


@desk.route("/api/desk/staff", methods=["POST"])
@endpoint(
    access=staff(Permission.UPDATE_STAFF), body=MemberForm, returns=StaffView, status=201, once=True
)
def add_staff(call: Call[MemberForm, Nothing]) -> Colleague:
    """Let somebody join; without a password they are invited by e-mail to choose one."""
    return colleagues.hire(call.actor, call.body.hiring(), call.command)


@desk.route("/api/desk/staff/{staff_id}", methods=["GET"])
@endpoint(access=staff(Permission.READ_STAFF), returns=StaffView)
def read_staff(call: Call[Nothing, Nothing], staff_id: str) -> Colleague:
    """One member."""
    return colleagues.colleague(staff_id)


@desk.route("/api/desk/staff/{staff_id}", methods=["PATCH"])
@endpoint(access=staff(Permission.UPDATE_STAFF), body=MemberChangeForm, returns=StaffView)
def change_staff(call: Call[MemberChangeForm, Nothing], staff_id: str) -> Colleague:
    """Change a member; disabling one ends their sessions, enabling opens a suspended login."""
    form = call.body
    return colleagues.change(
        call.actor, staff_id, form.change(), must_change_password=form.must_change_password
    )


@desk.route("/api/desk/staff/{staff_id}", methods=["DELETE"])
@endpoint(access=staff(Permission.DELETE_STAFF), status=204)
def delete_staff(call: Call[Nothing, Nothing], staff_id: str) -> None:
    """Delete a member who is in charge of nothing any more; their name stays in the logs."""
    departures.delete(call.actor, staff_id)


@desk.route("/api/desk/staff/{staff_id}/factor", methods=["GET"])
@endpoint(access=staff(Permission.READ_STAFF), returns=FactorView)
def read_staff_factor(call: Call[Nothing, Nothing], staff_id: str) -> FactorState:
    """A member's second factor, without anything secret."""
    return factor_resets.of_colleague(staff_id)


@desk.route("/api/desk/staff/{staff_id}/factor", methods=["PATCH"])
@endpoint(
    access=staff(Permission.RESET_STAFF_FACTORS),
    body=FactorResetForm,
    returns=FactorView,
    confirms=Operation.ACCESS_RESET,
)
def reset_staff_factor(call: Call[FactorResetForm, Nothing], staff_id: str) -> FactorState:
    """Take a colleague's second factor away, so that they can set up another."""
    return factor_resets.reset_colleague(call.actor, staff_id, call.body.reason, call.command)


@desk.route("/api/desk/staff/{staff_id}/password-resets", methods=["POST"])
@endpoint(
    access=staff(Permission.RESET_STAFF_PASSWORDS),
    body=PasswordResetForm,
    status=204,
    confirms=Operation.ACCESS_RESET,
)
def reset_staff_password(call: Call[PasswordResetForm, Nothing], staff_id: str) -> None:
    """Void a colleague's password and end their sessions; they are mailed how to choose another."""
    password_resets.reset_colleague(call.actor, staff_id, call.body.reason, call.command)
