"""After the approval: what became of the payout, and the one refund of a withdrawal."""

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, Notify, PaymentStatus
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.ledger import Entry, EntryKind, Posting, available
from chalicelib.funds.model.payouts import Payout
from chalicelib.funds.model.withdrawals import PayoutStatus, Withdrawal
from chalicelib.funds.rules import payouts as payout_rules
from chalicelib.funds.rules import withdrawals as rules
from chalicelib.funds.rules.exchange import leg_of
from chalicelib.funds.service import ledger, payout_books, sources
from chalicelib.funds.service.withdrawal_decisions import destinations
from chalicelib.funds.service.withdrawals import WithdrawalState, withdrawal
from chalicelib.funds.store import payouts as payout_store
from chalicelib.funds.store import withdrawals as store
from chalicelib.messages.funds import WithdrawalRefunded
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def set_payment_status(actor: Actor, withdrawal_id: str, status: PayoutStatus) -> WithdrawalState:
    """Note what became of the payout, as staff have seen at the bank.

    Raises:
        NotFound. PaymentStatusRefused.
    """

    def work(unit: Unit) -> WithdrawalState:
        before = withdrawal(actor, withdrawal_id).withdrawal
        after = store.change(unit, before, rules.with_payment_status(before, status))
        request = approvals.mark(unit, before.id, payment_status=PaymentStatus(status.value))
        payout_books.tell(unit, after)
        return WithdrawalState(after, request)

    return ports.transact(actor, work)


def refund(
    actor: Actor,
    withdrawal_id: str,
    reason: str,
    *,
    override: bool = False,
    notify: Notify | None = None,
) -> WithdrawalState:
    """Reject an approved withdrawal after all: the whole amount, fee included, goes back once.

    ``override`` vouches that a payout which had succeeded has come back.

    Raises:
        Forbidden: ``permission_missing``. NotFound. NotRefundable, PaidOut. PayoutUnderWay: the
            provider may pay it yet.
        Invalid: ``reason_missing``.
    """
    if not actor.may(Permission.REFUND_WITHDRAWALS):
        raise Forbidden(
            "your role does not allow this",
            code="permission_missing",
            permission=Permission.REFUND_WITHDRAWALS.value,
        )

    def work(unit: Unit) -> WithdrawalState:
        before = withdrawal(actor, withdrawal_id).withdrawal
        after = store.change(unit, before, rules.refunded(before, override=override))
        entry = _book_refund(unit, before)
        payout = _stop_payout(unit, before)
        sources.put_back(unit, before.client_id, before.amount.currency, before.returned)
        audit.record(
            unit,
            "withdrawal_refunded",
            "withdrawal",
            before.id,
            client_id=before.client_id,
            before={"payment_status": before.payment_status.value},
            after={"override": override, "reason": reason},
        )
        request = approvals.reopen_as_rejected(
            unit, before.id, reason, notify=notify, funding_status=FundingStatus.RETURNED
        )
        unit.publish(
            WithdrawalRefunded(
                withdrawal_id=before.id,
                client_id=before.client_id,
                amount=before.amount,
                entry_id=entry.id,
            )
        )
        return WithdrawalState(after, request, payout)

    return ports.transact(actor, work)


def _stop_payout(unit: Unit, refunded: Withdrawal) -> Payout | None:
    """See that no provider pays what goes back to the wallet."""
    if refunded.route is None:
        return None
    before = payout_store.get(refunded.id)
    return payout_books.keep(unit, before, payout_rules.stopped(before, unit.now))


def _book_refund(unit: Unit, refunded: Withdrawal) -> Entry:
    """The withdrawal's entry the other way round, to the side of the wallet it came from."""
    back = tuple(Posting(one.account, -one.amount) for one in destinations(refunded))
    postings = (*back, Posting(available(refunded.client_id), refunded.amount))
    entry = ledger.entry(
        unit,
        refunded.cause,
        "refund",
        EntryKind.REFUND,
        "withdrawal_refunded",
        postings,
        rate=leg_of(refunded.quote),
        facts={"method_id": refunded.method_id},
    )
    return ledger.post(unit, entry)
