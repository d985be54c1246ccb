"""Transfers between own wallet and own trading account."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.approvals.public import FundingStatus, RequestStatus
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.edge.agreements import AcceptancesIn, acceptances
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, Instant, MoneyOut, View
from chalicelib.funds.model.client_transfers import (
    ClientTransfer,
    ClientTransferDraft,
    RecipientKey,
)
from chalicelib.funds.model.conversions import ConversionDraft
from chalicelib.funds.model.places import Place
from chalicelib.funds.model.transfers import Direction, Transfer, TransferDraft
from chalicelib.funds.schemas.rates import QuoteView, shown_quote
from chalicelib.funds.schemas.recipients import RecipientForm, RecipientView
from chalicelib.funds.service.client_transfers import ClientTransferState
from chalicelib.funds.service.conversions import ConversionState
from chalicelib.funds.service.transfers import TransferState


class PlaceForm(Body):
    """A wallet by its currency, a trading account by its id, or another client by a number.

    Another client's wallet is in the source's currency unless ``currency`` says otherwise.
    ``place`` is where it arrives with them: the trading account whose number found them.
    """

    type: Literal["wallet", "account", "client"]
    currency: CurrencyCode | None = None
    account_id: Annotated[str, Field(max_length=60)] | None = None
    recipient: RecipientForm | None = None
    place: Place = Place.WALLET


class TransferForm(Body):
    """From where, to where, how much; ``currency`` is the source's.

    Between two wallets the amount is converted. ``shown`` is what a quote showed to arrive then: if
    it is something else now, nothing is asked for. ``agreements`` are those that a client accepts
    who sends money to another.
    """

    source: PlaceForm
    target: PlaceForm
    amount: AmountText
    currency: CurrencyCode
    shown: AmountText | None = None
    agreements: AcceptancesIn = Field(default_factory=list)

    @property
    def to_client(self) -> ClientTransferDraft | None:
        """The transfer to another client that it asks for, or None for one to an own place.

        Raises:
            Invalid: ``transfer_places_invalid``; the faults of `Money.parse`.
        """
        if "client" not in {self.source.type, self.target.type}:
            return None
        wallet, account = self.source.type == "wallet", self.source.type == "account"
        fits = (wallet and self.source.currency == self.currency) or (
            account and self.source.account_id is not None
        )
        to = self.target.recipient
        has_no_account = self.target.place is Place.ACCOUNT and to and to.by is RecipientKey.CLIENT
        if not fits or to is None or has_no_account:
            raise Invalid(
                "send from a wallet of the currency or an account to a client with a number",
                code="transfer_places_invalid",
                field="target" if fits else "source",
            )
        return ClientTransferDraft(
            amount=Money.parse(self.amount, self.currency),
            to=to.wanted,
            into=self.target.currency or "",
            shown=self.shown,
            accepted=acceptances(self.agreements),
            account_id=self.source.account_id if account else None,
            place=self.target.place,
        )

    @property
    def conversion(self) -> ConversionDraft | None:
        """The conversion that it asks for, or None for a transfer with an account.

        Raises:
            Invalid: ``transfer_places_invalid``; the faults of `Money.parse`.
        """
        if {self.source.type, self.target.type} != {"wallet"}:
            return None
        if self.source.currency != self.currency or self.target.currency is None:
            raise Invalid(
                "convert from a wallet of the currency into another",
                code="transfer_places_invalid",
                field="target",
            )
        amount = Money.parse(self.amount, self.currency)
        return ConversionDraft(amount, self.target.currency, self.shown)

    def draft(self) -> TransferDraft:
        """The same for the use case of a transfer with an account.

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
    """A wallet by its currency, a trading account by id and login, or another client's wallet."""

    type: Literal["wallet", "account", "client"]
    currency: str
    account_id: str | None = None
    login: int | None = None
    recipient: RecipientView | None = None


class TransferView(View):
    """A transfer: its money and its decision. ``rate`` is null within one currency.

    ``commission_day`` is the day whose commissions it takes on to a trading account, if it does.
    """

    id: str
    status: RequestStatus
    funding_status: FundingStatus
    source: PlaceView
    target: PlaceView
    debit: MoneyOut
    credit: MoneyOut
    rate: QuoteView | None
    submitted_at: Instant
    completed_at: Instant | None
    reason: str | None
    commission_day: date | None = None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Money and decision side by side."""
        if isinstance(noun, ConversionState):
            return cls.model_validate(_of_conversion(noun))
        if isinstance(noun, ClientTransferState):
            return cls.model_validate(_of_client_transfer(noun))
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
                "commission_day": transfer.commission_day,
            }
        )


def _of_client_transfer(state: ClientTransferState) -> dict[str, Any]:
    transfer, request = state.transfer, state.request
    target = PlaceView(
        type="client",
        currency=transfer.credit.currency,
        recipient=RecipientView.of(state.recipient),
    )
    return {
        "id": transfer.id,
        "status": request.status,
        "funding_status": request.funding_status,
        "source": _source_of(transfer),
        "target": target,
        "debit": transfer.amount,
        "credit": transfer.credit,
        "rate": shown_quote(transfer.quote),
        "submitted_at": transfer.submitted_at,
        "completed_at": transfer.completed_at,
        "reason": request.reason,
    }


def _source_of(transfer: ClientTransfer) -> PlaceView:
    currency, account = transfer.amount.currency, transfer.source
    if account is None:
        return PlaceView(type="wallet", currency=currency)
    return PlaceView(
        type="account", currency=currency, account_id=account.account_id, login=account.login
    )


def _of_conversion(state: ConversionState) -> dict[str, Any]:
    conversion, request = state.conversion, state.request
    return {
        "id": conversion.id,
        "status": request.status,
        "funding_status": request.funding_status,
        "source": PlaceView(type="wallet", currency=conversion.amount.currency),
        "target": PlaceView(type="wallet", currency=conversion.credit.currency),
        "debit": conversion.amount,
        "credit": conversion.credit,
        "rate": shown_quote(conversion.quote),
        "submitted_at": conversion.submitted_at,
        "completed_at": conversion.completed_at,
        "reason": request.reason,
    }


def _places(transfer: Transfer) -> tuple[PlaceView, PlaceView]:
    currency = transfer.amount.currency
    wallet = PlaceView(type="wallet", currency=currency)
    account = PlaceView(
        type="account", currency=currency, account_id=transfer.account_id, login=transfer.login
    )
    to_account = transfer.direction is Direction.TO_ACCOUNT
    return (wallet, account) if to_account else (account, wallet)
