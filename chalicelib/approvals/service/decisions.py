"""What people do to a request: staff decide and comment, its client takes it back."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import rules, store
from chalicelib.approvals.model import LogCode, LogLine, Request, RequestStatus, Verdict
from chalicelib.approvals.rules import Review
from chalicelib.approvals.service import journal, linking, news
from chalicelib.approvals.service.seeing import seen
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.storage.unit import Unit


def decide(actor: Actor, request_id: str, review: Review) -> Request:
    """Let staff ``actor`` approve or reject at the current node.

    Of two approvers at the same instant exactly one wins; the other is told who did, also when
    the request has only gone on to its next node: a decision never slips to a node that its
    reviewer has not seen.

    Raises:
        NotFound: not in their scope. RequestNotPending: decided already. RequestHeld: another
            one comes first. Forbidden:
            ``not_an_approver``, ``own_request``, ``node_decided_before``, ``permission_missing``.
        Invalid: ``reason_missing``.
    """
    looked_at: list[Request] = []

    def work(unit: Unit) -> Request:
        before = seen(actor, request_id)
        looked_at.append(before)
        first = looked_at[0]
        meant = replace(review, node=review.node or first.node, round=review.round or first.round)
        return _decided(unit, before, meant)

    return ports.transact(actor, work)


def decide_in(unit: Unit, request_id: str, review: Review) -> Request:
    """The same in a unit that carries more: whoever acts in it decides.

    Let ``review`` tell node and round: the unit may be tried again, and then what has gone on or
    has been corrected meanwhile was not seen.

    Raises:
        What `decide` raises.
    """
    return _decided(unit, seen(unit.actor, request_id), review)


def _decided(unit: Unit, before: Request, review: Review) -> Request:
    after = store.shift(unit, before, rules.decided(before, unit.actor, review, unit.now))
    _tell(unit, before, after, review)
    return after


def _tell(unit: Unit, before: Request, after: Request, review: Review) -> None:
    code = _code(after, review.verdict)
    text = after.reason if code is LogCode.REJECTED else None
    facts: dict[str, str | int] = {"node": before.node, "nodes": len(before.flow.path)}
    journal.log(unit, after, code, text=text, facts=facts)
    if review.comment:
        journal.log(unit, after, LogCode.COMMENTED, text=review.comment, system=False)
    journal.record(unit, code, before, after)
    if code is not LogCode.NODE_APPROVED:
        journal.took(unit, after)
    if code is LogCode.REJECTED:
        news.rejected(unit, after)
        linking.ended(unit, after)
    elif code is LogCode.APPROVED:
        news.approved(unit, after)
    else:
        news.queued(unit, after)


def _code(after: Request, verdict: Verdict) -> LogCode:
    if verdict is Verdict.REJECTED:
        return LogCode.REJECTED
    if after.status is RequestStatus.EXECUTING:
        return LogCode.APPROVED
    return LogCode.NODE_APPROVED


def restart(actor: Actor, request_id: str, reason: str) -> Request:
    """Let the review begin anew at node 1; the approvers of that node are called.

    Raises:
        NotFound: not in their scope. What `rules.restarted` raises.
    """

    def work(unit: Unit) -> Request:
        before = seen(actor, request_id)
        after = store.shift(unit, before, rules.restarted(before, actor))
        facts: dict[str, str | int] = {"node": before.node, "nodes": len(before.flow.path)}
        journal.log(unit, after, LogCode.RESTARTED, text=reason, facts=facts)
        journal.record(unit, LogCode.RESTARTED, before, after)
        news.queued(unit, after)
        return after

    return ports.transact(actor, work)


def take_back(actor: Actor, request_id: str) -> Request:
    """Let the client cancel their own request, while no node has approved it.

    Raises:
        NotFound: no such request, or another client's. RequestNotPending: it is decided.
        RequestNotCancellable: under way, or of a type that cannot be cancelled.
    """

    def work(unit: Unit) -> Request:
        before = own(actor, request_id)
        after = store.shift(unit, before, rules.cancelled_by_client(before, actor, unit.now))
        journal.log(unit, after, LogCode.CANCELLED)
        journal.record(unit, LogCode.CANCELLED, before, after)
        news.cancelled(unit, after)
        linking.ended(unit, after)
        return after

    return ports.transact(actor, work)


@dataclass(frozen=True)
class OwnRequestRead:
    """A client's own request with its log; the view shows the lines meant for clients."""

    request: Request
    log: tuple[LogLine, ...]


def own_with_log(actor: Actor, request_id: str) -> OwnRequestRead:
    """The client's own request with its history.

    Raises:
        NotFound: no such request, or another client's.
    """
    request = own(actor, request_id)
    return OwnRequestRead(request, tuple(store.log_of(request_id)))


def own(actor: Actor, request_id: str) -> Request:
    """The request, if it is the client's own.

    Raises:
        NotFound: no such request, or another client's.
    """
    request = store.read(request_id)
    if request.client_id != actor.id:
        raise NotFound(what="request")
    return request
