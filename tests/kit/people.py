"""People for tests, made through the real use cases: an owner, members with a role, clients.

`Caller`s come signed in through the real route. Passwords are the same for everybody: `PASSWORD`.
"""

from dataclasses import dataclass
from itertools import count
from typing import Any

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.permissions import Permission
from chalicelib.core.veil import CLEAR, Veil
from chalicelib.edge.auth import Caller as Origin
from chalicelib.identity import public as identity
from chalicelib.identity.public import Hiring, LoginStatus
from chalicelib.staff import public as staff
from chalicelib.staff.public import DataScope, NotificationScope, RoleDraft
from tests.kit.http import Caller

PASSWORD = "a Quiet harbour 7"
ORIGIN = Origin(ip="203.0.113.7", device="test browser", request_id="req-test")
_numbers = count(1)


@dataclass(frozen=True)
class Person:
    """Somebody with a login."""

    id: str
    email: str


def owner(email: str = "owner@meridian.example", name: str = "Olga Owner") -> Person:
    """The installation's first member of staff."""
    return Person(identity.create_first_owner(name=name, email=email, password=PASSWORD), email)


def role(
    *permissions: Permission,
    scope: DataScope | None = None,
    name: str | None = None,
    veil: Veil = CLEAR,
    notification_scope: NotificationScope | None = None,
) -> str:
    """A role with these permissions that sees the whole company unless told otherwise."""
    draft = RoleDraft(
        name=name or f"Role {next(_numbers)}",
        description="",
        permissions=frozenset(permissions),
        scope=scope or DataScope(company=True),
        veil=veil,
        notification_scope=notification_scope or NotificationScope(),
    )
    return staff.add_role(system("test"), draft).id


def member(
    role_id: str, *, name: str = "Mara Member", email: str | None = None, under: str | None = None
) -> Person:
    """A member of staff with a role, reporting to the member ``under``."""
    address = email or f"member{next(_numbers)}@meridian.example"
    draft = Hiring(name, address, role_id, supervisor_id=under, password=PASSWORD)
    return Person(identity.hire(system("test"), draft), address)


def client(
    client_id: str = "10000001",
    email: str = "lin@example.com",
    *,
    name: str = "Lin Chen",
    status: LoginStatus = LoginStatus.ACTIVE,
) -> Person:
    """A login of a client; what else a client has is up to the caller."""
    ports.transact(
        system("test"),
        lambda unit: identity.create_login(
            unit,
            realm=Realm.CLIENT,
            subject_id=client_id,
            email=email,
            name=name,
            password=PASSWORD,
            language="en",
            status=status,
        ),
    )
    return Person(client_id, email)


def signed_in(app: Any, face: str, person: Person) -> Caller:
    """``person`` after signing in at ``face`` (``portal`` or ``desk``)."""
    caller = Caller(app)
    answer = caller.post(f"/api/{face}/session", {"email": person.email, "password": PASSWORD})
    assert answer.status == 200, answer.body
    caller.token = answer.body["access_token"]
    return caller


def staff_actor(app: Any, person: Person) -> Actor:
    """The actor that ``person``'s requests to the desk come from."""
    token = signed_in(app, "desk", person).token
    assert token is not None
    return identity.authenticate_staff(token, ORIGIN)


def client_actor(app: Any, person: Person) -> Actor:
    """The actor that ``person``'s requests to the portal come from."""
    token = signed_in(app, "portal", person).token
    assert token is not None
    return identity.authenticate_client(token, ORIGIN)
