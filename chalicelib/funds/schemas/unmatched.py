"""Unmatched payments and refunds as staff see them."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from chalicelib.core.money import Money
from chalicelib.edge.schemas import (
    AmountText,
    Body,
    CurrencyCode,
    Instant,
    MoneyOut,
    OfClient,
    PageQuery,
    View,
)
from chalicelib.funds.model.refunds import Refund, RefundStage
from chalicelib.funds.model.unmatched import Settlement, Unmatched, UnmatchedStage
from chalicelib.funds.rules.unmatched import settlements
from chalicelib.funds.service.refunds import RefundDraft, RefundsOf
from chalicelib.funds.service.unmatched import ProposalDraft

Reason = Annotated[str, Field(min_length=1, max_length=500)]
Id = Annotated[str, Field(max_length=60)]


class UnmatchedQuery(PageQuery):
    """Which list: what waits, or what is settled."""

    settled: bool = False


class ProposalView(View):
    """How somebody wants to settle it."""

    settlement: Settlement
    reason: str
    by: str
    by_name: str
    at: Instant
    client_id: str | None


class UnmatchedView(OfClient, View):
    """A payment that could not be credited by itself. ``settlements`` are the ways to settle it."""

    id: str
    problem: str
    provider: str
    psp_reference: str
    received: MoneyOut
    at: Instant
    deposit_id: str | None
    client_id: str | None
    stage: UnmatchedStage
    settlements: list[Settlement]
    proposal: ProposalView | None
    failure: str
    agreed_by_name: str
    settled_at: Instant | None
    refund_id: str | None
    entry_id: str | None

    @classmethod
    def of(cls, noun: Unmatched) -> Self:
        """See `View.of`."""
        known = {name: getattr(noun, name) for name in cls.model_fields if hasattr(noun, name)}
        proposal = None if noun.proposal is None else ProposalView.of(noun.proposal)
        ways = list(settlements(noun))
        return cls.model_validate({**known, "proposal": proposal, "settlements": ways})


class UnmatchedPatch(Body):
    """One person proposes a ``settlement`` with its ``reason``, another agrees or declines."""

    act: Literal["propose", "agree", "decline"]
    settlement: Settlement | None = None
    reason: Reason | None = None
    client_id: Id | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.act == "propose" and (self.settlement is None or self.reason is None):
            raise ValueError("a proposal needs settlement and reason")
        return self

    def draft(self) -> ProposalDraft:
        """The proposal for the use case."""
        if self.settlement is None or self.reason is None:
            raise ValueError("no proposal")
        return ProposalDraft(self.settlement, self.reason, self.client_id)


class RefundForm(Body):
    """How much of a deposit goes back, and why."""

    amount: AmountText
    currency: CurrencyCode
    reason: Reason

    def draft(self, deposit_id: str) -> RefundDraft:
        """The same for the use case.

        Raises:
            Invalid: the faults of `Money.parse`.
        """
        amount = Money.parse(self.amount, self.currency)
        return RefundDraft(deposit_id, amount, self.reason)


class RefundView(View):
    """One refund."""

    id: str
    amount: MoneyOut
    reason: str
    by_name: str
    at: Instant
    stage: RefundStage
    refund_reference: str | None
    failure: str

    @classmethod
    def of(cls, noun: Refund) -> Self:
        """See `View.of`."""
        return cls.model_validate({name: getattr(noun, name) for name in cls.model_fields})


class RefundsView(View):
    """The refunds of a deposit, newest first; ``left`` can still be refunded, null: nothing can."""

    refunds: list[RefundView]
    left: MoneyOut | None

    @classmethod
    def of(cls, noun: RefundsOf) -> Self:
        """See `View.of`."""
        shown = [RefundView.of(one) for one in noun.refunds]
        return cls.model_validate({"refunds": shown, "left": noun.left})
