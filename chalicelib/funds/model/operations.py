"""Operations: staff move money on one trading account, effective at once, without approval.

Owns: their kinds and stages, and what was lately done to an account with the same comment.
Refuses: conversion (the amount is in the account's currency); demo accounts, whose money is none.
"""

from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.permissions import Permission
from chalicelib.funds.model.ledger import Cause, CauseType, EntryKind
from chalicelib.funds.model.transactions import TransactionKind
from chalicelib.gateways.trading.model import MovementKind
from chalicelib.messages.approvals import Notify

REPEAT_WITHIN = timedelta(minutes=2)
MAX_COMMENT = 500


class OperationNotAllowed(Invalid):
    """The account may not take part; the fact ``problem`` says why."""

    code = "account_not_allowed"


class OperationTooLarge(Conflict):
    """More was to be taken than there is to take: ``free``, ``asked`` and ``currency`` say."""

    code = "operation_too_large"


class OperationRepeated(Conflict):
    """The same comment came for the same account within two minutes: ``operation_id`` is it."""

    code = "operation_repeated"


class OperationKind(StrEnum):
    """What staff can do with the money of a trading account."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    CREDIT_IN = "credit_in"
    CREDIT_OUT = "credit_out"

    @property
    def adds(self) -> bool:
        """Whether the account has more afterwards."""
        return self in (OperationKind.DEPOSIT, OperationKind.CREDIT_IN)

    @property
    def changes(self) -> MovementKind:
        """Whether the balance changes, or the credit beside it."""
        return MovementKind.BALANCE if self in _OF_BALANCE else MovementKind.CREDIT

    @property
    def permission(self) -> Permission:
        """Who may do it."""
        return _PERMISSIONS[self]

    @property
    def entry_kind(self) -> EntryKind:
        """What its entry is."""
        return _ENTRIES[self]

    @property
    def transaction_kind(self) -> TransactionKind:
        """What it is to the client."""
        return TransactionKind(self.value)


_OF_BALANCE = frozenset({OperationKind.DEPOSIT, OperationKind.WITHDRAWAL})
_PERMISSIONS = {
    OperationKind.DEPOSIT: Permission.DEPOSIT_TO_ACCOUNTS,
    OperationKind.WITHDRAWAL: Permission.WITHDRAW_FROM_ACCOUNTS,
    OperationKind.CREDIT_IN: Permission.GIVE_CREDIT,
    OperationKind.CREDIT_OUT: Permission.TAKE_CREDIT,
}
_ENTRIES = {
    OperationKind.DEPOSIT: EntryKind.ACCOUNT_DEPOSIT,
    OperationKind.WITHDRAWAL: EntryKind.ACCOUNT_WITHDRAWAL,
    OperationKind.CREDIT_IN: EntryKind.CREDIT_IN,
    OperationKind.CREDIT_OUT: EntryKind.CREDIT_OUT,
}


class OperationStage(StrEnum):
    """Where an operation stands.

    ``started``: the server has not been asked, or has surely not done it. ``asked``: it was asked
    at ``asked_at``, and what came of it is not in our books yet. The others are final.
    """

    STARTED = "started"
    ASKED = "asked"
    COMPLETED = "completed"
    REFUSED = "refused"


OPEN = frozenset({OperationStage.STARTED, OperationStage.ASKED})


@dataclass(frozen=True)
class OperationDraft:
    """What staff want: a positive amount, why, how the client is told.

    ``repeat`` vouches that it is meant although the same comment came a moment ago. ``reference``
    names what it belongs to, for whoever started it.
    """

    kind: OperationKind
    account_id: str
    amount: Money
    comment: str
    notify: Notify = field(default_factory=Notify)
    repeat: bool = False
    reference: str = ""


@dataclass(frozen=True)
class AccountOperation:
    """One operation. ``amount`` is positive; ``by`` is who acts, ``by_name`` how they are called.

    ``ticket`` is the server's own number; ``refusal_code`` says why nothing was done, with the
    refusal's ``facts``. ``comment`` is for staff alone.
    """

    id: str
    kind: OperationKind
    client_id: str
    account_id: str
    server_id: str
    login: int
    amount: Money
    comment: str
    by: str
    by_name: str
    notify: Notify
    submitted_at: datetime
    changed_at: datetime
    stage: OperationStage = OperationStage.STARTED
    reference: str = ""
    asked_at: datetime | None = None
    completed_at: datetime | None = None
    ticket: int | None = None
    refusal_code: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    version: int = 0

    @property
    def operation_id(self) -> str:
        """Under which the server knows it: the ULID of ``id``, the same for every try."""
        return self.id.partition("_")[2]

    @property
    def cause(self) -> Cause:
        """What its entry comes from."""
        return Cause(CauseType.OPERATION, self.id)

    @property
    def on_account(self) -> Money:
        """What it adds to the account's balance or credit."""
        return self.amount if self.kind.adds else -self.amount

    @property
    def entry_id(self) -> str | None:
        """Its entry, once there is one."""
        return f"{self.id}.post" if self.stage is OperationStage.COMPLETED else None


@dataclass(frozen=True)
class SameComment:
    """What was last done to an account with one comment, of which only a digest is kept here."""

    account_id: str
    digest: str
    operation_id: str
    at: datetime
    version: int = 0
