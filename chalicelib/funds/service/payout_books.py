"""What a change of a payout means for its withdrawal and its request, in one unit with it."""

from dataclasses import replace

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import PaymentStatus
from chalicelib.funds.model.payouts import NEEDS_STAFF, Payout, PayoutStage
from chalicelib.funds.model.withdrawals import PayoutStatus, Withdrawal
from chalicelib.funds.store import payouts as store
from chalicelib.funds.store import withdrawals
from chalicelib.messages.funds import PayoutWaits, WithdrawalPaid, WithdrawalPayoutFailed
from chalicelib.storage.unit import Unit

_STATUSES = {
    PayoutStage.ORDERING: PayoutStatus.PENDING,
    PayoutStage.IN_PROGRESS: PayoutStatus.PENDING,
    PayoutStage.COMPLETED: PayoutStatus.SUCCESS,
    PayoutStage.PAID_AFTER_REFUND: PayoutStatus.SUCCESS,
    PayoutStage.CANCELLED: PayoutStatus.FAILED,
    PayoutStage.REFUSED: PayoutStatus.FAILED,
}
_TOLD = {
    PayoutStatus.SUCCESS: WithdrawalPaid,
    PayoutStatus.FAILED: WithdrawalPayoutFailed,
}


def begin(unit: Unit, withdrawal: Withdrawal) -> None:
    """Let the payout of an approved withdrawal wait for a second person, if a provider pays it."""
    if withdrawal.route is not None:
        payout = Payout(
            id=withdrawal.id,
            client_id=withdrawal.client_id,
            route=withdrawal.route,
            amount=withdrawal.payout,
            details_id=withdrawal.details_id,
            created_at=unit.now,
        )
        store.add(unit, payout)
        _call_staff(unit, payout)


def _call_staff(unit: Unit, payout: Payout) -> None:
    """Tell those who may confirm payouts that one waits for them."""
    request = approvals.read(payout.id)
    unit.publish(
        PayoutWaits(
            withdrawal_id=payout.id,
            client_id=payout.client_id,
            stage=payout.stage.value,
            payout=payout.amount,
            owner_id=request.owner_id,
            participant_ids=request.participant_ids,
        )
    )


def keep(unit: Unit, before: Payout, after: Payout) -> Payout:
    """Store what has become of a payout; its withdrawal and request follow."""
    if after == before:
        return before
    status = _STATUSES.get(after.stage)
    if status is not None and after.stage is not before.stage:
        _follow(unit, after.id, status)
    if after.stage in NEEDS_STAFF and after.stage is not before.stage:
        _call_staff(unit, after)
    return store.change(unit, before, after)


def _follow(unit: Unit, withdrawal_id: str, status: PayoutStatus) -> None:
    before = withdrawals.get(withdrawal_id)
    if before.payment_status is status:
        return
    paid = withdrawals.change(unit, before, replace(before, payment_status=status))
    approvals.mark(unit, withdrawal_id, payment_status=PaymentStatus(status.value))
    tell(unit, paid)


def tell(unit: Unit, paid: Withdrawal) -> None:
    """Publish that a withdrawal's payout has arrived, or did not go through."""
    if kind := _TOLD.get(paid.payment_status):
        unit.publish(
            kind(
                withdrawal_id=paid.id,
                client_id=paid.client_id,
                amount=paid.amount,
                payout=paid.payout,
            )
        )
