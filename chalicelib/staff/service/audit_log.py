"""Reading the audit log: of an object, of an actor, or of everyone, walking back day by day."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from chalicelib import ports
from chalicelib.core.audit_chain import Fault
from chalicelib.core.filters import Period
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import audit, audit_chain, walks
from chalicelib.storage.audit import AuditRecord

_Reference = Annotated[
    str, Field(max_length=200, pattern=r"^[^:]+:.+$", examples=["client:10000001"])
]


@dataclass(frozen=True)
class AuditFilter:
    """Which records: of ``object`` (``type:id``), by ``actor`` (``realm:id``), of one ``action``,
    in a time; all that are given count."""

    object: str | None = None
    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def kept(self, records: tuple[AuditRecord, ...]) -> tuple[AuditRecord, ...]:
        """Those of ``records`` that have the actor and the action asked for."""
        return tuple(
            one
            for one in records
            if self.actor in (None, f"{one.actor_realm}:{one.actor_id}")
            and self.action in (None, one.action)
        )


class AuditFilters(Period):
    """What the log is cut by, for its page and its export alike."""

    object: _Reference | None = None
    actor: _Reference | None = None
    action: Annotated[str, Field(pattern=r"^[a-z_]{1,80}$", examples=["signed_in"])] | None = None

    def wanted(self) -> AuditFilter:
        """The filter as the use case knows it."""
        return AuditFilter(self.object, self.actor, self.action, self.since_at, self.until_at)


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
        Invalid: ``cursor_invalid``.
    """
    if wanted.object is not None:
        kind, object_id = _split(wanted.object)
        return walks.kept(
            lambda page: audit.of_object(kind, object_id, page, wanted.since, wanted.until),
            wanted.kept,
            request,
        )
    if wanted.actor is not None:
        realm, actor_id = _split(wanted.actor)
        return walks.kept(
            lambda page: audit.of_actor(realm, actor_id, page, wanted.since, wanted.until),
            wanted.kept,
            request,
        )
    return _of_everyone(wanted, request)


def _of_everyone(wanted: AuditFilter, request: PageRequest) -> Page[AuditRecord]:
    until = wanted.until or ports.now() + timedelta(seconds=1)
    since = wanted.since or until - walks.REACH
    return walks.by_day(
        "audit-days",
        lambda day, page: audit.of_day(day.isoformat(), page, since, until),
        wanted.kept,
        request,
        since,
        until,
    )


def _split(reference: str) -> tuple[str, str]:
    kind, _, found_id = reference.partition(":")
    return kind, found_id
