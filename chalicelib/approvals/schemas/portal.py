"""A request as its client sees it."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.approvals.model import (
    FundingStatus,
    LogLine,
    PauseReason,
    PaymentStatus,
    Request,
    RequestStatus,
    RequestType,
    WaitsFor,
)
from chalicelib.approvals.model.log import FOR_THE_CLIENT, LogCode
from chalicelib.approvals.rules import can_cancel
from chalicelib.approvals.service.decisions import OwnRequestRead
from chalicelib.core.actor import Realm
from chalicelib.edge.schemas import Instant, SummaryFacts, View

_NAMED = {Realm.CLIENT: "you", Realm.STAFF: "broker", Realm.SYSTEM: "system"}


class RequestView(View):
    """A request as its client sees it."""

    id: str
    type: RequestType
    status: RequestStatus
    funding_status: FundingStatus
    payment_status: PaymentStatus
    summary: SummaryFacts
    submitted_at: Instant
    decided_at: Instant | None
    reason: str | None
    waits_for: WaitsFor
    deadline_at: Instant | None
    overdue_at: Instant | None
    paused_for: PauseReason | None
    can_cancel: bool

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(shared_facts(noun))


def shared_facts(request: Request) -> dict[str, Any]:
    """What all views of a request share."""
    shared = RequestView.model_fields.keys() - {"can_cancel", "paused_for"}
    return {name: getattr(request, name) for name in shared} | {
        "can_cancel": can_cancel(request),
        "paused_for": request.pause.reason if request.pause else None,
    }


class TimelineView(View):
    """One step as the client sees it: what happened and on whose side, without names."""

    at: Instant
    code: LogCode
    by: Annotated[str, Field(examples=["you", "broker", "system"])]
    facts: dict[str, str | int]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`. Why a vendor refused stays with the staff."""
        line: LogLine = noun
        shown = {} if line.code is LogCode.RETURNED else line.facts
        return cls(at=line.at, code=line.code, by=_NAMED[Realm(line.by_realm)], facts=shown)


class RequestWithTimelineView(RequestView):
    """A request with its history."""

    timeline: list[TimelineView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        seen: OwnRequestRead = noun
        lines = [TimelineView.of(line) for line in seen.log if line.code in FOR_THE_CLIENT]
        return cls.model_validate(shared_facts(seen.request) | {"timeline": lines})
