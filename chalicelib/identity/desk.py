"""Routes of the back office for signing in, for oneself, and for the people who can sign in."""

from chalice.app import Blueprint

from chalicelib.core.actor import Realm
from chalicelib.core.paging import Page
from chalicelib.core.permissions import Permission
from chalicelib.edge.auth import ANY_STAFF, staff
from chalicelib.edge.http import Call, endpoint
from chalicelib.edge.schemas import Nothing, PageQuery, PageView
from chalicelib.identity.face import Face, put_on
from chalicelib.identity.schemas import (
    DeskGrant,
    DeskWho,
    MemberChangeForm,
    MemberForm,
    StaffView,
)
from chalicelib.identity.service import colleagues, profiles
from chalicelib.identity.service.colleagues import Colleague

desk = Blueprint(__name__)

put_on(desk, Face("desk", Realm.STAFF, ANY_STAFF, DeskWho, DeskGrant, profiles.staff_self))


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
    """Let somebody join; they are invited by e-mail to choose a password."""
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
    return colleagues.change(call.actor, staff_id, call.body.change())
