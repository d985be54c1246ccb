"""Visits to a client's portal by staff: begun, taken over by the portal, checked, ended (ADR 0086).

A visit is no session of the client's: it stands beside them, is in none of their lists, and tells
nobody of a sign-in. It is over with the session of the back office that it was opened from.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, Visitor
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.identity import errors, store
from chalicelib.identity.model import Caller, Login, LoginStatus
from chalicelib.identity.model.visits import Opened, Visit
from chalicelib.identity.rules import sessions as rules
from chalicelib.identity.service import hashing, places, tokens
from chalicelib.identity.service.sessions import idle_limit
from chalicelib.identity.service.tokens import Claims
from chalicelib.identity.store import visits as rows
from chalicelib.staff import public as staff
from chalicelib.storage import audit, limits
from chalicelib.storage.unit import Unit

LASTS = timedelta(minutes=15)
HANDOVER = timedelta(seconds=60)
PER_HOUR = 30
PREFIX = "vis"


@dataclass(frozen=True)
class Taken:
    """A visit that the portal has taken over, with the token to look around by."""

    visit: Visit
    access_token: str


def is_visit(claims: Claims) -> bool:
    """Whether a token is that of a visit, not of a session."""
    return claims.session_id.startswith(f"{PREFIX}_")


def start(actor: Actor, client_id: str) -> Opened:
    """See `public.start_visit`."""
    limits.take(
        "portal-visit", actor.id, ports.now(), allowance=PER_HOUR, window=timedelta(hours=1)
    )

    def work(unit: Unit) -> Opened:
        secret = unit.ids.secret()
        visit = Visit(
            id=unit.ids.new(PREFIX, unit.now),
            client_id=client_id,
            staff_id=actor.id,
            staff_name=actor.name,
            session_id=actor.session_id,
            digest=hashing.digest("portal-visits", client_id, secret),
            started_at=unit.now,
            handover_until=unit.now + HANDOVER,
            ends_at=unit.now + LASTS,
        )
        _record(unit, "portal_visit_started", visit)
        # Behind the hash: browsers send it to nobody, so no log of anybody's holds it.
        token = f"{client_id}.{visit.id}.{secret}"
        return Opened(rows.add(unit, visit), f"{ports.portal_url()}/visit#{token}")

    return ports.transact(actor, work)


def take_over(actor: Actor, token: str) -> Taken:
    """Exchange the secret of a visit, once, for the token to look around by.

    Raises:
        VisitOver: it was taken over, is too old, or is none of ours.
    """

    def work(unit: Unit) -> Visit:
        visit = _shown(token)
        if visit.taken_over or unit.now >= visit.handover_until:
            raise errors.VisitOver("open the portal anew from the back office")
        _check(visit, actor)
        return rows.change(unit, visit, replace(visit, taken_over=True))

    visit = ports.transact(actor, work)
    access = tokens.token_of_visit(visit.client_id, visit.id, ports.now(), visit.ends_at)
    return Taken(visit, access)


def _shown(token: str) -> Visit:
    client_id, _, rest = token.partition(".")
    visit_id, _, secret = rest.partition(".")
    visit = rows.find(client_id, visit_id) if client_id and visit_id and secret else None
    if visit is None or not hashing.is_stored(visit.digest, "portal-visits", client_id, secret):
        raise errors.VisitOver("open the portal anew from the back office")
    return visit


def guest(claims: Claims, caller: Caller) -> Actor:
    """The client as the visitor behind ``claims`` may see them: read-only, under their own veil.

    Raises:
        VisitOver: ended, over its time, or the member may no longer visit.
    """
    visit = rows.find(claims.subject_id, claims.session_id)
    if visit is None or not visit.taken_over or ports.now() >= visit.ends_at:
        raise errors.VisitOver("open the portal anew from the back office")
    principal, login = _check(visit, caller)
    return Actor(
        realm=Realm.CLIENT,
        id=visit.client_id,
        name=login.name,
        session_id=visit.id,
        role_ids=frozenset({principal.role_id}),
        veil=principal.veil,
        ip=caller.ip,
        device=caller.device,
        request_id=caller.request_id,
        visitor=Visitor(visit.staff_id, visit.staff_name),
    )


def _check(visit: Visit, caller: Caller) -> tuple[staff.Principal, Login]:
    """Make sure that visitor and visited stand as they must for a visit to go on."""
    found = store.session_and_login(Realm.STAFF, visit.staff_id, visit.session_id)
    principal = staff.principal(visit.staff_id)
    login = store.login(Realm.CLIENT, visit.client_id)
    over = errors.VisitOver("open the portal anew from the back office")
    try:
        rules.check(*found, ports.now(), idle_limit(Realm.STAFF))
    except (errors.SessionEnded, errors.LoginSuspended) as ended:
        raise over from ended
    allowed = principal.active and Permission.VISIT_PORTALS in principal.permissions
    if not allowed or login.status is not LoginStatus.ACTIVE:
        raise over
    places.check(frozenset({principal.role_id}), caller.ip)
    return principal, login


def end(actor: Actor) -> None:
    """End the visit that ``actor`` is on; a client who is themselves has nothing to end."""
    if actor.visitor is None:
        return

    def work(unit: Unit) -> None:
        visit = rows.find(actor.id, actor.session_id)
        if visit is not None:
            rows.remove(unit, visit)
            _record(unit, "portal_visit_ended", visit)

    ports.transact(actor, work)


def _record(unit: Unit, action: str, visit: Visit) -> None:
    told = {"visit": visit.id, "ends_at": visit.ends_at.isoformat()}
    audit.record(unit, action, "client", visit.client_id, client_id=visit.client_id, after=told)
