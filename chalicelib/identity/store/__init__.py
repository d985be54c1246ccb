"""Rows of identity. All that belongs to one login shares its partition.

Sessions, codes and strangers fade: the store deletes them some time after they are over.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from chalicelib.core.actor import Realm
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.keeping import Run
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity.model import EmailClaim, Login, Objection
from chalicelib.identity.model.codes import Code, CodePurpose, Slide
from chalicelib.identity.model.sessions import LoginEvent, Session, Stranger
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.keeping import remove_all
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("identity")
_SESSIONS_AT_MOST = 100
_OBJECTIONS_AT_MOST = 50


def _subject(realm: Realm, subject_id: str) -> str:
    return f"LOGIN#{realm}#{subject_id}"


def _login_key(realm: Realm, subject_id: str) -> Key:
    return Key(_subject(realm, subject_id), "LOGIN")


def _session_key(realm: Realm, subject_id: str, session_id: str) -> Key:
    return Key(_subject(realm, subject_id), f"SESSION#{session_id}")


def _objection_key(realm: Realm, subject_id: str, objection_id: str) -> Key:
    return Key(_subject(realm, subject_id), f"OBJECTION#{objection_id}")


def _claim_key(realm: Realm, email: str) -> Key:
    return Key(f"EMAIL#{realm}#{email}", "EMAIL")


def _stranger_key(realm: Realm, digest: str) -> Key:
    return Key(f"STRANGER#{realm}#{digest}", "STRANGER")


def _code_key(realm: Realm, purpose: CodePurpose, email: str) -> Key:
    return Key(f"CODE#{realm}#{purpose}#{email}", "CODE")


def _slide_key(realm: Realm, slide_id: str) -> Key:
    return Key(f"SLIDE#{realm}#{slide_id}", "SLIDE")


_LOGINS = Rows(_TABLE, Login, lambda one: _login_key(one.realm, one.subject_id))
_CLAIMS = Rows(_TABLE, EmailClaim, lambda one: _claim_key(one.realm, one.email))


def _event_indexes(one: LoginEvent) -> Indexes:
    sort = f"{iso(one.at)}#{one.id}"
    return {
        "by-day": (f"{one.realm}#{iso(one.at)[:10]}", sort),
        "by-ip": (f"{one.realm}#{one.ip}" if one.ip else None, sort),
    }


_EVENTS = Rows(
    _TABLE,
    LoginEvent,
    lambda one: Key(_subject(one.realm, one.subject_id), f"EVENT#{iso(one.at)}#{one.id}"),
    _event_indexes,
)
_SESSIONS = FadingRows(
    _TABLE,
    Session,
    lambda one: _session_key(one.realm, one.subject_id, one.id),
    fades_at=lambda one: one.ends_at,
)
_STRANGERS = FadingRows(
    _TABLE,
    Stranger,
    lambda one: _stranger_key(one.realm, one.digest),
    fades_at=lambda one: one.forget_at,
)
_CODES = FadingRows(
    _TABLE,
    Code,
    lambda one: _code_key(one.realm, one.purpose, one.email),
    fades_at=lambda one: one.ends_at + timedelta(hours=1),
)
_SLIDES = FadingRows(
    _TABLE,
    Slide,
    lambda one: _slide_key(one.realm, one.id),
    fades_at=lambda one: one.ends_at,
)


_OBJECTIONS = FadingRows(
    _TABLE,
    Objection,
    lambda one: _objection_key(one.realm, one.subject_id, one.id),
    fades_at=lambda one: one.ends_at,
)


def login(realm: Realm, subject_id: str) -> Login:
    """One login.

    Raises:
        NotFound: there is none.
    """
    return _LOGINS.get(_login_key(realm, subject_id), NotFound(what="login"))


def logins(realm: Realm, subject_ids: Iterable[str]) -> list[Login]:
    """Those logins of ``subject_ids`` that exist."""
    return _LOGINS.get_many(_login_key(realm, one) for one in subject_ids)


def login_at(realm: Realm, email: str) -> Login | None:
    """The login whose address ``email`` is, or None; one that was given up leads nowhere."""
    claim = _CLAIMS.find(_claim_key(realm, email))
    found = None if claim is None else _LOGINS.find(_login_key(realm, claim.subject_id))
    return found if found is not None and found.email == email else None


def add_login(unit: Unit, new: Login) -> None:
    """Store a new login."""
    _LOGINS.insert(unit, new, Conflict("this login exists", code="login_exists"))


def change_login(unit: Unit, before: Login, after: Login) -> Login:
    """Store what became of a login."""
    return _LOGINS.change(unit, before, after)


def claim(realm: Realm, email: str) -> EmailClaim | None:
    """Who has an address, or None."""
    return _CLAIMS.find(_claim_key(realm, email))


def claims(realm: Realm, emails: Iterable[str]) -> list[EmailClaim]:
    """Who has these addresses; those that nobody has are left out."""
    return _CLAIMS.get_many(_claim_key(realm, one) for one in dict.fromkeys(emails))


def put_claim(unit: Unit, before: EmailClaim | None, after: EmailClaim, taken: Conflict) -> None:
    """Store who has an address now; fails with ``taken`` when somebody was quicker."""
    if before is None:
        _CLAIMS.insert(unit, after, taken)
    else:
        _CLAIMS.change(unit, before, after, taken)


def remove_claim(unit: Unit, claim: EmailClaim) -> None:
    """Let nobody have an address."""
    _CLAIMS.remove(unit, claim, Conflict("the address has moved on"))


def session_and_login(
    realm: Realm, subject_id: str, session_id: str
) -> tuple[Session | None, Login | None]:
    """A session and the login it belongs to, in one read."""
    keys = _session_key(realm, subject_id, session_id), _login_key(realm, subject_id)
    found = _TABLE.get_many(keys)
    session, login_item = found.get(keys[0]), found.get(keys[1])
    return (
        None if session is None else _SESSIONS.from_item(session),
        None if login_item is None else _LOGINS.from_item(login_item),
    )


def sessions(realm: Realm, subject_id: str) -> list[Session]:
    """The hundred newest sessions of a login, over or not."""
    return _SESSIONS.all(Range(_subject(realm, subject_id), prefix="SESSION#"), _SESSIONS_AT_MOST)


def session_page(realm: Realm, subject_id: str, request: PageRequest) -> Page[Session]:
    """Sessions of a login, over or not, newest first."""
    return _SESSIONS.page(Range(_subject(realm, subject_id), prefix="SESSION#"), request)


def add_session(unit: Unit, new: Session) -> Session:
    """Store a new session."""
    return _SESSIONS.insert(unit, new, Conflict("a session id came twice"))


def change_session(unit: Unit, before: Session, after: Session) -> Session:
    """Store what became of a session."""
    return _SESSIONS.change(unit, before, after)


def remove_session(unit: Unit, session: Session) -> None:
    """End a session."""
    _SESSIONS.remove(unit, session, Stale("the session has changed"))


def stranger(realm: Realm, digest: str) -> Stranger | None:
    """Failed attempts on an address nobody has, or None."""
    return _STRANGERS.find(_stranger_key(realm, digest))


def put_stranger(unit: Unit, before: Stranger | None, after: Stranger) -> None:
    """Store a stranger's attempts in place of those read."""
    if before is None:
        _STRANGERS.insert(unit, after, Stale("another attempt came between"))
    else:
        _STRANGERS.change(unit, before, after)


def code(realm: Realm, purpose: CodePurpose, email: str) -> Code | None:
    """The last code sent to an address for a purpose, or None."""
    return _CODES.find(_code_key(realm, purpose, email))


def put_code(unit: Unit, before: Code | None, after: Code) -> None:
    """Store a code in place of the one read."""
    if before is None:
        _CODES.insert(unit, after, Stale("another code came between"))
    else:
        _CODES.change(unit, before, after)


def slide(realm: Realm, slide_id: str) -> Slide | None:
    """A slide puzzle that has not been spent, or None."""
    return _SLIDES.find(_slide_key(realm, slide_id))


def add_slide(unit: Unit, new: Slide) -> Slide:
    """Store a new puzzle."""
    return _SLIDES.insert(unit, new, Conflict("a puzzle's id came twice"))


def change_slide(unit: Unit, before: Slide, after: Slide) -> Slide:
    """Store what became of a puzzle."""
    return _SLIDES.change(unit, before, after)


def remove_slide(unit: Unit, spent: Slide) -> None:
    """Take a puzzle away: its token is spent."""
    _SLIDES.remove(unit, spent, Stale("the puzzle was spent meanwhile"))


def objection(realm: Realm, subject_id: str, objection_id: str) -> Objection | None:
    """The right to object to one change of address, or None."""
    return _OBJECTIONS.find(_objection_key(realm, subject_id, objection_id))


def objections(realm: Realm, subject_id: str) -> list[Objection]:
    """The newest rights to object that somebody's changes of address have given, used or not."""
    return _OBJECTIONS.all(
        Range(_subject(realm, subject_id), prefix="OBJECTION#"), _OBJECTIONS_AT_MOST
    )


def add_objection(unit: Unit, new: Objection) -> None:
    """Store a right to object."""
    _OBJECTIONS.insert(unit, new, Conflict("an objection id came twice"))


def use_objection(unit: Unit, before: Objection, after: Objection) -> None:
    """Store that a right to object was used."""
    _OBJECTIONS.change(unit, before, after)


def add_event(unit: Unit, new: LoginEvent) -> None:
    """Store one line of the login log."""
    _EVENTS.insert(unit, new, Conflict("an event id came twice"))


def events(realm: Realm, subject_id: str, request: PageRequest) -> Page[LoginEvent]:
    """The login log of somebody, newest first."""
    return _EVENTS.page(Range(_subject(realm, subject_id), prefix="EVENT#"), request)


def events_between(
    realm: Realm,
    subject_id: str,
    request: PageRequest,
    since: datetime | None,
    until: datetime | None,
) -> Page[LoginEvent]:
    """The login log of somebody, newest first, from ``since`` to before ``until``."""
    after = f"EVENT#{iso(since)}" if since else "EVENT#"
    before = f"EVENT#{iso(until)}" if until else "EVENT#~"
    return _EVENTS.page(Range(_subject(realm, subject_id), after=after, before=before), request)


def events_of_day(
    realm: Realm, day: date, request: PageRequest, since: datetime, until: datetime
) -> Page[LoginEvent]:
    """The login log of everybody on one day (UTC), newest first."""
    part = f"{realm}#{day.isoformat()}"
    return _EVENTS.page(Range(part, "by-day", after=iso(since), before=iso(until)), request)


def events_from(
    realm: Realm,
    ip: str,
    request: PageRequest,
    since: datetime | None,
    until: datetime | None,
) -> Page[LoginEvent]:
    """The login log of everybody who came from one address, newest first."""
    after, before = iso(since) if since else None, iso(until) if until else None
    return _EVENTS.page(Range(f"{realm}#{ip}", "by-ip", after=after, before=before), request)


def remove_traces(run: Run, realm: Realm, subject_id: str) -> str | None:
    """Remove the next of all that stands beside somebody's login; a cursor when there is more."""
    within = Range(_subject(realm, subject_id))
    return remove_all(run, _TABLE, within, keep=lambda item: item["sk"] == "LOGIN")
