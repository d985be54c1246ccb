"""Telling that something of a credited deposit has gone back, or has come again."""

from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import Deposit
from chalicelib.messages.funds import DepositTakenBack
from chalicelib.storage.unit import Unit


def tell(unit: Unit, deposit: Deposit, amount: Money, *, is_restored: bool = False) -> None:
    """Tell, in the unit that moves it, what of the credited ``amount`` has gone or is there again.

    A deposit of before its crediting was noted counts as of when it was asked for.
    """
    if amount.is_positive:
        unit.publish(
            DepositTakenBack(
                deposit_id=deposit.id,
                client_id=deposit.client_id,
                amount=amount,
                credited_at=deposit.credited_at or deposit.submitted_at,
                is_restored=is_restored,
            )
        )
