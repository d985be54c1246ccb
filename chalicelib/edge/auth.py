"""Who is asking: a bearer token in, an `Actor` out, and what a route demands of it.

Owns: the demands a route can declare. Refuses: how tokens are made or checked; the identity
capability installs one authenticator per realm.
"""

from collections.abc import Callable

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden, Unauthenticated
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission


@dataclass(frozen=True)
class Caller:
    """What is known of the request before anyone is authenticated."""

    ip: str
    device: str
    request_id: str
    device_id: str = ""


Authenticator = Callable[[str, Caller], Actor]

_authenticators: dict[Realm, Authenticator] = {}


def install(realm: Realm, authenticator: Authenticator) -> None:
    """Let ``authenticator`` decide who a token of ``realm`` stands for."""
    _authenticators[realm] = authenticator


@dataclass(frozen=True)
class Access:
    """What a route demands. ``realm`` None means that anyone may call.

    ``unfinished`` lets in who must choose a new password before anything else. ``visitors`` lets
    staff who look at the portal as a client do this, though it is more than looking.
    """

    realm: Realm | None = None
    permission: Permission | None = None
    unfinished: bool = False
    visitors: bool = False


PUBLIC = Access()
CLIENT = Access(Realm.CLIENT)
ANY_STAFF = Access(Realm.STAFF)


def staff(permission: Permission) -> Access:
    """A member of staff whose role holds ``permission``."""
    return Access(Realm.STAFF, permission)


def admit(access: Access, authorization: str | None, caller: Caller) -> Actor:
    """The actor behind the ``Authorization`` header, if ``access`` lets it in.

    Raises:
        Unauthenticated: ``token_missing``, or what the authenticator finds wrong.
        Forbidden: ``permission_missing`` with the permission's code, or
            ``password_change_required``.
    """
    if access.realm is None:
        return Actor(
            Realm.CLIENT,
            "",
            ip=caller.ip,
            device=caller.device,
            device_id=caller.device_id,
            request_id=caller.request_id,
        )
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated("sign in first", code="token_missing")
    actor = _authenticators[access.realm](token, caller)
    if actor.must_change_password and not access.unfinished:
        raise Forbidden("choose a new password first", code="password_change_required")
    if access.permission is not None and not actor.may(access.permission):
        raise Forbidden(
            "your role does not allow this",
            code="permission_missing",
            permission=access.permission.value,
        )
    return actor
