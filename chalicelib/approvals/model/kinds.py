"""The kinds of requests, their states, and what holds for each type."""

from enum import StrEnum

from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission


class RequestType(StrEnum):
    """What a client can ask for."""

    TRADER_REGISTRATION = "trader_registration"
    IB_REGISTRATION = "ib_registration"
    UPGRADE_TO_IB = "upgrade_to_ib"
    OPEN_ACCOUNT = "open_account"
    UPDATE_LEVERAGE = "update_leverage"
    NEW_CREDENTIALS = "reset_password"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    WITHDRAWAL_DETAILS = "withdrawal_details"
    KYC = "kyc"
    ERASURE = "erasure"


class RequestStatus(StrEnum):
    """Where a request stands."""

    PENDING = "pending"
    EXECUTING = "executing"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class FundingStatus(StrEnum):
    """Whether our books or the trading server have moved the money.

    Not funded: it is in our books, and the trading account where it should go did not take it.
    """

    NONE = "none"
    HELD = "held"
    DEPOSITED = "deposited"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    NOT_FUNDED = "not_funded"


class PaymentStatus(StrEnum):
    """What the payment provider says."""

    NONE = "none"
    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"
    EXPIRED = "expired"


class Mode(StrEnum):
    """Who decides a type: staff, the system, or the system below a threshold."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    PARTIAL = "partial"


class Verdict(StrEnum):
    """What an approver can say."""

    APPROVED = "approved"
    REJECTED = "rejected"


class WaitsFor(StrEnum):
    """Whose turn it is."""

    STAFF = "staff"
    CLIENT = "client"
    REQUEST = "request"
    SYSTEM = "system"
    NOBODY = "nobody"


_BY_AMOUNT = frozenset(Mode)
_ALL_OR_NONE = frozenset({Mode.MANUAL, Mode.AUTOMATIC})
_BY_STAFF = frozenset({Mode.MANUAL})


@dataclass(frozen=True)
class TypeRule:
    """What holds for a type of request: who decides it, whether its client may cancel it, and by
    which modes it can be decided (only what has an amount has a threshold). The system approves
    withdrawals within limits of their own, which funds keeps."""

    permission: Permission
    cancellable: bool = True
    modes: frozenset[Mode] = _ALL_OR_NONE


TYPE_RULES = {
    RequestType.TRADER_REGISTRATION: TypeRule(Permission.DECIDE_REGISTRATIONS, cancellable=False),
    RequestType.IB_REGISTRATION: TypeRule(Permission.DECIDE_REGISTRATIONS, cancellable=False),
    RequestType.UPGRADE_TO_IB: TypeRule(Permission.DECIDE_REGISTRATIONS),
    RequestType.OPEN_ACCOUNT: TypeRule(Permission.DECIDE_ACCOUNTS),
    RequestType.UPDATE_LEVERAGE: TypeRule(Permission.DECIDE_ACCOUNTS),
    RequestType.NEW_CREDENTIALS: TypeRule(Permission.DECIDE_ACCOUNTS),
    RequestType.DEPOSIT: TypeRule(Permission.DECIDE_DEPOSITS, modes=_BY_AMOUNT),
    RequestType.WITHDRAWAL: TypeRule(Permission.DECIDE_WITHDRAWALS, modes=_BY_STAFF),
    RequestType.TRANSFER: TypeRule(Permission.DECIDE_TRANSFERS, modes=_BY_AMOUNT),
    RequestType.WITHDRAWAL_DETAILS: TypeRule(Permission.DECIDE_WITHDRAWAL_DETAILS),
    RequestType.KYC: TypeRule(Permission.DECIDE_KYC),
    RequestType.ERASURE: TypeRule(Permission.DELETE_CLIENTS, modes=_BY_STAFF),
}
