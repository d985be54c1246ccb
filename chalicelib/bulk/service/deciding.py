"""One decision on many requests: reviewed, begun, and carried out row by row like a single one.

A row is decided by whoever gave the order, with what they may and see when it is reached, and only
if the request is as the review showed it: what was corrected, restarted or approved since is not
decided.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import (
    RejectReason,
    Request,
    RequestNotPending,
    RequestStatus,
    RequestType,
    Review,
)
from chalicelib.bulk import rules
from chalicelib.bulk.model import (
    MAX_DECISIONS,
    DecisionOrder,
    RequestMovedOn,
    SeenRequest,
    Verdict,
)
from chalicelib.bulk.rules import Tally
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.jobs import public as jobs
from chalicelib.jobs.public import Job, JobState, Outcome, Plan, Target
from chalicelib.messages import Message
from chalicelib.messages.bulk import RequestJobAdvanced
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

UNKNOWN = "request_unknown"
_ORDERS: TypeAdapter[DecisionOrder] = TypeAdapter(DecisionOrder)


@dataclass(frozen=True)
class ReviewedDecision:
    """A request of the order; ``code`` is why it would be left out, if it would.

    ``request`` is none where the actor sees none of that id.
    """

    id: str
    request: Request | None
    code: str | None

    @property
    def amount(self) -> Money | None:
        """What it is about, when it is about money."""
        return rules.amount_of(self.request.summary) if self.request else None


@dataclass(frozen=True)
class ReviewedDecisions:
    """All of them, what would be decided by type, whether more wait than one order names, and words
    that are ready for rejecting every one that would be.
    """

    items: tuple[ReviewedDecision, ...]
    tallies: tuple[Tally, ...]
    more: bool = False
    reject_reasons: tuple[RejectReason, ...] = ()


def review(actor: Actor, request_ids: Sequence[str]) -> ReviewedDecisions:
    """What a decision on ``request_ids`` would meet, without making it.

    Raises:
        Forbidden: ``permission_missing``.
    """
    _check_permission(actor)
    ids = list(dict.fromkeys(request_ids))
    found = {one.request.id: one for one in approvals.standing(actor, ids)}
    items = []
    for one in ids:
        stands = found.get(one)
        if stands is None:
            items.append(ReviewedDecision(one, None, UNKNOWN))
        else:
            code = stands.refusal.code if stands.refusal else None
            items.append(ReviewedDecision(one, stands.request, code))
    return _reviewed(items)


def review_all(actor: Actor, kind: RequestType | None) -> ReviewedDecisions:
    """The same for all that wait for ``actor``, of one type if given; the newest come first.

    Raises:
        Forbidden: ``permission_missing``.
    """
    _check_permission(actor)
    found, more = approvals.waiting_for(actor, kind, MAX_DECISIONS)
    return _reviewed([ReviewedDecision(one.id, one, None) for one in found], more=more)


def start(actor: Actor, order: DecisionOrder, command: Command) -> JobState:
    """Make one decision on many requests, in the background.

    Raises:
        Forbidden: ``permission_missing``. Invalid: ``reason_missing`` for a rejection without one.
    """
    _check_permission(actor)
    if order.verdict is Verdict.REJECTED and not order.reason.strip():
        raise Invalid("say why", code="reason_missing", field="reason")
    once = {one.id: one for one in order.requests}
    plan = Plan(
        kind=order.job_kind,
        order=_stored(order, tuple(once.values())),
        subject_ids=tuple(once),
        facts={"decision": order.verdict.value}
        | ({"reason": order.reason} if order.reason else {}),
    )
    return jobs.begin(actor, plan, DECISIONS.advanced, command)


class DecisionWork:
    """What jobs need to know of decisions on many requests; see `jobs.Work`."""

    def check(self, actor: Actor, job: Job) -> None:
        """See `jobs.Work.check`."""
        _check_permission(actor)

    def prepare(self, actor: Actor, job: Job, target: Target) -> None:
        """Nothing is asked outside a row's unit."""

    def act(self, unit: Unit, job: Job, target: Target) -> Outcome:
        """Decide one request as if it had been opened by itself.

        Raises:
            NotFound: ``request_unknown``. RequestMovedOn: it is not as it was reviewed. What
            deciding it alone raises.
        """
        order = _ORDERS.validate_python(job.order)
        seen = order.requests[target.number]
        meant = Review(
            approvals.Verdict(order.verdict),
            order.reason,
            order.comment,
            order.notify,
            seen.node,
            seen.round,
        )
        try:
            decided = approvals.decide_in(unit, seen.id, meant)
        except NotFound as missing:
            raise NotFound("no such request", code=UNKNOWN) from missing
        except RequestNotPending as refusal:
            if refusal.facts.get("status") == RequestStatus.PENDING:
                raise RequestMovedOn(**refusal.facts) from refusal
            raise
        return Outcome(decided.id, f"{decided.type} {decided.client_id}")

    def advanced(self, job_id: str, first: int) -> Message:
        """See `jobs.Work.advanced`."""
        return RequestJobAdvanced(job_id=job_id, first=first)


DECISIONS = DecisionWork()


def _check_permission(actor: Actor) -> None:
    needed = Permission.DECIDE_MANY_REQUESTS
    if not actor.may(needed):
        raise Forbidden(
            "your role does not allow this", code="permission_missing", permission=needed.value
        )


def _stored(order: DecisionOrder, requests: tuple[SeenRequest, ...]) -> dict[str, Any]:
    kept = DecisionOrder(order.verdict, requests, order.reason, order.comment, order.notify)
    stored: dict[str, Any] = _ORDERS.dump_python(kept, mode="json")
    return stored


def _reviewed(items: list[ReviewedDecision], *, more: bool = False) -> ReviewedDecisions:
    fine = [one.request for one in items if one.request is not None and one.code is None]
    tallies = rules.tallied([(one.type.value, rules.amount_of(one.summary)) for one in fine])
    reasons = approvals.ready_reasons({one.type for one in fine})
    return ReviewedDecisions(tuple(items), tallies, more, reasons)
