"""What has happened around a client, as staff see it."""

from typing import Any, Self

from chalicelib.approvals.public import (
    FundingStatus,
    PaymentStatus,
    RequestStatus,
    RequestType,
)
from chalicelib.edge.schemas import (
    ClientAddress,
    ClientPlace,
    Facts,
    Instant,
    PageQuery,
    SummaryFacts,
    View,
)
from chalicelib.identity.public import Outcome
from chalicelib.notifications.public import Told
from chalicelib.storage.audit import AuditRecord


class ClientRequestView(View):
    """A request of the client, as a line of their page."""

    id: str
    type: RequestType
    status: RequestStatus
    funding_status: FundingStatus
    payment_status: PaymentStatus
    summary: SummaryFacts
    submitted_at: Instant
    decided_at: Instant | None
    reason: str | None


class ClientRequestQuery(PageQuery):
    """Which of the client's requests to list."""

    type: RequestType | None = None
    status: RequestStatus | None = None


class LoginEventView(View):
    """One attempt to sign in."""

    id: str
    at: Instant
    outcome: Outcome
    ip: ClientAddress
    city: ClientPlace
    device: str


class ActorView(View):
    """Who acted."""

    realm: str
    id: str
    name: str


class ObjectView(View):
    """What was acted upon."""

    type: str
    id: str


class ClientAuditView(View):
    """One line of the audit log."""

    id: str
    at: Instant
    actor: ActorView
    action: str
    object: ObjectView
    before: Facts
    after: Facts
    ip: ClientAddress
    device: str
    request_id: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        record: AuditRecord = noun
        return cls(
            id=record.id,
            at=record.at,
            actor=ActorView(realm=record.actor_realm, id=record.actor_id, name=record.actor_name),
            action=record.action,
            object=ObjectView(type=record.object_type, id=record.object_id),
            before=record.before,
            after=record.after,
            ip=record.ip,
            device=record.device,
            request_id=record.request_id,
        )


class NotificationLinkView(View):
    """What a notice is about."""

    type: str
    id: str


class ClientNotificationView(View):
    """One notice as the client got it; the screen has the words for its ``code``."""

    id: str
    code: str
    facts: SummaryFacts
    link: NotificationLinkView | None
    at: Instant
    read: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        told: Told = noun
        shown = {name: getattr(told.item, name) for name in ("id", "code", "facts", "link", "at")}
        return cls.model_validate(shown | {"read": told.read})
