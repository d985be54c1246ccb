"""What the routes of the audit log and of parked messages take and answer."""

from typing import Literal, Self

from chalicelib.edge.schemas import (
    Body,
    ClientAddress,
    Facts,
    Instant,
    OfClient,
    PageQuery,
    View,
)
from chalicelib.staff.service.audit_log import AuditFilters
from chalicelib.storage.audit import AuditRecord
from chalicelib.storage.parked import ParkedStatus


class AuditQuery(AuditFilters, PageQuery):
    """A page of audit records."""


class AuditActorView(View):
    """Who acted."""

    realm: str
    id: str
    name: str


class AuditObjectView(View):
    """What it was done to."""

    type: str
    id: str


class AuditView(OfClient):
    """One audit record; ``client_id`` is whom it concerns, if a client."""

    id: str
    at: Instant
    actor: AuditActorView
    action: str
    object: AuditObjectView
    client_id: str | None
    before: Facts
    after: Facts
    ip: ClientAddress
    device: str
    request_id: str

    @classmethod
    def of(cls, noun: AuditRecord) -> Self:
        """See `View.of`."""
        return cls(
            id=noun.id,
            at=noun.at,
            actor=AuditActorView(realm=noun.actor_realm, id=noun.actor_id, name=noun.actor_name),
            action=noun.action,
            object=AuditObjectView(type=noun.object_type, id=noun.object_id),
            client_id=noun.client_id,
            before=noun.before,
            after=noun.after,
            ip=noun.ip,
            device=noun.device,
            request_id=noun.request_id,
        )


class ChainFaultView(View):
    """One place of the audit chain that does not hold, and the record that stands there."""

    sequence: int
    record_id: str
    problem: Literal[
        "link_missing_before",
        "link_altered",
        "does_not_follow",
        "record_missing",
        "record_altered",
        "end_differs",
    ]


class AuditChainView(View):
    """The audit chain: its end, to be kept elsewhere, and what the last check found."""

    sequence: int
    hash: str
    checked_at: Instant | None
    checked_up_to: int
    faults: list[ChainFaultView]


class ParkedEventView(View):
    """A message that its consumer could not handle, and why."""

    id: str
    queue: str
    message_name: str
    reason: str
    attempts: int
    parked_at: Instant
    status: ParkedStatus


class ReplayForm(Body):
    """What is to become of a parked message."""

    status: Literal["replayed"]
