"""What keeps a client from being deleted: money in a wallet, or on its way to them."""

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import PaymentStatus, RequestStatus, RequestType
from chalicelib.core.errors import Conflict
from chalicelib.funds.store import wallets
from chalicelib.storage.keeping import every
from chalicelib.storage.unit import Unit


def check_nothing_left(unit: Unit, client_id: str) -> None:
    """Refuse while a wallet holds anything; an empty one has to stay so until ``unit`` is through.

    And while a payout is neither known to have arrived nor to have failed: to whom it goes is
    needed until then.

    Raises:
        Conflict: ``wallet_not_empty`` with the ``currency``; ``payout_pending``.
    """
    paid = every(
        lambda page: approvals.of_client(
            client_id, page, RequestType.WITHDRAWAL, RequestStatus.APPROVED
        )
    )
    if any(one.payment_status is PaymentStatus.PENDING for one in paid):
        raise Conflict("a payout is on its way", code="payout_pending")
    for wallet in wallets.of_client(client_id):
        if wallet.balance.minor:
            raise Conflict(
                "there is money in a wallet", code="wallet_not_empty", currency=wallet.currency
            )
        wallets.require(unit, wallet)
