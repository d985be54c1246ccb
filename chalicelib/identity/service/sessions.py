"""Sessions: beginning one, ending one or all, and listing them.

Ending all sessions of somebody is one step of their login's epoch; ending one deletes its row.
Either way the next request with an access token finds out, because each one reads both.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import errors, store
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.sessions import LoginEvent, Outcome, Session
from chalicelib.identity.model.settings import (
    INACTIVITY_HOURS,
    SESSION_DAYS,
    SIGN_INS_PER_ADDRESS,
    STAFF_INACTIVITY_HOURS,
)
from chalicelib.identity.rules import sessions as rules
from chalicelib.identity.rules.whereabouts import device_kind
from chalicelib.identity.service import (
    attempts,
    hashing,
    identifying,
    journal,
    places,
    slides,
    tickets,
    tokens,
    whereabouts,
)
from chalicelib.identity.service.identifying import Claimed
from chalicelib.messages.identity import SignedIn
from chalicelib.settings import public as settings
from chalicelib.staff import public as staff
from chalicelib.storage import limits
from chalicelib.storage.unit import Unit

_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True)
class Grant:
    """What whoever signed in gets: two tokens, and until when they may stay away."""

    session: Session
    access_token: str
    expires_at: datetime
    refresh_token: str
    stays: timedelta


_IDLE_HOURS = {Realm.CLIENT: INACTIVITY_HOURS, Realm.STAFF: STAFF_INACTIVITY_HOURS}


def idle_limit(realm: Realm) -> timedelta:
    """How long a session of ``realm`` lasts without a refresh."""
    return timedelta(hours=settings.value(_IDLE_HOURS[realm]))


def granted(session: Session) -> Grant:
    """What the holder of ``session`` gets at present."""
    token, expires_at = tokens.access_token(session, ports.now())
    return Grant(
        session, token, expires_at, tokens.refresh_token(session), idle_limit(session.realm)
    )


def sign_in(actor: Actor, realm: Realm, email: str, password: str, slide: str = "") -> Grant:
    """Begin a session of whoever has an e-mail address; see `sign_in_as`."""
    return sign_in_as(actor, identifying.by_email(realm, email), password, slide)


def sign_in_as(actor: Actor, claimed: Claimed, password: str, slide: str = "") -> Grant:
    """Begin a session. ``slide`` is the token that a slide puzzle earned, where one is asked for.

    Raises:
        SlideRequired: too many attempts with this name have failed.
        CredentialsWrong: with ``attempts_left``. LoginSuspended. RegistrationPending.
        RegistrationRejected: with ``reason``. Limited. AddressNotAllowed.
        FactorRequired, FactorSetupRequired: with the ``ticket`` of the second step.
        Upstream: the trading server that has to be asked cannot be.
    """
    realm, login = claimed.realm, claimed.login
    allowance = settings.value(SIGN_INS_PER_ADDRESS)
    limits.take(f"sign-in-{realm}", actor.ip, ports.now(), allowance=allowance, window=_WINDOW)
    failed = login.failed_attempts if login else attempts.of_stranger(realm, claimed.key)
    slides.demand_after(failed, actor, realm, slide)
    right = claimed.is_password(password)
    if login is None:
        attempts.refuse_stranger(actor, realm, claimed.key)
    attempts.check(actor, login, right=right)
    _check_admitted(actor, login)
    whose = journal.in_the_name_of(login, actor)
    tickets.demand(whose, login)
    ours = password if claimed.by_our_password else None
    session = ports.transact(whose, lambda unit: begin(unit, login, ours))
    return granted(session)


def _check_admitted(actor: Actor, login: Login) -> None:
    """Refuse somebody who has the right password and may not come in."""
    match login.status:
        case LoginStatus.PENDING_APPROVAL:
            attempts.note_refusal(actor, login, Outcome.REFUSED_PENDING)
            raise errors.RegistrationPending("the registration waits for a decision")
        case LoginStatus.REJECTED:
            attempts.note_refusal(actor, login, Outcome.REFUSED_REJECTED)
            raise errors.RegistrationRejected("the registration was rejected", reason=login.reason)
    if login.realm is Realm.STAFF:
        _check_member(actor, login)


def _check_member(actor: Actor, login: Login) -> None:
    principal = staff.principal(login.subject_id)
    if not principal.active:
        attempts.note_refusal(actor, login, Outcome.SUSPENDED)
        raise errors.LoginSuspended("this login is shut")
    if not places.are_allowed(frozenset({principal.role_id}), actor.ip):
        attempts.note_refusal(actor, login, Outcome.REFUSED_ADDRESS)
        raise places.refusal(actor.ip)


def begin(unit: Unit, seen: Login, password: str | None = None) -> Session:
    """Begin a session in ``unit`` for whoever has shown all that ``seen`` asks for.

    With the ``password`` at hand, its hash is brought up to date.

    Raises:
        SessionEnded: the login is no longer as it was.
    """
    login = store.login(seen.realm, seen.subject_id)
    if login.status is not LoginStatus.ACTIVE or login.epoch != seen.epoch:
        raise errors.SessionEnded("sign in again")
    for old in rules.surplus(_current(login, unit.now)):
        store.remove_session(unit, old)
    outdated = password is not None and hashing.is_outdated(login.password_hash)
    earlier = whereabouts.lately(login)
    remote = whereabouts.is_remote(unit.actor, earlier)
    fresh = replace(
        login,
        failed_attempts=0,
        last_login_at=unit.now,
        password_hash=hashing.hashed(password) if password and outdated else login.password_hash,
    )
    store.change_login(unit, login, fresh)
    unit.publish(
        SignedIn(
            realm=login.realm,
            subject_id=login.subject_id,
            at=unit.now,
            ip=unit.actor.ip,
            device=unit.actor.device,
            known_device=_is_known(earlier, unit.actor),
            device_kind=device_kind(unit.actor.device),
            city=whereabouts.city(unit.actor),
            remote=remote,
            device_id=unit.actor.device_id,
        )
    )
    journal.note(unit, login, Outcome.SIGNED_IN)
    return store.add_session(unit, _session(unit, login, remote=remote))


def _session(unit: Unit, login: Login, *, remote: bool) -> Session:
    return Session(
        id=unit.ids.new("ses", unit.now),
        realm=login.realm,
        subject_id=login.subject_id,
        epoch=login.epoch,
        seed=unit.ids.secret(),
        created_at=unit.now,
        last_seen_at=unit.now,
        rotated_at=unit.now,
        ends_at=unit.now + timedelta(days=settings.value(SESSION_DAYS)),
        ip=unit.actor.ip,
        device=unit.actor.device,
        city=whereabouts.city(unit.actor),
        remote=remote,
    )


def _is_known(lately: tuple[LoginEvent, ...], actor: Actor) -> bool:
    """Whether this device or address has signed in lately; the very first one is no news."""
    earlier = [one for one in lately if one.outcome is Outcome.SIGNED_IN]
    return not earlier or any(one.device == actor.device or one.ip == actor.ip for one in earlier)


def _current(login: Login, now: datetime) -> list[Session]:
    idle = idle_limit(login.realm)
    found = store.sessions(login.realm, login.subject_id)
    return [session for session in found if rules.is_current(session, login, now, idle)]


def sign_out(actor: Actor, realm: Realm, refresh_token: str, access_token: str) -> None:
    """End the session that either token belongs to; without a good one there is nothing to do."""
    session = _shown(realm, refresh_token) or _named(realm, access_token)
    if session is None:
        return
    whose = replace(actor, realm=realm, id=session.subject_id)
    ports.transact(whose, lambda unit: _end(unit, session))


def _shown(realm: Realm, refresh_token: str) -> Session | None:
    """The session that a refresh token of ours, current or not, belongs to."""
    try:
        shown = tokens.parse_refresh_token(refresh_token)
    except errors.SessionEnded:
        return None
    session, _ = store.session_and_login(realm, shown.subject_id, shown.session_id)
    return session if session is not None and tokens.is_genuine(session, shown) else None


def _named(realm: Realm, access_token: str) -> Session | None:
    """The session that a good access token names."""
    try:
        claims = tokens.read_access_token(realm, access_token, ports.now())
    except (errors.TokenInvalid, errors.TokenExpired):
        return None
    return store.session_and_login(realm, claims.subject_id, claims.session_id)[0]


def _end(unit: Unit, seen: Session) -> None:
    session, _ = store.session_and_login(seen.realm, seen.subject_id, seen.id)
    if session is not None:
        store.remove_session(unit, session)


def end_all(unit: Unit, realm: Realm, subject_id: str) -> None:
    """End every session of somebody, in ``unit``."""
    login = store.login(realm, subject_id)
    store.change_login(unit, login, replace(login, epoch=login.epoch + 1))


def sign_out_everywhere(actor: Actor) -> None:
    """End every session of the actor, this one too."""
    ports.transact(actor, lambda unit: end_all(unit, actor.realm, actor.id))


def sign_out_others(actor: Actor) -> None:
    """End every session of the actor but the one that asks."""

    def work(unit: Unit) -> None:
        for session in _current(store.login(actor.realm, actor.id), unit.now):
            if session.id != actor.session_id:
                store.remove_session(unit, session)

    ports.transact(actor, work)


def sign_out_one(actor: Actor, session_id: str) -> None:
    """End one of the actor's sessions; it may be this one.

    Raises:
        NotFound: the actor has no such session.
    """

    def work(unit: Unit) -> None:
        session, _ = store.session_and_login(actor.realm, actor.id, session_id)
        if session is None:
            raise NotFound("no such session", what="session")
        store.remove_session(unit, session)

    ports.transact(actor, work)


def listed(actor: Actor, request: PageRequest) -> Page[Session]:
    """The actor's sessions that still stand, newest first; pages may come out short."""
    login = store.login(actor.realm, actor.id)
    page = store.session_page(actor.realm, actor.id, request)
    idle, now = idle_limit(actor.realm), ports.now()
    standing = [one for one in page.items if rules.is_current(one, login, now, idle)]
    return Page(tuple(standing), page.next_cursor)
