"""Rows of the login log, and of failures on addresses that nobody has, which fade."""

from datetime import date, datetime

from chalicelib.core.actor import Realm
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity.model.sessions import LoginEvent, Stranger
from chalicelib.identity.store import partition_of
from chalicelib.storage.fading import FadingRows
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("identity")


def _stranger_key(realm: Realm, digest: str) -> Key:
    return Key(f"STRANGER#{realm}#{digest}", "STRANGER")


def _event_indexes(one: LoginEvent) -> Indexes:
    sort = f"{iso(one.at)}#{one.id}"
    return {
        "by-day": (f"{one.realm}#{iso(one.at)[:10]}", sort),
        "by-ip": (f"{one.realm}#{one.ip}" if one.ip else None, sort),
    }


_EVENTS = Rows(
    _TABLE,
    LoginEvent,
    lambda one: Key(partition_of(one.realm, one.subject_id), f"EVENT#{iso(one.at)}#{one.id}"),
    _event_indexes,
)
_STRANGERS = FadingRows(
    _TABLE,
    Stranger,
    lambda one: _stranger_key(one.realm, one.digest),
    fades_at=lambda one: one.forget_at,
)


def stranger(realm: Realm, digest: str) -> Stranger | None:
    """Failed attempts on an address nobody has, or None."""
    return _STRANGERS.find(_stranger_key(realm, digest))


def put_stranger(unit: Unit, before: Stranger | None, after: Stranger) -> None:
    """Store a stranger's attempts in place of those read."""
    if before is None:
        _STRANGERS.insert(unit, after, Stale("another attempt came between"))
    else:
        _STRANGERS.change(unit, before, after)


def add_event(unit: Unit, new: LoginEvent) -> None:
    """Store one line of the login log."""
    _EVENTS.insert(unit, new, Conflict("an event id came twice"))


def events(realm: Realm, subject_id: str, request: PageRequest) -> Page[LoginEvent]:
    """The login log of somebody, newest first."""
    return _EVENTS.page(Range(partition_of(realm, subject_id), prefix="EVENT#"), request)


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
    return _EVENTS.page(Range(partition_of(realm, subject_id), after=after, before=before), request)


def events_of_day(
    realm: Realm, day: date, request: PageRequest, since: datetime, until: datetime
) -> Page[LoginEvent]:
    """The login log of everybody on one day (UTC), newest first."""
    part = f"{realm}#{day.isoformat()}"
    return _EVENTS.page(Range(part, "by-day", after=iso(since), before=iso(until)), request)


def events_from(
    realm: Realm, ip: str, request: PageRequest, since: datetime | None, until: datetime | None
) -> Page[LoginEvent]:
    """The login log of everybody who came from one address, newest first."""
    after, before = iso(since) if since else None, iso(until) if until else None
    return _EVENTS.page(Range(f"{realm}#{ip}", "by-ip", after=after, before=before), request)
