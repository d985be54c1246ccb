"""Visits to a client's portal: taken over once, short, and over with whatever they rest on."""

from collections.abc import Callable
from typing import Any

import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.permissions import Permission
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.identity.service import colleagues
from chalicelib.staff.public import DataScope, MemberChange
from tests.kit import people
from tests.kit.http import Caller
from tests.kit.people import Person

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def client(clock: FixedClock) -> Person:
    """A client whose portal is looked at."""
    return people.client()


def opened(desk: Caller, client: Person) -> str:
    """The secret of a visit that somebody signed in at ``desk`` begins."""
    actor = identity.authenticate_staff(str(desk.token), people.ORIGIN)
    return identity.start_visit(actor, client.id).url.partition("#")[2]


def visitor(scope: DataScope | None = None) -> tuple[Caller, Person]:
    """Somebody who may look at portals, signed in."""
    role = people.role(Permission.READ_CLIENTS, Permission.VISIT_PORTALS, scope=scope)
    person = people.member(role)
    return people.signed_in(app, "desk", person), person


def taken(secret: str) -> Any:
    return Caller(app).post("/api/portal/visit", {"token": secret})


def looking(secret: str) -> Caller:
    caller = Caller(app)
    caller.token = taken(secret).body["access_token"]
    return caller


def test_a_visit_is_taken_over_once(client: Person):
    desk, _ = visitor()
    secret = opened(desk, client)
    assert taken(secret).status == 201
    assert (taken(secret).status, taken(secret).body["code"]) == (401, "visit_over")


@pytest.mark.parametrize("secret", ["-", "10000001.vis_1.x", "10000001..x", "..", "a.b"])
def test_what_is_no_secret_of_ours_opens_nothing(client: Person, secret: str):
    assert (taken(secret).status, taken(secret).body["code"]) == (401, "visit_over")


def test_a_visit_must_be_taken_over_within_a_minute(client: Person, clock: FixedClock):
    desk, _ = visitor()
    secret = opened(desk, client)
    clock.advance(seconds=60)
    assert taken(secret).status == 401


def test_the_secret_of_another_client_opens_nothing(client: Person):
    desk, _ = visitor()
    people.client("10000002", "sam@example.com")
    _, rest = opened(desk, client).split(".", 1)
    assert taken(f"10000002.{rest}").status == 401


def test_a_visit_lasts_a_quarter_of_an_hour(client: Person, clock: FixedClock):
    desk, _ = visitor()
    caller = looking(opened(desk, client))
    assert caller.get("/api/portal/me").status == 200
    clock.advance(minutes=15)
    assert caller.get("/api/portal/me").body["code"] in ("visit_over", "token_expired")


def leave(desk: Caller, person: Person, client: Person) -> None:
    """The visitor signs out of the back office."""
    assert desk.call("DELETE", "/api/desk/sessions").status == 204


def dismiss(desk: Caller, person: Person, client: Person) -> None:
    """The visitor is disabled."""
    colleagues.change(system("test"), person.id, MemberChange(active=False))


def demote(desk: Caller, person: Person, client: Person) -> None:
    """The visitor's role may no longer visit."""
    plain = people.role(Permission.READ_CLIENTS)
    colleagues.change(system("test"), person.id, MemberChange(role_id=plain))


def suspend(desk: Caller, person: Person, client: Person) -> None:
    """The client is shut out."""
    ports.transact(
        system("test"),
        lambda unit: identity.set_status(
            unit, Realm.CLIENT, client.id, LoginStatus.SUSPENDED, "checked"
        ),
    )


@pytest.mark.parametrize("end", [leave, dismiss, demote, suspend])
def test_a_visit_is_over_with_what_it_rests_on(
    client: Person, end: Callable[[Caller, Person, Person], None]
):
    desk, person = visitor()
    caller = looking(opened(desk, client))
    assert caller.get("/api/portal/me").status == 200
    end(desk, person, client)
    answer = caller.get("/api/portal/me")
    assert (answer.status, answer.body["code"]) == (401, "visit_over")


def test_a_visit_leaves_the_clients_own_session_alone(client: Person):
    own = people.signed_in(app, "portal", client)
    desk, _ = visitor()
    caller = looking(opened(desk, client))
    assert caller.call("DELETE", "/api/portal/visit").status == 204
    assert own.get("/api/portal/me").status == 200


def test_to_a_client_there_is_no_visit_to_end(client: Person):
    own = people.signed_in(app, "portal", client)
    assert own.call("DELETE", "/api/portal/visit").status == 204
    assert own.get("/api/portal/me").status == 200
