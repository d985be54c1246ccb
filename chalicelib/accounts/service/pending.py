"""Whether money that was asked for is still to move on an account."""

from chalicelib.accounts.model import TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestStatus, RequestType
from chalicelib.core.errors import Conflict
from chalicelib.storage.keeping import every

_MONEY = (RequestType.DEPOSIT, RequestType.WITHDRAWAL, RequestType.TRANSFER)
_UNDECIDED = (RequestStatus.PENDING, RequestStatus.EXECUTING)


def check_no_money_pending(account: TradingAccount) -> None:
    """Return if nothing that was asked for is still to move on the account.

    Raises:
        Conflict: ``money_pending`` with the ``request_id`` of one that waits.
    """
    for request in every(lambda page: approvals.of_client(account.client_id, page)):
        waits = request.type in _MONEY and request.status in _UNDECIDED
        if waits and account.id in request.summary.values():
            raise Conflict(
                "a request about the account's money waits",
                code="money_pending",
                request_id=request.id,
            )
