"""Changing an account: what can be changed, and asking for it."""

from typing import Any, Self

from pydantic import Field

from chalicelib.accounts.model import ChangeKind
from chalicelib.core.money import Money
from chalicelib.edge.schemas import AmountText, Body, CurrencyCode, MoneyOut, View

_MOST = 5000


class ChangeBody(Body):
    """What to change. ``leverage`` (100 for 1:100) goes with a change of leverage alone."""

    kind: ChangeKind
    leverage: int | None = Field(default=None, ge=1, le=_MOST)


class LeverageBody(Body):
    """The leverage to set, 100 for 1:100."""

    leverage: int = Field(ge=1, le=_MOST)


class ChangeableView(View):
    """What can be changed now: kinds, the leverages to choose from, and what is under way."""

    leverages: list[int]
    kinds: list[ChangeKind]
    under_way: list[ChangeKind]
    top_up: MoneyOut | None


class TopUpBody(Body):
    """How much play money to put on a demo account."""

    amount: AmountText
    currency: CurrencyCode

    def money(self) -> Money:
        """The same for the use case."""
        return Money.parse(self.amount, self.currency)


class TopUpView(View):
    """What is being put on the account."""

    amount: MoneyOut

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate({"amount": noun})
