"""Withdrawals as they are asked for, and as they stand."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from chalicelib.approvals.public import FundingStatus, PaymentStatus, RequestStatus
from chalicelib.core.money import Money
from chalicelib.edge.schemas import (
    AmountText,
    Body,
    CurrencyCode,
    Instant,
    MoneyOut,
    OfClient,
    PayoutLabel,
    View,
)
from chalicelib.funds.model.automation import LimitCode
from chalicelib.funds.model.withdrawals import PayoutStatus, WithdrawalDraft
from chalicelib.funds.schemas.payouts import PayoutProgressView
from chalicelib.funds.schemas.rates import QuoteView, shown_quote
from chalicelib.funds.schemas.wallets import NotifyForm
from chalicelib.funds.service.withdrawals import WithdrawalState


class WalletSourceForm(Body):
    """The wallet to withdraw from."""

    type: Literal["wallet"]
    currency: CurrencyCode


class AccountSourceForm(Body):
    """The trading account to withdraw from, and its currency."""

    type: Literal["account"]
    account_id: Annotated[str, Field(max_length=60)]
    currency: CurrencyCode


class WithdrawalForm(Body):
    """How much, from where, and to which saved profile.

    ``payout_currency`` is by default the source's. ``shown`` is the payout as a quote showed it: if
    it is another one now, nothing is asked for.
    """

    source: Annotated[WalletSourceForm | AccountSourceForm, Field(discriminator="type")]
    amount: AmountText
    method_id: Annotated[str, Field(max_length=40)]
    details_id: Annotated[str, Field(max_length=60)]
    payout_currency: CurrencyCode | None = None
    shown: AmountText | None = None

    def draft(self) -> WithdrawalDraft:
        """The same for the use case.

        Raises:
            Invalid: the faults of `Money.parse`.
        """
        amount = Money.parse(self.amount, self.source.currency)
        return WithdrawalDraft(
            amount=amount,
            method_id=self.method_id,
            details_id=self.details_id,
            paid_in=self.payout_currency or "",
            shown=self.shown,
            account_id=self.source.account_id if self.source.type == "account" else None,
        )


class MethodNameView(View):
    """A method as lists name it."""

    id: str
    name: dict[str, str]


class WithdrawalView(View):
    """A withdrawal: its money and its decision. ``payout`` is ``amount``, at ``rate`` where two
    currencies meet, less ``fee``.

    ``account`` is the login of the trading account that it comes from, by ``transfer_id``.
    """

    id: str
    status: RequestStatus
    funding_status: FundingStatus
    payment_status: PaymentStatus
    amount: MoneyOut
    fee: MoneyOut
    payout: MoneyOut
    rate: QuoteView | None
    method: MethodNameView
    progress: PayoutProgressView | None
    details_id: str
    details_label: PayoutLabel
    account: str | None
    account_id: str | None
    transfer_id: str | None
    submitted_at: Instant
    decided_at: Instant | None
    reason: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Money and decision side by side."""
        return cls.model_validate(shared_facts(noun))


def shared_facts(state: WithdrawalState) -> dict[str, Any]:
    """What client and staff see alike."""
    withdrawal, request = state.withdrawal, state.request
    return {
        "id": withdrawal.id,
        "status": request.status,
        "funding_status": request.funding_status,
        "payment_status": request.payment_status,
        "amount": withdrawal.amount,
        "fee": withdrawal.fee,
        "payout": withdrawal.payout,
        "rate": shown_quote(withdrawal.quote),
        "method": MethodNameView(id=withdrawal.method_id, name=withdrawal.method_name),
        "progress": state.payout and PayoutProgressView.of(state.payout),
        "details_id": withdrawal.details_id,
        "details_label": withdrawal.details_label,
        "account": str(withdrawal.login) if withdrawal.login else None,
        "account_id": withdrawal.account_id,
        "transfer_id": withdrawal.transfer_id,
        "submitted_at": withdrawal.submitted_at,
        "decided_at": request.decided_at,
        "reason": request.reason,
    }


class LimitCheckView(View):
    """One limit of automatic approval, kept or not, with the numbers that were compared."""

    code: LimitCode
    passed: bool
    facts: dict[str, str]


class AutomationView(View):
    """Why the system approved a withdrawal or left it to the staff; ``setting_version`` is that of
    the limits."""

    approved: bool
    setting_version: int
    checks: list[LimitCheckView]


class DeskWithdrawalView(OfClient, WithdrawalView):
    """A withdrawal as staff see it; ``automation`` is why the system approved it, or did not."""

    client_id: str
    automation: AutomationView | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """What the client sees, and what the limits said."""
        state: WithdrawalState = noun
        decision = state.withdrawal.automation
        return cls.model_validate(
            {
                **shared_facts(state),
                "client_id": state.withdrawal.client_id,
                "automation": decision and AutomationView.of(decision),
            }
        )


class WithdrawalPatch(Body):
    """Either what became of the payout, or a refund after the approval with its reason."""

    payment_status: PayoutStatus | None = None
    refund: Literal[True] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    override: bool = False
    notify: NotifyForm = Field(default_factory=NotifyForm)

    @model_validator(mode="after")
    def _one_thing_at_a_time(self) -> Self:
        if (self.payment_status is None) == (self.refund is None):
            raise ValueError("send payment_status or refund")
        if self.refund and not self.reason:
            raise ValueError("a refund needs its reason")
        return self
