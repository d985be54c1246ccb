"""How an unmatched payment is settled: a proposal, then another person's agreement. Pure."""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.errors import Invalid
from chalicelib.funds.model.unmatched import (
    REVERSED,
    OwnProposal,
    Proposal,
    Settlement,
    SettlementNotPossible,
    Unmatched,
    UnmatchedMoved,
    UnmatchedStage,
)


def settlements(payment: Unmatched) -> tuple[Settlement, ...]:
    """How a payment can be settled: one that was taken back after its credit can only be noted."""
    if payment.problem == REVERSED:
        return (Settlement.NOTE,)
    return (Settlement.CREDIT, Settlement.RETURN)


def proposed(payment: Unmatched, proposal: Proposal) -> Unmatched:
    """``payment`` with a proposal.

    Raises:
        UnmatchedMoved: somebody has proposed, or it is settled. SettlementNotPossible.
        Invalid: ``reason_missing``.
    """
    if payment.stage is not UnmatchedStage.OPEN:
        raise UnmatchedMoved(stage=payment.stage.value)
    if proposal.settlement not in settlements(payment):
        raise SettlementNotPossible(settlement=proposal.settlement.value)
    if not proposal.reason:
        raise Invalid("say why", code="reason_missing", field="reason")
    return replace(payment, stage=UnmatchedStage.PROPOSED, proposal=proposal, failure="")


def declined(payment: Unmatched) -> Unmatched:
    """``payment`` without its proposal.

    Raises:
        UnmatchedMoved: there is none.
    """
    if payment.stage is not UnmatchedStage.PROPOSED:
        raise UnmatchedMoved(stage=payment.stage.value)
    return replace(payment, stage=UnmatchedStage.OPEN, proposal=None)


def agreed(payment: Unmatched, by: str, by_name: str, now: datetime) -> tuple[Proposal, Unmatched]:
    """What was proposed, and ``payment`` settled so.

    Raises:
        UnmatchedMoved: nothing is proposed. OwnProposal: who proposed it agrees.
    """
    if payment.stage is not UnmatchedStage.PROPOSED or payment.proposal is None:
        raise UnmatchedMoved(stage=payment.stage.value)
    if payment.proposal.by == by:
        raise OwnProposal
    settled = replace(payment, stage=UnmatchedStage.SETTLED, agreed_by_name=by_name, settled_at=now)
    return payment.proposal, settled


def step(name: str, payment: Unmatched) -> str:
    """The step of the payment's cause that its settlement is booked as."""
    return name if payment.attempt == 1 else f"{name}-{payment.attempt}"
