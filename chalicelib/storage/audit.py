"""The audit log: who did what to which object, when, from where, and what changed.

Records are written in the unit of the act itself and never change; `chalicelib.storage.audit_chain`
links each to the one before, so that a change would show. Values that must not be read later
(passwords, codes, account details in full) are masked by whoever records them.
"""

from dataclasses import field, replace
from datetime import datetime
from typing import Any

from chalicelib.core import audit_chain, audit_seal
from chalicelib.core.actor import Realm
from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class AuditRecord:
    """One act. ``object_id`` is ``type:id``; ``client_id`` is set when a client is concerned.

    A record about a client has a ``salt``, with which what names them is digested. When they are
    erased that and the salt go, and ``seal`` stays in their place (`core.audit_seal`).
    """

    id: str
    at: datetime
    actor_realm: str
    actor_id: str
    actor_name: str
    action: str
    object_type: str
    object_id: str
    client_id: str | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    ip: str = ""
    device: str = ""
    request_id: str = ""
    salt: str = ""
    seal: str = ""
    version: int = 0


def _indexes(record: AuditRecord) -> dict[str, tuple[str | None, str]]:
    sort = f"{iso(record.at)}#{record.id}"
    return {
        "by-object": (f"{record.object_type}:{record.object_id}", sort),
        "by-actor": (f"{record.actor_realm}:{record.actor_id}", sort),
        "by-client": (record.client_id, sort),
        "by-day": (iso(record.at)[:10], sort),
    }


RECORD = "record"
_SALT_BYTES = 16
_TABLE = Table("audit")
_ROWS = Rows(_TABLE, AuditRecord, lambda record: Key(record.id, RECORD), _indexes)


def record(
    unit: Unit,
    action: str,
    object_type: str,
    object_id: str,
    *,
    client_id: str | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Log in ``unit`` that its actor did ``action`` (past tense, ``deposit_requested``)."""
    actor = unit.actor
    realm, actor_id, actor_name = actor.accountable
    names_a_client = client_id is not None or realm == Realm.CLIENT
    _ROWS.insert(
        unit,
        AuditRecord(
            id=unit.ids.new("aud", unit.now),
            at=unit.now,
            actor_realm=realm,
            actor_id=actor_id,
            actor_name=actor_name,
            action=action,
            object_type=object_type,
            object_id=object_id,
            client_id=client_id,
            before=before or {},
            after=after or {},
            ip=actor.ip,
            device=actor.device,
            request_id=actor.request_id,
            salt=unit.ids.secret(_SALT_BYTES) if names_a_client else "",
        ),
        Conflict("an audit id came twice"),
    )


def of_object(
    object_type: str,
    object_id: str,
    request: PageRequest,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[AuditRecord]:
    """What was done to one object, newest first, from ``since`` to before ``until``."""
    return _list(f"{object_type}:{object_id}", "by-object", request, since, until)


def of_actor(
    realm: str,
    actor_id: str,
    request: PageRequest,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[AuditRecord]:
    """What one actor did, newest first, from ``since`` to before ``until``."""
    return _list(f"{realm}:{actor_id}", "by-actor", request, since, until)


def of_client(client_id: str, request: PageRequest) -> Page[AuditRecord]:
    """What was done by or for one client, newest first."""
    return _list(client_id, "by-client", request)


def of_day(
    day: str,
    request: PageRequest,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[AuditRecord]:
    """What was done on one day (``2026-11-22``, UTC), newest first; of it, the part asked for."""
    return _list(day, "by-day", request, since, until)


def by_client(client_id: str, request: PageRequest) -> Page[AuditRecord]:
    """What one client did, whomever it concerned, newest first."""
    return _list(f"{Realm.CLIENT}:{client_id}", "by-actor", request)


def erase(unit: Unit, found: AuditRecord) -> None:
    """Let a record name its client no longer; its place in the chain holds. Again is nothing new.

    Records of releases that knew no seals stay as they are: their links are of all they say.
    """
    if not found.salt:
        return
    _ROWS.change(unit, found, replace(found, **_without_names(found)))


def _without_names(found: AuditRecord) -> dict[str, Any]:
    said = audit_chain.content(_ROWS.to_item(found))
    gone = audit_seal.erased(said)
    return {name: value for name, value in gone.items() if value != said[name]}


def was_deleted(client_id: str) -> bool:
    """Whether the log has it that this client was deleted."""
    newest = of_object("client", client_id, PageRequest(50)).items
    return any(one.action == audit_seal.DELETED for one in newest)


def items_of_day(
    day: str, request: PageRequest, since: datetime | None, until: datetime
) -> Page[dict[str, Any]]:
    """The same as stored items, oldest first: what the chain must have linked."""
    after = None if since is None else iso(since)
    within = Range(day, "by-day", after=after, before=iso(until), newest_first=False)
    return _TABLE.page(within, request)


def _list(
    pk: str,
    index: str,
    request: PageRequest,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[AuditRecord]:
    """Sort texts are a time and an id, so a bare time as upper bound leaves its own moment out."""
    after = None if since is None else iso(since)
    before = None if until is None else iso(until)
    return _ROWS.page(Range(pk, index, after=after, before=before), request)
