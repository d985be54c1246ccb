"""Who is behind an access token, checked anew at each request: nothing ended stays usable."""

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import errors, store
from chalicelib.identity.model import Caller, Login
from chalicelib.identity.model.sessions import Session
from chalicelib.identity.rules import sessions as rules
from chalicelib.identity.service import places, tokens, visits
from chalicelib.identity.service.sessions import idle_limit
from chalicelib.identity.service.tokens import Claims
from chalicelib.staff import public as staff


def authenticate_client(token: str, caller: Caller) -> Actor:
    """See `public.authenticate_client`."""
    claims = tokens.read_access_token(Realm.CLIENT, token, ports.now())
    if visits.is_visit(claims):
        return visits.guest(claims, caller)
    session, login = _standing(Realm.CLIENT, claims)
    return Actor(
        realm=Realm.CLIENT,
        id=login.subject_id,
        name=login.name,
        session_id=session.id,
        ip=caller.ip,
        device=caller.device,
        request_id=caller.request_id,
        must_change_password=login.must_change_password,
    )


def authenticate_staff(token: str, caller: Caller) -> Actor:
    """See `public.authenticate_staff`."""
    claims = tokens.read_access_token(Realm.STAFF, token, ports.now())
    session, login = _standing(Realm.STAFF, claims)
    principal = staff.principal(login.subject_id)
    if not principal.active:
        raise errors.LoginSuspended("this login is shut")
    places.check(frozenset({principal.role_id}), caller.ip)
    return Actor(
        realm=Realm.STAFF,
        id=principal.staff_id,
        name=principal.name,
        session_id=session.id,
        role_ids=frozenset({principal.role_id}),
        permissions=principal.permissions,
        scope=principal.scope,
        veil=principal.veil,
        ip=caller.ip,
        device=caller.device,
        request_id=caller.request_id,
        must_change_password=login.must_change_password,
    )


def _standing(realm: Realm, claims: Claims) -> tuple[Session, Login]:
    session, login = store.session_and_login(realm, claims.subject_id, claims.session_id)
    return rules.check(session, login, ports.now(), idle_limit(realm))
