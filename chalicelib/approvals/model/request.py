"""The request itself, and the draft from which it is opened."""

from dataclasses import field
from datetime import datetime

from chalicelib.approvals.model.clock import Pause
from chalicelib.approvals.model.flow import Decision, Flow
from chalicelib.approvals.model.kinds import (
    TYPE_RULES,
    FundingStatus,
    Mode,
    PaymentStatus,
    RequestStatus,
    RequestType,
    WaitsFor,
)
from chalicelib.core.actor import Realm, Scope
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.messages.approvals import Notify, Summary


@dataclass(frozen=True)
class Link:
    """Another request that was opened together with this one."""

    id: str
    type: RequestType


@dataclass(frozen=True)
class Request:
    """One request. ``node`` and ``round`` count from 1.

    ``automatic`` when the system decides it. ``reason`` is what the client is told when it was
    refused or ended; ``returned_code`` why a vendor refused the effect of an approval, for staff.
    A ``round`` is what its reviewers have before them: another begins when it is corrected, when
    the review starts anew, and when a vendor sends it back. ``first_asked`` is the summary before
    staff corrected it, empty where nobody has.
    ``deadline_at`` is none while the clock stands still (``pause``); ``paused_seconds`` count the
    pauses that have ended. ``escalated_to`` are roles that decide as well, since it is overdue.
    ``owner_id`` and ``participant_ids`` are those of the client and decide which staff see it.
    ``linked`` are the requests that were opened with it; while ``waits_on`` names any of them it is
    held: nobody decides it before they are approved, and it ends when one of them does otherwise.
    """

    id: str
    type: RequestType
    status: RequestStatus
    client_id: str
    client_name: str
    client_kind: str
    owner_id: str | None
    participant_ids: tuple[str, ...]
    summary: Summary
    mode: Mode
    automatic: bool
    flow: Flow
    created_by: str
    created_by_name: str
    submitted_at: datetime
    deadline_at: datetime | None = None
    node: int = 1
    round: int = 1
    awaits_payment: bool = False
    decisions: tuple[Decision, ...] = ()
    funding_status: FundingStatus = FundingStatus.NONE
    payment_status: PaymentStatus = PaymentStatus.NONE
    reason: str | None = None
    returned_code: str | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_by_name: str | None = None
    notify: Notify = field(default_factory=Notify)
    linked: tuple[Link, ...] = ()
    waits_on: tuple[str, ...] = ()
    first_asked: Summary = field(default_factory=dict)
    clock_started_at: datetime | None = None
    remind_at: datetime | None = None
    reminded_at: datetime | None = None
    overdue_at: datetime | None = None
    pause: Pause | None = None
    paused_seconds: int = 0
    escalated_to: tuple[str, ...] = ()
    version: int = 0

    @property
    def permission(self) -> Permission:
        """What a member of staff must hold to decide it."""
        return TYPE_RULES[self.type].permission

    @property
    def is_queued(self) -> bool:
        """Whether staff can decide it now."""
        pending = self.status is RequestStatus.PENDING
        return pending and not self.awaits_payment and not self.waits_on

    @property
    def is_held(self) -> bool:
        """Whether it waits for other requests to be approved first."""
        return self.status is RequestStatus.PENDING and bool(self.waits_on)

    @property
    def is_at_last_node(self) -> bool:
        """Whether the next approval is the last."""
        return self.node >= len(self.flow.path)

    @property
    def approver_keys(self) -> tuple[str, ...]:
        """In whose queues it stands now; none when it waits for nobody on the staff."""
        if not self.is_queued:
            return ()
        named = self.flow.path[self.node - 1].approver_keys(self.permission)
        return (*named, *(f"role:{role}" for role in self.escalated_to))

    @property
    def barred_ids(self) -> frozenset[str]:
        """Staff who may not decide it now: its creator, and who decided another node."""
        deciders = {one.by for one in self.decisions if one.stands and one.node != self.node}
        return frozenset(deciders | {self.creator_staff_id} - {""})

    @property
    def alarm_at(self) -> datetime | None:
        """When somebody has to be called next: before the deadline, then at it, then no more."""
        if not self.is_queued or self.overdue_at is not None:
            return None
        return self.deadline_at if self.reminded_at is not None else self.remind_at

    @property
    def creator_staff_id(self) -> str:
        """The member of staff who opened it for the client; empty when nobody of the staff did."""
        realm, _, creator = self.created_by.partition(":")
        return creator if realm == Realm.STAFF else ""

    @property
    def waits_for(self) -> WaitsFor:
        """Whose turn it is."""
        if self.status is RequestStatus.EXECUTING:
            return WaitsFor.SYSTEM
        if self.status is not RequestStatus.PENDING:
            return WaitsFor.NOBODY
        if self.waits_on:
            return WaitsFor.REQUEST
        return WaitsFor.CLIENT if self.awaits_payment else WaitsFor.STAFF

    def is_seen_by(self, scope: Scope) -> bool:
        """Whether staff with ``scope`` may see it."""
        return scope.covers(self.owner_id, frozenset(self.participant_ids))


@dataclass(frozen=True)
class RequestDraft:
    """What a capability hands in to open a request; ``id`` is the id of its own payload.

    ``mode_amount`` is the amount in the broker's base currency, for partial mode; without it (or
    in another currency) partial mode means manual. ``manual_only`` forbids automatic approval
    whatever the setting says (offline deposits, bank withdrawals), ``automatic_only`` demands it
    (what the caller has proven leaves nothing to decide). With ``awaits_payment`` nobody
    is asked before `public.payment_received`. With ``completes_at_once`` the caller carries out
    the effect in the same unit when it gets the request back as approved. ``created_by`` is an
    `Actor.ref`; empty means whoever acts in the unit. ``linked`` are the other requests of the same
    unit, and ``waits_on`` those of them that must be approved before anybody decides this one.
    """

    id: str
    type: RequestType
    client_id: str
    client_name: str
    owner_id: str | None = None
    participant_ids: frozenset[str] = frozenset()
    summary: Summary = field(default_factory=dict)
    created_by: str = ""
    mode_amount: Money | None = None
    client_kind: str = "trader"
    funding_status: FundingStatus = FundingStatus.NONE
    payment_status: PaymentStatus = PaymentStatus.NONE
    manual_only: bool = False
    automatic_only: bool = False
    awaits_payment: bool = False
    completes_at_once: bool = False
    linked: tuple[Link, ...] = ()
    waits_on: tuple[Link, ...] = ()
