"""What the decision on a withdrawal does to its money: gone for good, or given back."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, PaymentStatus
from chalicelib.core.actor import Actor
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    FEE_INCOME,
    EntryKind,
    LedgerAccount,
    Posting,
    psp_clearing,
)
from chalicelib.funds.model.withdrawals import PayoutStatus, Withdrawal, WithdrawalStage
from chalicelib.funds.rules.exchange import exchange, leg_of
from chalicelib.funds.service import holds, payees, payout_books, sources
from chalicelib.funds.service.withdrawals import PENDING
from chalicelib.funds.store import allowances
from chalicelib.funds.store import withdrawals as store
from chalicelib.messages.funds import WithdrawalPosted
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def approved(actor: Actor, withdrawal_id: str, command: Command) -> None:
    """Let the held money go: the payout to whoever pays it, the fee to fee income."""

    def work(unit: Unit) -> None:
        before = store.get(withdrawal_id)
        command.settle(unit)
        if before.stage is not WithdrawalStage.HELD:
            return
        entry = holds.post_hold(
            unit,
            holds.find(before.hold_id),
            destinations(before),
            EntryKind.WITHDRAWAL,
            memo="withdrawal",
            rate=leg_of(before.quote),
            facts={"method_id": before.method_id},
        )
        posted = replace(before, stage=WithdrawalStage.POSTED, payment_status=PayoutStatus.PENDING)
        store.change(unit, before, posted)
        payout_books.begin(unit, posted)
        payees.let_go(unit, before.details_id)
        allowances.give_back(unit, before.client_id, PENDING)
        approvals.complete(
            unit,
            before.id,
            funding_status=FundingStatus.WITHDRAWN,
            payment_status=PaymentStatus.PENDING,
        )
        unit.publish(
            WithdrawalPosted(
                withdrawal_id=before.id,
                client_id=before.client_id,
                amount=before.amount,
                fee=before.fee,
                payout=before.payout,
                method_id=before.method_id,
                entry_id=entry.id,
            )
        )

    ports.transact(actor, work)


def destinations(withdrawal: Withdrawal) -> tuple[Posting, ...]:
    """Where the money of a withdrawal goes: to who pays it out, and the fee to the house."""
    converted = withdrawal.payout + withdrawal.fee
    fee = (Posting(FEE_INCOME, withdrawal.fee),) if withdrawal.fee.minor else ()
    return (
        *exchange(withdrawal.quote, withdrawal.amount, -converted),
        Posting(_payer(withdrawal), withdrawal.payout),
        *fee,
    )


def _payer(withdrawal: Withdrawal) -> LedgerAccount:
    """The bank, or the provider on the withdrawal's route."""
    route = withdrawal.route
    return BANK_CLEARING if route is None else psp_clearing(route.provider)


def ended(actor: Actor, withdrawal_id: str, command: Command) -> None:
    """Give the held money of a rejected or cancelled withdrawal back to the wallet.

    What is still on its way from an account is not held then: it arrives as any transfer.
    """

    def work(unit: Unit) -> None:
        before = store.get(withdrawal_id)
        command.settle(unit)
        if before.stage not in (WithdrawalStage.AWAITED, WithdrawalStage.HELD):
            return
        if before.stage is WithdrawalStage.HELD:
            holds.void_hold(unit, holds.find(before.hold_id), memo="withdrawal_returned")
            approvals.mark(unit, before.id, funding_status=FundingStatus.RETURNED)
        store.change(unit, before, replace(before, stage=WithdrawalStage.VOIDED))
        sources.put_back(unit, before.client_id, before.amount.currency, before.returned)
        payees.let_go(unit, before.details_id)
        allowances.give_back(unit, before.client_id, PENDING)

    ports.transact(actor, work)
