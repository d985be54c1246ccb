"""Orders for many accounts, as they are sent and as they are reviewed."""

from dataclasses import replace
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from chalicelib.bulk.model import AccountOrder, OrderKind
from chalicelib.bulk.service.orders import ReviewedAccount
from chalicelib.edge.schemas import Body, LanguageCode, View
from chalicelib.edge.sheets import TableForm
from chalicelib.jobs.public import MAX_ROWS, JobState
from chalicelib.messages.approvals import Notify

_AccountId = Annotated[str, Field(max_length=60)]
# What is too precise for a currency is told account by account.
_AmountEach = Annotated[str, Field(pattern=r"^\d{1,15}(\.\d{1,8})?$", examples=["12.50"])]


class TellForm(Body):
    """How each client is told; by default not at all."""

    email: bool = False
    popup: bool = False
    language: LanguageCode | None = None

    def notify(self) -> Notify:
        """The same for the use case."""
        return Notify(email=self.email, popup=self.popup, language=self.language or "")


class AccountOrderForm(Body):
    """One order: its kind, and what holds whether accounts are named or come from a file."""

    kind: OrderKind
    comment: Annotated[str, Field(max_length=500)] = ""
    notify: TellForm = Field(default_factory=TellForm)
    repeat: bool = False

    def order(self) -> AccountOrder:
        """The same for the use case."""
        return AccountOrder(
            kind=self.kind,
            comment=self.comment,
            notify=self.notify.notify(),
            repeat=self.repeat,
        )


class AccountJobForm(AccountOrderForm):
    """One order for the accounts that are named; ``amount_each`` is in the currency of each."""

    account_ids: Annotated[list[_AccountId], Field(min_length=1, max_length=MAX_ROWS)]
    leverage: Annotated[int, Field(ge=1, le=5000)] | None = None
    group: Annotated[str, Field(min_length=1, max_length=63)] | None = None
    account_type: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    may_sign_in: bool | None = None
    may_trade: bool | None = None
    amount_each: _AmountEach | None = None

    def order(self) -> AccountOrder:
        """See `AccountOrderForm.order`."""
        return replace(
            super().order(),
            leverage=self.leverage,
            group=self.group,
            account_type_id=self.account_type,
            may_sign_in=self.may_sign_in,
            may_trade=self.may_trade,
            amount=self.amount_each or "",
        )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed: dict[OrderKind, Any] = {
            OrderKind.LEVERAGE: self.leverage,
            OrderKind.GROUP: self.group,
            OrderKind.TYPE: self.account_type,
            OrderKind.ACCESS: None if self.may_sign_in is self.may_trade is None else True,
        }
        given = self.amount_each and self.comment if self.kind.moves_money else needed[self.kind]
        if not given:
            raise ValueError("say what the order is to do")
        return self


class AccountImportForm(AccountOrderForm, TableForm):
    """An order whose rows are those of a file; what a row does not say is taken from here."""


class AccountImportQuery(Body):
    """For which order the columns are."""

    kind: OrderKind = OrderKind.DEPOSIT


class ReviewedAccountView(View):
    """One account of an order, and what is in the way."""

    id: str
    login: str
    client_name: str
    currency: str
    code: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        reviewed: ReviewedAccount = noun
        account = reviewed.account
        return cls(
            id=account.id,
            login=str(account.login),
            client_name=reviewed.client_name,
            currency=account.currency,
            code=reviewed.code,
        )


class StartedJobView(View):
    """A job that has begun; how it is doing is told where all jobs are."""

    id: str
    kind: str
    rows: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        state: JobState = noun
        return cls(id=state.job.id, kind=state.job.kind, rows=state.job.size)
