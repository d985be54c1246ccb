"""Withdrawals from a wallet: held at submission, posted at approval, refunded at most once."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Forbidden, Invalid, Limited
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.automation import AutomaticDecision
from chalicelib.funds.model.ledger import Cause, CauseType
from chalicelib.funds.model.methods import PayoutRoute
from chalicelib.funds.model.rates import Quote
from chalicelib.funds.model.sources import Returned


class MethodNotAvailable(Invalid):
    """No such method, or it does not serve this currency."""

    code = "method_not_available"


class AmountOutOfRange(Invalid):
    """Outside the method's limits; facts ``minimum``, ``maximum``, ``currency``."""

    code = "amount_out_of_range"


class TooManyPending(Limited):
    """The client has as many pending requests of the kind as allowed; fact ``limit``."""

    code = "pending_limit"


class NotRefundable(Conflict):
    """There is nothing to refund: never posted, or refunded before; fact ``stage``."""

    code = "withdrawal_not_refundable"


class PaidOut(Conflict):
    """The payout has succeeded: a refund needs the override of whoever knows that it came back."""

    code = "withdrawal_paid_out"


class PaymentStatusRefused(Conflict):
    """The payment status cannot be set (so) at this stage."""

    code = "payment_status_not_settable"


class OnHold(Forbidden):
    """Nothing is paid out for a while after a way in was changed; facts ``ends_at``, ``what``."""

    code = "withdrawals_on_hold"


class IdentityCheckRequired(Forbidden):
    """More than ``threshold`` is paid only to a verified identity; facts ``threshold``,
    ``currency``."""

    code = "identity_check_required"


@dataclass(frozen=True)
class SecurityHold:
    """Until when nothing can be withdrawn, and which change of the ways in that is for."""

    ends_at: datetime
    what: str


class SourceNotAllowed(Invalid):
    """The broker lets nothing be withdrawn from there; fact ``source`` says where."""

    code = "withdrawal_source_not_allowed"


class WithdrawalStage(StrEnum):
    """Where the money of a withdrawal is: on its way from a trading account, set aside, gone, given
    back, or refunded."""

    AWAITED = "awaited"
    HELD = "held"
    POSTED = "posted"
    VOIDED = "voided"
    REFUNDED = "refunded"


class PayoutStatus(StrEnum):
    """What is known of the payout."""

    NONE = "none"
    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"


@dataclass(frozen=True)
class Withdrawal:
    """One withdrawal; ``id`` is the request's id.

    ``payout`` is what is paid: the amount, at the rate of ``quote`` where the two currencies
    differ, less the ``fee``, which is in the payout's currency. The details it pays to stay
    readable under ``details_id`` even after the client has deleted them. ``automation`` is why the
    system approved it, or did not. With a ``route`` a provider pays it, else staff.
    ``returned`` is what of it goes back to where money came from. One straight from a trading
    account, ``account_id`` with its ``login``, waits for the transfer ``transfer_id``: until that
    has arrived nothing is held, and ``hold_id`` is empty.
    """

    id: str
    client_id: str
    amount: Money
    fee: Money
    payout: Money
    method_id: str
    method_name: dict[str, str]
    details_id: str
    details_label: str
    hold_id: str
    submitted_at: datetime
    stage: WithdrawalStage = WithdrawalStage.HELD
    payment_status: PayoutStatus = PayoutStatus.NONE
    quote: Quote | None = None
    automation: AutomaticDecision | None = None
    route: PayoutRoute | None = None
    returned: Returned = field(default_factory=dict)
    account_id: str | None = None
    login: int | None = None
    transfer_id: str | None = None
    version: int = 0

    @property
    def cause(self) -> Cause:
        """What its entries come from."""
        return Cause(CauseType.WITHDRAWAL, self.id)


@dataclass(frozen=True)
class WithdrawalDraft:
    """What a client asks for: ``amount`` from the wallet, or from the trading account
    ``account_id``, paid in ``paid_in``, or in its currency.

    ``shown`` is the payout as the client was shown it: another one is not booked.
    """

    amount: Money
    method_id: str
    details_id: str
    paid_in: str = ""
    shown: str | None = None
    account_id: str | None = None

    @property
    def payout_currency(self) -> str:
        """In which the client is paid."""
        return self.paid_in or self.amount.currency
