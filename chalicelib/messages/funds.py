"""What funds tells: money has come, gone, moved. Ids and amounts only, never personal data."""

from dataclasses import field
from datetime import date, datetime
from typing import ClassVar

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.messages import Message
from chalicelib.messages.approvals import Notify


@dataclass(frozen=True, kw_only=True)
class DepositCredited(Message):
    """A deposit is in the client's wallet; ``payment`` is what was paid, ``fee`` included."""

    NAME: ClassVar[str] = "funds.deposit_credited"
    deposit_id: str
    client_id: str
    amount: Money
    fee: Money
    payment: Money
    method_id: str
    entry_id: str


@dataclass(frozen=True, kw_only=True)
class DepositTakenBack(Message):
    """So much of a credited deposit has gone back to its payer, or was taken back by the provider.

    ``amount`` is of what was credited at ``credited_at``, never more than that altogether. It
    ``is_restored`` where what had gone back has come again.
    """

    NAME: ClassVar[str] = "funds.deposit_taken_back"
    deposit_id: str
    client_id: str
    amount: Money
    credited_at: datetime
    is_restored: bool = False


@dataclass(frozen=True, kw_only=True)
class PaymentCallbackReceived(Message):
    """A provider has told us, authentically, that something became of a payment.

    Or of a refund, or a payout: ``kind`` says which.
    """

    NAME: ClassVar[str] = "funds.payment_callback_received"
    provider: str
    event_id: str
    psp_reference: str
    kind: str = "payment"


@dataclass(frozen=True, kw_only=True)
class PaymentUnmatched(Message):
    """Money came that could not be credited by itself: it waits in suspense for staff.

    ``problem`` is ``mismatch`` (another amount or currency), ``late`` (the deposit had ended),
    ``rejected`` or ``cancelled`` (a paid deposit was refused by staff, or taken back by its
    client), ``duplicate`` (the deposit has another payment), ``unknown`` (no deposit of ours), or
    ``reversed``: the provider took a payment back after its credit; nothing is in suspense.
    ``owner_id`` and ``participant_ids`` are those of the client, if the payment names one.
    """

    NAME: ClassVar[str] = "funds.payment_unmatched"
    problem: str
    provider: str
    psp_reference: str
    received: Money
    deposit_id: str | None = None
    client_id: str | None = None
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RefundStarted(Message):
    """A refund is set aside: the provider is next."""

    NAME: ClassVar[str] = "funds.refund_started"
    refund_id: str


@dataclass(frozen=True, kw_only=True)
class RefundEnded(Message):
    """A refund ``arrived``, was ``refused`` by the provider, or ``returned`` by the bank later."""

    NAME: ClassVar[str] = "funds.refund_ended"
    refund_id: str
    outcome: str
    amount: Money
    deposit_id: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawalDetailsSaved(Message):
    """A client has saved where they want to be paid to."""

    NAME: ClassVar[str] = "funds.withdrawal_details_saved"
    details_id: str
    client_id: str


@dataclass(frozen=True, kw_only=True)
class TransferStarted(Message):
    """A transfer was approved and its money is set aside: the trading server is next."""

    NAME: ClassVar[str] = "funds.transfer_started"
    transfer_id: str


@dataclass(frozen=True, kw_only=True)
class TransferCompleted(Message):
    """Money has moved between a wallet and a trading account.

    ``direction`` is ``to_account`` or ``from_account``.
    """

    NAME: ClassVar[str] = "funds.transfer_completed"
    transfer_id: str
    client_id: str
    direction: str
    account_id: str
    amount: Money
    entry_id: str


@dataclass(frozen=True, kw_only=True)
class ClientTransferArrived(Message):
    """Money of one client (``client_id``) has arrived with another; ``credit`` is what arrived."""

    NAME: ClassVar[str] = "funds.client_transfer_arrived"
    transfer_id: str
    client_id: str
    recipient_id: str
    amount: Money
    credit: Money
    entry_id: str


@dataclass(frozen=True, kw_only=True)
class SentMoneyNotFunded(Message):
    """What another client has sent for an account of this client's (``client_id``) is in their
    wallet: the account ``login`` did not take it. The transfer to it is with staff."""

    NAME: ClassVar[str] = "funds.sent_money_not_funded"
    transfer_id: str
    client_id: str
    login: int
    amount: Money


@dataclass(frozen=True, kw_only=True)
class CommissionsStayed(Message):
    """What a client earned on a ``day`` of the broker's clock should have gone on to their account
    ``login``, and is in their wallet: ``problem`` says why. ``transfer_id`` is the transfer that is
    with staff again, if there was one."""

    NAME: ClassVar[str] = "funds.commissions_stayed"
    client_id: str
    day: date
    amount: Money
    login: int
    problem: str
    transfer_id: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawalPosted(Message):
    """An approved withdrawal has left the wallet; the payout of ``payout`` is to be made."""

    NAME: ClassVar[str] = "funds.withdrawal_posted"
    withdrawal_id: str
    client_id: str
    amount: Money
    fee: Money
    payout: Money
    method_id: str
    entry_id: str


@dataclass(frozen=True, kw_only=True)
class PayoutConfirmed(Message):
    """A second person has confirmed the payout of a withdrawal: its provider is next."""

    NAME: ClassVar[str] = "funds.payout_confirmed"
    withdrawal_id: str
    attempt: int


@dataclass(frozen=True, kw_only=True)
class PayoutWaits(Message):
    """A payout waits for staff: for a second person, or because it came to nothing.

    ``stage`` is how far it has come. ``owner_id`` and ``participant_ids`` are the client's.
    """

    NAME: ClassVar[str] = "funds.payout_waits"
    withdrawal_id: str
    client_id: str
    stage: str
    payout: Money
    owner_id: str | None = None
    participant_ids: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WithdrawalPaid(Message):
    """The payout of a withdrawal has reached the client, as staff or its provider have seen."""

    NAME: ClassVar[str] = "funds.withdrawal_paid"
    withdrawal_id: str
    client_id: str
    amount: Money
    payout: Money


@dataclass(frozen=True, kw_only=True)
class WithdrawalPayoutFailed(Message):
    """The payout of a withdrawal did not go through; staff pay again or refund."""

    NAME: ClassVar[str] = "funds.withdrawal_payout_failed"
    withdrawal_id: str
    client_id: str
    amount: Money
    payout: Money


@dataclass(frozen=True, kw_only=True)
class WithdrawalRefunded(Message):
    """An approved withdrawal was rejected afterwards: the whole amount is back in the wallet."""

    NAME: ClassVar[str] = "funds.withdrawal_refunded"
    withdrawal_id: str
    client_id: str
    amount: Money
    entry_id: str


@dataclass(frozen=True, kw_only=True)
class WalletAdjusted(Message):
    """Staff have added to a wallet, or taken from it (``amount`` is signed)."""

    NAME: ClassVar[str] = "funds.wallet_adjusted"
    adjustment_id: str
    client_id: str
    amount: Money
    entry_id: str
    notify: Notify = field(default_factory=Notify)


@dataclass(frozen=True, kw_only=True)
class OperationStarted(Message):
    """Staff move money on a trading account: the trading server is next."""

    NAME: ClassVar[str] = "funds.operation_started"
    operation_id: str


@dataclass(frozen=True, kw_only=True)
class OperationCompleted(Message):
    """Staff have moved money on a trading account.

    ``kind`` is ``deposit``, ``withdrawal``, ``credit_in`` or ``credit_out``; ``amount`` is
    positive. ``reference`` is what whoever started it knows it by.
    """

    NAME: ClassVar[str] = "funds.operation_completed"
    operation_id: str
    kind: str
    client_id: str
    account_id: str
    login: int
    amount: Money
    entry_id: str
    reference: str = ""
    notify: Notify = field(default_factory=Notify)


@dataclass(frozen=True, kw_only=True)
class OperationRefused(Message):
    """Money that staff wanted to move on a trading account was not moved; ``code`` says why."""

    NAME: ClassVar[str] = "funds.operation_refused"
    operation_id: str
    code: str
    reference: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class InvariantsRequested(Message):
    """Staff want the books checked now."""

    NAME: ClassVar[str] = "funds.invariants_requested"
