"""Requests and views of deposits."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.approvals.public import FundingStatus, PaymentStatus, RequestStatus
from chalicelib.core.money import Money, exponent
from chalicelib.edge.forms import FormFieldView
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, Instant, MoneyOut, View
from chalicelib.funds.model.deposits import DepositDraft, DepositMethodKind
from chalicelib.funds.model.methods import MethodIcon
from chalicelib.funds.schemas.rates import QuoteView, plain, shown_quote
from chalicelib.funds.service.deposit_states import DepositState


class DepositForm(Body):
    """What the client wants to pay in; ``fields`` are the method's, a file field's is a file id.

    ``payment_currency`` is by default the wallet's. ``shown`` is the payment as a quote showed it:
    if it is another one now, nothing is asked for. ``account_id`` is the trading account to pass
    the money on to, of the wallet's currency; without one it stays in the wallet.
    """

    method_id: Annotated[str, Field(max_length=40)]
    amount: AmountText
    currency: CurrencyCode
    fields: Annotated[dict[str, str], Field(max_length=20)] = {}
    payment_currency: CurrencyCode | None = None
    shown: AmountText | None = None
    account_id: Annotated[str, Field(max_length=60)] | None = None

    def draft(self) -> DepositDraft:
        """The domain's word for it.

        Raises:
            Invalid: the amount is not one in this currency.
        """
        return DepositDraft(
            method_id=self.method_id,
            amount=Money.parse(self.amount, self.currency),
            values=self.fields,
            pays_in=self.payment_currency or "",
            shown=self.shown,
            account_id=self.account_id,
        )


def browser_of(headers: Mapping[str, str]) -> tuple[str, str]:
    """The language that a browser asks for, and whether it is a ``pc`` or ``mobile``."""
    lowered = {name.lower(): value for name, value in headers.items()}
    language = re.match(r"[A-Za-z]{2,3}", lowered.get("accept-language", ""))
    is_phone = "mobi" in lowered.get("user-agent", "").lower()
    return (language[0].lower() if language else "en"), ("mobile" if is_phone else "pc")


class MethodTermsView(View):
    """Limits and fee of a method in one currency, in whole units."""

    currency: str
    minimum: str
    maximum: str
    fee_percent: str
    fee_cap: str | None
    decimals: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The view of a `MethodCurrency`."""
        return cls(
            currency=noun.currency,
            minimum=noun.minimum,
            maximum=noun.maximum,
            fee_percent=plain(noun.fee.percent),
            fee_cap=noun.fee.cap,
            decimals=exponent(noun.currency) if noun.decimals is None else noun.decimals,
        )


class DepositMethodView(View):
    """One way to pay in; with ``converts`` also into wallets of other currencies."""

    id: str
    kind: DepositMethodKind
    icon: MethodIcon
    name: dict[str, str]
    instructions: dict[str, str]
    currencies: list[MethodTermsView]
    converts: bool
    fields: list[FormFieldView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """The view of a `DepositMethod`."""
        return cls(
            id=noun.id,
            kind=noun.kind,
            icon=noun.icon,
            name=noun.name,
            instructions=noun.instructions,
            currencies=[MethodTermsView.of(one) for one in noun.currencies],
            converts=noun.converts,
            fields=[FormFieldView.of(one) for one in noun.fields],
        )


class DepositMethodName(View):
    """By which method a deposit was made."""

    id: str
    kind: DepositMethodKind
    name: dict[str, str]


class DepositView(View):
    """A deposit as its client sees it: you pay ``payment``, your wallet receives ``amount``.

    ``account`` is the login of the trading account that it goes on to, by ``transfer_id`` once it
    is credited.
    """

    id: str
    status: RequestStatus
    payment_status: PaymentStatus
    funding_status: FundingStatus
    method: DepositMethodName
    amount: MoneyOut
    fee: MoneyOut
    payment: MoneyOut
    rate: QuoteView | None
    account: str | None
    account_id: str | None
    transfer_id: str | None
    redirect_url: str | None
    expires_at: Instant | None
    submitted_at: Instant
    decided_at: Instant | None
    reason: str | None

    @classmethod
    def of(cls, noun: DepositState) -> Self:
        """The view of a `DepositState`."""
        deposit, request = noun.deposit, noun.request
        return cls.model_validate(
            {
                "id": deposit.id,
                "status": request.status,
                "payment_status": request.payment_status,
                "funding_status": request.funding_status,
                "method": DepositMethodName(
                    id=deposit.method_id, kind=deposit.method_kind, name=deposit.method_name
                ),
                "amount": deposit.amount,
                "fee": deposit.fee,
                "payment": deposit.payment,
                "rate": shown_quote(deposit.quote),
                "account": str(deposit.login) if deposit.login else None,
                "account_id": deposit.account_id,
                "transfer_id": deposit.transfer_id,
                "redirect_url": deposit.redirect_url if deposit.awaits_payment else None,
                "expires_at": deposit.expires_at,
                "submitted_at": deposit.submitted_at,
                "decided_at": request.decided_at,
                "reason": request.reason,
            }
        )
