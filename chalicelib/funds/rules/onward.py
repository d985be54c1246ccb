"""Where commissions are that were sent on to a trading account. Pure."""

from chalicelib.funds.model.onward import OnwardState
from chalicelib.funds.model.transfers import Transfer, TransferStage

_STATES = {
    TransferStage.COMPLETED: OnwardState.ARRIVED,
    TransferStage.REJECTED: OnwardState.STAYED,
    TransferStage.CANCELLED: OnwardState.STAYED,
}


def state_of(transfer: Transfer) -> OnwardState:
    """Where the money is; a transfer to an account that waits without its hold was refused."""
    if transfer.stage is TransferStage.SUBMITTED and transfer.hold_id is None:
        return OnwardState.NOT_TAKEN
    return _STATES.get(transfer.stage, OnwardState.UNDER_WAY)
