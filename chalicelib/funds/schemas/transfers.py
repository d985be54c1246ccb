"""Transfers between own wallet and own trading account."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.approvals.public import FundingStatus, RequestStatus
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, Instant, MoneyOut, View
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft
from chalicelib.funds.service.transfers import TransferState


class PlaceForm(Body):
    """A wallet by its currency, or a trading account by its id."""

    type: Literal["wallet", "account"]
    currency: CurrencyCode | None = None
    account_id: Annotated[str, Field(max_length=60)] | None = None


class TransferForm(Body):
    """From where, to where, how much."""

    source: PlaceForm
    target: PlaceForm
    amount: AmountText
    currency: CurrencyCode

    def draft(self) -> TransferDraft:
        """The same for the use case.

        Raises:
            Invalid: ``transfer_places_invalid`` unless one place is a wallet of the currency and
                the other an account; the faults of `Money.parse`.
        """
        to_account = self.source.type == "wallet"
        wallet, account = (self.source, self.target) if to_account else (self.target, self.source)
        fits = wallet.type == "wallet" and account.type == "account"
        if not fits or wallet.currency != self.currency or account.account_id is None:
            raise Invalid(
                "transfer between a wallet of the currency and an account",
                code="transfer_places_invalid",
                field="target" if to_account else "source",
            )
        direction = Direction.TO_ACCOUNT if to_account else Direction.FROM_ACCOUNT
        return TransferDraft(direction, account.account_id, Money.parse(self.amount, self.currency))


class PlaceView(View):
    """A wallet by its currency, or a trading account by id and login."""

    type: Literal["wallet", "account"]
    currency: str
    account_id: str | None = None
    login: int | None = None


class TransferView(View):
    """A transfer: its money and its decision. ``rate`` is null: both sides have one currency."""

    id: str
    status: RequestStatus
    funding_status: FundingStatus
    source: PlaceView
    target: PlaceView
    debit: MoneyOut
    credit: MoneyOut
    rate: str | None
    submitted_at: Instant
    completed_at: Instant | None
    reason: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Money and decision side by side."""
        state: TransferState = noun
        transfer, request = state.transfer, state.request
        source, target = _places(transfer)
        return cls.model_validate(
            {
                "id": transfer.id,
                "status": request.status,
                "funding_status": request.funding_status,
                "source": source,
                "target": target,
                "debit": transfer.amount,
                "credit": transfer.amount,
                "rate": None,
                "submitted_at": transfer.submitted_at,
                "completed_at": transfer.completed_at,
                "reason": request.reason,
            }
        )


def _places(transfer: Transfer) -> tuple[PlaceView, PlaceView]:
    currency = transfer.amount.currency
    wallet = PlaceView(type="wallet", currency=currency)
    account = PlaceView(
        type="account", currency=currency, account_id=transfer.account_id, login=transfer.login
    )
    to_account = transfer.direction is Direction.TO_ACCOUNT
    return (wallet, account) if to_account else (account, wallet)
