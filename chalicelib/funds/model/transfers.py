"""Transfers between a client's wallet and their own trading account.

Owns: the stages of the saga, each stored before the step it announces. Refuses: conversion (wallet
and account have the same currency) and accounts of others.
"""

from datetime import date, datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, CauseType
from chalicelib.funds.model.places import Place, Places


class TransferNotAllowed(Invalid):
    """The account may not send or receive; the fact ``problem`` says why."""

    code = "account_not_allowed"


class MarginNeeded(Conflict):
    """The account's free margin less credit is below what was asked."""

    code = "free_margin_too_low"


class PlaceNotAllowed(Invalid):
    """The broker lets no transfer of this kind begin or end there; fact ``place`` says where."""

    code = "transfer_place_not_allowed"


@dataclass(frozen=True)
class TransferPlaces:
    """Where transfers of a kind may begin and where they may end."""

    sources: Places = tuple(Place)
    targets: Places = tuple(Place)


class Direction(StrEnum):
    """Where the money goes, seen from the wallet."""

    TO_ACCOUNT = "to_account"
    FROM_ACCOUNT = "from_account"


class TransferStage(StrEnum):
    """Where a transfer stands.

    ``submitted`` waits for a decision; ``started`` is approved, and the server has not been asked,
    or has surely not done it; ``asked`` means that the server was asked at ``asked_at`` and what
    came of it is not in our books yet. The others are final.
    """

    SUBMITTED = "submitted"
    STARTED = "started"
    ASKED = "asked"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


OPEN_STAGES = frozenset({TransferStage.STARTED, TransferStage.ASKED})
FINAL_STAGES = frozenset({TransferStage.COMPLETED, TransferStage.REJECTED, TransferStage.CANCELLED})


@dataclass(frozen=True)
class Transfer:
    """One transfer; ``id`` is the request's id.

    ``hold_id`` names the live hold of a transfer to an account. ``attempt`` counts the holds.
    ``changed_at`` is when the stage was entered; ``ticket`` is the server's own number.
    ``deposit_id`` is the deposit whose money it takes on to the account, and ``withdrawal_id`` the
    withdrawal for which it takes money off the account, if any. ``client_transfer_id`` is the
    transfer to another client for which it takes money off the sender's account, or whose money it
    takes on to the recipient's. ``commission_day`` is the day of the broker's clock whose
    commissions it takes on to the account, if it does.
    """

    id: str
    client_id: str
    direction: Direction
    amount: Money
    account_id: str
    server_id: str
    login: int
    submitted_at: datetime
    changed_at: datetime
    stage: TransferStage = TransferStage.SUBMITTED
    attempt: int = 0
    hold_id: str | None = None
    asked_at: datetime | None = None
    completed_at: datetime | None = None
    ticket: int | None = None
    deposit_id: str | None = None
    withdrawal_id: str | None = None
    client_transfer_id: str | None = None
    commission_day: date | None = None
    version: int = 0

    @property
    def operation_id(self) -> str:
        """Under which the server knows it: the ULID of ``id``, the same for every try."""
        return self.id.partition("_")[2]

    @property
    def is_direct(self) -> bool:
        """Whether it is the way of a deposit or of commissions to an account, or of a withdrawal
        from one."""
        return any((self.deposit_id, self.withdrawal_id, self.commission_day))

    @property
    def comes_first(self) -> bool:
        """Whether another request waits for what it takes off the account."""
        is_off = self.direction is Direction.FROM_ACCOUNT
        return self.withdrawal_id is not None or (is_off and self.client_transfer_id is not None)

    @property
    def passes_on(self) -> str | None:
        """The request whose money it takes on to the account, if any."""
        is_on = self.direction is Direction.TO_ACCOUNT
        return self.deposit_id or (self.client_transfer_id if is_on else None)

    @property
    def cause(self) -> Cause:
        """What its entries come from."""
        return Cause(CauseType.TRANSFER, self.id)

    @property
    def on_account(self) -> Money:
        """What it adds to the trading account's balance."""
        return self.amount if self.direction is Direction.TO_ACCOUNT else -self.amount


@dataclass(frozen=True)
class TransferDraft:
    """What a client asks for. ``direct``: it is part of a deposit, of commissions or of a
    withdrawal, which needs no leave to transfer."""

    direction: Direction
    account_id: str
    amount: Money
    direct: bool = False
