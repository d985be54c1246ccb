"""Reading the audit log: of an object, of an actor, or of everyone, walking back day by day."""

from datetime import date, datetime, timedelta

from chalicelib import ports
from chalicelib.core.audit_chain import Fault
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import audit, audit_chain, cursors
from chalicelib.storage.audit import AuditRecord
from chalicelib.storage.secrets import derived_key

DEFAULT_REACH = timedelta(days=92)
_DAYS_PER_PAGE = 31
_WALK = "audit-days"


@dataclass(frozen=True)
class AuditFilter:
    """Which records: of ``object`` (``type:id``) and/or by ``actor`` (``realm:id``), in a time."""

    object: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class ChainState:
    """Where the audit chain ends, and how its last check went."""

    sequence: int
    hash: str
    checked_at: datetime | None
    checked_up_to: int
    faults: tuple[Fault, ...]


def chain() -> ChainState:
    """The state of the audit chain."""
    end, check = audit_chain.head(), audit_chain.checked()
    return ChainState(end.sequence, end.hash, check.checked_at, check.checked_up_to, check.faults)


def records(wanted: AuditFilter, request: PageRequest) -> Page[AuditRecord]:
    """One page of the audit log, newest first; without object or actor at most 92 days back.

    A page may hold fewer records than asked for and still have a next one.

    Raises:
        Invalid: ``reference_malformed``, ``cursor_invalid``.
    """
    if wanted.object is not None:
        kind, object_id = _split(wanted.object, "object")
        page = audit.of_object(kind, object_id, request, wanted.since, wanted.until)
        return _by(wanted.actor, page)
    if wanted.actor is not None:
        realm, actor_id = _split(wanted.actor, "actor")
        return audit.of_actor(realm, actor_id, request, wanted.since, wanted.until)
    return _of_everyone(wanted, request)


def _split(reference: str, field: str) -> tuple[str, str]:
    kind, _, found_id = reference.partition(":")
    if not kind or not found_id:
        raise Invalid("write it as type:id", code="reference_malformed", field=field)
    return kind, found_id


def _by(actor: str | None, page: Page[AuditRecord]) -> Page[AuditRecord]:
    if actor is None:
        return page
    kept = [one for one in page.items if f"{one.actor_realm}:{one.actor_id}" == actor]
    return Page(tuple(kept), page.next_cursor)


def _of_everyone(wanted: AuditFilter, request: PageRequest) -> Page[AuditRecord]:
    until = wanted.until or ports.now() + timedelta(seconds=1)
    since = wanted.since or until - DEFAULT_REACH
    day, inner = _place(request.cursor, until.date())
    found: list[AuditRecord] = []
    for _ in range(_DAYS_PER_PAGE):
        if day < since.date() or len(found) == request.limit:
            break
        rest = PageRequest(request.limit - len(found), inner)
        page = audit.of_day(day.isoformat(), rest, since, until)
        found.extend(page.items)
        if page.next_cursor is not None:
            return Page(tuple(found), _cursor(day, page.next_cursor))
        day, inner = day - timedelta(days=1), None
    return Page(tuple(found), None if day < since.date() else _cursor(day, ""))


def _place(cursor: str | None, first: date) -> tuple[date, str | None]:
    if cursor is None:
        return first, None
    day, _, inner = cursors.unseal(_WALK, cursor, derived_key("cursors")).partition("|")
    return date.fromisoformat(day), inner or None


def _cursor(day: date, inner: str) -> str:
    return cursors.seal(_WALK, f"{day.isoformat()}|{inner}", derived_key("cursors"))
