"""Refreshing a session: the token is exchanged, and a copy of it is found out (ADR 0010)."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import errors, store
from chalicelib.identity.model import Login
from chalicelib.identity.model.sessions import Outcome, Session
from chalicelib.identity.rules import sessions as rules
from chalicelib.identity.service import factors, journal, places, tokens, whereabouts
from chalicelib.identity.service.sessions import Grant, granted, idle_limit
from chalicelib.messages.identity import SessionReused
from chalicelib.staff import public as staff
from chalicelib.storage.unit import Unit


def refresh(actor: Actor, realm: Realm, token: str) -> Grant:
    """Exchange a refresh token for new tokens.

    Raises:
        SessionEnded: it is not, or no longer, good. LoginSuspended.
        SessionReused: it was exchanged before; the session is over for everyone who has it.
    """
    shown = tokens.parse_refresh_token(token)

    def work(unit: Unit) -> Session | None:
        found = store.session_and_login(realm, shown.subject_id, shown.session_id)
        session, login = rules.check(*found, unit.now, idle_limit(realm))
        if not tokens.is_genuine(session, shown):
            raise errors.SessionEnded("sign in again")
        if factors.is_lacking(realm, login.subject_id):
            raise errors.SessionEnded("sign in again, to set up a second factor")
        match rules.turn(session, shown.generation, unit.now):
            case rules.Turn.ROTATE:
                return _rotate(unit, session)
            case rules.Turn.REPEAT:
                return session
            case rules.Turn.REUSED:
                _end_reused(unit, session, login)
                return None

    session = ports.transact(replace(actor, realm=realm, id=shown.subject_id), work)
    if session is None:
        raise errors.SessionReused("this session was used from two places and has been ended")
    _check_still_staff(session)
    return granted(session)


def _rotate(unit: Unit, session: Session) -> Session:
    rotated = replace(
        session,
        generation=session.generation + 1,
        rotated_at=unit.now,
        last_seen_at=unit.now,
        ip=unit.actor.ip,
        device=unit.actor.device,
        city=whereabouts.city(unit.actor),
    )
    return store.change_session(unit, session, rotated)


def _end_reused(unit: Unit, session: Session, login: Login) -> None:
    store.remove_session(unit, session)
    journal.note(unit, login, Outcome.SESSION_REUSED)
    unit.publish(
        SessionReused(
            realm=session.realm,
            subject_id=session.subject_id,
            ip=unit.actor.ip,
            device=unit.actor.device,
        )
    )


def _check_still_staff(session: Session) -> None:
    if session.realm is not Realm.STAFF:
        return
    principal = staff.principal(session.subject_id)
    if not principal.active:
        raise errors.LoginSuspended("this login is shut")
    places.check(frozenset({principal.role_id}), session.ip)
