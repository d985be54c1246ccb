"""Operations of the staff on the money of a trading account."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, Facts, Instant, MoneyOut, View
from chalicelib.funds.model.operations import (
    MAX_COMMENT,
    AccountOperation,
    OperationDraft,
    OperationKind,
    OperationStage,
)
from chalicelib.funds.schemas.wallets import NotifyForm


class OperationForm(Body):
    """Move money on an account: ``amount`` is positive, ``currency`` must be the account's.

    ``repeat`` vouches that it is meant although the same comment came within two minutes.
    """

    kind: OperationKind
    amount: AmountText
    currency: CurrencyCode
    comment: Annotated[str, Field(min_length=1, max_length=MAX_COMMENT)]
    notify: NotifyForm = Field(default_factory=NotifyForm)
    repeat: bool = False

    def draft(self, account_id: str) -> OperationDraft:
        """The same for the use case."""
        return OperationDraft(
            kind=self.kind,
            account_id=account_id,
            amount=Money.parse(self.amount, self.currency),
            comment=self.comment,
            notify=self.notify.notify(),
            repeat=self.repeat,
        )


class OperationView(View):
    """An operation and what came of it; ``code`` says why nothing was moved."""

    id: str
    kind: OperationKind
    stage: OperationStage
    amount: MoneyOut
    comment: str
    by: str
    at: Instant
    completed_at: Instant | None
    ticket: str | None
    entry_id: str | None
    code: str | None
    facts: Facts

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        operation: AccountOperation = noun
        shared = ("id", "kind", "stage", "amount", "comment", "completed_at", "entry_id", "facts")
        ticket = operation.ticket
        return cls.model_validate(
            {name: getattr(operation, name) for name in shared}
            | {
                "by": operation.by_name,
                "at": operation.submitted_at,
                "ticket": None if ticket is None else str(ticket),
                "code": operation.refusal_code or None,
            }
        )
