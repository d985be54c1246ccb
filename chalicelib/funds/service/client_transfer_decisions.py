"""What the decision on a transfer to another client does to its money: arrived, or given back.

The recipient must be able to receive when it is asked for and when it is approved. Who no longer
can by then sends the request back to staff, and the money stays held until they decide again.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.funds.model.client_transfers import (
    ClientTransfer,
    ClientTransferStage,
    RecipientUnavailable,
)
from chalicelib.funds.model.ledger import Entry, EntryKind, Posting, available
from chalicelib.funds.rules.exchange import exchange, leg_of
from chalicelib.funds.service import daily_sending, holds, onward, recipients
from chalicelib.funds.store import client_transfers as store
from chalicelib.messages.funds import ClientTransferArrived
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def approved(actor: Actor, transfer_id: str, command: Command) -> None:
    """Let the held money arrive, in one entry; or return the request if the recipient cannot.

    What is for a trading account is passed on from the recipient's wallet at once.
    """

    def work(unit: Unit) -> None:
        before = store.get(transfer_id)
        command.settle(unit)
        if before.stage is not ClientTransferStage.HELD:
            return
        _check_recipient(unit, before)
        entry = _booked(unit, before)
        done = replace(before, stage=ClientTransferStage.ARRIVED, completed_at=unit.now)
        store.change(unit, before, onward.send_on(unit, done))
        arrived = before.target is None
        funding = FundingStatus.DEPOSITED if arrived else FundingStatus.HELD
        approvals.complete(unit, before.id, funding_status=funding)
        unit.publish(
            ClientTransferArrived(
                transfer_id=before.id,
                client_id=before.client_id,
                recipient_id=before.recipient_id,
                amount=before.amount,
                credit=before.credit,
                entry_id=entry.id,
            )
        )

    try:
        ports.transact(actor, work)
    except RecipientUnavailable as refused:
        code, problem = refused.code, str(refused.facts["problem"])

        def return_it(unit: Unit) -> None:
            command.settle(unit)
            approvals.send_back(unit, transfer_id, code, problem=problem)

        ports.transact(actor, return_it)


def _check_recipient(unit: Unit, transfer: ClientTransfer) -> None:
    """The recipient can receive now, and is the same client still when ``unit`` commits."""
    recipient = clients.client_for_system(transfer.recipient_id)
    recipients.check_again(recipient, transfer)
    clients.require_as_read(unit, recipient)


def _booked(unit: Unit, transfer: ClientTransfer) -> Entry:
    return holds.post_hold(
        unit,
        holds.find(transfer.hold_id),
        (
            *exchange(transfer.quote, transfer.amount, -transfer.credit),
            Posting(available(transfer.recipient_id), transfer.credit),
        ),
        EntryKind.CLIENT_TRANSFER,
        memo="client_transfer",
        rate=leg_of(transfer.quote),
    )


def ended(actor: Actor, transfer_id: str, command: Command) -> None:
    """Give the held money of a rejected or cancelled transfer back, and its part of the day.

    What is still on its way from an account is not held then: it arrives as any transfer.
    """

    def work(unit: Unit) -> None:
        before = store.get(transfer_id)
        command.settle(unit)
        if before.stage not in (ClientTransferStage.AWAITED, ClientTransferStage.HELD):
            return
        if before.stage is ClientTransferStage.HELD:
            holds.void_hold(unit, holds.find(before.hold_id), memo="client_transfer_returned")
            approvals.mark(unit, before.id, funding_status=FundingStatus.RETURNED)
        store.change(unit, before, replace(before, stage=ClientTransferStage.ENDED))
        daily_sending.give_back(unit, before)

    ports.transact(actor, work)
