"""What the owner of a payload tells approvals about the effect of a decision."""

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import FundingStatus, LogCode, PaymentStatus, Request, Verdict
from chalicelib.approvals.service import journal, linking, news
from chalicelib.messages.approvals import Notify, Summary
from chalicelib.storage.unit import Unit


def complete(
    unit: Unit,
    request_id: str,
    *,
    funding_status: FundingStatus | None = None,
    payment_status: PaymentStatus | None = None,
    summary: Summary | None = None,
    released: FundingStatus | None = None,
) -> Request:
    """The effect has happened, in this unit: executing → approved.

    ``summary`` adds facts that only the effect knows (a login, a rate). `RequestCompleted` tells
    the client as the decision's ``notify`` says. ``released`` is where the money of a request that
    waited on this one is now, if the effect has moved it.

    Raises:
        NotFound: no such request. RequestNotExecuting: no effect is due.
    """
    before = store.read(request_id)
    done = rules.completed(
        before, funding_status=funding_status, payment_status=payment_status, summary=summary
    )
    after = store.shift(unit, before, done)
    journal.log(unit, after, LogCode.COMPLETED, facts=_statuses(after))
    journal.record(unit, LogCode.COMPLETED, before, after)
    news.completed(unit, after)
    linking.approved(unit, after, released)
    return after


def send_back(unit: Unit, request_id: str, reason_code: str, **facts: str | int) -> Request:
    """A vendor definitely refused the effect: executing → pending, at the last node again.

    Staff see ``reason_code`` and ``facts`` in the log; the client sees a pending request.

    Raises:
        NotFound: no such request. RequestNotExecuting: no effect is due.
    """
    before = store.read(request_id)
    after = store.shift(unit, before, rules.sent_back(before, reason_code))
    journal.took_not(unit, before)
    journal.log(unit, after, LogCode.RETURNED, text=reason_code, facts=facts)
    journal.record(unit, LogCode.RETURNED, before, after)
    news.returned(unit, after, facts)
    news.queued(unit, after)
    return after


def mark(
    unit: Unit,
    request_id: str,
    *,
    funding_status: FundingStatus | None = None,
    payment_status: PaymentStatus | None = None,
) -> Request:
    """Show where the money of a request is, whatever its own status; nothing is published.

    Raises:
        NotFound: no such request.
    """
    before = store.read(request_id)
    marked = rules.marked(before, funding_status, payment_status)
    if marked == before:
        return before
    after = store.shift(unit, before, marked)
    journal.log(unit, after, LogCode.MARKED, facts=_statuses(after))
    journal.record(unit, LogCode.MARKED, before, after)
    return after


def cancel(
    unit: Unit,
    request_id: str,
    reason_code: str,
    *,
    funding_status: FundingStatus | None = None,
    payment_status: PaymentStatus | None = None,
) -> Request:
    """End a pending or executing request that cannot come to anything (``payment_expired``).

    `RequestCancelled` is published. What waited on it ends for the same reason. A client's own
    cancellation does not come this way.

    Raises:
        NotFound: no such request. RequestNotPending: it has ended already.
    """
    before = store.read(request_id)
    ended = rules.cancelled_by_system(before, reason_code, unit.actor, unit.now)
    after = store.shift(unit, before, rules.marked(ended, funding_status, payment_status))
    journal.log(unit, after, LogCode.CANCELLED, text=reason_code)
    journal.record(unit, LogCode.CANCELLED, before, after)
    news.cancelled(unit, after)
    linking.ended(unit, after, reason_code)
    return after


def settle(unit: Unit, request_id: str, verdict: Verdict, reason: str = "") -> Request:
    """Decide a waiting request by the owner's own means, whatever nodes are left.

    The effect follows as after any decision. ``reason`` is what the client reads of a rejection.

    Raises:
        NotFound: no such request. RequestNotPending: it is decided.
    """
    before = store.read(request_id)
    after = store.shift(unit, before, rules.settled(before, verdict, reason, unit.actor, unit.now))
    code = LogCode.REJECTED if verdict is Verdict.REJECTED else LogCode.APPROVED
    journal.log(unit, after, code, text=after.reason, facts={"automatic": 1})
    journal.record(unit, code, before, after)
    journal.took(unit, after)
    if verdict is Verdict.REJECTED:
        news.rejected(unit, after)
        linking.ended(unit, after)
    else:
        news.approved(unit, after)
    return after


def note_edit(unit: Unit, request_id: str, facts: Summary) -> None:
    """Let the log tell that staff corrected the payload; ``facts`` say what, never the values.

    What was decided before the correction no longer stands: the review begins anew.

    Raises:
        NotFound: no such request. RequestNotPending: it is decided.
    """
    before = store.read(request_id)
    rules.demand_queued(before)
    after = store.shift(unit, before, rules.edited(before, {}))
    journal.log(unit, after, LogCode.EDITED, facts=facts)
    if rules.has_begun(before):
        news.queued(unit, after)


def reopen_as_rejected(
    unit: Unit,
    request_id: str,
    reason: str,
    *,
    notify: Notify | None = None,
    funding_status: FundingStatus | None = None,
    payment_status: PaymentStatus | None = None,
) -> Request:
    """Reject an approved withdrawal after all; the caller returns the money in this unit.

    ``reason`` is what the client reads. `RequestRejected` is published as ``after_approval``.

    Raises:
        NotFound: no such request. RequestNotApproved: not an approved withdrawal.
        Invalid: ``reason_missing``.
    """
    before = store.read(request_id)
    refused = rules.rejected_afterwards(before, reason, notify or Notify(), unit.actor, unit.now)
    after = store.shift(unit, before, rules.marked(refused, funding_status, payment_status))
    journal.log(unit, after, LogCode.REJECTED_AFTERWARDS, text=after.reason)
    journal.record(unit, LogCode.REJECTED_AFTERWARDS, before, after)
    news.rejected(unit, after, after_approval=True)
    return after


def _statuses(request: Request) -> Summary:
    return {
        "funding_status": request.funding_status.value,
        "payment_status": request.payment_status.value,
    }
