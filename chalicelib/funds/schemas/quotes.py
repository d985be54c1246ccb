"""What a deposit or a withdrawal would cost: asked before, with the arithmetic that books."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, MoneyOut, View
from chalicelib.funds.schemas.rates import QuoteView
from chalicelib.funds.service.quoting import Offer


class QuotedFor(StrEnum):
    """What is to be asked for."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"


class QuoteQuery(Body):
    """An amount of the wallet, and in which currency it is paid, paid out, or arrives; conversions
    between wallets have no method."""

    purpose: QuotedFor
    method_id: Annotated[str, Field(max_length=40)] = ""
    amount: AmountText
    currency: CurrencyCode
    payment_currency: CurrencyCode

    @property
    def money(self) -> Money:
        """The amount.

        Raises:
            Invalid: it is not one in its currency.
        """
        return Money.parse(self.amount, self.currency)


class OfferView(View):
    """``total`` is what the client pays, or is paid: ``converted`` and the fee added, or taken."""

    amount: MoneyOut
    converted: MoneyOut
    fee: MoneyOut
    total: MoneyOut
    rate: QuoteView | None

    @classmethod
    def of(cls, noun: Offer) -> Self:
        """The view of an `Offer`."""
        return cls.model_validate(
            {
                "amount": noun.amount,
                "converted": noun.converted,
                "fee": noun.fee,
                "total": noun.total,
                "rate": noun.quote and QuoteView.of(noun.quote),
            }
        )
