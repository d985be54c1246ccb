"""Transactions: completed movements of a client's money, as its owner thinks of them."""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, CauseType, EntryKind


class TransactionKind(StrEnum):
    """What a movement was."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"
    REFUND = "refund"
    ADJUSTMENT = "adjustment"
    CREDIT_IN = "credit_in"
    CREDIT_OUT = "credit_out"
    COMMISSION = "commission"


COMPLETED: dict[EntryKind, TransactionKind] = {
    EntryKind.DEPOSIT: TransactionKind.DEPOSIT,
    EntryKind.DEPOSIT_REVERSAL: TransactionKind.ADJUSTMENT,
    EntryKind.WITHDRAWAL: TransactionKind.WITHDRAWAL,
    EntryKind.REFUND: TransactionKind.REFUND,
    EntryKind.TRANSFER_IN: TransactionKind.TRANSFER_IN,
    EntryKind.TRANSFER_OUT: TransactionKind.TRANSFER_OUT,
    EntryKind.ADJUSTMENT: TransactionKind.ADJUSTMENT,
    EntryKind.COMMISSION: TransactionKind.COMMISSION,
}


_BY_SIGN = frozenset({EntryKind.CONVERSION, EntryKind.CLIENT_TRANSFER})
_WITHOUT_REQUEST = frozenset(
    {
        CauseType.ADJUSTMENT,
        CauseType.REPAIR,
        CauseType.REFUND,
        CauseType.OPERATION,
        CauseType.COMMISSION,
    }
)


def kind_of(entry_kind: EntryKind, amount: Money) -> TransactionKind | None:
    """What an entry that changed a wallet by ``amount`` was to its owner; None while it is open."""
    if entry_kind in _BY_SIGN:
        return TransactionKind.TRANSFER_IN if amount.is_positive else TransactionKind.TRANSFER_OUT
    return COMPLETED.get(entry_kind)


@dataclass(frozen=True)
class Transaction:
    """One completed movement. ``amount`` is signed: what it added to the wallet, or, where staff
    moved money on a trading account, to the account. ``available_after`` is the wallet's; None
    where the wallet was not touched.

    ``account_id`` and ``login`` are of the trading account, ``method`` is the payment method
    concerned, if any. ``counterparty`` is the other client's id where money went to, or came from,
    another client.
    """

    id: str
    client_id: str
    kind: TransactionKind
    amount: Money
    at: datetime
    entry_id: str
    cause: Cause
    available_after: Money | None = None
    account_id: str | None = None
    login: str | None = None
    method: str | None = None
    counterparty: str | None = None
    version: int = 0

    @property
    def request_id(self) -> str | None:
        """The request that it was asked for with, if its owner asked."""
        if self.cause.type is CauseType.CLIENT_TRANSFER and self.amount.is_positive:
            return None  # the sender's
        return None if self.cause.type in _WITHOUT_REQUEST else self.cause.id


@dataclass(frozen=True)
class Total:
    """The sum and the number of one kind of movement in one currency."""

    kind: TransactionKind
    amount: Money
    count: int
