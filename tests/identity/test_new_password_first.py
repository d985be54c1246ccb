"""Whoever was given a password by somebody else chooses their own before anything else."""

from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Realm, system
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from tests.architecture.test_routes import declarations
from tests.kit import people
from tests.kit.http import Answer, Caller

pytestmark = pytest.mark.usefixtures("store", "clock")
NEW = "another Harbour 8"
ALWAYS = {("GET", "me"), ("PATCH", "me"), ("PUT", "password")}


@pytest.fixture
def admin() -> Caller:
    permissions = (Permission.READ_STAFF, Permission.UPDATE_STAFF)
    return people.signed_in(app, "desk", people.member(people.role(*permissions), name="Adam"))


def hire(admin: Caller, **facts: Any) -> Answer:
    form = {
        "name": "Mara",
        "email": "mara@meridian.example",
        "role_id": people.role(Permission.READ_STAFF),
        "password": people.PASSWORD,
        "must_change_password": True,
    }
    return admin.post("/api/desk/staff", form | facts)


def mara() -> Caller:
    return people.signed_in(app, "desk", people.Person("", "mara@meridian.example"))


def test_nothing_else_works_until_it_is_done(admin: Caller):
    hire(admin)
    caller = mara()
    assert caller.get("/api/desk/me").body["must_change_password"] is True
    for path in ("staff", "settings", "clients", "sessions", "notifications"):
        answer = caller.get(f"/api/desk/{path}")
        assert (answer.status, answer.body["code"]) == (403, "password_change_required"), path
    changed = caller.call(
        "PUT", "/api/desk/password", {"current": people.PASSWORD, "password": NEW}
    )
    assert changed.status == 204
    caller = Caller(app)
    body = {"email": "mara@meridian.example", "password": NEW}
    caller.token = caller.post("/api/desk/session", body).body["access_token"]
    assert caller.get("/api/desk/me").body["must_change_password"] is False
    assert caller.get("/api/desk/staff").status == 200


def test_no_route_but_ones_own_password_and_looks_is_open_before():
    open_to_all = {
        (method, path.split("/", 3)[3])
        for path, method, _, declared in declarations(app)
        if declared.access.unfinished
    }
    assert open_to_all == ALWAYS


def test_a_client_whose_login_staff_made_is_held_too():
    ports.transact(
        system("test"),
        lambda unit: identity.create_login(
            unit,
            realm=Realm.CLIENT,
            subject_id="10000001",
            email="lin@example.com",
            name="Lin Chen",
            password=people.PASSWORD,
            language="en",
            status=LoginStatus.ACTIVE,
            must_change_password=True,
        ),
    )
    lin = people.signed_in(app, "portal", people.Person("10000001", "lin@example.com"))
    answer = lin.get("/api/portal/sessions")
    assert (answer.status, answer.body["code"]) == (403, "password_change_required")


def test_a_colleague_can_be_held_later(admin: Caller):
    staff_id = hire(admin, must_change_password=False).body["id"]
    caller = mara()
    assert caller.get("/api/desk/staff").status == 200
    path = f"/api/desk/staff/{staff_id}"
    assert admin.patch(path, {"must_change_password": True}).status == 200
    assert caller.get("/api/desk/staff").body["code"] == "password_change_required"
    assert admin.patch(path, {"must_change_password": False}).status == 200
    assert caller.get("/api/desk/staff").status == 200


def test_a_password_that_staff_choose_obeys_the_rules_too(admin: Caller):
    answer = hire(admin, password="short")
    assert (answer.status, answer.body["code"]) == (400, "password_weak")
    assert answer.body["facts"]["missing"] == ["min_length", "upper", "digit"]
