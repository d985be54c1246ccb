"""What keeps a client from being deleted: money in any of their wallets."""

from chalicelib.core.errors import Conflict
from chalicelib.funds.store import wallets
from chalicelib.storage.unit import Unit


def check_nothing_left(unit: Unit, client_id: str) -> None:
    """Refuse while a wallet holds anything; an empty one has to stay so until ``unit`` is through.

    Raises:
        Conflict: ``wallet_not_empty`` with the ``currency``.
    """
    for wallet in wallets.of_client(client_id):
        if wallet.balance.minor:
            raise Conflict(
                "there is money in a wallet", code="wallet_not_empty", currency=wallet.currency
            )
        wallets.require(unit, wallet)
