"""Rows of logins, their addresses and sessions. All that belongs to one login shares its partition.

Sessions and rights to object fade: the store deletes them some time after they are over.
"""

from collections.abc import Iterable

from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.keeping import Run
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity.model import EmailClaim, Login, Objection
from chalicelib.identity.model.sessions import Session
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.keeping import remove_all
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("identity")
_SESSIONS_AT_MOST = 100
_OBJECTIONS_AT_MOST = 50


def partition_of(realm: Realm, subject_id: str) -> str:
    """Where all that belongs to one login is kept."""
    return f"LOGIN#{realm}#{subject_id}"


def _login_key(realm: Realm, subject_id: str) -> Key:
    return Key(partition_of(realm, subject_id), "LOGIN")


def _session_key(realm: Realm, subject_id: str, session_id: str) -> Key:
    return Key(partition_of(realm, subject_id), f"SESSION#{session_id}")


def _objection_key(realm: Realm, subject_id: str, objection_id: str) -> Key:
    return Key(partition_of(realm, subject_id), f"OBJECTION#{objection_id}")


def _claim_key(realm: Realm, email: str) -> Key:
    return Key(f"EMAIL#{realm}#{email}", "EMAIL")


_LOGINS = Rows(_TABLE, Login, lambda one: _login_key(one.realm, one.subject_id))
_CLAIMS = Rows(_TABLE, EmailClaim, lambda one: _claim_key(one.realm, one.email))
_SESSIONS = FadingRows(
    _TABLE,
    Session,
    lambda one: _session_key(one.realm, one.subject_id, one.id),
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
    return _SESSIONS.all(
        Range(partition_of(realm, subject_id), prefix="SESSION#"), _SESSIONS_AT_MOST
    )


def session_page(realm: Realm, subject_id: str, request: PageRequest) -> Page[Session]:
    """Sessions of a login, over or not, newest first."""
    return _SESSIONS.page(Range(partition_of(realm, subject_id), prefix="SESSION#"), request)


def add_session(unit: Unit, new: Session) -> Session:
    """Store a new session."""
    return _SESSIONS.insert(unit, new, Conflict("a session id came twice"))


def change_session(unit: Unit, before: Session, after: Session) -> Session:
    """Store what became of a session."""
    return _SESSIONS.change(unit, before, after)


def remove_session(unit: Unit, session: Session) -> None:
    """End a session."""
    _SESSIONS.remove(unit, session, Stale("the session has changed"))


def objection(realm: Realm, subject_id: str, objection_id: str) -> Objection | None:
    """The right to object to one change of address, or None."""
    return _OBJECTIONS.find(_objection_key(realm, subject_id, objection_id))


def objections(realm: Realm, subject_id: str) -> list[Objection]:
    """The newest rights to object that somebody's changes of address have given, used or not."""
    return _OBJECTIONS.all(
        Range(partition_of(realm, subject_id), prefix="OBJECTION#"), _OBJECTIONS_AT_MOST
    )


def add_objection(unit: Unit, new: Objection) -> None:
    """Store a right to object."""
    _OBJECTIONS.insert(unit, new, Conflict("an objection id came twice"))


def use_objection(unit: Unit, before: Objection, after: Objection) -> None:
    """Store that a right to object was used."""
    _OBJECTIONS.change(unit, before, after)


def remove_traces(run: Run, realm: Realm, subject_id: str) -> str | None:
    """Remove the next of all that stands beside somebody's login; a cursor when there is more."""
    within = Range(partition_of(realm, subject_id))
    return remove_all(run, _TABLE, within, keep=lambda item: item["sk"] == "LOGIN")
