"""What a decision on a deposit's request does: the money is credited, or put aside."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, RequestStatus
from chalicelib.core.actor import Actor
from chalicelib.funds.model.deposits import Deposit, DepositStage
from chalicelib.funds.model.ledger import (
    BANK_CLEARING,
    FEE_INCOME,
    Entry,
    EntryKind,
    Posting,
    available,
    psp_clearing,
)
from chalicelib.funds.rules.exchange import exchange, leg_of
from chalicelib.funds.service import ledger, onward, sources, suspense
from chalicelib.funds.service.deposit_states import PENDING
from chalicelib.funds.store import allowances
from chalicelib.funds.store import deposits as store
from chalicelib.messages.funds import DepositCredited
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def approved(actor: Actor, deposit_id: str, command: Command) -> None:
    """Credit an approved deposit: what was paid leaves clearing, the fee is ours.

    One that is for a trading account is passed on from the wallet at once.
    """

    def work(unit: Unit) -> None:
        before = store.get(deposit_id)
        command.settle(unit)
        if before.stage is not DepositStage.AWAITING_DECISION:
            return
        entry = _booked(unit, before)
        credited = replace(before, stage=DepositStage.CREDITED, credited_at=unit.now)
        after = onward.pass_on(unit, credited)
        store.change(unit, before, after)
        sources.came(unit, before.client_id, before.method_id, before.amount)
        allowances.give_back(unit, before.client_id, PENDING)
        arrived = after.transfer_id is None
        funding = FundingStatus.DEPOSITED if arrived else FundingStatus.HELD
        approvals.complete(unit, before.id, funding_status=funding)
        unit.publish(
            DepositCredited(
                deposit_id=before.id,
                client_id=before.client_id,
                amount=before.amount,
                fee=before.fee,
                payment=before.payment,
                method_id=before.method_id,
                entry_id=entry.id,
            )
        )

    ports.transact(actor, work)


def postings_of(deposit: Deposit) -> tuple[Posting, ...]:
    """The payment leaves clearing (at the provider, or at the bank); the fee is the house's.

    Where two currencies meet, each balances by itself through the conversion account.
    """
    clearing = psp_clearing(deposit.provider) if deposit.provider else BANK_CLEARING
    fee = (Posting(FEE_INCOME, deposit.fee),) if deposit.fee.minor else ()
    return (
        Posting(available(deposit.client_id), deposit.amount),
        *exchange(deposit.quote, -deposit.amount, deposit.payment - deposit.fee),
        Posting(clearing, -deposit.payment),
        *fee,
    )


def _booked(unit: Unit, deposit: Deposit) -> Entry:
    entry = ledger.entry(
        unit,
        deposit.cause,
        "credit",
        EntryKind.DEPOSIT,
        "deposit",
        postings_of(deposit),
        rate=leg_of(deposit.quote),
        facts={"method_id": deposit.method_id},
    )
    return ledger.post(unit, entry)


def ended(actor: Actor, deposit_id: str, command: Command) -> None:
    """The request was rejected or cancelled. What had been paid already goes to suspense.

    While the provider's page may still be open, the payment is watched on: it may come yet.
    """

    def work(unit: Unit) -> None:
        before = store.get(deposit_id)
        command.settle(unit)
        if not before.is_open:
            return
        watched = before.check_at if before.psp_reference else None
        after = replace(before, stage=DepositStage.ENDED, check_at=watched)
        if before.is_paid:
            after = replace(after, unmatched=before.payment)
            rejected = approvals.read(deposit_id).status is RequestStatus.REJECTED
            suspense.put_aside(unit, after, before.payment, "rejected" if rejected else "cancelled")
        store.change(unit, before, after)
        allowances.give_back(unit, before.client_id, PENDING)

    ports.transact(actor, work)
